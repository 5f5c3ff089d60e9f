"""Google's format: the exact request, and every way in which an answer may come."""

from __future__ import annotations

import itertools
import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cloud import Expert, Provider
from engine.contracts import Usage
from engine.errors import ToolProblem
from tests.servers.google import answered, blocked, chunk, error, stream
from tests.tools.experts.bench import body_of, incoming, read
from tools.experts.formats.by_provider import FORMATS
from tools.experts.formats.port import Limits, StoppedBy, Turn

GEMINI = Expert("g", Provider.GOOGLE, "gemini-2.5-pro", key_name="google", max_tokens=4000)
TURNS = (Turn("user", "Why?"), Turn("assistant", "Because."), Turn("user", "弱音器?"))
FORMAT = FORMATS[Provider.GOOGLE]
WHOLE = body_of(stream(*answered("Added mass damps the bridge 弱.", "Hm.")))


def test_the_request_is_what_google_documents() -> None:
    outgoing = FORMAT.request(GEMINI, TURNS, Limits.of(GEMINI))
    base = "https://generativelanguage.googleapis.com/v1beta"
    assert outgoing.url == f"{base}/models/gemini-2.5-pro:streamGenerateContent?alt=sse"
    assert (outgoing.method, outgoing.key_name, outgoing.key_header) == ("POST", "google", "x-goog-api-key")
    assert json.loads(outgoing.body) == {
        "contents": [
            {"role": "user", "parts": [{"text": "Why?"}]},
            {"role": "model", "parts": [{"text": "Because."}]},
            {"role": "user", "parts": [{"text": "弱音器?"}]},
        ],
        "generationConfig": {"maxOutputTokens": 4000},
    }


def test_thinking_is_asked_for_with_its_room() -> None:
    expert = replace(GEMINI, thinking_tokens=9000)
    settings = json.loads(FORMAT.request(expert, TURNS, Limits.of(expert)).body)["generationConfig"]
    assert settings["thinkingConfig"] == {"includeThoughts": True, "thinkingBudget": 3000}


@pytest.mark.parametrize(
    ("model", "wanted", "longest", "budget"),
    [
        ("gemini-2.5-pro", 1, 4000, 128),
        ("gemini-2.5-pro", 90_000, 100_000, 32_768),
        ("gemini-2.5-flash", 1, 4000, 1),
        ("models/gemini-2.5-flash-lite", 127, 4000, 512),
        ("gemini-2.5-flash", 90_000, 100_000, 24_576),
        ("gemini-2.5-pro", 100, 150, None),
        ("gemini-2.0-flash", 1000, 4000, None),
    ],
)
def test_thinking_stays_within_what_the_model_takes(
    model: str, wanted: int, longest: int, budget: int | None
) -> None:
    expert = replace(GEMINI, model=model, thinking_tokens=wanted, max_tokens=longest)
    settings = json.loads(FORMAT.request(expert, TURNS, Limits.of(expert)).body)["generationConfig"]
    assert settings.get("thinkingConfig", {}).get("thinkingBudget") == budget


@pytest.mark.parametrize("model", ["gemini-2.5-pro", "models/gemini-3-pro-preview", "gemini-flash-latest"])
def test_who_thinks_unasked_may_be_silent_for_longer(model: str) -> None:
    assert Limits.of(replace(GEMINI, model=model)).silence_s == 180.0
    assert Limits.of(replace(GEMINI, model="gemini-2.5-flash-lite")).silence_s == 60.0


@pytest.mark.parametrize("said", [error("UNAVAILABLE", "Overloaded."), [error("UNAVAILABLE", "Overloaded.")]])
def test_an_error_in_mid_stream_that_is_no_event_is_told(said: object) -> None:
    half = body_of(stream(chunk({"text": "Half"})))
    for indent in (None, 2):
        with pytest.raises(ToolProblem, match="is overloaded"):
            read(Provider.GOOGLE, [half, json.dumps(said, indent=indent).encode()])
    with pytest.raises(ToolProblem, match="in the midst"):
        read(Provider.GOOGLE, [half, b"<html>\n[7]"])


@pytest.mark.parametrize(
    ("model", "path"),
    [
        ("models/gemini-2.5-pro", "models/gemini-2.5-pro:"),
        ("tunedModels/mine", "tunedModels/mine:"),
        ("a b?c#d", "models/a%20b%3Fc%23d:"),
    ],
)
def test_a_models_name_is_a_part_of_the_path_and_no_more(model: str, path: str) -> None:
    url = FORMAT.request(replace(GEMINI, model=model), TURNS, Limits.of(GEMINI)).url
    assert url.endswith(f"/v1beta/{path}streamGenerateContent?alt=sse")


@given(st.lists(st.integers(0, len(WHOLE)), max_size=8).map(sorted))
def test_a_stream_is_read_the_same_however_it_is_cut(cuts: list[int]) -> None:
    ends = [0, *cuts, len(WHOLE)]
    answer, told = read(Provider.GOOGLE, [WHOLE[a:b] for a, b in itertools.pairwise(ends)])
    assert (answer.text, answer.thinking) == ("Added mass damps the bridge 弱.", "Hm.")
    assert (answer.usage, answer.stopped_by) == (Usage(12, 47), StoppedBy.END)
    assert "".join(piece.text for piece in told if not piece.thinking) == answer.text


@pytest.mark.parametrize("in_a_list", [True, False])
def test_an_answer_in_one_piece_is_an_answer(in_a_list: bool) -> None:
    parts = answered("Yes.") if in_a_list else chunk({"text": "Yes."}, finish="STOP", candidatesTokenCount=7)
    answer, _ = read(Provider.GOOGLE, [json.dumps(parts).encode()])
    assert (answer.text, answer.usage) == ("Yes.", Usage(12, 7))


@pytest.mark.parametrize(
    ("parts", "text", "stopped_by"),
    [
        ([chunk({"text": "Half"}, finish="MAX_TOKENS")], "Half", StoppedBy.LENGTH),
        ([chunk({"text": "Half"}), chunk(finish="SAFETY")], "Half", StoppedBy.FILTER),
        ([chunk(finish="RECITATION")], "RECITATION", StoppedBy.REFUSAL),
        ([blocked("SAFETY")], "SAFETY", StoppedBy.REFUSAL),
    ],
)
def test_an_end_before_the_end_is_told(
    parts: list[dict[str, object]], text: str, stopped_by: StoppedBy
) -> None:
    answer, _ = read(Provider.GOOGLE, [body_of(stream(*parts))])
    assert (answer.text, answer.stopped_by, answer.usage) == (text, stopped_by, Usage(12, 0))


@pytest.mark.parametrize(
    ("parts", "word"),
    [
        ([chunk({"text": "Half"})], "broke off in the midst"),
        ([chunk({"text": "Half"}), error("UNAVAILABLE", "The model is overloaded.")], "is overloaded"),
        ([error("INTERNAL", "An internal error has occurred.")], 'error: "An internal error has occurred."'),
        ([chunk({"text": "Hm.", "thought": True}, finish="MAX_TOKENS")], "by thinking, and said nothing"),
        ([chunk(finish="STOP")], "without a word"),
        ([{"candidates": None}], "broke off in the midst"),
    ],
)
def test_what_is_no_whole_answer_is_a_problem(parts: list[dict[str, object]], word: str) -> None:
    with pytest.raises(ToolProblem, match=word):
        read(Provider.GOOGLE, [body_of(stream(*parts))])


def test_only_models_that_answer_in_text_are_listed() -> None:
    models = [
        {"name": "models/gemini-2.5-pro", "supportedGenerationMethods": ["generateContent"]},
        {"name": "models/embedding", "supportedGenerationMethods": ["embedContent"]},
        {"name": "models/unsaid"},
        {"name": None},
    ]
    listed = FORMAT.read_models(incoming(json.dumps({"models": models}).encode()))
    assert listed == ("gemini-2.5-pro", "unsaid")
