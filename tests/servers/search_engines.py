"""Search engines on loopback, behind a proxy and with certificates of the test's own."""

from __future__ import annotations

import json
import ssl
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from urllib.parse import parse_qs, urlsplit

from tests.servers.duckduckgo import Hit, page
from tests.servers.recording import Received, http
from tests.servers.web_pages import Tunnels


def _brave(hits: Sequence[Hit]) -> bytes:
    return _page(
        f"<div data-type='web'><a href='{escape(hit.href)}'><div class='title'>{escape(hit.title)}</div></a>"
        f"<div class='snippet'><div class='content'>{escape(hit.snippet)}</div></div></div>"
        for hit in hits
    )


def _mojeek(hits: Sequence[Hit]) -> bytes:
    items = (
        f"<li><h2><a href='{escape(hit.href)}'>{escape(hit.title)}</a></h2><p class='s'>{escape(hit.snippet)}"
        "</p></li>"
        for hit in hits
    )
    return _page(("<ul class='results'>", *items, "</ul>"))


def _startpage(hits: Sequence[Hit]) -> bytes:
    return _page(
        f"<div class='result css-1'><a href='{escape(hit.href)}'><h2>{escape(hit.title)}</h2></a>"
        f"<p>{escape(hit.snippet)}</p></div>"
        for hit in hits
    )


def _yahoo(hits: Sequence[Hit]) -> bytes:
    return _page(
        f"<div class='relsrch'><div class='Title'><a href='{escape(hit.href)}'><h3>{escape(hit.title)}</h3>"
        f"</a></div><div class='Text'>{escape(hit.snippet)}</div></div>"
        for hit in hits
    )


def _page(parts: Iterable[str]) -> bytes:
    return f"<html><body><main>{''.join(parts)}</main></body></html>".encode()


_PAGES: Mapping[str, Callable[[Sequence[Hit]], bytes]] = {
    "search.brave.com": _brave,
    "www.mojeek.com": _mojeek,
    "www.startpage.com": _startpage,
    "search.yahoo.com": _yahoo,
}


class SearchEngines(Tunnels):
    """All of them. `hits` are those of each host; `answers` holds raw answers that come in their place."""

    def __init__(self, tls: ssl.SSLContext, hits: Mapping[str, Sequence[Hit]]) -> None:
        super().__init__(self._answer, tls)
        self.hits = hits
        self.answers: dict[str, bytes] = {}

    @property
    def asked(self) -> list[str]:
        """The hosts of all requests, in alphabetical order."""
        return sorted(request.headers["host"] for request in self.requests)

    def _answer(self, request: Received) -> bytes:
        host = request.headers["host"]
        if host in self.answers:
            return self.answers[host]
        hits = self.hits.get(host, ())
        if host.endswith("wikipedia.org"):
            return http(200, _encyclopaedia(request, hits), kind="application/json")
        if host == "html.duckduckgo.com":
            return http(200, page(parse_qs(request.body.decode())["q"][0], hits))
        if request.target == "/":
            return http(200, b"<html><form id='search'><input name='sc' value='token'></form></html>")
        return http(200, _PAGES[host](hits))


def _encyclopaedia(request: Received, hits: Sequence[Hit]) -> bytes:
    asked = parse_qs(urlsplit(request.target).query)
    if asked["action"] == ["opensearch"]:
        found = ["", [hit.title for hit in hits], [], [hit.href for hit in hits]]
        return json.dumps(found).encode()
    return json.dumps({"query": {"pages": {"1": {"extract": hits[0].snippet}}}}).encode()
