"""What the constraint lets a model write in a call: the template's own text with valid arguments, no more."""

from __future__ import annotations

import json
import random
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import llama_cpp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from llguidance import LLTokenizer
from llguidance.llamacpp import lltokenizer_from_vocab

from engine.call_schema import ArgumentChecker
from engine.contracts import JsonObject
from engine.model.constraint import CallConstraint, CallGrammars, ConstraintError
from tests.engine.model.calls import (
    ARGUMENTS,
    CLOSE,
    TEXT,
    VALUES,
    an_object,
    begun,
    fits,
    letters,
    parse,
    rendered,
    taken,
    tool,
)

CLOSING = b"</tool_call>"
STRING = {"type": "string"}
CHANCE = st.integers(0, 2**32).map(random.Random)
NOTE = an_object({"text": STRING, "lines": {"type": "integer", "minimum": 1}}, ["text"])


def in_shape(schema: Any, raw: str) -> bool:
    """True where a call is taken whose arguments are written like this."""
    text = f'\n{{"name": "t", "arguments": {raw}}}\n'
    return taken(begun(tool("t", schema)), text.encode())


@settings(deadline=None)
@given(ARGUMENTS)
def test_what_json_dumps_writes_of_valid_arguments_is_taken(pair: tuple[Any, Any]) -> None:
    schema, arguments = pair
    assert ArgumentChecker().problem(arguments, schema) == ""
    assert fits(schema, arguments)


@settings(deadline=None, max_examples=300)
@given(ARGUMENTS, VALUES, CHANCE)
def test_what_is_taken_is_valid(pair: tuple[Any, Any], other: tuple[Any, Any], chance: random.Random) -> None:
    schema, arguments = pair
    name = chance.choice([*schema["properties"], "another"])
    changed = dict(arguments)
    if chance.random() < 0.4:
        changed.pop(name, None)
    else:
        changed[name] = other[1]
    if ArgumentChecker().problem(changed, schema):
        assert not fits(schema, changed)


@pytest.mark.parametrize(
    "raw",
    [
        '{"text":"x"}',
        '{"text" : "x"}',
        '{ "text": "x"}',
        '{"text": "x" }',
        '{"text": "x",  "lines": 1}',
        '{"lines": 1, "text": "x"}',
        '{"text": "x", "text": "x"}',
        '{"text": "x", "more": 1}',
        '{"text": "x",}',
        '{"text": "two\nlines"}',
        '{"text": "a\ttab"}',
        '{"text": "\x7f"}',
        '{"text": "\\u0041"}',
        '{"text": "\\ud800"}',
        '{"text": "\\/"}',
        '{"text": "x", "lines": 01}',
        '{"text": "x", "lines": 1.0}',
        '{"text": "x", "lines": 0}',
        '{"lines": 1}',
        "{}",
        "[]",
        "null",
        '"{}"',
    ],
)
def test_other_spellings_and_other_arguments_are_refused(raw: str) -> None:
    assert in_shape(NOTE, '{"text": "x", "lines": 1}')
    assert not in_shape(NOTE, raw)


@pytest.mark.parametrize("raw", ["NaN", "Infinity", "-Infinity", "1.", ".5", "+1", "0x1", "1,5"])
def test_only_numbers_of_json_are_numbers(raw: str) -> None:
    schema = an_object({"n": {"type": "number"}}, ["n"])
    assert in_shape(schema, '{"n": -1.5e+300}')
    assert not in_shape(schema, f'{{"n": {raw}}}')


@settings(deadline=None)
@given(TEXT)
def test_a_string_is_one_line_of_any_characters(text: str) -> None:
    assert fits(NOTE, {"text": text})
    assert in_shape(NOTE, json.dumps({"text": text}, ensure_ascii=False))
    raw = f'{{"text": "{text}"}}'
    if in_shape(NOTE, raw):
        assert json.loads(raw).keys() == {"text"}


@pytest.mark.parametrize(
    "start",
    ["{", "\n\n", "\n {", "\n```json\n", '\n{"arguments": ', '\n{"name": "u', "\n[{", "\r\n", "</tool"],
)
def test_a_call_begins_like_the_template(start: str) -> None:
    assert not taken(begun(tool("t", NOTE)), start.encode())


@pytest.mark.parametrize(
    "name",
    ["read", "read_file", 'q"uo\\te', "zwei\nZeilen", "漢字🙂", "</tool_call>", "<|im_end|>", "nul\0", "}"],
)
def test_any_tool_on_offer_and_no_other_can_be_called(name: str) -> None:
    offered = [tool(other, NOTE) for other in ("read", "read_file", name, "write")]
    call = rendered(name, {"text": "x"}).encode()
    assert taken(begun(*offered), [*call, CLOSE])
    assert not taken(begun(*(tool(other, NOTE) for other in ("rea", "read_files"))), call)


def test_each_tool_takes_its_own_arguments() -> None:
    offered = tool("a", an_object({"x": STRING}, ["x"])), tool("b", an_object({"y": STRING}, ["y"]))
    assert taken(begun(*offered), rendered("a", {"x": ""}).encode())
    assert taken(begun(*offered), rendered("b", {"y": ""}).encode())
    assert not taken(begun(*offered), rendered("a", {"y": ""}).encode())


def test_the_special_token_closes_the_call_and_its_spelling_does_not() -> None:
    call = rendered("t", {"text": "x"}).encode()
    assert not taken(begun(tool("t", NOTE)), [*call, CLOSING[0]])
    constraint = begun(tool("t", NOTE))
    assert taken(constraint, call)
    assert not constraint.finished
    assert constraint.forced() == [CLOSE]
    constraint.accept(CLOSE)
    assert constraint.finished


def test_a_vocabulary_without_the_token_spells_the_closing_tag() -> None:
    constraint = begun(tool("t", NOTE), close=None)
    assert taken(constraint, rendered("t", {"text": "x"}).encode())
    assert constraint.forced() == list(CLOSING)
    assert taken(constraint, CLOSING)
    assert constraint.finished


@pytest.mark.parametrize("close", [CLOSE, None])
def test_nothing_is_allowed_behind_the_call(close: int | None) -> None:
    constraint = begun(tool("t", NOTE), close=close)
    end = CLOSING if close is None else [close]
    assert taken(constraint, [*rendered("t", {"text": "x"}).encode(), *end])
    assert not any(constraint.allows(token) for token in range(letters().vocab_size))
    assert not constraint.mask().any()
    assert constraint.forced() == []
    with pytest.raises(ConstraintError, match="ended"):
        constraint.accept(10)
    with pytest.raises(ConstraintError, match="no token"):
        constraint.best_allowed(np.zeros(letters().vocab_size, np.float32))


def test_a_token_that_was_not_allowed_is_an_error_and_stays_one() -> None:
    constraint = begun(tool("t", NOTE))
    with pytest.raises(ConstraintError):
        constraint.accept(ord("x"))
    assert not constraint.allows(ord("\n"))
    with pytest.raises(ConstraintError):
        constraint.mask()


def test_the_best_allowed_token_has_the_greatest_logit_of_them() -> None:
    constraint = begun(tool("t", an_object({"mode": {"enum": ["read", "write"]}}, ["mode"])))
    assert taken(constraint, b'\n{"name": "t", "arguments": {"mode": "')
    logits = np.arange(letters().vocab_size, dtype=np.float32)
    assert constraint.best_allowed(logits) == ord("w")
    assert constraint.best_allowed(-logits) == ord("r")
    assert constraint.best_allowed(np.full_like(logits, -np.inf)) in (ord("r"), ord("w"))


def test_constraints_of_the_same_tools_do_not_touch_each_other() -> None:
    made = CallGrammars(letters, CLOSE)
    first, second = made.begin([tool("t", NOTE)]), made.begin([tool("t", NOTE)])
    assert first is not None
    assert second is not None
    assert taken(first, rendered("t", {"text": "x"}).encode())
    assert taken(second, rendered("t", {"text": "y"}).encode())


@pytest.mark.parametrize(
    "tools", [[], [{}], [{"type": "function"}], [{"function": {"name": 5}}], [tool("\ud800", {})]]
)
def test_without_tools_there_is_no_constraint_and_no_tokeniser_is_made(tools: list[JsonObject]) -> None:
    made: list[int] = []
    assert CallGrammars(lambda: made.append(1) or letters(), CLOSE).begin(tools) is None  # type: ignore[func-returns-value]
    assert made == []


def test_the_tokeniser_is_made_once_whichever_thread_comes_first() -> None:
    made: list[int] = []
    together = threading.Barrier(4)

    def make() -> LLTokenizer:
        made.append(1)
        return letters()

    shared = CallGrammars(make, CLOSE)

    def begin() -> None:
        together.wait()
        shared.warm()
        assert shared.begin([tool("t", NOTE)])

    threads = [threading.Thread(target=begin) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [1]


def test_a_vocabulary_that_cannot_be_used_is_tried_once_and_leaves_calls_free() -> None:
    made: list[int] = []

    def make() -> LLTokenizer:
        made.append(1)
        raise ValueError("no vocabulary")

    unusable = CallGrammars(make, CLOSE)
    unusable.warm()
    assert unusable.begin([tool("t", NOTE)]) is None
    assert (unusable.problem, made) == ("no vocabulary", [1])


def wander(constraint: CallConstraint, chance: random.Random, most: int, ends: list[int]) -> list[int]:
    """Write allowed tokens by chance, from `most` on those that lead to an end; the tokens."""
    written: list[int] = []
    while not constraint.finished:
        assert len(written) < most + 600
        allowed = constraint.mask()
        leading = [token for token in ends if allowed[token]]
        numbers = np.flatnonzero(allowed)
        token = leading[0] if len(written) >= most and leading else int(chance.choice(numbers))
        assert constraint.allows(token)
        forced = constraint.forced()
        assert not forced or numbers.tolist() == forced[:1]
        constraint.accept(token)
        written.append(token)
    return written


def walkable(schema: Any) -> Any:
    """The schema without numbers that have no bounds: a number may grow too large for the parser."""
    return json.loads(json.dumps(schema).replace('{"type": "number"}', '{"type": "boolean"}'))


@settings(deadline=None)
@given(ARGUMENTS, st.integers(0, 120), CHANCE)
def test_whatever_way_is_taken_a_valid_call_comes_out(
    pair: tuple[Any, Any], most: int, chance: random.Random
) -> None:
    schema = walkable(pair[0])
    written = wander(begun(tool("t", schema)), chance, most, list(b'"]}'))
    assert written[-1] == CLOSE
    parsed = parse(bytes(written[:-1]).decode(), {"t": schema})
    assert parsed.problems == ()
    assert [call.name for call in parsed.calls] == ["t"]


@pytest.fixture(scope="module")
def vocabulary(model_path: Path) -> Iterator[tuple[Any, LLTokenizer]]:
    """The starter model's vocabulary without its weights."""
    parameters = llama_cpp.llama_model_default_params()
    parameters.vocab_only = True
    model = llama_cpp.llama_model_load_from_file(str(model_path).encode(), parameters)
    vocab = llama_cpp.llama_model_get_vocab(model)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # llguidance's way to ask for attributes
        tokeniser = lltokenizer_from_vocab(vocab, slices=[])
    yield vocab, tokeniser
    llama_cpp.llama_model_free(model)


def canonical(vocab: Any, text: str) -> list[int]:
    """The tokens of a text as llama.cpp makes them, those of its tags included."""
    data = text.encode()
    array = (llama_cpp.llama_token * (len(data) + 8))()
    return list(array[: llama_cpp.llama_tokenize(vocab, data, len(data), array, len(array), False, True)])


@pytest.fixture(scope="module")
def real(vocabulary: tuple[Any, LLTokenizer]) -> CallGrammars:
    vocab, tokeniser = vocabulary
    (close,) = canonical(vocab, CLOSING.decode())
    return CallGrammars(lambda: tokeniser, close)


@pytest.mark.model
@settings(deadline=None, max_examples=40)
@given(pair=ARGUMENTS)
def test_forced_tokens_are_those_that_the_model_would_write(
    real: CallGrammars, vocabulary: tuple[Any, LLTokenizer], pair: tuple[Any, Any]
) -> None:
    schema, arguments = pair
    _, *expected = canonical(vocabulary[0], f"<tool_call>{rendered('t', arguments)}</tool_call>")
    constraint = real.begin([tool("t", schema), tool("time", an_object({}))])
    assert constraint is not None
    at = 0
    while not constraint.finished:
        forced = constraint.forced()
        assert expected[at : at + len(forced)] == forced
        assert not forced or np.flatnonzero(constraint.mask()).tolist() == forced[:1]
        assert taken(constraint, forced or expected[at : at + 1])
        at += len(forced) or 1
    assert at == len(expected)


@pytest.mark.model
@settings(deadline=None, max_examples=40)
@given(pair=ARGUMENTS, most=st.integers(0, 40), chance=CHANCE)
def test_whatever_tokens_are_taken_a_valid_call_comes_out(
    real: CallGrammars,
    vocabulary: tuple[Any, LLTokenizer],
    pair: tuple[Any, Any],
    most: int,
    chance: random.Random,
) -> None:
    schema = walkable(pair[0])
    constraint = real.begin([tool("t", schema)])
    assert constraint is not None
    ends = [token for text in '"]}' for token in canonical(vocabulary[0], text)]
    written = wander(constraint, chance, most, ends)
    text = b"".join(vocabulary[1].decode_bytes([token]) for token in written[:-1]).decode()
    parsed = parse(text, {"t": schema})
    assert parsed.problems == ()
    assert [call.name for call in parsed.calls] == ["t"]


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["x<|im_end|>y", "x</tool_call>z", "</tool_call>", "<tool_call>", "é<think>è"]
)
def test_a_schema_cannot_force_a_control_token(
    real: CallGrammars, vocabulary: tuple[Any, LLTokenizer], text: str
) -> None:
    tokeniser = vocabulary[1]
    schema = an_object({"a": {"const": text}, text: {"type": "boolean"}}, ["a", text])
    constraint = real.begin([tool(text, schema)])
    assert constraint is not None
    assert constraint.unchecked == ()
    written: list[int] = []
    while not constraint.finished:
        forced = constraint.forced() or [constraint.best_allowed(np.zeros(tokeniser.vocab_size, np.float32))]
        assert taken(constraint, forced)
        written += forced
    assert [token for token in written if tokeniser.is_special_token(token)] == written[-1:]
    spelled = b"".join(tokeniser.decode_bytes([token]) for token in written[:-1]).decode()
    (call,) = parse(spelled, {text: schema}).calls
    assert (call.name, call.arguments["a"]) == (text, text)
