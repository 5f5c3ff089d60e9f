"""A request that the program itself makes for the user: a model's file, a model behind an endpoint.

It keeps a tool call's promises: each intent, decision and outcome is a durable ledger row before the next
thing happens, the gate judges it, and what a rule asks about goes out only after a yes. Unlike a tool's call
its answer is streamed, it costs nothing, and a yes may hold for more than one request.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol, Self
from urllib.parse import urlsplit

from engine.consent import Asker, decided, entry, put
from engine.contracts import (
    SCOPES,
    Cancel,
    Choice,
    Decision,
    Incoming,
    IncomingStream,
    JsonObject,
    Outgoing,
    Preferences,
    Preview,
    Question,
    QuestionItem,
    RecordedDecision,
    StreamingEgress,
    ToolCall,
    ToolSpec,
    Verdict,
)
from engine.errors import Cancelled, NotSent, Refused, ToolProblem, UserError
from engine.events import Event
from engine.ledger.chain import Entry, Row
from engine.policy.gate import Gate, Situation

GRANTED = "Your yes in row {row} of the log covers it."
STOPPED = "It was stopped."
WAYS_OUT = {
    "offline": "Turn the offline switch off, then try again.",
    "local_only": "Choose a milder privacy under Preferences, then try again.",
    "private_stays": "Choose a milder privacy under Preferences, or begin a new conversation.",
    "nobody": "Start it in the window or at a terminal, where you can be asked.",
}
"""By the id of the rule that said no."""
REFUSALS = {
    "user": ("You said no to {host}, and nothing was sent there.", "Start it again if you change your mind."),
    "timeout": (
        "Nobody answered the question about {host} in time, and nothing was sent there.",
        "Start it again, and answer the question.",
    ),
    "closing": ("Sordino was closing, and nothing was sent to {host}.", "Start it again next time."),
}
"""By whoever ended the question: the problem and the way out."""
MOST_GRANTS = 100
_WIDTH = (Choice.DENY, Choice.ONCE, Choice.FILE, Choice.ANSWER, Choice.CONVERSATION)


class Recorder(Protocol):
    """The part of the ledger that is needed here."""

    def record(self, entry: Entry, /) -> Row: ...


class Declined(UserError):
    """A rule or a person refused an errand, and nothing was sent.

    `by` is who: `rule`, `user`, `timeout`, `closing`, `nobody` or `stopped`; `rule` is the rule's id.
    """

    def __init__(self, problem: str, way_out: str, by: str, rule: str) -> None:
        super().__init__(problem, way_out)
        self.by = by
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Errand:
    """One request of the program's own.

    `spec` says what kind of errand it is; its `sends` is a sentence that the question shows. `arguments` is
    what the ledger shows. `choices` are the answers on offer: with FILE a turn is one file's download.
    `private` and `untrusted` say that the request holds such data: then fewer answers are offered and no wide
    grant covers it. `because` is a sentence that the question shows besides. `without_it` says what happens
    without the errand, `seconds` how long it usually takes.
    """

    spec: ToolSpec
    outgoing: Outgoing
    arguments: JsonObject
    conversation_id: str = ""
    turn_id: str = ""
    choices: tuple[Choice, ...] = (Choice.DENY, Choice.ONCE)
    private: bool = False
    untrusted: bool = False
    because: str = ""
    without_it: str = ""
    seconds: float = 1.0

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The answers on offer: none beyond this answer for private data, and just once beside untrusted."""
        widest = Choice.CONVERSATION
        if self.private:
            widest = Choice.ONCE if self.untrusted else Choice.ANSWER
        return tuple(choice for choice in self.choices if _WIDTH.index(choice) <= _WIDTH.index(widest))


@dataclass(frozen=True, slots=True)
class _Grant:
    """A yes that covers further requests: of one kind, to one origin, within one turn or conversation."""

    spec: ToolSpec
    origin: str
    key_name: str
    private: bool
    scope: Choice
    scope_id: str
    row: int

    def covers(self, errand: Errand) -> bool:
        """True where `errand` is what the yes was given for: a change of any part asks again."""
        within = errand.conversation_id if self.scope is Choice.CONVERSATION else errand.turn_id
        same_data = self.private or not errand.private
        return (
            same_data
            and (self.spec, self.origin) == (errand.spec, origin_of(errand.outgoing.url))
            and (self.key_name, self.scope_id) == (errand.outgoing.key_name, within)
        )


class ErrandStream:
    """The answer to an errand as it comes. Its outcome row is written once, when it ends in whatever way."""

    def __init__(self, incoming: IncomingStream, cancel: Cancel, finish: Callable[[str, str], None]) -> None:
        self._incoming = incoming
        self._cancel = cancel
        self._finish = finish
        self._ended = False
        self.received = 0

    @property
    def head(self) -> Incoming:
        """Status and headers; the body is empty."""
        return self._incoming.head

    def __iter__(self) -> Iterator[bytes]:
        """The body, piece by piece. Raises ToolProblem where it breaks off, Cancelled, and UserError."""
        try:
            for piece in self._incoming:
                self.received += len(piece)
                yield piece
        except ToolProblem as problem:
            self._end("failed", str(problem))
            raise
        except Cancelled:
            self._end("stopped")
            raise
        self._end("ran")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Have the rest forgotten. May be called twice. Raises UserError where no row can be written."""
        self._incoming.close()
        self._end("stopped" if self._cancel.is_set() else "ran")

    def _end(self, outcome: str, problem: str = "") -> None:
        if self._ended:
            return
        self._ended = True
        words = f"Status {self.head.status}, {self.received} bytes received."
        self._finish(outcome, f"{words} {problem}".strip())


class Errands:
    """Runs errands under the gate. May be used from several threads; `gate` belongs to it alone."""

    def __init__(
        self,
        gate: Gate,
        ledger: Recorder,
        egress: StreamingEgress,
        asker: Asker | None,
        preferences: Callable[[], Preferences],
        new_id: Callable[[], str],
        emit: Callable[[Event], None],
        question_deadline_s: Callable[[], float],
    ) -> None:
        self._gate = gate
        self._ledger = ledger
        self._egress = egress
        self._asker = asker
        self._preferences = preferences
        self._emit = emit
        self._question_deadline_s = question_deadline_s
        self._lock = threading.Lock()
        self._grants: list[_Grant] = []
        self.new_id = new_id

    def stream(self, errand: Errand, cancel: Cancel) -> ErrandStream:
        """Judge, ask where a rule says so, record, send; the answer as it comes. Close it.

        Raises Declined (a rule or a person said no), ToolProblem (it failed), Cancelled, and UserError from
        the ledger. Until the decision is on the disk, nothing leaves.
        """
        if cancel.is_set():
            raise Cancelled
        errand = replace(errand, spec=replace(errand.spec, host=errand.outgoing.host))
        call = ToolCall(self.new_id(), errand.spec.name, errand.arguments)
        base = entry("intent", errand.conversation_id, errand.turn_id, call, errand.spec)
        self._ledger.record(replace(base, arguments=json.dumps(errand.arguments, ensure_ascii=False)))
        verdict, by, grant = self._decide(errand, call)
        row = self._ledger.record(decided(base, verdict, by, errand.outgoing))
        outcome = replace(base, kind="outcome", host=errand.outgoing.host)
        if verdict.decision is not Decision.ALLOW:
            self._ledger.record(replace(outcome, outcome="refused"))
            if by == "stopped":
                raise Cancelled
            raise _declined(errand, verdict, by)
        if grant is not None:
            with self._lock:
                self._grants = [*self._grants[1 - MOST_GRANTS :], replace(grant, row=row.number)]
        return self._send(errand, RecordedDecision(row.id, errand.outgoing.sha256), outcome, cancel)

    def note(self, tool: str, reason: str, payload: str = "", turn_id: str = "") -> None:
        """Put an event on record: what an errand came to. Raises UserError."""
        self._ledger.record(Entry(kind="event", tool=tool, reason=reason, payload=payload, turn_id=turn_id))

    def _decide(self, errand: Errand, call: ToolCall) -> tuple[Verdict, str, _Grant | None]:
        """The verdict, whose it is, and the grant that comes with it."""
        verdict = self._judge(errand, call)
        if verdict.decision is not Decision.ASK:
            return verdict, "rule", None
        known = self._covering(errand)
        if known is not None:
            reason = f"{verdict.reason} {GRANTED.format(row=known.row)}"
            return replace(verdict, decision=Decision.ALLOW, reason=reason), "grant", None
        choice, by = self._ask(errand, call, verdict)
        if choice is Choice.DENY:
            return replace(verdict, decision=Decision.DENY), by, None
        again = self._judge(errand, call)
        if again.decision is Decision.DENY:
            return again, "rule", None
        grant = _grant(errand, choice)
        reason = verdict.reason if grant is None else f"{verdict.reason} {SCOPES[choice]}"
        return replace(verdict, decision=Decision.ALLOW, reason=reason), by, grant

    def _judge(self, errand: Errand, call: ToolCall) -> Verdict:
        situation = Situation(
            tools={errand.spec.name: errand.spec},
            preferences=self._preferences(),
            nobody=self._asker is None,
            carries_private=errand.private,
            carries_untrusted=errand.untrusted,
        )
        with self._lock:
            return self._gate.judge(call, situation)

    def _covering(self, errand: Errand) -> _Grant | None:
        if errand.private and errand.untrusted:
            return None
        with self._lock:
            return next((grant for grant in self._grants if grant.covers(errand)), None)

    def _ask(self, errand: Errand, call: ToolCall, verdict: Verdict) -> tuple[Choice, str]:
        sentences = (verdict.reason, errand.because, errand.spec.sends)
        shown = replace(verdict, reason=" ".join(filter(None, sentences)))
        preview = Preview(errand.outgoing, seconds=errand.seconds, without_it=errand.without_it)
        question = Question(
            id=self.new_id(),
            conversation_id=errand.conversation_id,
            turn_id=errand.turn_id,
            items=(QuestionItem(call, errand.spec.reach, shown, preview),),
            deadline_s=self._question_deadline_s(),
            choices=errand.offered,
        )
        answer = put(question, self._asker, self._emit)
        # A plain yes is narrower than any other, so it always counts; a wide one only where it was on offer.
        valid = answer.choice is Choice.ONCE or answer.choice in question.choices
        return (answer.choice if valid else Choice.DENY), answer.by

    def _send(self, errand: Errand, permit: RecordedDecision, outcome: Entry, cancel: Cancel) -> ErrandStream:
        started = time.monotonic()
        sha256 = ""

        def finish(how: str, result: str, sent: int = errand.outgoing.size) -> None:
            seconds = time.monotonic() - started
            row = replace(outcome, outcome=how, result=result, seconds=seconds, size=sent, sent_sha256=sha256)
            self._ledger.record(row)

        if cancel.is_set():
            finish("stopped", STOPPED, 0)
            raise Cancelled
        try:
            incoming = self._egress.stream(errand.outgoing, permit, cancel)
        except (NotSent, Refused) as problem:
            finish("failed", str(problem), 0)
            raise
        except ToolProblem as problem:
            finish("failed", str(problem))
            raise
        except Cancelled:
            finish("stopped", STOPPED)
            raise
        sha256 = incoming.head.sent_sha256
        return ErrandStream(incoming, cancel, finish)


def origin_of(url: str) -> str:
    """Scheme, host and port of an address in lower case, the scheme's own port left out."""
    parts = urlsplit(url.lower())
    default = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host.removesuffix(default)}"


def _grant(errand: Errand, choice: Choice) -> _Grant | None:
    """What further requests a yes covers; the row is filled in once it is written."""
    scope_id = errand.conversation_id if choice is Choice.CONVERSATION else errand.turn_id
    if not scope_id or choice is Choice.ONCE:
        return None
    outgoing = errand.outgoing
    return _Grant(
        errand.spec, origin_of(outgoing.url), outgoing.key_name, errand.private, choice, scope_id, row=0
    )


def _declined(errand: Errand, verdict: Verdict, by: str) -> Declined:
    host = errand.outgoing.host
    if by == "rule":
        return Declined(verdict.reason, WAYS_OUT.get(verdict.rule, ""), by, verdict.rule)
    problem, way_out = REFUSALS.get(by, REFUSALS["user"])
    return Declined(problem.format(host=host), way_out, by, verdict.rule)
