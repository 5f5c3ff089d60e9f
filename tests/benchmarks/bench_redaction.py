"""Prints what the search for personal data takes, from one run on this machine.

Times are medians in milliseconds. The ratio is to one plain pass of `re` over the same text.
"""

from __future__ import annotations

import io
import json
import re
import statistics
import time
from collections.abc import Callable
from functools import partial

from app import lab
from engine.cloud import RedactionSettings
from engine.contracts import Outgoing
from tools.egress.redaction.finder import find
from tools.egress.redaction.redactor import Redactions

PROMISE_MS = 20.0
"""Longest time for SIZE characters of ordinary text."""
LAB_PROMISE = 1_000
"""Short lines a second that `lab url` and `lab redact` promise at least."""

SIZE = 10_000
LINES = 2_000
WORDS = re.compile(r"\w+")
DICTIONARY = ("Jane Doe", "Acme GmbH", "12 Harbour Street", "王小明")
PROSE = (
    "The meeting of 2024-03-12 began at 10:30 in room 101; the minutes are in version 2.4.1 of the report. "
    "Sales rose by 12.5 % to 1,234,567.89 EUR, while order 100234567 is late. The key to this is patience: "
    "whoever reads the log (see https://docs.example/log?id=42) knows that the token count was 4096. "
)
DATA = (
    "Write to jane.doe@example.com or call +49 30 901820, says Jane Doe. The card is 4111 1111 1111 1111, "
    "the account DE89 3704 0044 0532 0130 00 and the password: hunter2!. "
)


def median(work: Callable[[], object], times: int = 30) -> float:
    """Milliseconds of one `work`."""
    work()
    taken = []
    for _ in range(times):
        began = time.perf_counter_ns()
        work()
        taken.append(time.perf_counter_ns() - began)
    return statistics.median(taken) / 1_000_000


def bench_find() -> None:
    prose = (PROSE * 99)[:SIZE]
    mixed = ((PROSE * 3 + DATA) * 99)[:SIZE]
    for text, words in (
        (prose, "prose"),
        (mixed, "prose with personal data"),
        ("昨天" * (SIZE // 2), "Chinese"),
    ):
        plain = median(partial(WORDS.findall, text))
        took = median(partial(find, text, DICTIONARY))
        print(f"find, {SIZE:,} characters of {words}: {took:.1f} ms, {took / plain:.0f} times a plain pass")


def bench_bodies() -> None:
    """Requests of some SIZE bytes, each in a conversation of its own, in which nothing is known yet."""
    names = tuple(f"Given{number} Family{number}" for number in range(2_000))
    mixed = ((PROSE * 3 + DATA) * 99)[:SIZE]
    short = [{"content": f"hello there, number {number}, please help me now"} for number in range(150)]
    rows = [[str(number * 7), f"a{number}", "x"] for number in range(450)]
    measured = "\n".join(f"{number} {number * 0.37:.3f} {number * 913}" for number in range(500))
    for words, value, dictionary in (
        ("one text with personal data", {"content": mixed}, DICTIONARY),
        ("150 messages", {"messages": short}, DICTIONARY),
        ("150 messages, a dictionary of 2,000 names", {"messages": short}, names),
        ("450 fields", {"arguments": {f"k{number}": f"value {number}" for number in range(450)}}, DICTIONARY),
        ("a table", {"arguments": {"rows": rows}}, DICTIONARY),
        ("a table in JSON in a string", {"arguments": json.dumps({"rows": rows})}, DICTIONARY),
        ("numbers", {"arguments": {"rows": [number * 913 for number in range(1_250)]}}, DICTIONARY),
        ("measured values", {"content": measured}, DICTIONARY),
    ):
        request = Outgoing(
            "POST", "https://expert.example/", "expert.example", (), json.dumps(value).encode()
        )
        settings = RedactionSettings(dictionary=dictionary)
        took = median(partial(_redact, request, settings), 10)
        size = len(request.body)
        print(f"redact, {words}, {size:,} bytes: {took:.1f} ms (promised: {PROMISE_MS:.0f})")


def _redact(request: Outgoing, settings: RedactionSettings) -> None:
    Redactions(lambda: settings).redact(request, "bench")


def bench_hostile() -> None:
    for piece in ("1 ", "a.", "@", "a@", "password ", "DE89 ", "tel 1"):
        small, large = (
            median(partial(find, piece * (size // len(piece)), ()), 3) for size in (25_000, 100_000)
        )
        print(f"find, 100,000 characters of {piece!r}: {large:.0f} ms, {large / small:.1f} times a quarter")


def bench_lab() -> None:
    lines = {
        "url": json.dumps({"url": "https://example.com/a", "resolve": {"example.com": ["93.184.216.34"]}}),
        "redact": json.dumps(
            {"text": "Call Jane Doe at 030 1234567 or jane@example.com", "dictionary": ["Jane Doe"]}
        ),
    }
    for command, line in lines.items():
        began = time.perf_counter()
        lab.main([command], io.StringIO(f"{line}\n" * LINES), io.StringIO())
        rate = LINES / (time.perf_counter() - began)
        print(f"lab {command}: {rate:,.0f} lines a second (promised: {LAB_PROMISE:,})")


if __name__ == "__main__":
    bench_find()
    bench_bodies()
    bench_hostile()
    bench_lab()
