"""The gate's rules: data, one sentence each. A file that cannot be used means that nothing is allowed.

A rule applies where every fact in its `when` is as it says. Facts are of three kinds: true or false; words,
of which the rule lists those that it means; numbers, of which it names the bounds.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

import msgspec
from msgspec import structs

from engine.contracts import DataClass, Decision, Latency, Privacy, Reach
from engine.policy.hosts import plain_patterns
from engine.policy.preferences import LATENCY_FROM_STRICT, PRIVACY_FROM_STRICT

YES_OR_NO = frozenset(
    {
        "known",
        "valid",
        "offline",
        "leaves",
        "reads",
        "changes",
        "sends",
        "acts",
        "quotes_private",
        "quotes_untrusted",
        "private_seen",
        "untrusted_seen",
        "own_words",
        "price_known",
        "affordable",
        "in_time",
        "nobody",
        "delegated",
        "asks",
        "blocked",
    }
)
CHOSEN: Mapping[str, frozenset[str]] = {
    "privacy": frozenset(Privacy),
    "latency": frozenset(Latency),
    "reach": frozenset(Reach),
    "data": frozenset(DataClass),
}
"""Facts that are one of a few words."""

_OWN_LETTERS = r"(?i:page|expert):.*[^\x00-\x7f]"
"""An origin whose host is not in punycode, as those of the facts are."""

PATTERNS: Mapping[str, re.Pattern[str]] = {
    "host": re.compile(r"(?:\*\.)?[^*\s/:]+"),
    "origin": re.compile(rf"(?!{_OWN_LETTERS})[^*]*\*?[^*]*"),
    "argument_origin": re.compile(rf"(?!.*={_OWN_LETTERS})[^*]*\*?[^*]*"),
    "tool": re.compile(r"[^*]*\*?[^*]*"),
}
"""Facts that are compared with patterns: one `*` stands for anything, and capitals make no difference.

Of hosts, `*.example.com` means `example.com` as well.
"""

NUMBERS = frozenset({"price", "seconds", "step"})
FACTS = YES_OR_NO | CHOSEN.keys() | PATTERNS.keys() | NUMBERS
WORDS = frozenset({"tool", "problem", "towards", "quoting", "budget", "pace", "question", "deed"})
DIAL_WORDS = frozenset(
    {"cap_call", "cap_conversation", "cap_day", "cap_month", "step", "turn", "blocked"},
)
RESERVED = frozenset({"rules_broken", "rule_error", "no_rule"})
"""Ids of the verdicts that no rule makes."""

MOST_EXTRA = 500
"""An organisation's rules, at most: each call is held against all of them."""

_VERSION = 1
_ID = re.compile(r"[a-z][a-z0-9_]{0,63}")
_LONGEST_TEXT = 400
_FROM_STRICT: Mapping[str, tuple[str, ...]] = {
    "privacy": PRIVACY_FROM_STRICT,
    "latency": LATENCY_FROM_STRICT,
}
_MILD = {
    "offline": False,
    "affordable": True,
    "in_time": True,
    "blocked": False,
    "nobody": False,
    "delegated": False,
    "asks": False,
}
"""What a stricter dial, or fewer people to ask, could make untrue."""


class Bound(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The numbers between two ends, neither of which belongs to them; None is no end."""

    above: float | None = None
    below: float | None = None

    def holds(self, number: float) -> bool:
        """True for a number between the ends."""
        return (self.above is None or number > self.above) and (self.below is None or number < self.below)


Condition = bool | tuple[str, ...] | Bound


class Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One rule. It applies where every fact in `when` is as it says: one of the listed words, within bounds.

    `remember` says that a yes to a question of this rule may cover further calls.
    """

    id: str
    decision: Decision
    when: dict[str, Condition]
    sentence: str
    reason: str
    why: str
    remember: bool = False


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
        return broken_book(str(error))
    if file.version != _VERSION:
        return broken_book(f"its version is {file.version}, not {_VERSION}")
    problem = check_rules(file.rules) or ("" if file.rules else "there is no rule in it")
    return broken_book(problem) if problem else RuleBook(file.rules)


def builtin_rules() -> RuleBook:
    """The rules that the program is delivered with."""
    try:
        return read_rules((resources.files("resources") / "rules" / "gate.json").read_bytes())
    except (OSError, ModuleNotFoundError) as error:
        return broken_book(str(error))


def broken_book(problem: str) -> RuleBook:
    """A book that allows nothing, because of `problem`, a clause."""
    return RuleBook((), f"The file of rules cannot be used ({problem}), so nothing is allowed.")


def check_rules(rules: tuple[Rule, ...]) -> str:
    """A clause about the first rule that cannot be used; empty where all can."""
    problem = next(filter(None, map(_problem, rules)), "")
    if not problem and len({rule.id for rule in rules}) < len(rules):
        return "two rules have the same id"
    return problem


def check_extra(rules: tuple[Rule, ...]) -> str:
    """A clause about the first of an organisation's rules that cannot be used; empty where all can.

    Beyond what holds for every rule, they may only deny or ask, and no stricter dial may make one untrue.
    """
    if len(rules) > MOST_EXTRA:
        return f"there are more than {MOST_EXTRA} rules"
    return check_rules(rules) or next(filter(None, map(_extra_problem, rules)), "")


def in_one_form(rule: Rule) -> Rule:
    """The rule with its hosts as the facts write them. Raises ValueError where check_rules objects."""
    hosts = rule.when.get("host")
    if not isinstance(hosts, tuple):
        return rule
    return structs.replace(rule, when={**rule.when, "host": plain_patterns(hosts)})


def applies(rule: Rule, facts: Mapping[str, object]) -> bool:
    """True where every fact is as the rule says. A fact of None is not known: it stops no deny and no ask.

    Raises KeyError on a fact that there is not, TypeError on one of the wrong kind.
    """
    doubt = rule.decision is not Decision.ALLOW
    return all(holds(wanted, facts[fact], doubt) for fact, wanted in rule.when.items())


def holds(wanted: Condition, found: object, doubt: bool) -> bool:
    """True where the fact `found` is as `wanted`; `doubt` is the answer for one that is not known."""
    if isinstance(wanted, bool):
        return doubt if found is None else found is wanted
    if found is None:
        return doubt
    if isinstance(wanted, tuple):
        words = found if isinstance(found, tuple) else (found,)
        return any(map(_matcher(wanted), words))
    if not isinstance(found, (int, float)):
        raise TypeError("a bound needs a number")
    return wanted.holds(found)


@lru_cache(maxsize=4096)
def _matcher(patterns: tuple[str, ...]) -> Callable[[str], object]:
    """A function that tells whether a word is like one of the patterns; TypeError on what is no word."""
    parts = (map(re.escape, pattern.partition("*")[::2]) for pattern in patterns)
    either = (
        f"{before}.*{after}" if "*" in pattern else before
        for pattern, (before, after) in zip(patterns, parts, strict=True)
    )
    return re.compile("|".join(either), re.DOTALL | re.IGNORECASE).fullmatch


def _problem(rule: Rule) -> str:
    if not _ID.fullmatch(rule.id) or rule.id in RESERVED:
        return "a rule's id is not made of small letters, digits and _, or is the program's own"
    unknown = rule.when.keys() - FACTS
    if unknown:
        return f"the rule {rule.id} names an unknown fact, {min(unknown)}"
    if not all(_fits(fact, wanted) for fact, wanted in rule.when.items()):
        return f"the rule {rule.id} compares a fact with the wrong kind of value"
    if rule.decision is not Decision.ASK and rule.remember:
        return f"the rule {rule.id} does not ask, so no yes to it can be remembered"
    if rule.decision is Decision.ASK and "asks" in rule.when:
        return f"the rule {rule.id} asks where a rule asks"
    for text, words in ((rule.reason, WORDS), (rule.sentence, DIAL_WORDS)):
        problem = _text_problem(text, words)
        if problem:
            return f"the rule {rule.id} {problem}"
    return ""


def _fits(fact: str, wanted: Condition) -> bool:
    """True where `wanted` is of the kind that this fact is compared with, and says something."""
    if fact in YES_OR_NO:
        return isinstance(wanted, bool)
    if fact in NUMBERS:
        return isinstance(wanted, Bound) and wanted != Bound()
    if not isinstance(wanted, tuple) or not wanted or not all(wanted):
        return False
    if fact in CHOSEN:
        return CHOSEN[fact].issuperset(wanted)
    return all(PATTERNS[fact].fullmatch(word) for word in wanted) and (fact != "host" or _are_hosts(wanted))


def _are_hosts(patterns: tuple[str, ...]) -> bool:
    try:
        return bool(plain_patterns(patterns))
    except ValueError:
        return False


def _text_problem(text: str, words: frozenset[str]) -> str:
    try:
        places = [place for place in string.Formatter().parse(text) if place[1] is not None]
    except ValueError as error:
        return f"holds a broken text: {error}"
    unknown = {name or "" for _, name, _, _ in places} - words
    if unknown:
        return f"names an unknown word, {min(unknown)}"
    if any(form or conversion for _, _, form, conversion in places):
        return "holds a broken text: a word has a form of its own"
    return ""


def _extra_problem(rule: Rule) -> str:
    if rule.decision is Decision.ALLOW:
        return f"the rule {rule.id} allows something, and such a rule may only deny or ask"
    for fact, wanted in rule.when.items():
        if fact in _MILD and wanted is _MILD[fact]:
            return f"the rule {rule.id} would end where the fact {fact} becomes stricter"
        order = _FROM_STRICT.get(fact, ())
        if order and isinstance(wanted, tuple) and set(wanted) != set(order[: len(set(wanted))]):
            return f"the rule {rule.id} would end where the dial {fact} is moved to a stricter stop"
    for text in (rule.sentence, rule.reason):
        if not text.strip() or not text.isprintable() or len(text) > _LONGEST_TEXT:
            return f"the rule {rule.id} needs a sentence and a reason of at most {_LONGEST_TEXT} characters"
    return ""
