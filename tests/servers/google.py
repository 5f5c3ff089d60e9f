"""A loopback server that behaves like Google's public Gemini API."""

from __future__ import annotations

import json
from collections.abc import Sequence

from tests.servers.recording import Received, RecordingServer, http

_STATUS = {
    "INVALID_ARGUMENT": 400,
    "PERMISSION_DENIED": 403,
    "NOT_FOUND": 404,
    "RESOURCE_EXHAUSTED": 429,
    "INTERNAL": 500,
    "UNAVAILABLE": 503,
}


def error(status: str, message: str, *details: dict[str, object]) -> dict[str, object]:
    """An error in the API's form; it comes in the midst of a stream, too."""
    return {
        "error": {"code": _STATUS[status], "message": message, "status": status, "details": list(details)}
    }


def failure(status: str, message: str, *details: dict[str, object]) -> bytes:
    """An error as a response."""
    body = json.dumps(error(status, message, *details)).encode()
    return http(_STATUS[status], body, kind="application/json; charset=UTF-8")


def reason(name: str) -> dict[str, object]:
    """What kind of error it is, as Google's details tell it."""
    return {"@type": "type.googleapis.com/google.rpc.ErrorInfo", "reason": name}


def wait(delay: str) -> dict[str, object]:
    """How long to wait before the next try, as Google's details tell it."""
    return {"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": delay}


def chunk(*parts: dict[str, object], finish: str = "", **counts: int) -> dict[str, object]:
    """One part of an answer. `counts` go into its usage."""
    candidate: dict[str, object] = {"content": {"parts": list(parts), "role": "model"}, "index": 0}
    if finish:
        candidate["finishReason"] = finish
    usage = {"promptTokenCount": 12, "totalTokenCount": 12, **counts}
    return {"candidates": [candidate], "usageMetadata": usage, "modelVersion": "gemini-2.5-pro"}


def blocked(why: str = "PROHIBITED_CONTENT") -> dict[str, object]:
    """A question that is not answered at all."""
    usage = {"promptTokenCount": 12, "totalTokenCount": 12}
    return {"promptFeedback": {"blockReason": why}, "usageMetadata": usage}


def answered(text: str, thinking: str = "") -> list[dict[str, object]]:
    """The parts of a whole answer."""
    thoughts = [chunk({"text": thinking, "thought": True}, thoughtsTokenCount=40)] if thinking else []
    thought, half = (40 if thinking else 0), len(text) // 2
    return [
        *thoughts,
        chunk({"text": text[:half]}, candidatesTokenCount=3, thoughtsTokenCount=thought),
        chunk({"text": text[half:]}, finish="STOP", candidatesTokenCount=7, thoughtsTokenCount=thought),
    ]


def stream(*parts: dict[str, object]) -> bytes:
    """A streamed response of these parts: Google's events end with CRLF."""
    head = ["HTTP/1.1 200 OK", "Content-Type: text/event-stream", "Connection: close", "", ""]
    events = "".join(f"data: {json.dumps(part, ensure_ascii=False)}\r\n\r\n" for part in parts)
    return ("\r\n".join(head) + events).encode()


class GoogleServer(RecordingServer):
    """Answers a question with the next of `streams`, and with `content` where there is none."""

    def __init__(
        self, content: str = "The answer is 42.", key: str = "", streams: Sequence[bytes] = ()
    ) -> None:
        super().__init__(self._reply)
        self.content = content
        self.key = key
        self.streams = list(streams)
        self.models = ("gemini-2.5-pro", "gemini-2.5-flash")

    @property
    def base_url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1beta"

    def _reply(self, request: Received) -> bytes:
        if self.key and request.headers.get("x-goog-api-key") != self.key:
            message = "API key not valid. Please pass a valid API key."
            return failure("INVALID_ARGUMENT", message, reason("API_KEY_INVALID"))
        path, _, query = request.target.partition("?")
        if request.method == "GET" and path == "/v1beta/models":
            return self._list()
        name, _, method = path.removeprefix("/v1beta/models/").partition(":")
        if name not in self.models:
            return failure("NOT_FOUND", f"models/{name} is not found for API version v1beta")
        if (request.method, method, query) != ("POST", "streamGenerateContent", "alt=sse"):
            return failure("NOT_FOUND", "Method not found.")
        if self.streams:
            return self.streams.pop(0)
        settings = json.loads(request.body)["generationConfig"]
        budget = settings.get("thinkingConfig", {}).get("thinkingBudget")
        if budget is not None and not 128 <= budget <= 32_768:
            return failure("INVALID_ARGUMENT", f"The thinking budget {budget} is invalid.")
        thinking = settings.get("thinkingConfig", {}).get("includeThoughts")
        return stream(*answered(self.content, "Let me think." if thinking else ""))

    def _list(self) -> bytes:
        models = [
            {"name": f"models/{name}", "supportedGenerationMethods": ["generateContent", "countTokens"]}
            for name in self.models
        ]
        embedding = {"name": "models/text-embedding-004", "supportedGenerationMethods": ["embedContent"]}
        body = json.dumps({"models": [*models, embedding]}).encode()
        return http(200, body, kind="application/json; charset=UTF-8")
