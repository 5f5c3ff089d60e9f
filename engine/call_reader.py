"""What a piece of JSON asks for: a known and valid call, a problem in words, or nothing of the kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from engine.call_json import BadJsonError, decode, quoted
from engine.call_schema import ArgumentChecker
from engine.contracts import ToolCall, ToolSpec

_CALL_KEYS = frozenset({"name", "arguments", "id", "type"})
_STARTED = re.compile(r'\s*\[?\s*\{\s*"(?:name"\s*:\s*"((?:[^"\\]|\\.)*)("?)|arguments"\s*:)', re.DOTALL)
_ARGUMENTS = re.compile(r'"arguments"\s*:')
_NAMES_SHOWN = 30

_checker = ArgumentChecker()


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text held. `is_call` is False where it is JSON, or no JSON, of another kind."""

    is_call: bool
    calls: tuple[ToolCall, ...] = ()
    problems: tuple[str, ...] = ()


NOTHING = Reading(False)


class CallReader:
    """Reads calls of the given tools."""

    def __init__(self, tools: Mapping[str, ToolSpec], new_id: Callable[[], str]) -> None:
        self._tools = tools
        self._new_id = new_id

    def read(self, text: str, tagged: bool) -> Reading:
        """One complete JSON value: an object, or a list of objects. Whatever is tagged is meant as a call."""
        try:
            value = decode(text)
        except BadJsonError as error:
            if tagged or self.seems_started(text):
                return Reading(True, problems=(f"The call is no valid JSON: {error}.",))
            return NOTHING
        items = value if isinstance(value, list) else [value]
        if not tagged and not (items and all(self._has_shape(item) for item in items)):
            return NOTHING
        calls: list[ToolCall] = []
        problems: list[str] = [] if items else ["The list of calls is empty."]
        for item in items:
            found = self._call(item)
            if isinstance(found, ToolCall):
                calls.append(found)
            else:
                problems.append(found)
        return Reading(True, tuple(calls), tuple(problems))

    def seems_started(self, text: str) -> bool:
        """True for broken or cut-off JSON that begins as a call does."""
        match = _STARTED.match(text)
        if match is None:
            return False
        name, closed = match.group(1), match.group(2)
        if name is None or (closed and name in self._tools):
            return True
        if not closed:
            return any(known.startswith(name) for known in self._tools)
        return _ARGUMENTS.search(text, match.end()) is not None

    def _has_shape(self, item: object) -> bool:
        """True where an untagged object is meant as a call, be it a right one or not."""
        if not isinstance(item, dict) or not isinstance(item.get("name"), str) or "arguments" not in item:
            return False
        if item["name"] in self._tools:
            return True
        return item.keys() <= _CALL_KEYS and isinstance(_decoded(item["arguments"]), dict)

    def _call(self, item: object) -> ToolCall | str:
        """A known and valid call, or a sentence for the model."""
        if not isinstance(item, dict):
            return "A call is an object with a name and arguments."
        name = item.get("name")
        if not isinstance(name, str):
            return "The call has no name."
        if name not in self._tools:
            return unknown_tool(name, self._tools)
        if "arguments" not in item:
            return f"The call of {name} has no arguments."
        arguments = item["arguments"]
        if isinstance(arguments, str):
            try:
                arguments = decode(arguments)
            except BadJsonError as error:
                return f"The arguments of {name} are no valid JSON: {error}."
        problem = invalid_arguments(arguments, self._tools[name])
        if problem:
            return problem
        return ToolCall(self._new_id(), name, arguments)


def unknown_tool(name: str, tools: Mapping[str, ToolSpec]) -> str:
    """The sentence about a name that no tool has; it lists the names that there are."""
    if not tools:
        return f"There is no tool called {quoted(name)}; there are no tools now."
    names = list(tools)
    listed = ", ".join(names[:_NAMES_SHOWN]) + (", …" if len(names) > _NAMES_SHOWN else "")
    return f"There is no tool called {quoted(name)}. The tools are: {listed}."


def invalid_arguments(arguments: object, tool: ToolSpec) -> str:
    """The sentence about arguments that do not fit the tool's schema, empty where they fit."""
    problem = _checker.problem(arguments, tool.parameters)
    return f"The arguments of {tool.name} are not valid: {problem}." if problem else ""


def _decoded(arguments: object) -> object:
    if not isinstance(arguments, str):
        return arguments
    try:
        return decode(arguments)
    except BadJsonError:
        return None
