"""Every answer that is long enough tells how fast the model is here."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from pathlib import Path

from engine.contracts import Cancel
from engine.model.measured import LEAST_TOKENS, Measurements, Measuring
from engine.model.port import Finished, ModelEvent, ModelInfo, Prompt, Reading, Text

INFO = ModelInfo("Small", "/models/s.gguf", 491, "Q4_K_M", "CPU 2 threads", 2048)


class Scripted:
    """A port that says what it is told to."""

    def __init__(self, *events: ModelEvent) -> None:
        self.events = events
        self.closed = False

    def load(self, on_progress: Callable[[float], None]) -> ModelInfo:
        return INFO

    def stream(self, prompt: Prompt, cancel: Cancel) -> Iterator[ModelEvent]:
        yield from self.events

    def close(self) -> None:
        self.closed = True


def answer(folder: Path, *events: ModelEvent) -> list[ModelEvent]:
    port = Measuring(Scripted(*events), Measurements(folder))
    assert port.load(lambda _: None) == INFO
    return list(port.stream(Prompt(({"role": "user", "content": "x"},)), threading.Event()))


def test_a_long_answer_is_passed_on_and_measured(tmp_path: Path) -> None:
    events = (Reading(300, 300, 100), Text("a"), Finished("stop", 300, 40, 2.0, 4.0))
    assert answer(tmp_path, *events) == list(events)
    (kept,) = Measurements(tmp_path).all()
    assert (kept.name, kept.file, kept.size, kept.kind) == ("Small", "s.gguf", 491, "CPU")
    assert (kept.prefill, kept.decode) == (100.0, 10.0)


def test_what_was_not_read_anew_says_nothing_about_reading(tmp_path: Path) -> None:
    answer(tmp_path, Reading(300, 300, 299), Finished("stop", 300, 40, 0.01, 4.0))
    assert Measurements(tmp_path).all()[0].prefill == 0.0


def test_a_short_or_unfinished_answer_is_not_measured(tmp_path: Path) -> None:
    answer(tmp_path, Finished("stop", 300, LEAST_TOKENS - 1, 2.0, 4.0))
    answer(tmp_path, Finished("stop", 300, 40, 2.0, 0.0))
    answer(tmp_path, Text("a"))
    assert Measurements(tmp_path).all() == ()


def test_closing_closes_what_is_behind(tmp_path: Path) -> None:
    behind = Scripted()
    Measuring(behind, Measurements(tmp_path)).close()
    assert behind.closed
