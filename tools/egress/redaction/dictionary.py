"""The user's own words that shall not leave: names, streets, clients."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from tools.egress.redaction.plain import folded, plain
from tools.egress.redaction.spans import Span

_UNSPACED = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3130-\u318f"
    "\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Letters of scripts that put no space between words, or, as Korean does, none before what ends one."""


def scan(text: str, entries: Sequence[str]) -> Iterator[Span]:
    """Where `text`, in plain characters, holds one of `entries`: whole words, in small letters or capitals.

    In scripts without spaces any occurrence counts. White space in an entry matches any white space.
    """
    if not entries:
        return
    small = folded(text)
    for words in _words(tuple(entries)):
        for start, end in _occurrences(small.text, words):
            if _whole(small.text, start, end):
                yield Span(small.start(start), small.end(end), "dictionary")


@lru_cache(maxsize=16)
def _words(entries: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """The words of each entry, folded like the text."""
    found = (tuple(folded(plain(entry).text).text.split()) for entry in entries)
    return tuple(dict.fromkeys(words for words in found if words))


def _occurrences(small: str, words: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    if len(words) > 1:
        if all(word in small for word in words):
            pattern = r"\s+".join(re.escape(word) for word in words)
            yield from (found.span() for found in re.finditer(pattern, small))
        return
    (word,) = words
    place = small.find(word)
    while place >= 0:
        yield place, place + len(word)
        place = small.find(word, place + 1)


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
