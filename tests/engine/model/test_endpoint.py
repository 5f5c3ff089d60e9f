"""A model behind an endpoint: asked about, on record, read with care, and stopped at once.

Everything is real but the person: gate, ledger, broker, and a server on loopback.
"""

from __future__ import annotations

import json
import socket
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from app.engine_words import is_known
from engine.call_parser import CallParser
from engine.contracts import Answer, Choice, Decision, Preferences, Privacy, Question, ToolSpec
from engine.errors import Cancelled, UserError
from engine.model import endpoint as endpoint_module
from engine.model.endpoint import EndpointModel
from engine.model.port import Finished, ModelEvent, Text
from tests.engine.model.endpoint_bench import PROMPT, Bench, Person, benches, text_of
from tests.servers.openai_compatible import (
    OpenAICompatibleServer,
    call_part,
    completion,
    delta,
    failure,
    streamed,
    usage,
)
from tests.servers.recording import http

ADD = ToolSpec(
    "add",
    "Add.",
    {"type": "object", "properties": {"a": {"type": "integer"}}, "required": ["a"]},
)


@pytest.fixture
def make_bench(tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    with benches(tmp_path) as make:
        yield make


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench()


@pytest.fixture
def server() -> Iterator[OpenAICompatibleServer]:
    with OpenAICompatibleServer("The answer is 42.") as server:
        yield server


def problem_of(bench: Bench, model: EndpointModel) -> tuple[str, UserError]:
    """The text until the model failed, and the words of the failure; they can be said in every language."""
    came: list[ModelEvent] = []
    with pytest.raises(UserError) as caught:
        came.extend(event for event in iterating(model, bench, came))
    assert caught.value.way_out
    for sentence in (caught.value.problem, caught.value.way_out):
        assert is_known(sentence), sentence
    return text_of(came), caught.value


def iterating(model: EndpointModel, bench: Bench, came: list[ModelEvent]) -> Iterator[ModelEvent]:
    for event in model.stream(PROMPT, bench.cancel):
        came.append(event)
    yield from ()


def test_loading_sends_nothing_and_says_where_answers_are_made(
    bench: Bench, server: OpenAICompatibleServer
) -> None:
    info = bench.model(server).load(lambda _fraction: None)
    assert (info.name, info.host, info.device, info.context) == ("qwen3", "127.0.0.1", "at 127.0.0.1", 32_768)
    assert is_known(info.device)
    assert not info.needs_examples
    assert server.requests == []
    assert not bench.rows()


def test_an_answer_comes_in_pieces_with_its_count(bench: Bench, server: OpenAICompatibleServer) -> None:
    events = list(bench.model(server).stream(PROMPT, bench.cancel))
    assert [event.text for event in events if isinstance(event, Text)] == ["The ", "answer ", "is ", "42."]
    finished = events[-1]
    assert isinstance(finished, Finished)
    assert (finished.reason, finished.prompt_tokens, finished.tokens) == ("stop", 12, 4)
    assert finished.reading_s >= 0
    assert finished.writing_s >= 0


def test_what_was_shown_is_what_left_and_what_is_on_record(
    bench: Bench, server: OpenAICompatibleServer
) -> None:
    bench.ask(bench.model(server))
    assert bench.person is not None
    (question,) = bench.person.asked
    (item,) = question.items
    assert item.preview is not None
    assert item.preview.outgoing.body == server.requests[0].body
    assert json.loads(server.requests[0].body)["messages"][1]["content"] == "Hello"
    (row,) = bench.rows()
    assert row.previewed_sha256 == row.sent_sha256 == item.preview.outgoing.sha256
    assert (row.host, row.turn_id, row.outcome) == ("127.0.0.1", "t1", "ran")
    totals = bench.ledger.turn_totals("t1")
    assert (totals.hosts, totals.bytes_sent) == (("127.0.0.1",), item.preview.outgoing.size)
    assert is_known(item.verdict.reason), item.verdict.reason
    assert is_known(item.preview.without_it)


@pytest.mark.parametrize(
    ("trust", "private", "offered"),
    [
        ("each", False, (Choice.DENY, Choice.ONCE, Choice.ANSWER)),
        ("each", True, (Choice.DENY, Choice.ONCE, Choice.ANSWER)),
        ("own", False, (Choice.DENY, Choice.ANSWER, Choice.CONVERSATION)),
        ("own", True, (Choice.DENY, Choice.ANSWER)),
    ],
)
def test_the_answers_on_offer_are_those_of_the_trust_and_of_the_data(
    make_bench: Callable[..., Bench],
    server: OpenAICompatibleServer,
    trust: str,
    private: bool,
    offered: tuple[Choice, ...],
) -> None:
    bench = make_bench(person=Person(Choice.DENY))
    with pytest.raises(UserError):
        bench.ask(bench.model(server, trust=trust), replace(PROMPT, private=private))
    assert bench.person is not None
    assert bench.person.asked[0].choices == offered
    assert server.requests == []


@pytest.mark.parametrize(
    ("choice", "trust", "asked"),
    [(Choice.ONCE, "each", 4), (Choice.ANSWER, "each", 2), (Choice.CONVERSATION, "own", 1)],
)
def test_a_yes_holds_for_the_request_the_answer_or_the_conversation_and_no_longer(
    make_bench: Callable[..., Bench], server: OpenAICompatibleServer, choice: Choice, trust: str, asked: int
) -> None:
    bench = make_bench(person=Person(choice))
    model = bench.model(server, trust=trust)
    for turn in ("t1", "t1", "t2", "t2"):
        bench.ask(model, replace(PROMPT, turn_id=turn))
    assert bench.person is not None
    assert len(bench.person.asked) == asked
    bench.ask(model, replace(PROMPT, conversation_id="c2", turn_id="t3"))
    assert len(bench.person.asked) == asked + 1
    assert len(bench.rows()) == len(server.requests) == 5


def test_private_data_asks_again_where_a_conversation_was_agreed_to(
    make_bench: Callable[..., Bench], server: OpenAICompatibleServer
) -> None:
    bench = make_bench(person=Person(Choice.CONVERSATION, Choice.ANSWER))
    model = bench.model(server, trust="own")
    bench.ask(model)
    bench.ask(model, replace(PROMPT, private=True, turn_id="t2"))
    assert bench.person is not None
    assert len(bench.person.asked) == 2


@pytest.mark.parametrize(
    "preferences",
    [Preferences(offline=True), Preferences(privacy=Privacy.LOCAL_ONLY)],
    ids=["offline", "local only"],
)
def test_offline_and_local_only_send_nothing_and_name_both_ways_out(
    make_bench: Callable[..., Bench], server: OpenAICompatibleServer, preferences: Preferences
) -> None:
    bench = make_bench(preferences=preferences)
    _, error = problem_of(bench, bench.model(server))
    assert "Go online" in error.way_out
    assert "model of this computer" in error.way_out
    assert bench.person is not None
    assert bench.person.asked == []
    assert server.requests == []
    assert bench.rows()[0].decision is Decision.DENY


def test_careful_keeps_private_data_here(
    make_bench: Callable[..., Bench], server: OpenAICompatibleServer
) -> None:
    bench = make_bench(preferences=Preferences(privacy=Privacy.CAREFUL))
    model = bench.model(server)
    with pytest.raises(UserError, match="Privacy is careful"):
        bench.ask(model, replace(PROMPT, private=True))
    assert server.requests == []
    bench.ask(model)


def test_a_no_and_nobody_there_send_nothing(
    make_bench: Callable[..., Bench], server: OpenAICompatibleServer
) -> None:
    for person in (Person(Choice.DENY), None):
        bench = make_bench(person=person)
        problem_of(bench, bench.model(server))
    assert server.requests == []


def test_a_stop_at_the_question_is_a_stop(
    make_bench: Callable[..., Bench], server: OpenAICompatibleServer
) -> None:
    class Stopping(Person):
        def wait(self, question: Question) -> Answer:
            return Answer(question.id, Choice.DENY, by="stopped")

    bench = make_bench(person=Stopping(Choice.DENY))
    with pytest.raises(Cancelled):
        bench.ask(bench.model(server))


def test_a_call_reaches_the_call_parser_and_thinking_its_fold(
    bench: Bench, server: OpenAICompatibleServer
) -> None:
    server.streams = [
        streamed(
            delta(role="assistant", content=None, reasoning_content="I must add."),
            delta(tool_calls=[call_part(0, "add", "", "call_1")]),
            delta(tool_calls=[call_part(0, None, '{"a"')]),
            delta(tool_calls=[call_part(0, None, ": 7}")]),
            delta("tool_calls"),
            usage(30, 9),
        )
    ]
    text, finished = bench.ask(bench.model(server), replace(PROMPT, tools=({"type": "function"},)))
    parser = CallParser({"add": ADD}, lambda: "id")
    parser.feed(text)
    found = parser.finish()
    assert [(call.name, dict(call.arguments)) for call in found.calls] == [("add", {"a": 7})]
    assert found.thinking.strip() == "I must add."
    assert (finished.reason, finished.tokens) == ("stop", 9)
    assert json.loads(server.requests[0].body)["tools"] == [{"type": "function"}]


def test_the_stream_may_be_cut_anywhere(bench: Bench, server: OpenAICompatibleServer) -> None:
    server.streams = [streamed(b": ping\r\n\r\n", delta(content="é漢😀"), delta("stop"))]
    server.drip_s = 0.0001
    assert bench.ask(bench.model(server))[0] == "é漢😀"


def test_a_server_that_counts_nothing_or_ends_without_a_mark_is_understood(
    bench: Bench, server: OpenAICompatibleServer
) -> None:
    server.streams = [streamed(delta(content="a"), delta(content="b"), delta("length"), done=False)]
    text, finished = bench.ask(bench.model(server))
    assert (text, finished.reason, finished.tokens, finished.prompt_tokens) == ("ab", "length", 2, 0)


def test_a_connection_that_breaks_after_the_end_is_no_failure(
    bench: Bench, server: OpenAICompatibleServer
) -> None:
    server.streams = [streamed(delta(content="a"), delta("stop"), done=False)[:-5]]
    assert bench.ask(bench.model(server))[0] == "a"


def test_a_server_that_does_not_stream_is_understood(bench: Bench, server: OpenAICompatibleServer) -> None:
    server.streams = [completion("Whole.", tokens=(5, 6))]
    text, finished = bench.ask(bench.model(server))
    assert (text, finished.prompt_tokens, finished.tokens) == ("Whole.", 5, 6)


@pytest.mark.parametrize(
    ("response", "words"),
    [
        (failure(401, "Incorrect API key provided"), ["key", "Incorrect API key provided"]),
        (failure(403, ""), ["key"]),
        (failure(404, "The model `qwen3` does not exist"), ["model", "`qwen3` does not exist"]),
        (failure(429, "Rate limit. Wait 20 s."), ["no more requests", "Wait 20 s"]),
        (failure(500, "CUDA error"), ["500", "CUDA error"]),
        (http(503, b"<html>busy</html>"), ["503"]),
        (failure(400, "maximum context length is 4096 tokens"), ["400", "4096 tokens"]),
        (http(302, b"", "Location: https://elsewhere.example/"), ["another address"]),
        (http(200, b"<html>Hello</html>"), ["OpenAI-compatible"]),
        (http(200, b"{nonsense", kind="application/json"), ["OpenAI-compatible"]),
        (http(200, b"", kind="text/event-stream"), ["OpenAI-compatible"]),
        (streamed('{"no": 1'), ["OpenAI-compatible"]),
        (streamed({"object": "error"}), ["OpenAI-compatible"]),
        (http(200, b"data: " + b"x" * 2_000_000, kind="text/event-stream"), ["more at once"]),
        (http(500, b'{"error": "\x1b[2J\\u202e evil"}', kind="application/json"), ["500"]),
    ],
)
def test_every_failure_has_words_and_a_way_out(
    bench: Bench, server: OpenAICompatibleServer, response: bytes, words: list[str]
) -> None:
    server.streams = [response]
    _, error = problem_of(bench, bench.model(server))
    for word in words:
        assert word in error.problem
    assert "127.0.0.1" in error.problem
    assert error.problem.isprintable()


@pytest.mark.parametrize(
    ("response", "word"),
    [
        (streamed(delta(content="So far "), delta(content="so good"), done=False)[:-5], "broke off"),
        (streamed(delta(content="So far "), delta(content="so good"), done=False), "before its end"),
        (streamed(delta(content="So far so good"), {"error": {"message": "out of memory"}}), "out of memory"),
        (streamed(delta(content="So far so good"), "not JSON"), "OpenAI-compatible"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b'error: {"message": "gone"}\n\n', "gone"),
    ],
)
def test_what_came_before_a_failure_stays(
    bench: Bench, server: OpenAICompatibleServer, response: bytes, word: str
) -> None:
    server.streams = [response]
    text, error = problem_of(bench, bench.model(server))
    assert text == ("" if word == "gone" else "So far so good")
    assert word in error.problem


def test_a_server_that_is_not_there_has_words(bench: Bench) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    _, error = problem_of(bench, bench.at(f"http://127.0.0.1:{port}/v1"))
    assert "127.0.0.1" in error.problem
    assert bench.rows()[0].outcome == "failed"


def test_a_server_that_falls_silent_has_words(
    bench: Bench, server: OpenAICompatibleServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(endpoint_module, "SILENCE_S", 0.3)
    server.streams = [streamed(delta(content="So far"), delta(content="never"))]
    server.stall = server.streams[0].index(b"never") - 40
    text, error = problem_of(bench, bench.model(server))
    assert text in ("So far", "")
    assert "0.3 seconds" in error.problem


def test_stop_ends_an_answer_within_a_tenth_of_a_second(bench: Bench, server: OpenAICompatibleServer) -> None:
    server.streams = [streamed(delta(content="So far"), delta(content="x" * 5000))]
    server.stall = len(server.streams[0]) - 3000
    events = bench.model(server).stream(PROMPT, bench.cancel)
    assert next(events) == Text("So far")
    bench.cancel.set()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        list(events)
    assert time.monotonic() - began < 0.1
    assert server.gone.wait(5)
    assert bench.rows()[0].outcome == "stopped"


def test_who_does_not_read_to_the_end_leaves_no_open_request(
    bench: Bench, server: OpenAICompatibleServer
) -> None:
    server.streams = [streamed(delta(content="So far"), delta(content="x" * 5000))]
    server.stall = len(server.streams[0]) - 3000
    events = bench.model(server).stream(PROMPT, bench.cancel)
    next(events)
    events.close()  # type: ignore[attr-defined]
    assert server.gone.wait(5)
    assert bench.rows()[0].outcome


def test_the_key_is_added_by_the_broker_and_is_nowhere_on_record(bench: Bench) -> None:
    with OpenAICompatibleServer(key="sk-secret") as server:
        bench.ask(bench.model(server, key_name="endpoint:key"))
        assert server.requests[0].headers["authorization"] == "Bearer sk-secret"
    (row,) = bench.rows()
    assert "sk-secret" not in row.payload + row.arguments + row.result


def test_plain_http_stays_in_the_own_network(bench: Bench) -> None:
    with pytest.raises(UserError, match="unencrypted"):
        bench.at("http://api.example.com/v1").load(lambda _fraction: None)
    for near in ("http://studio.lan:8000", "http://192.168.1.5:8000/v1", "https://api.example.com/v1"):
        bench.at(near).load(lambda _fraction: None)


def test_a_near_name_that_leads_far_away_is_sent_nothing_over_http(bench: Bench) -> None:
    _, error = problem_of(bench, bench.at("http://liar.lan/v1"))
    assert "unencrypted" in error.problem
    assert bench.rows()[0].sent_sha256 == ""
    assert bench.ledger.turn_totals("t1").hosts == ()


@pytest.mark.parametrize("url", ["", "ftp://x/v1", "http://user@x/v1", "http://x/v1?key=1", "nonsense"])
def test_an_address_that_cannot_be_used_is_a_sentence(bench: Bench, url: str) -> None:
    problem_of(bench, bench.at(url))
    assert not bench.rows()


def test_a_check_asks_first_and_lists_the_models(bench: Bench, server: OpenAICompatibleServer) -> None:
    assert bench.model(server).check(bench.cancel) == ("model-1", "model-2")
    assert server.requests[0].line.startswith("GET /v1/models ")
    assert bench.person is not None
    assert bench.person.asked[0].choices == (Choice.DENY, Choice.ONCE)
    server.answer = lambda _request: http(200, b"<html>", kind="application/json")
    with pytest.raises(UserError, match="OpenAI-compatible"):
        bench.model(server).check(bench.cancel)
