"""Form bodies, byte for byte as browsers (and primp) write them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote_plus


def form_body(fields: Mapping[str, str]) -> bytes:
    """`fields` as application/x-www-form-urlencoded, sorted by name as primp sorts them.

    The encoding is that of the WHATWG URL standard: letters, digits and `*-._` stay, a space is `+`, all
    other bytes of the UTF-8 form are escaped. Raises UnicodeEncodeError for half a surrogate pair.
    """
    return "&".join(f"{_escaped(name)}={_escaped(fields[name])}" for name in sorted(fields)).encode("ascii")


def _escaped(text: str) -> str:
    return quote_plus(text, safe="*", errors="strict").replace("~", "%7E")
