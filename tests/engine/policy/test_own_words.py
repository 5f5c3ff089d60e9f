"""The user's own words, case by case: honest calls are recognised, and no part or mixture passes for them."""

from __future__ import annotations

import pytest

from engine.policy.words import Declared, OwnWords
from tests.engine.policy.own_words_cases import ATTACKS, DEFAULTS, HONEST, Case


def held(case: Case) -> bool:
    typed, arguments = case
    words = OwnWords()
    words.add("Hello.")
    words.add(typed)
    names = frozenset(name for name in arguments if name.isidentifier())
    return words.hold(arguments, Declared(names, DEFAULTS))


@pytest.mark.parametrize("case", HONEST, ids=[f"{typed!r} {given}" for typed, given in HONEST])
def test_an_honest_call_is_in_the_users_own_words(case: Case) -> None:
    assert held(case)


@pytest.mark.parametrize("case", ATTACKS, ids=[f"{typed!r} {given}" for typed, given in ATTACKS])
def test_an_attack_is_not(case: Case) -> None:
    assert not held(case)


def test_there_are_enough_of_both() -> None:
    assert len(HONEST) >= 60
    assert len(ATTACKS) >= 80
