"""What names one thing alone, and what a text itself says to be a password, a code or a house."""

from __future__ import annotations

import pytest

from engine.policy.singles import is_round_or_year, names_one_thing, single_things, told_things


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Password: hunter2", ["hunter2"]),
        ("password=Tr0ub4dor&3", ["tr0ub4dor3"]),
        ("the password is swordfish.", ["swordfish"]),
        ("Das Passwort ist 'Gartenzwerg'", ["gartenzwerg"]),
        ("Kennwort: abrakadabra", ["abrakadabra"]),
        ("passcode 4471", ["4471", "4471"]),
        ("PIN code: 0391", ["0391", "391"]),
        ("CVV 391", ["391", "391"]),
        ("CVC is: 391", ["391", "391"]),
        ("key: opensesame", ["opensesame"]),
        ("the key is x7-Q", ["x7q"]),
        ("密码是芝麻开门", ["芝麻开门"]),
        ("密码：abc12", ["abc12"]),
        ("口令: 芝麻", []),
        ("the key is patience", []),
        ("key 5512", []),
        ("pin 2024", []),
        ("pin: 7", []),
        ("the password is required", []),
        ("a password is what you know", []),
        ("pinned: hunter", []),
        ("Lindenallee 14", ["lindenallee14"]),
        ("in der Hauptstraße 5a, Berlin", ["hauptstrasse5a"]),
        ("Alter Weg 7", ["weg7"]),
        ("der weg 12345", []),
    ],
)
def test_told_things(text: str, told: list[str]) -> None:
    assert list(told_things(text)) == told


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("call 004711 now", ["004711", "4711"]),
        ("at 007 or 08", []),
        ("see 84,213 there", ["84213", "84213"]),
        ("by car", []),
    ],
)
def test_numbers_are_met_without_their_zeros(text: str, keys: list[str]) -> None:
    assert [key for _, _, key in single_things(text, text.replace(",", " ").split(), 0)] == keys


@pytest.mark.parametrize(
    ("digits", "known"), [("1900", True), ("100", True), ("4711", False), ("90000", False)]
)
def test_round_numbers_and_years_are_known(digits: str, known: bool) -> None:
    assert is_round_or_year(digits) is known
    assert names_one_thing(digits) is (not known)
