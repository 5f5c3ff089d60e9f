"""The one way in which a database of Sordino is opened, migrated and written to.

A schema is a `sqlite_utils.Migrations` set whose names begin with a number. Each migration runs in one
transaction together with the note that it was applied. Databases are SQLite files in WAL mode with
`synchronous=FULL`, so a commit that returned has reached the disk. Deleted content is overwritten.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from engine.errors import UserError

BUSY_S = 5.0
"""How long a connection waits for another one before it gives up."""


def open_database(path: Path, schema: Migrations) -> Database:
    """The database at `path`, created or brought up to `schema` where needed, for one writer.

    The connection may be made in one thread and used in another, by one thread at a time.
    Raises UserError: newer than this program (the file is not touched), damaged, not writable, disk full.
    """
    with failures(path):
        if path.exists() and path.stat().st_size:
            _refuse_newer(path, schema)
        else:
            _create_private(path)
        with contextlib.ExitStack() as closing:
            db: Database = closing.enter_context(_connected(path, read_only=False))
            db.enable_wal()
            db.execute("PRAGMA synchronous = FULL")
            db.execute("PRAGMA secure_delete = ON")
            if schema.pending(db):
                schema.apply(db)
            closing.pop_all()
            return db


def open_read_only(path: Path, schema: Migrations) -> Database:
    """A connection that cannot write, for another thread or process than the writer's. Raises UserError."""
    with failures(path):
        if not path.exists():
            raise UserError(f"There is no file {path} yet.", "Start Sordino once to create it.")
        _refuse_newer(path, schema)
        with contextlib.ExitStack() as closing:
            db: Database = closing.enter_context(_connected(path, read_only=True))
            if schema.pending(db):
                raise UserError(f"The file {path} was written by an older Sordino.", "Start Sordino once.")
            closing.pop_all()
            return db


@contextlib.contextmanager
def transaction(db: Database) -> Iterator[None]:
    """Write all or nothing. The write lock is taken at the start, so what is read inside stays true."""
    db.conn.execute("BEGIN IMMEDIATE")
    try:
        yield
        db.conn.execute("COMMIT")
    except BaseException:
        db.rollback()
        raise


@contextlib.contextmanager
def failures(path: Path) -> Iterator[None]:
    """Turn what SQLite and the file system report about `path` into UserError."""
    try:
        yield
    except sqlite3.Error as error:
        raise _in_words(path, error) from error
    except OSError as error:
        raise UserError(
            f"The file {path} cannot be used: {error.strerror or error}.",
            "Check the folder's rights and free space, or choose another folder with --home.",
        ) from error


def _connected(path: Path, *, read_only: bool) -> Database:
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=BUSY_S, check_same_thread=False
    )
    # A row that somebody tampered with must not make the whole list unreadable.
    connection.text_factory = lambda data: data.decode("utf-8", "replace")
    connection.execute("PRAGMA foreign_keys = ON")
    return Database(connection)


def _create_private(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))


def _refuse_newer(path: Path, schema: Migrations) -> None:
    with Database(memory=True) as empty:
        known = {migration.name for migration in schema.pending(empty)}
    with _connected(path, read_only=True) as db:
        newer = [migration.name for migration in schema.applied(db) if migration.name not in known]
    if newer:
        raise UserError(
            f"The file {path} was written by a newer Sordino (it has {newer[0]}).",
            "Install that version or a later one, or choose another folder with --home.",
        )


def _in_words(path: Path, error: sqlite3.Error) -> UserError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return UserError(f"The disk is full: {path} cannot be written.", "Free some space, then try again.")
    if code == sqlite3.SQLITE_READONLY:
        return UserError(f"The file {path} is read-only.", "Make the file and its folder writable again.")
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UserError(
            f"Another program is writing to {path}.", "Close the other window of Sordino, then try again."
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return UserError(
            f"The file {path} is damaged: {error}.",
            "Put a copy of it back, or move it away; Sordino then begins a new one.",
        )
    return UserError(
        f"The file {path} cannot be used: {error}.",
        "Check the folder's rights and free space, or choose another folder with --home.",
    )
