"""The desktop's side of the way out: hands permitted requests to the broker and waits for the answers."""

from __future__ import annotations

import itertools
import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress

from engine.contracts import Cancel, Incoming, IncomingStream, Outgoing, RecordedDecision
from engine.errors import Cancelled, NotSent, Refused, ToolProblem
from tools.egress.protocol import (
    FROM_BROKER,
    Begun,
    ChannelError,
    Done,
    Drop,
    FromBroker,
    Grant,
    Head,
    Part,
    Send,
    encode,
    read,
)
from tools.egress.waiting import WINDOW, AnswerStream, Waiting, problem_of


class _Connection:
    """One broker's channel, with a thread that reads its answers."""

    def __init__(self, channel: socket.socket, on_reply: Callable[[FromBroker], None]) -> None:
        self.channel = channel
        self._on_reply = on_reply
        self._outbox: deque[bytes] = deque()
        self._writing = threading.Lock()
        self._lock = threading.Lock()
        self._waiting: dict[int, Waiting] = {}
        self.dead = False
        self._reader = threading.Thread(target=self._read, name="egress-reader", daemon=True)
        self._reader.start()

    def begin(self, request: Send, waiting: Waiting) -> None:
        """Hand `request` over. Where the broker is gone, `waiting` learns it at once. Raises NotSent."""
        try:
            frame = encode(request)
        except ChannelError as error:
            raise NotSent("The request is too large for the broker. Nothing was sent.") from error
        with self._lock:
            if self.dead:
                waiting.put(None)
                return
            self._waiting[request.id] = waiting
        self._post(frame)

    def drop(self, request_id: int) -> None:
        """Have the broker forget a request, if it has not ended. Takes no lock, like `_post`."""
        if self._waiting.pop(request_id, None) is not None:
            self.write(Drop(request_id))

    def close(self) -> None:
        """End the channel and the thread."""
        with suppress(OSError):
            self.channel.shutdown(socket.SHUT_RDWR)
        self._reader.join()

    def write(self, message: Grant | Drop) -> None:
        """Tell the broker something about a request that it has."""
        self._post(encode(message))

    def _post(self, frame: bytes) -> None:
        """Send `frame` after those before it, in this thread or in one that is sending already.

        It never waits for a lock, because the garbage collector may end an unread answer in the midst of it.
        """
        self._outbox.append(frame)
        while self._outbox and self._writing.acquire(blocking=False):
            try:
                while self._outbox:
                    # A broker that is gone is noticed by the reading thread, which ends whatever waits.
                    with suppress(OSError):
                        self.channel.sendall(self._outbox.popleft())
            finally:
                self._writing.release()

    def _read(self) -> None:
        try:
            while (reply := read(self.channel, FROM_BROKER)) is not None:
                self._on_reply(reply)
                ended = not isinstance(reply, Begun | Head | Part)
                waiting = (self._waiting.pop if ended else self._waiting.get)(reply.id, None)
                if waiting is not None:
                    waiting.put(reply)
        except (OSError, ChannelError):
            pass
        finally:
            with self._lock:
                self.dead = True
                left = list(self._waiting.values())
                self._waiting.clear()
            for waiting in left:
                waiting.put(None)


class EgressClient:
    """The only way out of the desktop process. Its methods may be called from any thread.

    `connect` gives the channel of the living broker: the same socket as long as that broker lives, a new one
    after it, or a ToolProblem while Sordino is offline. The sockets stay the property of whoever `connect`
    belongs to.

    When nothing is under way, `requests` is the sum of `let_out` and `kept_back`.
    """

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self._connect = connect
        self._lock = threading.Lock()
        self._ids = itertools.count(1)
        self._connection: _Connection | None = None
        self._requests = 0
        self._let_out = 0
        self._kept_back = 0
        self._sent_by_broker = 0

    @property
    def requests(self) -> int:
        """How many requests were handed to a broker since this client exists."""
        return self._requests

    @property
    def sent_by_broker(self) -> int:
        """How many of them the present broker says that it has let out, by its own count."""
        return self._sent_by_broker

    @property
    def let_out(self) -> int:
        """How many of them any broker said that it let out: it says so of each before it does."""
        return self._let_out

    @property
    def kept_back(self) -> int:
        """How many ended as NotSent: nothing of them has left."""
        return self._kept_back

    def send(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> Incoming:
        """Send one request and wait for its answer.

        Raises Refused where `permit` is not for this very request (nothing has left then), ToolProblem where
        the request failed, and Cancelled within a tenth of a second of `cancel` being set.
        """
        connection, waiting = self._begin(outgoing, permit, cancel)
        reply = _first(connection, waiting)
        if isinstance(reply, Done):
            return reply.incoming
        raise self._failed(reply, waiting)

    def stream(self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel) -> IncomingStream:
        """Send one request and hand over its answer as it comes. Raises like `send`.

        `timeout_s` is the longest silence of the server. A redirect is an answer like any other. Where the
        reader waits, the server does: no more than `WINDOW` and one piece lies between them on this computer.
        """
        connection, waiting = self._begin(outgoing, permit, cancel, WINDOW)
        reply = _first(connection, waiting)
        if isinstance(reply, Head):
            return AnswerStream(reply.incoming, waiting, connection)
        raise self._failed(reply, waiting)

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

    def _begin(
        self, outgoing: Outgoing, permit: RecordedDecision, cancel: Cancel, window: int = 0
    ) -> tuple[_Connection, Waiting]:
        if not permit.row_id or permit.sha256 != outgoing.sha256:
            raise Refused("The ledger permits another request than this one.")
        if cancel.is_set():
            raise Cancelled
        connection = self._current()
        with self._lock:
            waiting = Waiting(next(self._ids), outgoing, cancel)
            self._requests += 1
        try:
            connection.begin(Send(waiting.id, permit.row_id, permit.sha256, outgoing, window), waiting)
        except NotSent:
            self._keep_back()
            raise
        return connection, waiting

    def _failed(self, reply: FromBroker | None, waiting: Waiting) -> ToolProblem:
        problem = problem_of(reply, waiting)
        if isinstance(problem, NotSent):
            self._keep_back()
        return problem

    def _keep_back(self) -> None:
        with self._lock:
            self._kept_back += 1

    def _count(self, reply: FromBroker) -> None:
        """Called by the reading thread alone."""
        if isinstance(reply, Begun):
            self._let_out += 1
        if not isinstance(reply, Part):
            self._sent_by_broker = max(self._sent_by_broker, reply.sent)


def _first(connection: _Connection, waiting: Waiting) -> FromBroker | None:
    """The first reply to a request; whatever keeps it from being awaited has the request forgotten."""
    try:
        return waiting.next()
    except BaseException:  # Cancelled and Ctrl+C, too: nobody waits any more
        connection.drop(waiting.id)
        raise
