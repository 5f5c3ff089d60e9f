"""How long experts take, shown so that what the model has read seldom changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.experts.times import LONGEST_S, averaged, steady, step

SECONDS = st.floats(0.01, LONGEST_S)


def test_the_first_measurement_is_the_average() -> None:
    assert averaged(0.0, 12.0) == 12.0


def test_later_ones_pull_it_along() -> None:
    assert averaged(10.0, 20.0) == pytest.approx(13.0)
    average = 10.0
    for _ in range(20):
        average = averaged(average, 20.0)
    assert average == pytest.approx(20.0, abs=0.1)


@pytest.mark.parametrize("seconds", [0.0, -1.0, LONGEST_S + 1, float("nan"), float("inf")])
def test_what_cannot_be_a_time_is_not_counted(seconds: float) -> None:
    assert averaged(7.0, seconds) == 7.0


@pytest.mark.parametrize(
    ("average", "shown"),
    [(0.0, 0), (0.2, 1), (3.4, 3), (9.7, 10), (12.0, 10), (13.0, 15), (61.0, 60), (70.0, 75)],
)
def test_times_are_shown_in_steps(average: float, shown: float) -> None:
    assert steady(average) == shown


def test_what_is_shown_stays_while_the_average_is_near() -> None:
    assert steady(3.7, 3.0) == 3.0
    assert steady(3.8, 3.0) == 4.0
    assert steady(13.7, 10.0) == 10.0
    assert steady(14.0, 10.0) == 15.0


@given(SECONDS, SECONDS)
def test_what_is_shown_is_never_far_from_the_average(average: float, before: float) -> None:
    shown = steady(average, steady(before))
    assert shown > 0
    assert abs(shown - average) <= max(1.0, 0.75 * step(average))
    assert steady(average, shown) == shown
