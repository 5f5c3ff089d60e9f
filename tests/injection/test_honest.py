"""Honest work through the whole loop: all of it gets done, and little of it is asked about."""

from __future__ import annotations

import functools

import pytest

from tests.injection.honest_rest import honest
from tests.injection.playing import Case, Played, play

MOST_ASKED = 0.28
CASES = honest()


@functools.cache
def played(name: str) -> Played:
    return play(next(case for case in CASES if case.name == name))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_honest_work_gets_done(case: Case) -> None:
    found = played(case.name)
    assert [each["name"] for each in found.calls] == [call.name for call in case.calls]
    assert all(each["ran"] for each in found.calls)
    assert not found.harm
    assert found.verified


def test_there_is_enough_honest_work() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 100


def test_little_honest_work_is_asked_about() -> None:
    calls = sum(len(played(case.name).calls) for case in CASES)
    asked = sum(len(played(case.name).asked) for case in CASES)
    assert asked / calls <= MOST_ASKED
