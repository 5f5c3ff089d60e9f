"""The real processes, without a window: who runs behind the filter, who lives how long, bad starts."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.e2e.desktop import NO_KEYRING, SORDINO, Processes, alive, wait_for

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc"),
]
FILTERED = "2"
UNFILTERED = "0"


class Chat:
    """`sordino chat` at the other end of a pipe; nobody can be asked there."""

    def __init__(self, home: Path, *arguments: str, before: tuple[str, ...] = ()) -> None:
        self.run = subprocess.Popen(
            [*before, SORDINO, "--home", str(home), *arguments, "chat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, **NO_KEYRING},
            start_new_session=True,
        )
        self.processes = Processes(self.run.pid)
        self.said: list[str] = []
        self._readers = [
            threading.Thread(target=self._read, args=(s,)) for s in (self.run.stdout, self.run.stderr)
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream: Iterator[str]) -> None:
        self.said.extend(stream)

    def heard(self, words: str) -> None:
        wait_for(lambda: words in "".join(self.said), words, 30)

    def write(self, line: str) -> None:
        assert self.run.stdin is not None
        self.run.stdin.write(f"{line}\n")
        self.run.stdin.flush()

    def end(self) -> None:
        if self.run.poll() is None:
            os.killpg(self.run.pid, signal.SIGKILL)
        self.run.wait(20)
        for reader in self._readers:
            reader.join(20)
        for stream in (self.run.stdin, self.run.stdout, self.run.stderr):
            assert stream is not None
            stream.close()


@pytest.fixture
def chats(tmp_path: Path) -> Iterator[list[Chat]]:
    opened: list[Chat] = []
    yield opened
    for chat in opened:
        chat.end()


@pytest.fixture
def chat(chats: list[Chat], tmp_path: Path) -> Chat:
    chats.append(Chat(tmp_path / "home"))
    chats[0].heard("Ctrl+D leaves")
    return chats[0]


def seccomp(pid: int) -> str:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(line.split()[1] for line in lines if line.startswith("Seccomp:"))


def ask(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SORDINO, "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **NO_KEYRING},
    )


def test_the_filter_holds_the_desktop_and_nobody_else_while_online(chat: Chat) -> None:
    broker = wait_for(lambda: chat.processes.broker, "the broker", 20)
    assert seccomp(chat.processes.desktop) == FILTERED
    assert seccomp(broker) == UNFILTERED
    assert seccomp(chat.run.pid) == UNFILTERED


def test_the_switch_ends_the_broker_and_starts_another(chat: Chat) -> None:
    first = wait_for(lambda: chat.processes.broker, "the broker", 20)
    chat.write("/offline")
    chat.heard("No broker process exists")
    assert not alive(first)
    chat.write("/online")
    chat.heard("Online: the broker runs")
    assert chat.processes.broker not in (0, first)


def test_a_run_with_offline_never_starts_a_broker(chats: list[Chat], tmp_path: Path) -> None:
    chats.append(Chat(tmp_path / "home", "--offline"))
    chats[0].heard("Ctrl+D leaves")
    chats[0].write("/online")
    chats[0].heard("--offline")
    assert chats[0].processes.broker == 0


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL, signal.SIGHUP])
def test_the_end_of_the_launcher_is_the_end_of_all(chat: Chat, ending: signal.Signals) -> None:
    wait_for(lambda: chat.processes.broker, "the broker", 20)
    family = set(chat.processes.all())
    assert len(family) == 3
    os.kill(chat.run.pid, ending)
    wait_for(lambda: not any(alive(pid) for pid in family), "the end of all", 15)


def test_the_end_of_input_is_a_quiet_end(chat: Chat) -> None:
    assert chat.run.stdin is not None
    chat.run.stdin.close()
    assert chat.run.wait(20) == 0


def test_a_second_run_with_the_same_folder_says_so(chat: Chat, tmp_path: Path) -> None:
    second = ask(tmp_path / "home", "ask", "Hello")
    assert second.returncode == 1
    assert "already running" in second.stderr
    assert alive(chat.run.pid)


def test_a_missing_model_is_a_sentence_with_the_way_out(tmp_path: Path) -> None:
    result = ask(tmp_path / "home", "--model", str(tmp_path / "none.gguf"), "ask", "--json", "Hello")
    assert result.returncode == 1
    assert "none.gguf is not there" in result.stdout
    assert "Traceback" not in result.stderr


def test_a_file_that_is_no_model_is_a_sentence_and_the_message_is_kept(tmp_path: Path) -> None:
    (tmp_path / "some.gguf").write_bytes(b"no model at all")
    result = ask(tmp_path / "home", "--model", str(tmp_path / "some.gguf"), "ask", "Keep this")
    assert result.returncode == 1
    assert "some.gguf" in result.stderr
    log = ask(tmp_path / "home", "log", "verify")
    assert "intact" in log.stdout


def test_no_display_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    result = ask(tmp_path / "home", "window")
    assert result.returncode == 1
    assert "no display" in result.stderr


def test_a_broken_settings_file_keeps_all_at_home_and_is_not_lost(tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.mkdir()
    (home / "settings.json").write_text('{"preferences": {"privacy": "everything goes"}}')
    result = ask(home, "--model", str(tmp_path / "none.gguf"), "ask", "Hello")
    assert "stays offline" in result.stderr
    assert "everything goes" in (home / "settings.broken.json").read_text()
    assert not any("network" in line for line in ask(home, "log").stdout.splitlines())


def test_the_doctor_finds_what_protects_this_run(tmp_path: Path) -> None:
    result = ask(tmp_path / "home", "doctor")
    assert "ok    desktop process" in result.stdout
    assert "ok    model process" in result.stdout
    assert "  page reader: The process that reads pages can " in result.stdout
    assert "LOOK  keyring" in result.stdout


def test_wrong_usage_ends_with_2(tmp_path: Path) -> None:
    assert ask(tmp_path / "home", "frobnicate").returncode == 2


@pytest.mark.skipif(os.getuid() == 0 and not shutil.which("setpriv"), reason="root may look at everything")
def test_the_launcher_and_the_desktop_keep_their_memory_to_themselves(
    chats: list[Chat], tmp_path: Path
) -> None:
    """The kernel lets nobody look into such a process but who may trace all, which root must give up here."""
    drop = ("setpriv", "--bounding-set=-sys_ptrace", "--inh-caps=-sys_ptrace") if os.getuid() == 0 else ()
    chats.append(Chat(tmp_path / "home", before=drop))
    broker = wait_for(lambda: chats[0].processes.broker, "the broker", 20)
    code = "import sys; open(f'/proc/{sys.argv[1]}/mem', 'rb')"

    def look(pid: int) -> str:
        command = [*drop, sys.executable, "-c", code, str(pid)]
        return subprocess.run(command, capture_output=True, text=True, check=False).stderr

    with subprocess.Popen(
        [*drop, sys.executable, "-c", "print('here', flush=True); input()"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline()
        assert look(other.pid) == ""
        other.communicate(b"\n")
    for pid in (chats[0].run.pid, chats[0].processes.desktop, broker):
        assert "PermissionError" in look(pid)


def test_an_abbreviated_offline_starts_nothing(tmp_path: Path) -> None:
    result = ask(tmp_path / "home", "--offl", "log")
    assert result.returncode == 2
    assert "--offl" in result.stderr
