"""The calls of a period as they were judged, with what other preferences would have judged them by."""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from operator import itemgetter

from engine.contracts import Money
from engine.ledger.chain import COLUMNS, Row
from engine.ledger.groups import cost_of, decision_of, has_left, labels_of, last, reach_of, seconds_of
from engine.policy.views import JudgedCall

JUDGED = f"""
    WITH before AS MATERIALIZED (
        SELECT COALESCE((SELECT number FROM rows WHERE at < :since ORDER BY number DESC LIMIT 1), 0) AS last),
    period AS (
        SELECT number FROM rows
        WHERE first = number AND number > (SELECT last FROM before) AND +kind = 'intent'
        ORDER BY number DESC LIMIT :limit),
    paid AS (
        SELECT first FROM rows
        WHERE cost > 0 AND at >= :month AND +number <= (SELECT last FROM before) AND +first > 0
            AND +kind = 'outcome')
    SELECT {", ".join(f"r.{name}" for name in COLUMNS)}, r.first <= (SELECT last FROM before) AS earlier,
        CASE WHEN r.first = r.number AND r.turn_id <> '' THEN
            (SELECT MIN(at) FROM rows t WHERE t.turn_id = r.turn_id AND t.call_id = '') END AS begun
    FROM rows r
    WHERE r.first IN (SELECT number FROM period UNION SELECT first FROM paid)
    ORDER BY r.first, r.number"""  # noqa: S608 - fixed column names
"""All rows of the calls since `:since`, and of those that cost something in its month until then."""


def judged_calls(lines: Sequence[sqlite3.Row]) -> tuple[JudgedCall, ...]:
    """The calls in the lines that JUDGED finds, newest first."""
    steps = _Steps()
    found: list[JudgedCall] = []
    for _, of_call in groupby(lines, itemgetter("first")):
        rows = tuple(of_call)
        group = tuple(Row(*row[: len(COLUMNS)]) for row in rows)
        begun = rows[0]["begun"]
        call = judged_call(group, steps.of(group), seconds_of(begun) if begun else None)
        found.append(replace(call, earlier=True) if rows[0]["earlier"] else call)
    return tuple(reversed(found))


def judged_call(group: Sequence[Row], step: int = 1, begun: float | None = None) -> JudgedCall:
    """What a call's rows tell of how it was judged. Its turn began at `begun`, None where that is unknown."""
    opening, at = group[0], seconds_of(group[0].at)
    decisions = [row for row in group if row.kind == "decision"]
    outcomes = [row for row in group if row.kind == "outcome"]
    return JudgedCall(
        row=opening.number,
        id=opening.call_id or opening.id,
        at=at,
        conversation_id=opening.conversation_id,
        turn_id=opening.turn_id,
        tool=last(group, "tool"),
        reach=reach_of(group),
        host=last(group, "host"),
        decision=decision_of(group),
        rule=last(decisions, "rule"),
        by=last(decisions, "by"),
        outcome=last(group, "outcome"),
        labels=tuple(dict.fromkeys(label for row in group for label in labels_of(row))),
        step=step,
        elapsed_s=0.0 if begun is None else max(0.0, at - begun),
        price=Money(decisions[-1].cost if decisions else 0),
        cost=Money(cost_of(group)),
        seconds=sum(row.microseconds for row in outcomes) / 1_000_000,
        left=any(has_left(row) for row in outcomes),
    )


class _Steps:
    """Tells a turn's steps apart: all calls of a step are judged before the first of them has an outcome."""

    def __init__(self) -> None:
        self._turns: dict[str, tuple[int, int]] = {}

    def of(self, group: Sequence[Row]) -> int:
        """The step of the next call of its turn, in the order of their first rows."""
        ended = next((row.number for row in group if row.kind == "outcome"), sys.maxsize)
        step, first_end = self._turns.get(group[0].turn_id, (1, sys.maxsize))
        if group[0].number > first_end:
            step, first_end = step + 1, sys.maxsize
        self._turns[group[0].turn_id] = step, min(first_end, ended)
        return step
