"""Regular expressions of a tool's schema, tried in a bounded number of steps, however they were made.

The places where a part may end are followed all at once, so that nothing is tried twice. What a regular
expression may hold is what JSON Schema recommends, with `(?:`, `(?P<`, `(?=` and `(?!`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

MOST_STEPS = 1_000_000
_LONGEST = 2_000
_QUANTIFIER = re.compile(r"(?:[*+?]|\{(?:(\d+)|(?=,))(?:(,)(\d*))?\})(?P<rest>[?+]?)")
_OPENING = re.compile(r"\((?:(?P<look>\?[=!])|\?:|\?P<\w+>|(?!\?))")
_ATOM = re.compile(
    r"\\x[0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\[^0-9xuUN]|\[\^?\]?(?:\\.|[^\]\\])*\]|[^\\()*+?|\[]", re.DOTALL
)
_SIMPLE: Mapping[str, tuple[int, int | None]] = {"*": (0, None), "+": (1, None), "?": (0, 1)}
_WORD = re.compile(r"\w")


class PatternError(Exception):
    """The regular expression cannot be tried, or not in so many steps."""


@dataclass(slots=True)
class Steps:
    """How many steps are left."""

    left: int = MOST_STEPS

    def spend(self, steps: int) -> None:
        """Count some steps. Raises PatternError where too many were taken."""
        self.left -= steps
        if self.left < 0:
            raise PatternError


@dataclass(frozen=True, slots=True)
class _Text:
    """A text that is searched."""

    text: str
    steps: Steps

    def spend(self, steps: int) -> None:
        self.steps.spend(steps)

    def is_edge(self, place: int) -> bool:
        """True at the beginning and at the end of a word."""
        beside = self.text[max(place - 1, 0) : place], self.text[place : place + 1]
        before, after = (bool(_WORD.match(character)) for character in beside)
        return before is not after


_Places = frozenset[int]
_Part = Callable[[_Text, _Places], _Places]
"""Where a part may end, of all places where it may begin."""


def found(pattern: str, text: str, steps: Steps) -> bool:
    """True where `pattern` matches somewhere in `text`; what it takes is taken from `steps`.

    Raises PatternError, RecursionError.
    """
    searched = _Text(text, steps)
    searched.spend(len(text) + 1)
    part, only_first = _parsed(pattern), pattern.startswith("^") and "|" not in pattern
    return bool(part(searched, frozenset(range(1 if only_first else len(text) + 1))))


@lru_cache(maxsize=256)
def _parsed(pattern: str) -> _Part:
    if len(pattern) > _LONGEST:
        raise PatternError
    part, end = _either(pattern, 0)
    if end < len(pattern):
        raise PatternError
    return part


def _either(pattern: str, start: int) -> tuple[_Part, int]:
    """What stands from `start` to the end of the group, and that end."""
    ways: list[_Part] = []
    parts: list[_Part] = []
    place = start
    while place < len(pattern) and pattern[place] != ")":
        if pattern[place] == "|":
            ways.append(_row(parts))
            parts, place = [], place + 1
            continue
        part, place = _one(pattern, place)
        again = _QUANTIFIER.match(pattern, place)
        if again is not None:
            if again["rest"] == "+":
                raise PatternError
            part, place = _repeated(part, again), again.end()
        parts.append(part)
    return _any_of([*ways, _row(parts)]), place


def _one(pattern: str, place: int) -> tuple[_Part, int]:
    """A group, a sign for a place, or a single character."""
    opening = _OPENING.match(pattern, place)
    if opening is not None:
        inner, end = _either(pattern, opening.end())
        if end == len(pattern):
            raise PatternError
        look = opening["look"]
        return (_ahead(inner, wanted=look == "?=") if look else inner), end + 1
    atom = _ATOM.match(pattern, place)
    if atom is None:
        raise PatternError
    return _AT.get(atom[0]) or _character(atom[0]), atom.end()


def _row(parts: list[_Part]) -> _Part:
    def ends(text: _Text, places: _Places) -> _Places:
        text.spend(1)
        for part in parts:
            if not places:
                break
            places = part(text, places)
        return places

    return ends


def _any_of(ways: list[_Part]) -> _Part:
    def ends(text: _Text, places: _Places) -> _Places:
        text.spend(len(ways) * len(places))
        return frozenset().union(*(way(text, places) for way in ways))

    return ways[0] if len(ways) == 1 else ends


def _repeated(part: _Part, quantifier: re.Match[str]) -> _Part:
    least, most = _SIMPLE.get(quantifier[0][0], (int(quantifier[1] or 0), None))
    if quantifier[3]:
        most = int(quantifier[3])
    elif quantifier[1] and not quantifier[2]:
        most = least

    def ends(text: _Text, places: _Places) -> _Places:
        for _ in range(least):
            text.spend(len(places) + 1)
            after = part(text, places)
            if after == places:
                break
            places = after
        text.spend(len(places))
        reached, fresh, times = set(places), places, least
        while fresh and times != most:
            text.spend(len(fresh))
            fresh = part(text, fresh) - reached
            reached |= fresh
            times += 1
        return frozenset(reached)

    return ends


def _ahead(inner: _Part, wanted: bool) -> _Part:
    """The places from where `inner` matches, or does not."""

    def ends(text: _Text, places: _Places) -> _Places:
        text.spend(len(places))
        return frozenset(place for place in places if bool(inner(text, frozenset({place}))) is wanted)

    return ends


def _character(source: str) -> _Part:
    """One character. Raises PatternError."""
    try:
        fits = re.compile(source).match
    except re.error as error:
        raise PatternError from error

    def ends(text: _Text, places: _Places) -> _Places:
        text.spend(len(places))
        return frozenset(place + 1 for place in places if fits(text.text, place, place + 1))

    return ends


def _at(holds: Callable[[_Text, int], bool]) -> _Part:
    """The places where something holds."""

    def ends(text: _Text, places: _Places) -> _Places:
        text.spend(len(places))
        return frozenset(place for place in places if holds(text, place))

    return ends


_START = _at(lambda _, place: place == 0)
_END = _at(lambda text, place: place == len(text.text))
_AT = {
    "^": _START,
    "\\A": _START,
    "$": _END,
    "\\Z": _END,
    "\\b": _at(_Text.is_edge),
    "\\B": _at(lambda text, place: not text.is_edge(place)),
}
