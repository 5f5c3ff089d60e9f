"""Prints what the whole program takes: memory of its processes, and time from its start to a usable window.

The window runs on a virtual display with a home of its own that holds the smallest starter model. Usable
means: it is on the screen, and what is typed appears in it, while the model still loads behind it.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import numpy as np

from engine.model.gguf import read_facts
from engine.model.port import ModelInfo
from tests.benchmarks.measuring import Options, ask, heading, judge, options, repacks, running, scratch, show
from tests.e2e.desktop import NO_KEYRING, SORDINO, Processes, virtual_display, wait_for

STARTS = 5
TYPED = "WWWWWWWW"
CARET = 100
"""Pixels in which two pictures may differ and still show the same text."""
PATIENCE_S = 60.0
SETTLED_S = 10.0
MB = 1_000_000

Pixels: TypeAlias = "np.ndarray[Any, np.dtype[np.uint32]]"


def shared_out(pid: int, leave_out: Path | None = None) -> int:
    """Bytes of memory that a process really takes, shared pages by their share; without one mapped file."""
    total, counts = 0, True
    for line in Path(f"/proc/{pid}/smaps").read_text().splitlines():
        words = line.split()
        if not words[0].endswith(":"):
            counts = leave_out is None or not line.endswith(str(leave_out))
        elif words[0] == "Pss:" and counts:
            total += int(words[1]) * 1024
    return total


def bench_model_memory(path: Path) -> None:
    """The model process after it has read and written: what it takes beyond weights and cache."""
    with scratch() as cache, running(path, cache) as (process, info):
        repack = repacks(path, cache)
        print(heading(info, repack))
        ask(process, [{"role": "user", "content": "Sixty words about rain. " * 200}], 16)
        whole = shared_out(process.pid, path.resolve())
        kept = cache_bytes(path, info)
    show("model process without the file's own pages", [whole / MB], "MB", ".0f")
    show(f"  cache of {info.context} tokens", [kept / MB], "MB", ".0f")
    if repack:
        print("  the rearranged weights are among the rest: they stand for the file's pages")
    judge("model process beyond weights and cache", [(whole - kept) / MB], ("under", 150), "MB", ".0f")


def cache_bytes(path: Path, info: ModelInfo) -> int:
    """The cache's size in f16; 0.5B and 1.5B are loaded with that."""
    return read_facts(path).cache_bytes_per_token * info.context


@contextmanager
def home(model: Path) -> Iterator[Path]:
    """A home folder with one model."""
    with scratch() as folder:
        (folder / "models").mkdir()
        (folder / "models" / model.name).symlink_to(model)
        (folder / "settings.json").write_text('{"appearance": "light", "language": "en"}')
        yield folder


@dataclass(frozen=True, slots=True)
class Typed:
    """What typed text looks like: where the picture changes by it, and to what."""

    places: np.ndarray[Any, np.dtype[np.intp]]
    colours: Pixels

    def stands(self, picture: Pixels) -> bool:
        """Whether the text is to be seen, with the caret wherever it blinks."""
        return bool(np.count_nonzero(picture[self.places] != self.colours) < CARET)


class Display:
    """Hands and eyes at a virtual display whose picture is written into the folder `picture`."""

    def __init__(self, name: str, picture: Path) -> None:
        self.environment = {**os.environ, **NO_KEYRING, "DISPLAY": name}
        self.environment.pop("QT_QPA_PLATFORM", None)
        self._file = picture / "Xvfb_screen0"
        self._bare = self.picture()

    def bare(self) -> bool:
        """Whether nothing is on the screen."""
        return np.array_equal(self._bare, self.picture())

    def picture(self) -> Pixels:
        """What is on the screen now, a number for each pixel, behind the file's head, which never changes."""
        return np.frombuffer(self._file.read_bytes(), np.uint32)

    def type(self, text: str) -> None:
        """Give the window the keyboard and type."""
        keys = ["search", "--onlyvisible", "--name", "Sordino", "windowfocus", "type", "--delay", "0", text]
        wait_for(lambda: not self._xdotool(*keys), "a window to type into")

    def _xdotool(self, *keys: str) -> int:
        return subprocess.run(["xdotool", *keys], env=self.environment, check=False).returncode


class Start:
    """One start of the program in `folder`; times are seconds from the moment at which it was asked for."""

    def __init__(self, display: Display, folder: Path, typed: Typed | None) -> None:
        """Without `typed` nothing is typed."""
        wait_for(display.bare, "the window before to vanish")
        began = time.perf_counter()
        self.shown_s = self.usable_s = 0.0
        self.run = subprocess.Popen(
            [SORDINO, "--home", str(folder)], env=display.environment, start_new_session=True
        )
        self.processes = Processes(self.run.pid)
        try:
            self._until(began, lambda: not display.bare())
            self.shown_s = time.perf_counter() - began
            if typed is not None:
                display.type(TYPED)
                self._until(began, lambda: typed.stands(display.picture()))
                self.usable_s = time.perf_counter() - began
            wait_for(lambda: self.processes.model, "the model process behind the window")
        except BaseException:
            self.end()
            raise

    def _until(self, began: float, seen: Callable[[], bool]) -> None:
        while not seen():
            assert time.perf_counter() - began < PATIENCE_S, "the window does not show what it should"

    def end(self) -> None:
        """Whatever happened, leave nothing behind."""
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self.run.pid, signal.SIGKILL)
        self.run.wait()


def at_rest(display: Display, folder: Path) -> tuple[Typed, float, float]:
    """What typed text looks like, and the megabytes of desktop and launcher beside a loaded model."""
    start = Start(display, folder, None)
    try:
        threading.Event().wait(SETTLED_S)
        desktop, launcher = shared_out(start.processes.desktop), shared_out(start.run.pid)
        before = display.picture()
        display.type(TYPED)
        threading.Event().wait(1)
        after = display.picture()
    finally:
        start.end()
    (places,) = np.nonzero(before != after)
    assert len(places) > 2 * CARET, "the typed text is to be seen"
    return Typed(places, after[places]), desktop / MB, launcher / MB


def bench_window(model: Path, options: Options) -> None:
    """Starts with a new home and with one that was used before, and what the processes take at rest."""
    first: list[Start] = []
    later: list[Start] = []
    with scratch() as picture, virtual_display(picture) as name:
        display = Display(name, picture)
        with home(model) as folder:
            typed, desktop, launcher = at_rest(display, folder)
        for _ in range(options.rounds(STARTS)):
            with home(model) as folder:
                for starts in (first, later):
                    starts.append(Start(display, folder, typed))
                    starts[-1].end()
    print("The program on a virtual display")
    show("first start, to the window on the screen", [start.shown_s for start in first], "s")
    judge("first start, to typed text in the window", [start.usable_s for start in first], ("under", 1), "s")
    show("later start, to the window on the screen", [start.shown_s for start in later], "s")
    judge("later start, to typed text in the window", [start.usable_s for start in later], ("under", 1), "s")
    judge("desktop process at rest, model loaded", [desktop], ("under", 200), "MB", ".0f")
    show("launcher process at rest", [launcher], "MB", ".0f")


def main() -> None:
    """Print everything; nothing is kept."""
    chosen = options(__doc__)
    bench_window(min(chosen.models, key=lambda path: path.stat().st_size), chosen)
    for path in chosen.models:
        bench_model_memory(path)


if __name__ == "__main__":
    main()
