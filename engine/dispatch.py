"""From the calls of one step to their results: judge, ask once, record, run.

Order is the promise: each intent, decision and outcome is a durable ledger row before the next thing
happens, and the egress accepts nothing but a recorded decision.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from engine.contracts import (
    Answer,
    Cancel,
    Choice,
    Decision,
    Egress,
    Incoming,
    Label,
    Message,
    Money,
    Preferences,
    Preview,
    Question,
    QuestionItem,
    Reach,
    RecordedDecision,
    Toolbox,
    ToolCall,
    ToolOutput,
    ToolResult,
    ToolSpec,
    Verdict,
)
from engine.errors import Cancelled, ToolProblem
from engine.events import CallFinished, CallJudged, CallStarted, Event, QuestionAsked, QuestionClosed
from engine.ledger.store import Entry, Ledger
from engine.policy.budget import Budget
from engine.policy.gate import Gate, Situation

FREE = Money(0)
REFUSED_BY_USER = "The user refused this call. Do not repeat it. Answer without it, or say what is missing."
REFUSED_BY_RULE = "This call is not allowed: {reason} Do not repeat it. Answer without it."


class Asker(Protocol):
    """Whoever can answer a question: the window, the terminal, or nobody."""

    def register(self, question: Question) -> None:
        """Make the question answerable. Called before anybody is shown it."""
        ...

    def wait(self, question: Question) -> Answer:
        """Block until the question has ended. Every question ends, by somebody or by its deadline."""
        ...


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn needs to know of itself."""

    conversation_id: str
    turn_id: str
    cancel: Cancel


@dataclass(frozen=True, slots=True)
class _Judged:
    call: ToolCall
    spec: ToolSpec
    verdict: Verdict
    preview: Preview | None = None
    by: str = "rule"
    problem: str = ""


class Dispatcher:
    """Runs the calls of a step under the gate. Belongs to the engine thread."""

    def __init__(
        self,
        gate: Gate,
        ledger: Ledger,
        budget: Budget,
        egress: Egress,
        asker: Asker | None,
        new_id: Callable[[], str],
        emit: Callable[[Event], None],
        question_deadline_s: Callable[[], float],
    ) -> None:
        self._gate = gate
        self._ledger = ledger
        self._budget = budget
        self._egress = egress
        self._asker = asker
        self._new_id = new_id
        self._emit = emit
        self._question_deadline_s = question_deadline_s

    def situation(
        self, turn: Turn, toolbox: Toolbox, preferences: Preferences, history: Sequence[Message]
    ) -> Situation:
        """What the gate judges by, now."""
        return Situation(
            tools=toolbox.specs(),
            preferences=preferences,
            conversation=tuple(history),
            nobody=self._asker is None,
            spent=self._ledger.spent(turn.conversation_id, time.time()),
        )

    def run(
        self,
        turn: Turn,
        calls: Sequence[ToolCall],
        toolbox: Toolbox,
        preferences: Callable[[], Preferences],
        history: Sequence[Message],
    ) -> tuple[ToolResult, ...]:
        """The results of `calls`, in order. Raises Cancelled, and UserError from the ledger."""
        situation = self.situation(turn, toolbox, preferences(), history)
        judged = [self._judge(turn, call, toolbox, situation) for call in calls]
        judged = self._ask(turn, judged)
        permits = [self._record_decision(turn, item) for item in judged]
        if turn.cancel.is_set():
            for item in judged:
                self._record_outcome(turn, item, "stopped")
            raise Cancelled
        return tuple(
            self._run_one(turn, item, permit, toolbox) for item, permit in zip(judged, permits, strict=True)
        )

    def _judge(self, turn: Turn, call: ToolCall, toolbox: Toolbox, situation: Situation) -> _Judged:
        spec = toolbox.specs()[call.name]
        arguments = json.dumps(call.arguments, ensure_ascii=False)
        self._ledger.record(_entry("intent", turn, call, spec, arguments=arguments))
        verdict = self._gate.judge(call, situation)
        item = _Judged(call, spec, verdict)
        if spec.reach.leaves and verdict.decision is not Decision.DENY:
            item = self._prepare(item, toolbox, situation)
        self._emit(CallJudged(turn.turn_id, call, item.verdict))
        return item

    def _prepare(self, item: _Judged, toolbox: Toolbox, situation: Situation) -> _Judged:
        """Build the exact request and reserve its price; deny where that cannot be done."""
        tool = toolbox.remote(item.call.name)
        assert tool is not None
        try:
            preview = tool.prepare(item.call.arguments, situation.conversation)
        except ToolProblem as problem:
            return replace(item, problem=str(problem))
        refusal = self._budget.reserve(
            item.call.id, preview.price_max, situation.preferences.caps, situation.spent
        )
        if refusal is not None:
            return replace(item, verdict=refusal, preview=preview)
        return replace(item, preview=preview)

    def _ask(self, turn: Turn, judged: list[_Judged]) -> list[_Judged]:
        """One question for all calls of the step that need a yes."""
        asked = [item for item in judged if item.verdict.decision is Decision.ASK and not item.problem]
        if not asked:
            return judged
        question = Question(
            id=self._new_id(),
            conversation_id=turn.conversation_id,
            turn_id=turn.turn_id,
            items=tuple(QuestionItem(i.call, i.spec.reach, i.verdict, i.preview) for i in asked),
            deadline_s=self._question_deadline_s(),
        )
        if self._asker is None:
            answer = Answer(question.id, Choice.DENY, by="nobody")
        else:
            self._asker.register(question)
            self._emit(QuestionAsked(question))
            answer = self._asker.wait(question)
            self._emit(QuestionClosed(answer))
        decision = Decision.ALLOW if answer.choice is Choice.ONCE else Decision.DENY
        return [self._answered(turn, i, decision, answer.by) if i in asked else i for i in judged]

    def _answered(self, turn: Turn, item: _Judged, decision: Decision, by: str) -> _Judged:
        verdict = replace(item.verdict, decision=decision)
        self._emit(CallJudged(turn.turn_id, item.call, verdict))
        return replace(item, verdict=verdict, by=by)

    def _record_decision(self, turn: Turn, item: _Judged) -> RecordedDecision | None:
        """The durable row; a permit for the request where the call may leave."""
        outgoing = item.preview.outgoing if item.preview else None
        row = self._ledger.record(
            replace(
                _entry("decision", turn, item.call, item.spec),
                decision=item.verdict.decision,
                rule=item.verdict.rule,
                reason=item.verdict.reason,
                labels=item.verdict.labels,
                by=item.by,
                host=outgoing.host if outgoing else "",
                size=outgoing.size if outgoing else 0,
                payload=_payload_text(item.preview),
                previewed_sha256=outgoing.sha256 if outgoing else "",
            )
        )
        if outgoing is None or item.verdict.decision is not Decision.ALLOW:
            return None
        return RecordedDecision(row.id, outgoing.sha256)

    def _run_one(
        self, turn: Turn, item: _Judged, permit: RecordedDecision | None, toolbox: Toolbox
    ) -> ToolResult:
        if item.problem:
            result = ToolResult(item.call, item.verdict, item.problem, ran=False, failed=True)
            self._record_outcome(turn, item, "failed", content=item.problem)
        elif item.verdict.decision is not Decision.ALLOW:
            self._budget.release(item.call.id)
            content = REFUSED_BY_RULE.format(reason=item.verdict.reason)
            content = content if item.by == "rule" else REFUSED_BY_USER
            result = ToolResult(item.call, item.verdict, content, ran=False)
            self._record_outcome(turn, item, "refused")
        else:
            self._emit(CallStarted(turn.turn_id, item.call))
            result = self._run_permitted(turn, item, permit, toolbox)
        self._emit(CallFinished(turn.turn_id, result))
        return result

    def _run_permitted(
        self, turn: Turn, item: _Judged, permit: RecordedDecision | None, toolbox: Toolbox
    ) -> ToolResult:
        started = time.monotonic()
        incoming: Incoming | None = None
        outcome, output = "failed", ToolOutput("")
        try:
            if item.spec.reach is Reach.LOCAL:
                tool = toolbox.local(item.call.name)
                assert tool is not None
                output = tool.run(item.call.arguments, turn.cancel)
            else:
                remote = toolbox.remote(item.call.name)
                assert remote is not None
                assert item.preview is not None
                assert permit is not None
                incoming = self._egress.send(item.preview.outgoing, permit, turn.cancel)
                output = remote.interpret(item.call.arguments, incoming)
            outcome = "ran"
        except ToolProblem as problem:
            output = ToolOutput(f"The call failed: {problem}")
        except Cancelled:
            outcome = "stopped"
            raise
        finally:
            seconds = time.monotonic() - started
            cost = self._settle(item, output, outcome, incoming)
            self._record_outcome(turn, item, outcome, output.content, seconds, cost, incoming)
        labels = output.labels or _labels(item.spec)
        outgoing = item.preview.outgoing if item.preview else None
        return ToolResult(
            item.call,
            item.verdict,
            output.content,
            ran=True,
            failed=outcome != "ran",
            labels=labels,
            bytes_sent=outgoing.size if outgoing else 0,
            host=outgoing.host if outgoing else "",
            cost=cost,
            seconds=seconds,
        )

    def _settle(self, item: _Judged, output: ToolOutput, outcome: str, incoming: Incoming | None) -> Money:
        """What the call is taken to have cost: its own figure, or the most it can be where that is open."""
        if not item.spec.reach.leaves:
            return Money(0)
        cost = output.cost
        unclear = outcome != "ran" and (incoming is not None or outcome == "stopped")
        if unclear and item.preview is not None and item.preview.price_max is not None:
            cost = item.preview.price_max
        self._budget.settle(item.call.id, cost)
        return cost

    def _record_outcome(
        self,
        turn: Turn,
        item: _Judged,
        outcome: str,
        content: str = "",
        seconds: float = 0.0,
        cost: Money = FREE,
        incoming: Incoming | None = None,
    ) -> None:
        self._ledger.record(
            replace(
                _entry("outcome", turn, item.call, item.spec),
                outcome=outcome,
                result=content,
                seconds=seconds,
                cost=cost,
                host=item.preview.outgoing.host if item.preview else "",
                size=item.preview.outgoing.size if incoming is not None and item.preview else 0,
                sent_sha256=incoming.sent_sha256 if incoming is not None else "",
            )
        )


def _entry(kind: str, turn: Turn, call: ToolCall, spec: ToolSpec, arguments: str = "") -> Entry:
    return Entry(
        kind=kind,
        conversation_id=turn.conversation_id,
        turn_id=turn.turn_id,
        call_id=call.id,
        tool=call.name,
        reach=spec.reach,
        host=spec.host or "",
        arguments=arguments,
    )


def _payload_text(preview: Preview | None) -> str:
    if preview is None:
        return ""
    outgoing = preview.outgoing
    return f"{outgoing.method} {outgoing.url}\n\n{outgoing.body.decode('utf-8', 'replace')}"


def _labels(spec: ToolSpec) -> tuple[Label, ...]:
    return (Label(f"tool:{spec.name}", spec.output.private, spec.output.untrusted),)
