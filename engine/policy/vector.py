"""The preference vector of ToolOrchestra, and the reward that it weighs.

What is measured of one run is M = [calls of each tool, outcome, -cost, -latency]; the preference vector P has
the same length, each part from 0 to 1. P cannot be negative: it says what is favoured, never what is
forbidden, which is the gate's part. It is made of the same dials and the same sentence as the gate's rules:

- local tools weigh more, and leaving tools less, the stricter privacy is; its middle favours neither;
- a tool that is blocked, or that must leave while nothing may, weighs 0, and so does one that the sentence
  asks to avoid; an expert weighs 1 where the sentence asks for the strongest model;
- cost weighs 1/2 at the default caps, more with each cap that is lowered, 1 where only free tools may
  be used;
- latency weighs 0, 1/2 or 1, from patient to fast; the outcome always weighs 1.

No stricter dial lowers the weight of cost, latency or a local tool, or raises that of a leaving one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.contracts import Caps, Latency, Money, Preferences, Privacy, ToolSpec
from engine.policy import wishes
from engine.policy.preferences import CAPS, free_only, is_blocked

OUTCOME, COST, LATENCY = "outcome", "cost", "latency"

_LOCAL = {Privacy.LOCAL_ONLY: 1.0, Privacy.CAREFUL: 0.5, Privacy.ASK: 0.0, Privacy.RELAXED: 0.0}
_LEAVING = {Privacy.LOCAL_ONLY: 0.0, Privacy.CAREFUL: 0.0, Privacy.ASK: 0.0, Privacy.RELAXED: 0.5}
_PACE = {Latency.PATIENT: 0.0, Latency.BALANCED: 0.5, Latency.FAST: 1.0}
_USUAL = Caps()


@dataclass(frozen=True, slots=True)
class PreferenceVector:
    """The weight of each part: the tools by name, then outcome, cost and latency."""

    names: tuple[str, ...]
    weights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one run took. `calls` counts the calls of each tool; cost is in micro-dollars."""

    calls: Mapping[str, int]
    solved: bool
    cost: Money
    latency_s: float


def preference_vector(preferences: Preferences, tools: Sequence[ToolSpec]) -> PreferenceVector:
    """P for these tools, in their order, from the dials and the sentence of free text."""
    specs = {spec.name: spec for spec in tools}
    proposed = wishes.read(preferences.text, preferences, specs).proposals
    narrowed = wishes.apply(preferences, [each for each in proposed if not each.widens])
    favoured = wishes.favoured(preferences.text, specs)
    weights = (_weight(spec, narrowed, spec.name in favoured) for spec in tools)
    cost = 1.0 if free_only(narrowed.caps) else max(_thrift(narrowed.caps, cap) for cap in CAPS)
    return PreferenceVector(
        (*(spec.name for spec in tools), OUTCOME, COST, LATENCY),
        (*weights, 1.0, cost, _PACE[narrowed.latency]),
    )


def rewards(vector: PreferenceVector, batch: Sequence[Measurement]) -> tuple[float, ...]:
    """The reward of each run: its measurements, min-max normalised over the batch, times P; 0 if unsolved.

    A part in which all runs are alike tells none from another, and counts as 0.
    """
    rows = [_measured(vector, run) for run in batch]
    spans = [(min(column), max(column)) for column in zip(*rows, strict=True)]
    return tuple(
        sum(
            weight * (value - least) / (most - least)
            for weight, value, (least, most) in zip(vector.weights, row, spans, strict=True)
            if most > least
        )
        if run.solved
        else 0.0
        for row, run in zip(rows, batch, strict=True)
    )


def _weight(spec: ToolSpec, preferences: Preferences, favoured: bool) -> float:
    privacy = Privacy.LOCAL_ONLY if preferences.offline else preferences.privacy
    stays = privacy is Privacy.LOCAL_ONLY and spec.reach.leaves
    if is_blocked(spec.name, preferences) or stays:
        return 0.0
    return 1.0 if favoured else (_LEAVING if spec.reach.leaves else _LOCAL)[privacy]


def _thrift(caps: Caps, cap: str) -> float:
    usual: Money = getattr(_USUAL, cap)
    allowed: Money = getattr(caps, cap)
    return usual / (usual + allowed)


def _measured(vector: PreferenceVector, run: Measurement) -> tuple[float, ...]:
    tools = vector.names[: -len((OUTCOME, COST, LATENCY))]
    calls = (float(run.calls.get(name, 0)) for name in tools)
    return (*calls, float(run.solved), -float(run.cost), -run.latency_s)
