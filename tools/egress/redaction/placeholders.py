"""The placeholders of one conversation: which stands for what, and the way back."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from tools.egress.redaction.spans import KINDS

_GAP = r"(?:\\?[_＿ \-]\s?)"
_MANGLED = re.compile(
    r"(?:\\?[\[［【]|%5B)\s?(?P<name>"
    + "|".join("E-?MAIL" if kind == "email" else kind.replace("_", f"{_GAP}?") for kind in KINDS)
    + rf"){_GAP}?(?P<number>\d{{1,6}})\s?(?:\\?(?P<end>[\]］】])|%5D)"
    + r"(?P<link>(?=\((?:mailto:|tel:|https?:|\\?\[|%5B)))?",
    re.IGNORECASE,
)
"""A placeholder as a model may write it: in small letters, with escapes, with spaces, in other brackets."""
_BEGUN = re.compile("[\\[［【]|%5[Bb]")
"""Stands at the beginning of each of them."""
_SHORTEST_AGAIN = 6
"""Of how many characters what was found once is to be found again without the words that told of it."""


class Placeholders:
    """`[KIND_n]`, given once for each original and kept. Not safe to share between threads."""

    def __init__(self) -> None:
        self._by_original: dict[str, str] = {}
        self._originals: dict[tuple[str, int], str] = {}
        self._kinds: dict[str, str] = {}
        self._taken: set[tuple[str, int]] = set()
        self._last: dict[str, int] = {}

    def reserve(self, texts: Iterable[str]) -> None:
        """Never give a placeholder that one of `texts` holds already, in whatever spelling."""
        for text in texts:
            if _BEGUN.search(text):
                self._taken.update(_key(found) for found in _MANGLED.finditer(text))

    def of(self, original: str, kind: str) -> str:
        """The placeholder that stands for `original`; a new one where there is none yet."""
        if original not in self._by_original:
            name = kind.upper()
            plain_name = _letters(name)
            number = self._last.get(name, 0) + 1
            while (plain_name, number) in self._taken:
                number += 1
            self._last[name] = number
            self._originals[plain_name, number] = original
            self._kinds[original] = kind
            self._by_original[original] = f"[{name}_{number}]"
        return self._by_original[original]

    def told(self) -> list[tuple[str, str]]:
        """The originals, each with its kind, that rules found and that say enough to be found by themselves.

        The user's own words are found wherever they stand, so none of them is among these.
        """
        return [
            (original, kind)
            for original, kind in self._kinds.items()
            if kind != "dictionary" and len(original) >= _SHORTEST_AGAIN
        ]

    def restore(self, text: str, only: Collection[str] | None = None) -> str:
        """`text` with the originals put back, in one pass; what was never given stays.

        With `only`, the originals of these placeholders alone. One that is the words of a Markdown link
        leaves the link its brackets.
        """
        known = self._originals
        if only is not None:
            keys = {_key(found) for each in only for found in _MANGLED.finditer(each)}
            known = {key: original for key, original in known.items() if key in keys}

        def original(found: re.Match[str]) -> str:
            whole = known.get(_key(found))
            if whole is None:
                return found.group()
            return f"[{whole}]" if found.group("link") is not None and found.group("end") == "]" else whole

        return _MANGLED.sub(original, text)


def _key(found: re.Match[str]) -> tuple[str, int]:
    return _letters(found.group("name")), int(found.group("number"))


def _letters(name: str) -> str:
    return "".join(letter for letter in name.upper() if letter.isalpha())
