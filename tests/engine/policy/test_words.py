"""Is it in the user's own words, whole?"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.policy.words import Declared, OwnWords, declared_names


def words(*texts: str) -> OwnWords:
    found = OwnWords()
    for text in texts:
        found.add(text)
    return found


@pytest.mark.parametrize(
    ("typed", "argument"),
    [
        ("delete note 13", "13"),
        ("delete note 13", 13),
        ("delete note 13.", 13),
        ("delete notes 12, 13 and 14", 13),
        ("the factor is -2.5, please", -2.5),
        ("save: buy milk", "buy milk"),
        ("save:\n buy   milk", "buy milk"),
        ('save "buy milk and eggs" now', "buy milk and eggs"),
        ("save 'buy milk'", "buy milk"),
        ("save “buy milk”.", "buy milk"),
        ("save (buy milk)!", "buy milk"),
        ("buy milk today", "Buy milk"),
        ("Don't forget the milk", "don't forget the milk"),
        ("mail ann@example.com.", "ann@example.com"),
        ("open https://a.example/x?y=1#z", "https://a.example/x?y=1#z"),
        ("see docs/plan.txt", "docs/plan.txt"),
        ("pay DE89 3704 0044 0532 0130 00 now", "DE89 3704 0044 0532 0130 00"),
        ("call +49 170 1234567 today", "+49 170 1234567"),
        ("on June 13 we meet", "June 13"),
        ("at 16 % interest", "16 %"),
        ("記下：買牛奶。", "買牛奶"),
        ("刪除「報告 a.txt」", "報告 a.txt"),
        ("cafe\u0301 at noon", "café"),
    ],
)
def test_it_was_typed(typed: str, argument: object) -> None:
    assert words("Hello.", typed).hold({"x": argument}, Declared(frozenset("x")))


@pytest.mark.parametrize(
    ("typed", "argument"),
    [
        ("the notes of June 13", "13"),
        ("the notes of june 13th, 2024", "13"),
        ("the notes of 13 June", "13"),
        ("the notes of 13 June", "June"),
        ("the notes of 13.06.2024", "13"),
        ("the notes of 2024-06-13", "13"),
        ("at 13:30", "13"),
        ("at 13 %", "13"),
        ("for $13", "13"),
        ("for 13 EUR", "13"),
        ("for 13.50", "13"),
        ("for 13,000", "13"),
        ("in 13 days", "13"),
        ("6月13日", "13"),
        ("room ab13", "13"),
        ("room 130", "13"),
        ("room 13a", "13"),
        ("mail joann@example.com", "ann@example.com"),
        ("mail ann@example.com.au", "ann@example.com"),
        ("mail ann@example.com", "example.com"),
        ("see docs/plan.txt", "plan.txt"),
        ("see plan.txt.bak", "plan.txt"),
        ("see my-plan.txt", "plan.txt"),
        ("see Plan", "plan"),
        ("Ann's plan", "Ann"),
        ("f(x) and a[x]", "x"),
        ('save "buy milk and eggs"', "buy milk"),
        ("pay DE89 3704 0044 0532 0130 00 now", "3704"),
        ("call +49 170 1234567 today", "1234567"),
        ("buy milk and eggs", "buy eggs"),
        ("刪除報告a.txt", "a.txt"),
        ("note ①③", "13"),
        ("note 13", "１３"),
        ("set it to true", True),
        ("null", None),
        ("", ""),
        ("nothing", " "),
        ("nothing", []),
        ("nothing", {}),
        ("thirteen", 13),
    ],
)
def test_it_was_not_typed(typed: str, argument: object) -> None:
    assert not words("Hello.", typed).hold({"x": argument}, Declared(frozenset("x")))


@pytest.mark.parametrize(
    ("arguments", "held"),
    [
        ({"a": ["13", "milk"]}, True),
        ({"a": ["13", "eggs"]}, False),
        ({"a": {"b": "13"}}, False),
        ({"a": {"milk": "13"}}, True),
        ({"a": {"a": 13}}, True),
        ({"a": []}, False),
        ({}, False),
        ([], False),
        (None, False),
    ],
)
def test_each_value_and_each_free_key_counts(arguments: Any, held: bool) -> None:
    assert words("milk for room 13").hold(arguments, Declared(frozenset("a"))) is held


def test_nothing_typed_holds_nothing() -> None:
    assert not words().hold({"x": "a"})


def test_a_phrase_over_two_messages_is_in_neither() -> None:
    assert not words("buy", "milk").hold_text("buy milk")


def test_declared_names_are_found_at_any_depth() -> None:
    schema = {
        "properties": {"a": {"items": {"properties": {"b": {}}}}, "properties": {"type": "string"}},
        "anyOf": [{"properties": {"c": True}}],
    }
    assert declared_names(schema).names == {"a", "b", "c", "properties"}


@given(st.text(max_size=40), st.text(max_size=10))
def test_only_what_stands_there_is_held(typed: str, argument: str) -> None:
    held = words(typed).hold_text(argument)
    assert (
        not held
        or " ".join(argument.split()).casefold()[1:] in " ".join(typed.split()).casefold()
        or argument
    )


@pytest.mark.parametrize(
    "typed", ["1,1" * 60_000, "June 13 " * 20_000, "'a" * 60_000, "a " * 90_000, "(" * 90_000]
)
def test_a_long_paste_costs_no_square(typed: str) -> None:
    found = words(typed)
    assert not found.hold_text("zebra")
    assert not found.hold_text("13")


@pytest.mark.parametrize(
    "piece", ["$1,1,1,", "not 13 ", "and ", "提醒我", "第3条", "“", "(", "a" * 50, "  \n", "no 13, so "]
)
def test_long_input_is_read_once(piece: str) -> None:
    found = words((piece * 200_000)[:200_000])
    for name, value in (("amount", 1), ("id", 13), ("to", "a@b.example"), ("text", f"{piece.strip()} zebra")):
        assert not found.hold({name: value, "other": "zebra"}, Declared(frozenset({name, "other"})))


@pytest.mark.parametrize(
    ("typed", "arguments", "defaults", "held"),
    [
        ("Pay 100 yen", {"amount": 100, "currency": "EUR"}, {"currency": "EUR"}, False),
        ("Pay 100 yen", {"amount": 100}, {"currency": "EUR"}, False),
        ("Pay 100 yen", {"amount": 100, "currency": "JPY"}, {"currency": "EUR"}, True),
        ("Pay 100 euros", {"amount": 100, "currency": "EUR"}, {"currency": "EUR"}, True),
        ("Pay 100 euros", {"amount": 100}, {"currency": "EUR"}, True),
        ("Pay 100 euros", {"amount": 100}, {"currency": 5}, True),
    ],
)
def test_no_currency_goes_without_saying_where_another_was_typed(
    typed: str, arguments: dict[str, object], defaults: dict[str, object], held: bool
) -> None:
    assert words(typed).hold(arguments, Declared(frozenset({"amount", "currency"}), defaults)) is held


@pytest.mark.parametrize(
    ("messages", "held"),
    [
        (("What does offer.docx cost?", "Share it with Lea"), True),
        (("What does offer.docx cost?", "Thanks"), False),
        (("Do not open offer.docx.", "Share it with Lea"), False),
        (("Which is right, offer.docx or b.docx?", "Share it with Lea"), False),
    ],
)
def test_what_was_asked_about_is_taken_up_in_the_next_message(messages: tuple[str, ...], held: bool) -> None:
    assert words(*messages).hold_text("offer.docx") is held
