"""How long experts take: an average in which what was measured last weighs most, shown in steady steps."""

from __future__ import annotations

WEIGHT = 0.3
"""The share of the newest measurement in the average."""
LONGEST_S = 3600.0
"""No call takes longer; what claims to is not counted."""
_HOLD = 0.75
"""By how much of a step the average may leave what is shown before that changes."""


def averaged(before: float, seconds: float) -> float:
    """The average in seconds after one more call; `before` is 0 where nothing was measured."""
    if not 0 < seconds <= LONGEST_S:
        return before
    return seconds if before <= 0 else before + WEIGHT * (seconds - before)


def step(seconds: float) -> float:
    """How exactly a time is shown, in seconds."""
    if seconds < 10:
        return 1.0
    return 5.0 if seconds < 60 else 15.0


def steady(average: float, shown: float = 0.0) -> float:
    """The time to show: `shown` while the average stays near it, else the average, rounded; 0 for unknown.

    What is shown stands in the tool's description, which the model would have to read anew.
    """
    if average <= 0:
        return 0.0
    if shown > 0 and abs(average - shown) <= _HOLD * step(average):
        return shown
    size = step(average)
    return max(size, round(average / size) * size)
