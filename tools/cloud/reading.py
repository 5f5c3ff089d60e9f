"""Has the bytes of a page read by a process of its own, and ends that process whatever becomes of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable

import msgspec

from engine.errors import ToolProblem
from tools.cloud.page_worker import Job, Reading

WORKER = (sys.executable, "-I", "-X", "utf8", "-m", "tools.cloud.page_worker")
PATIENCE_S = 25.0
"""Seconds that a page may take to be read."""

_LOOK_S = 0.2
_LONGEST = 4 * 1024 * 1024
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
    try:
        process = subprocess.Popen(
            WORKER,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={name: os.environ[name] for name in _PASSED_ON if name in os.environ},
        )
    except OSError as error:
        raise ToolProblem("The process that reads pages could not be started.") from error
    waiting: bytes | None = msgspec.json.encode(job) + b"\n" + content
    with process:
        try:
            while True:
                try:
                    written, _ = process.communicate(waiting, timeout=_LOOK_S)
                    break
                except subprocess.TimeoutExpired:
                    waiting = None
                    look()
                if time.monotonic() > deadline:
                    raise ToolProblem(f"Reading the page of {host} took too long.")
        finally:
            process.kill()
    return _understood(written, host)


def _understood(written: bytes, host: str) -> Reading:
    try:
        found = msgspec.json.decode(written[:_LONGEST], type=Reading)
    except msgspec.MsgspecError as error:
        raise ToolProblem(f"The page of {host} cannot be read: it overtaxed its reader.") from error
    if found.problem:
        problem = _PROBLEMS.get(found.problem, _PROBLEMS["damaged"])
        raise ToolProblem(problem.format(host=host))
    return found
