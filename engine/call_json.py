"""JSON as a model writes it: where a value ends while it still streams, and what is in it, strictly."""

from __future__ import annotations

import json
import math
import re
from collections import Counter
from enum import Enum, auto
from typing import Any

MAX_DEPTH = 200
MAX_CHARACTERS = 4 * 1024 * 1024

_SPACE = re.compile(r"[ \t\r\n]+")
_SCALAR = re.compile(r"[A-Za-z0-9+.\-]+")
_STRING_STOP = re.compile(r'["\\]')
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_CLOSERS = {"{": "}", "[": "]"}


class BadJsonError(ValueError):
    """No JSON that a call may be made of; the message is a clause such as `the key "a" appears twice`."""


class Scan(Enum):
    """How far a JsonScanner is."""

    MORE = auto()
    DONE = auto()
    FAILED = auto()


class _Expect(Enum):
    VALUE = auto()
    KEY = auto()
    COLON = auto()
    AFTER = auto()


class JsonScanner:
    """Finds the end of one object or list in text that comes in pieces; each character is looked at once.

    It follows JSON's grammar, except that any bare word stands for a value and that strings may hold raw line
    breaks: both are left to `decode`. With `strict_start`, a list must begin with an object.
    """

    def __init__(self, strict_start: bool = False) -> None:
        self.depth = 0
        self._stack: list[str] = []
        self._expect = _Expect.VALUE
        self._strict_start = strict_start
        self._empty = True
        self._in_string = False
        self._in_scalar = False
        self._escaped = False

    def feed(self, text: str, position: int = 0) -> tuple[int, Scan]:
        """Read on from `position`; the place after the last character of the value, and how far it is."""
        while position < len(text):
            if self._in_string:
                position = self._string(text, position)
                continue
            if self._in_scalar:
                position = self._scalar(text, position)
                continue
            character = text[position]
            if character in " \t\r\n":
                match = _SPACE.match(text, position)
                assert match is not None
                position = match.end()
            elif not self._accept(character):
                return position, Scan.FAILED
            else:
                position += not self._in_scalar
                if not self._stack:
                    return position, Scan.DONE
        return position, Scan.MORE

    def _string(self, text: str, position: int) -> int:
        if self._escaped:
            self._escaped = False
            return position + 1
        stop = _STRING_STOP.search(text, position)
        if stop is None:
            return len(text)
        if stop.group() == "\\":
            self._escaped = True
        else:
            self._in_string = False
        return stop.end()

    def _scalar(self, text: str, position: int) -> int:
        match = _SCALAR.match(text, position)
        if match is not None:
            return match.end()
        self._in_scalar = False
        return position

    def _accept(self, character: str) -> bool:
        """Take one character outside strings; False where JSON cannot go on with it."""
        if character in "{[":
            return self._open(character)
        if not self._stack:
            return False
        if self._strict_start and len(self._stack) == 1 and self._stack[0] == "[" and self._empty:
            return False
        if character in "}]":
            return self._close(character)
        if character == '"':
            return self._open_string()
        if character == ",":
            return self._separate()
        if character == ":":
            fits = self._expect is _Expect.COLON
            self._expect = _Expect.VALUE
            return fits
        self._in_scalar = self._expect is _Expect.VALUE and _SCALAR.match(character) is not None
        self._expect = _Expect.AFTER
        return self._in_scalar

    def _open(self, character: str) -> bool:
        if self._expect is not _Expect.VALUE:
            return False
        if self._strict_start and character == "[" and self._stack == ["["] and self._empty:
            return False
        self._stack.append(character)
        self.depth = max(self.depth, len(self._stack))
        self._expect = _Expect.KEY if character == "{" else _Expect.VALUE
        self._empty = True
        return True

    def _close(self, character: str) -> bool:
        if _CLOSERS[self._stack[-1]] != character:
            return False
        starts = _Expect.KEY if character == "}" else _Expect.VALUE
        if self._expect is not _Expect.AFTER and self._expect is not starts:
            return False
        self._stack.pop()
        self._expect = _Expect.AFTER
        self._empty = False
        return True

    def _open_string(self) -> bool:
        if self._expect is _Expect.KEY:
            self._expect = _Expect.COLON
        elif self._expect is _Expect.VALUE:
            self._expect = _Expect.AFTER
        else:
            return False
        self._in_string = True
        self._empty = False
        return True

    def _separate(self) -> bool:
        fits = self._expect is _Expect.AFTER
        self._expect = _Expect.KEY if self._stack[-1] == "{" else _Expect.VALUE
        return fits


def decode(text: str) -> object:
    """The one JSON value in `text`. Raises BadJsonError.

    Refused beside broken syntax: a key that appears twice, NaN and infinite numbers, lone surrogates, more
    than MAX_CHARACTERS, more than MAX_DEPTH levels.
    """
    if len(text) > MAX_CHARACTERS:
        raise BadJsonError(f"it is longer than {MAX_CHARACTERS} characters")
    if too_deep(text):
        raise BadJsonError(f"it is nested more than {MAX_DEPTH} levels deep")
    try:
        value = _DECODER.decode(text)
    except BadJsonError:
        raise
    except RecursionError:
        raise BadJsonError("it is nested too deep") from None
    except json.JSONDecodeError as error:
        raise BadJsonError(f"{error.msg[:1].lower()}{error.msg[1:]} at character {error.pos + 1}") from None
    except ValueError:
        raise BadJsonError("a number in it is too long") from None
    if _SURROGATE.search(text) or ("\\u" in text and _holds_surrogates(value)):
        raise BadJsonError("it holds half a character (a lone surrogate)")
    return value


def too_deep(text: str) -> bool:
    """True where `text` opens more than MAX_DEPTH levels."""
    if text.count("{") + text.count("[") <= MAX_DEPTH:
        return False
    scanner = JsonScanner()
    scanner.feed(text)
    return scanner.depth > MAX_DEPTH


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        (key, _), *_ = Counter(key for key, _ in pairs).most_common(1)
        raise BadJsonError(f"the key {quoted(key)} appears twice")
    return found


def _float(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise BadJsonError(f"the number {text[:40]} is too large")
    return number


def _constant(text: str) -> object:
    raise BadJsonError(f"{text} is not a number in JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_float=_float, parse_constant=_constant, strict=False
)


def _holds_surrogates(value: object) -> bool:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            if _SURROGATE.search(item):
                return True
        elif isinstance(item, dict):
            waiting.extend(item)
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return False


def quoted(text: str, most: int = 80) -> str:
    """`text` as it may stand in a sentence: in quotation marks, clipped, plain printable characters only."""
    clipped = text if len(text) <= most else text[: most - 1] + "…"
    if not clipped.isprintable() or '"' in clipped:
        clipped = "".join(c if c.isprintable() and c != '"' else "\N{REPLACEMENT CHARACTER}" for c in clipped)
    return f'"{clipped}"'
