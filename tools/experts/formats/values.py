"""Values out of JSON that may be missing, null or of another type than the documentation says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

_MOST_TOKENS = 10**9
"""A count above it is no count."""


class NoListError(ValueError):
    """The content is no list of models."""


def listed(body: bytes, name: str) -> list[Any]:
    """The list called `name` in an answer. Raises ValueError where there is none."""
    try:
        entries = mapping(msgspec.json.decode(body)).get(name)
    except UnicodeDecodeError as error:
        raise NoListError from error
    if not isinstance(entries, list):
        raise NoListError
    return entries


def mapping(value: object, *names: str) -> Mapping[str, Any]:
    """`value`, or the object that `names` lead to within it; empty where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, Mapping) else None
    return value if isinstance(value, Mapping) else {}


def objects(value: object) -> Iterator[Mapping[str, Any]]:
    """The objects of a list; none where it is no list."""
    for entry in value if isinstance(value, list) else ():
        if isinstance(entry, Mapping):
            yield entry


def text(value: object) -> str:
    """`value` where it is a text, else an empty one."""
    return value if isinstance(value, str) else ""


def count(value: object) -> int:
    """`value` where it is a credible count of tokens, else -1."""
    known = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= _MOST_TOKENS
    return value if known and isinstance(value, int) else -1
