"""Prints how fast the model process reads and writes beside llama-bench, and how soon it falls silent.

llama-bench is built from the same sources (packaging/llama_tools.sh) and gets the same threads, batch, flash
attention, arrangement of the weights and number of tokens in the context. Its runs and ours take turns.
"""

from __future__ import annotations

import threading
import time
from pathlib import Path
from string import ascii_letters

from engine.contracts import JsonObject
from engine.errors import Cancelled
from engine.model.host import ModelProcess
from engine.model.port import Prompt, Reading, Text
from tests.benchmarks.llama_tools import llama_bench, waiting
from tests.benchmarks.measuring import (
    Answer,
    Options,
    alternately,
    ask,
    best,
    heading,
    judge,
    options,
    ratios,
    repacks,
    running,
    scratch,
    show,
)

ROUNDS = 9
READ = 512
WRITE = 64
INSTRUCTIONS = {"role": "system", "content": "You are a helpful assistant."}
SENTENCE = "The mute sits on the bridge and takes some of the strings' sound away. "
WORD = " and"


def talk(number: int, words: str) -> list[JsonObject]:
    """A conversation of one message; the first letter sets it apart from those of the 51 other numbers."""
    return [dict(INSTRUCTIONS), {"role": "user", "content": f"{ascii_letters[number]} {words}"}]


def filled(process: ModelProcess, most: int) -> str:
    """Words with which a talk reads as many tokens anew as can be, but no more than `most`."""

    def length(words: str) -> int:
        return ask(process, talk(-1, words), 1).total - kept

    ask(process, talk(-2, SENTENCE), 1)
    kept = ask(process, talk(-3, SENTENCE), 1).reused
    words = SENTENCE
    each = length(words + SENTENCE) - length(words)
    words += SENTENCE * ((most - length(words)) // each)
    while length(words + WORD) <= most:
        words += WORD
    return words


def bench_reading(process: ModelProcess, path: Path, repack: bool, options: Options) -> None:
    words = filled(process, READ)
    count = [0]
    sizes: list[tuple[int, int]] = []

    def ours(_: int) -> float:
        count[0] += 1
        answer = ask(process, talk(count[0], words), 1)
        sizes.append((answer.total - answer.reused, answer.reused))
        return sizes[-1][0] / answer.read_s

    ours(-1)
    size, depth = sizes[-1]
    mine, theirs, patient = alternately(
        options.rounds(ROUNDS),
        ours,
        lambda _: llama_bench(path, prompt=size, depth=depth, repack=repack),
        lambda _: llama_bench(
            path, prompt=size, depth=depth, repack=repack, environment=waiting(process.pid)
        ),
    )
    assert set(sizes) == {(size, depth)}, "every round read the same number of tokens"
    show(f"prefill of {size} tokens behind {depth}", mine, "tokens/s", ".1f")
    show("  llama-bench, as it is", theirs, "tokens/s", ".1f")
    show("  llama-bench, waiting as the model process does", patient, "tokens/s", ".1f")
    best("prefill, best round / best round of llama-bench", mine, [*theirs, *patient])
    judge("prefill / llama-bench, waiting alike", ratios(mine, patient), ("at least", 0.97))
    judge("prefill / llama-bench, as it is", ratios(mine, theirs), ("at least", 0.97))


def writing_speed(answer: Answer) -> float:
    """Tokens a second, from the last token read to the end, as the receiver saw it."""
    return answer.steps / (answer.whole_s - answer.read_s)


def bench_writing(process: ModelProcess, path: Path, repack: bool, options: Options) -> None:
    question = talk(0, "Count from 1 to 200 in words, one number a line.")
    depth = ask(process, question, 1).total
    mine, theirs, patient = alternately(
        options.rounds(ROUNDS),
        lambda _: writing_speed(ask(process, question, WRITE + 1)),
        lambda _: llama_bench(path, write=WRITE, depth=depth, repack=repack),
        lambda _: llama_bench(
            path, write=WRITE, depth=depth, repack=repack, environment=waiting(process.pid)
        ),
    )
    show(f"decode of {WRITE} tokens behind {depth}", mine, "tokens/s", ".1f")
    show("  llama-bench, as it is", theirs, "tokens/s", ".1f")
    show("  llama-bench, waiting as the model process does", patient, "tokens/s", ".1f")
    best("decode, best round / best round of llama-bench", mine, [*theirs, *patient])
    judge("decode / llama-bench, waiting alike", ratios(mine, patient), ("at least", 0.97))
    judge("decode / llama-bench, as it is", ratios(mine, theirs), ("at least", 0.97))


def silence(process: ModelProcess, messages: list[JsonObject], reading: bool, after_s: float) -> float:
    """Milliseconds from the call to stop, `after_s` into reading or writing, until the worker has obeyed."""
    cancel, begun = threading.Event(), threading.Event()
    ended: list[float] = []

    def receive() -> None:
        try:
            for event in process.stream(Prompt(tuple(messages), max_tokens=512), cancel):
                if isinstance(event, Reading if reading else Text):
                    begun.set()
        except Cancelled:
            ended.append(time.perf_counter())

    receiver = threading.Thread(target=receive)
    receiver.start()
    begun.wait()
    threading.Event().wait(after_s)
    called = time.perf_counter()
    cancel.set()
    receiver.join()
    assert ended, "the answer was over before it was stopped"
    return (ended[0] - called) * 1_000


def bench_stop(process: ModelProcess, options: Options) -> None:
    rounds = options.rounds(15)
    long = SENTENCE * 200
    reading = [silence(process, talk(n, long), True, 0.2 + 0.037 * n) for n in range(rounds)]
    question = "Count from 1 to 500, separated by commas."
    writing = [silence(process, talk(n, question), False, 0.05 + 0.037 * n) for n in range(rounds)]
    judge("stop while it reads, from the call to silence", reading, ("under", 100), "ms", ".0f")
    judge("stop while it writes, from the call to silence", writing, ("under", 100), "ms", ".0f")


def main() -> None:
    """Print everything; nothing is kept."""
    chosen = options(__doc__)
    for path in chosen.models:
        with scratch() as cache, running(path, cache) as (process, info):
            repack = repacks(path, cache)
            print(heading(info, repack))
            bench_writing(process, path, repack, chosen)
            bench_reading(process, path, repack, chosen)
            bench_stop(process, chosen)


if __name__ == "__main__":
    main()
