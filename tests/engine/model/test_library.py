"""Files enter the models folder whole, are checked anew, and leave it without touching anything else."""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

import msgspec
import pytest

from app.engine_words import is_known
from engine.errors import Cancelled, UserError
from engine.model import altered, catalog, library
from engine.model.catalog import models, part_of
from engine.model.checked import remember, remembered, sidecar
from engine.model.hardware import Machine
from engine.model.library import entries, import_model, remove_model, verify_model
from engine.model.measured import Measurements
from engine.model.port import ModelEntry
from engine.settings import Settings
from tests.engine.model.conftest import gguf

GB = 10**9
MACHINE = Machine(2, 32 * GB, 17 * GB, 100 * GB)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The models folder, which is not there yet."""
    return tmp_path / "models"


def make(path: Path, name: str = "", architecture: str = "qwen2", data: int = 0) -> Path:
    """A small sound GGUF file; `data` tells two of the same size apart."""
    path.parent.mkdir(parents=True, exist_ok=True)
    content = gguf({"general.architecture": architecture, "general.name": name or path.stem}, [("w", 32, 0)])
    path.write_bytes(content[:-1] + bytes([data]))
    return path


def listed(folder: Path, settings: Settings | None = None, loaded: str = "") -> tuple[ModelEntry, ...]:
    return entries(folder, loaded, settings or Settings(), MACHINE, Measurements(None))


def test_a_copy_is_whole_and_its_sha256_is_remembered(tmp_path: Path, folder: Path) -> None:
    source = make(tmp_path / "away" / "mine.gguf")
    seen: list[tuple[int, int]] = []
    target = import_model(source, folder, on_progress=lambda done, total: seen.append((done, total)))
    assert target == folder / "mine.gguf"
    assert target.read_bytes() == source.read_bytes()
    assert remembered(target) == hashlib.sha256(source.read_bytes()).hexdigest()
    assert seen[-1] == (source.stat().st_size,) * 2
    assert sorted(path.name for path in folder.iterdir()) == ["mine.gguf", "mine.gguf.checked"]


def test_a_link_leaves_the_bytes_where_they_are(tmp_path: Path, folder: Path) -> None:
    source = make(tmp_path / "away" / "mine.gguf")
    target = import_model(source, folder, how="link")
    assert target.is_symlink()
    assert import_model(source, folder, how="link") == target
    remove_model(target, folder)
    assert source.exists()
    assert not target.is_symlink()


def test_another_file_of_the_same_name_stays_and_the_same_file_is_not_copied_twice(
    tmp_path: Path, folder: Path
) -> None:
    first = import_model(make(tmp_path / "a" / "m.gguf", data=1), folder)
    second = import_model(make(tmp_path / "b" / "m.gguf", data=2), folder)
    assert (first.name, second.name) == ("m.gguf", "m-2.gguf")
    assert import_model(tmp_path / "b" / "m.gguf", folder) == second
    assert import_model(tmp_path / "a" / "m.gguf", folder) == first
    assert len(list(folder.glob("*.gguf"))) == 2


def test_a_published_file_gets_its_published_name(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = make(tmp_path / "download (1).gguf")
    content = source.read_bytes()
    known = msgspec.structs.replace(
        models()[1], size=len(content), sha256=hashlib.sha256(content).hexdigest()
    )
    monkeypatch.setattr(altered, "models", lambda: (known,))
    assert import_model(source, folder).name == known.file


def test_nothing_is_left_of_a_copy_that_was_stopped(tmp_path: Path, folder: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        import_model(make(tmp_path / "mine.gguf"), folder, cancel=stop)
    assert list(folder.iterdir()) == []


def test_what_a_crash_left_behind_is_cleared_away_by_the_next_copy(tmp_path: Path, folder: Path) -> None:
    folder.mkdir()
    left, running = folder / ".old.gguf.1.copying", folder / ".new.gguf.2.copying"
    left.touch()
    running.touch()
    os.utime(left, (1, 1))
    import_model(make(tmp_path / "mine.gguf"), folder)
    assert not left.exists()
    assert running.exists()


@pytest.mark.parametrize("content", [b"", b"PK", b"GGUF", b"<html>"])
def test_what_is_no_sound_model_is_not_imported(tmp_path: Path, folder: Path, content: bytes) -> None:
    bad = tmp_path / "bad.gguf"
    bad.write_bytes(content)
    with pytest.raises(UserError):
        import_model(bad, folder)
    assert not folder.exists()


def test_a_full_disk_is_named_before_anything_is_copied(
    tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library, "SPARE_BYTES", 1 << 62)
    with pytest.raises(UserError, match="disk is too full") as caught:
        import_model(make(tmp_path / "mine.gguf"), folder)
    assert is_known(str(caught.value))
    assert list(folder.iterdir()) == []


def test_what_lies_there_already_is_not_imported(folder: Path) -> None:
    with pytest.raises(UserError, match="already"):
        import_model(make(folder / "mine.gguf"), folder)


def test_removing_takes_all_that_belongs_to_the_file_and_nothing_else(tmp_path: Path, folder: Path) -> None:
    mine, other = make(folder / "mine.gguf"), make(folder / "other.gguf")
    remember(mine, "0" * 64)
    part_of(mine).write_bytes(b"half")
    remove_model(mine, folder)
    assert list(folder.iterdir()) == [other]
    with pytest.raises(UserError, match="not there"):
        remove_model(mine, folder)


def test_an_unfinished_download_can_be_removed_by_the_name_of_its_file(folder: Path) -> None:
    folder.mkdir()
    part_of(folder / "mine.gguf").write_bytes(b"half")
    remove_model(folder / "mine.gguf", folder)
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("place", ["../outside.gguf", "deeper/inside.gguf", "notes.txt"])
def test_only_model_files_of_the_folder_itself_are_removed(folder: Path, place: str) -> None:
    path = make(Path(os.path.normpath(folder / place)))
    folder.mkdir(exist_ok=True)
    for spelt in (path, folder / place):
        with pytest.raises(UserError, match="no model file of the folder"):
            remove_model(spelt, folder)
    assert path.exists()


def test_the_model_in_use_is_not_removed(folder: Path) -> None:
    path = make(folder / "mine.gguf")
    with pytest.raises(UserError, match="in use"):
        remove_model(path, folder, loaded=str(path))
    assert path.exists()


def test_checking_reads_the_file_anew_whatever_is_remembered(folder: Path) -> None:
    path = make(folder / "mine.gguf")
    remember(path, "0" * 64)
    seen: list[tuple[int, int]] = []
    report = verify_model(path, lambda done, total: seen.append((done, total)))
    assert report.sha256 == remembered(path) == hashlib.sha256(path.read_bytes()).hexdigest()
    assert (report.expected, report.known, report.matches) == ("", None, True)
    assert seen
    assert is_known(report.sentence)


def test_a_name_that_lies_is_found_out(folder: Path) -> None:
    report = verify_model(make(folder / models()[0].file))
    assert not report.matches
    assert report.known == models()[0]
    assert "sha256 differs" in report.sentence
    assert is_known(report.sentence)
    assert report.signs
    assert all(is_known(sign) for sign in report.signs)


def test_checking_a_file_that_the_hub_vouched_for_compares_with_the_hubs_word(folder: Path) -> None:
    variant = next(known for known in models() if known.variant)
    path = make(folder / variant.file)
    remember(path, hashlib.sha256(path.read_bytes()).hexdigest(), published=True)
    assert "is the published file" in verify_model(path).sentence
    assert verify_model(path).expected
    state = path.stat()
    path.write_bytes(path.read_bytes()[:-1] + b"!")
    os.utime(path, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert not verify_model(path).matches


def test_checking_can_be_stopped(folder: Path) -> None:
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        verify_model(make(folder / "mine.gguf"), cancel=stop)


def test_an_architecture_that_llama_cpp_does_not_know_is_still_a_file_that_can_be_listed(
    folder: Path,
) -> None:
    make(folder / "odd.gguf", architecture="martian")
    assert listed(folder)[-1].fit.startswith("Runs on the processor")


def test_a_damaged_file_is_listed_with_its_problem(folder: Path) -> None:
    path = make(folder / "broken.gguf")
    path.write_bytes(path.read_bytes()[:-40])
    line = listed(folder)[-1]
    assert "is damaged" in line.note
    assert is_known(line.note)
    assert line.fit == ""


def test_the_page_is_told_what_arrived_what_was_accepted_and_what_is_altered(folder: Path) -> None:
    bad = make(folder / "my-uncensored.gguf")
    part_of(folder / models()[0].file).write_bytes(b"half")
    settings = Settings(accepted_licences=(models()[0].id,))
    big, small, *_, mine = listed(folder, settings)
    assert (big.arrived, big.fetchable, big.licence_accepted, big.research_only) == (4, True, True, True)
    assert (small.arrived, small.licence_accepted, small.research_only) == (0, False, False)
    assert (mine.fetchable, mine.risks_accepted) == (False, False)
    assert mine.altered
    accepted = verify_model(bad).sha256
    assert listed(folder, Settings(accepted_altered=(accepted,)))[-1].risks_accepted
    assert {line.family for line in listed(folder) if line.family} == {
        "orchestrator-8b", "qwen2.5-coder-0.5b", "qwen2.5-coder-1.5b"
    }  # fmt: skip


def test_a_download_that_does_not_fit_the_disk_is_told_before_it_begins(folder: Path) -> None:
    full = Machine(2, 32 * GB, 17 * GB, GB)
    line = entries(folder, "", Settings(), full, Measurements(None))[0]
    assert "The disk is too full for it: 5.0 GB are missing, 1.0 GB are free." in line.fit
    assert is_known(line.fit)


def test_every_sentence_on_the_page_can_be_said_in_every_language(folder: Path) -> None:
    make(folder / "my-abliterated-merge.gguf", name="Orchestrator 8B roleplay dpo")
    verify_model(folder / "my-abliterated-merge.gguf")
    for line in listed(folder):
        for sentence in (line.note, line.fit, *line.altered):
            assert sentence == "" or is_known(sentence), sentence
    assert len(listed(folder)[-1].altered) >= 4


def test_no_size_of_the_catalogue_is_called_altered_while_it_is_not_here(folder: Path) -> None:
    assert not any(line.altered for line in listed(folder))
    assert catalog.entries(folder, "")[0].fit == ""


@pytest.mark.model
def test_the_starter_is_verified_and_a_truncated_copy_is_damaged(model_path: Path, tmp_path: Path) -> None:
    content = model_path.read_bytes()
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(content[:-1])
    with pytest.raises(UserError, match="truncated"):
        verify_model(cut)
    header = tmp_path / "header.gguf"
    header.write_bytes(content[:10] + bytes([content[10] ^ 1]) + content[11:])
    with pytest.raises(UserError, match="damaged"):
        verify_model(header)
    copied = import_model(model_path, tmp_path / "models")
    assert copied.name == models()[1].file
    report = verify_model(copied)
    assert report.matches
    assert report.known == models()[1]
    assert sidecar(copied).is_file()
