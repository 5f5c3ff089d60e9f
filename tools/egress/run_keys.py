"""API keys for this run only, where there is no keyring: the launcher tells them to each broker, by a pipe.

A line of the pipe is `key NAME VALUE`, both in hexadecimal of their UTF-8; an empty value forgets the key.
What the launcher has written before it answers the desktop is known here when the desktop's next request
comes: who asks for a key takes what lies in the pipe first.
"""

from __future__ import annotations

import os
import select
import threading
from contextlib import suppress

from engine.errors import ToolProblem

_CHUNK = 64 * 1024


class RunKeys:
    """The keys that came through `descriptor` so far; it is read to its end, and stays open."""

    def __init__(self, descriptor: int) -> None:
        os.set_blocking(descriptor, False)
        self._descriptor = descriptor
        self._lock = threading.Lock()
        self._keys: dict[str, str] = {}
        self._rest = b""
        self._ended = False
        # The launcher must not wait to write because nobody has asked for a key yet.
        threading.Thread(target=self._keep_reading, name="run-keys", daemon=True).start()

    def get(self, name: str) -> str:
        """The key called `name`, empty where there is none."""
        self._take()
        with self._lock:
            return self._keys.get(name, "")

    def _keep_reading(self) -> None:
        while not self._ended:
            select.select([self._descriptor], [], [])
            self._take()

    def _take(self) -> None:
        """Read what there is now."""
        with self._lock, suppress(BlockingIOError):
            while not self._ended:
                content = os.read(self._descriptor, _CHUNK)
                if not content:
                    self._ended = True
                    return
                *lines, self._rest = (self._rest + content).split(b"\n")
                for line in lines:
                    self._note(line)

    def _note(self, line: bytes) -> None:
        match line.split(b" "):
            case [b"key", name, value]:
                with suppress(ValueError):
                    self._keys[bytes.fromhex(name.decode()).decode()] = bytes.fromhex(value.decode()).decode()
            case _:
                pass


def key_line(name: str, key: str) -> bytes:
    """The line that tells a key."""
    return f"key {name.encode().hex()} {key.encode().hex()}\n".encode()


def check_key(name: str, key: str) -> str:
    """`key`, where it can stand in a header. Raises ToolProblem, which never quotes it."""
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ToolProblem(
            f"The API key called {name!r} holds characters that cannot be sent. Enter it again."
        )
    return key
