"""What the rows of one call, oldest first, say together."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from engine.contracts import Decision, Reach
from engine.ledger.chain import Row


def has_left(row: Row) -> bool:
    return row.reach != Reach.LOCAL and (row.outcome == "ran" or bool(row.size) or bool(row.sent_sha256))


def last(group: Sequence[Row], column: str) -> str:
    """The newest value of a column that is not empty."""
    return next((str(value) for row in reversed(group) if (value := getattr(row, column))), "")


def cost_of(group: Sequence[Row]) -> int:
    """What the call cost; while an allowed call has no outcome, what is reserved for it."""
    if group[0].kind == "event":
        return group[0].cost
    outcomes = [row for row in group if row.kind == "outcome"]
    if outcomes:
        return outcomes[-1].cost
    decisions = [row for row in group if row.kind == "decision"]
    return decisions[-1].cost if decisions and decisions[-1].decision == Decision.ALLOW else 0


def decision_of(group: Sequence[Row]) -> Decision:
    """The last decision on a call, ASK while there is none; events are allowed."""
    decided = last(group, "decision")
    if decided in set(Decision):
        return Decision(decided)
    return Decision.ALLOW if group[0].kind == "event" else Decision.ASK


def reach_of(group: Sequence[Row]) -> Reach:
    """How far a call went; what cannot be read counts as leaving."""
    words = {row.reach for row in group} - {str(Reach.LOCAL)}
    return (Reach.EXPERT if Reach.EXPERT in words else Reach.NETWORK) if words else Reach.LOCAL


def labels_of(row: Row) -> list[str]:
    try:
        return [str(label) for label in json.loads(row.labels)]
    except (TypeError, ValueError):
        return []


def seconds_of(at: str) -> float:
    try:
        return datetime.fromisoformat(at).timestamp()
    except ValueError:
        return 0.0
