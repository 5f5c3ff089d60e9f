"""The starter model in its process, and small GGUF files made here."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.model.host import ModelProcess
from engine.model.port import ModelOptions


@pytest.fixture
def process(model_path: Path, tmp_path: Path) -> Iterator[ModelProcess]:
    """The starter model in its process."""
    made = ModelProcess(model_path, tmp_path / "model.log", options=ModelOptions(context=2048))
    yield made
    made.close()


def text(value: str) -> bytes:
    """A GGUF string."""
    return struct.pack("<Q", len(value.encode())) + value.encode()


def pair(key: str, value: str | list[str] | int) -> bytes:
    """A key with its value: a string, an array of strings, or an unsigned 32-bit number."""
    if isinstance(value, int):
        return text(key) + struct.pack("<II", 4, value)
    if isinstance(value, str):
        return text(key) + struct.pack("<I", 8) + text(value)
    return text(key) + struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(text, value))


def gguf(pairs: dict[str, str | list[str] | int], tensors: list[tuple[str, int, int]]) -> bytes:
    """A GGUF file. A tensor is name, count of 32-bit numbers, and offset; the data is zero."""
    head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(pairs))
    head += b"".join(pair(key, value) for key, value in pairs.items())
    head += b"".join(
        text(name) + struct.pack("<IQIQ", 1, numbers, 0, offset) for name, numbers, offset in tensors
    )
    data = max((offset + numbers * 4 for _, numbers, offset in tensors if numbers < 1 << 32), default=0)
    return head + b"\0" * (-len(head) % 32) + b"\0" * data


@pytest.fixture
def small_gguf() -> bytes:
    """A well-formed GGUF file with three pairs and one tensor of 32 numbers."""
    pairs: dict[str, str | list[str] | int] = {
        "general.architecture": "llama",
        "llama.context_length": 512,
        "tokenizer.ggml.tokens": ["a", "b"],
    }
    return gguf(pairs, [("w", 32, 0)])
