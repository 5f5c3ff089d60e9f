"""`sordino lab`: the engine's own parts, driven by JSON lines. It converts, calls and converts back."""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from itertools import count
from typing import Any, NoReturn, TextIO

from app.lab_values import (
    LineError,
    a_flag,
    a_list,
    a_part,
    a_text,
    an_object,
    read_call,
    read_message,
    read_preferences,
    read_tools,
)
from engine.call_parser import CallParser
from engine.errors import UserError
from engine.policy.gate import Gate, Situation

_USAGE = "Usage: sordino lab parse|gate|turn|url|redact, with one JSON object a line on standard input."
_LATER = {"python"}
_BY_NEED = {"url": "judge_url", "redact": "redact"}

Handle = Callable[[Mapping[str, Any]], dict[str, Any]]


def main(arguments: list[str], stdin: TextIO, stdout: TextIO, home: str = "") -> int:
    """Run one lab command until its input ends; the exit status, 2 where there is no such command.

    `home` is the folder whose ledger the turns are written to; without it each line has one of its own.
    """
    name = arguments[0] if len(arguments) == 1 else ""
    if name == "gate":
        return _run(_Judge(Gate.load()), stdin, stdout)
    if name == "parse":
        return _run(_parse, stdin, stdout)
    if name == "turn":
        return _run(_player(home), stdin, stdout)
    if name in _BY_NEED:
        return _run(_egress(_BY_NEED[name]), stdin, stdout)
    print(f"sordino lab {name} is not available yet." if name in _LATER else _USAGE, file=sys.stderr)
    return 2


def _player(home: str) -> Handle:
    """What plays turns. It is loaded by need: the other commands shall not wait for the stores."""
    player: Handle = importlib.import_module("app.lab_turn").Player(home)
    return player


def _egress(name: str) -> Handle:
    """What judges addresses or redacts, likewise by need: it reads telephone plans of the whole world."""
    handle: Handle = getattr(importlib.import_module("app.lab_egress"), name)
    return handle


def _run(handle: Handle, stdin: TextIO, stdout: TextIO) -> int:
    for line in _lines(stdin):
        try:
            answer = json.dumps(handle(an_object(json.loads(line, parse_constant=_refuse), "the line")))
        except (LineError, UserError) as error:
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
    parser = CallParser(read_tools(line), lambda: str(next(numbers)))
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
        turns = [an_object(turn, "a turn") for turn in a_list(line, "conversation")]
        situation = Situation(
            tools=read_tools(line),
            preferences=read_preferences(a_part(line, "preferences")),
            conversation=tuple(read_message(turn, numbers) for turn in turns),
            nobody=a_flag(line, "nobody"),
        )
        if "call" not in line:
            raise LineError("call is missing")
        verdict = self._gate.judge(read_call(a_part(line, "call"), numbers), situation)
        return {
            "decision": verdict.decision.value,
            "rule": verdict.rule,
            "reason": verdict.reason,
            "labels": list(verdict.labels),
        }


def _chunks(line: Mapping[str, Any]) -> list[str]:
    if "chunks" not in line:
        return [a_text(line, "text")]
    chunks = a_list(line, "chunks")
    if not all(isinstance(chunk, str) for chunk in chunks):
        raise LineError("chunks is not a list of strings")
    return chunks
