"""The texts inside a request's body, each changed in its own place; every other byte stays."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from urllib.parse import unquote_plus

from engine.contracts import JsonObject, Outgoing
from engine.errors import ToolProblem
from tools.egress.forms import form_body

Change = Callable[[str], str]
"""Takes a text as it is meant and gives the one to be sent."""

_FORM = "application/x-www-form-urlencoded"
_TOKEN = re.compile(r'(?P<string>"[^"\\]*(?:\\.[^"\\]*)*")(?P<name>\s*:)?|[{}\[\]]', re.DOTALL)
_STRUCTURE = frozenset(
    (
        "model",
        "role",
        "type",
        "id",
        "tool_call_id",
        "tool_use_id",
        "call_id",
        "object",
        "format",
        "finish_reason",
    )
)
"""Fields whose value belongs to the form of a request, and is no text of anybody's."""
_FREE = frozenset(("arguments", "args", "input", "response", "output", "result", "parameters"))
"""Fields below which a field of any name may hold a text: the arguments and the results of tools."""
_HALF = re.compile("[\ud800-\udfff]")
_SHORT = 400
"""The longest value, in characters, that is read together with its field's name."""
_DEEPEST = 12
"""How many times JSON may lie inside a string of JSON."""


def change_body(outgoing: Outgoing, change: Change) -> bytes:
    """The body with `change` made to each of its texts; the same bytes where it changes none.

    Raises ToolProblem for a body that is no text.
    """
    if not outgoing.body:
        return outgoing.body
    try:
        text = outgoing.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ToolProblem(
            "The request is no text, so it cannot be searched for personal data. Nothing was sent."
        ) from error
    kind = next((value for name, value in outgoing.headers if name.lower() == "content-type"), "")
    changed = _change_form(text, change) if kind.lower().startswith(_FORM) else change_text(text, change)
    return outgoing.body if changed == text else changed.encode("utf-8")


def change_arguments(arguments: JsonObject, change: Change) -> JsonObject:
    """A search's arguments with `change` made to each text; the same object where it changes none."""
    changed = {name: change(value) if isinstance(value, str) else value for name, value in arguments.items()}
    return arguments if changed == arguments else changed


def change_text(text: str, change: Change, depth: int = 0) -> str:
    """`text` with `change` made to each string in it where it is JSON, else to the whole of it."""
    if depth < _DEEPEST and _is_json(text):
        return _Walk(text, change, depth).run()
    return change(text)


def field_names(text: str) -> list[str]:
    """The names of those fields of a JSON text that belong to its form; none where it is no JSON."""
    walk = _Walk(text, lambda value: value, 0)
    if _is_json(text):
        walk.run()
    return sorted(walk.names)


def _is_json(text: str) -> bool:
    if text.lstrip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


class _Walk:
    """One way through a JSON text, from string to string."""

    def __init__(self, text: str, change: Change, depth: int) -> None:
        self._text = text
        self._change = change
        self._depth = depth
        self._name = ""
        self._above: list[str] = []
        self._free = 0
        self.names: set[str] = set()

    def run(self) -> str:
        """The text with its strings changed."""
        pieces: list[str] = []
        place = 0
        for found in _TOKEN.finditer(self._text):
            sign = found.group()
            if sign in "{[":
                self._above.append(self._name)
                self._free += self._name in _FREE
            elif sign in "}]":
                self._name = self._above.pop()
                self._free -= self._name in _FREE
            else:
                string, free = found.group("string"), bool(self._free or self._depth)
                named = found.group("name") is not None
                if named:
                    self._name = json.loads(string)
                    self.names |= set() if free else {self._name}
                if free or not (named or self._name in _STRUCTURE):
                    value = self._changed(json.loads(string), named or not free)
                    pieces += (self._text[place : found.start()], _written(string, value))
                    place = found.start() + len(string)
        return "".join(pieces) + self._text[place:]

    def _changed(self, value: str, alone: bool) -> str:
        """The string changed; read behind its field's name, as in `password: x`, unless `alone`."""
        if not alone and len(value) <= _SHORT:
            prefix = f"{self._name}: "
            changed = self._change(prefix + value)
            if changed.startswith(prefix) and changed != prefix + value:
                return changed[len(prefix) :]
        return change_text(value, self._change, self._depth + 1)


def _written(like: str, value: str) -> str:
    """`value` as a string of JSON, such as `like`; that itself where it says the same."""
    if json.loads(like) == value:
        return like
    written = json.dumps(value, ensure_ascii=like.isascii())
    return written if _is_whole(written) else json.dumps(value)


def _is_whole(text: str) -> bool:
    """False where `text` holds half of a surrogate pair, which has no bytes of its own."""
    return _HALF.search(text) is None


def _change_form(text: str, change: Change) -> str:
    return "&".join(_change_field(field, change) for field in text.split("&"))


def _change_field(field: str, change: Change) -> str:
    name, sign, written = field.partition("=")
    value = unquote_plus(written, errors="surrogateescape")
    changed = change_text(value, change)
    return field if changed == value else f"{name}{sign}{form_body({'': changed}).decode('ascii')[1:]}"
