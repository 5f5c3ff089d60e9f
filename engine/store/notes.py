"""The user's notes, searchable by words of any script.

One writer, in one thread at a time.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import uuid_utils
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from engine.store.database import failures, open_database

TRIGRAM = 3
"""The index knows words of this length or more; shorter ones, such as many Chinese ones, are scanned for."""
MOST_WORDS = 50
_EDGES = re.compile(r"^\W+|\W+$")
_UNSPACED = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]{2,}")
_BEST = """SELECT id, text, at FROM found WHERE held > 0 AND held = (SELECT MAX(held) FROM found)
    ORDER BY number DESC LIMIT ?"""

SCHEMA = Migrations("notes")


@SCHEMA(name="0001_notes")
def _notes(db: Database) -> None:
    notes = db.table("notes")
    notes.create(
        {"number": int, "id": str, "text": str, "at": float},
        pk="number",
        not_null={"id", "text", "at"},
        strict=True,
    )
    notes.create_index(["id"], unique=True)
    notes.enable_fts(["text"], tokenize="trigram", create_triggers=True)


@dataclass(frozen=True, slots=True)
class Note:
    """One note; `at` is UTC in seconds since the epoch."""

    id: str
    text: str
    at: float


class NotesStore:
    """All notes."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path

    @classmethod
    def open_at(cls, path: Path) -> NotesStore:
        """The notes in the database `path`, made where it is missing. Raises UserError."""
        return cls(open_database(path, SCHEMA), path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database. May be called twice."""
        self._db.close()

    def add(self, text: str) -> str:
        """Keep a note; its id."""
        note_id = str(uuid_utils.uuid7())
        with failures(self._path):
            self._db.table("notes").insert({"id": note_id, "text": _clean(text), "at": time.time()})
        return note_id

    def all(self) -> tuple[Note, ...]:
        """All notes, newest first."""
        return self._read("SELECT id, text, at FROM notes ORDER BY number DESC", [])

    def search(self, query: str, limit: int = 50) -> tuple[Note, ...]:
        """The notes that hold most of the query's words, newest first; none where no word is found.

        Longer words weigh more. Scripts without spaces are searched for by their pairs of characters as well.
        """
        words = _words(query)
        if not words:
            return ()
        clauses, values = zip(*(_clause(word) for word in words), strict=True)
        held = " + ".join(clauses)
        sql = f"WITH found AS (SELECT number, id, text, at, {held} AS held FROM notes) {_BEST}"  # noqa: S608 - fixed clauses
        return self._read(sql, [*values, limit])

    def delete(self, note_id: str) -> bool:
        """Remove a note for good; False where there is none of that id."""
        with failures(self._path):
            deleted = self._db.execute("DELETE FROM notes WHERE id = ?", (note_id,)).rowcount
            if deleted:
                # The index would keep the letters of what was deleted until its next merge.
                self._db.table("notes").rebuild_fts()
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        return bool(deleted)

    def _read(self, sql: str, parameters: list[Any]) -> tuple[Note, ...]:
        with failures(self._path):
            return tuple(Note(*line) for line in self._db.execute(sql, parameters).fetchall())


def _words(query: str) -> list[str]:
    """What to look for: words without the punctuation around them, and pairs of unspaced characters."""
    found: list[str] = []
    for word in _clean(query).replace("\0", " ").split():
        bare = _EDGES.sub("", word) or word
        found += [bare, *(run[i : i + 2] for run in _UNSPACED.findall(bare) for i in range(len(run) - 1))]
    return list(dict.fromkeys(found))[:MOST_WORDS]


def _clause(word: str) -> tuple[str, str]:
    """An SQL expression for the weight of `word` in a note, 0 where it is not in there, and its parameter."""
    weight = len(word)
    if weight < TRIGRAM:
        return f"{weight} * (instr(lower(text), ?) > 0)", word.lower()
    phrase = '"' + word.replace('"', '""') + '"'
    return f"{weight} * (number IN (SELECT rowid FROM notes_fts WHERE notes_fts MATCH ?))", phrase  # noqa: S608


def _clean(text: str) -> str:
    return text.encode("utf-8", "backslashreplace").decode()
