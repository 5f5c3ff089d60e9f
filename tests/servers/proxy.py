"""A loopback HTTP proxy that connects each CONNECT to one place, whatever was asked for."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress
from types import TracebackType
from typing import Self


class ConnectProxy:
    """Listens on 127.0.0.1. Use it as a context manager.

    `asked` are the heads of what was asked. A target in `refusals` is answered with that status; `raw`
    replaces the whole answer. All others are connected to `port` on 127.0.0.1.
    """

    def __init__(self, port: int) -> None:
        self.asked: list[str] = []
        self.refusals: dict[str, int] = {}
        self.raw: bytes | None = None
        self._to = port
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept)]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._listener.getsockname()[1]}"

    @property
    def targets(self) -> list[str]:
        return [head.split(" ")[1] for head in self.asked]

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()
        self._listener.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, near: socket.socket) -> None:
        with near, suppress(OSError):
            head = b""
            while not head.endswith(b"\r\n\r\n"):
                received = near.recv(65536)
                if not received:
                    return
                head += received
            self.asked.append(head.decode("latin-1"))
            status = self.refusals.get(self.targets[-1], 200)
            if self.raw is not None or status != 200:
                near.sendall(self.raw or f"HTTP/1.1 {status} No\r\nContent-Length: 2\r\n\r\nno".encode())
                return
            with socket.create_connection(("127.0.0.1", self._to)) as far:
                near.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
                back = threading.Thread(target=_pump, args=(far, near))
                back.start()
                _pump(near, far)
                back.join()


def _pump(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError):
        while received := source.recv(65536):
            sink.sendall(received)
    with suppress(OSError):
        sink.shutdown(socket.SHUT_WR)
