"""What is sent is what the API knows, and each result stands under its call."""

from __future__ import annotations

import json
from typing import Any

import pytest

from engine.contracts import Message, Role, ToolCall, ToolSpec
from engine.model.chat_request import api_url, completion_body
from engine.model.port import Prompt
from engine.prompt.conversation import build_prompt

NOW = ToolSpec("now", "The time.", {"type": "object", "properties": {}})


def sent(*messages: Message, tools: tuple[ToolSpec, ...] = ()) -> list[dict[str, Any]]:
    body = json.loads(completion_body("m", build_prompt(messages, tools)))
    assert body["messages"][0]["role"] == "system"
    return list(body["messages"][1:])


def call(name: str, call_id: str, **arguments: object) -> ToolCall:
    return ToolCall(call_id, name, arguments)


def result(name: str, content: str, call_id: str = "") -> Message:
    return Message(Role.TOOL, content, name=name, call_id=call_id)


@pytest.mark.parametrize(
    ("base", "url"),
    [
        ("http://studio.lan:8000/v1", "http://studio.lan:8000/v1/chat/completions"),
        ("http://studio.lan:8000/v1/", "http://studio.lan:8000/v1/chat/completions"),
        ("http://studio.lan:8000", "http://studio.lan:8000/v1/chat/completions"),
        ("https://a.example/api/v1/chat/completions", "https://a.example/api/v1/chat/completions"),
    ],
)
def test_the_address_may_be_written_as_servers_document_it(base: str, url: str) -> None:
    assert api_url(base, "chat/completions") == url


def test_the_models_are_listed_beside_the_completions() -> None:
    assert api_url("https://a.example/v1/chat/completions", "models") == "https://a.example/v1/models"


def test_a_request_asks_for_a_stream_with_its_count_and_holds_nothing_of_our_own() -> None:
    prompt = build_prompt([Message(Role.USER, "Hi")], (NOW,), max_tokens=100, seed=7, temperature=0.5)
    body = json.loads(completion_body("qwen3", prompt))
    assert body.keys() == {
        "model",
        "messages",
        "tools",
        "temperature",
        "max_tokens",
        "seed",
        "stream",
        "stream_options",
    }
    assert (body["model"], body["max_tokens"], body["seed"], body["temperature"]) == ("qwen3", 100, 7, 0.5)
    assert (body["stream"], body["stream_options"]) == (True, {"include_usage": True})
    assert body["tools"][0]["function"]["name"] == "now"


def test_no_tools_are_no_empty_list() -> None:
    assert "tools" not in json.loads(completion_body("m", Prompt(({"role": "user", "content": "Hi"},))))


def test_only_the_keys_that_the_api_knows_leave() -> None:
    prompt = Prompt(
        (
            {"role": "user", "content": "Hi", "labels": ["private"]},
            {"role": "assistant", "content": "Yo", "reasoning_content": "hm", "raw": "<think>hm</think>Yo"},
        )
    )
    assert json.loads(completion_body("m", prompt))["messages"] == [
        {"role": "user", "content": "Hi"},
        {"role": "assistant", "content": "Yo"},
    ]


def test_each_result_bears_the_id_of_its_call() -> None:
    messages = sent(
        Message(Role.USER, "Add twice"),
        Message(Role.ASSISTANT, "", calls=(call("add", "x", a=1), call("add", "y", a=2), call("now", "z"))),
        result("now", "noon", "z"),
        result("add", "one", "x"),
        result("add", "two", "y"),
    )
    calls = messages[1]["tool_calls"]
    assert [json.loads(each["function"]["arguments"]) for each in calls] == [{"a": 1}, {"a": 2}, {}]
    ids = [each["id"] for each in calls]
    assert len(set(ids)) == 3
    assert [(each["tool_call_id"], each["content"]) for each in messages[2:]] == [
        (ids[2], "noon"),
        (ids[0], "one"),
        (ids[1], "two"),
    ]


def test_calls_of_two_steps_have_different_ids() -> None:
    messages = sent(
        Message(Role.USER, "Now"),
        Message(Role.ASSISTANT, "", calls=(call("now", "x"),)),
        result("now", "noon", "x"),
        Message(Role.ASSISTANT, "", calls=(call("now", "y"),)),
        result("now", "one", "y"),
    )
    assert messages[1]["tool_calls"][0]["id"] != messages[3]["tool_calls"][0]["id"]
    assert messages[4]["tool_call_id"] == messages[3]["tool_calls"][0]["id"]


def test_a_sentence_that_answers_no_call_is_the_users_and_comes_behind_the_results() -> None:
    messages = sent(
        Message(Role.USER, "Now"),
        Message(Role.ASSISTANT, "", calls=(call("now", "x"),)),
        Message(Role.TOOL, "The call is no valid JSON."),
        result("now", "noon", "x"),
        Message(Role.ASSISTANT, "Hm"),
        Message(Role.TOOL, "You wrote nothing."),
    )
    assert [each["role"] for each in messages] == ["user", "assistant", "tool", "user", "assistant", "user"]


def test_ids_that_the_prompt_brings_are_kept() -> None:
    function = {"name": "now", "arguments": {}}
    prompt = Prompt(
        (
            {"role": "assistant", "content": "", "tool_calls": [{"id": "a", "function": function}] * 1},
            {"role": "tool", "name": "now", "tool_call_id": "a", "content": "noon"},
        )
    )
    messages = json.loads(completion_body("m", prompt))["messages"]
    assert messages[0]["tool_calls"][0]["id"] == messages[1]["tool_call_id"] == "a"


def test_half_a_character_does_not_keep_the_rest_from_being_sent() -> None:
    body = completion_body("m", Prompt(({"role": "user", "content": "a\ud83d漢"},)))
    assert json.loads(body)["messages"][0]["content"] == "a\ud83d漢"
