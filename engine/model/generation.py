"""One generation from prompt to end: render, reuse, read, write. It knows a model by its port alone."""

from __future__ import annotations

import codecs
import re
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from engine.contracts import JsonObject
from engine.errors import UserError
from engine.model import protocol
from engine.model.call_tags import CallTags
from engine.model.template import CHATML, ChatTemplate, ChatTemplateError, protector

READ_CHUNK = 512
MIN_ROOM = 16
"""Tokens that must be left for the answer after the prompt."""


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

    def tokenise(self, text: str) -> list[int]: ...

    def piece(self, token: int) -> bytes: ...

    def reuse(self, tokens: Sequence[int]) -> int:
        """Keep what the memory shares with `tokens`, at most all but the last; how many."""
        ...

    def decode(self, tokens: Sequence[int]) -> bool:
        """Read tokens; False where stop was asked for. Raises UserError."""
        ...

    def sampler(self, temperature: float, seed: int) -> Callable[[], int]: ...


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


class Generator:
    """Answers requests one after another. `stop` is set by the reading thread and seen by llama.cpp."""

    def __init__(
        self,
        model: TokenModel,
        template: str,
        send: Callable[[protocol.Reply], None],
        after_results: str = "",
    ) -> None:
        self._model = model
        self._after_results = after_results
        self._send = send
        self._protect = protector(list(model.specials.values()))
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
        if self._after_results and messages and messages[-1].get("role") == "tool":
            messages = [*messages, {"role": "user", "content": self._after_results}]
        messages, tools = self._protect(messages), self._protect(tools)
        try:
            return self._template.render(messages, tools)
        except ChatTemplateError as error:
            log(f"The model's chat template failed: {error}. Plain ChatML is used instead.")
            self._template = self._plain
            return self._plain.render(messages, tools)

    def _generate(self, request: protocol.Generate, stop: threading.Event) -> protocol.Done | None:
        text = self._render(request.messages, request.tools)
        tokens = self._model.tokenise(text)
        if not request.messages or not tokens:
            raise UserError("The prompt is empty.", "Write a message first.")
        if len(tokens) + MIN_ROOM > self._model.context:
            raise UserError(
                f"The conversation has {len(tokens):,} tokens; the model holds {self._model.context:,}.",
                "Begin a new conversation, or ask with less text.",
            )
        began = time.monotonic()
        if not self._read(request.id, tokens, stop):
            return None
        read = time.monotonic()
        if opened := re.search(r"<think>\s*$", text):
            self._send(protocol.Piece(request.id, opened[0]))
        room = self._model.context - len(tokens)
        written = self._write(request, min(max(request.max_tokens, 1), room), stop)
        if written is None:
            return None
        reason, count = written
        now = time.monotonic()
        return protocol.Done(request.id, reason, len(tokens), count, read - began, now - read)

    def _read(self, request_id: int, tokens: Sequence[int], stop: threading.Event) -> bool:
        """Read the prompt in chunks with progress; False where stop was asked for."""
        reused = self._model.reuse(tokens)
        total = len(tokens)
        self._send(protocol.Progress(request_id, reused, total, reused))
        for start in range(reused, total, READ_CHUNK):
            if stop.is_set() or not self._model.decode(tokens[start : start + READ_CHUNK]):
                return False
            self._send(protocol.Progress(request_id, min(start + READ_CHUNK, total), total, reused))
        return True

    def _write(self, request: protocol.Generate, limit: int, stop: threading.Event) -> tuple[str, int] | None:
        """Write up to `limit` tokens: the reason of the end and the count; None where stop was asked for."""
        pick = self._model.sampler(request.temperature, request.seed)
        characters = codecs.getincrementaldecoder("utf-8")("replace")
        tags = CallTags()
        reason, count = "length", 0
        while count < limit:
            token = pick()
            if self._model.ends(token):
                reason = "stop"
                break
            count += 1
            self._say(request.id, tags.feed(characters.decode(self._model.piece(token))))
            if count < limit and (stop.is_set() or not self._model.decode([token])):
                return None
        self._say(request.id, tags.end())
        return reason, count

    def _say(self, request_id: int, text: str) -> None:
        if text:
            self._send(protocol.Piece(request_id, text))
