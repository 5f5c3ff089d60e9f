"""Consent in the terminal: the program's own words, the exact payload, and nothing but a typed yes sends."""

from __future__ import annotations

import argparse
import os
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.options import Options
from app.terminal import TerminalAsker, _Teller, choices_text, question_text, receipt_text, run_ask
from engine.contracts import (
    Answer,
    Choice,
    Decision,
    Money,
    Outgoing,
    Preview,
    Question,
    QuestionItem,
    Reach,
    Receipt,
    Replaced,
    ToolCall,
    ToolResult,
    Verdict,
)
from engine.events import CallFinished, CallJudged

VERDICT = Verdict(
    Decision.ASK, "ask_before_leaving", "Privacy asks before anything leaves.", ("file:tax.txt",)
)


ASKED_ONCE = (Choice.DENY, Choice.ONCE)
EACH = (Choice.DENY, Choice.ONCE, Choice.ANSWER)
OWN = (Choice.DENY, Choice.ANSWER, Choice.CONVERSATION)
RELAXED = (Choice.DENY, Choice.ONCE, Choice.CONVERSATION, Choice.HOUR, Choice.HOST)


def question(
    body: bytes = b"q=mutes", deadline_s: float = 20.0, choices: tuple[Choice, ...] = ASKED_ONCE
) -> Question:
    outgoing = Outgoing("POST", "https://search.example/html/", "search.example", body=body)
    call = ToolCall("c", "web_search", {"query": "mutes"})
    item = QuestionItem(call, Reach.NETWORK, VERDICT, Preview(outgoing, Money(0), Money(4_000)))
    return Question("q", "conversation", "turn", (item,), deadline_s, choices)


class Terminal:
    """A terminal with a person at it."""

    def __init__(self) -> None:
        self.person, program = os.openpty()
        self.stdin = os.fdopen(program, "r")

    def type_soon(self, text: str) -> threading.Timer:
        timer = threading.Timer(0.3, os.write, (self.person, text.encode()))
        timer.start()
        return timer


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    terminal = Terminal()
    monkeypatch.setattr("sys.stdin", terminal.stdin)
    yield terminal
    terminal.stdin.close()
    os.close(terminal.person)


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("yes\n", Choice.ONCE),
        ("Y\n", Choice.ONCE),
        ("\n", Choice.DENY),
        ("no\n", Choice.DENY),
        ("yes!\n", Choice.DENY),
    ],
)
def test_only_a_typed_yes_sends(terminal: Terminal, typed: str, choice: Choice) -> None:
    timer = terminal.type_soon(typed)
    assert TerminalAsker(threading.Event()).wait(question()) == Answer("q", choice)
    timer.join()


@pytest.mark.parametrize(
    ("typed", "choices", "choice"),
    [
        ("yes\n", EACH, Choice.ONCE),
        ("answer\n", EACH, Choice.ANSWER),
        ("A\n", OWN, Choice.ANSWER),
        ("c\n", OWN, Choice.CONVERSATION),
        ("conversation\n", OWN, Choice.CONVERSATION),
        ("conversation\n", EACH, Choice.DENY),
        ("yes\n", OWN, Choice.ONCE),
        ("a\n", ASKED_ONCE, Choice.DENY),
        ("hour\n", RELAXED, Choice.HOUR),
        ("h\n", RELAXED, Choice.HOUR),
        ("host\n", RELAXED, Choice.HOST),
        ("always\n", RELAXED, Choice.DENY),
        ("hour\n", ASKED_ONCE, Choice.DENY),
        ("deny\n", OWN, Choice.DENY),
    ],
)
def test_a_wider_yes_is_typed_by_its_name_and_only_where_it_is_on_offer(
    terminal: Terminal, typed: str, choices: tuple[Choice, ...], choice: Choice
) -> None:
    timer = terminal.type_soon(typed)
    assert TerminalAsker(threading.Event()).wait(question(choices=choices)).choice is choice
    timer.join()


def test_every_scope_on_offer_is_named_with_what_it_covers() -> None:
    assert choices_text(question()) == 'Type "yes" to send it once.'
    assert '"conversation"' not in choices_text(question(choices=EACH))
    own = choices_text(question(choices=OWN))
    assert '"answer"' in own
    assert '"conversation"' in own
    assert '"yes"' not in own
    assert "same host" in own
    relaxed = choices_text(question(choices=RELAXED))
    for words in (
        '"yes"',
        '"conversation"',
        '"hour" to send it, and for one hour',
        '"host" to send it, and until',
    ):
        assert words in relaxed


def test_at_a_terminal_somebody_is_there() -> None:
    assert TerminalAsker(threading.Event()).present


def test_what_was_typed_before_the_question_was_shown_does_not_count(terminal: Terminal) -> None:
    os.write(terminal.person, b"yes\n")
    answer = TerminalAsker(threading.Event()).wait(question(deadline_s=0.5))
    assert (answer.choice, answer.by) == (Choice.DENY, "timeout")


def test_stop_refuses(terminal: Terminal) -> None:
    stopped = threading.Event()
    stopped.set()
    assert TerminalAsker(stopped).wait(question()) == Answer("q", Choice.DENY, by="stopped")


def test_the_question_shows_reason_rule_host_price_labels_and_every_byte() -> None:
    text = question_text(question())
    for part in (
        "Privacy asks",
        "ask_before_leaving",
        "search.example",
        "$0.0040",
        "file:tax.txt",
        "q=mutes",
    ):
        assert part in text
    assert question().items[0].preview is not None
    assert question().items[0].preview.outgoing.sha256 in text  # type: ignore[union-attr]


def test_a_payload_cannot_draw_on_the_terminal() -> None:
    text = question_text(question(b"\x1b[2J\x1b[H\r-- calculator is harmless \xe2\x80\xae evil"))
    assert "\x1b" not in text
    assert "\r" not in text
    assert "\u202e" not in text


def test_the_receipt_says_what_left_and_what_did_not() -> None:
    local = receipt_text(Receipt(4.1, 212, 1))
    assert local == "Local · 4.1 s · 212 tokens · nothing left this computer"
    cloud = receipt_text(Receipt(1.0, 10, 1, ("api.example",), 1800, Money(4_000), 1))
    assert cloud == "Cloud · api.example · 1800 bytes sent · $0.0040 · 1.0 s · 10 tokens · 1 denied"


def test_the_terminal_says_what_is_hidden_and_by_which_ways_it_goes() -> None:
    outgoing = Outgoing(
        "GET",
        "https://a.example/",
        "a.example",
        search={"query": "mutes [EMAIL_1]", "max_results": 5},
        hosts=("a.example", "b.example"),
        proxy="http://proxy.example:3128",
        authority="-----BEGIN",
    )
    ahead = Outgoing("GET", "https://a.example/robots.txt", "a.example")
    preview = Preview(
        outgoing,
        ahead=ahead,
        replaced=(Replaced("email", "ada\u202e@x.org", "[EMAIL_1]"),),
        kept=(Replaced("phone", "+1 212 555 0123", "[PHONE_1]"),),
    )
    item = QuestionItem(ToolCall("c", "web_search", {}), Reach.NETWORK, VERDICT, preview)
    text = question_text(Question("q", "c", "t", (item,), 20.0, ASKED_ONCE))
    for part in (
        "Goes to: a.example, b.example · ",
        "Hidden: ada⟦U+202E⟧@x.org (email), sent as [EMAIL_1]",
        "Not hidden: +1 212 555 0123 (phone), sent as it is",
        "A search library makes the requests itself, inside the broker. It is held to: a.example, b.example",
        'Search: {"query": "mutes [EMAIL_1]"}',
        "First asks a.example for its rules for programs (robots.txt).",
        "Goes through your proxy http://proxy.example:3128.",
        "Its certificate may be vouched for by the authority that you added.",
        ahead.sha256,
        outgoing.sha256,
    ):
        assert part in text
    assert text.index("robots.txt\n") < text.index("GET https://a.example/\n")


def test_the_receipt_counts_what_was_hidden() -> None:
    said = receipt_text(Receipt(1.0, 10, 1, ("api.example",), 1800, Money(4_000), hidden=2))
    assert said == "Cloud · api.example · 1800 bytes sent · $0.0040 · 1.0 s · 10 tokens · 2 hidden"


def test_the_receipt_never_calls_free_what_nobody_knows_the_price_of() -> None:
    receipt = Receipt(8.4, 96, 2, ("own.example",), 1_840, unpriced=1)
    assert " · price unknown · " in receipt_text(receipt)
    assert " · $0.0040 and more · " in receipt_text(replace(receipt, cost=Money(4_000)))
    assert " · free · " in receipt_text(replace(receipt, unpriced=0))


def test_a_denial_is_told_of_calls_that_the_model_made_and_of_no_tool_that_was_withheld(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell = _Teller(stream_answer=True)
    call = ToolCall("c", "web_search", {})
    verdict = Verdict(Decision.DENY, "offline", "web_search was not offered.")
    withheld = ToolResult(call, verdict, verdict.reason, ran=False)
    for event in (CallJudged("t", call, verdict), CallFinished("t", withheld)):
        tell(event)
    assert capsys.readouterr().err == ""
    tell(CallFinished("t", replace(withheld, content="This call is not allowed: it was not offered.")))
    assert capsys.readouterr().err == "[web_search: denied. web_search was not offered.]\n"
    tell(CallFinished("t", replace(withheld, content="There is no lease.pdf.", failed=True)))
    assert capsys.readouterr().err == "[web_search: failed. There is no lease.pdf.]\n"
    tell(CallFinished("t", replace(withheld, content="8 hits", ran=True)))
    assert capsys.readouterr().err == "[web_search: 8 hits]\n"


@pytest.mark.parametrize("blank", ["", " \n\t"])
def test_no_question_is_answered_by_nothing(
    blank: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_ask(Options(home=str(tmp_path)), argparse.Namespace(question=blank, json=False)) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", "There is no question.\n")
    assert not list(tmp_path.iterdir())


def test_the_port_of_an_own_server_is_shown() -> None:
    asked = question()
    (item,) = asked.items
    assert item.preview is not None
    outgoing = replace(item.preview.outgoing, url="http://127.0.0.1:8000/v1", host="127.0.0.1")
    text = question_text(replace(asked, items=(replace(item, preview=Preview(outgoing)),)))
    assert "Goes to: 127.0.0.1:8000 · " in text
