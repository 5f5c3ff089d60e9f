"""The user's own proxy: it is asked to connect to an address, and sees no more of a request than it must.

Facts are those of RFC 9110 (CONNECT). The proxies of the environment are never used.
"""

from __future__ import annotations

import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

import h11

from engine.errors import ToolProblem
from tools.egress.addresses import host_of
from tools.egress.line import Line
from tools.egress.problems import Unreached

_HEAD = 16 * 1024
_UNUSABLE = "The proxy's address cannot be used: it must be http://, a host and a port. Nothing was sent."
_WITH_NAME = "A proxy that asks for a user name cannot be used. Nothing was sent."


@dataclass(frozen=True, slots=True)
class Proxy:
    """Where the user's proxy listens."""

    host: str
    port: int

    def __str__(self) -> str:
        return authority(self.host, self.port)


def authority(host: str, port: int) -> str:
    """Host and port as they stand in a request."""
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"


def proxy_of(address: str) -> Proxy | None:
    """The proxy at `address`, None for an empty one. Raises ToolProblem, which never quotes the address."""
    if not address:
        return None
    try:
        parts = urlsplit(address)
        port = parts.port or 80
    except ValueError as error:
        raise ToolProblem(_UNUSABLE) from error
    if "@" in parts.netloc:
        raise ToolProblem(_WITH_NAME)
    host = host_of(address)
    bare = not (parts.path.strip("/") or parts.query or parts.fragment)
    if parts.scheme != "http" or not host or not bare:
        raise ToolProblem(_UNUSABLE)
    return Proxy(host, port)


def ask_for(connection: socket.socket, proxy: Proxy, target: str, shown: str, line: Line) -> None:
    """Have the proxy connect `connection` to `target`, an authority. `shown` is the host in what is said.

    Raises Unreached where it does not, TimeoutError and OSError.
    """
    http = h11.Connection(h11.CLIENT, max_incomplete_event_size=_HEAD)
    asked = h11.Request(method="CONNECT", target=target, headers=[("Host", target)])
    wire = (http.send(asked) or b"") + (http.send(h11.EndOfMessage()) or b"")
    connection.settimeout(line.remaining())
    connection.sendall(wire)
    try:
        status = _status(connection, http, line)
    except h11.RemoteProtocolError as error:
        line.check()
        raise Unreached(f"The proxy {proxy} broke off, or does not speak HTTP.") from error
    if not 200 <= status < 300:
        raise Unreached(f"The proxy {proxy} refused the way to {shown} with status {status}.")
    if http.trailing_data[0]:
        raise Unreached(f"The proxy {proxy} broke off, or does not speak HTTP.")


def _status(connection: socket.socket, http: h11.Connection, line: Line) -> int:
    while True:
        event = http.next_event()
        if event is h11.NEED_DATA:
            connection.settimeout(line.remaining())
            http.receive_data(connection.recv(_HEAD))
            line.check()
        elif isinstance(event, h11.Response):
            return event.status_code
        elif not isinstance(event, h11.InformationalResponse):
            raise h11.RemoteProtocolError("ended without an answer")
