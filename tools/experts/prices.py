"""What experts cost: the user's own prices, then the price list, in micro-dollars per million tokens.

The list is the one that `genai-prices` brings along, or a newer one that the user had fetched. Where a list
knows several prices for one model, by the time of day or by what a provider's cache takes unasked, the
highest counts, so that an estimate is a bound from above; so it does beyond the length from which prompts
cost more. Reading from a cache, which is cheaper, is never assumed before; afterwards, each kind of token
counts by its own price.
"""

from __future__ import annotations

import datetime
import functools
import importlib
import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from decimal import ROUND_CEILING, Decimal
from types import ModuleType
from typing import TYPE_CHECKING

from engine.cloud import Expert, ExpertView, Provider, Rates, Steps
from engine.contracts import Money
from tools.egress.addresses import host_of
from tools.experts.formats.port import Counts

if TYPE_CHECKING:
    from genai_prices import types

BUNDLED_VERSION = "0.2.3"
BUNDLED_DAY = "2026-11-10"
"""The release of genai-prices that is brought along, and the day on which it came out."""
_BOUNDING = ("input_mtok", "cache_write_mtok", "output_mtok", "output_reasoning_mtok")
TOKEN_PRICES = (*_BOUNDING, "cache_read_mtok")
"""What the list calls the prices that a question and its answer can cost."""
_BESIDE_TOKENS = ("requests_kcount", "input_text_messages_kcount", "input_mchars")
"""Prices that are asked for beside tokens, or in their place: from tokens alone nothing follows."""
_FILLS_CACHE = frozenset({"openai", "azure"})
"""Who puts prompts into a cache unasked, at a price; the others do it where a request asks for it."""
_SEARCHES = re.compile(r"(?<![a-z])search|deep-research|(?<![a-z])sonar|^perplexity/|[-:]online\b")
"""Names of models that search by themselves, at a price for each search that no list has."""
_FREE_OF_CHARGE = ":free"
"""How OpenRouter's names of models end that cost nothing."""
_MILLION = 1_000_000
_NOTHING = Money(0)


@dataclass(frozen=True, slots=True)
class Price:
    """What one expert costs, in micro-dollars per million tokens that it reads and writes.

    A request of more than `long_from` tokens costs the long prices, all of it; 0 where there are none.
    `listed` is True where at least one of the prices is from the price list. `rates` are for the tokens that
    were counted, None where they are these prices.
    """

    input: Money
    output: Money
    listed: bool = False
    long_from: int = 0
    long_input: Money = _NOTHING
    long_output: Money = _NOTHING
    rates: Rates | None = field(default=None, compare=False)

    @classmethod
    def of(cls, view: ExpertView) -> Price | None:
        """The price that a view shows; None where it is unknown."""
        if view.price_in is None or view.price_out is None:
            return None
        return cls(
            view.price_in,
            view.price_out,
            view.listed,
            view.long_from,
            view.long_price_in or _NOTHING,
            view.long_price_out or _NOTHING,
            view.rates,
        )

    def cost(self, tokens_in: int, tokens_out: int) -> Money:
        """What so many tokens cost, rounded up to whole micro-dollars."""
        long = 0 < self.long_from < tokens_in
        read, written = (self.long_input, self.long_output) if long else (self.input, self.output)
        return Money(-(-(tokens_in * read + tokens_out * written) // _MILLION))

    def paid(self, counts: Counts) -> Money:
        """What the tokens that were counted have cost, each kind at its own price where one is listed."""
        rates = self.rates
        if rates is None:
            return self.cost(counts.read, counts.written)
        kinds = (
            (counts.read - counts.cached - counts.filled, rates.read),
            (counts.cached, rates.cached),
            (counts.filled, rates.filled),
            (counts.written - counts.thought, rates.written),
            (counts.thought, rates.thought),
        )
        return Money(-(-sum(tokens * _at(steps, counts.read) for tokens, steps in kinds) // _MILLION))


class PriceList:
    """One list, and its day (ISO 8601). It is read when first asked; may be used from several threads."""

    def __init__(self, providers: Callable[[], Sequence[types.Provider]], day: str, fetched: bool) -> None:
        self._make = providers
        self._providers: Sequence[types.Provider] | None = None
        self._lock = threading.Lock()
        self.day = day
        self.fetched = fetched

    @classmethod
    def bundled(cls) -> PriceList:
        """The list that came with the program."""
        return cls(_bundled, BUNDLED_DAY, fetched=False)

    def price_of(self, expert: Expert) -> Price | None:
        """What `expert` costs: the user's own prices, the list's where they gave none; None if unknown."""
        if expert.price_in is not None and expert.price_out is not None:
            return Price(expert.price_in, expert.price_out)
        listed = self.listed_for(expert)
        if listed is None:
            return None
        rates = listed.rates
        if expert.price_in is not None:
            listed = replace(listed, input=expert.price_in, long_input=expert.price_in)
            own = ((0, expert.price_in),)
            rates = rates and replace(rates, read=own, cached=own, filled=own)
        if expert.price_out is not None:
            listed = replace(listed, output=expert.price_out, long_output=expert.price_out)
            own = ((0, expert.price_out),)
            rates = rates and replace(rates, written=own, thought=own)
        return replace(listed, rates=rates)

    def listed_for(self, expert: Expert) -> Price | None:
        """What the list says, whatever the user wrote; None where it does not know the model."""
        provider = self._provider(expert)
        name = expert.model.lower()
        if provider is None or not name or _SEARCHES.search(name):
            return None
        if provider.id == Provider.OPENROUTER and name.endswith(_FREE_OF_CHARGE):
            return Price(_NOTHING, _NOTHING, listed=True)
        model = provider.find_model(expert.model.removeprefix("models/"))
        if model is None:
            return None
        fills_cache = provider.id in _FILLS_CACHE or model.id.startswith("openai/")
        return functools.reduce(_dearer, [_bound(prices, fills_cache) for prices in _in_force(model)])

    def _provider(self, expert: Expert) -> types.Provider | None:
        """Whoever bills: the provider, or for an address of the user's own the one whose host that is."""
        with self._lock:
            if self._providers is None:
                self._providers = self._make()
            providers = self._providers
        if not expert.own and expert.provider is not Provider.COMPATIBLE:
            return next((one for one in providers if one.id == expert.provider.value), None)
        host = host_of(expert.address)
        if not host:
            return None
        return next((one for one in providers if _serves(one.api_pattern, expert.address, host)), None)


def price_of(expert: Expert, prices: PriceList | None = None) -> Price | None:
    """What `expert` costs by `prices`, or by the list that came with the program; None where unknown."""
    return (prices or _BUNDLED).price_of(expert)


def update_url() -> str:
    """Where the list is published."""
    return str(library("update_prices").DEFAULT_UPDATE_URL)


def library(module: str) -> ModuleType:
    """A part of genai-prices, loaded by need: it takes time, and brings an HTTP client that stays unused."""
    return importlib.import_module(f"genai_prices.{module}")


def _bundled() -> Sequence[types.Provider]:
    providers: Sequence[types.Provider] = library("data").providers
    return providers


def _in_force(model: types.ModelInfo) -> Iterator[types.ModelPrice]:
    """Every set of prices that holds at some time of this day, in UTC."""
    if not isinstance(model.prices, list):
        yield model.prices
        return
    midnight = datetime.datetime.now(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    seen: list[types.ModelPrice] = []
    for quarter in range(96):
        prices = model.get_prices(midnight + datetime.timedelta(minutes=15 * quarter))
        if not any(prices is other for other in seen):
            seen.append(prices)
            yield prices


def _dearer(one: Price | None, other: Price | None) -> Price | None:
    """What bounds both from above; None where either is unknown."""
    if one is None or other is None:
        return None
    return Price(
        Money(max(one.input, other.input)),
        Money(max(one.output, other.output)),
        listed=True,
        long_from=min((price.long_from for price in (one, other) if price.long_from), default=0),
        long_input=Money(max(one.long_input, other.long_input)),
        long_output=Money(max(one.long_output, other.long_output)),
        rates=one.rates and other.rates and _highest(one.rates, other.rates),
    )


def _highest(one: Rates, other: Rates) -> Rates:
    """For each kind of token and each length the higher of both prices."""
    return Rates(*(_merged(getattr(one, kind.name), getattr(other, kind.name)) for kind in fields(Rates)))


def _merged(one: Steps, other: Steps) -> Steps:
    starts = sorted({start for start, _ in (*one, *other)})
    return tuple((start, max(_at(one, start + 1), _at(other, start + 1))) for start in starts)


def _at(steps: Steps, read: int) -> Money:
    """The price that holds for a prompt of so many tokens."""
    return next((price for start, price in reversed(steps) if start < read), steps[0][1])


def _bound(prices: types.ModelPrice, fills_cache: bool) -> Price | None:
    """The most that tokens of text cost by one set of prices; None where it cannot be told."""
    if any(getattr(prices, key, None) is not None for key in _BESIDE_TOKENS):
        return None
    plain_in, cached, plain_out, thought = (_steps(prices, key) for key in _BOUNDING)
    if not plain_in or not plain_out:
        return None
    read, written = [plain_in, cached if fills_cache else {}], [plain_out, thought]
    return Price(
        max(steps.get(0, _NOTHING) for steps in read),
        max(steps.get(0, _NOTHING) for steps in written),
        listed=True,
        long_from=min((start for steps in (*read, *written) for start in steps if start), default=0),
        long_input=max(price for steps in read for price in steps.values()),
        long_output=max(price for steps in written for price in steps.values()),
        rates=Rates(
            *(
                tuple(sorted((steps or plain).items()))
                for steps, plain in (
                    (plain_in, plain_in),
                    (_steps(prices, "cache_read_mtok"), plain_in),
                    (cached, plain_in),
                    (plain_out, plain_out),
                    (thought, plain_out),
                )
            )
        ),
    )


def _steps(prices: types.ModelPrice, key: str) -> dict[int, Money]:
    """The prices under `key` by the length of the prompt beyond which each holds, 0 for any; rounded up."""
    price = getattr(prices, key, None)
    if price is None:
        return {}
    tiers = [] if isinstance(price, Decimal) else [(tier.start, tier.price) for tier in price.tiers]
    base = price if isinstance(price, Decimal) else price.base
    steps = {0: base}
    for start, dearer in tiers:
        steps[start] = max(dearer, steps.get(start, dearer))
    return {start: _money(dollars) for start, dollars in steps.items()}


def _money(dollars: Decimal) -> Money:
    return Money(int((dollars * _MILLION).to_integral_value(ROUND_CEILING)))


def _serves(pattern: str, address: str, host: str) -> bool:
    """True where `pattern` stands for all of the address's host, or for all but the last part of its name."""
    found = re.match(pattern, address)
    if found is None:
        return False
    rest = address[found.end() : address.lower().find(host) + len(host)]
    return not rest or (found[0].endswith(".") and "." not in rest)


_BUNDLED = PriceList.bundled()
