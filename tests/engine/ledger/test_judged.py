"""The calls of a period, as they were judged."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from engine.contracts import Decision, Money, Reach
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Entry, Ledger
from tests.engine.ledger.conftest import Home

NOON = datetime(2026, 3, 20, 12, tzinfo=UTC)
SEARCH = Entry("intent", "talk", "turn", "c1", "web_search", Reach.NETWORK, "example.org")


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def timed(home: Home, keys: MemoryKeys, clock: Clock) -> Iterator[Ledger]:
    with Ledger.open(home.path, home.anchor, keys, clock) as opened:
        yield opened


def decide(ledger: Ledger, intent: Entry, decision: Decision = Decision.ALLOW, reserved: int = 0) -> None:
    ledger.record(
        replace(
            intent,
            kind="decision",
            decision=decision,
            rule="ask_before_leaving",
            by="user",
            cost=Money(reserved),
            labels=("private", "file:taxes.pdf"),
        )
    )


def end(ledger: Ledger, intent: Entry, cost: int = 0, outcome: str = "ran") -> None:
    ledger.record(replace(intent, kind="outcome", outcome=outcome, cost=Money(cost), seconds=2.5))


def test_a_call_tells_how_it_was_judged_what_was_set_aside_and_what_it_took(
    timed: Ledger, clock: Clock
) -> None:
    timed.record(Entry("event", "talk", "turn", tool="turn"))
    clock.now += timedelta(seconds=40)
    timed.record(SEARCH)
    decide(timed, SEARCH, reserved=50_000)
    end(timed, SEARCH, cost=20_000)
    (call,) = timed.judged_since(NOON.timestamp())
    assert (call.row, call.id, call.at) == (2, "c1", clock.now.timestamp())
    assert (call.conversation_id, call.turn_id, call.tool) == ("talk", "turn", "web_search")
    assert (call.reach, call.host) == (Reach.NETWORK, "example.org")
    assert (call.decision, call.rule, call.by) == (Decision.ALLOW, "ask_before_leaving", "user")
    assert (call.outcome, call.labels) == ("ran", ("private", "file:taxes.pdf"))
    assert (call.step, call.elapsed_s, call.seconds) == (1, 40.0, 2.5)
    assert (call.price, call.cost, call.left, call.earlier) == (50_000, 20_000, True, False)


def test_an_open_call_costs_what_is_set_aside_and_a_bare_intent_nothing(timed: Ledger) -> None:
    timed.record(SEARCH)
    other = replace(SEARCH, call_id="c2", turn_id="")
    timed.record(other)
    decide(timed, other, reserved=50_000)
    newest, bare = timed.judged_since(0.0)
    assert (newest.price, newest.cost, newest.outcome, newest.left) == (50_000, 50_000, "", False)
    assert (bare.decision, bare.rule, bare.by, bare.price, bare.cost) == (Decision.ASK, "", "", 0, 0)
    assert newest.elapsed_s == bare.elapsed_s == 0.0


def test_events_and_withheld_tools_are_no_calls(timed: Ledger) -> None:
    timed.record(Entry("event", tool="network"))
    decide(timed, replace(SEARCH, call_id="withheld"), Decision.DENY)
    assert timed.judged_since(0.0) == ()


def test_the_calls_of_a_step_are_judged_before_one_of_them_ends(timed: Ledger) -> None:
    steps = (("a", "b"), ("c",), ("d", "e"))
    for step in steps:
        calls = [replace(SEARCH, call_id=call_id) for call_id in step]
        for call in calls:
            timed.record(call)
        for call in calls:
            decide(timed, call)
        for call in calls:
            end(timed, call)
    other = replace(SEARCH, call_id="x", turn_id="other")
    timed.record(other)
    found = {call.id: call.step for call in timed.judged_since(0.0)}
    assert found == {"a": 1, "b": 1, "c": 2, "d": 3, "e": 3, "x": 1}


def test_a_period_begins_after_the_last_older_row_and_holds_the_newest(timed: Ledger, clock: Clock) -> None:
    for day in range(4):
        clock.now = NOON + timedelta(days=day)
        call = replace(SEARCH, call_id=f"c{day}", turn_id=f"t{day}")
        timed.record(call)
        decide(timed, call)
        end(timed, call)
    since = (NOON + timedelta(days=1)).timestamp()
    assert [call.id for call in timed.judged_since(since)] == ["c3", "c2", "c1"]
    assert [call.id for call in timed.judged_since(since, limit=2)] == ["c3", "c2"]
    assert timed.judged_since(clock.now.timestamp() + 1) == ()


def test_what_the_month_had_cost_before_comes_along_marked_as_earlier(timed: Ledger, clock: Clock) -> None:
    for day, cost in ((-20, 5), (-2, 7), (-1, 0), (0, 11)):
        clock.now = NOON + timedelta(days=day)
        call = replace(SEARCH, call_id=f"c{day}", turn_id=f"t{day}")
        timed.record(call)
        decide(timed, call)
        end(timed, call, cost)
    found = timed.judged_since(NOON.timestamp())
    assert [(call.id, call.cost, call.earlier) for call in found] == [("c0", 11, False), ("c-2", 7, True)]


def test_a_line_is_found_by_number_row_id_and_the_beginning_of_either_id(timed: Ledger) -> None:
    timed.record(Entry("event", "talk", "turn", tool="turn"))
    call = replace(SEARCH, call_id="0199-call", arguments='{"query": "x"}')
    row = timed.record(call)
    decide(timed, call)
    event = timed.record(Entry("event", tool="network", reason="The broker started."))
    for name in ("2", "3", row.id, "0199-call", "0199"):
        (found,) = timed.find(name)
        assert found.record.arguments == '{"query": "x"}'
        assert [line.kind for line in found.rows] == ["intent", "decision"]
    assert timed.find(str(event.number))[0].record.reason == "The broker started."
    assert len(timed.find(row.id[:4])) == 2
    assert len(timed.find(row.id[:4], limit=1)) == 1


@pytest.mark.parametrize("name", ["1", "99", "", "01", "019", "nothing", "²", "9" * 40, "%"])
def test_nothing_is_found_by_other_names(timed: Ledger, name: str) -> None:
    timed.record(Entry("event", "talk", "turn", tool="turn"))
    timed.record(replace(SEARCH, call_id="0199-call"))
    assert timed.find(name) == ()
