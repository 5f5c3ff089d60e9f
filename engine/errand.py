"""A request that the program itself makes for the user: a model's file, a model behind an endpoint.

It keeps a tool call's promises: each intent, decision and outcome is a durable ledger row before the next
thing happens, the gate judges it, and what a rule asks about goes out only after a yes. Unlike a tool's call
its answer is streamed, it costs nothing, and a yes may hold for more than one request.
"""

from __future__ import annotations

import contextlib
import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Protocol, Self

from engine.addresses import origin_of
from engine.consent import Asker, Either, chosen, decided, entry, granted, no_wider, nobody, put
from engine.contracts import (
    SCOPES,
    Cancel,
    Choice,
    DataClass,
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
from engine.policy.bindings import PASSING, Request, may_be_given
from engine.policy.gate import Gate, Situation
from engine.policy.grants import Grants
from engine.policy.views import Grant

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
    "revoked": (
        "You revoked the yes for {host}, and the request was cut off.",
        "Start it again to be asked again.",
    ),
}
"""By whoever ended the question or the request: the problem and the way out."""
STANDING = PASSING | {Choice.CONVERSATION}
"""The scopes of a yes to an errand that hold whatever privacy says."""


class Recorder(Protocol):
    """The part of the ledger that is needed here."""

    def record(self, entry: Entry, /) -> Row: ...


class Declined(UserError):
    """A rule or a person refused an errand, and nothing was sent.

    `by` is who: `rule`, `user`, `timeout`, `closing`, `nobody` or `stopped`; `rule` is the rule's id. With
    `revoked` the user took a yes back, and what had been sent until then was sent.
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
    def request(self) -> Request:
        """What a yes to it is bound to."""
        return Request(
            self.spec,
            origin_of(self.outgoing.url),
            self.outgoing.key_name,
            DataClass.of(self.private, self.untrusted),
            self.conversation_id,
            self.turn_id,
        )

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The answers on offer: none beyond this answer for private data, and just once beside untrusted."""
        if not self.private:
            return self.choices
        return no_wider(self.choices, Choice.ONCE if self.untrusted else Choice.ANSWER)


class _Use:
    """The flags that end one request: the caller's own, and that of the grant that covers it."""

    def __init__(self, errand: Errand, own: Cancel, grants: Grants, grant: Grant | None) -> None:
        self._errand = errand
        self._own = own
        self._open = contextlib.ExitStack()
        self.cancel = own
        if grant is not None:
            self.cancel = Either(own, self._open.enter_context(grants.using(grant)))

    def check(self) -> None:
        """Raise Cancelled where the request is to end."""
        if self.cancel.is_set():
            raise Cancelled

    def explain(self) -> None:
        """Raise Declined where it was not the caller who ended it."""
        if not self._own.is_set() and self.cancel.is_set():
            raise _ended("revoked", self._errand)

    def over(self) -> None:
        """The request has ended. May be called twice."""
        self._open.close()


class ErrandStream:
    """The answer to an errand as it comes. Its outcome row is written once, when it ends in whatever way."""

    def __init__(self, incoming: IncomingStream, use: _Use, finish: Callable[[str, str], None]) -> None:
        self._incoming = incoming
        self._use = use
        self._finish = finish
        self._ended = False
        self.received = 0

    @property
    def head(self) -> Incoming:
        """Status and headers; the body is empty."""
        return self._incoming.head

    def __iter__(self) -> Iterator[bytes]:
        """The body, piece by piece. Raises ToolProblem where it breaks off, Cancelled, and UserError.

        Where the yes is revoked meanwhile, it raises Declined.
        """
        try:
            for piece in self._incoming:
                self._use.check()
                self.received += len(piece)
                yield piece
        except ToolProblem as problem:
            self._end("failed", str(problem))
            raise
        except Cancelled:
            self._end("stopped")
            self._use.explain()
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
        try:
            self._incoming.close()
        finally:
            self._end("stopped" if self._use.cancel.is_set() else "ran")

    def _end(self, outcome: str, problem: str = "") -> None:
        if self._ended:
            return
        self._ended = True
        words = f"Status {self.head.status}, {self.received} bytes received."
        try:
            self._finish(outcome, f"{words} {problem}".strip())
        finally:
            self._use.over()


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
        grants: Grants | None = None,
        proxy: Callable[[], str] = str,
    ) -> None:
        self._gate = gate
        self._ledger = ledger
        self._egress = egress
        self._asker = asker
        self._preferences = preferences
        self._emit = emit
        self._question_deadline_s = question_deadline_s
        self._lock = threading.Lock()
        self._grants = grants or Grants(time.time, new_id)
        self._proxy = proxy
        self.new_id = new_id

    def stream(self, errand: Errand, cancel: Cancel) -> ErrandStream:
        """Judge, ask where a rule says so, record, send; the answer as it comes. Close it.

        Raises Declined (a rule or a person said no), ToolProblem (it failed), Cancelled, and UserError from
        the ledger. Until the decision is on the disk, nothing leaves.
        """
        if cancel.is_set():
            raise Cancelled
        spec = replace(errand.spec, host=errand.outgoing.host)
        errand = replace(errand, spec=spec, outgoing=replace(errand.outgoing, proxy=self._proxy()))
        call = ToolCall(self.new_id(), errand.spec.name, errand.arguments)
        base = entry("intent", errand.conversation_id, errand.turn_id, call, errand.spec)
        self._ledger.record(replace(base, arguments=json.dumps(errand.arguments, ensure_ascii=False)))
        verdict, by, found = self._decide(errand, call)
        row = self._ledger.record(decided(base, verdict, by, errand.outgoing))
        outcome = replace(base, kind="outcome", host=errand.outgoing.host)
        if verdict.decision is not Decision.ALLOW:
            self._ledger.record(replace(outcome, outcome="refused"))
            if by == "stopped":
                raise Cancelled
            raise _declined(errand, verdict, by)
        grant = self._grants.give(errand.request, found, row.number) if isinstance(found, Choice) else found
        use = _Use(errand, cancel, self._grants, grant)
        try:
            return self._send(errand, RecordedDecision(row.id, errand.outgoing.sha256), outcome, use)
        except BaseException:
            use.over()
            raise

    def note(self, tool: str, reason: str, payload: str = "", turn_id: str = "") -> None:
        """Put an event on record: what an errand came to. Raises UserError."""
        self._ledger.record(Entry(kind="event", tool=tool, reason=reason, payload=payload, turn_id=turn_id))

    def end(self, turn_id: str) -> None:
        """Drop the grants of a turn that is over."""
        self._grants.end(turn_id)

    def _decide(self, errand: Errand, call: ToolCall) -> tuple[Verdict, str, Grant | Choice | None]:
        """The verdict, whose it is, and the grant that covers it, or the scope of the grant to be given."""
        preferences = self._preferences()
        verdict = self._judge(errand, call, preferences)
        if verdict.decision is not Decision.ASK:
            return verdict, "rule", None
        lasting = self._gate.remembers(verdict.rule)
        known = self._grants.covering(errand.request, preferences.privacy, STANDING) if lasting else None
        if known is not None:
            return granted(verdict, known), "grant", known
        choice, by = self._ask(errand, call, verdict, self._grants.widest if lasting else Choice.ONCE)
        if choice is Choice.DENY:
            return replace(verdict, decision=Decision.DENY), by, None
        again = self._judge(errand, call, self._preferences())
        if again.decision is Decision.DENY:
            return again, "rule", None
        if not may_be_given(errand.request, choice):
            return replace(verdict, decision=Decision.ALLOW), by, None
        reason = f"{verdict.reason} {SCOPES[choice]}"
        return replace(verdict, decision=Decision.ALLOW, reason=reason), by, choice

    def _judge(self, errand: Errand, call: ToolCall, preferences: Preferences) -> Verdict:
        situation = Situation(
            # The bounds on time are those of a turn's tools; an errand takes what it takes.
            tools={errand.spec.name: replace(errand.spec, seconds=0.0)},
            preferences=preferences,
            nobody=nobody(self._asker),
            carries_private=errand.private,
            carries_untrusted=errand.untrusted,
        )
        with self._lock:
            return self._gate.judge(call, situation)

    def _ask(self, errand: Errand, call: ToolCall, verdict: Verdict, widest: Choice) -> tuple[Choice, str]:
        sentences = (verdict.reason, errand.because, errand.spec.sends)
        shown = replace(verdict, reason=" ".join(filter(None, sentences)))
        preview = Preview(errand.outgoing, seconds=errand.seconds, without_it=errand.without_it)
        question = Question(
            id=self.new_id(),
            conversation_id=errand.conversation_id,
            turn_id=errand.turn_id,
            items=(QuestionItem(call, errand.spec.reach, shown, preview),),
            deadline_s=self._question_deadline_s(),
            choices=no_wider(errand.offered, widest),
        )
        answer = put(question, self._asker, self._emit)
        refused = call.id in answer.declined
        return (Choice.DENY if refused else chosen(answer, question)), answer.by

    def _send(self, errand: Errand, permit: RecordedDecision, outcome: Entry, use: _Use) -> ErrandStream:
        started = time.monotonic()
        sha256 = ""

        def finish(how: str, result: str, sent: int = errand.outgoing.size) -> None:
            seconds = time.monotonic() - started
            row = replace(outcome, outcome=how, result=result, seconds=seconds, size=sent, sent_sha256=sha256)
            self._ledger.record(row)

        if use.cancel.is_set():
            finish("stopped", STOPPED, 0)
            use.explain()
            raise Cancelled
        try:
            incoming = self._egress.stream(errand.outgoing, permit, use.cancel)
        except (NotSent, Refused) as problem:
            finish("failed", str(problem), 0)
            raise
        except ToolProblem as problem:
            finish("failed", str(problem))
            raise
        except Cancelled:
            finish("stopped", STOPPED)
            use.explain()
            raise
        sha256 = incoming.head.sent_sha256
        return ErrandStream(incoming, use, finish)


def _declined(errand: Errand, verdict: Verdict, by: str) -> Declined:
    if by == "rule":
        return Declined(verdict.reason, WAYS_OUT.get(verdict.rule, ""), by, verdict.rule)
    return _ended(by, errand, verdict.rule)


def _ended(by: str, errand: Errand, rule: str = "") -> Declined:
    problem, way_out = REFUSALS.get(by, REFUSALS["user"])
    return Declined(problem.format(host=errand.outgoing.host), way_out, by, rule)
