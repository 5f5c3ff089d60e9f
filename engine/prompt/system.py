"""The system text: who the assistant is, and short examples for the tools that are offered."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from engine.contracts import ToolSpec

WORDS = Path(__file__).resolve().parents[2] / "resources" / "prompts" / "conversation.json"


class CallExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request, and the call that serves it."""

    tool: str
    request: str
    arguments: dict[str, Any]


class AnswerExample(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A request that needs no tool, and its answer."""

    request: str
    answer: str


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The texts that the system turn is made of."""

    instructions: str
    tool_rule: str
    calls: tuple[CallExample, ...]
    answers: tuple[AnswerExample, ...]


@cache
def words() -> Words:
    """The texts as they ship."""
    return msgspec.json.decode(WORDS.read_bytes(), type=Words)


def system_text(tools: Sequence[ToolSpec], examples: bool = True) -> str:
    """The system turn's text for these tools: the same bytes whenever the tools are the same.

    A tool that is not offered, or that has other parameters than its example, gets no example; without
    `examples`, for a model that was trained on calling tools, none does.
    """
    text = words()
    if not tools:
        return text.instructions
    if not examples:
        return f"{text.instructions} {text.tool_rule}"
    offered = {tool.name: tool.parameters.get("properties", {}) for tool in tools}
    lines = [f"{text.instructions} {text.tool_rule}", "# Examples"]
    for example in text.calls:
        properties = offered.get(example.tool)
        if properties is not None and example.arguments.keys() <= properties.keys():
            call = json.dumps({"name": example.tool, "arguments": example.arguments}, ensure_ascii=False)
            lines.append(f"User: {example.request}\nAssistant: <tool_call>\n{call}\n</tool_call>")
    lines += [f"User: {example.request}\nAssistant: {example.answer}" for example in text.answers]
    return "\n\n".join(lines)
