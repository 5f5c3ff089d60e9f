"""The table of cases: how its lines are read, and the tools and conversations that they name."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from engine.cloud import CloudSettings, Expert
from engine.contracts import (
    Caps,
    Decision,
    Latency,
    Message,
    Money,
    Preferences,
    Privacy,
    Reach,
    Role,
    ToolCall,
    ToolSpec,
)
from engine.policy.budget import Spent
from engine.policy.facts import Situation
from engine.policy.labels import PROGRAM
from tests.engine.policy.situations import PRIVATE, TOOLS, UNTRUSTED, made, typed
from tools.contract import Note
from tools.registry import build_toolbox

PATH = Path(__file__).with_name("cases.txt")
MAY_BE_REMEMBERED = "ask (may be remembered)"
NOTHING = Money(0)


class NoNotes:
    """The notes of a user who has none."""

    def add(self, text: str) -> object:
        return text

    def search(self, query: str) -> Sequence[Note]:
        return ()


def real_tools() -> Mapping[str, ToolSpec]:
    """The product's own tools as they are declared; a question to the expert costs one cent at most."""
    expert = Expert("large", model="large", base_url="https://api.example.com/v1")
    specs = dict(build_toolbox(NoNotes(), (), CloudSettings((expert,))).specs())
    for name in ("ask_expert", "call_expert"):
        specs[name] = replace(specs[name], price_max=Money(10_000))
    return specs


REAL = real_tools()
ODD = {
    "endless_page": replace(TOOLS["web_search"], name="endless_page", seconds=float("nan")),
    "slow_reader": replace(TOOLS["read_mail"], name="slow_reader", seconds=9_999.0),
}
ALL = {**TOOLS, **ODD, **REAL}
CONVERSATIONS: Mapping[str, Sequence[Message]] = {
    "private": PRIVATE,
    "untrusted": UNTRUSTED,
    "note": made("search_notes", "Idea of May: a red lighthouse for sale near Brest", query="idea"),
    "web": made("web_search", "1. Herons of the north\n   They fly at dawn, it is said.", query="herons"),
    "expert": made(
        "ask_expert", "The poem speaks of a heron, and of winter.", expert="expert-1", question="Explain it"
    ),
    "gone": made("old_tool", "some content or other"),
    "refusal": [Message(Role.TOOL, "You may not.", name="web_search", call_id="1", labels=(PROGRAM,))],
}


@dataclass(frozen=True, slots=True)
class Case:
    """One line: what is called after what and under which dials, the verdict, and all rules that apply."""

    section: str
    verdict: str
    rules: tuple[str, ...]
    sentence: str
    call: ToolCall
    conversation: tuple[Message, ...]
    situation: Situation

    @property
    def decision(self) -> Decision:
        return Decision(self.verdict.partition(" ")[0])

    @property
    def remember(self) -> bool:
        return self.verdict == MAY_BE_REMEMBERED


@dataclass(frozen=True, slots=True)
class Never:
    """A verdict that no call of a tool can get, and why."""

    tool: str
    decision: Decision
    reason: str


def read_table(text: str) -> tuple[list[Case], list[Never]]:
    """The cases and the impossible verdicts in `text`."""
    cases: list[Case] = []
    impossible: list[Never] = []
    section = ""
    for line in text.splitlines():
        if line.startswith("## "):
            section = line[3:]
        elif line.startswith("never "):
            verdict, reason = line.removeprefix("never ").split(" | ", 1)
            impossible.append(Never(section.removeprefix("tool "), Decision(verdict), reason))
        elif line and not line.startswith("# "):
            cases.append(_case(section, [part.strip() for part in line.split("|")]))
    return cases, impossible


def _case(section: str, parts: list[str]) -> Case:
    verdict, rules, sentence, called, *rest = parts
    before, how = (*rest, "", "")[:2]
    conversation = tuple(message for part in before.split(" + ") if part for message in _messages(part))
    situation = _situation(how.split(), conversation)
    return Case(section, verdict, tuple(rules.split(", ")), sentence, _call(called), conversation, situation)


def _call(text: str) -> ToolCall:
    name, _, arguments = text.partition(" {")
    return ToolCall("next", name.strip('"'), json.loads("{" + arguments))


def _messages(part: str) -> Sequence[Message]:
    word, _, text = part.partition(" ")
    if word == "typed":
        return [typed(text)]
    return [Message(Role.ASSISTANT, text)] if word == "said" else CONVERSATIONS[part]


def _situation(words: Sequence[str], conversation: Sequence[Message]) -> Situation:
    preferences, caps, spent, now = Preferences(), Caps(), Spent(), Situation(ALL, conversation=conversation)
    for word in words:
        name, _, value = word.partition("=")
        if name in FLAGS:
            now = replace(now, **dict[str, Any]({name: True}))
        elif name.startswith("cap"):
            caps = replace(caps, **dict.fromkeys(_caps(name), Money(int(value))))
        elif name.startswith("spent_"):
            spent = replace(spent, **{name.removeprefix("spent_"): Money(int(value))})
        elif name == "elapsed":
            now = replace(now, elapsed_s=float(value))
        else:
            preferences = replace(preferences, **{name: DIALS[name](value)})
    return replace(now, preferences=replace(preferences, caps=caps), spent=spent)


def _caps(name: str) -> Sequence[str]:
    return ("call", "conversation", "day", "month") if name == "caps" else (name.removeprefix("cap_"),)


FLAGS = {"nobody", "delegated", "carries_private", "carries_untrusted"}
DIALS: Mapping[str, Callable[[str], Any]] = {
    "privacy": Privacy,
    "latency": Latency,
    "offline": lambda _: True,
    "blocked": lambda names: tuple(names.split(",")),
}
LEAVING = {name for name, spec in REAL.items() if spec.reach is not Reach.LOCAL}
