"""Finding personal data and secrets in a text, by rules and checksums and the user's dictionary."""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence

from tools.egress.redaction import bank, credentials, dictionary, identity, online, phones, tokens
from tools.egress.redaction.plain import lowered, plain
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
    return tuple(Span(simple.start(span.start), simple.end(span.end), span.kind) for span in joined(kept))


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
