"""Amounts are read exactly, or refused; quick changes keep in step."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.preferences import amounts
from app.preferences.caps import CUSTOM, FREE, HALF, TWO, stop_of
from app.preferences.pending import Pending
from engine.contracts import Caps, Money, Preferences, Privacy


@given(st.integers(0, 10**12))
def test_an_amount_reads_back_as_it_was_shown(micro: int) -> None:
    assert amounts.parse(amounts.show(Money(micro))) == micro


@pytest.mark.parametrize(
    ("text", "micro"), [("2", 2_000_000), ("$0.05", 50_000), ("US$1,000", 10**9), (" .5 ", 500_000), ("0", 0)]
)
def test_usual_spellings_are_read(text: str, micro: int) -> None:
    assert amounts.parse(text) == micro


@pytest.mark.parametrize(
    "text",
    ["", "free", "-1", "1e3", "nan", "inf", "1.2.3", "٣", "2000000", ".", "0,05", "2,50", "1.000,50", "1,"],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 the text itself is the message
        amounts.parse(text)


def test_each_preset_is_its_own_stop_and_others_are_custom() -> None:
    assert [stop_of(caps) for caps in (FREE, HALF, TWO, Caps())] == [0, 1, 2, 2]
    assert stop_of(Caps(day=Money(1))) == CUSTOM


def test_quick_changes_build_on_each_other_and_the_last_confirmation_shows() -> None:
    pending = Pending(Preferences())
    first = Preferences(privacy=Privacy.CAREFUL)
    second = replace(first, offline=True)
    pending.ask(first)
    assert pending.latest == first
    pending.ask(second)
    assert not pending.confirm(first)
    assert pending.latest == second
    assert pending.confirm(second)
    assert pending.latest == second


def test_a_change_from_elsewhere_wins_over_what_was_asked() -> None:
    pending = Pending(Preferences())
    pending.ask(Preferences(offline=True))
    elsewhere = Preferences(privacy=Privacy.LOCAL_ONLY)
    assert pending.confirm(elsewhere)
    assert pending.latest == elsewhere
    assert not pending.give_up()
