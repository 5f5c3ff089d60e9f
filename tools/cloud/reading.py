"""Has the bytes of a page read by a process of its own, and ends that process whatever becomes of it."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import IO

import msgspec

from engine.errors import ToolProblem
from tools.cloud.page_worker import Job, Reading

WORKER = (sys.executable, "-I", "-X", "utf8", "-m", "tools.cloud.page_worker")
PATIENCE_S = 25.0
"""Seconds that a page may take to be read."""

_LOOK_S = 0.2
_BURY_S = 5.0
_LONGEST = 4 * 1024 * 1024
_PIECE = 64 * 1024
_PASSED_ON = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_PROBLEMS = {
    "nothing": "The page of {host} holds no text that can be read: it may be made of pictures or scripts.",
    "encrypted": "The PDF from {host} is locked with a password.",
    "damaged": "What {host} sent is damaged and cannot be read.",
    "scanned": "The PDF from {host} holds pictures of pages and no text.",
    "memory": "Reading the page of {host} takes more memory than it may.",
}


def read(
    job: Job, content: bytes, host: str, look: Callable[[], None], patience_s: float = PATIENCE_S
) -> Reading:
    """What the worker made of `content`. `look` is called now and then; what it raises ends the worker.

    Raises ToolProblem where nothing can be read, and where the worker died, hung or wrote nonsense.
    """
    deadline = time.monotonic() + patience_s
    own = str(os.getpid()) if sys.platform == "linux" else ""
    try:
        process = subprocess.Popen(
            (*WORKER, *([own] if own else [])),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
            start_new_session=True,
        )
    except OSError as error:
        raise ToolProblem("The process that reads pages could not be started.") from error
    written = bytearray()
    threads = (
        threading.Thread(target=_feed, args=(process.stdin, (msgspec.json.encode(job) + b"\n", content))),
        threading.Thread(target=_collect, args=(process.stdout, written)),
    )
    try:
        for thread in threads:
            thread.daemon = True
            thread.start()
        while threads[1].is_alive():
            threads[1].join(_LOOK_S)
            look()
            if time.monotonic() > deadline:
                raise ToolProblem(f"Reading the page of {host} took too long.")
    finally:
        _end(process)
        for thread in threads:
            if thread.ident:
                thread.join(_BURY_S)
    return _understood(bytes(written), host)


def _feed(stdin: IO[bytes], parts: tuple[bytes, ...]) -> None:
    """Write the job to the worker, which may have ended before it took all of it."""
    with suppress(OSError), stdin:
        for part in parts:
            stdin.write(part)


def _collect(stdout: IO[bytes], written: bytearray) -> None:
    """Read what the worker writes, to its end or to the limit, whichever comes first."""
    with suppress(OSError), stdout:
        while len(written) <= _LONGEST and (piece := os.read(stdout.fileno(), _PIECE)):
            written += piece


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill the worker and whatever of its group there is, and wait for it."""
    if sys.platform != "win32":
        with suppress(OSError):
            os.killpg(process.pid, signal.SIGKILL)
    process.kill()
    process.wait()


def _understood(written: bytes, host: str) -> Reading:
    try:
        found = msgspec.json.decode(written, type=Reading)
    except msgspec.MsgspecError as error:
        raise ToolProblem(f"The page of {host} cannot be read: it overtaxed its reader.") from error
    if found.problem:
        problem = _PROBLEMS.get(found.problem, _PROBLEMS["damaged"])
        raise ToolProblem(problem.format(host=host))
    return found
