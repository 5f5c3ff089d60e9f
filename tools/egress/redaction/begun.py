"""Patterns whose matches begin with one of a few words: looked for where those words stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Begun:
    """A pattern and, in lower case, the words of which one stands at the beginning of each of its matches.

    A search for fixed words takes a hundredth of what a search by a pattern takes.
    """

    pattern: re.Pattern[str]
    words: tuple[str, ...]

    def finditer(self, text: str, small: str) -> Iterator[re.Match[str]]:
        """The matches in `text`, as the pattern itself finds them; `small` is `text` in lower case."""
        end = 0
        for place in sorted(_places(small, self.words)):
            if place >= end and (found := self.pattern.match(text, place)):
                yield found
                end = found.end()


def _places(text: str, words: tuple[str, ...]) -> Iterator[int]:
    for word in words:
        place = text.find(word)
        while place >= 0:
            yield place
            place = text.find(word, place + 1)
