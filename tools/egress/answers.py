"""Reads an answer with h11 and hands it over as it comes."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Protocol

import h11

from engine.contracts import Incoming, Outgoing
from engine.errors import ToolProblem
from tools.egress.line import Line

_CHUNK = 256 * 1024
REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""The statuses that point to another address."""


class Sink(Protocol):
    """Takes an answer as it comes. What it raises ends the request."""

    def head(self, incoming: Incoming) -> None:
        """Status and headers; the body is empty. Called once, before any part."""
        ...

    def part(self, data: bytes) -> None:
        """The next piece of the body, never an empty one."""
        ...


class Whole:
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


class Answer:
    """Reads one answer: what a single read of the socket brought is handed over before the next."""

    def __init__(self, outgoing: Outgoing, line: Line, sink: Sink) -> None:
        self._outgoing = outgoing
        self._line = line
        self._sink = sink
        self._started = time.monotonic()
        self._sent_sha256 = ""
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

    def read(self, connection: socket.socket, http: h11.Connection, sent_sha256: str) -> None:
        """Read to the end of the answer to what was written. Raises what h11 and the socket raise.

        Raises ToolProblem and Cancelled besides.
        """
        self._sent_sha256 = sent_sha256
        while True:
            try:
                event = http.next_event()
            except h11.RemoteProtocolError:
                self._garbled = not http.trailing_data[1]
                self._hand_over()
                raise
            if event is h11.NEED_DATA:
                self._hand_over()
                http.receive_data(self._receive(connection))
            elif isinstance(event, h11.Response):
                self._begin(event)
            elif isinstance(event, h11.Data):
                self._take(event.data)
            elif isinstance(event, h11.EndOfMessage) and self._begun:
                self._hand_over()
                return
            elif not isinstance(event, h11.InformationalResponse):
                raise h11.RemoteProtocolError("ended without an answer")

    def _receive(self, connection: socket.socket) -> bytes:
        """Whatever has come, as soon as something has; nothing at the end."""
        connection.settimeout(self._line.remaining())
        received = connection.recv(_CHUNK)
        if self._begun:
            self._line.heard()
        self._line.check()
        if isinstance(connection, ssl.SSLSocket):
            return received + _more(connection, _CHUNK - len(received))
        return received

    def _begin(self, response: h11.Response) -> None:
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
        for name, value in response.headers:
            if name == b"content-length":
                self._announced = int(value)
        seconds = time.monotonic() - self._started
        incoming = Incoming(response.status_code, headers, b"", self._sent_sha256, seconds)
        if response.status_code not in REDIRECTS:
            self._check(headers)
        self._begun = True
        self._sink.head(incoming)
        self._line.heard()

    def _check(self, headers: Sequence[tuple[str, str]]) -> None:
        encodings = {value.strip().lower() for name, value in headers if name.lower() == "content-encoding"}
        if encodings - {"identity", ""}:
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


def _more(connection: ssl.SSLSocket, most: int) -> bytes:
    """What else has come already. TLS gives 16 KB at a time at most, and each piece handed over costs."""
    content = bytearray()
    connection.settimeout(0)
    # Nothing there is an error here, and one that is real comes back when the next piece is waited for.
    with suppress(OSError):
        while len(content) < most and (received := connection.recv(most - len(content))):
            content += received
    return bytes(content)


def redirected(host: str, location: str) -> ToolProblem:
    """The problem of an answer that points elsewhere: another address is another request."""
    target = (
        "".join(character for character in location[:200] if character.isprintable()) or "an unnamed address"
    )
    return ToolProblem(
        f"{host} redirects to {target}. Redirects are not followed: that would be a new request."
    )
