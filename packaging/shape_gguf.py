"""Writes a GGUF file of Orchestrator-8B's shape with random weights, to measure with where the model is not.

Speed and memory depend on the shape, the types of the tensors and the tokenizer, not on what the weights
say. The types are those that llama.cpp's quantiser picks for Q4_K_M (src/llama-quant.cpp), the sizes those
of the model's card; tokenizer and chat template are copied from a Qwen file, the starter model by default.

    python packaging/shape_gguf.py OUT [--layers 36] [--from STARTER.gguf] [--tokenizer-only]
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import platformdirs
from gguf import (
    GGUF_DEFAULT_ALIGNMENT,
    GGMLQuantizationType,
    GGUFReader,
    GGUFValueType,
    GGUFWriter,
    LlamaFileType,
)

ARCHITECTURE = "qwen3"
LAYERS = 36
HIDDEN = 4096
FEED_FORWARD = 12_288
HEADS = 32
KV_HEADS = 8
HEAD = 128
VOCABULARY = 151_936
CONTEXT = 40_960
ROPE_BASE = 1_000_000.0
NORM_EPSILON = 1e-6
PUBLISHED_BYTES = 5_027_783_840
"""The size of the published Q4_K_M file of 36 layers."""

STARTER_FILE = "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"
SEED = 8
POOL_BLOCKS = 200_003
"""Random blocks that every tensor is cut from: a prime, so that no two rows of a tensor are the same."""
SPREAD = 0.02
"""The standard deviation of the weights, as in models fresh from their initialisation: logits stay finite."""

F32 = GGMLQuantizationType.F32
Q4_K = GGMLQuantizationType.Q4_K
Q6_K = GGMLQuantizationType.Q6_K
BLOCK = 256
BLOCK_BYTES = {Q4_K: 144, Q6_K: 210}


class Tensor(NamedTuple):
    """One tensor: `rows` times `columns` numbers; rows are 1 for a vector."""

    name: str
    columns: int
    rows: int
    kind: GGMLQuantizationType

    @property
    def size(self) -> int:
        """Bytes."""
        count = self.columns * self.rows
        return count * 4 if self.kind is F32 else count // BLOCK * BLOCK_BYTES[self.kind]


def gets_more_bits(layer: int, layers: int) -> bool:
    """llama.cpp's `use_more_bits`: the first and last eighth of the layers, and every third between."""
    return layer < layers // 8 or layer >= 7 * layers // 8 or (layer - layers // 8) % 3 == 2


def tensors(layers: int) -> Iterator[Tensor]:
    """All tensors in the file's order."""
    yield Tensor("output.weight", HIDDEN, VOCABULARY, Q6_K)
    yield Tensor("output_norm.weight", HIDDEN, 1, F32)
    yield Tensor("token_embd.weight", HIDDEN, VOCABULARY, Q4_K)
    for layer in range(layers):
        more = Q6_K if gets_more_bits(layer, layers) else Q4_K
        at = f"blk.{layer}."
        yield Tensor(f"{at}attn_k.weight", HIDDEN, KV_HEADS * HEAD, Q4_K)
        yield Tensor(f"{at}attn_k_norm.weight", HEAD, 1, F32)
        yield Tensor(f"{at}attn_norm.weight", HIDDEN, 1, F32)
        yield Tensor(f"{at}attn_output.weight", HEADS * HEAD, HIDDEN, Q4_K)
        yield Tensor(f"{at}attn_q.weight", HIDDEN, HEADS * HEAD, Q4_K)
        yield Tensor(f"{at}attn_q_norm.weight", HEAD, 1, F32)
        yield Tensor(f"{at}attn_v.weight", HIDDEN, KV_HEADS * HEAD, more)
        yield Tensor(f"{at}ffn_down.weight", FEED_FORWARD, HIDDEN, more)
        yield Tensor(f"{at}ffn_gate.weight", HIDDEN, FEED_FORWARD, Q4_K)
        yield Tensor(f"{at}ffn_norm.weight", HIDDEN, 1, F32)
        yield Tensor(f"{at}ffn_up.weight", HIDDEN, FEED_FORWARD, Q4_K)


def q4_k_pool(random: np.random.Generator) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Random Q4_K blocks (ggml-common.h: d, dmin, 12 bytes of scales, 128 bytes of quants) around zero.

    All sixteen scales and minima, six bits each, are 32; a quant's mean is 7.5 and its deviation 4.6.
    """
    pool = random.integers(0, 256, (POOL_BLOCKS, BLOCK_BYTES[Q4_K]), np.uint8)
    step = SPREAD / (32 * 4.6)
    pool[:, 0:4] = np.array([step, 7.5 * step], np.float16).view(np.uint8)
    pool[:, 4:12] = 0xA0
    pool[:, 12:16] = 0
    return pool


def q6_k_pool(random: np.random.Generator) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """Random Q6_K blocks (192 bytes of quants, 16 scales of 8 bits, d) around zero.

    All scales are 8; a quant's mean is -0.5 and its deviation 18.5.
    """
    pool = random.integers(0, 256, (POOL_BLOCKS, BLOCK_BYTES[Q6_K]), np.uint8)
    pool[:, 192:208] = 8
    pool[:, 208:210] = np.array([SPREAD / (8 * 18.5)], np.float16).view(np.uint8)
    return pool


def copy_tokenizer(source: GGUFReader, writer: GGUFWriter) -> None:
    """Take over every `tokenizer.` field. Raises ValueError where it is not that of Qwen's vocabulary."""
    tokens = source.fields.get("tokenizer.ggml.tokens")
    if tokens is None or len(tokens.data) != VOCABULARY:
        raise ValueError(f"its vocabulary has not {VOCABULARY:,} tokens")
    for key, field in source.fields.items():
        if not key.startswith("tokenizer."):
            continue
        if field.types[0] is GGUFValueType.ARRAY:
            writer.add_array(key, field.contents())
        else:
            writer.add_key_value(key, field.contents(), field.types[0])


def describe(writer: GGUFWriter, layers: int) -> None:
    """The model's own facts."""
    writer.add_name("Random weights of Orchestrator-8B's shape")
    writer.add_file_type(LlamaFileType.MOSTLY_Q4_K_M)
    writer.add_quantization_version(2)
    writer.add_block_count(layers)
    writer.add_context_length(CONTEXT)
    writer.add_embedding_length(HIDDEN)
    writer.add_feed_forward_length(FEED_FORWARD)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(KV_HEADS)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_rope_freq_base(ROPE_BASE)
    writer.add_layer_norm_rms_eps(NORM_EPSILON)


def write_weights(writer: GGUFWriter, layers: int) -> None:
    """Describe all tensors, then write header and data; each tensor begins elsewhere in the pool."""
    wanted = list(tensors(layers))
    for tensor in wanted:
        if tensor.kind is F32:
            writer.add_tensor_info(tensor.name, [tensor.columns], np.dtype(np.float32), tensor.size)
        else:
            shape = [tensor.rows, tensor.columns // BLOCK * BLOCK_BYTES[tensor.kind]]
            writer.add_tensor_info(tensor.name, shape, np.dtype(np.uint8), tensor.size, tensor.kind)
    write_head(writer)
    random = np.random.default_rng(SEED)
    pools = {Q4_K: q4_k_pool(random), Q6_K: q6_k_pool(random)}
    for number, tensor in enumerate(wanted):
        if tensor.kind is F32:
            writer.write_tensor_data(np.ones(tensor.columns, np.float32))
        else:
            pool = np.roll(pools[tensor.kind], number * 997, axis=0).reshape(-1)
            writer.write_tensor_data(np.resize(pool, tensor.size))


def write_head(writer: GGUFWriter) -> None:
    """Everything before the tensors' data."""
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_ti_data_to_file()


def make(out: Path, layers: int, source: Path, *, tokenizer_only: bool = False) -> None:
    """Write the file. Raises OSError and ValueError."""
    part = out.with_name(out.name + ".part")
    writer = GGUFWriter(part, ARCHITECTURE)
    assert writer.data_alignment == GGUF_DEFAULT_ALIGNMENT
    try:
        copy_tokenizer(GGUFReader(source), writer)
        if tokenizer_only:
            write_head(writer)
        else:
            describe(writer, layers)
            write_weights(writer, layers)
        writer.close()
        part.replace(out)
    finally:
        writer.close()
        part.unlink(missing_ok=True)


def starter() -> Path:
    """Where `make starter` puts its file."""
    home = os.environ.get("SORDINO_HOME")
    return (Path(home) if home else platformdirs.user_data_path("sordino")) / "models" / STARTER_FILE


def main(arguments: list[str]) -> int:
    """Write what the command line asks for; the exit status."""
    parser = argparse.ArgumentParser(description="Write a GGUF file of Orchestrator-8B's shape.")
    parser.add_argument("out", type=Path)
    parser.add_argument("--layers", type=int, default=LAYERS, help="how many layers (36)")
    parser.add_argument("--from", dest="source", type=Path, default=starter(), help="whose tokenizer to take")
    parser.add_argument("--tokenizer-only", action="store_true", help="write the tokenizer and no weights")
    asked = parser.parse_args(arguments)
    if asked.layers < 1:
        parser.error("--layers must be 1 or more")
    begun = time.monotonic()
    try:
        make(asked.out, asked.layers, asked.source, tokenizer_only=asked.tokenizer_only)
    except (OSError, ValueError) as error:
        print(f"The file could not be made from {asked.source}: {error}.", file=sys.stderr)
        return 1
    size = asked.out.stat().st_size
    said = f"{asked.out}: {size:,} bytes in {time.monotonic() - begun:.1f} s"
    if asked.layers == LAYERS and not asked.tokenizer_only:
        difference = size - PUBLISHED_BYTES
        said += (
            f"; the published Q4_K_M file has {PUBLISHED_BYTES:,}: {difference:+,} bytes, "
            f"{difference / PUBLISHED_BYTES:+.3%}"
        )
    print(f"{said}.")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
