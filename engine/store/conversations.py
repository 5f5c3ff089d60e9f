"""Conversations on disk: every message, every result of a tool, and what was written before a crash.

One writer; any thread may call. Messages and results are stored as JSON and come back equal.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import msgspec
import uuid_utils
from sqlite_utils import Database
from sqlite_utils.db import ForeignKey
from sqlite_utils.migrations import Migrations

from engine.contracts import Message, Receipt, Role, ToolResult
from engine.errors import UserError
from engine.events import ConversationSummary, StoredTurn
from engine.store.database import failures, open_database, transaction

CLOSED = "Sordino was closed while this answer was being written."
"""The problem of a turn that a crash cut off."""
TITLE_LENGTH = 48

SCHEMA = Migrations("conversations")
Lines = list[tuple[Any, ...]]
T = TypeVar("T", Message, ToolResult, Receipt)


@SCHEMA(name="0001_conversations")
def _conversations(db: Database) -> None:
    db.table("conversations").create(
        {"id": str, "title": str, "updated": float}, pk="id", not_null={"title", "updated"}, strict=True
    )
    turns = {
        "number": int,
        "id": str,
        "conversation_id": str,
        "ended": int,
        "text": str,
        "thinking": str,
        "receipt": str,
        "problem": str,
    }
    _create(db, "turns", turns, "conversation_id", "conversations", "id")
    db.table("turns").create_index(["id"], unique=True)
    items = {"number": int, "turn": int, "kind": str, "content": str}
    _create(db, "items", items, "turn", "turns", "number")


def _create(
    db: Database, name: str, columns: dict[str, type], column: str, parent: str, parent_column: str
) -> None:
    """A table whose rows vanish together with the row that they belong to."""
    key = ForeignKey(name, column, parent, parent_column, on_delete="CASCADE")
    table = db.table(name)
    table.create(columns, pk="number", not_null=set(columns) - {"number"}, foreign_keys=[key], strict=True)
    table.create_index([column])


class ConversationStore:
    """All conversations. What arrives for a turn whose conversation was deleted meanwhile is dropped."""

    def __init__(self, db: Database, path: Path) -> None:
        self._db = db
        self._path = path
        self._lock = threading.RLock()
        self._running: set[str] = set()

    @classmethod
    def open_at(cls, path: Path) -> ConversationStore:
        """The store in the database `path`, made where it is missing. Raises UserError."""
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

    def create(self, text: str = "") -> str:
        """A new conversation, named after its first message where that is known; its id."""
        conversation_id = str(uuid_utils.uuid7())
        with self._lock, failures(self._path):
            self._db.table("conversations").insert(
                {"id": conversation_id, "title": title_of(text), "updated": time.time()}
            )
        return conversation_id

    def list(self) -> tuple[ConversationSummary, ...]:
        """All conversations, newest first."""
        found = self._all("SELECT id, title, updated FROM conversations ORDER BY updated DESC, id DESC")
        return tuple(ConversationSummary(*line) for line in found)

    def begin_turn(self, conversation_id: str, turn_id: str, user: Message) -> None:
        """Store the message that a turn answers; begins the conversation where there is none of that id."""
        with self._lock, failures(self._path), transaction(self._db):
            self._db.execute(
                """INSERT INTO conversations (id, title, updated) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
                SET updated = excluded.updated, title = iif(title = '', excluded.title, title)""",
                (conversation_id, title_of(user.content), time.time()),
            )
            turn = {"id": turn_id, "conversation_id": conversation_id, "ended": 0}
            turn |= {"text": "", "thinking": "", "receipt": "", "problem": ""}
            self._db.table("turns").insert(turn)
            self._add(turn_id, "message", user)
        self._running.add(turn_id)

    def append_message(self, turn_id: str, message: Message) -> None:
        """Store a whole message. It takes the place of what `save_partial` kept."""
        with self._lock, failures(self._path), transaction(self._db):
            self._add(turn_id, "message", message)
            self._db.execute("UPDATE turns SET text = '', thinking = '' WHERE id = ?", (turn_id,))

    def save_result(self, turn_id: str, result: ToolResult) -> None:
        """Store how a call ended, for its card."""
        with self._lock, failures(self._path), transaction(self._db):
            self._add(turn_id, "result", result)

    def save_partial(self, turn_id: str, text: str, thinking: str = "") -> None:
        """Keep what is written of the next message so far, all of it; made for about once a second."""
        self._update("UPDATE turns SET text = ?, thinking = ? WHERE id = ?", text, thinking, turn_id)

    def finish_turn(self, turn_id: str, receipt: Receipt) -> None:
        """End a turn whose messages are all stored."""
        sql = "UPDATE turns SET ended = 1, receipt = ?, text = '', thinking = '' WHERE id = ?"
        self._update(sql, _encode(receipt), turn_id)
        self._running.discard(turn_id)

    def fail_turn(self, turn_id: str, problem: str) -> None:
        """End a turn without an answer. What was kept of it stays, as the turn's last message."""
        self._update("UPDATE turns SET ended = 1, problem = ? WHERE id = ?", problem, turn_id)
        self._running.discard(turn_id)

    def open(self, conversation_id: str) -> tuple[ConversationSummary, tuple[StoredTurn, ...]]:
        """A conversation, whole, in order. Raises UserError where there is none."""
        found = self._all("SELECT id, title, updated FROM conversations WHERE id = ?", conversation_id)
        if not found:
            raise UserError(
                "This conversation is no longer there.", "Choose another one, or begin a new chat."
            )
        items = self._all(
            """SELECT i.turn, i.kind, i.content FROM items i JOIN turns t ON t.number = i.turn
            WHERE t.conversation_id = ? ORDER BY i.number""",
            conversation_id,
        )
        messages: dict[int, list[Message]] = {}
        results: dict[int, list[ToolResult]] = {}
        for turn, kind, content in items:
            if kind == "message":
                messages.setdefault(turn, []).append(self._decoded(content, Message))
            else:
                results.setdefault(turn, []).append(self._decoded(content, ToolResult))
        turns = self._all(
            """SELECT number, id, ended, text, thinking, receipt, problem FROM turns
            WHERE conversation_id = ? ORDER BY number""",
            conversation_id,
        )
        return ConversationSummary(*found[0]), tuple(
            self._turn(line, messages.get(line[0], []), results.get(line[0], [])) for line in turns
        )

    def history(self, conversation_id: str) -> tuple[Message, ...]:
        """All messages so far, in order; none where there is no such conversation."""
        if not self._all("SELECT 1 FROM conversations WHERE id = ?", conversation_id):
            return ()
        return tuple(message for turn in self.open(conversation_id)[1] for message in turn.messages)

    def delete(self, conversation_id: str) -> None:
        """Remove a conversation for good, from the write-ahead log as well; nothing where it is gone."""
        with self._lock, failures(self._path):
            self._db.execute("DELETE FROM conversations WHERE id = ?", (conversation_id,))
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _turn(
        self, line: tuple[Any, ...], messages: Sequence[Message], results: Sequence[ToolResult]
    ) -> StoredTurn:
        _, turn_id, ended, text, thinking, receipt, problem = line
        if text or thinking:
            messages = [*messages, Message(Role.ASSISTANT, text, thinking)]
        if not ended and turn_id not in self._running:
            problem = CLOSED
        known = self._decoded(receipt, Receipt) if receipt else None
        return StoredTurn(turn_id, tuple(messages), tuple(results), known, problem)

    def _decoded(self, content: str, kind: type[T]) -> T:
        try:
            return _decode(content, kind)
        except (ValueError, msgspec.MsgspecError) as error:
            raise UserError(
                f"The file {self._path} is damaged: {error}.",
                "Put a copy of it back, or delete this conversation.",
            ) from error

    def _add(self, turn_id: str, kind: str, value: Message | ToolResult) -> None:
        self._db.execute(
            "INSERT INTO items (turn, kind, content) SELECT number, ?, ? FROM turns WHERE id = ?",
            (kind, _encode(value), turn_id),
        )

    def _update(self, sql: str, *parameters: str) -> None:
        texts = [text.encode("utf-8", "backslashreplace").decode() for text in parameters]
        with self._lock, failures(self._path):
            self._db.execute(sql, texts)

    def _all(self, sql: str, *parameters: str) -> Lines:
        with self._lock, failures(self._path):
            return self._db.execute(sql, parameters).fetchall()


def title_of(text: str) -> str:
    """The first words of a message, on one line, clipped at a word where there is one to clip at."""
    line = " ".join(text.encode("utf-8", "replace").decode().split())
    if len(line) <= TITLE_LENGTH:
        return line
    clipped = line[: TITLE_LENGTH - 1]
    if line[TITLE_LENGTH - 1] != " " and clipped.rfind(" ") > TITLE_LENGTH // 2:
        clipped = clipped[: clipped.rfind(" ")]
    return f"{clipped.rstrip()}…"


def _encode(value: Message | ToolResult | Receipt) -> str:
    try:
        return msgspec.json.encode(value).decode()
    except UnicodeEncodeError:
        # Half a surrogate pair, which a model can write as an escape, is kept as an escape.
        return json.dumps(msgspec.to_builtins(value))


def _decode(content: str, kind: type[T]) -> T:
    try:
        return msgspec.json.decode(content, type=kind)
    except msgspec.DecodeError:
        return msgspec.convert(json.loads(content), type=kind)
