"""Saved states: they save time, and anything that does not match is thrown away."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.model import states
from engine.model.states import SavedStates, fingerprint

STATE = memoryview(bytes(range(256)) * 40)


def test_a_state_comes_back_for_the_same_tokens_and_binding_alone(tmp_path: Path) -> None:
    saved = SavedStates(tmp_path / "new", "model build settings")
    saved.save([1, 2, 3], STATE)
    assert SavedStates(tmp_path / "new", "model build settings").load([1, 2, 3]) == STATE
    assert saved.load([1, 2]) is None
    assert SavedStates(tmp_path / "new", "another build").load([1, 2, 3]) is None


@pytest.mark.parametrize("place", [0, 20, 60, -1])
def test_a_state_with_one_wrong_byte_is_thrown_away(tmp_path: Path, place: int) -> None:
    saved = SavedStates(tmp_path, "binding")
    saved.save([1], STATE)
    (file,) = tmp_path.iterdir()
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)
    assert saved.load([1]) is None
    assert not file.exists()


@pytest.mark.parametrize("size", [0, 10, 100])
def test_a_state_that_was_cut_off_is_thrown_away(tmp_path: Path, size: int) -> None:
    saved = SavedStates(tmp_path, "binding")
    saved.save([1], STATE)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:size])
    assert saved.load([1]) is None
    assert not file.exists()


def test_the_oldest_states_give_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "FOLDER_LIMIT", 25_000)
    saved = SavedStates(tmp_path, "binding")
    for number in range(4):
        saved.save([number], STATE)
    assert saved.load([3]) == STATE
    assert len(list(tmp_path.iterdir())) == 2


def test_a_state_that_is_too_large_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(states, "STATE_LIMIT", 100)
    SavedStates(tmp_path / "states", "binding").save([1], STATE)
    assert not (tmp_path / "states").exists()


def test_no_folder_and_no_place_on_the_disk_cost_nothing_but_time(tmp_path: Path) -> None:
    nowhere = SavedStates(None, "binding")
    nowhere.save([1], STATE)
    nowhere.drop([1])
    assert nowhere.load([1]) is None
    (tmp_path / "file").write_text("a file stands where the folder should be")
    blocked = SavedStates(tmp_path / "file", "binding")
    blocked.save([1], STATE)
    assert blocked.load([1]) is None


def test_a_state_of_no_use_is_dropped(tmp_path: Path) -> None:
    saved = SavedStates(tmp_path, "binding")
    saved.save([1], STATE)
    saved.drop([1])
    assert saved.load([1]) is None


def test_a_file_that_changed_has_another_fingerprint(tmp_path: Path) -> None:
    path = tmp_path / "model.gguf"
    path.write_bytes(b"a" * 100)
    before = fingerprint(path)
    assert fingerprint(path) == before
    path.write_bytes(b"b" * 100)
    assert fingerprint(path) != before
