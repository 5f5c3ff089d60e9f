"""Questions end exactly once, and silence is no."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from app.questions import Questions
from engine.contracts import Answer, Choice, Question


def question(number: int = 1, deadline_s: float = 30.0) -> Question:
    return Question(f"q{number}", "c", "t", (), deadline_s)


def test_the_answer_comes_back_by_id() -> None:
    questions = Questions()
    first, second = question(1), question(2)
    questions.register(first)
    questions.register(second)
    questions.answer("q2", Choice.ONCE)
    questions.answer("q1", Choice.DENY)
    assert questions.wait(first) == Answer("q1", Choice.DENY)
    assert questions.wait(second) == Answer("q2", Choice.ONCE)


def test_an_answer_before_anybody_waits_is_not_lost() -> None:
    questions = Questions()
    questions.register(question())
    assert questions.answer("q1", Choice.ONCE) == Answer("q1", Choice.ONCE)
    assert questions.wait(question()).choice is Choice.ONCE


def test_the_second_answer_changes_nothing() -> None:
    questions = Questions()
    questions.register(question())
    questions.answer("q1", Choice.DENY)
    assert questions.answer("q1", Choice.ONCE) is None
    assert questions.wait(question()).choice is Choice.DENY


def test_an_unknown_or_ended_question_cannot_be_answered() -> None:
    questions = Questions()
    assert questions.answer("q1", Choice.ONCE) is None
    questions.register(question())
    questions.answer("q1", Choice.DENY)
    questions.wait(question())
    assert questions.answer("q1", Choice.ONCE) is None


def test_the_deadline_refuses() -> None:
    questions = Questions()
    questions.register(question(deadline_s=0.01))
    assert questions.wait(question(deadline_s=0.01)) == Answer("q1", Choice.DENY, by="timeout")


def test_closing_refuses_what_is_open_and_what_comes_later() -> None:
    questions = Questions()
    questions.register(question(1))
    questions.close()
    questions.register(question(2))
    assert questions.wait(question(1)) == Answer("q1", Choice.DENY, by="closing")
    assert questions.wait(question(2)) == Answer("q2", Choice.DENY, by="closing")


def test_a_question_of_no_conversation_is_refused_with_the_errands_and_not_with_the_turns() -> None:
    questions = Questions()
    errand = replace(question(2), conversation_id="")
    questions.register(question(1))
    questions.register(errand)
    questions.refuse_turns("stopped")
    assert questions.wait(question(1)).by == "stopped"
    questions.refuse_errands("stopped")
    assert questions.wait(errand) == Answer("q2", Choice.DENY, by="stopped")


def test_somebody_is_there_until_the_program_closes() -> None:
    questions = Questions()
    assert questions.present
    questions.close()
    assert not questions.present


def test_a_refusal_of_some_calls_comes_back_with_the_answer() -> None:
    questions = Questions()
    questions.register(question())
    questions.answer("q1", Choice.ONCE, declined=("c2",))
    assert questions.wait(question()) == Answer("q1", Choice.ONCE, declined=("c2",))


@given(st.lists(st.sampled_from([Choice.ONCE, Choice.DENY]), min_size=2, max_size=8))
def test_of_many_answers_at_once_exactly_one_counts(choices: list[Choice]) -> None:
    questions = Questions()
    questions.register(question())
    barrier = threading.Barrier(len(choices))

    def answer(choice: Choice) -> Answer | None:
        barrier.wait()
        return questions.answer("q1", choice)

    with ThreadPoolExecutor(len(choices)) as pool:
        given_answers = [a for a in pool.map(answer, choices) if a is not None]
    assert len(given_answers) == 1
    assert questions.wait(question()) == given_answers[0]
