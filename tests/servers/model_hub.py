"""A model hub that keeps one file and misbehaves as its test wants, in memory or on loopback."""

from __future__ import annotations

import http.server
import re
import threading
import time
from dataclasses import dataclass, field
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Conduct:
    """How one request is answered; without anything set, as it should be.

    `status` or `location` stand in place of the file. The answer ends after `cut` bytes, or nothing more
    comes after `stall` bytes. `says` is stated as the file's length. The byte `wrong_at` of the file comes
    out wrong, `extra` comes after the file, `shift` moves the range's beginning. `lengths` and `ranges` say
    whether a length is stated and ranges are served. `pause_s` passes before each `piece` bytes.
    """

    status: int = 0
    location: str = ""
    cut: int | None = None
    stall: int | None = None
    says: int | None = None
    wrong_at: int | None = None
    extra: bytes = b""
    shift: int = 0
    lengths: bool = True
    ranges: bool = True
    headers: tuple[tuple[str, str], ...] = ()
    piece: int = 64 * 1024
    pause_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it is sent. `ending` is `whole`, `cut` or `stall`."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    ending: str = "whole"


@dataclass
class Site:
    """The file, the requests that came (path, and start of the range), and how the next ones are answered.

    `conducts` are taken one after the other; after the last one `usual` holds.
    """

    content: bytes = b""
    conducts: list[Conduct] = field(default_factory=list)
    usual: Conduct = Conduct()
    asked: list[tuple[str, int]] = field(default_factory=list)

    @property
    def starts(self) -> list[int]:
        """The starts of the ranges that were asked for."""
        return [start for _, start in self.asked]

    def next(self, path: str, wanted: str) -> tuple[Conduct, Reply]:
        """Note a request and give its answer; `wanted` is the Range header."""
        found = re.fullmatch(r"bytes=(\d+)-", wanted)
        start = int(found[1]) if found else 0
        self.asked.append((path, start))
        conduct = self.conducts.pop(0) if self.conducts else self.usual
        return conduct, self._reply(conduct, start, bool(found))

    def _reply(self, conduct: Conduct, start: int, ranged: bool) -> Reply:
        if conduct.location:
            headers = (("Location", conduct.location), ("Content-Length", "0"), *conduct.headers)
            return Reply(302, headers, b"")
        if conduct.status:
            return Reply(conduct.status, (("Content-Length", "0"), *conduct.headers), b"")
        total = len(self.content) if conduct.says is None else conduct.says
        ranged = ranged and conduct.ranges
        if ranged and start >= len(self.content):
            headers = (("Content-Range", f"bytes */{total}"), ("Content-Length", "0"), *conduct.headers)
            return Reply(416, headers, b"")
        begin = start + conduct.shift if ranged else 0
        content = bytearray(self.content)
        if conduct.wrong_at is not None:
            content[conduct.wrong_at] ^= 0xFF
        body = bytes(content[begin:]) + conduct.extra
        headers = conduct.headers
        if conduct.lengths:
            length = total - begin + len(conduct.extra) if conduct.says is None else total - begin
            headers = (*headers, ("Content-Length", str(length)))
        if ranged:
            headers = (*headers, ("Content-Range", f"bytes {begin}-{total - 1}/{total}"))
        for ending, most in (("cut", conduct.cut), ("stall", conduct.stall)):
            if most is not None:
                return Reply(206 if ranged else 200, headers, body[:most], ending)
        return Reply(206 if ranged else 200, headers, body)


class ModelHub(Site):
    """A site on 127.0.0.1. Use it as a context manager."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.arrived = threading.Event()
        """Set once a body has begun to go out."""
        hub = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                hub.serve(self)

            def log_message(self, *_: object) -> None:
                """Nothing is printed."""

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = False

            def handle_error(self, *_: object) -> None:
                """Whoever asked may be gone at any time."""

        self._closing = threading.Event()
        self._server = Server(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01})
        self.base = f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def serve(self, handler: http.server.BaseHTTPRequestHandler) -> None:
        """Answer one request."""
        conduct, reply = self.next(handler.path, handler.headers.get("Range", ""))
        handler.send_response(reply.status)
        for name, value in reply.headers:
            handler.send_header(name, value)
        handler.end_headers()
        for place in range(0, len(reply.body), conduct.piece):
            if self._closing.is_set():
                return
            handler.wfile.write(reply.body[place : place + conduct.piece])
            self.arrived.set()
            if conduct.pause_s:
                time.sleep(conduct.pause_s)
        handler.wfile.flush()
        if reply.ending == "stall":
            self._closing.wait()
        handler.close_connection = True
