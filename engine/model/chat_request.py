"""A prompt as the body of a request for a chat completion of OpenAI-compatible servers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from engine.contracts import JsonObject
from engine.model.port import Prompt


def api_url(base_url: str, path: str) -> str:
    """Where `path` is asked for, given the base URL as servers document it: with `/v1`, or without a path."""
    base = base_url.strip().rstrip("/").removesuffix("/chat/completions")
    return f"{base}/{path}" if urlsplit(base).path else f"{base}/v1/{path}"


def completion_body(model: str, prompt: Prompt) -> bytes:
    """The whole request as JSON in UTF-8, answered as a stream; nothing is in it but what the API knows.

    It has no bound on thinking in tokens that all servers know, and strict ones refuse a field that they do
    not know: there `max_tokens` is the only bound.
    """
    asked: dict[str, Any] = {"model": model, "messages": _messages(prompt.messages)}
    if prompt.tools:
        asked["tools"] = list(prompt.tools)
    asked |= {
        "temperature": prompt.temperature,
        "max_tokens": prompt.max_tokens,
        "seed": prompt.seed,
        "stream": True,
        "stream_options": {"include_usage": True},
    }
    try:
        return msgspec.json.encode(asked)
    except UnicodeEncodeError:
        # Half a surrogate pair, which models can write in JSON escapes, has no form in UTF-8.
        return json.dumps(asked).encode("ascii")


def _messages(messages: Sequence[JsonObject]) -> list[dict[str, Any]]:
    """The messages with an id for each call; each result follows its call, under that call's id.

    Strict servers refuse a result that answers no call: it goes as a message of the user's.
    """
    made: list[dict[str, Any]] = []
    waiting: list[tuple[str, str]] = []
    aside: list[dict[str, Any]] = []
    count = 0
    for message in messages:
        if message["role"] == "tool":
            content = str(message.get("content") or "")
            call = _answered(message, waiting)
            if call is None:
                aside.append({"role": "user", "content": content})
            else:
                waiting.remove(call)
                made.append({"role": "tool", "tool_call_id": call[0], "content": content})
            if not waiting:
                made += aside
                aside = []
            continue
        made += aside
        aside = []
        turn: dict[str, Any] = {"role": message["role"], "content": str(message.get("content") or "")}
        calls = message.get("tool_calls") or ()
        if calls:
            turn["tool_calls"] = [_call(call, f"call_{count + n}") for n, call in enumerate(calls, 1)]
            count += len(calls)
        waiting = [(call["id"], call["function"]["name"]) for call in turn.get("tool_calls", ())]
        made.append(turn)
    return made + aside


def _answered(message: JsonObject, waiting: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
    """The call that a result belongs to: by its id where it bears one, else the first of its tool's name."""
    call_id = message.get("tool_call_id")
    by_id = next((call for call in waiting if call_id and call[0] == call_id), None)
    return by_id or next((call for call in waiting if call[1] == message.get("name")), None)


def _call(call: JsonObject, new_id: str) -> dict[str, Any]:
    function = call["function"]
    arguments = function.get("arguments", {})
    if isinstance(arguments, Mapping):
        arguments = json.dumps(dict(arguments), ensure_ascii=False)
    return {
        "id": call.get("id") or new_id,
        "type": "function",
        "function": {"name": function["name"], "arguments": arguments},
    }
