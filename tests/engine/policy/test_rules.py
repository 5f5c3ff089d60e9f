"""The file of rules: as delivered, and broken in every way; what an organisation's rules may say."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.contracts import Decision
from engine.policy.rules import (
    CHOSEN,
    FACTS,
    MOST_EXTRA,
    NUMBERS,
    YES_OR_NO,
    Bound,
    Rule,
    applies,
    builtin_rules,
    check_extra,
    check_rules,
    holds,
    in_one_form,
    read_rules,
)

RULE: dict[str, Any] = {
    "id": "a",
    "decision": "deny",
    "when": {"known": True, "privacy": ["ask"]},
    "sentence": "No.",
    "reason": "{tool}",
    "why": "Always",
}


def file(*changes: dict[str, Any], version: int = 1) -> bytes:
    return json.dumps({"version": version, "rules": [{**RULE, **change} for change in changes]}).encode()


def test_the_delivered_rules_can_be_used() -> None:
    assert builtin_rules().broken == ""
    assert builtin_rules().rules


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"when": {}},
        {"when": {"price": {"above": 5}}},
        {"when": {"seconds": {"above": 0.5, "below": 9}, "step": {"below": 3}}},
        {
            "when": {
                "host": ["*.example.com", "example.com"],
                "origin": ["file:*", "page:*.example", "file:ü*"],
            }
        },
        {"when": {"tool": ["mail_*"], "argument_origin": ["body=file:*"]}},
        {"when": {"data": ["own"], "reach": ["local", "expert"], "latency": ["fast"]}},
        {"decision": "ask", "remember": True},
        {"sentence": "{cap_day} {step} {turn} {blocked}", "reason": "{tool} {pace} {budget} {{}}"},
    ],
)
def test_a_right_file_is_read(change: dict[str, Any]) -> None:
    assert read_rules(file(change, {"id": "b"})).broken == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        file(),
        file({}, version=2),
        file({}, {}),
        file({"id": ""}),
        file({"id": "A"}),
        file({"id": "organisation:a"}),
        file({"id": "rule_error"}),
        file({"decision": "perhaps"}),
        file({"decision": "allow", "remember": True}),
        file({"remember": True}),
        file({"remember": 1}),
        file({"decision": "ask", "when": {"asks": False}}),
        file({"when": {"weather": True}}),
        file({"when": {"known": ["ask"]}}),
        file({"when": {"known": {"above": 1}}}),
        file({"when": {"known": 1}}),
        file({"when": {"known": None}}),
        file({"when": {"privacy": True}}),
        file({"when": {"privacy": ["open"]}}),
        file({"when": {"privacy": []}}),
        file({"when": {"privacy": "ask"}}),
        file({"when": {"data": ["mine"]}}),
        file({"when": {"reach": ["far"]}}),
        file({"when": {"latency": ["slow"]}}),
        file({"when": {"tool": []}}),
        file({"when": {"tool": [""]}}),
        file({"when": {"tool": ["a*b*"]}}),
        file({"when": {"tool": True}}),
        file({"when": {"host": ["*"]}}),
        file({"when": {"host": ["*example.com"]}}),
        file({"when": {"host": ["https://example.com"]}}),
        file({"when": {"host": ["example.com:443"]}}),
        file({"when": {"host": ["exam ple.com"]}}),
        file({"when": {"host": ["*."]}}),
        file({"when": {"host": ["a..example.com"]}}),
        file({"when": {"host": ["example.com", "exa%6dple.com"]}}),
        file({"when": {"host": ["127.1"]}}),
        file({"when": {"origin": ["**"]}}),
        file({"when": {"origin": ["page:*bücher.example"]}}),
        file({"when": {"origin": ["Expert:bücher.example"]}}),
        file({"when": {"argument_origin": ["query=page:bücher.example"]}}),
        file({"when": {"price": {}}}),
        file({"when": {"price": {"over": 1}}}),
        file({"when": {"price": {"above": 1, "over": 2}}}),
        file({})[:-1] + b', "more": 1}',
        file({"when": {"price": {"above": "1"}}}),
        file({"when": {"price": 5}}),
        file({"when": {"price": [5]}}),
        file({"when": {"step": ["1"]}}),
        file({"when": {"step": True}}),
        file({"more": 1}),
        file({"reason": "{secret}"}),
        file({"reason": "{tool.name}"}),
        file({"reason": "{tool!r}"}),
        file({"reason": "{tool:>9999}"}),
        file({"reason": "{}"}),
        file({"reason": "{"}),
        file({"sentence": "{tool}"}),
        file({"sentence": 5}),
    ],
)
def test_a_file_with_one_fault_has_no_rules(content: bytes) -> None:
    book = read_rules(content)
    assert book.rules == ()
    assert book.broken.startswith("The file of rules cannot be used (")
    assert book.broken.endswith("so nothing is allowed.")


def test_a_missing_file_has_no_rules(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_: str) -> object:
        raise ModuleNotFoundError("no resources")

    monkeypatch.setattr("engine.policy.rules.resources.files", missing)
    assert "no resources" in builtin_rules().broken


def rule(decision: Decision = Decision.DENY, **when: Any) -> Rule:
    return Rule("a", decision, when, "No.", "{tool} may not.", "House rule")


def test_hosts_are_written_in_one_form() -> None:
    written = in_one_form(rule(host=("*.Bücher.example", "A.example."), leaves=True))
    hosts = ("xn--bcher-kva.example", "*.xn--bcher-kva.example", "a.example")
    assert written == rule(host=hosts, leaves=True)
    assert in_one_form(rule(leaves=True)) == rule(leaves=True)


@pytest.mark.parametrize(
    "when",
    [
        {},
        {"privacy": ("local_only", "careful")},
        {"privacy": ("ask", "careful", "local_only", "relaxed")},
        {"latency": ("fast",)},
        {"latency": ("balanced", "fast")},
        {"offline": True, "affordable": False, "in_time": False, "blocked": True, "nobody": True},
        {"delegated": True, "asks": True},
        {"own_words": True, "private_seen": False},
        {"host": ("*.example.com",), "price": Bound(above=0)},
    ],
)
def test_what_an_organisation_may_deny(when: dict[str, Any]) -> None:
    assert check_extra((rule(**when),)) == ""


@pytest.mark.parametrize(
    ("bad", "problem"),
    [
        (rule(Decision.ALLOW), "may only deny or ask"),
        (rule(privacy=("relaxed",)), "the dial privacy is moved to a stricter stop"),
        (rule(privacy=("local_only", "ask")), "the dial privacy is moved to a stricter stop"),
        (rule(latency=("patient",)), "the dial latency is moved to a stricter stop"),
        (rule(offline=False), "the fact offline becomes stricter"),
        (rule(affordable=True), "the fact affordable becomes stricter"),
        (rule(in_time=True), "the fact in_time becomes stricter"),
        (rule(blocked=False), "the fact blocked becomes stricter"),
        (rule(nobody=False), "the fact nobody becomes stricter"),
        (rule(delegated=False), "the fact delegated becomes stricter"),
        (rule(asks=False), "the fact asks becomes stricter"),
        (rule(weather=True), "unknown fact, weather"),
        (Rule("a", Decision.DENY, {}, "", "x", ""), "needs a sentence"),
        (Rule("a", Decision.DENY, {}, "x", "  ", ""), "needs a sentence"),
        (Rule("a", Decision.DENY, {}, "x", "a\nb", ""), "needs a sentence"),
        (Rule("a", Decision.DENY, {}, "x", "a" * 401, ""), "at most 400 characters"),
    ],
)
def test_what_an_organisation_may_not_say(bad: Rule, problem: str) -> None:
    assert problem in check_extra((bad,))


def test_an_organisations_rules_are_told_apart_and_counted() -> None:
    assert check_extra(()) == ""
    assert check_extra((rule(), rule())) == "two rules have the same id"
    many = tuple(Rule(f"r{n}", Decision.DENY, {}, "No.", "No.", "") for n in range(MOST_EXTRA + 1))
    assert check_extra(many[:-1]) == ""
    assert "more than 500 rules" in check_extra(many)


@pytest.mark.parametrize(
    ("wanted", "found", "held"),
    [
        (True, True, True),
        (True, False, False),
        (False, False, True),
        (("ask", "careful"), "careful", True),
        (("ask",), "careful", False),
        (("file:*",), ("page:a", "file:b"), True),
        (("file:*",), (), False),
        (("a*a",), "a", False),
        (("a*a",), "aa", True),
        (("*",), "anything", True),
        (("FILE:*.PDF",), ("file:Taxes.pdf",), True),
        (("file:b",), ("file:bc",), False),
        (Bound(above=1), 1, False),
        (Bound(above=1), 2, True),
        (Bound(below=1), 1, False),
        (Bound(below=1), 0, True),
        (Bound(1, 3), 2.5, True),
        (Bound(1, 3), float("inf"), False),
        (Bound(above=1), float("inf"), True),
    ],
)
def test_what_a_condition_holds_for(wanted: Any, found: object, held: bool) -> None:
    assert holds(wanted, found, doubt=False) is held
    assert holds(wanted, found, doubt=True) is held


def test_what_is_not_known_stops_no_deny_and_no_ask() -> None:
    unknown = {"host": None, "known": None, "price": None}
    for decision in Decision:
        for when in ({"host": ("a",)}, {"known": True}, {"price": Bound(above=1)}):
            assert applies(rule(decision, **when), unknown) is (decision is not Decision.ALLOW)


@pytest.mark.parametrize(
    ("wanted", "found"), [(Bound(above=1), "2"), (("a",), True), (("a",), 3), (Bound(above=1), ("x",))]
)
def test_a_fact_of_the_wrong_kind_is_an_error(wanted: Any, found: object) -> None:
    with pytest.raises(TypeError):
        holds(wanted, found, doubt=True)


@pytest.mark.parametrize("fact", sorted(FACTS))
def test_every_fact_can_be_named_in_a_file(fact: str) -> None:
    wanted: object = True
    if fact in NUMBERS:
        wanted = {"above": 1}
    elif fact not in YES_OR_NO:
        wanted = sorted(CHOSEN[fact]) if fact in CHOSEN else ["a"]
    assert read_rules(file({"when": {fact: wanted}})).broken == ""


def test_the_facts_are_those_of_the_language() -> None:
    yes_or_no = (
        "known valid offline leaves reads changes sends acts quotes_private quotes_untrusted private_seen "
        "untrusted_seen own_words price_known affordable in_time nobody delegated asks blocked"
    )
    others = "privacy latency tool reach host data origin argument_origin price seconds step"
    assert {*yes_or_no.split(), *others.split()} == FACTS


def test_a_fact_that_there_is_not_is_an_error() -> None:
    with pytest.raises(KeyError):
        applies(rule(weather=True), {"known": True})
    assert "weather" in check_rules((rule(weather=True),))
    assert "weather" not in FACTS
