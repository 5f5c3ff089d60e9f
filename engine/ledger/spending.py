"""What was spent, as the rows tell, and what becomes of a reservation whose program ended.

A call costs what its newest decision or outcome says: while it is open, what the decision reserved, once it
has ended, what the outcome says it took. It counts in the day and the month of the decision that reserved it:
that is where room was made for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlite_utils import Database

from engine.contracts import Money
from engine.ledger.chain import Entry, row_from
from engine.ledger.groups import reach_of
from engine.ledger.schema import SELECT_ROWS
from engine.policy.budget import Spent

LONGEST_CALL = timedelta(hours=1)
"""No call runs longer: every request has a time limit of some minutes."""
ABANDONED = "Sordino ended before the answer came. The call is taken to have cost what was reserved for it."
_MONTH = timedelta(days=31)

_NEWEST = """cost > 0 AND (kind NOT IN ('decision', 'outcome')
    OR (kind = 'outcome' OR decision = 'allow') AND NOT EXISTS (
        SELECT 1 FROM rows later WHERE later.first = r.first AND later.number > r.number AND r.first > 0
            AND later.kind IN ('decision', 'outcome')))"""
_OF_CONVERSATION = f"""
    SELECT COALESCE(SUM(cost), 0) FROM rows r INDEXED BY idx_rows_paid
    WHERE conversation_id = :conversation AND {_NEWEST}"""  # noqa: S608 - fixed clauses
_SINCE = f"""
    SELECT COALESCE(SUM(cost) FILTER (WHERE charged >= :day), 0), COALESCE(SUM(cost), 0) FROM (
        SELECT cost, CASE kind WHEN 'outcome' THEN COALESCE((
            SELECT MAX(d.at) FROM rows d
            WHERE d.first = r.first AND d.first > 0 AND d.kind = 'decision' AND d.decision = 'allow'), at)
            ELSE at END AS charged
        FROM rows r INDEXED BY idx_rows_cost WHERE at >= :month AND {_NEWEST})
    WHERE charged >= :month"""  # noqa: S608 - fixed clauses
_OPEN = f"""
    {SELECT_ROWS} r INDEXED BY idx_rows_cost
    WHERE at >= :since AND at < :before AND kind = 'decision' AND {_NEWEST} ORDER BY number"""


def spent_until(db: Database, conversation_id: str, moment: datetime) -> Spent:
    """What was spent and reserved until `moment`. Rows from the future count as today's."""
    today = moment.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    (conversation,) = db.execute(_OF_CONVERSATION, {"conversation": conversation_id}).fetchone()
    limits = {"day": iso(today), "month": iso(today.replace(day=1))}
    of_day, of_month = db.execute(_SINCE, limits).fetchone()
    return Spent(Money(conversation), Money(of_day), Money(of_month))


def abandoned(db: Database, moment: datetime) -> tuple[Entry, ...]:
    """The outcomes of the last month's calls that were open for too long to be running still.

    Nobody knows whether such a request was answered and billed, so nothing of the price is returned.
    """
    now = moment.astimezone(UTC)
    limits = {"since": iso(now - _MONTH), "before": iso(now - LONGEST_CALL)}
    cursor = db.execute(_OPEN, limits)
    names = [column[0] for column in cursor.description]
    return tuple(_outcome(dict(zip(names, values, strict=True))) for values in cursor.fetchall())


def _outcome(values: Mapping[str, Any]) -> Entry:
    row = row_from(values)
    return Entry(
        "outcome",
        row.conversation_id,
        row.turn_id,
        row.call_id,
        row.tool,
        reach_of([row]),
        row.host,
        outcome="failed",
        size=row.size,
        cost=Money(row.cost),
        result=ABANDONED,
    )


def iso(moment: datetime) -> str:
    """A moment as rows hold it."""
    return moment.isoformat(timespec="microseconds")
