"""One HTTP/1.1 request over a connection of its own, to an address that was checked before.

There is no pool, no proxy, no cookie, no retry, no redirect and no compression here, because each of them
would send or fetch something that nobody approved. h11 writes and reads the protocol; this module moves its
bytes.
"""

from __future__ import annotations

import functools
import importlib
import socket
import ssl
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol
from urllib.parse import urlsplit

import h11

from engine.contracts import Incoming, Outgoing
from engine.errors import Cancelled, ToolProblem
from tools.egress.addresses import AddressVerdict

USER_AGENT = "Sordino"
_CONNECT_S = 10.0
_CHUNK = 256 * 1024
_HEAD = 128 * 1024
"""Bytes of a head after which no more of it is read; what was read at once with them is still taken."""

REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""The statuses that point to another address."""

_NOT_TO_BE_SET = frozenset(
    {
        "host",
        "content-length",
        "transfer-encoding",
        "connection",
        "upgrade",
        "te",
        "trailer",
        "expect",
        "accept-encoding",
    }
)


class Line:
    """One connection's life: it can be cut from another thread, and it knows how much time is left.

    `timeout_s` is the time for the whole request.
    """

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._deadline = time.monotonic() + timeout_s
        self._lock = threading.Lock()
        self._socket: socket.socket | None = None
        self.dropped = False

    def cut(self) -> None:
        """End the request wherever it stands. May be called at any time, from any thread."""
        with self._lock:
            self.dropped = True
            if self._socket is not None:
                with suppress(OSError):
                    self._socket.shutdown(socket.SHUT_RDWR)

    def hold(self, connection: socket.socket) -> None:
        """Take `connection` as the one to cut. Raises Cancelled where that has been asked for already."""
        with self._lock:
            self._socket = connection
        self.check()

    def heard(self) -> None:
        """Take note that the server is alive. The time for the whole request does not change by that."""

    def check(self) -> None:
        """Raises Cancelled once the request is dropped."""
        if self.dropped:
            raise Cancelled

    def too_slow(self, host: str, progress: str) -> str:
        """What to say when no time is left. `progress` is how much of the body had come, if it had begun."""
        if progress:
            return f"The answer of {host} did not end within {self._timeout_s:g} seconds; {progress} came."
        return f"{host} did not answer within {self._timeout_s:g} seconds."

    def remaining(self, at_most: float = float("inf")) -> float:
        """Seconds left. Raises TimeoutError when there are none."""
        self.check()
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, at_most)


class Sink(Protocol):
    """Takes an answer as it comes. What it raises ends the request."""

    def head(self, incoming: Incoming) -> None:
        """Status and headers; the body is empty. Called once, before any part."""
        ...

    def part(self, data: bytes) -> None:
        """The next piece of the body, never an empty one."""
        ...


class _Whole:
    """Keeps the answer until it is complete."""

    def __init__(self, host: str) -> None:
        self._host = host
        self._head: Incoming | None = None
        self._content = bytearray()

    def head(self, incoming: Incoming) -> None:
        if incoming.status in REDIRECTS:
            places = [value for name, value in incoming.headers if name.lower() == "location"]
            raise redirected(self._host, places[-1] if places else "")
        self._head = incoming

    def part(self, data: bytes) -> None:
        self._content += data

    def incoming(self, seconds: float) -> Incoming:
        assert self._head is not None
        return replace(self._head, body=bytes(self._content), seconds=seconds)


def exchange(outgoing: Outgoing, verdict: AddressVerdict, key: str, line: Line) -> Incoming:
    """Send `outgoing` to the addresses of `verdict` and read the whole answer; a redirect is a problem.

    Raises like `transfer`.
    """
    started = time.monotonic()
    whole = _Whole(outgoing.host)
    transfer(outgoing, verdict, key, line, whole)
    return whole.incoming(time.monotonic() - started)


def transfer(outgoing: Outgoing, verdict: AddressVerdict, key: str, line: Line, sink: Sink) -> None:
    """Send `outgoing` to the addresses of `verdict` and hand the answer to `sink` as it comes.

    `key` goes out as a bearer token where it is not empty. The digest in the head is computed over the
    parts that were written. Raises ToolProblem, or Cancelled where `line` was cut.
    """
    host = verdict.host
    answer = _Answer(outgoing, line, sink)
    try:
        request = _request(outgoing, host, key)
        with _connected(verdict.addresses, verdict.port, line) as plain:
            if not outgoing.url.lower().startswith("https:"):
                _converse(plain, outgoing, request, line, answer)
                return
            with _secured(plain, host, line) as connection:
                _converse(connection, outgoing, request, line, answer)
    except TimeoutError as error:
        line.check()
        raise ToolProblem(line.too_slow(host, answer.progress)) from error
    except ssl.SSLCertVerificationError as error:
        raise ToolProblem(f"{host} could not prove that it is {host}: {error.verify_message}.") from error
    except h11.RemoteProtocolError as error:
        line.check()
        raise ToolProblem(answer.broken_off(host)) from error
    except h11.LocalProtocolError as error:
        raise ToolProblem("The request holds a header or an address that HTTP does not allow.") from error
    except OSError as error:
        line.check()
        if answer.progress:
            raise ToolProblem(answer.broken_off(host)) from error
        raise ToolProblem(f"The connection to {host} failed: {error.strerror or 'it was closed'}.") from error


@functools.cache
def _tls() -> ssl.SSLContext:
    context = ssl.create_default_context()
    # Looking for certifi's file takes a while, and an endpoint on the own network may never need it.
    context.load_verify_locations(importlib.import_module("certifi").where())
    return context


def _connected(addresses: Sequence[str], port: int, line: Line) -> socket.socket:
    """A connection to the first address that takes one."""
    problem: OSError = OSError("no address")
    for address in addresses:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            line.hold(connection)
            connection.settimeout(line.remaining(_CONNECT_S))
            connection.connect((address, port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            connection.close()
            line.check()
            problem = error
        except Cancelled:
            connection.close()
            raise
        else:
            return connection
    raise problem


def _secured(plain: socket.socket, host: str, line: Line) -> ssl.SSLSocket:
    connection = _tls().wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    try:
        line.hold(connection)
        connection.settimeout(line.remaining())
        connection.do_handshake()
    except BaseException:
        connection.close()
        raise
    return connection


def _request(outgoing: Outgoing, host: str, key: str) -> h11.Request:
    parts = urlsplit(outgoing.url)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    name = f"[{host}]" if ":" in host else host
    headers = [
        ("Host", name if parts.port is None else f"{name}:{parts.port}"),
        ("User-Agent", USER_AGENT),
        ("Accept-Encoding", "identity"),
        ("Connection", "close"),
    ]
    for header, value in outgoing.headers:
        if header.lower() in _NOT_TO_BE_SET or (key and header.lower() == "authorization"):
            raise ToolProblem(f"A request may not set the header {header}.")
        headers.append((header, value))
    if key:
        headers.append(("Authorization", f"Bearer {key}"))
    if outgoing.body or outgoing.method in {"POST", "PUT", "PATCH"}:
        headers.append(("Content-Length", str(len(outgoing.body))))
    return h11.Request(method=outgoing.method, target=target, headers=headers)


def _converse(
    connection: socket.socket, outgoing: Outgoing, request: h11.Request, line: Line, answer: _Answer
) -> None:
    http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_HEAD)
    wire = http.send(request) or b""
    body = http.send(h11.Data(data=outgoing.body)) if outgoing.body else b""
    wire += (body or b"") + (http.send(h11.EndOfMessage()) or b"")
    connection.settimeout(line.remaining())
    # A server may answer and close before it has read everything: its answer says more than the broken pipe.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(wire)
    answer.read(connection, http)


class _Answer:
    """Reads one answer: what a single read of the socket brought is handed over before the next."""

    def __init__(self, outgoing: Outgoing, line: Line, sink: Sink) -> None:
        self._outgoing = outgoing
        self._line = line
        self._sink = sink
        self._started = time.monotonic()
        self._begun = False
        self._garbled = False
        self._announced: int | None = None
        self._size = 0
        self._waiting = bytearray()

    @property
    def progress(self) -> str:
        """How much of the body was handed over, in words; empty where not even the head was."""
        if not self._begun:
            return ""
        of_all = "" if self._announced is None else f" of {self._announced:,}"
        return f"{self._size:,}{of_all} bytes"

    def broken_off(self, host: str) -> str:
        """What to say where the answer ends too early, or goes on with what is not HTTP."""
        if not self._begun:
            return f"{host} broke off its answer, or sent one that is not HTTP."
        if self._garbled:
            return f"What {host} sent after {self.progress} of its answer is not HTTP."
        return f"The answer of {host} broke off after {self.progress}."

    def read(self, connection: socket.socket, http: h11.Connection) -> None:
        """Read to the answer's end. Raises what h11 and the socket raise, ToolProblem and Cancelled."""
        while True:
            try:
                event = http.next_event()
            except h11.RemoteProtocolError:
                self._garbled = not http.trailing_data[1]
                self._hand_over()
                raise
            if event is h11.NEED_DATA:
                self._hand_over()
                connection.settimeout(self._line.remaining())
                received = connection.recv(_CHUNK)
                self._line.heard()
                self._line.check()
                http.receive_data(received)
            elif isinstance(event, h11.Response):
                self._begin(event)
            elif isinstance(event, h11.Data):
                self._take(event.data)
            elif isinstance(event, h11.EndOfMessage) and self._begun:
                self._hand_over()
                return
            elif not isinstance(event, h11.InformationalResponse):
                raise h11.RemoteProtocolError("ended without an answer")

    def _begin(self, response: h11.Response) -> None:
        outgoing = self._outgoing
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
        named = {name.lower(): value for name, value in headers}
        if named.get("content-length", "").isdecimal():
            self._announced = int(named["content-length"])
        seconds = time.monotonic() - self._started
        incoming = Incoming(response.status_code, headers, b"", outgoing.sha256, seconds)
        if response.status_code not in REDIRECTS:
            self._check(named)
        self._begun = True
        self._sink.head(incoming)

    def _check(self, named: Mapping[str, str]) -> None:
        if named.get("content-encoding", "").strip().lower() not in {"identity", ""}:
            raise ToolProblem(f"{self._outgoing.host} answered in a compressed form that was not asked for.")
        if self._announced is not None and self._announced > self._outgoing.max_bytes:
            raise self._too_large()

    def _take(self, data: bytes) -> None:
        self._waiting += data
        if self._size + len(self._waiting) > self._outgoing.max_bytes:
            raise self._too_large()

    def _hand_over(self) -> None:
        if self._waiting:
            data = bytes(self._waiting)
            self._waiting.clear()
            self._size += len(data)
            self._sink.part(data)
            self._line.heard()

    def _too_large(self) -> ToolProblem:
        outgoing = self._outgoing
        return ToolProblem(
            f"The answer of {outgoing.host} is larger than the limit of {outgoing.max_bytes:,} bytes."
        )


def redirected(host: str, location: str) -> ToolProblem:
    """The problem of an answer that points elsewhere: another address is another request."""
    target = (
        "".join(character for character in location[:200] if character.isprintable()) or "an unnamed address"
    )
    return ToolProblem(
        f"{host} redirects to {target}. Redirects are not followed: that would be a new request."
    )
