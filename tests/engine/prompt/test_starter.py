"""What the starter model is good for, with the real tools' descriptions; the same on every run."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from engine.call_parser import CallParser, Parsed
from engine.cloud import CloudSettings
from engine.contracts import JsonObject, Message, Role, ToolCall, ToolSpec
from engine.model.host import ModelProcess
from engine.model.port import Text
from engine.prompt.conversation import build_prompt
from tools.contract import Note
from tools.registry import build_toolbox

pytestmark = [pytest.mark.model, pytest.mark.timeout(600)]


class NoNotes:
    """An empty set of notes."""

    def add(self, text: str) -> object:
        return text

    def search(self, query: str) -> tuple[Note, ...]:
        return ()


@pytest.fixture(scope="module")
def tools() -> Mapping[str, ToolSpec]:
    return build_toolbox(NoNotes(), (), CloudSettings()).specs()


@pytest.fixture(scope="module")
def process(model_path: Path) -> Iterator[ModelProcess]:
    made = ModelProcess(model_path)
    made.load(lambda _: None)
    yield made
    made.close()


def answer(process: ModelProcess, tools: Mapping[str, ToolSpec], *messages: Message) -> Parsed:
    """What the model makes of a conversation."""
    numbers = itertools.count()
    parser = CallParser(tools, lambda: str(next(numbers)))
    prompt = build_prompt(messages, list(tools.values()), max_tokens=120)
    for event in process.stream(prompt, threading.Event()):
        if isinstance(event, Text):
            parser.feed(event.text)
    return parser.finish()


@pytest.mark.parametrize(
    ("request_text", "name", "word"),
    [
        ("What is 23*47+19?", "calculator", "23"),
        ("Search the web for the Sordino mute", "web_search", "Sordino mute"),
        ("Search the web for the weather in Lisbon", "web_search", "Lisbon"),
        ("What time is it?", "current_time", ""),
        ("Remember that my locker code is 4711", "add_note", "4711"),
        ("Make a note: buy milk", "add_note", "milk"),
        ("Search my notes for milk", "search_notes", "milk"),
        ("Which of my files mention the lease?", "search_files", "lease"),
    ],
)
def test_a_request_for_a_tool_becomes_its_call(
    process: ModelProcess, tools: Mapping[str, ToolSpec], request_text: str, name: str, word: str
) -> None:
    parsed = answer(process, tools, Message(Role.USER, request_text))
    assert [call.name for call in parsed.calls] == [name]
    assert not parsed.problems
    arguments = {str(value).lower() for value in parsed.calls[0].arguments.values()}
    assert not word or any(word.lower() in value for value in arguments)
    if name == "calculator":
        assert {value.replace(" ", "") for value in arguments} == {"23*47+19"}


@pytest.mark.parametrize("request_text", ["Hello!", "Explain in two sentences what a mute does on a violin."])
def test_talk_is_answered_in_words(
    process: ModelProcess, tools: Mapping[str, ToolSpec], request_text: str
) -> None:
    parsed = answer(process, tools, Message(Role.USER, request_text))
    assert not parsed.calls
    assert not parsed.problems
    assert parsed.text.strip()


@pytest.mark.parametrize(
    ("request_text", "name", "arguments", "result", "word"),
    [
        ("What is 23*47+19?", "calculator", {"expression": "23 * 47 + 19"}, "1100", "1100"),
        (
            "What time is it?",
            "current_time",
            {},
            "Monday, 2026-11-23 18:30:12 (Europe/Lisbon, UTC+00:00)",
            "18:30",
        ),
        (
            "Which of my files mention the lease?",
            "search_files",
            {"query": "lease"},
            "flat/contract.txt: The lease begins on 1 May.",
            "lease",
        ),
        (
            "Search the web for the Sordino mute",
            "web_search",
            {"query": "Sordino mute"},
            "1. Sordino https://example.org\n"
            "A sordino is a mute for string instruments; it softens the sound.",
            "mute",
        ),
    ],
)
def test_a_result_is_told_in_words(
    process: ModelProcess,
    tools: Mapping[str, ToolSpec],
    request_text: str,
    name: str,
    arguments: JsonObject,
    result: str,
    word: str,
) -> None:
    call = ToolCall("1", name, arguments)
    parsed = answer(
        process,
        tools,
        Message(Role.USER, request_text),
        Message(Role.ASSISTANT, "", calls=(call,)),
        Message(Role.TOOL, result, name=name, call_id="1"),
    )
    assert not parsed.calls
    assert not parsed.problems
    assert word in parsed.text
