"""Streamed answers whose reader stops, goes away or is stopped, beside others, and brokers that fail."""

from __future__ import annotations

import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import pytest

from engine.contracts import Outgoing, RecordedDecision
from engine.errors import Cancelled, NotSent, Refused, ToolProblem
from tests.servers.by_hand import ByHand
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import BrokerProcess, Connected, after, permit
from tests.tools.egress.streaming import NEVER, OPEN_END, Flood, get, stream
from tools.egress import protocol, waiting
from tools.egress.broker import MAX_AT_ONCE, Broker
from tools.egress.client import EgressClient
from tools.egress.line import StreamLine
from tools.egress.protocol import (
    FROM_BROKER,
    Begun,
    Done,
    End,
    Failed,
    FromBroker,
    Grant,
    Head,
    Part,
    Send,
    read,
    write,
)
from tools.egress.relay import Relay
from tools.egress.waiting import WINDOW


def reply(channel: socket.socket) -> FromBroker:
    while isinstance(message := read(channel, FROM_BROKER), Begun):
        pass
    assert message is not None
    return message


def test_a_reader_that_stops_fills_no_memory_and_holds_up_no_other_request(client: Connected) -> None:
    egress = client()
    flood = Flood(100_000_000)
    with ByHand(flood) as big, RecordingServer(lambda _: http(200, b"quick" * 100_000)) as small:
        answer = stream(egress, get(big))
        size = len(next(iter(answer)))
        assert flood.stuck.wait(30)
        assert flood.taken < WINDOW + 20_000_000, "more than the window and the kernel's buffers"
        other = get(small)
        assert len(egress.send(other, permit(other), NEVER).body) == 500_000
        assert len(b"".join(stream(egress, other))) == 500_000
        assert size + sum(map(len, answer)) == flood.size


def test_no_more_is_handed_over_than_was_granted_but_for_one_piece(client: Connected) -> None:
    more = threading.Semaphore(0)

    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END)
        for letter in (b"a", b"b", b"c"):
            connection.sendall(letter * 10)
            more.acquire(timeout=10)

    ours, theirs = socket.socketpair()
    broker = threading.Thread(target=Broker(theirs).serve)
    broker.start()
    with ours, theirs, ByHand(script) as server, RecordingServer(lambda _: http(200, b"")) as other:
        outgoing, quick = get(server), get(other)
        write(ours, Send(1, "row", outgoing.sha256, outgoing, window=1))
        head = reply(ours)
        assert isinstance(head, Head)
        assert (head.id, head.sent) == (1, 1)
        assert reply(ours) == Part(1, b"a" * 10)
        for size in (part_weight(10) - 2, 1):
            more.release()
            write(ours, Grant(1, size))
            write(ours, Grant(77, size))
            write(ours, Send(2, f"row-{size}", quick.sha256, quick))
            assert isinstance(reply(ours), Done)
        write(ours, Grant(2, 5))
        write(ours, Grant(1, 1))
        assert isinstance(part := reply(ours), Part)
        assert part.data.startswith(b"b" * 10)
        write(ours, Grant(1, 10_000))
        more.release()
        ended = [reply(ours)]
        while not isinstance(ended[-1], End):
            ended.append(reply(ours))
        assert ended[-1] == End(1, 3)
        ours.close()
        broker.join()


def part_weight(size: int) -> int:
    return Part(1, bytes(size)).weight


def test_small_pieces_weigh_enough_that_they_cannot_fill_the_memory_either() -> None:
    taken: list[FromBroker] = []
    ten = threading.Event()

    def take(reply: FromBroker) -> None:
        taken.append(reply)
        if len(taken) == 10:
            ten.set()

    def drip() -> None:
        with suppress(Cancelled):
            for _ in range(1000):
                relay.part(b"x")

    line = StreamLine(10.0, 10 * part_weight(1))
    relay = Relay(1, line, take, lambda: 1)
    thread = threading.Thread(target=drip)
    thread.start()
    assert ten.wait(10)
    line.cut()
    thread.join()
    assert taken == [Part(1, b"x")] * 10


def test_a_request_without_a_window_can_be_granted_nothing(client: Connected) -> None:
    ours, theirs = socket.socketpair()
    broker = threading.Thread(target=Broker(theirs).serve)
    broker.start()
    with ours, theirs, RecordingServer(lambda _: http(200, b"whole")) as server:
        server.stall = 0
        outgoing = get(server)
        write(ours, Send(1, "row", outgoing.sha256, outgoing))
        assert server.arrived.wait(10)
        write(ours, Grant(1, 5))
        write(ours, Send(2, "row", "", outgoing))
        assert isinstance(reply(ours), Failed)
        ours.close()
        broker.join()


def test_many_answers_come_at_once_each_in_its_order(client: Connected) -> None:
    egress = client()
    size = 3_000_000
    results: dict[int, bytes] = {}

    def fetch(server: RecordingServer, number: int) -> None:
        results[number] = b"".join(stream(egress, get(server, url=f"{get(server).url}?{number}")))

    with RecordingServer(lambda request: http(200, request.target[-1].encode() * size)) as server:
        threads = [threading.Thread(target=fetch, args=(server, number)) for number in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert results == {number: str(number).encode() * size for number in range(6)}
    assert egress.requests == egress.sent_by_broker == 6


def stopped_in(wait: Callable[[], object], stop: threading.Event) -> float:
    """Seconds from the flag to the exception."""
    at: list[float] = []

    def press() -> None:
        at.append(time.monotonic())
        stop.set()

    threading.Timer(0.05, press).start()
    with pytest.raises(Cancelled):
        wait()
    return time.monotonic() - at[0]


SOON_S = 0.5
"""A tenth of a second, on a machine that has other things to do."""


@pytest.mark.parametrize("start", [b"", OPEN_END, OPEN_END + b"data: 1\n\n"])
def test_stop_ends_the_wait_at_once_and_the_server_sees_the_end(client: Connected, start: bytes) -> None:
    stop = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.sendall(start)
        server.wait_for_the_end(connection)

    with ByHand(script) as server:
        egress = client()
        assert stopped_in(lambda: list(stream(egress, get(server), stop)), stop) < SOON_S
        assert server.gone.wait(10)


def test_stop_ends_reading_although_more_has_come(client: Connected) -> None:
    stop = threading.Event()
    with ByHand(Flood(100_000_000)) as server:
        answer = stream(client(), get(server), stop)
        next(iter(answer))
        stop.set()
        with pytest.raises(Cancelled):
            next(iter(answer))
        assert server.gone.wait(10)
        assert list(answer) == []


def test_a_turn_that_was_stopped_before_sends_nothing(client: Connected) -> None:
    stop = threading.Event()
    stop.set()
    egress = client()
    with RecordingServer(lambda _: http(200, b"")) as server, pytest.raises(Cancelled):
        stream(egress, get(server), stop)
    assert (server.requests, egress.requests) == ([], 0)


@pytest.fixture
def flooding() -> Iterator[ByHand]:
    with ByHand(Flood(1_000_000_000)) as server:
        yield server


def test_closing_drops_the_rest_and_may_be_done_twice(client: Connected, flooding: ByHand) -> None:
    answer = stream(client(), get(flooding))
    next(iter(answer))
    answer.close()
    answer.close()
    assert flooding.gone.wait(10)
    assert list(answer) == []


def test_closing_in_another_thread_ends_a_wait(client: Connected) -> None:
    begun = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END + b"data: 1\n\n")
        server.wait_for_the_end(connection)

    with ByHand(script) as server:
        answer = stream(client(), get(server))
        after(begun, answer.close)
        for piece in answer:
            assert piece == b"data: 1\n\n"
            begun.set()
        assert server.gone.wait(10)


def test_an_answer_that_nobody_reads_to_the_end_or_closes_goes_with_its_object(
    client: Connected, flooding: ByHand
) -> None:
    egress = client()

    def look_at_it() -> Iterator[bytes]:
        yield from stream(egress, get(flooding))

    pieces = look_at_it()
    assert next(pieces)
    del pieces
    assert flooding.gone.wait(10)


def test_an_answer_that_is_not_even_looked_at_goes_with_its_object(
    client: Connected, flooding: ByHand
) -> None:
    stream(client(), get(flooding))
    assert flooding.gone.wait(10)


def test_answers_left_unread_take_no_other_request_s_place(client: Connected) -> None:
    egress = client()
    for _ in range(MAX_AT_ONCE + 4):
        with ByHand(Flood(1_000_000_000)) as server:
            stream(egress, get(server))
            assert server.gone.wait(10)
    with RecordingServer(lambda _: http(200, b"last")) as small:
        assert b"".join(stream(egress, get(small))) == b"last"


def test_what_a_collector_ends_in_the_midst_of_a_message_waits_for_its_turn(client: Connected) -> None:
    egress = client()
    sent = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END)
        server.wait_for_the_end(connection)
        sent.set()

    with ByHand(script) as server, RecordingServer(lambda _: http(200, b"other")) as other:
        answer = stream(egress, get(server))
        connection = egress._connection
        assert connection is not None
        with connection._writing:
            answer.close()
        assert not sent.is_set()
        outgoing = get(other)
        assert egress.send(outgoing, permit(outgoing), NEVER).body == b"other"
        assert sent.wait(10)


def test_killing_the_broker_in_the_midst_is_a_problem_that_says_so(
    broker_process: Callable[..., BrokerProcess],
) -> None:
    broker = broker_process()

    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END + b"data: 1\n\n")
        server.wait_for_the_end(connection)

    with ByHand(script) as server:
        answer = stream(broker.client, get(server))
        assert next(iter(answer)) == b"data: 1\n\n"
        os.kill(broker.process.pid, signal.SIGKILL)
        with pytest.raises(ToolProblem, match=r"network was switched off while 127\.0\.0\.1 was answering"):
            next(iter(answer))
        assert server.gone.wait(10)
        with pytest.raises(NotSent, match=r"before 127\.0\.0\.1 was asked"):
            stream(broker.client, get(server))


def test_a_client_that_closes_ends_what_is_arriving(client: Connected) -> None:
    egress = client()
    with ByHand(Flood(1_000_000_000)) as server:
        answer = stream(egress, get(server))
        egress.close()
        with pytest.raises(ToolProblem, match="switched off"):
            list(answer)
        assert server.gone.wait(10)


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"own_endpoint": False}, "Only ports 80 and 443"),
        ({"own_endpoint": False, "url": "http://127.0.0.1/"}, "127.0.0.1 is this computer"),
        ({"host": "innocent.example"}, "host is not the one that was shown"),
        ({"search": {"query": "q"}}, "come in one piece only"),
    ],
)
def test_what_the_broker_refuses_was_not_sent(client: Connected, changes: dict[str, Any], word: str) -> None:
    egress = client()
    with RecordingServer(lambda _: http(200, b"")) as server, pytest.raises(NotSent, match=word):
        stream(egress, get(server, **changes))
    assert (server.requests, egress.requests, egress.sent_by_broker) == ([], 1, 0)


def test_a_permit_for_another_request_is_refused_before_a_broker_is_even_looked_for() -> None:
    def connect() -> socket.socket:
        raise AssertionError

    outgoing = Outgoing("GET", "http://127.0.0.1:9/", "127.0.0.1")
    with pytest.raises(Refused):
        EgressClient(connect).stream(outgoing, RecordedDecision("row", "0" * 64), NEVER)


def test_the_broker_trusts_no_client_with_the_digest() -> None:
    ours, theirs = socket.socketpair()
    broker = threading.Thread(target=Broker(theirs).serve)
    broker.start()
    outgoing = Outgoing("GET", "http://127.0.0.1:9/", "127.0.0.1", own_endpoint=True)
    with ours, theirs:
        write(ours, Send(1, "row", "0" * 64, outgoing, WINDOW))
        problem = "The request is not the one that was permitted. Nothing was sent."
        assert reply(ours) == Failed(1, 0, problem, let_out=False)
        ours.close()
        broker.join()


@pytest.fixture
def by_hand() -> Iterator[tuple[EgressClient, socket.socket]]:
    """A client whose broker is played by the test."""
    ours, theirs = socket.socketpair()
    egress = EgressClient(lambda: ours)
    with ours, theirs:
        yield egress, theirs
        egress.close()


ASKED = Outgoing("GET", "http://h.example/", "h.example", timeout_s=0.1)


def test_a_broker_that_says_nothing_is_given_up(
    by_hand: tuple[EgressClient, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "_GRACE_S", 0.0)
    egress, _ = by_hand
    with pytest.raises(ToolProblem, match=r"h\.example did not answer within 0\.1 seconds"):
        stream(egress, ASKED)


def test_a_broker_that_answers_out_of_turn_is_a_problem(by_hand: tuple[EgressClient, socket.socket]) -> None:
    egress, broker = by_hand
    write(broker, End(1, 1))
    write(broker, Part(1, b"x"))

    def answer() -> None:
        broker.recv(1)
        write(broker, End(1, 1))

    thread = threading.Thread(target=answer)
    thread.start()
    with pytest.raises(ToolProblem, match="answered out of turn"):
        stream(egress, ASKED)
    thread.join()


def test_a_request_that_is_too_large_for_the_channel_is_not_sent(
    by_hand: tuple[EgressClient, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(protocol, "MAX_FRAME", 10)
    with pytest.raises(NotSent, match="too large for the broker"):
        stream(by_hand[0], ASKED)
