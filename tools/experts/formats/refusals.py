"""What a provider's refusals and faults mean, in plain words; whether they may cost something."""

from __future__ import annotations

import datetime
import email.utils
import re
import time
from collections.abc import Mapping
from typing import Any

import msgspec

from engine.contracts import Incoming
from engine.errors import ToolProblem, Unbilled
from tools.experts.formats.values import mapping, objects, text

_TIMED_OUT = 408
_OVERLOADED = frozenset({503, 529})
_OVERLOADED_KINDS = ("overloaded_error", "UNAVAILABLE")
_BAD_KEY = ("API_KEY_INVALID", "invalid_api_key")
_NO_CREDIT = ("insufficient_quota", "credit balance is too low")
_TOO_LONG = (
    "context_length_exceeded",
    "request_too_large",
    "prompt is too long",
    "exceeds the maximum number of tokens",
)
_NO_MODEL = ("model_not_found",)
_DURATION = re.compile(r"(\d{1,6})(?:\.\d+)?s")
_LONGEST_WAIT_S = 7 * 86_400
_SHOWN = 200


def refusal(incoming: Incoming, host: str) -> ToolProblem:
    """Why the answer to a question is none, going by its status.

    It is Unbilled where the host refused the question; one that timed out or failed at it may bill for it.
    """
    status = incoming.status
    refused = (400 <= status < 500 and status != _TIMED_OUT) or status == 529
    return (Unbilled if refused else ToolProblem)(_words(incoming, host))


def no_answer(host: str) -> ToolProblem:
    """What came is no answer of a model."""
    return ToolProblem(f"{host} answered, but not in the form of a chat completion.")


def broke_off(host: str, kind: str, said: str) -> ToolProblem:
    """An error that came in the place of an answer or in the midst of one; `kind` is the provider's name."""
    if kind in _OVERLOADED_KINDS:
        return ToolProblem(f"{host} is overloaded. Try again later.")
    return ToolProblem(f"{host} broke off with an error{_quoted(said)}.")


def _words(incoming: Incoming, host: str) -> str:
    status, error = incoming.status, _error(incoming.body)
    said = text(error.get("message"))
    names = f"{error.get('code')} {error.get('type')} {_details(error)} {said}"
    if status == 401 or _holds(names, _BAD_KEY) or (status == 403 and not said):
        return f"{host} does not accept the API key. Check it in Preferences."
    if status == 402 or _holds(names, _NO_CREDIT):
        return f"{host} says that the account has no credit left."
    if status == 413 or _holds(names, _TOO_LONG):
        return f"{host} says that what was sent is too long for it. Send less."
    if status == 403:
        return f"{host} does not permit this (error 403){_quoted(said)}."
    if _holds(names, _NO_MODEL) or (status == 404 and not said):
        return f"{host} knows no such address or model. Check the expert in Preferences."
    if status == 404:
        return (
            f"{host} found nothing that could answer (error 404){_quoted(said)}. "
            "Check the expert in Preferences."
        )
    if status == 429:
        wait = _wait_s(incoming, error)
        when = f"Try again in {wait:,} seconds" if wait else "Try again later"
        return f"{host} takes no more questions for now: its limit is reached. {when}."
    if status in _OVERLOADED:
        return f"{host} is overloaded. Try again later."
    if status >= 500:
        return f"{host} has a fault of its own (error {status}). Try again later."
    return f"{host} refused the question (error {status}){_quoted(said)}."


def _holds(names: str, words: tuple[str, ...]) -> bool:
    return any(word in names for word in words)


def _error(body: bytes) -> Mapping[str, Any]:
    """The error in a body: an object with a message, or the message alone; Google sends a list of one."""
    try:
        content = msgspec.json.decode(body)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return {}
    if isinstance(content, list):
        content = next(objects(content), {})
    error = content.get("error") if isinstance(content, Mapping) else None
    return {"message": error} if isinstance(error, str) else mapping(error)


def _details(error: Mapping[str, Any]) -> str:
    return " ".join(text(detail.get("reason")) for detail in objects(error.get("details")))


def _wait_s(incoming: Incoming, error: Mapping[str, Any]) -> int:
    """The seconds that the provider asks to wait, in its header or, as Google does, in the error; 0: none."""
    asked = next((value.strip() for name, value in incoming.headers if name.lower() == "retry-after"), "")
    if not asked:
        delays = (
            _DURATION.fullmatch(text(detail.get("retryDelay"))) for detail in objects(error.get("details"))
        )
        asked = next((delay[1] for delay in delays if delay), "")
    wait = int(asked[:9]) if asked.isascii() and asked.isdecimal() else _until(asked)
    return wait if 0 < wait <= _LONGEST_WAIT_S else 0


def _until(moment: str) -> int:
    try:
        then = email.utils.parsedate_to_datetime(moment)
    except (TypeError, ValueError):
        return 0
    if then.tzinfo is None:
        then = then.replace(tzinfo=datetime.UTC)
    return int(then.timestamp() - time.time())


def _quoted(said: str) -> str:
    plain = " ".join(said.split())[:_SHOWN]
    return f': "{plain}"' if plain else ""
