"""The desktop's end of the launcher's channel: it has the broker started, and ends it by its own hand."""

from __future__ import annotations

import array
import contextlib
import select
import socket
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from app.broker_process import BrokerProcess
from engine.errors import NotSent, UserError
from tools.egress.run_keys import key_line

_REPLY_TIMEOUT_S = 10.0
_ENDING_S = 1.0
"""How long a killed process may take to end; it takes a few milliseconds."""
_TURN_S = 0.02
"""How long the way to the launcher is waited for by who only has to tell it what it sees by itself."""
_READING_S = 0.1
"""How long the client may take to read what a broker that is gone had still said."""
_TICK_S = 0.01
_LONGEST_KEY = 8 * 1024


def _always() -> bool:
    return True


def _silent() -> UserError:
    return UserError("The launcher does not answer.", "Close Sordino and start it again.")


def _offline() -> NotSent:
    return NotSent("Sordino is offline.")


def _not_started() -> UserError:
    return UserError("The broker could not be started.", "Close other programs, then try again.")


@dataclass(frozen=True, slots=True)
class _Reply:
    """What the launcher said to one request: a word, and with `online` the broker's id and its channel."""

    number: int
    word: str
    pid: int = 0
    channel: socket.socket | None = None


class _Line:
    """Numbered requests to the launcher, and its replies. Belongs to one thread at a time.

    Nothing here waits for a launcher that does not read: what it does not take now goes with what follows.
    """

    def __init__(self, control: socket.socket) -> None:
        control.setblocking(False)
        self._control = control
        self._number = 0
        self._unsent = b""
        self._received = b""
        self._channels: deque[socket.socket] = deque()

    def say(self, words: bytes) -> int:
        """Make a request; its number. Raises UserError where the launcher is gone."""
        self._number += 1
        self._unsent += b"%d %s\n" % (self._number, words)
        self._flush()
        return self._number

    def hear(
        self, number: int, wanted: Callable[[], bool] = _always, timeout_s: float | None = None
    ) -> _Reply | None:
        """The reply to the request `number`; those to older ones are passed over.

        None as soon as it is `wanted` no more. Raises UserError where none comes.
        """
        deadline = time.monotonic() + (_REPLY_TIMEOUT_S if timeout_s is None else timeout_s)
        while wanted():
            self._flush()
            reply = self._next()
            if reply is None:
                if time.monotonic() > deadline:
                    raise _silent()
                waiting = select.poll()
                waiting.register(self._control, select.POLLIN)
                waiting.poll(_TICK_S * 1000)
            elif reply.number == number:
                return reply
            elif reply.channel is not None:
                reply.channel.close()  # nobody waits for this broker, and the launcher was told so
        return None

    def _flush(self) -> None:
        try:
            while self._unsent:
                self._unsent = self._unsent[self._control.send(self._unsent) :]
        except BlockingIOError:
            return
        except OSError as error:
            raise _silent() from error

    def _next(self) -> _Reply | None:
        """The next reply that has come whole, if there is one."""
        while b"\n" not in self._received:
            try:
                received = self._receive()
            except BlockingIOError:
                return None
            except OSError as error:
                raise _silent() from error
            if not received:
                raise _silent()
            self._received += received
        line, _, self._received = self._received.partition(b"\n")
        number, word, *rest = line.decode("ascii").split(" ")
        if word != "online":
            return _Reply(int(number), word)
        # Channels come in the order of their replies, each no later than its own.
        channel = self._channels.popleft() if self._channels else None
        return _Reply(int(number), word, int(rest[0]), channel)

    def _receive(self) -> bytes:
        size = array.array("i").itemsize
        closed_on_exec = getattr(socket, "MSG_CMSG_CLOEXEC", 0)
        data, ancillary, _, _ = self._control.recvmsg(4096, socket.CMSG_LEN(size), closed_on_exec)
        for level, kind, payload in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                (descriptor,) = array.array("i", payload[:size])
                channel = socket.socket(fileno=descriptor)
                channel.set_inheritable(False)
                self._channels.append(channel)
        return data


class _Broker:
    """A broker that was started: its channel and its process. `told` once its row is written."""

    def __init__(self, channel: socket.socket, pid: int) -> None:
        self.channel = channel
        self.process = BrokerProcess(pid)
        self.told = False

    @property
    def cut_off(self) -> bool:
        """Whether nothing can go through the channel any more."""
        waiting = select.poll()
        try:
            waiting.register(self.channel, 0)
        except ValueError:  # closed
            return True
        return bool(waiting.poll(0))

    def cut(self) -> None:
        """Shut the channel and kill the process; waits for nothing."""
        with contextlib.suppress(OSError):
            self.channel.shutdown(socket.SHUT_RDWR)
        self.process.kill()

    def close(self) -> None:
        """Give the channel back, once the client has read what the broker said before it ended."""
        deadline = time.monotonic() + _READING_S
        with contextlib.suppress(OSError):  # read to its end
            while self.channel.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT):
                if time.monotonic() > deadline:
                    break
                time.sleep(0.001)
        self.channel.close()


class NetworkSwitch:
    """Brings the broker into being and ends it. May be called from any thread.

    `control` is the socket to the launcher, None where there is none (then this is always offline).
    `on_change(online, broker_pid)` is called after every change, before the caller goes on, also where a
    broker ended by itself. A broker whose beginning it does not take, because it raises, is ended unused.
    """

    # Locks are taken in this order: _talking, _telling, _state. The last one is never held while waiting.

    def __init__(self, control: socket.socket | None, on_change: Callable[[bool, int], None]) -> None:
        self._line = _Line(control) if control is not None else None
        self._on_change = on_change
        self._talking = threading.RLock()
        self._telling = threading.Lock()
        self._state = threading.Lock()
        self._broker: _Broker | None = None
        self._allowed = False

    @property
    def online(self) -> bool:
        """Whether a broker exists now."""
        broker = self._broker
        return broker is not None and broker.told and not broker.process.ended()

    def go_online(self) -> None:
        """Start the broker where there is none; nothing where somebody goes offline meanwhile.

        Raises UserError where the launcher will not, and what `on_change` raises.
        """
        with self._state:
            self._allowed = True
        with contextlib.suppress(NotSent):
            self._bring_up()

    def go_offline(self) -> None:
        """Kill the broker, whatever the launcher does; requests in flight die with it.

        Returns when it is gone. Raises UserError where the system does not say that it is.
        """
        with self._state:
            self._allowed = False
            broker = self._broker
        if broker is None:
            if self._talking.acquire(timeout=_TURN_S):  # who waits for a broker gives up now
                self._talking.release()
            return
        broker.cut()
        gone = broker.process.exact and broker.process.ended(_ENDING_S)
        if not self._have_reaped(broker, wait=not gone):
            raise UserError("The broker was killed, but has not ended yet.", "Close Sordino to be sure.")
        self._lose(broker)

    def keep_key(self, name: str, key: str) -> None:
        """Have the launcher keep an API key for this run, and tell it to every broker, one that runs too.

        An empty key has it forgotten. The next request knows of it. Raises UserError.
        """
        if len(key.encode()) > _LONGEST_KEY or len(name.encode()) > _LONGEST_KEY:
            raise UserError("The API key is too long.", "Enter it again.")
        if self._line is None and not key:
            return
        with self._talk() as line:
            reply = line.hear(line.say(key_line(name, key).rstrip(b"\n")))
        if reply is None or reply.word != "kept":
            raise UserError(
                "The API key could not be kept for this run.", "Close Sordino and start it again."
            )

    def channel(self) -> socket.socket:
        """A socket to a living broker, started anew where it died. Raises NotSent while offline."""
        try:
            return self._usable() or self._bring_up()
        except UserError as error:
            raise NotSent(str(error)) from error

    def _usable(self) -> socket.socket | None:
        with self._state:
            if not self._allowed:
                raise _offline()
            broker = self._broker
        return broker.channel if broker is not None and broker.told and not broker.cut_off else None

    def _bring_up(self) -> socket.socket:
        with self._talk() as line:
            channel = self._usable()
            if channel is not None:
                return channel
            before = self._broker
            if before is not None:
                self._lose(before)
            return self._start(line)

    def _start(self, line: _Line) -> socket.socket:
        try:
            reply = line.hear(line.say(b"online"), lambda: self._allowed)
        except UserError:
            self._take_back(line)
            raise
        if reply is None:
            self._take_back(line)
            raise _offline()
        if reply.word == "refused":
            raise UserError("Sordino was started with --offline.", "Start it again without it to go online.")
        if reply.channel is None:
            self._take_back(line)
            raise _not_started()
        broker = _Broker(reply.channel, reply.pid)
        if broker.cut_off:  # it may have been reaped, so that its id may mean another process
            broker.process.let_go()
            broker.close()
            self._take_back(line)
            raise _not_started()
        self._begin(line, broker)
        return broker.channel

    def _begin(self, line: _Line, broker: _Broker) -> None:
        """Have the new broker put on record, then let it be used. It is ended where either is not to be."""
        with self._telling:
            try:
                self._admit(broker)
                self._on_change(True, broker.process.pid)
            except BaseException:
                broker.cut()
                self._forget(broker)
                self._take_back(line)
                raise
            broker.told = True
            watch = threading.Thread(
                target=self._watch, args=(broker, broker.channel.dup()), name="broker-watch", daemon=True
            )
            watch.start()
        if not self._allowed:  # it was killed while its row was written
            self._lose(broker)
            raise _offline()

    def _admit(self, broker: _Broker) -> None:
        """From here on whoever goes offline kills this broker. Raises NotSent where somebody has."""
        with self._state:
            if not self._allowed:
                raise _offline()
            self._broker = broker

    @contextlib.contextmanager
    def _talk(self) -> Iterator[_Line]:
        if self._line is None:
            raise UserError("This run of Sordino cannot go online.", "Start it with the command sordino.")
        with self._talking:
            yield self._line

    def _take_back(self, line: _Line) -> None:
        """Have the launcher end whatever it has started or will have, once it reads this."""
        with contextlib.suppress(UserError):
            line.say(b"offline")

    def _have_reaped(self, broker: _Broker, wait: bool) -> bool:
        """Tell the launcher to end this broker too; with `wait` until it has. Whether it is gone."""
        assert self._line is not None
        if self._talking.acquire(timeout=_ENDING_S if wait else _TURN_S):
            try:
                number = self._line.say(b"offline %d" % broker.process.pid)
                if wait and self._line.hear(number, timeout_s=_ENDING_S) is not None:
                    return broker.process.ended(_ENDING_S)
            except UserError:
                pass
            finally:
                self._talking.release()
        return not wait or broker.process.ended()

    def _lose(self, broker: _Broker) -> None:
        """A broker has ended, by whatever hand: make sure of it, and tell."""
        with self._telling:
            if self._broker is not broker:
                return
            if broker.process.exact:
                broker.cut()
            told = broker.told
            self._forget(broker)
            if told:
                self._on_change(False, 0)

    def _forget(self, broker: _Broker) -> None:
        broker.process.ended(_ENDING_S)
        broker.process.let_go()
        broker.close()
        with self._state:
            self._broker = None

    def _watch(self, broker: _Broker, channel: socket.socket) -> None:
        """Wait until the channel is cut off, at either end, and the process has ended."""
        with channel:
            waiting = select.poll()
            waiting.register(channel, 0)
            waiting.poll()
        if broker.process.exact:
            broker.cut()
            while not broker.process.ended(_ENDING_S):
                pass
        self._lose(broker)
