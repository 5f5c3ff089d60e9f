"""The experts that can be asked, by the names that the model knows, with what is known of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from engine.cloud import CloudSettings, Expert, ExpertView
from engine.contracts import JsonObject, Money
from tools.experts import prices
from tools.experts.formats.by_provider import FORMATS
from tools.experts.formats.port import Format, Limits

PARAMETER = "expert"
_HEAD = "Model | price per million input tokens | price per million output tokens | average latency"
_UNKNOWN = "unknown"
_MILLION = 1_000_000
_SECONDS = 15.0
_SLOW_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Choice:
    """One expert by one of its names. `seconds` is the average of what was measured, 0 where nothing was."""

    name: str
    expert: Expert
    host: str
    price: prices.Price | None
    seconds: float

    @property
    def format(self) -> Format:
        """What its provider speaks."""
        return FORMATS[self.expert.provider]

    @property
    def limits(self) -> Limits:
        """How long its answer may be, and what it may cost."""
        limits, price = Limits.of(self.expert), self.price
        if price is None:
            return limits
        highest_in, highest_out = max(price.input, price.long_input), max(price.output, price.long_output)
        return replace(limits, price_in=highest_in, price_out=highest_out)

    @property
    def expected_s(self) -> float:
        """The seconds that an answer takes: as measured, else by experience."""
        return self.seconds or (_SLOW_SECONDS if self.expert.thinking_tokens else _SECONDS)

    @property
    def row(self) -> str:
        """Its line of the table that the model reads."""
        known = self.price
        cost_in, cost_out = (dollars(known.input), dollars(known.output)) if known else (_UNKNOWN, _UNKNOWN)
        latency = f"{self.seconds:g}s" if self.seconds > 0 else _UNKNOWN
        return f"{self.name} | {cost_in} | {cost_out} | {latency}"


def choices(cloud: CloudSettings, figures: Mapping[str, ExpertView]) -> tuple[Choice, ...]:
    """All that have a model and an address that can be used. `figures` are by the experts' ids."""
    found = []
    for name, expert in cloud.named().items():
        host = host_of_expert(expert)
        if not host or not expert.model:
            continue
        view = figures.get(expert.id)
        price = prices.price_of(expert) if view is None else prices.Price.of(view)
        found.append(Choice(name, expert, host, price, 0.0 if view is None else view.seconds))
    return tuple(found)


def host_of_expert(expert: Expert) -> str:
    """The host that an expert is asked at; empty where its address cannot be used."""
    return FORMATS[expert.provider].models_request(expert).host


def table(offered: Sequence[Choice], about: str) -> str:
    """`about` and the table of prices and latencies, as the model was trained to read it."""
    return "\n".join((about, _HEAD, *(choice.row for choice in offered)))


def with_names(parameters: JsonObject, names: Sequence[str], description: str) -> dict[str, object]:
    """A tool's schema with these names for its expert, and without defaults: they tell a model nothing."""
    named = {"type": "string", "enum": list(names), "description": description}
    properties = {
        name: {key: value for key, value in field.items() if key != "default"}
        for name, field in parameters["properties"].items()
    }
    return {**parameters, "properties": {**properties, PARAMETER: named}}


def dollars(price: Money) -> str:
    """Micro-dollars per million tokens as the table writes them: `$1.25`, `$10`, `$0.075`."""
    whole, rest = divmod(price, _MILLION)
    return f"${whole}" + (f".{rest:06d}".rstrip("0") if rest else "")
