"""What is reserved is on record before anything is sent, counts for all programs, and survives a crash."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from engine.contracts import Caps, Decision, Money, Reach
from engine.errors import UserError
from engine.ledger import spending
from engine.ledger.key import MemoryKeys
from engine.ledger.spending import ABANDONED
from engine.ledger.store import Entry, Ledger
from engine.policy.budget import OverBudget, Spent, reservation

CAPS = Caps(call=Money(60), conversation=Money(150), day=Money(200), month=Money(260))
NOON = datetime(2026, 1, 30, 12, tzinfo=UTC)
KEY = bytes(range(32))


@dataclass
class Clock:
    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def opened(folder: Path, clock: Clock) -> Ledger:
    return Ledger.open(folder / "ledger.db", folder / "head", MemoryKeys(KEY), clock)


@pytest.fixture
def windows(tmp_path: Path, clock: Clock) -> Iterator[tuple[Ledger, Ledger]]:
    """Two programs on one ledger."""
    with opened(tmp_path, clock) as one, opened(tmp_path, clock) as other:
        yield one, other


def decision(call_id: str, talk: str = "talk", price: int = 0) -> Entry:
    return Entry(
        "decision",
        talk,
        "turn",
        call_id,
        "ask_expert",
        Reach.EXPERT,
        "api.example",
        decision=Decision.ALLOW,
        cost=Money(price),
        size=23,
    )


def outcome(call_id: str, cost: int, talk: str = "talk") -> Entry:
    return Entry("outcome", talk, "turn", call_id, outcome="ran", cost=Money(cost))


def test_a_reservation_is_checked_against_what_every_program_has_reserved(
    windows: tuple[Ledger, Ledger], clock: Clock
) -> None:
    one, other = windows
    row = one.record(decision("a"), reservation(Money(60), CAPS))
    assert row.cost == 60
    other.record(decision("b", "another"), reservation(Money(60), CAPS))
    other.record(decision("c"), reservation(Money(60), CAPS))
    rows = len(one.rows())
    with pytest.raises(OverBudget, match="this conversation"):
        one.record(decision("d"), reservation(Money(60), CAPS))
    assert len(one.rows()) == rows
    other.record(outcome("c", 10))
    assert one.record(decision("d"), reservation(Money(60), CAPS)).cost == 60
    assert one.spent("talk", clock.now.timestamp()) == Spent(Money(130), Money(190), Money(190))


def test_a_call_of_unknown_price_reserves_all_that_is_left(
    windows: tuple[Ledger, Ledger], clock: Clock
) -> None:
    one, other = windows
    one.record(decision("a"), reservation(Money(60), CAPS))
    one.record(decision("b"), reservation(Money(60), CAPS))
    assert other.record(decision("c"), reservation(None, CAPS)).cost == 30
    with pytest.raises(OverBudget):
        other.record(decision("d"), reservation(None, CAPS))


def test_a_call_counts_on_the_day_on_which_it_was_reserved(
    windows: tuple[Ledger, Ledger], clock: Clock
) -> None:
    one, _ = windows
    clock.now = datetime(2026, 1, 31, 23, 59, tzinfo=UTC)
    one.record(decision("a", price=60))
    clock.pass_by(minutes=2)
    one.record(decision("b", price=50))
    one.record(outcome("a", 40))
    now = clock.now.timestamp()
    assert one.spent("talk", now) == Spent(Money(90), Money(50), Money(50))
    assert one.spent("talk", now - 3600) == Spent(Money(90), Money(90), Money(90))


@pytest.mark.parametrize("again", [False, True])
def test_what_a_crashed_program_had_reserved_is_taken_as_spent(
    tmp_path: Path, clock: Clock, again: bool
) -> None:
    with opened(tmp_path, clock) as crashed:
        crashed.record(Entry("intent", "talk", "turn", "a", "ask_expert", Reach.EXPERT))
        crashed.record(decision("a", price=60))
        crashed.record(decision("free"))
    clock.pass_by(minutes=59)
    with opened(tmp_path, clock) as soon:
        rows = soon.record(Entry("event", tool="turn")).number
        assert rows == 4
        assert soon.spent("talk", clock.now.timestamp()).day == 60
    clock.pass_by(minutes=2)
    with opened(tmp_path, clock) as later:
        for _ in range(1 + again):
            later.record(Entry("event", tool="turn"))
        (settled,) = [row for row in later.rows() if row.kind == "outcome"]
        assert (settled.first, settled.cost, settled.outcome, settled.size) == (1, 60, "failed", 23)
        (call, *_) = [call for call in later.calls() if call.id == "a"]
        assert (call.result, call.cost, call.outcome) == (ABANDONED, 60, "failed")
        assert later.turn_totals("turn").hosts == ("api.example",)
        assert later.spent("talk", clock.now.timestamp()) == Spent(Money(60), Money(60), Money(60))
        later.record(outcome("a", 20))
        assert later.spent("talk", clock.now.timestamp()) == Spent(Money(20), Money(20), Money(20))
        assert later.turn_totals("turn").cost == 20
        assert later.verify().intact


def test_a_refused_decision_reserves_nothing_and_is_not_settled(tmp_path: Path, clock: Clock) -> None:
    with opened(tmp_path, clock) as ledger:
        ledger.record(Entry("decision", "talk", "turn", "a", decision=Decision.DENY, cost=Money(60)))
        assert ledger.spent("talk", clock.now.timestamp()) == Spent()
    clock.pass_by(hours=2)
    with opened(tmp_path, clock) as later:
        later.record(Entry("event", tool="turn"))
        assert len(later.rows()) == 2


PROGRAM = """
import sys
from pathlib import Path
from engine.contracts import Caps, Decision, Money
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Entry, Ledger
from engine.policy.budget import OverBudget, reservation
folder, name = Path(sys.argv[1]), sys.argv[2]
caps = Caps(Money(10), Money(1000), Money(95), Money(1000))
ledger = Ledger.open(folder / "ledger.db", folder / "head", MemoryKeys(bytes(range(32))))
for number in range(8):
    call = f"{name}-{number}"
    try:
        ledger.record(
            Entry("decision", "talk", "turn", call, decision=Decision.ALLOW), reservation(Money(10), caps)
        )
    except OverBudget:
        continue
    if number % 4:
        ledger.record(Entry("outcome", "talk", "turn", call, outcome="ran", cost=Money(7)))
"""


def test_programs_that_run_at_once_do_not_overshoot_a_cap(tmp_path: Path) -> None:
    opened(tmp_path, Clock()).close()
    command = [sys.executable, "-c", PROGRAM, str(tmp_path)]
    root = Path(__file__).parents[3]
    programs = [subprocess.Popen([*command, name], cwd=root) for name in "abc"]
    assert [program.wait(60) for program in programs] == [0, 0, 0]
    with opened(tmp_path, Clock()) as ledger:
        assert 85 < ledger.spent("talk", datetime.now(UTC).timestamp()).day <= 95
        assert ledger.verify().intact


def test_sums_are_read_by_index(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    words = {"conversation": "", "day": "", "month": "", "since": "", "before": ""}
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as db:
        for sql in (spending._OF_CONVERSATION, spending._SINCE, spending._OPEN):
            plan = [line[3] for line in db.execute(f"EXPLAIN QUERY PLAN {sql}", words)]
            assert not [line for line in plan if line.startswith("SCAN") and "subquery" not in line.lower()]
            assert any("idx_rows_paid" in line or "idx_rows_cost" in line for line in plan)


def test_a_ledger_of_before_is_brought_up_to_date(tmp_path: Path, clock: Clock) -> None:
    opened(tmp_path, clock).close()
    with contextlib.closing(sqlite3.connect(tmp_path / "ledger.db")) as db, db:
        db.execute("DROP INDEX idx_rows_paid")
        db.execute("DELETE FROM _sqlite_migrations WHERE name = '0002_paid'")
    with opened(tmp_path, clock) as ledger:
        assert ledger.spent("talk", clock.now.timestamp()) == Spent()


def test_a_failing_reservation_leaves_the_ledger_usable(tmp_path: Path, clock: Clock) -> None:
    def fails(spent: Spent) -> Money:
        raise UserError("No.", "Stop.")

    with opened(tmp_path, clock) as ledger:
        with pytest.raises(UserError):
            ledger.record(decision("a"), fails)
        assert ledger.rows() == ()
        assert ledger.record(decision("a"), reservation(Money(1), CAPS)).number == 1


@dataclass
class _Call:
    id: str
    talk: str
    window: int
    reserved: int
    at: datetime
    cost: int | None = None


@dataclass
class _Books:
    """What must be on record, kept by hand."""

    calls: dict[str, _Call] = field(default_factory=dict)

    def sums(self) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        talks: dict[str, int] = defaultdict(int)
        days: dict[str, int] = defaultdict(int)
        months: dict[str, int] = defaultdict(int)
        for call in self.calls.values():
            cost = call.reserved if call.cost is None else call.cost
            talks[call.talk] += cost
            days[f"{call.at:%Y-%m-%d}"] += cost
            months[f"{call.at:%Y-%m}"] += cost
        return talks, days, months


PRICES = st.one_of(st.integers(0, 70).map(Money), st.none())


class Windows(RuleBasedStateMachine):
    """Two programs on one ledger that reserve, settle, return, crash and start anew, across midnights."""

    calls: Any = Bundle("calls")

    @initialize()
    def start(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = Clock(datetime(2026, 1, 30, 23, 50, tzinfo=UTC))
        self.windows = [opened(self.folder, self.clock) for _ in range(2)]
        self.books = _Books()

    def teardown(self) -> None:
        if hasattr(self, "folder"):
            for window in self.windows:
                assert window.verify().intact
                window.close()
            shutil.rmtree(self.folder)

    @rule(target=calls, window=st.integers(0, 1), talk=st.sampled_from("xy"), price=PRICES)
    def reserve(self, window: int, talk: str, price: Money | None) -> str:
        call = _Call(str(len(self.books.calls)), talk, window, 0, self.clock.now)
        with contextlib.suppress(OverBudget):
            entry = decision(call.id, talk)
            call.reserved = self.windows[window].record(entry, reservation(price, CAPS)).cost
        self.books.calls[call.id] = call
        return call.id

    @rule(name=consumes(calls), share=st.integers(0, 100))
    def settle(self, name: str, share: int) -> None:
        """The call ends, in whichever way; nothing is left of what it did not cost."""
        call = self.books.calls[name]
        if call.reserved:
            call.cost = call.reserved * share // 100
            self.windows[call.window].record(outcome(name, call.cost, call.talk))

    @rule(window=st.integers(0, 1))
    def crash(self, window: int) -> None:
        self.windows[window].close()
        self.windows[window] = opened(self.folder, self.clock)

    @rule(minutes=st.sampled_from([1, 20, 90, 60 * 24]))
    def wait(self, minutes: int) -> None:
        self.clock.pass_by(minutes=minutes)

    @invariant()
    def no_cap_is_overshot(self) -> None:
        talks, days, months = self.books.sums()
        assert max(talks.values(), default=0) <= CAPS.conversation
        assert max(days.values(), default=0) <= CAPS.day
        assert max(months.values(), default=0) <= CAPS.month
        now = self.clock.now
        for window in self.windows:
            expected = Spent(Money(talks["x"]), Money(days[f"{now:%Y-%m-%d}"]), Money(months[f"{now:%Y-%m}"]))
            assert window.spent("x", now.timestamp()) == expected


Windows.TestCase.settings = settings(
    max_examples=20, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
)
TestWindows = Windows.TestCase
