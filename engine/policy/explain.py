"""What other preferences would have said to the calls on record, by the gate's own rules.

Caps are replayed in time order, and only what would still have run counts. A yes or a no of the user's
changes no verdict: what is replayed is the gate. Each call is taken as it was made: that the model might have
gone on otherwise after a refusal, or seen less, is not played out.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import msgspec

from engine.contracts import (
    Caps,
    Decision,
    Latency,
    Money,
    Preferences,
    Privacy,
    Reach,
    ToolSpec,
)
from engine.policy.budget import OVER_BUDGET, UNKNOWN_PRICE, Spent, objection
from engine.policy.gate import NO_RULE, RULES_BROKEN
from engine.policy.preferences import PRIVACY_FROM_STRICT, is_blocked
from engine.policy.recorded import TOO_SLOW, facts_of, slow_at, spec_of
from engine.policy.rules import Rule, RuleBook, applies
from engine.policy.views import JudgedCall, RuleInForce, WeekEffect

_DAY_S = 86_400
_KEPT = 4


@dataclass(frozen=True, slots=True)
class Replayed:
    """What the gate would have said to one call, and by which rule.

    `asked` is True where the user would have been asked: a question, and no yes of old that covered it on
    record and still would. A tool's wide yes rests unless privacy is relaxed; one to a request of the
    program's own does not.
    """

    call: JudgedCall
    decision: Decision
    rule: str
    asked: bool

    @property
    def changed(self) -> bool:
        """True where the gate said something else on record."""
        return self.decision is not said(self.call)


@dataclass(frozen=True, slots=True)
class _Kind:
    """What calls have in common that the rules cannot tell apart. `rule` decided on record."""

    facts: Mapping[str, object]
    rule: str


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One call with all that does not depend on the preferences. `price` is None where it is unknown."""

    call: JudgedCall
    kind: int
    price: Money | None
    slow: frozenset[Latency]
    day: int
    month: tuple[int, int]


class Replay:
    """The calls of a period, ready to be judged anew by any preferences. Belongs to one thread."""

    def __init__(
        self, calls: Iterable[JudgedCall], book: RuleBook, tools: Mapping[str, ToolSpec] | None = None
    ) -> None:
        """`calls` come newest first, as the ledger gives them; `tools` are those that are declared now."""
        self._judge = _Judge(book)
        self._tools = tools or {}
        self._kinds: list[_Kind] = []
        alike: dict[object, tuple[int, Money | None]] = {}
        known: dict[object, int] = {}
        self._calls = [self._prepared(call, alike, known) for call in reversed(tuple(calls))]
        self._memory: dict[Preferences, tuple[Replayed, ...]] = {}

    def verdicts(self, preferences: Preferences) -> tuple[Replayed, ...]:
        """The gate's verdict on each call of the period, oldest first."""
        preferences = replace(preferences, text="")
        found = self._memory.pop(preferences, None)
        if found is None:
            found = tuple(self._run(preferences))
        self._memory = dict([*self._memory.items()][1 - _KEPT :]) | {preferences: found}
        return found

    def effect(self, preferences: Preferences, days: int) -> WeekEffect:
        """What these preferences would have changed in the period, which was `days` days."""
        verdicts = self.verdicts(preferences)
        denied = [one.call for one in verdicts if one.decision is Decision.DENY]
        return WeekEffect(
            days=days,
            calls=len(verdicts),
            left=sum(one.call.left for one in verdicts),
            stayed=sum(call.left for call in denied),
            asked=sum(one.asked for one in verdicts),
            saved=Money(sum(call.cost for call in denied)),
            unsourced=_unsourced(verdicts),
        )

    def counted(
        self, rules: Iterable[RuleInForce], preferences: Preferences, in_force: Preferences
    ) -> tuple[RuleInForce, ...]:
        """The rules of `preferences` with how many calls each decides, and how many more than it does now."""
        new, old = (Counter(one.rule for one in self.verdicts(by)) for by in (preferences, in_force))
        return tuple(replace(rule, calls=new[rule.id], change=new[rule.id] - old[rule.id]) for rule in rules)

    def _prepared(
        self,
        call: JudgedCall,
        alike: dict[object, tuple[int, Money | None]],
        known: dict[object, int],
    ) -> _Prepared:
        tools = self._tools
        took = 0.0 if call.tool in tools else call.seconds
        told = call.tool, call.rule, call.by, call.reach, call.host, call.labels, call.price, call.step, took
        found = alike.get(told)
        if found is None:
            spec = spec_of(call, tools)
            facts = facts_of(call, spec, tools)
            asked_for = {name: fact for name, fact in facts.items() if name in self._judge.facts}
            kind = known.setdefault((call.rule, *asked_for.items()), len(self._kinds))
            if kind == len(self._kinds):
                self._kinds.append(_Kind(asked_for, call.rule))
            found = alike[told] = kind, spec.price_max
        moment = datetime.fromtimestamp(call.at, UTC)
        month = moment.year, moment.month
        return _Prepared(call, *found, slow_at(call, tools), int(call.at // _DAY_S), month)

    def _run(self, preferences: Preferences) -> Iterable[Replayed]:
        spending = _Spending(preferences.caps)
        chosen = _chosen(preferences)
        relaxed = preferences.privacy is Privacy.RELAXED
        verdicts: dict[tuple[int, bool, bool, bool], tuple[Decision, str]] = {}
        for one in self._calls:
            call = one.call
            if call.earlier:
                spending.add(one)
                continue
            affordable, in_time = spending.affords(one), preferences.latency not in one.slow
            blocked = is_blocked(call.tool, preferences)
            key = one.kind, affordable, in_time, blocked
            if key not in verdicts:
                kind = self._kinds[one.kind]
                moment = {"affordable": affordable, "in_time": in_time, "blocked": blocked}
                verdicts[key] = self._judge.verdict({**kind.facts, **chosen, **moment}, kind.rule)
            decision, rule = verdicts[key]
            if decision is not Decision.DENY:
                spending.add(one)
            covered = call.by == "grant" and (relaxed or call.tool not in self._tools)
            yield Replayed(call, decision, rule, decision is Decision.ASK and not covered)


def at_each_stop(
    call: JudgedCall, book: RuleBook, tools: Mapping[str, ToolSpec], latency: Latency
) -> Mapping[Privacy, tuple[Decision, str]]:
    """What each stop of the privacy dial says to one call, all else being as it was; decision and rule.

    `latency` is the stop in force now, since the one of then is not on record.
    """
    spec, judge = spec_of(call, tools), _Judge(book)
    moment = {
        "offline": call.rule == "offline",
        "blocked": call.rule == "blocked",
        "affordable": call.rule not in (OVER_BUDGET, UNKNOWN_PRICE),
        "in_time": call.rule != TOO_SLOW,
        "latency": latency,
    }
    facts = {**facts_of(call, spec, tools), **moment}
    return {stop: judge.verdict({**facts, "privacy": stop}, call.rule) for stop in PRIVACY_FROM_STRICT}


def said(call: JudgedCall) -> Decision:
    """What the gate itself said on record: where a person or a yes of old decided, it had asked."""
    return call.decision if call.by in ("rule", "nobody") else Decision.ASK


class _Judge:
    """Decides as the gate does: deny, then ask, then allow; no rule, no."""

    def __init__(self, book: RuleBook) -> None:
        self._otherwise = RULES_BROKEN if book.broken else NO_RULE
        self._rules = {
            decision: tuple(rule for rule in book.rules if rule.decision is decision) for decision in Decision
        }
        self.facts = frozenset(fact for rule in book.rules for fact in rule.when)

    def verdict(self, facts: Mapping[str, object], recorded: str) -> tuple[Decision, str]:
        """The decision and the rule's id; `recorded` is the rule that decided on record."""
        asks = any(_fits(rule, facts, recorded) for rule in self._rules[Decision.ASK])
        facts = {**facts, "asks": asks}
        for decision in (Decision.DENY, Decision.ASK, Decision.ALLOW):
            for rule in self._rules[decision]:
                if _fits(rule, facts, recorded):
                    return decision, rule.id
        return Decision.DENY, self._otherwise


def _fits(rule: Rule, facts: Mapping[str, object], recorded: str) -> bool:
    """Whether a rule applies, as far as its facts are on record."""
    if rule.when.keys() <= facts.keys():
        return applies(rule, facts)
    if rule.id != recorded:
        return False
    on_record = {fact: wanted for fact, wanted in rule.when.items() if fact in facts}
    return applies(msgspec.structs.replace(rule, when=on_record), facts)


class _Spending:
    """What the replayed calls have cost so far, by conversation, UTC day and month."""

    def __init__(self, caps: Caps) -> None:
        self._caps = caps
        self._conversations: defaultdict[str, int] = defaultdict(int)
        self._days: defaultdict[int, int] = defaultdict(int)
        self._months: defaultdict[tuple[int, int], int] = defaultdict(int)

    def affords(self, one: _Prepared) -> bool:
        """True where the highest possible price of the call still fits under every cap."""
        if one.price == 0:
            return True
        spent = Spent(
            Money(self._conversations[one.call.conversation_id]),
            Money(self._days[one.day]),
            Money(self._months[one.month]),
        )
        return not objection(one.price, self._caps, spent)

    def add(self, one: _Prepared) -> None:
        """The call ran; it cost what it cost."""
        cost = one.call.cost
        if cost:
            self._conversations[one.call.conversation_id] += cost
            self._days[one.day] += cost
            self._months[one.month] += cost


def _chosen(preferences: Preferences) -> Mapping[str, object]:
    return {
        "offline": preferences.offline,
        "privacy": preferences.privacy,
        "latency": preferences.latency,
    }


def _unsourced(verdicts: Iterable[Replayed]) -> int:
    """How many turns had results from the web, and would have had none."""
    kept: dict[tuple[str, str], bool] = {}
    for one in verdicts:
        call = one.call
        if call.reach is Reach.NETWORK and call.outcome == "ran" and call.conversation_id and call.turn_id:
            turn = call.conversation_id, call.turn_id
            kept[turn] = kept.get(turn, False) or one.decision is not Decision.DENY
    return sum(not any_left for any_left in kept.values())
