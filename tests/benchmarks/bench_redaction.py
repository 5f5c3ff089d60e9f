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
    body = json.dumps({"messages": [{"role": "user", "content": mixed}]}).encode()
    request = Outgoing("POST", "https://expert.example/", "expert.example", (), body)
    redactions = Redactions(lambda: RedactionSettings(dictionary=DICTIONARY))
    took = median(lambda: redactions.redact(request, "bench"))
    print(f"redact, the same as a request, looked through twice: {took:.1f} ms (promised: {PROMISE_MS:.0f})")


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
    bench_hostile()
    bench_lab()
