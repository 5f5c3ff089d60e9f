"""What was changed before it is sent: the original against what goes out, line by line."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from app.consent import payload
from app.theme.plain import visible
from engine.contracts import JsonObject, QuestionItem, Replaced

MOST_LINES = 400
COMPARED = 2_000
"""More differing lines than these are not compared: all of the one stand over all of the other."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the comparison: `sent` is what goes out, else it is what stood there before."""

    text: str
    sent: bool


def changes(item: QuestionItem, original: JsonObject | None) -> list[Line]:
    """All that differs, the arguments first; `original` are those before the user's hand, None if unknown."""
    lines: list[Line] = []
    replaced = item.preview.replaced if item.preview is not None else ()
    if original is not None and original != item.call.arguments:
        sent = payload.with_placeholders(item.call.arguments, replaced)
        before, after = (payload.arguments_text(each).split("\n") for each in (original, sent))
        lines += _compared(before, after)
    if item.preview is not None and replaced:
        lines += _replaced(payload.readable(item.preview.outgoing), replaced)
    return lines[:MOST_LINES]


def count(item: QuestionItem, original: JsonObject | None) -> int:
    """How many things were changed: arguments by the user, and data by placeholders."""
    hidden = len(item.preview.replaced) if item.preview is not None else 0
    if original is None:
        return hidden + (1 if item.edited else 0)
    now = item.call.arguments
    return hidden + len([name for name in {**original, **now} if original.get(name) != now.get(name)])


def _replaced(text: str, replaced: Sequence[Replaced]) -> Iterator[Line]:
    """The lines that hold a placeholder, each below what it was made of."""
    originals = {each.placeholder: visible(each.original) for each in replaced}
    pattern = re.compile("|".join(map(re.escape, sorted(originals, key=len, reverse=True))))
    for line in text.split("\n"):
        if pattern.search(line):
            before = pattern.sub(lambda found: originals[found[0]], line)
            yield from (Line(part, sent=False) for part in before.split("\n"))
            yield Line(line, sent=True)


def _compared(before: list[str], after: list[str]) -> Iterator[Line]:
    if len(before) + len(after) > COMPARED:
        yield from (Line(line, sent=False) for line in before)
        yield from (Line(line, sent=True) for line in after)
        return
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, begin, end in matcher.get_opcodes():
        if kind != "equal":
            yield from (Line(line, sent=False) for line in before[first:last])
            yield from (Line(line, sent=True) for line in after[begin:end])
