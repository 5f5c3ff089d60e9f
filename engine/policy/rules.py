"""The gate's rules: data, one sentence each. A file that cannot be used means that nothing is allowed."""

from __future__ import annotations

import string
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources

import msgspec

from engine.contracts import Decision, Privacy

FACTS = frozenset(
    {
        "known",
        "valid",
        "offline",
        "leaves",
        "acts",
        "quotes_private",
        "private_seen",
        "untrusted_seen",
        "own_words",
        "price_known",
        "affordable",
        "nobody",
        "asks",
        "privacy",
    }
)
WORDS = frozenset({"tool", "problem", "towards", "quoting", "budget", "question", "deed"})
CAP_WORDS = frozenset({"cap_call", "cap_conversation", "cap_day", "cap_month"})
_VERSION = 1


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. It applies where every fact in `when` is as it says; of `privacy`, one of the listed."""

    id: str
    decision: Decision
    when: dict[str, bool | tuple[Privacy, ...]]
    sentence: str
    reason: str
    why: str


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    version: int
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules, in their order. `broken` is a sentence where there are none that can be used."""

    rules: tuple[Rule, ...]
    broken: str = ""


def read_rules(content: bytes) -> RuleBook:
    """The rules in `content`; none of them where one cannot be used."""
    try:
        file = msgspec.json.decode(content, type=_File)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _broken(str(error))
    if file.version != _VERSION:
        return _broken(f"its version is {file.version}, not {_VERSION}")
    problem = next(filter(None, map(_problem, file.rules)), "")
    if not problem and len({rule.id for rule in file.rules}) < len(file.rules):
        problem = "two rules have the same id"
    if not problem and not file.rules:
        problem = "there is no rule in it"
    return _broken(problem) if problem else RuleBook(file.rules)


def builtin_rules() -> RuleBook:
    """The rules that the program is delivered with."""
    try:
        return read_rules((resources.files("resources") / "rules" / "gate.json").read_bytes())
    except (OSError, ModuleNotFoundError) as error:
        return _broken(str(error))


def _broken(problem: str) -> RuleBook:
    return RuleBook((), f"The file of rules cannot be used ({problem}), so nothing is allowed.")


def _problem(rule: Rule) -> str:
    unknown = rule.when.keys() - FACTS
    if unknown:
        return f"the rule {rule.id} names an unknown fact, {min(unknown)}"
    if any(isinstance(value, bool) is (fact == "privacy") for fact, value in rule.when.items()):
        return f"the rule {rule.id} compares a fact with the wrong kind of value"
    for text, words in ((rule.reason, WORDS), (rule.sentence, CAP_WORDS)):
        try:
            named = {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}
        except ValueError as error:
            return f"the rule {rule.id} holds a broken text: {error}"
        if not named <= words:
            return f"the rule {rule.id} names an unknown word, {min(named - words)}"
    return ""


def applies(rule: Rule, facts: Mapping[str, object]) -> bool:
    """True where every fact is as the rule says. Raises KeyError on a fact that there is not."""
    for fact, wanted in rule.when.items():
        found = facts[fact]
        if (found not in wanted) if isinstance(wanted, tuple) else (found is not wanted):
            return False
    return True
