"""Whatever form a server's chunks have, the call parser reads from them what the model meant."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.call_parser import CallParser, Parsed
from engine.contracts import ToolSpec
from engine.model.chat_stream import ChatStream, NotAChunkError, ServerSaysError, error_message
from tests.servers.openai_compatible import call_part, delta, usage

TOOLS = {
    "add": ToolSpec(
        "add",
        "Add two numbers.",
        {
            "type": "object",
            "properties": {"a": {"type": "integer"}, "b": {"type": "integer"}},
            "required": ["a", "b"],
        },
    ),
    "now": ToolSpec("now", "The time.", {"type": "object", "properties": {}}),
}


def written(stream: ChatStream, *chunks: object) -> str:
    """The whole text of a stream of chunks."""
    parts = [text for chunk in chunks for text in stream.feed(json.dumps(chunk))]
    return "".join([*parts, *stream.finish()])


def parsed(*chunks: object) -> Parsed:
    ids = count(1)
    parser = CallParser(TOOLS, lambda: f"id-{next(ids)}")
    parser.feed(written(ChatStream(), *chunks))
    return parser.finish()


def made(*chunks: object) -> list[tuple[str, object]]:
    found = parsed(*chunks)
    assert found.problems == ()
    return [(call.name, dict(call.arguments)) for call in found.calls]


def pieces(text: str) -> Sequence[str]:
    return [text[place : place + 3] for place in range(0, len(text), 3)]


def test_words_come_as_they_are_and_the_count_and_the_reason_are_kept() -> None:
    stream = ChatStream()
    chunks = [delta(role="assistant", content=""), delta(content="Hel"), delta(content="lo"), delta("length")]
    assert written(stream, *chunks, usage(12, 34)) == "Hello"
    assert stream.finish_reason == "length"
    assert stream.usage is not None
    assert (stream.usage.prompt_tokens, stream.usage.completion_tokens) == (12, 34)


@pytest.mark.parametrize("name", ["reasoning_content", "reasoning"])
def test_thinking_stands_in_its_tags_however_the_server_calls_it(name: str) -> None:
    found = parsed(
        delta(role="assistant", content=None, **{name: "I "}), delta(**{name: "think."}), delta(content="Yes")
    )
    assert (found.thinking.strip(), found.text) == ("I think.", "Yes")


def test_thinking_that_both_fields_tell_is_told_once() -> None:
    assert parsed(delta(reasoning_content="Hm.", reasoning="Hm."), delta(content="x")).thinking == "Hm."


@pytest.mark.parametrize("size", [1, 2, 3, 5, 100])
def test_a_tag_inside_the_thinking_neither_ends_it_nor_makes_a_call(size: int) -> None:
    text = 'a </think> b <tool_call>{"name": "now", "arguments": {}}</tool_call> c <'
    cut = [text[place : place + size] for place in range(0, len(text), size)]
    found = parsed(*(delta(reasoning_content=piece) for piece in cut), delta(content="Done."))
    assert (found.calls, found.problems, found.text) == ((), (), "Done.")
    assert found.thinking.endswith("c <")


def test_thinking_that_never_ends_is_closed() -> None:
    assert written(ChatStream(), delta(reasoning="hm <")) == "<think>hm <</think>"


def test_a_call_in_pieces_is_put_together() -> None:
    arguments = [delta(tool_calls=[call_part(0, None, piece)]) for piece in pieces('{"a": 1, "b": 2}')]
    first = delta(role="assistant", content=None, tool_calls=[call_part(0, "add", "", "call_x")])
    assert made(first, *arguments, delta("tool_calls")) == [("add", {"a": 1, "b": 2})]


def test_a_name_that_is_written_again_with_every_piece_counts_once() -> None:
    again = [
        delta(tool_calls=[call_part(0, "add", piece, "call__0_add_cmpl-1")])
        for piece in pieces('{"a": 1, "b": 2}')
    ]
    assert made(*again) == [("add", {"a": 1, "b": 2})]


def test_several_calls_keep_their_order_even_where_their_pieces_mix() -> None:
    found = made(
        delta(tool_calls=[call_part(0, "add", '{"a": 1', "c0"), call_part(1, "now", "", "c1")]),
        delta(tool_calls=[call_part(1, None, "{}")]),
        delta(tool_calls=[call_part(0, None, ', "b": 2}')]),
    )
    assert found == [("add", {"a": 1, "b": 2}), ("now", {})]


@pytest.mark.parametrize("index", [None, 0])
def test_calls_whose_place_is_missing_or_always_zero_are_told_apart(index: int | None) -> None:
    one = {"index": index, "id": "a", "function": {"name": "now", "arguments": "{}"}}
    two = {"index": index, "id": "b", "function": {"name": "now", "arguments": "{}"}}
    three = {"index": index, "function": {"name": "add", "arguments": '{"a": 1, "b": 2}'}}
    assert made(delta(tool_calls=[one]), delta(tool_calls=[two, three])) == [
        ("now", {}),
        ("now", {}),
        ("add", {"a": 1, "b": 2}),
    ]


def test_arguments_that_are_an_object_or_missing_are_taken() -> None:
    as_object = {"index": 0, "id": "a", "function": {"name": "add", "arguments": {"a": 1, "b": 2}}}
    none = {"index": 1, "id": "b", "function": {"name": "now"}}
    assert made(delta(tool_calls=[as_object, none])) == [("add", {"a": 1, "b": 2}), ("now", {})]


@pytest.mark.parametrize(
    "broken",
    [
        '{"a": 1, "b": ',
        '{"a": 1}}</tool_call><tool_call>{"name": "now", "arguments": {}}',
        "[" * 5000,
        "no JSON",
        '{"a": 1, "a": 2, "b": 3}',
        '{"a": NaN, "b": 1}',
    ],
)
def test_broken_arguments_become_a_sentence_for_the_model_and_no_other_call(broken: str) -> None:
    found = parsed(delta(tool_calls=[call_part(0, "add", broken)]), delta("tool_calls"))
    assert found.calls == ()
    (problem,) = found.problems
    assert "no valid JSON" in problem
    assert found.text == ""


def test_a_call_without_a_name_or_of_no_known_tool_is_a_sentence() -> None:
    for name in ("", None, "rm -rf", 'x"}'):
        found = parsed(delta(tool_calls=[call_part(0, name, "{}")]))
        assert found.calls == ()
        assert len(found.problems) == 1


def test_calls_that_the_server_left_in_the_text_are_found_too() -> None:
    text = 'Wait. <tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>'
    assert made(*(delta(content=piece) for piece in pieces(text))) == [("now", {})]


def test_only_the_first_choice_counts_and_null_means_nothing() -> None:
    second = {"choices": [{"index": 1, "delta": {"content": "no"}}], "usage": None}
    empty = {"choices": [{"delta": {"content": None, "tool_calls": None}, "finish_reason": None}]}
    assert (
        written(ChatStream(), second, empty, {"choices": None, "usage": None}, delta(refusal="No.")) == "No."
    )


def test_an_answer_that_came_whole_is_read_as_well() -> None:
    message = {"role": "assistant", "content": "Hi", "tool_calls": [call_part(0, "now", "{}", "x")]}
    stream = ChatStream()
    text = written(stream, {"choices": [{"index": 0, "message": message, "finish_reason": "stop"}]})
    assert text == 'Hi<tool_call>\n{"name": "now", "arguments": {}}\n</tool_call>\n'
    assert stream.finish_reason == "stop"


def test_a_character_that_was_cut_in_half_is_made_whole() -> None:
    stream = ChatStream()
    halves = [
        '{"choices":[{"delta":{"content":"a\\ud83d"}}]}',
        '{"choices":[{"delta":{"content":"\\ude00b"}}]}',
    ]
    assert "".join(text for half in halves for text in stream.feed(half)) == "a😀b"
    assert "".join(stream.feed('{"choices":[{"delta":{"content":"\\ud83d"}}]}')) == ""
    assert "".join(stream.finish()) == "\ufffd"


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ('{"error": {"message": "CUDA out\\nof memory", "code": 500}}', "CUDA out of memory"),
        ('{"error": "overloaded"}', "overloaded"),
        ('{"error": {"code": 500}}', ""),
        ('{"object": "error", "message": "too long", "code": 400}', "too long"),
    ],
)
def test_an_error_in_the_place_of_a_chunk_is_told(event: str, said: str) -> None:
    with pytest.raises(ServerSaysError) as caught:
        list(ChatStream().feed(event))
    assert caught.value.message == said


@pytest.mark.parametrize(
    "event",
    ["", "no", "[]", "3", "{}", '{"choices": 5}', '{"choices": [{"delta": {"content": 5}}]}', "[" * 100_000],
)
def test_what_is_no_chunk_is_refused(event: str) -> None:
    with pytest.raises(NotAChunkError):
        list(ChatStream().feed(event))


def test_what_an_error_says_is_found_in_the_forms_in_use() -> None:
    assert error_message({"error": {"message": "a"}}) == "a"
    assert error_message({"detail": "b"}) == "b"
    assert error_message({"message": "c", "object": "error"}) == "c"
    assert error_message({"detail": [{"msg": "d"}]}) == ""
    assert error_message(None) == ""


KEYS = st.sampled_from(
    (
        "choices",
        "delta",
        "message",
        "content",
        "tool_calls",
        "function",
        "name",
        "arguments",
        "index",
        "error",
    )
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(KEYS, JSON, max_size=4))
def test_no_json_breaks_the_reader(value: dict[str, object]) -> None:
    stream = ChatStream()
    try:
        list(stream.feed(json.dumps(value)))
    except (NotAChunkError, ServerSaysError):
        return
    list(stream.finish())
