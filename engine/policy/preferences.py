"""The dials: which of their positions is stricter, what bounds them, and how they are put to the model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from engine.contracts import Caps, Latency, Money, Preferences, Privacy
from engine.policy.views import Locks

PRIVACY_FROM_STRICT = (Privacy.LOCAL_ONLY, Privacy.CAREFUL, Privacy.ASK, Privacy.RELAXED)
LATENCY_FROM_STRICT = (Latency.FAST, Latency.BALANCED, Latency.PATIENT)
CAPS = ("call", "conversation", "day", "month")
"""The names of the cost caps, from narrow to wide."""

_PRIVACY = {
    Privacy.LOCAL_ONLY: "I have confidential data on this computer, so use local tools only",
    Privacy.CAREFUL: (
        "I have confidential data on this computer, so avoid web tools and expert models as much as possible "
        "and never put private data into their calls"
    ),
    Privacy.RELAXED: "I do not mind web tools and expert models where they give a better answer",
}
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_MOST_NAMES = 4
_LATENCY = {
    Latency.PATIENT: "I can wait for a thorough answer",
    Latency.FAST: "I would like the answer as quickly as possible",
}


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a latency stop allows: seconds of one leaving call and of a turn, and tokens of thought.

    `thinking_tokens` is 0 where there is no bound.
    """

    step_s: float
    turn_s: float
    thinking_tokens: int


BOUNDS: Mapping[Latency, Bounds] = {
    Latency.PATIENT: Bounds(step_s=600.0, turn_s=3600.0, thinking_tokens=0),
    Latency.BALANCED: Bounds(step_s=60.0, turn_s=600.0, thinking_tokens=2048),
    Latency.FAST: Bounds(step_s=10.0, turn_s=60.0, thinking_tokens=256),
}


def is_blocked(tool: str, preferences: Preferences) -> bool:
    """True where the tool is switched off; capitals make no difference."""
    return tool.casefold() in map(str.casefold, preferences.blocked)


def no_milder(one: Preferences, other: Preferences) -> bool:
    """True where `one` is at least as strict as `other` in everything that the gate's rules read."""
    privacy, latency = PRIVACY_FROM_STRICT.index, LATENCY_FROM_STRICT.index
    return (
        privacy(one.privacy) <= privacy(other.privacy)
        and latency(one.latency) <= latency(other.latency)
        and (one.offline or not other.offline)
        and set(one.blocked) >= set(other.blocked)
        and lower_caps(one.caps, other.caps) == one.caps
    )


def tighten(one: Preferences, other: Preferences) -> Preferences:
    """The stricter of each part; the text is `one`'s, or `other`'s where that is empty."""
    return Preferences(
        privacy=min(one.privacy, other.privacy, key=PRIVACY_FROM_STRICT.index),
        latency=min(one.latency, other.latency, key=LATENCY_FROM_STRICT.index),
        caps=lower_caps(one.caps, other.caps),
        offline=one.offline or other.offline,
        text=one.text or other.text,
        blocked=tuple(dict.fromkeys((*one.blocked, *other.blocked))),
    )


def within(preferences: Preferences, locks: Locks) -> Preferences:
    """The preferences, tightened to what an organisation has settled."""
    return tighten(
        preferences,
        Preferences(
            privacy=locks.privacy or PRIVACY_FROM_STRICT[-1],
            latency=locks.latency or LATENCY_FROM_STRICT[-1],
            caps=locks.caps or preferences.caps,
            offline=locks.offline,
            blocked=locks.blocked,
        ),
    )


def lower_caps(one: Caps, other: Caps) -> Caps:
    """The lower of each cap."""
    return Caps(*(Money(min(getattr(one, cap), getattr(other, cap))) for cap in CAPS))


def free_only(caps: Caps) -> bool:
    """True where any cap is zero: then nothing that costs can fit."""
    return min(caps.call, caps.conversation, caps.day, caps.month) <= 0


def preference_sentence(preferences: Preferences) -> str:
    """The sentence that is added to the request; the user's own words follow it as they are.

    A dial in its middle position says nothing: small models take every further word for the request. Blocked
    tools are named only where nothing broader is said, a few at most, and only by a name that is one word.
    """
    privacy = _PRIVACY.get(preferences.privacy, "")
    if preferences.offline:
        privacy = "I am offline, so use local tools only"
    local = preferences.offline or preferences.privacy is Privacy.LOCAL_ONLY
    names = [name for name in preferences.blocked if _NAME.fullmatch(name) and not local]
    blocked = f"do not use {' or '.join(names[:_MOST_NAMES])}" if names else ""
    money = "do not spend any money" if free_only(preferences.caps) else ""
    clauses = "; ".join(filter(None, (privacy, blocked, _LATENCY.get(preferences.latency, ""), money)))
    sentence = f"{clauses[0].upper()}{clauses[1:]}." if clauses else ""
    return " ".join(filter(None, (sentence, preferences.text)))
