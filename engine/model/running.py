"""One running model process: its pipes, its log, and how it is ended."""

from __future__ import annotations

import contextlib
import os
import queue
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import msgspec

from engine.errors import UserError
from engine.model import protocol

CLOSE_S = 0.7
STOP_S = 5.0
LOG_LIMIT = 1_000_000

# libgomp's threads wait for one another by spinning; beside other busy programs that costs ten times the
# work itself. After some microseconds of spinning they sleep instead. One heap for all threads of glibc's
# keeps some 20 MB less. A backtrace of llama.cpp's would show the arguments of its functions.
_ENVIRONMENT = {"GOMP_SPINCOUNT": "1000", "MALLOC_ARENA_MAX": "1", "GGML_NO_BACKTRACE": "1"}


class Ended:
    """The worker's stdout closed: there is no process any more."""


Incoming = protocol.Reply | Ended


class RunningWorker:
    """One running worker with its reading thread. `replies` ends with Ended."""

    def __init__(self, start: protocol.Start, log_path: Path | None) -> None:
        """Raises UserError where no process can be started."""
        self.replies: queue.SimpleQueue[Incoming] = queue.SimpleQueue()
        self.loaded: protocol.Loaded | None = None
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._log_path = log_path
        try:
            with _open_log(log_path) as log:
                self._log_start = self._log_size()
                self._popen = subprocess.Popen(
                    [*protocol.WORKER, msgspec.json.encode(start).decode()],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env={**_ENVIRONMENT, **os.environ},
                    start_new_session=True,
                )
        except (OSError, UnicodeEncodeError) as error:
            raise UserError(f"The model process could not be started: {error}.", "Try again.") from error
        self._reader = threading.Thread(target=self._read, name="model-replies", daemon=True)
        self._reader.start()
        self._writer = threading.Thread(target=self._write, name="model-requests", daemon=True)
        self._writer.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._popen.pid

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self._popen.poll() is None

    def send(self, request: protocol.Request) -> None:
        """Have one request written; returns at once. A dead worker shows as Ended in `replies`."""
        self._requests.put(protocol.encode(request))

    def _write(self) -> None:
        """Write requests until None comes or the worker is gone, then close its stdin, which ends it."""
        assert self._popen.stdin is not None
        with contextlib.suppress(OSError), self._popen.stdin as stream:
            while (request := self._requests.get()) is not None:
                stream.write(request)
                stream.flush()

    def _read(self) -> None:
        assert self._popen.stdout is not None
        try:
            with self._popen.stdout as stream:
                while (reply := protocol.read_reply(stream)) is not None:
                    self.replies.put(reply)
        except (protocol.ChannelError, OSError):
            self._popen.kill()
        self.replies.put(Ended())

    def is_loaded(self, loaded: protocol.Loaded) -> None:
        """Note that it has loaded; what the log said until then is no reason for a later death."""
        self.loaded = loaded
        self._log_start = self._log_size()

    def last_words(self) -> str:
        """The end of what this process wrote into the log."""
        if self._log_path is None:
            return ""
        with contextlib.suppress(OSError), self._log_path.open("rb") as log:
            log.seek(max(self._log_start, self._log_size() - 8192))
            return log.read().decode(errors="replace")
        return ""

    def _log_size(self) -> int:
        return self._log_path.stat().st_size if self._log_path else 0

    def wait(self) -> int:
        """The exit status of a process whose stdout has closed; negative for a signal."""
        try:
            return self._popen.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            return self._popen.wait()

    def end(self) -> None:
        """Close stdin, which ends the worker at once; kill it where that does not help."""
        self._requests.put(None)
        try:
            self._popen.wait(CLOSE_S)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        self._writer.join()
        self._reader.join()


def sendable(value: Any) -> Any:  # noqa: ANN401 JSON of any shape
    """A JSON value as the channel can carry it: no half characters, and no numbers beyond 64 bits."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int):
        return value if -(2**63) <= value < 2**63 else str(value)
    if isinstance(value, Mapping):
        return {sendable(str(key)): sendable(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [sendable(item) for item in value]
    return value


@contextlib.contextmanager
def _open_log(path: Path | None) -> Iterator[IO[bytes] | int]:
    """The log file to append to, begun anew where it has grown long. Raises OSError."""
    if path is None:
        yield subprocess.DEVNULL
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    long = path.exists() and path.stat().st_size > LOG_LIMIT
    with path.open("wb" if long else "ab") as file:
        path.chmod(0o600)
        yield file
