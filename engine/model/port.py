"""The model port, and the values about models that the engine and its faces share. Sizes are bytes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, Protocol

from engine.contracts import Cancel, JsonObject
from engine.errors import UserError


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """The model that is loaded. `device` is what really computes: `CPU 2 threads`, `CUDA 36/36 layers`.

    `needs_examples` is False for a model that was trained on calling tools in this very format. `note` is a
    sentence about what did not fit and what was done about it, empty where all is as wished. `host` is where
    an endpoint runs that is not this computer, empty for a model process.
    """

    name: str
    path: str
    size: int
    quantisation: str
    device: str
    context: int
    needs_examples: bool = True
    note: str = ""
    host: str = ""


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the model reads: chat-template messages (role, content, tool_calls) and tools (JSON schemas).

    An assistant's message may carry `raw`, the text as the model wrote it, so that what it wrote needs not be
    read again. `conversation_id` and `turn_id` say what a request to an endpoint belongs to; `private` and
    `untrusted` say what data it quotes. `shortened` counts the messages left out or cut to make room.
    `thinking_tokens` bounds the thought that the answer begins with, in tokens; 0 is no bound.
    """

    messages: tuple[JsonObject, ...]
    tools: tuple[JsonObject, ...] = ()
    max_tokens: int = 2048
    temperature: float = 0.0
    seed: int = 0
    conversation_id: str = ""
    turn_id: str = ""
    private: bool = False
    untrusted: bool = False
    shortened: int = 0
    thinking_tokens: int = 0


class ContextFull(UserError):
    """The prompt has `tokens` tokens, which are more than the model holds."""

    def __init__(self, problem: str, way_out: str, tokens: int) -> None:
        super().__init__(problem, way_out)
        self.tokens = tokens


@dataclass(frozen=True, slots=True)
class Reading:
    """Progress of reading the prompt: tokens done of all tokens; `reused` of them were still in the cache."""

    done: int
    total: int
    reused: int


@dataclass(frozen=True, slots=True)
class Text:
    """A piece of what the model writes, thinking and calls included, decoded to whole characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The end of a generation. `reason` is `stop` or `length`; times are in seconds."""

    reason: str
    prompt_tokens: int
    tokens: int
    reading_s: float
    writing_s: float


ModelEvent = Reading | Text | Finished


class ModelPort(Protocol):
    """Something that continues a prompt: the model process, an endpoint, or a script."""

    def load(self, on_progress: Callable[[float], None]) -> ModelInfo:
        """Load where it is not loaded yet; progress from 0 to 1. Raises UserError."""
        ...

    def stream(self, prompt: Prompt, cancel: Cancel) -> Iterator[ModelEvent]:
        """Continue the prompt; ends with Finished. Raises UserError if the model died, Cancelled on stop."""
        ...

    def close(self) -> None:
        """End whatever runs behind the port. May be called twice."""
        ...


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """How a model is loaded. -1 layers, a context of 0 and `auto` mean: fitted to the free memory."""

    gpu_layers: int = -1
    context: int = 0
    cache_type: Literal["auto", "f16", "q8_0"] = "auto"


@dataclass(frozen=True, slots=True)
class EndpointSettings:
    """An OpenAI-compatible endpoint in the place of the model process. The API key lies in the OS keyring.

    `trust` says how often it is asked before a conversation leaves for it: `each` for every request,
    `own` once for a conversation, for a machine that is the user's own. `context` is the tokens that its
    model holds, as the user says: servers do not tell it in one way.
    """

    base_url: str = ""
    model: str = ""
    key_name: str = ""
    trust: Literal["each", "own"] = "each"
    context: int = 32_768
    in_use: bool = False


class FetchState(StrEnum):
    """How a download stands. `waiting`: in line behind another one."""

    WAITING = "waiting"
    ASKING = "asking"
    RUNNING = "running"
    PAUSED = "paused"
    CHECKING = "checking"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class ModelEntry:
    """One line of the models page. `path` is empty where the file is not on this computer.

    `sha256` is empty where the hub must be asked for it; `note` and `fit` are sentences for the user: where
    the file stands, and how it would run here. `arrived` is what an unfinished download holds.
    `licence_text` is the licence itself, empty where only its address is known. `altered` holds the signs by
    which changed weights were recognised, a sentence each; they may be loaded once the risks are accepted.
    `tokens_per_second` was measured on this computer, 0 where it was not. `family` is the same for the sizes
    of one model, empty for a file of the user's own; `file` is the file's name, and `hosts` says where it can
    come from, in the order in which it is asked for.
    """

    id: str
    name: str
    publisher: str
    licence: str
    licence_url: str
    card_url: str
    size: int
    sha256: str
    path: str
    loaded: bool
    note: str
    fit: str = ""
    arrived: int = 0
    fetchable: bool = False
    licence_text: str = ""
    research_only: bool = False
    licence_accepted: bool = False
    altered: tuple[str, ...] = ()
    risks_accepted: bool = False
    tokens_per_second: float = 0.0
    family: str = ""
    file: str = ""
    hosts: tuple[str, ...] = ()
