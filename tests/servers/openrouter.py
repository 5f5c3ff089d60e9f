"""A loopback server that behaves like OpenRouter's public API: chat completions with costs and comments."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.servers.openai_compatible import delta, streamed
from tests.servers.recording import Received, RecordingServer, http

PROCESSING = b": OPENROUTER PROCESSING\n\n"


def failure(code: int, message: str, *headers: str) -> bytes:
    """An error in the API's form: its code is a number."""
    error = {"error": {"code": code, "message": message, "metadata": {}}, "user_id": "user_1"}
    return http(code, json.dumps(error).encode(), *headers, kind="application/json")


def broken(message: str) -> dict[str, object]:
    """An error in the midst of a stream."""
    choice = {"index": 0, "delta": {"content": ""}, "finish_reason": "error"}
    return {"id": "gen-1", "error": {"code": 502, "message": message}, "choices": [choice]}


def usage(read: int, written: int, cost: float) -> dict[str, object]:
    """The last chunk: it counts tokens and says what was paid."""
    counted = {
        "prompt_tokens": read,
        "completion_tokens": written,
        "total_tokens": read + written,
        "cost": cost,
        "cost_details": {"upstream_inference_cost": None},
    }
    return {"id": "gen-1", "object": "chat.completion.chunk", "choices": [], "usage": counted}


class OpenRouterServer(RecordingServer):
    """Answers a question with the next of `streams`, and with `content` where there is none.

    Anybody may list all models; those of an account need its key.
    """

    def __init__(
        self, content: str = "The answer is 42.", key: str = "", streams: Sequence[bytes] = ()
    ) -> None:
        super().__init__(self._reply)
        self.content = content
        self.key = key
        self.streams = list(streams)
        self.cost = 0.000123
        self.prices = {"prompt": 0.000001 * 1_000_000, "completion": 0.00001 * 1_000_000}
        self.models = ("openai/gpt-5", "anthropic/claude-sonnet-4.5")

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/api/v1"

    def _reply(self, request: Received) -> bytes:
        asked = (request.method, request.target)
        known = not self.key or request.headers.get("authorization") == f"Bearer {self.key}"
        if asked != ("GET", "/api/v1/models") and not known:
            return failure(401, "No auth credentials found")
        if asked in {("GET", "/api/v1/models"), ("GET", "/api/v1/models/user")}:
            listed = {"data": [{"id": name, "pricing": {"prompt": "0.00000125"}} for name in self.models]}
            return http(200, json.dumps(listed).encode(), kind="application/json")
        if asked != ("POST", "/api/v1/chat/completions"):
            return failure(404, "Not found")
        if self.streams:
            return self.streams.pop(0)
        question = json.loads(request.body)
        most = question["provider"].get("max_price", {})
        if any(price > most.get(name, price) for name, price in self.prices.items()):
            return failure(404, "No endpoints found that satisfy your max price")
        thoughts = [delta(reasoning="Let me think.", content="")] if "reasoning" in question else []
        counted = usage(12, 34, self.cost) if question.get("usage", {}).get("include") else delta()
        return streamed(
            PROCESSING, *thoughts, delta(content=self.content), PROCESSING, delta("stop"), counted
        )
