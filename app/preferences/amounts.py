"""Amounts of dollars as people type them."""

from __future__ import annotations

import re
from decimal import Decimal

from engine.contracts import Money

MOST = Decimal(1_000_000)
_AMOUNT = re.compile(r"(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?|\.[0-9]+")


def parse(text: str) -> Money:
    """Micro-dollars from `2`, `0.05`, `$0.05` or `1,000`. Raises ValueError for anything else.

    A comma parts thousands and nothing else: `0,05` is no five dollars.
    """
    plain = text.strip().removeprefix("US").removeprefix("$").strip()
    if not _AMOUNT.fullmatch(plain):
        raise ValueError(text)
    value = Decimal(plain.replace(",", ""))
    if value > MOST:
        raise ValueError(text)
    return Money(int((value * 1_000_000).to_integral_value()))


def show(amount: Money) -> str:
    """Micro-dollars as `parse` reads them back, exactly: `2.00`, `0.05`, `0.0125`."""
    whole = Decimal(amount) / 1_000_000
    text = format(whole.normalize(), "f")
    places = len(text.partition(".")[2])
    return text if places >= 2 else format(whole, ".2f")
