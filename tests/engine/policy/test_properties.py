"""What holds of the gate for every call: strictness only narrows, and deny beats ask beats allow."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contracts import (
    Caps,
    DataClass,
    Decision,
    Latency,
    Money,
    Preferences,
    Privacy,
    Reach,
    ToolCall,
)
from engine.policy.budget import Spent
from engine.policy.gate import RULE_ERROR, Gate, Situation
from engine.policy.preferences import no_milder, tighten
from engine.policy.rules import (
    NUMBERS,
    PATTERNS,
    YES_OR_NO,
    Bound,
    Rule,
    RuleBook,
    builtin_rules,
    check_extra,
)
from tests.engine.policy.situations import PRIVATE, TOOLS, UNTRUSTED, call, made, typed

ORDER = [Decision.ALLOW, Decision.ASK, Decision.DENY]
GATE = Gate.load()
ARGUMENTS = st.sampled_from(
    [
        "buy milk",
        "13",
        "the merger with Acme",
        "the grey heron flies",
        "84213",
        "https://a.example",
        "x",
        13,
        None,
    ]
)
CALLS = st.builds(
    lambda name, key, value: call(name, **{key: value}),
    st.sampled_from([*TOOLS, "unknown"]),
    st.sampled_from(["text", "path", "url", "id"]),
    ARGUMENTS,
)
CONVERSATIONS = st.lists(
    st.sampled_from(
        [[typed("buy milk")], [typed("delete 13")], PRIVATE, UNTRUSTED, made("web_search", "x y z", text="x")]
    ),
    max_size=4,
).map(lambda parts: [message for part in parts for message in part])
MONEY = st.sampled_from([0, 1, 9_999, 10_000, 50_000, 10_000_000]).map(Money)
PREFERENCES = st.builds(
    Preferences,
    st.sampled_from(Privacy),
    st.sampled_from(Latency),
    st.builds(Caps, MONEY, MONEY, MONEY, MONEY),
    st.booleans(),
    blocked=st.lists(st.sampled_from(sorted(TOOLS)), max_size=2).map(tuple),
)
SECONDS = st.sampled_from([0.0, 1.0, 10.0, 11.0, 60.0, 599.0, float("inf"), float("nan")])
SITUATIONS = st.builds(
    lambda price, seconds, **rest: Situation(
        {name: replace(spec, price_max=price, seconds=seconds) for name, spec in TOOLS.items()}, **rest
    ),
    st.sampled_from([Money(0), Money(10_000), None]),
    SECONDS,
    preferences=PREFERENCES,
    conversation=CONVERSATIONS,
    nobody=st.booleans(),
    spent=st.builds(Spent, MONEY, MONEY, MONEY),
    carries_private=st.booleans(),
    carries_untrusted=st.booleans(),
    step=st.integers(1, 9),
    elapsed_s=st.sampled_from([0.0, 30.0, 59.0, 3599.0]),
    delegated=st.booleans(),
)
WORDS: dict[str, list[str]] = {
    "privacy": list(Privacy),
    "latency": list(Latency),
    "reach": list(Reach),
    "data": list(DataClass),
    "tool": ["web_search", "save_*", "*"],
    "host": ["search.example", "*.example.com", "a.example"],
    "origin": ["file:*", "tool:read_mail", "*"],
    "argument_origin": ["text=file:*", "*=tool:*"],
}
BOUNDS = st.builds(Bound, st.sampled_from([0.0, 5.0]), st.sampled_from([10_000.0, 20_000.0]))


def conditions(fact: str) -> st.SearchStrategy[Any]:
    if fact in YES_OR_NO:
        return st.booleans()
    if fact in NUMBERS:
        return BOUNDS
    return st.lists(st.sampled_from(WORDS[fact]), min_size=1, max_size=3, unique=True).map(
        lambda words: tuple(map(str, words))
    )


FACTS = sorted(YES_OR_NO | NUMBERS | WORDS.keys())
WHEN = st.lists(st.sampled_from(FACTS), max_size=3, unique=True).flatmap(
    lambda facts: st.fixed_dictionaries({fact: conditions(fact) for fact in facts})
)
EXTRA = st.lists(
    st.builds(
        Rule,
        st.just("a"),
        st.sampled_from([Decision.DENY, Decision.ASK]),
        WHEN,
        st.just("No."),
        st.just("{tool} may not{towards}{quoting}."),
        st.just("House rule"),
    ).filter(lambda rule: not check_extra((rule,))),
    max_size=2,
).map(lambda rules: tuple(_numbered(rules)))


def _numbered(rules: Sequence[Rule]) -> list[Rule]:
    return [
        Rule(f"r{number}", rule.decision, rule.when, rule.sentence, rule.reason, rule.why)
        for number, rule in enumerate(rules)
    ]


def strictness(gate: Gate, asked: ToolCall, situation: Situation) -> int:
    return ORDER.index(gate.judge(asked, situation).decision)


@settings(max_examples=300, deadline=None)
@given(CALLS, SITUATIONS, PREFERENCES, EXTRA)
def test_stricter_dials_never_allow_more(
    asked: ToolCall, before: Situation, other: Preferences, extra: tuple[Rule, ...]
) -> None:
    gate = Gate(builtin_rules(), extra)
    after = replace(before, preferences=tighten(before.preferences, other))
    assert no_milder(after.preferences, before.preferences)
    assert strictness(gate, asked, after) >= strictness(gate, asked, before)
    assert {spec.name for spec in gate.offered(after)} <= {spec.name for spec in gate.offered(before)}


DIALS: list[Any] = [
    lambda p, q: replace(p, privacy=tighten(p, q).privacy),
    lambda p, q: replace(p, latency=tighten(p, q).latency),
    lambda p, q: replace(p, offline=p.offline or q.offline),
    lambda p, q: replace(p, blocked=(*p.blocked, *q.blocked)),
    *[
        lambda p, q, cap=cap: replace(
            p, caps=replace(p.caps, **{cap: min(getattr(p.caps, cap), getattr(q.caps, cap))})
        )
        for cap in ("call", "conversation", "day", "month")
    ],
]


@pytest.mark.parametrize(
    "move", DIALS, ids=["privacy", "latency", "offline", "blocked", "call", "conversation", "day", "month"]
)
@settings(max_examples=60, deadline=None)
@given(asked=CALLS, before=SITUATIONS, other=PREFERENCES)
def test_each_dial_alone_never_allows_more(
    move: Any, asked: ToolCall, before: Situation, other: Preferences
) -> None:
    after = replace(before, preferences=move(before.preferences, other))
    assert strictness(GATE, asked, after) >= strictness(GATE, asked, before)


@settings(max_examples=150, deadline=None)
@given(CALLS, SITUATIONS, EXTRA, MONEY)
def test_less_time_less_money_and_fewer_people_never_allow_more(
    asked: ToolCall, before: Situation, extra: tuple[Rule, ...], more: Money
) -> None:
    gate = Gate(builtin_rules(), extra)
    spent = Spent(
        *(Money(sum_ + more) for sum_ in (before.spent.conversation, before.spent.day, before.spent.month))
    )
    for after in (
        replace(before, nobody=True),
        replace(before, delegated=True),
        replace(before, elapsed_s=before.elapsed_s + 600),
        replace(before, spent=spent),
    ):
        assert strictness(gate, asked, after) >= strictness(gate, asked, before)


@settings(max_examples=200, deadline=None)
@given(CALLS, SITUATIONS, EXTRA)
def test_an_organisations_rules_only_narrow(
    asked: ToolCall, situation: Situation, extra: tuple[Rule, ...]
) -> None:
    gate = Gate(builtin_rules(), extra)
    assert strictness(gate, asked, situation) >= strictness(GATE, asked, situation)
    verdict = gate.judge(asked, situation)
    assert verdict.rule != RULE_ERROR
    assert not verdict.remember or GATE.judge(asked, situation).remember


@settings(max_examples=200, deadline=None)
@given(CALLS, SITUATIONS, EXTRA)
def test_the_verdict_is_the_first_of_all_rules_that_apply(
    asked: ToolCall, situation: Situation, extra: tuple[Rule, ...]
) -> None:
    gate = Gate(builtin_rules(), extra)
    for now in (situation, replace(situation, preferences=replace(situation.preferences, blocked=()))):
        verdict = gate.judge(asked, now)
        traced = gate.explain(asked, now)
        assert (traced[0].id, traced[0].decision) == (verdict.rule, verdict.decision)
        strict = [ORDER.index(each.decision) for each in traced]
        assert strict == sorted(strict, reverse=True)
        if verdict.decision is not Decision.DENY:
            assert asked.name in {spec.name for spec in gate.offered(now)}


@settings(max_examples=150, deadline=None)
@given(CALLS, SITUATIONS, EXTRA, st.randoms())
def test_the_order_of_the_rules_changes_no_decision(
    asked: ToolCall, situation: Situation, extra: tuple[Rule, ...], random: Any
) -> None:
    rules, more = list(builtin_rules().rules), list(extra)
    random.shuffle(rules)
    random.shuffle(more)
    one = Gate(builtin_rules(), extra).judge(asked, situation)
    other = Gate(RuleBook(tuple(rules)), tuple(more)).judge(asked, situation)
    assert (one.decision, one.remember) == (other.decision, other.remember)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20).filter(lambda name: name not in TOOLS), SITUATIONS, EXTRA)
def test_an_unknown_tool_is_denied(name: str, situation: Situation, extra: tuple[Rule, ...]) -> None:
    assert Gate(builtin_rules(), extra).judge(call(name, text="x"), situation).decision is Decision.DENY


@settings(max_examples=150, deadline=None)
@given(CALLS, SITUATIONS)
def test_what_may_be_remembered_holds_nothing_private(asked: ToolCall, situation: Situation) -> None:
    verdict = GATE.judge(asked, situation)
    if verdict.remember:
        assert verdict.decision is Decision.ASK
        assert situation.preferences.privacy is Privacy.RELAXED
        assert situation.tools[asked.name].reach.leaves
        assert verdict.data in {DataClass.OWN, DataClass.UNTRUSTED}
        assert not {"private", "untrusted"} <= {*verdict.labels}
        assert not any(quote.private for quote in verdict.quotes)


def test_every_fact_is_tried() -> None:
    assert WORDS.keys() >= PATTERNS.keys()
