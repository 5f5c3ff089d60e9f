"""From the calls of one step to their results: judge, ask once, record, run.

Order is the promise: each intent, decision and outcome is a durable ledger row before the next thing
happens, and the egress accepts nothing but a recorded decision.
"""

from __future__ import annotations

import contextlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from engine.call_rows import CallRows, Run
from engine.consent import FREE, Asker, nobody
from engine.contracts import (
    SCOPES,
    Cancel,
    Caps,
    Decision,
    Message,
    Money,
    Preferences,
    Reach,
    RecordedDecision,
    Revision,
    Role,
    ToolCall,
    ToolOutput,
    ToolResult,
    ToolSpec,
    Verdict,
)
from engine.departure import EDITED, Departures, Way, denied, hidden, told, unpriced
from engine.errors import Cancelled, Refused, ToolProblem, UserError
from engine.events import CallFinished, CallJudged, CallStarted, Event
from engine.ledger.store import Ledger
from engine.permission import Judged, Permissions, Turn, judge_item
from engine.policy.budget import Budget, OverBudget, reservation
from engine.policy.gate import Gate, Situation
from engine.policy.grants import GrantBook, Grants
from engine.policy.labels import of_result
from engine.toolbox import Redactor, Toolbox

__all__ = ["Asker", "Dispatcher", "Turn"]

REFUSED_BY_USER = "The user refused this call. Do not repeat it. Answer without it, or say what is missing."
UNANSWERED = "Nobody agreed to this call. Do not repeat it. Answer without it, or say what is missing."
REFUSED_BY_RULE = "This call is not allowed: {reason} Do not repeat it. Answer without it."
AHEAD = "This asks first what the host allows programs to read."
REVOKED = (
    "The user took back the yes for this call, and it was cut off. "
    "Do not repeat it. Answer without it, or say what is missing."
)


@dataclass(frozen=True, slots=True)
class _Permit:
    """What the row of a decision gives: proof for the egress where the call may leave, and its money."""

    proof: RecordedDecision | None = None
    reserved: Money = FREE


class Dispatcher:
    """Runs the calls of a step under the gate. Belongs to the engine thread."""

    def __init__(
        self,
        gate: Gate,
        ledger: Ledger,
        budget: Budget,
        egress: Way,
        asker: Asker | None,
        new_id: Callable[[], str],
        emit: Callable[[Event], None],
        question_deadline_s: Callable[[], float],
        grants: GrantBook | None = None,
        delegated: bool = False,
        redactor: Redactor | None = None,
        proxy: Callable[[], str] = str,
    ) -> None:
        self._gate = gate
        self._ledger = ledger
        self._rows = CallRows(ledger)
        self._budget = budget
        self._departures = Departures(gate, budget, egress, redactor, emit, proxy)
        self._asker = asker
        self._new_id = new_id
        self._emit = emit
        self._delegated = delegated
        self._permissions = Permissions(
            gate, grants or Grants(time.time, new_id), asker, new_id, emit, question_deadline_s
        )

    def situation(
        self,
        turn: Turn,
        toolbox: Toolbox,
        preferences: Preferences,
        history: Sequence[Message],
        *,
        step: int = 1,
        elapsed_s: float = 0.0,
    ) -> Situation:
        """What the gate judges by, now; `elapsed_s` is the seconds that the turn has taken so far."""
        return Situation(
            tools=toolbox.specs(),
            preferences=preferences,
            conversation=tuple(history),
            nobody=nobody(self._asker),
            spent=self._ledger.spent(turn.conversation_id, time.time()),
            step=step,
            elapsed_s=elapsed_s,
            delegated=self._delegated,
        )

    def run(
        self,
        turn: Turn,
        calls: Sequence[ToolCall],
        toolbox: Toolbox,
        preferences: Callable[[], Preferences],
        history: Sequence[Message],
        *,
        step: int = 1,
        elapsed_s: float = 0.0,
    ) -> tuple[ToolResult, ...]:
        """The results of `calls`, in order. Raises Cancelled, and UserError from the ledger.

        One question is asked for all of them; a further one only where what a call has read makes a rule ask
        about a later one. `elapsed_s` is the seconds that the turn has taken so far; waiting for an answer
        adds nothing to it.
        """

        results: list[ToolResult] = []

        def now() -> Situation:
            read = (*history, *map(result_message, results))
            return self.situation(turn, toolbox, preferences(), read, step=step, elapsed_s=elapsed_s)

        situation = now()
        waiting: deque[Judged] = deque()
        try:
            judged = [self._judge(turn, call, toolbox, situation) for call in calls]
            waiting.extend(judged)
            waiting = deque(self._ask(turn, judged, toolbox, situation))
            while waiting:
                if turn.cancel.is_set():
                    raise Cancelled
                waiting[0] = self._reconsider(turn, waiting[0], toolbox, now)
                asked_ahead = self._ask_ahead(turn, waiting[0], toolbox)
                if asked_ahead is not None:
                    waiting[0] = self._reconsider(turn, asked_ahead, toolbox, now)
                item, permit = self._permit(turn, waiting[0], preferences().caps)
                waiting.popleft()
                results.append(self._run_one(turn, item, permit, toolbox))
            return tuple(results)
        finally:
            self._stop(turn, waiting)
            for call in calls:
                self._budget.release(call.id)

    def _ask(self, turn: Turn, judged: list[Judged], toolbox: Toolbox, situation: Situation) -> list[Judged]:
        def revise(item: Judged, revision: Revision) -> Judged:
            item = self._departures.revise(turn, item, revision, toolbox, situation)
            self._emit(CallJudged(turn.turn_id, item.call, item.verdict))
            return item

        return self._permissions.ask(turn, judged, situation, revise)

    def _reconsider(self, turn: Turn, item: Judged, toolbox: Toolbox, now: Callable[[], Situation]) -> Judged:
        """Judge a call again just before it runs: rules may have changed, and earlier calls have read more.

        What denies beats every yes. What nobody has seen, and a rule now asks about, is asked about.
        """
        if item.problem:
            return item
        if item.verdict.decision is not Decision.ALLOW:
            return item if item.by != "user" else self._permissions.judge_refused(turn, item, now())
        situation = now()
        if item.by not in ("rule", "grant"):
            return self._permissions.judge_again(turn, item, situation)
        verdict = judge_item(self._gate, item, situation)
        if item.grant is not None and verdict.remember and verdict.data is item.verdict.data:
            return self._permissions.judge_again(turn, item, situation)
        if verdict.decision is Decision.ALLOW:
            return item
        again = replace(item, verdict=verdict, by="rule", grant=None)
        (decided,) = self._ask(turn, [again], toolbox, situation)
        if decided is again:
            self._emit(CallJudged(turn.turn_id, item.call, verdict))
            return again
        return self._permissions.judge_again(turn, decided, now())

    def _stop(self, turn: Turn, waiting: Iterable[Judged]) -> None:
        """Close what never began: nothing was sent, and nothing stays reserved."""
        # Where the ledger cannot be written, the error that ended the step says so already.
        with contextlib.suppress(UserError):
            for item in waiting:
                outgoing = item.preview.outgoing if item.preview else None
                self._rows.decision(turn, item, outgoing)
                self._rows.outcome(turn, item, "stopped")

    def withhold(self, turn: Turn, spec: ToolSpec, verdict: Verdict) -> ToolResult:
        """Put on record, and tell listeners, that a tool was not offered to the model, and by which rule."""
        call = ToolCall(self._new_id(), spec.name, {})
        self._rows.withheld(turn, call, spec, verdict)
        result = ToolResult(call, verdict, verdict.reason, ran=False)
        self._emit(CallJudged(turn.turn_id, call, verdict))
        self._emit(CallFinished(turn.turn_id, result))
        return result

    def _judge(self, turn: Turn, call: ToolCall, toolbox: Toolbox, situation: Situation) -> Judged:
        spec = toolbox.specs()[call.name]
        self._rows.intent(turn, call, spec)
        item = self._departures.judge(turn, call, toolbox, situation)
        self._emit(CallJudged(turn.turn_id, call, item.verdict))
        return item

    def _ask_ahead(self, turn: Turn, item: Judged, toolbox: Toolbox) -> Judged | None:
        """Send what goes ahead of a permitted call, under rows of its own; the call with its problem.

        None where nothing goes ahead.
        """
        ahead = item.preview.ahead if item.preview else None
        if ahead is None or item.problem or item.verdict.decision is not Decision.ALLOW:
            return None
        verdict = replace(item.verdict, reason=f"{item.verdict.reason} {AHEAD}")
        row = self._rows.decision(turn, replace(item, verdict=verdict), ahead)
        run = Run(sent=ahead.size)
        try:
            with self._permissions.flag(turn, item) as cancel:
                proof = RecordedDecision(row.id, ahead.sha256)
                self._departures.ask_ahead(item, ahead, proof, toolbox, cancel, run.note)
            run.outcome = "ran"
        except (ToolProblem, Refused) as problem:
            run.fail(problem)
            item = replace(item, problem=str(problem))
        except Cancelled:
            run.outcome = "stopped"
            if turn.cancel.is_set() or item.grant is None:
                raise
            item = replace(item, problem=REVOKED)
        finally:
            run.seconds = time.monotonic() - run.started
            self._rows.outcome(turn, item, run.outcome, run)
        return item

    def _permit(self, turn: Turn, item: Judged, caps: Caps) -> tuple[Judged, _Permit]:
        """The durable row; a denial where some program has spent or reserved what the call needs."""
        try:
            return self._record_decision(turn, item, caps)
        except OverBudget as over:
            item = denied(item, over.verdict)
            self._emit(CallJudged(turn.turn_id, item.call, item.verdict))
            return self._record_decision(turn, item, caps)
        finally:
            self._budget.release(item.call.id)

    def _record_decision(self, turn: Turn, item: Judged, caps: Caps) -> tuple[Judged, _Permit]:
        """The row with what it reserves; a permit for the call, and the grant that begins.

        Raises OverBudget before anything is written.
        """
        outgoing = item.preview.outgoing if item.preview else None
        price = item.preview.price_max if item.preview else item.spec.price_max
        allowed = item.verdict.decision is Decision.ALLOW and not item.problem
        if item.scope in SCOPES:
            reason = f"{item.verdict.reason} {SCOPES[item.scope]}"
            item = replace(item, verdict=replace(item.verdict, reason=reason))
        if item.edited:
            reason = f"{item.verdict.reason} {EDITED}"
            item = replace(item, verdict=replace(item.verdict, reason=reason))
        reserve = reservation(price, caps) if allowed else None
        row = self._rows.decision(turn, item, outgoing, price or FREE, reserve)
        if outgoing is None or not allowed:
            return item, _Permit(reserved=Money(row.cost))
        proof = RecordedDecision(row.id, outgoing.sha256)
        return self._permissions.begin(turn, item, row.number), _Permit(proof, Money(row.cost))

    def _run_one(self, turn: Turn, item: Judged, permit: _Permit, toolbox: Toolbox) -> ToolResult:
        if item.problem:
            result = _not_run(item, item.problem, failed=True)
            self._rows.outcome(turn, item, "failed")
        elif item.verdict.decision is not Decision.ALLOW:
            by_rule = REFUSED_BY_RULE.format(reason=item.verdict.reason)
            words = {"rule": by_rule, "user": REFUSED_BY_USER}
            result = _not_run(item, words.get(item.by, UNANSWERED))
            self._rows.outcome(turn, item, "refused")
        else:
            self._emit(CallStarted(turn.turn_id, item.call))
            result = self._run_permitted(turn, item, permit, toolbox)
        self._emit(CallFinished(turn.turn_id, result))
        return result

    def _run_permitted(self, turn: Turn, item: Judged, permit: _Permit, toolbox: Toolbox) -> ToolResult:
        run = Run()
        try:
            with self._permissions.flag(turn, item) as cancel:
                if item.spec.reach is Reach.LOCAL:
                    tool = toolbox.local(item.call.name)
                    assert tool is not None
                    output = tool.run(item.call.arguments, cancel)
                else:
                    output = self._send(turn, item, permit.proof, toolbox, run, cancel)
            run.finish(output)
        except (ToolProblem, Refused) as problem:
            run.fail(problem)
        except Cancelled:
            run.outcome = "stopped"
            if turn.cancel.is_set() or item.grant is None:
                raise
            run.output = ToolOutput(REVOKED)
        finally:
            run.seconds = time.monotonic() - run.started
            # Where nobody knows what a request cost that was sent and failed: the most that it can have.
            run.cost = permit.reserved if run.sent and not run.known else run.output.cost
            self._rows.outcome(turn, item, run.outcome, run)
        output = self._departures.restored(turn, item, run.output)
        return ToolResult(
            item.call,
            item.verdict,
            told(item, output.content),
            ran=True,
            failed=run.outcome != "ran",
            labels=of_result(item.spec, item.call.arguments, output.labels),
            bytes_sent=run.sent,
            host=item.preview.outgoing.host if item.preview else "",
            cost=run.cost,
            seconds=run.seconds,
            thinking=output.thinking,
            usage=output.usage,
            hidden=hidden(item) if run.sent else 0,
            unpriced=unpriced(item, run.cost) if run.sent else False,
        )

    def _send(
        self,
        turn: Turn,
        item: Judged,
        proof: RecordedDecision | None,
        toolbox: Toolbox,
        run: Run,
        cancel: Cancel,
    ) -> ToolOutput:
        assert item.preview is not None
        assert proof is not None
        if cancel.is_set():
            raise Cancelled
        run.sent = item.preview.outgoing.size
        return self._departures.send(turn, item, proof, toolbox, cancel, run.note)


def _not_run(item: Judged, content: str, failed: bool = False) -> ToolResult:
    labels = of_result(item.spec, item.call.arguments, ran=False)
    return ToolResult(item.call, item.verdict, content, ran=False, failed=failed, labels=labels)


def result_message(result: ToolResult) -> Message:
    """A call's end as it enters the conversation."""
    return Message(
        Role.TOOL, result.content, name=result.call.name, call_id=result.call.id, labels=result.labels
    )
