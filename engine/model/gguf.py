"""Reads the header of a GGUF file with care, before llama.cpp sees it.

The layout is that of the GGUF specification, versions 2 and 3, little endian: magic, version, counts,
key-value pairs, tensor descriptions, then the aligned tensor data. Every length is checked against what is
left of the file, so that a hostile or truncated one ends in a sentence.
"""

from __future__ import annotations

import mmap
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from math import prod
from pathlib import Path
from typing import TypeAlias

from engine.errors import UserError

MAX_PAIRS = 65_536
MAX_TENSORS = 65_536
MAX_KEY = 65_535
MAX_STRING = 16 * 1024 * 1024
MAX_DIMENSIONS = 4
MAX_DIMENSION = (1 << 63) - 1
"""ggml keeps the length of a dimension in a signed 64-bit number."""
MAX_TAGS = 64
MAX_METADATA = 4096
"""Strings of one array, and characters of one value, that `GgufFacts.metadata` keeps."""

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
    34: (256, 54),
    35: (256, 66),
    39: (32, 17),
}
"""ggml's tensor types: elements and bytes of one block."""

_LAYER = re.compile(r"blk\.([0-9]{1,6})\.")


@dataclass(frozen=True, slots=True)
class GgufFacts:
    """What the header says. `context` in tokens, `cache_bytes_per_token` in f16; 0 where unknown.

    `layer_bytes` is the size of the largest layer (`blk.N.` in the tensors' names), `rest_bytes` that of all
    tensors outside layers. `metadata` holds the texts under `general.`; an array of texts is joined by ", ".
    """

    architecture: str
    name: str
    quantisation: str
    context: int
    layers: int
    cache_bytes_per_token: int
    chat_template: str
    size: int
    layer_bytes: int = 0
    rest_bytes: int = 0
    metadata: Mapping[str, str] = field(default_factory=dict)
    tensors: int = 0


@dataclass(frozen=True, slots=True)
class _Tensor:
    """One tensor's place in the data. `size` is -1 where its type is not known here."""

    name: str
    offset: int
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

    def array(self, keep: bool) -> list[str]:
        """Move past an array; its first texts where `keep`. Arrays of arrays do not occur in model files."""
        kind = int(self.number("<I"))
        length = self.count(self.size, "array elements")
        kept: list[str] = []
        if kind in _SCALARS:
            self.skip(length * struct.calcsize(_SCALARS[kind]))
        elif kind == _STRING:
            for number in range(length):
                if keep and number < MAX_TAGS:
                    kept.append(self.text(MAX_STRING))
                else:
                    self.skip(self.count(MAX_STRING, "bytes in one string"))
        else:
            raise _FormatError(f"it holds an array of the unknown type {kind}")
        return kept


def read_facts(path: Path) -> GgufFacts:
    """Check the header of `path` and return what it says. Raises UserError in words for the user."""
    try:
        if path.exists() and not path.is_file():
            raise UserError(f"{path.name} is not a file.", "Choose a GGUF file.")
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
    count = reader.count(MAX_TENSORS, "tensors")
    pairs = _read_pairs(reader, reader.count(MAX_PAIRS, "metadata entries"))
    tensors = _read_tensors(reader, count, _whole(pairs, "general.alignment", 32))
    layer_bytes, rest_bytes = _weigh(tensors)
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
        layer_bytes=layer_bytes,
        rest_bytes=rest_bytes,
        metadata=_metadata(pairs),
        tensors=count,
    )


def _read_pairs(reader: _Reader, count: int) -> _Pairs:
    pairs: _Pairs = {}
    for _ in range(count):
        key = reader.text(MAX_KEY)
        kind = int(reader.number("<I"))
        if kind == _ARRAY:
            kept = reader.array(keep=key.startswith("general."))
            if kept:
                pairs[key] = ", ".join(kept)
        elif kind == _STRING:
            pairs[key] = reader.text(MAX_STRING)
        elif kind in _SCALARS:
            pairs[key] = reader.number(_SCALARS[kind])
        else:
            raise _FormatError(f"it holds a value of the unknown type {kind}")
    return pairs


def _metadata(pairs: _Pairs) -> dict[str, str]:
    return {
        key: value[:MAX_METADATA]
        for key, value in pairs.items()
        if key.startswith("general.") and isinstance(value, str)
    }


def _read_tensors(reader: _Reader, count: int, alignment: int) -> list[_Tensor]:
    """The tensors in the order of their places; each lies within the file and none over another."""
    if alignment <= 0 or alignment > 1 << 20 or alignment & (alignment - 1):
        raise _FormatError(f"its alignment is {alignment}")
    if count == 0:
        raise _FormatError("it holds no tensors")
    found = sorted((_read_tensor(reader) for _ in range(count)), key=lambda tensor: tensor.offset)
    if len({tensor.name for tensor in found}) < count:
        raise _FormatError("two of its tensors bear the same name")
    start = -(-reader.at // alignment) * alignment
    end = max(tensor.offset + max(tensor.size, 0) for tensor in found)
    if start + end > reader.size:
        raise _FormatError(f"it is truncated: {start + end:,} bytes are announced, {reader.size:,} are there")
    ends = [after.offset for _, after in pairwise(found)] + [reader.size - start]
    if any(tensor.offset + max(tensor.size, 0) > end for tensor, end in zip(found, ends, strict=True)):
        raise _FormatError("its tensors overlap")
    return [
        tensor if tensor.size >= 0 else _Tensor(tensor.name, tensor.offset, end - tensor.offset)
        for tensor, end in zip(found, ends, strict=True)
    ]


def _read_tensor(reader: _Reader) -> _Tensor:
    name = reader.text(MAX_KEY)
    count = int(reader.number("<I"))
    if count > MAX_DIMENSIONS:
        raise _FormatError(f"a tensor has {count} dimensions")
    dimensions = [reader.count(MAX_DIMENSION, "numbers in one row") for _ in range(count)]
    block, size = _BLOCKS.get(int(reader.number("<I")), (1, -1))
    offset = int(reader.number("<Q"))
    elements = prod(dimensions)
    if dimensions and dimensions[0] % block:
        raise _FormatError(f"a tensor's rows of {dimensions[0]} do not divide into blocks of {block}")
    return _Tensor(name, offset, elements // block * size if size >= 0 else -1)


def _weigh(tensors: list[_Tensor]) -> tuple[int, int]:
    """The bytes of the largest layer, and those of all tensors outside layers."""
    layers: dict[int, int] = {}
    rest = 0
    for tensor in tensors:
        number = _LAYER.match(tensor.name)
        if number is None:
            rest += tensor.size
        else:
            layer = int(number[1])
            layers[layer] = layers.get(layer, 0) + tensor.size
    return max(layers.values(), default=0), rest


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
