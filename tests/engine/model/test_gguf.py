"""A model file is checked before llama.cpp sees it."""

from __future__ import annotations

import contextlib
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import UserError
from engine.model.gguf import read_facts


def write(folder: Path, content: bytes) -> Path:
    path = folder / "m.gguf"
    path.write_bytes(content)
    return path


def test_a_good_file_says_what_it_is(tmp_path: Path, small_gguf: bytes) -> None:
    facts = read_facts(write(tmp_path, small_gguf))
    assert (facts.architecture, facts.context, facts.name) == ("llama", 512, "m")


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is not there"):
        read_facts(tmp_path / "none.gguf")


def test_a_folder_is_refused_in_words(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        read_facts(tmp_path)


@pytest.mark.parametrize("content", [b"", b"GG", b"PK\3\4 a zip file", b"<html>not found</html>"])
def test_another_kind_of_file_is_not_a_gguf(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(UserError, match="not a GGUF"):
        read_facts(write(tmp_path, content))


def test_a_file_that_is_cut_anywhere_is_damaged(tmp_path: Path, small_gguf: bytes) -> None:
    for length in range(4, len(small_gguf)):
        with pytest.raises(UserError, match="is damaged"):
            read_facts(write(tmp_path, small_gguf[:length]))


@pytest.mark.parametrize("place", [8, 16])
@pytest.mark.parametrize("count", [1 << 63, (1 << 64) - 1, 70_000])
def test_absurd_counts_are_refused_at_once(tmp_path: Path, small_gguf: bytes, place: int, count: int) -> None:
    content = bytearray(small_gguf)
    content[place : place + 8] = struct.pack("<Q", count)
    with pytest.raises(UserError, match="claims"):
        read_facts(write(tmp_path, bytes(content)))


def test_an_old_or_future_version_is_named(tmp_path: Path, small_gguf: bytes) -> None:
    for version in (0, 1, 4, 1 << 31):
        content = small_gguf[:4] + struct.pack("<I", version) + small_gguf[8:]
        with pytest.raises(UserError, match="format version"):
            read_facts(write(tmp_path, content))


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=200)
def test_no_flipped_bytes_end_in_anything_but_facts_or_a_sentence(
    tmp_path: Path, small_gguf: bytes, data: st.DataObject
) -> None:
    content = bytearray(small_gguf)
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(4, len(content) - 1))] = data.draw(st.integers(0, 255))
    path = write(tmp_path, bytes(content))
    with contextlib.suppress(UserError):
        read_facts(path)
