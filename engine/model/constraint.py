"""Keeps a tool call that is being written in the shape of the chat template, with arguments of the schema.

The text from behind `<tool_call>` to the end of `</tool_call>` is constrained, token by token, by a grammar
that llguidance checks: a line break, `{"name": "TOOL", "arguments": {…}}` with the separators of Python's
`json.dumps`, a line break, the closing tag. Properties come in the order of the schema. A tool whose schema
llguidance refuses, or that is too large to be safe, keeps its place with arguments of any kind. A few things
that a schema asks for are no part of the grammar (`not`, `uniqueItems`, that a key of an open object comes
once): `engine.call_schema` still judges every call.
"""

from __future__ import annotations

import json
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from llguidance import LLMatcher, LLParserLimits, LLTokenizer
from numpy.typing import NDArray

from engine.contracts import JsonObject
from engine.model.call_grammar import ANY, Shape, grammar, shapes

Mask: TypeAlias = NDArray[np.bool_]
Logits: TypeAlias = NDArray[np.float32]

CLOSE = "</tool_call>"
_KEPT = 4
_SCHEMAS_KEPT = 256
_MOST_FORCED = 512
"""Forced tokens handed out at once; a schema that recurs without end forces text without end."""
_JUDGING_S = 0.5
"""Processor time after which the schemas that are still to be tried are loosened; one takes a millisecond,
and none that was tried took over 0.7 s."""


def _limits() -> LLParserLimits:
    """What a grammar may cost: 50,000 lexer states were measured to take some 25 MB.

    A row of the parser holds about four items for every optional property that may come next.
    """
    return LLParserLimits(
        max_items_in_row=20_000,
        max_lexer_states=50_000,
        initial_lexer_fuel=200_000,
        verbose_errors=False,
    )


class ConstraintError(Exception):
    """llguidance gave up inside a call, or refused a token that it had allowed. Write on without it."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    matcher: LLMatcher
    unchecked: tuple[str, ...]


class CallConstraint:
    """What may stand between `<tool_call>` and the end of `</tool_call>`, from the next token on.

    `unchecked` names the tools whose arguments are JSON of any kind. Used by one thread.
    """

    def __init__(self, matcher: LLMatcher, tokeniser: LLTokenizer, unchecked: tuple[str, ...] = ()) -> None:
        self.unchecked = unchecked
        self._matcher = matcher
        self._tokeniser = tokeniser
        self._finished = False

    @property
    def finished(self) -> bool:
        """True once the closing tag has been accepted; nothing is allowed then."""
        return self._finished

    def allows(self, token: int) -> bool:
        """True where `token` may come next, be it the usual way to spell its text or not."""
        return not self._finished and self._matcher.validate_tokens([token]) == 1

    def accept(self, token: int) -> None:
        """Go on behind `token`, which must be allowed. Raises ConstraintError."""
        if self._finished:
            raise ConstraintError("the call has ended")
        if not self._matcher.consume_token(token):
            raise self._error()
        self._finished = self._matcher.is_stopped()

    def mask(self) -> Mask:
        """True for each token of the vocabulary that may come next. Raises ConstraintError.

        Where the text is forced this is its usual spelling, one token; `allows` takes any other as well.
        """
        size = self._tokeniser.vocab_size
        if self._finished:
            return np.zeros(size, np.bool_)
        bits = np.frombuffer(self._matcher.compute_bitmask(), np.uint8)
        if self._matcher.is_error():
            raise self._error()
        allowed = np.unpackbits(bits, count=size, bitorder="little").view(np.bool_)
        if np.count_nonzero(allowed) == 1 and not self.allows(int(allowed.argmax())):
            allowed[:] = False
            allowed[self._plain_forced()[:1]] = True
        return allowed

    def best_allowed(self, logits: Logits) -> int:
        """The allowed token with the greatest of `logits`, one for each token. Raises ConstraintError."""
        allowed = self.mask()[: len(logits)]
        best = int(np.where(allowed, logits[: len(allowed)], -np.inf).argmax())
        if allowed[best]:
            return best
        if not allowed.any():
            raise ConstraintError("no token is allowed")
        return int(allowed.argmax())

    def forced(self) -> list[int]:
        """Tokens of which no other may come next, in the model's usual spelling; none is accepted by this.

        Those at the end that may melt with what is written behind them are left out. llguidance leaves out
        the ones that may grow; the one before may melt, too, unless a space begins behind it.
        """
        if self._finished:
            return []
        tokens = self._matcher.compute_ff_tokens()[:_MOST_FORCED]
        known = self._matcher.validate_tokens(tokens) if tokens else 0
        if known == 0:
            return self._plain_forced()[:-1][:_MOST_FORCED] if tokens else []
        tokens = tokens[:known]
        if self._tokeniser.is_special_token(tokens[-1]):
            return tokens
        length = len(self._tokeniser.decode_bytes(tokens))
        rest = self._matcher.compute_ff_bytes()[length : length + 1]
        return tokens if rest in (b"", b" ") else tokens[:-1]

    def _plain_forced(self) -> list[int]:
        """The forced text in ordinary tokens.

        llama.cpp spells a tag inside a text with the token of that tag, which no text may hold.
        """
        text = self._matcher.compute_ff_bytes().decode(errors="ignore")
        return list(self._tokeniser.greedy_tokenize(text))

    def _error(self) -> ConstraintError:
        reason = self._matcher.get_error().partition("\n")[0]
        return ConstraintError(reason[:200] or "a token was refused")


class CallGrammars:
    """Makes constraints for calls of the tools on offer; keeps the grammars that it has compiled.

    `make_tokeniser` takes a second: it runs once, at `warm` or at the first `begin`, whichever thread comes
    first. `close_token` is the token of `</tool_call>`, None where the vocabulary has none. `problem` is a
    clause about a vocabulary that llguidance cannot use, empty else.
    """

    def __init__(self, make_tokeniser: Callable[[], LLTokenizer], close_token: int | None) -> None:
        self.problem = ""
        self._make_tokeniser = make_tokeniser
        self._close = json.dumps(CLOSE) if close_token is None else f"<[{close_token}]>"
        self._lock = threading.Lock()
        self._tokeniser: LLTokenizer | None = None
        self._sound: OrderedDict[str, bool] = OrderedDict()
        self._compiled: OrderedDict[tuple[Shape, ...], _Compiled | None] = OrderedDict()

    def warm(self) -> None:
        """Build the tokeniser now, if it can be built; `problem` says why it cannot."""
        with self._lock:
            self._warm()

    def begin(self, tools: Sequence[JsonObject]) -> CallConstraint | None:
        """A constraint for the call of one of `tools` (as in `Prompt.tools`) that begins now.

        None where no tool is offered, llguidance refuses them all, or the vocabulary cannot be used.
        """
        offered = shapes(tools)
        if not offered:
            return None
        with self._lock:
            tokeniser = self._warm()
            compiled = self._compile(tokeniser, offered) if tokeniser else None
            if tokeniser is None or compiled is None:
                return None
            return CallConstraint(compiled.matcher.deep_copy(), tokeniser, compiled.unchecked)

    def _warm(self) -> LLTokenizer | None:
        if self._tokeniser is None and not self.problem:
            try:
                self._tokeniser = self._make_tokeniser()
            except (AssertionError, RuntimeError, ValueError) as error:
                self.problem = str(error) or type(error).__name__
        return self._tokeniser

    def _compile(self, tokeniser: LLTokenizer, offered: tuple[Shape, ...]) -> _Compiled | None:
        if offered in self._compiled:
            self._compiled.move_to_end(offered)
            return self._compiled[offered]
        latest = time.thread_time() + _JUDGING_S
        safe = tuple(
            shape if self._is_sound(tokeniser, shape.arguments, latest) else shape.loosened()
            for shape in offered
        )
        loose = tuple(shape.loosened() for shape in offered)
        compiled = None
        for attempt in (safe, loose):
            matcher = self._matcher(tokeniser, attempt)
            if not matcher.is_error():
                unchecked = tuple(shape.name for shape in attempt if shape.arguments == ANY)
                compiled = _Compiled(matcher, unchecked)
                break
        self._compiled[offered] = compiled
        if len(self._compiled) > _KEPT:
            self._compiled.popitem(last=False)
        return compiled

    def _is_sound(self, tokeniser: LLTokenizer, arguments: str, latest: float) -> bool:
        """True where a call with these arguments alone can be begun, and that is known before `latest`."""
        if arguments not in self._sound:
            if time.thread_time() > latest:
                return arguments == ANY
            matcher = self._matcher(tokeniser, (Shape("tool", arguments),))
            self._sound[arguments] = not matcher.is_error() and _can_begin(CallConstraint(matcher, tokeniser))
            if len(self._sound) > _SCHEMAS_KEPT:
                self._sound.popitem(last=False)
        return self._sound[arguments]

    def _matcher(self, tokeniser: LLTokenizer, offered: tuple[Shape, ...]) -> LLMatcher:
        return LLMatcher(tokeniser, grammar(offered, self._close), log_level=0, limits=_limits())


def _can_begin(constraint: CallConstraint) -> bool:
    """True where something, but nothing without end, can be written; some errors show only then."""
    written = 0
    try:
        while forced := constraint.forced():
            for token in forced:
                constraint.accept(token)
            written += len(forced)
            if written >= _MOST_FORCED:
                return False
        return constraint.finished or bool(constraint.mask().any())
    except ConstraintError:
        return False
