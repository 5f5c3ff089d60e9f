"""A list from elsewhere is believed only where all of it makes sense."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.tools.experts.price_lists import GPT_5, listing, providers, published
from tools.experts import price_file
from tools.experts.price_file import BrokenListError, parsed
from tools.experts.prices import library

DAY = "2030-01-01"


def with_prices(prices: Any) -> bytes:
    return listing({**GPT_5, "prices": prices})


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"{}",
        b"<html>Not found</html>",
        b"\xff\xfe",
        b"[" * 100_000,
        b"[1]",
        b'[{"id": "openai"}]',
        with_prices({"input_mtok": "cheap"}),
        with_prices({"input_mtok": [1]}),
    ],
)
def test_what_is_no_list_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenListError, match="it is no list of prices"):
        parsed(content, DAY)


@pytest.mark.parametrize(
    "prices",
    [
        {"input_mtok": -1, "output_mtok": 1},
        {"input_mtok": 1e9, "output_mtok": 1},
        {"input_mtok": {"base": 1, "tiers": [{"start": -5, "price": 1}]}, "output_mtok": 1},
        {"input_mtok": {"base": 1, "tiers": [{"start": 5, "price": -1}]}, "output_mtok": 1},
        [{"prices": {"input_mtok": 1, "output_mtok": -2}}],
    ],
)
def test_a_price_that_makes_no_sense_spoils_the_list(prices: Any) -> None:
    with pytest.raises(BrokenListError, match="makes no sense"):
        parsed(with_prices(prices), DAY)


@pytest.mark.parametrize("price", ["NaN", "Infinity"])
def test_no_price_is_anything_but_a_number(price: str) -> None:
    content = published().replace(b'"input_mtok": 1', b'"input_mtok": ' + price.encode())
    with pytest.raises(BrokenListError):
        parsed(content, DAY)


def test_a_model_without_prices_spoils_the_list() -> None:
    with pytest.raises(BrokenListError, match="without any prices"):
        parsed(with_prices([]), DAY)


def test_a_list_without_the_great_providers_is_not_the_one() -> None:
    with pytest.raises(BrokenListError, match="lacks providers"):
        parsed(json.dumps(providers(GPT_5)[:3]).encode(), DAY)


def test_a_list_that_is_too_long_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(price_file, "MAX_BYTES", 10)
    with pytest.raises(BrokenListError, match="too long"):
        parsed(published(), DAY)


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|aa)*b", r"(a)\1", "(", "x" * 301, "(?P<n>a)"])
def test_a_pattern_that_may_take_for_ever_is_not_taken(pattern: str) -> None:
    for content in (
        listing({**GPT_5, "match": {"or": [{"regex": pattern}]}}),
        json.dumps(
            [*providers(GPT_5), {"id": "x", "name": "x", "api_pattern": pattern, "models": []}]
        ).encode(),
    ):
        with pytest.raises(BrokenListError, match="pattern"):
            parsed(content, DAY)


def test_a_unit_of_tomorrow_is_passed_over() -> None:
    assert parsed(with_prices({"input_mtok": 1, "output_mtok": 2, "dreams_mtok": 3}), DAY).fetched


def test_every_pattern_of_the_bundled_list_would_be_taken() -> None:
    import_list = library("data").providers
    for provider in import_list:
        price_file._check_pattern(provider.api_pattern)
        for model in provider.models:
            for pattern in _regexes(model.match):
                price_file._check_pattern(pattern)


def _regexes(clause: Any) -> list[str]:
    inner = getattr(clause, "or_", None) or getattr(clause, "and_", None) or []
    own = [clause.regex] if hasattr(clause, "regex") else []
    return own + [pattern for one in inner for pattern in _regexes(one)]
