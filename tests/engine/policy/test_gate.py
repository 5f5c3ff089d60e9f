"""The gate beyond its table of cases: labels, reasons, broken books, an organisation's rules, offers."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from engine.contracts import (
    Caps,
    DataClass,
    Decision,
    Latency,
    Message,
    Money,
    Preferences,
    Privacy,
    Role,
    ToolCall,
    Verdict,
)
from engine.policy.budget import Spent
from engine.policy.gate import NO_RULE, RULE_ERROR, RULES_BROKEN, Gate, Situation
from engine.policy.labels import PROGRAM
from engine.policy.preferences import PRIVACY_FROM_STRICT
from engine.policy.rules import RESERVED, Bound, Rule, RuleBook, builtin_rules, read_rules
from tests.engine.policy.situations import PRIVATE, TOOLS, UNTRUSTED, call, made, typed

ORDER = [Decision.DENY, Decision.ASK, Decision.ALLOW]
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
CALCULATE = call("calculator", text="2+2")
SAVE = call("save_note", text="buy milk")
COPY = call("copy", text="buy milk")
MOVE = call("move", text="buy milk")
LEAK = call("web_search", text="who gains if the merger with Acme closes")
HERON = call("web_search", text="the grey heron flies")


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
    gone = made("old_tool", "a red lighthouse stands near Brest")
    assert judge(SAVE, gone).labels == ("private", "untrusted")
    file = made("old_reader", "a red lighthouse stands near Brest", path="a/taxes.pdf")
    leak = call("web_search", text="a red lighthouse stands near Brest")
    assert judge(leak, file).labels == ("private", "untrusted", "file:taxes.pdf")


def test_the_programs_own_words_have_no_label() -> None:
    refused = Message(Role.TOOL, "You may not.", name="web_search", call_id="1", labels=(PROGRAM,))
    nameless = Message(Role.TOOL, "There is no tool called x.")
    assert judge(SAVE, [refused, nameless]).labels == ()


def test_reasons_name_tool_and_host_and_what_is_quoted() -> None:
    reason = judge(LEAK, PRIVATE).reason
    assert "web_search" in reason
    assert "to search.example" in reason
    assert re.search(r", quoting (\d+ phrases? from )?file:taxes\.pdf\.", reason)
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


class Unreadable:
    """Money of which nobody knows how much is spent."""

    @property
    def conversation(self) -> Money:
        raise OSError("the disk is gone")

    day = month = conversation


def test_a_rule_that_cannot_find_its_facts_denies() -> None:
    no_text: Any = Message(Role.TOOL, None, name="read_file", call_id="1")  # type: ignore[arg-type]
    for situation in (
        Situation(TOOLS, conversation=[no_text]),
        Situation(TOOLS, Preferences(caps=Caps(call=Money(20_000))), spent=Unreadable()),
    ):
        verdict = GATE.judge(EXPERT, situation)
        assert (verdict.decision, verdict.rule) == (DENY, RULE_ERROR)
        assert [rule.id for rule in GATE.explain(EXPERT, situation)] == [RULE_ERROR]
    assert judge(EXPERT).decision is ASK


def test_a_rule_behind_the_one_that_decides_may_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> bool:
        raise RuntimeError("no words")

    monkeypatch.setattr("engine.policy.words.OwnWords.hold", fail)
    rules = (
        Rule("a", DENY, {"known": True}, "", "x", ""),
        Rule("b", ASK, {"own_words": False}, "", "x", ""),
    )
    gate = Gate(RuleBook(rules))
    assert [rule.id for rule in gate.explain(SAVE, Situation(TOOLS))] == ["a"]
    assert judge(SAVE, gate=Gate(RuleBook(rules[1:]))).rule == RULE_ERROR


def test_any_number_of_moments_can_be_judged() -> None:
    names = ("valid", "affordable", "in_time", "nobody", "delegated", "quotes_private", "quotes_untrusted")
    marks = ("private_seen", "untrusted_seen")
    rules = [Rule(f"r{n}", ASK, {name: True}, "", "x", "") for n, name in enumerate((*names, *marks))]
    gate = Gate(RuleBook((*rules, *builtin_rules().rules)))
    for flags in itertools.product((False, True), repeat=5):
        for talk in ([], PRIVATE, UNTRUSTED, BOTH):
            situation = Situation(
                TOOLS,
                conversation=talk,
                nobody=flags[0],
                delegated=flags[1],
                carries_private=flags[2],
                carries_untrusted=flags[3],
                elapsed_s=flags[4] * 900.0,
            )
            for asked in (LEAK, HERON, SEARCH):
                assert gate.judge(asked, situation).rule == gate.explain(asked, situation)[0].id


def extra(decision: Decision = DENY, rule_id: str = "house", **when: Any) -> Rule:
    return Rule(rule_id, decision, when, "Not here.", "{tool} is not used here{towards}.", "House rule")


def under(*rules: Rule, organisation: str = "") -> Gate:
    return Gate.load(rules, organisation)


def test_an_organisations_rule_denies_what_the_delivered_ones_allow() -> None:
    verdict = judge(CALCULATE, gate=under(extra(tool=("calculator",))))
    assert (verdict.decision, verdict.rule) == (DENY, "organisation:house")
    assert verdict.reason == "calculator is not used here."
    assert judge(SAVE, gate=under(extra(tool=("calculator",)))).decision is ALLOW


def test_an_organisations_rule_asks_before_the_delivered_ones() -> None:
    gate = under(extra(ASK, reach=("network",)))
    relaxed = judge(SEARCH, privacy=RELAXED, gate=gate)
    assert (relaxed.decision, relaxed.rule, relaxed.remember) == (ASK, "organisation:house", False)
    assert judge(SEARCH, privacy=RELAXED).remember
    assert judge(SEARCH, privacy=STRICT, gate=gate).rule == "local_only"
    assert judge(SEARCH, nobody=True, gate=gate).decision is DENY


def test_a_yes_is_remembered_only_where_every_rule_that_asks_allows_it() -> None:
    late = Gate(RuleBook((*builtin_rules().rules, extra(ASK, reach=("network",)))))
    verdict = judge(SEARCH, privacy=RELAXED, gate=late)
    assert (verdict.rule, verdict.remember) == ("ask_before_leaving", False)
    both = under(structs.replace(extra(ASK, reach=("network",)), remember=True))
    assert judge(SEARCH, privacy=RELAXED, gate=both).remember


def test_only_a_rule_that_says_so_has_its_yes_remembered() -> None:
    assert GATE.remembers("ask_before_leaving")
    assert not GATE.remembers("private_and_untrusted")
    assert not GATE.remembers("nowhere")


def test_an_organisation_is_named_as_the_source_of_its_rules() -> None:
    (first, *_) = under(extra(), organisation="Acme").rules_in_force(Preferences())
    assert (first.id, first.sentence, first.why) == ("organisation:house", "Not here.", "Acme")
    (first, *_) = under(extra()).rules_in_force(Preferences())
    assert first.why == "House rule"


def test_an_organisations_rule_that_allows_breaks_the_book() -> None:
    for rules in (
        (extra(ALLOW),),
        (extra(), extra()),
        (extra(weather=True),),
        (extra(host=("a..example",)),),
    ):
        verdict = judge(CALCULATE, gate=under(*rules))
        assert (verdict.decision, verdict.rule) == (DENY, RULES_BROKEN)
        assert "house" in verdict.reason or "same id" in verdict.reason
        assert under(*rules).book.rules == ()


def test_a_broken_book_stays_broken_with_an_organisations_rules() -> None:
    assert "truncated" in judge(CALCULATE, gate=Gate(read_rules(b"{"), (extra(ALLOW),))).reason


@pytest.mark.parametrize(
    ("asked", "host", "denied"),
    [
        (SEARCH, "search.example", True),
        (SEARCH, "*.example", True),
        (SEARCH, "SEARCH.Example", True),
        (SEARCH, "example", False),
        (SEARCH, "*.search.example", True),
        (SEARCH, "*.arch.example", False),
        (SEARCH, "*.api.search.example", False),
        (call("read_page", url="https://bücher.example/"), "bücher.example", True),
        (call("read_page", url="https://a.xn--bcher-kva.example/"), "*.Bücher.example", True),
        (call("read_page", url="https://evil%2eexample/"), "birds.example", True),
        (call("read_page", url="https://evil.example\\@ok.example/"), "evil.example", True),
        (call("read_page", url="https://[evil.example]/"), "evil.example", True),
        (PAGE, "birds.example", True),
        (PAGE, "*.example", True),
        (PAGE, "search.example", False),
        (call("read_page", url="https://BIRDS.example./north"), "birds.example", True),
        (call("read_page", url="birds"), "birds.example", True),
        (SAVE, "birds.example", False),
    ],
)
def test_hosts_can_be_denied(asked: ToolCall, host: str, denied: bool) -> None:
    verdict = judge(asked, gate=under(extra(host=(host,))))
    assert (verdict.rule == "organisation:house") is denied


@pytest.mark.parametrize(
    ("when", "denied"),
    [
        ({"origin": ("file:*",)}, True),
        ({"origin": ("file:TAXES.pdf", "page:x")}, True),
        ({"origin": ("page:*",)}, False),
        ({"origin": ("*",)}, True),
        ({"data": ("private",)}, True),
        ({"data": ("own", "untrusted", "both")}, False),
        ({"quotes_untrusted": True}, False),
        ({"price": Bound(above=0)}, False),
        ({"price": Bound(below=1)}, True),
        ({"seconds": Bound(above=0.5, below=1.5)}, True),
        ({"seconds": Bound(above=1)}, False),
        ({"step": Bound(above=1)}, False),
        ({"reads": False, "sends": True, "changes": False}, True),
        ({"latency": ("fast", "balanced")}, True),
        ({"tool": ("web_*",)}, True),
    ],
)
def test_rules_speak_of_what_a_call_quotes_costs_and_takes(when: dict[str, Any], denied: bool) -> None:
    verdict = judge(LEAK, PRIVATE, gate=under(extra(**when)))
    assert verdict.rule == ("organisation:house" if denied else "ask_before_leaving")


def test_an_unknown_price_is_above_every_price() -> None:
    dark = call("dark_expert", text="Explain this poem")
    assert judge(dark, gate=under(extra(price=Bound(above=10**12)))).rule == "organisation:house"
    assert judge(dark, gate=under(extra(price=Bound(below=10**12)))).rule == "ask_before_leaving"


def test_tools_that_an_organisation_denies_are_not_offered() -> None:
    gate = under(extra(host=("*.example",)), extra(DENY, "later", tool=("calculator",)))
    names = {spec.name for spec in gate.offered(Situation(TOOLS))}
    assert names == set(TOOLS) - {"web_search", "calculator", "dark_expert"}


def test_a_question_for_nobody_keeps_its_tool_back_and_says_so() -> None:
    gate = under(extra(ASK, tool=("calculator",)))
    ((spec, verdict),) = gate.withheld(Situation({"calculator": TOOLS["calculator"]}, nobody=True))
    assert (spec.name, verdict.rule) == ("calculator", "nobody")
    assert verdict.reason == "calculator was not offered. Where nobody can answer, the answer is no."


def test_verdicts_follow_the_dials_and_the_declarations_of_the_moment() -> None:
    gate = Gate.load()
    assert judge(SEARCH, gate=gate).decision is ASK
    assert judge(SEARCH, privacy=STRICT, gate=gate).rule == "local_only"
    assert judge(SEARCH, gate=gate).decision is ASK
    tame = {**TOOLS, "web_search": replace(TOOLS["calculator"], name="web_search")}
    assert gate.judge(SEARCH, Situation(tame)).decision is ALLOW
    assert gate.judge(SEARCH, Situation({})).rule == "unknown_tool"
    assert judge(SEARCH, gate=gate).decision is ASK


def test_any_number_of_tools_can_be_judged() -> None:
    gate = Gate.load()
    tools = {f"t{n}": replace(TOOLS["calculator"], name=f"t{n}") for n in range(600)}
    assert all(gate.judge(call(name, text="x"), Situation(tools)).decision is ALLOW for name in tools)


def test_a_verdict_says_what_is_quoted_and_of_which_class_it_is() -> None:
    leak = judge(LEAK, PRIVATE)
    (quote,) = leak.quotes
    assert (quote.origin, quote.private, quote.untrusted) == ("file:taxes.pdf", True, False)
    assert leak.data is DataClass.PRIVATE
    assert judge(HERON, UNTRUSTED).data is DataClass.UNTRUSTED
    assert judge(SEARCH, BOTH).data is DataClass.OWN
    both = call("web_search", text="the merger with Acme and the grey heron flies")
    assert judge(both, BOTH).data is DataClass.BOTH
    carried = Situation(TOOLS, carries_private=True, carries_untrusted=True)
    assert GATE.judge(SEARCH, carried).data is DataClass.BOTH
    assert judge(SEARCH, gate=Gate(RuleBook(()))).data is DataClass.OWN


def test_reasons_say_what_is_too_slow() -> None:
    situation = Situation(TOOLS, Preferences(latency=Latency.FAST), elapsed_s=60.0)
    assert "1 s, and of the 60 s of an answer 60 s are gone" in GATE.judge(SEARCH, situation).reason
    slow = {"web_search": replace(TOOLS["web_search"], seconds=15.0)}
    verdict = GATE.judge(SEARCH, Situation(slow, Preferences(latency=Latency.FAST)))
    assert "about 15 s, and one call may take 10 s" in verdict.reason
    endless = {"web_search": replace(TOOLS["web_search"], seconds=float("nan"))}
    assert "nobody knows how long" in GATE.judge(SEARCH, Situation(endless)).reason


def test_what_is_switched_off_is_listed() -> None:
    rules = GATE.rules_in_force(Preferences(blocked=("web_search", "x\u202ey")))
    (sentence,) = [rule.sentence for rule in rules if rule.id == "blocked"]
    assert sentence == "What is switched off is never used: web_search, x\N{REPLACEMENT CHARACTER}y."


def test_the_book_holds_all_rules_strictest_first() -> None:
    book = under(extra(ASK), organisation="Acme").book
    assert {rule.id for rule in book.rules} == {rule.id for rule in builtin_rules().rules} | {
        "organisation:house"
    }
    order = [ORDER.index(rule.decision) for rule in book.rules]
    assert order == sorted(order)
    assert Gate(read_rules(b"{")).book.broken == Gate(read_rules(b"{")).judge(SAVE, Situation(TOOLS)).reason


def test_verdicts_that_no_rule_makes_have_names_that_no_rule_may_have() -> None:
    assert {RULES_BROKEN, RULE_ERROR, NO_RULE} == RESERVED
    bare = Gate(RuleBook((extra(tool=("calculator",)),)))
    (only,) = bare.explain(SAVE, Situation(TOOLS))
    assert (only.id, only.decision, only.why) == (NO_RULE, DENY, "Always")
    assert "No rule allows" in only.sentence
