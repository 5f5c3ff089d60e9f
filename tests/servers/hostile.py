"""What a hostile server does to whoever asks it: scripts for ByHand, and answers for RecordingServer."""

from __future__ import annotations

import gzip
import itertools
import socket
import time
import zlib
from collections.abc import Iterable, Sequence

HEAD = b"HTTP/1.1 200 OK\r\n"
BOMB = 10_000_000
"""Bytes that a compressed body would grow to."""


def after_head(*lines: bytes) -> bytes:
    """A head with these lines."""
    return HEAD + b"".join(line + b"\r\n" for line in lines) + b"\r\n"


class Says:
    """Sends pieces, with a pause before each but the first."""

    def __init__(self, pieces: Iterable[bytes], pause_s: float = 0.0) -> None:
        self._pieces = pieces
        self._pause_s = pause_s

    def __call__(self, connection: socket.socket) -> None:
        for number, piece in enumerate(self._pieces):
            if number:
                time.sleep(self._pause_s)
            connection.sendall(piece)


def endless_body() -> Says:
    """A body without an announced length that never ends."""
    return Says(itertools.chain([after_head()], itertools.repeat(bytes(65536))))


def endless_chunks() -> Says:
    """The same in chunks of one byte."""
    return Says(
        itertools.chain([after_head(b"Transfer-Encoding: chunked")], itertools.repeat(b"1\r\nx\r\n" * 5000))
    )


def endless_headers() -> Says:
    """A head that never ends."""
    lines = (b"X-%d: %b\r\n" % (number, b"y" * 1000) for number in itertools.count())
    return Says(itertools.chain([HEAD], lines))


def endless_early_hints() -> Says:
    """One interim answer after the other, and never the real one."""
    return Says(itertools.repeat(b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 2_000_000), 0.005)


def endless_trailers() -> Says:
    """A body in chunks whose trailers never end."""
    start = after_head(b"Transfer-Encoding: chunked") + b"1\r\nx\r\n0\r\n"
    return Says(itertools.chain([start], itertools.repeat(b"X: " + b"y" * 1000 + b"\r\n")))


def endless_chunk_extension() -> Says:
    """A chunk whose extension never ends."""
    start = after_head(b"Transfer-Encoding: chunked") + b"1;"
    return Says(itertools.chain([start], itertools.repeat(b"y" * 1000)))


def drop_by_drop(content: bytes, pause_s: float) -> Says:
    """One byte at a time, for ever after its end."""
    return Says((bytes([byte]) for byte in itertools.chain(content, itertools.repeat(120))), pause_s)


def bombs() -> Sequence[tuple[str, bytes]]:
    """Compressed bodies that nobody asked for, by the encoding that they announce."""
    zeros = bytes(BOMB)
    return (
        ("gzip", gzip.compress(zeros)),
        ("x-gzip", gzip.compress(zeros)),
        ("deflate", zlib.compress(zeros)),
        ("br", b"\x8f\x00\x80" + bytes(100)),
        ("zstd", b"\x28\xb5\x2f\xfd" + bytes(100)),
        ("identity, gzip", gzip.compress(zeros)),
        ("gzip, gzip", gzip.compress(gzip.compress(zeros))),
    )


GARBLED: Sequence[tuple[bytes, str]] = (
    (after_head(b"Content-Length: 5") + b"four", "broke off after 4 of 5 bytes"),
    (after_head(b"Content-Length: 4", b"Content-Length: 5") + b"four", "not HTTP"),
    (after_head(b"Content-Length: 4, 5") + b"four", "not HTTP"),
    (after_head(b"Content-Length: -1") + b"four", "not HTTP"),
    (after_head(b"Content-Length: +4") + b"four", "not HTTP"),
    (after_head(b"Content-Length: 0x4") + b"four", "not HTTP"),
    (after_head(b"Content-Length: 4 4") + b"four", "not HTTP"),
    (after_head(b"Transfer-Encoding: gzip, chunked") + b"4\r\nfour\r\n0\r\n\r\n", "not HTTP"),
    (after_head(b"Transfer-Encoding: chunked") + b"zz\r\nfour\r\n", "not HTTP"),
    (after_head(b"Transfer-Encoding: chunked") + b"-4\r\nfour\r\n", "not HTTP"),
    (after_head(b"Transfer-Encoding: chunked") + b"fffffffffffffffffffff\r\nx", "not HTTP"),
    (after_head(b"Transfer-Encoding: chunked") + b"4\r\nfourth\r\n", "not HTTP"),
    (after_head(b"Transfer-Encoding: chunked") + b"4\r\nfo", "broke off"),
    (b"HTTP/1.1 999999 What\r\n\r\n", "not HTTP"),
    (b"HTTP/1.1 20 OK\r\n\r\n", "not HTTP"),
    (b"HTTP/2 200\r\n\r\n", "not HTTP"),
    (b"HTTP/1.1 200 OK\r\nNo colon here\r\n\r\n", "not HTTP"),
    (b"HTTP/1.1 200 OK\r\n Folded: first\r\n\r\n", "not HTTP"),
    (b"HTTP/1.1 200 OK\r\nX: a\x00b\r\n\r\n", "not HTTP"),
    (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: h2c\r\nConnection: Upgrade\r\n\r\n", "not HTTP"),
    (b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "not HTTP"),
    (b"GET / HTTP/1.1\r\nHost: you\r\n\r\n", "not HTTP"),
    (b"\r\n" * 1000, "not HTTP"),
    (bytes(range(256)) * 10, "not HTTP"),
    (b"", "broke off"),
)
"""Answers that are wrong, and what is said of them when they come whole."""

PRIVATE_PLACES = (
    "http://127.0.0.1:22/",
    "http://localhost/admin",
    "http://169.254.169.254/latest/meta-data/",
    "http://[::ffff:10.0.0.1]/",
    "http://192.168.0.1/",
    "//10.0.0.1/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "http://127.1/\r\nX-Injected: yes",
)
"""Where its redirects would lead."""
