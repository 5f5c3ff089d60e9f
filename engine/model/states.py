"""Saved states of the model's memory: the instructions and tools that every conversation begins with.

A state is worthless, and dangerous, for another model, another build of llama.cpp or other settings: its
name is a digest of all of that and of the tokens, its content carries a digest of its own, and whatever does
not match is thrown away. It holds no conversation.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

FOLDER_LIMIT = 1024 * 1024 * 1024
"""Bytes that all states together may take; the oldest go first."""
STATE_LIMIT = 512 * 1024 * 1024
_MAGIC = b"sordino state 1\n"
_HEAD = len(_MAGIC) + hashlib.sha256().digest_size
_SUFFIX = ".state"


class SavedStates:
    """States in `folder` for one model as it is loaded; `binding` names everything that they depend on.

    Without a folder nothing is kept. No failure of the disk ever reaches the caller: a state saves time and
    nothing else.
    """

    def __init__(self, folder: Path | None, binding: str) -> None:
        self._folder = folder
        self._binding = binding

    def load(self, tokens: Sequence[int]) -> memoryview | None:
        """The state after reading exactly these tokens, in memory of its own, or None."""
        if self._folder is None:
            return None
        path = self._path(tokens)
        try:
            with path.open("rb") as file:
                size = os.fstat(file.fileno()).st_size
                content = bytearray(size if size <= STATE_LIMIT + _HEAD else 0)
                file.readinto(content)
        except OSError:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        state = memoryview(content)[_HEAD:]
        if content[:_HEAD] == _MAGIC + hashlib.sha256(state).digest():
            return state
        with contextlib.suppress(OSError):
            path.unlink()
        return None

    def save(self, tokens: Sequence[int], state: memoryview) -> None:
        """Keep the state after these tokens; the oldest others give way."""
        if self._folder is None or len(state) > STATE_LIMIT:
            return
        with contextlib.suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            self._make_room(len(state))
            # What is cut off in the middle counts as a state, so that it gives way with the others.
            descriptor, name = tempfile.mkstemp(dir=self._folder, prefix="new-", suffix=_SUFFIX)
            try:
                with os.fdopen(descriptor, "wb") as file:
                    file.write(_MAGIC + hashlib.sha256(state).digest())
                    file.write(state)
                Path(name).replace(self._path(tokens))
            except OSError:
                Path(name).unlink(missing_ok=True)

    def drop(self, tokens: Sequence[int]) -> None:
        """Throw away the state after these tokens, which turned out to be of no use."""
        if self._folder is not None:
            with contextlib.suppress(OSError):
                self._path(tokens).unlink(missing_ok=True)

    def _path(self, tokens: Sequence[int]) -> Path:
        assert self._folder is not None
        key = hashlib.sha256(f"{self._binding}\n{','.join(map(str, tokens))}".encode()).hexdigest()
        return self._folder / (key[:32] + _SUFFIX)

    def _make_room(self, size: int) -> None:
        assert self._folder is not None
        states = sorted(self._folder.glob(f"*{_SUFFIX}"), key=lambda path: path.stat().st_mtime)
        total = size + sum(path.stat().st_size for path in states)
        for path in states:
            if total <= FOLDER_LIMIT:
                return
            total -= path.stat().st_size
            path.unlink()


def fingerprint(path: Path) -> str:
    """A digest that tells two model files apart without reading them whole.

    It covers size, time of change, and the first and last four megabytes. Raises OSError.
    """
    state = path.stat()
    digest = hashlib.sha256(f"{state.st_size} {state.st_mtime_ns}".encode())
    with path.open("rb") as file:
        digest.update(file.read(4 * 1024 * 1024))
        file.seek(max(0, state.st_size - 4 * 1024 * 1024))
        digest.update(file.read(4 * 1024 * 1024))
    return digest.hexdigest()
