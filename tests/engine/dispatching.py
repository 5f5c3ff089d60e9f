"""A dispatcher with everything that it talks to, for tests: tools, a wire, a person, a ledger."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from engine.consent import change_entry
from engine.contracts import (
    Answer,
    Cancel,
    Choice,
    Effect,
    Incoming,
    IncomingStream,
    JsonObject,
    Message,
    Money,
    Outgoing,
    OutputMarks,
    Preferences,
    Preview,
    Privacy,
    Question,
    Reach,
    RecordedDecision,
    Revision,
    Role,
    ToolCall,
    ToolOutput,
    ToolResult,
    ToolSpec,
)
from engine.dispatch import Dispatcher, Turn
from engine.errors import Cancelled
from engine.events import Event
from engine.ledger.store import Ledger
from engine.policy.budget import Budget
from engine.policy.gate import Gate
from engine.policy.grants import GrantBook, Grants
from engine.toolbox import LocalTool, Redactor, RemoteTool
from tools.contract import WholeAnswer

RELAXED = Preferences(privacy=Privacy.RELAXED)
TEXT = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
FREE = Money(0)
SAVE_NOTE = ToolSpec("save_note", "Save.", TEXT, effects=frozenset({Effect.CHANGES}))
READERS = {
    "read_file": ToolSpec("read_file", "Read.", TEXT, output=OutputMarks(private=True)),
    "read_mail": ToolSpec("read_mail", "Read.", TEXT, output=OutputMarks(untrusted=True)),
}


@dataclass
class Search(WholeAnswer):
    """A tool that leaves for `host`; what it finds is untrusted."""

    name: str
    host: str
    price: Money = FREE

    @property
    def spec(self) -> ToolSpec:  # type: ignore[override]
        return ToolSpec(
            self.name,
            "Search.",
            TEXT,
            Reach.NETWORK,
            frozenset({Effect.READS, Effect.SENDS}),
            OutputMarks(untrusted=True),
            host=self.host,
            price_max=self.price,
        )

    def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:
        body = str(arguments["text"]).encode()
        url = f"https://{self.host}/find"
        return Preview(Outgoing("POST", url, self.host, body=body), self.price, self.price)

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        return ToolOutput(incoming.body.decode())


@dataclass
class Note:
    """A local tool that changes something."""

    ran: list[JsonObject] = field(default_factory=list)

    @property
    def spec(self) -> ToolSpec:
        return SAVE_NOTE

    def run(self, arguments: JsonObject, cancel: Cancel) -> ToolOutput:
        self.ran.append(arguments)
        return ToolOutput("saved")


class Tools:
    def __init__(self, *remote: RemoteTool) -> None:
        self.note = Note()
        self._remote = {tool.spec.name: tool for tool in remote}

    def specs(self) -> Mapping[str, ToolSpec]:
        remote = {name: tool.spec for name, tool in self._remote.items()}
        return {SAVE_NOTE.name: SAVE_NOTE, **READERS, **remote}

    def local(self, name: str) -> LocalTool | None:
        return self.note if name == SAVE_NOTE.name else None

    def remote(self, name: str) -> RemoteTool | None:
        return self._remote.get(name)


@dataclass
class Wire:
    """Stands where the broker would, and heeds the flag that stops a request."""

    sent: list[tuple[Outgoing, RecordedDecision]] = field(default_factory=list)
    during: Callable[[], None] = lambda: None
    answer: bytes = b"found"

    def send(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> Incoming:
        self.sent.append((outgoing, permit))
        self.during()
        if cancel.is_set():
            raise Cancelled
        return Incoming(200, (), self.answer, outgoing.sha256, 0.1)

    def stream(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> IncomingStream:
        return Whole(self.send(outgoing, permit, cancel))


@dataclass
class Whole:
    """An answer that came in one piece."""

    answer: Incoming
    closed: bool = False

    @property
    def head(self) -> Incoming:
        return replace(self.answer, body=b"")

    def __iter__(self) -> Iterator[bytes]:
        yield self.answer.body

    def close(self) -> None:
        self.closed = True


@dataclass
class Person:
    """Gives the next of `choices`, the last one again and again."""

    choices: list[Choice]
    declined: tuple[str, ...] = ()
    present: bool = True
    asked: list[Question] = field(default_factory=list)
    before: Callable[[], None] = lambda: None
    changes: list[dict[str, Revision]] = field(default_factory=list)
    """What is changed of the calls in each question, before one is answered."""

    def register(self, question: Question) -> None:
        self.asked.append(question)

    def wait(self, question: Question) -> Answer:
        self.before()
        if self.changes:
            return Answer(question.id, Choice.DENY, "user", self.declined, self.changes.pop(0))
        choice = self.choices.pop(0) if len(self.choices) > 1 else self.choices[0]
        return Answer(question.id, choice, declined=self.declined)


@dataclass
class Bench:
    """A dispatcher with everything that it talks to."""

    ledger: Ledger
    person: Person = field(default_factory=lambda: Person([Choice.ONCE]))
    wire: Wire = field(default_factory=Wire)
    preferences: Preferences = RELAXED
    history: list[Message] = field(default_factory=lambda: [Message(Role.USER, "Look it up, please.")])
    turn: Turn = field(default_factory=lambda: Turn("c1", "t1", threading.Event()))
    widest: Choice = Choice.ALWAYS
    events: list[Event] = field(default_factory=list)
    budget: Budget = field(default_factory=Budget)
    gate: Gate = field(default_factory=Gate.load)
    tools: Tools = field(
        default_factory=lambda: Tools(
            Search("search", "search.example"), Search("ask", "api.example", Money(20_000))
        )
    )
    number: int = 0
    grants: Grants = field(init=False)
    book: GrantBook | None = None
    redactor: Redactor | None = None
    proxy: str = ""

    def __post_init__(self) -> None:
        self.grants = Grants(
            lambda: 1_900_000_000.0,
            self.new_id,
            record=lambda change: self.ledger.record(change_entry(change)),
            widest=lambda: self.widest,
        )

    def new_id(self) -> str:
        self.number += 1
        return f"id{self.number}"

    @property
    def dispatcher(self) -> Dispatcher:
        return Dispatcher(
            self.gate,
            self.ledger,
            self.budget,
            self.wire,
            self.person,
            self.new_id,
            self.events.append,
            lambda: 30.0,
            self.book or self.grants,
            redactor=self.redactor,
            proxy=lambda: self.proxy,
        )

    def step(self, *names: str, text: str = "mutes") -> tuple[ToolResult, ...]:
        """Run one step with a call of each of these tools; their ids are `a`, `b` and so on."""
        calls = [
            ToolCall(f"{chr(97 + at)}{self.number}", name, {"text": text}) for at, name in enumerate(names)
        ]
        return self.dispatcher.run(self.turn, calls, self.tools, lambda: self.preferences, self.history)

    def revoke_all(self) -> None:
        self.grants.revoke("")

    def offered(self) -> tuple[Choice, ...]:
        """The answers on offer to the newest question."""
        return self.questions[-1].choices

    @property
    def questions(self) -> list[Question]:
        return self.person.asked

    def decisions(self) -> list[tuple[str, str, str]]:
        """Tool, decision and by of every decision on record."""
        return [(r.tool, r.decision, r.by) for r in self.ledger.rows() if r.kind == "decision"]

    def outcomes(self) -> list[str]:
        return [row.outcome for row in self.ledger.rows() if row.kind == "outcome"]

    def events_of_grants(self) -> list[tuple[str, str]]:
        """Reason and by of every row of a grant."""
        return [(r.reason, r.by) for r in self.ledger.rows() if r.tool == "grant"]
