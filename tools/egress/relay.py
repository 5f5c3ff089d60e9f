"""The broker's side of an answer that is handed over as it comes."""

from __future__ import annotations

from collections.abc import Callable

from engine.contracts import Incoming
from tools.egress.line import StreamLine
from tools.egress.protocol import FromBroker, Head, Part


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
        part = Part(self._id, data)
        self._line.spend(part.weight)
        self._answer(part)
