"""`sordino lab`: the engine's own parts, driven by JSON lines. It converts, calls and converts back."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from enum import StrEnum
from itertools import count
from typing import Any, NoReturn, TextIO, TypeVar

from engine.call_parser import CallParser
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
from engine.policy.gate import Gate, Situation

_USAGE = "Usage: sordino lab parse|gate, with one JSON object a line on standard input."
_LATER = {"turn", "python", "url", "redact"}
_MICRO = Decimal(1_000_000)
_MOST_DOLLARS = Decimal(10**9)

Choice = TypeVar("Choice", bound=StrEnum)


class LineError(ValueError):
    """The line cannot be used; the message says why."""


def main(arguments: list[str], stdin: TextIO, stdout: TextIO) -> int:
    """Run one lab command until its input ends; the exit status, 2 where there is no such command."""
    name = arguments[0] if len(arguments) == 1 else ""
    if name == "gate":
        return _run(_Judge(Gate.load()), stdin, stdout)
    if name == "parse":
        return _run(_parse, stdin, stdout)
    print(f"sordino lab {name} is not available yet." if name in _LATER else _USAGE, file=sys.stderr)
    return 2


def _run(handle: Callable[[Mapping[str, Any]], dict[str, Any]], stdin: TextIO, stdout: TextIO) -> int:
    for line in _lines(stdin):
        try:
            answer = json.dumps(handle(_object(json.loads(line, parse_constant=_refuse), "the line")))
        except LineError as error:
            answer = json.dumps({"error": str(error)})
        except RecursionError:
            answer = json.dumps({"error": "the line is nested too deep"})
        except UnicodeDecodeError:
            answer = json.dumps({"error": "the line is not UTF-8"})
        except ValueError as error:
            answer = json.dumps({"error": f"the line is no JSON: {error}"})
        stdout.write(answer + "\n")
        stdout.flush()
    return 0


def _refuse(name: str) -> NoReturn:
    raise LineError(f"{name} is no JSON")


def _lines(stdin: TextIO) -> Iterator[str | bytes]:
    """Lines as bytes where the stream has them, so that one that is not UTF-8 spoils only itself."""
    yield from getattr(stdin, "buffer", stdin)


def _parse(line: Mapping[str, Any]) -> dict[str, Any]:
    numbers = count(1)
    parser = CallParser(_tools(line), lambda: str(next(numbers)))
    for chunk in _chunks(line):
        parser.feed(chunk)
    parsed = parser.finish()
    return {
        "calls": [{"name": call.name, "arguments": call.arguments} for call in parsed.calls],
        "text": parsed.text,
        "thinking": parsed.thinking,
        "problems": list(parsed.problems),
    }


class _Judge:
    """`lab gate`, with one gate for all lines."""

    def __init__(self, gate: Gate) -> None:
        self._gate = gate

    def __call__(self, line: Mapping[str, Any]) -> dict[str, Any]:
        numbers = count(1)
        turns = [_object(turn, "a turn") for turn in _list(line, "conversation")]
        situation = Situation(
            tools=_tools(line),
            preferences=_preferences(_part(line, "preferences")),
            conversation=tuple(_message(turn, numbers) for turn in turns),
            nobody=_flag(line, "nobody"),
        )
        if "call" not in line:
            raise LineError("call is missing")
        verdict = self._gate.judge(_call(_part(line, "call"), numbers), situation)
        return {
            "decision": verdict.decision.value,
            "rule": verdict.rule,
            "reason": verdict.reason,
            "labels": list(verdict.labels),
        }


def _chunks(line: Mapping[str, Any]) -> list[str]:
    if "chunks" not in line:
        return [_text(line, "text")]
    chunks = _list(line, "chunks")
    if not all(isinstance(chunk, str) for chunk in chunks):
        raise LineError("chunks is not a list of strings")
    return chunks


def _tools(line: Mapping[str, Any]) -> dict[str, ToolSpec]:
    tools: dict[str, ToolSpec] = {}
    for item in _list(line, "tools"):
        spec = _tool(_object(item, "a tool"))
        if spec.name in tools:
            raise LineError("two tools have the same name")
        tools[spec.name] = spec
    return tools


def _tool(item: Mapping[str, Any]) -> ToolSpec:
    reach = _choice(item, "reach", Reach, Reach.LOCAL)
    output = _part(item, "output")
    host = item.get("host")
    if host is not None and not isinstance(host, str):
        raise LineError("host is not a string")
    effects = _list(item, "effects") if "effects" in item else [Effect.READS.value]
    return ToolSpec(
        name=_text(item, "name"),
        description=_text(item, "description", ""),
        parameters=item.get("parameters", {"type": "object"}),
        reach=reach,
        effects=frozenset(
            _choice({"effects": effect}, "effects", Effect, Effect.READS) for effect in effects
        ),
        output=OutputMarks(_flag(output, "private"), _flag(output, "untrusted")),
        host=host,
        price_max=_price(item, reach),
    )


def _price(item: Mapping[str, Any], reach: Reach) -> Money | None:
    """The tool's highest price: unknown for an expert that names none, nothing for any other tool."""
    price = _part(item, "price_usd")
    if price.get("max") is None:
        return None if reach is Reach.EXPERT or "price_usd" in item else Money(0)
    return _money(price["max"], "price_usd.max", ROUND_CEILING)


def _preferences(item: Mapping[str, Any]) -> Preferences:
    caps = _part(item, "cap_usd")
    default = Preferences()
    return Preferences(
        privacy=_choice(item, "privacy", Privacy, default.privacy),
        latency=_choice(item, "latency", Latency, default.latency),
        caps=Caps(
            call=_cap(caps, "call", default.caps.call),
            conversation=_cap(caps, "conversation", default.caps.conversation),
            day=_cap(caps, "day", default.caps.day),
            month=_cap(caps, "month", default.caps.month),
        ),
        offline=_flag(item, "offline"),
        text=_text(item, "text", ""),
    )


def _cap(caps: Mapping[str, Any], name: str, default: Money) -> Money:
    return _money(caps[name], f"cap_usd.{name}", ROUND_FLOOR) if name in caps else default


def _message(turn: Mapping[str, Any], numbers: Iterator[int]) -> Message:
    role = _choice(turn, "role", Role, None)
    if role is Role.TOOL:
        return Message(role, _text(turn, "content"), name=_text(turn, "name"))
    if role is Role.USER:
        return Message(role, _text(turn, "content"))
    content = _text(turn, "content") if turn.get("content") is not None else ""
    calls = tuple(_call(_object(item, "a call"), numbers) for item in _list(turn, "calls"))
    return Message(role, content, calls=calls)


def _call(item: Mapping[str, Any], numbers: Iterator[int]) -> ToolCall:
    """The call as it stands: arguments that are no object are for the gate to deny."""
    return ToolCall(str(next(numbers)), _text(item, "name"), item.get("arguments"))  # type: ignore[arg-type]


def _money(value: object, name: str, rounding: str) -> Money:
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise LineError(f"{name} is not a number")
    dollars = Decimal(str(value))
    if not 0 <= dollars <= _MOST_DOLLARS:
        raise LineError(f"{name} is not between 0 and {_MOST_DOLLARS}")
    return Money(int((dollars * _MICRO).to_integral_value(rounding)))


def _object(value: object, name: str) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise LineError(f"{name} is not an object")
    return value


def _part(item: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = item.get(name)
    return {} if value is None else _object(value, name)


def _list(item: Mapping[str, Any], name: str) -> list[Any]:
    value = item.get(name, [])
    if not isinstance(value, list):
        raise LineError(f"{name} is not a list")
    return value


def _text(item: Mapping[str, Any], name: str, default: str | None = None) -> str:
    value = item.get(name, default)
    if not isinstance(value, str):
        raise LineError(f"{name} is missing" if value is None else f"{name} is not a string")
    return value


def _flag(item: Mapping[str, Any], name: str) -> bool:
    value = item.get(name, False)
    if not isinstance(value, bool):
        raise LineError(f"{name} is not true or false")
    return value


def _choice(item: Mapping[str, Any], name: str, kind: type[Choice], default: Choice | None) -> Choice:
    if name not in item and default is not None:
        return default
    for member in kind:
        if item.get(name) == member.value:
            return member
    raise LineError(f"{name} is none of {', '.join(kind)}")
