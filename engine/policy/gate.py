"""The gate: deny, then ask, then allow. No rule, or an error in one, denies."""

from __future__ import annotations

from collections.abc import Mapping

from engine.call_json import quoted
from engine.contracts import Caps, Decision, Preferences, ToolCall, ToolSpec, Verdict
from engine.policy.budget import dollars
from engine.policy.facts import Facts, Situation, certain_facts
from engine.policy.labels import LabelCache
from engine.policy.rules import Rule, RuleBook, applies, builtin_rules
from engine.policy.views import RuleInForce

__all__ = ["Gate", "Situation"]

RULES_BROKEN = "rules_broken"
RULE_ERROR = "rule_error"
NO_RULE = "no_rule"


class Gate:
    """Judges calls by a book of rules. Belongs to one thread."""

    def __init__(self, rules: RuleBook) -> None:
        self._broken = rules.broken
        self._rules = {
            decision: tuple(rule for rule in rules.rules if rule.decision is decision)
            for decision in Decision
        }
        self._cache = LabelCache()

    @classmethod
    def load(cls) -> Gate:
        """A gate with the rules that the program is delivered with."""
        return cls(builtin_rules())

    def judge(self, call: ToolCall, situation: Situation) -> Verdict:
        """The verdict on `call`, which is not yet in the conversation. It never raises."""
        labels: tuple[str, ...] = ()
        if self._broken:
            return Verdict(Decision.DENY, RULES_BROKEN, self._broken)
        try:
            seen = self._cache.labels(situation.conversation, situation.tools)
            facts = Facts(call, situation, seen, self._question)
            labels = facts.labels
            for decision in (Decision.DENY, Decision.ASK, Decision.ALLOW):
                for rule in self._rules[decision]:
                    if applies(rule, facts):
                        return Verdict(decision, rule.id, facts.reason(rule), labels)
        except Exception as error:  # noqa: BLE001 whatever fails here, it denies
            self._cache = LabelCache()
            reason = f"A rule could not be applied ({type(error).__name__}), so the call is not allowed."
            return Verdict(Decision.DENY, RULE_ERROR, reason, labels)
        reason = f"No rule allows the call of {quoted(call.name)}, so it is not allowed."
        return Verdict(Decision.DENY, NO_RULE, reason, labels)

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
        chosen: dict[str, object] = {"offline": preferences.offline, "privacy": preferences.privacy}
        words = _cap_words(preferences.caps)
        return tuple(
            RuleInForce(rule.id, decision, rule.sentence.format_map(words), rule.why)
            for decision in (Decision.DENY, Decision.ASK, Decision.ALLOW)
            for rule in self._rules[decision]
            if _fits(rule, chosen)
        )

    def _question(self, facts: Facts) -> Rule | None:
        return next((rule for rule in self._rules[Decision.ASK] if applies(rule, facts)), None)

    def _denial(self, spec: ToolSpec, situation: Situation) -> Verdict | None:
        """A verdict where some rule denies every call of the tool, whatever its arguments are."""
        if self._broken:
            return Verdict(Decision.DENY, RULES_BROKEN, self._broken)
        certain = certain_facts(spec, situation)
        asks = self._certain_rule(Decision.ASK, certain) is not None
        rule = self._certain_rule(Decision.DENY, {**certain, "asks": True} if asks else certain)
        if rule is None:
            return None
        sentence = rule.sentence.format_map(_cap_words(situation.preferences.caps))
        return Verdict(Decision.DENY, rule.id, f"{spec.name} was not offered. {sentence}")

    def _certain_rule(self, decision: Decision, certain: Mapping[str, object]) -> Rule | None:
        return next(
            (r for r in self._rules[decision] if r.when.keys() <= certain.keys() and applies(r, certain)),
            None,
        )


def _cap_words(caps: Caps) -> dict[str, str]:
    return {
        "cap_call": dollars(caps.call),
        "cap_conversation": dollars(caps.conversation),
        "cap_day": dollars(caps.day),
        "cap_month": dollars(caps.month),
    }


def _fits(rule: Rule, chosen: Mapping[str, object]) -> bool:
    """True where none of the facts that are known already speaks against the rule."""
    return all(
        chosen[fact] in wanted if isinstance(wanted, tuple) else chosen[fact] is wanted
        for fact, wanted in rule.when.items()
        if fact in chosen
    )
