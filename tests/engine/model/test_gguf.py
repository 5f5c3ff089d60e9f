"""A model file is checked before llama.cpp sees it."""

from __future__ import annotations

import contextlib
import os
import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.errors import UserError
from engine.model.gguf import MAX_METADATA, MAX_TAGS, read_facts
from tests.engine.model.conftest import gguf


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
    with pytest.raises(UserError, match="is not a file"):
        read_facts(tmp_path)


def test_a_pipe_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.gguf")
    with pytest.raises(UserError, match="is not a file"):
        read_facts(tmp_path / "pipe.gguf")


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


def test_the_largest_layer_and_what_lies_outside_layers_are_weighed(tmp_path: Path) -> None:
    tensors = [
        ("token_embd.weight", 32, 0),
        ("blk.0.a", 32, 128),
        ("blk.1.a", 32, 256),
        ("blk.1.b", 16, 384),
        ("blk.x", 8, 448),
    ]
    facts = read_facts(write(tmp_path, gguf({"general.architecture": "llama"}, tensors)))
    assert (facts.tensors, facts.layer_bytes, facts.rest_bytes) == (5, 192, 128 + 32)


def test_a_tensor_of_a_type_of_the_future_takes_what_lies_up_to_the_next(tmp_path: Path) -> None:
    content = gguf({}, [("blk.0.a", 32, 0), ("b", 32, 128)])
    kind = content.index(b"blk.0.a") + len(b"blk.0.a") + 4 + 8
    content = content[:kind] + struct.pack("<I", 4711) + content[kind + 4 :]
    facts = read_facts(write(tmp_path, content))
    assert (facts.layer_bytes, facts.rest_bytes) == (128, 128)


def test_the_general_texts_are_kept_within_limits_and_no_others(tmp_path: Path) -> None:
    pairs: dict[str, str | list[str] | int] = {
        "general.architecture": "llama",
        "general.name": "A" * 10_000,
        "general.tags": [f"t{number}" for number in range(1000)],
        "general.file_type": 15,
        "tokenizer.ggml.tokens": ["a", "b"],
    }
    facts = read_facts(write(tmp_path, gguf(pairs, [("w", 32, 0)])))
    assert set(facts.metadata) == {"general.architecture", "general.name", "general.tags"}
    assert len(facts.metadata["general.name"]) == MAX_METADATA
    assert facts.metadata["general.tags"].split(", ") == [f"t{number}" for number in range(MAX_TAGS)]


def test_an_unknown_architecture_is_for_llama_cpp_to_judge(tmp_path: Path) -> None:
    content = gguf({"general.architecture": "martian"}, [("w", 32, 0)])
    assert read_facts(write(tmp_path, content)).architecture == "martian"


@pytest.mark.parametrize(
    ("tensors", "problem"),
    [
        ([("a", 32, 0), ("b", 32, 64)], "overlap"),
        ([("a", 32, 0), ("a", 32, 128)], "same name"),
        ([("a", (1 << 64) - 32, 0)], "claims"),
        ([("a", 1 << 62, 0)], "truncated"),
        ([("a", 32, (1 << 64) - 128)], "truncated"),
    ],
)
def test_tensors_that_cannot_be_are_refused(
    tmp_path: Path, tensors: list[tuple[str, int, int]], problem: str
) -> None:
    content = gguf({}, [(name, count, offset if offset < 1 << 32 else 0) for name, count, offset in tensors])
    for name, _, offset in tensors:
        if offset >= 1 << 32:
            place = content.index(name.encode()) + len(name) + 16
            content = content[:place] + struct.pack("<Q", offset) + content[place + 8 :]
    with pytest.raises(UserError, match=problem):
        read_facts(write(tmp_path, content))


def test_rows_that_do_not_divide_into_blocks_are_refused(tmp_path: Path) -> None:
    content = gguf({}, [("blk.0.a", 48, 0)])
    kind = content.index(b"blk.0.a") + len(b"blk.0.a") + 4 + 8
    with pytest.raises(UserError, match="blocks of 32"):
        read_facts(write(tmp_path, content[:kind] + struct.pack("<I", 8) + content[kind + 4 :]))


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
