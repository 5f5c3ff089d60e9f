"""Makes a conversation fit the context: old results go first, then old turns."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from engine.contracts import JsonObject, Message, Role

LEFT_OUT = "[This result was left out to make room. Call the tool again if it is needed.]"
CUT_OFF = "\n[The rest was left out to make room.]"
MESSAGE_TOKENS = 8
"""What the template adds to each message, about."""


def estimate(text: str) -> int:
    """Tokens of a text, rather too many than too few.

    A token for each digit and each character beyond ASCII, and for three of any other.
    """
    plain = len(text.encode("ascii", "ignore"))
    digits = sum(map(text.count, "0123456789"))
    return (plain - digits) // 3 + digits + len(text) - plain + 1


def make_room(messages: Sequence[Message], tokens: int) -> list[Message]:
    """The conversation in at most about `tokens` tokens.

    Results of tools are left out, oldest first, but for those that the model has not answered yet; then
    whole turns, oldest first, but for the last; then the newest results are cut. What the user wrote last
    is never touched.

    Room is made by the quarter, more than is needed at once: each further result that is left out changes
    the text from there on, which must then be read again.
    """
    kept = list(messages)
    sizes = [_size(message) for message in kept]
    excess = sum(sizes) - tokens
    if excess <= 0:
        return kept
    spare = -excess % max(tokens // 4, 1)
    excess += spare
    fresh = _first_unanswered(kept)
    for index in range(fresh):
        if excess <= 0:
            return kept
        if kept[index].role is Role.TOOL and len(kept[index].content) > len(LEFT_OUT):
            kept[index] = replace(kept[index], content=LEFT_OUT)
            excess -= sizes[index] - _size(kept[index])
    while excess > 0 and (end := _end_of_first_turn(kept)):
        excess -= sum(map(_size, kept[:end]))
        del kept[:end]
    return _cut_results(kept, excess - spare)


def _size(message: Message) -> int:
    calls = sum(estimate(json.dumps(dict(call.arguments), default=str)) + 20 for call in message.calls)
    return MESSAGE_TOKENS + estimate(message.content) + estimate(message.thinking) + calls


def size_of_tools(tools: Sequence[JsonObject]) -> int:
    """Tokens of the tool descriptions, about."""
    return sum(estimate(json.dumps(tool, ensure_ascii=False)) for tool in tools) + 120


def _first_unanswered(messages: Sequence[Message]) -> int:
    """Where the results at the end begin; the length where there are none."""
    index = len(messages)
    while index and messages[index - 1].role is Role.TOOL:
        index -= 1
    return index


def _end_of_first_turn(messages: Sequence[Message]) -> int:
    """Where the second turn begins; 0 where there is only one."""
    starts = [index for index, message in enumerate(messages) if message.role is Role.USER and index > 0]
    return starts[0] if starts else 0


def _cut_results(messages: list[Message], excess: int) -> list[Message]:
    for index in range(_first_unanswered(messages), len(messages)):
        if excess <= 0:
            break
        content = messages[index].content
        size = estimate(content)
        share = max(size - excess - estimate(CUT_OFF), 50) / size
        if share < 1:
            messages[index] = replace(messages[index], content=content[: int(len(content) * share)] + CUT_OFF)
            excess -= size - estimate(messages[index].content)
    return messages
