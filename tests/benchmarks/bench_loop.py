"""Prints what a ten-step tool loop takes beside llama-server, and how much of it is read again.

At each step the model writes, and a scripted result follows. llama-server gets the same text, rendered here,
and keeps its own cache; it runs once with everything left to its defaults and once with the model process's
settings. Each program goes on from what it wrote itself; the three take turns at every step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from engine.contracts import JsonObject
from engine.model.catalog import known_file
from engine.model.gguf import read_facts
from engine.model.host import ModelProcess
from engine.model.template import ChatTemplate
from tests.benchmarks.llama_tools import LlamaServer, NoServerError, llama_server, same_settings, waiting
from tests.benchmarks.measuring import (
    Options,
    ask,
    heading,
    judge,
    options,
    ratios,
    repacks,
    running,
    scratch,
    show,
)

LOOPS = 3
STEPS = 10
WRITE = 48
END = "<|im_end|>"
INSTRUCTIONS = {
    "role": "system",
    "content": "You write the long report of an inspection. Read each result of a tool, then write a "
    "paragraph of at least one hundred words about it. Never write less, and never stop early.",
}
TOOLS: tuple[JsonObject, ...] = tuple(
    {
        "type": "function",
        "function": {
            "name": name,
            "description": description,
            "parameters": {
                "type": "object",
                "properties": {argument: {"type": "string", "description": f"The {argument} to look at."}},
                "required": [argument],
            },
        },
    }
    for name, description, argument in (
        ("read_file", "Read a file of the folder that the user named.", "path"),
        ("web_search", "Search the web and return titles, addresses and short extracts.", "query"),
        ("calculator", "Work out an arithmetical expression exactly.", "expression"),
    )
)
ROOMS = ("nave", "choir", "crypt", "tower", "organ loft", "sacristy", "porch", "cloister", "library", "attic")


def opening(loop: int) -> list[JsonObject]:
    """The beginning of a loop; another loop asks something else."""
    return [
        dict(INSTRUCTIONS),
        {
            "role": "user",
            "content": f"Inspect building number {loop + 1}, room by room, and report at length.",
        },
    ]


def result(loop: int, step: int) -> JsonObject:
    """What the scripted tool finds at a step: about 120 tokens."""
    room, first = ROOMS[step], 20 * loop + 3 * step
    found = " ".join(
        f"Point {first + n}: {matter} {17 * (first + n) % 90 + 10} of 100, seen on day {step + n + 1}."
        for n, matter in enumerate(("plaster", "timber", "damp", "glass", "lead", "stone"))
    )
    return {"role": "tool", "name": "read_file", "content": f"Report on the {room}. {found}"}


@dataclass(slots=True)
class Run:
    """One program's way through the loop, one figure a step."""

    messages: list[JsonObject]
    whole_s: list[float] = field(default_factory=list)
    written: list[int] = field(default_factory=list)
    read: list[int] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    """Tokens read at a step although they had been read or written before."""


class Ours:
    """The model process at the loop."""

    def __init__(self, process: ModelProcess) -> None:
        self._process = process
        self._held = 0

    def __call__(self, run: Run) -> str:
        answer = ask(self._process, run.messages, WRITE, TOOLS)
        run.whole_s.append(answer.whole_s)
        run.written.append(answer.finished.tokens)
        run.read.append(answer.total - answer.reused)
        if len(run.whole_s) > 1:
            run.again.append(max(0, self._held - answer.reused))
        # The last token that was written is known but has not been computed with.
        self._held = answer.total + answer.steps
        return answer.text


class Theirs:
    """A llama-server at the loop; it is sent the text that the model process works out for itself."""

    def __init__(self, server: LlamaServer, path: Path) -> None:
        known = known_file(path)
        self._after_results = known.after_results if known else ""
        self._template = ChatTemplate(read_facts(path).chat_template, "", END)
        self._server = server
        self._held = 0

    def __call__(self, run: Run) -> str:
        answer = self._server.complete(self._template.render(self._heard(run.messages), TOOLS), WRITE)
        run.whole_s.append(answer.whole_s)
        run.written.append(answer.tokens)
        run.read.append(answer.read)
        if len(run.whole_s) > 1:
            run.again.append(max(0, self._held - answer.reused))
        self._held = answer.reused + answer.read + answer.tokens - 1
        return answer.text

    def _heard(self, messages: Sequence[JsonObject]) -> list[JsonObject]:
        """The catalogue's hint stands behind each result, as the model process puts it there."""
        heard: list[JsonObject] = []
        for message in messages:
            heard.append(message)
            if message["role"] == "tool" and self._after_results:
                heard.append({"role": "user", "content": self._after_results})
        return heard


def loop(number: int, programs: Sequence[Callable[[Run], str]]) -> list[Run]:
    """One loop of all programs, step by step in turn."""
    runs = [Run(opening(number)) for _ in programs]
    for step in range(STEPS):
        order = list(zip(runs, programs, strict=True))
        turn = (number + step) % len(order)
        for run, program in order[turn:] + order[:turn]:
            text = program(run)
            run.messages.append({"role": "assistant", "content": text, "raw": text})
            run.messages.append(result(number, step))
    return runs


@contextmanager
def by_default(path: Path) -> Iterator[LlamaServer]:
    """llama-server with its defaults; without rearranged weights where it cannot live with them."""
    with ExitStack() as stack:
        try:
            server = stack.enter_context(llama_server(path))
        except NoServerError as error:
            print(f"  {error} with its defaults; --no-repack stands for them, all else is left alone")
            server = stack.enter_context(llama_server(path, "--no-repack"))
        yield server


def bench(path: Path, options: Options) -> None:
    with ExitStack() as stack:
        cache = stack.enter_context(scratch())
        process, info = stack.enter_context(running(path, cache))
        repack = repacks(path, cache)
        print(heading(info, repack))
        plain = stack.enter_context(by_default(path))
        alike = stack.enter_context(
            llama_server(path, *same_settings(info.context, repack), environment=waiting(process.pid))
        )
        programs = (Ours(process), Theirs(plain, path), Theirs(alike, path))
        for program in programs:
            program(Run(opening(LOOPS)))  # warms all alike: the instructions and tools are read here
        loops = [loop(number, programs) for number in range(options.rounds(LOOPS))]
    names = ("model process", "llama-server, its defaults", "llama-server, same settings")
    sums = [[sum(runs[index].whole_s) for runs in loops] for index in range(len(names))]
    for index, name in enumerate(names):
        show(f"a loop of {STEPS} steps, {name}", sums[index], "s", ".1f")
        show("  tokens read", [float(sum(runs[index].read)) for runs in loops], form=".0f")
        show("  tokens written", [float(sum(runs[index].written)) for runs in loops], form=".0f")
    for index, name in enumerate(names):
        again = [float(sum(runs[index].again)) for runs in loops]
        if index:
            show(f"tokens read again, {name}", again, form=".0f")
        else:
            judge(f"tokens read again, {name}", again, ("at most", 0), form=".0f")
    for index, limit in ((1, 0.85), (2, 0.97)):
        steps = [pair for runs in loops for pair in ratios(runs[0].whole_s, runs[index].whole_s)]
        judge(f"whole loop / {names[index]}", ratios(sums[0], sums[index]), ("at most", limit))
        show(f"  step by step / {names[index]}", steps)


def main() -> None:
    """Print everything; nothing is kept."""
    chosen = options(__doc__)
    for path in chosen.models:
        bench(path, chosen)


if __name__ == "__main__":
    main()
