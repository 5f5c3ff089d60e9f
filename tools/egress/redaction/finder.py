"""Finding personal data and secrets in a text, by rules and checksums and the user's dictionary."""

from __future__ import annotations

import re
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

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_NUMBERS = frozenset(("phone", "card", "ssn", "national_id", "crypto"))


def find(text: str, dictionary_entries: Sequence[str], off: Collection[str] = ()) -> tuple[Span, ...]:
    """The findings in `text`, in order and without overlaps, those of the kinds in `off` left out.

    It takes a time that grows with the length of `text` and no faster. What a rule raises passes through.
    """
    simple = plain(text)
    found = [span for span in _scanned(simple.text, dictionary_entries) if span.kind not in off]
    if not found:
        return ()
    inert = [match.span() for match in PLACEHOLDER.finditer(simple.text)] if "_" in simple.text else []
    uuids = [match.span() for match in _UUID.finditer(simple.text)] if "-" in simple.text else []
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


def _within(span: Span, places: list[tuple[int, int]]) -> bool:
    return any(start <= span.start and span.end <= end for start, end in places)
