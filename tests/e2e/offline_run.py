"""The real program in a network of its own: run in a fresh namespace by test_offline.py.

`python -m tests.e2e.offline_run HOME` prints one JSON object: the packets that left in each part of the run,
and what the ledger and the server have of it.
"""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from app.paths import Home
from engine.ledger.key import NoKeys
from engine.ledger.reader import LedgerReader
from tests.e2e.desktop import NO_KEYRING, SORDINO, Processes, wait_for
from tests.e2e.uplink import NAME_SERVER, SERVER, Uplink
from tests.servers.duckduckgo import DuckDuckGoServer

ENGINE = "engine.example"
PORT = 8080
QUIET_S = 0.5
_ANSWER_S = 120.0
_SENDS = """
import socket
socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("192.0.2.1", 9))
socket.socket(socket.AF_INET6, socket.SOCK_DGRAM).sendto(b"x", ("2001:db8::1", 9))
with socket.socket() as opened:
    opened.settimeout(0.1)
    opened.connect_ex(("192.0.2.1", 80))
try:
    socket.getaddrinfo("nobody.example", 80)
except OSError:
    pass
"""


class Terminal:
    """`sordino chat` in a terminal, so that it may ask."""

    def __init__(self, home: Path, *arguments: str) -> None:
        self._hands, theirs = pty.openpty()
        self.run = subprocess.Popen(
            [SORDINO, "--home", str(home), *arguments, "chat"],
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            env={**os.environ, **NO_KEYRING},
            start_new_session=True,
        )
        os.close(theirs)
        self.processes = Processes(self.run.pid)
        self._said = ""
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        try:
            while piece := os.read(self._hands, 65536):
                self._said += piece.decode("utf-8", "replace")
        except OSError:
            return

    def heard(self, words: str) -> None:
        """Wait until the program has said so, and forget what it said until then."""
        deadline = time.monotonic() + _ANSWER_S
        while words not in self._said:
            ended = self.run.poll() is not None and not self._reader.is_alive()
            assert not ended, f"ended before {words!r}: {self._said!r}"
            assert time.monotonic() < deadline, f"no {words!r} in {self._said!r}"
            time.sleep(0.05)
        self._said = self._said.partition(words)[2]

    def type(self, line: str) -> None:
        os.write(self._hands, f"{line}\n".encode())

    def end(self) -> None:
        if self.run.poll() is None:
            os.killpg(self.run.pid, signal.SIGKILL)
        self.run.wait(20)
        self._reader.join(20)
        os.close(self._hands)


def chat(home: Path, act: Callable[[Terminal], None], *arguments: str) -> None:
    """One run of the program in a terminal."""
    terminal = Terminal(home, *arguments)
    try:
        terminal.heard("Ctrl+D leaves")
        act(terminal)
    finally:
        terminal.end()


def sordino(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SORDINO, "--home", str(home), *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=_ANSWER_S,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **NO_KEYRING},
    )


def settle(home: Path, offline: bool) -> None:
    """Write the settings: a search engine of the user's own, and the switch."""
    settings = {"search_url": f"http://{ENGINE}:{PORT}/html/", "preferences": {"offline": offline}}
    (home / "settings.json").write_text(json.dumps(settings))


def offline_turns(terminal: Terminal) -> None:
    """Offline by the switch: a tool of this computer runs, one that would leave does not."""
    terminal.type("What is 23*47+19?")
    terminal.heard("nothing left this computer")
    terminal.type("Search the web for violin mutes")
    terminal.heard("nothing left this computer")
    assert terminal.processes.broker == 0


def asked(answer: str, end: str) -> Callable[[Terminal], None]:
    """Online: a search, and what is typed at its question."""

    def act(terminal: Terminal) -> None:
        wait_for(lambda: terminal.processes.broker, "the broker")
        terminal.type("Search the web for violin mutes")
        terminal.heard("Anything else denies")
        terminal.type(answer)
        terminal.heard(end)

    return act


def world(uplink: Uplink) -> DuckDuckGoServer:
    """The user's own search engine, behind the device."""

    def start() -> DuckDuckGoServer:
        engine = DuckDuckGoServer()
        there = type(engine._server)((SERVER, PORT), engine._server.RequestHandlerClass)
        engine._server.server_close()
        engine._server = there
        engine._thread = threading.Thread(target=there.serve_forever, kwargs={"poll_interval": 0.02})
        return engine.__enter__()

    return uplink.outside(start)


def main(home: Path) -> dict[str, object]:
    """Run all parts, one after the other."""
    told: dict[str, object] = {}

    def part(name: str, act: Callable[[], object]) -> None:
        act()
        time.sleep(QUIET_S)
        told[name] = [asdict(packet) for packet in uplink.taken()]

    resolver = home / "resolv.conf"
    resolver.write_text(f"nameserver {NAME_SERVER}\noptions timeout:1 attempts:1\n")
    subprocess.run(["mount", "--bind", str(resolver), "/etc/resolv.conf"], check=True)
    with Uplink({ENGINE: SERVER}) as uplink:
        engine = world(uplink)
        try:
            part("nobody", lambda: None)
            part("control", lambda: subprocess.run([sys.executable, "-c", _SENDS], check=True))
            settle(home, offline=True)
            part("offline", lambda: chat(home, offline_turns))
            doctors: list[subprocess.CompletedProcess[str]] = []
            part("doctor", lambda: doctors.append(sordino(home, "doctor", "--offline")))
            part("locked", lambda: sordino(home, "--offline", "ask", "Search the web for violin mutes"))
            settle(home, offline=False)
            part("declined", lambda: chat(home, asked("no", "denied")))
            part("online", lambda: chat(home, asked("yes", "bytes sent")))
            part("after", lambda: sordino(home, "log", "verify"))
        finally:
            engine.__exit__(None, None, None)
    paths = Home.of(str(home))
    with LedgerReader.open(paths.ledger, paths.anchor, NoKeys()) as history:
        calls = [(call.tool, call.decision.value, call.outcome) for call in history.calls()]
    return {
        **told,
        "calls": calls,
        "requests": [request.line for request in engine.requests],
        "doctor_status": doctors[0].returncode,
        "doctor_words": doctors[0].stdout[-500:],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))) + "\n")
