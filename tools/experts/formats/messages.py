"""Anthropic's public format. Source: its API reference, "Messages", "Streaming" and "Extended thinking"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.cloud import Expert
from engine.contracts import Incoming, Outgoing
from tools.experts.formats.port import Limits, Piece, StoppedBy, Turn
from tools.experts.formats.reading import Gathered, Reader
from tools.experts.formats.requests import asking, decoded, effort, joined, listing, thinking_room
from tools.experts.formats.values import count, listed, mapping, objects, text

_VERSION = ("anthropic-version", "2023-06-01")
_KEY_HEADER = "x-api-key"
_LEAST_THINKING = 1024
_COUNTS_THINKING = re.compile(
    r"claude-(?:instant|[123]|[a-z]+-4(?:[-.][0-5])?(?:[-@:]\d{6,}|-latest|-v\d|$))"
)
_STOPPED = {
    "max_tokens": StoppedBy.LENGTH,
    "model_context_window_exceeded": StoppedBy.LENGTH,
    "refusal": StoppedBy.REFUSAL,
}
_FROM_CACHE = ("cache_creation_input_tokens", "cache_read_input_tokens")


class Messages:
    """Fits Format."""

    def request(self, expert: Expert, turns: Sequence[Turn], limits: Limits) -> Outgoing:
        """What asks for a streamed answer. Raises UnicodeEncodeError for half a surrogate pair.

        Older models are given a number of tokens to think, 1,024 at least; the others how hard to.
        """
        asked: dict[str, Any] = {
            "model": expert.model,
            "max_tokens": limits.max_tokens,
            "messages": [{"role": turn.role, "content": turn.text} for turn in turns],
            "stream": True,
        }
        counted = _counts_thinking(expert)
        thinking = thinking_room(expert, limits, _LEAST_THINKING if counted else 1)
        if thinking and counted:
            asked["thinking"] = {"type": "enabled", "budget_tokens": thinking}
        elif thinking:
            asked["thinking"] = {"type": "adaptive", "display": "summarized"}
            asked["output_config"] = {"effort": effort(thinking)}
        return asking(expert, _url(expert, "messages"), asked, limits, _VERSION, key_header=_KEY_HEADER)

    def texts(self, body: bytes) -> tuple[str, ...]:
        """The texts of the turns in a request's body, as they are there."""
        return tuple(text(turn.get("content")) for turn in objects(decoded(body).get("messages")))

    def models_request(self, expert: Expert) -> Outgoing:
        """What asks for the models that the expert's key may use. It costs nothing."""
        return listing(expert, _url(expert, "models?limit=1000"), _VERSION, key_header=_KEY_HEADER)

    def read_models(self, incoming: Incoming) -> tuple[str, ...]:
        """Their names. Raises ValueError where the answer is no list of models."""
        models = objects(listed(incoming.body, "data"))
        return tuple(name for model in models if (name := text(model.get("id"))))

    def reader(self, host: str) -> Reader:
        """What reads one answer of `host`."""
        return Reader(host, _Decoder())


class _Decoder:
    def chunk(self, event: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
        """Take one event of a stream."""
        match event.get("type"):
            case "message_start":
                _count(mapping(event, "message", "usage"), gathered)
            case "content_block_start":
                yield from _words(mapping(event, "content_block"), gathered)
            case "content_block_delta":
                yield from _words(mapping(event, "delta"), gathered)
            case "message_delta":
                _count(mapping(event, "usage"), gathered)
                _end(mapping(event, "delta"), gathered)
            case "message_stop":
                gathered.complete = True

    def whole(self, answer: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
        """Take an answer that was not streamed."""
        for block in objects(answer.get("content")):
            yield from _words(block, gathered)
        _count(mapping(answer, "usage"), gathered)
        _end(answer, gathered)

    def settle(self, gathered: Gathered) -> None:
        """The bytes have ended: nothing was held back."""


def _url(expert: Expert, path: str) -> str:
    return joined(expert, "v1", path, "/messages")


def _counts_thinking(expert: Expert) -> bool:
    """True for models that take a number of tokens: up to Claude 4.5, and those of other makers."""
    name = expert.model.lower()
    return bool(_COUNTS_THINKING.search(name)) or (expert.own and "claude" not in name)


def _words(block: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
    yield from gathered.add(block.get("thinking"), thinking=True)
    yield from gathered.add(block.get("text"))


def _count(usage: Mapping[str, Any], gathered: Gathered) -> None:
    """Each part of the input counts, that from a cache too; of the output, its last count."""
    if (read := count(usage.get("input_tokens"))) >= 0:
        gathered.filled, gathered.cached = (max(0, count(usage.get(name))) for name in _FROM_CACHE)
        gathered.read = read + gathered.filled + gathered.cached
    if (written := count(usage.get("output_tokens"))) >= 0:
        gathered.written = written


def _end(told: Mapping[str, Any], gathered: Gathered) -> None:
    reason = told.get("stop_reason")
    if reason:
        gathered.complete = True
        gathered.stopped_by = _STOPPED.get(str(reason), StoppedBy.END)
