"""What an organisation leaves to the user: the stops of each dial that cannot be chosen."""

from __future__ import annotations

from app.preferences.caps import PRESETS
from engine.contracts import Caps, Latency, Privacy
from engine.policy.preferences import LATENCY_FROM_STRICT, PRIVACY_FROM_STRICT, lower_caps
from engine.policy.views import Locks

PRIVACY = tuple(Privacy)
LATENCY = tuple(Latency)


def privacy_stops(locks: Locks) -> frozenset[int]:
    """The stops of the privacy dial that are milder than what is left to the user."""
    if locks.privacy is None:
        return frozenset()
    milder = PRIVACY_FROM_STRICT[PRIVACY_FROM_STRICT.index(locks.privacy) + 1 :]
    return frozenset(map(PRIVACY.index, milder))


def latency_stops(locks: Locks) -> frozenset[int]:
    """The stops of the latency dial that are milder: they let a call take longer."""
    if locks.latency is None:
        return frozenset()
    milder = LATENCY_FROM_STRICT[LATENCY_FROM_STRICT.index(locks.latency) + 1 :]
    return frozenset(map(LATENCY.index, milder))


def cost_stops(locks: Locks) -> frozenset[int]:
    """The presets of the cost dial that go beyond a bound; what the user writes is checked field by field."""
    caps = locks.caps
    if caps is None:
        return frozenset()
    return frozenset(stop for stop, preset in enumerate(PRESETS) if lower_caps(preset, caps) != preset)


def beyond(caps: Caps, bound: Caps | None) -> tuple[bool, bool, bool, bool]:
    """For the caps of a call, a conversation, a day and a month: whether each is above its bound."""
    if bound is None:
        return (False, False, False, False)
    return (
        caps.call > bound.call,
        caps.conversation > bound.conversation,
        caps.day > bound.day,
        caps.month > bound.month,
    )
