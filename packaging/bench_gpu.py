"""Measures the model process on a graphics card beside llama-bench and prints a table for docs/benchmarks.md.

    python packaging/bench_gpu.py MODEL.gguf --llama-bench PATH --layers 36 --layers 18

Each line is one share of the layers on the card. Ours and llama-bench take turns; a figure is the median of
the rounds. Prefill is 512 tokens read anew, decode the tokens after the first, both as the receiver saw them
and with one context of 8,192 tokens; the first token's time is that of the prefill's request.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from engine.errors import UserError
from engine.model.fit import thread_count
from engine.model.generation import READ_CHUNK
from engine.model.gguf import read_facts
from engine.model.host import ModelProcess
from engine.model.port import Finished, ModelOptions, Prompt, Reading, Text

PATIENCE = {"GOMP_SPINCOUNT": "1000"}
"""What the model process's environment holds beside the inherited one, so that both wait alike."""
CONTEXT = 8192
READ = 512
SENTENCE = "The mute sits on the bridge and takes some of the strings' sound away. "


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer; seconds from the call on. `read` are those of the `total` tokens that were read anew."""

    total: int
    read: int
    tokens: int
    read_s: float
    first_s: float
    whole_s: float

    @property
    def prefill(self) -> float:
        """Tokens read in a second."""
        return self.read / self.read_s

    @property
    def decode(self) -> float:
        """Tokens written in a second; the first came with the prompt."""
        return (self.tokens - 1) / (self.whole_s - self.read_s)


@dataclass(slots=True)
class Figures:
    """What was measured with one share of the layers."""

    device: str = ""
    prefill: list[float] = field(default_factory=list)
    bench_prefill: list[float] = field(default_factory=list)
    decode: list[float] = field(default_factory=list)
    bench_decode: list[float] = field(default_factory=list)
    first_s: list[float] = field(default_factory=list)
    load_s: float = 0.0
    card_bytes: int = 0


def ask(process: ModelProcess, text: str, most: int) -> Answer:
    """Write up to `most` tokens after `text`, greedily."""
    prompt = Prompt(({"role": "user", "content": text},), max_tokens=most)
    total, read, read_s, first_s, tokens = 0, 0, 0.0, 0.0, 0
    begun = time.perf_counter()
    for event in process.stream(prompt, threading.Event()):
        now = time.perf_counter() - begun
        if isinstance(event, Reading):
            total, read, read_s = event.total, event.total - event.reused, now
        elif isinstance(event, Text):
            first_s = first_s or now
        elif isinstance(event, Finished):
            tokens = event.tokens
    return Answer(total, read, tokens, read_s, first_s, time.perf_counter() - begun)


def fill(process: ModelProcess) -> str:
    """Words with which a question has about READ tokens, and a little less. Raises UserError."""
    one, two = (ask(process, f"{number} {SENTENCE * number}", 1).total for number in (1, 2))
    return SENTENCE * ((READ - one) // (two - one) + 1)


def llama_bench(program: Path, model: Path, layers: int, *, prompt: int = 0, write: int = 0) -> float:
    """Tokens a second of one test of llama-bench with the same settings. Raises CalledProcessError."""
    command = [
        *(str(program), "-m", str(model), "-p", str(prompt), "-n", str(write), "-r", "1", "-o", "json"),
        *("-ngl", str(layers + 1 if layers else 0), "-t", str(thread_count()), "-fa", "auto"),
        *("-b", str(READ_CHUNK), "-ub", str(READ_CHUNK), "-d", str(0 if prompt else READ)),
        *("--repack", "0"),
    ]
    done = subprocess.run(
        command,
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**PATIENCE, **os.environ},
    )
    (test,) = json.loads(done.stdout)
    return float(test["avg_ts"])


def card(query: str) -> str:
    """What nvidia-smi says of the first card, empty where there is none."""
    if shutil.which("nvidia-smi") is None:
        return ""
    command = ["nvidia-smi", f"--query-gpu={query}", "--format=csv,noheader,nounits", "--id=0"]
    done = subprocess.run(command, check=False, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    return done.stdout.strip() if done.returncode == 0 else ""


def card_bytes() -> int:
    """Bytes in use on the first card; 0 without one."""
    used = card("memory.used")
    return int(used) * 1024 * 1024 if used.isdigit() else 0


def measure(model: Path, program: Path, layers: int, rounds: int, most: int) -> Figures:
    """One line of the table. Raises UserError and CalledProcessError."""
    figures = Figures()
    before = card_bytes()
    process = ModelProcess(model, options=ModelOptions(gpu_layers=layers, context=CONTEXT))
    try:
        begun = time.perf_counter()
        figures.device = process.load(lambda _: None).device
        figures.load_s = time.perf_counter() - begun
        words = fill(process)
        for number in range(rounds):
            answer = ask(process, f"{number} {words}", most)
            figures.prefill.append(answer.prefill)
            figures.decode.append(answer.decode)
            figures.first_s.append(answer.first_s)
            if not number:
                figures.card_bytes = max(card_bytes() - before, 0)
            figures.bench_prefill.append(llama_bench(program, model, layers, prompt=answer.read))
            figures.bench_decode.append(llama_bench(program, model, layers, write=most - 1))
    finally:
        process.close()
    return figures


def ratio(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """The median of ours over theirs, round by round."""
    return f"{statistics.median(mine / other for mine, other in zip(ours, theirs, strict=True)):.2f}"


def table(model: Path, measured: Sequence[Figures], rounds: int) -> str:
    """The Markdown."""
    facts = read_facts(model)
    name = card("name,driver_version,memory.total") or "no graphics card"
    lines = [
        f"{facts.name} {facts.quantisation}, {facts.layers} layers, {facts.size:,} bytes; {name}; "
        f"{thread_count()} threads; median of {rounds} rounds.",
        "",
        "| computed by | prefill, tokens/s | llama-bench | ratio | decode, tokens/s | llama-bench | ratio "
        "| first token, s | memory of the card | loaded in, s |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for one in measured:
        cells = [
            one.device,
            f"{statistics.median(one.prefill):,.1f}",
            f"{statistics.median(one.bench_prefill):,.1f}",
            ratio(one.prefill, one.bench_prefill),
            f"{statistics.median(one.decode):,.1f}",
            f"{statistics.median(one.bench_decode):,.1f}",
            ratio(one.decode, one.bench_decode),
            f"{statistics.median(one.first_s):.3f}",
            f"{one.card_bytes / 1e9:.2f} GB",
            f"{one.load_s:.1f}",
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def main(arguments: list[str]) -> int:
    """Print the table; the exit status."""
    parser = argparse.ArgumentParser(description="Measure the model process on a graphics card.")
    parser.add_argument("model", type=Path)
    parser.add_argument("--llama-bench", type=Path, required=True)
    parser.add_argument("--layers", type=int, action="append", required=True, help="may be repeated")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--tokens", type=int, default=128, help="how many to write in a round")
    asked = parser.parse_args(arguments)
    measured: list[Figures] = []
    try:
        for layers in asked.layers:
            measured.append(
                measure(asked.model, asked.llama_bench, layers, asked.rounds, max(asked.tokens, 2))
            )
    except UserError as error:
        print(f"{error.problem} {error.way_out}", file=sys.stderr)
        return 1
    except (OSError, subprocess.CalledProcessError) as error:
        print(f"llama-bench could not be run: {error}.", file=sys.stderr)
        return 1
    finally:
        if measured:
            print(table(asked.model, measured, asked.rounds))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
