"""The guard of calls: it holds a call to its grammar, and lets go where the grammar gives up."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from engine.model.call_guard import CALL_TAG, CallGuard, Choices
from engine.model.constraint import ConstraintError
from tests.engine.model.test_generation import TOOLS, LetterModel, OneCall, OneGrammar


def guarded(text: str, run: int = 5, **options: bool) -> tuple[CallGuard, list[str]]:
    """A guard whose only call is `text`, and its log."""
    model, log = LetterModel([]), list[str]()
    grammar = OneGrammar(model, text, run)
    return CallGuard(grammar, TOOLS, model.tokenise, options.get("jump", True), log.append), log


def letters(tokens: list[int]) -> str:
    return "".join(map(chr, tokens))


def test_what_must_follow_the_tag_comes_with_it() -> None:
    guard, _ = guarded("abcdef", run=3)
    assert letters(guard.open(f"I call {CALL_TAG}", 100)) == "abc"
    assert letters(guard.follow(ord("d"), 100)) == "def"
    assert letters(guard.follow(ord("x"), 100)) == "x"


def test_no_more_is_taken_than_there_is_room_for() -> None:
    guard, _ = guarded("abcdef", run=5)
    assert letters(guard.open(CALL_TAG, 2)) == "ab"
    assert letters(guard.follow(ord("c"), 1)) == "c"


def test_token_by_token_nothing_is_taken_that_was_not_picked() -> None:
    guard, _ = guarded("abc", jump=False)
    assert guard.open(CALL_TAG, 100) == []
    assert letters(guard.follow(ord("a"), 100)) == "a"


@pytest.mark.parametrize("text", ["no tag", "<think> I could <tool_call>", f"{CALL_TAG} x"])
def test_nothing_is_held_where_no_call_begins(text: str) -> None:
    guard, _ = guarded("abc")
    assert guard.open(text, 100) == []
    assert guard.pick(lambda choices: 1 if choices is None else 0) == 1


def failing(method: str) -> type[OneCall]:
    def fail(*_: object) -> None:
        raise ConstraintError("it gave up")

    return type("Failing", (OneCall,), {method: fail})


def test_a_grammar_that_gives_up_lets_the_call_go_on_unchecked(monkeypatch: pytest.MonkeyPatch) -> None:
    for method in ("accept", "forced"):
        monkeypatch.setattr("tests.engine.model.test_generation.OneCall", failing(method))
        guard, log = guarded("abc")
        guard.open(CALL_TAG, 100)
        assert letters(guard.follow(ord("a"), 100)) == "a"
        assert guard.pick(lambda choices: 1 if choices is None else 0) == 1
        assert log == ["A call goes on unchecked: it gave up."]


def test_a_sample_that_the_grammar_cannot_give_is_taken_freely() -> None:
    guard, log = guarded("abc", jump=False)
    guard.open(CALL_TAG, 100)

    def sample(choices: Choices | None) -> int:
        if choices is not None:
            raise ConstraintError("no token is allowed")
        return 7

    picker: Callable[[Choices | None], int] = sample
    assert guard.pick(picker) == 7
    assert log
