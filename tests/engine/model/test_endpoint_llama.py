"""A model behind llama-cpp-python's own server: text, calls, errors and stop, through the broker."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from engine.call_parser import CallParser, Parsed
from engine.contracts import Message, Outgoing, RecordedDecision, Role
from engine.errors import Cancelled, UserError
from engine.model.chat_request import completion_body
from engine.model.chat_stream import ChatStream
from engine.model.port import Finished, Prompt, Text
from engine.model.server_events import EventReader
from engine.prompt.conversation import build_prompt
from tests.engine.model.endpoint_bench import Bench, benches, text_of
from tests.servers.llama_server import FUNCTIONS, OWN, llama_server
from tools.contract import Local
from tools.local.calculator import calculator

pytestmark = [pytest.mark.model, pytest.mark.slow]
CALCULATOR = Local(calculator)
TOOLS = {"calculator": CALCULATOR.spec}


@pytest.fixture(scope="module")
def address(model_path: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with llama_server(model_path, tmp_path_factory.mktemp("llama")) as address:
        yield address


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    with benches(tmp_path) as make:
        yield make()


def asked(text: str, *, tools: bool, max_tokens: int = 128) -> Prompt:
    """A prompt as the orchestrator builds it, with examples of calls for this small model."""
    offered = tuple(TOOLS.values()) if tools else ()
    prompt = build_prompt([Message(Role.USER, text)], offered, max_tokens=max_tokens)
    return replace(prompt, conversation_id="c1", turn_id="t1")


def parsed(text: str) -> Parsed:
    parser = CallParser(TOOLS, lambda: "id")
    parser.feed(text)
    return parser.finish()


def test_it_answers_in_words_and_the_row_says_what_left(bench: Bench, address: str) -> None:
    text, finished = bench.ask(bench.at(address, model=OWN), asked("Say hello.", tools=False))
    assert "hello" in text.lower()
    assert finished.reason == "stop"
    assert finished.tokens > 0
    assert finished.reading_s > 0
    (row,) = bench.rows()
    assert (row.outcome, row.host) == ("ran", "127.0.0.1")
    assert row.sent_sha256 == row.previewed_sha256


def test_a_call_of_its_own_template_is_found_and_its_result_is_read(bench: Bench, address: str) -> None:
    model = bench.at(address, model=OWN)
    question = "What is 23*47+19? Use the calculator."
    found = parsed(bench.ask(model, asked(question, tools=True))[0])
    assert [call.name for call in found.calls] == ["calculator"]
    call = found.calls[0]
    result = CALCULATOR.run(call.arguments, threading.Event()).content
    history = [
        Message(Role.USER, question),
        Message(Role.ASSISTANT, found.text, calls=found.calls),
        Message(Role.TOOL, result, name=call.name, call_id=call.id),
    ]
    text, _ = bench.ask(model, build_prompt(history, tuple(TOOLS.values()), max_tokens=128))
    assert "1100" in text.replace(",", "")


def test_its_streamed_tool_calls_are_put_back_together(bench: Bench, address: str) -> None:
    """That format streams a call only where the request names its tool, as Sordino's own never do."""
    forced = json.loads(completion_body(FUNCTIONS, asked("What is 23*47+19?", tools=True)))
    forced["tool_choice"] = {"type": "function", "function": {"name": "calculator"}}
    outgoing = Outgoing(
        "POST",
        f"{address}/chat/completions",
        "127.0.0.1",
        (("Content-Type", "application/json"),),
        json.dumps(forced).encode(),
        own_endpoint=True,
    )
    permit = RecordedDecision("row", outgoing.sha256)
    reader, answer = EventReader(), ChatStream()
    events = [
        event for piece in bench.egress.stream(outgoing, permit, bench.cancel) for event in reader.feed(piece)
    ]
    assert events.pop() == "[DONE]"
    assert len(events) > 3
    text = "".join([piece for event in events for piece in answer.feed(event)] + list(answer.finish()))
    found = parsed(text)
    assert found.problems == ()
    assert [call.name for call in found.calls] == ["calculator"]
    assert "23" in str(found.calls[0].arguments["expression"])
    assert answer.finish_reason == "tool_calls"


def test_a_limit_ends_an_answer_and_says_so(bench: Bench, address: str) -> None:
    prompt = asked("Count from one to a hundred in words.", tools=False, max_tokens=8)
    assert bench.ask(bench.at(address, model=OWN), prompt)[1].reason == "length"


def test_stop_ends_it_within_a_tenth_of_a_second_and_the_next_answer_comes(
    bench: Bench, address: str
) -> None:
    model = bench.at(address, model=OWN)
    events = model.stream(asked("Tell a very long story.", tools=False, max_tokens=1000), bench.cancel)
    assert isinstance(next(events), Text)
    bench.cancel.set()
    began = time.monotonic()
    with pytest.raises(Cancelled):
        list(events)
    assert time.monotonic() - began < 0.1
    bench.cancel.clear()
    *texts, finished = model.stream(asked("Say hello.", tools=False), bench.cancel)
    assert "hello" in text_of(texts).lower()
    assert isinstance(finished, Finished)


def test_a_text_that_is_too_long_and_a_wrong_path_have_words(bench: Bench, address: str) -> None:
    with pytest.raises(UserError) as caught:
        bench.ask(bench.at(address, model=OWN), asked("word " * 6000, tools=False))
    assert "127.0.0.1" in caught.value.problem
    with pytest.raises(UserError, match="knows no such address"):
        bench.ask(bench.at(address.replace("/v1", "/wrong"), model=OWN), asked("Hi", tools=False))


def test_a_check_names_its_models(bench: Bench, address: str) -> None:
    assert bench.at(address).check(bench.cancel) == (OWN, FUNCTIONS)
