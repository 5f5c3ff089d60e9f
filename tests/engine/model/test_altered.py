"""Altered weights are recognised by what a file says of itself and by its sha256, and by nothing else."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from engine.errors import Cancelled, UserError
from engine.model import altered
from engine.model.altered import RISKS, inspect, needs_acceptance, refusal, signs
from engine.model.catalog import CatalogModel, models
from engine.model.checked import remember, remembered
from engine.model.gguf import read_facts
from tests.engine.model.conftest import gguf

ORCHESTRATOR = models()[0]


def make(folder: Path, file_name: str, /, **general: str | list[str]) -> Path:
    """A small GGUF file of this name that says this under `general.`; `__` stands for a dot."""
    path = folder / file_name
    pairs: dict[str, str | list[str] | int] = {"general.architecture": "qwen3"}
    for key, value in general.items():
        pairs[f"general.{key.replace('__', '.')}"] = value
    path.write_bytes(gguf(pairs, [("w", 32, 0)]))
    return path


def found(path: Path, sha256: str = "") -> tuple[str, ...]:
    return signs(path, read_facts(path), sha256)


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("orchestrator-abliterated.gguf", "refusals"),
        ("Qwen3-8B-ABLITERATED-v2.gguf", "refusals"),
        ("Llama-3-Uncensored2.gguf", "refusals"),
        ("llama_heretic.gguf", "refusals"),
        ("dolphin3.0-llama3.gguf", "refusals"),
        ("DolphinMistral.gguf", "refusals"),
        ("Josiefied-Qwen3-8B.gguf", "refusals"),
        ("llama-un-censored.gguf", "refusals"),
        ("Qwen3-no-refusals.gguf", "refusals"),
        ("Qwen3-refusal-ablated.gguf", "refusals"),
        ("Qwen3-\u0430bliterated.gguf", "refusals"),
        ("Qwen3-ab\u200bliterated.gguf", "refusals"),
        ("Qwen3-无审查.gguf", "refusals"),
        ("frankenqwen.gguf", "several models"),
        ("qwen-model_stock.gguf", "several models"),
        ("Qwen-lora-merged.gguf", "several models"),
        ("some.MergeKit.q4.gguf", "several models"),
        ("a-slerp-b.gguf", "several models"),
        ("mistral-roleplay.gguf", "role play"),
        ("mistral-Role-Play.gguf", "role play"),
        ("Orchestrator-8B-DPO.gguf", "trained it further"),
        ("nvidia_Orchestrator-8B-fine-tuned.gguf", "trained it further"),
    ],
)
def test_a_file_name_tells(tmp_path: Path, name: str, part: str) -> None:
    (sign,) = found(make(tmp_path, name))
    assert sign.startswith("Its file name says “")
    assert part in sign


@pytest.mark.parametrize(
    "name",
    [
        "Qwen2.5-Coder-7B-Instruct.gguf",
        "emerged-model.gguf",
        "submerged.gguf",
        "Mistral-DPO.gguf",
        "Hermes-finetune.gguf",
        "granite-unfilteredness.gguf",
        "endolphins.gguf",
        "hereticalism.gguf",
        "play-role.gguf",
    ],
)
def test_words_within_words_and_the_work_of_other_publishers_are_no_signs(tmp_path: Path, name: str) -> None:
    assert found(make(tmp_path, name)) == ()


@pytest.mark.parametrize(
    ("general", "place"),
    [
        ({"name": "Nemotron Abliterated"}, "name"),
        ({"finetune": "uncensored"}, "variant"),
        ({"tags": ["text-generation", "abliterated", "uncensored"]}, "tags"),
        ({"author": "huihui-ai"}, "author"),
        ({"organization": "Dolphin"}, "author"),
        ({"quantized_by": "heretic"}, "maker"),
        ({"base_model__0__name": "Qwen3 8B Abliterated"}, "base model"),
        ({"base_model__0__repo_url": "https://hub.example/x/qwen3-abliterated"}, "base model"),
        ({"source__repo_url": "https://hub.example/x/qwen3-uncensored"}, "address"),
    ],
)
def test_the_metadata_tells_whatever_the_name_says(
    tmp_path: Path, general: dict[str, str | list[str]], place: str
) -> None:
    (sign,) = found(make(tmp_path, "innocent.gguf", **general))
    assert sign.startswith(f"Its {place} says “")


def test_a_description_may_speak_of_anything(tmp_path: Path) -> None:
    assert found(make(tmp_path, "innocent.gguf", description="Not abliterated, not merged.")) == ()


@pytest.mark.parametrize(
    ("name", "general"),
    [
        (ORCHESTRATOR.file, {}),
        ("Nemotron-Orchestrator-8B.Q4_K_M.gguf", {}),
        ("innocent.gguf", {"name": "Nemotron Orchestrator 8B"}),
        ("innocent.gguf", {"basename": "Orchestrator", "size_label": "8B"}),
    ],
)
def test_a_file_that_passes_for_a_known_model_is_compared_with_the_published_one(
    tmp_path: Path, name: str, general: dict[str, str | list[str]]
) -> None:
    path = make(tmp_path, name, **general)
    assert found(path) == ()
    (sign,) = inspect(path).signs
    assert "passes for Orchestrator-8B" in sign
    assert found(path, ORCHESTRATOR.sha256) == ()


def test_a_published_file_is_never_altered_whatever_its_metadata_says(tmp_path: Path) -> None:
    path = make(tmp_path, "qwen.gguf", finetune="Instruct-AWQ-merged")
    assert found(path)
    remember(path, models()[1].sha256)
    inspection = inspect(path)
    assert inspection.signs == ()
    assert inspection.known == models()[1]


def test_what_the_hub_vouched_for_is_published(tmp_path: Path) -> None:
    variant = next(known for known in models() if known.variant)
    path = make(tmp_path, variant.file)
    assert inspect(path).signs
    remember(path, remembered(path), published=True)
    assert inspect(path).signs == ()


def test_a_file_without_signs_is_not_read_whole(tmp_path: Path) -> None:
    path = make(tmp_path, "mistral.gguf")
    read: list[int] = []
    assert inspect(path, read.append).sha256 == ""
    assert read == []


def test_reading_a_suspect_file_can_be_stopped(tmp_path: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        inspect(make(tmp_path, "uncensored.gguf"), cancel=stop)


def test_the_risks_are_accepted_for_one_file_and_no_other(tmp_path: Path) -> None:
    innocent = inspect(make(tmp_path, "innocent.gguf"))
    one = inspect(make(tmp_path, "one-uncensored.gguf"))
    other = inspect(make(tmp_path, "other-uncensored.gguf", name="other"))
    assert not needs_acceptance(innocent, ())
    assert needs_acceptance(one, ())
    assert not needs_acceptance(one, (one.sha256,))
    assert needs_acceptance(other, (one.sha256,))
    assert needs_acceptance(one, ("",))
    assert isinstance(refusal(one), UserError)
    assert len(RISKS) == 4


def test_no_name_of_the_catalogue_is_a_sign_by_itself() -> None:
    for known in models():
        assert not any(
            altered._matches(altered._words(known.file), kind)
            for kind in (altered._REFUSALS, altered._MERGED, altered._PLAYED, altered._TRAINED)
        ), known.file


@pytest.mark.model
def test_the_starter_itself_is_clean_and_a_flipped_bit_is_not(model_path: Path, tmp_path: Path) -> None:
    known: CatalogModel = models()[1]
    assert inspect(model_path).signs == ()
    copy = tmp_path / known.file
    copy.write_bytes(model_path.read_bytes())
    with copy.open("r+b") as file:
        file.seek(-1000, 2)
        byte = file.read(1)[0]
        file.seek(-1, 1)
        file.write(bytes([byte ^ 1]))
    (sign,) = inspect(copy).signs
    assert sign.startswith(f"It passes for {known.name}")
