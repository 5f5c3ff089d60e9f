from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from engine.contracts import Decision, Money, Reach
from engine.errors import UserError
from engine.ledger.key import KeyUnavailable, MemoryKeys, NoKeys
from engine.ledger.store import Entry, Ledger, LedgerReader


def test_a_row_has_a_number_an_id_a_time_and_a_hash(ledger: Ledger) -> None:
    one, two = ledger.record(Entry("intent")), ledger.record(Entry("decision", decision=Decision.DENY))
    assert (one.number, two.number) == (1, 2)
    assert one.id < two.id
    assert datetime.fromisoformat(one.at).utcoffset() == timedelta(0)
    assert two.previous == one.hash
    assert ledger.rows() == (one, two)


def test_everything_of_an_entry_is_kept(ledger: Ledger) -> None:
    row = ledger.record(
        Entry(
            "outcome",
            "talk",
            "turn",
            "call",
            "web_search",
            Reach.NETWORK,
            "example.org",
            Decision.ALLOW,
            "rule",
            "reason",
            "user",
            "ran",
            12,
            Money(34),
            1.5,
            ("private", "file:steuern 稅.pdf"),
            "ab",
            "cd",
            "arguments",
            "payload",
            "result",
        )
    )
    assert ledger.rows() == (row,)
    (call,) = ledger.calls()
    assert (call.id, call.conversation_id, call.turn_id, call.tool) == ("call", "talk", "turn", "web_search")
    assert (call.reach, call.host, call.decision) == (Reach.NETWORK, "example.org", Decision.ALLOW)
    assert (call.rule, call.reason, call.by, call.outcome) == ("rule", "reason", "user", "ran")
    assert (call.size, call.cost, call.seconds) == (12, 34, 1.5)
    assert call.labels == ("private", "file:steuern 稅.pdf")
    assert (call.previewed_sha256, call.sent_sha256) == ("ab", "cd")
    assert (call.arguments, call.payload, call.result) == ("arguments", "payload", "result")


def test_equal_texts_are_stored_once(ledger: Ledger, home: Any) -> None:
    for _ in range(3):
        ledger.record(Entry("intent", arguments="the same", payload="the same"))
    with contextlib.closing(sqlite3.connect(home.path)) as connection:
        assert connection.execute("SELECT COUNT(*) FROM blobs").fetchone() == (1,)


def test_half_a_surrogate_pair_and_a_nul_do_not_stop_a_row(ledger: Ledger) -> None:
    ledger.record(
        Entry(
            "intent",
            turn_id="t",
            call_id="\ud800",
            reason="a\udfffb\0c",
            arguments="\ud83d",
            labels=("\ud800",),
        )
    )
    ledger.record(Entry("outcome", turn_id="t", call_id="\ud800", outcome="ran"))
    (call,) = ledger.calls()
    assert (call.reason, call.arguments, call.outcome) == ("a\\udfffb\0c", "\\ud83d", "ran")
    assert ledger.verify().intact


def test_a_clock_that_jumps_back_changes_no_order(home: Any) -> None:
    times = [datetime(2030, 1, 1, tzinfo=UTC), datetime(1999, 1, 1, tzinfo=UTC)]
    with Ledger.open(home.path, home.anchor, MemoryKeys(), clock=lambda: times.pop(0)) as ledger:
        ledger.record(Entry("event", tool="network", reason="first"))
        ledger.record(Entry("event", tool="network", reason="second"))
        assert [call.reason for call in ledger.calls()] == ["second", "first"]
        assert ledger.verify().intact


def test_only_the_user_may_read_the_file(ledger: Ledger, home: Any) -> None:
    ledger.record(Entry("intent"))
    for file in (home.path, home.anchor):
        assert stat.S_IMODE(file.stat().st_mode) & 0o077 == 0


def test_a_full_disk_refuses_the_row_and_leaves_the_ledger_usable(ledger: Ledger) -> None:
    ledger.record(Entry("intent"))
    pages = ledger._db.execute("PRAGMA page_count").fetchone()[0]
    ledger._db.execute(f"PRAGMA max_page_count = {pages}").fetchall()
    with pytest.raises(UserError, match="disk is full"):
        ledger.record(Entry("intent", payload=os.urandom(200_000).hex()))
    assert ledger.verify().rows == 1
    ledger._db.execute("PRAGMA max_page_count = 1000000").fetchall()
    assert ledger.record(Entry("intent", payload="small")).number == 2
    assert ledger.verify().intact


def test_a_database_that_became_read_only_refuses_the_row(ledger: Ledger) -> None:
    ledger._db.execute("PRAGMA query_only = 1")
    with pytest.raises(UserError, match="read-only"):
        ledger.record(Entry("intent"))
    ledger._db.execute("PRAGMA query_only = 0")
    assert ledger.record(Entry("intent")).number == 1
    assert ledger.verify().intact


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to a read-only file")
def test_a_read_only_file_refuses_the_row(home: Any, keys: MemoryKeys) -> None:
    home.open(keys).close()
    home.path.chmod(0o400)
    with pytest.raises(UserError), home.open(keys) as ledger:
        ledger.record(Entry("intent"))


def test_a_database_that_somebody_else_writes_to_refuses_the_row(
    home: Any, keys: MemoryKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.database.BUSY_S", 0.05)
    with home.open(keys) as ledger, contextlib.closing(sqlite3.connect(home.path)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(UserError, match="Another program"):
            ledger.record(Entry("intent"))
        other.rollback()
        assert ledger.record(Entry("intent")).number == 1


def test_a_ledger_that_another_sordino_holds_refuses_the_row(
    home: Any, keys: MemoryKeys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.ledger.store.BUSY_S", 0.05)
    with home.open(keys) as ledger:
        with FileLock(f"{home.path}.lock"), pytest.raises(UserError, match="Another program"):
            ledger.record(Entry("intent"))
        assert ledger.record(Entry("intent")).number == 1


def test_an_anchor_that_cannot_be_written_refuses_egress_and_is_mended_later(
    ledger: Ledger, home: Any
) -> None:
    ledger.record(Entry("intent"))
    home.anchor.unlink()
    home.anchor.mkdir()
    for _ in range(3):
        with pytest.raises(UserError, match="cannot be"):
            ledger.record(Entry("intent"))
    assert len(ledger.rows()) == 2
    assert [file.name for file in home.folder.iterdir() if file.name.startswith("ledger.head.")] == []
    home.anchor.rmdir()
    assert ledger.record(Entry("intent")).number == 3
    assert ledger.verify().intact


def test_a_note_on_a_changed_key_is_written_once_though_its_anchor_failed(home: Any) -> None:
    with home.open(NoKeys()) as ledger:
        ledger.record(Entry("intent"))
    with home.open(MemoryKeys()) as ledger:
        content = home.anchor.read_bytes()
        home.anchor.unlink()
        home.anchor.mkdir()
        with pytest.raises(UserError):
            ledger.record(Entry("intent"))
        home.anchor.rmdir()
        home.anchor.write_bytes(content)
        ledger.record(Entry("intent"))
        assert [row.tool for row in ledger.rows()] == ["", "ledger", ""]
        assert ledger.verify().intact


def test_a_ledger_that_cannot_be_opened_makes_no_key(home: Any) -> None:
    home.path.write_bytes(b"not a database" * 100)
    keys = MemoryKeys()
    with pytest.raises(UserError):
        home.open(keys)
    assert keys.load() is None


def test_two_writers_take_turns(home: Any, keys: MemoryKeys) -> None:
    with home.open(keys) as one, home.open(keys) as two:
        numbers = [(one, two)[i % 2].record(Entry("event", tool="network")).number for i in range(6)]
        assert numbers == [1, 2, 3, 4, 5, 6]
        assert one.verify().intact


def test_rows_removed_under_a_running_ledger_leave_a_trace_for_ever(ledger: Ledger, home: Any) -> None:
    for _ in range(3):
        ledger.record(Entry("intent"))
    home.sql("DELETE FROM rows WHERE number = 3")
    row = ledger.record(Entry("intent"))
    assert row.number == 4
    report = ledger.verify()
    assert (report.intact, report.first_bad) == (False, 3)
    assert "changed while Sordino ran" in report.problem


def test_a_ledger_without_a_keyring_says_that_it_is_unsigned(home: Any) -> None:
    with home.open(NoKeys("the keyring is locked")) as ledger:
        assert not ledger.signed
        assert ledger.signing.startswith("The log is not signed: the keyring is locked.")
        assert not ledger.verify().signed
        ledger.record(Entry("intent"))
        report = ledger.verify()
    assert (report.intact, report.signed) == (True, False)
    assert report.problem == "Row 1 was written without a key: not signed."


def test_a_ledger_with_a_key_says_that_it_is_signed(ledger: Ledger) -> None:
    assert ledger.signed
    assert "is signed" in ledger.signing
    ledger.record(Entry("intent"))
    assert ledger.verify().signed


def test_a_reader_beside_the_writer_sees_new_rows_and_cannot_write(
    ledger: Ledger, home: Any, keys: MemoryKeys
) -> None:
    with LedgerReader.open(home.path, home.anchor, keys) as reader:
        ledger.record(Entry("event", tool="network"))
        assert reader.total() == 1
        assert reader.verify().signed
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader._db.execute("DELETE FROM rows")


def test_a_reader_without_the_key_confirms_nothing_that_is_signed(ledger: Ledger, home: Any) -> None:
    ledger.record(Entry("intent"))
    with LedgerReader.open(home.path, home.anchor, NoKeys("the keyring is locked")) as reader:
        report = reader.verify()
    assert (report.intact, report.signed, report.first_bad) == (False, False, 1)
    assert "the keyring is locked" in report.problem


def test_there_is_nothing_to_read_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        LedgerReader.open(tmp_path / "none.db", tmp_path / "none.head", MemoryKeys())


def test_a_newer_ledger_is_refused_and_not_touched(home: Any, keys: MemoryKeys) -> None:
    home.open(keys).close()
    home.sql(
        """INSERT INTO _sqlite_migrations (migration_set, name, applied_at)
        VALUES ('ledger', '9999_future', '')"""
    )
    before = home.path.read_bytes()
    with pytest.raises(UserError, match="newer Sordino") as caught:
        home.open(keys)
    assert "--home" in caught.value.way_out
    assert home.path.read_bytes() == before


def test_a_damaged_ledger_is_named(home: Any, keys: MemoryKeys) -> None:
    home.path.write_bytes(b"not a database" * 100)
    with pytest.raises(UserError, match="damaged"):
        home.open(keys)


def test_an_anchor_that_cannot_be_read_stops_the_start(home: Any, keys: MemoryKeys) -> None:
    home.anchor.mkdir()
    with pytest.raises(UserError, match="cannot be"):
        home.open(keys)


def test_losing_the_key_starts_a_new_stretch_that_says_so(
    home: Any, record_call: Callable[..., None]
) -> None:
    with home.open(MemoryKeys()) as ledger:
        record_call(ledger, "one")
    with home.open(MemoryKeys()) as ledger:
        record_call(ledger, "two")
        report = ledger.verify()
        note = ledger.rows(after=3)[0]
    assert note.reason.startswith("Key ")
    assert "no longer in the keyring" in note.reason
    assert (report.intact, report.signed, report.first_bad) == (False, False, 1)
    assert "Rows 1 to 3 were signed with a key that cannot be had" in report.problem


def test_a_locked_keyring_leaves_an_unsigned_stretch_that_says_so(home: Any, keys: MemoryKeys) -> None:
    with home.open(keys) as ledger:
        ledger.record(Entry("intent"))
    with home.open(NoKeys("the keyring is locked")) as ledger:
        ledger.record(Entry("intent"))
        unsigned = ledger.verify()
    with home.open(keys) as ledger:
        ledger.record(Entry("intent"))
        report = ledger.verify()
        reasons = [row.reason for row in ledger.rows()]
    assert (unsigned.intact, unsigned.first_bad) == (False, 1)
    assert (report.intact, report.signed) == (True, False)
    assert report.problem == "Rows 2 to 3 were written without a key: not signed."
    assert reasons[1] == "From here on rows are not signed: the keyring is locked."
    assert reasons[3] == "From here on rows are signed; the rows just before were not."


def test_the_first_row_may_be_signed_although_the_anchor_was_not_yet(home: Any, keys: MemoryKeys) -> None:
    home.open(NoKeys()).close()
    with home.open(keys) as ledger:
        ledger.record(Entry("intent"))
        assert ledger.verify().signed


def test_a_provider_without_a_place_gives_its_reason() -> None:
    for use in (NoKeys("why").load, NoKeys("why").create):
        with pytest.raises(KeyUnavailable, match="why"):
            use()
