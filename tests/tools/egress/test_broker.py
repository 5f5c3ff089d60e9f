"""The broker as a process, and what it does when its surroundings misbehave."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import h11
import pytest

from engine.contracts import Outgoing, RecordedDecision
from engine.errors import Cancelled, NotSent, ToolProblem
from tests.servers.duckduckgo import DuckDuckGoServer
from tests.servers.openai_compatible import OpenAICompatibleServer
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import BrokerProcess, Certificates, Connected, after, permit
from tools.egress import broker as broker_module
from tools.egress import protocol, waiting
from tools.egress.broker import Broker, forget_environment, main, resolve
from tools.egress.client import EgressClient
from tools.egress.line import Line
from tools.egress.protocol import FROM_BROKER, Begun, Done, Drop, Failed, FromBroker, Send, read, write
from tools.egress.route import Route
from tools.egress.transport import exchange, prepare

Started = Callable[..., BrokerProcess]
NEVER = threading.Event()


@pytest.fixture(autouse=True)
def kept_private(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """How often the broker's program, run in this process, asked to have its memory kept private."""
    asked: list[bool] = []
    monkeypatch.setattr(broker_module, "keep_memory_private", lambda: asked.append(True))
    return asked


def get(url: str, host: str = "127.0.0.1") -> Outgoing:
    return Outgoing("GET", url, host, own_endpoint=True, timeout_s=20.0)


def test_a_broker_process_serves_requests_and_ends_quietly_with_its_channel(broker_process: Started) -> None:
    broker = broker_process()
    with OpenAICompatibleServer() as server:
        outgoing = get(f"{server.base_url}/nothing")
        assert broker.client.send(outgoing, permit(outgoing), NEVER).status == 404
    assert broker.end() == (0, b"")


def test_proxies_of_the_environment_are_not_used_by_either_stack(broker_process: Started) -> None:
    dead = "http://127.0.0.1:9"
    broker = broker_process(HTTP_PROXY=dead, http_proxy=dead, ALL_PROXY=dead, all_proxy=dead)
    with DuckDuckGoServer() as server:
        plain = get(server.url)
        assert broker.client.send(plain, permit(plain), NEVER).status == 404
        search = Outgoing(
            "POST",
            server.url,
            "127.0.0.1",
            body=b"b=&l=us-en&q=mute",
            search={"query": "mute", "region": "us-en"},
            own_endpoint=True,
        )
        assert broker.client.send(search, permit(search), NEVER).status == 200
    assert len(server.requests) == 2


def test_killing_the_broker_ends_what_is_in_flight_at_once_and_a_new_one_goes_on(
    broker_process: Started,
) -> None:
    brokers = [broker_process(), broker_process()]
    egress = EgressClient(lambda: brokers[0].channel)
    with RecordingServer(lambda _: http(200, b"late")) as server:
        server.stall = 0
        outgoing = get(f"http://127.0.0.1:{server.port}/")

        after(server.arrived, lambda: os.kill(brokers[0].process.pid, signal.SIGKILL))
        with pytest.raises(ToolProblem, match=r"network was switched off while 127\.0\.0\.1 was being asked"):
            egress.send(outgoing, permit(outgoing), NEVER)
        with pytest.raises(ToolProblem, match="network was switched off"):
            egress.send(outgoing, permit(outgoing), NEVER)
        server.stall = None
        brokers.pop(0)
        assert egress.send(outgoing, permit(outgoing), NEVER).body == b"late"
    egress.close()
    egress.close()


def test_a_client_that_closes_ends_what_is_in_flight(broker_process: Started) -> None:
    broker = broker_process()
    with RecordingServer(lambda _: http(200, b"late")) as server:
        server.stall = 0
        outgoing = get(f"http://127.0.0.1:{server.port}/")
        after(server.arrived, broker.client.close)
        with pytest.raises(ToolProblem, match="network was switched off"):
            broker.client.send(outgoing, permit(outgoing), NEVER)
        assert server.gone.wait(10)


def test_a_channel_that_ends_cuts_what_is_in_flight(client: Connected) -> None:
    egress = client()
    with RecordingServer(lambda _: http(200, b"late")) as server:
        server.stall = 0
        outgoing = get(f"http://127.0.0.1:{server.port}/")
        after(server.arrived, egress.close)
        with pytest.raises(ToolProblem, match="network was switched off"):
            egress.send(outgoing, permit(outgoing), NEVER)
        assert server.gone.wait(10)


def test_while_offline_the_reason_comes_from_whoever_keeps_the_switch() -> None:
    def connect() -> socket.socket:
        raise ToolProblem("Sordino is offline.")

    outgoing = get("http://127.0.0.1:9/")
    egress = EgressClient(connect)
    with pytest.raises(ToolProblem, match=r"Sordino is offline\."):
        egress.send(outgoing, permit(outgoing), NEVER)
    egress.close()


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


@pytest.fixture
def raw(pair: tuple[socket.socket, socket.socket]) -> Iterator[socket.socket]:
    """The bare channel of a broker in this process."""
    thread = threading.Thread(target=Broker(pair[1]).serve)
    thread.start()
    yield pair[0]
    pair[0].close()
    thread.join()


def reply(channel: socket.socket) -> FromBroker:
    while isinstance(message := read(channel, FROM_BROKER), Begun):
        pass
    assert message is not None
    return message


def test_the_broker_trusts_no_client_with_the_digest_or_the_row(raw: socket.socket) -> None:
    outgoing = get("http://127.0.0.1:9/")
    for number, request in enumerate(
        (Send(0, "row", "0" * 64, outgoing), Send(1, "", outgoing.sha256, outgoing))
    ):
        write(raw, request)
        assert reply(raw) == Failed(
            number, 0, "The request is not the one that was permitted. Nothing was sent.", let_out=False
        )


def test_a_row_lets_one_request_out_and_no_other(raw: socket.socket) -> None:
    with RecordingServer(lambda _: http(200, b"once")) as server:
        outgoing = get(f"http://127.0.0.1:{server.port}/")
        other = get(f"http://127.0.0.1:{server.port}/other")
        requests = [
            Send(1, "row-1", outgoing.sha256, outgoing),
            Send(2, "row-1", outgoing.sha256, outgoing),
            Send(3, "row-1", other.sha256, other),
            Send(4, "row-2", outgoing.sha256, outgoing),
        ]
        replies = []
        for request in requests:
            write(raw, request)
            replies.append(reply(raw))
    problem = "The log's row for this request was used for one already. Nothing was sent."
    assert replies[1:3] == [Failed(number, 1, problem, let_out=False) for number in (2, 3)]
    assert [type(each) for each in replies] == [Done, Failed, Failed, Done]
    assert len(server.requests) == 2


def test_a_row_is_used_up_by_a_request_that_was_refused(raw: socket.socket) -> None:
    outgoing = replace(get("http://127.0.0.1:9/"), own_endpoint=False)
    problems = []
    for number in (1, 2):
        write(raw, Send(number, "row", outgoing.sha256, outgoing))
        failed = reply(raw)
        assert isinstance(failed, Failed)
        problems.append(failed.problem)
    assert "Only ports 80 and 443" in problems[0]
    assert "used for one already" in problems[1]


@pytest.mark.parametrize(
    ("outgoing", "sentence"),
    [
        (
            Outgoing("GET", "https://in.example/", "in.example"),
            "The address is refused: in.example leads to 10.0.0.1, which is a private network. "
            "Nothing was sent, but in.example was looked up.",
        ),
        (
            Outgoing("GET", "https://a.example/", "a.example", search={}, hosts=("a.example", "in.example")),
            "The address is refused: in.example leads to 10.0.0.1, which is a private network. "
            "Nothing was sent, but a.example, in.example was looked up.",
        ),
        (
            Outgoing("GET", "https://a.example/", "a.example", key_name="locked"),
            "The keyring is locked. Nothing was sent, but a.example was looked up.",
        ),
        (
            Outgoing("GET", "https://10.0.0.1/", "10.0.0.1"),
            "The address is refused: 10.0.0.1 is a private network. Nothing was sent.",
        ),
    ],
)
def test_a_name_that_was_looked_up_before_a_refusal_is_told(outgoing: Outgoing, sentence: str) -> None:
    names = {"in.example": ["10.0.0.1"], "a.example": ["93.184.216.34"]}

    def read_key(name: str) -> str:
        raise ToolProblem("The keyring is locked.")

    ours, theirs = socket.socketpair()
    with ours, theirs:
        thread = threading.Thread(target=Broker(theirs, lambda host: names[host], read_key).serve)
        thread.start()
        write(ours, Send(1, "row", outgoing.sha256, outgoing))
        assert reply(ours) == Failed(1, 0, sentence, let_out=False)
        ours.shutdown(socket.SHUT_RDWR)
        thread.join()


def test_garbage_ends_the_broker(pair: tuple[socket.socket, socket.socket]) -> None:
    pair[0].sendall(b"\xff" * 100)
    Broker(pair[1]).serve()


def test_a_request_that_is_unknown_may_be_dropped(raw: socket.socket) -> None:
    write(raw, Drop(77))
    outgoing = get("http://127.0.0.1:9/")
    write(raw, Send(1, "", "", outgoing))
    assert isinstance(reply(raw), Failed)


def test_more_than_so_many_requests_at_once_are_not_taken_on(
    raw: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_module, "MAX_AT_ONCE", 2)
    with RecordingServer(lambda _: http(200, b"")) as server:
        server.stall = 0
        outgoing = get(f"http://127.0.0.1:{server.port}/")
        for number in range(3):
            write(raw, Send(number, f"row-{number}", outgoing.sha256, outgoing))
        refused = reply(raw)
        assert isinstance(refused, Failed)
        assert (refused.id, refused.problem) == (2, "Too many requests are on their way already.")


def test_an_answer_that_is_too_long_for_the_channel_is_a_problem(
    client: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    egress = client()
    with RecordingServer(lambda _: http(200, b"x" * 5000)) as server:
        outgoing = get(f"http://127.0.0.1:{server.port}/")
        monkeypatch.setattr(protocol, "MAX_FRAME", 2000)
        with pytest.raises(ToolProblem, match="too large to hand over"):
            egress.send(outgoing, permit(outgoing), NEVER)


def test_an_answer_that_nobody_takes_is_let_go(pair: tuple[socket.socket, socket.socket]) -> None:
    ours, theirs = pair
    thread = threading.Thread(target=Broker(theirs).serve)
    thread.start()
    ours.shutdown(socket.SHUT_RD)
    write(ours, Send(1, "", "", get("http://127.0.0.1:9/")))
    ours.close()
    thread.join(10)
    assert not thread.is_alive()


def test_a_broker_that_says_nothing_is_given_up(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waiting, "_GRACE_S", 0.0)
    egress = EgressClient(lambda: pair[0])
    outgoing = replace(get("http://127.0.0.1:9/"), timeout_s=0.1)
    with pytest.raises(ToolProblem, match=r"did not answer within 0\.1 seconds"):
        egress.send(outgoing, permit(outgoing), NEVER)
    write(pair[1], Failed(1, 1, "late"))
    egress.close()


def test_a_broker_that_sends_garbage_is_as_good_as_gone(pair: tuple[socket.socket, socket.socket]) -> None:
    egress = EgressClient(lambda: pair[0])
    pair[1].sendall(b"\xff" * 8)
    outgoing = get("http://127.0.0.1:9/")
    with pytest.raises(ToolProblem, match="network was switched off"):
        egress.send(outgoing, permit(outgoing), NEVER)
    egress.close()


def test_a_broker_that_answers_in_the_moment_of_the_stop_confuses_nobody(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    egress = EgressClient(lambda: pair[0])
    stop = threading.Event()

    def stop_once_it_is_sent() -> None:
        pair[1].recv(4)
        stop.set()

    threading.Thread(target=stop_once_it_is_sent).start()
    outgoing = get("http://127.0.0.1:9/")
    with pytest.raises(Cancelled):
        egress.send(outgoing, permit(outgoing), stop)
    connection = egress._connection
    assert connection is not None
    connection.drop(1)
    egress.close()


def test_the_program_serves_the_descriptor_that_it_is_given(
    pair: tuple[socket.socket, socket.socket], kept_private: list[bool], monkeypatch: pytest.MonkeyPatch
) -> None:
    def forget() -> None:
        assert kept_private

    monkeypatch.setattr(broker_module, "forget_environment", forget)
    pair[0].shutdown(socket.SHUT_WR)
    assert main(["--fd", str(os.dup(pair[1].fileno()))]) == 0


@pytest.mark.parametrize("arguments", [[], ["--fd"], ["--fd", "x"], ["--fd", "1", "2"], ["3"]])
def test_the_program_starts_in_no_other_way(arguments: list[str]) -> None:
    assert main(arguments) == 2


def test_the_environment_loses_what_reroutes_or_records(monkeypatch: pytest.MonkeyPatch) -> None:
    environment = {"HTTPS_PROXY": "a", "all_proxy": "b", "SSLKEYLOGFILE": "c", "no_proxy": "d", "HOME": "/h"}
    monkeypatch.setattr(os, "environ", environment)
    forget_environment()
    assert environment == {"HOME": "/h", "NO_PROXY": "*"}


def test_names_are_resolved_by_the_operating_system_and_unknown_ones_have_no_address() -> None:
    assert "127.0.0.1" in resolve("localhost")
    assert resolve("a" * 70) == ()
    assert resolve("no-such-name.invalid") == ()


def test_a_key_is_read_from_the_keyring_where_nothing_else_was_given(
    pair: tuple[socket.socket, socket.socket], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tools.egress.keys.read_key", lambda name: f"key of {name}")
    assert Broker(pair[1])._read_key("expert") == "key of expert"


def test_a_request_dropped_before_it_connects_never_connects() -> None:
    with RecordingServer(lambda _: http(200, b"")) as server:
        line = Line(10)
        line.cut()
        route = Route("127.0.0.1", server.port, ("127.0.0.1",))
        with pytest.raises(Cancelled):
            exchange(prepare(get(f"http://127.0.0.1:{server.port}/"), route, ""), line)
    assert server.requests == []


def test_a_request_without_an_address_fails_in_words() -> None:
    with pytest.raises(ToolProblem, match=r"The connection to h\.example failed: it was closed"):
        exchange(prepare(get("http://h.example/"), Route("h.example", 80), ""), Line(10))


def test_no_time_left_is_a_timeout() -> None:
    with pytest.raises(TimeoutError):
        Line(-1).remaining()


def test_a_connection_that_closes_without_any_answer_is_no_answer(
    client: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(h11.Connection, "next_event", lambda _: h11.ConnectionClosed())
    with RecordingServer(lambda _: b"") as server:
        outgoing = get(f"http://127.0.0.1:{server.port}/")
        with pytest.raises(ToolProblem, match="broke off its answer"):
            client().send(outgoing, permit(outgoing), NEVER)


@pytest.mark.parametrize("changes", [{"body": b"a conversation", "method": "POST"}, {"key_name": "mine"}])
def test_what_tells_something_goes_over_plain_http_to_near_addresses_only(
    client: Connected, changes: dict[str, Any]
) -> None:
    egress = client(
        names={"studio.lan": ["127.0.0.1"], "far.lan": ["127.0.0.1", "203.0.113.7"]}, keys={"mine": "k"}
    )
    with RecordingServer(lambda _: http(200, b"")) as server:
        near = replace(get(f"http://studio.lan:{server.port}/", "studio.lan"), **changes)
        assert egress.send(near, permit(near), NEVER).status == 200
        far = replace(get(f"HTTP://far.lan:{server.port}/", "far.lan"), **changes)
        with pytest.raises(NotSent, match=r"unencrypted to 203\.0\.113\.7"):
            egress.send(far, permit(far), NEVER)
    assert len(server.requests) == 1


def test_tls_checks_the_real_name_although_the_address_is_pinned(
    client: Connected, certificates: Certificates
) -> None:
    context = certificates.trusted("secure.example")
    egress = client(names={"secure.example": ["127.0.0.1"], "other.example": ["127.0.0.1"]})
    with RecordingServer(lambda _: http(200, b"safe"), tls=context) as server:
        good = get(f"https://secure.example:{server.port}/", "secure.example")
        assert egress.send(good, permit(good), NEVER).body == b"safe"
        bad = get(f"https://other.example:{server.port}/", "other.example")
        with pytest.raises(ToolProblem, match=r"other\.example could not prove that it is other\.example"):
            egress.send(bad, permit(bad), NEVER)
    assert len(server.requests) == 1


def test_a_certificate_that_nobody_vouches_for_is_not_accepted(
    client: Connected, certificates: Certificates
) -> None:
    egress = client(names={"secure.example": ["127.0.0.1"]})
    with RecordingServer(lambda _: http(200, b""), tls=certificates.server_for("secure.example")) as server:
        outgoing = get(f"https://secure.example:{server.port}/", "secure.example")
        with pytest.raises(ToolProblem, match="could not prove"):
            egress.send(outgoing, permit(outgoing), NEVER)
    assert server.requests == []


def test_a_server_that_speaks_no_tls_fails_in_words(client: Connected) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def babble() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(b"220 mail.example ESMTP\r\n")
                connection.recv(10_000)

        thread = threading.Thread(target=babble)
        thread.start()
        outgoing = get(f"https://127.0.0.1:{listener.getsockname()[1]}/")
        with pytest.raises(ToolProblem, match=r"The connection to 127\.0\.0\.1 failed"):
            client().send(outgoing, RecordedDecision("row", outgoing.sha256), NEVER)
        thread.join()
