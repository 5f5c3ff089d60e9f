"""What the engine tells whoever listens, in the order in which it happens. All of it is frozen."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cloud import ExpertView
from engine.cloud_events import CloudEvent
from engine.contracts import (
    Answer,
    CallRecord,
    Message,
    Money,
    Preferences,
    Question,
    Receipt,
    ToolCall,
    ToolResult,
    ToolSpec,
    Verdict,
    VerifyReport,
)
from engine.model.port import FetchState, ModelEntry, ModelInfo
from engine.policy.views import FREE_TO_CHOOSE, Grant, Locks, RuleInForce, WeekEffect, WishReading
from engine.settings import Settings


@dataclass(frozen=True, slots=True)
class ModelLoading:
    """The model is being loaded; `fraction` from 0 to 1."""

    name: str
    fraction: float


@dataclass(frozen=True, slots=True)
class ModelReady:
    """The model can answer."""

    info: ModelInfo


@dataclass(frozen=True, slots=True)
class ModelFailed:
    """The model could not be loaded, or died. `problem` and `way_out` are sentences for the user."""

    problem: str
    way_out: str


@dataclass(frozen=True, slots=True)
class TurnStarted:
    """The user's message is stored, and work on it has begun."""

    conversation_id: str
    turn_id: str
    message: Message


@dataclass(frozen=True, slots=True)
class StepStarted:
    """A step of a turn begins; the first step is number 1."""

    turn_id: str
    step: int


@dataclass(frozen=True, slots=True)
class PromptRead:
    """Progress of reading the prompt, in tokens."""

    turn_id: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class ThinkingDelta:
    """More of the model's thinking."""

    turn_id: str
    text: str


@dataclass(frozen=True, slots=True)
class TextDelta:
    """More of the answer."""

    turn_id: str
    text: str
    tokens_per_second: float = 0.0


@dataclass(frozen=True, slots=True)
class CallJudged:
    """The gate has judged a call. It comes again once the user has answered a question about it."""

    turn_id: str
    call: ToolCall
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class CallRejected:
    """What the model wrote was no valid call; `problem` is what the model reads in return."""

    turn_id: str
    problem: str


@dataclass(frozen=True, slots=True)
class CallStarted:
    """A permitted call begins to run."""

    turn_id: str
    call: ToolCall


@dataclass(frozen=True, slots=True)
class CallProgress:
    """A piece of the answer to a call that runs, or of the thinking before it, as it comes."""

    turn_id: str
    call_id: str
    text: str
    thinking: bool = False


@dataclass(frozen=True, slots=True)
class CallFinished:
    """A call has ended: it ran, failed, or was refused."""

    turn_id: str
    result: ToolResult


@dataclass(frozen=True, slots=True)
class QuestionAsked:
    """Somebody must decide. Answer by the question's id."""

    question: Question


@dataclass(frozen=True, slots=True)
class QuestionClosed:
    """A question has ended, by whoever's hand. Comes exactly once for each question."""

    answer: Answer


@dataclass(frozen=True, slots=True)
class TurnFinished:
    """The answer is complete and stored. `stopped` is True where the user pressed stop."""

    conversation_id: str
    turn_id: str
    answer: Message
    receipt: Receipt
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class TurnFailed:
    """The turn ended without an answer; what was written so far is stored. Sentences for the user."""

    conversation_id: str
    turn_id: str
    problem: str
    way_out: str


@dataclass(frozen=True, slots=True)
class NetworkChanged:
    """Whether a broker process exists now. `enforcement` says in words what holds the desktop process."""

    online: bool
    locked: bool
    enforcement: str


@dataclass(frozen=True, slots=True)
class SettingsChanged:
    """The settings in force, the rules that they produce, and what an organisation has settled.

    `tools` are all tools there are, also those that are blocked; `experts` is what is known of each expert.
    """

    settings: Settings
    rules: tuple[RuleInForce, ...]
    tools: tuple[ToolSpec, ...] = ()
    locks: Locks = FREE_TO_CHOOSE
    experts: tuple[ExpertView, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesPreviewed:
    """The rules that `preferences` would produce, and what they would have changed last week."""

    preferences: Preferences
    rules: tuple[RuleInForce, ...]
    effect: WeekEffect


@dataclass(frozen=True, slots=True)
class WishRead:
    """What the free text was understood to ask for. Nothing has changed yet."""

    reading: WishReading


@dataclass(frozen=True, slots=True)
class GrantsChanged:
    """The grants in force, the newest first."""

    grants: tuple[Grant, ...]


@dataclass(frozen=True, slots=True)
class SpentChanged:
    """Micro-dollars spent or reserved since the UTC day and month began."""

    day: Money
    month: Money


@dataclass(frozen=True, slots=True)
class ConversationSummary:
    """One line of the conversation list; `updated` is UTC in seconds since the epoch."""

    id: str
    title: str
    updated: float


@dataclass(frozen=True, slots=True)
class ConversationsChanged:
    """The conversation list, newest first."""

    conversations: tuple[ConversationSummary, ...]


@dataclass(frozen=True, slots=True)
class StoredTurn:
    """A turn as it was stored. `receipt` is None where it never ended; `problem` says why."""

    turn_id: str
    messages: tuple[Message, ...]
    results: tuple[ToolResult, ...]
    receipt: Receipt | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ConversationOpened:
    """A stored conversation, whole, in order."""

    summary: ConversationSummary
    turns: tuple[StoredTurn, ...]


@dataclass(frozen=True, slots=True)
class ModelsChanged:
    """The models page: the catalogue, and what of it lies on this computer.

    `folder` is where models lie, `free` the bytes that are free there, -1 where that is unknown.
    """

    entries: tuple[ModelEntry, ...]
    folder: str = ""
    free: int = -1


@dataclass(frozen=True, slots=True)
class FetchProgress:
    """A download moves on or ends. `problem` and `way_out` are sentences for the user, else empty.

    Sizes in bytes; `done` counts what has arrived and is part of the file, `bytes_per_second` is recent.
    """

    model_id: str
    state: FetchState
    done: int
    total: int
    bytes_per_second: float = 0.0
    problem: str = ""
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class FileChecked:
    """Progress of reading a model file for its sha256, from 0 to 1; at 1 `sha256` is there.

    `fraction` is below 0 where the reading was stopped; `problem` is a sentence for the user where the file
    cannot be read, or is not what it should be.
    """

    path: str
    fraction: float
    sha256: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ImportProgress:
    """A file is being copied into the models folder, or that has ended; sizes in bytes.

    `problem` and `way_out` are sentences for the user, else empty.
    """

    path: str
    state: FetchState
    done: int
    total: int
    problem: str = ""
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class RisksAsked:
    """A file was not loaded: its weights look altered by these signs, and nobody has accepted the risks."""

    path: str
    name: str
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EndpointChecked:
    """An endpoint was asked for its models. `problem` and `way_out` are sentences for the user, else empty.

    No models and no problem: the check was stopped, or the endpoint has none.
    """

    host: str
    models: tuple[str, ...]
    problem: str = ""
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class ConversationShortened:
    """The model reads the conversation without `messages` older messages or results: its context was full."""

    turn_id: str
    messages: int


@dataclass(frozen=True, slots=True)
class ActivityLoaded:
    """The answer to a request for the tool-call history, newest first. `total` counts all calls on record."""

    calls: tuple[CallRecord, ...]
    total: int


@dataclass(frozen=True, slots=True)
class VerifyFinished:
    """The ledger was read again from its first row."""

    report: VerifyReport


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that the user should know and need not act on at once (no keyring: the log is unsigned)."""

    text: str


Event = (
    ModelLoading
    | ModelReady
    | ModelFailed
    | TurnStarted
    | StepStarted
    | PromptRead
    | ThinkingDelta
    | TextDelta
    | CallJudged
    | CallRejected
    | CallStarted
    | CallProgress
    | CallFinished
    | QuestionAsked
    | QuestionClosed
    | TurnFinished
    | TurnFailed
    | NetworkChanged
    | SettingsChanged
    | RulesPreviewed
    | WishRead
    | GrantsChanged
    | SpentChanged
    | ModelsChanged
    | FetchProgress
    | FileChecked
    | ImportProgress
    | RisksAsked
    | EndpointChecked
    | ConversationShortened
    | ActivityLoaded
    | VerifyFinished
    | ConversationsChanged
    | ConversationOpened
    | Notice
    | CloudEvent
)
