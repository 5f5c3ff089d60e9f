"""Sordino without a window: `chat`, which asks in the terminal, and `ask`, for one question."""

from __future__ import annotations

import argparse
import contextlib
import importlib
import json
import select
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import asdict

from app.bootstrap import build
from app.options import Options
from app.say import say
from app.service import Service
from app.theme.plain import one_line, visible
from engine.addresses import unusual_port
from engine.contracts import (
    Answer,
    Choice,
    Outgoing,
    Preview,
    Question,
    QuestionItem,
    Receipt,
    Replaced,
    ToolResult,
)
from engine.errors import UserError
from engine.events import (
    CallFinished,
    CallRejected,
    Event,
    ModelLoading,
    Notice,
    TextDelta,
    TurnFailed,
)
from engine.orchestrator import TurnOutcome

SEARCH_NOT_SENT = frozenset(("max_results",))
"""Arguments of a search that no engine is told."""
TYPED = {
    Choice.ONCE: ("yes", "y"),
    Choice.FILE: ("yes", "y"),
    Choice.ANSWER: ("answer", "a"),
    Choice.CONVERSATION: ("conversation", "c"),
    Choice.HOUR: ("hour", "h"),
    Choice.HOST: ("host",),
}
"""What may be typed for each scope of a yes."""
_SCOPES = {
    Choice.ONCE: "to send it once",
    Choice.FILE: "to download this file from there, also in several pieces",
    Choice.ANSWER: "to send it, and what else this answer needs from the same host",
    Choice.CONVERSATION: "to send it, and what else this conversation needs from the same host",
    Choice.HOUR: "to send it, and for one hour what else is asked for there in the same way",
    Choice.HOST: "to send it, and until Sordino ends what else is asked for there in the same way",
}
_GREETING = (
    "Sordino. Ctrl+C stops an answer, Ctrl+D leaves. Type /offline or /online to switch the network.\n"
)


class TerminalAsker:
    """Asks on the terminal. Anything but a word for a yes on offer is a refusal: an empty line, too."""

    present = True

    def __init__(self, stopped: threading.Event) -> None:
        self._stopped = stopped

    def register(self, question: Question) -> None:
        """Nothing to do: the question is put and answered in `wait`."""

    def wait(self, question: Question) -> Answer:
        """Show the question and read the answer; what was typed before it was shown does not count."""
        with contextlib.suppress(ImportError, OSError):
            termios = importlib.import_module("termios")  # not on Windows
            termios.tcflush(sys.stdin, termios.TCIFLUSH)
        say(question_text(question))
        say(f"{choices_text(question)} Anything else denies; so do {question.deadline_s:.0f} seconds: ")
        deadline = time.monotonic() + question.deadline_s
        while time.monotonic() < deadline:
            if self._stopped.is_set():
                return Answer(question.id, Choice.DENY, by="stopped")
            # Woken often enough for Ctrl+C to be heard; a terminal offers nothing better.
            ready, _, _ = select.select([sys.stdin], [], [], 0.2)
            if ready:
                return Answer(question.id, _choice(question, sys.stdin.readline()))
        say("\nDenied: no answer came.\n")
        return Answer(question.id, Choice.DENY, by="timeout")


def question_text(question: Question) -> str:
    """The question in the program's words, with the exact payload; foreign text shows its control codes."""
    return "\n" + "".join(_item_text(item) for item in question.items)


def choices_text(question: Question) -> str:
    """What may be typed for a yes, and what it covers: the scopes on offer and no other."""
    offered = [choice for choice in question.choices if choice in TYPED]
    return "".join(f'Type "{TYPED[choice][0]}" {_SCOPES[choice]}.\n' for choice in offered).rstrip()


def _choice(question: Question, typed: str) -> Choice:
    word = typed.strip().lower()
    # A plain yes is the narrowest one, so it counts wherever a yes is on offer.
    plain = Choice.ONCE if word in TYPED[Choice.ONCE] else Choice.DENY
    return next((choice for choice in question.choices if word in TYPED.get(choice, ())), plain)


def _item_text(item: QuestionItem) -> str:
    lines = [f"-- {item.call.name} asks for your consent: {item.verdict.reason} (rule: {item.verdict.rule})"]
    if item.preview is None:
        lines.append(f"   Arguments: {visible(json.dumps(dict(item.call.arguments), ensure_ascii=False))}")
        return "\n".join(lines) + "\n"
    outgoing = item.preview.outgoing
    hosts = visible(", ".join(outgoing.hosts or (outgoing.host + unusual_port(outgoing.url),)))
    price = "unknown" if item.preview.price_max is None else money(item.preview.price_max)
    lines.append(f"   Goes to: {hosts} · {outgoing.size} bytes · at most {price}")
    if item.verdict.labels:
        lines.append(f"   Quotes: {visible(', '.join(item.verdict.labels))}")
    lines += [f"   {line}" for line in _way_lines(item.preview)]
    for request in (item.preview.ahead, outgoing):
        lines += _request_lines(request) if request is not None else []
    return "\n".join(lines) + "\n"


def _way_lines(preview: Preview) -> list[str]:
    """What is hidden and what is not, and by which ways the request goes."""
    outgoing = preview.outgoing
    lines = [f"Hidden: {_found(each)}, sent as {visible(each.placeholder)}" for each in preview.replaced]
    lines += [f"Not hidden: {_found(each)}, sent as it is" for each in preview.kept]
    if outgoing.search is not None:
        hosts = visible(", ".join(outgoing.hosts or (outgoing.host,)))
        lines.append(f"A search library makes the requests itself, inside the broker. It is held to: {hosts}")
        sent = {name: value for name, value in outgoing.search.items() if name not in SEARCH_NOT_SENT}
        lines.append(f"Search: {visible(json.dumps(sent, ensure_ascii=False))}")
    if preview.ahead is not None:
        lines.append(f"First asks {visible(preview.ahead.host)} for its rules for programs (robots.txt).")
    if outgoing.proxy:
        lines.append(f"Goes through your proxy {one_line(outgoing.proxy)}.")
    if outgoing.authority:
        lines.append("Its certificate may be vouched for by the authority that you added.")
    return lines


def _found(found: Replaced) -> str:
    return f"{one_line(found.original, 80)} ({one_line(found.kind, 30)})"


def _request_lines(outgoing: Outgoing) -> list[str]:
    lines = [f"   {outgoing.method} {visible(outgoing.url)}"]
    lines += [f"   | {line}" for line in visible(outgoing.body.decode("utf-8", "replace")).splitlines()]
    return [*lines, f"   sha256 {outgoing.sha256}"]


def money(amount: int) -> str:
    """Micro-dollars in words."""
    return "free" if amount == 0 else f"${amount / 1_000_000:.4f}"


def _spent(receipt: Receipt) -> str:
    if not receipt.unpriced:
        return money(receipt.cost)
    return f"{money(receipt.cost)} and more" if receipt.cost else "price unknown"


def receipt_text(receipt: Receipt) -> str:
    """The receipt line."""
    parts = [f"{receipt.seconds:.1f} s", f"{receipt.tokens} tokens"]
    if receipt.hosts:
        parts = ["Cloud", *receipt.hosts, f"{receipt.bytes_sent} bytes sent", _spent(receipt), *parts]
    else:
        parts = ["Local", *parts, "nothing left this computer"]
    if receipt.hidden:
        parts.append(f"{receipt.hidden} hidden")
    if receipt.denied:
        parts.append(f"{receipt.denied} denied")
    return " · ".join(parts)


class _Teller:
    """Writes the events of a turn to the terminal as they come: answer to stdout, the rest to stderr."""

    def __init__(self, stream_answer: bool) -> None:
        self._stream_answer = stream_answer
        self._loading = False

    def __call__(self, event: Event) -> None:
        if isinstance(event, TextDelta) and self._stream_answer:
            sys.stdout.write(visible(event.text))
            sys.stdout.flush()
        elif isinstance(event, ModelLoading) and not self._loading:
            self._loading = True
            say("Loading the model ...\n")
        elif isinstance(event, CallFinished):
            say(_result_line(event.result))
        elif isinstance(event, CallRejected):
            say(f"[no valid call: {one_line(event.problem, 100)}]\n")
        elif isinstance(event, Notice):
            say(f"{event.text}\n")
        elif isinstance(event, TurnFailed):
            say(f"\n{event.problem} {event.way_out}\n")


def _result_line(result: ToolResult) -> str:
    """How a call that the model made has ended; nothing of a tool that was only withheld from it."""
    name = one_line(result.call.name, 60)
    if result.ran:
        return f"[{name}: {one_line(result.content, 100)}]\n"
    if result.failed:
        return f"[{name}: failed. {one_line(result.content, 200)}]\n"
    withheld = result.content == result.verdict.reason
    return "" if withheld else f"[{name}: denied. {one_line(result.verdict.reason, 200)}]\n"


@contextlib.contextmanager
def _ctrl_c_stops(stopped: threading.Event) -> Iterator[None]:
    """While a turn runs, Ctrl+C stops it and not the program."""
    stopped.clear()
    before = signal.signal(signal.SIGINT, lambda *_: stopped.set())
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def run_ask(options: Options, arguments: argparse.Namespace) -> int:
    """`sordino ask`: at a terminal it may ask; from a script nobody is there, and that means no.

    0: answered; 1: a problem; 2: no question; 130: stopped.
    """
    if not arguments.question.strip():
        say("There is no question.\n")
        return 2
    interactive = sys.stdin.isatty() and sys.stderr.isatty() and not arguments.json
    stopped = threading.Event()
    teller = _Teller(stream_answer=not arguments.json)
    quiet = _Quiet() if arguments.json else teller
    service, notices = build(options, quiet, TerminalAsker(stopped) if interactive else None)
    with contextlib.closing(service):
        service.begin(notices)
        with _ctrl_c_stops(stopped):
            outcome = service.run_turn("", arguments.question, stopped)
    if arguments.json:
        sys.stdout.write(json.dumps(outcome_json(outcome), ensure_ascii=False) + "\n")
        if outcome.problem:
            say(f"{outcome.problem} {outcome.way_out}\n")
    elif not outcome.problem:
        sys.stdout.write("\n")
        say(f"{receipt_text(outcome.receipt)}\n")
    if outcome.stopped:
        return 130
    return 1 if outcome.problem else 0


class _Quiet:
    """Lets only notices through, so that stdout holds one JSON object alone."""

    def __call__(self, event: Event) -> None:
        if isinstance(event, Notice):
            say(f"{event.text}\n")


def outcome_json(outcome: TurnOutcome) -> dict[str, object]:
    """What `ask --json` prints: the answer, the calls with their verdicts, and the receipt."""
    calls = [
        {
            "name": result.call.name,
            "arguments": dict(result.call.arguments),
            "decision": result.verdict.decision.value,
            "rule": result.verdict.rule,
            "reason": result.verdict.reason,
            "ran": result.ran,
            "result": result.content,
        }
        for result in outcome.results
    ]
    return {
        "answer": outcome.answer,
        "calls": calls,
        "withheld": [
            {"name": r.call.name, "rule": r.verdict.rule, "reason": r.verdict.reason}
            for r in outcome.withheld
        ],
        "receipt": asdict(outcome.receipt),
        "stopped": outcome.stopped,
        "problem": f"{outcome.problem} {outcome.way_out}".strip(),
    }


def run_chat(options: Options, _arguments: argparse.Namespace) -> int:
    """`sordino chat`: one conversation in the terminal, with consent asked there."""
    stopped = threading.Event()
    asker = TerminalAsker(stopped) if sys.stdin.isatty() else None
    service, notices = build(options, _Teller(stream_answer=True), asker)
    with contextlib.closing(service):
        service.begin(notices)
        say(_GREETING)
        conversation = ""
        while (line := _read_line()) is not None:
            if line.startswith("/"):
                _switch(service, line)
            elif line.strip():
                conversation = _turn(service, conversation, line, stopped)
    return 0


def _read_line() -> str | None:
    try:
        say("\n> ")
        line = sys.stdin.readline()
    except KeyboardInterrupt:
        return None
    return line.rstrip("\n") if line else None


def _turn(service: Service, conversation: str, text: str, stopped: threading.Event) -> str:
    conversation = conversation or service.new_conversation()
    with _ctrl_c_stops(stopped):
        outcome = service.run_turn(conversation, text, stopped)
    if not outcome.problem:
        say(f"\n{'Stopped. ' if outcome.stopped else ''}{receipt_text(outcome.receipt)}\n")
    return conversation


def _switch(service: Service, command: str) -> None:
    try:
        if command in ("/offline", "/online"):
            service.set_offline(command == "/offline")
            say(f"{service.network_sentence()}\n")
        else:
            say("Known here: /offline, /online. Ctrl+D leaves.\n")
    except UserError as error:
        say(f"{error}\n")
