"""Google's public format. Source: Gemini API reference, "Generating content", "Thinking", "Models"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote

from engine.cloud import Expert
from engine.contracts import Incoming, Outgoing
from tools.experts.formats.port import Limits, Piece, StoppedBy, Turn
from tools.experts.formats.reading import Gathered, Reader
from tools.experts.formats.requests import asking, decoded, joined, listing, thinking_room
from tools.experts.formats.values import count, listed, mapping, objects, text

_KEY_HEADER = "x-goog-api-key"
_ROLES = {"user": "user", "assistant": "model"}
_THINKING = {"flash-lite": (512, 24_576), "flash": (1, 24_576), "": (128, 32_768)}
"""The fewest and the most tokens of thinking, by what is in a model's name."""
_PREFIX = "models/"
_ANSWERS = "generateContent"


class Gemini:
    """Fits Format."""

    def request(self, expert: Expert, turns: Sequence[Turn], limits: Limits) -> Outgoing:
        """What asks for a streamed answer. Raises UnicodeEncodeError for half a surrogate pair."""
        settings: dict[str, Any] = {"maxOutputTokens": limits.max_tokens}
        least, most = next(bounds for words, bounds in _THINKING.items() if words in expert.model.lower())
        if thinking := thinking_room(expert, limits, least, most):
            settings["thinkingConfig"] = {"includeThoughts": True, "thinkingBudget": thinking}
        asked = {
            "contents": [{"role": _ROLES[turn.role], "parts": [{"text": turn.text}]} for turn in turns],
            "generationConfig": settings,
        }
        name = expert.model if "/" in expert.model else f"{_PREFIX}{expert.model}"
        url = _url(expert, f"{quote(name)}:streamGenerateContent?alt=sse")
        return asking(expert, url, asked, limits, key_header=_KEY_HEADER)

    def texts(self, body: bytes) -> tuple[str, ...]:
        """The texts of the turns in a request's body, as they are there."""
        return tuple(
            text(part.get("text"))
            for turn in objects(decoded(body).get("contents"))
            for part in objects(turn.get("parts"))
        )

    def models_request(self, expert: Expert) -> Outgoing:
        """What asks for the models that the expert's key may use. It costs nothing."""
        return listing(expert, _url(expert, "models?pageSize=1000"), key_header=_KEY_HEADER)

    def read_models(self, incoming: Incoming) -> tuple[str, ...]:
        """The names of those that answer in text. Raises ValueError where the answer is no list of models."""
        return tuple(
            name.removeprefix(_PREFIX)
            for model in objects(listed(incoming.body, "models"))
            if (name := text(model.get("name"))) and _answers(model.get("supportedGenerationMethods"))
        )

    def reader(self, host: str) -> Reader:
        """What reads one answer of `host`."""
        return Reader(host, _Decoder())


class _Decoder:
    def chunk(self, event: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
        """Take one event of a stream."""
        for candidate in objects(event.get("candidates")):
            for part in objects(mapping(candidate, "content").get("parts")):
                yield from gathered.add(part.get("text"), thinking=part.get("thought") is True)
            if reason := text(candidate.get("finishReason")):
                _end(reason, gathered)
        if reason := text(mapping(event, "promptFeedback").get("blockReason")):
            gathered.complete, gathered.stopped_by = True, StoppedBy.REFUSAL
            gathered.reason = reason
        _count(mapping(event, "usageMetadata"), gathered)

    def whole(self, answer: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
        """An answer that was not streamed is one event, or a list of them."""
        return self.chunk(answer, gathered)

    def settle(self, gathered: Gathered) -> None:
        """The bytes have ended: nothing was held back."""


def _url(expert: Expert, path: str) -> str:
    return joined(expert, "v1beta", path)


def _answers(methods: object) -> bool:
    """True where a model answers in text, or does not say what it does."""
    return not isinstance(methods, list) or _ANSWERS in methods


def _end(reason: str, gathered: Gathered) -> None:
    gathered.complete = True
    if reason == "MAX_TOKENS":
        gathered.stopped_by = StoppedBy.LENGTH
    elif reason != "STOP":
        gathered.stopped_by, gathered.reason = StoppedBy.FILTER, reason


def _count(usage: Mapping[str, Any], gathered: Gathered) -> None:
    """The thoughts are counted apart from the answer; both are written. An answer of none has no count."""
    if (read := count(usage.get("promptTokenCount"))) >= 0:
        gathered.read, gathered.cached = read, count(usage.get("cachedContentTokenCount"))
        gathered.thought = max(0, count(usage.get("thoughtsTokenCount")))
        gathered.written = max(0, count(usage.get("candidatesTokenCount"))) + gathered.thought
