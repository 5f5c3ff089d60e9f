"""Prints how fast a long answer comes through broker and client, beside a plain read of the same socket.

Server, broker and reader are processes of their own, all on this computer; nothing is kept of what comes.
Each way is taken several times in turn, and its fastest pass counts.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial

from engine.contracts import Outgoing, RecordedDecision
from tools.egress.client import EgressClient

MEGABYTE = 1_000_000
READ = 256 * 1024
NEVER = threading.Event()
CHUNK = 16 * 1024
"""Bytes of one chunk where the server sends chunks."""


def serve(listener: socket.socket, size: int) -> None:
    """Answer every request with `size` bytes, as one body, or in chunks where /chunked is asked for."""
    block = os.urandom(READ)
    framed = b"".join(b"%x\r\n%b\r\n" % (CHUNK, block[at : at + CHUNK]) for at in range(0, READ, CHUNK))
    while True:
        connection, _ = listener.accept()
        with connection:
            chunked = b"/chunked" in connection.recv(65536)
            length = "Transfer-Encoding: chunked" if chunked else f"Content-Length: {size}"
            connection.sendall(f"HTTP/1.1 200 OK\r\n{length}\r\n\r\n".encode())
            for _ in range(size // READ):
                connection.sendall(framed if chunked else block)
            connection.sendall(b"0\r\n\r\n" if chunked else b"")


def plain(port: int) -> int:
    """Bytes that a bare socket reads, the head with them."""
    buffer = bytearray(READ)
    total = 0
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
        while size := connection.recv_into(buffer):
            total += size
    return total


def brokered(egress: EgressClient, port: int, path: str) -> int:
    """Bytes of the body that come through the broker."""
    outgoing = Outgoing(
        "GET",
        f"http://127.0.0.1:{port}/{path}",
        "127.0.0.1",
        own_endpoint=True,
        max_bytes=1 << 40,
    )
    permit = RecordedDecision("benchmark", outgoing.sha256)
    with closing(egress.stream(outgoing, permit, NEVER)) as answer:
        return sum(map(len, answer))


def rate(work: Callable[[], int]) -> float:
    """Megabytes a second."""
    began = time.perf_counter()
    size = work()
    return size / (time.perf_counter() - began) / MEGABYTE


def main() -> None:
    """Print three rates and two ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=500)
    parser.add_argument("--passes", type=int, default=3)
    options = parser.parse_args()
    size = options.megabytes * MEGABYTE // READ * READ
    listener = socket.create_server(("127.0.0.1", 0))
    port = listener.getsockname()[1]
    server = multiprocessing.get_context("fork").Process(target=serve, args=(listener, size), daemon=True)
    server.start()
    ours, theirs = socket.socketpair()
    command = [sys.executable, "-I", "-m", "tools.egress.broker", "--fd", str(theirs.fileno())]
    broker = subprocess.Popen(command, pass_fds=(theirs.fileno(),))
    theirs.close()
    egress = EgressClient(lambda: ours)
    ways: dict[str, Callable[[], int]] = {
        "plain socket": partial(plain, port),
        "through the broker": partial(brokered, egress, port, ""),
        "the same, in chunks": partial(brokered, egress, port, "chunked"),
    }
    fastest = dict.fromkeys(ways, 0.0)
    for _ in range(options.passes):
        for name, work in ways.items():
            fastest[name] = max(fastest[name], rate(work))
    egress.close()
    ours.close()
    broker.wait()
    server.terminate()
    bare = fastest["plain socket"]
    print(f"An answer of {size / MEGABYTE:,.0f} MB over loopback, best of {options.passes}")
    for name, reached in fastest.items():
        print(f"  {name:20} {reached:8,.0f} MB/s, {reached / bare:.2f} of the plain socket")


if __name__ == "__main__":
    main()
