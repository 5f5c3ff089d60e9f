"""A launcher that the test plays: its brokers are processes that only hold their channel."""

from __future__ import annotations

import contextlib
import socket
import subprocess
import threading


class FakeLauncher:
    """Speaks the launcher's half of the channel; each broker is a process that only holds its channel.

    `reply` stands for each answer where it is given; `heed` decides whether requests are read, and
    `end_brokers` whether it obeys.
    """

    def __init__(self, reply: str = "") -> None:
        self.reply = reply
        self.heed = threading.Event()
        self.heed.set()
        self.end_brokers = True
        self.asked: list[str] = []
        self.brokers: list[subprocess.Popen[bytes]] = []
        self._ours, self.theirs = socket.socketpair()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        with self._ours, contextlib.suppress(ConnectionError), self._ours.makefile("rb") as requests:
            for request in requests:
                self.heed.wait(30)
                number, words = request.decode().rstrip("\n").split(" ", 1)
                self.asked.append(words)
                self._answer(number, words)

    def _answer(self, number: str, words: str) -> None:
        if self.reply:
            self._ours.sendall(f"{number} {self.reply}\n".encode())
        elif words.startswith("key "):
            self._ours.sendall(f"{number} kept\n".encode())
        elif words.startswith("offline"):
            if self.end_brokers:
                self.end()
            self._ours.sendall(f"{number} offline\n".encode())
        else:
            near, far = socket.socketpair()
            with near, far:
                self.brokers.append(subprocess.Popen(["sleep", "100"], stdin=far.fileno()))
                socket.send_fds(
                    self._ours, [f"{number} online {self.brokers[-1].pid}\n".encode()], [near.fileno()]
                )

    @property
    def pid(self) -> int:
        return self.brokers[-1].pid

    def end(self) -> None:
        for broker in self.brokers:
            broker.kill()
            broker.wait()

    def close(self) -> None:
        self.heed.set()
        self.theirs.close()
        self._thread.join()
        self.end()
