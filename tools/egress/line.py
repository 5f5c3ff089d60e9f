"""The life of one request's connections: its time, its end, and how much of its answer is wanted."""

from __future__ import annotations

import socket
import struct
import threading
import time
from contextlib import suppress

from engine.errors import Cancelled

_RESET_ON_CLOSE = struct.pack("ii", 1, 0)


class Line:
    """One request's life: it can be cut from another thread, and it knows how much time is left.

    `timeout_s` is the time for the whole request. `let_out` is True once the request counts as sent.
    """

    def __init__(self, timeout_s: float) -> None:
        self._timeout_s = timeout_s
        self._deadline = time.monotonic() + timeout_s
        self._lock = threading.Lock()
        self._held: list[socket.socket] = []
        self.dropped = False
        self.let_out = False

    def cut(self) -> None:
        """End the request wherever it stands. May be called at any time, from any thread."""
        with self._lock:
            self.dropped = True
            for held in self._held:
                with suppress(OSError):
                    # Without it, a server that can send no more may learn of the end a minute later.
                    held.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET_ON_CLOSE)
                with suppress(OSError):
                    held.shutdown(socket.SHUT_RDWR)

    def hold(self, connection: socket.socket) -> None:
        """Take `connection` as one to cut. Raises Cancelled where that has been asked for already."""
        with self._lock:
            self._held = [held for held in self._held if held.fileno() >= 0]
            self._held.append(connection)
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


class StreamLine(Line):
    """The line of a request whose answer may take as long as it likes, but for its silences.

    `timeout_s` is the longest time from the beginning to a whole head, and without a byte from the server
    afterwards. The time that the reader takes does not count. `total_s` is the longest time of it all,
    the reader's included, 0 for any. Parts of the weight `window` may be handed over at first, and of as much
    more as is granted later.
    """

    def __init__(self, timeout_s: float, window: int, total_s: float = 0.0) -> None:
        super().__init__(timeout_s)
        self._total_s = total_s
        self._end = time.monotonic() + total_s if total_s > 0 else float("inf")
        self._credit = window
        self._granted = threading.Condition()

    def cut(self) -> None:
        """End the request wherever it stands, also where it waits for its reader."""
        super().cut()
        with self._granted:
            self._granted.notify_all()

    def heard(self) -> None:
        """Begin a new silence."""
        self._deadline = time.monotonic() + self._timeout_s

    def too_slow(self, host: str, progress: str) -> str:
        """What to say of a silence that was too long, or of an answer that was."""
        if time.monotonic() >= self._end:
            if progress:
                return f"The answer of {host} did not end within {self._total_s:g} seconds; {progress} came."
            return f"{host} did not answer within {self._total_s:g} seconds."
        if progress:
            return f"{host} sent nothing more for {self._timeout_s:g} seconds; {progress} came."
        return super().too_slow(host, progress)

    def remaining(self, at_most: float = float("inf")) -> float:
        """Seconds left of the silence and of it all. Raises TimeoutError when there are none."""
        left = self._end - time.monotonic()
        if left <= 0:
            self.check()
            raise TimeoutError
        return super().remaining(min(left, at_most))

    def grant(self, size: int) -> None:
        """Allow so much more weight."""
        with self._granted:
            self._credit += size
            self._granted.notify_all()

    def spend(self, size: int) -> None:
        """Wait until something is allowed, then take `size` of it, or more than is left: that is owed then.

        Raises Cancelled where the request is dropped, TimeoutError where the time of it all is over.
        """
        left = min(self._end - time.monotonic(), threading.TIMEOUT_MAX)
        with self._granted:
            allowed = self._granted.wait_for(lambda: self.dropped or self._credit > 0, left)
            self._credit -= size
        self.check()
        if not allowed:
            raise TimeoutError
