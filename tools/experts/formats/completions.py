"""Chat completions: OpenAI's public format, OpenRouter's of it, and what other servers have made of it.

Sources: OpenAI API reference, "Chat Completions"; OpenRouter API reference, "Streaming", "Reasoning Tokens",
"Usage Accounting".
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from engine.cloud import Expert, Provider
from engine.contracts import Incoming, Money, Outgoing
from tools.experts.formats.port import Limits, Piece, StoppedBy, Turn
from tools.experts.formats.reading import Gathered, Reader
from tools.experts.formats.requests import asking, decoded, effort, joined, listing, thinking_room
from tools.experts.formats.think_tags import ThinkTags
from tools.experts.formats.values import count, listed, mapping, objects, text

_COMPLETIONS = "/chat/completions"
_THOUGHTS = ("reasoning_content", "reasoning")
_STOPPED = {"length": StoppedBy.LENGTH, "content_filter": StoppedBy.FILTER}
_MILLION = 1_000_000


class Completions:
    """Fits Format."""

    def request(self, expert: Expert, turns: Sequence[Turn], limits: Limits) -> Outgoing:
        """What asks for a streamed answer. Raises UnicodeEncodeError for half a surrogate pair."""
        asked: dict[str, Any] = {
            "model": expert.model,
            "messages": [{"role": turn.role, "content": turn.text} for turn in turns],
            _longest(expert): limits.max_tokens,
            "stream": True,
            "stream_options": {"include_usage": True},
        }
        thinking = thinking_room(expert, limits)
        if expert.provider is Provider.OPENAI:
            # Left open, both may be settled otherwise for the key's project: answers kept, or a dearer tier.
            asked |= {"store": False, "service_tier": "default"}
            if thinking:
                asked["reasoning_effort"] = "high" if "-pro" in expert.model else effort(thinking)
        elif expert.provider is Provider.OPENROUTER:
            asked |= {"usage": {"include": True}, "provider": _route(limits)}
            if thinking:
                asked["reasoning"] = {"max_tokens": thinking}
        return asking(expert, _url(expert, "chat/completions"), asked, limits)

    def texts(self, body: bytes) -> tuple[str, ...]:
        """The texts of the turns in a request's body, as they are there."""
        return tuple(text(turn.get("content")) for turn in objects(decoded(body).get("messages")))

    def models_request(self, expert: Expert) -> Outgoing:
        """What asks for the models that the expert's key may use. It costs nothing.

        OpenRouter lists all its models to anybody; only those of an account need its key.
        """
        of_account = expert.provider is Provider.OPENROUTER
        return listing(expert, _url(expert, "models/user" if of_account else "models"))

    def read_models(self, incoming: Incoming) -> tuple[str, ...]:
        """Their names. Raises ValueError where the answer is no list of models."""
        models = objects(listed(incoming.body, "data"))
        return tuple(name for model in models if (name := text(model.get("id"))))

    def reader(self, host: str) -> Reader:
        """What reads one answer of `host`."""
        return Reader(host, _Decoder())


class _Decoder:
    def __init__(self) -> None:
        self._tags = ThinkTags()
        self._refusal = ""

    def chunk(self, event: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
        """Take one event of a stream."""
        for choice in objects(event.get("choices")):
            yield from self._words(mapping(choice, "delta"), gathered)
            self._end(choice, gathered)
        _count(event, gathered)

    def whole(self, answer: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
        """Take an answer that was not streamed."""
        for choice in objects(answer.get("choices")):
            yield from self._words(mapping(choice, "message"), gathered)
            self._end(choice, gathered)
            # Some servers tell no reason; in one piece the answer is whole all the same.
            gathered.complete = True
        _count(answer, gathered)

    def settle(self, gathered: Gathered) -> None:
        """The bytes have ended: what was held back is in it, too."""
        gathered.text += self._tags.finish()
        if self._refusal:
            gathered.stopped_by, gathered.reason = StoppedBy.REFUSAL, self._refusal.strip()

    def _words(self, said: Mapping[str, Any], gathered: Gathered) -> Iterator[Piece]:
        thought = next((said[name] for name in _THOUGHTS if said.get(name)), "")
        yield from gathered.add(thought, thinking=True)
        content = said.get("content")
        if isinstance(content, list):
            content = "".join(text(part.get("text")) for part in objects(content))
        for words, thinking in self._tags.feed(text(content)):
            yield from gathered.add(words, thinking=thinking)
        self._refusal += text(said.get("refusal"))

    def _end(self, choice: Mapping[str, Any], gathered: Gathered) -> None:
        if reason := text(choice.get("finish_reason")):
            gathered.complete = reason != "error"
            gathered.stopped_by = _STOPPED.get(reason, StoppedBy.END)


def _longest(expert: Expert) -> str:
    """What the longest answer is called: OpenAI's own models of late know the new name alone."""
    return "max_completion_tokens" if expert.provider is Provider.OPENAI else "max_tokens"


def _url(expert: Expert, path: str) -> str:
    return joined(expert, "v1", path, _COMPLETIONS)


def _route(limits: Limits) -> dict[str, Any]:
    """Whom OpenRouter may hand a question to: nobody who keeps it, nor who asks more than was shown."""
    route: dict[str, Any] = {"data_collection": "deny"}
    if limits.price_in is not None and limits.price_out is not None:
        prices = {"prompt": limits.price_in, "completion": limits.price_out}
        # A millionth more, so that a price that was rounded in binary is no dearer than itself.
        route["max_price"] = {name: (price + bool(price)) / _MILLION for name, price in prices.items()}
    return route


def _count(event: Mapping[str, Any], gathered: Gathered) -> None:
    usage = mapping(event, "usage")
    if not usage:
        return
    gathered.read, gathered.written = count(usage.get("prompt_tokens")), count(usage.get("completion_tokens"))
    of_prompt, of_answer = (
        mapping(usage, name) for name in ("prompt_tokens_details", "completion_tokens_details")
    )
    gathered.cached = count(of_prompt.get("cached_tokens"))
    gathered.filled = count(of_prompt.get("cache_write_tokens"))
    gathered.thought = count(of_answer.get("reasoning_tokens"))
    cost = _money(usage.get("cost"))
    if cost is not None:
        # With a key of the user's own at the model's provider, `cost` is but OpenRouter's fee.
        own_key = usage.get("is_byok") is not False
        upstream = _money(mapping(usage, "cost_details").get("upstream_inference_cost")) if own_key else None
        gathered.cost = Money(cost + (upstream or 0))


def _money(dollars: object) -> Money | None:
    """A sum that makes sense, in micro-dollars, rounded up; else None."""
    if not isinstance(dollars, int | float) or isinstance(dollars, bool) or not 0 <= dollars < _MILLION:
        return None
    return Money(math.ceil(round(dollars * _MILLION, 3)))
