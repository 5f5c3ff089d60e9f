"""Server-sent events as bytes bring them, cut anywhere: only their data, which is what the providers use.

Source of the format: the HTML standard, section "Server-sent events".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_EVENT = 1024 * 1024
"""The most bytes of one line, and of one event."""

_OTHER_FIELDS = frozenset({"", "event", "id", "retry"})
"""An empty one begins a comment."""
_LINE_END = re.compile(rb"\r\n|\n|\r(?!\Z)")


class TooLongError(ValueError):
    """One line, or one event, is longer than MAX_EVENT."""


class ServerEvents:
    """Takes bytes as they come and gives the data of each event, invalid UTF-8 replaced."""

    def __init__(self) -> None:
        self._rest = bytearray()
        self._looked = 0
        self._data: list[str] = []
        self._size = 0
        self._stray = bytearray()

    @property
    def stray(self) -> bytes:
        """The lines that are of no event: some servers tell of an error in them, in plain JSON."""
        return bytes(self._stray)

    def feed(self, data: bytes) -> Iterator[str]:
        """The events that end in `data`. Raises TooLongError."""
        self._rest += data
        start = 0
        # A carriage return at the very end waits: what follows may be its line feed.
        for end in list(_LINE_END.finditer(self._rest, self._looked)):
            yield from self._line(bytes(self._rest[start : end.start()]))
            start = end.end()
        del self._rest[:start]
        self._looked = max(0, len(self._rest) - 1)
        if len(self._rest) > MAX_EVENT:
            raise TooLongError

    def finish(self) -> Iterator[str]:
        """What the end of the bytes leaves: some servers end without a blank line. Raises TooLongError."""
        rest, self._rest = bytes(self._rest), bytearray()
        yield from self._line(rest.removesuffix(b"\r"))
        yield from self._line(b"")

    def _line(self, line: bytes) -> Iterator[str]:
        if not line:
            if self._data:
                event, self._data, self._size = "\n".join(self._data), [], 0
                yield event
            return
        self._size += len(line)
        if self._size > MAX_EVENT:
            raise TooLongError
        field, _, value = line.decode("utf-8", "replace").partition(":")
        if field == "data":
            self._data.append(value.removeprefix(" "))
        elif field not in _OTHER_FIELDS and len(self._stray) + len(line) < MAX_EVENT:
            self._stray += line + b"\n"
