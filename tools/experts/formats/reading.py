"""Reads an answer of whatever provider: finds out whether it is a stream, and whether it is whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

import msgspec

from engine.contracts import Money
from engine.errors import ToolProblem
from tools.experts.formats.port import NO_BILL, Answer, Bill, Counts, Piece, StoppedBy
from tools.experts.formats.refusals import broke_off, no_answer
from tools.experts.formats.server_events import ServerEvents, TooLongError
from tools.experts.formats.values import mapping, objects, text

THOUGHT_ONLY = "{host} used up the longest permitted answer by thinking, and said nothing."
_DONE = "[DONE]"
_BLANK = b"\xef\xbb\xbf \t\r\n"


@dataclass
class Gathered:
    """What has come of an answer so far.

    `read` and `written` count tokens, -1 where the provider has not; the others are parts of them, as in
    Counts. `complete` is True once the provider has said that it is at the end; `reason` is why it gives no
    answer.
    """

    text: list[str] = field(default_factory=list)
    thinking: list[str] = field(default_factory=list)
    read: int = -1
    written: int = -1
    cached: int = 0
    filled: int = 0
    thought: int = 0
    cost: Money | None = None
    stopped_by: StoppedBy = StoppedBy.END
    reason: str = ""
    complete: bool = False

    def add(self, words: object, *, thinking: bool = False) -> Iterator[Piece]:
        """Take one more piece of it; nothing where `words` is no text, or an empty one."""
        if isinstance(words, str) and words:
            (self.thinking if thinking else self.text).append(words)
            yield Piece(words, thinking)

    @property
    def bill(self) -> Bill:
        """The tokens, unless one of both counts is missing or not credible, and what was paid."""
        if self.read <= 0 or self.written < 0:
            return Bill(cost=self.cost)
        cached = min(self.read, max(0, self.cached))
        filled = min(self.read - cached, max(0, self.filled))
        thought = min(self.written, max(0, self.thought))
        return Bill(Counts(self.read, self.written, cached, filled, thought), self.cost)


class Decoder(Protocol):
    """Knows one provider's words."""

    def chunk(self, event: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
        """Take one event of a stream."""
        ...

    def whole(self, answer: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
        """Take an answer that was not streamed."""
        ...

    def settle(self, gathered: Gathered) -> None:
        """The bytes have ended: add what was held back."""
        ...


class Reader:
    """Fits AnswerReader. A server that was asked for a stream may answer in one piece all the same."""

    def __init__(self, host: str, decoder: Decoder) -> None:
        self._host = host
        self._decoder = decoder
        self._gathered = Gathered()
        self._events = ServerEvents()
        self._in_one_piece: bytearray | None = None
        self._begun = False
        self._seen = False

    @property
    def bill(self) -> Bill:
        """What the provider has said of the cost; nothing until it is at the end, or has named a sum."""
        final = self._gathered.complete or self._gathered.cost is not None
        return self._gathered.bill if final else NO_BILL

    def feed(self, data: bytes) -> Iterator[Piece]:
        """What `data` adds, cut anywhere. Raises ToolProblem where the provider tells of an error."""
        if not self._begun:
            data = data.lstrip(_BLANK)
            if not data:
                return
            self._begun = True
            if data[:1] in (b"{", b"["):
                self._in_one_piece = bytearray()
        if self._in_one_piece is not None:
            self._in_one_piece += data
            return
        try:
            for event in self._events.feed(data):
                yield from self._event(event)
        except TooLongError as error:
            raise self._unreadable() from error

    def finish(self) -> Answer:
        """The answer, once its bytes have ended. Raises ToolProblem where it broke off or says nothing.

        Pieces that its end brings are in the answer, although `feed` has not given them.
        """
        gathered = self._gathered
        if self._in_one_piece is not None:
            self._read_whole(bytes(self._in_one_piece))
        else:
            try:
                for event in self._events.finish():
                    for _ in self._event(event):
                        pass
            except TooLongError as error:
                raise self._unreadable() from error
            self._check_stray(self._events.stray)
        if not self._seen:
            raise self._unreadable()
        self._decoder.settle(gathered)
        if not gathered.complete:
            raise ToolProblem(f"{self._host} broke off in the midst of its answer.")
        words = "".join(gathered.text).strip()
        if not words and gathered.stopped_by is StoppedBy.FILTER:
            gathered.stopped_by = StoppedBy.REFUSAL
        refused = gathered.stopped_by is StoppedBy.REFUSAL
        if not words and gathered.stopped_by is StoppedBy.LENGTH:
            raise ToolProblem(THOUGHT_ONLY.format(host=self._host))
        if not words and not refused:
            raise ToolProblem(f"{self._host} answered without a word.")
        return Answer(
            (words or gathered.reason) if refused else words,
            "".join(gathered.thinking).strip(),
            gathered.stopped_by,
            gathered.bill,
        )

    def _event(self, event: str) -> Iterator[Piece]:
        if event.strip() == _DONE:
            self._gathered.complete = self._gathered.complete or self._seen
            return
        try:
            content = msgspec.json.decode(event)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise self._unreadable() from error
        if not isinstance(content, Mapping):
            raise self._unreadable()
        self._check(content)
        self._seen = True
        yield from self._decoder.chunk(content, self._gathered)

    def _read_whole(self, body: bytes) -> None:
        try:
            content = msgspec.json.decode(body)
        except (msgspec.MsgspecError, UnicodeDecodeError) as error:
            raise self._unreadable() from error
        for part in objects(content if isinstance(content, list) else [content]):
            self._check(part)
            for _ in self._decoder.whole(part, self._gathered):
                pass
            self._seen = True

    def _check(self, content: Mapping[str, Any]) -> None:
        """Raise ToolProblem where the provider tells of an error in the place of an answer."""
        error = content.get("error")
        if error:
            said = text(error) or text(mapping(error).get("message"))
            kind = str(mapping(error).get("type") or mapping(error).get("status") or "")
            raise broke_off(self._host, kind, said)

    def _check_stray(self, lines: bytes) -> None:
        """Raise ToolProblem where an error came in the midst of a stream, but not as an event of it."""
        try:
            content = msgspec.json.decode(lines)
        except (msgspec.MsgspecError, UnicodeDecodeError):
            return
        for part in objects(content if isinstance(content, list) else [content]):
            self._check(part)

    def _unreadable(self) -> ToolProblem:
        return no_answer(self._host)
