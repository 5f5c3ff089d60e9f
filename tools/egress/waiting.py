"""The desktop's side of one request: the replies that came for it, and the answer that is read from them."""

from __future__ import annotations

import queue
import time
from collections.abc import Iterator
from typing import Protocol

from engine.contracts import Cancel, Incoming, Outgoing
from engine.errors import Cancelled, NotSent, ToolProblem
from tools.egress.problems import TooSlow, problem_of_kind
from tools.egress.protocol import Begun, End, Failed, FromBroker, Grant, Part

WINDOW = 4 * 1024 * 1024
"""The weight of the parts that may be on their way to a reader that has not read them, in bytes."""

_POLL_S = 0.05
_GRACE_S = 5.0
"""How much longer than the request's own limit to wait for a broker that says nothing."""


class Post(Protocol):
    """Takes messages to the broker, and forgets a request that nobody waits for."""

    def write(self, message: Grant) -> None: ...

    def drop(self, request_id: int) -> None: ...


class Waiting:
    """One request that is not fully answered. Its replies come in one thread and are read in another.

    `let_out` is True once the broker has said that it lets the request out.
    """

    def __init__(self, request_id: int, outgoing: Outgoing, cancel: Cancel) -> None:
        self.id = request_id
        self.outgoing = outgoing
        self.cancel = cancel
        self.let_out = False
        self._replies: queue.SimpleQueue[FromBroker | None] = queue.SimpleQueue()

    def put(self, reply: FromBroker | None) -> None:
        """Take the next reply, or None where the broker is gone."""
        if isinstance(reply, Begun):
            self.let_out = True
        else:
            self._replies.put(reply)

    def next(self) -> FromBroker | None:
        """The next reply. Raises Cancelled, and ToolProblem where the broker says nothing for too long."""
        deadline = time.monotonic() + self.outgoing.timeout_s + _GRACE_S
        while True:
            try:
                return self._replies.get(timeout=_POLL_S)
            except queue.Empty:
                if self.cancel.is_set():
                    raise Cancelled from None
                if time.monotonic() > deadline:
                    raise TooSlow(
                        f"{self.outgoing.host} did not answer within {self.outgoing.timeout_s:g} seconds."
                    ) from None


class AnswerStream(Iterator[bytes]):
    """An answer that is still arriving; it is its own iterator, so that reading may pause and go on.

    It belongs to one thread, but for `close`. Where it is neither read to its end nor closed, its connection
    ends with the object.
    """

    def __init__(self, head: Incoming, waiting: Waiting, post: Post) -> None:
        self._head = head
        self._waiting = waiting
        self._post = post
        self._read = 0
        self._over = False

    @property
    def head(self) -> Incoming:
        """Status and headers; the body is empty. A redirect is handed over like any other answer."""
        return self._head

    def __next__(self) -> bytes:
        """The next piece of the body, as soon as there is one.

        Raises ToolProblem where the answer breaks off, and Cancelled within a tenth of a second of the flag.
        """
        try:
            part = None if self._over else self._part()
        except BaseException:
            self.close()
            raise
        if part is None or self._over:
            self.close()
            raise StopIteration
        self._read += part.weight
        return part.data

    def close(self) -> None:
        """Have the rest forgotten, and the connection to the server cut. May be called at any time."""
        if not self._over:
            self._over = True
            self._post.drop(self._waiting.id)
            self._waiting.put(End(self._waiting.id, 0))

    def __del__(self) -> None:
        self.close()

    def _part(self) -> Part | None:
        if self._waiting.cancel.is_set():
            raise Cancelled
        if self._read >= WINDOW // 8:
            self._post.write(Grant(self._waiting.id, self._read))
            self._read = 0
        match self._waiting.next():
            case Part() as part:
                return part
            case End():
                return None
            case reply:
                raise problem_of(reply, self._waiting, answering=True)


def problem_of(reply: FromBroker | None, waiting: Waiting, answering: bool = False) -> ToolProblem:
    """The problem that `reply` states; None stands for a broker that is gone."""
    host = waiting.outgoing.host
    match reply:
        case Failed(problem=problem, let_out=let_out, kind=kind):
            return problem_of_kind(problem, kind, let_out)
        case None if answering:
            return ToolProblem(f"The network was switched off while {host} was answering.")
        case None if waiting.let_out:
            return ToolProblem(f"The network was switched off while {host} was being asked. No answer came.")
        case None:
            return NotSent(f"The network was switched off before {host} was asked. Nothing was sent.")
        case _:
            return ToolProblem("The broker answered out of turn. Switch the network off and on again.")
