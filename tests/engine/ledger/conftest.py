from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from engine.contracts import Decision, Money, Reach
from engine.ledger.key import KeyProvider, MemoryKeys
from engine.ledger.store import Entry, Ledger


@dataclass(frozen=True)
class Home:
    """A ledger's two files, and ways to open them and to tamper with them."""

    folder: Path

    @property
    def path(self) -> Path:
        return self.folder / "ledger.db"

    @property
    def anchor(self) -> Path:
        return self.folder / "ledger.head"

    def open(self, keys: KeyProvider) -> Ledger:
        return Ledger.open(self.path, self.anchor, keys)

    def sql(self, *statements: str) -> None:
        with contextlib.closing(sqlite3.connect(self.path)) as connection, connection:
            for statement in statements:
                connection.execute(statement)


@pytest.fixture
def home(tmp_path: Path) -> Home:
    return Home(tmp_path)


@pytest.fixture
def keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture
def ledger(home: Home, keys: MemoryKeys) -> Iterator[Ledger]:
    with home.open(keys) as opened:
        yield opened


@pytest.fixture
def record_call() -> Callable[..., None]:
    def record(
        ledger: Ledger,
        call_id: str,
        *,
        turn_id: str = "turn",
        conversation_id: str = "talk",
        decision: Decision = Decision.ALLOW,
        outcome: str = "ran",
        cost: int = 0,
        size: int = 0,
        result: str = "a result",
    ) -> None:
        call = Entry("intent", conversation_id, turn_id, call_id)
        sent = replace(call, tool="web_search", reach=Reach.NETWORK, host="example.org")
        ledger.record(replace(sent, arguments='{"query": "Zürich"}'))
        ledger.record(
            replace(
                call,
                kind="decision",
                decision=decision,
                rule="ask_leaving",
                reason="Privacy asks before anything leaves.",
                by="user",
                labels=("typed",),
                payload="GET https://example.org",
                previewed_sha256="ab",
                size=23,
            )
        )
        ledger.record(
            replace(sent, kind="outcome", outcome=outcome, cost=Money(cost), size=size, result=result)
        )

    return record
