"""Amounts and addresses are read exactly, or refused in words."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.preferences import amounts
from app.preferences.caps import CUSTOM, FREE, HALF, TWO, stop_of
from app.preferences.expert_form import ExpertForm, Problem, fill, read
from app.preferences.pending import Pending
from engine.contracts import Caps, ExpertSettings, Money, Preferences, Privacy

GOOD = ExpertForm("https://api.example.com/v1/", "small-1", "", "2.50", "10")


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


def test_a_good_form_becomes_settings_and_back() -> None:
    found = read(replace(GOOD, key="secret"), ExpertSettings())
    assert found == ExpertSettings(
        "https://api.example.com/v1", "small-1", "expert:api.example.com", Money(2_500_000), Money(10_000_000)
    )
    assert isinstance(found, ExpertSettings)
    assert read(fill(found), found) == found


def test_a_key_never_follows_to_another_host() -> None:
    before = ExpertSettings("https://api.example.com/v1", "small-1", "expert:api.example.com")
    same = read(GOOD, before)
    other = read(replace(GOOD, base_url="https://api.example.org/v1"), before)
    assert isinstance(same, ExpertSettings)
    assert isinstance(other, ExpertSettings)
    assert (same.key_name, other.key_name) == ("expert:api.example.com", "")


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"base_url": "api.example.com"}, Problem.ADDRESS),
        ({"base_url": "ftp://api.example.com"}, Problem.ADDRESS),
        ({"base_url": "https://user:pw@api.example.com/v1"}, Problem.ADDRESS),
        ({"base_url": "https://api.example.com/v1?x=1"}, Problem.ADDRESS),
        ({"base_url": "https://api.example.com:99999/v1"}, Problem.ADDRESS),
        ({"base_url": "https://аpi.example.com/v1"}, Problem.ADDRESS),
        ({"base_url": "http://api.example.com/v1"}, Problem.PLAIN_HTTP),
        ({"model": " "}, Problem.MODEL),
        ({"price_in": "cheap"}, Problem.PRICE),
        ({"price_in": ""}, Problem.PRICE),
        ({"key": "two words"}, Problem.KEY),
    ],
)
def test_a_form_that_cannot_be_used_says_why(changes: dict[str, str], problem: Problem) -> None:
    assert read(replace(GOOD, **changes), ExpertSettings()) is problem


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "192.168.1.5", "gpu.local", "[::1]:9000"])
def test_plain_http_is_for_ones_own_network(host: str) -> None:
    assert isinstance(read(replace(GOOD, base_url=f"http://{host}/v1"), ExpertSettings()), ExpertSettings)


def test_an_empty_address_means_no_expert() -> None:
    assert read(ExpertForm(model="left over"), ExpertSettings("https://x.example")) == ExpertSettings()


def test_quick_changes_build_on_each_other_and_the_last_confirmation_shows() -> None:
    pending = Pending()
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
    pending = Pending()
    pending.ask(Preferences(offline=True))
    elsewhere = Preferences(privacy=Privacy.LOCAL_ONLY)
    assert pending.confirm(elsewhere)
    assert pending.latest == elsewhere
    assert not pending.give_up()
