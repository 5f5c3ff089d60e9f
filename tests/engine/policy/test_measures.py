"""Numbers, amounts and moments: what they are, and which argument may take them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from engine.policy.measures import amounts, fits, is_moment, moments, parsed, plain_number


@pytest.mark.parametrize(
    ("number", "german", "value"),
    [
        ("13", False, "13"),
        ("-5", False, "-5"),
        ("0.5", False, "0.5"),
        ("0", False, "0"),
        ("50.0", False, "50"),
        ("1,200", False, "1200"),
        ("1,200,300.50", False, "1200300.5"),
        ("1.200.300", False, "1200300"),
        ("1'200", False, "1200"),
        ("1.200", False, "1.2"),
        ("1.200", True, "1200"),
        ("1.200,50", True, "1200.5"),
        ("0,5", True, "0.5"),
        ("007", False, None),
        ("1,5", False, None),
        ("1200,300", False, None),
        ("1,200'300", False, None),
        ("1,20,300", False, None),
        ("1.200,50", False, None),
        ("1,200.5", True, None),
        ("10.0.0.13", False, None),
    ],
)
def test_numbers_are_read_in_one_way_or_not_at_all(number: str, german: bool, value: str | None) -> None:
    assert parsed(number, german) == (None if value is None else Decimal(value))


@pytest.mark.parametrize(
    ("value", "number"),
    [(13, 13), (1.5, Decimal("1.5")), ("13", 13), ("0.5", Decimal("0.5"))]
    + [(value, None) for value in (True, "013", "1.50", "1e3", "", None, [13])],
)
def test_only_the_shortest_form_is_a_number(value: object, number: object) -> None:
    assert plain_number(value) == number


@pytest.mark.parametrize(
    ("text", "name", "value", "held"),
    [
        ("30 minutes", "minutes", 30, True),
        ("30 minutes", "durationMinutes", 30, True),
        ("30 minutes", "hours", 0.5, True),
        ("30 minutes", "hours", 30, False),
        ("30 minutes", "timeout", 30, True),
        ("30 minutes", "volume", 30, False),
        ("30 minutes", "min", 30, True),
        ("3 months", "months", 3, True),
        ("12 euros", "price", 12, True),
        ("12 euros", "price", "12", True),
        ("12 euros", "price_eur", 12, True),
        ("12 euros", "price_usd", 12, False),
        ("12 euros", "cents", 1200, True),
        ("12 euros", "currency", "EUR", True),
        ("12 euros", "currency", "CHF", False),
        ("12 euros", "price_id", 12, False),
        ("12 euros", "price", True, False),
        ("12 euros", "price", "12 euros", False),
        ("1,5 euros", "price", 15, False),
        ("$ 12", "max_price", 12, True),
        ("12 unread mails", "limit", 12, True),
        ("12 unread mails", "mails", 12, True),
        ("12 unread mails", "price", 12, False),
    ],
)
def test_an_amount_fits_what_is_named_for_it(text: str, name: str, value: object, held: bool) -> None:
    (amount,) = amounts(text)
    assert fits(name, value, amount) is held


@pytest.mark.parametrize(
    ("text", "days", "times"),
    [
        ("June 13, 2026 at 3pm", {"2026-06-13"}, {"15:00"}),
        ("13. Mai 2026 um 8 Uhr", {"2026-05-13"}, {"08:00"}),
        ("1st of Dezember 2026, 12 am", {"2026-12-01"}, {"00:00"}),
        ("13.6.2026 12:05 p.m.", {"2026-06-13"}, {"12:05"}),
        ("1-3 June 2026", {"2026-06-03", "2026-06-01"}, set()),
        ("31.02.2026 at 13 pm", set(), set()),
        ("at 25:00 and 12:99", set(), set()),
        ("June 13", set(), set()),
    ],
)
def test_moments_are_found(text: str, days: set[str], times: set[str]) -> None:
    found = moments(text, lambda begin, end: begin < end)
    assert [set(each) for each in found] == [days, times]


@pytest.mark.parametrize(
    ("name", "value", "held"),
    [
        ("date", "2026-06-13", True),
        ("start", "2026-06-13T15:00:00", True),
        ("startTime", "15:00", True),
        ("date", "2026-06-14", False),
        ("start", "2026-06-13T16:00", False),
        ("path", "2026-06-13", False),
        ("date", "", False),
        ("date", "tomorrow", False),
    ],
)
def test_a_moment_is_typed_whole(name: str, value: str, held: bool) -> None:
    assert is_moment(name, value, frozenset({"2026-06-13"}), frozenset({"15:00"})) is held
