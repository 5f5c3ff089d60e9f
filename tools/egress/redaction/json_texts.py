"""The texts inside JSON, those of JSON inside of its strings too; every other byte stays."""

from __future__ import annotations

import json
import re
from typing import NamedTuple

from tools.egress.redaction.telling import in_words, is_secret, is_telling
from tools.egress.redaction.texts import Found, Hole, Parts, Text

_TOKEN = re.compile(
    r'(?P<string>"[^"\\]*(?:\\.[^"\\]*)*")(?P<name>\s*:)?|(?P<open>[{\[])|(?P<close>[}\]])'
    r"|(?P<number>-?\d[\d.eE+\-]*)",
    re.DOTALL,
)
_STRUCTURE = frozenset(
    (
        "model",
        "service_tier",
        "reasoning_effort",
        "reasoning.effort",
        "output_config.effort",
        "thinking.type",
        "thinking.display",
        "provider.data_collection",
        "response_format.type",
        "tool_choice.type",
        "tools.type",
        "messages.role",
        "messages.tool_call_id",
        "messages.content.type",
        "messages.content.id",
        "messages.content.tool_use_id",
        "messages.tool_calls.id",
        "messages.tool_calls.type",
        "contents.role",
    )
)
"""Where a value belongs to the form of a request, and is no text of anybody's: all names on the way to it."""
_FREE = frozenset(("arguments", "args", "input", "response", "output", "result", "parameters"))
"""Fields below which a field of any name may hold a text: the arguments and the results of tools."""
_OF_SCHEMAS = frozenset(("type", "description", "title", "format", "pattern", "label", "hint"))
"""Fields that say something of a password beside which they stand."""
_PROPERTIES = "properties"
"""Where a schema names fields: it holds no value of them."""
_HALF = re.compile("[\ud800-\udfff]")
_FEWEST_DIGITS = 3
"""How long a number is, in characters, that may say something of anybody."""
_BEGINS = ("{", "[", '"')
_SPACE = re.compile(r"\s*")
_DECODER = json.JSONDecoder(strict=False)
_SHORT = 400
"""The longest value, in characters, that is read together with its field's name."""


def parts_of(text: str, found: Found, *, free: bool, name: str = "", secret: bool = False) -> Text | Parts:
    """`text` in pieces where it is JSON, else as one text; its texts are added to `found`.

    With `free`, no field of it belongs to the form of a request. `name` is that of the field in which it
    stands, and `secret` what that says of it. JSON inside of strings is followed to its end: each step
    doubles the signs before a quote, so that there are few.
    """
    if not secret and is_json(text):
        return _Walk(text, found, free=free).run()
    leaf = Text(text, name, secret)
    found.texts.append(leaf)
    return leaf


def is_json(text: str) -> bool:
    """True for an object, a list or a string of JSON, and for several of them in a row, as in JSON lines."""
    place = _end_of_space(text, 0)
    if not text.startswith(_BEGINS, place):
        return False
    try:
        while place < len(text):
            _, end = _DECODER.raw_decode(text, place)
            place = _end_of_space(text, end)
    except (ValueError, RecursionError):
        return False
    return True


def _end_of_space(text: str, place: int) -> int:
    space = _SPACE.match(text, place)
    return space.end() if space else place


class _Level(NamedTuple):
    """An object or a list, and what holds for all in it."""

    name: str = ""
    """Of the field it stands in."""
    path: str = ""
    """The names of all fields on the way to it, with dots between them."""
    is_list: bool = False
    free: bool = False
    telling: str = ""
    """The name of a field around it that says that a password stands there."""


class _Walk:
    """One way through a JSON text, from string to string."""

    def __init__(self, text: str, found: Found, *, free: bool) -> None:
        self._text = text
        self._found = found
        self._name = ""
        self._level = _Level(is_list=True, free=free)
        self._above: list[_Level] = []

    def run(self) -> Parts:
        """The text in pieces."""
        pieces: list[str | Hole] = []
        place = 0
        for token in _TOKEN.finditer(self._text):
            like = token.group("string") or token.group()
            match token.lastgroup:
                case "open":
                    self._above.append(self._level)
                    self._level = self._below(is_list=like == "[")
                    continue
                case "close":
                    self._name = self._level.name
                    self._level = self._above.pop()
                    continue
                case "name":
                    hole = self._of_name(like)
                case "number":
                    hole = self._of_number(like)
                case _:
                    hole = self._of_string(like)
            if hole:
                pieces += (self._text[place : token.start()], hole)
                place = token.start() + len(like)
        pieces.append(self._text[place:])
        return Parts(pieces)

    def _below(self, *, is_list: bool) -> _Level:
        """The level that begins in the field of the last name."""
        free = self._level.free or self._name in _FREE
        return _Level(self._name, self._path(), is_list, free, self._telling())

    def _path(self) -> str:
        """The names on the way to what stands here."""
        level = self._level
        return level.path if level.is_list else f"{level.path}.{self._name}".lstrip(".")

    def _telling(self) -> str:
        """The nearest name that says that a password stands here; empty where none does."""
        if self._level.name != _PROPERTIES and is_telling(self._name):
            return self._name
        return "" if self._name in _OF_SCHEMAS else self._level.telling

    def _of_name(self, like: str) -> Hole | None:
        self._name = _meaning(like)
        if not self._level.free:
            self._found.names.add(self._name)
            return None
        name = Text(self._name)
        self._found.texts.append(name)
        return Hole(like, self._name, name, written_as_string)

    def _of_number(self, like: str) -> Hole | None:
        if not self._level.free or len(like) < _FEWEST_DIGITS:
            return None
        number = Text(like, in_words(self._name), is_secret(self._telling(), like))
        self._found.texts.append(number)
        return Hole(like, like, number, written_as_string)

    def _of_string(self, like: str) -> Hole | None:
        if not self._level.free and self._path() in _STRUCTURE:
            return None
        value = _meaning(like)
        name = in_words(self._name) if self._level.free and len(value) <= _SHORT else ""
        secret = is_secret(self._telling(), value)
        inner = parts_of(value, self._found, free=True, name=name, secret=secret)
        return Hole(like, value, inner, written_as_string)


def _meaning(string: str) -> str:
    if "\\" not in string:
        return string[1:-1]
    meaning: str = _DECODER.decode(string)
    return meaning


def written_as_string(like: str, value: str) -> str:
    """`value` as a string of JSON, in the characters that `like` keeps to."""
    written = json.dumps(value, ensure_ascii=like.isascii())
    return json.dumps(value) if _HALF.search(written) else written
