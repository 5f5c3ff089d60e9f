"""No cap is overshot, whatever runs at the same time."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Caps, Decision, Money
from engine.policy.budget import OVER_BUDGET, UNKNOWN_PRICE, Budget, Spent, dollars, left, objection

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


def test_what_is_set_aside_counts() -> None:
    budget = Budget()
    assert budget.reserve("a", Money(50), CAPS) is None
    assert budget.reserve("b", Money(50), CAPS) is None
    refusal = budget.reserve("c", Money(1), CAPS)
    assert refusal is not None
    assert (refusal.decision, refusal.rule) == (Decision.DENY, OVER_BUDGET)
    assert refusal.reason.endswith(".")
    budget.release("a")
    assert budget.reserve("c", Money(1), CAPS) is None
    assert budget.settle("c", Money(3)) == 2
    assert budget.reserved == 50


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


def test_ending_twice_does_no_harm() -> None:
    budget = Budget()
    budget.release("a")
    assert budget.settle("a", Money(5)) == 5
    assert budget.reserved == 0


PRICES = st.integers(0, 60).map(Money)


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
            cost = Money(most * part // 100)
            budget.settle(name, cost)
            total += cost
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
                budget.settle(call_id, Money(7))

    threads = [threading.Thread(target=work, args=(str(number),)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 0 < total[0] <= 95
    assert budget.reserved == 0


def test_less_than_nothing_can_be_left() -> None:
    assert left(CAPS, Spent(day=Money(160))) == -10
