"""The benchmark for graphics cards says how it is used, and prints a table that the docs can take."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.engine.model.conftest import gguf

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = ROOT / "packaging" / "bench_cuda.sh"


def load_script() -> ModuleType:
    """The measuring script as a module."""
    spec = importlib.util.spec_from_file_location("bench_gpu", ROOT / "packaging" / "bench_gpu.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_gpu"] = module
    spec.loader.exec_module(module)
    return module


bench_gpu = load_script()


@pytest.mark.parametrize("arguments", [[], ["run"], ["measure", "x"], ["run", "x", "--wet"]])
def test_whatever_it_does_not_know_is_answered_with_how_it_is_used(arguments: list[str]) -> None:
    done = subprocess.run([SCRIPT, *arguments], check=False, capture_output=True, text=True)
    assert done.returncode == 2
    assert "bench_cuda.sh run DIR [--dry-run]" in done.stderr


def test_rates_count_from_the_last_token_read() -> None:
    answer = bench_gpu.Answer(total=520, read=500, tokens=11, read_s=0.5, first_s=0.6, whole_s=1.5)
    assert (answer.prefill, answer.decode) == (1000, 10)


def test_the_table_has_medians_and_ratios_of_rounds(tmp_path: Path) -> None:
    model = tmp_path / "m.gguf"
    model.write_bytes(gguf({"general.architecture": "qwen3", "general.name": "Shape"}, [("w", 32, 0)]))
    figures = bench_gpu.Figures("CUDA 36/36 layers", [90.0, 200.0, 80.0], [100.0, 100.0, 100.0])
    figures.decode, figures.bench_decode, figures.first_s = [50.0], [50.0], [0.1234]
    figures.card_bytes, figures.load_s = 6_500_000_000, 2.25
    text = bench_gpu.table(model, [figures], 3)
    assert text.startswith("Shape")
    assert text.splitlines()[-1] == (
        "| CUDA 36/36 layers | 90.0 | 100.0 | 0.90 | 50.0 | 50.0 | 1.00 | 0.123 | 6.50 GB | 2.2 |"
    )
    heads, rules, cells = (line.count("|") for line in text.splitlines()[-3:])
    assert heads == rules == cells
