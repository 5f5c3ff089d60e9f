"""Finds the tool calls in what a model writes, while it writes.

Taken are calls in `<tool_call>` tags, bare JSON objects and lists of them, and the same in a fenced block of
no or of JSON language. Nothing inside `<think>` is a call. What the parser finds does not depend on how the
text is cut into chunks, and it looks at each character a bounded number of times.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import Enum, auto
from itertools import groupby

from engine.call_pieces import Parsed, ParserEvent, TextPiece, ThinkingPiece
from engine.call_reader import CallReader, Reading
from engine.call_source import Source, first_of, partial_at_end
from engine.call_tag import CALL, CALL_END, CUT_OFF, THINK, THINK_END, TagReader
from engine.call_text import Flow
from engine.contracts import ToolCall, ToolSpec

__all__ = ["CallParser", "Parsed", "ParserEvent", "TextPiece", "ThinkingPiece"]

_FENCE = "```"
_TEXT_MARK = re.compile(r'[<`]|\{(?![^\s"}])|\[(?![^\s{])')
_TEXT_MARK_NO_LIST = re.compile(r'[<`]|\{(?![^\s"}])')
_CODE_MARK = re.compile(r"[<`]")
_INFO = re.compile(r"[A-Za-z0-9_+.#\-]*")
_CALL_LANGUAGES = frozenset({"", "json", "tool_call"})
_LONGEST_INFO = 20
_MOST_PROBLEMS = 16

BROKEN = "The call is no valid JSON."


class _Mode(Enum):
    TEXT = auto()
    CODE = auto()
    THINK = auto()
    BARE = auto()
    TAG = auto()
    FENCE_INFO = auto()
    FENCE = auto()
    FENCE_JSON = auto()


class CallParser:
    """Reads one answer of the model. `thinking_open` says that the prompt ended with an open `<think>`.

    The texts of the TextPieces, put together, are the beginning of `Parsed.text`; the rest was held back.
    """

    def __init__(
        self, tools: Mapping[str, ToolSpec], new_id: Callable[[], str], thinking_open: bool = False
    ) -> None:
        self._reader = CallReader(tools, new_id)
        self._source = Source()
        self._mode = _Mode.THINK if thinking_open else _Mode.TEXT
        self._last = ""
        self._in_quotes = False
        self._lists = True
        self._swallow_fence = False
        self._fence: list[str] = []
        self._values: list[str] = []
        self._tag = TagReader(self._source, self._reader)
        self._text = Flow()
        self._thinking = Flow()
        self._events: list[ParserEvent] = []
        self._calls: list[ToolCall] = []
        self._problems: list[str] = []
        self._steps: dict[_Mode, Callable[[], bool]] = {
            _Mode.TEXT: self._in_text,
            _Mode.CODE: self._in_text,
            _Mode.THINK: self._in_think,
            _Mode.BARE: self._in_json,
            _Mode.TAG: self._in_tag,
            _Mode.FENCE_INFO: self._in_fence_info,
            _Mode.FENCE: self._in_fence,
            _Mode.FENCE_JSON: self._in_json,
        }

    def feed(self, chunk: str) -> list[ParserEvent]:
        """Read on; what may be shown now."""
        self._events = []
        self._read(self._source.rest + chunk)
        return [kind("".join(p.text for p in pieces)) for kind, pieces in groupby(self._events, type)]

    def finish(self) -> Parsed:
        """The model has stopped. To be called once."""
        while again := self._end():
            self._read(again)
        problems = self._problems[:_MOST_PROBLEMS]
        if len(self._problems) > _MOST_PROBLEMS:
            problems.append(f"{len(self._problems) - _MOST_PROBLEMS} more calls were not valid.")
        return Parsed(tuple(self._calls), self._text.whole(), self._thinking.whole(), tuple(problems))

    def _read(self, data: str) -> None:
        """Take step after step; a step says False where it needs more text to decide."""
        self._source.load(data)
        while not self._source.ended and self._steps[self._mode]():
            pass

    def _say(self, text: str) -> None:
        if text:
            self._last = text[-1]
            if shown := self._text.write(text):
                self._events.append(TextPiece(shown))

    def _think(self, text: str) -> None:
        if shown := self._thinking.write(text):
            self._events.append(ThinkingPiece(shown))

    def _cut(self) -> None:
        self._text.cut()
        self._last = ""

    def _collect(self, reading: Reading) -> bool:
        if reading.is_call:
            self._calls.extend(reading.calls)
            self._problems.extend(reading.problems)
            self._cut()
        return reading.is_call

    def _in_text(self) -> bool:
        source = self._source
        match = self._mark.search(source.data, source.at)
        self._say(source.take(match.start() if match else len(source.data)))
        if match is None:
            return True
        if match.group() == "<":
            return self._tag_in_text()
        if match.group() == "`":
            return self._ticks_in_text()
        self._in_quotes = self._last == "`"
        self._mode = _Mode.BARE
        source.begin_json(strict_start=True)
        return True

    @property
    def _mark(self) -> re.Pattern[str]:
        """What may begin something else than text. After one broken list no other is tried: linear time."""
        if self._mode is _Mode.CODE:
            return _CODE_MARK
        return _TEXT_MARK if self._lists else _TEXT_MARK_NO_LIST

    def _tag_in_text(self) -> bool:
        source = self._source
        if self._open_tag() or (self._text.just_cut and source.skip(CALL_END)):
            return True
        if source.undecided(THINK, CALL, CALL_END):
            return False
        self._say(source.take(source.at + 1))
        return True

    def _open_tag(self) -> bool:
        """Enter thinking or a call, where its tag stands here."""
        if self._source.skip(THINK):
            self._thinking.write("\n\n")
            self._thinking.cut()
            self._mode = _Mode.THINK
        elif self._source.skip(CALL):
            self._tag = TagReader(self._source, self._reader)
            self._mode = _Mode.TAG
        else:
            return False
        self._cut()
        return True

    def _ticks_in_text(self) -> bool:
        source = self._source
        if source.skip(_FENCE):
            if self._mode is _Mode.TEXT:
                self._fence, self._values, self._mode = [_FENCE], [], _Mode.FENCE_INFO
            else:
                self._say("" if self._swallow_fence else _FENCE)
                self._last, self._mode = "", _Mode.TEXT
            return True
        if source.undecided(_FENCE):
            return False
        self._say(source.take(source.at + 1))
        return True

    def _in_think(self) -> bool:
        source = self._source
        end = source.data.find(THINK_END, source.at)
        if end >= 0:
            self._think(source.take(end))
            source.skip(THINK_END)
            self._mode = _Mode.TEXT
            return True
        kept = partial_at_end(source.data, source.at, THINK_END)
        self._think(source.take(len(source.data) - kept))
        return False

    def _in_json(self) -> bool:
        found = self._source.scan_json()
        if found is None:
            return True
        text, whole = found
        if self._mode is _Mode.BARE:
            self._end_bare(text, whole)
        else:
            self._end_fence_json(text, whole)
        return True

    def _end_bare(self, text: str, whole: bool) -> None:
        self._mode = _Mode.TEXT
        if not whole:
            self._give_up(text, BROKEN)
        elif self._in_quotes or not self._collect(self._reader.read(text, tagged=False)):
            self._say(text)

    def _give_up(self, text: str, problem: str) -> None:
        """What began like JSON is none: the parts of a list, and a tag inside, are read again."""
        started = not self._in_quotes and self._reader.seems_started(text)
        if text.startswith("[") and self._mode is _Mode.TEXT:
            place = 1
            self._lists = self._lists and "{" not in text
            self._say("" if started else "[")
        else:
            place = first_of(text, THINK, CALL)
            if started:
                self._problems.append(problem)
                self._cut()
            else:
                self._say(text[:place])
        self._source.go_back(text, place)

    def _in_tag(self) -> bool:
        if not self._tag.read():
            return False
        self._close_tag()
        return True

    def _close_tag(self) -> None:
        self._mode = _Mode.TEXT
        for reading in self._tag.readings():
            self._collect(reading)

    def _in_fence_info(self) -> bool:
        source = self._source
        match = _INFO.match(source.data, source.at)
        assert match is not None
        if match.end() == len(source.data) and len(match.group()) <= _LONGEST_INFO:
            return False
        language = source.take(match.end())
        self._fence.append(language)
        if language.lower() in _CALL_LANGUAGES:
            self._mode = _Mode.FENCE
        else:
            self._leave_fence()
        return True

    def _in_fence(self) -> bool:
        source = self._source
        self._fence.append(source.take_space())
        if source.ended:
            return True
        if source.undecided(_FENCE, THINK, CALL):
            return False
        character = source.data[source.at]
        if character in "{[":
            self._mode = _Mode.FENCE_JSON
            source.begin_json(strict_start=True)
        elif character == "," and self._values:
            self._fence.append(source.take(source.at + 1))
        else:
            self._leave_fence()
        return True

    def _end_fence_json(self, text: str, whole: bool) -> None:
        if whole:
            self._fence.append(text)
            self._values.append(text)
            self._mode = _Mode.FENCE
            return
        self._leave_fence(text)
        self._give_up(text, BROKEN)

    def _leave_fence(self, broken: str = "") -> None:
        """Settle what the fence held before `broken`; what follows in it, its end included, is code."""
        self._mode, self._in_quotes = _Mode.CODE, False
        readings = [(value, self._reader.read(value, tagged=False)) for value in self._values]
        started = bool(broken) and self._reader.seems_started(broken)
        self._swallow_fence = started or any(reading.is_call for _, reading in readings)
        if not self._swallow_fence:
            self._say("".join(self._fence))
            return
        for value, reading in readings:
            if not self._collect(reading):
                self._say(value)

    def _end(self) -> str:
        """Settle what is open at the end of the text; what of it must be read once more."""
        tail = self._source.rest
        self._source.load("")
        mode, self._mode = self._mode, _Mode.TEXT
        if mode in (_Mode.BARE, _Mode.FENCE_JSON):
            return self._end_in_json(mode)
        if mode is _Mode.THINK:
            self._think(tail)
        elif mode is _Mode.TAG:
            unread = self._tag.end(tail)
            self._close_tag()
            self._say(unread)
        else:
            self._end_in_text(mode, tail)
        return ""

    def _end_in_text(self, mode: _Mode, tail: str) -> None:
        if mode is _Mode.FENCE:
            self._leave_fence()
            tail = "" if self._swallow_fence and tail.startswith("`") else tail
        elif mode is _Mode.FENCE_INFO:
            self._say(_FENCE)
        if tail.startswith("<tool_"):
            self._problems.append(CUT_OFF)
        else:
            self._say(tail)

    def _end_in_json(self, mode: _Mode) -> str:
        text = self._source.held
        if mode is _Mode.FENCE_JSON:
            self._leave_fence(text)
        self._mode = _Mode.TEXT
        self._source.load("")
        self._give_up(text, CUT_OFF)
        return self._source.rest
