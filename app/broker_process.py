"""A hold on the broker's process, which is the launcher's child: to kill it, and to see that it has ended."""

from __future__ import annotations

import os
import select
import signal
import sys
import threading
import time
from contextlib import suppress

_TICK_S = 0.001


class BrokerProcess:
    """The process with the id `pid`, which lives or is not yet reaped now. May be used from any thread.

    Linux gives a descriptor for it, which never means another process. Elsewhere, and in older kernels, the
    id itself must do.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self._lock = threading.Lock()
        self._gone = False
        self._descriptor = -1
        if sys.platform.startswith("linux"):
            try:
                self._descriptor = os.pidfd_open(pid)
            except ProcessLookupError:
                self._gone = True
            except OSError:
                pass  # Linux before 5.3

    @property
    def exact(self) -> bool:
        """Whether what is killed is this process and no other one, even where it has ended meanwhile."""
        return self._gone or self._descriptor >= 0

    def kill(self) -> None:
        """Have the system end the process now; nothing where it has been seen to have ended."""
        with self._lock, suppress(ProcessLookupError):
            if self._gone:
                return
            if sys.platform.startswith("linux") and self._descriptor >= 0:
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
            else:
                os.kill(self.pid, signal.SIGKILL)

    def ended(self, timeout_s: float = 0.0) -> bool:
        """Whether the process has ended, at the latest after `timeout_s` seconds.

        Where there is no descriptor, one that nobody has reaped counts as one that lives.
        """
        deadline = time.monotonic() + timeout_s
        while not self._has_ended():
            if time.monotonic() >= deadline:
                return False
            time.sleep(_TICK_S)
        return True

    def let_go(self) -> None:
        """Give the hold up: the process counts as ended."""
        with self._lock:
            self._note_the_end()

    def _has_ended(self) -> bool:
        with self._lock:
            if not self._gone:
                if self._descriptor >= 0:
                    waiting = select.poll()
                    waiting.register(self._descriptor, select.POLLIN)
                    ended = bool(waiting.poll(0))
                else:
                    ended = not _exists(self.pid)
                if ended:
                    self._note_the_end()
            return self._gone

    def _note_the_end(self) -> None:
        self._gone = True
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _exists(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True
