"""The addresses of pages: in the one spelling in which they are asked for, and where a site sends on to."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit, urlunsplit

from engine.contracts import Incoming
from engine.errors import ToolProblem
from tools.egress.addresses import host_of

MOVED = frozenset({301, 302, 303, 307, 308})
"""The statuses that point to another address."""

_LONGEST_URL = 2000
_SERVER = re.compile(r"[A-Za-z]+://[^/?#\s]*")
_SAFE = "/%:=&?~#+!$,;'@()*[]-._"


def canonical(url: str) -> str:
    """The address as it is asked for: in ASCII, without a fragment. Raises ToolProblem for what is none.

    Spaces in its path and query are escaped, as browsers do, unless a second address may follow one.
    """
    written = _without_spaces(url.strip())
    host = host_of(written)
    if not host:
        raise ToolProblem(
            "This is no address of a page. One begins with https:// or http:// and names a host."
        )
    parts = urlsplit(written)
    port = parts.netloc.rpartition(":")[2] if not parts.netloc.endswith("]") and ":" in parts.netloc else ""
    server = f"[{host}]" if ":" in host else host
    try:
        path, query = (quote(text, safe=_SAFE, errors="strict") for text in (parts.path or "/", parts.query))
    except UnicodeEncodeError as error:
        raise ToolProblem("The address holds characters that cannot be sent.") from error
    whole = urlunsplit((parts.scheme, f"{server}:{port}" if port else server, path, query, ""))
    if len(whole) > _LONGEST_URL:
        raise ToolProblem(f"The address is longer than {_LONGEST_URL} characters.")
    return whole


def origin(url: str) -> str:
    """Scheme, host and port of an address as `canonical` writes it."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"


def target_of(answer: Incoming, url: str) -> str:
    """Where an answer to `url` points; empty where that is no address of a page."""
    location = header(answer, "location")
    try:
        return canonical(urljoin(url, location)) if location else ""
    except (ToolProblem, ValueError):
        return ""


def header(head: Incoming, wanted: str) -> str:
    """The first header of that name (in lower case); empty where there is none."""
    return next((value for name, value in head.headers if name.lower() == wanted), "")


def _without_spaces(written: str) -> str:
    server = _SERVER.match(written)
    if server is None or "://" in written[server.end() :].partition(" ")[2]:
        return written
    return written[: server.end()] + written[server.end() :].replace(" ", "%20")
