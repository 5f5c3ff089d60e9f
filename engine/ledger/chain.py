"""The chain: what a row is, how its hash is made, and the anchor that holds the newest hash outside.

A row's hash covers all its other columns, in their order, and so the hash of the row before it. Signed rows
use HMAC-SHA256, rows written without a key plain SHA-256. The first row's predecessor is derived from the
log's random id, which the anchor repeats: another log's rows do not fit.

Tamper-evident, not tamper-proof: who puts back an older database together with its own older anchor is not
seen, unless somebody kept a newer head.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import msgspec

from engine.contracts import Decision, Money, Reach
from engine.ledger.key import key_id
from engine.whole_file import write_whole

UNSIGNED = ""
"""The key id of rows that were written without a key."""
NO_COST = Money(0)
Value = int | float | str | bytes | None
"""What SQLite can hold in a column."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a caller puts on record. Sizes in bytes, cost in micro-dollars, seconds as they passed.

    `kind` is `intent`, `decision`, `outcome` or `event`. The first three belong together by `turn_id` and
    `call_id`; for an event `tool` names what happened (`turn`, `network`, `preferences`, `model`).
    The cost of a decision is what is reserved for the call, the cost of an outcome what it took. The size of
    an outcome is what was sent. `arguments`, `payload` and `result` are whole texts; API keys never go in.
    """

    kind: str
    conversation_id: str = ""
    turn_id: str = ""
    call_id: str = ""
    tool: str = ""
    reach: Reach = Reach.LOCAL
    host: str = ""
    decision: Decision | None = None
    rule: str = ""
    reason: str = ""
    by: str = ""
    outcome: str = ""
    size: int = 0
    cost: Money = NO_COST
    seconds: float = 0.0
    labels: tuple[str, ...] = ()
    previewed_sha256: str = ""
    sent_sha256: str = ""
    arguments: str = ""
    payload: str = ""
    result: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is stored. The fields are the table's columns, in the order in which they are hashed.

    `at` is UTC in ISO 8601 with microseconds. `first` is the number of the first row of the same call, the
    row's own number for an event, and 0 for what is no line of the tool-call history. `labels` is a JSON
    list. The texts stand here as the SHA-256 of their UTF-8 bytes, empty for an empty text.
    """

    number: int
    id: str
    at: str
    first: int
    kind: str
    conversation_id: str
    turn_id: str
    call_id: str
    tool: str
    reach: str
    host: str
    decision: str
    rule: str
    reason: str
    by: str
    outcome: str
    size: int
    cost: int
    microseconds: int
    labels: str
    previewed_sha256: str
    sent_sha256: str
    arguments_sha256: str
    payload_sha256: str
    result_sha256: str
    key_id: str
    previous: str
    hash: str


COLUMNS = tuple(field.name for field in fields(Row))
TEXTS = ("arguments_sha256", "payload_sha256", "result_sha256")


def row_hash(values: Mapping[str, Value], key: bytes | None) -> str:
    """Hex hash of a row over every column but `hash`; with a key, its signature."""
    return _digest(canonical(values[name] for name in COLUMNS[:-1]), key)


def canonical(values: Iterable[Value]) -> bytes:
    """One unambiguous encoding: type, length and bytes of each value, after the format's name."""
    parts = [b"sordino ledger row 1\0"]
    for value in values:
        if isinstance(value, str):
            kind, data = b"s", value.encode("utf-8", "surrogateescape")
        elif isinstance(value, bytes):
            kind, data = b"b", value
        else:
            kind, data = b"n", repr(value).encode()
        parts += (kind, len(data).to_bytes(8, "big"), data)
    return b"".join(parts)


def origin(log_id: str) -> str:
    """What stands in the place of a hash before the first row of the log `log_id`."""
    return hashlib.sha256(b"sordino ledger log\0" + log_id.encode("utf-8", "surrogateescape")).hexdigest()


class Anchor(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The newest row as it is remembered outside the database. `signature` is empty without a key."""

    log: str
    number: int
    hash: str
    key_id: str = UNSIGNED
    signature: str = ""

    @classmethod
    def of(cls, log: str, number: int, row: str, key: bytes | None) -> Anchor:
        """The anchor for one head, signed where there is a key."""
        if key is None:
            return cls(log=log, number=number, hash=row)
        name = key_id(key)
        return cls(
            log=log, number=number, hash=row, key_id=name, signature=_head_hash(log, number, row, name, key)
        )

    def genuine(self, keys: Mapping[str, bytes]) -> bool | None:
        """Whether the signature holds; None where there is none to check, or no key to check it with."""
        key = keys.get(self.key_id)
        if key is None:
            return None
        expected = _head_hash(self.log, self.number, self.hash, self.key_id, key)
        return hmac.compare_digest(expected.encode(), self.signature.encode())


def read_anchor(path: Path) -> Anchor | None:
    """The anchor in `path`, None where there is no file. Raises OSError, and ValueError for anything else."""
    try:
        return msgspec.json.decode(path.read_bytes(), type=Anchor)
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(str(error)) from error


def write_anchor(path: Path, anchor: Anchor) -> None:
    """Replace the anchor, whole or not at all, and durably. Raises OSError."""
    write_whole(path, msgspec.json.encode(anchor))


def _head_hash(log: str, number: int, row: str, name: str, key: bytes) -> str:
    return _digest(b"sordino ledger head 1\0" + canonical((log, number, row, name)), key)


def _digest(data: bytes, key: bytes | None) -> str:
    if key is None:
        return hashlib.sha256(data).hexdigest()
    return hmac.digest(key, data, "sha256").hex()


def row_from(values: Mapping[str, Any]) -> Row:
    """A row from the columns of a database row."""
    return Row(**{name: values[name] for name in COLUMNS})
