"""A loopback server that speaks the part of the OpenAI chat API that Sordino uses."""

from __future__ import annotations

import json

from tests.servers.recording import Received, RecordingServer, http


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


class OpenAICompatibleServer(RecordingServer):
    """Answers every question with `content`; where `key` is set, only to whoever brings it."""

    def __init__(self, content: str = "The answer is 42.", key: str = "") -> None:
        super().__init__(self._complete)
        self.content = content
        self.key = key

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    def _complete(self, request: Received) -> bytes:
        if request.method != "POST" or request.target != "/v1/chat/completions":
            return failure(404, "Unknown request URL")
        if self.key and request.headers.get("authorization") != f"Bearer {self.key}":
            return failure(401, "Incorrect API key provided")
        return completion(self.content)
