from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

import engine.ledger.schema
import engine.store.conversations
import engine.store.notes
from engine.errors import UserError
from engine.store.database import failures, open_database, open_read_only, transaction

SCHEMAS = [engine.ledger.schema.SCHEMA, engine.store.conversations.SCHEMA, engine.store.notes.SCHEMA]


def things(*, broken: bool = False, second: bool = False) -> Migrations:
    schema = Migrations("things")

    @schema(name="0001_things")
    def _first(db: Database) -> None:
        db.table("things").create({"id": int, "name": str}, pk="id")

    if second or broken:

        @schema(name="0002_more")
        def _second(db: Database) -> None:
            db.table("more").create({"id": int}, pk="id")
            if broken:
                db.execute("INSERT INTO nowhere VALUES (1)")

    return schema


@pytest.mark.parametrize("schema", SCHEMAS, ids=lambda schema: schema.name)
def test_every_schema_is_built_from_empty_once(tmp_path: Path, schema: Migrations) -> None:
    path = tmp_path / "deep" / "a.db"
    for _ in range(2):
        with contextlib.closing(open_database(path, schema)) as db:
            assert schema.pending(db) == []
            names = [migration.name for migration in schema.applied(db)]
            assert db.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert names == sorted(names)
    assert all(name[:4].isdigit() for name in names)


def test_a_database_is_durable_and_private(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with contextlib.closing(open_database(path, things())) as db:
        figures = [
            db.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete")
        ]
        assert figures == ["wal", 2, 1, 1]
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_migration_that_fails_leaves_nothing_of_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with pytest.raises(UserError, match="nowhere"):
        open_database(path, things(broken=True))
    with contextlib.closing(open_database(path, things())) as db:
        assert db.table("things").exists()
        assert not db["more"].exists()
    with contextlib.closing(open_database(path, things(second=True))) as db:
        assert db["more"].exists()


def test_a_newer_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_database(path, things(second=True)).close()
    before = path.read_bytes()
    for use in (open_database, open_read_only):
        with pytest.raises(UserError, match=r"newer Sordino \(it has 0002_more\)") as caught:
            use(path, things())
        assert "later" in caught.value.way_out
    assert path.read_bytes() == before


def test_an_older_database_is_not_read_without_its_migrations(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_database(path, things()).close()
    with pytest.raises(UserError, match="older Sordino"):
        open_read_only(path, things(second=True))


@pytest.mark.parametrize("use", [open_database, open_read_only])
def test_a_damaged_file_is_named_with_a_way_out(tmp_path: Path, use: type) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"no database at all" * 64)
    with pytest.raises(UserError, match=r"a\.db is damaged") as caught:
        use(path, things())
    assert "copy of it back" in caught.value.way_out


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(UserError, match="cannot be used") as caught:
        open_database(tmp_path / "file" / "a.db", things())
    assert "--home" in caught.value.way_out


def test_a_folder_in_the_place_of_the_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be used"):
        open_database(tmp_path, things())


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to any folder")
def test_an_unwritable_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(UserError, match="cannot be used"):
        open_database(tmp_path / "a.db", things())


def test_a_read_only_connection_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with contextlib.closing(open_database(path, things())) as db:
        db.table("things").insert({"id": 1, "name": "one"})
        with contextlib.closing(open_read_only(path, things())) as reader:
            assert reader.execute("SELECT name FROM things").fetchall() == [("one",)]
            with pytest.raises(UserError, match="read-only"), failures(path):
                reader.execute("DELETE FROM things")


def test_a_missing_file_is_not_made_by_reading(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="no file"):
        open_read_only(tmp_path / "a.db", things())
    assert list(tmp_path.iterdir()) == []


def test_a_transaction_is_all_or_nothing(tmp_path: Path) -> None:
    with contextlib.closing(open_database(tmp_path / "a.db", things())) as db:
        with pytest.raises(ZeroDivisionError), transaction(db):
            db.table("things").insert({"id": 1, "name": str(1 / db.table("things").count)})
        with transaction(db):
            db.table("things").insert({"id": 2, "name": "two"})
        assert db.execute("SELECT id FROM things").fetchall() == [(2,)]


def test_text_that_is_no_utf8_does_not_make_a_table_unreadable(tmp_path: Path) -> None:
    with contextlib.closing(open_database(tmp_path / "a.db", things())) as db:
        db.execute("INSERT INTO things VALUES (1, CAST(x'61ff' AS TEXT))")
        assert db.execute("SELECT name FROM things").fetchall() == [("a\ufffd",)]


def test_an_error_without_a_family_is_still_in_words() -> None:
    with pytest.raises(UserError, match=r"a\.db cannot be used: odd"), failures(Path("a.db")):
        raise sqlite3.ProgrammingError("odd")


def test_a_database_that_is_being_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("engine.store.database.BUSY_S", 0.05)
    path = tmp_path / "a.db"
    with (
        contextlib.closing(open_database(path, things())) as one,
        contextlib.closing(open_database(path, things())) as two,
        transaction(one),
        pytest.raises(UserError, match="Another program"),
        failures(path),
        transaction(two),
    ):
        pass
