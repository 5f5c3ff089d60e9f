"""Prints when the first words come after a new start, with the saved state of the instructions and without.

The instructions and tools have about 1,500 tokens. Each round starts the model process twice, once with the
folder in which an earlier process saved its states and once with none; loading is not counted.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path

from engine.contracts import JsonObject
from engine.model.host import ModelProcess
from tests.benchmarks.measuring import (
    Options,
    alternately,
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

ROUNDS = 5
PREFIX = 1_500
RULE = "Rule {}: name the source of every figure, and say so plainly where a source is missing. "
TOOLS: tuple[JsonObject, ...] = tuple(
    {
        "type": "function",
        "function": {
            "name": f"look_{place}",
            "description": f"Look something up in the {place}, and return what stands there word by word.",
            "parameters": {
                "type": "object",
                "properties": {"subject": {"type": "string", "description": "What to look for."}},
                "required": [f"{place}_subject"],
            },
        },
    }
    for place in ("archive", "register", "ledger", "atlas", "calendar", "index")
)


def talk(rules: int) -> list[JsonObject]:
    """A first message behind instructions of so many rules."""
    instructions = "".join(RULE.format(number) for number in range(rules))
    return [{"role": "system", "content": instructions}, {"role": "user", "content": "Who are you?"}]


def rules_for(process: ModelProcess, tokens: int) -> int:
    """How many rules make a prompt of about so many tokens; reads it, so that its state is saved."""
    few = ask(process, talk(10), 1, TOOLS).total
    each = (ask(process, talk(20), 1, TOOLS).total - few) / 10
    rules = 10 + round((tokens - few) / each)
    ask(process, talk(rules), 1, TOOLS)
    return rules


def first_words(path: Path, rules: int, cache: Path | None, sizes: list[int], _: int) -> float:
    """Seconds to the first text of a process that has just loaded the model."""
    process = ModelProcess(path, cache=cache)
    try:
        process.load(lambda _: None)
        answer = ask(process, talk(rules), 4, TOOLS)
    finally:
        process.close()
    sizes.append(answer.total - answer.reused)
    return answer.first_text_s


def bench(path: Path, options: Options) -> None:
    with scratch() as cache:
        with running(path, cache) as (process, info):
            print(heading(info, repacks(path, cache)))
            rules = rules_for(process, PREFIX)
        read: tuple[list[int], list[int]] = ([], [])
        saved, none = alternately(
            options.rounds(ROUNDS),
            partial(first_words, path, rules, cache, read[0]),
            partial(first_words, path, rules, None, read[1]),
        )
        size = sum(file.stat().st_size for file in (cache / "states").glob("*"))
        print(
            f"  states of {size / 1e6:.0f} MB; read with them {max(read[0])}, without {max(read[1])} tokens"
        )
    show("first text at a new start, saved state", saved, "s", ".3f")
    show("first text at a new start, nothing saved", none, "s", ".3f")
    judge("saved state / nothing saved", ratios(saved, none), ("at most", 0.05), form=".3f")


def main() -> None:
    """Print everything; nothing is kept."""
    chosen = options(__doc__)
    for path in chosen.models:
        bench(path, chosen)


if __name__ == "__main__":
    main()
