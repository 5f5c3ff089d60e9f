"""Chat completions: the exact request, and every way in which an answer may come."""

from __future__ import annotations

import contextlib
import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cloud import Expert, Provider, thinking_works
from engine.contracts import Money, Usage
from engine.errors import ToolProblem
from tests.servers.openai_compatible import completion, delta, usage
from tests.servers.openrouter import PROCESSING, broken
from tests.servers.openrouter import usage as paid
from tests.tools.experts.bench import body_of, read
from tools.experts.formats.by_provider import FORMATS
from tools.experts.formats.port import Counts, Limits, StoppedBy, Turn
from tools.experts.formats.server_events import MAX_EVENT

TURNS = (Turn("user", "Why?"), Turn("assistant", "Because."), Turn("user", "弱音器?"))
OPENAI = Expert("o", Provider.OPENAI, "gpt-5-mini", key_name="openai", max_tokens=3000)
ROUTER = Expert("r", Provider.OPENROUTER, "vendor/model", thinking_tokens=1500)
OWN = Expert("c", Provider.COMPATIBLE, "qwen", base_url="http://gpu.lan:8000", authority="PEM")


def events(*chunks: object, done: bool = True) -> bytes:
    """The body of a streamed answer, without the marks of HTTP's chunks."""
    parts = [
        chunk if isinstance(chunk, bytes) else f"data: {json.dumps(chunk)}\n\n".encode() for chunk in chunks
    ]
    return b"".join([*parts, b"data: [DONE]\n\n"] if done else parts)


WHOLE = events(
    delta(role="assistant", content="", refusal=None),
    delta(reasoning_content="Mass "),
    delta(reasoning="damps."),
    delta(content="Added "),
    delta(content="mass 弱."),
    delta("stop"),
    usage(12, 30),
)


def test_the_request_is_what_openai_documents() -> None:
    outgoing = FORMATS[Provider.OPENAI].request(OPENAI, TURNS, Limits.of(OPENAI))
    assert (outgoing.method, outgoing.url) == ("POST", "https://api.openai.com/v1/chat/completions")
    assert (outgoing.host, outgoing.key_name, outgoing.key_header) == ("api.openai.com", "openai", "")
    assert outgoing.headers == (
        ("Content-Type", "application/json"),
        ("Accept", "text/event-stream, application/json"),
    )
    assert not outgoing.own_endpoint
    assert json.loads(outgoing.body) == {
        "model": "gpt-5-mini",
        "messages": [
            {"role": "user", "content": "Why?"},
            {"role": "assistant", "content": "Because."},
            {"role": "user", "content": "弱音器?"},
        ],
        "max_completion_tokens": 3000,
        "stream": True,
        "stream_options": {"include_usage": True},
        "store": False,
        "service_tier": "default",
    }


@pytest.mark.parametrize(
    ("model", "thinking", "longest", "effort"),
    [
        ("gpt-5-mini", 0, 3000, None),
        ("gpt-5-mini", 1000, 3000, "low"),
        ("o3", 5000, 10_000, "medium"),
        ("gpt-5.6-sol", 20_000, 40_000, "high"),
        ("gpt-5.6-sol", 20_000, 2048, "low"),
        ("gpt-5-pro", 100, 3000, "high"),
        ("gpt-4.1", 1000, 3000, None),
        ("gpt-5-chat-latest", 1000, 3000, None),
        ("o1-mini", 1000, 3000, None),
    ],
)
def test_thinking_is_asked_for_by_a_word_where_the_model_takes_one(
    model: str, thinking: int, longest: int, effort: str | None
) -> None:
    expert = replace(OPENAI, model=model, thinking_tokens=thinking, max_tokens=longest)
    asked = json.loads(FORMATS[Provider.OPENAI].request(expert, TURNS, Limits.of(expert)).body)
    assert asked.get("reasoning_effort") == effort
    assert thinking_works(expert) == (effort is not None or not thinking)


def test_a_compatible_server_is_sent_nothing_that_only_others_know() -> None:
    expert = replace(OWN, thinking_tokens=1000)
    asked = json.loads(FORMATS[Provider.COMPATIBLE].request(expert, TURNS, Limits.of(expert)).body)
    assert set(asked) == {"model", "messages", "max_tokens", "stream", "stream_options"}
    assert not thinking_works(expert)


def test_openrouter_is_asked_for_thinking_and_for_the_cost() -> None:
    asked = json.loads(FORMATS[Provider.OPENROUTER].request(ROUTER, TURNS[:1], Limits.of(ROUTER)).body)
    assert asked["usage"] == {"include": True}
    assert asked["reasoning"] == {"max_tokens": 1500}
    assert asked["max_tokens"] == 2048
    assert asked["provider"] == {"data_collection": "deny"}
    plain = replace(ROUTER, thinking_tokens=0)
    assert "reasoning" not in json.loads(
        FORMATS[Provider.OPENROUTER].request(plain, TURNS[:1], Limits.of(plain)).body
    )


def test_a_server_of_the_users_own_gets_the_old_name_and_its_authority() -> None:
    outgoing = FORMATS[Provider.COMPATIBLE].request(OWN, TURNS[:1], Limits.of(OWN))
    assert outgoing.url == "http://gpu.lan:8000/v1/chat/completions"
    assert (outgoing.own_endpoint, outgoing.authority) == (True, "PEM")
    assert json.loads(outgoing.body)["max_tokens"] == 2048


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("https://api.example.com", "https://api.example.com/v1/"),
        (" https://api.example.com/v1/ ", "https://api.example.com/v1/"),
        ("http://gpu.lan:8000/openai/v1", "http://gpu.lan:8000/openai/v1/"),
        ("https://api.example.com/v1/chat/completions", "https://api.example.com/v1/"),
    ],
)
def test_the_address_is_joined_as_servers_document_it(base: str, url: str) -> None:
    expert = replace(OWN, base_url=base)
    speaks = FORMATS[Provider.COMPATIBLE]
    assert speaks.request(expert, TURNS, Limits.of(expert)).url == f"{url}chat/completions"
    assert speaks.models_request(expert).url == f"{url}models"


@pytest.mark.parametrize(
    "base",
    ["", "https://", "https://a/v1?x=1", "https://a/v1#x", "https://ä.example/v1", "ftp://a", "https://[::1"],
)
def test_an_address_that_cannot_be_used_has_no_host(base: str) -> None:
    assert FORMATS[Provider.COMPATIBLE].models_request(replace(OWN, base_url=base)).host == ""


def test_who_thinks_or_is_near_may_be_silent_for_longer() -> None:
    far = Expert("a", Provider.ANTHROPIC, "claude")
    assert Limits.of(far).silence_s == 60.0
    for slow in (replace(far, thinking_tokens=2000), OWN, OPENAI, replace(OPENAI, model="o3")):
        assert Limits.of(slow).silence_s == 180.0
    assert Limits.of(replace(OPENAI, model="gpt-4.1")).silence_s == 60.0
    assert Limits.of(far).total_s == 900.0


@given(st.lists(st.integers(0, len(WHOLE)), max_size=8).map(sorted))
def test_a_stream_is_read_the_same_however_it_is_cut(cuts: list[int]) -> None:
    ends = [0, *cuts, len(WHOLE)]
    answer, told = read(Provider.OPENAI, [WHOLE[a:b] for a, b in itertools.pairwise(ends)])
    assert (answer.text, answer.thinking) == ("Added mass 弱.", "Mass damps.")
    assert (answer.usage, answer.stopped_by, answer.cost) == (Usage(12, 30), StoppedBy.END, None)
    assert "".join(piece.text for piece in told if piece.thinking) == "Mass damps."
    assert "".join(piece.text for piece in told if not piece.thinking) == "Added mass 弱."


@pytest.mark.parametrize(
    "body",
    [
        WHOLE.replace(b"\n", b"\r\n"),
        b"\xef\xbb\xbf\n\n" + WHOLE,
        b": ping\n\n" + WHOLE,
        events(
            delta(content="Added mass 弱."),
            delta(reasoning="Mass damps."),
            delta("stop"),
            usage(12, 30),
            done=False,
        ),
        events(
            delta(content="<think>\nMass damps.</think>\n"), delta(content="Added mass 弱."), usage(12, 30)
        ),
    ],
)
def test_an_answer_may_be_written_in_several_ways(body: bytes) -> None:
    answer, _ = read(Provider.COMPATIBLE, [body])
    assert (answer.text, answer.thinking, answer.usage) == ("Added mass 弱.", "Mass damps.", Usage(12, 30))


def test_an_answer_in_one_piece_is_an_answer() -> None:
    answer, told = read(Provider.COMPATIBLE, [body_of(completion("Mass.", tokens=(3, 4)))])
    assert (answer.text, answer.usage, told) == ("Mass.", Usage(3, 4), [])
    parts = {"choices": [{"message": {"content": [{"type": "text", "text": "Ma"}, {"text": "ss."}, 7]}}]}
    assert read(Provider.COMPATIBLE, [b" \n", json.dumps(parts).encode()])[0].text == "Mass."


@pytest.mark.parametrize(
    ("body", "text", "stopped_by"),
    [
        (events(delta(content="Half"), delta("length")), "Half", StoppedBy.LENGTH),
        (events(delta(content="Half"), delta("content_filter")), "Half", StoppedBy.FILTER),
        (events(delta(), delta("content_filter")), "", StoppedBy.REFUSAL),
        (
            events(delta(refusal="I cannot "), delta(refusal="help."), delta("stop")),
            "I cannot help.",
            StoppedBy.REFUSAL,
        ),
        (body_of(completion("Half", reason="length")), "Half", StoppedBy.LENGTH),
        (
            json.dumps({"choices": [{"message": {"content": None, "refusal": "No."}}]}).encode(),
            "No.",
            StoppedBy.REFUSAL,
        ),
    ],
)
def test_an_end_before_the_end_is_told(body: bytes, text: str, stopped_by: StoppedBy) -> None:
    answer, _ = read(Provider.OPENAI, [body])
    assert (answer.text, answer.stopped_by) == (text, stopped_by)


def test_openrouter_says_what_it_cost() -> None:
    body = PROCESSING + events(delta(content="Yes."), PROCESSING, delta("stop"), paid(12, 34, 0.000123))
    answer, _ = read(Provider.OPENROUTER, [body])
    assert (answer.text, answer.cost, answer.usage) == ("Yes.", Money(123), Usage(12, 34))


def test_openrouter_may_hand_a_question_to_nobody_dearer_than_was_shown() -> None:
    limits = replace(Limits.of(ROUTER), price_in=Money(1_250_000), price_out=Money(0))
    asked = json.loads(FORMATS[Provider.OPENROUTER].request(ROUTER, TURNS, limits).body)
    assert asked["provider"]["max_price"] == {"prompt": 1.250001, "completion": 0}


@pytest.mark.parametrize(
    ("more", "money"),
    [
        ({"cost_details": {"upstream_inference_cost": 0.02}}, 21_000),
        ({"cost_details": {"upstream_inference_cost": 0.02}, "is_byok": True}, 21_000),
        ({"cost_details": {"upstream_inference_cost": 0.02}, "is_byok": False}, 1000),
        ({"cost_details": {"upstream_inference_cost": None}}, 1000),
    ],
)
def test_what_a_key_of_the_users_own_pays_at_the_provider_counts(more: dict[str, object], money: int) -> None:
    counted = {"prompt_tokens": 3000, "completion_tokens": 1000, "cost": 0.001, **more}
    body = events(delta("stop", content="Yes."), {"choices": [], "usage": counted})
    assert read(Provider.OPENROUTER, [body])[0].cost == money


def test_what_came_from_a_cache_and_what_was_thought_is_counted_apart() -> None:
    counted = {
        "prompt_tokens": 280,
        "completion_tokens": 50,
        "prompt_tokens_details": {"cached_tokens": 270, "cache_write_tokens": 999},
        "completion_tokens_details": {"reasoning_tokens": 40},
    }
    body = events(delta("stop", content="Yes."), {"choices": [], "usage": counted})
    assert read(Provider.OPENAI, [body])[0].bill.counts == Counts(280, 50, 270, 10, 40)


@pytest.mark.parametrize("provider", [Provider.OPENAI, Provider.ANTHROPIC, Provider.GOOGLE])
def test_the_texts_of_a_request_can_be_read_back(provider: Provider) -> None:
    expert = replace(OPENAI, provider=provider)
    body = FORMATS[provider].request(expert, TURNS, Limits.of(expert)).body
    assert FORMATS[provider].texts(body) == tuple(turn.text for turn in TURNS)


@pytest.mark.parametrize(
    ("cost", "money"),
    [(0, 0), (0.0000001, 1), (1.5, 1_500_000), (True, None), (-1, None), ("1", None), (None, None)],
)
def test_a_cost_is_rounded_up_and_must_be_one(cost: object, money: int | None) -> None:
    counted = {"choices": [], "usage": {"prompt_tokens": 1, "completion_tokens": 1, "cost": cost}}
    assert read(Provider.OPENROUTER, [events(delta("stop", content="Yes."), counted)])[0].cost == money


@pytest.mark.parametrize(
    "counted",
    [
        {},
        {"usage": None},
        {"usage": []},
        {"usage": {"prompt_tokens": 5}},
        {"usage": {"prompt_tokens": 0, "completion_tokens": 1}},
        {"usage": {"prompt_tokens": True, "completion_tokens": 1}},
        {"usage": {"prompt_tokens": 10**12, "completion_tokens": 1}},
        {"usage": {"prompt_tokens": 5, "completion_tokens": -1}},
        {"usage": {"prompt_tokens": "5", "completion_tokens": 1}},
    ],
)
def test_a_count_that_is_not_credible_is_none(counted: dict[str, object]) -> None:
    assert read(Provider.OPENAI, [events(delta("stop", content="Yes."), counted)])[0].usage is None


@pytest.mark.parametrize(
    ("body", "word"),
    [
        (events(delta(content="Half an"), done=False), "broke off in the midst"),
        (events(delta(content="Half an"), delta("error"), done=False), "broke off in the midst"),
        (WHOLE[:90], "not in the form"),
        (
            events(delta(content="Half an"), broken("Upstream\nis gone")),
            r'broke off with an error: "Upstream is gone"\.',
        ),
        (events({"error": {"message": "", "type": "server_error"}}), r"broke off with an error\."),
        (events({"error": "quite wrong"}), 'error: "quite wrong"'),
        (
            events(delta(content="Half"), {"error": {"message": "x", "type": "overloaded_error"}}),
            "is overloaded",
        ),
        (json.dumps({"error": {"message": "bad"}}).encode(), 'error: "bad"'),
        (events(delta(reasoning="Hm."), delta("length")), "by thinking, and said nothing"),
        (events(delta("stop")), "without a word"),
        (events(delta("stop", content="  ")), "without a word"),
        (b"", "not in the form"),
        (b"\n\n", "not in the form"),
        (b"<html>Log in</html>", "not in the form"),
        (b"data: [DONE]\n\n", "not in the form"),
        (b"data: <html>\n\n", "not in the form"),
        (b"data: 7\n\n", "not in the form"),
        (b'{"choices": [', "not in the form"),
        (b'{"a": "\xff"}', "not in the form"),
        (b"[]", "not in the form"),
        (b'{"object": "list"}', "broke off in the midst"),
        (b"x" * 3_000_000, "not in the form"),
        (b"data: " + b"x" * 1_048_560 + b"\ndata: more than fits", "not in the form"),
    ],
)
def test_what_is_no_whole_answer_is_a_problem_that_names_the_host(body: bytes, word: str) -> None:
    with pytest.raises(ToolProblem, match=rf"^api\.example\.com .*{word}"):
        read(Provider.OPENROUTER, [body])


@given(st.binary(max_size=200))
def test_whatever_comes_is_an_answer_or_a_problem(body: bytes) -> None:
    for start in (b"", b"data: {", b'{"choices":'):
        with contextlib.suppress(ToolProblem):
            read(Provider.OPENAI, [start + body])


def test_a_line_that_is_too_long_is_no_answer_even_at_the_end() -> None:
    start = b"data: " + b"x" * (MAX_EVENT - 10) + b"\n"
    with pytest.raises(ToolProblem, match="not in the form"):
        read(Provider.OPENAI, [start, b"data: more than fits"])


def test_a_stream_may_end_without_its_last_line_end() -> None:
    body = events(delta(content="Yes, "), delta("stop", content="indeed."), done=False)
    assert read(Provider.OPENAI, [body.rstrip()])[0].text == "Yes, indeed."
