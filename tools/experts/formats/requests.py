"""What all formats' requests have in common: addresses, headers and how long to wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from engine.cloud import Expert, thinking_works
from engine.contracts import Outgoing
from tools.egress.addresses import host_of
from tools.experts.formats.port import Limits
from tools.experts.formats.values import mapping

_LIST_TIMEOUT_S = 30.0
_EFFORTS = {"low": 2_048, "medium": 8_192}
"""Up to how many tokens of thinking each word stands for; beyond, it is `high`."""


def joined(expert: Expert, version: str, path: str, *endings: str) -> str:
    """Where `path` is asked for, given the base URL as servers document it; empty where it cannot be used.

    A base without a path gets the API's `version`; one of `endings` at its end, an address in full, is taken
    off.
    """
    base = expert.address.strip().rstrip("/")
    for ending in endings:
        base = base.removesuffix(ending)
    try:
        parts = urlsplit(base)
    except ValueError:
        return ""
    if not base.isascii() or parts.query or parts.fragment or not host_of(base):
        return ""
    return f"{base}/{path}" if parts.path else f"{base}/{version}/{path}"


def asking(
    expert: Expert,
    url: str,
    asked: Mapping[str, Any],
    limits: Limits,
    *headers: tuple[str, str],
    key_header: str = "",
) -> Outgoing:
    """A request for a streamed answer. Raises UnicodeEncodeError for half a surrogate pair."""
    return Outgoing(
        method="POST",
        url=url,
        host=host_of(url),
        headers=(
            ("Content-Type", "application/json"),
            ("Accept", "text/event-stream, application/json"),
            *headers,
        ),
        body=msgspec.json.encode(asked),
        key_name=expert.key_name,
        key_header=key_header,
        own_endpoint=expert.own,
        authority=expert.authority,
        timeout_s=limits.silence_s,
        total_s=limits.total_s,
        max_bytes=limits.max_bytes,
    )


def listing(expert: Expert, url: str, *headers: tuple[str, str], key_header: str = "") -> Outgoing:
    """A request for the list of models."""
    return Outgoing(
        method="GET",
        url=url,
        host=host_of(url),
        headers=(("Accept", "application/json"), *headers),
        key_name=expert.key_name,
        key_header=key_header,
        own_endpoint=expert.own,
        authority=expert.authority,
        timeout_s=_LIST_TIMEOUT_S,
    )


def thinking_room(expert: Expert, limits: Limits, least: int = 1, most: int = 2**31) -> int:
    """The tokens that may be thought so that a quarter of the answer is left for words; 0 for none.

    `least` and `most` are the bounds that the provider sets; fewer than the least are raised to it.
    """
    if limits.thinking_tokens <= 0 or not thinking_works(expert):
        return 0
    room = min(max(limits.thinking_tokens, least), most, limits.max_tokens - limits.max_tokens // 4)
    return room if room >= least else 0


def effort(thinking: int) -> str:
    """So many tokens of thinking, in the word of the providers that take no number."""
    return next((word for word, most in _EFFORTS.items() if thinking <= most), "high")


def decoded(body: bytes) -> Mapping[str, Any]:
    """A request's body as an object; empty where it is none."""
    return mapping(msgspec.json.decode(body))
