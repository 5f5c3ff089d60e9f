"""The table of cases: every rule and every tool, with what must be allowed, asked about and denied."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest
from msgspec import structs

from engine.contracts import Caps, Decision, Latency, Money, Preferences, Privacy, ToolCall
from engine.policy.budget import Spent
from engine.policy.gate import Gate, Situation
from engine.policy.rules import CHOSEN, Bound, Condition, Rule, RuleBook, builtin_rules, check_rules
from tests.engine.policy.table import CONVERSATIONS, PATH, REAL, Case, Never, read_table

CASES, IMPOSSIBLE = read_table(PATH.read_text(encoding="utf-8"))
GATE = Gate.load()
RULES = builtin_rules().rules
ALL_RULES = {rule.id for rule in RULES}
EXAMPLES = {
    "calculator": {"expression": "84213 / 12"},
    "current_time": {"timezone": "Asia/Taipei"},
    "search_files": {"query": "the merger with Acme"},
    "read_file": {"path": "taxes.pdf"},
    "list_folder": {},
    "add_note": {"text": "The merger with Acme closes on Friday"},
    "search_notes": {"query": "the grey heron flies"},
    "web_search": {"query": "the merger with Acme"},
    "ask_expert": {"expert": "expert-1", "question": "Explain this poem"},
    "call_expert": {"expert": "expert-1"},
    "read_page": {"url": "https://herons.example/north"},
}
IN_FORCE = [
    (Preferences(), {"blocked", "offline", "local_only", "private_stays"}),
    (Preferences(Privacy.RELAXED), {"blocked", "offline", "local_only", "private_stays"}),
    (Preferences(Privacy.CAREFUL), {"blocked", "offline", "local_only"}),
    (Preferences(Privacy.LOCAL_ONLY), {"blocked", "offline", "private_stays", "ask_before_leaving"}),
    (Preferences(offline=True), {"blocked", "local_only", "private_stays", "ask_before_leaving"}),
    (Preferences(blocked=("web_search",)), {"offline", "local_only", "private_stays"}),
]
"""Dials, and the rules that cannot apply under them."""


@pytest.mark.parametrize("case", CASES, ids=[f"{case.section}: {case.sentence}" for case in CASES])
def test_the_table(case: Case) -> None:
    verdict = GATE.judge(case.call, case.situation)
    assert (verdict.decision, verdict.remember) == (case.decision, case.remember)
    assert verdict.rule == case.rules[0]
    assert tuple(rule.id for rule in GATE.explain(case.call, case.situation)) == case.rules
    assert verdict.reason[0].isupper() or verdict.reason.startswith(case.call.name)
    assert verdict.reason.endswith(".")
    assert verdict.reason.isprintable()
    assert "{" not in verdict.reason


def test_the_table_is_large_and_each_line_says_something_else() -> None:
    assert len(CASES) >= 150
    assert len({(case.section, case.sentence) for case in CASES}) == len(CASES)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_every_rule_has_what_it_must_do_and_what_it_must_leave_alone(rule: Rule) -> None:
    rows = [case for case in CASES if case.section == f"rule {rule.id}"]
    assert {case.decision for case in rows} == set(Decision)
    assert any(case.rules[0] == rule.id for case in rows if case.decision is rule.decision)
    assert any(rule.id not in case.rules for case in rows)


@pytest.mark.parametrize("name", REAL)
def test_every_tool_has_each_verdict_or_a_reason_why_not(name: str) -> None:
    shown = {case.decision for case in CASES if case.section == f"tool {name}" and case.call.name == name}
    never = {each.decision for each in IMPOSSIBLE if each.tool == name}
    assert shown | never == set(Decision)
    assert not shown & never


def situations() -> Iterator[Situation]:
    """Every kind of dial, circumstance and conversation beside every other."""
    tight = (Caps(), Caps(Money(0), Money(0), Money(0), Money(0)))
    marks = [(), ("private",), ("untrusted",), ("private", "untrusted"), ("gone",)]
    talks = [tuple(message for name in names for message in CONVERSATIONS[name]) for names in marks]
    for privacy, latency, caps, talk in itertools.product(Privacy, Latency, tight, talks):
        for offline, nobody, delegated in itertools.product((False, True), repeat=3):
            preferences = Preferences(privacy, latency, caps, offline)
            yield Situation(REAL, preferences, talk, nobody, Spent(), delegated=delegated)


SITUATIONS = list(situations())


@pytest.mark.parametrize("never", IMPOSSIBLE, ids=lambda each: f"{each.tool} {each.decision}")
def test_what_the_table_calls_impossible_is(never: Never) -> None:
    call = ToolCall("next", never.tool, EXAMPLES[never.tool])
    assert never.reason
    for situation in SITUATIONS:
        assert GATE.judge(call, situation).decision is not never.decision


@pytest.mark.parametrize(("preferences", "absent"), IN_FORCE)
def test_the_rules_in_force_follow_the_dials(preferences: Preferences, absent: set[str]) -> None:
    assert {rule.id for rule in GATE.rules_in_force(preferences)} == ALL_RULES - absent


def faulty_conditions(fact: str, wanted: Condition) -> Iterator[tuple[str, Condition | None]]:
    """One condition, each time with one fault; None leaves it out."""
    yield "left out", None
    if isinstance(wanted, bool):
        yield "inverted", not wanted
    elif isinstance(wanted, Bound):
        yield "turned round", Bound(wanted.below, wanted.above)
    else:
        for word in wanted:
            yield f"without {word}", tuple(each for each in wanted if each != word)
        for word in sorted(CHOSEN.get(fact, frozenset()) - set(wanted)):
            yield f"with {word}", (*wanted, word)


def faulty_rules(rule: Rule) -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """What may stand in a rule's place by mistake."""
    yield "left out", ()
    for other in Decision:
        if other is not rule.decision:
            yield f"made {other}", (structs.replace(rule, decision=other, remember=False),)
    if rule.decision is Decision.ASK:
        yield "remembered otherwise", (structs.replace(rule, remember=not rule.remember),)
    for fact, wanted in rule.when.items():
        for words, instead in faulty_conditions(fact, wanted):
            when = {name: value for name, value in rule.when.items() if name != fact}
            yield (
                f"{fact} {words}",
                (structs.replace(rule, when=when if instead is None else {**when, fact: instead}),),
            )


def mutants() -> Iterator[tuple[str, tuple[Rule, ...]]]:
    """The delivered rules, each time with one fault."""
    for index, rule in enumerate(RULES):
        for words, instead in faulty_rules(rule):
            yield f"{rule.id} {words}", (*RULES[:index], *instead, *RULES[index + 1 :])


SAME = {
    "private_and_untrusted remembered otherwise": "with both marks nothing is remembered",
    "untrusted_wish remembered otherwise": "nothing is remembered of what stays on this computer",
    "local_reading leaves left out": "what leaves acts",
}
"""Faults that change no verdict, and why."""

MUTANTS = [(name, rules) for name, rules in mutants() if name not in SAME]


def agrees(gate: Gate, case: Case) -> bool:
    verdict = gate.judge(case.call, case.situation)
    found = (verdict.decision, verdict.remember, verdict.rule)
    if found != (case.decision, case.remember, case.rules[0]):
        return False
    return tuple(rule.id for rule in gate.explain(case.call, case.situation)) == case.rules


def same_in_force(gate: Gate, preferences: Preferences, absent: set[str]) -> bool:
    return {rule.id for rule in gate.rules_in_force(preferences)} == ALL_RULES - absent


@pytest.mark.parametrize(("name", "rules"), MUTANTS, ids=[name for name, _ in MUTANTS])
def test_no_fault_in_a_rule_goes_unseen(name: str, rules: tuple[Rule, ...]) -> None:
    if check_rules(rules):
        return
    gate = Gate(RuleBook(rules))
    first = [case for case in CASES if case.section == f"rule {name.partition(' ')[0]}"]
    unseen = all(agrees(gate, case) for case in (*first, *CASES))
    assert not (unseen and all(same_in_force(gate, *each) for each in IN_FORCE))


@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_the_rules_changes_no_decision(turned: bool) -> None:
    order = sorted(RULES, key=lambda rule: rule.id, reverse=turned)
    gate = Gate(RuleBook(tuple(order)))
    for case in CASES:
        verdict = gate.judge(case.call, case.situation)
        assert (verdict.decision, verdict.remember) == (case.decision, case.remember)


def test_a_tool_that_the_table_calls_switched_off_is_not_offered() -> None:
    for case in CASES:
        if case.rules[0] in {"blocked", "offline", "local_only", "too_slow", "delegated", "nobody"}:
            offered = {spec.name for spec in GATE.offered(case.situation)}
            certain = replace(case.situation, conversation=())
            again = GATE.judge(case.call, certain)
            assert (case.call.name in offered) is (again.decision is not Decision.DENY)
