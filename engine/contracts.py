"""The values that cross a boundary, and the ports that the engine expects others to fill.

Everything here is frozen. Money is an integer count of micro-dollars, time is UTC, sizes are bytes,
ids are UUIDv7 strings (sortable by time of creation).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NewType, Protocol

JsonObject = Mapping[str, Any]
Money = NewType("Money", int)
"""Micro-dollars: Money(1_000_000) is one US dollar."""


class Reach(StrEnum):
    """How far a tool's call goes. Only LOCAL stays on this computer."""

    LOCAL = "local"
    NETWORK = "network"
    EXPERT = "expert"

    @property
    def leaves(self) -> bool:
        """True where a call of this reach leaves the computer."""
        return self is not Reach.LOCAL


class Effect(StrEnum):
    """What a call does to the world."""

    READS = "reads"
    CHANGES = "changes"
    SENDS = "sends"


class Decision(StrEnum):
    """The gate's three answers, from mild to strict."""

    ALLOW = "allow"
    ASK = "ask"
    DENY = "deny"


class Privacy(StrEnum):
    """The privacy dial, from strict to mild."""

    LOCAL_ONLY = "local_only"
    CAREFUL = "careful"
    ASK = "ask"
    RELAXED = "relaxed"


class Latency(StrEnum):
    """The low-latency dial, from slow to fast."""

    PATIENT = "patient"
    BALANCED = "balanced"
    FAST = "fast"


class Role(StrEnum):
    """Who wrote a message."""

    USER = "user"
    ASSISTANT = "assistant"
    TOOL = "tool"


@dataclass(frozen=True, slots=True)
class Caps:
    """The cost caps, each in micro-dollars. Zero means that only free tools may be used."""

    call: Money = Money(50_000)
    conversation: Money = Money(500_000)
    day: Money = Money(2_000_000)
    month: Money = Money(20_000_000)


@dataclass(frozen=True, slots=True)
class Preferences:
    """What the user chose: the three dials, the offline switch, a sentence of free text, and hard limits.

    `blocked` names the tools that are never used, whatever the dials say.
    """

    privacy: Privacy = Privacy.ASK
    latency: Latency = Latency.BALANCED
    caps: Caps = field(default_factory=Caps)
    offline: bool = False
    text: str = ""
    blocked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Label:
    """Where a piece of data came from, and what it is.

    `origin` is `typed`, `file:NAME`, `page:HOST`, `clipboard`, `expert:HOST`, `server:NAME` or `tool:NAME`;
    `path` is the whole path of a file, else empty.
    """

    origin: str
    private: bool = False
    untrusted: bool = False
    path: str = ""


class DataClass(StrEnum):
    """What the arguments of a call quote beside the user's own words. A grant is bound to it."""

    OWN = "own"
    UNTRUSTED = "untrusted"
    PRIVATE = "private"
    BOTH = "both"

    @classmethod
    def of(cls, private: bool, untrusted: bool) -> DataClass:
        """The class of data that is private, untrusted, both or neither."""
        if private:
            return cls.BOTH if untrusted else cls.PRIVATE
        return cls.UNTRUSTED if untrusted else cls.OWN


@dataclass(frozen=True, slots=True)
class Quote:
    """How many phrases of one origin turned up in one argument of a call.

    `phrases` counts runs of quoted words that do not touch; a text that is quoted whole is one phrase.
    """

    origin: str
    argument: str
    phrases: int
    private: bool = False
    untrusted: bool = False


@dataclass(frozen=True, slots=True)
class OutputMarks:
    """What a tool's result is, whatever it says."""

    private: bool = False
    untrusted: bool = False


@dataclass(frozen=True, slots=True)
class ToolSpec:
    """A tool as the model, the gate and the user see it.

    `parameters` is a JSON Schema of type object. `price_max` is the most that one call can cost,
    or None where that is unknown. `host` is where a leaving call goes. `seconds` is the expected time.
    `sends` says in one sentence what leaves the computer; it is empty for local tools. `without_it` says what
    happens where the tool is not allowed.
    """

    name: str
    description: str
    parameters: JsonObject
    reach: Reach = Reach.LOCAL
    effects: frozenset[Effect] = frozenset({Effect.READS})
    output: OutputMarks = OutputMarks()
    host: str | None = None
    price_max: Money | None = Money(0)
    seconds: float = 1.0
    sends: str = ""
    without_it: str = ""


@dataclass(frozen=True, slots=True)
class ToolCall:
    """A call that the model asked for, with the arguments as it wrote them; no default is filled in."""

    id: str
    name: str
    arguments: JsonObject


@dataclass(frozen=True, slots=True)
class Message:
    """One message of a conversation. `name` and `call_id` are set for the results of tools only.

    `raw` is the text as the model wrote it, thinking and calls included, empty where that is `content`.
    """

    role: Role
    content: str
    thinking: str = ""
    calls: tuple[ToolCall, ...] = ()
    name: str = ""
    call_id: str = ""
    labels: tuple[Label, ...] = ()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The gate's answer to one call: the decision, the id of the rule that made it, and its reason in words.

    `labels` holds the words `private` and `untrusted` and the origins that the arguments quote, `quotes` what
    of each was found where. `data` is the class of what the arguments quote. `remember` is True where a yes
    may cover further calls: the rule, the privacy dial and the data allow it.
    """

    decision: Decision
    rule: str
    reason: str
    labels: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    data: DataClass = DataClass.OWN
    remember: bool = False


@dataclass(frozen=True, slots=True)
class Outgoing:
    """One complete request, exactly as it will leave: nothing is added to `body` after this.

    `key_name` names the API key in the OS keyring, which the broker adds on sending as `key_header: KEY`, or
    as a bearer token where that is empty; the key itself is never in here. `search` is set where a library
    does its own networking inside the broker (ddgs): then the approved unit is its arguments and `hosts`.
    `own_endpoint` is True where the user configured the address by hand: private addresses and other ports
    are allowed for it, and for nothing else; `authority` is a certificate authority in PEM that the user
    added for it. `proxy` is the user's own proxy, empty for none. `timeout_s` is the longest silence of an
    answer that is streamed, `total_s` its longest time, 0 for any.
    """

    method: str
    url: str
    host: str
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""
    key_name: str = ""
    search: JsonObject | None = None
    own_endpoint: bool = False
    timeout_s: float = 60.0
    max_bytes: int = 4 * 1024 * 1024
    key_header: str = ""
    hosts: tuple[str, ...] = ()
    authority: str = ""
    proxy: str = ""
    total_s: float = 0.0

    @property
    def sha256(self) -> str:
        """Hex digest of what preview, ledger row and wire must agree on: method, URL, headers and body.

        Of a search it is over its arguments and hosts besides.
        """
        head = "".join(f"{name}: {value}\r\n" for name, value in self.headers)
        parts = [self.method.encode(), self.url.encode(), head.encode(), self.body]
        if self.search is not None:
            parts.append(json.dumps([self.search, self.hosts], sort_keys=True).encode())
        digest = hashlib.sha256()
        for part in parts:
            digest.update(len(part).to_bytes(8, "big"))
            digest.update(part)
        return digest.hexdigest()

    @property
    def size(self) -> int:
        """Bytes of what the user is shown: the URL and the body, or else a search's arguments."""
        told = len(self.url.encode()) + len(self.body)
        return told if self.search is None or self.body else told + len(json.dumps(self.search).encode())


@dataclass(frozen=True, slots=True)
class Incoming:
    """What came back for an Outgoing. `sent_sha256` is the digest of the request that the broker wrote."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    sent_sha256: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Replaced:
    """Personal data, or a secret, that a placeholder stands for in what would be sent."""

    kind: str
    original: str
    placeholder: str


@dataclass(frozen=True, slots=True)
class Preview:
    """What the consent card shows for one call: the exact request, its price range and its expected time.

    `ahead` is a request that goes to the same host first, under the same yes: what robots may read there.
    `replaced` is what placeholders stand for, `kept` what was found and goes out as it is by the user's wish.
    """

    outgoing: Outgoing
    price_min: Money | None = Money(0)
    price_max: Money | None = Money(0)
    seconds: float = 1.0
    without_it: str = ""
    ahead: Outgoing | None = None
    replaced: tuple[Replaced, ...] = ()
    kept: tuple[Replaced, ...] = ()


class Choice(StrEnum):
    """What the user answered to a question."""

    DENY = "deny"
    ONCE = "once"
    FILE = "file"
    """All requests for the file that is asked about, to the same host: it may come in several pieces."""
    ANSWER = "answer"
    """All requests of the turn that asks, to the same host."""
    CONVERSATION = "conversation"
    """All requests of the conversation that asks, to the same host, until the program ends."""
    HOUR = "hour"
    """All requests of this kind to the same host, for one hour."""
    HOST = "host"
    """All requests of this kind to the same host, until the program ends."""
    ALWAYS = "always"
    """All requests of this kind to the same host, until revoked. Only Preferences gives it, never a card."""


SCOPES: Mapping[Choice, str] = {
    Choice.FILE: "The yes holds for this file from this host.",
    Choice.ANSWER: "The yes holds for this answer.",
    Choice.CONVERSATION: "The yes holds for this conversation.",
    Choice.HOUR: "The yes holds for one hour.",
    Choice.HOST: "The yes holds for this host until Sordino ends.",
    Choice.ALWAYS: "The yes holds until it is revoked.",
}
"""What the log says of a yes that covers more than one request."""


@dataclass(frozen=True, slots=True)
class QuestionItem:
    """One line of a question: the call, why it is asked about, and the request if it leaves.

    `edited` is True where the user has changed the call's arguments.
    """

    call: ToolCall
    reach: Reach
    verdict: Verdict
    preview: Preview | None = None
    edited: bool = False


@dataclass(frozen=True, slots=True)
class Question:
    """One question for a whole step. Its words come from the program, never from the model.

    `choices` are the answers on offer, as the card's buttons show them.
    """

    id: str
    conversation_id: str
    turn_id: str
    items: tuple[QuestionItem, ...]
    deadline_s: float = 120.0
    choices: tuple[Choice, ...] = (Choice.DENY, Choice.ONCE)


@dataclass(frozen=True, slots=True)
class Revision:
    """What the user changed of a call before it is sent: its arguments, and the data that goes as it is.

    `arguments` is None where they stay; `originals` are all the texts that no placeholder shall stand for.
    """

    arguments: JsonObject | None = None
    originals: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """The end of a question. `by` is `user`, `timeout`, `closing` or `nobody`.

    `declined` holds the ids of the calls that are refused although the rest is granted. With `revisions`, by
    the calls' ids, nothing is granted: the question is put again for what they ask for.
    """

    question_id: str
    choice: Choice
    by: str = "user"
    declined: tuple[str, ...] = ()
    revisions: Mapping[str, Revision] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Usage:
    """The tokens that an expert read and wrote, its thinking included, as it counted them."""

    read: int = 0
    written: int = 0


@dataclass(frozen=True, slots=True)
class ToolOutput:
    """What a tool gives back: text for the model, and the labels of what it quotes.

    `thinking` is an expert's own, for the user alone.
    """

    content: str
    labels: tuple[Label, ...] = ()
    cost: Money = Money(0)
    thinking: str = ""
    usage: Usage | None = None


@dataclass(frozen=True, slots=True)
class ToolResult:
    """The end of one call, as it enters the conversation. `hidden` counts what placeholders stood for.

    `unpriced` is True where nobody knows what the call cost: `cost` is no price then.
    """

    call: ToolCall
    verdict: Verdict
    content: str
    ran: bool
    failed: bool = False
    labels: tuple[Label, ...] = ()
    bytes_sent: int = 0
    host: str = ""
    cost: Money = Money(0)
    seconds: float = 0.0
    thinking: str = ""
    usage: Usage | None = None
    hidden: int = 0
    unpriced: bool = False


@dataclass(frozen=True, slots=True)
class Receipt:
    """The quiet line under an answer, drawn from the ledger. `unpriced` counts calls of unknown cost."""

    seconds: float
    tokens: int
    steps: int
    hosts: tuple[str, ...] = ()
    bytes_sent: int = 0
    cost: Money = Money(0)
    denied: int = 0
    hidden: int = 0
    unpriced: int = 0


@dataclass(frozen=True, slots=True)
class CallRecord:
    """One call as the ledger knows it: its intent, decision and outcome put together.

    `at` is UTC in seconds since the epoch. `kind` is `call` for a tool's call and else names the event
    (`network`, `preferences`, `model`). `outcome` is `ran`, `failed`, `refused`, `stopped`, or empty
    while the call is open. `reserved` is what was set aside for it, its highest possible price.
    """

    id: str
    at: float
    kind: str
    conversation_id: str
    turn_id: str
    tool: str
    reach: Reach
    host: str
    decision: Decision
    rule: str
    reason: str
    by: str
    outcome: str
    size: int
    cost: Money
    seconds: float
    arguments: str
    payload: str
    result: str
    labels: tuple[str, ...]
    previewed_sha256: str
    sent_sha256: str
    reserved: Money = Money(0)


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What reading the whole chain again found. `first_bad` is the row's number, 0 where there is none."""

    rows: int
    intact: bool
    signed: bool
    first_bad: int = 0
    problem: str = ""


class Cancel(Protocol):
    """A flag that another thread sets to stop the work (threading.Event fits)."""

    def is_set(self) -> bool: ...

    def wait(self, timeout: float | None = None) -> bool: ...


@dataclass(frozen=True, slots=True)
class RecordedDecision:
    """Proof that a ledger row permits one request: the row's id, and the digest that it permits."""

    row_id: str
    sha256: str


class IncomingStream(Protocol):
    """An answer that is still arriving."""

    @property
    def head(self) -> Incoming:
        """Status and headers; the body is empty. A redirect is handed over like any other answer."""
        ...

    def __iter__(self) -> Iterator[bytes]:
        """The body, piece by piece as it comes. Raises ToolProblem where it breaks off, and Cancelled."""
        ...

    def close(self) -> None:
        """Have the rest forgotten. May be called twice."""
        ...


class Egress(Protocol):
    """The only way out. It accepts nothing without a recorded decision."""

    def send(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> Incoming:
        """Send one request. Raises ToolProblem (unreachable, refused address, time, size) or Cancelled."""
        ...


class StreamingEgress(Protocol):
    """The way out for answers that are long or come slowly."""

    def stream(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> IncomingStream:
        """Send one request and hand over its answer as it comes. Raises like `Egress.send`.

        The request's `timeout_s` is the longest silence, not the whole time; its `max_bytes` is the longest
        body.
        """
        ...
