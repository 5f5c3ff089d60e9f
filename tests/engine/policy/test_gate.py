"""The gate: for each rule what it must let through and what it must not, and that strictness only narrows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import structs

from engine.contracts import (
    Caps,
    Decision,
    Latency,
    Message,
    Money,
    Preferences,
    Privacy,
    Role,
    ToolCall,
    ToolSpec,
    Verdict,
)
from engine.policy.budget import Spent
from engine.policy.gate import NO_RULE, RULE_ERROR, RULES_BROKEN, Gate, Situation
from engine.policy.labels import PROGRAM
from engine.policy.preferences import PRIVACY_FROM_STRICT, no_milder
from engine.policy.rules import Rule, RuleBook, builtin_rules, read_rules
from tests.engine.policy.situations import PRIVATE, TOOLS, UNTRUSTED, call, made, typed

ALLOW, ASK, DENY = Decision.ALLOW, Decision.ASK, Decision.DENY
BOTH = [*PRIVATE, *UNTRUSTED]
FREE = Caps(Money(0), Money(0), Money(0), Money(0))
STRICT, CAREFUL, ASKING, RELAXED = PRIVACY_FROM_STRICT
GATE = Gate.load()


def judge(
    asked: ToolCall,
    conversation: Sequence[Message] = (),
    privacy: Privacy = ASKING,
    offline: bool = False,
    nobody: bool = False,
    caps: Caps | None = None,
    spent: Spent | None = None,
    gate: Gate = GATE,
) -> Verdict:
    preferences = Preferences(privacy, offline=offline, caps=caps or Caps())
    return gate.judge(asked, Situation(TOOLS, preferences, conversation, nobody, spent or Spent()))


SEARCH = call("web_search", text="birds of the north")
PAGE = call("read_page", url="https://birds.example/north")
EXPERT = call("expert", text="Explain this poem")
DARK = call("dark_expert", text="Explain this poem")
CALCULATE = call("calculator", text="2+2")
READ = call("read_file", path="taxes.pdf")
SAVE = call("save_note", text="buy milk")
COPY = call("copy", text="buy milk")
MOVE = call("move", text="buy milk")
DELETE = call("delete", id=13)
LEAK = call("web_search", text="who gains if the merger with Acme closes")
HERON = call("web_search", text="the grey heron flies")
LEAKING_PAGE = call("read_page", url="https://x.example/?q=the%20merger%20with%20Acme")
SAID = Message(Role.ASSISTANT, "buy milk")
NO_MONTH = Caps(month=Money(0))
WISH = [typed("Please save this: buy milk")]

ROWS: list[tuple[str, ToolCall, Sequence[Message], dict[str, Any], Decision, str]] = [
    ("a local reading tool runs freely", CALCULATE, [], {}, ALLOW, "local_reading"),
    ("a local reading tool runs with both marks", READ, BOTH, {}, ALLOW, "local_reading"),
    ("a local reading tool runs offline", READ, [], {"offline": True}, ALLOW, "local_reading"),
    ("a local reading tool runs with local_only", READ, [], {"privacy": STRICT}, ALLOW, "local_reading"),
    ("a local reading tool runs with nobody there", READ, BOTH, {"nobody": True}, ALLOW, "local_reading"),
    ("an unknown tool does not", call("calculater", text="2"), [], {}, DENY, "unknown_tool"),
    ("nor one of another case", call("Calculator", text="2"), [], {}, DENY, "unknown_tool"),
    ("nor a homoglyph", call("саlculator", text="2"), [], {}, DENY, "unknown_tool"),
    ("nor one with a blank", call("calculator ", text="2"), [], {}, DENY, "unknown_tool"),
    ("invalid arguments deny", call("calculator", text=2), [], {}, DENY, "invalid_arguments"),
    ("missing arguments deny", call("read_file"), [], {}, DENY, "invalid_arguments"),
    ("further arguments deny", call("read_file", path="a", mode="w"), [], {}, DENY, "invalid_arguments"),
    ("a local change runs freely", SAVE, [], {}, ALLOW, "local_work"),
    ("a local change runs after private data", SAVE, PRIVATE, {}, ALLOW, "local_work"),
    ("a local change asks after untrusted content", SAVE, UNTRUSTED, {}, ASK, "untrusted_wish"),
    ("a local change runs if typed", SAVE, [*WISH, *UNTRUSTED], {}, ALLOW, "own_wish"),
    ("a local change asks with both marks", SAVE, [*WISH, *BOTH], {}, ASK, "private_and_untrusted"),
    ("a local change denies with nobody there", SAVE, UNTRUSTED, {"nobody": True}, DENY, "nobody"),
    ("a typed change needs nobody", SAVE, [*WISH, *UNTRUSTED], {"nobody": True}, ALLOW, "own_wish"),
    ("a local sender runs freely", COPY, [], {}, ALLOW, "local_work"),
    ("a local sender asks after untrusted content", COPY, UNTRUSTED, {}, ASK, "untrusted_wish"),
    ("a local sender runs if typed", COPY, [*WISH, *UNTRUSTED], {}, ALLOW, "own_wish"),
    ("a local sender denies with nobody there", COPY, BOTH, {"nobody": True}, DENY, "nobody"),
    ("a tool that does all runs freely", MOVE, [], {}, ALLOW, "local_work"),
    ("a tool that does all asks with both marks", MOVE, BOTH, {}, ASK, "private_and_untrusted"),
    ("a number from an injection asks", DELETE, UNTRUSTED, {}, ASK, "untrusted_wish"),
    ("a part of a date asks", DELETE, [typed("notes of June 13"), *UNTRUSTED], {}, ASK, "untrusted_wish"),
    ("a number that was typed runs", DELETE, [typed("delete note 13"), *UNTRUSTED], {}, ALLOW, "own_wish"),
    ("a change in the assistant's words asks", SAVE, [SAID, *UNTRUSTED], {}, ASK, "untrusted_wish"),
    ("a web search asks", SEARCH, [], {}, ASK, "ask_before_leaving"),
    ("a web search asks when relaxed", SEARCH, [], {"privacy": RELAXED}, ASK, "ask_before_leaving"),
    ("a web search asks when careful", SEARCH, PRIVATE, {"privacy": CAREFUL}, ASK, "ask_before_leaving"),
    ("a leak denies when careful", LEAK, PRIVATE, {"privacy": CAREFUL}, DENY, "private_stays"),
    ("a leak asks otherwise", LEAK, PRIVATE, {}, ASK, "ask_before_leaving"),
    ("a leak asks with both marks", LEAK, BOTH, {"privacy": RELAXED}, ASK, "private_and_untrusted"),
    ("untrusted words may leave", HERON, UNTRUSTED, {"privacy": CAREFUL}, ASK, "ask_before_leaving"),
    ("local_only denies a web search", SEARCH, [], {"privacy": STRICT}, DENY, "local_only"),
    ("offline denies a web search", SEARCH, [], {"offline": True, "privacy": RELAXED}, DENY, "offline"),
    ("nobody denies a web search", SEARCH, [], {"nobody": True}, DENY, "nobody"),
    ("a web search is free", SEARCH, [], {"caps": FREE}, ASK, "ask_before_leaving"),
    ("reading a page is sending", PAGE, [], {}, ASK, "ask_before_leaving"),
    ("reading a page with both marks is sending", PAGE, BOTH, {}, ASK, "private_and_untrusted"),
    ("a page's address can leak", LEAKING_PAGE, PRIVATE, {"privacy": CAREFUL}, DENY, "private_stays"),
    ("an expert asks", EXPERT, [], {}, ASK, "ask_before_leaving"),
    ("offline denies an expert", EXPERT, [], {"offline": True}, DENY, "offline"),
    ("an expert over the cap is denied", EXPERT, [], {"caps": Caps(Money(9_999))}, DENY, "over_budget"),
    ("an expert at the cap is not", EXPERT, [], {"caps": Caps(Money(10_000))}, ASK, "ask_before_leaving"),
    ("money that is spent counts", EXPERT, [], {"spent": Spent(day=Money(1_990_001))}, DENY, "over_budget"),
    ("an unknown price asks", DARK, [], {}, ASK, "ask_before_leaving"),
    ("an unknown price denies with a cap at zero", DARK, [], {"caps": NO_MONTH}, DENY, "unknown_price"),
    ("unknown and invalid and offline is unknown", call("x"), [], {"offline": True}, DENY, "unknown_tool"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "conversation", "how", "decision", "rule"),
    [row[1:] for row in ROWS],
    ids=[row[0] for row in ROWS],
)
def test_the_rules(
    asked: ToolCall, conversation: Sequence[Message], how: dict[str, Any], decision: Decision, rule: str
) -> None:
    verdict = judge(asked, conversation, **how)
    assert (verdict.decision, verdict.rule) == (decision, rule)
    assert verdict.reason[0].isupper() or verdict.reason.startswith(asked.name)
    assert verdict.reason.endswith(".")


def test_every_rule_has_a_row() -> None:
    assert {row[5] for row in ROWS} == {rule.id for rule in builtin_rules().rules}


def mutants() -> Iterator[tuple[str, RuleBook]]:
    """The delivered rules, each time with one fault."""
    rules = builtin_rules().rules
    for index, rule in enumerate(rules):
        faulty: dict[str, tuple[Rule, ...]] = {"left out": ()}
        for other in Decision:
            if other is not rule.decision:
                faulty[f"made {other}"] = (structs.replace(rule, decision=other),)
        for fact, wanted in rule.when.items():
            wrong = not wanted if isinstance(wanted, bool) else tuple(set(Privacy) - set(wanted))
            faulty[f"{fact} inverted"] = (structs.replace(rule, when={**rule.when, fact: wrong}),)
        for name, instead in faulty.items():
            yield f"{rule.id} {name}", RuleBook((*rules[:index], *instead, *rules[index + 1 :]))


@pytest.mark.parametrize(("name", "book"), list(mutants()), ids=[name for name, _ in mutants()])
def test_no_fault_in_a_rule_goes_unseen(name: str, book: RuleBook) -> None:
    gate = Gate(book)
    verdicts = (judge(row[1], row[2], gate=gate, **row[3]) for row in ROWS)
    assert any((v.decision, v.rule) != row[4:] for v, row in zip(verdicts, ROWS, strict=True))


@pytest.mark.parametrize("arguments", [None, [], "{}", 3, [["x"]]])
def test_arguments_that_are_no_object_deny(arguments: Any) -> None:
    for conversation in ([], BOTH):
        verdict = judge(ToolCall("1", "web_search", arguments), conversation)
        assert (verdict.decision, verdict.rule) == (DENY, "invalid_arguments")


def test_a_call_without_arguments_is_nobodys_words() -> None:
    tool = replace(TOOLS["save_note"], name="empty_bin", parameters={"type": "object"})
    situation = Situation({**TOOLS, "empty_bin": tool}, conversation=[typed("empty_bin"), *UNTRUSTED])
    assert GATE.judge(call("empty_bin"), situation).decision is ASK


def test_the_marks_stick_and_a_new_conversation_is_clean() -> None:
    later = [typed("thanks"), Message(Role.ASSISTANT, "Welcome.")] * 5
    assert judge(SAVE, [*BOTH, *later]).labels == ("private", "untrusted")
    assert judge(SAVE, later).labels == ()


def test_labels_name_the_origins_that_are_quoted() -> None:
    assert judge(LEAK, PRIVATE).labels == ("private", "file:taxes.pdf")
    assert judge(SEARCH, PRIVATE).labels == ("private",)
    both = call("web_search", text="the merger with Acme and the grey heron flies")
    assert judge(both, BOTH).labels == ("private", "untrusted", "file:taxes.pdf", "tool:read_mail")
    assert judge(call("nothing", text="the merger with Acme"), PRIVATE).labels == (
        "private",
        "file:taxes.pdf",
    )


def test_what_the_user_typed_has_no_label() -> None:
    assert judge(SEARCH, [typed("Look for birds of the north")]).labels == ()


def test_what_is_derived_from_private_data_is_private() -> None:
    derived = made("calculator", "the sum is forty and two", text="84213 / 2005")
    verdict = judge(call("web_search", text="sum is forty"), [*PRIVATE, *derived], privacy=CAREFUL)
    assert verdict.rule == "private_stays"
    assert verdict.labels == ("private", "tool:calculator", "file:taxes.pdf")


def test_the_result_of_an_unknown_tool_is_suspect() -> None:
    gone = made("old_tool", "some content or other")
    assert judge(SAVE, gone).labels == ("private", "untrusted")
    file = made("old_reader", "some content or other", path="a/taxes.pdf")
    leak = call("web_search", text="some content or other")
    assert judge(leak, file).labels == ("private", "untrusted", "file:taxes.pdf")


def test_the_programs_own_words_have_no_label() -> None:
    refused = Message(Role.TOOL, "You may not.", name="web_search", call_id="1", labels=(PROGRAM,))
    nameless = Message(Role.TOOL, "There is no tool called x.")
    assert judge(SAVE, [refused, nameless]).labels == ()


def test_reasons_name_tool_and_host_and_what_is_quoted() -> None:
    reason = judge(LEAK, PRIVATE).reason
    assert "web_search" in reason
    assert "to search.example" in reason
    assert "quoting file:taxes.pdf" in reason
    assert "to birds.example" in judge(PAGE).reason
    assert "change and send something" in judge(MOVE, UNTRUSTED).reason
    assert "send something" in judge(COPY, UNTRUSTED).reason
    assert "$0.01" in judge(EXPERT, caps=FREE).reason
    assert "Privacy asks" in judge(SEARCH, nobody=True).reason


def test_reasons_hold_nothing_unprintable_and_nothing_long() -> None:
    strange = call("read_page", url="https://\u202eevil\n.example/" + "x" * 5000)
    for verdict in (judge(strange), judge(call("x\u202e\n" * 500)), judge(PAGE, many_pages())):
        assert len(verdict.reason) < 700
        assert verdict.reason.isprintable()


def many_pages() -> list[Message]:
    return [
        m for i in range(9) for m in made("read_page", "birds.example/north", url=f"https://h{i}.example")
    ]


def test_many_origins_are_counted() -> None:
    assert "and 5 more" in judge(PAGE, many_pages()).reason


@pytest.mark.parametrize("content", [b"", b"{}", b'{"version": 2, "rules": []}'])
def test_a_broken_book_of_rules_denies_everything(content: bytes) -> None:
    gate = Gate(read_rules(content))
    verdict = judge(CALCULATE, gate=gate)
    assert (verdict.decision, verdict.rule) == (DENY, RULES_BROKEN)
    assert "nothing is allowed" in verdict.reason
    assert gate.offered(Situation(TOOLS)) == ()
    (only,) = gate.rules_in_force(Preferences())
    assert only.decision is DENY


def test_no_rule_denies() -> None:
    rules = tuple(rule for rule in builtin_rules().rules if rule.decision is not ALLOW)
    verdict = judge(CALCULATE, gate=Gate(RuleBook(rules)))
    assert (verdict.decision, verdict.rule) == (DENY, NO_RULE)


def test_an_error_in_a_rule_denies() -> None:
    (first, *rest) = builtin_rules().rules
    broken = RuleBook((type(first)("b", DENY, {"weather": True}, "", "", ""), *rest))
    verdict = judge(CALCULATE, gate=Gate(broken))
    assert (verdict.decision, verdict.rule) == (DENY, RULES_BROKEN)
    assert "weather" in verdict.reason


def test_a_deny_wins_wherever_it_stands() -> None:
    (first, *_) = builtin_rules().rules
    kind = type(first)
    rules = (
        kind("a", ALLOW, {"known": True, "valid": True, "leaves": False, "offline": False}, "", "x", ""),
        kind("b", ASK, {"known": True}, "", "x", ""),
        kind("c", DENY, {}, "", "x", ""),
    )
    assert judge(CALCULATE, gate=Gate(RuleBook(rules))).rule == "c"
    assert judge(CALCULATE, gate=Gate(RuleBook(rules[:2]))).rule == "b"
    assert judge(CALCULATE, gate=Gate(RuleBook(rules[:1]))).rule == "a"


def offered(**how: Any) -> set[str]:
    nobody = how.pop("nobody", False)
    return {spec.name for spec in GATE.offered(Situation(TOOLS, Preferences(**how), nobody=nobody))}


LEAVING = {name for name, spec in TOOLS.items() if spec.reach.leaves}
LOCAL = set(TOOLS) - LEAVING


def test_tools_that_can_not_be_used_are_not_offered() -> None:
    assert offered() == set(TOOLS)
    assert offered(offline=True) == LOCAL
    assert offered(privacy=STRICT) == LOCAL
    assert offered(nobody=True) == LOCAL
    assert offered(caps=FREE) == set(TOOLS) - {"expert", "dark_expert"}


def test_the_rules_in_force_follow_the_dials() -> None:
    def ids(**how: Any) -> list[str]:
        return [rule.id for rule in GATE.rules_in_force(Preferences(**how))]

    assert "ask_before_leaving" in ids()
    assert "local_only" not in ids()
    assert "private_stays" in ids(privacy=CAREFUL)
    assert "ask_before_leaving" not in ids(privacy=STRICT)
    assert "ask_before_leaving" not in ids(offline=True)
    assert "offline" in ids(offline=True)


def test_the_rules_in_force_are_sentences() -> None:
    for privacy in Privacy:
        for rule in GATE.rules_in_force(Preferences(privacy, caps=Caps(call=Money(1_230_000)))):
            assert rule.sentence[0].isupper()
            assert rule.sentence.endswith(".")
            assert "{" not in rule.sentence
            assert rule.why
    assert any(
        "$1.23" in rule.sentence for rule in GATE.rules_in_force(Preferences(caps=Caps(Money(1_230_000))))
    )


def test_a_conversation_may_grow_branch_and_change_its_tools() -> None:
    gate = Gate.load()
    start = [typed("hello"), *PRIVATE]
    assert judge(LEAK, start, gate=gate).labels == ("private", "file:taxes.pdf")
    assert judge(LEAK, [*start, *UNTRUSTED], gate=gate).labels == ("private", "untrusted", "file:taxes.pdf")
    assert judge(LEAK, start, gate=gate).labels == ("private", "file:taxes.pdf")
    assert judge(LEAK, start[:1], gate=gate).labels == ()
    tame = {**TOOLS, "read_file": replace(TOOLS["read_file"], output=TOOLS["calculator"].output)}
    assert gate.judge(LEAK, Situation(tame, conversation=start)).labels == ("file:taxes.pdf",)
    for number in range(9):
        assert judge(LEAK, [typed(str(number)), *PRIVATE], gate=gate).labels == ("private", "file:taxes.pdf")


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
)
ORDER = [ALLOW, ASK, DENY]


def lowered(one: Preferences, other: Preferences) -> Preferences:
    """The stricter of the two in every dial."""
    return Preferences(
        min(one.privacy, other.privacy, key=PRIVACY_FROM_STRICT.index),
        min(one.latency, other.latency, key=list(reversed(Latency)).index),
        Caps(
            min(one.caps.call, other.caps.call),
            min(one.caps.conversation, other.caps.conversation),
            min(one.caps.day, other.caps.day),
            min(one.caps.month, other.caps.month),
        ),
        one.offline or other.offline,
    )


@settings(max_examples=400, deadline=None)
@given(
    CALLS,
    CONVERSATIONS,
    PREFERENCES,
    PREFERENCES,
    st.booleans(),
    st.builds(Spent, MONEY, MONEY, MONEY),
    st.sampled_from([Money(0), Money(10_000), None]),
)
def test_stricter_dials_never_allow_more(
    asked: ToolCall,
    conversation: list[Message],
    mild: Preferences,
    other: Preferences,
    nobody: bool,
    spent: Spent,
    price: Money | None,
) -> None:
    strict = lowered(mild, other)
    assert no_milder(strict, mild)
    tools: dict[str, ToolSpec] = {name: replace(spec, price_max=price) for name, spec in TOOLS.items()}
    before = Situation(tools, mild, conversation, nobody, spent)
    after = Situation(tools, strict, conversation, nobody, spent)
    assert ORDER.index(GATE.judge(asked, after).decision) >= ORDER.index(GATE.judge(asked, before).decision)
    assert {spec.name for spec in GATE.offered(after)} <= {spec.name for spec in GATE.offered(before)}
    for situation in (before, after):
        verdict = GATE.judge(asked, situation)
        assert verdict.rule != RULE_ERROR
        if verdict.decision is not DENY:
            assert asked.name in {spec.name for spec in GATE.offered(situation)}
