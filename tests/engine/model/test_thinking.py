"""A thought that has gone on for long enough is ended, once, and never inside a call."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model import protocol
from engine.model.template import MARK
from engine.model.thinking import CLOSING, ThinkingBound
from tests.engine.model.test_generation import TOOLS, LetterModel, OneGrammar, Talk, user, wrote

THOUGHT = "<think>\n" + "Let me see, let me see. " * 20


def letters(text: str, begins: bool = False) -> list[int]:
    return [*map(ord, text)]


def test_a_long_thought_is_closed_and_the_answer_follows() -> None:
    talk = Talk(LetterModel([THOUGHT]))
    text, end, _ = talk.ask(user("x"), thinking=20, limit=200)
    assert text.startswith(THOUGHT[:20] + CLOSING + THOUGHT[20:150])
    assert text.count("</think>") == 1
    assert isinstance(end, protocol.Done)
    assert (end.reason, end.tokens) == ("length", 200)
    assert len(text) == 200


def test_what_was_closed_is_not_read_again() -> None:
    model = LetterModel([THOUGHT[:40] + "Yes.", "Again."])
    talk = Talk(model)
    text, end, _ = talk.ask(user("x"), thinking=40)
    assert text == THOUGHT[:40] + CLOSING + "Yes."
    assert isinstance(end, protocol.Done)
    assert end.tokens == len(text)
    _, _, first = talk.ask(user("x"), wrote(text), user("y"), thinking=40)
    assert first.reused >= end.prompt_tokens + end.tokens - 1


def test_a_template_that_opens_the_thought_is_bounded_as_well() -> None:
    opens = "{% for m in messages %}{{ m.content }}{% endfor %}<think>\n"
    said: list[protocol.Reply] = []
    model = LetterModel(["so many words", "few</think>Yes and many more words"])
    talk = Talk(model)
    talk.generator = type(talk.generator)(model, opens, said.append)
    talk.said = said
    text, _, _ = talk.ask(user("x"), thinking=7)
    assert text == f"<think>so many{CLOSING} words"
    text, _, _ = talk.ask(user("x"), thinking=13)
    assert text == "<think>few</think>Yes and many more words"


@pytest.mark.parametrize(
    "answer",
    [
        "Plain words, and many of them.",
        "<thinker> is no thought, whatever comes.",
        "An answer. <think>A thought that comes late goes on for as long as it wants.</think>",
        "<think>short</think><think>A second one goes on for as long as it wants.</think>",
        '<tool_call>{"name": "clock", "text": "<think> is a word here, and a call is not cut."}</tool_call>',
        "   \n",
    ],
)
def test_where_there_is_no_long_first_thought_nothing_happens(answer: str) -> None:
    assert Talk(LetterModel([answer])).ask(user("x"), thinking=16)[0] == answer


def test_without_a_bound_a_thought_goes_on() -> None:
    assert Talk(LetterModel([THOUGHT])).ask(user("x"))[0] == THOUGHT[:500]


def test_room_is_kept_for_the_answer() -> None:
    text, _, _ = Talk(LetterModel([THOUGHT])).ask(user("x"), thinking=1000, limit=100)
    assert text == THOUGHT[:75] + CLOSING + THOUGHT[75 : 100 - len(CLOSING)]


def test_a_thought_without_room_for_its_end_is_left_as_it_is() -> None:
    text, _, _ = Talk(LetterModel([THOUGHT])).ask(user("x"), thinking=20, limit=30)
    assert text == THOUGHT[:30]


def test_a_call_after_a_closed_thought_is_held_to_its_grammar() -> None:
    model = LetterModel([])
    model.script = [[*letters(THOUGHT[:30]), 3]]
    call = '\n{"name": "clock"}\n</tool_call>'
    talk = Talk(model, grammars=OneGrammar(model, call))
    text, _, _ = talk.ask(user("x"), tools=TOOLS, thinking=30)
    assert text == f"{THOUGHT[:30]}{CLOSING}<tool_call>{call}"


PIECES = st.sampled_from(
    [" ", "\n", "<think>", "<th", "ink>", "</think>", "<tool_call>", "</tool_call>", "a", "{}", "<"]
)


@given(st.lists(PIECES, max_size=40), st.integers(0, 12), st.integers(5, 30))
def test_it_closes_at_most_one_thought_and_only_the_first(pieces: list[str], most: int, room: int) -> None:
    bound, said, closed = ThinkingBound(most, letters), "", 0
    for piece in pieces:
        said += piece
        closing = bound.close(said, 1, room)
        if closing:
            assert len(closing) <= room
            assert most > 0
            assert said.lstrip().startswith("<think>")
            assert "</think>" not in said
            said += "".join(map(chr, closing))
            closed += 1
    assert closed <= 1
    thought = said.lstrip().partition("</think>")[0]
    if most and room >= len(CLOSING) and thought.startswith("<think>"):
        assert closed or said.count("</think>") or len(pieces) < most + len(thought)


def test_a_bound_of_one_token_closes_at_once() -> None:
    assert MARK not in CLOSING
    assert ThinkingBound(1, letters).close("<think>", 1, 100) == letters(CLOSING)


def test_an_end_that_never_comes_is_not_awaited_for_ever() -> None:
    bound = ThinkingBound(3, letters)
    said = "<think>"
    while not (closing := bound.close(said, 1, 100)):
        said += "<"
        assert len(said) < 30
    assert closing == letters(CLOSING)
