"""`sordino policy`: what is in force, why a call was decided as it was, and what other dials would do."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from app import policy_words
from app.cli import main, parser
from app.paths import Home
from app.policy_options import dollars, span
from engine import settings
from engine.cloud import CloudSettings, Expert, Provider
from engine.contracts import (
    Caps,
    Choice,
    DataClass,
    Decision,
    Money,
    Preferences,
    Privacy,
    Reach,
)
from engine.ledger.key import NoKeys
from engine.ledger.store import Entry, Ledger
from engine.policy.views import Grant, WeekEffect
from engine.store.grants import GrantFile

WIDE = Caps(*[Money(10_000_000)] * 4)
EXPERT = Expert(
    "large", Provider.COMPATIBLE, "large", "https://api.example.com/v1", "key", Money(1), Money(1)
)
READ = Entry("intent", "talk", tool="read_file", arguments='{"path": "taxes-2025.pdf"}')
SEARCH = Entry("intent", "talk", tool="web_search", reach=Reach.NETWORK, host="duckduckgo.com")
ASK_EXPERT = Entry("intent", "talk", tool="ask_expert", reach=Reach.EXPERT, host="api.example.com")


NOW = datetime(2026, 3, 20, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon, whenever the tests run."""
    monkeypatch.setattr("app.policy_cli.time", SimpleNamespace(time=NOW.timestamp))


class Clock:
    """Moves on by a second with each row, from an hour ago."""

    def __init__(self) -> None:
        self.now = NOW - timedelta(hours=1)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Record:
    """A home with a ledger that is open for writing, as beside a running window."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.clock = Clock()
        self.ledger = Ledger.open(home.ledger, home.anchor, NoKeys(), self.clock)
        self.number = 0

    def call(
        self,
        entry: Entry,
        *labels: str,
        rule: str = "ask_before_leaving",
        by: str = "user",
        decision: Decision = Decision.ALLOW,
        cost: int = 0,
        turn: str = "",
        reason: str = "Privacy asks.",
    ) -> str:
        """Put one call on record; its id."""
        self.number += 1
        entry = replace(entry, call_id=f"call-{self.number:04}", turn_id=turn or f"turn-{self.number}")
        self.ledger.record(entry)
        decided = replace(entry, kind="decision", decision=decision, rule=rule, by=by, labels=labels)
        self.ledger.record(replace(decided, reason=reason, cost=Money(cost and 50_000)))
        outcome = "ran" if decision is Decision.ALLOW else "refused"
        size = 200 if entry.reach.leaves and outcome == "ran" else 0
        ended = replace(entry, kind="outcome", outcome=outcome, cost=Money(cost), size=size, seconds=1.5)
        self.ledger.record(ended)
        return entry.call_id


@pytest.fixture
def home(tmp_path: Path) -> Home:
    made = Home.of(str(tmp_path))
    made.prepare()
    save(made, Preferences(caps=WIDE))
    return made


@pytest.fixture
def record(home: Home) -> Iterator[Record]:
    made = Record(home)
    with made.ledger:
        yield made


@pytest.fixture
def example(record: Record) -> Record:
    """Twenty calls that left: twelve experts for $3.10, two searches that quote a file, six that do not."""
    for number in range(12):
        record.call(ASK_EXPERT, cost=250_000 if number < 10 else 300_000)
    for _ in range(2):
        record.call(SEARCH, "private", "file:taxes-2025.pdf")
    for number in range(6):
        record.call(SEARCH, turn=f"web-{number // 3}")
    for _ in range(4):
        record.call(READ, "private", rule="local_reading", by="rule")
    record.call(SEARCH, decision=Decision.DENY)
    return record


def save(home: Home, preferences: Preferences) -> None:
    settings.save(home.settings, settings.Settings(preferences=preferences, cloud=CloudSettings((EXPERT,))))


def sordino(home: Home, *arguments: str) -> int:
    return main(["--home", str(home.data), "policy", *arguments])


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return capsys.readouterr().out


def as_json(capsys: pytest.CaptureFixture[str]) -> Any:
    (line,) = said(capsys).splitlines()
    return json.loads(line)


DRY = ("dry-run", "--since", "7d", "--privacy", "careful", "--block", "ask_expert")
SENTENCE = (
    "Had this been on for the last 7 days: 14 of 20 calls would have stayed here, $3.10 less, "
    "2 answers would have been without sources."
)


def test_fourteen_of_twenty_calls_would_have_stayed(
    example: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sordino(example.home, *DRY) == 0
    lines = said(capsys).splitlines()
    assert lines[0] == SENTENCE
    assert lines[1] == "You would have been asked about 7 of all 25 calls."
    assert len(lines) == 3 + 14
    assert sum("ask -> deny" in line and line.endswith("blocked  $0.25") for line in lines) == 10
    assert sum("web_search to duckduckgo.com" in line and "private_stays" in line for line in lines) == 2


def test_a_script_gets_the_same_as_one_object(example: Record, capsys: pytest.CaptureFixture[str]) -> None:
    assert sordino(example.home, *DRY, "--json") == 0
    found = as_json(capsys)
    assert found["sentence"] == SENTENCE
    assert found["effect"] == {
        "days": 7,
        "calls": 25,
        "left": 20,
        "stayed": 14,
        "asked": 7,
        "saved": 3_100_000,
        "unsourced": 2,
    }
    assert found["preferences"]["privacy"] == "careful"
    assert {one["rule"] for one in found["changed"]} == {"blocked", "private_stays"}
    assert found["changed"][0]["call"]["cost"] == 250_000


@pytest.mark.parametrize(
    ("options", "stayed", "rule"),
    [
        (("--offline",), 20, "offline"),
        (("--privacy", "Local-only"), 20, "local_only"),
        (("--cap-day", "0"), 12, "over_budget"),
        (("--cap-month", "$0"), 12, "over_budget"),
        (("--cap-conversation", "0.00"), 12, "over_budget"),
        (("--cap-call", "0"), 12, "over_budget"),
        (("--latency", "fast"), 12, "too_slow"),
        (("--block", "web_search", "--block", "ask_expert"), 20, "blocked"),
    ],
)
def test_every_dial_can_be_tried(
    example: Record,
    capsys: pytest.CaptureFixture[str],
    options: tuple[str, ...],
    stayed: int,
    rule: str,
) -> None:
    assert sordino(example.home, "dry-run", *options, "--json") == 0
    found = as_json(capsys)
    assert found["effect"]["stayed"] == stayed
    assert {one["rule"] for one in found["changed"] if one["decision"] == "deny"} == {rule}


def test_free_text_is_tried_with_what_it_proposes_and_what_was_not_understood(
    example: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    words = "这份资料不能外流, do not use web_search. Use the strongest model for maths, zyzzyva"
    assert sordino(example.home, "dry-run", "--text", words) == 0
    text = said(capsys)
    assert "'这份资料不能外流' asks for: privacy careful.\n" in text
    assert "asks for: blocked web_search.\n" in text
    assert "The model is told, and no rule changes: " in text
    assert "Not understood: " in text
    assert "8 of 20 calls would have stayed here, 4 answers would have been without sources." in text
    assert sordino(example.home, "dry-run", "--text", words, "--json") == 0
    found = as_json(capsys)
    assert found["preferences"]["blocked"] == ["web_search"]
    assert [one["dial"] for one in found["text"]["proposals"]] == ["privacy", "blocked"]


def test_free_text_that_allows_more_says_so_and_text_may_ask_for_nothing(
    example: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    save(example.home, Preferences(caps=WIDE, blocked=("web_search",)))
    assert sordino(example.home, "dry-run", "--text", "you may use the web") == 0
    text = said(capsys)
    assert "asks for: blocked" in text
    assert ", which allows more.\n" in text
    assert sordino(example.home, "dry-run", "--text", "hello") == 0
    assert said(capsys).startswith("The text asks for no change of a dial or rule.\n")


def test_what_is_in_force_changes_nothing(example: Record, capsys: pytest.CaptureFixture[str]) -> None:
    assert sordino(example.home, "dry-run") == 0
    assert said(capsys).splitlines() == [
        "Had this been on for the last 7 days: 0 of 20 calls would have stayed here.",
        "You would have been asked about 21 of all 25 calls.",
        "No verdict would have changed.",
    ]


def test_a_period_without_calls_says_so(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.call(SEARCH)
    assert sordino(record.home, "dry-run", "--since", "30m") == 0
    assert said(capsys) == "No call is on record for the last 30 minutes.\n"


def test_the_text_of_a_tool_cannot_draw_on_the_terminal(
    record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    evil = "\x1b[31mred\n\u202egnp.exe"
    bad = replace(SEARCH, tool=f"web{evil}", host=evil, arguments=evil)
    name = record.call(bad, evil, rule=evil, by=evil, reason=evil)
    record.ledger.record(Entry("event", tool=f"net{evil}", reason=evil))
    last = record.ledger.rows()[-1].number
    for arguments in (("dry-run", "--offline"), ("explain", name), ("explain", str(last))):
        assert sordino(record.home, *arguments) == 0
        text = said(capsys)
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "⟦U+001B⟧" in text


def test_a_call_is_explained_by_its_row_its_id_or_the_beginning_of_it(
    record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    record.call(READ, rule="local_reading", by="rule")
    name = record.call(
        replace(SEARCH, arguments='{"query": "merger"}'), "private", "file:taxes-2025.pdf", cost=20_000
    )
    assert sordino(record.home, "explain", "5") == 0
    text = said(capsys)
    assert text.splitlines()[0].startswith("Row 4: web_search to duckduckgo.com, 20")
    for part in (
        'Asked for    {"query": "merger"}',
        "Decision     allow, by you",
        "Rule         ask_before_leaving",
        "Before anything leaves this computer, you are asked and see exactly what it is, "
        "unless an earlier yes covers it. (Privacy)",
        "Reason       Privacy asks.",
        "Labels       private, file:taxes-2025.pdf",
        "Money        $0.05 reserved, $0.02 spent",
        "Outcome      ran, 1.5 s, 200 bytes sent",
        "  Local only  deny   local_only",
        "  Careful     deny   private_stays",
        "  Ask         ask    ask_before_leaving",
        "  Relaxed     ask    ask_before_leaving",
    ):
        assert part in text
    for other in (name, record.ledger.rows()[4].id):
        assert sordino(record.home, "explain", other) == 0
        assert said(capsys) == text


def test_a_call_that_a_dial_refused_is_explained_in_the_words_of_its_rule(
    record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    for rule in ("offline", "local_only", "private_stays", "blocked", "too_slow", "over_budget"):
        name = record.call(SEARCH, rule=rule, by="rule", decision=Decision.DENY)
        assert sordino(record.home, "explain", name, "--json") == 0
        found = as_json(capsys)
        assert found["rule"]["id"] == rule
        assert found["rule"]["sentence"].endswith(".")
        assert found["privacy"]["local_only"]["decision"] == "deny"
    name = record.call(SEARCH, rule="gone", by="rule", decision=Decision.DENY)
    assert sordino(record.home, "explain", name) == 0
    assert "Rule         gone\nReason " in said(capsys)


def test_a_call_under_a_yes_of_old_names_the_row_of_the_yes(
    record: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    record.call(SEARCH)
    name = record.call(SEARCH, by="grant", reason="Privacy asks. Your yes in row 2 of the log covers it.")
    assert sordino(record.home, "explain", name) == 0
    text = said(capsys)
    assert "Decision     allow, by a yes that you gave before" in text
    assert "Granted      row 1: web_search to duckduckgo.com, 20" in text
    lost = record.call(SEARCH, by="grant", reason="Unreadable.")
    assert sordino(record.home, "explain", lost, "--json") == 0
    assert as_json(capsys)["granted_by"] == []


def test_what_is_open_or_no_call_is_told_as_such(record: Record, capsys: pytest.CaptureFixture[str]) -> None:
    record.ledger.record(replace(SEARCH, call_id="open", turn_id="t", host=""))
    record.ledger.record(Entry("event", tool="network", reason="The broker started."))
    assert sordino(record.home, "explain", "1") == 0
    text = said(capsys)
    assert "web_search to an unknown host" in text
    assert "Decision     ask, by nobody yet" in text
    assert "Outcome      open, 0.0 s\n" in text
    assert sordino(record.home, "explain", "2") == 0
    assert said(capsys).endswith(": no rule decided it.\nThe broker started.\n")
    assert sordino(record.home, "explain", "2", "--json") == 0
    assert as_json(capsys) == {"row": 2, "kind": "network", "reason": "The broker started."}


@pytest.mark.parametrize(
    ("arguments", "problem", "way_out"),
    [
        (("explain", "99"), "No row of the log is named '99'.", "`sordino log --json` shows them."),
        (("explain", "\x1b[31m"), "No row of the log is named '\\x1b[31m'.", "number"),
        (("explain", "call"), "Several lines of the log begin with 'call': rows 4, 1.", "Give more"),
        (
            ("dry-run", "--block", "x\x1b"),
            "There is no tool 'x\\x1b'.",
            "web_search, read_page, ask_expert, call_expert.",
        ),
    ],
)
def test_a_mistake_is_told_with_the_way_out(
    record: Record,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    problem: str,
    way_out: str,
) -> None:
    record.call(SEARCH)
    record.call(SEARCH)
    assert sordino(record.home, *arguments) == 1
    found = capsys.readouterr()
    assert problem in found.err
    assert way_out in found.err
    assert found.out == ""


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("dry-run", "--since", "soon"), "'soon' is no length of time: write 30m, 12h, 7d or 2w."),
        (("dry-run", "--cap-day", "-1"), "'-1' is no amount in dollars"),
        (("dry-run", "--cap-day", "1e9"), "'1e9' is no amount in dollars: write 0.05 or 2."),
        (("dry-run", "--privacy", "none"), "invalid choice"),
        (("explain",), "ROW"),
        (("forget",), "invalid choice"),
    ],
)
def test_wrong_usage_ends_in_2(
    home: Home, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], problem: str
) -> None:
    with pytest.raises(SystemExit) as ended:
        sordino(home, *arguments)
    assert ended.value.code == 2
    assert problem in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [("explain", "1"), ("dry-run",)])
def test_without_a_ledger_there_is_nothing_to_explain(
    home: Home, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert sordino(home, *arguments) == 1
    assert "Start Sordino once to create it." in capsys.readouterr().err
    assert not home.ledger.exists()


def test_what_is_in_force_is_shown_before_there_is_a_ledger(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path.name for path in home.data.rglob("*"))
    assert sordino(home) == 0
    text = said(capsys)
    assert "Privacy      Ask\n" in text
    assert "Model told   nothing\n" in text
    assert "deny         Where nobody can answer, the answer is no. (Always)\n" in text
    assert sorted(path.name for path in home.data.rglob("*")) == before


def test_the_preferences_in_force_are_shown_with_their_rules_and_counts(
    example: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    strict = Preferences(
        Privacy.CAREFUL,
        caps=Caps(Money(0), Money(500_000), Money(2_000_000), Money(20_000_000)),
        text="Be\x1b brief.",
        blocked=("web_search",),
    )
    save(example.home, strict)
    assert sordino(example.home, "show") == 0
    text = said(capsys)
    for part in (
        "Privacy      Careful",
        "Latency      Balanced: 60 s a call that leaves, none after 600 s of an answer, "
        "2048 tokens of thinking",
        "Cost caps    $0.00 a call, $0.50 a conversation, $2.00 a day, $20.00 a month; free tools only",
        "Spent        $3.10 today, $3.10 this month (UTC)",
        "Offline      no",
        "Never used   web_search",
        "Be⟦U+001B⟧ brief.",
        "Rules in force, with how many of the 25 calls of the last 7 days each decides:",
        "deny      9  What is switched off is never used: web_search. (Hard limits)",
        "allow     4  Tools that only read on this computer run freely. (Always)",
    ):
        assert part in text
    assert sordino(example.home, "--offline", "--json") == 0
    found = as_json(capsys)
    assert found["preferences"]["offline"] is True
    assert found["calls"] == 25
    assert found["spent"] == {"day": 3_100_000, "month": 3_100_000}
    assert {rule["id"]: rule["calls"] for rule in found["rules"]}["offline"] == 12
    assert found["bounds"]["step_s"] == 60.0
    assert found["sentence"].endswith("Be\x1b brief.")


def test_a_broken_settings_file_is_told_and_the_strict_rules_are_shown(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.settings.write_text("{")
    assert sordino(home, "show") == 0
    found = capsys.readouterr()
    assert "cannot be used" in found.err
    assert "Privacy      Local only" in found.out


def policy_file(home: Home, **settled: Any) -> None:
    content = {"version": 1, "organisation": "Example GmbH", **settled}
    (home.data / "policy.json").write_text(json.dumps(content))


def test_what_an_organisation_settled_holds_and_is_named(
    example: Record, capsys: pytest.CaptureFixture[str]
) -> None:
    policy_file(
        example.home,
        privacy="careful",
        latency="balanced",
        offline=False,
        cap_usd={"day": 1.5},
        blocked=["Ask_Expert", "web_serach"],
        widest="hour",
        fixed=["latency"],
        rules=[
            {
                "id": "never_there",
                "decision": "deny",
                "when": {"host": ["duckduckgo.com"]},
                "sentence": "Nothing goes to duckduckgo.com.",
                "reason": "{tool} would go to duckduckgo.com.",
            }
        ],
    )
    assert sordino(example.home) == 0
    text = said(capsys)
    assert text.splitlines()[:3] == [
        "Settled by Example GmbH: privacy Careful or stricter; latency Balanced or faster; $1.50 a day "
        "at most; never ask_expert, web_serach; a yes holds for one hour at most; not to be moved: latency",
        "Never used, but names no tool here: web_serach",
        "Privacy      Careful",
    ]
    assert "deny      9  Nothing goes to duckduckgo.com. (Example GmbH)" in text
    assert sordino(example.home, "dry-run", "--privacy", "relaxed") == 0
    found = capsys.readouterr()
    assert found.err == (
        "Example GmbH has settled Privacy: no milder stop can be chosen. What it has settled stays on.\n"
    )
    assert "20 of 20 calls would have stayed here" in found.out
    assert sordino(example.home, "show", "--json") == 0
    locks = as_json(capsys)["locks"]
    assert (locks["fixed"], locks["names_no_tool"]) == (["latency"], ["web_serach"])


def test_a_policy_that_cannot_be_used_is_told(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    policy_file(home, offline=True, surprise=1)
    assert sordino(home) == 0
    found = capsys.readouterr()
    assert "policy.json" in found.err
    assert "; offline; " in found.out.splitlines()[0]
    assert "Offline      yes" in found.out


def test_the_preference_vector_and_lasting_grants_are_shown_and_nothing_is_written(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    hour = Grant(
        "g1", "web_search", "https://x.org", "s", DataClass.OWN, Choice.HOUR, given=NOW.timestamp(), row=7
    )
    holds = replace(hour, expires=NOW.timestamp() + 3600, used=hour.given)
    over = replace(holds, id="g2", given=hour.given - 7200, used=hour.given - 7200, expires=hour.given - 3600)
    GrantFile(home.grants).save([holds, over])
    before = home.grants.read_bytes()
    assert sordino(home) == 0
    text = said(capsys)
    assert "Vector       calculator 0.00, " in text
    assert "outcome 1.00, cost " in text
    assert text.count("web_search to https://x.org, own data, for one hour, until ") == 1
    assert sordino(home, "--json") == 0
    found = as_json(capsys)
    assert [grant["id"] for grant in found["grants"]] == ["g1"]
    assert found["vector"]["outcome"] == 1.0
    assert home.grants.read_bytes() == before


def test_a_file_of_grants_that_cannot_be_used_is_a_problem(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    home.grants.write_text("{")
    assert sordino(home) == 1
    assert "grants.json" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30m", (1_800, "the last 30 minutes")),
        ("12h", (43_200, "the last 12 hours")),
        ("7d", (604_800, "the last 7 days")),
        ("2W", (1_209_600, "the last 2 weeks")),
        (" 1 d ", (86_400, "the last day")),
    ],
)
def test_lengths_of_time(text: str, expected: tuple[int, str]) -> None:
    assert span(text) == expected


@pytest.mark.parametrize("text", ["", "7", "d", "0d", "-1d", "7days", "1.5h", "99999d", "٣d", "\x1b"])
def test_what_is_no_length_of_time(text: str) -> None:
    with pytest.raises(argparse.ArgumentTypeError, match="is no length of time"):
        span(text)


def test_amounts_are_exact() -> None:
    assert [dollars(text) for text in ("0", "0.05", "$2", "1.234567", "19.99")] == [
        0,
        50_000,
        2_000_000,
        1_234_567,
        19_990_000,
    ]
    for text in ("", "-1", "1e3", "nan", "1.2345678", "0,05", "1.", "€2"):
        with pytest.raises(argparse.ArgumentTypeError, match="is no amount in dollars"):
            dollars(text)


@pytest.mark.parametrize(
    ("effect", "expected"),
    [
        (WeekEffect(7, 0, 0, 0, 0, Money(0), 0), "No call is on record for the last week."),
        (
            WeekEffect(7, 3, 0, 0, 0, Money(0), 0),
            "Had this been on for the last week: no call would have stayed here, since none left.",
        ),
        (
            WeekEffect(7, 1, 1, 1, 0, Money(4_000), 1),
            "Had this been on for the last week: 1 of 1 call would have stayed here, $0.004 less, "
            "1 answer would have been without sources.",
        ),
        (
            WeekEffect(7, 9, 2, 0, 0, Money(123_456), 0),
            "Had this been on for the last week: 0 of 2 calls would have stayed here, $0.12 less.",
        ),
    ],
)
def test_the_effect_in_one_sentence(effect: WeekEffect, expected: str) -> None:
    assert policy_words.effect_sentence(effect, "the last week") == expected


def test_one_call_is_no_plural() -> None:
    effect = WeekEffect(7, 1, 1, 0, 1, Money(0), 0)
    assert policy_words.asked_sentence(effect) == "You would have been asked about 1 of all 1 call."


def test_a_grant_is_told_on_one_line() -> None:
    grant = Grant("g", "web_search", "https://x.org", "", DataClass.OWN, Choice.HOUR, expires=1.0, row=7)
    line = policy_words.grant_line(grant)
    assert line.startswith("web_search to https://x.org, own data, for one hour, until 19")
    assert line.endswith("(row 7)")
    always = replace(grant, scope=Choice.ALWAYS, expires=0.0)
    assert policy_words.grant_line(always).endswith("own data, until revoked (row 7)")


def test_the_actions_are_in_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        parser().parse_args(["policy", "--help"])
    text = said(capsys)
    assert all(action in text for action in ("show", "explain", "dry-run"))
