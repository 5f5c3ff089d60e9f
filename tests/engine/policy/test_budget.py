"""No cap is overshot, whatever runs at the same time."""

from __future__ import annotations

import threading
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Caps, Decision, Money
from engine.policy.budget import (
    OVER_BUDGET,
    UNKNOWN_PRICE,
    Budget,
    OverBudget,
    Spent,
    dollars,
    left,
    objection,
    reached,
    reservation,
)
from engine.policy.rules import builtin_rules

PRICES = st.integers(0, 60).map(Money)
AMOUNTS = st.integers(0, 90).map(Money)
CAPS = Caps(Money(50), Money(100), Money(150), Money(200))


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (0, "$0.00"),
        (50_000, "$0.05"),
        (1_000_000, "$1.00"),
        (1_234_567, "$1.234567"),
        (1, "$0.000001"),
        (-500_000, "-$0.50"),
    ],
)
def test_dollars(money: int, text: str) -> None:
    assert dollars(money) == text


@pytest.mark.parametrize(
    ("price", "spent", "word"),
    [
        (50, Spent(), ""),
        (51, Spent(), "one call"),
        (50, Spent(conversation=Money(50)), ""),
        (50, Spent(conversation=Money(51)), "this conversation"),
        (50, Spent(day=Money(101)), "one day"),
        (50, Spent(month=Money(151)), "one month"),
        (0, Spent(month=Money(999)), ""),
        (None, Spent(), ""),
        (None, Spent(month=Money(199)), ""),
        (None, Spent(month=Money(200)), "nothing is left"),
    ],
)
def test_what_fits_into_the_caps(price: int | None, spent: Spent, word: str) -> None:
    found = objection(None if price is None else Money(price), CAPS, spent)
    assert word in found
    assert bool(found) == bool(word)


@pytest.mark.parametrize("name", ["call", "conversation", "day", "month"])
def test_an_unknown_price_needs_every_cap(name: str) -> None:
    caps = {"call": Money(9), "conversation": Money(9), "day": Money(9), "month": Money(9), name: Money(0)}
    assert "unknown" in objection(None, Caps(**caps), Spent())
    assert objection(Money(0), Caps(**caps), Spent()) == ""


NOW = datetime(2026, 12, 31, 23, tzinfo=UTC)
OF_TALK = (
    "The cap for this conversation is reached: $0.000051 of $0.0001 is spent. What would cost more waits for "
    "a new conversation; free and local tools go on."
)
OF_DAY = (
    "The cap for one day is reached: $0.000101 of $0.00015 is spent. What would cost more waits until "
    "00:00 UTC; free and local tools go on."
)
OF_MONTH = (
    "The cap for one month is reached: $0.0002 of $0.0002 is spent. What would cost more waits until "
    "2027-01-01, 00:00 UTC; free and local tools go on."
)


@pytest.mark.parametrize(
    ("price", "spent", "notice"),
    [
        (50, Spent(conversation=Money(50), day=Money(100), month=Money(150)), ""),
        (50, Spent(conversation=Money(51)), OF_TALK),
        (50, Spent(day=Money(101)), OF_DAY),
        (1, Spent(month=Money(200)), OF_MONTH),
        (1, Spent(month=Money(199)), ""),
        (None, Spent(month=Money(199)), ""),
        (None, Spent(month=Money(200)), OF_MONTH),
        (50, Spent(day=Money(101), month=Money(199)), OF_DAY),
        (51, Spent(Money(100), Money(150), Money(200)), ""),
        (0, Spent(Money(100), Money(150), Money(200)), ""),
        (0, Spent(Money(101), Money(151), Money(201)), ""),
    ],
)
def test_a_cap_that_is_reached_is_told(price: int | None, spent: Spent, notice: str) -> None:
    found = reached(None if price is None else Money(price), CAPS, spent, NOW)
    assert (found.text if found else "") == notice


def test_a_cap_is_told_of_by_a_name_that_lasts_as_long_as_it_is_reached() -> None:
    keys = [
        cap.key
        for spent in (Spent(Money(51)), Spent(day=Money(101)), Spent(month=Money(200)))
        if (cap := reached(Money(50), CAPS, spent, NOW))
    ]
    assert keys == ["this conversation ", "one day 2026-12-31", "one month 2026-12"]


def test_the_rules_know_the_ids_of_these_refusals() -> None:
    assert {OVER_BUDGET, UNKNOWN_PRICE} <= {rule.id for rule in builtin_rules().rules}


def test_an_unknown_price_is_refused_in_words() -> None:
    assert objection(None, replace(CAPS, day=Money(0)), Spent()) == (
        "its price is unknown while only free tools may be used"
    )
    assert objection(None, CAPS, Spent(Money(100))) == "its price is unknown and nothing is left of a cap"


def test_the_smallest_caps_are_told_of_as_well() -> None:
    one = Caps(Money(1), Money(1), Money(1), Money(1))
    for price in (Money(1), None):
        assert reached(price, one, Spent(day=Money(1)), NOW) is not None


def test_of_two_caps_the_one_that_is_too_full_is_named() -> None:
    spent = Spent(conversation=Money(50), day=Money(101))
    assert "one day" in objection(Money(50), CAPS, spent)
    found = reached(Money(50), CAPS, spent, NOW)
    assert found is not None
    assert found.text == OF_DAY


def test_a_refusal_says_why() -> None:
    with pytest.raises(OverBudget, match="The call does not fit into the budget: it may cost"):
        reservation(Money(51), CAPS)(Spent())


def test_a_cap_that_the_user_chose_too_low_is_no_news() -> None:
    used = Spent(Money(60), Money(60), Money(60))
    assert reached(Money(9), replace(CAPS, day=Money(0)), used, NOW) is None
    assert reached(Money(9), replace(CAPS, call=Money(0)), used, NOW) is None
    assert reached(Money(50), replace(CAPS, conversation=Money(40)), Spent(), NOW) is None
    assert (
        reached(Money(50), replace(CAPS, day=Money(40)), replace(used, conversation=Money(90)), NOW) is None
    )
    assert reached(Money(50), replace(CAPS, day=Money(60)), used, NOW)


@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_ends_where_the_next_one_begins(month: int) -> None:
    found = reached(Money(50), CAPS, Spent(month=Money(200)), datetime(2026, month, 28, tzinfo=UTC))
    following = f"2026-{month + 1:02}-01" if month < 12 else "2027-01-01"
    assert found is not None
    assert found.key == f"one month 2026-{month:02}"
    assert f"until {following}, 00:00 UTC" in found.text


@given(PRICES, st.builds(Spent, AMOUNTS, AMOUNTS, AMOUNTS), st.builds(Caps, PRICES, PRICES, PRICES, PRICES))
def test_whoever_is_told_of_a_cap_is_refused_by_it(price: Money, spent: Spent, caps: Caps) -> None:
    for each in (price, None):
        if reached(each, caps, spent, NOW):
            assert objection(each, caps, spent)


@given(PRICES, st.builds(Spent, AMOUNTS, AMOUNTS, AMOUNTS), st.builds(Caps, PRICES, PRICES, PRICES, PRICES))
def test_what_is_reserved_fits_into_every_cap(price: Money, spent: Spent, caps: Caps) -> None:
    for each in (price, None):
        if objection(each, caps, spent):
            with pytest.raises(OverBudget) as over:
                reservation(each, caps)(spent)
            rule = UNKNOWN_PRICE if each is None else OVER_BUDGET
            assert (over.value.verdict.decision, over.value.verdict.rule) == (Decision.DENY, rule)
        else:
            money = reservation(each, caps)(spent)
            assert money == each or (each is None and money > 0)
            assert money == 0 or money <= left(caps, spent)


def test_what_is_set_aside_counts() -> None:
    budget = Budget()
    assert budget.reserve("a", Money(50), CAPS) is None
    assert budget.reserve("b", Money(50), CAPS) is None
    refusal = budget.reserve("c", Money(1), CAPS)
    assert refusal is not None
    assert (refusal.decision, refusal.rule) == (Decision.DENY, OVER_BUDGET)
    assert refusal.reason == (
        "The call does not fit into the budget: it may cost $0.000001, and the cap for this conversation is "
        "$0.0001, of which $0.0001 is used."
    )
    assert budget.reserved == 100
    budget.release("a")
    assert budget.reserve("c", Money(1), CAPS) is None
    assert budget.reserved == 51


@pytest.mark.parametrize("cap", ["conversation", "day", "month"])
def test_what_is_set_aside_counts_for_every_cap(cap: str) -> None:
    caps = replace(Caps(Money(50), Money(900), Money(900), Money(900)), **{cap: Money(70)})
    budget = Budget()
    assert budget.reserve("a", Money(50), caps) is None
    assert budget.reserve("b", Money(21), caps) is not None
    assert budget.reserve("b", Money(20), caps) is None


def test_a_call_is_set_aside_once() -> None:
    budget = Budget()
    for _ in range(5):
        assert budget.reserve("a", Money(50), CAPS) is None
    assert budget.reserved == 50


def test_an_unknown_price_takes_all_that_is_left() -> None:
    budget = Budget()
    assert budget.reserve("a", None, CAPS, Spent(conversation=Money(70))) is None
    assert budget.reserved == 30
    refusal = budget.reserve("b", None, CAPS, Spent(conversation=Money(70)))
    assert refusal is not None
    assert refusal.rule == UNKNOWN_PRICE


def test_releasing_what_is_not_set_aside_does_no_harm() -> None:
    budget = Budget()
    budget.release("a")
    assert budget.reserved == 0


@given(
    st.lists(st.tuples(PRICES, st.integers(0, 100), st.booleans()), max_size=30),
    st.builds(Caps, PRICES, PRICES, PRICES, PRICES),
)
def test_no_order_of_calls_overshoots_a_cap(calls: list[tuple[Money, int, bool]], caps: Caps) -> None:
    budget, total, running = Budget(), 0, []
    for number, (price, share, ends) in enumerate(calls):
        spent = Spent(Money(total), Money(total), Money(total))
        if budget.reserve(str(number), price, caps, spent) is None:
            assert price <= caps.call
            running.append((str(number), price, share))
        if ends and running:
            name, most, part = running.pop(0)
            budget.release(name)
            total += most * part // 100
        in_use = total + budget.reserved
        assert in_use == 0 or in_use <= min(caps.conversation, caps.day, caps.month)


def test_parallel_calls_do_not_overshoot_a_cap() -> None:
    budget, caps = Budget(), Caps(Money(10), Money(95), Money(1000), Money(1000))
    total, lock = [0], threading.Lock()
    barrier = threading.Barrier(8)

    def work(name: str) -> None:
        barrier.wait()
        for number in range(50):
            call_id = f"{name}-{number}"
            if budget.reserve(call_id, Money(10), caps, lambda: Spent(conversation=Money(total[0]))) is None:
                with lock:
                    total[0] += 7
                budget.release(call_id)

    threads = [threading.Thread(target=work, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 < total[0] <= 95
    assert budget.reserved == 0


def test_less_than_nothing_can_be_left() -> None:
    assert left(CAPS, Spent(day=Money(160))) == -10
