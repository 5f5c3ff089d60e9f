"""What an orchestrator works under that another one called: never more than the other has, now or later.

A child has its parent's conversation id, ledger and budget, so that both spend from the same caps, and the
parent's asker. Under the delivered rules it asks nobody: what would ask is denied to a child, and so it runs
under none of its parent's grants either.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from engine.contracts import Decision, Message, Preferences, Role, ToolCall, ToolSpec, Verdict
from engine.policy.budget import Budget, Spent, SpentSoFar
from engine.policy.gate import Gate, Situation
from engine.policy.grants import ChildGrants, Grants
from engine.policy.preferences import tighten
from engine.policy.views import RuleInForce

_STRICTNESS = (Decision.ALLOW, Decision.ASK, Decision.DENY)


def for_child(parent: Preferences, wish: Preferences) -> Preferences:
    """What a child works under that was called with `wish`: the stricter of each part, and the user's text.

    The text is the user's alone: a child's wish comes from a model.
    """
    return replace(tighten(parent, wish), text=parent.text)


def child_situation(parent: Situation, child: Situation) -> Situation:
    """What a child is judged by, given what its parent would be judged by now, and what it gathered itself.

    It has read what its parent has read. What it was asked to do was written by its parent's model, and is
    in nobody's own words.
    """
    return Situation(
        tools={name: spec for name, spec in child.tools.items() if parent.tools.get(name) == spec},
        preferences=for_child(parent.preferences, child.preferences),
        conversation=(*parent.conversation, *map(_delegated, child.conversation)),
        nobody=parent.nobody or child.nobody,
        spent=_more(parent.spent, child.spent),
        carries_private=parent.carries_private or child.carries_private,
        carries_untrusted=parent.carries_untrusted or child.carries_untrusted,
        step=child.step,
        elapsed_s=parent.elapsed_s + child.elapsed_s,
        delegated=True,
    )


class ChildGate(Gate):
    """Judges a child's calls: the stricter of what its parent would be told now and what it is told itself.

    `above` is the parent's gate, which may be a child's as well; `parent` gives what the parent would be
    judged by now. Belongs to the thread of the parent's gate.
    """

    def __init__(self, above: Gate, parent: Callable[[], Situation]) -> None:
        super().__init__(above.book)
        self._above = above
        self._parent = parent

    def within(self, situation: Situation) -> Situation:
        """A child's situation within its parent's, and that within its own parent's."""
        parent = self._parent()
        if isinstance(self._above, ChildGate):
            parent = self._above.within(parent)
        return child_situation(parent, situation)

    def judge(self, call: ToolCall, situation: Situation) -> Verdict:
        """The verdict on `call`, which is not yet in the conversation. It never raises."""
        above = self._above.judge(call, self._parent())
        own = super().judge(call, self.within(situation))
        verdict = max(own, above, key=lambda each: _STRICTNESS.index(each.decision))
        return replace(verdict, remember=own.remember and above.remember)

    def explain(self, call: ToolCall, situation: Situation) -> tuple[RuleInForce, ...]:
        """Every rule that applies to `call` under what the child gathered and inherited, strictest first."""
        return super().explain(call, self.within(situation))

    def offered(self, situation: Situation) -> tuple[ToolSpec, ...]:
        """The tools that the model is told of: of the parent's, those that are not withheld from either."""
        kept_back = {spec.name for spec, _ in self.withheld(situation)}
        return tuple(spec for name, spec in self.within(situation).tools.items() if name not in kept_back)

    def withheld(self, situation: Situation) -> tuple[tuple[ToolSpec, Verdict], ...]:
        """The parent's tools that the model is not told of, each with the rule that denies all its calls."""
        within = self.within(situation)
        above = {spec.name: verdict for spec, verdict in self._above.withheld(self._parent())}
        own = {spec.name: verdict for spec, verdict in super().withheld(within)}
        return tuple(
            (spec, own.get(name) or above[name])
            for name, spec in within.tools.items()
            if name in own or name in above
        )


@dataclass(frozen=True, slots=True)
class Delegate:
    """The gate, the dials, the grants and the budget of a child."""

    gate: ChildGate
    preferences: Callable[[], Preferences]
    grants: ChildGrants
    budget: Budget

    @classmethod
    def of(
        cls,
        gate: Gate,
        parent: Callable[[], Situation],
        wish: Preferences,
        grants: Grants | ChildGrants,
        budget: Budget,
    ) -> Delegate:
        """A child's share of what its parent has, which `parent` gives as it is now."""
        return cls(
            ChildGate(gate, parent),
            lambda: for_child(parent().preferences, wish),
            grants.child(),
            budget,
        )


def _delegated(message: Message) -> Message:
    """A message of a child's conversation; what its parent's model wrote there is no user's."""
    typed = message.role is Role.USER and not message.labels
    return replace(message, role=Role.ASSISTANT) if typed else message


def _more(one: SpentSoFar, other: SpentSoFar) -> Spent:
    return Spent(
        max(one.conversation, other.conversation), max(one.day, other.day), max(one.month, other.month)
    )
