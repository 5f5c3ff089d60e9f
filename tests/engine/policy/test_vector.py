"""The preference vector: monotone in the dials, led by the sentence, and the reward that it weighs."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given

from engine.contracts import Caps, Latency, Money, Preferences, Privacy, Reach, ToolSpec
from engine.policy.preferences import tighten
from engine.policy.vector import Measurement, PreferenceVector, preference_vector, rewards
from tests.engine.policy.test_preferences import ANY_PREFERENCES

TOOLS = (
    ToolSpec("calculator", "", {}),
    ToolSpec("web_search", "", {}, Reach.NETWORK),
    ToolSpec("ask_expert", "", {}, Reach.EXPERT),
)


def weights(preferences: Preferences) -> dict[str, float]:
    vector = preference_vector(preferences, TOOLS)
    return dict(zip(vector.names, vector.weights, strict=True))


def test_the_vector_has_a_part_for_each_tool_and_three_more() -> None:
    vector = preference_vector(Preferences(), TOOLS)
    assert vector.names == ("calculator", "web_search", "ask_expert", "outcome", "cost", "latency")
    assert vector.weights == (0.0, 0.0, 0.0, 1.0, 0.5, 0.5)


@pytest.mark.parametrize(
    ("preferences", "changed"),
    [
        (Preferences(Privacy.LOCAL_ONLY), {"calculator": 1.0}),
        (Preferences(Privacy.CAREFUL), {"calculator": 0.5}),
        (Preferences(Privacy.RELAXED), {"web_search": 0.5, "ask_expert": 0.5}),
        (Preferences(Privacy.RELAXED, offline=True), {"calculator": 1.0}),
        (Preferences(Privacy.RELAXED, blocked=("web_search",)), {"ask_expert": 0.5}),
        (Preferences(Privacy.LOCAL_ONLY, blocked=("calculator",)), {}),
        (Preferences(latency=Latency.FAST), {"latency": 1.0}),
        (Preferences(latency=Latency.PATIENT), {"latency": 0.0}),
        (Preferences(caps=Caps(call=Money(0))), {"cost": 1.0}),
        (Preferences(caps=Caps(day=Money(500_000))), {"cost": 0.8}),
        (Preferences(text="use the strongest model for maths"), {"ask_expert": 1.0}),
        (Preferences(text="use the strongest model", blocked=("ask_expert",)), {}),
        (Preferences(Privacy.RELAXED, text="avoid web search"), {"ask_expert": 0.5}),
        (Preferences(text="用最强的模型，省钱"), {"ask_expert": 1.0, "cost": 0.8}),
        (Preferences(text="be quick"), {"latency": 1.0}),
        (Preferences(text="take your time"), {}),
        (Preferences(text="use the strongest model. Keep everything on this computer."), {"calculator": 1.0}),
    ],
)
def test_each_dial_and_each_wish_moves_its_own_weights(
    preferences: Preferences, changed: dict[str, float]
) -> None:
    assert weights(preferences) == weights(Preferences()) | changed


@given(ANY_PREFERENCES, ANY_PREFERENCES)
def test_no_stricter_dial_favours_what_leaves_or_what_costs(one: Preferences, other: Preferences) -> None:
    mild = replace(one, text="")
    strict = replace(tighten(mild, other), text="", blocked=mild.blocked)
    before, after = weights(mild), weights(strict)
    assert all(0.0 <= weight <= 1.0 for weight in after.values())
    assert after["web_search"] <= before["web_search"]
    assert after["ask_expert"] <= before["ask_expert"]
    assert after["calculator"] >= before["calculator"]
    assert after["cost"] >= before["cost"]
    assert after["latency"] >= before["latency"]
    assert weights(replace(strict, blocked=("web_search",)))["web_search"] == 0.0


def test_the_reward_is_the_normalised_measurement_times_the_vector() -> None:
    vector = PreferenceVector(("search", "outcome", "cost", "latency"), (1.0, 1.0, 0.5, 0.25))
    batch = [
        Measurement({"search": 4, "other": 9}, solved=True, cost=Money(0), latency_s=10.0),
        Measurement({"search": 2}, solved=True, cost=Money(50), latency_s=30.0),
        Measurement({}, solved=True, cost=Money(200), latency_s=20.0),
        Measurement({"search": 3}, solved=False, cost=Money(100), latency_s=15.0),
    ]
    assert rewards(vector, batch) == pytest.approx((2.75, 0.5 + 1 + 0.375, 1.125, 0.0))


def test_what_is_alike_in_all_runs_tells_none_from_another() -> None:
    vector = preference_vector(Preferences(), TOOLS)
    run = Measurement({"calculator": 1}, solved=True, cost=Money(5), latency_s=1.0)
    assert rewards(vector, [run]) == (0.0,)
    assert rewards(vector, [run, replace(run, latency_s=2.0)]) == (0.5, 0.0)
    assert rewards(vector, []) == ()
