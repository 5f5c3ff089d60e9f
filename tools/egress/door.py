"""The door for libraries that speak httpx2: what they would send becomes a request like any other.

A library is given a client with this transport. Each of its requests, a retry or a followed redirect too, is
handed to `send` whole: whoever stands behind that judges it, asks, records and sends. What `send` raises as
ToolProblem comes out as httpx2's own exceptions with the same sentence; Refused, UserError and Cancelled come
out as they are.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx2

from engine.contracts import IncomingStream, Outgoing
from engine.errors import NotSent, ToolProblem
from tools.egress.addresses import PORTS
from tools.egress.problems import TooSlow, Unreached
from tools.egress.wire import NOT_TO_BE_SET

Dispatch = Callable[[Outgoing], IncomingStream]
"""Judges, asks, records and sends one request, and gives its answer as it comes."""


class Door(httpx2.BaseTransport):
    """Lets a library's requests out by `send` alone.

    What a library cannot say of a request is taken from `pattern`: limits and the proxy, and where it goes to
    the scheme, host and port of the pattern's URL the key's name and header, whether the endpoint is the
    user's own, and its authority. Elsewhere, as by a redirect that the library follows, a request has no key
    and no more freedom than any other. One that brings a key is refused.
    """

    def __init__(self, send: Dispatch, pattern: Outgoing) -> None:
        self._send = send
        self._pattern = pattern

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to one request; its body comes as it is read."""
        request.read()
        return self.respond(request, self.open(request))

    def open(self, request: httpx2.Request) -> IncomingStream:
        """Send a request whose body has been read. Raises httpx2.TransportError."""
        with _as_httpx2(request):
            return self._send(self._outgoing(request))

    @staticmethod
    def respond(request: httpx2.Request, answer: IncomingStream) -> httpx2.Response:
        """The answer as httpx2 has it."""
        head = answer.head
        stream = _Body(answer, request)
        return httpx2.Response(head.status, headers=list(head.headers), stream=stream, request=request)

    def _outgoing(self, request: httpx2.Request) -> Outgoing:
        url = request.url.copy_with(fragment=None)
        pattern = self._pattern
        if _origin(url) != _origin(httpx2.URL(pattern.url)):
            pattern = replace(pattern, key_name="", key_header="", own_endpoint=False, authority="")
        return replace(
            pattern,
            method=request.method,
            url=str(url),
            host=url.raw_host.decode("ascii"),
            headers=self._headers(request),
            body=request.content,
        )

    def _headers(self, request: httpx2.Request) -> tuple[tuple[str, str], ...]:
        keys = {"authorization", self._pattern.key_header.lower()}
        kept = []
        for raw_name, raw_value in request.headers.raw:
            name, value = raw_name.decode("ascii"), raw_value.decode("latin-1")
            if name.lower() in keys:
                sentence = f"The library set the header {name} itself: the broker alone adds keys."
                raise httpx2.LocalProtocolError(sentence, request=request)
            if name.lower() not in NOT_TO_BE_SET:
                kept.append((name, value))
        return tuple(kept)


class AsyncDoor(httpx2.AsyncBaseTransport):
    """The same for asyncio: the waiting is done in threads."""

    def __init__(self, send: Dispatch, pattern: Outgoing) -> None:
        self._door = Door(send, pattern)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """The answer to one request. Where the task is cancelled, an answer that comes later is let go."""
        await request.aread()
        waiting = asyncio.get_running_loop().run_in_executor(None, self._door.open, request)
        try:
            answer = await asyncio.shield(waiting)
        except asyncio.CancelledError:
            waiting.add_done_callback(_let_go)
            raise
        return self._door.respond(request, answer)


class _Body(httpx2.SyncByteStream, httpx2.AsyncByteStream):
    """The body as it comes, read in either way."""

    def __init__(self, answer: IncomingStream, request: httpx2.Request) -> None:
        self._answer = answer
        self._pieces = iter(answer)
        self._request = request

    def __iter__(self) -> Iterator[bytes]:
        while piece := self._next():
            yield piece

    async def __aiter__(self) -> AsyncIterator[bytes]:
        while piece := await asyncio.to_thread(self._next):
            yield piece

    def close(self) -> None:
        self._answer.close()

    async def aclose(self) -> None:
        self._answer.close()

    def _next(self) -> bytes:
        """The next piece, empty at the end: no piece is."""
        with _as_httpx2(self._request):
            return next(self._pieces, b"")


def _origin(url: httpx2.URL) -> tuple[str, bytes, int | None]:
    return url.scheme, url.raw_host, url.port or PORTS.get(url.scheme)


def _let_go(waiting: asyncio.Future[IncomingStream]) -> None:
    if not waiting.cancelled() and waiting.exception() is None:
        waiting.result().close()


@contextmanager
def _as_httpx2(request: httpx2.Request) -> Iterator[None]:
    try:
        yield
    except (NotSent, Unreached) as problem:
        raise httpx2.ConnectError(str(problem), request=request) from problem
    except TooSlow as problem:
        raise httpx2.ReadTimeout(str(problem), request=request) from problem
    except ToolProblem as problem:
        raise httpx2.RemoteProtocolError(str(problem), request=request) from problem
