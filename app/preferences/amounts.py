"""Amounts of dollars as people type them."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation

from engine.contracts import Money

MOST = Decimal(1_000_000)


def parse(text: str) -> Money:
    """Micro-dollars from `2`, `0.05`, `$0.05` or `1,000`. Raises ValueError for anything else."""
    plain = text.strip().removeprefix("US").removeprefix("$").strip().replace(",", "")
    if not plain or not plain.replace(".", "", 1).isascii() or not plain.replace(".", "", 1).isdigit():
        raise ValueError(text)
    try:
        value = Decimal(plain)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if value > MOST:
        raise ValueError(text)
    return Money(int((value * 1_000_000).to_integral_value()))


def show(amount: Money) -> str:
    """Micro-dollars as `parse` reads them back, exactly: `2.00`, `0.05`, `0.0125`."""
    whole = Decimal(amount) / 1_000_000
    text = format(whole.normalize(), "f")
    places = len(text.partition(".")[2])
    return text if places >= 2 else format(whole, ".2f")
