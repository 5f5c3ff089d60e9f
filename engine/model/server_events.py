"""Server-sent events as bytes bring them: cut anywhere, with any line ends, and bounded in size.

Source of the format: the HTML standard, section "Server-sent events". Only what chat servers send is of
interest: the field `data`, and llama-server's field `error`. All other fields and comments are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

MAX_LINE = 1024 * 1024
"""The most bytes of one line, and of all lines of one event."""

_LINE_END = re.compile(rb"\r\n|\n|\r(?!\Z)")
_BOM = b"\xef\xbb\xbf"
_FIELDS = ("data", "error")


class TooLongError(ValueError):
    """One line, or one event, is longer than MAX_LINE."""


class EventReader:
    """Takes the bytes of a stream as they come and gives each event's text, invalid UTF-8 replaced."""

    def __init__(self) -> None:
        self._rest = b""
        self._looked = 0
        self._lines: list[str] = []
        self._size = 0
        self._at_start = True

    def feed(self, data: bytes) -> Iterator[str]:
        """The events that end in `data`. Raises TooLongError."""
        self._rest += data
        if self._at_start:
            if len(self._rest) < len(_BOM) and _BOM.startswith(self._rest):
                return
            self._rest = self._rest.removeprefix(_BOM)
            self._at_start = False
        start = 0
        # A carriage return at the very end waits: what follows may be its line feed.
        for match in _LINE_END.finditer(self._rest, self._looked):
            yield from self._line(self._rest[start : match.start()])
            start = match.end()
        self._rest = self._rest[start:]
        self._looked = max(0, len(self._rest) - 1)
        if len(self._rest) > MAX_LINE:
            raise TooLongError

    def finish(self) -> Iterator[str]:
        """What the end of the stream leaves: some servers end without the blank line. Raises TooLongError."""
        rest, self._rest = self._rest, b""
        yield from self._line(rest.removesuffix(b"\r"))
        yield from self._line(b"")

    def _line(self, line: bytes) -> Iterator[str]:
        if not line:
            if self._lines:
                text, self._lines, self._size = "\n".join(self._lines), [], 0
                yield text
            return
        self._size += len(line)
        if self._size > MAX_LINE:
            raise TooLongError
        field, _, value = line.decode("utf-8", "replace").partition(":")
        if field in _FIELDS:
            self._lines.append(value.removeprefix(" "))
