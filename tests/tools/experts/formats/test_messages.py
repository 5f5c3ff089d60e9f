"""Anthropic's format: the exact request, and every way in which an answer may come."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cloud import Expert, Provider, thinking_works
from engine.contracts import Usage
from engine.errors import ToolProblem
from tests.servers.anthropic import answered, begin, block, delta, end, event
from tests.tools.experts.bench import incoming, read
from tools.experts.formats.by_provider import FORMATS
from tools.experts.formats.port import Limits, StoppedBy, Turn

CLAUDE = Expert("a", Provider.ANTHROPIC, "claude-sonnet-4-5", key_name="anthropic", max_tokens=4000)
TURNS = (Turn("user", "Why?"), Turn("assistant", "Because."), Turn("user", "弱音器?"))
FORMAT = FORMATS[Provider.ANTHROPIC]
WHOLE = answered("Added mass damps the bridge 弱.", "Hm.")


def asked(expert: Expert) -> dict[str, object]:
    body = json.loads(FORMAT.request(expert, TURNS, Limits.of(expert)).body)
    assert isinstance(body, dict)
    return body


def test_the_request_is_what_anthropic_documents() -> None:
    outgoing = FORMAT.request(CLAUDE, TURNS, Limits.of(CLAUDE))
    assert (outgoing.method, outgoing.url) == ("POST", "https://api.anthropic.com/v1/messages")
    assert (outgoing.key_name, outgoing.key_header) == ("anthropic", "x-api-key")
    assert ("anthropic-version", "2023-06-01") in outgoing.headers
    assert asked(CLAUDE) == {
        "model": "claude-sonnet-4-5",
        "max_tokens": 4000,
        "messages": [
            {"role": "user", "content": "Why?"},
            {"role": "assistant", "content": "Because."},
            {"role": "user", "content": "弱音器?"},
        ],
        "stream": True,
    }


@pytest.mark.parametrize(
    ("wanted", "longest", "budget"),
    [
        (2000, 4000, 2000),
        (9000, 4000, 3000),
        (1024, 2048, 1024),
        (500, 4000, 1024),
        (2000, 1300, 0),
        (0, 4000, 0),
    ],
)
def test_thinking_leaves_room_for_words_and_is_never_shorter_than_allowed(
    wanted: int, longest: int, budget: int
) -> None:
    thinking = asked(replace(CLAUDE, thinking_tokens=wanted, max_tokens=longest)).get("thinking")
    assert thinking == ({"type": "enabled", "budget_tokens": budget} if budget else None)


@pytest.mark.parametrize(
    ("wanted", "longest", "effort"), [(1, 4000, "low"), (5000, 10_000, "medium"), (9000, 20_000, "high")]
)
@pytest.mark.parametrize(
    "model", ["claude-opus-4-7", "claude-opus-5", "claude-sonnet-5", "claude-fable-5", "claude-sonnet-4-6"]
)
def test_newer_models_are_told_how_hard_to_think(model: str, wanted: int, longest: int, effort: str) -> None:
    body = asked(replace(CLAUDE, model=model, thinking_tokens=wanted, max_tokens=longest))
    assert body["thinking"] == {"type": "adaptive", "display": "summarized"}
    assert body["output_config"] == {"effort": effort}


@pytest.mark.parametrize(
    ("model", "base"),
    [
        ("claude-sonnet-4-20250514", ""),
        ("claude-sonnet-4-0", ""),
        ("claude-opus-4-1-20250805", ""),
        ("claude-opus-4-5", ""),
        ("claude-haiku-4-5-20251001", ""),
        ("claude-3-7-sonnet-latest", ""),
        ("anthropic.claude-sonnet-4-5-20250929-v1:0", "https://gateway.example"),
        ("kimi-k2-thinking", "https://moonshot.example/anthropic"),
    ],
)
def test_older_models_are_told_how_many_tokens(model: str, base: str) -> None:
    body = asked(replace(CLAUDE, model=model, base_url=base, thinking_tokens=2000))
    assert body["thinking"] == {"type": "enabled", "budget_tokens": 2000}
    assert "output_config" not in body


def test_models_that_cannot_think_are_not_asked_to() -> None:
    old = replace(CLAUDE, model="claude-3-5-haiku-latest", thinking_tokens=2000)
    assert "thinking" not in asked(old)
    assert not thinking_works(old)


@pytest.mark.parametrize(
    "base", ["https://proxy.example", "https://proxy.example/v1/", "https://proxy.example/v1/messages"]
)
def test_an_address_of_the_users_own_is_joined(base: str) -> None:
    expert = replace(CLAUDE, base_url=base)
    assert FORMAT.request(expert, TURNS, Limits.of(expert)).url == "https://proxy.example/v1/messages"
    assert FORMAT.models_request(expert).url == "https://proxy.example/v1/models?limit=1000"


@given(st.lists(st.integers(0, len(WHOLE)), max_size=8).map(sorted))
def test_a_stream_is_read_the_same_however_it_is_cut(cuts: list[int]) -> None:
    ends = [0, *cuts, len(WHOLE)]
    answer, told = read(Provider.ANTHROPIC, [WHOLE[a:b] for a, b in itertools.pairwise(ends)])
    assert (answer.text, answer.thinking) == ("Added mass damps the bridge 弱.", "Hm.")
    assert (answer.usage, answer.stopped_by) == (Usage(25, 15), StoppedBy.END)
    assert "".join(piece.text for piece in told if not piece.thinking) == answer.text
    assert "".join(piece.text for piece in told if piece.thinking) == answer.thinking


def test_what_a_cache_took_and_gave_was_read_too() -> None:
    body = begin(read=10, cached=100) + block(0, "text", delta(0, "text_delta", text="Yes."), text="") + end()
    assert read(Provider.ANTHROPIC, [body])[0].usage == Usage(210, 15)


def test_an_answer_in_one_piece_is_an_answer() -> None:
    message = {
        "type": "message",
        "content": [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "Yes."}],
        "stop_reason": "end_turn",
        "usage": {"input_tokens": 3, "output_tokens": 4},
    }
    answer, _ = read(Provider.ANTHROPIC, [json.dumps(message).encode()])
    assert (answer.text, answer.thinking, answer.usage) == ("Yes.", "Hm.", Usage(3, 4))


@pytest.mark.parametrize(
    ("reason", "stopped_by"),
    [
        ("max_tokens", StoppedBy.LENGTH),
        ("model_context_window_exceeded", StoppedBy.LENGTH),
        ("refusal", StoppedBy.REFUSAL),
        ("stop_sequence", StoppedBy.END),
    ],
)
def test_an_end_before_the_end_is_told(reason: str, stopped_by: StoppedBy) -> None:
    answer, _ = read(Provider.ANTHROPIC, [answered("Half", reason=reason)])
    assert (answer.text, answer.stopped_by) == ("Half", stopped_by)


def test_a_refusal_needs_no_words() -> None:
    answer, _ = read(Provider.ANTHROPIC, [begin() + end("refusal", 1)])
    assert (answer.text, answer.stopped_by, answer.usage) == ("", StoppedBy.REFUSAL, Usage(25, 1))


OVERLOADED = event("error", error={"type": "overloaded_error", "message": "Overloaded"})
FAULT = event("error", error={"type": "api_error", "message": "Internal server error"})


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (begin() + block(0, "text", delta(0, "text_delta", text="Half"), text=""), "broke off in the midst"),
        (begin() + delta(0, "text_delta", text="Half") + OVERLOADED, r"is overloaded\. Try again later\."),
        (OVERLOADED, r"is overloaded\. Try again later\."),
        (FAULT, 'broke off with an error: "Internal server error"'),
        (begin() + end("max_tokens"), "by thinking, and said nothing"),
        (begin() + end(), "without a word"),
        (b"event: ping\n\n", "not in the form"),
    ],
)
def test_what_is_no_whole_answer_is_a_problem(body: bytes, word: str) -> None:
    with pytest.raises(ToolProblem, match=word):
        read(Provider.ANTHROPIC, [body])


def test_the_models_are_read() -> None:
    listed = {"data": [{"type": "model", "id": "claude-1"}, {"id": ""}, {"id": 7}, 7], "has_more": False}
    assert FORMAT.read_models(incoming(json.dumps(listed).encode())) == ("claude-1",)


def test_an_event_that_nobody_knows_yet_is_passed_over() -> None:
    new = event("content_block_delta", index=0, delta={"type": "new_delta"}) + event("new_event", of="2030")
    stop = event("message_delta", delta={"stop_reason": None}, usage={}) + event("message_stop")
    body = begin() + new + block(0, "text", delta(0, "text_delta", text="Yes."), text="") + stop
    assert read(Provider.ANTHROPIC, [body])[0].text == "Yes."
