"""The ledger's rows of one call: intent, decision and outcome, each durable before the next thing happens."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from engine.consent import FREE, decided, entry
from engine.contracts import Money, Outgoing, ToolCall, ToolOutput, ToolSpec, Verdict
from engine.departure import settled
from engine.errors import Billed, NotSent, Refused, Unbilled
from engine.ledger.chain import Row
from engine.ledger.store import Ledger
from engine.permission import Judged, Turn
from engine.policy.budget import SpentSoFar


@dataclass(slots=True)
class Run:
    """What one call has done so far. `sent` is the bytes that have left, or may have.

    `known` is True once it is known what the call has cost, which is its output's cost then.
    """

    started: float = field(default_factory=time.monotonic)
    outcome: str = "failed"
    output: ToolOutput = field(default_factory=lambda: ToolOutput(""))
    sent: int = 0
    sent_sha256: str = ""
    cost: Money = FREE
    seconds: float = 0.0
    known: bool = False

    def finish(self, output: ToolOutput) -> None:
        """Take the result of a call that went well."""
        self.output, self.outcome, self.known = output, "ran", True

    def note(self, sent_sha256: str) -> None:
        """Take the digest of what went out."""
        self.sent_sha256 = sent_sha256

    def fail(self, problem: Exception) -> None:
        """Take the problem as the result; nothing was sent where it says so."""
        self.output = ToolOutput(f"The call failed: {problem}")
        self.known = isinstance(problem, Billed | Unbilled)
        if isinstance(problem, Billed):
            self.output = replace(self.output, cost=problem.cost, usage=problem.usage)
        if isinstance(problem, NotSent | Refused):
            self.sent = 0


class CallRows:
    """Writes them. Every method raises UserError where the ledger cannot be written."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger

    def intent(self, turn: Turn, call: ToolCall, spec: ToolSpec) -> None:
        """The model wants a call."""
        arguments = json.dumps(call.arguments, ensure_ascii=False)
        self._ledger.record(entry("intent", turn.conversation_id, turn.turn_id, call, spec, arguments))

    def withheld(self, turn: Turn, call: ToolCall, spec: ToolSpec, verdict: Verdict) -> None:
        """A tool was not offered to the model, by a rule."""
        base = entry("decision", turn.conversation_id, turn.turn_id, call, spec)
        self._ledger.record(
            replace(base, decision=verdict.decision, rule=verdict.rule, reason=verdict.reason, by="rule")
        )

    def decision(
        self,
        turn: Turn,
        item: Judged,
        outgoing: Outgoing | None,
        cost: Money = FREE,
        reserve: Callable[[SpentSoFar], Money] | None = None,
    ) -> Row:
        """What was decided on a call that would send `outgoing`; `cost` or what `reserve` says is set aside.

        Raises what `reserve` raises, before anything is written.
        """
        changed = json.dumps(item.call.arguments, ensure_ascii=False) if item.edited else ""
        base = entry("decision", turn.conversation_id, turn.turn_id, item.call, item.spec, changed)
        return self._ledger.record(decided(base, item.verdict, item.by, outgoing, cost), reserve)

    def outcome(self, turn: Turn, item: Judged, outcome: str, run: Run | None = None) -> None:
        """What became of a call."""
        run = run or Run()
        base = entry("outcome", turn.conversation_id, turn.turn_id, item.call, item.spec)
        self._ledger.record(
            replace(
                base,
                outcome=outcome,
                reason=settled(item, run.output) if outcome == "ran" or run.output.usage else "",
                result=run.output.content or item.problem,
                seconds=run.seconds,
                cost=run.cost,
                host=item.preview.outgoing.host if item.preview else "",
                size=run.sent,
                sent_sha256=run.sent_sha256,
            )
        )
