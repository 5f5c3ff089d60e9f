"""The place where a parser reads in text that comes in chunks."""

from __future__ import annotations

import re

from engine.call_json import JsonScanner, Scan

_SPACE = re.compile(r"\s*")


class Source:
    """The text that is here now, and the place in it. What is held of a JSON value may have begun earlier."""

    def __init__(self) -> None:
        self.data = ""
        self.at = 0
        self._held: list[str] = []
        self._scanner = JsonScanner()

    def load(self, data: str) -> None:
        """Go on with `data`; what was not read before is in it."""
        self.data, self.at = data, 0

    @property
    def rest(self) -> str:
        """What is not read yet."""
        return self.data[self.at :]

    @property
    def ended(self) -> bool:
        """True where all is read."""
        return self.at == len(self.data)

    def starts(self, mark: str) -> bool:
        """True where `mark` stands here."""
        return self.data.startswith(mark, self.at)

    def skip(self, mark: str) -> bool:
        """Step over `mark` where it stands here."""
        if not self.starts(mark):
            return False
        self.at += len(mark)
        return True

    def undecided(self, *marks: str) -> bool:
        """True where the text ends inside what may become one of `marks`."""
        left = len(self.data) - self.at
        return any(left < len(mark) and mark.startswith(self.rest) for mark in marks)

    def take(self, end: int) -> str:
        """What stands between here and `end`, and go there."""
        begin, self.at = self.at, end
        return self.data[begin:end]

    def take_space(self) -> str:
        """The white space that stands here."""
        match = _SPACE.match(self.data, self.at)
        assert match is not None
        return self.take(match.end())

    def begin_json(self, strict_start: bool) -> None:
        """A JSON object or list begins here."""
        self._held = []
        self._scanner = JsonScanner(strict_start)

    def scan_json(self) -> tuple[str, bool] | None:
        """The JSON value and True; what began like one and False; or None where its end is not here yet."""
        end, state = self._scanner.feed(self.data, self.at)
        self._held.append(self.take(end))
        if state is Scan.MORE:
            return None
        return self.held, state is Scan.DONE

    @property
    def held(self) -> str:
        """What is read of a JSON value so far."""
        return "".join(self._held)

    def go_back(self, text: str, offset: int) -> None:
        """Read `text`, which ends here, once more from `offset`."""
        missing = len(text) - offset
        if missing <= self.at:
            self.at -= missing
        else:
            self.load(text[offset:] + self.rest)


def first_of(text: str, *marks: str) -> int:
    """Where the first of `marks` stands in `text`; its length where none does."""
    return min((place for place in map(text.find, marks) if place >= 0), default=len(text))


def partial_at_end(text: str, start: int, mark: str) -> int:
    """How many characters at the end of `text` may be the beginning of `mark`."""
    most = min(len(mark) - 1, len(text) - start)
    return next((size for size in range(most, 0, -1) if text.endswith(mark[:size])), 0)
