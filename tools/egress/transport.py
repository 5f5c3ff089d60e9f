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
import time
from collections.abc import Sequence
from contextlib import suppress
from urllib.parse import urlsplit

import h11

from engine.contracts import Incoming, Outgoing
from engine.errors import Cancelled, ToolProblem
from tools.egress.addresses import AddressVerdict
from tools.egress.answers import Answer, Sink, Whole
from tools.egress.line import Line

USER_AGENT = "Sordino"
_CONNECT_S = 10.0
_HEAD = 128 * 1024
"""Bytes of a head after which no more of it is read; what was read at once with them is still taken."""

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


def exchange(outgoing: Outgoing, verdict: AddressVerdict, key: str, line: Line) -> Incoming:
    """Send `outgoing` to the addresses of `verdict` and read the whole answer; a redirect is a problem.

    Raises like `transfer`.
    """
    started = time.monotonic()
    whole = Whole(outgoing.host)
    transfer(outgoing, verdict, key, line, whole)
    return whole.incoming(time.monotonic() - started)


def transfer(outgoing: Outgoing, verdict: AddressVerdict, key: str, line: Line, sink: Sink) -> None:
    """Send `outgoing` to the addresses of `verdict` and hand the answer to `sink` as it comes.

    `key` goes out as a bearer token where it is not empty. The digest in the head is computed over the
    parts that were written. Raises ToolProblem, or Cancelled where `line` was cut.
    """
    host = verdict.host
    answer = Answer(outgoing, line, sink)
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
    connection: socket.socket, outgoing: Outgoing, request: h11.Request, line: Line, answer: Answer
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
