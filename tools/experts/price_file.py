"""A price list that was fetched: checked whole before anything in it is believed."""

from __future__ import annotations

import contextlib
import json
import re
import warnings
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from tools.experts.prices import TOKEN_PRICES, PriceList, library

if TYPE_CHECKING:
    from genai_prices import types

MAX_BYTES = 16 * 1024 * 1024
"""The longest list that is taken; the published one has about 1 MB."""
MOST_DOLLARS = 1_000_000
"""Per million tokens; a list that asks more for anything is no price list."""
GREAT = frozenset({"openai", "anthropic", "google", "openrouter"})
"""A list without these is not the one that was asked for."""
_LONGEST_PATTERN = 300
_BACKTRACKS = re.compile(r"\)[*+{]|\\[1-9]|\(\?P")
"""Repeated groups and back references: patterns that can take for ever on a short text."""


class BrokenListError(Exception):
    """A list that cannot be used. The text says why, as the end of a sentence."""


def parsed(content: bytes, day: str) -> PriceList:
    """The list as it is published, fetched on `day` (ISO 8601). Raises BrokenListError."""
    if len(content) > MAX_BYTES:
        raise BrokenListError("it is too long")
    try:
        raw = json.loads(content)
        for pattern in _patterns(raw):
            _check_pattern(pattern)
        providers = _read(raw)
        for provider in providers:
            for model in provider.models:
                _check_model(model)
    except (ValueError, TypeError, RecursionError) as error:
        raise BrokenListError("it is no list of prices") from error
    if GREAT - {provider.id for provider in providers}:
        raise BrokenListError("it lacks providers that it should name")
    return PriceList(lambda: providers, day, fetched=True)


def _read(raw: object) -> Sequence[types.Provider]:
    with warnings.catch_warnings():
        # A unit that this version of the library does not know yet is none of text.
        warnings.simplefilter("ignore", UserWarning)
        providers: Sequence[types.Provider] = library("types")._providers_from_raw(raw)
    return providers


def _check_model(model: types.ModelInfo) -> None:
    sets = [one.prices for one in model.prices] if isinstance(model.prices, list) else [model.prices]
    if not sets:
        raise BrokenListError("it names a model without any prices")
    for prices in sets:
        for price in (getattr(prices, key, None) for key in TOKEN_PRICES):
            if not (price is None or _sound(price)):
                raise BrokenListError("it holds a price that makes no sense")


def _sound(price: Decimal | types.TieredPrices) -> bool:
    dollars = [price] if isinstance(price, Decimal) else [price.base, *(tier.price for tier in price.tiers)]
    starts = [] if isinstance(price, Decimal) else [tier.start for tier in price.tiers]
    return (
        all(one.is_finite() and 0 <= one <= MOST_DOLLARS for one in dollars) and min(starts, default=0) >= 0
    )


def _patterns(raw: object) -> Iterator[str]:
    """Every regular expression in a list."""
    if isinstance(raw, list):
        for item in raw:
            yield from _patterns(item)
    elif isinstance(raw, dict):
        for key, value in raw.items():
            if key in ("regex", "api_pattern") and isinstance(value, str):
                yield value
            else:
                yield from _patterns(value)


def _check_pattern(pattern: str) -> None:
    with contextlib.suppress(re.error):
        re.compile(pattern)
        if len(pattern) <= _LONGEST_PATTERN and not _BACKTRACKS.search(pattern):
            return
    raise BrokenListError("it holds a pattern that is not safe to use")
