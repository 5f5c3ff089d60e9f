"""What the tests of streamed answers share."""

from __future__ import annotations

import socket
import threading
from dataclasses import replace
from typing import Any

from engine.contracts import IncomingStream, Outgoing
from tests.servers.by_hand import ByHand
from tests.servers.recording import RecordingServer
from tests.tools.conftest import permit
from tools.egress.client import EgressClient

NEVER = threading.Event()
OPEN_END = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n"
CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
Server = RecordingServer | ByHand


def get(server: Server, **changes: Any) -> Outgoing:
    outgoing = Outgoing(
        "GET",
        f"http://127.0.0.1:{server.port}/model.gguf",
        "127.0.0.1",
        own_endpoint=True,
        timeout_s=20.0,
        max_bytes=1_000_000_000,
    )
    return replace(outgoing, **changes)


def stream(egress: EgressClient, outgoing: Outgoing, stop: threading.Event = NEVER) -> IncomingStream:
    return egress.stream(outgoing, permit(outgoing), stop)


class Flood:
    """Sends `size` bytes and counts what the other side has taken of them."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.taken = 0
        self.stuck = threading.Event()

    def __call__(self, connection: socket.socket) -> None:
        connection.sendall(f"HTTP/1.1 200 OK\r\nContent-Length: {self.size}\r\n\r\n".encode())
        block = bytes(1_000_000)
        connection.settimeout(0.5)
        while self.taken < self.size:
            try:
                self.taken += connection.send(block)
            except TimeoutError:
                self.stuck.set()
