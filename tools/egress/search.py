"""DuckDuckGo through ddgs, which does its own networking (primp) and its own parsing, inside the broker.

What is fixed here: one request, no redirect, the approved bytes as the body, a limit on size, and the answer
as a JSON list of {title, href, body}. primp resolves the name itself, so the addresses that were checked are
not pinned for it; https is required for the open web, and the certificate binds the connection to the host.
"""

from __future__ import annotations

import time
from collections.abc import Mapping

import msgspec
import primp
from ddgs.engines.duckduckgo import Duckduckgo
from lxml.etree import LxmlError

from engine.contracts import Incoming, Outgoing
from engine.errors import ToolProblem
from tools.egress.answers import redirected
from tools.egress.forms import form_body
from tools.egress.line import Line

_FORM = {"content-type": "application/x-www-form-urlencoded"}
_CHUNK = 64 * 1024


class _OneSearch(Duckduckgo):
    """ddgs's engine with its one request held to what was approved."""

    def __init__(self, outgoing: Outgoing, line: Line) -> None:
        super().__init__(proxy=None, timeout=max(1, round(line.remaining())), verify=True)
        self.search_url = outgoing.url
        self.status = 0
        self.posted = b""
        self._outgoing = outgoing
        self._line = line

    def request(self, method: str, url: str, **form: Mapping[str, str]) -> str | None:
        """The page as text, None where the status is not 200. Raises ToolProblem."""
        body = form_body(form.get("data") or {})
        if (method, url, body) != (self._outgoing.method, self._outgoing.url, self._outgoing.body):
            raise ToolProblem("The search would send something other than what was approved.")
        self._line.check()
        self.posted = body
        response = self.http_client.client.request(
            method, url, content=body, headers=_FORM, follow_redirects=False, stream=True
        )
        try:
            return self._page(response)
        finally:
            response.close()

    def _page(self, response: primp.Response) -> str | None:
        self.status = response.status_code
        if 300 <= self.status < 400:
            raise redirected(self._outgoing.host, response.headers.get("location", ""))
        content = bytearray()
        for chunk in response.iter_bytes(_CHUNK):
            self._line.check()
            content += chunk
            if len(content) > self._outgoing.max_bytes:
                raise ToolProblem(f"The answer of {self._outgoing.host} is larger than the limit.")
        return content.decode("utf-8", "replace") if self.status == 200 else None


def search(outgoing: Outgoing, line: Line) -> Incoming:
    """Do the one search of `outgoing`. Raises ToolProblem, or Cancelled where `line` was cut."""
    started = time.monotonic()
    wish = outgoing.search or {}
    host = outgoing.host
    engine = _OneSearch(outgoing, line)
    try:
        found = engine.search(str(wish.get("query", "")), region=str(wish.get("region", "us-en")))
    except primp.TimeoutError as error:
        raise ToolProblem(f"{host} did not answer within {outgoing.timeout_s:g} seconds.") from error
    except primp.PrimpError as error:
        line.check()
        raise ToolProblem(f"The connection to {host} failed or broke off.") from error
    except (LxmlError, ValueError) as error:
        raise ToolProblem(f"The page of {host} cannot be read as search results.") from error
    results = [{"title": item.title, "href": item.href, "body": item.body} for item in found or ()]
    limit = wish.get("max_results", 10)
    content = msgspec.json.encode(results[: limit if isinstance(limit, int) else 10])
    sent = Outgoing(outgoing.method, engine.search_url, host, body=engine.posted).sha256
    return Incoming(engine.status, (), content, sent, time.monotonic() - started)
