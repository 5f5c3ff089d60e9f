"""How a model would run on this computer, in a sentence or two: what fits where, and how fast it is here.

A speed is only told where it was measured on this machine, of this model or of another one on the same kind
of device. Writing a token reads all weights once, so the speed is judged by the files' sizes.
"""

from __future__ import annotations

from dataclasses import dataclass

from engine.model import offload
from engine.model.catalog import CatalogModel
from engine.model.gguf import GgufFacts
from engine.model.hardware import BACKEND_NAMES, USABLE, Machine
from engine.model.measured import Measurement, Measurements
from engine.model.offload import Plan
from engine.model.port import ModelOptions

PROCESSOR = "CPU"


@dataclass(frozen=True, slots=True)
class Advice:
    """`sentence` is for the user; `tokens_per_second` was measured here with this very file, else 0."""

    sentence: str
    tokens_per_second: float = 0.0


def facts_of(known: CatalogModel) -> GgufFacts | None:
    """What the catalogue knows of a file that is not here; None where its size is not known.

    How large one layer is, is not known before the file is here; the output counts as one layer more.
    """
    if not known.size:
        return None
    layer = known.size // (known.layers + 1)
    return GgufFacts(
        architecture="",
        name=known.name,
        quantisation=known.quantisation,
        context=known.context,
        layers=known.layers,
        cache_bytes_per_token=known.cache_bytes_per_token,
        chat_template="",
        size=known.size,
        layer_bytes=layer,
        rest_bytes=known.size - known.layers * layer,
    )


def advise(
    facts: GgufFacts, file: str, machine: Machine, options: ModelOptions, measurements: Measurements
) -> Advice:
    """How the model `file` with these facts would run on `machine` when it is loaded with `options`."""
    gpus = [gpu.memory for gpu in machine.usable_gpus]
    plan = offload.plan(facts, options, gpus, machine.memory_free)
    fits, sentence = _fit(facts, plan, machine)
    kind = _device_kind(facts, plan, machine)
    own = measurements.of(file, facts.size, kind)
    if own is not None:
        speed = f"{_figure(own.decode)} tokens a second were measured here."
        return Advice(f"{sentence} {speed}", own.decode)
    other = measurements.like(kind, facts.size) if fits else None
    return Advice(f"{sentence} {_expected(facts, other)}" if other else sentence)


def room(size: int, arrived: int, disk_free: int) -> str:
    """A sentence where a download does not fit the disk, else nothing."""
    missing = size - arrived
    if disk_free < 0 or missing <= disk_free:
        return ""
    return f"The disk is too full for it: {_bytes(missing)} are missing, {_bytes(disk_free)} are free."


def memory_needed(facts: GgufFacts, plan: Plan) -> int:
    """Bytes of the machine's own memory for what does not lie on a card: weights, cache, and the buffers."""
    share = facts.layers - plan.layers
    weights = facts.size if not plan.layers else max(facts.rest_bytes, 0) + share * facts.layer_bytes
    cache = facts.cache_bytes_per_token * plan.context
    if facts.layers:
        cache = cache * share // facts.layers
    if plan.cache_type == "q8_0":
        cache = cache * 34 // 64
    return weights + cache + offload.COMPUTE_BYTES


def _fit(facts: GgufFacts, plan: Plan, machine: Machine) -> tuple[bool, str]:
    """Whether it fits at all, and the sentence that says where."""
    needed, total, free = memory_needed(facts, plan), machine.memory_total, machine.memory_free
    if total and needed > total:
        return (
            False,
            f"Too large: needs about {_bytes(needed)} of memory, and this computer has {_bytes(total)}.",
        )
    if plan.layers:
        gpus = machine.usable_gpus
        card = f"the {gpus[0].name}" if len(gpus) == 1 else f"{len(gpus)} graphics cards"
        card_free = _bytes(sum(gpu.free for gpu in gpus))
        words = f"{plan.layers} of {facts.layers} layers fit {card} ({card_free} free)"
        if plan.layers < facts.layers:
            return True, f"{words}; the rest runs on the processor."
        return True, f"{words}."
    if free and needed > free:
        sentence = (
            f"Tight: needs about {_bytes(needed)} of memory, of which {_bytes(free)} are free; "
            "close other programs first."
        )
    elif free:
        sentence = f"Runs on the processor: needs about {_bytes(needed)} of memory, {_bytes(free)} are free."
    else:
        sentence = f"Runs on the processor: needs about {_bytes(needed)} of memory."
    return True, " ".join(filter(None, (sentence, _unused(machine))))


def _unused(machine: Machine) -> str:
    """What is said of a card that this llama.cpp cannot use."""
    for gpu in machine.gpus:
        if not machine.backend_for(gpu):
            ways = " or ".join(BACKEND_NAMES[backend] for backend in USABLE[gpu.maker])
            return f"The {gpu.name} is not used: this llama.cpp was built without {ways}."
    return ""


def _device_kind(facts: GgufFacts, plan: Plan, machine: Machine) -> str:
    """The kind of device that would do all the work, as `measured.device_kind` has it; empty where two do."""
    if not plan.layers:
        return PROCESSOR
    if plan.layers < facts.layers:
        return ""
    backend = machine.backend_for(machine.usable_gpus[0])
    return BACKEND_NAMES[backend].upper()


def _expected(facts: GgufFacts, other: Measurement) -> str:
    """The speed by another model's on the same kind of device."""
    speed = other.decode * other.size / facts.size
    return (
        f"About {_figure(speed)} tokens a second are expected, judged by {other.name} with its "
        f"{_figure(other.decode)} measured here."
    )


def _figure(speed: float) -> str:
    return f"{speed:.0f}" if speed >= 9.5 else f"{speed:.1f}"


def _bytes(size: int) -> str:
    """`5.9 GB`, `17 GB`, `491 MB`."""
    if size < 999_500_000:
        return f"{size / 1e6:.0f} MB"
    return f"{size / 1e9:.1f} GB" if size < 99_500_000_000 else f"{size / 1e9:.0f} GB"
