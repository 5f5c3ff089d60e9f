"""Reads the header of a GGUF file with care, before llama.cpp sees it.

The layout is that of the GGUF specification, versions 2 and 3, little endian: magic, version, counts,
key-value pairs, tensor descriptions, then the aligned tensor data. Every length is checked against what is
left of the file, so that a hostile or truncated one ends in a sentence.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from math import prod
from pathlib import Path
from typing import TypeAlias

from engine.errors import UserError

MAX_PAIRS = 65_536
MAX_TENSORS = 65_536
MAX_KEY = 65_535
MAX_STRING = 16 * 1024 * 1024
MAX_DIMENSIONS = 4

Scalar: TypeAlias = int | float | bool | str
_Pairs: TypeAlias = dict[str, Scalar]

_STRING = 8
_ARRAY = 9
_SCALARS = {
    0: "<B",
    1: "<b",
    2: "<H",
    3: "<h",
    4: "<I",
    5: "<i",
    6: "<f",
    7: "<?",
    10: "<Q",
    11: "<q",
    12: "<d",
}

_FILE_TYPES = {
    0: "F32",
    1: "F16",
    2: "Q4_0",
    3: "Q4_1",
    7: "Q8_0",
    8: "Q5_0",
    9: "Q5_1",
    10: "Q2_K",
    11: "Q3_K_S",
    12: "Q3_K_M",
    13: "Q3_K_L",
    14: "Q4_K_S",
    15: "Q4_K_M",
    16: "Q5_K_S",
    17: "Q5_K_M",
    18: "Q6_K",
    19: "IQ2_XXS",
    20: "IQ2_XS",
    21: "Q2_K_S",
    22: "IQ3_XS",
    23: "IQ3_XXS",
    24: "IQ1_S",
    25: "IQ4_NL",
    26: "IQ3_S",
    27: "IQ3_M",
    28: "IQ2_S",
    29: "IQ2_M",
    30: "IQ4_XS",
    31: "IQ1_M",
    32: "BF16",
}
"""llama.cpp's `llama_ftype`, as `general.file_type` holds it."""

_BLOCKS = {
    0: (1, 4),
    1: (1, 2),
    2: (32, 18),
    3: (32, 20),
    6: (32, 22),
    7: (32, 24),
    8: (32, 34),
    9: (32, 36),
    10: (256, 84),
    11: (256, 110),
    12: (256, 144),
    13: (256, 176),
    14: (256, 210),
    15: (256, 292),
    16: (256, 66),
    17: (256, 74),
    18: (256, 98),
    19: (256, 50),
    20: (32, 18),
    21: (256, 110),
    22: (256, 82),
    23: (256, 136),
    24: (1, 1),
    25: (1, 2),
    26: (1, 4),
    27: (1, 8),
    28: (1, 8),
    29: (256, 56),
    30: (1, 2),
}
"""ggml's tensor types: elements and bytes of one block."""


@dataclass(frozen=True, slots=True)
class GgufFacts:
    """What the header says. `context` in tokens, `cache_bytes_per_token` in f16; 0 where unknown."""

    architecture: str
    name: str
    quantisation: str
    context: int
    layers: int
    cache_bytes_per_token: int
    chat_template: str
    size: int


class _FormatError(Exception):
    """The file does not keep to the format; the clause says how."""


class _Reader:
    """A cursor over the file that never leaves it."""

    def __init__(self, data: mmap.mmap) -> None:
        self._data = data
        self.size = len(data)
        self.at = 0

    def skip(self, count: int) -> int:
        """Move on by `count` bytes; the position before."""
        if count < 0 or count > self.size - self.at:
            raise _FormatError("it is truncated")
        before = self.at
        self.at += count
        return before

    def number(self, form: str) -> int | float | bool:
        """One scalar of a struct format."""
        value: int | float | bool = struct.unpack_from(form, self._data, self.skip(struct.calcsize(form)))[0]
        return value

    def count(self, limit: int, what: str) -> int:
        """An unsigned 64-bit count that must not exceed `limit`."""
        value = int(self.number("<Q"))
        if value > limit:
            raise _FormatError(f"it claims {value} {what}")
        return value

    def text(self, limit: int) -> str:
        """A length-prefixed string."""
        length = self.count(limit, "bytes in one string")
        start = self.skip(length)
        return self._data[start : start + length].decode("utf-8", errors="replace")

    def skip_array(self) -> None:
        """Move past an array; arrays of arrays do not occur in model files and are refused."""
        kind = int(self.number("<I"))
        length = self.count(self.size, "array elements")
        if kind in _SCALARS:
            self.skip(length * struct.calcsize(_SCALARS[kind]))
        elif kind == _STRING:
            for _ in range(length):
                self.skip(self.count(MAX_STRING, "bytes in one string"))
        else:
            raise _FormatError(f"it holds an array of the unknown type {kind}")


def read_facts(path: Path) -> GgufFacts:
    """Check the header of `path` and return what it says. Raises UserError in words for the user."""
    try:
        with path.open("rb") as file:
            if file.read(4) != b"GGUF":
                raise UserError(
                    f"{path.name} is not a GGUF model file.", "Choose a file whose name ends in .gguf."
                )
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _facts(_Reader(data), path)
    except FileNotFoundError:
        raise UserError(f"The model file {path} is not there.", "Choose another model.") from None
    except _FormatError as error:
        raise UserError(
            f"The model file {path.name} is damaged: {error}.", "Delete it and download it again."
        ) from error
    except (OSError, ValueError) as error:
        raise UserError(
            f"The model file {path} cannot be read: {error}.", "Check its permissions."
        ) from error


def _facts(reader: _Reader, path: Path) -> GgufFacts:
    reader.skip(4)
    version = int(reader.number("<I"))
    if version not in {2, 3}:
        raise _FormatError(f"its format version is {version}, and only 2 and 3 are known")
    tensors = reader.count(MAX_TENSORS, "tensors")
    pairs = _read_pairs(reader, reader.count(MAX_PAIRS, "metadata entries"))
    _check_tensors(reader, tensors, _whole(pairs, "general.alignment", 32))
    architecture = str(pairs.get("general.architecture", ""))
    return GgufFacts(
        architecture=architecture,
        name=str(pairs.get("general.name", "")) or path.stem,
        quantisation=_FILE_TYPES.get(_whole(pairs, "general.file_type", -1), ""),
        context=_whole(pairs, f"{architecture}.context_length", 0),
        layers=_whole(pairs, f"{architecture}.block_count", 0),
        cache_bytes_per_token=_cache_bytes(pairs, architecture),
        chat_template=str(pairs.get("tokenizer.chat_template", "")),
        size=reader.size,
    )


def _read_pairs(reader: _Reader, count: int) -> _Pairs:
    pairs: _Pairs = {}
    for _ in range(count):
        key = reader.text(MAX_KEY)
        kind = int(reader.number("<I"))
        if kind == _ARRAY:
            reader.skip_array()
        elif kind == _STRING:
            pairs[key] = reader.text(MAX_STRING)
        elif kind in _SCALARS:
            pairs[key] = reader.number(_SCALARS[kind])
        else:
            raise _FormatError(f"it holds a value of the unknown type {kind}")
    return pairs


def _check_tensors(reader: _Reader, count: int, alignment: int) -> None:
    if alignment <= 0 or alignment > 1 << 20 or alignment & (alignment - 1):
        raise _FormatError(f"its alignment is {alignment}")
    if count == 0:
        raise _FormatError("it holds no tensors")
    end = 0
    for _ in range(count):
        reader.text(MAX_KEY)
        dimensions = int(reader.number("<I"))
        if dimensions > MAX_DIMENSIONS:
            raise _FormatError(f"a tensor has {dimensions} dimensions")
        elements = prod(int(reader.number("<Q")) for _ in range(dimensions))
        block, size = _BLOCKS.get(int(reader.number("<I")), (1, 0))
        end = max(end, int(reader.number("<Q")) + elements // block * size)
    start = -(-reader.at // alignment) * alignment
    if start + end > reader.size:
        raise _FormatError(f"it is truncated: {start + end:,} bytes are announced, {reader.size:,} are there")


def _whole(pairs: _Pairs, key: str, default: int) -> int:
    value = pairs.get(key, default)
    return value if isinstance(value, int) else default


def _cache_bytes(pairs: _Pairs, architecture: str) -> int:
    """Keys and values of one token in f16, over all layers."""
    heads = _whole(pairs, f"{architecture}.attention.head_count", 0)
    kv_heads = _whole(pairs, f"{architecture}.attention.head_count_kv", heads)
    width = _whole(pairs, f"{architecture}.embedding_length", 0) // max(heads, 1)
    keys = _whole(pairs, f"{architecture}.attention.key_length", width)
    values = _whole(pairs, f"{architecture}.attention.value_length", width)
    return _whole(pairs, f"{architecture}.block_count", 0) * kv_heads * (keys + values) * 2
