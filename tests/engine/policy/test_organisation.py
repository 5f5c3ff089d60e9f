"""An organisation's policy: it only narrows, of several files the strictest part holds, a bad file shuts."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from engine.contracts import Caps, Choice, Decision, Latency, Money, Preferences, Privacy, ToolCall
from engine.policy.facts import Situation
from engine.policy.gate import Gate
from engine.policy.organisation import NO_CAP, Organisation, load
from engine.policy.preferences import CAPS, LATENCY_FROM_STRICT, PRIVACY_FROM_STRICT, no_milder
from engine.policy.rules import DIAL_WORDS, FACTS, WORDS
from engine.policy.views import FREE_TO_CHOOSE, Locks
from tests.engine.policy.situations import TOOLS
from tests.engine.policy.test_preferences import ANY_LOCKS, ANY_PREFERENCES

DOCUMENT = Path(__file__).parents[3] / "docs" / "policy.md"
SHUT = Locks(
    privacy=Privacy.LOCAL_ONLY,
    caps=Caps(Money(0), Money(0), Money(0), Money(0)),
    offline=True,
    widest=Choice.ONCE,
)
DENIES: dict[str, Any] = {
    "id": "no_mail",
    "decision": "deny",
    "when": {"tool": ["read_mail"]},
    "sentence": "Mail is never read.",
    "reason": "{tool} reads mail.",
}


def written(folder: Path, name: str = "policy.json", **values: Any) -> Path:
    path = folder / name
    path.write_text(json.dumps({"version": 1, "organisation": "Example Ltd"} | values), encoding="utf-8")
    return path


def test_without_a_file_everything_is_free_to_choose(tmp_path: Path) -> None:
    assert load([]) == Organisation(FREE_TO_CHOOSE)
    assert load([tmp_path / "none.json", tmp_path / "none" / "policy.json"]) == Organisation()
    (tmp_path / "file").touch()
    assert load([tmp_path / "file" / "policy.json"]) == Organisation()
    assert not load([]).locks.any


def test_a_file_settles_what_it_names_and_nothing_else(tmp_path: Path) -> None:
    made = load([written(tmp_path)])
    assert made == Organisation(Locks("Example Ltd"))
    assert not made.locks.any
    path = written(
        tmp_path,
        privacy="careful",
        latency="balanced",
        offline=True,
        cap_usd={"day": 0.1, "month": 3},
        blocked=["web_search", "web_search"],
        widest="conversation",
        fixed=["privacy"],
    )
    assert load([path]) == Organisation(
        Locks(
            "Example Ltd",
            Privacy.CAREFUL,
            Latency.BALANCED,
            Caps(NO_CAP, NO_CAP, Money(100_000), Money(3_000_000)),
            offline=True,
            blocked=("web_search",),
            widest=Choice.CONVERSATION,
            fixed=frozenset({"privacy"}),
        )
    )


def test_capitals_make_no_difference_to_what_is_switched_off(tmp_path: Path) -> None:
    made = load([written(tmp_path, blocked=["Web_Search", "web_search", "web_serach", "GetFile"])])
    assert made.locks.blocked == ("web_search", "web_serach", "getfile")
    assert made.names_no_tool(["WEB_search", "other", "getFile"]) == ("web_serach",)
    tools = {**TOOLS, "getFile": replace(TOOLS["calculator"], name="getFile")}
    situation = Situation(tools, made.tighten(Preferences()))
    assert {spec.name for spec in Gate.load().offered(situation)} == set(TOOLS) - {"web_search"}
    called = ToolCall("1", "getFile", {"text": "1"})
    assert Gate.load().judge(called, situation).rule == "blocked"


def test_the_mildest_stop_is_no_lock(tmp_path: Path) -> None:
    assert not load([written(tmp_path, privacy="relaxed", latency="patient", cap_usd={})]).locks.any


def test_of_several_files_the_strictest_part_holds(tmp_path: Path) -> None:
    one = written(
        tmp_path,
        "one.json",
        privacy="careful",
        cap_usd={"call": 0.5, "day": 1},
        widest="hour",
        fixed=["text"],
        rules=[DENIES],
        blocked=["a"],
    )
    other = written(
        tmp_path,
        "other.json",
        organisation="Branch",
        privacy="ask",
        latency="fast",
        offline=True,
        cap_usd={"call": 1, "month": 2},
        blocked=["b", "a"],
        rules=[DENIES | {"id": "no_more_mail"}],
    )
    merged = load([one, other])
    assert merged.locks == Locks(
        "Example Ltd and Branch",
        Privacy.CAREFUL,
        Latency.FAST,
        Caps(Money(500_000), NO_CAP, Money(1_000_000), Money(2_000_000)),
        offline=True,
        blocked=("a", "b"),
        widest=Choice.HOUR,
        fixed=frozenset({"text"}),
    )
    assert [(rule.id, rule.why) for rule in merged.rules] == [
        ("no_mail", "Example Ltd"),
        ("no_more_mail", "Branch"),
    ]
    assert load([one, one]) == load([one])
    assert replace(load([other, one]).locks, organisation="", blocked=()) == replace(
        merged.locks, organisation="", blocked=()
    )


@pytest.mark.parametrize(
    ("values", "problem"),
    [
        ({"version": 2}, "Invalid enum value 2 - at `$.version`"),
        ({"colour": "red"}, "Object contains unknown field `colour`"),
        ({"cap_usd": {"week": 1}}, "Object contains unknown field `week` - at `$.cap_usd`"),
        ({"cap_usd": {"day": -1}}, "Expected `float` >= 0.0 - at `$.cap_usd.day`"),
        ({"privacy": "none"}, "Invalid enum value 'none' - at `$.privacy`"),
        ({"fixed": ["speed"]}, "Invalid enum value 'speed' - at `$.fixed[0]`"),
        ({"organisation": ""}, "Expected `str` of length >= 1 - at `$.organisation`"),
        ({"widest": "deny"}, "the widest grant cannot be deny"),
        *(
            ({"blocked": ["web_search", name]}, f'"{name}" in blocked is no tool\'s name')
            for name in ("*", "web_*", "web search", "web_search ")
        ),
        ({"blocked": ["\u200bweb_search"]}, '"�web_search" in blocked is no tool\'s name'),
        ({"fixed": ["privacy"]}, "it fixes privacy and does not say where"),
        ({"fixed": ["latency"]}, "it fixes latency and does not say where"),
        ({"fixed": ["offline"]}, "it fixes offline and does not say where"),
        ({"fixed": ["caps"], "cap_usd": {"day": 1}}, "it fixes caps and does not say where"),
        (
            {"rules": [DENIES | {"decision": "allow"}]},
            "Invalid enum value 'allow' - at `$.rules[0].decision`",
        ),
        ({"rules": [DENIES | {"why": "Me"}]}, "Object contains unknown field `why` - at `$.rules[0]`"),
        ({"rules": [DENIES, DENIES | {"sentence": "No."}]}, "two rules have the same id"),
        (
            {"rules": [DENIES | {"when": {"host": ["a..example"]}}]},
            "the rule no_mail compares a fact with the wrong kind of value",
        ),
        ({"rules": [DENIES | {"when": {"mood": True}}]}, "the rule no_mail names an unknown fact, mood"),
    ],
)
def test_a_file_that_cannot_be_used_shuts_everything(
    tmp_path: Path, values: dict[str, Any], problem: str
) -> None:
    path = written(tmp_path, **values)
    made = load([path])
    assert made.locks == replace(SHUT, organisation=str(path))
    assert made.rules == ()
    assert made.broken == (
        f"The policy file {path} cannot be used: {problem}. Until it is mended everything stays on this "
        "computer, nothing may cost anything, and each yes holds once."
    )


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "Expecting value"),
        (b"{", "Expecting property name"),
        (b"[]", "Expected `object`, got `array`"),
        (b"\xff\xfe", "can't decode byte"),
        (b'{"version": 1, "version": 1, "organisation": "E"}', "a name stands twice in one object"),
        (b'{"version": 1, "organisation": "E", "cap_usd": {"day": NaN}}', "NaN is no number"),
        (b'{"version": 1, "organisation": "E", "cap_usd": {"day": 1e999}}', "Expected `float` <= 1000000.0"),
        (b'{"version": 1, "organisation": "E\\nF"}', "the organisation's name cannot be shown"),
        (b'{"version": 1, "organisation": " "}', "the organisation's name cannot be shown"),
        (b'{"version": 1, "organisation": "E", "\\u001b[2J": 1}', "unknown field ` [2J`"),
        (b"[" * 100_000, "recursion"),
        (b" " * (1024 * 1024 + 1), "larger than 1 MiB"),
    ],
)
def test_content_that_is_no_policy_shuts_everything(tmp_path: Path, content: bytes, problem: str) -> None:
    path = tmp_path / "policy.json"
    path.write_bytes(content)
    made = load([path])
    assert made.locks == replace(SHUT, organisation=str(path))
    assert problem in made.broken


def test_what_is_there_and_is_no_file_shuts_everything(tmp_path: Path) -> None:
    folder, dangling, pipe = tmp_path / "folder", tmp_path / "dangling", tmp_path / "pipe"
    folder.mkdir()
    dangling.symlink_to(tmp_path / "none")
    os.mkfifo(pipe)
    assert "it is not a file" in load([folder]).broken
    assert "it is not a file" in load([pipe]).broken
    assert "No such file or directory" in load([dangling]).broken
    assert all(load([path]).locks.offline for path in (folder, dangling, pipe))


def test_a_link_to_a_policy_and_a_byte_order_mark_are_taken(tmp_path: Path) -> None:
    path = written(tmp_path, privacy="careful")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    link = tmp_path / "link.json"
    link.symlink_to(path)
    assert load([link]).locks.privacy is Privacy.CAREFUL


def test_a_file_that_may_not_be_read_shuts_everything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = written(tmp_path)
    monkeypatch.setattr(Path, "open", refuse)
    assert "Permission denied" in load([path]).broken


def test_the_rules_of_an_earlier_file_outlive_a_later_one_that_clashes(tmp_path: Path) -> None:
    one = written(tmp_path, "one.json", rules=[DENIES])
    other = written(tmp_path, "other.json", rules=[DENIES | {"sentence": "Another."}])
    made = load([one, other])
    assert [rule.sentence for rule in made.rules] == ["Mail is never read."]
    assert "two rules have the same id" in made.broken
    assert made.locks == replace(SHUT, organisation=f"Example Ltd and {other}")


def test_an_organisations_rules_deny_in_the_gate(tmp_path: Path) -> None:
    made = load([written(tmp_path, rules=[DENIES])])
    verdict = Gate.load(made.rules).judge(ToolCall("1", "read_mail", {"text": "x"}), Situation(TOOLS))
    assert (verdict.decision, verdict.reason) == (Decision.DENY, "read_mail reads mail.")
    assert Gate.load(made.rules).book.rules[0].why == "Example Ltd"


@given(ANY_PREFERENCES, ANY_LOCKS)
def test_what_is_tightened_is_no_milder_than_it_was_and_can_be_chosen(
    preferences: Preferences, locks: Locks
) -> None:
    organisation = Organisation(locks)
    held = organisation.tighten(preferences)
    assert no_milder(held, preferences)
    assert organisation.refusal(held, held) == ""
    assert bool(organisation.refusal(held, preferences)) is not no_milder(preferences, held)


@given(ANY_PREFERENCES, ANY_PREFERENCES, ANY_LOCKS)
def test_what_is_not_refused_is_no_milder_than_the_policy(
    before: Preferences, wanted: Preferences, locks: Locks
) -> None:
    organisation = Organisation(locks)
    if not organisation.refusal(organisation.tighten(before), wanted):
        assert no_milder(wanted, organisation.tighten(wanted))
        assert locks.privacy is None or PRIVACY_FROM_STRICT.index(
            wanted.privacy
        ) <= PRIVACY_FROM_STRICT.index(locks.privacy)
        assert locks.latency is None or LATENCY_FROM_STRICT.index(
            wanted.latency
        ) <= LATENCY_FROM_STRICT.index(locks.latency)
        assert locks.caps is None or all(
            getattr(wanted.caps, cap) <= getattr(locks.caps, cap) for cap in CAPS
        )


@pytest.mark.parametrize(
    ("locks", "wanted", "refusal"),
    [
        (
            Locks(privacy=Privacy.CAREFUL),
            Preferences(),
            "Example Ltd has settled Privacy: no milder stop can be chosen.",
        ),
        (
            Locks(latency=Latency.FAST),
            Preferences(Privacy.CAREFUL),
            "Example Ltd has settled Low latency: no slower stop can be chosen.",
        ),
        (
            Locks(caps=Caps(day=Money(1))),
            Preferences(),
            "Example Ltd has settled the cost caps: none can be raised above its bound.",
        ),
        (Locks(offline=True), Preferences(), "Example Ltd keeps Sordino offline."),
        (
            Locks(blocked=("web_search",)),
            Preferences(),
            "Example Ltd has switched off tools that cannot be switched on here.",
        ),
    ],
)
def test_what_is_settled_is_refused_by_name(locks: Locks, wanted: Preferences, refusal: str) -> None:
    organisation = Organisation(replace(locks, organisation="Example Ltd"))
    held = organisation.tighten(wanted)
    assert organisation.refusal(held, wanted) == refusal
    assert organisation.refusal(wanted, held) == ""


@pytest.mark.parametrize(
    ("locks", "moved", "refusal"),
    [
        (
            Locks(privacy=Privacy.CAREFUL),
            {"privacy": Privacy.LOCAL_ONLY},
            "Example Ltd has fixed Privacy: it cannot be moved.",
        ),
        (
            Locks(latency=Latency.BALANCED),
            {"latency": Latency.FAST},
            "Example Ltd has fixed Low latency: it cannot be moved.",
        ),
        (
            Locks(caps=Caps()),
            {"caps": Caps(day=Money(1))},
            "Example Ltd has fixed the cost caps: they cannot be changed.",
        ),
        (
            Locks(offline=True),
            {"offline": False},
            "Example Ltd has fixed the offline switch: it cannot be moved.",
        ),
        (
            Locks(blocked=("web_search",)),
            {"blocked": ("web_search", "calculator")},
            "Example Ltd has fixed which tools are switched off.",
        ),
        (
            Locks(),
            {"text": "be quick"},
            "Example Ltd has fixed the preference sentence: it cannot be changed.",
        ),
    ],
)
def test_what_is_fixed_can_be_moved_to_the_policys_own_place_alone(
    locks: Locks, moved: dict[str, Any], refusal: str
) -> None:
    organisation = Organisation(replace(locks, organisation="Example Ltd", fixed=frozenset(moved)))
    held = organisation.tighten(Preferences())
    elsewhere = replace(held, **moved)
    assert organisation.refusal(held, elsewhere) == refusal
    assert organisation.refusal(held, held) == ""
    if "text" not in moved:
        assert organisation.refusal(elsewhere, held) == ""


def test_the_documents_name_every_fact_and_every_word_of_a_rule() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    assert all(f"`{fact}`" in text for fact in FACTS)
    assert all(f"`{{{word}}}`" in text for word in WORDS | DIAL_WORDS if word != "question")
    assert all(f"`{choice}`" in text for choice in Choice if choice is not Choice.DENY)


def test_the_order_of_blocked_tools_is_no_matter() -> None:
    organisation = Organisation(Locks("Example Ltd", blocked=("a", "b"), fixed=frozenset({"blocked"})))
    assert organisation.refusal(Preferences(blocked=("a", "b")), Preferences(blocked=("b", "a"))) == ""


def test_the_example_in_the_documents_can_be_loaded(tmp_path: Path) -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    example = text.split("```json\n")[1].split("```")[0]
    path = tmp_path / "policy.json"
    path.write_text(example, encoding="utf-8")
    made = load([path])
    assert made.broken == ""
    assert made.locks.organisation == "Example Ltd"
    assert made.locks.privacy is Privacy.CAREFUL
    assert made.locks.caps is not None
    assert made.locks.fixed
    assert len(made.rules) >= 4
    assert not Gate.load(made.rules).book.broken
