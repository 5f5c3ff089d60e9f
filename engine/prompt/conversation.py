"""The prompt for a conversation with tools, in the format that the model's own chat template renders.

Source of the format: Qwen3's chat template, as Orchestrator-8B was trained on it. Tools stand in the system
turn, calls in the assistant's, results in a user turn; thinking of earlier turns is left out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.contracts import JsonObject, Message, Role, ToolSpec
from engine.model.port import Prompt
from engine.prompt.room import estimate, make_room, size_of_tools
from engine.prompt.system import system_text

CONTEXT = 8192
MAX_TOKENS = 2048
_NOISE = frozenset({"additionalProperties", "title", "$schema", "default"})
CUT_SHORT = "The call was cut off; it has no result."


def build_prompt(
    messages: Sequence[Message],
    tools: Sequence[ToolSpec],
    preference_sentence: str = "",
    *,
    examples: bool = True,
    context: int = CONTEXT,
    max_tokens: int = MAX_TOKENS,
    thinking_tokens: int = 0,
    temperature: float = 0.0,
    seed: int = 0,
    conversation_id: str = "",
    turn_id: str = "",
) -> Prompt:
    """What the model reads next. `tools` are those on offer; a denied tool is not among them.

    The preference sentence follows every request of the user, so that the text before the newest message
    stays the same, byte for byte, from turn to turn and need not be read again. For the same reason the
    time is not written; a tool tells it. `examples` shows calls to a model that needs them. `context` and
    `max_tokens` are in tokens: old results and then old turns are left out where the conversation would not
    fit. `thinking_tokens` bounds the model's thought, 0 does not. The ids say what the prompt belongs to.
    """
    system = system_text(tools, examples=examples)
    described = tuple(_tool(tool) for tool in tools)
    room = context - max_tokens - estimate(system) - size_of_tools(described)
    kept = make_room(messages, room)
    rendered = [{"role": "system", "content": system}, *_render(kept, preference_sentence)]
    return Prompt(
        tuple(rendered),
        described,
        max_tokens=max_tokens,
        temperature=temperature,
        seed=seed,
        conversation_id=conversation_id,
        turn_id=turn_id,
        private=any(label.private for message in kept for label in message.labels),
        untrusted=any(label.untrusted for message in kept for label in message.labels),
        shortened=_shortened(messages, kept),
        thinking_tokens=thinking_tokens,
    )


def _shortened(messages: Sequence[Message], kept: Sequence[Message]) -> int:
    """How many messages were left out or cut."""
    gone = len(messages) - len(kept)
    return gone + sum(one is not other for one, other in zip(messages[gone:], kept, strict=True))


def _tool(tool: ToolSpec) -> dict[str, Any]:
    return {
        "type": "function",
        "function": {
            "name": tool.name,
            "description": tool.description,
            "parameters": _plain_schema(tool.parameters),
        },
    }


def _plain_schema(schema: JsonObject) -> dict[str, Any]:
    """A schema without the keys that tell a model nothing; small models copy them into their calls."""
    plain = {key: value for key, value in schema.items() if key not in _NOISE}
    if isinstance(properties := schema.get("properties"), Mapping):
        plain["properties"] = {
            name: _plain_schema(value) if isinstance(value, Mapping) else value
            for name, value in properties.items()
        }
    return plain


def _render(messages: Sequence[Message], preference_sentence: str) -> list[dict[str, Any]]:
    last_request = max(
        (index for index, message in enumerate(messages) if message.role is Role.USER), default=-1
    )
    rendered: list[dict[str, Any]] = []
    waiting: dict[str, str] = {}
    for index, message in enumerate(messages):
        if message.role is Role.TOOL:
            waiting.pop(message.call_id, None)
            rendered.append({"role": "tool", "name": message.name, "content": message.content})
            continue
        rendered += _missing(waiting)
        if message.role is Role.USER:
            content = (
                f"{message.content}\n\n{preference_sentence}" if preference_sentence else message.content
            )
            rendered.append({"role": "user", "content": content})
        elif message.content or message.calls or message.thinking:
            rendered.append(_assistant(message, with_thinking=index > last_request))
            waiting = {call.id: call.name for call in message.calls}
    return [*rendered, *_missing(waiting)]


def _assistant(message: Message, *, with_thinking: bool) -> dict[str, Any]:
    turn: dict[str, Any] = {"role": "assistant", "content": message.content}
    if with_thinking and message.thinking:
        turn["reasoning_content"] = message.thinking
    if message.calls:
        turn["tool_calls"] = [
            {"type": "function", "function": {"name": call.name, "arguments": dict(call.arguments)}}
            for call in message.calls
        ]
    if raw := _raw(message.raw, with_thinking):
        turn["raw"] = raw
    return turn


def _raw(raw: str, with_thinking: bool) -> str:
    """What the model wrote, without its thinking where that is over.

    Empty where a template that looks for the end of the thinking would find one inside a call.
    """
    thinking, end, rest = raw.partition("</think>")
    if "</think>" in (rest if end else raw) or (end and not thinking.lstrip().startswith("<think>")):
        return ""
    return rest.lstrip("\n") if end and not with_thinking else raw


def _missing(waiting: dict[str, str]) -> list[dict[str, Any]]:
    """Results for calls that have none, because their turn was cut off."""
    results = [{"role": "tool", "name": name, "content": CUT_SHORT} for name in waiting.values()]
    waiting.clear()
    return results
