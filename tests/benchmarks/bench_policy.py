"""Prints what the gate, the call parser, `sordino lab` and the ledger take, from one run on this machine.

Times are medians in microseconds. The ledger is written on the disk that holds the temporary folder.
"""

from __future__ import annotations

import io
import json
import os
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from io import FileIO
from itertools import count, cycle, islice
from pathlib import Path
from typing import Any

from msgspec import structs

from app import lab
from engine.call_parser import CallParser
from engine.contracts import Decision, Message, OutputMarks, Preferences, Reach, Role, ToolCall, ToolSpec
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Entry, Ledger
from engine.policy.gate import Gate, Situation
from engine.policy.rules import Bound, Condition, Rule, RuleBook, builtin_rules

LAB_PROMISE = 1_000
"""Short lines a second that `lab parse` and `lab gate` promise at least."""

LINES = 2_000
MANY_RULES = 100
LETTERS = 400
CHUNK = 4
"""About the letters of one token."""


def schema(argument: str) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {argument: {"type": "string"}},
        "required": [argument],
        "additionalProperties": False,
    }


SPECS = (
    ToolSpec("calculator", "", schema("text")),
    ToolSpec("read_file", "", schema("path"), output=OutputMarks(private=True)),
    ToolSpec(
        "web_search",
        "",
        schema("query"),
        Reach.NETWORK,
        output=OutputMarks(untrusted=True),
        host="search.example",
    ),
)
TOOLS = {spec.name: spec for spec in SPECS}
SECRET = "The merger with Acme closes on Friday at noon."
LOCAL = ToolCall("next", "calculator", {"text": "84213 * 0.19"})
LEAVING = ToolCall("next", "web_search", {"query": f"what follows if {SECRET}"})


def conversation() -> list[Message]:
    """Twenty messages: five turns of a question, a call, its result and an answer; one result is private."""
    file = " ".join([*(f"Entry {n}: {n * 37} EUR for travel to branch {n}." for n in range(90)), SECRET])
    messages: list[Message] = []
    for turn in range(5):
        name, arguments = (
            ("calculator", {"text": f"{turn} + 2"}) if turn else ("read_file", {"path": "a.txt"})
        )
        messages += [
            Message(Role.USER, f"Question {turn}: how much did we spend on travel, and why?"),
            Message(Role.ASSISTANT, "", calls=(ToolCall(f"c{turn}", name, arguments),)),
            Message(Role.TOOL, str(turn + 2) if turn else file, name=name, call_id=f"c{turn}"),
            Message(Role.ASSISTANT, f"Answer {turn}: the travels of that month are listed in the file."),
        ]
    return messages


def repeated(book: RuleBook, most: int) -> RuleBook:
    """`most` rules: those of `book` over and over, each under an id of its own."""
    rules = islice(cycle(book.rules), most)
    return RuleBook(tuple(structs.replace(rule, id=f"{rule.id}_{n}") for n, rule in enumerate(rules)))


def house_rules(most: int) -> tuple[Rule, ...]:
    """`most` rules of an organisation, no two alike, none of which applies to the calls here."""
    kinds: tuple[Callable[[int], dict[str, Condition]], ...] = (
        lambda n: {"host": (f"*.host{n}.example",)},
        lambda n: {"tool": (f"tool{n}_*",)},
        lambda n: {"origin": (f"file:secret{n}*", f"page:*.host{n}.example"), "sends": True},
        lambda n: {"argument_origin": (f"body{n}=file:*",), "leaves": True},
        lambda n: {"data": ("both",), "step": Bound(above=n)},
        lambda n: {"untrusted_seen": True, "seconds": Bound(above=n)},
        lambda n: {"price": Bound(above=n), "affordable": False},
        lambda n: {"own_words": False, "step": Bound(above=20 + n)},
    )
    rules = (kinds[n % len(kinds)](n) for n in range(most))
    return tuple(Rule(f"house{n}", Decision.DENY, when, "No.", "No.", "") for n, when in enumerate(rules))


def median(work: Callable[[], object], times: int) -> float:
    """Microseconds of one `work`."""
    for _ in range(times // 10):
        work()
    taken = []
    for _ in range(times):
        began = time.perf_counter_ns()
        work()
        taken.append(time.perf_counter_ns() - began)
    return statistics.median(taken) / 1_000


def median_first(book: RuleBook, call: ToolCall, situation: Situation, times: int) -> float:
    """Microseconds of one judgement by a gate that sees the conversation for the first time."""
    gates = iter([Gate(book) for _ in range(times + times // 10)])
    return median(lambda: next(gates).judge(call, situation), times)


def bench_gate() -> None:
    situation = Situation(TOOLS, Preferences(), conversation())
    few = builtin_rules()
    many = repeated(few, MANY_RULES)
    more = house_rules(MANY_RULES - len(few.rules))
    print(f"Gate.judge, {len(situation.conversation)} messages, one private file")
    for call, words in ((LOCAL, "local reading"), (LEAVING, "leaving, quotes the file")):
        first = median_first(few, call, situation, 200)
        again = median(partial(Gate(few).judge, call, situation), 2_000)
        wide = median(partial(Gate(many).judge, call, situation), 2_000)
        mixed = median(partial(Gate(few, more).judge, call, situation), 2_000)
        decision = Gate(few).judge(call, situation).decision.value
        print(f"  {words} ({decision}), {len(few.rules)} rules, first look {first:10,.1f} us")
        print(f"  {words} ({decision}), {len(few.rules)} rules, again      {again:10,.1f} us")
        print(f"  {words} ({decision}), {len(many.rules)} rules, again     {wide:10,.1f} us")
        print(f"  {words} ({decision}), {len(few.rules)} and {len(more)} others, again {mixed:6,.1f} us")
        print(f"  {len(many.rules)} rules / {len(few.rules)} rules {wide / again:.2f}")


def answer() -> str:
    """An answer of LETTERS characters: thinking, a sentence and a tagged call."""
    said = (
        f"I look that up.\n<tool_call>\n{json.dumps({'name': 'web_search', 'arguments': LEAVING.arguments})}"
    )
    rest = f"</think>\n\n{said}\n</tool_call>"
    thought = "<think>\nThe user wants to know what follows from it; the web may say. " * LETTERS
    return thought[: LETTERS - len(rest)] + rest


def parse(chunks: Sequence[str]) -> None:
    parser = CallParser(TOOLS, lambda: "1")
    for chunk in chunks:
        parser.feed(chunk)
    parser.finish()


def bench_parser() -> None:
    text = answer()
    pieces = [text[at : at + CHUNK] for at in range(0, len(text), CHUNK)]
    whole, streamed = median(partial(parse, [text]), 2_000), median(partial(parse, pieces), 2_000)
    print(f"CallParser, one call in {len(text)} characters")
    print(f"  at once            {whole:10,.1f} us")
    print(f"  in {len(pieces)} chunks      {streamed:10,.1f} us")
    print(f"  in chunks / at once {streamed / whole:.2f}")


def lab_rate(command: str, line: dict[str, Any]) -> float:
    """Lines a second of `sordino lab COMMAND`, in this process."""
    stdin = io.TextIOWrapper(io.BytesIO((json.dumps(line) + "\n").encode() * LINES), encoding="utf-8")
    stdout = io.StringIO()
    began = time.perf_counter()
    lab.main([command], stdin, stdout)
    return LINES / (time.perf_counter() - began)


def bench_lab() -> None:
    tools = [
        {
            "name": spec.name,
            "parameters": spec.parameters,
            "reach": spec.reach.value,
            "output": {"private": spec.output.private, "untrusted": spec.output.untrusted},
        }
        for spec in SPECS
    ]
    calls = [{"name": "read_file", "arguments": {"path": "a.txt"}}]
    turns = [
        {"role": "user", "content": "What stands in the file?"},
        {"role": "assistant", "content": "", "calls": calls},
        {"role": "tool", "name": "read_file", "content": SECRET},
    ]
    call = {"name": LEAVING.name, "arguments": LEAVING.arguments}
    print(f"sordino lab, {LINES:,} short lines in process")
    for command, line in (
        ("parse", {"tools": tools, "text": answer()}),
        ("gate", {"tools": tools, "conversation": turns, "call": call}),
    ):
        reached = lab_rate(command, line)
        print(f"  {command:5} {reached:10,.0f} lines/s, {reached / LAB_PROMISE:.1f} times the promise")


def rate(work: Callable[[], object], seconds: float) -> float:
    """How often a second `work` is done."""
    began = time.perf_counter()
    done = 0
    while time.perf_counter() - began < seconds:
        work()
        done += 1
    return done / (time.perf_counter() - began)


def write_bare(file: FileIO) -> None:
    file.write(bytes(4_096))
    os.fsync(file.fileno())


def bench_ledger(seconds: float = 3.0) -> None:
    sent = Entry("intent", "talk", "turn", tool="web_search", reach=Reach.NETWORK, host="search.example")
    decided = replace(sent, kind="decision", decision=Decision.ASK, rule="ask_before_leaving", by="user")
    ended = replace(sent, kind="outcome", outcome="ran", size=512, result="A result of the web. " * 50)
    entries = cycle([replace(sent, arguments='{"query": "birds of the north"}'), decided, ended])
    numbers = (f"call-{n // 3}" for n in count())
    with tempfile.TemporaryDirectory(prefix="sordino-bench-") as name:
        folder = Path(name)
        with (folder / "bare").open("wb", buffering=0) as file:
            bare = rate(partial(write_bare, file), seconds / 3)
        with Ledger.open(folder / "ledger.db", folder / "ledger.head", MemoryKeys()) as ledger:
            appended = rate(lambda: ledger.record(replace(next(entries), call_id=next(numbers))), seconds)
    print("Ledger, each row synced to the disk before it counts")
    print(f"  appends             {appended:10,.0f} rows/s")
    print(f"  4 KB and one fsync  {bare:10,.0f} a second")
    print(f"  one append costs {bare / appended:.2f} bare writes")


def main() -> None:
    """Print everything; nothing is kept."""
    bench_gate()
    bench_parser()
    bench_lab()
    bench_ledger()


if __name__ == "__main__":
    main()
