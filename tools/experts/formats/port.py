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
_THINKS_SILENTLY = re.compile(r"(o\d|gpt-5)")


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side of a conversation says."""

    role: Literal["user", "assistant"]
    text: str


@dataclass(frozen=True, slots=True)
class Limits:
    """How long an answer may be, in tokens with its thinking included, and how long it may take, in seconds.

    `silence_s` is the longest time without a byte of it.
    """

    max_tokens: int
    thinking_tokens: int
    silence_s: float = SILENCE_S
    total_s: float = TOTAL_S

    @classmethod
    def of(cls, expert: Expert) -> Limits:
        """Those of the user's own settings. Who thinks, or may be slow, may be silent for longer."""
        silent = expert.provider is Provider.OPENAI and _THINKS_SILENTLY.match(expert.model)
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
class Answer:
    """A complete answer. `cost` is what the provider says that it cost, None where it does not say so.

    Of a refusal `text` is the reason, empty where none was given.
    """

    text: str
    thinking: str = ""
    usage: Usage | None = None
    stopped_by: StoppedBy = StoppedBy.END
    cost: Money | None = None


class AnswerReader(Protocol):
    """Reads one answer, streamed or whole, from its bytes."""

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

    def models_request(self, expert: Expert) -> Outgoing:
        """What asks for the models that the expert's key may use. It costs nothing."""
        ...

    def read_models(self, incoming: Incoming) -> tuple[str, ...]:
        """Their names. Raises ValueError where the answer is no list of models."""
        ...

    def reader(self, host: str) -> AnswerReader:
        """What reads one answer of `host`."""
        ...
