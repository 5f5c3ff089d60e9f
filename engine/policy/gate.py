"""The gate: deny, then ask, then allow. No rule, or an error in one, denies."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from msgspec import structs

from engine.call_json import quoted
from engine.contracts import DataClass, Decision, Preferences, Privacy, Quote, ToolCall, ToolSpec, Verdict
from engine.policy.budget import dollars
from engine.policy.facts import Facts, Situation, certain_facts, lasting_facts, plain
from engine.policy.labels import LabelCache
from engine.policy.preferences import BOUNDS
from engine.policy.rules import (
    RESERVED,
    Condition,
    Rule,
    RuleBook,
    applies,
    broken_book,
    builtin_rules,
    check_extra,
    check_rules,
    holds,
)
from engine.policy.views import RuleInForce

__all__ = ["Gate", "Situation"]

RULES_BROKEN = "rules_broken"
RULE_ERROR = "rule_error"
NO_RULE = "no_rule"
OF_ORGANISATION = "organisation:"
"""What the ids of an organisation's rules begin with, so that none can be taken for the program's own."""

_FROM_STRICT = (Decision.DENY, Decision.ASK, Decision.ALLOW)
_DENY, _ASK = 0, 1
_MOST_PLANS = 256
_COSTLY = frozenset({"own_words", "asks"})
"""Facts that a rule asks for last."""


class _Open(NamedTuple):
    """A rule, and those of its conditions that a tool's declaration and the dials leave open.

    `barriers` are conditions too, of rules that deny or ask: the rule applies unless a fact is as they say.
    """

    rule: Rule
    barriers: tuple[tuple[str, bool], ...]
    conditions: tuple[tuple[str, Condition], ...]

    def applies(self, facts: Mapping[str, object]) -> bool:
        for fact, barrier in self.barriers:
            if facts[fact] is barrier:
                return False
        doubt = self.rule.decision is not Decision.ALLOW
        for fact, wanted in self.conditions:  # noqa: SIM110 a generator would double the time
            if not holds(wanted, facts[fact], doubt):
                return False
        return True


class _Plan(NamedTuple):
    """What is left to find out about the calls of one tool under the same preferences."""

    spec: ToolSpec | None
    preferences: Preferences
    lasting: Mapping[str, object]
    rules: tuple[tuple[_Open, ...], ...]

    def question(self, facts: Facts) -> Rule | None:
        return next((each.rule for each in self.rules[_ASK] if each.applies(facts)), None)


class Gate:
    """Judges calls by a book of rules. Belongs to one thread.

    `extra` are an organisation's rules, which may only deny or ask; `organisation`, where it is given, is
    named as their source. One of them that cannot be used breaks the whole book.
    """

    def __init__(self, rules: RuleBook, extra: tuple[Rule, ...] = (), organisation: str = "") -> None:
        self._broken = rules.broken
        problem = check_extra(extra) or check_rules(rules.rules)
        if problem and not self._broken:
            self._broken = broken_book(problem).broken
        named = (
            structs.replace(rule, id=OF_ORGANISATION + rule.id, why=organisation or rule.why)
            for rule in extra
        )
        everything = (*named, *rules.rules)
        self._rules = tuple(tuple(r for r in everything if r.decision is each) for each in _FROM_STRICT)
        self._plans: dict[str, _Plan] = {}
        self._cache = LabelCache()

    @classmethod
    def load(cls, extra: tuple[Rule, ...] = (), organisation: str = "") -> Gate:
        """A gate with the rules that the program is delivered with, and those of an organisation."""
        return cls(builtin_rules(), extra, organisation)

    @property
    def book(self) -> RuleBook:
        """All rules that calls are judged by, strictest first, an organisation's among them."""
        return RuleBook(tuple(rule for rules in self._rules for rule in rules), self._broken)

    def judge(self, call: ToolCall, situation: Situation) -> Verdict:
        """The verdict on `call`, which is not yet in the conversation. It never raises."""
        labels: tuple[str, ...] = ()
        quotes: tuple[Quote, ...] = ()
        if self._broken:
            return Verdict(Decision.DENY, RULES_BROKEN, self._broken)
        try:
            plan = self._plan(call, situation)
            seen = self._cache.labels(situation.conversation, situation.tools)
            facts = Facts(call, situation, seen, plan.lasting, plan.question)
            labels, quotes = facts.labels, facts.quotes
            for rules in plan.rules:
                for each in rules:
                    if each.applies(facts):
                        return _verdict(each.rule, plan, facts, labels)
        except Exception as error:  # noqa: BLE001 whatever fails here, it denies
            self._cache = LabelCache()
            reason = f"A rule could not be applied ({type(error).__name__}), so the call is not allowed."
            return Verdict(Decision.DENY, RULE_ERROR, reason, labels, quotes)
        reason = f"No rule allows the call of {quoted(call.name)}, so it is not allowed."
        return Verdict(Decision.DENY, NO_RULE, reason, labels, quotes, facts.data)

    def explain(self, call: ToolCall, situation: Situation) -> tuple[RuleInForce, ...]:
        """Every rule that applies to `call`, strictest first: the first one decides. It never raises."""
        verdict = self.judge(call, situation)
        if verdict.rule in RESERVED:
            return (RuleInForce(verdict.rule, verdict.decision, verdict.reason, "Always"),)
        seen = self._cache.labels(situation.conversation, situation.tools)
        facts = Facts(call, situation, seen, self._plan(call, situation).lasting, self._question)
        words = _dial_words(situation.preferences)
        return tuple(
            _in_force(rule, words) for rules in self._rules for rule in rules if _can_apply(rule, facts)
        )

    def offered(self, situation: Situation) -> tuple[ToolSpec, ...]:
        """The tools that the model is told of: those of which some call might be allowed or asked about."""
        kept_back = {spec.name for spec, _ in self.withheld(situation)}
        return tuple(spec for name, spec in situation.tools.items() if name not in kept_back)

    def withheld(self, situation: Situation) -> tuple[tuple[ToolSpec, Verdict], ...]:
        """The tools that the model is not told of, each with the rule that denies every call of it."""
        found = ((spec, self._denial(spec, situation)) for spec in situation.tools.values())
        return tuple((spec, verdict) for spec, verdict in found if verdict is not None)

    def rules_in_force(self, preferences: Preferences) -> tuple[RuleInForce, ...]:
        """The rules that may apply under these preferences, strictest first, one sentence each."""
        if self._broken:
            return (RuleInForce(RULES_BROKEN, Decision.DENY, self._broken, "Always"),)
        chosen: dict[str, object] = {
            "offline": preferences.offline,
            "privacy": preferences.privacy,
            "latency": preferences.latency,
        }
        if not preferences.blocked:
            chosen["blocked"] = False
        words = _dial_words(preferences)
        return tuple(
            _in_force(rule, words)
            for rules in self._rules
            for rule in rules
            if all(holds(wanted, chosen.get(fact), doubt=True) for fact, wanted in rule.when.items())
        )

    def _plan(self, call: ToolCall, situation: Situation) -> _Plan:
        """The plan for the tool that is called; one for all tools that there are not."""
        spec, preferences = situation.tools.get(call.name), situation.preferences
        name = "" if spec is None else call.name
        plan = self._plans.get(name)
        if (
            plan is not None
            and plan.spec is spec
            and (plan.preferences is preferences or plan.preferences == preferences)
        ):
            return plan
        lasting = lasting_facts(spec, preferences)
        left = tuple(tuple(filter(None, (_open(rule, lasting) for rule in rules))) for rules in self._rules)
        if len(self._plans) >= _MOST_PLANS:
            self._plans.clear()
        self._plans[name] = plan = _Plan(spec, preferences, lasting, left)
        return plan

    def _question(self, facts: Facts) -> Rule | None:
        return next((rule for rule in self._rules[_ASK] if applies(rule, facts)), None)

    def _denial(self, spec: ToolSpec, situation: Situation) -> Verdict | None:
        """A verdict where some rule denies every call of the tool, whatever its arguments are."""
        if self._broken:
            return Verdict(Decision.DENY, RULES_BROKEN, self._broken)
        certain = certain_facts(spec, situation)
        if _certain_rule(self._rules[_ASK], certain) is not None:
            certain["asks"] = True
        rule = _certain_rule(self._rules[_DENY], certain)
        if rule is None:
            return None
        sentence = rule.sentence.format_map(_dial_words(situation.preferences))
        return Verdict(Decision.DENY, rule.id, f"{spec.name} was not offered. {sentence}")


def _open(rule: Rule, lasting: Mapping[str, object]) -> _Open | None:
    """The rule with what `lasting` leaves open; None where it can not apply any more."""
    doubt = rule.decision is not Decision.ALLOW
    barriers: list[tuple[str, bool]] = []
    conditions: list[tuple[str, Condition]] = []
    for fact, wanted in sorted(rule.when.items(), key=lambda item: item[0] in _COSTLY):
        if fact in lasting:
            if not holds(wanted, lasting[fact], doubt):
                return None
        elif isinstance(wanted, bool) and doubt and fact not in _COSTLY:
            barriers.append((fact, not wanted))
        else:
            conditions.append((fact, wanted))
    return _Open(rule, tuple(barriers), tuple(conditions))


def _certain_rule(rules: tuple[Rule, ...], certain: Mapping[str, object]) -> Rule | None:
    return next(
        (rule for rule in rules if rule.when.keys() <= certain.keys() and applies(rule, certain)), None
    )


def _can_apply(rule: Rule, facts: Facts) -> bool:
    """True where the rule applies; a rule whose facts cannot be found out applies to nothing."""
    try:
        return applies(rule, facts)
    except Exception:  # noqa: BLE001 the verdict stands: this only tells of the rules behind it
        return False


def _verdict(rule: Rule, plan: _Plan, facts: Facts, labels: tuple[str, ...]) -> Verdict:
    remember = rule.remember and _may_be_remembered(plan, facts)
    return Verdict(rule.decision, rule.id, facts.reason(rule), labels, facts.quotes, facts.data, remember)


def _may_be_remembered(plan: _Plan, facts: Facts) -> bool:
    """True where a yes may cover further calls: every rule that asks and the privacy dial allow it, the call
    leaves, and its data is not private, nor was untrusted content met by private data.
    """
    return (
        plan.preferences.privacy is Privacy.RELAXED
        and facts["leaves"] is True
        and facts.data in (DataClass.OWN, DataClass.UNTRUSTED)
        and not (facts["private_seen"] and facts["untrusted_seen"])
        and all(each.rule.remember for each in plan.rules[_ASK] if each.applies(facts))
    )


def _in_force(rule: Rule, words: Mapping[str, str]) -> RuleInForce:
    return RuleInForce(rule.id, rule.decision, rule.sentence.format_map(words), rule.why)


def _dial_words(preferences: Preferences) -> dict[str, str]:
    caps, bounds = preferences.caps, BOUNDS[preferences.latency]
    return {
        "cap_call": dollars(caps.call),
        "cap_conversation": dollars(caps.conversation),
        "cap_day": dollars(caps.day),
        "cap_month": dollars(caps.month),
        "step": f"{bounds.step_s:.0f}",
        "turn": f"{bounds.turn_s:.0f}",
        "blocked": ", ".join(map(plain, preferences.blocked)),
    }
