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
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

import h11

from engine.contracts import Incoming, Outgoing
from engine.errors import Cancelled, ToolProblem
from tools.egress.addresses import AddressVerdict

USER_AGENT = "Sordino"
_CONNECT_S = 10.0
_CHUNK = 64 * 1024
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
    """One connection's life: it can be cut from another thread, and it knows how much time is left."""

    def __init__(self, timeout_s: float) -> None:
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

    def check(self) -> None:
        """Raises Cancelled once the request is dropped."""
        if self.dropped:
            raise Cancelled

    def remaining(self, at_most: float = float("inf")) -> float:
        """Seconds left. Raises TimeoutError when there are none."""
        self.check()
        left = self._deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError
        return min(left, at_most)


def exchange(outgoing: Outgoing, verdict: AddressVerdict, key: str, line: Line) -> Incoming:
    """Send `outgoing` to the addresses of `verdict` and read the whole answer.

    `key` goes out as a bearer token where it is not empty. The digest in the result is computed over the
    parts that were written. Raises ToolProblem, or Cancelled where `line` was cut.
    """
    started = time.monotonic()
    host = verdict.host
    try:
        request = _request(outgoing, host, key)
        with _connected(verdict.addresses, verdict.port, line) as plain:
            if not outgoing.url.lower().startswith("https:"):
                return _converse(plain, outgoing, request, line, started)
            with _secured(plain, host, line) as connection:
                return _converse(connection, outgoing, request, line, started)
    except TimeoutError as error:
        line.check()
        raise ToolProblem(f"{host} did not answer within {outgoing.timeout_s:g} seconds.") from error
    except ssl.SSLCertVerificationError as error:
        raise ToolProblem(f"{host} could not prove that it is {host}: {error.verify_message}.") from error
    except h11.RemoteProtocolError as error:
        line.check()
        raise ToolProblem(f"{host} broke off its answer, or sent one that is not HTTP.") from error
    except h11.LocalProtocolError as error:
        raise ToolProblem("The request holds a header or an address that HTTP does not allow.") from error
    except OSError as error:
        line.check()
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
    connection: socket.socket, outgoing: Outgoing, request: h11.Request, line: Line, started: float
) -> Incoming:
    http = h11.Connection(h11.CLIENT, max_incomplete_event_size=256 * 1024)
    wire = http.send(request) or b""
    body = http.send(h11.Data(data=outgoing.body)) if outgoing.body else b""
    wire += (body or b"") + (http.send(h11.EndOfMessage()) or b"")
    connection.settimeout(line.remaining())
    # A server may answer and close before it has read everything: its answer says more than the broken pipe.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(wire)
    response, content = _answer(connection, http, outgoing, line)
    headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
    seconds = time.monotonic() - started
    return Incoming(response.status_code, headers, content, outgoing.sha256, seconds)


def _answer(
    connection: socket.socket, http: h11.Connection, outgoing: Outgoing, line: Line
) -> tuple[h11.Response, bytes]:
    response: h11.Response | None = None
    content = bytearray()
    while True:
        event = http.next_event()
        if event is h11.NEED_DATA:
            connection.settimeout(line.remaining())
            received = connection.recv(_CHUNK)
            line.check()
            http.receive_data(received)
        elif isinstance(event, h11.Response):
            response = event
            _check_head(event, outgoing)
        elif isinstance(event, h11.Data):
            content += event.data
            if len(content) > outgoing.max_bytes:
                raise _too_large(outgoing)
        elif isinstance(event, h11.EndOfMessage) and response is not None:
            return response, bytes(content)
        elif not isinstance(event, h11.InformationalResponse):
            raise h11.RemoteProtocolError("ended without an answer")


def _check_head(response: h11.Response, outgoing: Outgoing) -> None:
    headers = {name: value.decode("latin-1") for name, value in response.headers}
    if response.status_code in {301, 302, 303, 307, 308}:
        raise redirected(outgoing.host, headers.get(b"location", ""))
    if headers.get(b"content-encoding", "identity") not in {"identity", ""}:
        raise ToolProblem(f"{outgoing.host} answered in a compressed form that was not asked for.")
    announced = headers.get(b"content-length", "")
    if announced.isdecimal() and int(announced) > outgoing.max_bytes:
        raise _too_large(outgoing)


def redirected(host: str, location: str) -> ToolProblem:
    """The problem of an answer that points elsewhere: another address is another request."""
    target = (
        "".join(character for character in location[:200] if character.isprintable()) or "an unnamed address"
    )
    return ToolProblem(
        f"{host} redirects to {target}. Redirects are not followed: that would be a new request."
    )


def _too_large(outgoing: Outgoing) -> ToolProblem:
    return ToolProblem(
        f"The answer of {outgoing.host} is larger than the limit of {outgoing.max_bytes:,} bytes."
    )
