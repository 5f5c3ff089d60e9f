"""The desktop's side of the way out: hands permitted requests to the broker and waits for the answers."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

from engine.contracts import Cancel, Incoming, Outgoing, RecordedDecision
from engine.errors import Cancelled, NotSent, Refused, ToolProblem
from tools.egress.protocol import (
    FROM_BROKER,
    ChannelError,
    Done,
    Drop,
    Failed,
    FromBroker,
    Send,
    read,
    write,
)

_POLL_S = 0.05
_GRACE_S = 5.0
"""How much longer than the request's own limit to wait for a broker that says nothing."""


class _Waiting:
    """One request that nobody has answered yet."""

    def __init__(self) -> None:
        self.ended = threading.Event()
        self.reply: FromBroker | None = None


class _Connection:
    """One broker's channel, with a thread that reads its answers."""

    def __init__(self, channel: socket.socket, on_reply: Callable[[FromBroker], None]) -> None:
        self.channel = channel
        self._on_reply = on_reply
        self._writing = threading.Lock()
        self._lock = threading.Lock()
        self._waiting: dict[int, _Waiting] = {}
        self.dead = False
        self._reader = threading.Thread(target=self._read, name="egress-reader", daemon=True)
        self._reader.start()

    def begin(self, request: Send) -> _Waiting:
        """Hand `request` over. Where the broker is gone, what comes back has ended without a reply."""
        waiting = _Waiting()
        with self._lock:
            if self.dead:
                waiting.ended.set()
                return waiting
            self._waiting[request.id] = waiting
        self._write(request)
        return waiting

    def drop(self, request_id: int) -> None:
        """Have the broker forget a request."""
        with self._lock:
            known = self._waiting.pop(request_id, None)
        if known is not None:
            self._write(Drop(request_id))

    def close(self) -> None:
        """End the channel and the thread."""
        with suppress(OSError):
            self.channel.shutdown(socket.SHUT_RDWR)
        self._reader.join()

    def _write(self, message: Send | Drop) -> None:
        # A broker that is gone is noticed by the reading thread, which ends whatever waits.
        with self._writing, suppress(OSError):
            write(self.channel, message)

    def _read(self) -> None:
        try:
            while (reply := read(self.channel, FROM_BROKER)) is not None:
                self._on_reply(reply)
                with self._lock:
                    waiting = self._waiting.pop(reply.id, None)
                if waiting is not None:
                    waiting.reply = reply
                    waiting.ended.set()
        except (OSError, ChannelError):
            pass
        finally:
            with self._lock:
                self.dead = True
                left = list(self._waiting.values())
                self._waiting.clear()
            for waiting in left:
                waiting.ended.set()


class EgressClient:
    """The only way out of the desktop process. Its methods may be called from any thread.

    `connect` gives the channel of the living broker: the same socket as long as that broker lives, a new one
    after it, or a ToolProblem while Sordino is offline. The sockets stay the property of whoever `connect`
    belongs to.
    """

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._ids = itertools.count(1)
        self._connection: _Connection | None = None
        self._requests = 0
        self._sent_by_broker = 0

    @property
    def requests(self) -> int:
        """How many requests were handed to a broker since this client exists."""
        return self._requests

    @property
    def sent_by_broker(self) -> int:
        """How many of them the present broker says that it has let out, as of its last answer."""
        return self._sent_by_broker

    def send(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> Incoming:
        """Send one request and wait for its answer.

        Raises Refused where `permit` is not for this very request (nothing has left then), ToolProblem where
        the request failed, and Cancelled within a tenth of a second of `cancel` being set.
        """
        if not permit.row_id or permit.sha256 != outgoing.sha256:
            raise Refused("The ledger permits another request than this one.")
        if cancel.is_set():
            raise Cancelled
        connection = self._current()
        with self._lock:
            request_id = next(self._ids)
            self._requests += 1
        waiting = connection.begin(Send(request_id, permit.row_id, permit.sha256, outgoing))
        deadline = time.monotonic() + outgoing.timeout_s + _GRACE_S
        while not waiting.ended.wait(_POLL_S):
            if cancel.is_set():
                connection.drop(request_id)
                raise Cancelled
            if time.monotonic() > deadline:
                connection.drop(request_id)
                raise ToolProblem(f"{outgoing.host} did not answer within {outgoing.timeout_s:g} seconds.")
        return _result(waiting.reply, outgoing.host)

    def close(self) -> None:
        """End the channel; requests in flight end with a problem. May be called twice."""
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _current(self) -> _Connection:
        channel = self._connect()
        with self._lock:
            known = self._connection
            if known is not None and known.channel is channel:
                return known
            self._sent_by_broker = 0
            self._connection = _Connection(channel, self._count)
        if known is not None:
            known.close()
        return self._connection

    def _count(self, reply: FromBroker) -> None:
        self._sent_by_broker = max(self._sent_by_broker, reply.sent)


def _result(reply: FromBroker | None, host: str) -> Incoming:
    match reply:
        case Done(incoming=incoming):
            return incoming
        case Failed(problem=problem, let_out=False):
            raise NotSent(problem)
        case Failed(problem=problem):
            raise ToolProblem(problem)
        case _:
            raise ToolProblem(f"The network was switched off while {host} was being asked. No answer came.")
