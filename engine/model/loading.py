"""Brings a model file into memory: as much of it on the graphics card as fits, with less where that fails."""

from __future__ import annotations

import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec

from engine.errors import UserError
from engine.model import llama, offload, protocol
from engine.model.checked import remembered
from engine.model.fit import free_memory
from engine.model.generation import READ_CHUNK, SMALLEST_CHUNK, log
from engine.model.gguf import GgufFacts, read_facts
from engine.model.offload import Plan
from engine.model.port import ModelOptions
from engine.model.protocol import WORKER, Start
from engine.model.repacking import Repacking, Speed
from engine.model.states import SavedStates, fingerprint

LARGE_MODEL = 2_000_000_000
"""Bytes from which on a whole chunk takes a processor so long that progress would not show."""
_PROBE_PROMPT = 128
_PROBE_ANSWER = 8
_PROBE_S = 60.0


class Loaded:
    """A model in memory with the plan that it was loaded by."""

    def __init__(self, model: llama.LoadedModel, plan: Plan, states: SavedStates, chunk: int) -> None:
        self.model = model
        self.plan = plan
        self.states = states
        self.chunk = chunk


def load(
    path: Path, facts: GgufFacts, start: Start, on_progress: Callable[[float], None], stop: threading.Event
) -> Loaded:
    """Load `path` by plan, and by smaller plans where memory turns out to be short. Raises UserError."""
    cards = llama.gpus()
    first = offload.plan(facts, start.options, cards, free_memory())
    for _ in range(start.retreat):
        first = offload.smaller(first, facts) or first
    plan: Plan | None = first
    identity = fingerprint(path)
    cache = Path(start.cache) if start.cache else None
    problem = UserError(f"{path.name} could not be loaded.", "Choose a smaller model.")
    while plan is not None:
        try:
            repack = _repack(path, identity, facts, plan, cache)
            model = llama.LoadedModel(path, plan, repack, on_progress, stop)
        except UserError as error:
            log(f"Loading with {plan} failed.")
            problem, plan = error, offload.smaller(plan, facts)
        else:
            file = f"{remembered(path)} {identity}"
            binding = f"{file} {llama.build()} {plan.context} {plan.cache_type} {plan.gpu_layers}"
            chunk = SMALLEST_CHUNK * 2 if facts.size > LARGE_MODEL and not plan.gpu_layers else READ_CHUNK
            states = SavedStates(cache / "states" if cache else None, f"{binding} {repack}")
            return Loaded(model, plan, states, chunk)
    raise problem


def _repack(path: Path, identity: str, facts: GgufFacts, plan: Plan, cache: Path | None) -> bool:
    """Whether the weights are to be rearranged: never for a graphics card, nor where memory is short."""
    if plan.gpu_layers or cache is None or facts.size * 2.5 > free_memory():
        return False

    def attempt(repack: bool) -> Speed | None:
        start = protocol.Start(str(path), ModelOptions(0, _PROBE_PROMPT * 2))
        return _in_a_process_of_its_own(start, repack)

    return Repacking(cache / "repacking.json").choose(identity, llama.build(), attempt)


def _in_a_process_of_its_own(start: protocol.Start, repack: bool) -> Speed | None:
    """What `measure` finds, or None where it crashed or took too long."""
    command = [*WORKER, "--measure", msgspec.json.encode(start).decode(), str(int(repack))]
    try:
        ended = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=_PROBE_S, check=True
        )
        return msgspec.json.decode(ended.stdout, type=Speed)
    except (OSError, subprocess.SubprocessError, msgspec.DecodeError) as error:
        log(f"Measuring {'rearranged' if repack else 'plain'} weights failed: {error}.")
        return None


def measure(start: protocol.Start, repack: bool) -> Speed:
    """How fast the processor reads and writes with this model. Raises UserError."""
    path = Path(start.path)
    facts = read_facts(path)
    plan = offload.plan(facts, start.options, (), free_memory())
    model = llama.LoadedModel(path, plan, repack, lambda _: None, threading.Event())
    prompt = _PROBE_PROMPT if facts.size < LARGE_MODEL else _PROBE_PROMPT // 4
    tokens = [number % 1000 for number in range(100, 100 + prompt)]
    model.decode(tokens[:8])
    began = time.monotonic()
    model.decode(tokens)
    read = time.monotonic()
    for token in tokens[:_PROBE_ANSWER]:
        model.decode([token])
    return Speed(prompt / (read - began), _PROBE_ANSWER / (time.monotonic() - read))
