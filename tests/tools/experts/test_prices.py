"""What experts cost: whose price counts, which of several is the highest, and what a list must be."""

from __future__ import annotations

import importlib.metadata
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from genai_prices.types import ClauseEquals, ModelInfo, ModelPrice
from genai_prices.types import Provider as Listed
from hypothesis import given
from hypothesis import strategies as st

from engine.cloud import Expert, ExpertView, Provider
from engine.contracts import Money
from tests.tools.experts.price_lists import listing, published
from tools.experts.formats.port import Counts
from tools.experts.price_file import parsed
from tools.experts.prices import BUNDLED_DAY, BUNDLED_VERSION, Price, PriceList, price_of, update_url

ROOT = Path(__file__).resolve().parents[3]
GPT_5 = Expert("e", Provider.OPENAI, "gpt-5")


def per_million(dollars: float) -> Money:
    return Money(round(dollars * 1_000_000))


def at(url: str, model: str = "deepseek-chat", provider: Provider = Provider.COMPATIBLE) -> Expert:
    return Expert("e", provider, model, url)


@pytest.mark.parametrize(
    ("provider", "model", "read", "written"),
    [
        (Provider.OPENAI, "gpt-5", 1.25, 10),
        (Provider.OPENAI, "gpt-4o-mini", 0.15, 0.6),
        (Provider.ANTHROPIC, "claude-sonnet-4-5", 3, 15),
        (Provider.GOOGLE, "gemini-2.5-pro", 1.25, 10),
        (Provider.GOOGLE, "models/gemini-2.5-pro", 1.25, 10),
        (Provider.OPENROUTER, "anthropic/claude-sonnet-4.5", 3, 15),
    ],
)
def test_well_known_models_cost_what_their_providers_say(
    provider: Provider, model: str, read: float, written: float
) -> None:
    price = price_of(Expert("e", provider, model))
    assert price is not None
    assert (price.input, price.output, price.listed) == (per_million(read), per_million(written), True)


def test_a_model_that_no_list_knows_has_no_price() -> None:
    assert price_of(Expert("e", Provider.OPENAI, "gpt-of-my-dreams")) is None
    assert price_of(Expert("e", Provider.OPENAI, "")) is None


def test_the_users_own_price_wins_field_by_field() -> None:
    mine = replace(GPT_5, price_in=Money(7))
    assert price_of(mine) == Price(Money(7), per_million(10), True, 0, Money(7), per_million(10))
    written = price_of(replace(GPT_5, price_out=Money(0)))
    assert written is not None
    assert (written.input, written.output) == (per_million(1.25), 0)
    assert price_of(replace(mine, price_out=Money(9))) == Price(Money(7), Money(9), listed=False)
    assert price_of(replace(mine, model="unknown")) is None


def test_beyond_the_length_where_prompts_cost_more_all_of_it_costs_more() -> None:
    price = price_of(Expert("e", Provider.ANTHROPIC, "claude-sonnet-4-5"))
    assert price is not None
    assert (price.long_from, price.long_input, price.long_output) == (
        200_000,
        per_million(6),
        per_million(22.5),
    )
    assert price.cost(200_000, 1000) == 200_000 * 3 + 1000 * 15
    assert price.cost(200_001, 1000) == 200_001 * 6 + 22_500
    mine = price_of(Expert("e", Provider.ANTHROPIC, "claude-sonnet-4-5", price_in=Money(1_000_000)))
    assert mine is not None
    assert mine.cost(300_000, 0) == 300_000


def test_a_cost_is_rounded_up_to_whole_micro_dollars() -> None:
    price = Price(Money(150_000), Money(600_000))
    assert price.cost(1, 0) == 1
    assert price.cost(100, 100) == 75
    assert price.cost(101, 100) == 76
    assert price.cost(0, 0) == 0


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**9), st.integers(0, 10**9))
def test_a_cost_is_never_below_the_exact_one_nor_a_micro_dollar_above(
    read: int, written: int, price_in: int, price_out: int
) -> None:
    exact = Decimal(read * price_in + written * price_out) / 1_000_000
    assert exact <= Price(Money(price_in), Money(price_out)).cost(read, written) < exact + 1


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost:8000/v1",
        "https://api.deepseek.com.evil.example/v1",
        "https://evil.example/https://api.deepseek.com",
        "https://deepseek.example/v1",
        "https://api.deepseek.comx/v1",
        "not an address",
        "",
    ],
)
def test_a_server_that_is_no_known_provider_has_no_listed_price(url: str) -> None:
    assert price_of(at(url)) is None


@pytest.mark.parametrize("url", ["https://api.deepseek.com", "https://API.deepseek.com/v1"])
def test_a_compatible_server_of_a_known_provider_is_found_by_its_host(url: str) -> None:
    found = price_of(at(url.lower()))
    assert found is not None
    assert found.listed


def test_a_pattern_may_leave_out_the_last_part_of_a_hosts_name_and_no_more() -> None:
    assert price_of(at("https://api.moonshot.cn/v1", "kimi-k2-0905-preview")) is not None
    assert price_of(at("https://api.moonshot.evil.example/v1", "kimi-k2-0905-preview")) is None


def test_a_providers_format_at_another_address_is_billed_by_whoever_is_there() -> None:
    assert price_of(replace(GPT_5, base_url="https://gateway.example/v1")) is None
    assert price_of(replace(GPT_5, base_url="https://api.openai.com/v1")) == price_of(GPT_5)


def test_where_the_price_changes_with_the_hour_the_highest_counts() -> None:
    found = price_of(at("https://api.deepseek.com/v1"))
    assert found is not None
    assert (found.input, found.output) == (270_000, 1_100_000)


def test_of_dated_prices_the_one_of_today_counts() -> None:
    found = price_of(Expert("e", Provider.OPENAI, "o3"))
    assert found is not None
    assert (found.input, found.output) == (per_million(2), per_million(8))


def test_a_model_that_costs_by_the_request_too_has_no_price() -> None:
    assert price_of(at("https://api.perplexity.ai", "sonar")) is None


def of(**prices: Any) -> Price | None:
    """What a model of OpenAI's with these prices costs."""
    model = ModelInfo("m", match=ClauseEquals("m"), prices=ModelPrice(**prices))
    provider = Listed("openai", "OpenAI", "https://api\\.openai\\.com", models=[model])
    return PriceList(lambda: [provider], "2030-01-01", fetched=True).price_of(replace(GPT_5, model="m"))


def test_what_a_cache_takes_unasked_and_what_thinking_costs_bound_the_price() -> None:
    found = of(input_mtok=Decimal(2), cache_write_mtok=Decimal("2.5"), output_mtok=Decimal(8))
    assert found is not None
    assert (found.input, found.output) == (2_500_000, 8_000_000)
    found = of(input_mtok=Decimal(2), output_mtok=Decimal(3), output_reasoning_mtok=Decimal(8))
    assert found is not None
    assert found.output == 8_000_000


def test_a_model_without_one_of_the_two_prices_has_none() -> None:
    assert of(input_mtok=Decimal(2)) is None
    assert of(output_mtok=Decimal(2)) is None


def test_a_price_is_rounded_up() -> None:
    found = of(input_mtok=Decimal("0.0000001"), output_mtok=Decimal("0.0833333333333333"))
    assert found is not None
    assert (found.input, found.output) == (1, 83_334)


def test_several_dated_prices_with_and_without_steps_are_bounded_together() -> None:
    content = listing(
        {
            "id": "m",
            "match": {"equals": "m"},
            "prices": [
                {"prices": {"input_mtok": 9, "output_mtok": 9}},
                {
                    "constraint": {"start_time": "00:00:00Z", "end_time": "12:00:00Z"},
                    "prices": {
                        "input_mtok": {"base": 1, "tiers": [{"start": 1000, "price": 3}]},
                        "output_mtok": 2,
                    },
                },
                {
                    "constraint": {"start_time": "12:00:00Z", "end_time": "00:00:00Z"},
                    "prices": {"input_mtok": 2, "output_mtok": 1},
                },
            ],
        }
    )
    found = parsed(content, "2030-01-01").price_of(replace(GPT_5, model="m"))
    assert found == Price(per_million(2), per_million(2), True, 1000, per_million(3), per_million(2))


def test_a_time_of_day_without_a_price_leaves_it_unknown() -> None:
    content = listing(
        {
            "id": "m",
            "match": {"equals": "m"},
            "prices": [
                {"prices": {"input_mtok": 9, "output_mtok": 9}},
                {
                    "constraint": {"start_time": "03:00:00Z", "end_time": "04:00:00Z"},
                    "prices": {"requests_kcount": 1},
                },
            ],
        }
    )
    assert parsed(content, "2030-01-01").price_of(replace(GPT_5, model="m")) is None


def test_a_fetched_list_is_used_like_the_bundled_one() -> None:
    found = parsed(published(), "2030-01-01")
    assert (found.day, found.fetched) == ("2030-01-01", True)
    price = found.price_of(GPT_5)
    assert price is not None
    assert (price.input, price.output) == (per_million(1), per_million(5))
    assert price_of(GPT_5, found) == price


def test_a_view_gives_the_price_that_it_shows() -> None:
    assert Price.of(ExpertView(GPT_5, "h", Money(1), None)) is None
    assert Price.of(ExpertView(GPT_5, "h", None, Money(1))) is None
    shown = ExpertView(GPT_5, "h", Money(1), Money(2), True, 3.0, 10, Money(4), Money(5))
    assert Price.of(shown) == Price(Money(1), Money(2), True, 10, Money(4), Money(5))
    assert Price.of(ExpertView(GPT_5, "h", Money(1), Money(2))) == Price(Money(1), Money(2))


def test_the_bundled_lists_day_is_that_of_the_installed_release() -> None:
    """Whoever brings a newer release along writes its day down."""
    assert importlib.metadata.version("genai-prices") == BUNDLED_VERSION
    assert PriceList.bundled().day == BUNDLED_DAY


def test_the_list_is_published_where_the_library_says() -> None:
    assert update_url().startswith("https://raw.githubusercontent.com/pydantic/genai-prices/")


def test_prices_are_loaded_by_need_and_start_no_thread_and_open_no_socket() -> None:
    code = (
        "import sys, threading\n"
        "import tools.experts.prices as prices, tools.experts.tokens as tokens\n"
        "assert not {'genai_prices', 'httpx2', 'pydantic', 'bpe_openai'} & set(sys.modules)\n"
        "events = []\n"
        "sys.addaudithook(lambda event, _: events.append(event) if event.startswith('socket.') else None)\n"
        "from engine.cloud import Expert, Provider\n"
        "gpt = Expert('e', Provider.OPENAI, 'gpt-5')\n"
        "assert prices.price_of(gpt) and tokens.bound(gpt, 'hello') and prices.update_url()\n"
        "print(threading.active_count(), [e for e in events if e != 'socket.gethostname'])\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False, cwd=ROOT)
    assert (ran.stdout.strip(), ran.stderr) == ("1 []", "")


@pytest.mark.parametrize(
    ("provider", "model"),
    [
        (Provider.OPENAI, "gpt-4o-mini-search-preview"),
        (Provider.OPENAI, "gpt-4o-search-preview"),
        (Provider.OPENAI, "gpt-5-search-api"),
        (Provider.OPENAI, "o3-deep-research"),
        (Provider.OPENROUTER, "perplexity/sonar"),
        (Provider.OPENROUTER, "perplexity/sonar-pro"),
        (Provider.OPENROUTER, "openai/gpt-4o:online"),
    ],
)
def test_a_model_that_searches_by_itself_has_no_price(provider: Provider, model: str) -> None:
    assert price_of(Expert("e", provider, model)) is None
    assert price_of(Expert("e", provider, model, price_in=Money(1), price_out=Money(2))) is not None


def test_research_in_a_makers_name_is_no_search() -> None:
    assert price_of(Expert("e", Provider.OPENROUTER, "nousresearch/hermes-4-70b")) is not None


def test_what_openrouter_gives_for_nothing_is_known_to_cost_nothing() -> None:
    free = price_of(Expert("e", Provider.OPENROUTER, "vendor/model:free"))
    assert free == Price(Money(0), Money(0), listed=True)
    assert price_of(Expert("e", Provider.OPENAI, "vendor/model:free")) is None


def listed(**prices: Any) -> Price:
    model = {
        "id": "gpt-5",
        "match": {"equals": "gpt-5"},
        "prices": {"input_mtok": 4, "output_mtok": 20, **prices},
    }
    price = parsed(listing(model), "2026-11-11").price_of(GPT_5)
    assert price is not None
    return price


def test_each_kind_of_token_that_was_counted_costs_its_own_price() -> None:
    price = listed(cache_read_mtok=0.4, cache_write_mtok=5, output_reasoning_mtok=30)
    assert (price.input, price.output) == (per_million(5), per_million(30))
    assert price.paid(Counts(1000, 100)) == 4000 + 2000
    assert price.paid(Counts(1000, 100, cached=600, filled=300, thought=50)) == 400 + 240 + 1500 + 1000 + 1500
    assert listed().paid(Counts(1000, 100, 600, 300, 50)) == listed().cost(1000, 100)


def test_a_long_prompt_costs_its_own_price_of_each_kind() -> None:
    def tiers(base: float, long: float) -> dict[str, Any]:
        return {"base": base, "tiers": [{"start": 1000, "price": long}]}

    price = listed(input_mtok=tiers(4, 8), cache_read_mtok=tiers(1, 2), output_mtok=tiers(20, 30))
    assert price.paid(Counts(1000, 10, cached=500)) == 500 * 4 + 500 + 200
    assert price.paid(Counts(1001, 10, cached=500)) == 501 * 8 + 1000 + 300


def test_the_users_own_price_holds_for_every_kind_of_token() -> None:
    counts = Counts(1000, 100, cached=600, thought=50)
    mine = price_of(replace(GPT_5, price_in=Money(7_000_000)))
    assert mine is not None
    assert mine.paid(counts) == 7000 + 1000
    written = price_of(replace(GPT_5, price_out=Money(1_000_000)))
    assert written is not None
    assert written.paid(counts) == 500 + 75 + 100
    both = Price(Money(1_000_000), Money(2_000_000))
    assert both.paid(counts) == 1200


def test_where_the_price_changes_with_the_hour_the_highest_of_each_kind_counts() -> None:
    found = price_of(at("https://api.deepseek.com/v1"))
    assert found is not None
    assert found.paid(Counts(1_000_000, 0)) == 270_000
    assert 0 < found.paid(Counts(1_000_000, 0, cached=1_000_000)) < 270_000
