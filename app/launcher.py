"""The launcher: starts the desktop behind the kernel's filter, and the broker only while it is asked for one.

Standard library only. It connects to nothing itself. It speaks with the desktop over a socket pair, a line
at a time: `online` brings `online PID` and the broker's channel, `offline` kills the broker and brings
`offline`. It ends when the desktop ends, and takes the broker along.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import subprocess
import sys
from types import FrameType

from engine.confinement import confine, die_with_parent

_PROXY_VARIABLES = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy")
_PATIENCE_S = 5.0


def _start_desktop(arguments: list[str], channel: socket.socket) -> subprocess.Popen[bytes]:
    def before_exec() -> None:
        die_with_parent()
        confine("desktop")

    descriptor = channel.fileno()
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "app", f"--control-fd={descriptor}", *arguments],
        pass_fds=(descriptor,),
        preexec_fn=before_exec if os.name == "posix" else None,  # noqa: PLW1509 this process has one thread
    )


def _start_broker(channel: socket.socket) -> subprocess.Popen[bytes]:
    descriptor = channel.fileno()
    environment = {name: value for name, value in os.environ.items() if name.lower() not in _PROXY_VARIABLES}
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "tools.egress.broker", "--fd", str(descriptor)],
        pass_fds=(descriptor,),
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C in the terminal is not meant for it
        preexec_fn=die_with_parent if os.name == "posix" else None,  # noqa: PLW1509 this process has one thread
    )


class Launcher:
    """One run of the program. `allow_online` is False for `--offline`: then no broker is ever started."""

    def __init__(self, arguments: list[str], allow_online: bool) -> None:
        self._allow_online = allow_online
        self._broker: subprocess.Popen[bytes] | None = None
        self._ending = False
        self._control, theirs = socket.socketpair()
        self._desktop = _start_desktop(arguments, theirs)
        theirs.close()

    def run(self) -> int:
        """Serve the desktop until it ends; its exit status, or 128 + signal."""
        wake_read, wake_write = socket.socketpair()
        wake_read.setblocking(False)
        wake_write.setblocking(False)
        signal.set_wakeup_fd(wake_write.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        # The terminal tells the whole group of Ctrl+C; the desktop decides what it means.
        signal.signal(signal.SIGINT, lambda *_: None)
        signal.signal(signal.SIGTERM, self._end)
        signal.signal(signal.SIGHUP, self._end)
        try:
            with selectors.DefaultSelector() as selector:
                selector.register(wake_read, selectors.EVENT_READ)
                selector.register(self._control, selectors.EVENT_READ)
                while self._desktop.poll() is None:
                    for key, _ in selector.select(_PATIENCE_S if self._ending else None):
                        if key.fileobj is wake_read:
                            wake_read.recv(4096)
                        elif not self._serve():
                            selector.unregister(self._control)
                    self._kill_if_stuck()
        finally:
            self._stop_broker()
        status = self._desktop.returncode
        return status if status >= 0 else 128 - status

    def _end(self, _number: int, _frame: FrameType | None) -> None:
        self._ending = True
        self._desktop.terminate()

    def _kill_if_stuck(self) -> None:
        if self._ending:
            try:
                self._desktop.wait(_PATIENCE_S)
            except subprocess.TimeoutExpired:
                self._desktop.kill()

    def _serve(self) -> bool:
        """Answer one message of the desktop; False once it has closed the channel."""
        request = self._control.recv(64)
        if not request:
            return False
        for line in request.decode().split():
            if line == "online":
                self._go_online()
            elif line == "offline":
                self._stop_broker()
                self._control.sendall(b"offline\n")
        return True

    def _go_online(self) -> None:
        if not self._allow_online:
            self._control.sendall(b"refused\n")
            return
        self._stop_broker()
        ours, theirs = socket.socketpair()
        with ours, theirs:
            self._broker = _start_broker(theirs)
            socket.send_fds(self._control, [f"online {self._broker.pid}\n".encode()], [ours.fileno()])

    def _stop_broker(self) -> None:
        if self._broker is not None:
            self._broker.kill()
            self._broker.wait()
            self._broker = None


def _complete_standard_streams() -> None:
    """Open what the caller closed, so that no channel takes the place of a standard stream."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.set_inheritable(os.open(os.devnull, os.O_RDWR), True)


def main() -> int:
    """The console command `sordino`."""
    _complete_standard_streams()
    arguments = sys.argv[1:]
    return Launcher(arguments, allow_online="--offline" not in arguments).run()


if __name__ == "__main__":
    sys.exit(main())
