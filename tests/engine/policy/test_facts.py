"""The facts of one call, each by itself, and what is said of it in words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import (
    Caps,
    DataClass,
    Decision,
    Effect,
    Label,
    Latency,
    Message,
    Money,
    Preferences,
    Privacy,
    Reach,
    Role,
    ToolCall,
    ToolSpec,
)
from engine.policy.budget import Spent
from engine.policy.facts import Facts, Situation, certain_facts, lasting_facts, too_slow
from engine.policy.labels import ConversationLabels
from engine.policy.preferences import BOUNDS
from engine.policy.rules import FACTS, Rule
from tests.engine.policy.situations import PRIVATE, TAXES, TOOLS, UNTRUSTED, call, made, typed

LEAK = call("web_search", text="does the merger with Acme explain lighthouse wages, or the tax return 2023?")


def facts_of(asked: ToolCall, question: Rule | None = None, **how: Any) -> Facts:
    situation = Situation(how.pop("tools", TOOLS), **how)
    seen = ConversationLabels()
    seen.grow(situation.conversation, situation.tools)
    lasting = lasting_facts(situation.tools.get(asked.name), situation.preferences)
    return Facts(asked, situation, seen, lasting, lambda _: question)


def test_every_fact_of_the_language_is_found() -> None:
    facts = facts_of(LEAK, conversation=PRIVATE)
    assert {fact for fact in FACTS if facts[fact] is None} == set()
    assert facts.keys() == FACTS
    with pytest.raises(KeyError):
        facts["weather"]


@pytest.mark.parametrize(
    ("effects", "reach", "expected"),
    [
        ({Effect.READS}, Reach.LOCAL, (True, False, False, False, False)),
        ({Effect.CHANGES}, Reach.LOCAL, (False, True, False, True, False)),
        ({Effect.SENDS}, Reach.LOCAL, (False, False, True, True, False)),
        (set(), Reach.LOCAL, (False, False, False, False, False)),
        ({Effect.READS}, Reach.NETWORK, (True, False, True, True, True)),
        ({Effect.CHANGES}, Reach.EXPERT, (False, True, True, True, True)),
    ],
)
def test_what_a_tool_does(effects: set[Effect], reach: Reach, expected: tuple[bool, ...]) -> None:
    facts = lasting_facts(ToolSpec("t", "", {}, reach, frozenset(effects)), Preferences())
    assert tuple(facts[name] for name in ("reads", "changes", "sends", "acts", "leaves")) == expected


@pytest.mark.parametrize(
    ("parameters", "lasts"),
    [
        ({"type": "object", "additionalProperties": False}, True),
        ({"additionalProperties": False, "properties": {"text": {}}}, True),
        ({"additionalProperties": False, "properties": {"url": {}}}, False),
        ({"additionalProperties": False, "properties": None}, False),
        ({"additionalProperties": False, "patternProperties": {"u": {}}}, False),
        ({"additionalProperties": True}, False),
        ({}, False),
    ],
)
def test_the_host_lasts_where_no_argument_can_name_another(parameters: dict[str, Any], lasts: bool) -> None:
    spec = ToolSpec("t", "", parameters, Reach.NETWORK, host="A.example.:8443")
    assert lasting_facts(spec, Preferences())["host"] == "a.example"
    assert lasting_facts(replace(spec, reach=Reach.LOCAL), Preferences())["host"] == ""
    assert ("host" in lasting_facts(replace(spec, host=None), Preferences())) is lasts


@pytest.mark.parametrize(
    "url", ["https://ok.example/", "//ok.example", "https://api.example.org@ok.example/"]
)
def test_a_declared_host_holds_whatever_an_address_in_the_arguments_says(url: str) -> None:
    tools = {"ask": ToolSpec("ask", "", {}, Reach.EXPERT, host="api.example.org")}
    facts = facts_of(call("ask", url=url), tools=tools)
    assert facts["host"] == "api.example.org"
    rule = Rule("r", Decision.DENY, {}, "S.", "It goes{towards}.", "w")
    assert facts.reason(rule) == "It goes to api.example.org."


def test_a_host_that_nobody_names_is_not_known() -> None:
    assert facts_of(call("read_page", url="birds"))["host"] is None
    assert facts_of(call("dark_expert", text="x"))["host"] is None
    assert facts_of(call("read_page", url="https://B.example/x"))["host"] == "b.example"


def test_what_is_not_known_is_endless() -> None:
    spec = ToolSpec("t", "", {}, price_max=None, seconds=math.nan)
    facts = lasting_facts(spec, Preferences())
    assert (facts["price_known"], facts["price"], facts["seconds"]) == (False, math.inf, math.inf)
    assert lasting_facts(replace(spec, price_max=Money(7), seconds=2.0), Preferences())["price"] == 7


def test_a_tool_that_there_is_not_does_nothing_and_is_not_switched_off() -> None:
    facts = lasting_facts(None, Preferences(blocked=("",)))
    assert (facts["known"], facts["blocked"], facts["tool"]) == (False, False, "")


@pytest.mark.parametrize("latency", Latency)
def test_time_is_bounded_by_step_and_by_turn(latency: Latency) -> None:
    bounds = BOUNDS[latency]
    for seconds, elapsed, in_time in (
        (bounds.step_s, 0.0, True),
        (bounds.step_s + 0.1, 0.0, False),
        (1.0, bounds.turn_s - 1, True),
        (1.0, bounds.turn_s - 0.9, False),
        (math.inf, 0.0, False),
        (math.nan, 0.0, False),
    ):
        spec = replace(TOOLS["web_search"], seconds=seconds)
        now = Situation({}, Preferences(latency=latency), elapsed_s=elapsed)
        assert certain_facts(spec, now)["in_time"] is in_time
        assert (too_slow(spec, now) == "") is in_time


def test_a_clock_that_fails_is_no_excuse() -> None:
    assert too_slow(TOOLS["web_search"], Situation({}, elapsed_s=math.nan))


def test_certain_facts_are_those_of_every_valid_call() -> None:
    situation = Situation(TOOLS, Preferences(Privacy.RELAXED), nobody=True, delegated=True, step=4)
    certain = certain_facts(TOOLS["expert"], situation)
    facts = facts_of(
        call("expert", text="x"), preferences=situation.preferences, nobody=True, delegated=True, step=4
    )
    assert certain.keys() < FACTS
    assert {fact: facts[fact] for fact in certain} == certain
    assert (certain["nobody"], certain["delegated"], certain["step"]) == (True, True, 4)
    assert (certain["affordable"], certain["valid"]) == (True, True)
    spent = replace(situation, spent=Spent(day=Money(2_000_000)))
    assert certain_facts(TOOLS["expert"], spent)["affordable"] is False


@pytest.mark.parametrize(
    ("conversation", "text", "carries", "data"),
    [
        (PRIVATE, "the merger with Acme", (), DataClass.PRIVATE),
        (UNTRUSTED, "the grey heron flies", (), DataClass.UNTRUSTED),
        ([*PRIVATE, *UNTRUSTED], "x", (), DataClass.OWN),
        ([], "x", ("carries_private",), DataClass.PRIVATE),
        ([], "x", ("carries_untrusted",), DataClass.UNTRUSTED),
        (PRIVATE, "the merger with Acme", ("carries_untrusted",), DataClass.BOTH),
    ],
)
def test_the_class_of_what_is_quoted(
    conversation: Sequence[Message], text: str, carries: Sequence[str], data: DataClass
) -> None:
    flags: dict[str, Any] = dict.fromkeys(carries, True)
    facts = facts_of(call("web_search", text=text), conversation=conversation, **flags)
    assert facts["data"] is facts.data is data
    assert facts["quotes_private"] is (data in {DataClass.PRIVATE, DataClass.BOTH})
    assert facts["quotes_untrusted"] is (data in {DataClass.UNTRUSTED, DataClass.BOTH})


def test_origins_are_named_by_argument() -> None:
    facts = facts_of(LEAK, conversation=PRIVATE)
    assert facts["origin"] == ("file:taxes.pdf",)
    assert facts["argument_origin"] == ("text=file:taxes.pdf",)
    assert facts_of(call("calculator", text="2+2"))["origin"] == ()


def test_the_phrases_of_each_origin_are_counted_in_the_reason() -> None:
    rule = Rule("a", Decision.ASK, {}, "", "It asks{quoting}.", "")
    facts = facts_of(LEAK, conversation=PRIVATE)
    (quote,) = facts.quotes
    assert quote.phrases == 2
    assert facts.reason(rule) == "It asks, quoting 2 phrases from file:taxes.pdf."
    one = facts_of(call("web_search", text="the merger with Acme"), conversation=PRIVATE)
    assert one.reason(rule) == "It asks, quoting 1 phrase from file:taxes.pdf."
    assert facts_of(LEAK).reason(rule) == "It asks."


def test_a_reason_may_hold_the_reason_of_the_question() -> None:
    asking = Rule("q", Decision.ASK, {}, "", "{tool} would {deed}.", "")
    rule = Rule("a", Decision.DENY, {}, "", "Nobody is there. {question}", "")
    facts = facts_of(call("move", text="x"), asking)
    assert facts.reason(rule) == "Nobody is there. move would change and send something."
    assert facts_of(call("save_note", text="x"), asking).reason(asking) == "save_note would change something."
    assert facts_of(call("copy", text="x"), asking).reason(asking) == "copy would send something."
    assert facts_of(call("copy", text="x")).reason(rule) == "Nobody is there. "


def test_a_reason_names_the_budget_and_the_problem() -> None:
    rule = Rule("a", Decision.DENY, {}, "", "{problem} {budget}", "")
    poor = Preferences(caps=Caps(Money(1)))
    reason = facts_of(call("expert", text=3), preferences=poor).reason(rule)
    assert reason.startswith("The arguments of expert are not valid: at ")
    assert reason.endswith("it may cost $0.01, and the cap for one call is $0.000001")
    assert facts_of(call("exprt", text="x")).reason(rule).startswith("There is no tool called")


WORDS = st.sampled_from([*TAXES.split(), "the grey heron", "flies at dawn", "note", "13", "x", "\n"])


@given(st.lists(WORDS, max_size=9).map(" ".join), st.lists(WORDS, max_size=6).map(" ".join), st.booleans())
def test_what_is_quoted_and_what_is_counted_agree(text: str, other: str, both: bool) -> None:
    seen = ConversationLabels()
    page = made("read_page", "the grey heron flies at dawn, it is said", url="https://a.example")
    seen.grow([*PRIVATE, *UNTRUSTED, *page, typed(text)], TOOLS)
    arguments = {"text": text, "more": [other]} if both else {"text": text}
    labels, quotes = seen.quoted(arguments), seen.quotes(arguments)
    assert {quote.origin for quote in quotes} == {label.origin for label in labels}
    for mark in ("private", "untrusted"):
        assert any(getattr(q, mark) for q in quotes) == any(getattr(label, mark) for label in labels)
    assert all(quote.phrases > 0 and quote.argument in arguments for quote in quotes)


def test_labels_hold_no_origin_of_the_users_own() -> None:
    page = Message(Role.USER, "the grey heron flies at dawn", labels=(Label("clipboard"),))
    facts = facts_of(call("web_search", text="the grey heron flies"), conversation=[page])
    assert facts.labels == ("clipboard",)
    facts = facts_of(LEAK, conversation=[typed(LEAK.arguments["text"])])
    assert facts.labels == ()
