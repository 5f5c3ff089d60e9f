"""A cap that is reached is told once in a conversation, quietly: the turn goes on with what is free."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from engine.contracts import Decision, ToolResult, ToolSpec, Verdict
from engine.events import Event, Notice
from engine.policy.budget import OVER_BUDGET, UNKNOWN_PRICE, reached
from engine.policy.gate import Gate, Situation

_RULES = frozenset({OVER_BUDGET, UNKNOWN_PRICE})


class CapNotices:
    """Remembers which caps were told of in which conversation. Belongs to the engine thread."""

    def __init__(
        self, gate: Gate, emit: Callable[[Event], None], clock: Callable[[], float] = time.time
    ) -> None:
        self._gate = gate
        self._emit = emit
        self._clock = clock
        self._told: set[tuple[str, str]] = set()

    def tell(self, conversation_id: str, situation: Situation, results: Iterable[ToolResult]) -> None:
        """Tell of the caps that keep a tool from the model now, or that refused one of `results`."""
        refused = {result.call.name for result in results if _by_budget(result.verdict)}
        tools = [spec for name, spec in situation.tools.items() if name in refused]
        for spec in (*self._kept_back(situation), *tools):
            self._tell_of(spec, conversation_id, situation, asked_for=spec.name in refused)

    def _kept_back(self, situation: Situation) -> list[ToolSpec]:
        """The tools that the model is not told of for want of money."""
        if not situation.spent.month and not situation.spent.conversation:
            return []
        return [spec for spec, verdict in self._gate.withheld(situation) if _by_budget(verdict)]

    def _tell_of(
        self, spec: ToolSpec, conversation_id: str, situation: Situation, *, asked_for: bool
    ) -> None:
        caps, price = situation.preferences.caps, spec.price_max
        if price is None and asked_for:
            # The request named a price, which no longer fits; it was at most what one call may cost.
            price = caps.call
        now = datetime.fromtimestamp(self._clock(), UTC)
        cap = reached(price, caps, situation.spent, now)
        if cap is not None and (conversation_id, cap.key) not in self._told:
            self._told.add((conversation_id, cap.key))
            self._emit(Notice(cap.text))


def _by_budget(verdict: Verdict) -> bool:
    return verdict.decision is Decision.DENY and verdict.rule in _RULES
