"""Reading the whole chain again, and saying in words what was done to it.

A row is confirmed when its hash fits its content, its predecessor and, where it is signed, a key at hand.
The texts are checked against the hashes in their rows, the newest row against the anchor.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
import zlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from sqlite_utils import Database

from engine.contracts import VerifyReport
from engine.ledger.chain import TEXTS, UNSIGNED, Anchor, Value, origin, read_anchor, row_hash
from engine.ledger.schema import SCHEMA, SELECT_ROWS
from engine.store.database import failures, open_read_only

BREACH = "breach"
"""The outcome of the rows in which the program itself wrote down that the log had been tampered with."""
PROGRESS_ROWS = 1000

Values = Mapping[str, Value]


class Problem(NamedTuple):
    """The first row that is wrong, and what happened to it."""

    number: int
    words: str


class Verifier:
    """One reading of one ledger, over a connection of its own. `no_key` says why a key may be missing."""

    def __init__(self, path: Path, anchor: Path, keys: Mapping[str, bytes], no_key: str) -> None:
        self._path = path
        self._anchor = anchor
        self._keys = keys
        self._no_key = no_key
        self._unsigned: list[int] = []
        self._unconfirmed: list[int] = []
        self._checked: set[str] = set()

    def run(self, on_progress: Callable[[float], None] | None = None) -> VerifyReport:
        """The report on what the file holds now; rows appended meanwhile are left out. Raises UserError."""
        with failures(self._path):
            before, damaged = self._read_anchor()
        with contextlib.closing(open_read_only(self._path, SCHEMA)) as db:
            db.conn.row_factory = sqlite3.Row
            db.conn.text_factory = lambda data: data.decode("utf-8", "surrogateescape")
            rows = 0
            try:
                db.conn.execute("BEGIN")
                log = str(_value(db, "SELECT id FROM log"))
                rows = int(_value(db, "SELECT COUNT(*) FROM rows"))
                with failures(self._path):
                    after, damaged_now = self._read_anchor()
                problem = self._walk(db, log, rows, before, on_progress) or anchor_problem(
                    db, log, before, after or before, self._keys, damaged=damaged or damaged_now
                )
            except (sqlite3.Error, TypeError) as error:
                problem = Problem(1, f"The database file is damaged or its tables were changed: {error}.")
        return self._report(rows, problem)

    def _read_anchor(self) -> tuple[Anchor | None, bool]:
        try:
            return read_anchor(self._anchor), False
        except ValueError:
            return None, True

    def _walk(
        self,
        db: Database,
        log: str,
        rows: int,
        anchor: Anchor | None,
        on_progress: Callable[[float], None] | None,
    ) -> Problem | None:
        step = _Step(db, origin(log), self._keys, anchor.number if anchor else 0)
        if anchor is not None and anchor.log != log and (anchor.number or rows):
            return Problem(1, "The database file was replaced: the anchor belongs to another log.")
        for count, row in enumerate(db.conn.execute(f"{SELECT_ROWS} ORDER BY number")):
            values = dict(row)
            problem = step.check(values) or self._texts_problem(db, values)
            if problem:
                return problem
            if values["key_id"] == UNSIGNED:
                self._unsigned.append(step.number)
            elif values["key_id"] not in self._keys:
                self._unconfirmed.append(step.number)
            if on_progress and count % PROGRESS_ROWS == 0:
                on_progress(count / rows)
        if on_progress:
            on_progress(1.0)
        return None

    def _texts_problem(self, db: Database, values: Values) -> Problem | None:
        number = int(str(values["number"]))
        for name in TEXTS:
            sha256 = str(values[name])
            if not sha256 or sha256 in self._checked:
                continue
            what = name.removesuffix("_sha256")
            found = db.conn.execute("SELECT data FROM blobs WHERE sha256 = ?", (sha256,)).fetchone()
            if found is None:
                return Problem(number, f"Row {number}: the text of its {what} was deleted.")
            if not _fits(found[0], sha256):
                return Problem(number, f"Row {number}: the text of its {what} was edited.")
            self._checked.add(sha256)
        return None

    def _report(self, rows: int, problem: Problem | None) -> VerifyReport:
        unsigned = f"{_ranges(self._unsigned)} written without a key: not signed."
        missing = f"{_ranges(self._unconfirmed)} signed with a key that cannot be had"
        missing = f"{missing} ({self._no_key or 'the keyring holds another one'}): not confirmed."
        words = [problem.words] if problem else []
        words += [missing] if self._unconfirmed else []
        words += [unsigned] if self._unsigned else []
        if not rows and not self._keys:
            words.append(f"The log is not signed: {self._no_key}.")
        intact = problem is None and not self._unconfirmed
        return VerifyReport(
            rows=rows,
            intact=intact,
            signed=intact and not self._unsigned and bool(self._keys),
            first_bad=problem.number if problem else next(iter(self._unconfirmed), 0),
            problem=" ".join(words),
        )


class _Step:
    """Checks row after row; after a good one `number` and `head` are that row's."""

    def __init__(self, db: Database, head: str, keys: Mapping[str, bytes], anchored: int) -> None:
        self.number = 0
        self.head = head
        self._confirmed = False
        self._db = db
        self._keys = keys
        self._anchored = anchored

    def check(self, values: Values) -> Problem | None:
        expected, number = self.number + 1, int(str(values["number"]))
        if number != expected:
            return self._gap(number, expected, values)
        consistent = self._consistent(values)
        if values["previous"] != self.head:
            return self._unlinked(number, values, consistent)
        if consistent is False:
            twin = self._follower(number)
            words = f"Row {number} was edited."
            if twin and self._is(twin, twin - 1):
                words = f"Row {number} was inserted."
            return Problem(number, words)
        if values["kind"] == "event" and values["outcome"] == BREACH:
            return Problem(number, f"Row {number} records a break: {values['reason']!s}")
        self.number, self.head = number, str(values["hash"])
        self._confirmed = consistent is True and values["key_id"] != UNSIGNED
        return None

    def _gap(self, number: int, expected: int, values: Values) -> Problem:
        if number < expected:
            return Problem(number, f"Row {number} was inserted before the first row.")
        moved = self._follower(0)
        if moved:
            return Problem(expected, f"Row {expected} was moved to number {moved}.")
        if expected > self._anchored and self._consistent(values) is False:
            return Problem(number, f"Row {number} was inserted after the last row.")
        return Problem(expected, f"{_were(expected, number - 1)} deleted.")

    def _unlinked(self, number: int, values: Values, consistent: bool | None) -> Problem:
        follower = self._follower(number)
        if follower and self._consistent({**values, "number": follower}):
            return Problem(number, f"Rows {number} and {follower} were swapped.")
        if follower:
            return Problem(number, f"Row {number} was inserted, or another row was put in its place.")
        if self._consistent({**values, "number": number + 1}):
            return Problem(number, f"Row {number} was deleted, and the rows after it were renumbered.")
        if consistent is False or self._confirmed or not self._fits_after(values):
            return Problem(number, f"Row {number} was edited: it does not follow row {number - 1}.")
        if consistent is None:
            words = f"Row {number - 1} or row {number} was edited: they no longer fit together."
            return Problem(max(number - 1, 1), words)
        if number == 1:
            return Problem(1, "The log's name was changed: row 1 belongs to another log.")
        return Problem(number - 1, f"Row {number - 1} was edited and its hash made anew.")

    def _consistent(self, values: Values) -> bool | None:
        """Whether a row's hash fits its content; None where the key for it is missing."""
        name = str(values["key_id"])
        if name != UNSIGNED and name not in self._keys:
            return None
        return row_hash(values, self._keys.get(name)) == values["hash"]

    def _follower(self, besides: int) -> int:
        """The number of another row that was written after the last good one; 0 where there is none."""
        found = self._db.conn.execute(
            "SELECT number FROM rows WHERE previous = ? AND number <> ? AND number > ? LIMIT 1",
            (self.head, besides, self.number),
        ).fetchone()
        return int(found[0]) if found else 0

    def _is(self, number: int, as_number: int) -> bool:
        """Whether the row at `number` was written as row `as_number`."""
        found = self._db.conn.execute(f"{SELECT_ROWS} WHERE number = ?", (number,)).fetchone()
        return bool(self._consistent({**dict(found), "number": as_number}))

    def _fits_after(self, values: Values) -> bool:
        """Whether the next row, if there is one, was written after this one."""
        following = int(str(values["number"])) + 1
        found = self._db.conn.execute("SELECT previous FROM rows WHERE number = ?", (following,)).fetchone()
        return found is None or found[0] == values["hash"]


def anchor_problem(
    db: Database,
    log: str,
    before: Anchor | None,
    after: Anchor | None,
    keys: Mapping[str, bytes],
    *,
    damaged: bool,
) -> Problem | None:
    """What the anchor says about the rows there are.

    `before` was read before the rows, `after` after them; while nobody writes they are the same. The anchor
    may be one row behind, which is what a crash between the two writes leaves.
    """
    last = int(_value(db, "SELECT COALESCE(MAX(number), 0) FROM rows"))
    doubt = f"rows after row {last} may have been cut off."
    if damaged:
        return Problem(last + 1, f"The anchor file is damaged: {doubt}")
    if before is None or after is None:
        return Problem(last + 1, f"The anchor file is missing: {doubt}") if last else None
    if before.log != log:
        replaced = Problem(1, "The database file was replaced: the anchor belongs to another log.")
        return replaced if last or before.number else None
    if False in (before.genuine(keys), after.genuine(keys)):
        return Problem(last + 1, f"The anchor file was changed, its signature does not hold: {doubt}")
    if before.number > last:
        return Problem(last + 1, f"{_were(last + 1, before.number)} cut off at the end.")
    found = db.conn.execute("SELECT hash, key_id FROM rows WHERE number = ?", (before.number,)).fetchone()
    if (found[0] if found else origin(log)) != before.hash:
        words = f"Row {before.number} is not the one that was anchored: the file was replaced or rewritten."
        return Problem(max(before.number, 1), words)
    if found and found[1] != before.key_id and found[1] not in keys:
        words = f"Row {before.number} or the anchor file was changed: they name different keys."
        return Problem(before.number, words)
    if found and found[1] != before.key_id:
        return Problem(last + 1, f"The anchor file was changed, it lacks its signature: {doubt}")
    if after.number < last - 1:
        return Problem(last + 1, f"The anchor file is older than the log: {doubt}")
    return None


def _fits(data: Value, sha256: str) -> bool:
    try:
        return isinstance(data, bytes) and hashlib.sha256(zlib.decompress(data)).hexdigest() == sha256
    except zlib.error:
        return False


def _value(db: Database, sql: str) -> str | int:
    found: str | int = db.conn.execute(sql).fetchone()[0]
    return found


def _were(first: int, last: int) -> str:
    return f"Row {first} was" if first == last else f"Rows {first} to {last} were"


def _ranges(numbers: list[int]) -> str:
    """`Row 3 was`, or `Rows 3 to 5, 9 were`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    names = ", ".join(str(a) if a == b else f"{a} to {b}" for a, b in spans)
    return f"Row {names} was" if len(numbers) == 1 else f"Rows {names} were"
