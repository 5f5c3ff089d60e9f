"""Repacking: tried once on a machine for a model, then remembered."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.model.repacking import Repacking, Speed


def measured(
    plain: Speed | None, repacked: Speed | None, asked: list[bool]
) -> Callable[[bool], Speed | None]:
    def measure(repack: bool) -> Speed | None:
        asked.append(repack)
        return repacked if repack else plain

    return measure


def test_the_faster_way_is_chosen_and_remembered(tmp_path: Path) -> None:
    asked: list[bool] = []
    measure = measured(Speed(100, 10), Speed(200, 10), asked)
    file = tmp_path / "cache" / "repacking.json"
    assert Repacking(file).choose("model", "build", measure)
    assert Repacking(file).choose("model", "build", measure)
    assert asked == [False, True]
    assert Repacking(file).choose("model", "another build", measure)
    assert asked == [False, True] * 2


def test_memory_is_not_spent_on_a_gain_that_nobody_notices(tmp_path: Path) -> None:
    measure = measured(Speed(100, 10), Speed(101, 10), [])
    assert not Repacking(tmp_path / "file").choose("model", "build", measure)


def test_a_broken_note_is_measured_again(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("{broken")
    asked: list[bool] = []
    assert not Repacking(file).choose("model", "build", measured(Speed(9, 9), Speed(5, 5), asked))
    assert asked == [False, True]


def test_without_a_place_to_remember_nothing_is_tried() -> None:
    asked: list[bool] = []
    assert not Repacking(None).choose("model", "build", measured(Speed(1, 1), Speed(9, 9), asked))
    assert not asked


def test_a_way_that_crashes_is_not_chosen(tmp_path: Path) -> None:
    assert not Repacking(tmp_path / "one").choose("model", "build", measured(Speed(1, 1), None, []))
    assert not Repacking(tmp_path / "two").choose("model", "build", measured(None, Speed(1, 1), []))
