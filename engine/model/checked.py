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
    published: bool = False


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


def remember(path: Path, sha256: str, *, published: bool = False) -> None:
    """Note that `path`, as it is now, has this digest. Raises OSError.

    `published` says that the publisher's own page gave the digest, where the catalogue has none; once noted
    it holds for as long as the digest does.
    """
    state = path.stat()
    before = _note_of(path)
    same = before is not None and before.published and before.sha256 == sha256
    note = _Checked(sha256, state.st_size, state.st_mtime_ns, published or same)
    sidecar(path).write_bytes(msgspec.json.encode(note))


def remembered(path: Path) -> str:
    """The digest noted for `path`, or the empty string where size or time of change differ from the note.

    It saves reading the file again; it is no defence against someone who can write to the folder.
    """
    note = _current(path)
    return note.sha256 if note else ""


def is_published(path: Path) -> bool:
    """True where the digest noted for `path` is one that its publisher gave."""
    note = _current(path)
    return note is not None and note.published


def _current(path: Path) -> _Checked | None:
    note = _note_of(path)
    try:
        state = path.stat()
    except OSError:
        return None
    fits = note is not None and (note.size, note.mtime_ns) == (state.st_size, state.st_mtime_ns)
    return note if fits else None


def _note_of(path: Path) -> _Checked | None:
    try:
        return msgspec.json.decode(sidecar(path).read_bytes(), type=_Checked)
    except (OSError, msgspec.DecodeError):
        return None


def checked_sha256(path: Path, on_progress: Callable[[int], object] = id) -> str:
    """The digest of `path`, from the note where it still holds, else computed and noted. Raises OSError."""
    known = remembered(path)
    if known:
        return known
    found = sha256_of(path, on_progress)
    remember(path, found)
    return found
