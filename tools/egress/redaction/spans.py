"""What was found where, and how findings that overlap become one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

KINDS = (
    "private_key",
    "secret",
    "password",
    "card",
    "iban",
    "ssn",
    "national_id",
    "email",
    "passport",
    "crypto",
    "bic",
    "mac",
    "ip",
    "phone",
    "birth_date",
    "coordinates",
    "dictionary",
)
"""Every kind of finding, from the most certain to the least; settings and placeholders use these names."""

_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Span:
    """A finding: `start` and `end` (exclusive) in code points, and one of KINDS."""

    start: int
    end: int
    kind: str


Scan = Callable[[str, str], Iterator[Span]]
"""Takes a text in plain characters and the same text in lower case, character by character."""


def joined(found: Iterable[Span]) -> tuple[Span, ...]:
    """`found` in order and without overlaps.

    Findings that overlap become one that covers all of them, so that no rest of either stays. It is of the
    kind of the longest; of two equally long ones, of the more certain.
    """
    settled: list[Span] = []
    longest = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end, _RANK[span.kind])):
        size = span.end - span.start
        if settled and span.start < settled[-1].end:
            last = settled[-1]
            kind = span.kind if size > longest else last.kind
            settled[-1] = Span(last.start, max(last.end, span.end), kind)
            longest = max(longest, size)
        else:
            settled.append(span)
            longest = size
    return tuple(settled)
