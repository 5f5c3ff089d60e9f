"""The starter model in its process, and small GGUF files made here."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.model.host import ModelProcess


@pytest.fixture
def process(model_path: Path, tmp_path: Path) -> Iterator[ModelProcess]:
    """The starter model in its process."""
    made = ModelProcess(model_path, tmp_path / "model.log", context=2048)
    yield made
    made.close()


def text(value: str) -> bytes:
    """A GGUF string."""
    return struct.pack("<Q", len(value.encode())) + value.encode()


@pytest.fixture
def small_gguf() -> bytes:
    """A well-formed GGUF file with three pairs and one tensor of 32 numbers."""
    pairs = [
        text("general.architecture") + struct.pack("<I", 8) + text("llama"),
        text("llama.context_length") + struct.pack("<II", 4, 512),
        text("tokenizer.ggml.tokens") + struct.pack("<IIQ", 9, 8, 2) + text("a") + text("b"),
    ]
    tensor = text("w") + struct.pack("<IQIQ", 1, 32, 0, 0)
    head = b"GGUF" + struct.pack("<IQQ", 3, 1, len(pairs)) + b"".join(pairs) + tensor
    return head + b"\0" * (-len(head) % 32) + b"\0" * 128
