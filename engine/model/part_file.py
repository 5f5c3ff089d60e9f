"""The `.part` file of a download: the beginning of a file, and the digest of what is in it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from engine.contracts import Cancel
from engine.errors import Cancelled

CHUNK = 1024 * 1024


class PartFile:
    """A file that grows at its end. Whatever stands in it when the program dies is taken up the next time.

    `on_read` is told how much of the file has been read again for its digest, which `cancel` can stop.
    """

    def __init__(self, path: Path, cancel: Cancel, on_read: Callable[[int], object] = id) -> None:
        self.path = path
        self._cancel = cancel
        self._on_read = on_read
        self._file = path.open("r+b" if path.exists() else "w+b")
        self.size = path.stat().st_size
        self._digest = hashlib.sha256()

    def take_up(self) -> None:
        """Read what is there for its digest. Raises Cancelled and OSError."""
        self._rehash(self.size)

    def cut(self, size: int) -> None:
        """Keep the first `size` bytes. Raises Cancelled and OSError."""
        self._file.seek(size)
        self._file.truncate()
        self._rehash(size)

    def store(self, offset: int, piece: bytes) -> None:
        """Put `piece` at `offset`, which is not behind the end. Raises Cancelled and OSError.

        What is there already stays where it is the same; from the first other byte on, what comes counts.
        """
        known = min(len(piece), self.size - offset)
        if known > 0:
            self._file.seek(offset)
            there = self._file.read(known)
            if there != piece[:known]:
                known = next(place for place in range(known) if there[place] != piece[place])
                self.cut(offset + known)
            piece = piece[known:]
        if piece:
            self._file.seek(self.size)
            self._file.write(piece)
            self._digest.update(piece)
            self.size += len(piece)

    def sha256(self) -> str:
        """Hex digest of what is here."""
        return self._digest.hexdigest()

    def close(self) -> None:
        """Have everything on the disk, and close. May be called twice. Raises OSError."""
        if not self._file.closed:
            try:
                self._file.flush()
                os.fsync(self._file.fileno())
            finally:
                self._file.close()

    def _rehash(self, size: int) -> None:
        self._digest = hashlib.sha256()
        self.size = size
        self._file.seek(0)
        done = 0
        while done < size and (piece := self._file.read(min(CHUNK, size - done))):
            if self._cancel.is_set():
                raise Cancelled
            self._digest.update(piece)
            done += len(piece)
            self._on_read(done)
