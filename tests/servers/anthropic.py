"""A loopback server that behaves like Anthropic's public Messages API."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.servers.recording import Received, RecordingServer, http

VERSION = "2023-06-01"
_ADAPTIVE = frozenset({"claude-opus-4-7", "claude-opus-5", "claude-sonnet-5", "claude-fable-5"})
"""Models that settle themselves how long they think, and tell of it only where they are asked to."""
_STATUS = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "overloaded_error": 529,
}


def failure(kind: str, message: str, *headers: str) -> bytes:
    """An error in the API's form, under its status."""
    error = {"type": "error", "error": {"type": kind, "message": message}, "request_id": "req_1"}
    return http(_STATUS[kind], json.dumps(error).encode(), *headers, kind="application/json")


def event(kind: str, **content: object) -> bytes:
    """One server-sent event, under its name."""
    data = json.dumps({"type": kind, **content}, ensure_ascii=False)
    return f"event: {kind}\ndata: {data}\n\n".encode()


def delta(index: int, kind: str, **content: object) -> bytes:
    """One piece of a content block."""
    return event("content_block_delta", index=index, delta={"type": kind, **content})


def block(index: int, kind: str, *deltas: bytes, **content: object) -> bytes:
    """One content block, from its start to its stop."""
    start = event("content_block_start", index=index, content_block={"type": kind, **content})
    return start + b"".join(deltas) + event("content_block_stop", index=index)


def begin(read: int = 25, cached: int = 0) -> bytes:
    """The start of a message, with the tokens that were read."""
    usage = {
        "input_tokens": read,
        "cache_creation_input_tokens": cached,
        "cache_read_input_tokens": cached,
        "output_tokens": 1,
    }
    message: dict[str, object] = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": "claude-sonnet-4-5",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": usage,
    }
    return event("message_start", message=message) + event("ping")


def end(reason: str = "end_turn", written: int = 15) -> bytes:
    """The end of a message, with the tokens that were written."""
    stop = {"stop_reason": reason, "stop_sequence": None}
    return event("message_delta", delta=stop, usage={"output_tokens": written}) + event("message_stop")


def answered(text: str, thinking: str = "", reason: str = "end_turn") -> bytes:
    """A whole stream: thinking, where there is some, and then the words."""
    blocks = b""
    if thinking:
        thoughts = (
            delta(0, "thinking_delta", thinking=thinking),
            delta(0, "signature_delta", signature="EqQBCgIYAhIM"),
        )
        blocks = block(0, "thinking", *thoughts, thinking="", signature="")
    words = [delta(1, "text_delta", text=word) for word in text.split(" ")]
    spaced = [b"".join((word, delta(1, "text_delta", text=" "))) for word in words[:-1]] + words[-1:]
    return begin() + blocks + block(1, "text", *spaced, text="") + end(reason)


def stream(content: bytes) -> bytes:
    """A streamed response that holds these events."""
    head = ["HTTP/1.1 200 OK", "Content-Type: text/event-stream; charset=utf-8", "request-id: req_1"]
    return "\r\n".join([*head, "Connection: close", "", ""]).encode() + content


class AnthropicServer(RecordingServer):
    """Answers a question with the next of `streams`, and with `content` where there is none."""

    def __init__(
        self, content: str = "The answer is 42.", key: str = "", streams: Sequence[bytes] = ()
    ) -> None:
        super().__init__(self._reply)
        self.content = content
        self.key = key
        self.streams = list(streams)
        self.models = ("claude-sonnet-4-5", "claude-haiku-4-5")

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def _reply(self, request: Received) -> bytes:
        if request.headers.get("anthropic-version") != VERSION:
            return failure("invalid_request_error", "anthropic-version: header is required")
        if self.key and request.headers.get("x-api-key") != self.key:
            return failure("authentication_error", "invalid x-api-key")
        if request.method == "GET" and request.target.partition("?")[0] == "/v1/models":
            data = [{"type": "model", "id": name, "display_name": name} for name in self.models]
            listed = {"data": data, "has_more": False, "first_id": self.models[0], "last_id": self.models[-1]}
            return http(200, json.dumps(listed).encode(), kind="application/json")
        if (request.method, request.target) != ("POST", "/v1/messages"):
            return failure("not_found_error", "Not found")
        return self._complete(json.loads(request.body))

    def _complete(self, asked: dict[str, object]) -> bytes:
        thinking = asked.get("thinking")
        longest, adaptive = asked["max_tokens"], asked["model"] in _ADAPTIVE
        shown = True
        if isinstance(thinking, dict) and thinking["type"] == "adaptive":
            if not adaptive:
                return failure("invalid_request_error", "adaptive thinking is not supported on this model")
            shown = thinking.get("display") == "summarized"
        elif isinstance(thinking, dict):
            if adaptive:
                return failure("invalid_request_error", '"thinking.type.enabled" is not supported')
            budget = thinking["budget_tokens"]
            if budget < 1024:
                return failure("invalid_request_error", "thinking.budget_tokens: must be at least 1024")
            if not isinstance(longest, int) or budget >= longest:
                return failure("invalid_request_error", "`max_tokens` must exceed `thinking.budget_tokens`")
        if self.streams:
            return self.streams.pop(0)
        return stream(answered(self.content, "Let me think." if thinking and shown else ""))
