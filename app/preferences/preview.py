"""Which rules the page shows: those in force, or those of the stop under the knob."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.contracts import Preferences
from engine.events import RulesPreviewed
from engine.policy.views import RuleInForce, WeekEffect


@dataclass(frozen=True, slots=True)
class Shown:
    """Rules, what they do to last week where that is known, and whether they are but a preview."""

    rules: tuple[RuleInForce, ...] = ()
    effect: WeekEffect | None = None
    preview: bool = False


class Preview:
    """Keeps apart what is in force and what is tried; an answer to neither is late, and dropped."""

    def __init__(self) -> None:
        self._in_force: Preferences | None = None
        self._settled = Shown()
        self._tried: Preferences | None = None
        self._answer: RulesPreviewed | None = None

    @property
    def in_force(self) -> Preferences | None:
        """What is in force; None while nobody has told."""
        return self._in_force

    @property
    def shown(self) -> Shown:
        """What to show now: a preview only once its answer has come."""
        answer = self._answer
        if answer is None or answer.preferences != self._tried:
            return self._settled
        return Shown(answer.rules, answer.effect, preview=True)

    def settle(self, preferences: Preferences, rules: Sequence[RuleInForce]) -> None:
        """These rules are in force now. What was counted for the same preferences still holds."""
        counted = self._settled if preferences == self.in_force else Shown()
        if self._answer is not None and self._answer.preferences == preferences:
            counted = Shown(self._answer.rules, self._answer.effect)
        calls = {rule.id: rule.calls for rule in counted.rules}
        known = tuple(replace(rule, calls=calls.get(rule.id, rule.calls), change=0) for rule in rules)
        self._in_force, self._settled = preferences, Shown(known, counted.effect)

    def try_out(self, preferences: Preferences) -> bool:
        """The knob is over a stop with these preferences; True where the engine is to be asked for them."""
        self._tried = None if preferences == self.in_force else preferences
        return self._tried is not None

    def end(self) -> None:
        """The knob was let go, and nothing is tried any more."""
        self._tried = self._answer = None

    def answer(self, event: RulesPreviewed) -> None:
        """Take the engine's answer where it is one to what is in force or tried now."""
        if event.preferences == self.in_force:
            self._settled = Shown(event.rules, event.effect)
        elif event.preferences == self._tried:
            self._answer = event
