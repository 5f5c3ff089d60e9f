"""A loopback server that speaks the part of the OpenAI chat API that Sordino uses."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from tests.servers.recording import Received, RecordingServer, http

_KNOWN = (("POST", "/v1/chat/completions"), ("GET", "/v1/models"))


def completion(content: str, *, tokens: tuple[int, int] = (12, 34), reason: str = "stop") -> bytes:
    """A chat completion, whole, as a response. `tokens` are those of the prompt and of the answer."""
    answer = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_700_000_000,
        "model": "expert-1",
        "choices": [
            {
                "index": 0,
                "message": {"role": "assistant", "content": content, "refusal": None},
                "finish_reason": reason,
            }
        ],
        "usage": {
            "prompt_tokens": tokens[0],
            "completion_tokens": tokens[1],
            "total_tokens": sum(tokens),
        },
    }
    return http(200, json.dumps(answer).encode(), kind="application/json")


def failure(status: int, message: str) -> bytes:
    """An error in the API's form."""
    error = {"error": {"message": message, "type": "invalid_request_error", "param": None, "code": None}}
    return http(status, json.dumps(error).encode(), kind="application/json")


def streamed(*events: object, kind: str = "text/event-stream; charset=utf-8", done: bool = True) -> bytes:
    """A stream of server-sent events: each of `events` is JSON, or a text or bytes as they are.

    It comes in one HTTP chunk for each event, so that a cut is seen as one.
    """
    parts = [event if isinstance(event, bytes) else _line(event) for event in events]
    parts += [_line("[DONE]")] if done else []
    lines = ["HTTP/1.1 200 OK", f"Content-Type: {kind}", "Transfer-Encoding: chunked", "Connection: close"]
    chunks = [f"{len(part):x}\r\n".encode() + part + b"\r\n" for part in [*parts, b""]]
    return "\r\n".join([*lines, "", ""]).encode() + b"".join(chunks)


def _line(event: object) -> bytes:
    text = event if isinstance(event, str) else json.dumps(event, ensure_ascii=False)
    return f"data: {text}\n\n".encode()


def delta(reason: str | None = None, **parts: object) -> dict[str, object]:
    """One chunk of a streamed completion."""
    return {
        "id": "chatcmpl-1",
        "object": "chat.completion.chunk",
        "created": 1_700_000_000,
        "model": "model-1",
        "choices": [{"index": 0, "delta": parts, "logprobs": None, "finish_reason": reason}],
        "usage": None,
    }


def call_part(index: int, name: str | None, arguments: str, call_id: str | None = None) -> dict[str, object]:
    """One piece of a tool call, to stand in the list `tool_calls` of a delta."""
    part: dict[str, object] = {"index": index, "function": {"name": name, "arguments": arguments}}
    if call_id is not None:
        part |= {"id": call_id, "type": "function"}
    return part


def usage(prompt: int, answer: int) -> dict[str, object]:
    """The last chunk, which counts tokens and holds no choice."""
    counted = {"prompt_tokens": prompt, "completion_tokens": answer, "total_tokens": prompt + answer}
    return {"id": "chatcmpl-1", "object": "chat.completion.chunk", "choices": [], "usage": counted}


class OpenAICompatibleServer(RecordingServer):
    """Answers every question with `content`; where `key` is set, only to whoever brings it.

    A question that asks for a stream gets the next of `streams`, or `content` in words where there is none.
    """

    def __init__(
        self, content: str = "The answer is 42.", key: str = "", streams: Sequence[bytes] = ()
    ) -> None:
        super().__init__(self._complete)
        self.content = content
        self.key = key
        self.streams = list(streams)
        self.models = ("model-1", "model-2")

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def _complete(self, request: Received) -> bytes:
        if (request.method, request.target) not in _KNOWN:
            return failure(404, "Unknown request URL")
        if self.key and request.headers.get("authorization") != f"Bearer {self.key}":
            return failure(401, "Incorrect API key provided")
        if request.method == "GET":
            listed = {"object": "list", "data": [{"id": name, "object": "model"} for name in self.models]}
            return http(200, json.dumps(listed).encode(), kind="application/json")
        asked = json.loads(request.body)
        if "reasoning_effort" in asked and not asked["model"].startswith(("o", "gpt-5")):
            return failure(400, "Unrecognized request argument supplied: reasoning_effort")
        if not asked.get("stream"):
            return completion(self.content)
        if self.streams:
            return self.streams.pop(0)
        words = [delta(content=word) for word in re.findall(r"\S+\s*", self.content)]
        return streamed(delta(role="assistant", content=""), *words, delta("stop"), usage(12, len(words)))
