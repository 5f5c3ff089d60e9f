"""Writing the ledger: one durable row after the other, each anchored outside the database.

The engine thread is the single writer; should a second process write as well, a lock file keeps the two
apart. A row is on the disk when `record` returns; when `record` raises, whoever wanted to send must not.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import uuid_utils
from filelock import FileLock, Timeout
from sqlite_utils import Database

from engine.contracts import Money
from engine.errors import UserError
from engine.ledger.chain import (
    UNSIGNED,
    Anchor,
    Entry,
    Row,
    origin,
    read_anchor,
    row_from,
    row_hash,
    write_anchor,
)
from engine.ledger.key import KeyProvider, KeyUnavailable, key_id
from engine.ledger.reader import LedgerReader, TurnTotals
from engine.ledger.schema import SCHEMA
from engine.ledger.spending import abandoned, spent_until
from engine.ledger.verify import BREACH, anchor_problem
from engine.policy.budget import Spent
from engine.store.database import BUSY_S, failures, open_database, transaction

__all__ = ["Entry", "Ledger", "LedgerReader", "Row", "Spent", "TurnTotals"]

UNLISTED = frozenset({"turn"})
"""Events that are rows, but no lines of the tool-call history."""


class _Head(NamedTuple):
    number: int
    hash: str


class Ledger(LedgerReader):
    """The ledger for its writer. Everything in one thread at a time."""

    def __init__(
        self,
        db: Database,
        path: Path,
        anchor: Path,
        key: bytes | None,
        no_key: str,
        clock: Callable[[], datetime],
    ) -> None:
        super().__init__(db, path, anchor, key, no_key)
        self._clock = clock
        self._lock = FileLock(f"{path}.lock", timeout=BUSY_S)
        self._log = str(db.execute("SELECT id FROM log").fetchone()[0])
        self._head = self._newest()
        self._anchor_due = False
        self._notes: list[Entry] = []
        self._settled = False

    @classmethod
    def open(
        cls,
        path: Path,
        anchor: Path,
        keys: KeyProvider,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> Ledger:
        """The ledger in the database `path`, with its head in the file `anchor`; both are made where missing.

        A break that shows at once (rows cut off, file replaced) goes into the chain with the next row, so
        that it can be read there for ever after. Raises UserError: newer, damaged, not writable, disk full.
        """
        db = open_database(path, SCHEMA)
        try:
            key, no_key = _obtain(keys)
            with failures(path):
                ledger = cls(db, path, anchor, key, no_key, clock)
                with ledger._locked():
                    ledger._take_up()
        except BaseException:
            db.close()
            raise
        return ledger

    @property
    def signed(self) -> bool:
        """Whether new rows are signed."""
        return self._key is not None

    @property
    def signing(self) -> str:
        """A sentence for the user: whether new rows are signed, and why not."""
        if self._key is None:
            return f"The log is not signed: {self._no_key}. Changes to it could go unnoticed."
        return "The log is signed with a key in this computer's keyring."

    def record(self, entry: Entry, reserve: Callable[[Spent], Money] | None = None) -> Row:
        """Append one row, durably. Raises UserError (disk full, read-only, locked) and stays usable.

        With `reserve` the row's cost is what it answers to what is spent and reserved now, by whichever
        program: until the row is written no other can reserve. Where it raises, no row is written.
        """
        with self._locked(), failures(self._path):
            moment = self._clock()
            self._catch_up()
            self._settle_abandoned(moment)
            while self._notes:
                self._append(self._notes[0], moment)
                del self._notes[0]
                self._write_anchor()
            if reserve is not None:
                spent = spent_until(self._db, entry.conversation_id, moment)
                entry = replace(entry, cost=reserve(spent))
            row = self._append(entry, moment)
            self._write_anchor()
            return row

    def _settle_abandoned(self, moment: datetime) -> None:
        """Once after the start, settle what a program that is gone had reserved, at the reserved price."""
        if not self._settled:
            self._notes += abandoned(self._db, moment)
            self._settled = True

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        try:
            with self._lock:
                yield
        except Timeout as error:
            raise UserError(
                f"Another program is writing to {self._path}.",
                "Close the other window of Sordino, then try again.",
            ) from error
        except OSError as error:
            raise UserError(
                f"The ledger's files beside {self._path} cannot be written: {error.strerror or error}.",
                "Free some space, or make the folder writable again.",
            ) from error

    def _take_up(self) -> None:
        """Compare what is there with the anchor, and note what the next row must be preceded by."""
        try:
            anchor = read_anchor(self._anchor)
        except ValueError:
            anchor, damaged = None, True
        else:
            damaged = False
        if anchor is None and not damaged and not self._head.number:
            write_anchor(self._anchor, Anchor.of(self._log, 0, origin(self._log), self._key))
            return
        keys = {key_id(self._key): self._key} if self._key else {}
        problem = anchor_problem(self._db, self._log, anchor, anchor, keys, damaged=damaged)
        if problem:
            self._notes.append(_breach(problem.words))
        else:
            self._anchor_due = anchor is not None and anchor.number < self._head.number
        self._note_change_of_key()

    def _note_change_of_key(self) -> None:
        found = self._db.execute("SELECT key_id FROM rows ORDER BY number DESC LIMIT 1").fetchone()
        before = found[0] if found else self._key_id
        if before == self._key_id:
            return
        self._anchor_due = False
        if not self._key_id:
            words = f"From here on rows are not signed: {self._no_key}."
        elif before:
            words = f"Key {before} is no longer in the keyring: from here on rows are signed with a new one."
        else:
            words = "From here on rows are signed; the rows just before were not."
        self._notes.append(Entry(kind="event", tool="ledger", reason=words))

    def _catch_up(self) -> None:
        """See what another program did to the database, and finish an anchor that could not be written."""
        newest = self._newest()
        if newest != self._head:
            if newest.number <= self._head.number or self._hash_of(self._head.number) != self._head.hash:
                words = f"The log was changed while Sordino ran: row {self._head.number} was not as written."
                self._notes.append(_breach(words))
            self._head = newest
            self._anchor_due = False
        if self._anchor_due:
            self._write_anchor()

    def _append(self, entry: Entry, moment: datetime) -> Row:
        texts = {name: _clean(getattr(entry, name)) for name in ("arguments", "payload", "result")}
        blobs = {_sha256(text): text for text in texts.values() if text}
        with transaction(self._db):
            values = self._values(entry, moment, {name: _sha256(text) for name, text in texts.items()})
            self._db.table("blobs").insert_all(
                ({"sha256": name, "data": zlib.compress(text)} for name, text in blobs.items()), ignore=True
            )
            self._db.table("rows").insert(values)
        row = row_from(values)
        self._head = _Head(row.number, row.hash)
        self._anchor_due = True
        return row

    def _values(self, entry: Entry, moment: datetime, texts: dict[str, str]) -> dict[str, str | int]:
        number = self._head.number + 1
        values: dict[str, str | int] = {
            "number": number,
            "id": str(uuid_utils.uuid7()),
            "at": moment.astimezone(UTC).isoformat(timespec="microseconds"),
            "first": self._first(entry, number),
            "kind": entry.kind,
            "conversation_id": entry.conversation_id,
            "turn_id": entry.turn_id,
            "call_id": entry.call_id,
            "tool": entry.tool,
            "reach": str(entry.reach),
            "host": entry.host,
            "decision": str(entry.decision or ""),
            "rule": entry.rule,
            "reason": entry.reason,
            "by": entry.by,
            "outcome": entry.outcome,
            "size": entry.size,
            "cost": entry.cost,
            "microseconds": round(entry.seconds * 1_000_000),
            "labels": json.dumps(entry.labels, ensure_ascii=False),
            "previewed_sha256": entry.previewed_sha256,
            "sent_sha256": entry.sent_sha256,
            "arguments_sha256": texts["arguments"],
            "payload_sha256": texts["payload"],
            "result_sha256": texts["result"],
            "key_id": self._key_id,
            "previous": self._head.hash,
        }
        values = {k: _clean(v).decode() if isinstance(v, str) else v for k, v in values.items()}
        values["hash"] = row_hash(values, self._key)
        return values

    def _first(self, entry: Entry, number: int) -> int:
        """The number of the row that began this call; see Row.first."""
        if entry.kind == "event":
            return 0 if entry.tool in UNLISTED else number
        if not entry.call_id:
            return number
        found = self._db.execute(
            "SELECT first FROM rows WHERE turn_id = ? AND call_id = ? AND kind <> 'event' LIMIT 1",
            (_clean(entry.turn_id).decode(), _clean(entry.call_id).decode()),
        ).fetchone()
        return int(found[0]) if found else number

    @property
    def _key_id(self) -> str:
        return key_id(self._key) if self._key else UNSIGNED

    def _newest(self) -> _Head:
        found = self._db.execute("SELECT number, hash FROM rows ORDER BY number DESC LIMIT 1").fetchone()
        return _Head(*found) if found else _Head(0, origin(self._log))

    def _hash_of(self, number: int) -> str:
        found = self._db.execute("SELECT hash FROM rows WHERE number = ?", (number,)).fetchone()
        return str(found[0]) if found else origin(self._log)

    def _write_anchor(self) -> None:
        write_anchor(self._anchor, Anchor.of(self._log, *self._head, self._key))
        self._anchor_due = False


def _obtain(keys: KeyProvider) -> tuple[bytes | None, str]:
    """The key, or None and the reason why there is none."""
    try:
        return keys.load() or keys.create(), ""
    except KeyUnavailable as error:
        return None, str(error)


def _breach(words: str) -> Entry:
    return Entry(kind="event", tool="ledger", outcome=BREACH, reason=words)


def _clean(text: str) -> bytes:
    """UTF-8; half a surrogate pair, which models can write in JSON escapes, is spelt out."""
    return text.encode("utf-8", "backslashreplace")


def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest() if data else ""
