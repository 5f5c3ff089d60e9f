"""Whatever is done to the file, verify sees it and names the first bad row."""

from __future__ import annotations

import contextlib
import functools
import sqlite3
import string
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from engine.contracts import Decision, Money, Reach, VerifyReport
from engine.ledger.chain import COLUMNS, Anchor, read_anchor, row_hash, write_anchor
from engine.ledger.key import KeyProvider, MemoryKeys, NoKeys, key_id
from engine.ledger.store import Entry, Ledger

ROWS = 6
KEY = bytes(range(32))
texts = st.text(max_size=8) | st.just("")
entries = st.builds(
    Entry,
    kind=st.sampled_from(["intent", "decision", "outcome", "event"]),
    turn_id=st.sampled_from(["", "t1", "t2"]),
    call_id=st.sampled_from(["", "c1", "c2"]),
    tool=texts | st.just("turn"),
    reach=st.sampled_from(Reach),
    decision=st.none() | st.sampled_from(Decision),
    reason=texts,
    outcome=st.sampled_from(["", "ran", "refused", "failed"]),
    size=st.integers(0, 2**62),
    cost=st.integers(0, 2**40).map(Money),
    seconds=st.floats(0, 1e6),
    labels=st.lists(texts, max_size=3).map(tuple),
    arguments=texts,
    payload=texts,
    result=texts,
)
CHANGEABLE = [name for name in COLUMNS if name not in ("number", "id")]


class Files:
    """A ledger of `count` rows in a folder of its own."""

    def __init__(self, folder: str, keys: KeyProvider, count: int = ROWS) -> None:
        self.path, self.anchor, self.keys = Path(folder, "l.db"), Path(folder, "l.head"), keys
        with self.open() as ledger:
            for number in range(count):
                ledger.record(
                    Entry(
                        "intent", call_id=f"c{number}", arguments=f"a{number}", payload="all", cost=Money(1)
                    )
                )

    @classmethod
    def copied(cls, folder: str, *, signed: bool) -> Files:
        """A ledger of ROWS rows that was written once for all tests."""
        files = cls.__new__(cls)
        files.path, files.anchor = Path(folder, "l.db"), Path(folder, "l.head")
        files.keys = MemoryKeys(KEY) if signed else NoKeys()
        for path, content in zip((files.path, files.anchor), template(signed), strict=True):
            path.write_bytes(content)
        return files

    def open(self) -> Ledger:
        return Ledger.open(self.path, self.anchor, self.keys)

    def sql(self, sql: str, *parameters: Any) -> None:
        with contextlib.closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(sql, parameters)

    def row(self, number: int) -> dict[str, Any]:
        with contextlib.closing(sqlite3.connect(self.path)) as connection:
            connection.row_factory = sqlite3.Row
            return dict(connection.execute("SELECT * FROM rows WHERE number = ?", (number,)).fetchone())

    def put(self, values: dict[str, Any]) -> None:
        marks = ", ".join(f":{name}" for name in COLUMNS)
        with contextlib.closing(sqlite3.connect(self.path)) as connection, connection:
            connection.execute(f"REPLACE INTO rows ({', '.join(COLUMNS)}) VALUES ({marks})", values)

    def shift(self, first: int, by: int) -> None:
        self.sql("UPDATE rows SET number = -number WHERE number >= ?", first)
        self.sql("UPDATE rows SET number = ? - number WHERE number < 0", by)

    def verify(self) -> VerifyReport:
        with self.open() as ledger:
            return ledger.verify()


@pytest.fixture(params=[True, False], ids=["signed", "unsigned"])
def files(request: pytest.FixtureRequest, tmp_path: Path) -> Files:
    return Files.copied(str(tmp_path), signed=request.param)


@functools.cache
def template(signed: bool) -> tuple[bytes, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        files = Files(folder, MemoryKeys(KEY) if signed else NoKeys())
        return files.path.read_bytes(), files.anchor.read_bytes()


def check(report: VerifyReport, first_bad: int, words: str = "") -> None:
    assert (report.intact, report.signed) == (False, False)
    assert report.first_bad == first_bad, report.problem
    assert words in report.problem


@settings(max_examples=25, deadline=None)
@given(st.lists(entries, max_size=12), st.booleans())
def test_any_sequence_of_records_verifies(sequence: list[Entry], signed: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = Files(folder, MemoryKeys(KEY) if signed else NoKeys(), count=0)
        with files.open() as ledger:
            rows = [ledger.record(entry) for entry in sequence]
            assert ledger.rows() == tuple(rows)
            report = ledger.verify()
        assert report == files.verify()
    assert (report.rows, report.intact, report.signed) == (len(sequence), True, signed)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from(CHANGEABLE),
    st.integers(1, ROWS),
    st.text(alphabet=string.printable, min_size=1) | st.just("é"),
    st.integers(-(2**63), 2**63 - 1),
    st.booleans(),
)
@example("key_id", ROWS, "another", 0, False)
@example("key_id", ROWS, "another", 0, True)
def test_any_edit_of_any_column_is_named(
    column: str, number: int, text: str, figure: int, signed: bool
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = Files.copied(folder, signed=signed)
        before = files.row(number)[column]
        value = figure if isinstance(before, int) else text
        files.sql(f"UPDATE rows SET {column} = ? WHERE number = ?", value, number)
        report = files.verify()
    if value == before:
        assert report.intact
    else:
        check(report, number)


@pytest.mark.parametrize("number", range(1, ROWS + 1))
def test_an_edit_whose_hash_is_made_anew_without_the_key_is_named(files: Files, number: int) -> None:
    values = {**files.row(number), "reason": "forged", "key_id": ""}
    files.put({**values, "hash": row_hash(values, None)})
    check(files.verify(), number)


def test_an_edited_predecessor_with_a_hash_made_anew_is_named() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = Files(folder, NoKeys())
        values = {**files.row(3), "previous": "ab" * 32}
        files.put({**values, "hash": row_hash(values, None)})
        check(files.verify(), 3, "does not follow row 2")


def test_a_row_of_another_branch_of_the_same_log_is_named() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = Files(folder, MemoryKeys(KEY))
        values = {**files.row(4), "previous": "ab" * 32}
        files.put({**values, "hash": row_hash(values, KEY)})
        check(files.verify(), 4, "does not follow row 3")


@pytest.mark.parametrize("number", range(1, ROWS))
def test_a_deleted_row_is_named(files: Files, number: int) -> None:
    files.sql("DELETE FROM rows WHERE number = ?", number)
    check(files.verify(), number, f"Row {number} was deleted.")


def test_several_deleted_rows_are_named(files: Files) -> None:
    files.sql("DELETE FROM rows WHERE number IN (2, 3)")
    check(files.verify(), 2, "Rows 2 to 3 were deleted.")


@pytest.mark.parametrize("number", range(1, ROWS))
def test_a_deleted_row_whose_successors_close_ranks_is_named(files: Files, number: int) -> None:
    files.sql("DELETE FROM rows WHERE number = ?", number)
    files.shift(number + 1, -1)
    check(files.verify(), number, f"Row {number} was deleted")


@pytest.mark.parametrize("number", range(1, ROWS + 1))
def test_rows_cut_off_at_the_tail_are_seen(files: Files, number: int) -> None:
    files.sql("DELETE FROM rows WHERE number >= ?", number)
    check(files.verify(), number, "cut off at the end")


@pytest.mark.parametrize("linked", [True, False])
@pytest.mark.parametrize("number", range(1, ROWS + 1))
def test_an_inserted_row_is_named(files: Files, number: int, linked: bool) -> None:
    forged = {**files.row(number), "id": "forged", "reason": "forged"}
    if not linked:
        forged["previous"] = "ab" * 32
    files.shift(number, 1)
    files.put(forged)
    check(files.verify(), number, f"Row {number} was inserted")


@pytest.mark.parametrize("number", [ROWS + 1, ROWS + 5, 0, -3])
def test_a_row_inserted_outside_is_named(files: Files, number: int) -> None:
    files.put({**files.row(ROWS), "id": "forged", "number": number})
    check(files.verify(), number)


def test_a_row_appended_without_the_program_is_named_though_it_links(files: Files) -> None:
    last = files.row(ROWS)
    files.put({**last, "id": "forged", "number": ROWS + 1, "previous": last["hash"]})
    check(files.verify(), ROWS + 1, "edited")


@pytest.mark.parametrize(("one", "two"), [(1, 2), (2, 5), (1, ROWS), (ROWS - 1, ROWS)])
def test_swapped_rows_are_named(files: Files, one: int, two: int) -> None:
    files.sql("UPDATE rows SET number = -1 WHERE number = ?", one)
    files.sql("UPDATE rows SET number = ? WHERE number = ?", one, two)
    files.sql("UPDATE rows SET number = ? WHERE number = -1", two)
    check(files.verify(), one, f"Rows {one} and {two} were swapped.")


@pytest.mark.parametrize("number", range(1, ROWS + 1))
def test_a_row_moved_to_another_number_is_named(files: Files, number: int) -> None:
    files.sql("UPDATE rows SET number = 99 WHERE number = ?", number)
    check(files.verify(), number, f"Row {number} was moved to number 99.")


@pytest.mark.parametrize(
    ("sql", "first_bad", "words"),
    [
        ("UPDATE blobs SET data = x'00'", 1, "edited"),
        ("DELETE FROM blobs", 1, "deleted"),
        (
            "UPDATE blobs SET data = (SELECT data FROM blobs LIMIT 1) WHERE rowid = 5",
            4,
            "of its arguments was edited",
        ),
        ("UPDATE log SET id = 'another'", 1, "replaced"),
        ("ALTER TABLE rows RENAME COLUMN reason TO gone", 1, "tables were changed"),
    ],
)
def test_texts_and_tables_that_were_changed_are_named(
    tmp_path: Path, sql: str, first_bad: int, words: str
) -> None:
    files = Files.copied(str(tmp_path), signed=True)
    with files.open() as ledger:
        files.sql(sql)
        check(ledger.verify(), first_bad, words)


def test_a_log_that_was_renamed_and_lost_its_anchor_is_seen(files: Files) -> None:
    files.sql("UPDATE log SET id = 'another'")
    files.anchor.unlink()
    check(files.verify(), 1, "row 1 belongs to another log")


def test_text_that_is_no_utf8_is_an_edit_and_no_crash(files: Files) -> None:
    files.sql("UPDATE rows SET reason = CAST(x'ff' AS TEXT) WHERE number = 2")
    check(files.verify(), 2, "edited")


def test_a_database_replaced_by_another_is_seen(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    mine, other = (Files(str(tmp_path / name), MemoryKeys(KEY)) for name in "ab")
    mine.path.write_bytes(other.path.read_bytes())
    check(mine.verify(), 1, "replaced")


def test_a_database_that_was_removed_is_seen_for_ever_after(files: Files) -> None:
    files.path.unlink()
    check(files.verify(), 1, "replaced")
    with files.open() as ledger:
        assert ledger.record(Entry("intent")).number == 2
        assert ledger.record(Entry("intent")).number == 3
    check(files.verify(), 1, "replaced")


def test_an_older_copy_put_back_is_seen_for_ever_after(files: Files) -> None:
    older = files.path.read_bytes()
    with files.open() as ledger:
        ledger.record(Entry("intent"))
        ledger.record(Entry("intent"))
    files.path.write_bytes(older)
    check(files.verify(), ROWS + 1, "cut off")
    with files.open() as ledger:
        ledger.record(Entry("intent"))
    check(files.verify(), ROWS + 1, "Rows 7 to 8 were cut off")


def test_a_log_rewritten_from_some_row_on_is_seen_by_its_anchor() -> None:
    with tempfile.TemporaryDirectory() as folder:
        files = Files(folder, NoKeys())
        previous = ""
        for number in range(3, ROWS + 1):
            values = {**files.row(number), "reason": "forged"}
            values["previous"] = previous or values["previous"]
            previous = values["hash"] = row_hash(values, None)
            files.put(values)
        check(files.verify(), ROWS, "not the one that was anchored")


def forged_anchor(files: Files, **changes: Any) -> None:
    anchor = read_anchor(files.anchor)
    assert anchor is not None
    values = {name: getattr(anchor, name) for name in ("log", "number", "hash", "key_id", "signature")}
    write_anchor(files.anchor, Anchor(**{**values, **changes}))


@pytest.mark.parametrize("how", ["lost", "garbage", "unsigned", "signature", "old", "origin"])
def test_an_anchor_that_was_tampered_with_hides_no_cut(tmp_path: Path, how: str) -> None:
    files = Files.copied(str(tmp_path), signed=True)
    kept = files.row(3)["hash"]
    log = read_anchor(files.anchor)
    assert log is not None
    files.sql("DELETE FROM rows WHERE number > 4")
    if how == "lost":
        files.anchor.unlink()
    elif how == "garbage":
        files.anchor.write_bytes(b"\xff{")
    elif how == "unsigned":
        forged_anchor(files, number=3, hash=kept, key_id="", signature="")
    elif how == "signature":
        forged_anchor(files, number=3, hash=kept)
    elif how == "old":
        write_anchor(files.anchor, Anchor.of(log.log, 2, files.row(2)["hash"], KEY))
    else:
        forged_anchor(files, number=0, hash=files.row(1)["previous"], key_id="", signature="")
    check(files.verify(), 5, "may have been cut off")
    with files.open() as ledger:
        ledger.record(Entry("intent"))
    check(files.verify(), 5, "records a break")


def test_a_crash_before_the_anchor_was_written_raises_no_alarm(files: Files) -> None:
    before = files.anchor.read_bytes()
    with files.open() as ledger:
        ledger.record(Entry("intent"))
    files.anchor.write_bytes(before)
    assert files.verify().intact
    with files.open() as ledger:
        ledger.record(Entry("intent"))
    assert files.verify().intact


def test_a_new_log_needs_no_anchor_and_leaves_one(tmp_path: Path) -> None:
    files = Files(str(tmp_path), MemoryKeys(KEY), count=0)
    files.anchor.unlink()
    assert files.verify().signed
    files.path.unlink()
    assert files.verify().intact
    with files.open() as ledger:
        ledger.record(Entry("intent"))
    assert files.verify() == VerifyReport(1, intact=True, signed=True)


def test_unknown_keys_are_reported_beside_what_is_broken(tmp_path: Path) -> None:
    files = Files.copied(str(tmp_path), signed=True)
    files.keys = NoKeys("the keyring is locked")
    files.sql("UPDATE rows SET previous = 'x' WHERE number = 5")
    report = files.verify()
    check(report, 4, "Row 4 or row 5 was edited")
    assert "Rows 1 to 4 were signed with a key that cannot be had (the keyring is locked)" in report.problem


def test_a_made_up_key_confirms_nothing(tmp_path: Path) -> None:
    files = Files.copied(str(tmp_path), signed=True)
    files.sql("UPDATE rows SET key_id = ?, reason = 'forged' WHERE number IN (3, 5)", key_id(b"made up"))
    check(files.verify(), 3, "Rows 3, 5 were signed with a key that cannot be had")


def test_progress_runs_from_nothing_to_all(files: Files) -> None:
    seen: list[float] = []
    with files.open() as ledger:
        ledger.verify(seen.append)
    assert (seen[0], seen[-1]) == (0.0, 1.0)


def test_verify_beside_a_writer_takes_one_moment(files: Files) -> None:
    with files.open() as ledger:

        def append(_: float) -> None:
            ledger.record(Entry("intent"))
            ledger.record(Entry("intent"))

        report = ledger.verify(append)
    assert (report.rows, report.intact) == (ROWS, True)
