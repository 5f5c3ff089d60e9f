"""The gate: deny, then ask, then allow. No rule, or an error in one, denies."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
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
    YES_OR_NO,
    Condition,
    Rule,
    RuleBook,
    applies,
    broken_book,
    builtin_rules,
    check_extra,
    check_rules,
    holds,
    in_one_form,
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
_MOST_MOMENTS = 64
_MOMENTARY = YES_OR_NO - {"own_words", "asks"} | {"data"}
"""Facts that are quickly found and seldom change."""

_NO_QUOTES: Mapping[str, object] = {"origin": (), "argument_origin": ()}
_COSTLY = frozenset({"own_words", "asks"})
"""Facts that a rule asks for last."""


class _Open(NamedTuple):
    """A rule, and those of its conditions that are still open."""

    rule: Rule
    conditions: tuple[tuple[str, Condition], ...]

    def applies(self, facts: Mapping[str, object]) -> bool:
        doubt = self.rule.decision is not Decision.ALLOW
        for fact, wanted in self.conditions:  # noqa: SIM110 a generator would double the time
            if not holds(wanted, facts[fact], doubt):
                return False
        return True


_OpenRules = tuple[tuple[_Open, ...], ...]
"""The rules that may still apply, strictest first, by decision."""


class _Plan:
    """What is left to find out about the calls of one tool under the same preferences.

    What does not change from call to call is held against the rules once, and what changes now and then once
    for each of its values.
    """

    def __init__(
        self, spec: ToolSpec | None, preferences: Preferences, rules: tuple[tuple[Rule, ...], ...]
    ) -> None:
        self.spec = spec
        self.preferences = preferences
        self.lasting = lasting_facts(spec, preferences)
        self._open = _still_open(rules, self.lasting)
        named = {fact for each in self._open for rule in each for fact, _ in rule.conditions}
        self._momentary = tuple(sorted(named & _MOMENTARY))
        self._moments: dict[tuple[object, ...], _OpenRules] = {}

    def fits(self, spec: ToolSpec | None, preferences: Preferences) -> bool:
        """True where the plan was made for this declaration and these preferences."""
        return self.spec is spec and (self.preferences is preferences or self.preferences == preferences)

    def question(self, facts: Facts) -> Rule | None:
        """The first rule that would ask."""
        return next((each.rule for each in self._open[_ASK] if each.applies(facts)), None)

    def left(self, facts: Facts) -> _OpenRules:
        """The rules that may still apply to this call."""
        key = (not facts.quotes, *[facts[fact] for fact in self._momentary])
        found = self._moments.get(key)
        if found is None:
            known = {**self.lasting, **dict(zip(self._momentary, key[1:], strict=True))}
            if not facts.quotes:
                known |= _NO_QUOTES
            if len(self._moments) >= _MOST_MOMENTS:
                self._moments.clear()
            rules = tuple(tuple(each.rule for each in rules) for rules in self._open)
            found = self._moments[key] = _still_open(rules, known)
        return found


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
        everything = () if self._broken else tuple(map(in_one_form, (*named, *rules.rules)))
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
            left = plan.left(facts)
            for each in chain.from_iterable(left):
                if each.applies(facts):
                    return _verdict(each.rule, left, facts, labels)
        except Exception as error:  # noqa: BLE001 whatever fails here, it denies
            self._cache = LabelCache()
            reason = f"A rule could not be applied ({type(error).__name__}), so the call is not allowed."
            return Verdict(Decision.DENY, RULE_ERROR, reason, labels, quotes)
        reason = f"No rule allows the call of {quoted(call.name)}, so it is not allowed."
        return Verdict(Decision.DENY, NO_RULE, reason, labels, quotes, facts.data)

    def remembers(self, rule: str) -> bool:
        """Whether a yes to a question of the rule with this id may cover further calls, as the rule says."""
        return any(each.remember for each in self._rules[_ASK] if each.id == rule)

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

    def rule(self, name: str, preferences: Preferences) -> RuleInForce | None:
        """The rule with this id in these preferences' words, in force or not; None where there is none."""
        found = next((rule for rules in self._rules for rule in rules if rule.id == name), None)
        return None if found is None else _in_force(found, _dial_words(preferences))

    def _plan(self, call: ToolCall, situation: Situation) -> _Plan:
        """The plan for the tool that is called; one for all tools that there are not."""
        spec, preferences = situation.tools.get(call.name), situation.preferences
        name = "" if spec is None else call.name
        plan = self._plans.get(name)
        if plan is None or not plan.fits(spec, preferences):
            if len(self._plans) >= _MOST_PLANS:
                self._plans.clear()
            plan = self._plans[name] = _Plan(spec, preferences, self._rules)
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


def _still_open(rules: tuple[tuple[Rule, ...], ...], known: Mapping[str, object]) -> _OpenRules:
    return tuple(tuple(filter(None, (_open(rule, known) for rule in each))) for each in rules)


def _open(rule: Rule, known: Mapping[str, object]) -> _Open | None:
    """The rule with what `known` leaves open; None where it can not apply any more."""
    doubt = rule.decision is not Decision.ALLOW
    left: list[tuple[str, Condition]] = []
    for fact, wanted in sorted(rule.when.items(), key=lambda item: item[0] in _COSTLY):
        if fact not in known:
            left.append((fact, wanted))
        elif not holds(wanted, known[fact], doubt):
            return None
    return _Open(rule, tuple(left))


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


def _verdict(rule: Rule, left: _OpenRules, facts: Facts, labels: tuple[str, ...]) -> Verdict:
    remember = rule.remember and _may_be_remembered(left, facts)
    return Verdict(rule.decision, rule.id, facts.reason(rule), labels, facts.quotes, facts.data, remember)


def _may_be_remembered(left: _OpenRules, facts: Facts) -> bool:
    """True where a yes may cover further calls: every rule that asks and the privacy dial allow it, the call
    leaves, and its data is not private, nor was untrusted content met by private data.
    """
    return (
        facts["privacy"] is Privacy.RELAXED
        and facts["leaves"] is True
        and facts.data in (DataClass.OWN, DataClass.UNTRUSTED)
        and not (facts["private_seen"] and facts["untrusted_seen"])
        and all(each.rule.remember for each in left[_ASK] if each.applies(facts))
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
