"""The ledger's tables, migration by migration."""

from __future__ import annotations

import uuid_utils
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from engine.ledger.chain import COLUMNS

SELECT_ROWS = f"SELECT {', '.join(COLUMNS)} FROM rows"  # noqa: S608 - fixed column names
SCHEMA = Migrations("ledger")


@SCHEMA(name="0001_rows")
def _rows(db: Database) -> None:
    db.table("log").create({"id": str}, pk="id", strict=True)
    db.table("log").insert({"id": str(uuid_utils.uuid7())})
    db.table("blobs").create({"sha256": str, "data": bytes}, pk="sha256", not_null={"data"}, strict=True)
    columns = {
        "number": int,
        "id": str,
        "at": str,
        "first": int,
        "kind": str,
        "conversation_id": str,
        "turn_id": str,
        "call_id": str,
        "tool": str,
        "reach": str,
        "host": str,
        "decision": str,
        "rule": str,
        "reason": str,
        "by": str,
        "outcome": str,
        "size": int,
        "cost": int,
        "microseconds": int,
        "labels": str,
        "previewed_sha256": str,
        "sent_sha256": str,
        "arguments_sha256": str,
        "payload_sha256": str,
        "result_sha256": str,
        "key_id": str,
        "previous": str,
        "hash": str,
    }
    rows = db.table("rows")
    rows.create(columns, pk="number", not_null=set(columns) - {"number"}, strict=True)
    rows.create_index(["id"], unique=True)
    rows.create_index(["turn_id", "call_id"])
    rows.create_index(["conversation_id"])
    rows.create_index(["first"])
    db.execute("CREATE INDEX idx_rows_lines ON rows(number) WHERE first = number")
    db.execute("CREATE INDEX idx_rows_cost ON rows(at) WHERE cost > 0")


@SCHEMA(name="0002_paid")
def _paid(db: Database) -> None:
    """Let what a conversation has cost be summed without reading all that was ever paid."""
    db.execute("CREATE INDEX idx_rows_paid ON rows(conversation_id) WHERE cost > 0")
