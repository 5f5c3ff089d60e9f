"""A loopback HTTP server that keeps the exact bytes of every request and answers as its test wants."""

from __future__ import annotations

import socket
import socketserver
import ssl
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from engine.contracts import Outgoing

TRANSPORT = frozenset({"host", "user-agent", "accept-encoding", "connection", "content-length"})
"""Headers that a client adds by itself to what was approved."""
KEYS = frozenset({"authorization", "x-api-key", "x-goog-api-key"})


@dataclass(frozen=True, slots=True)
class Received:
    """One request as it came in: the first line, the headers (names in lower case), the body's bytes.

    `fields` are the headers as they were written, in their order; `scheme` is the connection's.
    """

    line: str
    headers: dict[str, str]
    body: bytes
    fields: tuple[tuple[str, str], ...] = ()
    scheme: str = "http"

    @property
    def url(self) -> str:
        return f"{self.scheme}://{self.headers['host']}{self.target}"

    @property
    def sha256(self) -> str:
        """The digest of what arrived, without what the transport and the key add to it."""
        kept = tuple((name, value) for name, value in self.fields if name.lower() not in TRANSPORT | KEYS)
        return Outgoing(self.method, self.url, "", kept, self.body).sha256

    @property
    def method(self) -> str:
        return self.line.split(" ")[0]

    @property
    def target(self) -> str:
        return self.line.split(" ")[1]


Answer = Callable[[Received], bytes]
"""Gives the raw bytes of the response. The connection closes after them."""


def http(status: int, body: bytes, *headers: str, kind: str = "text/html; charset=UTF-8") -> bytes:
    """A complete response."""
    lines = [f"HTTP/1.1 {status} Status", f"Content-Type: {kind}", f"Content-Length: {len(body)}", *headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode() + body


def cut_mid_body(response: bytes) -> bytes:
    """The response without its last part, so that its length is not what it announced."""
    head, gap, body = response.partition(b"\r\n\r\n")
    return head + gap + body[: len(body) // 2]


class RecordingServer:
    """Listens on 127.0.0.1. Use it as a context manager.

    `answer` may be replaced at any time. `stall` sends only so many bytes of the response and then nothing
    until the server is closed; `drip_s` sends it byte by byte with that pause. `early` is sent in place of an
    answer before the body is read, and the connection closed.
    """

    def __init__(self, answer: Answer, tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self.requests: list[Received] = []
        self.stall: int | None = None
        self.drip_s = 0.0
        self.early = b""
        self.arrived = threading.Event()
        self.gone = threading.Event()
        self.closing = threading.Event()
        self._tls = tls
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                outer._handle(self.request)

        class Server(socketserver.ThreadingTCPServer):
            daemon_threads = False
            block_on_close = True
            allow_reuse_address = True

        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def port(self) -> int:
        return int(self._server.server_address[1])

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def _handle(self, connection: socket.socket) -> None:
        connection.settimeout(30)
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(connection, server_side=True)
            with connection:
                received = _read_request(connection, self.early, "https" if self._tls else "http")
                if received is not None:
                    self.requests.append(received)
                    self.arrived.set()
                    self._respond(connection, self.answer(received))
        except OSError:
            self.gone.set()

    def _respond(self, connection: socket.socket, response: bytes) -> None:
        if self.stall is not None:
            connection.sendall(response[: self.stall])
            self._wait_for_the_end(connection)
        elif self.drip_s:
            for place in range(len(response)):
                connection.sendall(response[place : place + 1])
                time.sleep(self.drip_s)
        else:
            connection.sendall(response)

    def _wait_for_the_end(self, connection: socket.socket) -> None:
        connection.settimeout(0.05)
        while not self.closing.is_set():
            try:
                if not connection.recv(1):
                    self.gone.set()
                    return
            except TimeoutError:
                continue


def _read_request(connection: socket.socket, early: bytes, scheme: str) -> Received | None:
    content = b""
    while b"\r\n\r\n" not in content:
        chunk = connection.recv(65536)
        if not chunk:
            return None
        content += chunk
    head, _, body = content.partition(b"\r\n\r\n")
    if early:
        connection.sendall(early)
        return None
    line, *rest = head.decode("latin-1").split("\r\n")
    fields = tuple((name, value.strip()) for name, _, value in (entry.partition(":") for entry in rest))
    headers = {name.lower(): value for name, value in fields}
    while len(body) < int(headers.get("content-length", "0")):
        chunk = connection.recv(65536)
        if not chunk:
            return None
        body += chunk
    return Received(line, headers, body, fields, scheme)
