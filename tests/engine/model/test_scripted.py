"""The scripted model keeps the port's promises."""

from __future__ import annotations

import threading

import pytest

from engine.errors import Cancelled, UserError
from engine.model.port import Finished, ModelPort, Prompt, Reading, Text
from engine.model.scripted import ScriptedModel

PROMPT = Prompt(({"role": "user", "content": "two words"},))


def written(model: ModelPort, cancel: threading.Event | None = None) -> list[str]:
    events = list(model.stream(PROMPT, cancel or threading.Event()))
    assert isinstance(events[0], Reading)
    assert isinstance(events[-1], Finished)
    return [event.text for event in events if isinstance(event, Text)]


def test_each_step_writes_the_next_text_and_then_nothing() -> None:
    model = ScriptedModel(["one", "two"])
    assert [written(model) for _ in range(3)] == [["one"], ["two"], []]
    assert model.prompts == [PROMPT] * 3


def test_texts_come_in_pieces_of_the_chosen_size() -> None:
    assert written(ScriptedModel(["abcde"], chunk=2)) == ["ab", "cd", "e"]


def test_it_stops_when_told() -> None:
    stop = threading.Event()
    events = ScriptedModel(["abcdef"], chunk=1).stream(PROMPT, stop)
    assert next(events) == Reading(2, 2, 0)
    assert next(events) == Text("a")
    stop.set()
    with pytest.raises(Cancelled):
        next(events)


def test_it_fails_at_the_chosen_step_and_goes_on_after_it() -> None:
    model = ScriptedModel(["abcd", "efgh"], chunk=1, fail_at=0)
    with pytest.raises(UserError):
        written(model)
    assert "".join(written(model)) == "efgh"
