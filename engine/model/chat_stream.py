"""The chunks of a streamed chat completion, put back into the text that a model writes.

Thinking stands in `<think>` tags again and calls in `<tool_call>` tags, so that one parser reads what a
model process and what an endpoint wrote. Servers differ: fields may be missing, null or repeated.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import msgspec

THINK, THINK_END = "<think>", "</think>"
_NO_TAG = "</ think>"
_SAYS = {"error", "message"}


class NotAChunkError(ValueError):
    """The text is no chunk of a chat completion."""


class ServerSaysError(Exception):
    """The server tells of an error in the place of a chunk. `message` is what it says, perhaps nothing."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class _Function(msgspec.Struct, frozen=True):
    name: str | None = None
    arguments: str | dict[str, Any] | None = None


class _CallPart(msgspec.Struct, frozen=True):
    index: int | None = None
    id: str | None = None
    function: _Function | None = None


class _Delta(msgspec.Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None
    reasoning_content: str | None = None
    reasoning: str | None = None
    tool_calls: list[_CallPart] | None = None


class _Choice(msgspec.Struct, frozen=True):
    index: int | None = None
    delta: _Delta | None = None
    message: _Delta | None = None
    finish_reason: str | None = None


class Usage(msgspec.Struct, frozen=True):
    """What the server counted, in tokens."""

    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Chunk(msgspec.Struct, frozen=True):
    choices: list[_Choice] | None = None
    usage: Usage | None = None


@dataclass(slots=True)
class _Call:
    """A call that is being written: its arguments come in pieces, as JSON text."""

    id: str = ""
    name: str = ""
    arguments: list[str] = field(default_factory=list)

    def differs(self, call_id: str, name: str) -> bool:
        """True where a piece with this id and name, each perhaps empty, begins another call."""
        if not name or not self.name:
            return False
        return name != self.name or bool(call_id and self.id and call_id != self.id)

    @property
    def text(self) -> str:
        """The call as the model's own template would have it.

        Arguments that are no JSON go in as a string, so that nothing in them can pass for another call; who
        reads calls takes such a string apart and says what is wrong with it.
        """
        written = "".join(self.arguments).strip() or "{}"
        try:
            json.loads(written)
        except (ValueError, RecursionError):
            written = json.dumps(written, ensure_ascii=False)
        name = json.dumps(self.name, ensure_ascii=False)
        return f'<tool_call>\n{{"name": {name}, "arguments": {written}}}\n</tool_call>\n'


class ChatStream:
    """Takes chunk after chunk. `finish_reason` is empty until the server has named one."""

    def __init__(self) -> None:
        self.finish_reason = ""
        self.usage: Usage | None = None
        self.pieces = 0
        self._thinking = False
        self._calls: list[_Call] = []
        self._places: dict[int, _Call] = {}
        self._last = 0
        self._characters = codecs.getincrementaldecoder("utf-16-le")("replace")
        self._held = ""

    def feed(self, event: str) -> Iterator[str]:
        """The text of one chunk, as JSON. Raises NotAChunkError and ServerSaysError."""
        chunk = _decoded(event)
        self.usage = chunk.usage or self.usage
        for choice in chunk.choices or ():
            if choice.index in (None, 0):
                yield from self._take(choice.delta or choice.message or _Delta())
                self.finish_reason = choice.finish_reason or self.finish_reason

    def finish(self) -> Iterator[str]:
        """What was held back until the end: half a character, the end of thinking, and the calls."""
        rest = self._characters.decode(b"", final=True)
        if self._thinking:
            yield self._held + rest + THINK_END
            self._thinking, self._held = False, ""
        elif rest:
            yield rest
        for call in self._calls:
            yield call.text
        self._calls, self._places = [], {}

    def _take(self, delta: _Delta) -> Iterator[str]:
        thought = delta.reasoning_content or delta.reasoning or ""
        said = delta.content or delta.refusal or ""
        parts = delta.tool_calls or ()
        self.pieces += bool(thought or said or parts)
        if thought:
            yield from self._think(self._whole(thought))
        if (said or parts) and self._thinking:
            yield self._held + THINK_END
            self._thinking, self._held = False, ""
        if text := self._whole(said):
            yield text
        for part in parts:
            self._add(part)

    def _think(self, text: str) -> Iterator[str]:
        """Thinking in its tags; a closing tag inside it is spoilt, for what follows it is thinking too."""
        opening = "" if self._thinking else THINK
        self._thinking = True
        text = (self._held + text).replace(THINK_END, _NO_TAG)
        kept = next((n for n in range(len(THINK_END) - 1, 0, -1) if text.endswith(THINK_END[:n])), 0)
        self._held = text[len(text) - kept :]
        if shown := opening + text[: len(text) - kept]:
            yield shown

    def _add(self, part: _CallPart) -> None:
        """Add a part to its call: another place, another name, or a name under another id is another call."""
        function = part.function or _Function()
        place = self._last if part.index is None else part.index
        call = self._places.get(place)
        if call is None or call.differs(part.id or "", function.name or ""):
            call = self._places[place] = _Call()
            self._calls.append(call)
        self._last = place
        call.id = call.id or part.id or ""
        # Some servers write the name again with every piece of the arguments.
        call.name = call.name or function.name or ""
        if isinstance(function.arguments, str):
            call.arguments.append(function.arguments)
        elif function.arguments is not None:
            call.arguments.append(json.dumps(function.arguments, ensure_ascii=False))

    def _whole(self, text: str) -> str:
        """Whole characters: of a pair of surrogates, the first half waits for the second."""
        return self._characters.decode(text.encode("utf-16-le", "surrogatepass"))


def _decoded(event: str) -> _Chunk:
    try:
        value = json.loads(event)
        if isinstance(value, dict) and not value.get("choices") and _SAYS & value.keys():
            raise ServerSaysError(error_message(value))
        if not isinstance(value, dict) or not ("choices" in value or "usage" in value):
            raise NotAChunkError(event[:200])
        return msgspec.convert(value, _Chunk)
    except (ValueError, RecursionError, msgspec.ValidationError) as error:
        raise NotAChunkError(event[:200]) from error


def error_message(value: object) -> str:
    """What a server says in an error's body, in one of the forms in use; empty where it says nothing."""
    for _ in range(3):
        if isinstance(value, dict):
            value = next((value[key] for key in ("error", "message", "detail") if value.get(key)), "")
    return " ".join(value.split()) if isinstance(value, str) else ""
