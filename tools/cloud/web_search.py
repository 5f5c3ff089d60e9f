"""The tool `web_search`: DuckDuckGo, asked by ddgs inside the broker."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import parse_qs, urlsplit

import msgspec

from engine.contracts import (
    Effect,
    Incoming,
    JsonObject,
    Label,
    Outgoing,
    OutputMarks,
    Preview,
    Reach,
    ToolOutput,
)
from engine.errors import ToolProblem
from tools.contract import Remote, tool
from tools.egress.addresses import host_of
from tools.egress.forms import form_body

DUCKDUCKGO = "https://html.duckduckgo.com/html/"
REGION = "wt-wt"
_MAX_QUERY = 500
_MAX_BYTES = 2 * 1024 * 1024
_TIMEOUT_S = 20.0
_SHOWN = 400


class SearchResult(msgspec.Struct, frozen=True):
    """One result as the broker hands it over."""

    title: str = ""
    href: str = ""
    body: str = ""


@tool(
    reach=Reach.NETWORK,
    effects=frozenset({Effect.READS, Effect.SENDS}),
    output=OutputMarks(untrusted=True),
    seconds=2.0,
)
def web_search(
    query: str, max_results: Annotated[int, msgspec.Meta(ge=1, le=10)] = 5, *, url: str, own: bool
) -> Preview:
    """Search the web for current or public information.

    Args:
        query: Words to search for. Leave out names and anything private that the search does not need.
        max_results: How many results to return.

    Sends:
        The search words go to {host}, which also sees this computer's address, as with any visit.

    Without it:
        The answer is made from what the model already knows, which may be out of date.
    """
    words = " ".join(query.split())
    if not words:
        raise ToolProblem("The query is empty.")
    if len(words) > _MAX_QUERY:
        raise ToolProblem(f"The query is longer than {_MAX_QUERY} characters.")
    try:
        body = form_body({"q": words, "b": "", "l": REGION})
    except UnicodeEncodeError as error:
        raise ToolProblem("The query holds characters that cannot be sent.") from error
    outgoing = Outgoing(
        method="POST",
        url=url,
        host=host_of(url),
        headers=(("Content-Type", "application/x-www-form-urlencoded"),),
        body=body,
        search={"query": words, "region": REGION, "max_results": max_results},
        own_endpoint=own,
        timeout_s=_TIMEOUT_S,
        max_bytes=_MAX_BYTES,
    )
    return Preview(outgoing)


def build(search_url: str) -> Remote | None:
    """The tool for DuckDuckGo, or for the user's own `search_url`; None where that is no usable URL."""
    url = search_url or DUCKDUCKGO
    host = host_of(url)
    if not host or not url.isascii():
        return None

    def interpret(_arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        return read_results(incoming, host)

    return Remote(web_search, interpret, host=host, url=url, own=bool(search_url))


def read_results(incoming: Incoming, host: str) -> ToolOutput:
    """The results as a numbered list. Raises ToolProblem where the search was not answered."""
    if incoming.status in {202, 403, 418, 429}:
        raise ToolProblem(
            f"{host} turned the search away because it takes it for a robot's. Try again later."
        )
    if incoming.status != 200:
        raise ToolProblem(f"{host} answered the search with the error {incoming.status}.")
    try:
        results = msgspec.json.decode(incoming.body, type=list[SearchResult])
    except msgspec.MsgspecError as error:
        raise ToolProblem(f"The answer of {host} cannot be read.") from error
    label = Label(f"page:{host}", untrusted=True)
    shown = [result for result in results if result.title or result.body]
    if not shown:
        return ToolOutput("The search found nothing.", (label,))
    lines = [
        f"{number}. {_clip(result.title)}\n   {_target(result.href)}\n   {_clip(result.body)}"
        for number, result in enumerate(shown, 1)
    ]
    return ToolOutput("\n".join(lines), (label,))


def _clip(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"


def _target(href: str) -> str:
    """Where a result leads: DuckDuckGo wraps some addresses in one of its own, to count the click."""
    wrapped = href if "://" in href[:8] else f"https:{href}"
    try:
        parts = urlsplit(wrapped)
        if parts.hostname == "duckduckgo.com" and parts.path == "/l/":
            return _clip(parse_qs(parts.query).get("uddg", [href])[0])
    except ValueError:
        return ""
    return _clip(href)
