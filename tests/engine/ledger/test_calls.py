from __future__ import annotations

import zlib
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from engine.contracts import Decision, Money, Reach
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Entry, Ledger, Spent, TurnTotals

RecordCall = Callable[..., None]


def test_intent_decision_and_outcome_are_one_line(ledger: Ledger, record_call: RecordCall) -> None:
    record_call(ledger, "c1", size=23, cost=7)
    (call,) = ledger.calls()
    assert (call.kind, call.id, call.decision, call.outcome) == ("call", "c1", Decision.ALLOW, "ran")
    assert (call.reach, call.host, call.size, call.cost) == (Reach.NETWORK, "example.org", 23, 7)
    assert (call.by, call.rule, call.labels) == ("user", "ask_leaving", ("typed",))
    assert (call.arguments, call.payload) == ('{"query": "Zürich"}', "GET https://example.org")
    assert ledger.total() == 1
    assert ledger.newest() == 3


def test_calls_of_equal_id_in_two_turns_are_two_lines(ledger: Ledger, record_call: RecordCall) -> None:
    record_call(ledger, "c1", turn_id="t1")
    record_call(ledger, "c1", turn_id="t2")
    assert [call.turn_id for call in ledger.calls()] == ["t2", "t1"]


def test_a_call_without_an_intent_is_a_line_as_well(ledger: Ledger) -> None:
    ledger.record(Entry("decision", decision=Decision.DENY))
    ledger.record(Entry("outcome", turn_id="t", call_id="c", outcome="refused"))
    assert [call.decision for call in ledger.calls()] == [Decision.ASK, Decision.DENY]


def test_events_are_lines_of_their_own_kind(ledger: Ledger) -> None:
    ledger.record(Entry("event", tool="network", call_id="c", turn_id="t", reason="The broker started."))
    ledger.record(Entry("event"))
    named, unnamed = ledger.calls()[1], ledger.calls()[0]
    assert (named.kind, named.reason, named.decision) == ("network", "The broker started.", Decision.ALLOW)
    assert unnamed.kind == "event"


def test_the_start_of_a_turn_is_a_row_but_no_line(ledger: Ledger) -> None:
    ledger.record(Entry("event", tool="turn", turn_id="t"))
    assert ledger.calls() == ()
    assert ledger.total() == 0
    assert len(ledger.rows()) == 1


def test_the_newest_lines_come_first_up_to_the_limit(ledger: Ledger, record_call: RecordCall) -> None:
    for number in range(5):
        record_call(ledger, f"c{number}")
    assert [call.id for call in ledger.calls(limit=2)] == ["c4", "c3"]
    assert ledger.total() == 5


def test_rows_come_in_pages(ledger: Ledger, record_call: RecordCall) -> None:
    record_call(ledger, "c")
    assert [row.number for row in ledger.rows(limit=2)] == [1, 2]
    assert [row.number for row in ledger.rows(limit=2, after=2)] == [3]


@pytest.mark.parametrize(
    "needle", ["zÜRICH", "EXAMPLE.org", "asks before", "web_", "a result", "typed", "%' OR 1=1 --"]
)
def test_search_finds_words_and_texts_in_any_letter_case(
    ledger: Ledger, record_call: RecordCall, needle: str
) -> None:
    record_call(ledger, "c1")
    ledger.record(Entry("event", tool="model", reason="Loaded %' OR 1=1 --"))
    expected = ["model"] if "1=1" in needle else ["call"]
    assert [call.kind for call in ledger.calls(search=needle)] == expected
    assert ledger.calls(search=f"{needle} nowhere") == ()


def test_filters_narrow_by_turn_conversation_and_last_decision(
    ledger: Ledger, record_call: RecordCall
) -> None:
    record_call(ledger, "c1", turn_id="t1", conversation_id="k1")
    record_call(ledger, "c2", turn_id="t2", conversation_id="k2", decision=Decision.DENY, outcome="refused")
    ledger.record(Entry("decision", turn_id="t3", call_id="c3", decision=Decision.ASK))
    ledger.record(Entry("decision", turn_id="t3", call_id="c3", decision=Decision.DENY))
    assert [call.id for call in ledger.calls(turn_id="t1")] == ["c1"]
    assert [call.id for call in ledger.calls(conversation_id="k2")] == ["c2"]
    assert [call.id for call in ledger.calls(decision="deny")] == ["c3", "c2"]
    assert ledger.calls(decision="ask") == ()
    assert ledger.calls(turn_id="t1", decision="deny") == ()


def test_a_turns_totals_count_what_left_and_what_was_denied(ledger: Ledger, record_call: RecordCall) -> None:
    record_call(ledger, "c1", size=23, cost=5)
    record_call(ledger, "c2", size=7, cost=6)
    record_call(ledger, "c3", decision=Decision.DENY, outcome="refused")
    record_call(ledger, "c4", outcome="failed")
    record_call(ledger, "other", turn_id="other turn", size=99)
    ledger.record(Entry("outcome", turn_id="turn", call_id="c5", tool="clock", outcome="ran", size=11))
    assert ledger.turn_totals("turn") == TurnTotals(("example.org",), 30, Money(11), 1)
    assert ledger.turn_totals("no such turn") == TurnTotals()


def test_a_call_that_failed_after_it_had_sent_counts_as_having_left(
    ledger: Ledger, record_call: RecordCall
) -> None:
    record_call(ledger, "c1", outcome="failed", size=23)
    assert ledger.turn_totals("turn") == TurnTotals(("example.org",), 23)


def test_spending_is_counted_by_conversation_day_and_month(home: Any, record_call: RecordCall) -> None:
    moments = [
        datetime(2026, 2, 28, 23, 59, tzinfo=UTC),
        datetime(2026, 3, 1, tzinfo=UTC),
        datetime(2026, 3, 14, 23, 59, tzinfo=UTC),
        datetime(2026, 3, 15, tzinfo=UTC),
        datetime(2026, 4, 1, tzinfo=UTC),
    ]
    now = iter(moments)
    with Ledger.open(home.path, home.anchor, MemoryKeys(), clock=lambda: next(now)) as ledger:
        for place, cost in enumerate((1, 10, 100, 1000, 10000)):
            talk = "talk" if place % 2 else "other"
            ledger.record(Entry("outcome", conversation_id=talk, outcome="ran", cost=Money(cost)))
        at = datetime(2026, 3, 15, 12, tzinfo=UTC).timestamp()
        assert ledger.spent("talk", at) == Spent(Money(1010), Money(11000), Money(11110))
        assert ledger.spent("", at).conversation == 0


def test_what_is_reserved_counts_until_the_call_has_ended(ledger: Ledger) -> None:
    now = datetime.now(UTC).timestamp()

    def step(
        kind: str, call_id: str = "c", decision: Decision | None = None, cost: int = 0
    ) -> tuple[int, int]:
        ledger.record(Entry(kind, "talk", "turn", call_id, decision=decision, cost=Money(cost)))
        return ledger.spent("talk", now).conversation, ledger.turn_totals("turn").cost

    assert step("decision", decision=Decision.ASK, cost=50) == (0, 0)
    assert step("decision", decision=Decision.ALLOW, cost=50) == (50, 50)
    assert step("outcome", cost=20) == (20, 20)
    assert step("decision", "d", decision=Decision.DENY, cost=50) == (20, 20)
    assert step("event", "e", cost=3) == (23, 23)


def test_a_line_that_was_tampered_with_can_still_be_shown(
    ledger: Ledger, home: Any, record_call: RecordCall
) -> None:
    record_call(ledger, "c1", result="gone")
    record_call(ledger, "c2", result="broken")
    home.sql(
        "UPDATE rows SET labels = 'x', at = 'noon', reach = 'moon', decision = 'maybe'",
        "UPDATE rows SET host = CAST(x'ff' AS TEXT)",
        f"UPDATE blobs SET data = x'00' WHERE data = x'{zlib.compress(b'broken').hex()}'",
        f"DELETE FROM blobs WHERE data = x'{zlib.compress(b'gone').hex()}'",
    )
    broken, gone = ledger.calls()
    for call in (broken, gone):
        assert (call.labels, call.at, call.reach) == ((), 0.0, Reach.NETWORK)
        assert (call.decision, call.host, call.result) == (Decision.ASK, "�", "")
    assert ledger.calls(search="broken") == ()
