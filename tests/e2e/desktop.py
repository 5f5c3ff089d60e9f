"""The real program under a virtual display, driven through the X server as a person's hands would."""

from __future__ import annotations

import contextlib
import os
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from app.paths import Home
from engine.contracts import CallRecord
from engine.errors import UserError
from engine.events import StoredTurn
from engine.ledger.key import NoKeys
from engine.ledger.reader import LedgerReader
from engine.store.conversations import ConversationStore

SORDINO = Path(sys.executable).with_name("sordino")
Found = TypeVar("Found")
NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring"}


def wait_for(found: Callable[[], Found | None], what: str, timeout_s: float = 60.0) -> Found:
    """The first true value of `found`; fails with `what` after `timeout_s` seconds."""
    deadline = time.monotonic() + timeout_s
    while time.monotonic() < deadline:
        value = found()
        if value:
            return value
        time.sleep(0.1)
    raise AssertionError(f"waited {timeout_s:.0f} s in vain for {what}")


@contextlib.contextmanager
def virtual_display(folder: Path, size: str = "1280x800") -> Iterator[str]:
    """An X server of its own, with its picture in `folder`; gives the display's name."""
    reader, writer = os.pipe()
    command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        [*command, "-fbdir", str(folder)], pass_fds=(writer,), stderr=subprocess.DEVNULL
    ) as server:
        os.close(writer)
        with os.fdopen(reader) as answer:
            number = answer.readline().strip()
        try:
            yield f":{number}"
        finally:
            server.terminate()


class Processes:
    """The processes below one, by what they do."""

    def __init__(self, root: int) -> None:
        self.root = root

    def all(self) -> dict[int, str]:
        """Process ids with their command lines, the root included."""
        parents: dict[int, int] = {}
        lines: dict[int, str] = {}
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with contextlib.suppress(OSError):
                    stat = (entry / "stat").read_text().rpartition(")")[2].split()
                    if stat[0] != "Z":
                        parents[int(entry.name)] = int(stat[1])
                        lines[int(entry.name)] = (
                            (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
                        )
        family = {self.root} & set(lines)
        while more := {pid for pid, parent in parents.items() if parent in family} - family:
            family |= more
        return {pid: lines[pid] for pid in family}

    def pid(self, part: str) -> int:
        """The process whose command line holds `part`, 0 where there is none."""
        return next((pid for pid, line in self.all().items() if part in line), 0)

    @property
    def broker(self) -> int:
        return self.pid("tools.egress.broker")

    @property
    def desktop(self) -> int:
        return self.pid("-m app")

    @property
    def model(self) -> int:
        return self.pid("engine.model.worker")


def alive(pid: int) -> bool:
    """Whether a process runs; one that only waits to be reaped does not count."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class Desktop:
    """One run of the program with hands and eyes."""

    def __init__(self, display: str, picture: Path, home: Path, *arguments: str) -> None:
        self.home = Home(home, home, home / "cache")
        self._picture = picture / "Xvfb_screen0"
        self._environment = {**os.environ, **NO_KEYRING, "DISPLAY": display}
        self._environment.pop("QT_QPA_PLATFORM", None)
        self.run = subprocess.Popen(
            [SORDINO, "--home", str(home), *arguments], env=self._environment, start_new_session=True
        )
        self.processes = Processes(self.run.pid)
        self._window = wait_for(self._find_window, "the window")
        self.xdotool("windowsize", self._window, "1280", "800")
        self.xdotool("windowmove", self._window, "0", "0")
        self.xdotool("windowfocus", self._window)

    def _find_window(self) -> str:
        found = subprocess.run(
            ["xdotool", "search", "--onlyvisible", "--name", "Sordino"],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return found.stdout.split()[-1] if found.stdout else ""

    def xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self._environment, check=True)

    def key(self, name: str) -> None:
        """Press and release one key, with modifiers: `ctrl+shift+o`."""
        self.xdotool("key", "--clearmodifiers", name)

    def type(self, text: str) -> None:
        """Type a text, character by character."""
        self.xdotool("type", "--delay", "15", text)

    def say(self, text: str) -> None:
        """Type a message and send it."""
        self.type(text)
        self.key("Return")

    def click(self, x: int, y: int) -> None:
        """Press the left button at a place of the screen."""
        self.xdotool("mousemove", str(x), str(y), "click", "1")

    def pixels(self) -> np.ndarray[Any, np.dtype[np.uint8]]:
        """What is on the screen, as rows of pixels of (red, green, blue)."""
        data = self._picture.read_bytes()
        header = struct.unpack(">25I", data[:100])
        size, width, height, line, colours = header[0], header[4], header[5], header[12], header[19]
        raw = np.frombuffer(data, np.uint8, height * line, size + colours * 12)
        return raw.reshape(height, line)[:, : width * 4].reshape(height, width, 4)[:, :, 2::-1]

    def patch(self, colour: str, least: int = 600) -> tuple[int, int] | None:
        """The middle of what is drawn in a colour `#RRGGBB`; None for fewer than `least` pixels."""
        wanted = np.frombuffer(bytes.fromhex(colour[1:]), np.uint8)
        rows, columns = np.nonzero((self.pixels() == wanted).all(axis=2))
        if len(rows) < least:
            return None
        return int(np.median(columns)), int(np.median(rows))

    def calls(self, tool: str = "") -> list[CallRecord]:
        """The tool-call history as the ledger has it, newest first."""
        try:
            with LedgerReader.open(self.home.ledger, self.home.anchor, NoKeys()) as history:
                found = history.calls()
        except UserError:
            return []
        return [call for call in found if tool in ("", call.tool)]

    def turns(self) -> list[StoredTurn]:
        """Every turn of every conversation as stored, oldest first."""
        with ConversationStore.open_at(self.home.conversations) as store:
            return sorted(
                (turn for summary in store.list() for turn in store.open(summary.id)[1]),
                key=lambda turn: turn.turn_id,
            )

    def end(self) -> None:
        """Whatever happened, leave nothing behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.run.pid, signal.SIGKILL)
        self.run.wait(30)
