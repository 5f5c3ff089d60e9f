"""Tells listeners how far the reading of a model file is, a percent at a time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.events import Event, FileChecked


class ReadingSteps:
    """Give `read` the bytes done; `end` says what was found, and nothing where nothing was read."""

    def __init__(self, path: Path, emit: Callable[[Event], None]) -> None:
        self._path = str(path)
        self._size = path.stat().st_size if path.is_file() else 0
        self._emit = emit
        self._percent = -1

    def read(self, done: int, _total: int = 0) -> None:
        """`done` bytes have been read."""
        percent = min(99, done * 100 // max(1, self._size))
        if percent != self._percent:
            self._percent = percent
            self._emit(FileChecked(self._path, percent / 100))

    def end(self, sha256: str, problem: str = "") -> None:
        """It is over; `problem` is a sentence for the user where the file is not what it should be."""
        if self._percent >= 0:
            self._emit(FileChecked(self._path, 1.0, sha256, problem))

    def stop(self) -> None:
        """It was stopped before its end."""
        self._percent = -1
        self._emit(FileChecked(self._path, -1.0))
