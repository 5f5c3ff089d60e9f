"""What a face can ask of the policy: what dials would do, what free text asks for, which grants hold.

Everything belongs to the short lane but what says that it may be called from any thread.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from engine.contracts import Preferences, ToolSpec
from engine.errors import UserError
from engine.events import Event, GrantsChanged, RulesPreviewed, SpentChanged, WishRead
from engine.ledger.reader import LedgerReader
from engine.policy import wishes
from engine.policy.explain import Replay
from engine.policy.gate import Gate
from engine.policy.grants import Grants
from engine.policy.organisation import Organisation
from engine.toolbox import Toolbox

PERIOD_DAYS = 7
_DAY_S = 86_400.0


class PolicyService:
    """`preferences` gives those in force, as the organisation tightens them; `gate` is its own."""

    def __init__(
        self,
        *,
        preferences: Callable[[], Preferences],
        toolbox: Callable[[], Toolbox],
        organisation: Organisation,
        gate: Gate,
        grants: Grants,
        history: LedgerReader,
        emit: Callable[[Event], None],
    ) -> None:
        self._preferences = preferences
        self._toolbox = toolbox
        self.organisation = organisation
        self._gate = gate
        self._grants = grants
        self._history = history
        self._emit = emit
        self._replay: tuple[tuple[int, Mapping[str, ToolSpec]], float, Replay] | None = None

    def preview(self, preferences: Preferences) -> None:
        """Tell listeners the rules of these preferences, and what they would have changed last week."""
        held = self.organisation.tighten(preferences)
        replay = self._last_week()
        rules = replay.counted(self._gate.rules_in_force(held), held, self._preferences())
        self._emit(RulesPreviewed(preferences, rules, replay.effect(held, PERIOD_DAYS)))

    def read_wish(self, text: str) -> None:
        """Tell listeners what the free text proposes."""
        locks = self.organisation.locks
        self._emit(WishRead(wishes.read(text, self._preferences(), self._toolbox().specs(), locks)))

    def with_wish(self, text: str, chosen: tuple[int, ...]) -> Preferences:
        """The preferences in force with the text and its proposals of these numbers. Raises UserError."""
        before = self._preferences()
        locks = self.organisation.locks
        proposals = wishes.read(text, before, self._toolbox().specs(), locks).proposals
        if not all(0 <= number < len(proposals) for number in chosen):
            raise UserError(
                "What the sentence asks for has changed meanwhile.", "Look at it and choose again."
            )
        wanted = [proposals[number] for number in chosen]
        return wishes.apply(before, wanted, text, locks)

    def revoke(self, grant_id: str) -> None:
        """End a grant, or all where the id is empty, also for calls in flight. Raises UserError.

        May be called from any thread.
        """
        self._grants.revoke(grant_id)

    def keep(self, grant_id: str) -> None:
        """Let a grant hold until it is revoked. Raises UserError where it may not."""
        if self._grants.keep(grant_id) is None:
            raise UserError("This grant has ended, or may not be kept.", "Wait until you are asked again.")

    def end(self, scope_id: str) -> None:
        """Forget the grants of a turn or conversation that is over. May be called from any thread."""
        self._grants.end(scope_id)

    def tell_grants(self) -> None:
        """Tell listeners which grants hold. May be called from any thread."""
        self._emit(GrantsChanged(self._grants.listed()))

    def tell_spent(self) -> None:
        """Tell listeners what the UTC day and month have cost."""
        spent = self._history.spent("", time.time())
        self._emit(SpentChanged(spent.day, spent.month))

    def _last_week(self) -> Replay:
        """The calls of the last days, read again only where there are new rows or other tools."""
        now = time.time()
        tools = self._toolbox().specs()
        known = self._history.newest(), tools
        if self._replay is None or self._replay[0] != known or now - self._replay[1] > _DAY_S / 24:
            calls = self._history.judged_since(now - PERIOD_DAYS * _DAY_S)
            self._replay = known, now, Replay(calls, self._gate.book, tools)
        return self._replay[2]
