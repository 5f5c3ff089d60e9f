"""The launcher: starts the desktop behind the kernel's filter, and the broker only while it is asked for one.

Standard library only. It connects to nothing itself. It speaks with the desktop over a socket pair, a line
at a time, each beginning with a number that stands before its reply as well: `1 online` brings `1 online PID`
and the broker's channel, `1 failed` where the system allows no further process, `1 refused` where this run is
offline. `2 offline` kills the broker, `2 offline PID` this one alone, and brings `2 offline`; the desktop has
killed it by then, and waits for no reply. `3 key NAME VALUE`, both in hexadecimal, brings `3 kept`: that API
key is for this run only, and each broker is told of it through a pipe of its own. The launcher ends when the
desktop ends, and takes the broker along.
"""

from __future__ import annotations

import os
import selectors
import signal
import socket
import subprocess
import sys
from types import FrameType

from engine.confinement import confine, die_with_parent, keep_memory_private

_NOT_FOR_THE_BROKER = frozenset(
    (
        *("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy"),
        *("ssl_cert_file", "ssl_cert_dir", "openssl_conf", "openssl_modules", "openssl_engines"),
        *("sslkeylogfile", "hostaliases"),
    )
)
"""Variables that would reroute the broker's traffic, or decide whom it trusts, in lower case."""

_PATIENCE_S = 5.0
_LONGEST_LINE = 64 * 1024
_MOST_KEYS = 100


def _start_desktop(arguments: list[str], channel: socket.socket, confined: bool) -> subprocess.Popen[bytes]:
    def before_exec() -> None:
        die_with_parent()
        if not confined:
            confine("desktop")

    descriptor = channel.fileno()
    return subprocess.Popen(
        [sys.executable, "-I", "-m", "app", f"--control-fd={descriptor}", *arguments],
        pass_fds=(descriptor,),
        preexec_fn=before_exec if os.name == "posix" else None,  # noqa: PLW1509 this process has one thread
    )


def _start_broker(channel: socket.socket, keys: int) -> subprocess.Popen[bytes]:
    descriptors = channel.fileno(), keys
    environment = {
        name: value for name, value in os.environ.items() if name.lower() not in _NOT_FOR_THE_BROKER
    }
    program = [sys.executable, "-I", "-m", "tools.egress.broker"]
    return subprocess.Popen(
        [*program, "--fd", str(descriptors[0]), "--keys-fd", str(descriptors[1])],
        pass_fds=descriptors,
        env=environment,
        stdin=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C in the terminal is not meant for it
        preexec_fn=die_with_parent if os.name == "posix" else None,  # noqa: PLW1509 this process has one thread
    )


class _Keys:
    """The API keys of this run, and the pipe by which the present broker is told of them."""

    def __init__(self) -> None:
        self._lines: dict[bytes, bytes] = {}
        self._pipe: int | None = None

    def keep(self, line: bytes) -> bool:
        """Take `key NAME VALUE` and pass it on; False where it is no such line, or one too many."""
        words = line.split(b" ")
        known = len(words) == 3 and all(_is_hexadecimal(word) for word in words[1:])
        if not known or (words[1] not in self._lines and len(self._lines) >= _MOST_KEYS):
            return False
        if words[2]:
            self._lines[words[1]] = line + b"\n"
        else:
            self._lines.pop(words[1], None)
        return self._tell(line + b"\n")

    def open(self) -> int:
        """A new pipe; the end that a broker reads."""
        self.close()
        reading, self._pipe = os.pipe()
        os.set_blocking(self._pipe, False)
        return reading

    def tell_all(self) -> None:
        """Tell the broker that has been started all keys."""
        self._tell(b"".join(self._lines.values()))

    def close(self) -> None:
        """There is no broker any more."""
        if self._pipe is not None:
            os.close(self._pipe)
            self._pipe = None

    def _tell(self, content: bytes) -> bool:
        """Write all of it, within the time that a broker may take to read; False where it does not."""
        if self._pipe is None:
            return True
        with selectors.DefaultSelector() as selector:
            selector.register(self._pipe, selectors.EVENT_WRITE)
            while content:
                if not selector.select(_PATIENCE_S):
                    return False
                try:
                    content = content[os.write(self._pipe, content) :]
                except BrokenPipeError:
                    return True  # it has ended, and the next one is told anew
        return True


def _is_hexadecimal(word: bytes) -> bool:
    try:
        bytes.fromhex(word.decode("ascii"))
    except ValueError:
        return False
    return True


class Launcher:
    """One run of the program.

    `allow_online` is False for `--offline`: then no broker is ever started, and the launcher itself stands
    behind the filter already, which the desktop inherits.
    """

    def __init__(self, arguments: list[str], allow_online: bool) -> None:
        self._allow_online = allow_online
        self._broker: subprocess.Popen[bytes] | None = None
        self._ending = False
        self._keys = _Keys()
        self._pending = b""
        self._control, theirs = socket.socketpair()
        self._desktop = _start_desktop(arguments, theirs, confined=not allow_online)
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
                    self._reap()
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
        """Answer what the desktop has said; False once it has closed the channel."""
        try:
            received = self._control.recv(_LONGEST_LINE)
        except ConnectionResetError:  # it has not read all replies
            return False
        *lines, self._pending = (self._pending + received).split(b"\n")
        if not received or len(self._pending) > _LONGEST_LINE:
            return False
        requests = [(number, words) for number, _, words in (line.partition(b" ") for line in lines)]
        for place, (number, words) in enumerate(requests):
            reply = None
            if words == b"online":
                given_up = any(later.startswith(b"offline") for _, later in requests[place + 1 :])
                reply = b"failed" if given_up else self._go_online(number)
            elif words == b"offline" or words.startswith(b"offline "):
                self._go_offline(words[8:])
                reply = b"offline"
            elif words.startswith(b"key "):
                reply = b"kept" if self._keys.keep(words) else b"refused"
            if reply is not None:
                try:
                    self._control.sendall(b"%s %s\n" % (number, reply))
                except OSError:
                    return False
        return True

    def _go_online(self, number: bytes) -> bytes | None:
        """Start a broker and answer the request; otherwise what is to be answered."""
        if not self._allow_online:
            return b"refused"
        self._stop_broker()
        try:
            self._start_broker(number)
        except (OSError, subprocess.SubprocessError):
            self._stop_broker()
            return b"failed"
        return None

    def _start_broker(self, number: bytes) -> None:
        ours, theirs = socket.socketpair()
        with ours, theirs:
            keys = self._keys.open()
            try:
                self._broker = _start_broker(theirs, keys)
            finally:
                os.close(keys)
            self._keys.tell_all()
            reply = b"%s online %d\n" % (number, self._broker.pid)
            socket.send_fds(self._control, [reply], [ours.fileno()])

    def _go_offline(self, pid: bytes) -> None:
        """End the broker; with its id only where that is the one that runs."""
        if not pid or (self._broker is not None and pid == b"%d" % self._broker.pid):
            self._stop_broker()

    def _reap(self) -> None:
        """Let a broker go that has ended by itself, or by the desktop's hand."""
        if self._broker is not None and self._broker.poll() is not None:
            self._stop_broker()

    def _stop_broker(self) -> None:
        self._keys.close()
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
    keep_memory_private()
    _complete_standard_streams()
    arguments = sys.argv[1:]
    allow_online = "--offline" not in arguments
    if not allow_online:
        confine("desktop")
    return Launcher(arguments, allow_online).run()


if __name__ == "__main__":
    sys.exit(main())
