"""The desktop's end of the launcher's channel: it has the broker started and killed."""

from __future__ import annotations

import array
import contextlib
import socket
import threading
from collections.abc import Callable

from engine.errors import NotSent, UserError
from tools.egress.run_keys import key_line

_REPLY_TIMEOUT_S = 10.0
_LONGEST_KEY = 8 * 1024


class NetworkSwitch:
    """Brings the broker into being and ends it. May be called from any thread.

    `control` is the socket to the launcher, None where there is none (then this is always offline).
    `on_change(online, broker_pid)` is called after every change, before the caller goes on.
    """

    def __init__(self, control: socket.socket | None, on_change: Callable[[bool, int], None]) -> None:
        self._control = control
        self._on_change = on_change
        self._lock = threading.Lock()
        self._channel: socket.socket | None = None
        self._allowed = False
        if control is not None:
            control.settimeout(_REPLY_TIMEOUT_S)

    @property
    def online(self) -> bool:
        """Whether a broker exists now."""
        return self._channel is not None and not self._is_dead(self._channel)

    def go_online(self) -> None:
        """Start the broker where there is none. Raises UserError where the launcher will not."""
        with self._lock:
            self._allowed = True
            if not self.online:
                self._drop_channel()
                self._start()

    def go_offline(self) -> None:
        """Kill the broker; requests in flight die with it. Returns when it is gone."""
        with self._lock:
            self._allowed = False
            if self._channel is None:
                return
            if self._control is not None:
                self._control.sendall(b"offline\n")
                self._receive()
            self._drop_channel()
            self._on_change(False, 0)

    def keep_key(self, name: str, key: str) -> None:
        """Have the launcher keep an API key for this run, and tell it to every broker, one that runs too.

        An empty key has it forgotten. The next request knows of it. Raises UserError.
        """
        if len(key.encode()) > _LONGEST_KEY or len(name.encode()) > _LONGEST_KEY:
            raise UserError("The API key is too long.", "Enter it again.")
        with self._lock:
            if self._control is None:
                if not key:
                    return
                raise UserError("This run of Sordino cannot go online.", "Start it with the command sordino.")
            self._control.sendall(key_line(name, key))
            reply, _ = self._receive()
        if reply != "kept\n":
            raise UserError(
                "The API key could not be kept for this run.", "Close Sordino and start it again."
            )

    def channel(self) -> socket.socket:
        """A socket to a living broker, started anew where it died. Raises NotSent while offline."""
        with self._lock:
            if not self._allowed:
                raise NotSent("Sordino is offline.")
            if self._channel is not None and self._is_dead(self._channel):
                self._drop_channel()
            if self._channel is None:
                try:
                    self._start()
                except UserError as error:
                    raise NotSent(str(error)) from error
            assert self._channel is not None
            return self._channel

    def _start(self) -> None:
        if self._control is None:
            raise UserError("This run of Sordino cannot go online.", "Start it with the command sordino.")
        self._control.sendall(b"online\n")
        reply, channel = self._receive()
        if channel is None:
            raise UserError("Sordino was started with --offline.", "Start it again without it to go online.")
        self._channel = channel
        self._on_change(True, int(reply.split()[1]))

    def _receive(self) -> tuple[str, socket.socket | None]:
        assert self._control is not None
        size = array.array("i").itemsize
        try:
            data, ancillary, _, _ = self._control.recvmsg(64, socket.CMSG_LEN(size))
        except TimeoutError as error:
            raise UserError("The launcher does not answer.", "Close Sordino and start it again.") from error
        for level, kind, payload in ancillary:
            if level == socket.SOL_SOCKET and kind == socket.SCM_RIGHTS:
                (descriptor,) = array.array("i", payload[:size])
                return data.decode(), socket.socket(fileno=descriptor)
        return data.decode(), None

    def _drop_channel(self) -> None:
        if self._channel is not None:
            with contextlib.suppress(OSError):
                self._channel.shutdown(socket.SHUT_RDWR)
            self._channel.close()
            self._channel = None

    @staticmethod
    def _is_dead(channel: socket.socket) -> bool:
        try:
            return channel.recv(1, socket.MSG_PEEK | socket.MSG_DONTWAIT) == b""
        except BlockingIOError:
            return False
        except OSError:
            return True
