"""Keys for this run, and keyrings that are slow."""

from __future__ import annotations

import os
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace

import pytest

from engine.contracts import Outgoing
from engine.errors import Cancelled, NotSent, ToolProblem
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import after, permit
from tests.tools.egress.streaming import NEVER
from tools.egress import broker as broker_module
from tools.egress.broker import Broker, main
from tools.egress.client import EgressClient
from tools.egress.patience import Overdue, within
from tools.egress.run_keys import RunKeys, check_key, key_line


@pytest.fixture
def pipe() -> Iterator[tuple[RunKeys, int]]:
    reading, writing = os.pipe()
    keys = RunKeys(reading)
    yield keys, writing
    os.close(writing)
    while keys.get("the end"):
        pass
    for thread in threading.enumerate():
        if thread.name == "run-keys":
            thread.join(10)
    os.close(reading)


def test_keys_come_change_and_go(pipe: tuple[RunKeys, int]) -> None:
    keys, writing = pipe
    assert keys.get("expert:h") == ""
    os.write(writing, key_line("expert:h", "sk-1") + key_line("schlüssel 1", "sk-2"))
    assert (keys.get("expert:h"), keys.get("schlüssel 1")) == ("sk-1", "sk-2")
    os.write(writing, key_line("expert:h", "sk-3"))
    assert keys.get("expert:h") == "sk-3"
    os.write(writing, key_line("expert:h", ""))
    assert keys.get("expert:h") == ""


def test_a_line_in_pieces_counts_once_it_is_whole(pipe: tuple[RunKeys, int]) -> None:
    keys, writing = pipe
    line = key_line("k", "v" * 8192)
    os.write(writing, line[:5000])
    assert keys.get("k") == ""
    os.write(writing, line[5000:])
    assert keys.get("k") == "v" * 8192


@pytest.mark.parametrize("line", [b"key zz 00\n", b"key 6b\n", b"word 6b 6b\n", b"key \xff 6b\n", b"\n"])
def test_what_is_no_key_is_passed_over(pipe: tuple[RunKeys, int], line: bytes) -> None:
    keys, writing = pipe
    os.write(writing, line + key_line("k", "v"))
    assert keys.get("k") == "v"


def test_nobody_waits_to_write_because_nobody_asks(pipe: tuple[RunKeys, int]) -> None:
    keys, writing = pipe
    for number in range(40):
        os.write(writing, key_line("k", f"{number}" * 4096))
    assert keys.get("k") == "39" * 4096


def test_the_broker_takes_a_key_of_this_run_before_the_keyring_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker_module, "forget_environment", lambda: None)
    monkeypatch.setattr(broker_module, "keep_memory_private", lambda: None)
    monkeypatch.setattr("tools.egress.keys.read_key", lambda name: f"keyring-{name}")
    reading, writing = os.pipe()
    ours, theirs = socket.socketpair()
    arguments = ["--fd", str(os.dup(theirs.fileno())), "--keys-fd", str(reading)]
    thread = threading.Thread(target=main, args=(arguments,))
    thread.start()
    egress = EgressClient(lambda: ours)
    with RecordingServer(lambda _: http(200, b"")) as server:
        outgoing = Outgoing(
            "GET", f"http://127.0.0.1:{server.port}/", "127.0.0.1", key_name="k", own_endpoint=True
        )
        egress.send(outgoing, permit(outgoing), NEVER)
        os.write(writing, key_line("k", "of-this-run"))
        egress.send(outgoing, permit(outgoing), NEVER)
        os.write(writing, key_line("k", "un sendable"))
        with pytest.raises(NotSent, match="holds characters") as problem:
            egress.send(outgoing, permit(outgoing), NEVER)
        assert "sendable" not in str(problem.value)
    sent = [request.headers["authorization"] for request in server.requests]
    assert sent == ["Bearer keyring-k", "Bearer of-this-run"]
    theirs.close()
    egress.close()
    ours.close()
    thread.join()
    os.close(writing)
    for one in threading.enumerate():
        if one.name == "run-keys":
            one.join(10)
    os.close(reading)


def test_a_key_that_can_be_sent_is_given_back() -> None:
    assert check_key("k", "sk-1") == "sk-1"


class SlowKeyring:
    """Gives a key once it is told to."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.go_on = threading.Event()

    def __call__(self, name: str) -> str:
        self.asked.set()
        self.go_on.wait(20)
        return "late"


@pytest.fixture
def slow() -> Iterator[tuple[SlowKeyring, EgressClient]]:
    ring = SlowKeyring()
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=Broker(theirs, read_key=ring).serve)
    thread.start()
    egress = EgressClient(lambda: ours)
    yield ring, egress
    ring.go_on.set()
    egress.close()
    ours.close()
    thread.join()
    theirs.close()
    for one in threading.enumerate():
        if one.name == "egress-patience":
            one.join(10)


KEYED = Outgoing("GET", "http://127.0.0.1:9/", "127.0.0.1", key_name="k", own_endpoint=True)


def test_a_slow_keyring_holds_a_request_no_longer_than_its_time(
    slow: tuple[SlowKeyring, EgressClient],
) -> None:
    outgoing = replace(KEYED, timeout_s=0.3)
    with pytest.raises(NotSent, match=r"The keyring did not answer within 0\.3 seconds\. Unlock it"):
        slow[1].send(outgoing, permit(outgoing), NEVER)
    assert (slow[1].let_out, slow[1].kept_back) == (0, 1)


def test_a_slow_keyring_has_a_limit_of_its_own(
    slow: tuple[SlowKeyring, EgressClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(broker_module, "_KEYRING_S", 0.2)
    with pytest.raises(NotSent, match=r"within 0\.2 seconds"):
        slow[1].send(KEYED, permit(KEYED), NEVER)


def test_stop_ends_the_wait_for_a_keyring(slow: tuple[SlowKeyring, EgressClient]) -> None:
    stop = threading.Event()
    after(slow[0].asked, stop.set)
    with pytest.raises(Cancelled):
        slow[1].send(KEYED, permit(KEYED), stop)


def test_no_time_at_all_is_not_enough_for_a_keyring(slow: tuple[SlowKeyring, EgressClient]) -> None:
    outgoing = replace(KEYED, timeout_s=0.0)
    with pytest.raises(NotSent, match="did not answer within 0 seconds"):
        slow[1].send(outgoing, permit(outgoing), NEVER)


def test_a_slow_resolver_holds_a_request_no_longer_than_its_time() -> None:
    go_on = threading.Event()

    def look_up(host: str) -> list[str]:
        go_on.wait(20)
        return []

    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=Broker(theirs, look_up).serve)
    thread.start()
    egress = EgressClient(lambda: ours)
    outgoing = Outgoing("GET", "https://h.example/", "h.example", timeout_s=0.3)
    with pytest.raises(NotSent, match=r"Looking up h\.example took too long"):
        egress.send(outgoing, permit(outgoing), NEVER)
    go_on.set()
    egress.close()
    ours.close()
    thread.join()
    theirs.close()


def test_work_within_its_time_gives_its_result_or_raises_its_error() -> None:
    def fail() -> None:
        raise TimeoutError("its own")

    assert within(10, lambda: 5) == 5
    with pytest.raises(TimeoutError, match="its own"):
        within(10, fail)


def test_work_that_takes_longer_is_given_up() -> None:
    go_on = threading.Event()
    with pytest.raises(Overdue) as overdue:
        within(0.01, lambda: go_on.wait(10))
    assert overdue.value.words == "0"
    go_on.set()


def test_what_the_check_raises_ends_the_wait() -> None:
    go_on = threading.Event()

    def check() -> None:
        raise ToolProblem("enough")

    with pytest.raises(ToolProblem, match="enough"):
        within(10, lambda: go_on.wait(10), check)
    go_on.set()
