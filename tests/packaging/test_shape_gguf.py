"""The file of Orchestrator-8B's shape has the published size, and llama.cpp takes it for a model."""

from __future__ import annotations

import importlib.util
import struct
import sys
import threading
from pathlib import Path
from types import ModuleType

import pytest
from gguf.quants import dequantize

from engine.model.gguf import read_facts
from engine.model.host import ModelProcess
from engine.model.port import Finished, Prompt

ROOT = Path(__file__).resolve().parents[2]


def load_script() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("shape_gguf", ROOT / "packaging" / "shape_gguf.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["shape_gguf"] = module
    spec.loader.exec_module(module)
    return module


shape_gguf = load_script()


def test_36_layers_weigh_what_the_published_file_weighs() -> None:
    tensors = list(shape_gguf.tensors(36))
    header = 6_000_000
    assert sum(tensor.size for tensor in tensors) + header == pytest.approx(
        shape_gguf.PUBLISHED_BYTES, rel=1e-4
    )
    assert len(tensors) == 399


def test_half_of_the_layers_get_more_bits_as_the_quantiser_gives_them() -> None:
    assert [layer for layer in range(36) if shape_gguf.gets_more_bits(layer, 36)] == [
        *(0, 1, 2, 3, 6, 9, 12, 15, 18, 21, 24, 27, 30, 31, 32, 33, 34, 35)
    ]


def test_the_weights_are_around_zero_and_as_wide_as_they_should_be() -> None:
    for kind, pool in ((shape_gguf.Q4_K, shape_gguf.q4_k_pool), (shape_gguf.Q6_K, shape_gguf.q6_k_pool)):
        weights = dequantize(pool(shape_gguf.np.random.default_rng(1))[:2000], kind)
        assert float(weights.mean()) == pytest.approx(0.0, abs=0.001)
        assert float(weights.std()) == pytest.approx(shape_gguf.SPREAD, rel=0.02)


def test_a_file_without_the_vocabulary_is_refused_in_a_sentence_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = tmp_path / "empty.gguf"
    source.write_bytes(b"GGUF" + struct.pack("<IQQ", 3, 0, 0))
    assert shape_gguf.main([str(tmp_path / "out.gguf"), "--from", str(source)]) == 1
    said = capsys.readouterr().err
    assert "its vocabulary has not 151,936 tokens" in said
    assert said.count("\n") == 1
    assert shape_gguf.main([str(tmp_path / "out.gguf"), "--from", str(tmp_path / "none.gguf")]) == 1
    assert sorted(tmp_path.iterdir()) == [source]


@pytest.mark.slow
@pytest.mark.model
def test_two_layers_are_loaded_and_write_with_a_tokenizer_that_travelled_alone(
    tmp_path: Path, model_path: Path
) -> None:
    tokenizer, out = tmp_path / "tokenizer.gguf", tmp_path / "two.gguf"
    assert shape_gguf.main([str(tokenizer), "--tokenizer-only", "--from", str(model_path)]) == 0
    assert tokenizer.stat().st_size < 8_000_000
    assert shape_gguf.main([str(out), "--layers", "2", "--from", str(tokenizer)]) == 0
    facts, real = read_facts(out), read_facts(model_path)
    assert (facts.architecture, facts.layers, facts.context) == ("qwen3", 2, 40_960)
    assert facts.cache_bytes_per_token == 8192
    assert facts.chat_template == real.chat_template
    process = ModelProcess(out)
    try:
        info = process.load(lambda _: None)
        events = list(
            process.stream(Prompt(({"role": "user", "content": "Hi"},), max_tokens=4), threading.Event())
        )
    finally:
        process.close()
    assert info.quantisation == "Q4_K_M"
    assert isinstance(events[-1], Finished)
    assert events[-1].tokens > 0
