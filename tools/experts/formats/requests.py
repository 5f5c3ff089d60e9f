"""What all formats' requests have in common: addresses, headers and how long to wait."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import msgspec

from engine.cloud import Expert
from engine.contracts import Outgoing
from tools.egress.addresses import host_of
from tools.experts.formats.port import Limits

_LIST_TIMEOUT_S = 30.0


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


def thinking_room(limits: Limits, least: int) -> int:
    """The tokens that may be thought so that a quarter of the answer is left for words; 0 for none.

    `least` is the smallest number that the provider takes.
    """
    room = min(limits.thinking_tokens, limits.max_tokens - limits.max_tokens // 4)
    return room if room >= least else 0
