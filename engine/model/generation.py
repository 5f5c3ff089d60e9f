"""One generation from prompt to end: render, reuse, read, write. It knows a model by its port alone."""

from __future__ import annotations

import codecs
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from engine.contracts import JsonObject
from engine.errors import UserError
from engine.model import protocol
from engine.model.call_tags import CallTags
from engine.model.constraint import ConstraintError
from engine.model.history import History
from engine.model.states import SavedStates
from engine.model.template import CHATML, ChatTemplate, ChatTemplateError, protector

READ_CHUNK = 512
"""Tokens that are read at once; smaller chunks were measured slower (engine.md)."""
SMALLEST_CHUNK = 64
REPORT_S = 2.0
"""A chunk that takes longer is too large to show progress by; one that takes a quarter may be larger."""
MIN_ROOM = 16
"""Tokens that must be left for the answer after the prompt."""
WORTH_SAVING_S = 0.4
"""Reading a prefix that took less is not worth a file."""
CALL_TAG = "<tool_call>"
CALL_END = "</tool_call>"
_OWN_TAGS = frozenset({CALL_TAG, CALL_END, "<think>", "</think>"})
_BEGUN = re.compile(rf"{CALL_TAG}(\n?)\Z")
_SENTINEL = "\ufdd1"

Array: TypeAlias = Any
"""A numpy array."""


class Choices(Protocol):
    """The tokens that may come next (engine.model.constraint.CallConstraint)."""

    @property
    def finished(self) -> bool: ...

    def allows(self, token: int) -> bool: ...

    def accept(self, token: int) -> None: ...

    def mask(self) -> Array:
        """True for each token that may come next."""
        ...

    def best_allowed(self, logits: Array) -> int: ...

    def forced(self) -> list[int]:
        """Tokens of which no other may come next, in order."""
        ...


class Grammars(Protocol):
    """Makes the constraint for a call of one of these tools; None where there can be none."""

    def begin(self, tools: Sequence[JsonObject]) -> Choices | None: ...


class TokenModel(Protocol):
    """A model in memory as the generation sees it: tokens in, tokens out, one sequence."""

    @property
    def context(self) -> int:
        """Tokens that prompt and answer may have together."""
        ...

    @property
    def specials(self) -> Mapping[int, str]:
        """Control tokens and tags, with their spellings."""
        ...

    @property
    def bos(self) -> int: ...

    @property
    def eos(self) -> int: ...

    def ends(self, token: int) -> bool: ...

    def tokenise(self, text: str, begins: bool = True) -> list[int]: ...

    def piece(self, token: int) -> bytes: ...

    def reuse(self, tokens: Sequence[int]) -> int:
        """Keep what the memory shares with `tokens`, at most all but the last; how many."""
        ...

    def decode(self, tokens: Sequence[int]) -> bool:
        """Read tokens; False where stop was asked for. Raises UserError."""
        ...

    def save(self) -> memoryview: ...

    def restore(self, state: memoryview, tokens: Sequence[int]) -> bool: ...

    def sampler(self, temperature: float, seed: int) -> Callable[[Choices | None], int]: ...


def log(line: str) -> None:
    """One line of the worker's log."""
    sys.stderr.write(line.rstrip("\n") + "\n")
    sys.stderr.flush()


class Percentages:
    """Passes loading progress on, once for each hundredth."""

    def __init__(self, send: Callable[[protocol.Reply], None]) -> None:
        self._send = send
        self._last = -1

    def __call__(self, fraction: float) -> None:
        if int(fraction * 100) != self._last:
            self._last = int(fraction * 100)
            self._send(protocol.Loading(min(max(fraction, 0.0), 1.0)))


@dataclass(slots=True)
class _Written:
    """What has been written so far. `open_call` is the constraint of the call that is being written."""

    tokens: list[int]
    text: str = ""
    open_call: Choices | None = None


class Generator:
    """Answers requests one after another. `stop` is set by the reading thread and seen by llama.cpp.

    `jump` reads forced tokens together with the one that was picked. `chunk` is how many tokens of a prompt
    are read at once to begin with.
    """

    def __init__(
        self,
        model: TokenModel,
        template: str,
        send: Callable[[protocol.Reply], None],
        after_results: str = "",
        *,
        states: SavedStates | None = None,
        grammars: Grammars | None = None,
        jump: bool = True,
        chunk: int = READ_CHUNK,
    ) -> None:
        self._model = model
        self._after_results = after_results
        self._send = send
        self._states = states or SavedStates(None, "")
        self._grammars = grammars
        self._jump = jump
        self._history = History()
        self._chunk = chunk
        specials = list(model.specials.values())
        self._protect = protector(specials)
        self._protect_raw = protector([special for special in specials if special not in _OWN_TAGS])
        self._call_token = next((token for token, text in model.specials.items() if text == CALL_TAG), None)
        self._plain = ChatTemplate(CHATML)
        try:
            self._template = ChatTemplate(
                template, model.specials.get(model.bos, ""), model.specials.get(model.eos, "")
            )
        except ChatTemplateError as error:
            log(f"The model's chat template cannot be used: {error}. Plain ChatML is used instead.")
            self._template = self._plain

    def answer(self, request: protocol.Generate, stop: threading.Event) -> None:
        """Run one generation to its end, which is exactly one of Done, Stopped and Failed."""
        try:
            done = self._generate(request, stop)
        except UserError as error:
            self._send(protocol.Failed(request.id, error.problem, error.way_out))
            return
        self._send(done if done is not None else protocol.Stopped(request.id))

    def _render(self, messages: Sequence[JsonObject], tools: Sequence[JsonObject]) -> str:
        protected = [self._protected(message) for message in _heard(messages, self._after_results)]
        tools = self._protect(tools)
        try:
            return self._template.render(protected, tools)
        except ChatTemplateError as error:
            log(f"The model's chat template failed: {error}. Plain ChatML is used instead.")
            self._template = self._plain
            return self._plain.render(protected, tools)

    def _protected(self, message: JsonObject) -> JsonObject:
        """A message whose strings hold no control tokens; what the model wrote stands as it wrote it."""
        raw = message.get("raw")
        if isinstance(raw, str) and raw:
            return {"role": message["role"], "content": self._protect_raw(raw)}
        protected: JsonObject = self._protect(message)
        return protected

    def _generate(self, request: protocol.Generate, stop: threading.Event) -> protocol.Done | None:
        text = self._render(request.messages, request.tools)
        began = time.monotonic()
        prefix = self._restore_prefix(request, text)
        tokens = self._history.follow(text, self._model.tokenise)
        if not request.messages or not tokens:
            raise UserError("The prompt is empty.", "Write a message first.")
        if len(tokens) + MIN_ROOM > self._model.context:
            raise UserError(
                f"The conversation has {len(tokens):,} tokens; the model holds {self._model.context:,}.",
                "Begin a new conversation, or ask with less text.",
            )
        if not self._read(request.id, tokens, prefix, stop):
            return None
        read = time.monotonic()
        if opened := re.search(r"<think>\s*$", text):
            self._send(protocol.Piece(request.id, opened[0]))
        room = self._model.context - len(tokens)
        written = self._write(request, min(max(request.max_tokens, 1), room), bool(opened), stop)
        if written is None:
            return None
        reason, count = written
        now = time.monotonic()
        return protocol.Done(request.id, reason, len(tokens), count, read - began, now - read)

    def _restore_prefix(self, request: protocol.Generate, text: str) -> int:
        """Begin a conversation with its instructions and tools as a piece of their own.

        Their length in tokens where they have yet to be read and saved, else 0.
        """
        prefix = self._prefix_text(request)
        if not prefix or not text.startswith(prefix) or self._history.begins_with(prefix):
            return 0
        tokens = self._history.follow(prefix, self._model.tokenise)
        if self._model.reuse([*tokens, -1]) == len(tokens):
            return 0
        state = self._states.load(tokens)
        if state is None:
            return len(tokens)
        if not self._model.restore(state, tokens):
            self._states.drop(tokens)
        return 0

    def _prefix_text(self, request: protocol.Generate) -> str:
        """What every conversation with these instructions and tools begins with, up to the first request."""
        if not request.messages or request.messages[0].get("role") != "system":
            return ""
        rendered = self._render([request.messages[0], {"role": "user", "content": _SENTINEL}], request.tools)
        before, found, _ = rendered.partition(_SENTINEL)
        # The last control token begins the user's turn; text behind it could melt into the request's.
        start = max((before.rfind(special) for special in self._model.specials.values()), default=-1)
        return before[:start] if found and start > 0 else ""

    def _read(self, request_id: int, tokens: Sequence[int], prefix: int, stop: threading.Event) -> bool:
        """Read the prompt in chunks with progress; False where stop was asked for.

        The first `prefix` tokens are read first, and their state is saved.
        """
        at = reused = self._model.reuse(tokens)
        total = len(tokens)
        began = time.monotonic()
        self._send(protocol.Progress(request_id, reused, total, reused))
        while at < total:
            end = min(at + self._chunk, prefix if at < prefix else total)
            started = time.monotonic()
            if stop.is_set() or not self._model.decode(tokens[at:end]):
                return False
            self._pace(end - at, time.monotonic() - started)
            at = end
            if at == prefix and time.monotonic() - began > WORTH_SAVING_S:
                self._states.save(tokens[:prefix], self._model.save())
            self._send(protocol.Progress(request_id, at, total, reused))
        return True

    def _pace(self, tokens: int, seconds: float) -> None:
        """Choose the next chunk's size, so that progress shows on a slow machine."""
        if tokens == self._chunk and seconds > REPORT_S:
            self._chunk = max(SMALLEST_CHUNK, self._chunk // 2)
        elif tokens == self._chunk and seconds < REPORT_S / 4:
            self._chunk = min(READ_CHUNK, self._chunk * 2)

    def _write(
        self, request: protocol.Generate, limit: int, thinking: bool, stop: threading.Event
    ) -> tuple[str, int] | None:
        """Write up to `limit` tokens: the reason of the end and the count; None where stop was asked for."""
        pick = self._model.sampler(request.temperature, request.seed)
        characters = codecs.getincrementaldecoder("utf-8")("replace")
        tags = CallTags()
        written = _Written([], "<think>" if thinking else "")
        said: list[str] = []
        reason = "length"
        try:
            while len(written.tokens) < limit:
                token = self._pick(pick, written)
                if self._model.ends(token):
                    reason = "stop"
                    break
                batch = self._advance(written, token)
                for number in batch:
                    piece = characters.decode(self._model.piece(number))
                    written.text += piece
                    said.append(tags.feed(piece))
                self._say(request.id, "".join(said[-len(batch) :]))
                self._open_call(written, request.tools)
                written.tokens += batch
                more = len(written.tokens) < limit
                if more and (stop.is_set() or not self._model.decode(batch)):
                    return None
            said.append(tags.end())
            self._say(request.id, said[-1])
        finally:
            self._history.append(self._protect_raw("".join(said)), written.tokens)
        return reason, len(written.tokens)

    def _pick(self, pick: Callable[[Choices | None], int], written: _Written) -> int:
        """The next token: one that the open call allows, if there is one."""
        try:
            return pick(written.open_call)
        except ConstraintError as error:
            log(f"A call goes on unchecked: {error}.")
            written.open_call = None
            return pick(None)

    def _advance(self, written: _Written, token: int) -> list[int]:
        """The picked token, and those of which no other can follow."""
        call, batch = written.open_call, [token]
        if call is None:
            return batch
        try:
            call.accept(token)
            for forced in call.forced() if self._jump else ():
                call.accept(forced)
                batch.append(forced)
        except ConstraintError as error:
            log(f"A call goes on unchecked: {error}.")
            written.open_call = None
        if call.finished:
            written.open_call = None
        return batch

    def _open_call(self, written: _Written, tools: Sequence[JsonObject]) -> None:
        """Put a constraint on the call that has just begun."""
        if self._grammars is None or written.open_call is not None or not tools:
            return
        begun = _BEGUN.search(written.text, max(0, len(written.text) - 2 * len(CALL_TAG)))
        if begun is None or not _outside_thinking(written.text):
            return
        call = self._grammars.begin(tools)
        # A tag that is spelled in ordinary tokens may end with the line break that belongs to the call.
        if call is not None and begun[1]:
            for token in self._model.tokenise(begun[1], False):
                call.accept(token)
        written.open_call = call

    def _say(self, request_id: int, text: str) -> None:
        if text:
            self._send(protocol.Piece(request_id, text))


def _outside_thinking(text: str) -> bool:
    return text.rfind("<think>") <= text.rfind("</think>")


def _heard(messages: Sequence[JsonObject], after_results: str) -> list[JsonObject]:
    """The messages with `after_results` behind each run of results, where a small model needs to hear it."""
    if not after_results:
        return list(messages)
    heard: list[JsonObject] = []
    for number, message in enumerate(messages):
        heard.append(message)
        following = messages[number + 1].get("role") if number + 1 < len(messages) else "assistant"
        if message.get("role") == "tool" and following == "assistant":
            heard.append({"role": "user", "content": after_results})
    return heard
