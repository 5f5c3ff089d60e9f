"""Readers of the values in the lab's JSON lines. All raise LineError where a value cannot be used.

What is null counts as missing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from typing import Any, TypeVar

from engine.contracts import (
    Caps,
    Effect,
    Latency,
    Message,
    Money,
    OutputMarks,
    Preferences,
    Privacy,
    Reach,
    Role,
    ToolCall,
    ToolSpec,
)

_MICRO = Decimal(1_000_000)
_MOST_DOLLARS = Decimal(10**9)

Word = TypeVar("Word", bound=StrEnum)


class LineError(ValueError):
    """The line cannot be used; the message says why."""


def read_tools(line: Mapping[str, Any]) -> dict[str, ToolSpec]:
    """The declarations under `tools`, by name."""
    tools: dict[str, ToolSpec] = {}
    for item in a_list(line, "tools"):
        spec = read_tool(an_object(item, "a tool"))
        if spec.name in tools:
            raise LineError("two tools have the same name")
        tools[spec.name] = spec
    return tools


def read_tool(item: Mapping[str, Any]) -> ToolSpec:
    """One declaration; it reads, on this computer and free of charge, where it says nothing else."""
    reach = a_word(item, "reach", Reach, Reach.LOCAL)
    output = a_part(item, "output")
    host = item.get("host")
    if host is not None and not isinstance(host, str):
        raise LineError("host is not a string")
    effects = a_list(item, "effects") if item.get("effects") is not None else [Effect.READS.value]
    return ToolSpec(
        name=a_text(item, "name"),
        description=a_text(item, "description", ""),
        parameters={"type": "object"} if item.get("parameters") is None else item["parameters"],
        reach=reach,
        effects=frozenset(a_word({"effects": effect}, "effects", Effect, Effect.READS) for effect in effects),
        output=OutputMarks(a_flag(output, "private"), a_flag(output, "untrusted")),
        host=host,
        price_max=_price(item, reach),
    )


def _price(item: Mapping[str, Any], reach: Reach) -> Money | None:
    """The tool's highest price: unknown for an expert that names none, nothing for any other tool."""
    price = a_part(item, "price_usd")
    if price.get("max") is None:
        return None if reach is Reach.EXPERT or "price_usd" in item else Money(0)
    return _money(price["max"], "price_usd.max", ROUND_CEILING)


def read_preferences(item: Mapping[str, Any]) -> Preferences:
    """Preferences; what is missing has its default."""
    caps = a_part(item, "cap_usd")
    default = Preferences()
    return Preferences(
        privacy=a_word(item, "privacy", Privacy, default.privacy),
        latency=a_word(item, "latency", Latency, default.latency),
        caps=Caps(
            call=_cap(caps, "call", default.caps.call),
            conversation=_cap(caps, "conversation", default.caps.conversation),
            day=_cap(caps, "day", default.caps.day),
            month=_cap(caps, "month", default.caps.month),
        ),
        offline=a_flag(item, "offline"),
        text=a_text(item, "text", ""),
    )


def _cap(caps: Mapping[str, Any], name: str, default: Money) -> Money:
    return default if caps.get(name) is None else _money(caps[name], f"cap_usd.{name}", ROUND_FLOOR)


def read_message(turn: Mapping[str, Any], numbers: Iterator[int]) -> Message:
    """One turn of a conversation; its calls are named by the next `numbers`."""
    role = a_word(turn, "role", Role, None)
    if role is Role.TOOL:
        return Message(role, a_text(turn, "content"), name=a_text(turn, "name"))
    if role is Role.USER:
        return Message(role, a_text(turn, "content"))
    content = a_text(turn, "content") if turn.get("content") is not None else ""
    calls = tuple(read_call(an_object(item, "a call"), numbers) for item in a_list(turn, "calls"))
    return Message(role, content, calls=calls)


def read_call(item: Mapping[str, Any], numbers: Iterator[int]) -> ToolCall:
    """The call as it stands: arguments that are no object are for the gate to deny."""
    return ToolCall(str(next(numbers)), a_text(item, "name"), item.get("arguments"))  # type: ignore[arg-type]


def _money(value: object, name: str, rounding: str) -> Money:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise LineError(f"{name} is not a number")
    dollars = Decimal(str(value))
    if not 0 <= dollars <= _MOST_DOLLARS:
        raise LineError(f"{name} is not between 0 and {_MOST_DOLLARS}")
    return Money(int((dollars * _MICRO).to_integral_value(rounding)))


def an_object(value: object, name: str) -> Mapping[str, Any]:
    """`value` where it is an object; `name` is what the error calls it."""
    if not isinstance(value, dict):
        raise LineError(f"{name} is not an object")
    return value


def a_part(item: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The object under `name`, an empty one where it is missing."""
    value = item.get(name)
    return {} if value is None else an_object(value, name)


def a_list(item: Mapping[str, Any], name: str) -> list[Any]:
    """The list under `name`, an empty one where it is missing."""
    value = item.get(name)
    if value is None:
        return []
    if not isinstance(value, list):
        raise LineError(f"{name} is not a list")
    return value


def a_text(item: Mapping[str, Any], name: str, default: str | None = None) -> str:
    """The string under `name`; without a default it must be there."""
    value = item.get(name)
    if value is None:
        value = default
    if not isinstance(value, str):
        raise LineError(f"{name} is missing" if value is None else f"{name} is not a string")
    return value


def a_flag(item: Mapping[str, Any], name: str) -> bool:
    """The truth under `name`, false where it is missing."""
    value = item.get(name)
    if value is None:
        return False
    if not isinstance(value, bool):
        raise LineError(f"{name} is not true or false")
    return value


def a_word(item: Mapping[str, Any], name: str, kind: type[Word], default: Word | None) -> Word:
    """The word of `kind` under `name`; without a default it must be there."""
    if item.get(name) is None and default is not None:
        return default
    for member in kind:
        if item.get(name) == member.value:
            return member
    raise LineError(f"{name} is none of {', '.join(kind)}")
