"""One generation from prompt to end: render, reuse, read, write. It knows a model by its port alone."""

from __future__ import annotations

import codecs
import re
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Protocol

from engine.contracts import JsonObject
from engine.errors import UserError
from engine.model import protocol
from engine.model.call_guard import CALL_END, CALL_TAG, CallGuard, Choices, Grammars
from engine.model.call_tags import CallTags
from engine.model.history import History
from engine.model.port import ContextFull
from engine.model.states import SavedStates
from engine.model.template import CHATML, ChatTemplate, ChatTemplateError, protector
from engine.model.thinking import ThinkingBound

READ_CHUNK = 512
"""Tokens that are read at once; smaller chunks were measured slower (engine.md)."""
SMALLEST_CHUNK = 64
REPORT_S = 4.0
"""A chunk that takes longer is too large to show progress by; one that takes a quarter may be larger."""
MIN_ROOM = 16
"""Tokens that must be left for the answer after the prompt."""
WORTH_SAVING_S = 0.4
"""Reading a prefix that took less is not worth a file."""
ANSWER_SHARE = 4
"""One in so many of the tokens there is room for is kept for the answer, where thinking has a bound."""
_FRAMES = ("<tool_response>", "</tool_response>", "<tools>", "</tools>")
"""What the Hermes format frames results and tools with; no text may leave its frame."""
MOST_REFUSALS = 3
"""So often in a row may the template fail before it is no longer tried: each attempt may take seconds."""
_OWN_TAGS = frozenset({CALL_TAG, CALL_END, "<think>", "</think>"})
_SENTINEL = "\ufdd1"


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


class _Said:
    """Turns the bytes of tokens into what is said: whole characters, with tags mended.

    `text` is what was said so far, `mended` the same after `before`.
    """

    def __init__(self, before: str) -> None:
        self._before = before
        self.text = ""
        self._characters = codecs.getincrementaldecoder("utf-8")("replace")
        self._tags = CallTags()

    def add(self, pieces: Iterable[bytes]) -> str:
        """What can be said now that these were written."""
        said = self._tags.feed("".join(map(self._characters.decode, pieces)))
        self.text += said
        return said

    @property
    def mended(self) -> str:
        """All that was said, after what the prompt began."""
        return self._before + self.text

    def end(self) -> str:
        """What was held back until now."""
        said = self._tags.end()
        self.text += said
        return said


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
        self._refusals = 0
        specials = list(model.specials.values())
        self._protect = protector([*specials, *_FRAMES])
        self._protect_raw = protector([special for special in specials if special not in _OWN_TAGS])
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
        except ContextFull as error:
            self._send(protocol.Failed(request.id, error.problem, error.way_out, error.tokens))
            return
        except UserError as error:
            self._send(protocol.Failed(request.id, error.problem, error.way_out))
            return
        except Exception as error:  # noqa: BLE001 one request that cannot be served must not end the process
            log(f"A request failed with {type(error).__name__}.")
            problem = "The model process made a mistake of its own."
            self._send(protocol.Failed(request.id, problem, "Send the message in other words."))
            return
        self._send(done if done is not None else protocol.Stopped(request.id))

    def _render(self, messages: Sequence[JsonObject], tools: Sequence[JsonObject]) -> str:
        protected = [self._protected(message) for message in _heard(messages, self._after_results)]
        tools = self._protect(tools)
        if self._refusals < MOST_REFUSALS:
            try:
                text = self._template.render(protected, tools)
            except ChatTemplateError:
                self._refusals += 1
                log("The model's chat template failed. Plain ChatML is used instead.")
            else:
                self._refusals = 0
                return text
        try:
            return self._plain.render(protected, tools)
        except ChatTemplateError as error:
            raise UserError(
                "The conversation is too long for one prompt.", "Begin a new conversation."
            ) from error

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
            raise ContextFull(
                f"The conversation has {len(tokens):,} tokens; the model holds {self._model.context:,}.",
                "Begin a new conversation, or ask with less text.",
                len(tokens),
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
        sample = self._model.sampler(request.temperature, request.seed)
        guard = CallGuard(self._grammars, request.tools, self._model.tokenise, self._jump, log)
        longest = limit - limit // ANSWER_SHARE
        bound = ThinkingBound(min(request.thinking_tokens, longest), self._model.tokenise)
        said = _Said("<think>" if thinking else "")
        tokens: list[int] = []
        reason = "length"
        try:
            while len(tokens) < limit:
                token = guard.pick(sample)
                if self._model.ends(token):
                    reason = "stop"
                    break
                batch = guard.follow(token, limit - len(tokens))
                text = said.add(map(self._model.piece, batch))
                room = limit - len(tokens) - len(batch)
                forced = bound.close(said.mended, len(batch), room) or guard.open(said.mended, room)
                text += said.add(map(self._model.piece, forced))
                self._say(request.id, text)
                tokens += batch + forced
                more = len(tokens) < limit
                if more and (stop.is_set() or not self._model.decode(batch + forced)):
                    return None
            self._say(request.id, said.end())
        finally:
            self._remember(self._protect_raw(said.text), tokens)
        return reason, len(tokens)

    def _remember(self, text: str, tokens: list[int]) -> None:
        """Note what was written; control tokens that the model made up become the letters they spell."""
        specials = self._model.specials
        if any(token in specials and specials[token] not in _OWN_TAGS for token in tokens):
            tokens = self._model.tokenise(text, False)
        self._history.append(text, tokens)

    def _say(self, request_id: int, text: str) -> None:
        if text:
            self._send(protocol.Piece(request_id, text))


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
