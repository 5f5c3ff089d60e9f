"""The user's own words that shall not leave: names, streets, clients."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from tools.egress.redaction.plain import folded, plain
from tools.egress.redaction.spans import Span

_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no space between words, or, as Korean does, none before what ends one."""


_RUN = re.compile(rf"(?:(?!{_UNSPACED.pattern})[^\W_])+")
"""What stands between two edges of words."""
_SPACE = re.compile(r"\s+")

Words = tuple[str, ...]


class Index:
    """Entries to look for in texts, all at once: the time hardly grows with how many they are."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        """Takes each entry with the kind of its findings; of equal entries the first one's counts."""
        kinds: dict[Words, str] = {}
        for entry, kind in entries:
            kinds.setdefault(tuple(folded(plain(entry).text).text.split()), kind)
        kinds.pop((), None)
        self._by_run: dict[str, list[tuple[Words, str]]] = {}
        self._by_letter: dict[str, list[tuple[Words, str]]] = {}
        for words, kind in kinds.items():
            run = _RUN.match(words[0])
            if run:
                self._by_run.setdefault(run.group(), []).append((words, kind))
            else:
                self._by_letter.setdefault(words[0][0], []).append((words, kind))
        letters = "".join(map(re.escape, self._by_letter))
        self._letters = re.compile(f"[{letters}]") if letters else None

    def scan(self, text: str) -> Iterator[Span]:
        """Where `text`, in plain characters, holds an entry: whole words, in small letters or capitals.

        In scripts without spaces any occurrence counts. White space in an entry matches any white space.
        """
        small = folded(text)
        for pattern, begun in ((_RUN, self._by_run), (self._letters, self._by_letter)):
            for found in pattern.finditer(small.text) if pattern and begun else ():
                for words, kind in begun.get(found.group(), ()):
                    end = _end(small.text, found.start(), words)
                    if end and _whole(small.text, found.start(), end):
                        yield Span(small.start(found.start()), small.end(end), kind)


def scan(text: str, entries: Sequence[str]) -> Iterator[Span]:
    """Where `text`, in plain characters, holds one of the user's `entries`."""
    if entries:
        yield from _index(tuple(entries)).scan(text)


@lru_cache(maxsize=4)
def _index(entries: tuple[str, ...]) -> Index:
    return Index((entry, "dictionary") for entry in entries)


def _end(text: str, start: int, words: Words) -> int:
    """Where `words` end that begin at `start`; 0 where they do not stand there."""
    place = start
    for number, word in enumerate(words):
        space = _SPACE.match(text, place) if number else None
        place = space.end() if space else place
        if (number and not space) or not text.startswith(word, place):
            return 0
        place += len(word)
    return place


def _whole(text: str, start: int, end: int) -> bool:
    return _edge(text, start) and _edge(text, end)


def _edge(text: str, place: int) -> bool:
    """True where no word goes on over `place`."""
    if place in (0, len(text)):
        return True
    before, after = text[place - 1], text[place]
    if not (before.isalnum() and after.isalnum()):
        return True
    return bool(_UNSPACED.match(before) or _UNSPACED.match(after))
