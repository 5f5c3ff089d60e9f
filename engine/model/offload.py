"""How many layers, how much context and which cache fit the graphics card; what to try where they do not.

The estimate of what a loaded model takes on the card: its layers and everything outside layers (the output;
the embeddings stay on the processor, but how much of the rest they are the file's facts do not say), the
cache of these layers, and llama.cpp's compute buffer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from engine.model.fit import CACHE_SHARE, DEFAULT_CONTEXT, STEP, fitting_context
from engine.model.gguf import GgufFacts
from engine.model.port import ModelOptions

CacheType = Literal["f16", "q8_0"]

GPU_CONTEXT = 32_768
"""Tokens of context that are wished for where a graphics card holds them."""
COMPUTE_BYTES = 384 * 1024 * 1024
"""llama.cpp's compute buffer for 512 tokens at a time. Its log (llama-bench -v) says 300 to 302 MiB for
Qwen2.5-Coder-0.5B and 313 to 321 MiB for Orchestrator-8B's shape (packaging/shape_gguf.py), with the cache in
f16 and q8_0, at 8,192 tokens of context and at 32,768: nearly all of it are 512 rows of logits over 151,936
tokens in f32."""
MASK_BYTES = 512 * 4
"""The attention mask of 512 tokens, for each token of context, in f32."""
SPARE_BYTES = 512_000_000
SPARE_SHARE = 0.05
"""What stays free on each card: the driver, cuBLAS and the screen take theirs when the model computes."""


@dataclass(frozen=True, slots=True)
class GpuMemory:
    """A graphics card, and its bytes of memory."""

    name: str
    free: int
    total: int


@dataclass(frozen=True, slots=True)
class Plan:
    """How to load a model. `context` in tokens.

    `gpu_layers` is llama.cpp's `n_gpu_layers`, which counts the output as one more layer, the first to be
    offloaded: the model's 36 layers and the output are 37. `layers` is the count of the model's own. `note`
    is a sentence for the user where something did not fit as wished, else empty.
    """

    gpu_layers: int
    context: int
    cache_type: CacheType
    note: str = ""

    @property
    def layers(self) -> int:
        """How many of the model's own layers run on the graphics card: 36 for `36/36 layers`."""
        return max(self.gpu_layers - 1, 0)


def plan(facts: GgufFacts, options: ModelOptions, gpus: Sequence[GpuMemory], free_memory: int) -> Plan:
    """The best plan that fits the free memory of cards and machine (bytes, 0 where the system does not say).

    First everything on the card with the cache in f16, then in q8_0, then a smaller context, then fewer
    layers, then the processor alone. What `options` set by hand is kept, within what the model has; `note`
    says where it needs more than is free.
    """
    if not gpus or not facts.layers or not options.gpu_layers:
        return _on_processor(facts, options, gpus, free_memory)
    if options.gpu_layers > 0:
        return _by_hand(facts, options, gpus, free_memory)
    return (
        _whole(facts, options, gpus)
        or _partial(facts, options, gpus, free_memory)
        or _on_processor(facts, options, gpus, free_memory)
    )


def smaller(plan: Plan, facts: GgufFacts) -> Plan | None:
    """What to try after the memory for `plan` could not be had; None where nothing is left to try.

    Three quarters of the layers, again and again down to a quarter of the model's; then half the context,
    down to 8,192 tokens; then the processor alone.
    """
    if not plan.gpu_layers:
        return None
    fewer = plan.gpu_layers * 3 // 4
    if fewer > 1 and fewer * 4 > facts.layers:
        note = (
            f"The graphics card had no room for more: {fewer - 1} of {facts.layers} layers run on it, "
            "and the rest runs on the processor."
        )
        return replace(plan, gpu_layers=fewer, note=note)
    if plan.context > DEFAULT_CONTEXT:
        context = max(plan.context // 2, DEFAULT_CONTEXT)
        note = f"The graphics card had no room for more: the context is {context:,} tokens."
        return replace(plan, context=context, note=note)
    note = "The graphics card had no room for the model; the processor does all the work."
    return Plan(0, plan.context, "f16", note)


def needed(facts: GgufFacts, plan: Plan) -> int:
    """Bytes that `plan` takes on the graphics card, by the estimate; with several cards, on all but one
    another compute buffer and up to a layer come on top."""
    if not plan.gpu_layers:
        return 0
    weights = min(plan.layers * _layer_bytes(facts), max(facts.size - facts.rest_bytes, 0))
    cache = _cache_bytes(facts, plan.context, plan.cache_type) * plan.layers // max(facts.layers, 1)
    return weights + facts.rest_bytes + cache + _compute_bytes(plan.context)


def fits(facts: GgufFacts, plan: Plan, gpus: Sequence[GpuMemory]) -> bool:
    """True where the cards hold `plan` and keep something to spare.

    llama.cpp gives each card a part of the layers in proportion to its free memory, and each needs a compute
    buffer of its own.
    """
    free = sum(gpu.free for gpu in gpus)
    compute = _compute_bytes(plan.context)
    shared = needed(facts, plan) - compute
    slack = _layer_bytes(facts) if len(gpus) > 1 else 0
    return free > 0 and all(
        shared * gpu.free // free + slack + compute + spare(gpu) <= gpu.free for gpu in gpus
    )


def spare(gpu: GpuMemory) -> int:
    """Bytes that stay free on a card."""
    return max(int(gpu.free * SPARE_SHARE), SPARE_BYTES)


def _whole(facts: GgufFacts, options: ModelOptions, gpus: Sequence[GpuMemory]) -> Plan | None:
    """All layers on the card, with the largest context that fits beside them; None where none does."""
    wish = _bounded(options.context or GPU_CONTEXT, facts)
    for cache_type in _cache_types(options):
        found = Plan(facts.layers + 1, wish, cache_type)
        if fits(facts, found, gpus):
            return found
    if options.context:
        return None
    cache_type = _cache_types(options)[-1]
    least = min(wish, DEFAULT_CONTEXT)
    for context in range(wish // STEP * STEP, least - 1, -STEP):
        found = Plan(facts.layers + 1, context, cache_type, _shorter(context, wish, gpus))
        if fits(facts, found, gpus):
            return found
    return None


def _partial(
    facts: GgufFacts, options: ModelOptions, gpus: Sequence[GpuMemory], free_memory: int
) -> Plan | None:
    """As many layers as fit, the cache small; None where not one fits."""
    cache_type = _cache_types(options)[-1]
    for layers in range(facts.layers, 0, -1):
        context = _host_context(facts, options, layers, cache_type, free_memory)
        note = (
            f"{layers} of {facts.layers} layers fit the {_free(gpus)} that are free on the graphics card; "
            "the rest runs on the processor."
        )
        found = Plan(layers + 1, context, cache_type, note)
        if fits(facts, found, gpus):
            return found
    return None


def _by_hand(facts: GgufFacts, options: ModelOptions, gpus: Sequence[GpuMemory], free_memory: int) -> Plan:
    """As many layers as the user chose, whatever they need."""
    layers = min(options.gpu_layers, facts.layers)
    if layers == facts.layers and (found := _whole(facts, options, gpus)):
        return found
    found = Plan(0, 0, "f16")
    for cache_type in _cache_types(options):
        context = _host_context(facts, options, layers, cache_type, free_memory)
        found = Plan(layers + 1, context, cache_type)
        if fits(facts, found, gpus):
            return found
    note = (
        f"What is chosen needs about {needed(facts, found) / 1e9:.1f} GB of the graphics card, "
        f"and {_free(gpus)} are free."
    )
    return replace(found, note=note)


def _on_processor(
    facts: GgufFacts, options: ModelOptions, gpus: Sequence[GpuMemory], free_memory: int
) -> Plan:
    """Nothing on the card."""
    cache_type: CacheType = "q8_0" if options.cache_type == "q8_0" else "f16"
    context = _host_context(facts, options, 0, cache_type, free_memory)
    note = ""
    if options.gpu_layers > 0 and facts.layers:
        note = "No graphics card was found that this build can use; the processor does all the work."
    elif gpus and options.gpu_layers and facts.layers:
        note = (
            f"No layer of the model fits the {_free(gpus)} that are free on the graphics card; "
            "the processor does all the work."
        )
    elif context < (wish := _bounded(options.context or DEFAULT_CONTEXT, facts)):
        note = f"The free memory holds {context:,} tokens of context, of the {wish:,} that are wished for."
    return Plan(0, context, cache_type, note)


def _host_context(
    facts: GgufFacts, options: ModelOptions, layers: int, cache_type: CacheType, free_memory: int
) -> int:
    """The context, where the cache of all but `layers` layers lies in the machine's memory.

    Left to itself the cache takes a quarter of what is free; where the user set the context, it may take all
    that the weights leave.
    """
    wish = _bounded(options.context or DEFAULT_CONTEXT, facts)
    cache = _cache_bytes(facts, 1, cache_type) * (facts.layers - layers) // max(facts.layers, 1)
    if not facts.layers:
        cache = _cache_bytes(facts, 1, cache_type)
    if options.context:
        free_memory = max(free_memory, int((free_memory - facts.size - SPARE_BYTES) / CACHE_SHARE))
    return fitting_context(wish, facts.context, cache, free_memory)


def _cache_types(options: ModelOptions) -> tuple[CacheType, ...]:
    """The types of the cache that may be chosen, the most exact first."""
    return ("f16", "q8_0") if options.cache_type == "auto" else (options.cache_type,)


def _bounded(context: int, facts: GgufFacts) -> int:
    return min(context, facts.context) if facts.context else context


def _layer_bytes(facts: GgufFacts) -> int:
    """The largest layer; an average one where the tensors' names tell no layers apart."""
    average = -(-(facts.size - facts.rest_bytes) // facts.layers) if facts.layers else 0
    return facts.layer_bytes or max(average, 0)


def _cache_bytes(facts: GgufFacts, context: int, cache_type: CacheType) -> int:
    """The cache of all layers; q8_0 takes 34 bytes for 32 numbers, f16 64."""
    size = facts.cache_bytes_per_token * context
    return size * 34 // 64 if cache_type == "q8_0" else size


def _compute_bytes(context: int) -> int:
    return COMPUTE_BYTES + context * MASK_BYTES


def _shorter(context: int, wish: int, gpus: Sequence[GpuMemory]) -> str:
    if context >= wish:
        return ""
    return (
        f"{context:,} of {wish:,} tokens of context fit the {_free(gpus)} that are free on the graphics card."
    )


def _free(gpus: Sequence[GpuMemory]) -> str:
    return f"{sum(gpu.free for gpu in gpus) / 1e9:.1f} GB"
