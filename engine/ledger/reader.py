"""Reading the ledger: the tool-call history, what a turn sent, and what was spent."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlite_utils import Database

from engine.contracts import CallRecord, Decision, Money, VerifyReport
from engine.ledger.chain import NO_COST, Row, row_from
from engine.ledger.groups import cost_of, decision_of, has_left, labels_of, last, reach_of, seconds_of
from engine.ledger.judged import JUDGED, judged_calls
from engine.ledger.key import KeyProvider, KeyUnavailable, key_id
from engine.ledger.schema import SCHEMA, SELECT_ROWS
from engine.ledger.spending import iso, spent_until
from engine.ledger.verify import Verifier
from engine.policy.budget import Spent
from engine.policy.views import JudgedCall
from engine.store.database import failures, open_read_only

_PLAIN = " || char(10) || ".join(
    f"r.{name}" for name in ("kind", "tool", "host", "decision", "rule", "reason", "by", "outcome", "labels")
)
_DECIDED = """:decision = (
    SELECT d.decision FROM rows d WHERE d.first = f.number AND d.decision <> ''
    ORDER BY d.number DESC LIMIT 1)"""
_FOUND = f"""EXISTS (
    SELECT 1 FROM rows r WHERE r.first = f.number AND holds(
        :search,
        CAST({_PLAIN} AS BLOB),
        (SELECT data FROM blobs WHERE sha256 = r.arguments_sha256),
        (SELECT data FROM blobs WHERE sha256 = r.payload_sha256),
        (SELECT data FROM blobs WHERE sha256 = r.result_sha256)))"""  # noqa: S608 - fixed column names
_NAMED = """
    SELECT first FROM rows WHERE number = :number AND +first > 0
    UNION SELECT first FROM rows WHERE :long AND id >= :name AND id < :after AND +first > 0
    UNION SELECT first FROM rows WHERE :long AND call_id >= :name AND call_id < :after AND +first > 0
    ORDER BY first DESC LIMIT :limit"""
_SHORTEST_NAME = 4
_NUMBER = re.compile("[1-9][0-9]{0,15}")


@dataclass(frozen=True, slots=True)
class Found:
    """One line of the history by its name: as it is listed, and its rows, oldest first."""

    record: CallRecord
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class TurnTotals:
    """What one turn did: hosts reached, bytes sent, micro-dollars, and how many calls were denied.

    A tool that was only withheld from the model is on record as a decision, and counts as no call.
    """

    hosts: tuple[str, ...] = ()
    bytes_sent: int = 0
    cost: Money = NO_COST
    denied: int = 0


class LedgerReader:
    """The ledger for readers. One thread at a time; another thread or process opens its own."""

    def __init__(self, db: Database, path: Path, anchor: Path, key: bytes | None, no_key: str) -> None:
        self._db = db
        self._path = path
        self._anchor = anchor
        self._key = key
        self._no_key = no_key
        db.conn.create_function("holds", -1, _holds, deterministic=True)

    @classmethod
    def open(cls, path: Path, anchor: Path, keys: KeyProvider) -> LedgerReader:
        """Open an existing ledger without the right to write. Raises UserError."""
        try:
            key, no_key = keys.load(), "it is not in the keyring"
        except KeyUnavailable as error:
            key, no_key = None, str(error)
        return cls(open_read_only(path, SCHEMA), path, anchor, key, no_key)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database. May be called twice."""
        self._db.close()

    def total(self) -> int:
        """How many lines the tool-call history has: calls, and events other than the start of turns."""
        return int(self._value("SELECT COUNT(*) FROM rows WHERE first = number"))

    def newest(self) -> int:
        """The number of the newest row, 0 where there is none."""
        return int(self._value("SELECT COALESCE(MAX(number), 0) FROM rows"))

    def rows(self, limit: int = 200, after: int = 0) -> tuple[Row, ...]:
        """At most `limit` rows with numbers above `after`, oldest first."""
        found = self._all(f"{SELECT_ROWS} WHERE number > ? ORDER BY number LIMIT ?", (after, limit))
        return tuple(row_from(dict(values)) for values in found)

    def calls(
        self,
        search: str = "",
        limit: int = 200,
        turn_id: str = "",
        conversation_id: str = "",
        decision: str = "",
    ) -> tuple[CallRecord, ...]:
        """The newest `limit` lines of the tool-call history, newest first.

        `search` is found in any letter case in names, hosts, reasons, labels and in the whole texts.
        An empty filter lets everything pass; `decision` means the last one on each call.
        """
        clauses, values = ["f.first = f.number"], {"limit": limit}
        filters = {
            "turn": ("f.turn_id = :turn", turn_id),
            "conversation": ("f.conversation_id = :conversation", conversation_id),
            "decision": (_DECIDED, decision),
            "search": (_FOUND, search.casefold()),
        }
        parameters: dict[str, str | int] = dict(values)
        for name, (clause, value) in filters.items():
            if value:
                clauses.append(clause)
                parameters[name] = value
        where = " AND ".join(clauses)
        found = self._all(
            f"SELECT f.number FROM rows f WHERE {where} ORDER BY f.number DESC LIMIT :limit",  # noqa: S608 - fixed clauses
            parameters,
        )
        return tuple(self._record(self._group(line["number"])) for line in found)

    def judged_since(self, since: float, limit: int = 20_000) -> tuple[JudgedCall, ...]:
        """The newest `limit` calls since `since`, UTC in seconds since the epoch, newest first.

        The period begins after the last row that is older. Behind it come those earlier calls of its first
        month that cost something. Events, and tools that were only withheld from the model, are no calls.
        """
        start = datetime.fromtimestamp(since, UTC)
        limits: Mapping[str, str | int] = {
            "since": iso(start),
            "month": iso(_day(start).replace(day=1)),
            "limit": limit,
        }
        return judged_calls(self._all(JUDGED, limits))

    def find(self, name: str, limit: int = 9) -> tuple[Found, ...]:
        """The newest `limit` lines that have a row of this number or id, or a call of this id.

        Of an id its beginning will do, four characters at least. What begins with a zero is no number.
        """
        number = int(name) if _NUMBER.fullmatch(name) else 0
        wanted: Mapping[str, str | int] = {
            "number": number,
            "long": not number and len(name) >= _SHORTEST_NAME,
            "name": name,
            "after": f"{name}\U0010ffff",
            "limit": limit,
        }
        groups = (self._group(line["first"]) for line in self._all(_NAMED, wanted))
        return tuple(Found(self._record(group), group) for group in groups)

    def turn_totals(self, turn_id: str) -> TurnTotals:
        """What a turn sent and cost. A host counts where an outcome says that the call ran or sent."""
        lines = self._all(
            "SELECT number FROM rows WHERE turn_id = ? AND first = number ORDER BY number", (turn_id,)
        )
        groups = [self._group(line["number"]) for line in lines]
        sent = [row for group in groups for row in group if row.kind == "outcome" and has_left(row)]
        return TurnTotals(
            hosts=tuple(dict.fromkeys(row.host for row in sent if row.host)),
            bytes_sent=sum(row.size for row in sent),
            cost=Money(sum(cost_of(group) for group in groups)),
            denied=sum(
                group[0].kind == "intent" and last(group, "decision") == Decision.DENY for group in groups
            ),
        )

    def spent(self, conversation_id: str, now: float) -> Spent:
        """Money spent until `now`, UTC in seconds since the epoch. Rows from the future count as today's."""
        with failures(self._path):
            return spent_until(self._db, conversation_id, datetime.fromtimestamp(now, UTC))

    def verify(self, on_progress: Callable[[float], None] | None = None) -> VerifyReport:
        """Read the whole chain again over a connection of its own; progress 0 to 1. Raises UserError."""
        keys = {key_id(self._key): self._key} if self._key else {}
        return Verifier(self._path, self._anchor, keys, self._no_key).run(on_progress)

    def _group(self, first: int) -> tuple[Row, ...]:
        """All rows of the call that began with row `first`, oldest first."""
        found = self._all(f"{SELECT_ROWS} WHERE first = ? ORDER BY number", (first,))
        return tuple(row_from(dict(values)) for values in found)

    def _record(self, group: Sequence[Row]) -> CallRecord:
        opening = group[0]
        judged = [row for row in group if row.kind == "decision"] or group
        ended = [row for row in group if row.kind == "outcome"]
        labels = [label for row in group for label in labels_of(row)]
        return CallRecord(
            id=opening.call_id or opening.id,
            at=seconds_of(opening.at),
            kind=(opening.tool or "event") if opening.kind == "event" else "call",
            conversation_id=opening.conversation_id,
            turn_id=opening.turn_id,
            tool=last(group, "tool"),
            reach=reach_of(group),
            host=last(group, "host"),
            decision=decision_of(group),
            rule=last(judged, "rule"),
            reason=last(judged, "reason") or last(group, "reason"),
            by=last(judged, "by") or last(group, "by"),
            outcome=last(group, "outcome"),
            size=next((row.size for row in reversed(group) if row.size), 0),
            cost=Money(cost_of(group)),
            seconds=(ended[-1] if ended else opening).microseconds / 1_000_000,
            arguments=self._text(last(group, "arguments_sha256")),
            payload=self._text(last(group, "payload_sha256")),
            result=self._text(last(group, "result_sha256")),
            labels=tuple(dict.fromkeys(labels)),
            previewed_sha256=last(group, "previewed_sha256"),
            sent_sha256=last(group, "sent_sha256"),
            reserved=Money(next((row.cost for row in reversed(group) if row.kind == "decision"), 0)),
        )

    def _text(self, sha256: str) -> str:
        found = self._all("SELECT data FROM blobs WHERE sha256 = ?", (sha256,)) if sha256 else []
        return _unpack(found[0]["data"]) if found else ""

    def _all(self, sql: str, parameters: Sequence[str | int] | Mapping[str, str | int]) -> list[sqlite3.Row]:
        with failures(self._path):
            cursor = self._db.conn.cursor()
            cursor.row_factory = sqlite3.Row
            return cursor.execute(sql, parameters).fetchall()

    def _value(self, sql: str) -> int:
        with failures(self._path):
            return int(self._db.execute(sql).fetchone()[0])


def _unpack(data: bytes) -> str:
    try:
        return zlib.decompress(data).decode("utf-8", "replace")
    except zlib.error:
        return ""


def _holds(needle: str, plain: bytes, *packed: bytes | None) -> bool:
    """Whether a text, plain or packed, contains the case-folded `needle`."""
    if needle in plain.decode("utf-8", "replace").casefold():
        return True
    return any(data is not None and needle in _unpack(data).casefold() for data in packed)


def _day(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
