"""The counts of client and broker: what was handed over is what was let out and what was kept back."""

from __future__ import annotations

import os
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest

from engine.contracts import Outgoing
from engine.errors import Cancelled, NotSent, ToolProblem
from tests.servers.by_hand import ByHand
from tests.servers.recording import Received, RecordingServer, http
from tests.tools.conftest import BrokerProcess, Connected, after, permit
from tests.tools.egress.streaming import NEVER, OPEN_END, get, stream
from tools.egress import protocol
from tools.egress.broker import Broker
from tools.egress.client import EgressClient
from tools.egress.protocol import FROM_BROKER, Begun, Drop, Failed, Send, read, write


def answer(request: Received) -> bytes:
    return b"" if request.target == "/broken" else http(200, b"x" * 1000)


def test_a_mixed_run_adds_up_and_equals_what_the_server_saw(client: Connected) -> None:
    egress = client()
    stop = threading.Event()
    with RecordingServer(answer) as server, ByHand(lambda c: c.sendall(OPEN_END + b"x" * 9_000_000)) as flood:
        fine = get(server)
        egress.send(fine, permit(fine), NEVER)
        assert len(b"".join(stream(egress, fine))) == 1000
        broken = get(server, url=f"http://127.0.0.1:{server.port}/broken")
        with pytest.raises(ToolProblem):
            egress.send(broken, permit(broken), NEVER)
        with pytest.raises(ToolProblem):
            stream(egress, broken)
        for changes in ({"own_endpoint": False}, {"host": "other.example"}, {"headers": (("Host", "h"),)}):
            refused = get(server, **changes)
            with pytest.raises(NotSent):
                egress.send(refused, permit(refused), NEVER)
        with closing(stream(egress, get(flood))) as left:
            next(iter(left))
        server.stall = 0
        server.arrived.clear()
        after(server.arrived, stop.set)
        with pytest.raises(Cancelled):
            egress.send(fine, permit(fine), stop)
        assert server.gone.wait(10)
        server.stall = None
        egress.send(fine, permit(fine), NEVER)
        assert (egress.requests, egress.let_out, egress.kept_back) == (10, 7, 3)
        assert egress.sent_by_broker == egress.let_out == len(server.requests) + len(flood.heads)


def test_brokers_that_die_lose_no_count(broker_process: Callable[..., BrokerProcess]) -> None:
    brokers = [broker_process(), broker_process()]
    egress = EgressClient(lambda: brokers[0].channel)
    with RecordingServer(answer) as server:
        fine = get(server)
        egress.send(fine, permit(fine), NEVER)
        server.stall = 0
        server.arrived.clear()
        after(server.arrived, lambda: os.kill(brokers[0].process.pid, signal.SIGKILL))
        with pytest.raises(ToolProblem, match="while 127"):
            egress.send(fine, permit(fine), NEVER)
        server.stall = None
        with pytest.raises(NotSent, match=r"before 127\.0\.0\.1 was asked\. Nothing was sent"):
            egress.send(fine, permit(fine), NEVER)
        brokers.pop(0)
        egress.send(fine, permit(fine), NEVER)
        assert (egress.requests, egress.let_out, egress.kept_back) == (4, 3, 1)
        assert len(server.requests) == 3
        assert egress.sent_by_broker == 1
    egress.close()


def test_what_is_too_large_for_the_channel_is_kept_back(
    client: Connected, monkeypatch: pytest.MonkeyPatch
) -> None:
    egress = client()
    with RecordingServer(answer) as server:
        monkeypatch.setattr(protocol, "MAX_FRAME", 10)
        with pytest.raises(NotSent, match="too large for the broker"):
            egress.send(get(server), permit(get(server)), NEVER)
    assert (egress.requests, egress.let_out, egress.kept_back) == (1, 0, 1)


@pytest.fixture
def raw() -> Iterator[tuple[socket.socket, threading.Event]]:
    """The bare channel of a broker whose resolver waits for the event."""
    go_on = threading.Event()

    def look_up(host: str) -> list[str]:
        go_on.wait(10)
        return ["10.0.0.1"]

    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=Broker(theirs, look_up).serve)
    thread.start()
    yield ours, go_on
    go_on.set()
    ours.close()
    thread.join()
    theirs.close()
    for one in threading.enumerate():
        if one.name == "egress-patience":
            one.join(10)


def test_a_request_dropped_before_it_leaves_counts_since_whoever_dropped_it_cannot_know(
    raw: tuple[socket.socket, threading.Event],
) -> None:
    channel, _ = raw
    outgoing = Outgoing("GET", "https://h.example/", "h.example")
    write(channel, Send(1, "row", outgoing.sha256, outgoing))
    write(channel, Drop(1))
    assert read(channel, FROM_BROKER) == Begun(1, 1)


def test_one_that_is_refused_does_not(raw: tuple[socket.socket, threading.Event]) -> None:
    channel, go_on = raw
    go_on.set()
    outgoing = Outgoing("GET", "https://h.example/", "h.example")
    write(channel, Send(1, "row", outgoing.sha256, outgoing))
    reply = read(channel, FROM_BROKER)
    assert isinstance(reply, Failed)
    assert (reply.sent, reply.let_out) == (0, False)
