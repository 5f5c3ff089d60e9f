"""Searches through ddgs, which does its own networking (primp) and its own parsing, inside the broker.

What is fixed here: only the hosts that were approved, https but for an endpoint of the user's own, no
redirect, limits on size, time and number of requests; of a search with DuckDuckGo alone also the very bytes.
primp connects through a tunnel of the broker's own, which leads to the addresses that were checked and to no
other, and ends where the request does. It may repeat a GET whose answer broke off at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import chain, zip_longest
from typing import Any
from urllib.parse import urldefrag

import msgspec
import primp
from ddgs.base import BaseSearchEngine
from ddgs.engines import ENGINES
from ddgs.http_client import HttpClient, Response
from lxml.etree import LxmlError

from engine.cloud import search_region
from engine.contracts import Incoming, Outgoing
from engine.errors import ToolProblem
from tools.egress.addresses import Resolve, host_of
from tools.egress.answers import redirected
from tools.egress.forms import form_body
from tools.egress.line import Line
from tools.egress.patience import Overdue, within
from tools.egress.route import Route, judge
from tools.egress.tunnel import Tunnel

_CHUNK = 64 * 1024
_MOST_REQUESTS = 3
_MOST_RESULTS = 10
_DUCKDUCKGO = "duckduckgo"


@dataclass(frozen=True, slots=True)
class _Page:
    """An answer as ddgs wants it."""

    status_code: int
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", "replace")


class _Client(HttpClient):
    """ddgs's HTTP client for one engine, held to one host. `status` is that of the last answer.

    Raises TimeoutError where no time is left. It is to be closed.
    """

    def __init__(self, outgoing: Outgoing, route: Route, line: Line) -> None:
        seconds = max(1, round(line.remaining()))
        self._tunnel = Tunnel(route, line)
        super().__init__(proxy=self._tunnel.url, timeout=seconds, verify=True)
        self.host = route.host
        self.status = 0
        self._outgoing = outgoing
        self._line = line
        self._requests = 0

    def close(self) -> None:
        """End its connections."""
        self._tunnel.close()

    def request(self, method: str, url: str, **form: Any) -> Response:  # noqa: ANN401 as ddgs passes it on
        """Send one request and read its answer. Raises ToolProblem, primp's errors and Cancelled."""
        if host_of(url) != self.host or not (url.startswith("https://") or self._outgoing.own_endpoint):
            raise ToolProblem("The search would ask a host that was not approved.")
        self._requests += 1
        if self._requests > _MOST_REQUESTS:
            raise ToolProblem("The search would take more requests than it may.")
        self._line.check()
        response = self.client.request(method, url, follow_redirects=False, stream=True, **form)
        try:
            self.status = response.status_code
            if 300 <= self.status < 400:
                raise redirected(self.host, response.headers.get("location", ""))
            return Response(_Page(self.status, self._body(response)))
        finally:
            response.close()

    def _body(self, response: primp.Response) -> bytes:
        content = bytearray()
        for chunk in response.iter_bytes(_CHUNK):
            self._line.remaining()
            content += chunk
            if len(content) > self._outgoing.max_bytes:
                raise ToolProblem(f"The answer of {self.host} is larger than the limit.")
        return bytes(content)


class _ExactClient(_Client):
    """The client of DuckDuckGo alone, held to the bytes that were approved. `posted` are those it sent."""

    posted = b""

    def request(self, method: str, url: str, **form: Any) -> Response:  # noqa: ANN401
        """Send the one request. Raises ToolProblem where it is another one."""
        data: Mapping[str, str] = form.get("data") or {}
        body = form_body(data)
        if (method, url, body) != (self._outgoing.method, self._outgoing.url, self._outgoing.body):
            raise ToolProblem("The search would send something other than what was approved.")
        self.posted = body
        return super().request(method, url, content=body, headers=dict(self._outgoing.headers))


@dataclass(frozen=True, slots=True)
class _Found:
    """What one engine found, or why it found nothing: the status of its answer, or a sentence."""

    host: str
    results: Sequence[Any] = ()
    status: int = 200
    problem: str = ""


def search(outgoing: Outgoing, line: Line, resolve: Resolve) -> Incoming:
    """Do the search of `outgoing`. Raises ToolProblem, or Cancelled where `line` was cut.

    With a list of hosts, their engines are asked at once. The answer is then {results, failed} in JSON, the
    results of all in turns, each address once and with its hosts, and of each engine that failed the host,
    the status and the problem. Else it is DuckDuckGo's results as a JSON list of {title, href, body}.
    """
    started = time.monotonic()
    routes = [_route(outgoing, host, line, resolve) for host in outgoing.hosts or (outgoing.host,)]
    if not outgoing.hosts:
        return _search_one(outgoing, routes[0], line, started)
    return _search_several(outgoing, routes, line, started)


def _route(outgoing: Outgoing, host: str, line: Line, resolve: Resolve) -> Route:
    """The way to one of the hosts, judged like that of any request. Raises ToolProblem."""
    url = outgoing.url if host == outgoing.host else f"https://{host}/"
    asked = replace(outgoing, url=url, host=host, hosts=())
    try:
        return within(line.remaining(), lambda: judge(asked, resolve), line.check)
    except (Overdue, TimeoutError) as error:
        raise ToolProblem(f"Looking up {host} took too long.") from error


def _search_one(outgoing: Outgoing, route: Route, line: Line, started: float) -> Incoming:
    wish = outgoing.search or {}
    query, region = str(wish.get("query", "")), str(wish.get("region", ""))
    try:
        client = _ExactClient(outgoing, route, line)
    except TimeoutError as error:
        raise ToolProblem(line.too_slow(outgoing.host, "")) from error
    engine = _engine(_DUCKDUCKGO, client)
    engine.search_url = outgoing.url
    with closing(client):
        found = _ask(engine, client, query, region, line)
    if found.problem:
        raise ToolProblem(found.problem)
    results = [{"title": item.title, "href": item.href, "body": item.body} for item in found.results]
    content = msgspec.json.encode(results[: _most(wish.get("max_results"))])
    asked = {**wish, "query": query, "region": region}
    sent = replace(outgoing, url=engine.search_url, body=client.posted, search=asked).sha256
    return Incoming(client.status, (), content, sent, time.monotonic() - started)


def _search_several(outgoing: Outgoing, routes: Sequence[Route], line: Line, started: float) -> Incoming:
    wish = outgoing.search or {}
    names = [str(name) for name in wish.get("engines", ())]
    query, region = str(wish.get("query", "")), str(wish.get("region", ""))
    if len(names) != len(routes) or not set(names) <= set(ENGINES["text"]):
        raise ToolProblem("The search would ask an engine that was not approved.")

    def ask(name: str, route: Route) -> _Found:
        try:
            client = _Client(outgoing, route, line)
        except TimeoutError:
            return _Found(route.host, problem=line.too_slow(route.host, ""))
        wanted = region if name == _DUCKDUCKGO else search_region(region)
        with closing(client):
            return _ask(_engine(name, client), client, query, wanted, line)

    with ThreadPoolExecutor(len(names), "search") as pool:
        found = list(pool.map(ask, names, routes))
    line.check()
    content = {
        "results": _merged(found)[: _most(wish.get("max_results"))],
        "failed": [
            {"host": engine.host, "status": engine.status, "problem": engine.problem}
            for engine in found
            if engine.problem or engine.status != 200
        ],
    }
    asked = {**wish, "query": query, "region": region, "engines": names}
    sent = replace(outgoing, search=asked, hosts=tuple(engine.host for engine in found)).sha256
    return Incoming(200, (), msgspec.json.encode(content), sent, time.monotonic() - started)


def _engine(name: str, client: _Client) -> BaseSearchEngine[Any]:
    engine = ENGINES["text"][name](timeout=1)
    client.client.headers_update(engine.headers_update)
    engine.http_client = client
    return engine


def _ask(engine: BaseSearchEngine[Any], client: _Client, query: str, region: str, line: Line) -> _Found:
    """Ask one engine; what goes wrong is told. Raises Cancelled."""
    host = client.host
    try:
        results = engine.search(query, region=region)
    except ToolProblem as error:
        return _Found(host, problem=str(error))
    except (primp.PrimpError, TimeoutError):
        # The tunnel ends with the time, and the library sees a connection that broke off.
        with suppress(TimeoutError):
            line.remaining()
            return _Found(host, problem=f"The connection to {host} failed or broke off.")
        return _Found(host, problem=line.too_slow(host, ""))
    except (LxmlError, ValueError, LookupError, TypeError, AttributeError):
        return _Found(host, problem=f"The page of {host} cannot be read as search results.")
    return _Found(host, results or (), client.status)


def _merged(found: Sequence[_Found]) -> list[dict[str, Any]]:
    """All results: the first of each engine, then the second of each, every address once."""
    merged: dict[str, dict[str, Any]] = {}
    for host, item in _in_turns(found):
        known = merged.setdefault(
            _key(item.href), {"title": item.title, "href": item.href, "body": item.body, "hosts": []}
        )
        if host not in known["hosts"]:
            known["hosts"].append(host)
    return list(merged.values())


def _key(href: str) -> str:
    """What addresses that lead to the same page have in common; one that cannot be read stands for itself."""
    with suppress(ValueError):
        return urldefrag(href).url.rstrip("/").removeprefix("https://").removeprefix("http://")
    return href


def _in_turns(found: Sequence[_Found]) -> Iterator[tuple[str, Any]]:
    named = ([(engine.host, item) for item in engine.results] for engine in found)
    return (entry for entry in chain.from_iterable(zip_longest(*named)) if entry is not None)


def _most(limit: object) -> int:
    return limit if isinstance(limit, int) else _MOST_RESULTS
