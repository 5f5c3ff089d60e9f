"""The dials: which of their positions is stricter, and how they are put to the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.contracts import Caps, Latency, Preferences, Privacy

PRIVACY_FROM_STRICT = (Privacy.LOCAL_ONLY, Privacy.CAREFUL, Privacy.ASK, Privacy.RELAXED)

_PRIVACY = {
    Privacy.LOCAL_ONLY: "I have confidential data on this computer, so use local tools only",
    Privacy.CAREFUL: (
        "I have confidential data on this computer, so avoid web tools and expert models as much as possible "
        "and never put private data into their calls"
    ),
    Privacy.RELAXED: "I do not mind web tools and expert models where they give a better answer",
}
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


def no_milder(one: Preferences, other: Preferences) -> bool:
    """True where `one` is at least as strict as `other` in every dial that the gate's rules read."""
    rank = PRIVACY_FROM_STRICT.index
    return (
        rank(one.privacy) <= rank(other.privacy)
        and (one.offline or not other.offline)
        and one.caps.call <= other.caps.call
        and one.caps.conversation <= other.caps.conversation
        and one.caps.day <= other.caps.day
        and one.caps.month <= other.caps.month
    )


def free_only(caps: Caps) -> bool:
    """True where any cap is zero: then nothing that costs can fit."""
    return min(caps.call, caps.conversation, caps.day, caps.month) <= 0


def preference_sentence(preferences: Preferences) -> str:
    """The sentence that is added to the request; the user's own words follow it as they are.

    A dial in its middle position says nothing: small models take every further word for the request.
    """
    privacy = _PRIVACY.get(preferences.privacy, "")
    if preferences.offline:
        privacy = "I am offline, so use local tools only"
    money = "do not spend any money" if free_only(preferences.caps) else ""
    clauses = "; ".join(filter(None, (privacy, _LATENCY.get(preferences.latency, ""), money)))
    sentence = f"{clauses[0].upper()}{clauses[1:]}." if clauses else ""
    return " ".join(filter(None, (sentence, preferences.text)))
