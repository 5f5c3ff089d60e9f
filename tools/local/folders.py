"""The folders that the user chose, and nothing outside them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from engine.contracts import Cancel, Label
from engine.errors import Cancelled, ToolProblem

NONE_CHOSEN = "No folder has been chosen: add one in Preferences."
_SNIFFED = 8192
_ENCODINGS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A file or folder inside a chosen folder. `shown` is its path as user and model know it."""

    path: Path
    shown: str

    @property
    def label(self) -> Label:
        """The label of what is quoted from it."""
        return label_of(self.path)


def label_of(path: Path) -> Label:
    """The label of what is quoted from the file or folder at `path`."""
    return Label(f"file:{printable(path.name)}", private=True, path=printable(str(path)))


class Folders:
    """The chosen folders. Nothing hidden, no link that leads out and no special file comes out of them."""

    def __init__(self, chosen: tuple[str, ...]) -> None:
        self._roots = tuple(dict.fromkeys(Path(os.path.realpath(folder)) for folder in chosen if folder))

    def roots(self) -> tuple[Entry, ...]:
        """The chosen folders that exist. Raises ToolProblem where none was chosen or none is there."""
        if not self._roots:
            raise ToolProblem(NONE_CHOSEN)
        there = tuple(Entry(root, printable(root.name or str(root))) for root in self._roots if root.is_dir())
        if not there:
            raise ToolProblem("The chosen folder is not there any more: choose another one in Preferences.")
        return there

    def find(self, written: str) -> Entry:
        """The file or folder that `written` names. Raises ToolProblem where there is none inside the folders.

        A relative path is looked for in each chosen folder, and may begin with that folder's own name.
        """
        if not written.strip():
            raise ToolProblem("The path is empty.")
        if any(not character.isprintable() for character in written):
            raise ToolProblem("The path holds characters that no file name should hold.")
        outside = False
        for candidate in _candidates(written.strip(), self.roots()):
            # Once more: where a link leads to itself, realpath leaves what follows it unresolved.
            real = Path(os.path.realpath(os.path.realpath(candidate)))
            root = next((root for root in self._roots if real.is_relative_to(root)), None)
            outside = outside or root is None
            if root is None:
                continue
            if any(part.startswith(".") for part in real.relative_to(root).parts):
                raise ToolProblem("Hidden files and folders are not opened.")
            if os.path.lexists(real):
                return self.entry(real, root)
        if outside:
            raise ToolProblem(f"{written[:200]} lies outside the chosen folders, so it is not opened.")
        raise ToolProblem(f"There is no {written[:200]} in the chosen folders.")

    def entry(self, path: Path, root: Path) -> Entry:
        """`path` as it is shown: relative to `root`, after that folder's name where there are several."""
        inner = path.relative_to(root).as_posix()
        named = len(self._roots) > 1 or path == root
        return Entry(path, printable(f"{root.name}/{inner}".removesuffix("/.") if named else inner))

    def walk(self, cancel: Cancel, most: int) -> Iterator[Entry]:
        """Ordinary files below the chosen folders, in the order of their names, at most `most`; no links."""
        seen = 0
        for root in self.roots():
            waiting = [root.path]
            while waiting:
                if cancel.is_set():
                    raise Cancelled
                folders = []
                for item in listed(waiting.pop()):
                    if item.is_dir(follow_symlinks=False):
                        folders.append(Path(item.path))
                    elif item.is_file(follow_symlinks=False):
                        seen += 1
                        if seen > most:
                            return
                        yield self.entry(Path(item.path), root.path)
                waiting += reversed(folders)


def _candidates(written: str, roots: tuple[Entry, ...]) -> Iterator[Path]:
    path = Path(written).expanduser() if written.startswith("~") else Path(written)
    if path.is_absolute():
        yield path
        return
    for root in roots:
        yield root.path / path
    for root in roots:
        if path.parts and path.parts[0] == root.path.name:
            yield root.path.joinpath(*path.parts[1:])


def listed(folder: Path) -> list[os.DirEntry[str]]:
    """What lies in `folder`, by name, without what is hidden; empty where it cannot be read."""
    try:
        with os.scandir(folder) as items:
            return sorted(
                (item for item in items if not item.name.startswith(".")), key=lambda item: item.name
            )
    except OSError:
        return []


def read_bytes(entry: Entry, most: int) -> bytes:
    """At most `most` bytes of an ordinary file. Raises ToolProblem for anything else."""
    # Not blocking: opening a pipe would wait for a writer. Not following: the path was resolved before.
    flags = (
        os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    )
    try:
        descriptor = os.open(entry.path, flags)
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise ToolProblem(f"{entry.shown} is no ordinary file.")
            return file.read(most)
    except OSError as error:
        raise ToolProblem(f"{entry.shown} cannot be read: {error.strerror}.") from error


def decoded(content: bytes) -> str | None:
    """Text of a text file, None for anything else: UTF-8, UTF-16 with its mark, else Windows-1252."""
    for mark, encoding in _ENCODINGS:
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\0" in content[:_SNIFFED]:
        return None
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        whole = content[: error.start]
        if error.reason == "unexpected end of data" and not whole.isascii():
            return whole.decode()
        odd = sum(byte < 32 and byte not in b"\t\n\r\f\x1b" for byte in content[:_SNIFFED])
        return None if odd else content.decode("cp1252", "replace")


def printable(text: str) -> str:
    """`text` with everything that is no visible character or space replaced."""
    return "".join(
        character if character.isprintable() else "\N{REPLACEMENT CHARACTER}" for character in text
    )
