"""What the ledger knows is told in words that are true."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication

from app.activity import words
from app.activity.figures import figures
from app.activity.words import Tone
from engine.contracts import SCOPES, CallRecord, Choice, Decision, Money, Reach, VerifyReport

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_local_call_is_allowed_and_stays_here(make_call: Callable[..., CallRecord]) -> None:
    record = make_call()
    assert words.decision(record) == words.Words("allowed", Tone.QUIET)
    assert words.destination(record) == "this computer"
    assert words.mark(record) == ("home", Tone.LOCAL)
    assert words.price(record) == ""
    assert not words.left(record)


def test_a_call_that_was_agreed_to_says_so(sent_once: CallRecord) -> None:
    assert words.decision(sent_once) == words.Words("asked · sent once", Tone.LEAVES)
    assert words.who_decided(sent_once) == "You, once"
    assert words.left(sent_once)


def test_a_request_under_an_earlier_yes_says_whose_it_was(sent_once: CallRecord) -> None:
    wide = replace(sent_once, reason=f"Privacy asks. {SCOPES[Choice.ANSWER]}")
    assert words.who_decided(wide) == "You, for more than this request"
    covered = replace(sent_once, by="grant", decision=Decision.ALLOW)
    assert words.decision(covered).text == "sent under your earlier yes"
    assert words.who_decided(covered) == "You, with an earlier yes"


@pytest.mark.parametrize(
    ("by", "text"),
    [
        ("user", "asked · denied"),
        ("timeout", "asked · no answer"),
        ("closing", "asked · Sordino was closed"),
        ("nobody", "asked · nobody there"),
        ("stopped", "asked · stopped"),
    ],
)
@pytest.mark.parametrize("decision", [Decision.ASK, Decision.DENY])
def test_a_refused_call_says_by_whose_hand(
    denied_by_user: CallRecord, by: str, text: str, decision: Decision
) -> None:
    record = replace(denied_by_user, by=by, decision=decision)
    assert words.decision(record) == words.Words(text, Tone.DENIED)
    assert words.mark(record) == ("x", Tone.DENIED)
    assert not words.left(record)


def test_a_rule_that_denies_asks_nobody(denied_by_rule: CallRecord) -> None:
    assert words.decision(denied_by_rule).text == "denied by rule"
    assert words.who_decided(denied_by_rule) == "The rules, without a question"


def test_a_failed_call_that_may_have_sent_bytes_counts_as_left(sent_once: CallRecord) -> None:
    record = replace(sent_once, outcome="failed", sent_sha256="")
    assert words.left(record)
    assert words.decision(record).text == "asked · failed"


def test_a_call_that_has_not_ended_is_neither_allowed_nor_denied(sent_once: CallRecord) -> None:
    record = replace(sent_once, outcome="", by="", sent_sha256="")
    assert words.decision(record).text == "asked · waiting"
    assert not words.left(record)


def test_an_event_is_noted_and_is_no_call(make_call: Callable[..., CallRecord]) -> None:
    record = make_call(kind="event", tool="network", by="user")
    assert words.title(record) == "Network"
    assert words.decision(record).text == "noted"
    assert figures([record]).calls == 0


def test_hashes_that_agree_are_shown_as_equal_and_others_in_red(sent_once: CallRecord) -> None:
    assert words.hashes(sent_once) == words.Words("sent 9f31…c07a = previewed 9f31…c07a", Tone.QUIET)
    other = words.hashes(replace(sent_once, sent_sha256="ab" * 32))
    assert other is not None
    assert other.tone is Tone.DENIED


def test_verification_is_told_in_words(qapp: QApplication) -> None:
    signed = words.verified(VerifyReport(1204, intact=True, signed=True))
    assert signed.tone is Tone.LOCAL
    assert "1,204" in signed.text
    assert signed.text.endswith("signed")
    unsigned = words.verified(VerifyReport(1204, intact=True, signed=False))
    assert unsigned.text.endswith("unsigned: no keyring")
    broken = words.verified(VerifyReport(1204, False, True, 17, "the row was edited"))
    assert broken == words.Words("Row 17 does not hold", Tone.DENIED)


def test_figures_are_sums_over_the_calls(
    make_call: Callable[..., CallRecord],
    sent_once: CallRecord,
    denied_by_user: CallRecord,
    denied_by_rule: CallRecord,
) -> None:
    found = figures([make_call(), sent_once, denied_by_user, denied_by_rule])
    assert (found.calls, found.left, found.left_bytes, found.hosts) == (4, 1, 71, 1)
    assert (found.denied, found.denied_by_rule, found.denied_by_answer) == (2, 1, 1)
    assert (found.asked, found.agreed, found.spent) == (2, 1, 4_000)


def test_what_left_is_counted_also_where_it_was_no_tool(make_call: Callable[..., CallRecord]) -> None:
    download = make_call(kind="event", tool="model", reach=Reach.NETWORK, host="hub", size=9, cost=Money(1))
    found = figures([download])
    assert (found.calls, found.left, found.left_bytes, found.spent) == (0, 1, 9, 1)


def test_a_hostile_tool_name_stays_on_one_visible_line(make_call: Callable[..., CallRecord]) -> None:
    shown = words.title(make_call(tool="read\n\u202efdp.exe"))
    assert "\n" not in shown
    assert "\u202e" not in shown
    assert "U+202E" in shown


@pytest.mark.parametrize(
    ("reserved", "cost", "said"),
    [
        (4_000, 2_100, "Estimated at most $0.0040, cost $0.0021, 48 % below"),
        (4_000, 0, "Estimated at most $0.0040, cost $0.0000, 100 % below"),
        (4_000, 4_400, "Estimated at most $0.0040, cost $0.0044, 10 % above"),
        (4_000, 4_000, "Estimated at most $0.0040, cost $0.0040"),
        (0, 0, ""),
    ],
)
def test_the_estimate_stands_beside_the_real_cost(
    sent_once: CallRecord, reserved: int, cost: int, said: str
) -> None:
    record = replace(sent_once, reserved=Money(reserved), cost=Money(cost))
    assert words.estimate(record) == said
    assert words.estimate(replace(record, outcome="refused")) == ""
    assert words.estimate(replace(record, outcome="")) == ""


def test_what_nobody_knows_the_price_of_is_not_called_free(sent_once: CallRecord) -> None:
    expert = replace(sent_once, reach=Reach.EXPERT, cost=Money(0), reserved=Money(50_000))
    assert words.price(expert) == "price unknown"
    assert words.estimate(expert) == ""
    assert words.price(replace(expert, reserved=Money(0))) == "free"
    assert words.price(replace(expert, cost=Money(4_000))) == "$0.004"
