"""What a provider's format is to the tools: it writes requests and reads answers, and never sends."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from engine.cloud import Expert, Provider
from engine.contracts import Incoming, Money, Outgoing, Usage

SILENCE_S, LONG_SILENCE_S, TOTAL_S = 60.0, 180.0, 900.0
_THINKS_SILENTLY = {
    Provider.OPENAI: re.compile(r"o\d|gpt-[5-9]"),
    Provider.GOOGLE: re.compile(r"(models/)?gemini-(2\.5-(pro|flash(?!-lite))|[3-9]|\w+-latest)"),
}
"""Models that think without being asked to, and tell nothing of it."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side of a conversation says."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may be, in tokens with its thinking included, and how long it may take, in seconds.

    `silence_s` is the longest time without a byte of it. `price_in` and `price_out` are the highest prices
    that may be asked for it, in micro-dollars per million tokens, None where they are not known.
    """

    max_tokens: int
    thinking_tokens: int
    silence_s: float = SILENCE_S
    total_s: float = TOTAL_S
    price_in: Money | None = None
    price_out: Money | None = None

    @classmethod
    def of(cls, expert: Expert) -> Limits:
        """Those of the user's own settings. Who thinks, or may be slow, may be silent for longer."""
        thinks = _THINKS_SILENTLY.get(expert.provider)
        silent = thinks is not None and thinks.match(expert.model.lower())
        slow = expert.thinking_tokens > 0 or expert.own or silent
        silence_s = LONG_SILENCE_S if slow else SILENCE_S
        return cls(expert.max_tokens, expert.thinking_tokens, silence_s)

    @property
    def max_bytes(self) -> int:
        """The longest answer in bytes: a stream takes some hundred bytes for each token."""
        return 2 * 1024 * 1024 + 1024 * max(0, self.max_tokens)


class StoppedBy(StrEnum):
    """Why an answer ended."""

    END = "end"
    LENGTH = "length"
    FILTER = "filter"
    """The provider's filter took the rest away."""
    REFUSAL = "refusal"
    """There is no answer: the model, or its provider, refuses to give one."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an answer as it comes."""

    text: str
    thinking: bool = False


@dataclass(frozen=True, slots=True)
class Counts:
    """The tokens of a request and its answer, as the provider counted them.

    Of those read, `cached` came from a cache and `filled` went into one; of those written, `thought` are
    thinking.
    """

    read: int
    written: int
    cached: int = 0
    filled: int = 0
    thought: int = 0


@dataclass(frozen=True, slots=True)
class Bill:
    """What a provider says of an answer's cost: its tokens and, from some, the sum; None for not said."""

    counts: Counts | None = None
    cost: Money | None = None

    @property
    def usage(self) -> Usage | None:
        """The tokens read and written; None where they were not counted."""
        return Usage(self.counts.read, self.counts.written) if self.counts else None


NO_BILL = Bill()


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer. Of a refusal `text` is the reason, empty where none was given."""

    text: str
    thinking: str = ""
    stopped_by: StoppedBy = StoppedBy.END
    bill: Bill = NO_BILL

    @property
    def usage(self) -> Usage | None:
        """The tokens read and written; None where they were not counted."""
        return self.bill.usage

    @property
    def cost(self) -> Money | None:
        """What the provider was paid; None where it does not say so."""
        return self.bill.cost


class AnswerReader(Protocol):
    """Reads one answer, streamed or whole, from its bytes."""

    @property
    def bill(self) -> Bill:
        """What the provider has said of the cost by now; nothing until that is final."""
        ...

    def feed(self, data: bytes) -> Iterator[Piece]:
        """What `data` adds, cut anywhere. Raises ToolProblem where the provider tells of an error."""
        ...

    def finish(self) -> Answer:
        """The answer, once its bytes have ended. Raises ToolProblem where it broke off or says nothing."""
        ...


class Format(Protocol):
    """One provider's public format."""

    def request(self, expert: Expert, turns: Sequence[Turn], limits: Limits) -> Outgoing:
        """What asks for a streamed answer. Raises UnicodeEncodeError for half a surrogate pair."""
        ...

    def texts(self, body: bytes) -> tuple[str, ...]:
        """The texts of the turns in a request's body, as they are there."""
        ...

    def models_request(self, expert: Expert) -> Outgoing:
        """What asks for the models that the expert's key may use. It costs nothing."""
        ...

    def read_models(self, incoming: Incoming) -> tuple[str, ...]:
        """Their names. Raises ValueError where the answer is no list of models."""
        ...

    def reader(self, host: str) -> AnswerReader:
        """What reads one answer of `host`."""
        ...
