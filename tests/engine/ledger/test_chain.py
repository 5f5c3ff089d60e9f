from __future__ import annotations

import os
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.ledger.chain import COLUMNS, TEXTS, Anchor, Row, canonical, read_anchor, row_hash, write_anchor
from engine.ledger.key import key_id

KEY = b"k" * 32
values = st.none() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text() | st.binary()


@given(st.lists(values, max_size=5), st.lists(values, max_size=5))
def test_different_rows_never_have_one_encoding(one: list[None], two: list[None]) -> None:
    same = [(type(a), a) for a in one] == [(type(b), b) for b in two] and repr(one) == repr(two)
    assert (canonical(one) == canonical(two)) == same


@pytest.mark.parametrize("column", [field.name for field in fields(Row)][:-1])
@pytest.mark.parametrize("key", [None, KEY])
def test_every_column_is_under_the_hash(column: str, key: bytes | None) -> None:
    row = dict.fromkeys(COLUMNS, "")
    assert row_hash(row, key) != row_hash({**row, column: "x"}, key)


def test_every_text_has_its_hash_in_the_row() -> None:
    assert set(TEXTS) <= set(COLUMNS)


def test_only_the_key_makes_the_signature() -> None:
    row = dict.fromkeys(COLUMNS, "")
    assert len({row_hash(row, None), row_hash(row, KEY), row_hash(row, b"x" * 32)}) == 3


def test_an_anchor_is_genuine_by_its_own_key_alone() -> None:
    anchor = Anchor.of("log", 3, "hash", KEY)
    assert anchor.genuine({key_id(KEY): KEY}) is True
    assert anchor.genuine({}) is None
    assert Anchor.of("log", 3, "hash", None).genuine({key_id(KEY): KEY}) is None
    forged = Anchor(log="log", number=4, hash="hash", key_id=anchor.key_id, signature=anchor.signature)
    assert forged.genuine({key_id(KEY): KEY}) is False


def test_an_anchor_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "head"
    assert read_anchor(path) is None
    anchor = Anchor.of("log", 1, "hash", KEY)
    write_anchor(path, anchor)

    def fail(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="No space"):
        write_anchor(path, Anchor.of("log", 2, "hash", KEY))
    assert read_anchor(path) == anchor
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("content", [b"", b"{}", b"\xff", b'{"log": 1}', b"[]"])
def test_anything_else_is_no_anchor(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "head"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=r"."):
        read_anchor(path)
