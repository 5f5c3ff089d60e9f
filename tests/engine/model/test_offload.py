"""What is planned for the graphics card fits it, grows with it, and gives way in the end."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.fit import DEFAULT_CONTEXT
from engine.model.gguf import GgufFacts
from engine.model.offload import GPU_CONTEXT, SPARE_BYTES, GpuMemory, Plan, fits, needed, plan, smaller
from engine.model.port import ModelOptions

GIB = 1024**3
AUTO = ModelOptions()


def facts(
    layers: int = 36,
    layer_bytes: int = 128_000_000,
    rest_bytes: int = 870_000_000,
    cache: int = 147_456,
    context: int = 40_960,
) -> GgufFacts:
    """A model; by default about Orchestrator-8B at Q4_K_M."""
    size = layers * layer_bytes + rest_bytes
    return GgufFacts("qwen3", "m", "Q4_K_M", context, layers, cache, "", size, layer_bytes, rest_bytes)


def card(free: float, count: int = 1) -> list[GpuMemory]:
    """Cards with `free` GiB each."""
    return [GpuMemory("card", int(free * GIB), int(free * GIB)) for _ in range(count)]


models = st.builds(
    facts,
    layers=st.integers(0, 100),
    layer_bytes=st.integers(0, 2 * GIB),
    rest_bytes=st.integers(0, 4 * GIB),
    cache=st.integers(0, 1024 * 1024),
    context=st.integers(0, 262_144),
)
cards = st.lists(
    st.builds(GpuMemory, st.just("card"), st.integers(0, 96 * GIB), st.just(96 * GIB)), max_size=3
)
cache_types = st.sampled_from(["auto", "f16", "q8_0"])
options = st.builds(ModelOptions, st.integers(-1, 120), st.integers(0, 262_144), cache_types)
left_alone = st.builds(ModelOptions, st.just(-1), st.integers(0, 262_144), cache_types)
memories = st.integers(0, 128 * GIB)


@given(models, left_alone, cards, memories)
def test_never_more_is_planned_than_is_free_and_something_is_spared(
    model: GgufFacts, wish: ModelOptions, gpus: list[GpuMemory], free: int
) -> None:
    found = plan(model, wish, gpus, free)
    if found.gpu_layers:
        assert needed(model, found) + SPARE_BYTES * len(gpus) <= sum(gpu.free for gpu in gpus)
        assert all(gpu.free >= SPARE_BYTES for gpu in gpus)
        cache = model.cache_bytes_per_token * found.context * found.layers // model.layers
        assert needed(model, found) >= min(found.layers * model.layer_bytes, model.size) + cache // 2


@given(models, options, cards, memories)
def test_a_plan_stays_within_what_the_model_has(
    model: GgufFacts, wish: ModelOptions, gpus: list[GpuMemory], free: int
) -> None:
    found = plan(model, wish, gpus, free)
    assert 0 <= found.gpu_layers <= model.layers + 1
    assert found.gpu_layers != 1
    assert 1 <= found.context <= max(model.context, 1) or not model.context
    if not gpus:
        assert found.gpu_layers == 0
    if wish.cache_type != "auto":
        assert found.cache_type == wish.cache_type


@given(models, left_alone, st.integers(0, 96 * GIB), st.integers(0, 8 * GIB), memories)
def test_more_memory_never_makes_a_smaller_plan(
    model: GgufFacts, wish: ModelOptions, free: int, more: int, memory: int
) -> None:
    before = plan(model, wish, [GpuMemory("card", free, 96 * GIB)], memory)
    after = plan(model, wish, [GpuMemory("card", free + more, 96 * GIB)], memory)
    assert after.gpu_layers >= before.gpu_layers
    if after.gpu_layers == before.gpu_layers:
        assert after.context >= before.context


@given(models, options, cards, memories)
def test_giving_way_always_ends_at_the_processor_and_each_step_takes_less(
    model: GgufFacts, wish: ModelOptions, gpus: list[GpuMemory], free: int
) -> None:
    step: Plan | None = plan(model, wish, gpus, free)
    steps: list[Plan] = []
    while step is not None:
        steps.append(step)
        assert len(steps) < 20
        step = smaller(step, model)
    assert steps[-1].gpu_layers == 0
    for before, after in pairwise(steps):
        assert (after.gpu_layers, after.context) < (before.gpu_layers, before.context)
        assert needed(model, after) <= needed(model, before)
        assert after.note


def test_a_large_card_takes_all_with_a_long_context() -> None:
    found = plan(facts(), AUTO, card(24), 16 * GIB)
    assert found == Plan(37, GPU_CONTEXT, "f16")
    assert found.layers == 36


def test_where_the_cache_is_too_large_it_is_kept_in_eight_bits() -> None:
    assert plan(facts(), AUTO, card(9.5), 16 * GIB) == Plan(37, GPU_CONTEXT, "q8_0")


def test_then_the_context_gives_way_and_it_is_said() -> None:
    found = plan(facts(), AUTO, card(8), 16 * GIB)
    assert (found.gpu_layers, found.cache_type) == (37, "q8_0")
    assert DEFAULT_CONTEXT <= found.context < GPU_CONTEXT
    assert found.note == (
        f"{found.context:,} of 32,768 tokens of context fit the 8.6 GB that are free on the graphics card."
    )


def test_then_layers_stay_on_the_processor_and_it_is_said() -> None:
    found = plan(facts(), AUTO, card(4), 16 * GIB)
    assert (found.context, found.cache_type) == (DEFAULT_CONTEXT, "q8_0")
    assert 10 < found.layers < 36
    assert found.note == (
        f"{found.layers} of 36 layers fit the 4.3 GB that are free on the graphics card; "
        "the rest runs on the processor."
    )


def test_a_card_that_holds_no_layer_is_left_alone_and_it_is_said() -> None:
    found = plan(facts(), AUTO, card(1), 16 * GIB)
    assert found.gpu_layers == 0
    assert "No layer of the model fits the 1.1 GB" in found.note


def test_without_a_card_the_processor_gets_the_usual_context() -> None:
    assert plan(facts(), AUTO, [], 16 * GIB) == Plan(0, DEFAULT_CONTEXT, "f16")
    small = plan(facts(), AUTO, [], 2 * GIB)
    assert small.context < DEFAULT_CONTEXT
    assert (
        small.note
        == f"The free memory holds {small.context:,} tokens of context, of the 8,192 that are wished for."
    )
    assert plan(facts(), AUTO, [], 0).context == DEFAULT_CONTEXT


def test_layers_that_were_chosen_by_hand_are_kept_even_where_they_do_not_seem_to_fit() -> None:
    found = plan(facts(), ModelOptions(gpu_layers=99), card(4), 16 * GIB)
    assert found.gpu_layers == 37
    assert found.note.startswith("What is chosen needs about 6.")
    assert plan(facts(), ModelOptions(gpu_layers=12), card(24), 16 * GIB).layers == 12
    assert plan(facts(), ModelOptions(gpu_layers=0), card(24), 16 * GIB) == Plan(0, DEFAULT_CONTEXT, "f16")


def test_layers_that_were_chosen_without_a_card_are_not_possible_and_it_is_said() -> None:
    found = plan(facts(), ModelOptions(gpu_layers=36), [], 16 * GIB)
    assert found.gpu_layers == 0
    assert found.note.startswith("No graphics card was found")


def test_a_context_that_was_chosen_by_hand_costs_layers_and_not_tokens() -> None:
    found = plan(facts(), ModelOptions(context=40_000), card(6), 32 * GIB)
    assert found.context == 40_000
    assert 0 < found.layers < 36


def test_a_context_that_was_chosen_by_hand_may_take_what_the_weights_leave() -> None:
    assert plan(facts(), ModelOptions(context=32_768), [], 16 * GIB).context == 32_768
    bounded = plan(facts(), ModelOptions(context=32_768), [], 8 * GIB)
    assert DEFAULT_CONTEXT < bounded.context < 32_768
    assert bounded.note.startswith("The free memory holds")


def test_two_cards_share_the_model_in_proportion_to_their_memory() -> None:
    assert plan(facts(), AUTO, card(8, count=2), 16 * GIB).gpu_layers == 37
    unequal = [*card(6), *card(1.5)]
    found = plan(facts(), AUTO, unequal, 16 * GIB)
    assert fits(facts(), found, unequal) or not found.gpu_layers


@pytest.mark.parametrize("layers", [36, 28])
def test_giving_way_goes_by_layers_then_context_then_the_processor(layers: int) -> None:
    model = facts(layers)
    steps = [Plan(layers + 1, GPU_CONTEXT, "f16")]
    while (step := smaller(steps[-1], model)) is not None:
        steps.append(step)
    counts = [step.gpu_layers for step in steps]
    assert counts[1] == (layers + 1) * 3 // 4
    assert [step.context for step in steps][-3:] == [16_384, 8_192, 8_192]
    assert counts == sorted(counts, reverse=True)
    assert steps[-1].note == "The graphics card had no room for the model; the processor does all the work."
    assert f"of {layers} layers run on it" in steps[1].note
