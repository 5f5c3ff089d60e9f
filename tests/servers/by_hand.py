"""A loopback server whose answer its test writes itself, byte by byte and in its own time."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable
from types import TracebackType
from typing import Self

Script = Callable[[socket.socket], object]
"""Gets the connection after the request's head was read. It is closed afterwards."""


class ByHand:
    """Listens on 127.0.0.1 and runs `script` for every connection. Use it as a context manager.

    `heads` are the heads of the requests. `gone` is set once a script finds its client gone: in an error, or
    by `wait_for_the_end`.
    """

    def __init__(self, script: Script, tls: ssl.SSLContext | None = None) -> None:
        self.heads: list[str] = []
        self.gone = threading.Event()
        self._script = script
        self._tls = tls
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept)]
        self._open: set[socket.socket] = set()
        self._lock = threading.Lock()

    @property
    def port(self) -> int:
        return int(self._listener.getsockname()[1])

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._threads[0].join()
        self._listener.close()
        with self._lock:
            for connection in self._open:
                connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def wait_for_the_end(self, connection: socket.socket) -> None:
        """Return when the client has closed its end."""
        while connection.recv(65536):
            pass
        self.gone.set()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            with self._lock:
                self._open.add(connection)
            thread = threading.Thread(target=self._serve, args=(connection,))
            self._threads.append(thread)
            thread.start()

    def _serve(self, plain: socket.socket) -> None:
        connection = plain
        try:
            if self._tls is not None:
                connection = self._tls.wrap_socket(plain.dup(), server_side=True)
            head = b""
            while not head.endswith(b"\r\n\r\n") and (received := connection.recv(65536)):
                head += received
            self.heads.append(head.decode("latin-1"))
            self._script(connection)
        except OSError:
            self.gone.set()
        finally:
            with self._lock:
                self._open.discard(plain)
            connection.close()
            plain.close()
