"""A way for a library that does its own networking, held to what was checked and cut when the request is.

The library is told of a SOCKS proxy (RFC 1928, RFC 1929) that listens on loopback inside the broker. It leads
to one host only, by the addresses that were checked, and through the user's own proxy where there is one.
Without the password, which is another one each time, it leads nowhere: other programs may find the port.
"""

from __future__ import annotations

import hmac
import ipaddress
import secrets
import select
import socket
import threading
from contextlib import closing, suppress
from types import TracebackType
from typing import Self

from engine.errors import Cancelled, ToolProblem
from tools.egress.dialling import connected
from tools.egress.line import Line
from tools.egress.route import Route

_CHUNK = 64 * 1024
_TICK_S = 0.05
_USER = "sordino"
_GREETING_S = 5.0
_REFUSED = b"\x05\x05\x00\x01" + bytes(6)
_GRANTED = b"\x05\x00\x00\x01" + bytes(6)
_IPV4, _NAME, _IPV6 = 1, 3, 4


class Tunnel:
    """Leads to `route` while it is open, and for as long as `line` has time. A context manager."""

    def __init__(self, route: Route, line: Line) -> None:
        self._route = route
        self._line = line
        self._password = secrets.token_hex(16)
        self._closed = False
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(_TICK_S)
        self._threads = [threading.Thread(target=self._accept, name="egress-tunnel", daemon=True)]
        self._threads[0].start()

    @property
    def url(self) -> str:
        """What the library is told as its proxy."""
        return f"socks5h://{_USER}:{self._password}@127.0.0.1:{self._listener.getsockname()[1]}"

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all that goes through it."""
        self._closed = True
        for thread in self._threads:
            thread.join()

    def _accept(self) -> None:
        with self._listener:
            while not self._over():
                with suppress(TimeoutError):
                    near, _ = self._listener.accept()
                    thread = threading.Thread(
                        target=self._serve, args=(near,), name="egress-tunnel", daemon=True
                    )
                    self._threads.append(thread)
                    thread.start()

    def _over(self) -> bool:
        return self._closed or self._line.dropped

    def _serve(self, near: socket.socket) -> None:
        # What goes wrong is the library's to notice, and it does: its connection ends.
        with closing(near), suppress(OSError, ToolProblem, Cancelled):
            near.settimeout(min(self._line.remaining(), _GREETING_S))
            if not _admitted(near, self._password) or _wanted(near) != (self._route.host, self._route.port):
                near.sendall(_REFUSED)
                return
            with connected(self._route, self._line) as far:
                near.sendall(_GRANTED)
                self._pass_on(near, far)

    def _pass_on(self, near: socket.socket, far: socket.socket) -> None:
        """Pass bytes both ways until both ends have ended. Raises OSError and Cancelled."""
        sinks = {near: far, far: near}
        while sinks and not self._over():
            ready, _, _ = select.select(list(sinks), [], [], min(self._line.remaining(), _TICK_S))
            for source in ready:
                received = source.recv(_CHUNK)
                sinks[source].settimeout(self._line.remaining())
                if received:
                    sinks[source].sendall(received)
                else:
                    sinks.pop(source).shutdown(socket.SHUT_WR)


def _admitted(near: socket.socket, password: str) -> bool:
    """Greet who connects, and take the password. Raises OSError."""
    version, count = _exactly(near, 2)
    if version != 5 or 2 not in _exactly(near, count):
        return False
    near.sendall(b"\x05\x02")
    user = _exactly(near, _exactly(near, 2)[1])
    given = _exactly(near, _exactly(near, 1)[0])
    right = hmac.compare_digest(user + b":" + given, f"{_USER}:{password}".encode())
    near.sendall(b"\x01\x00" if right else b"\x01\x01")
    return right


def _wanted(near: socket.socket) -> tuple[str, int]:
    """Host and port of a wish to be connected; of any other wish, none. Raises OSError."""
    _, command, _, kind = _exactly(near, 4)
    if command != 1 or kind not in (_IPV4, _NAME, _IPV6):
        return "", 0
    if kind == _NAME:
        host = _exactly(near, _exactly(near, 1)[0]).decode("latin-1").lower()
    else:
        host = str(ipaddress.ip_address(_exactly(near, 4 if kind == _IPV4 else 16)))
    return host, int.from_bytes(_exactly(near, 2), "big")


def _exactly(near: socket.socket, size: int) -> bytes:
    content = b""
    while len(content) < size:
        received = near.recv(size - len(content))
        if not received:
            raise ConnectionError("ended within its greeting")
        content += received
    return content
