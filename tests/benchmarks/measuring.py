"""What the benchmarks share: which models to measure, pairs of figures, and how a ratio is printed."""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from app.paths import Home
from engine.contracts import JsonObject
from engine.model import catalog, llama
from engine.model.host import ModelProcess
from engine.model.port import Finished, ModelInfo, Prompt, Reading, Text
from engine.model.repacking import Repacking, Speed
from engine.model.states import fingerprint

Aim = tuple[Literal["at least", "at most", "under"], float]


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line asked for. `quick` means fewer rounds, for a look rather than a figure."""

    models: tuple[Path, ...]
    quick: bool

    def rounds(self, usual: int) -> int:
        """How often to measure what is usually measured `usual` times."""
        return max(1, usual // 3) if self.quick else usual


def options(description: str) -> Options:
    """The options of this run: by default every starter model that is here. Exits where there is none."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--model", type=Path, action="append", help="measure this file (may be repeated)")
    parser.add_argument("--quick", action="store_true", help="fewer rounds")
    given = parser.parse_args()
    folder = Home.of("").models
    starters = [folder / known.file for known in catalog.models() if known.role == "starter"]
    models = tuple(given.model or sorted(path for path in starters if path.is_file()))
    if not models:
        sys.exit("There is no model to measure: run make starter.")
    return Options(models, given.quick)


@contextmanager
def running(path: Path, cache: Path) -> Iterator[tuple[ModelProcess, ModelInfo]]:
    """A loaded model process that keeps its states in `cache`."""
    process = ModelProcess(path, cache=cache)
    try:
        yield process, process.load(lambda _: None)
    finally:
        process.close()


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="sordino-bench-") as name:
        yield Path(name)


def repacks(path: Path, cache: Path) -> bool:
    """Whether a model process with this `cache` rearranges the weights; it must have loaded them before."""

    def unknown(_: bool) -> Speed:
        raise LookupError

    try:
        return Repacking(cache / "repacking.json").choose(fingerprint(path), llama.build(), unknown)
    except LookupError:
        return False


def heading(info: ModelInfo, repack: bool) -> str:
    """What is measured, in one line."""
    weights = "weights rearranged for this processor" if repack else "weights as they are in the file"
    return f"{info.name} {info.quantisation}, {info.device}, {weights}"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer as its receiver saw it; seconds from the call on."""

    text: str
    finished: Finished
    total: int
    reused: int
    read_s: float
    first_text_s: float
    whole_s: float

    @property
    def steps(self) -> int:
        """Tokens that were computed one by one: the first came with the prompt, an end token is one more."""
        return self.finished.tokens - (self.finished.reason == "length")


def ask(
    process: ModelProcess, messages: Sequence[JsonObject], most: int, tools: Sequence[JsonObject] = ()
) -> Answer:
    """Let the process write up to `most` tokens at temperature 0."""
    prompt = Prompt(tuple(messages), tuple(tools), max_tokens=most)
    pieces: list[str] = []
    read_s = first_s = 0.0
    reading, finished = Reading(0, 0, 0), None
    began = time.perf_counter()
    for event in process.stream(prompt, threading.Event()):
        now = time.perf_counter() - began
        if isinstance(event, Reading):
            reading, read_s = event, now
        elif isinstance(event, Text):
            pieces.append(event.text)
            first_s = first_s or now
        elif isinstance(event, Finished):
            finished = event
    assert finished is not None
    whole = time.perf_counter() - began
    return Answer("".join(pieces), finished, reading.total, reading.reused, read_s, first_s, whole)


def alternately(rounds: int, *measures: Callable[[int], float]) -> list[list[float]]:
    """Run the measures in turn, `rounds` times, each round in the opposite order of the one before.

    Each measure is told the round. What burdens the machine for longer than a round burdens all alike.
    """
    taken: list[list[float]] = [[] for _ in measures]
    for number in range(rounds):
        order = range(len(measures)) if number % 2 == 0 else reversed(range(len(measures)))
        for index in order:
            taken[index].append(measures[index](number))
    return taken


def spread(values: Sequence[float], form: str = ".2f") -> str:
    """The median, with the least and the greatest."""
    if len(values) == 1:
        return f"{values[0]:{form}}"
    return f"{statistics.median(values):{form}} ({min(values):{form}} to {max(values):{form}})"


def show(what: str, values: Sequence[float], unit: str = "", form: str = ".2f") -> None:
    """One line with a figure."""
    print(f"  {what:58} {spread(values, form)} {unit}".rstrip(), flush=True)


def judge(what: str, values: Sequence[float], aim: Aim, unit: str = "", form: str = ".2f") -> None:
    """One line with a figure and whether its median meets the aim."""
    kind, limit = aim
    middle = statistics.median(values)
    met = {"at least": middle >= limit, "at most": middle <= limit, "under": middle < limit}[kind]
    words = " ".join(part for part in (spread(values, form), unit) if part)
    print(f"  {what:58} {words}; aim {kind} {limit:g}: {'met' if met else 'MISSED'}", flush=True)


def best(what: str, ours: Sequence[float], theirs: Sequence[float]) -> None:
    """One line: the fastest of our rounds over their fastest, which other programs disturbed the least."""
    print(f"  {what:58} {max(ours) / max(theirs):.2f}", flush=True)


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> list[float]:
    """Ours over theirs, round by round."""
    return [mine / other for mine, other in zip(ours, theirs, strict=True)]
