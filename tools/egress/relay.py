"""The broker's side of an answer that is handed over as it comes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from engine.contracts import Incoming
from tools.egress.protocol import FromBroker, Head, Part
from tools.egress.transport import Line


class StreamLine(Line):
    """The line of a request whose answer may take as long as it likes, but for its silences.

    `timeout_s` is the longest time without a byte from the server: from the beginning to the first, and
    between any two. The time that the reader takes does not count. `window` bytes of the body may be handed
    over at first, and as many more as are granted later.
    """

    def __init__(self, timeout_s: float, window: int) -> None:
        super().__init__(timeout_s)
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
        """What to say of a silence that was too long."""
        if progress:
            return f"{host} sent nothing more for {self._timeout_s:g} seconds; {progress} came."
        return super().too_slow(host, progress)

    def grant(self, size: int) -> None:
        """Allow so many more bytes."""
        with self._granted:
            self._credit += size
            self._granted.notify_all()

    def spend(self, size: int) -> None:
        """Wait until something is allowed, then take `size` of it, or more than is left: that is owed then.

        Raises Cancelled where the request is dropped.
        """
        with self._granted:
            self._granted.wait_for(lambda: self.dropped or self._credit > 0)
            self._credit -= size
        self.check()


class Relay:
    """Hands an answer on, piece by piece. `sent` gives the count of the requests let out so far."""

    def __init__(
        self, request_id: int, line: StreamLine, answer: Callable[[FromBroker], None], sent: Callable[[], int]
    ) -> None:
        self._id = request_id
        self._line = line
        self._answer = answer
        self._sent = sent

    def head(self, incoming: Incoming) -> None:
        self._answer(Head(self._id, self._sent(), incoming))

    def part(self, data: bytes) -> None:
        self._line.spend(len(data))
        self._answer(Part(self._id, data))
