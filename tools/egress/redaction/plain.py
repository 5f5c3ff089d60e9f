"""A text in plain characters, with the way back: full-width digits, odd dashes, invisible characters."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_DASHES = "‐‑‒–—―−﹘﹣－⁃"
_QUOTES = {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "「": '"', "」": '"'}
_INVISIBLE = {"Cf"}
_HALF_WIDTH_MARKS = "\uff9e\uff9f\uffc2-\uffdc"
_MARKS = f"\u0300-\u036f\u3099\u309a\u1160-\u11ff{_HALF_WIDTH_MARKS}"
_CLUSTER = re.compile(f"[^{_MARKS}][{_MARKS}]*|[{_MARKS}]+", re.DOTALL)
_OPEN = re.compile(f"[{_HALF_WIDTH_MARKS}]")
"""Marks that join the character before them only when both are plain."""
_EYES = str.maketrans("İı", "ii")
"""A capital with a dot and a small letter without one, whose pair differs between languages."""


class _Table(dict[int, str]):
    """What each character becomes: made when it is first met, for `str.translate`."""

    def __missing__(self, code: int) -> str:
        changed = self[code] = _plain(chr(code))
        return changed

    def cluster(self, part: str) -> str:
        """What a character becomes together with its marks."""
        return unicodedata.normalize("NFC", part.translate(self))


def _plain(character: str) -> str:
    if character in _DASHES:
        return "-"
    if character in _QUOTES:
        return _QUOTES[character]
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return ""
    if category == "Zs":
        return " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    return unicodedata.normalize("NFKC", character)


_TABLE = _Table()


@dataclass(frozen=True, slots=True)
class Plain:
    """`text` in plain characters. `starts` and `ends` hold, for each of its characters, where that of the
    original begins and ends; both are None where the places are the same."""

    text: str
    starts: Sequence[int] | None = None
    ends: Sequence[int] | None = None

    def start(self, place: int) -> int:
        """Where in the original the character at `place` begins."""
        return place if self.starts is None else self.starts[place]

    def end(self, place: int) -> int:
        """Where in the original the character before `place` ends."""
        return place if self.ends is None else self.ends[place - 1]


def plain(text: str) -> Plain:
    """`text` in plain characters (NFKC, one kind of dash, space and quote, nothing invisible)."""
    if text.isascii():
        return Plain(text)
    if _OPEN.search(text) or not unicodedata.is_normalized("NFC", text):
        return _traced((part, _TABLE.cluster(part)) for part in _CLUSTER.findall(text))
    if all(len(_TABLE[ord(character)]) == 1 for character in set(text)):
        return Plain(text.translate(_TABLE))
    return _traced((character, _TABLE[ord(character)]) for character in text)


def folded(text: str) -> Plain:
    """`text` (plain already) without the difference of small and capital letters."""
    text = text.translate(_EYES)
    changed = text.casefold()
    if len(changed) == len(text):
        return Plain(changed)
    return _traced((character, character.casefold()) for character in text)


def lowered(text: str) -> str:
    """`text` in lower case, character by character: the places stay the same.

    A dotless i becomes an i, as for a pattern that takes small letters and capitals alike.
    """
    small = text.lower().replace("ı", "i")
    if len(small) == len(text):
        return small
    return "".join(character.lower()[0] for character in text).replace("ı", "i")


def _traced(parts: Iterable[tuple[str, str]]) -> Plain:
    """The second of each pair in a row, each of its characters at the place of the first."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    place = 0
    for part, changed in parts:
        pieces.append(changed)
        starts.extend([place] * len(changed))
        place += len(part)
        ends.extend([place] * len(changed))
    return Plain("".join(pieces), starts, ends)
