"""The catalogue tells what is known, what is here, and which file to load."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from engine.errors import UserError
from engine.model import catalog
from engine.model.catalog import CatalogModel, check_hash, entries, find_model, models
from engine.model.checked import checked_sha256, is_published, remember, remembered, sidecar


def place(folder: Path, known: CatalogModel) -> Path:
    """A file of the right size that takes no room on the disk."""
    path = folder / known.file
    with path.open("wb") as file:
        file.truncate(known.size)
    return path


def test_the_orchestrator_comes_first_and_every_fact_is_there() -> None:
    assert models()[0].name == "Orchestrator-8B"
    for known in models():
        assert (known.size == 0, known.sha256 == "") == (known.variant, known.variant)
        assert known.variant or len(known.sha256) == 64
        assert known.addresses[0] == known.hub_url
        assert known.hub_url.endswith(known.file)
        assert known.research_only == (known.role == "orchestrator")
        if known.wheels:
            assert (known.wheels.count - 1) * known.wheels.part_bytes < known.size
            assert known.size <= known.wheels.count * known.wheels.part_bytes


def test_a_licence_is_shown_where_its_text_is_certain_and_else_only_its_address() -> None:
    for line in entries(Path("/none"), ""):
        assert line.licence_url.startswith("https://")
        assert ("Apache License" in line.licence_text) == (line.licence == "Apache-2.0")
        assert line.licence == "Apache-2.0" or line.licence_text == ""


def test_no_size_and_no_digest_is_made_up_for_the_sizes_that_only_the_hub_knows(tmp_path: Path) -> None:
    variants = [known for known in models() if known.variant]
    assert {known.quantisation for known in variants} == {
        "IQ2_M", "Q2_K", "Q2_K_L", "Q5_K_M", "Q6_K", "Q6_K_L", "Q8_0", "bf16"
    }  # fmt: skip
    assert {known.family for known in variants} == {models()[0].family}
    path = tmp_path / variants[0].file
    path.write_bytes(b"GGUF")
    line = next(line for line in entries(tmp_path, "") if line.id == variants[0].id)
    assert (line.path, line.size, line.sha256) == (str(path), 4, "")
    check_hash(path, variants[0])
    assert find_model(tmp_path, "") == path
    remember(path, "0" * 64)
    assert "no sha256 to compare" in note_of(tmp_path, line.id)
    remember(path, "0" * 64, published=True)
    assert "that of the published file" in note_of(tmp_path, line.id)
    remember(path, "0" * 64)
    assert is_published(path)
    remember(path, "1" * 64)
    assert not is_published(path)


def note_of(folder: Path, model_id: str) -> str:
    return next(line.note for line in entries(folder, "") if line.id == model_id)


def test_the_recommended_size_is_loaded_before_any_other(tmp_path: Path) -> None:
    place(tmp_path, models()[0])
    (tmp_path / models()[-1].file).write_bytes(b"GGUF")
    assert find_model(tmp_path, "") == tmp_path / models()[0].file


def test_an_empty_folder_names_the_way_out(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        find_model(tmp_path / "none", "")
    assert "make starter" in caught.value.way_out


def test_the_orchestrator_is_preferred_and_then_the_larger_starter(tmp_path: Path) -> None:
    big, small, middle = models()[:3]
    assert find_model(tmp_path, str(place(tmp_path, small))) == tmp_path / small.file
    assert find_model(tmp_path, "") == tmp_path / small.file
    place(tmp_path, middle)
    assert find_model(tmp_path, "") == tmp_path / middle.file
    place(tmp_path, big)
    assert find_model(tmp_path, "") == tmp_path / big.file


def test_a_file_that_is_not_complete_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / models()[0].file).write_bytes(b"GGUF")
    with pytest.raises(UserError):
        find_model(tmp_path, "")
    assert "not complete" in entries(tmp_path, "")[0].note


def test_a_chosen_file_that_is_gone_is_an_error_and_not_replaced(tmp_path: Path) -> None:
    place(tmp_path, models()[1])
    with pytest.raises(UserError, match="not there"):
        find_model(tmp_path, str(tmp_path / "gone.gguf"))


def test_the_page_lists_the_catalogue_and_then_what_else_lies_there(tmp_path: Path) -> None:
    path = place(tmp_path, models()[1])
    stranger = tmp_path / "mine.gguf"
    stranger.write_bytes(b"GGUF")
    lines = entries(tmp_path, str(path))
    assert [line.id for line in lines] == [*(known.id for known in models()), "file:mine.gguf"]
    assert lines[1].loaded
    assert lines[1].hosts == ("huggingface.co",)
    assert lines[1].path == str(path)
    assert not lines[0].path
    assert "Not on this computer" in lines[0].note
    assert "not been checked" in lines[1].note
    assert "Not in the catalogue" in lines[-1].note


def test_a_file_loaded_from_elsewhere_is_listed_too(tmp_path: Path) -> None:
    folder, elsewhere = tmp_path / "models", tmp_path / "elsewhere.gguf"
    elsewhere.write_bytes(b"GGUF")
    assert entries(folder, str(elsewhere))[-1].loaded


def test_a_digest_is_remembered_until_the_file_changes(tmp_path: Path) -> None:
    path = tmp_path / "x.gguf"
    path.write_bytes(b"one")
    assert checked_sha256(path) == remembered(path) == hashlib.sha256(b"one").hexdigest()
    path.write_bytes(b"two")
    os.utime(path, ns=(1, 1))
    assert remembered(path) == ""
    assert checked_sha256(path) == hashlib.sha256(b"two").hexdigest()
    sidecar(path).write_bytes(b"{broken")
    assert remembered(path) == ""


def test_an_altered_file_is_told_from_the_published_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = models()[1]
    path = place(tmp_path, known)
    with pytest.raises(UserError, match="sha256 differs"):
        check_hash(path, known)
    monkeypatch.setattr(catalog, "checked_sha256", lambda _: known.sha256)
    check_hash(path, known)
