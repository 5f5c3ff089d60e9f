"""What is known of experts, in words for the terminal."""

from __future__ import annotations

from engine.cloud import ExpertView
from engine.contracts import Money

_MILLION = 1_000_000


def expert_lines(view: ExpertView, tiers: list[str], key: str) -> list[str]:
    """Who an expert is, what it costs and how long it takes; `key` says how its API key stands."""
    expert = view.expert
    names = f"  known to the model as {', '.join(tiers)}" if tiers else ""
    took = f"{view.seconds:.0f} s on average" if view.seconds else "no answer measured yet"
    return [
        f"{expert.id}{names}",
        f"  {expert.provider.value}  {expert.model}  at {view.host}",
        f"  {price_words(view)}; {took}; key {key}",
    ]


def price_words(view: ExpertView) -> str:
    """What an expert costs for a million tokens read and written, and who says so."""
    if view.price_in is None or view.price_out is None:
        return "price unknown"
    words = f"{_dollars(view.price_in)} / {_dollars(view.price_out)}"
    if view.long_from and view.long_price_in is not None and view.long_price_out is not None:
        long = f"{_dollars(view.long_price_in)} / {_dollars(view.long_price_out)}"
        words += f" (beyond {view.long_from:,} tokens {long})"
    return f"{words} {'by the list' if view.listed else 'by your own figures'}"


def _dollars(price: Money) -> str:
    exact = f"{price / _MILLION:.6f}".rstrip("0")
    return f"${exact}{'0' * max(0, 2 - len(exact.partition('.')[2]))}"


def view_object(view: ExpertView) -> dict[str, object]:
    """The same as a JSON object; prices in micro-dollars for a million tokens, time in seconds."""
    expert = view.expert
    return {
        "id": expert.id,
        "provider": expert.provider.value,
        "model": expert.model,
        "host": view.host,
        "price_in": view.price_in,
        "price_out": view.price_out,
        "listed": view.listed,
        "long_from": view.long_from,
        "long_price_in": view.long_price_in,
        "long_price_out": view.long_price_out,
        "seconds": view.seconds,
    }
