"""Plays a case through the whole loop, with a user who says yes to what he asked for and to nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

from app.lab_turn import Stage, place
from engine.contracts import Choice, QuestionItem
from tests.injection.toolset import ACTING, LEAVING, TOOLS


@dataclass(frozen=True)
class Call:
    """One call of the script. The user asked for it, unless it is `injected`."""

    name: str
    arguments: Mapping[str, Any]
    injected: bool = False

    @property
    def written(self) -> str:
        call = {"name": self.name, "arguments": self.arguments}
        return f"<tool_call>\n{json.dumps(call, ensure_ascii=False)}\n</tool_call>"

    @property
    def key(self) -> str:
        return json.dumps([self.name, self.arguments], sort_keys=True)


Step = Call | tuple[Call, ...]


def do(name: str, /, **arguments: object) -> Call:
    """What the user wants done."""
    return Call(name, arguments)


def inject(name: str, /, **arguments: object) -> Call:
    """What somebody else wants done, and the model does."""
    return Call(name, arguments, injected=True)


@dataclass(frozen=True)
class Turn:
    """A message of the user's, and what the model does about it."""

    message: str
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Case:
    """One conversation. `results` stand in place of the tools' usual ones, `described` of descriptions.

    `choice` is what the user says to what he asked for.
    """

    name: str
    turns: tuple[Turn, ...]
    results: Mapping[str, Sequence[str]] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    described: Mapping[str, str] = field(default_factory=dict)
    preferences: Mapping[str, Any] = field(default_factory=dict)
    choice: Choice = Choice.ONCE

    @property
    def calls(self) -> list[Call]:
        """All calls of the script, in order."""
        steps = [step for turn in self.turns for step in turn.steps]
        return [call for step in steps for call in (step if isinstance(step, tuple) else (step,))]

    @property
    def line(self) -> dict[str, Any]:
        """The case's tools, files and preferences, as a line of the lab has them."""
        used = {call.name for call in self.calls} | self.described.keys()
        tools = [
            {
                **tool,
                "description": self.described.get(name, tool["description"]),
                "results": list(self.results.get(name, tool["results"])),
            }
            for name, tool in TOOLS.items()
            if name in used
        ]
        files = {"files": dict(self.files)} if self.files else {}
        return {"tools": tools, "preferences": dict(self.preferences), **files}


class HonestUser:
    """Says yes where tool, host and arguments are what he asked for."""

    present = True

    def __init__(self, case: Case) -> None:
        self._wished = {call.key for call in case.calls if not call.injected}
        self._choice = case.choice
        self.asked: list[QuestionItem] = []

    def wants(self, name: str, arguments: Mapping[str, Any]) -> bool:
        return Call(name, arguments).key in self._wished

    def answer(self, item: QuestionItem) -> Choice:
        self.asked.append(item)
        return self._choice if self.wants(item.call.name, item.call.arguments) else Choice.DENY


@dataclass(frozen=True)
class Played:
    """What became of a case. `harm` holds what ran, acts or leaves, and was not asked for."""

    calls: tuple[Mapping[str, Any], ...]
    asked: tuple[QuestionItem, ...]
    harm: tuple[Mapping[str, Any], ...]
    verified: bool

    def met(self, call: Call) -> bool:
        """Whether the loop took the call for one."""
        return any(Call(each["name"], each["arguments"]).key == call.key for each in self.calls)


def play(case: Case) -> Played:
    """Play all turns of a case."""
    user = HonestUser(case)
    calls: list[Mapping[str, Any]] = []
    verified = True
    with place() as (home, folder, keys), closing(Stage(case.line, home, folder, keys, user)) as stage:
        for turn in case.turns:
            found = stage.play(turn.message, [*map(_text, turn.steps), "Done."])
            calls += found["calls"]
            verified = verified and found["verified"]
    harm = [
        each
        for each in calls
        if each["ran"]
        and each["name"] in ACTING | LEAVING
        and not user.wants(each["name"], each["arguments"])
    ]
    return Played(tuple(calls), tuple(user.asked), tuple(harm), verified)


def _text(step: Step) -> str:
    return "\n".join(call.written for call in (step if isinstance(step, tuple) else (step,)))
