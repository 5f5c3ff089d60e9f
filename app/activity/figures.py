"""The figures over a list of calls."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.activity.words import left, was_asked, was_denied
from engine.contracts import CallRecord


@dataclass(frozen=True, slots=True)
class Figures:
    """What the strip shows; sizes in bytes, money in micro-dollars."""

    calls: int = 0
    left: int = 0
    left_bytes: int = 0
    hosts: int = 0
    denied_by_rule: int = 0
    denied_by_answer: int = 0
    asked: int = 0
    agreed: int = 0
    spent: int = 0

    @property
    def denied(self) -> int:
        """All calls that were refused."""
        return self.denied_by_rule + self.denied_by_answer


def figures(records: Sequence[CallRecord]) -> Figures:
    """The figures of `records`. What left is counted whatever its kind; the rest counts tools' calls."""
    calls = [record for record in records if record.kind == "call"]
    gone = [record for record in records if left(record)]
    denied = [record for record in calls if was_denied(record)]
    by_answer = sum(1 for record in denied if was_asked(record))
    asked = [record for record in calls if was_asked(record)]
    return Figures(
        calls=len(calls),
        left=len(gone),
        left_bytes=sum(record.size for record in gone),
        hosts=len({record.host for record in gone if record.host}),
        denied_by_rule=len(denied) - by_answer,
        denied_by_answer=by_answer,
        asked=len(asked),
        agreed=sum(1 for record in asked if record.by == "user" and not was_denied(record)),
        spent=sum(record.cost for record in records),
    )
