"""The sha256 of a large file, computed once and remembered beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

import msgspec

CHUNK = 4 * 1024 * 1024


class _Checked(msgspec.Struct, frozen=True):
    sha256: str
    size: int
    mtime_ns: int


def sha256_of(path: Path, on_progress: Callable[[int], object] = id) -> str:
    """Hex digest of a file, read in pieces; `on_progress` gets the bytes done. Raises OSError."""
    digest = hashlib.sha256()
    done = 0
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
            done += len(piece)
            on_progress(done)
    return digest.hexdigest()


def sidecar(path: Path) -> Path:
    """Where the remembered digest of `path` lies."""
    return path.with_name(path.name + ".checked")


def remember(path: Path, sha256: str) -> None:
    """Note that `path`, as it is now, has this digest. Raises OSError."""
    state = path.stat()
    note = _Checked(sha256, state.st_size, state.st_mtime_ns)
    sidecar(path).write_bytes(msgspec.json.encode(note))


def remembered(path: Path) -> str:
    """The digest noted for `path`, or the empty string where size or time of change differ from the note.

    It saves reading the file again; it is no defence against someone who can write to the folder.
    """
    try:
        note = msgspec.json.decode(sidecar(path).read_bytes(), type=_Checked)
        state = path.stat()
    except (OSError, msgspec.DecodeError):
        return ""
    return note.sha256 if (note.size, note.mtime_ns) == (state.st_size, state.st_mtime_ns) else ""


def checked_sha256(path: Path, on_progress: Callable[[int], object] = id) -> str:
    """The digest of `path`, from the note where it still holds, else computed and noted. Raises OSError."""
    known = remembered(path)
    if known:
        return known
    found = sha256_of(path, on_progress)
    remember(path, found)
    return found
