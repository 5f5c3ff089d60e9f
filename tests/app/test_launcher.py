"""The launcher itself, with a desktop that the test plays and brokers that are real."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from app import launcher as launcher_module
from app.launcher import Launcher
from app.network import NetworkSwitch
from engine.contracts import Incoming, Outgoing, RecordedDecision
from engine.errors import NotSent, ToolProblem, UserError
from tests.e2e.desktop import alive, wait_for
from tests.servers.by_hand import ByHand
from tests.servers.recording import Received, RecordingServer, http
from tools.egress.client import EgressClient

KEY = "sk-" + "x" * 8000
NEVER = threading.Event()


class Desktop:
    """What the launcher takes for the desktop's process, and the desktop's end of its channel."""

    returncode: int | None = None

    def __init__(self) -> None:
        self.control: socket.socket | None = None

    def start(self, _arguments: list[str], channel: socket.socket, confined: bool) -> Desktop:
        assert not confined
        self.control = channel.dup()
        return self

    def poll(self) -> int | None:
        return self.returncode


class Run:
    """A launcher that serves, a switch and a client."""

    def __init__(self, desktop: Desktop) -> None:
        self.launcher = Launcher([], allow_online=True)
        self.pids: list[int] = []
        assert desktop.control is not None
        self.control = desktop.control
        self.switch = NetworkSwitch(self.control, lambda _, pid: self.pids.append(pid))
        self.egress = EgressClient(self.switch.channel)
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while self.launcher._serve():
            pass
        self.launcher._stop_broker()

    def ask(self, server: RecordingServer) -> Incoming:
        outgoing = Outgoing(
            "GET",
            f"http://127.0.0.1:{server.port}/",
            "127.0.0.1",
            key_name="expert:h",
            key_header="X-Api-Key",
            own_endpoint=True,
            timeout_s=20.0,
        )
        return self.egress.send(outgoing, RecordedDecision(str(uuid.uuid4()), outgoing.sha256), NEVER)

    def key_told(self, server: RecordingServer) -> str:
        """The key that a server is sent when it is asked."""
        self.ask(server)
        return server.requests[-1].headers["x-api-key"]

    def answer(self, request: bytes, lines: int = 1) -> bytes:
        """What the launcher says to these very bytes."""
        self.control.setblocking(True)
        self.control.sendall(request)
        received = b""
        while received.count(b"\n") < lines:
            received += self.control.recv(64)
        self.control.setblocking(False)
        return received

    def end(self) -> None:
        self.egress.close()
        self.switch.go_offline()
        self.control.close()
        self._thread.join()
        self.launcher._control.close()


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    desktop = Desktop()
    monkeypatch.setattr(launcher_module, "_start_desktop", desktop.start)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    running = Run(desktop)
    yield running
    running.end()


def answer_ok(_: Received) -> bytes:
    return http(200, b"ok")


def test_a_key_for_this_run_reaches_every_broker_and_one_that_runs(run: Run) -> None:
    run.switch.keep_key("expert:h", KEY)
    run.switch.go_online()
    with RecordingServer(answer_ok) as server:
        assert run.key_told(server) == KEY
        run.switch.keep_key("expert:h", "sk-new")
        assert run.key_told(server) == "sk-new"
        run.switch.go_offline()
        run.switch.go_online()
        assert run.key_told(server) == "sk-new"
        run.switch.keep_key("expert:h", "")
        with pytest.raises(NotSent, match="no keyring"):
            run.ask(server)


def test_it_stands_in_no_argument_and_no_environment(run: Run) -> None:
    run.switch.keep_key("expert:h", KEY)
    run.switch.go_online()
    with RecordingServer(answer_ok) as server:
        run.ask(server)
    for pid in (os.getpid(), run.pids[0]):
        for place in ("cmdline", "environ"):
            content = Path(f"/proc/{pid}/{place}").read_bytes()
            assert KEY.encode() not in content
            assert KEY.encode().hex().encode() not in content
    assert KEY not in repr(vars(run.switch))


def test_many_keys_are_told_although_they_fill_more_than_a_pipe(run: Run) -> None:
    for number in range(20):
        run.switch.keep_key(f"expert:{number}", "y" * 8000)
    run.switch.keep_key("expert:h", "sk-last")
    run.switch.go_online()
    for number in range(20):
        run.switch.keep_key(f"expert:{number}", "z" * 8000)
    with RecordingServer(answer_ok) as server:
        assert run.key_told(server) == "sk-last"


def test_more_keys_than_anybody_has_are_refused(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher_module, "_MOST_KEYS", 1)
    run.switch.keep_key("one", "k")
    run.switch.keep_key("one", "l")
    with pytest.raises(UserError, match="could not be kept"):
        run.switch.keep_key("two", "k")


def test_a_broker_that_does_not_read_is_given_up(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(launcher_module, "_PATIENCE_S", 0.1)
    run.switch.go_online()
    os.kill(run.pids[0], signal.SIGSTOP)

    def fill() -> None:
        for number in range(100):
            run.switch.keep_key("k", f"{number}" * 2000)

    with pytest.raises(UserError, match="could not be kept"):
        fill()


def test_a_key_told_to_a_broker_that_died_is_told_to_the_next(run: Run) -> None:
    run.switch.go_online()
    os.kill(run.pids[0], signal.SIGKILL)
    wait_for(lambda: not run.switch.online, "the broker's end", 10)
    run.switch.keep_key("expert:h", "sk-1")
    with RecordingServer(answer_ok) as server:
        assert run.key_told(server) == "sk-1"
    assert len(set(run.pids) - {0}) == 2


def test_the_end_of_a_broker_in_mid_stream_is_a_problem_and_the_next_request_starts_another(
    run: Run,
) -> None:
    run.switch.keep_key("expert:h", "sk-1")
    run.switch.go_online()

    def script(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\nhalf")
        server.wait_for_the_end(connection)

    with ByHand(script) as server, RecordingServer(answer_ok) as other:
        outgoing = Outgoing("GET", f"http://127.0.0.1:{server.port}/", "127.0.0.1", own_endpoint=True)
        answer = run.egress.stream(outgoing, RecordedDecision(str(uuid.uuid4()), outgoing.sha256), NEVER)
        assert next(iter(answer)) == b"half"
        os.kill(run.pids[0], signal.SIGKILL)
        with pytest.raises(ToolProblem, match="switched off while"):
            next(iter(answer))
        assert server.gone.wait(10)
        assert run.key_told(other) == "sk-1"
    assert (run.egress.requests, run.egress.let_out) == (2, 2)


@pytest.mark.parametrize("line", [b"key 6b\n", b"key zz 6b\n", b"key 6b \xff\n", b"key 6b 6b 6b\n"])
def test_what_is_no_key_is_refused(run: Run, line: bytes) -> None:
    assert run.answer(b"7 " + line) == b"7 refused\n"


def test_lines_are_understood_in_pieces_and_others_are_passed_over(run: Run) -> None:
    run.control.setblocking(True)
    run.control.sendall(b"nonsense\n\n1 key 6b ")
    run.control.sendall(b"6b\n2 key 6b")
    run.control.sendall(b" 6c\n")
    received = b""
    while len(received) < 14:
        received += run.control.recv(64)
    assert received == b"1 kept\n2 kept\n"


def test_a_broker_that_was_given_up_is_not_started(run: Run) -> None:
    assert run.answer(b"1 online\n2 offline\n", lines=2) == b"1 failed\n2 offline\n"
    assert run.launcher._broker is None


def test_only_the_broker_that_is_meant_is_ended(run: Run) -> None:
    run.switch.go_online()
    assert run.answer(b"98 offline 1\n") == b"98 offline\n"
    assert alive(run.pids[0])
    assert run.answer(b"99 offline %d\n" % run.pids[0]) == b"99 offline\n"
    assert not alive(run.pids[0])
    wait_for(lambda: run.pids[1:] == [0], "the broker's end", 10)


@pytest.mark.parametrize("missing", ["pipe", "socketpair", "Popen"])
def test_a_system_without_room_for_a_broker_ends_nothing(
    run: Run, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    def full(*_arguments: object, **_options: object) -> None:
        raise OSError(24, "Too many open files")

    place = {"pipe": os, "socketpair": socket, "Popen": subprocess}[missing]
    with monkeypatch.context() as patched:
        patched.setattr(place, missing, full)
        with pytest.raises(UserError, match="could not be started"):
            run.switch.go_online()
        assert not run.switch.online
    run.switch.go_online()
    assert run.switch.online


def test_a_broker_that_has_ended_is_reaped(run: Run) -> None:
    run.switch.go_online()
    run.launcher._reap()
    os.kill(run.pids[0], signal.SIGKILL)
    wait_for(lambda: not alive(run.pids[0]), "the broker's end", 10)
    run.launcher._reap()
    assert run.launcher._broker is None
    assert not Path(f"/proc/{run.pids[0]}").exists()


def test_a_desktop_that_is_gone_ends_the_service(run: Run) -> None:
    run.control.setblocking(True)
    run.control.sendall(b"1 offline\n")
    wait_for(lambda: run.control.recv(1, socket.MSG_PEEK), "the reply", 10)
    run.control.close()
    run._thread.join(10)
    assert not run._thread.is_alive()


def test_a_line_without_an_end_ends_the_channel(run: Run) -> None:
    run.control.sendall(b"x" * (launcher_module._LONGEST_LINE + 1))
    run._thread.join(10)
    assert not run._thread.is_alive()


def test_the_broker_gets_nothing_of_the_environment_that_decides_for_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[dict[str, str]] = []
    popen = subprocess.Popen

    def note(*arguments: object, env: dict[str, str], **options: object) -> object:
        seen.append(env)
        return popen(*arguments, env=env, **options)  # type: ignore[call-overload]

    for name in (
        "https_proxy",
        "ALL_PROXY",
        "SSL_CERT_FILE",
        "SSL_CERT_DIR",
        "OPENSSL_CONF",
        "SSLKEYLOGFILE",
    ):
        monkeypatch.setenv(name, "/nowhere")
    monkeypatch.setattr(subprocess, "Popen", note)
    run.switch.go_online()
    assert "/nowhere" not in seen[0].values()
    assert seen[0]["PYTHON_KEYRING_BACKEND"]
