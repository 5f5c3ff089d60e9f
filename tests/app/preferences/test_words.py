"""Spans, proposals, grants and last week's figures in words."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.preferences.limits import beyond, cost_stops, latency_stops, privacy_stops
from app.preferences.standing import ends_at, rests, standing, wide
from app.preferences.tools import first_sentence
from app.preferences.words import (
    effect_words,
    grant_end,
    grant_facts,
    host_words,
    moment_words,
    proposal_words,
    span_words,
)
from engine.contracts import Caps, Choice, DataClass, Latency, Money, Privacy
from engine.policy.preferences import BOUNDS
from engine.policy.views import FREE_TO_CHOOSE, Locks, Proposal, WeekEffect
from tests.app.fakes import grant

WEEK = WeekEffect(7, 148, 20, 14, 0, Money(3_100_000), 2)


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (10, "10 s"),
        (60, "60 s"),
        (90, "90 s"),
        (0.5, "0.5 s"),
        (600, "10 min"),
        (3600, "1 h"),
        (5400, "90 min"),
    ],
)
def test_a_bound_is_named_in_its_largest_whole_unit(seconds: float, words: str) -> None:
    assert span_words(seconds) == words


def test_every_bound_of_the_latency_dial_has_words() -> None:
    assert [span_words(BOUNDS[stop].step_s) for stop in Latency] == ["10 min", "60 s", "10 s"]
    assert [span_words(BOUNDS[stop].turn_s) for stop in Latency] == ["1 h", "10 min", "60 s"]


@pytest.mark.parametrize(
    ("effect", "words"),
    [
        (
            WEEK,
            "Had this been on last week: 14 of 20 calls would have stayed here, $3.10 less,"
            " 2 answers would have been without sources.",
        ),
        (
            replace(WEEK, left=1, stayed=1, saved=Money(0), unsourced=1, asked=1),
            "Had this been on last week: 1 of 1 call would have stayed here,"
            " 1 answer would have been without sources. You would have been asked 1 time.",
        ),
        (
            replace(WEEK, saved=Money(0), unsourced=0, asked=6),
            "Had this been on last week: 14 of 20 calls would have stayed here."
            " You would have been asked 6 times.",
        ),
        (
            replace(WEEK, stayed=0, saved=Money(0), unsourced=0),
            "Had this been on last week, it would have kept back none of the 20 calls that left.",
        ),
        (
            replace(WEEK, left=0, stayed=0),
            "No call left this computer last week, so these rules would have kept none back.",
        ),
        (
            replace(WEEK, calls=0, left=0),
            "No call was made last week, so there is nothing to compare with.",
        ),
    ],
)
def test_last_week_is_put_in_a_sentence(effect: WeekEffect, words: str) -> None:
    assert effect_words(effect) == words


@pytest.mark.parametrize(
    ("proposal", "words"),
    [
        (Proposal("不能外流", "privacy", "careful"), "“不能外流” → Privacy: Careful"),
        (Proposal("be quick", "latency", "fast"), "“be quick” → Low latency: Fast"),
        (Proposal("save money", "caps", "day 0.50"), "“save money” → At most $0.50 a day"),
        (Proposal("free", "caps", "call 0.00"), "“free” → At most $0.00 a call"),
        (Proposal("go offline", "offline", "on"), "“go offline” → Offline: on"),
        (Proposal("use the web", "offline", "off", widens=True), "“use the web” → Offline: off"),
        (Proposal("no google", "blocked", "web_search"), "“no google” → web_search is never used"),
        (Proposal("use it", "blocked", "web_search", widens=True), "“use it” → web_search may be used"),
        (Proposal("x", "privacy", "secret"), "“x” → privacy: secret"),
        (Proposal("x", "caps", "week 2"), "“x” → week 2"),
        (Proposal("x", "caps", "day much"), "“x” → day much"),
        (Proposal("a\u202eb\n<b>", "else", "<i>"), "“a⟦U+202E⟧b <b>” → else: <i>"),
    ],
)
def test_a_proposal_says_which_words_change_what(proposal: Proposal, words: str) -> None:
    assert proposal_words(proposal) == words


@pytest.mark.parametrize(
    ("origin", "words"),
    [
        ("https://a.example", "a.example"),
        ("https://a.example:443", "a.example"),
        ("http://a.example:80", "a.example"),
        ("http://a.example:443", "a.example:443"),
        ("http://studio.lan:8000", "studio.lan:8000"),
        ("a.example", "a.example"),
        ("", ""),
    ],
)
def test_a_host_is_shown_as_people_write_it(origin: str, words: str) -> None:
    assert host_words(origin) == words


def test_the_end_of_a_grant_is_in_words() -> None:
    soon = time.time() + 60
    assert grant_end(grant(Choice.HOUR, expires=soon)) == f"until {moment_words(soon)}"
    assert grant_end(grant(Choice.ALWAYS, expires=soon)) == "until revoked"
    assert grant_end(grant(Choice.CONVERSATION)) == "until Sordino ends"
    assert grant_end(grant(Choice.HOST)) == "until Sordino ends"
    assert grant_end(grant(Choice.ANSWER)) == "until the answer is there"
    assert grant_end(grant(Choice.FILE)) == "until the file is there"


def test_the_facts_of_a_grant_name_scope_data_and_use() -> None:
    assert grant_facts(grant(Choice.HOUR)) == "one hour · not used yet"
    used = time.time() - 5
    outside = grant(Choice.HOST, data=DataClass.UNTRUSTED, used=used)
    assert grant_facts(outside) == f"this host · may quote text from outside · last used {moment_words(used)}"
    assert "may quote private data ·" in grant_facts(grant(Choice.ANSWER, data=DataClass.PRIVATE))
    assert "private data and text from outside" in grant_facts(grant(Choice.FILE, data=DataClass.BOTH))


@pytest.mark.parametrize("privacy", list(Privacy))
@pytest.mark.parametrize("scope", list(Choice))
def test_what_is_wider_than_an_answer_rests_unless_privacy_is_relaxed(
    privacy: Privacy, scope: Choice
) -> None:
    one, relaxed = grant(scope), privacy is Privacy.RELAXED
    wide = scope in (Choice.HOUR, Choice.HOST, Choice.ALWAYS)
    assert rests(one, privacy, ["web_search"]) is (not relaxed and (wide or scope is Choice.CONVERSATION))
    assert rests(one, privacy, ["calculator"]) is (not relaxed and wide)


def test_a_moment_of_another_day_names_the_day() -> None:
    assert moment_words(time.time() - 86_400).startswith("Yesterday ")


GRANTS = st.lists(
    st.builds(
        grant,
        st.sampled_from([Choice.ANSWER, Choice.CONVERSATION, Choice.HOUR, Choice.HOST, Choice.ALWAYS]),
        expires=st.one_of(st.just(0.0), st.floats(1, 1e4)),
    ),
    max_size=6,
)


@given(GRANTS, st.floats(0, 1e4))
def test_what_stands_has_not_expired_and_the_last_end_is_told_only_where_all_end(
    grants: list[object], now: float
) -> None:
    held = standing(grants, now)  # type: ignore[arg-type]
    assert all(not one.expires or one.expires > now for one in held)
    assert all(one.scope in (Choice.HOUR, Choice.HOST, Choice.ALWAYS) for one in wide(held))
    end = ends_at(held)
    if end:
        assert all(0 < one.expires <= end for one in held)
    else:
        assert not held or any(not one.expires for one in held)


def test_locked_stops_are_those_that_are_milder() -> None:
    free = FREE_TO_CHOOSE
    assert privacy_stops(free) == latency_stops(free) == cost_stops(free) == frozenset()
    assert [sorted(privacy_stops(Locks("x", privacy=stop))) for stop in Privacy] == [
        [1, 2, 3],
        [2, 3],
        [3],
        [],
    ]
    assert [sorted(latency_stops(Locks("x", latency=stop))) for stop in Latency] == [[], [0], [0, 1]]
    assert cost_stops(Locks("x", caps=Caps())) == frozenset()
    assert cost_stops(Locks("x", caps=replace(Caps(), month=Money(19_000_000)))) == {2}
    assert cost_stops(Locks("x", caps=replace(Caps(), day=Money(1)))) == {1, 2}


def test_each_cap_is_compared_with_its_own_bound() -> None:
    bound = Caps(Money(1), Money(2), Money(3), Money(4))
    assert beyond(bound, bound) == (False,) * 4
    assert beyond(Caps(), None) == (False,) * 4
    for number, name in enumerate(("call", "conversation", "day", "month")):
        above = beyond(replace(bound, **{name: Money(9)}), bound)
        assert above == tuple(place == number for place in range(4))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Search. Then find.", "Search."),
        ("Works to 1.5 digits. More", "Works to 1.5 digits."),
        ("No end", "No end"),
        ("查詢。 其他。", "查詢。"),
        ("", ""),
    ],
)
def test_only_the_first_sentence_of_a_description_is_shown(text: str, sentence: str) -> None:
    assert first_sentence(text) == sentence
