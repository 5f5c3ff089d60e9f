"""What other preferences would have said to the calls on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.contracts import (
    Caps,
    Decision,
    Effect,
    Latency,
    Message,
    Money,
    Preferences,
    Privacy,
    Reach,
    ToolCall,
)
from engine.policy.budget import OVER_BUDGET, UNKNOWN_PRICE
from engine.policy.explain import Replay, at_each_stop, said
from engine.policy.gate import NO_RULE, RULES_BROKEN, Gate, Situation
from engine.policy.preferences import PRIVACY_FROM_STRICT, no_milder
from engine.policy.rules import Bound, Rule, RuleBook
from engine.policy.views import JudgedCall, WeekEffect
from tests.engine.policy.situations import PRIVATE, TOOLS, UNTRUSTED, call, typed

ALLOW, ASK, DENY = Decision.ALLOW, Decision.ASK, Decision.DENY
STRICT, CAREFUL, ASKING, RELAXED = PRIVACY_FROM_STRICT
GATE = Gate.load()
NOON = 1_773_230_400.0
"""11 March 2026, 12:00 UTC."""
DAY = 86_400.0
NUMBERS = count(1)


def on_record(tool: str = "web_search", **changes: Any) -> JudgedCall:
    """A web search that was asked about and granted, and ran; or what `changes` make of it."""
    number = next(NUMBERS)
    made = JudgedCall(
        row=number,
        id=f"call-{number}",
        at=NOON + number,
        conversation_id="talk",
        turn_id=f"turn-{number}",
        tool=tool,
        reach=Reach.NETWORK,
        host="search.example",
        decision=ALLOW,
        rule="ask_before_leaving",
        by="user",
        outcome="ran",
        left=True,
    )
    return replace(made, **changes)


def at_home(tool: str = "calculator", rule: str = "local_reading", **changes: Any) -> JudgedCall:
    """A call that stayed on this computer."""
    local: dict[str, Any] = {"reach": Reach.LOCAL, "host": "", "by": "rule", "left": False}
    return on_record(tool, rule=rule, **(local | changes))


def replay(*calls: JudgedCall, gate: Gate = GATE) -> Replay:
    """The calls, given oldest first."""
    return Replay(calls[::-1], gate.book, TOOLS)


def verdict(one: JudgedCall, preferences: Preferences, gate: Gate = GATE) -> tuple[Decision, str]:
    (found,) = replay(one, gate=gate).verdicts(preferences)
    return found.decision, found.rule


def with_rules(*rules: Rule) -> Gate:
    return Gate.load(rules, "Example GmbH")


def rule(decision: Decision = DENY, **when: Any) -> Rule:
    return Rule("extra", decision, when, "A sentence.", "A reason.", "")


@pytest.mark.parametrize(
    ("one", "changed", "expected"),
    [
        (on_record(), {}, (ASK, "ask_before_leaving")),
        (on_record(), {"privacy": STRICT}, (DENY, "local_only")),
        (on_record(), {"privacy": CAREFUL}, (ASK, "ask_before_leaving")),
        (on_record(), {"offline": True}, (DENY, "offline")),
        (on_record(), {"blocked": ("web_search",)}, (DENY, "blocked")),
        (on_record(), {"blocked": ("expert",)}, (ASK, "ask_before_leaving")),
        (on_record(rule="offline", decision=DENY, by="rule"), {}, (ASK, "ask_before_leaving")),
        (on_record(rule="local_only", decision=DENY, by="rule"), {}, (ASK, "ask_before_leaving")),
        (on_record(rule="nobody", decision=DENY, by="rule"), {}, (DENY, "nobody")),
        (on_record(decision=DENY, by="nobody"), {"privacy": RELAXED}, (DENY, "nobody")),
        (on_record(decision=DENY, by="timeout"), {}, (ASK, "ask_before_leaving")),
        (on_record(rule="invalid_arguments"), {}, (DENY, "invalid_arguments")),
        (on_record(rule="unknown_tool"), {}, (DENY, "unknown_tool")),
        (at_home(), {"privacy": STRICT, "offline": True}, (ALLOW, "local_reading")),
        (at_home("save_note", "local_work"), {"privacy": STRICT}, (ALLOW, "local_work")),
        (at_home("gone", "local_work"), {}, (ALLOW, "local_work")),
        (at_home("gone", "local_reading"), {}, (ALLOW, "local_reading")),
        (at_home("gone", "own_wish", labels=("untrusted",)), {}, (ALLOW, "own_wish")),
        (at_home("gone", "untrusted_wish", labels=("untrusted",)), {}, (ASK, "untrusted_wish")),
        (at_home("gone", "blocked", decision=DENY), {}, (DENY, NO_RULE)),
    ],
)
def test_a_call_is_judged_anew_by_the_same_rules(
    one: JudgedCall, changed: dict[str, Any], expected: tuple[Decision, str]
) -> None:
    assert verdict(one, Preferences(**changed)) == expected


@pytest.mark.parametrize(
    ("tool", "labels", "stays"),
    [
        ("web_search", (), False),
        ("web_search", ("private",), False),
        ("web_search", ("private", "file:taxes.pdf"), True),
        ("web_search", ("private", "clipboard"), True),
        ("web_search", ("private", "server:mail"), True),
        ("web_search", ("private", "unheard-of"), True),
        ("web_search", ("private", "page:news.example"), False),
        ("web_search", ("private", "page:news.example", "file:taxes.pdf"), True),
        ("web_search", ("private", "expert:api.example.com"), False),
        ("web_search", ("private", "tool:read_file"), True),
        ("web_search", ("private", "tool:read_mail"), False),
        ("web_search", ("private", "tool:gone"), True),
        ("web_search", ("untrusted", "file:taxes.pdf"), False),
        ("endpoint_reply", ("private",), True),
        ("endpoint_reply", ("untrusted",), False),
        ("endpoint_reply", (), False),
        ("gone", ("private", "page:news.example"), False),
    ],
)
def test_what_was_quoted_is_known_by_its_kind_and_the_marks(
    tool: str, labels: tuple[str, ...], stays: bool
) -> None:
    expected = (DENY, "private_stays") if stays else (ASK, "ask_before_leaving")
    if {"private", "untrusted"} <= set(labels) and not stays:
        expected = (ASK, "private_and_untrusted")
    assert verdict(on_record(tool, labels=labels), Preferences(CAREFUL)) == expected


@pytest.mark.parametrize(
    ("when", "one", "applies"),
    [
        ({"origin": ("file:*",)}, on_record(labels=("private", "file:taxes.pdf")), True),
        ({"origin": ("file:*",)}, on_record(labels=("untrusted", "page:x.org")), False),
        ({"origin": ("*private",)}, on_record(labels=("private", "untrusted")), False),
        ({"data": ("private",)}, on_record(labels=("private", "file:taxes.pdf")), True),
        ({"data": ("own",)}, on_record(labels=("private", "untrusted")), True),
        ({"data": ("both",)}, on_record(labels=("private", "untrusted", "page:x", "file:y")), True),
        ({"quotes_untrusted": True}, on_record(labels=("untrusted", "page:x")), True),
        ({"quotes_untrusted": True}, on_record(labels=("private", "page:x")), False),
        ({"host": ("*.example",)}, on_record(host="Search.Example."), True),
        ({"host": ("*.example",)}, on_record(host="search.org"), False),
        ({"host": ("*.example",)}, on_record(host=""), True),
        ({"host": ("*.example",)}, at_home(), False),
        ({"tool": ("web_search",)}, on_record(), True),
        ({"tool": ("web_search",)}, at_home(), False),
        ({"step": Bound(above=2)}, on_record(step=3), True),
        ({"step": Bound(above=2)}, on_record(step=2), False),
        ({"price": Bound(above=9_999)}, on_record("expert"), True),
        ({"price": Bound(above=10_000)}, on_record("expert", price=Money(9_000)), False),
        ({"price": Bound(above=10_000)}, on_record("expert", price=Money(11_000)), True),
        ({"price": Bound(above=99_999)}, on_record("dark_expert"), True),
        ({"price": Bound(above=10)}, on_record("gone", price=Money(11)), True),
        ({"seconds": Bound(above=3)}, on_record("gone", seconds=4.0), True),
        ({"seconds": Bound(above=3)}, on_record("gone", seconds=2.0), False),
        ({"seconds": Bound(above=3)}, on_record(seconds=4.0), False),
        ({"reach": ("expert",)}, on_record("web_search", reach=Reach.EXPERT), True),
        ({"changes": True}, at_home("save_note", "local_work"), True),
        ({"changes": True}, at_home("gone", "local_work"), False),
        ({"acts": True}, at_home("gone", "local_work"), True),
        ({"acts": True}, at_home("gone", "own_wish"), True),
        ({"acts": True}, at_home("gone", "untrusted_wish"), True),
        ({"acts": False}, at_home("gone", "local_reading"), True),
        ({"acts": True}, on_record("gone"), True),
        ({"reads": True}, on_record("gone"), True),
        ({"changes": True}, on_record("gone"), False),
        ({"reads": True}, at_home("gone", "local_reading"), False),
        ({"sends": False}, at_home("gone", "local_reading"), False),
        ({"changes": False}, at_home("gone", "local_reading"), False),
        ({"host": ("search.example",)}, on_record(host="Search.Example."), True),
        ({"quotes_untrusted": True}, on_record(labels=("untrusted", "file:x")), False),
        ({"quotes_untrusted": True}, on_record(labels=("untrusted", "clipboard")), True),
        ({"quotes_untrusted": True}, on_record(labels=("untrusted", "expert:x")), True),
        ({"quotes_untrusted": True}, on_record(labels=("untrusted", "server:x")), True),
        ({"acts": True}, at_home("gone", "private_and_untrusted"), True),
        ({"acts": True}, at_home("gone", "nobody"), True),
        ({"acts": True}, at_home("gone", "blocked"), False),
        ({"sends": True}, on_record("gone"), True),
        ({"delegated": True}, on_record(), False),
        ({"argument_origin": ("text=file:*",)}, on_record(labels=("private", "file:x")), False),
    ],
)
def test_an_organisations_rules_are_replayed_as_far_as_their_facts_are_on_record(
    when: dict[str, Any], one: JudgedCall, applies: bool
) -> None:
    found = verdict(one, Preferences(), with_rules(rule(**when)))
    assert (found == (DENY, "organisation:extra")) is applies


def test_the_rule_that_decided_is_taken_at_its_word_for_what_is_not_on_record() -> None:
    gate = with_rules(rule(delegated=True, privacy=("local_only", "careful")))
    one = on_record(rule="organisation:extra", by="rule", decision=DENY)
    assert verdict(one, Preferences(CAREFUL), gate) == (DENY, "organisation:extra")
    assert verdict(one, Preferences(ASKING), gate) == (ASK, "ask_before_leaving")


def test_an_organisations_rule_may_turn_on_a_dial() -> None:
    gate = with_rules(rule(latency=("fast",)))
    assert verdict(on_record(), Preferences(latency=Latency.FAST), gate)[0] is DENY
    assert verdict(on_record(), Preferences(latency=Latency.BALANCED), gate)[0] is ASK


def test_where_own_words_are_in_doubt_it_asks() -> None:
    one = at_home("save_note", "blocked", labels=("untrusted",), decision=DENY)
    assert verdict(one, Preferences()) == (ASK, "untrusted_wish")


def test_a_book_without_rules_denies_and_names_why() -> None:
    one = on_record()
    assert verdict(one, Preferences(), Gate(RuleBook(()))) == (DENY, NO_RULE)
    assert verdict(one, Preferences(), Gate(RuleBook((), "broken"))) == (DENY, RULES_BROKEN)


def test_time_is_the_declared_one_and_the_turns_as_it_was() -> None:
    slow = on_record("expert", reach=Reach.EXPERT, elapsed_s=59.5, seconds=0.1)
    assert verdict(slow, Preferences(latency=Latency.FAST)) == (DENY, "too_slow")
    assert verdict(slow, Preferences(latency=Latency.BALANCED)) == (ASK, "ask_before_leaving")
    assert verdict(replace(slow, elapsed_s=50.0), Preferences(latency=Latency.FAST))[0] is ASK


def test_of_a_tool_that_is_gone_only_the_record_tells_that_it_was_too_slow() -> None:
    ran = on_record("gone", seconds=9_000.0, elapsed_s=9_000.0)
    assert verdict(ran, Preferences(latency=Latency.FAST))[0] is ASK
    assert verdict(replace(ran, rule="too_slow"), Preferences(latency=Latency.PATIENT))[0] is DENY


def test_what_a_tool_that_is_gone_took_is_told_apart_call_by_call() -> None:
    gate = with_rules(rule(seconds=Bound(above=3)))
    played = replay(on_record("gone", seconds=4.0), on_record("gone", seconds=2.0), gate=gate)
    assert [one.decision for one in played.verdicts(Preferences())] == [DENY, ASK]


def test_an_unknown_price_stays_unknown() -> None:
    dark = on_record("dark_expert", reach=Reach.EXPERT, price=Money(0))
    gone = on_record("gone", rule=UNKNOWN_PRICE, decision=DENY, by="rule")
    used_up = Preferences(caps=Caps(month=Money(0)))
    assert verdict(dark, used_up) == verdict(gone, used_up) == (DENY, UNKNOWN_PRICE)
    assert verdict(dark, Preferences())[0] is verdict(gone, Preferences())[0] is ASK
    assert verdict(on_record(price=Money(0)), used_up)[0] is ASK


@pytest.mark.parametrize(
    ("caps", "second", "expected"),
    [
        ({"call": 50_000}, {}, [ASK, ASK]),
        ({"call": 39_999}, {}, [DENY, DENY]),
        ({"conversation": 70_000}, {}, [ASK, ASK]),
        ({"conversation": 69_999}, {}, [ASK, DENY]),
        ({"conversation": 69_999}, {"conversation_id": "other"}, [ASK, ASK]),
        ({"day": 69_999}, {"conversation_id": "other"}, [ASK, DENY]),
        ({"day": 69_999}, {"at": NOON + DAY}, [ASK, ASK]),
        ({"day": 69_999}, {"at": NOON + DAY / 2 - 1}, [ASK, DENY]),
        ({"day": 69_999}, {"at": NOON + DAY / 2}, [ASK, ASK]),
        ({"month": 69_999}, {"at": NOON + DAY}, [ASK, DENY]),
        ({"month": 69_999}, {"at": NOON + 20 * DAY}, [ASK, DENY]),
        ({"month": 69_999}, {"at": NOON + 21 * DAY}, [ASK, ASK]),
        ({"month": 69_999}, {"at": NOON + 365 * DAY}, [ASK, ASK]),
    ],
)
def test_caps_are_replayed_in_time_order_by_conversation_day_and_month(
    caps: dict[str, int], second: dict[str, Any], expected: list[Decision]
) -> None:
    first = on_record("paid", at=NOON, price=Money(40_000), cost=Money(30_000))
    two = replace(first, **({"at": NOON + 1} | second))
    wide = dict.fromkeys(("call", "conversation", "day", "month"), 10_000_000)
    preferences = Preferences(caps=Caps(**{name: Money(cap) for name, cap in (wide | caps).items()}))
    found = replay(first, two).verdicts(preferences)
    assert [one.decision for one in found] == expected
    assert {one.rule for one in found} <= {"ask_before_leaving", OVER_BUDGET}


def test_only_what_would_still_have_run_is_paid() -> None:
    dear = on_record("paid", price=Money(50_000), cost=Money(50_000))
    search = on_record(cost=Money(60_000))
    caps = Caps(conversation=Money(100_000))
    assert [one.decision for one in replay(search, dear).verdicts(Preferences(caps=caps))] == [ASK, DENY]
    without = Preferences(caps=caps, blocked=("web_search",))
    assert [one.decision for one in replay(search, dear).verdicts(without)] == [DENY, ASK]


def test_what_the_month_had_cost_before_counts_and_is_no_call_of_the_period() -> None:
    before = on_record("paid", at=NOON - DAY, cost=Money(60_000), earlier=True)
    now = on_record("paid", at=NOON, conversation_id="other", price=Money(40_000), cost=Money(40_000))
    tight = Preferences(caps=Caps(month=Money(99_999)))
    (found,) = replay(before, now).verdicts(tight)
    assert (found.call, found.decision) == (now, DENY)
    assert verdict(now, tight)[0] is ASK


WORKED = Preferences(privacy=CAREFUL, blocked=("expert",))
"""What the worked example puts on."""


def worked_example() -> tuple[JudgedCall, ...]:
    """Twenty calls that left, and four that did not.

    Ten experts at $0.25 and two at $0.30, in turns of their own; two searches that quote a file, each the
    only one of its turn; two turns of three searches; four local reads, and a refused search.
    """
    experts = [
        on_record("expert", reach=Reach.EXPERT, price=Money(10_000), cost=Money(250_000)) for _ in range(10)
    ] + [on_record("expert", reach=Reach.EXPERT, cost=Money(300_000)) for _ in range(2)]
    quoting = [on_record(labels=("private", "file:taxes-2025.pdf")) for _ in range(2)]
    searches = [on_record(turn_id=f"web-{number // 3}") for number in range(6)]
    local = [at_home("read_file", labels=("private",)) for _ in range(4)]
    refused = on_record(decision=DENY, outcome="refused", left=False)
    return (*experts, *quoting, *searches, *local, refused)


def test_fourteen_of_twenty_calls_would_have_stayed() -> None:
    effect = replay(*worked_example()).effect(WORKED, 7)
    assert effect == WeekEffect(7, 25, left=20, stayed=14, asked=7, saved=Money(3_100_000), unsourced=2)


def test_the_preferences_of_then_change_nothing() -> None:
    played = replay(*worked_example())
    effect = played.effect(Preferences(caps=Caps(*[Money(10_000_000)] * 4)), 7)
    assert (effect.stayed, effect.saved, effect.unsourced) == (0, 0, 0)


def test_the_rules_are_counted_and_compared_with_those_in_force() -> None:
    now = Preferences(caps=Caps(*[Money(10_000_000)] * 4))
    careful = replace(WORKED, caps=now.caps)
    counted = replay(*worked_example()).counted(GATE.rules_in_force(careful), careful, now)
    found = {rule.id: (rule.calls, rule.change) for rule in counted}
    assert found["blocked"] == (12, 12)
    assert found["private_stays"] == (2, 2)
    assert found["ask_before_leaving"] == (7, -14)
    assert found["local_reading"] == (4, 0)
    assert found["offline" if "offline" in found else "unknown_tool"] == (0, 0)
    assert [rule.sentence for rule in counted] == [rule.sentence for rule in GATE.rules_in_force(careful)]


def test_a_yes_of_old_is_not_asked_for_again_while_it_would_hold() -> None:
    tool, errand = on_record(by="grant"), on_record("fetch_model", by="grant")
    asked = {
        stop: [one.asked for one in replay(tool, errand, on_record()).verdicts(Preferences(stop))]
        for stop in PRIVACY_FROM_STRICT
    }
    assert asked[RELAXED] == [False, False, True]
    assert asked[ASKING] == asked[CAREFUL] == [True, False, True]
    assert asked[STRICT] == [False, False, False]


@pytest.mark.parametrize(
    ("changes", "unsourced"),
    [
        ({}, 1),
        ({"outcome": "failed"}, 0),
        ({"reach": Reach.EXPERT}, 0),
        ({"conversation_id": ""}, 0),
        ({"turn_id": ""}, 0),
    ],
)
def test_an_answer_loses_its_sources_where_its_web_results_would_be_missing(
    changes: dict[str, Any], unsourced: int
) -> None:
    blocked = Preferences(blocked=("web_search",))
    search = on_record(turn_id="one", **{key: value for key, value in changes.items() if key != "turn_id"})
    search = replace(search, **changes)
    assert replay(search).effect(blocked, 7).unsourced == unsourced
    assert replay(search).effect(Preferences(), 7).unsourced == 0
    page = on_record("read_page", turn_id="one")
    assert replay(search, page).effect(blocked, 7).unsourced == 0
    assert replay(page, search).effect(blocked, 7).unsourced == 0


def test_what_the_gate_said_on_record_is_told_from_what_people_said() -> None:
    assert said(on_record()) is said(on_record(decision=DENY, by="user")) is ASK
    assert said(on_record(by="grant")) is said(on_record(decision=DENY, by="timeout")) is ASK
    assert said(on_record(rule="offline", decision=DENY, by="rule")) is DENY
    assert said(on_record(decision=DENY, by="nobody")) is DENY
    kept, moved, home = replay(on_record(), on_record("expert", reach=Reach.EXPERT), at_home()).verdicts(
        Preferences(blocked=("expert",))
    )
    assert (kept.changed, moved.changed, home.changed) == (False, True, False)


def test_preferences_that_were_asked_for_before_are_not_replayed_again() -> None:
    played = replay(on_record(), at_home())
    first = played.verdicts(Preferences())
    assert played.verdicts(Preferences(text="other words")) is first
    for stop in PRIVACY_FROM_STRICT:
        played.verdicts(Preferences(stop, offline=True))
        assert played.verdicts(Preferences()) is first
    for cap in range(3):
        played.verdicts(Preferences(caps=Caps(day=Money(cap))))
    assert played.verdicts(Preferences()) is first
    for cap in range(4):
        played.verdicts(Preferences(caps=Caps(call=Money(cap))))
    assert played.verdicts(Preferences()) is not first
    assert played.verdicts(Preferences()) == first


def test_each_stop_of_privacy_is_told_for_one_call_all_else_being_as_it_was() -> None:
    quoting = on_record(labels=("private", "file:taxes.pdf"))

    def stops(one: JudgedCall) -> list[tuple[Decision, str]]:
        found = at_each_stop(one, GATE.book, TOOLS, Latency.BALANCED)
        assert tuple(found) == PRIVACY_FROM_STRICT
        return list(found.values())

    asks = (ASK, "ask_before_leaving")
    assert stops(quoting) == [(DENY, "local_only"), (DENY, "private_stays"), asks, asks]
    assert stops(at_home()) == [(ALLOW, "local_reading")] * 4
    stayed = replace(quoting, rule="private_stays", by="rule", decision=DENY)
    assert stops(stayed) == stops(quoting)
    fast = with_rules(rule(latency=("fast",)))
    for latency, decision in ((Latency.FAST, DENY), (Latency.BALANCED, ASK)):
        assert at_each_stop(quoting, fast.book, TOOLS, latency)[ASKING][0] is decision
    for ruled in ("offline", "blocked", OVER_BUDGET, "too_slow"):
        assert stops(replace(quoting, rule=ruled, by="rule", decision=DENY))[2:] == [(DENY, ruled)] * 2
    dark = on_record("dark_expert", reach=Reach.EXPERT, rule=UNKNOWN_PRICE, by="rule", decision=DENY)
    assert stops(dark)[2:] == [(DENY, UNKNOWN_PRICE)] * 2


PREFERENCES = st.builds(
    Preferences,
    privacy=st.sampled_from(Privacy),
    latency=st.sampled_from(Latency),
    caps=st.builds(Caps, *[st.sampled_from([Money(0), Money(9_999), Money(10_000)])] * 4),
    offline=st.booleans(),
    blocked=st.sampled_from([(), ("web_search",), ("save_note", "expert")]),
)
CONVERSATIONS: Sequence[Sequence[Message]] = (
    (),
    (typed("Find birds of the north"),),
    PRIVATE,
    UNTRUSTED,
    [*PRIVATE, *UNTRUSTED],
)
CALLS = (
    call("calculator", text="2+2"),
    call("read_file", path="taxes.pdf"),
    call("save_note", text="birds of the north"),
    call("save_note", text="the merger with Acme closes on Friday"),
    call("move", text="the grey heron flies at dawn"),
    call("web_search", text="birds of the north"),
    call("web_search", text="merger with Acme closes on Friday"),
    call("expert", text="the grey heron flies at dawn, and the merger with Acme closes on Friday"),
    call("dark_expert", text="a poem"),
    call("read_page", url="https://birds.example/north"),
    call("web_search", word="birds"),
)


def recorded(asked: ToolCall, situation: Situation) -> JudgedCall:
    """The call as the ledger keeps it, without what it does not."""
    found = GATE.judge(asked, situation)
    spec = TOOLS[asked.name]
    by = "rule" if found.decision is not ASK else "user"
    host = asked.arguments.get("url", "").removeprefix("https://").partition("/")[0] or spec.host or ""
    return on_record(
        asked.name,
        reach=spec.reach,
        host=host,
        decision=found.decision,
        rule=found.rule,
        by=by,
        labels=found.labels,
        step=situation.step,
        elapsed_s=situation.elapsed_s,
    )


@settings(max_examples=400, deadline=None)
@given(
    asked=st.sampled_from(CALLS),
    conversation=st.sampled_from(CONVERSATIONS),
    then=PREFERENCES,
    other=PREFERENCES,
    elapsed=st.sampled_from([0.0, 59.5, 599.5]),
    nobody=st.booleans(),
)
def test_a_replay_says_what_the_gate_says(
    asked: ToolCall,
    conversation: Sequence[Message],
    then: Preferences,
    other: Preferences,
    elapsed: float,
    nobody: bool,
) -> None:
    situation = Situation(TOOLS, then, conversation, nobody, elapsed_s=elapsed)
    one = recorded(asked, situation)
    again = verdict(one, then)
    expected = GATE.judge(asked, situation)
    assert again == (expected.decision, expected.rule)
    elsewhere = GATE.judge(asked, replace(situation, preferences=other))
    found = verdict(one, other)
    hidden = {one.rule, elsewhere.rule} & {"own_wish", "untrusted_wish", "nobody", "invalid_arguments"}
    assert hidden or found == (elsewhere.decision, elsewhere.rule)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(worked_example()), max_size=12), PREFERENCES, PREFERENCES)
def test_stricter_dials_never_let_more_calls_leave(
    calls: list[JudgedCall], one: Preferences, other: Preferences
) -> None:
    one = replace(one, caps=other.caps)
    if not no_milder(one, other):
        one, other = other, one
    if not no_milder(one, other):
        return
    free = [replace(call, price=Money(0), cost=Money(0)) for call in calls if call.tool != "expert"]
    played = replay(*free)
    assert played.effect(one, 7).stayed >= played.effect(other, 7).stayed


def test_nothing_on_record_changes_nothing() -> None:
    assert Replay((), GATE.book).effect(Preferences(), 3) == WeekEffect(3, 0, 0, 0, 0, Money(0), 0)
    assert Effect.READS in TOOLS["calculator"].effects
