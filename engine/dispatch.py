"""From the calls of one step to their results: judge, ask once, record, run.

Order is the promise: each intent, decision and outcome is a durable ledger row before the next thing
happens, and the egress accepts nothing but a recorded decision.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from engine.consent import FREE, Asker, decided, entry, put
from engine.contracts import (
    Cancel,
    Choice,
    Decision,
    Egress,
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
from engine.errors import Cancelled, NotSent, ToolProblem
from engine.events import CallFinished, CallJudged, CallStarted, Event
from engine.ledger.store import Entry, Ledger
from engine.policy.budget import Budget
from engine.policy.gate import Gate, Situation
from engine.policy.labels import of_result

__all__ = ["Asker", "Dispatcher", "Turn"]

REFUSED_BY_USER = "The user refused this call. Do not repeat it. Answer without it, or say what is missing."
REFUSED_BY_RULE = "This call is not allowed: {reason} Do not repeat it. Answer without it."


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


@dataclass(slots=True)
class _Run:
    """What one call has done so far. `sent` is the bytes that have left, or may have."""

    started: float = field(default_factory=time.monotonic)
    outcome: str = "failed"
    output: ToolOutput = field(default_factory=lambda: ToolOutput(""))
    sent: int = 0
    sent_sha256: str = ""
    cost: Money = FREE
    seconds: float = 0.0


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
        try:
            judged = self._ask(turn, [self._judge(turn, call, toolbox, situation) for call in calls])
            now = self.situation(turn, toolbox, preferences(), history)
            judged = [self._judge_again(turn, item, now) for item in judged]
            permits = [self._record_decision(turn, item) for item in judged]
            if turn.cancel.is_set():
                for item in judged:
                    self._record_outcome(turn, item, "stopped")
                raise Cancelled
            pairs = zip(judged, permits, strict=True)
            return tuple(self._run_one(turn, item, permit, toolbox) for item, permit in pairs)
        finally:
            for call in calls:
                self._budget.release(call.id)

    def withhold(self, turn: Turn, spec: ToolSpec, verdict: Verdict) -> ToolResult:
        """Put on record, and tell listeners, that a tool was not offered to the model, and by which rule."""
        call = ToolCall(self._new_id(), spec.name, {})
        entry = _entry("decision", turn, call, spec)
        self._ledger.record(
            replace(entry, decision=verdict.decision, rule=verdict.rule, reason=verdict.reason, by="rule")
        )
        result = ToolResult(call, verdict, verdict.reason, ran=False)
        self._emit(CallJudged(turn.turn_id, call, verdict))
        self._emit(CallFinished(turn.turn_id, result))
        return result

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
        answer = put(question, self._asker, self._emit)
        decision = Decision.DENY if answer.choice is Choice.DENY else Decision.ALLOW
        return [self._answered(turn, i, decision, answer.by) if i in asked else i for i in judged]

    def _judge_again(self, turn: Turn, item: _Judged, situation: Situation) -> _Judged:
        """What was granted must still stand: a rule that came into force meanwhile beats the yes."""
        if item.by == "rule" or item.verdict.decision is not Decision.ALLOW:
            return item
        verdict = self._gate.judge(item.call, situation)
        if verdict.decision is not Decision.DENY:
            return item
        self._emit(CallJudged(turn.turn_id, item.call, verdict))
        return replace(item, verdict=verdict, by="rule")

    def _answered(self, turn: Turn, item: _Judged, decision: Decision, by: str) -> _Judged:
        verdict = replace(item.verdict, decision=decision)
        self._emit(CallJudged(turn.turn_id, item.call, verdict))
        return replace(item, verdict=verdict, by=by)

    def _record_decision(self, turn: Turn, item: _Judged) -> RecordedDecision | None:
        """The durable row; a permit for the request where the call may leave."""
        outgoing = item.preview.outgoing if item.preview else None
        cost = (item.preview.price_max or FREE) if item.preview else FREE
        base = _entry("decision", turn, item.call, item.spec)
        row = self._ledger.record(decided(base, item.verdict, item.by, outgoing, cost))
        if outgoing is None or item.verdict.decision is not Decision.ALLOW:
            return None
        return RecordedDecision(row.id, outgoing.sha256)

    def _run_one(
        self, turn: Turn, item: _Judged, permit: RecordedDecision | None, toolbox: Toolbox
    ) -> ToolResult:
        if item.problem:
            result = _not_run(item, item.problem, failed=True)
            self._record_outcome(turn, item, "failed")
        elif item.verdict.decision is not Decision.ALLOW:
            content = REFUSED_BY_RULE.format(reason=item.verdict.reason)
            content = content if item.by == "rule" else REFUSED_BY_USER
            result = _not_run(item, content)
            self._record_outcome(turn, item, "refused")
        else:
            self._emit(CallStarted(turn.turn_id, item.call))
            result = self._run_permitted(turn, item, permit, toolbox)
        self._emit(CallFinished(turn.turn_id, result))
        return result

    def _run_permitted(
        self, turn: Turn, item: _Judged, permit: RecordedDecision | None, toolbox: Toolbox
    ) -> ToolResult:
        run = _Run()
        try:
            if item.spec.reach is Reach.LOCAL:
                tool = toolbox.local(item.call.name)
                assert tool is not None
                run.output = tool.run(item.call.arguments, turn.cancel)
            else:
                self._send(turn, item, permit, toolbox, run)
            run.outcome = "ran"
        except ToolProblem as problem:
            run.output = ToolOutput(f"The call failed: {problem}")
            if isinstance(problem, NotSent):
                run.sent = 0
        except Cancelled:
            run.outcome = "stopped"
            raise
        finally:
            run.seconds = time.monotonic() - run.started
            run.cost = self._cost(item, run)
            self._record_outcome(turn, item, run.outcome, run)
            self._budget.settle(item.call.id, run.cost)
        return ToolResult(
            item.call,
            item.verdict,
            run.output.content,
            ran=True,
            failed=run.outcome != "ran",
            labels=of_result(item.spec, item.call.arguments, run.output.labels),
            bytes_sent=run.sent,
            host=item.preview.outgoing.host if item.preview else "",
            cost=run.cost,
            seconds=run.seconds,
        )

    def _send(
        self, turn: Turn, item: _Judged, permit: RecordedDecision | None, toolbox: Toolbox, run: _Run
    ) -> None:
        tool = toolbox.remote(item.call.name)
        assert tool is not None
        assert item.preview is not None
        assert permit is not None
        run.sent = item.preview.outgoing.size
        incoming = self._egress.send(item.preview.outgoing, permit, turn.cancel)
        run.sent_sha256 = incoming.sent_sha256
        run.output = tool.interpret(item.call.arguments, incoming)

    @staticmethod
    def _cost(item: _Judged, run: _Run) -> Money:
        """What the call is taken to have cost: its own figure, or the most it can be where that is open."""
        if run.outcome != "ran" and run.sent and item.preview is not None:
            return item.preview.price_max or FREE
        return run.output.cost

    def _record_outcome(self, turn: Turn, item: _Judged, outcome: str, run: _Run | None = None) -> None:
        run = run or _Run()
        self._ledger.record(
            replace(
                _entry("outcome", turn, item.call, item.spec),
                outcome=outcome,
                result=run.output.content or item.problem,
                seconds=run.seconds,
                cost=run.cost,
                host=item.preview.outgoing.host if item.preview else "",
                size=run.sent,
                sent_sha256=run.sent_sha256,
            )
        )


def _entry(kind: str, turn: Turn, call: ToolCall, spec: ToolSpec, arguments: str = "") -> Entry:
    return entry(kind, turn.conversation_id, turn.turn_id, call, spec, arguments)


def _not_run(item: _Judged, content: str, failed: bool = False) -> ToolResult:
    labels = of_result(item.spec, item.call.arguments, ran=False)
    return ToolResult(item.call, item.verdict, content, ran=False, failed=failed, labels=labels)
