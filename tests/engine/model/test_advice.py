"""A model's card says where it would run and how fast, and claims no speed that was not measured here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from app.engine_words import is_known
from engine.model.advice import advise, facts_of, room
from engine.model.catalog import models
from engine.model.gguf import GgufFacts
from engine.model.hardware import Gpu, Machine
from engine.model.measured import Measurement, Measurements, device_kind
from engine.model.port import ModelOptions

GB = 10**9
BIG, SMALL, MIDDLE = models()[:3]
OFFICE = Machine(8, 32 * GB, 17 * GB, 100 * GB)
H100 = Machine(16, 128 * GB, 100 * GB, 50 * GB, (Gpu("NVIDIA H100", "nvidia", 80 * GB, 78 * GB),), ("cuda",))


def known_facts() -> GgufFacts:
    facts = facts_of(BIG)
    assert facts is not None
    return facts


def told(
    machine: Machine, measurements: Measurements | None = None, options: ModelOptions | None = None
) -> str:
    """The advice for Orchestrator-8B, which can be said in every language."""
    advice = advise(
        known_facts(), BIG.file, machine, options or ModelOptions(), measurements or Measurements(None)
    )
    assert is_known(advice.sentence), advice.sentence
    return advice.sentence


def measured(size: int, device: str, decode: float, name: str = "Small", file: str = "s.gguf") -> Measurement:
    return Measurement(name, file, size, device, 100.0, decode)


def test_a_card_that_holds_all_is_named_with_its_free_memory() -> None:
    assert told(H100) == "36 of 36 layers fit the NVIDIA H100 (78.0 GB free)."


def test_several_cards_are_counted() -> None:
    assert told(replace(H100, gpus=H100.gpus * 2)).startswith("36 of 36 layers fit 2 graphics cards (156 GB")


def test_a_small_card_takes_a_part_of_the_layers() -> None:
    small = replace(H100, gpus=(Gpu("NVIDIA RTX", "nvidia", 4 * GB, 4 * GB),))
    sentence = told(small)
    assert "of 36 layers fit the NVIDIA RTX (4.0 GB free); the rest runs on the processor." in sentence
    assert 0 < int(sentence.split()[0]) < 36


def test_without_a_card_the_processor_does_it_in_so_much_memory() -> None:
    sentence = told(OFFICE)
    assert sentence.startswith("Runs on the processor: needs about 6.")
    assert sentence.endswith("17.0 GB are free.")


def test_memory_that_is_taken_is_told_from_memory_that_is_not_there() -> None:
    assert told(replace(OFFICE, memory_free=3 * GB)).startswith("Tight: needs about")
    assert told(replace(OFFICE, memory_total=4 * GB, memory_free=3 * GB)).startswith("Too large: needs about")
    assert told(replace(OFFICE, memory_total=0, memory_free=0)).endswith("GB of memory.")


@pytest.mark.parametrize(
    ("gpu", "ways"),
    [
        (Gpu("NVIDIA H100", "nvidia", 80 * GB, 78 * GB), "CUDA or Vulkan"),
        (Gpu("Radeon", "amd", 16 * GB, 15 * GB), "HIP or Vulkan"),
        (Gpu("Apple M2", "apple", 16 * GB, 15 * GB), "Metal"),
    ],
)
def test_a_card_that_this_build_cannot_use_is_named(gpu: Gpu, ways: str) -> None:
    sentence = told(replace(OFFICE, gpus=(gpu,)))
    assert sentence.endswith(f"The {gpu.name} is not used: this llama.cpp was built without {ways}.")


def test_a_speed_is_claimed_only_where_one_was_measured(tmp_path: Path) -> None:
    measurements = Measurements(tmp_path)
    assert "tokens a second" not in told(OFFICE, measurements)
    measurements.remember(measured(SMALL.size, "CPU 2 threads", 22.0, SMALL.name))
    assert told(OFFICE, measurements).endswith(
        "About 2.2 tokens a second are expected, judged by Qwen2.5-Coder-0.5B with its 22 measured here."
    )
    assert "tokens a second" not in told(H100, measurements)
    assert "tokens a second" not in told(replace(OFFICE, memory_total=4 * GB), measurements)
    measurements.remember(measured(BIG.size, "CPU 2 threads", 4.0, BIG.name, BIG.file))
    assert told(OFFICE, measurements).endswith("4.0 tokens a second were measured here.")
    advice = advise(known_facts(), BIG.file, OFFICE, ModelOptions(), measurements)
    assert advice.tokens_per_second == 4.0
    assert "tokens a second" not in told(H100, measurements)
    measurements.remember(measured(SMALL.size, "CUDA 24/24 layers", 300.0, SMALL.name))
    assert "About 29 tokens a second are expected" in told(H100, measurements)


def test_a_shared_load_says_nothing_about_other_models(tmp_path: Path) -> None:
    measurements = Measurements(tmp_path)
    measurements.remember(measured(SMALL.size, "CUDA 10/24 layers", 50.0))
    assert "tokens a second" not in told(H100, measurements)
    assert device_kind("CUDA 10/24 layers") == ""
    assert device_kind("CUDA 24/24 layers") == "CUDA"
    assert device_kind("CPU 2 threads") == "CPU"
    assert device_kind("") == ""


def test_layers_kept_off_the_card_by_hand_run_on_the_processor() -> None:
    assert told(H100, options=ModelOptions(gpu_layers=0)).startswith("Runs on the processor")


def test_a_size_that_only_the_hub_knows_gives_no_advice() -> None:
    assert facts_of(next(known for known in models() if known.variant)) is None


def test_a_disk_that_is_too_full_is_named() -> None:
    assert room(5 * GB, 0, 6 * GB) == ""
    assert room(5 * GB, 0, -1) == ""
    sentence = room(5 * GB, GB, GB // 2)
    assert sentence == "The disk is too full for it: 4.0 GB are missing, 500 MB are free."
    assert is_known(sentence)


def test_the_newest_measurement_of_a_device_replaces_the_one_before(tmp_path: Path) -> None:
    cache = tmp_path / "cache"
    measurements = Measurements(cache)
    for speed in (10.0, 12.0):
        measurements.remember(measured(1, "CPU 2 threads", speed))
    measurements.remember(measured(1, "CUDA 4/4 layers", 99.0))
    assert [found.decode for found in Measurements(cache).all()] == [12.0, 99.0]
    found = measurements.of("s.gguf", 1, "CPU")
    assert found is not None
    assert found.decode == 12.0
    assert [path.name for path in cache.iterdir()] == ["speeds.json"]


def test_a_file_that_cannot_be_read_or_written_is_no_problem(tmp_path: Path) -> None:
    (tmp_path / "speeds.json").write_bytes(b"[{")
    assert Measurements(tmp_path).all() == ()
    (tmp_path / "file").touch()
    Measurements(tmp_path / "file").remember(measured(1, "CPU", 1.0))
    Measurements(None).remember(measured(1, "CPU", 1.0))
    assert Measurements(None).all() == ()
