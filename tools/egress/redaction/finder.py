"""Finding personal data and secrets in a text, by rules and checksums and the user's dictionary."""

from __future__ import annotations

import re
import string
import sys
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from itertools import accumulate

from tools.egress.redaction import bank, credentials, dictionary, identity, online, phones, tokens
from tools.egress.redaction.plain import Plain, lowered, plain
from tools.egress.redaction.spans import KINDS, Scan, Span, joined

SCANS: tuple[Scan, ...] = (
    tokens.scan,
    credentials.scan,
    bank.scan,
    identity.scan,
    online.scan,
    phones.scan,
)

PLACEHOLDER = re.compile(
    rf"[\[［【]\s?({'|'.join(kind.replace('_', '[_ ]') for kind in KINDS)})[_ -](\d{{1,6}})\s?[\]］】]",
    re.IGNORECASE,
)
"""A placeholder, also as a model may write it: in small letters, with spaces, in other brackets."""

_UUID = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_NUMBERS = frozenset(("phone", "card", "ssn", "national_id", "crypto"))
_BETWEEN = "\n{}\n"
"""Stands between texts that are searched together, filled up: no rule reads on over it."""
_FILLING = "\0"
_REACH = 1
"""The fewest characters between texts that are searched together."""
_NO_LETTERS = string.digits + string.punctuation + " "
_SHORT = 400
"""The longest text, in characters, that is searched together with others."""


def find_all(
    texts: Sequence[str], dictionary_entries: Sequence[str], off: Collection[str] = ()
) -> list[tuple[Span, ...]]:
    """What `find` finds in each of `texts`. Many short ones take hardly longer than a long one."""
    return together(texts, lambda text: find(text, dictionary_entries, off))


def together(texts: Sequence[str], search: Callable[[str], tuple[Span, ...]]) -> list[tuple[Span, ...]]:
    """What `search` finds in each of `texts`, of which short ones are joined to be searched at once."""
    known = {text: search(text) for text in dict.fromkeys(texts) if len(text) > _SHORT}
    short = [text for text in dict.fromkeys(texts) if len(text) <= _SHORT]
    # Those of ASCII alone are searched apart: they need no way back from plain characters.
    for ascii_only in (True, False):
        known |= _in_one([text for text in short if text.isascii() is ascii_only], search)
    return [known[text] for text in texts]


def _in_one(texts: list[str], search: Callable[[str], tuple[Span, ...]]) -> dict[str, tuple[Span, ...]]:
    pieces = [text + _after(text) for text in texts]
    starts = list(accumulate(map(len, pieces), initial=0))
    found: dict[str, list[Span]] = {text: [] for text in texts}
    alone: set[str] = set()
    for span in search("".join(pieces)) if texts else ():
        first, last = (bisect_right(starts, place) - 1 for place in (span.start, span.end - 1))
        text, start = texts[first], starts[first]
        if span.end - start > len(text):
            alone.update(texts[first : last + 1])
        found[text].append(Span(span.start - start, span.end - start, span.kind))
    return {text: search(text) if text in alone else tuple(spans) for text, spans in found.items()}


def _after(text: str) -> str:
    """What stands between `text` and the next one: so much that no word of `text` is near to that."""
    words = text.rstrip(_NO_LETTERS)
    fill = _REACH - (len(text) - len(words)) if words else 0
    return _BETWEEN.format(_FILLING * max(fill, 1))


def find_again(text: str, index: dictionary.Index) -> tuple[Span, ...]:
    """Where `text` holds an entry of `index`, outside of placeholders, in order and without overlaps."""
    simple = plain(text)
    found = list(index.scan(simple.text))
    inert = _places(PLACEHOLDER, simple.text) if found else []
    return _settled(simple, (span for span in found if not _within(span, inert)))


def find(text: str, dictionary_entries: Sequence[str], off: Collection[str] = ()) -> tuple[Span, ...]:
    """The findings in `text`, in order and without overlaps, those of the kinds in `off` left out.

    It takes a time that grows with the length of `text` and no faster. What a rule raises passes through.
    """
    simple = plain(text)
    found = [span for span in _scanned(simple.text, dictionary_entries) if span.kind not in off]
    if not found:
        return ()
    inert = _places(PLACEHOLDER, simple.text)
    uuids = _places(_UUID, simple.text)
    kept = (
        span
        for span in found
        if not _within(span, inert) and not (span.kind in _NUMBERS and _within(span, uuids))
    )
    return _settled(simple, kept)


def _settled(simple: Plain, found: Iterable[Span]) -> tuple[Span, ...]:
    """The findings in a text that is plain now, at their places in the one that was."""
    return tuple(Span(simple.start(span.start), simple.end(span.end), span.kind) for span in joined(found))


def _scanned(text: str, entries: Sequence[str]) -> Iterator[Span]:
    small = lowered(text)
    for scan in SCANS:
        yield from scan(text, small)
    yield from dictionary.scan(text, entries)


def _places(pattern: re.Pattern[str], text: str) -> list[tuple[int, int]]:
    return [found.span() for found in pattern.finditer(text)]


def _within(span: Span, places: list[tuple[int, int]]) -> bool:
    """True where one of `places`, in order and without overlaps, covers `span`."""
    before = bisect_right(places, (span.start, sys.maxsize)) - 1
    return before >= 0 and span.end <= places[before][1]
