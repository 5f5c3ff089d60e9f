"""The stops of the cost dial."""

from __future__ import annotations

from engine.contracts import Caps, Money

FREE = Caps(Money(0), Money(0), Money(0), Money(0))
HALF = Caps(call=Money(20_000), conversation=Money(200_000), day=Money(500_000), month=Money(5_000_000))
TWO = Caps()
PRESETS = (FREE, HALF, TWO)
CUSTOM = len(PRESETS)
"""The number of the stop whose caps the user writes."""


def stop_of(caps: Caps) -> int:
    """The number of the stop that stands for `caps`; CUSTOM where no preset does."""
    return PRESETS.index(caps) if caps in PRESETS else CUSTOM
