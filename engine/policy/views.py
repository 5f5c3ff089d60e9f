"""What the policy tells its readers: the rules in force, their effect, grants, proposals and locks."""

from __future__ import annotations

from dataclasses import dataclass

from engine.contracts import Caps, Choice, DataClass, Decision, Latency, Money, Privacy, Reach

_NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class RuleInForce:
    """One rule as the Preferences page shows it. `why` names the dial or switch that made it.

    `calls` is how many of last week's calls it would have decided, -1 where nobody has counted; `change` is
    how many more (or, below zero, fewer) than it would have under the preferences in force.
    """

    id: str
    decision: Decision
    sentence: str
    why: str
    calls: int = -1
    change: int = 0


@dataclass(frozen=True, slots=True)
class WeekEffect:
    """What other preferences would have changed in the calls of the last `days` days.

    `left` counts the calls that left this computer, `stayed` those of them that would have been denied,
    `asked` the calls that would have been asked about. `saved` is what the denied ones cost. `unsourced`
    counts answers all of whose web results would have been missing.
    """

    days: int
    calls: int
    left: int
    stayed: int
    asked: int
    saved: Money
    unsourced: int


@dataclass(frozen=True, slots=True)
class JudgedCall:
    """One call as it stands in the ledger, as far as other preferences might have judged it otherwise.

    `row` is the number of its first row, `at` UTC in seconds since the epoch. `step` counts from 1 within the
    turn and `elapsed_s` is how long the turn had run, as far as the rows tell. `price` is what was reserved,
    `cost` what it took, both in micro-dollars, `seconds` what it took of time. `left` is True where something
    was sent. `earlier` marks a call from before the period that was asked for: it counts for the caps alone.
    """

    row: int
    id: str
    at: float
    conversation_id: str
    turn_id: str
    tool: str
    reach: Reach
    host: str
    decision: Decision
    rule: str
    by: str
    outcome: str
    labels: tuple[str, ...] = ()
    step: int = 1
    elapsed_s: float = 0.0
    price: Money = _NOTHING
    cost: Money = _NOTHING
    seconds: float = 0.0
    left: bool = False
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Grant:
    """A yes that covers further calls. A change of tool, host, schema, key or data class asks again.

    `host` is the origin of the request: scheme, host and port. `schema` is the sha256 of the tool as it was
    declared. `scope_id` is the conversation or turn that it is bound to, empty for wider scopes. Times are
    UTC in seconds since the epoch; `expires` is 0 where it has no end of its own. `row` is the ledger row of
    the yes.
    """

    id: str
    tool: str
    host: str
    schema: str
    data: DataClass
    scope: Choice
    scope_id: str = ""
    key_name: str = ""
    given: float = 0.0
    expires: float = 0.0
    used: float = 0.0
    row: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """One change of the preferences that a phrase of free text asks for; nothing changes without a yes.

    `dial` is `privacy`, `latency`, `caps`, `offline` or `blocked`; `value` is its new value as the dial names
    it: a stop, `day 0.50`, or the name of a tool. `widens` is True where it would allow more than before.
    """

    phrase: str
    dial: str
    value: str
    widens: bool = False


@dataclass(frozen=True, slots=True)
class WishReading:
    """What fixed rules made of the user's free text.

    `wishes` are phrases that the model reads as a leaning and that change no rule. `unknown` are the words
    that were not understood. `settled` are phrases that ask for what is in force already.
    """

    text: str
    proposals: tuple[Proposal, ...] = ()
    wishes: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    settled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Locks:
    """What an organisation has settled. Nothing milder can be chosen.

    Each value is the mildest that is left to the user, None where all are. `fixed` names the dials that
    cannot be moved at all. `caps` are upper bounds. `widest` is the widest grant that may be given.
    """

    organisation: str = ""
    privacy: Privacy | None = None
    latency: Latency | None = None
    caps: Caps | None = None
    offline: bool = False
    blocked: tuple[str, ...] = ()
    widest: Choice = Choice.ALWAYS
    fixed: frozenset[str] = frozenset()

    @property
    def any(self) -> bool:
        """True where an organisation has settled anything."""
        return self != Locks(self.organisation)


FREE_TO_CHOOSE = Locks()
