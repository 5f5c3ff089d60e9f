"""The tool `ask_expert`: one question to an OpenAI-compatible endpoint that the user configured."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

import msgspec

from engine.contracts import (
    Effect,
    ExpertSettings,
    Incoming,
    JsonObject,
    Label,
    Money,
    Outgoing,
    OutputMarks,
    Preview,
    Reach,
    ToolOutput,
)
from engine.errors import ToolProblem, Unbilled
from tools.contract import Remote, tool
from tools.egress.addresses import host_of

MAX_TOKENS = 1024
"""The longest answer that is asked for, and so the most that is paid for."""

_MAX_QUESTION = 4000
"""The most characters of a question, whatever it may cost."""
_MIN_QUESTION = 200
"""Characters that a question may have under any cap; where these already cost more, the gate denies."""
_CHARACTER_BYTES = 4
"""The most that one character takes in UTF-8."""
_OVERHEAD_TOKENS = 256
"""Room for what a server puts around the question: its chat template and default system message."""
_TIMEOUT_S = 120.0
_TIMED_OUT = 408
_MAX_BYTES = 2 * 1024 * 1024
_MILLION = 1_000_000


class _Part(msgspec.Struct, frozen=True):
    text: str = ""


class _Message(msgspec.Struct, frozen=True):
    content: str | list[_Part] | None = None


class _Choice(msgspec.Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


class _Usage(msgspec.Struct, frozen=True):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Answer(msgspec.Struct, frozen=True):
    choices: list[_Choice]


class _Billed(msgspec.Struct, frozen=True):
    usage: _Usage


class _Refusal(msgspec.Struct, frozen=True):
    message: str = ""


class _Error(msgspec.Struct, frozen=True):
    error: _Refusal | str


@tool(
    reach=Reach.EXPERT,
    effects=frozenset({Effect.READS, Effect.SENDS}),
    output=OutputMarks(untrusted=True),
    seconds=15.0,
)
def ask_expert(question: str, *, settings: ExpertSettings, room: int) -> Preview:
    """Ask a larger model elsewhere a hard question that needs more knowledge or reasoning.

    Args:
        question: The whole question, with nothing private in it. The expert sees nothing else.

    Sends:
        The question, and nothing else of the conversation, goes to {host}.

    Without it:
        The model on this computer answers by itself, which may be less thorough.
    """
    if not question.strip():
        raise ToolProblem("The question is empty.")
    if len(question) > _MAX_QUESTION:
        raise ToolProblem(f"The question is longer than {_MAX_QUESTION:,} characters: shorten it.")
    try:
        question_bytes = len(question.encode())
    except UnicodeEncodeError as error:
        raise ToolProblem("The question holds characters that cannot be sent.") from error
    if question_bytes > room:
        fitting = len(question.encode()[:room].decode(errors="ignore"))
        raise ToolProblem(
            f"The question is too long for what one call may cost here: {fitting:,} characters at most."
        )
    asked = {
        "model": settings.model,
        "messages": [{"role": "user", "content": question}],
        "max_tokens": MAX_TOKENS,
        "stream": False,
    }
    url = completions_url(settings.base_url)
    outgoing = Outgoing(
        method="POST",
        url=url,
        host=host_of(url),
        headers=(("Content-Type", "application/json"), ("Accept", "application/json")),
        body=msgspec.json.encode(asked),
        key_name=settings.key_name,
        own_endpoint=True,
        timeout_s=_TIMEOUT_S,
        max_bytes=_MAX_BYTES,
    )
    return Preview(
        outgoing,
        price_min=price(settings, max(1, question_bytes // 8), 1),
        price_max=price(settings, question_bytes + _OVERHEAD_TOKENS, MAX_TOKENS),
    )


def build(settings: ExpertSettings, cap: Money | None = None) -> Remote | None:
    """The tool for the endpoint in `settings`; None where none is configured or its URL cannot be used.

    Questions are kept so short that the highest price of a call fits into `cap`, where one is given.
    """
    host = host_of(completions_url(settings.base_url))
    if not settings.base_url or not settings.model or not host:
        return None
    room = question_room(settings, cap)
    most = price(settings, room + _OVERHEAD_TOKENS, MAX_TOKENS)

    def interpret(arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        return read_answer(arguments, incoming, settings, host)

    return Remote(ask_expert, interpret, host=host, price_max=most, settings=settings, room=room)


def completions_url(base_url: str) -> str:
    """Where chat completions are asked for, given the base URL as servers document it; empty for none."""
    base = base_url.strip().rstrip("/")
    try:
        parts = urlsplit(base)
    except ValueError:
        return ""
    if not base.isascii() or parts.query or parts.fragment:
        return ""
    if parts.path.endswith("/chat/completions"):
        return base
    return f"{base}/chat/completions" if parts.path else f"{base}/v1/chat/completions"


def price(settings: ExpertSettings, tokens_in: int, tokens_out: int) -> Money | None:
    """What so many tokens cost, rounded up; None where a price is unknown.

    No tokeniser makes more tokens of a text than it has bytes in UTF-8: from bytes it is an upper bound.
    """
    if settings.price_in is None or settings.price_out is None:
        return None
    return Money(-(-(tokens_in * settings.price_in + tokens_out * settings.price_out) // _MILLION))


def question_room(settings: ExpertSettings, cap: Money | None) -> int:
    """The bytes in UTF-8 that a question may have for the highest price of its call to fit into `cap`.

    As many as the longest question can have where no price or no cap is known.
    """
    longest, shortest = _CHARACTER_BYTES * _MAX_QUESTION, _CHARACTER_BYTES * _MIN_QUESTION
    if cap is None or not settings.price_in or settings.price_out is None:
        return longest
    affordable = (cap * _MILLION - MAX_TOKENS * settings.price_out) // settings.price_in - _OVERHEAD_TOKENS
    return max(shortest, min(longest, affordable))


def read_answer(arguments: JsonObject, incoming: Incoming, settings: ExpertSettings, host: str) -> ToolOutput:
    """The expert's words and what they cost. Raises ToolProblem where there are none.

    It is Unbilled where the host refused the question; one that timed out or failed at it may bill for it.
    """
    if incoming.status != 200:
        refused = 400 <= incoming.status < 500 and incoming.status != _TIMED_OUT
        raise (Unbilled if refused else ToolProblem)(_refusal(incoming, host))
    try:
        answer = msgspec.json.decode(incoming.body, type=_Answer)
    except msgspec.MsgspecError as error:
        raise ToolProblem(f"{host} answered, but not in the form of a chat completion.") from error
    text = _words(answer.choices)
    if not text:
        raise ToolProblem(f"{host} answered without a word.")
    if answer.choices[0].finish_reason == "length":
        text += "\n[the answer was cut off at its longest permitted length]"
    cost = _cost(arguments, incoming.body, settings)
    return ToolOutput(text, (Label(f"expert:{host}", untrusted=True),), cost)


def _words(choices: Sequence[_Choice]) -> str:
    content = choices[0].message.content if choices else None
    if isinstance(content, list):
        content = "".join(part.text for part in content)
    return (content or "").strip()


def _cost(arguments: JsonObject, body: bytes, settings: ExpertSettings) -> Money:
    """By the tokens that the server counted, at most what was reserved; all of that if it counted none."""
    asked = len(str(arguments.get("question", "")).encode("utf-8", "replace"))
    most = price(settings, asked + _OVERHEAD_TOKENS, MAX_TOKENS) or Money(0)
    try:
        usage = msgspec.json.decode(body, type=_Billed).usage
    except msgspec.MsgspecError:
        return most
    if usage.prompt_tokens <= 0 or usage.completion_tokens < 0:
        return most
    return min(most, price(settings, usage.prompt_tokens, usage.completion_tokens) or Money(0))


def _refusal(incoming: Incoming, host: str) -> str:
    status = incoming.status
    if status in {401, 403}:
        return f"{host} does not accept the API key. Check it in Preferences."
    if status == 402:
        return f"{host} says that the account has no credit left."
    if status == 404:
        return f"{host} knows no such address or model. Check the expert in Preferences."
    if status == 429:
        return f"{host} takes no more questions for now: its limit is reached. Try again later."
    if status >= 500:
        return f"{host} has a fault of its own (error {status}). Try again later."
    return f"{host} refused the question (error {status}){_said(incoming.body)}."


def _said(body: bytes) -> str:
    try:
        error = msgspec.json.decode(body, type=_Error).error
    except msgspec.MsgspecError:
        return ""
    message = error if isinstance(error, str) else error.message
    plain = " ".join(message.split())[:200]
    return f': "{plain}"' if plain else ""
