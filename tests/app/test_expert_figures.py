"""What is known of experts beside their settings, kept in two small files."""

from __future__ import annotations

import datetime
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from app import expert_figures
from app.expert_figures import ExpertFigures, host_of
from engine.cloud import CloudSettings, Expert, ExpertView, Provider
from engine.contracts import Money
from tests.tools.experts.price_lists import published

GPT = Expert("gpt", Provider.OPENAI, "gpt-5")
SONNET = Expert("sonnet", Provider.ANTHROPIC, "claude-sonnet-4-5")
OWN = Expert("own", Provider.COMPATIBLE, "large", "http://127.0.0.1:8000/v1")


@pytest.fixture
def figures(tmp_path: Path) -> ExpertFigures:
    return ExpertFigures(tmp_path / "data" / "prices.json", tmp_path / "cache" / "experts.json")


def again(figures: ExpertFigures) -> ExpertFigures:
    return ExpertFigures(figures._prices_file, figures._times_file)


def test_experts_are_viewed_in_their_order(figures: ExpertFigures) -> None:
    views = figures.views(CloudSettings((OWN, GPT, SONNET)))
    assert [view.expert for view in views] == [OWN, GPT, SONNET]
    assert [view.host for view in views] == ["127.0.0.1", "api.openai.com", "api.anthropic.com"]
    assert views[0] == ExpertView(OWN, "127.0.0.1")
    assert (views[1].price_in, views[1].price_out, views[1].listed) == (1_250_000, 10_000_000, True)
    assert (views[2].long_from, views[2].long_price_in) == (200_000, 6_000_000)


def test_who_thinks_for_longer_is_measured_apart(figures: ExpertFigures) -> None:
    thinking = replace(GPT, thinking_tokens=8000)
    figures.took(GPT, 3.0)
    figures.took(thinking, 40.0)
    assert (figures.view(GPT).seconds, figures.view(thinking).seconds) == (3.0, 40.0)
    nobody = replace(OWN, thinking_tokens=8000)
    figures.took(nobody, 7.0)
    assert figures.view(OWN).seconds == 7.0


def test_a_view_knows_what_each_kind_of_token_costs(figures: ExpertFigures) -> None:
    rates = figures.view(GPT).rates
    assert rates is not None
    assert (rates.read, rates.cached) == (((0, 1_250_000),), ((0, 125_000),))
    assert figures.view(OWN).rates is None


def test_half_a_price_is_shown_as_it_is(figures: ExpertFigures) -> None:
    view = figures.view(Expert("x", Provider.OPENAI, "unknown", price_in=Money(5)))
    assert (view.price_in, view.price_out, view.listed) == (5, None, False)


def test_an_address_that_cannot_be_used_has_no_host() -> None:
    assert host_of(Expert("x")) == ""


def test_times_survive_a_restart_and_are_each_models_own(figures: ExpertFigures) -> None:
    assert figures.took(GPT, 12.0)
    assert not figures.took(GPT, 11.0)
    seen = again(figures)
    assert seen.view(GPT).seconds == 10.0
    assert seen.view(SONNET).seconds == 0.0
    assert seen.view(Expert("other name", Provider.OPENAI, "gpt-5")).seconds == 10.0
    assert seen.view(Expert("gpt", Provider.OPENAI, "gpt-5", "https://else.example/v1")).seconds == 0.0


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{", b'{"x": 3}', b'{"x": {"average": "1", "shown": 1}}', b"\xff"]
)
def test_a_broken_file_begins_anew(figures: ExpertFigures, content: bytes) -> None:
    figures._times_file.parent.mkdir()
    figures._times_file.write_bytes(content)
    assert figures.view(GPT).seconds == 0.0
    figures.took(GPT, 3.0)
    assert again(figures).view(GPT).seconds == 3.0


def test_times_that_make_no_sense_are_dropped(figures: ExpertFigures) -> None:
    figures._times_file.parent.mkdir()
    figures._times_file.write_text('{"openai gpt-5 api.openai.com": {"average": -3, "shown": 4}}')
    assert figures.view(GPT).seconds == 0.0


def test_a_cache_that_cannot_be_written_is_no_problem(figures: ExpertFigures) -> None:
    figures._times_file.parent.write_text("in the way")
    assert figures.took(GPT, 3.0)
    assert figures.view(GPT).seconds == 3.0


def test_only_so_many_are_remembered(figures: ExpertFigures, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expert_figures, "MOST_TIMES", 2)
    for name in ("a", "b", "a", "c"):
        figures.took(Expert("x", Provider.OPENAI, name), 3.0)
    seen = [again(figures).view(Expert("x", Provider.OPENAI, name)).seconds for name in "abc"]
    assert seen == [3.0, 0.0, 3.0]


def test_a_fetched_list_is_in_force_at_once_and_after_a_restart(figures: ExpertFigures) -> None:
    assert not figures.prices.fetched
    figures.keep(published(), datetime.date(2030, 1, 2))
    for one in (figures, again(figures)):
        assert (one.prices.day, one.prices.fetched, one.problem) == ("2030-01-02", True, "")
        assert one.view(GPT).price_in == 1_000_000


def test_several_threads_may_ask_at_once(figures: ExpertFigures) -> None:
    def work() -> None:
        for _ in range(5):
            figures.took(GPT, 3.0)
            figures.view(GPT)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert again(figures).view(GPT).seconds == 3.0
