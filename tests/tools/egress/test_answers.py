"""Reading answers, however their bytes are cut."""

from __future__ import annotations

import socket
from dataclasses import dataclass, field
from itertools import pairwise
from typing import cast

import h11
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Incoming, Outgoing
from engine.errors import ToolProblem
from tools.egress.answers import Answer
from tools.egress.line import Line

LIMIT = 2000
ASKED = Outgoing("GET", "http://h.example/", "h.example", max_bytes=LIMIT)


@dataclass
class Collected:
    heads: list[Incoming] = field(default_factory=list)
    parts: list[bytes] = field(default_factory=list)

    def head(self, incoming: Incoming) -> None:
        assert not self.heads
        assert incoming.body == b""
        self.heads.append(incoming)

    def part(self, data: bytes) -> None:
        assert self.heads
        assert data
        self.parts.append(data)


@dataclass
class Pieces:
    """A socket that gives one piece at a time, then its end."""

    left: list[bytes]

    def settimeout(self, seconds: float) -> None:
        assert seconds > 0

    def recv(self, size: int) -> bytes:
        piece = self.left.pop(0) if self.left else b""
        assert len(piece) <= size
        return piece


def read(pieces: list[bytes]) -> tuple[Collected, Answer, h11.RemoteProtocolError | None]:
    sink = Collected()
    answer = Answer(ASKED, Line(10), sink)
    http = h11.Connection(h11.CLIENT)
    http.send(h11.Request(method="GET", target="/", headers=[("Host", "h.example")]))
    http.send(h11.EndOfMessage())
    try:
        answer.read(cast(socket.socket, Pieces([piece for piece in pieces if piece])), http, ASKED.sha256)
    except h11.RemoteProtocolError as error:
        return sink, answer, error
    return sink, answer, None


def framed(form: str, chunks: list[bytes]) -> bytes:
    body = b"".join(chunks)
    match form:
        case "length":
            return b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%b" % (len(body), body)
        case "chunked":
            content = b"".join(b"%x\r\n%b\r\n" % (len(chunk), chunk) for chunk in chunks if chunk)
            return b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n%b0\r\n\r\n" % content
        case _:
            return b"HTTP/1.1 200 OK\r\n\r\n" + body


def cut_up(content: bytes, places: list[int]) -> list[bytes]:
    edges = [0, *sorted({place % (len(content) + 1) for place in places}), len(content)]
    return [content[start:end] for start, end in pairwise(edges)]


FORMS = st.sampled_from(["length", "chunked", "open"])
CHUNKS = st.lists(st.binary(max_size=100), max_size=8)
PLACES = st.lists(st.integers(0, 1_000_000), max_size=8)


@given(FORMS, CHUNKS, PLACES)
def test_however_an_answer_is_cut_its_body_arrives_whole(
    form: str, chunks: list[bytes], places: list[int]
) -> None:
    sink, _, error = read(cut_up(framed(form, chunks), places))
    assert error is None
    assert b"".join(sink.parts) == b"".join(chunks)
    assert len(sink.parts) <= len(places) + 1, "what one read brought is one part"


@given(st.sampled_from(["length", "chunked"]), CHUNKS, PLACES, st.integers(1, 1_000_000))
def test_wherever_an_answer_breaks_off_all_that_had_come_was_handed_over(
    form: str, chunks: list[bytes], places: list[int], end: int
) -> None:
    whole = framed(form, chunks)
    sink, answer, error = read(cut_up(whole[: end % len(whole)], places))
    assert error is not None
    body = b"".join(sink.parts)
    assert b"".join(chunks).startswith(body)
    if sink.heads:
        of_all = f" of {len(b''.join(chunks)):,}" if form == "length" else ""
        assert answer.broken_off("h.example") == (
            f"The answer of h.example broke off after {len(body):,}{of_all} bytes."
        )
    else:
        assert answer.broken_off("h.example").startswith("h.example broke off its answer")


@given(
    st.binary(max_size=300), PLACES, st.sampled_from([b"", framed("open", []), framed("chunked", [])[:-5]])
)
def test_no_bytes_do_more_than_fail(content: bytes, places: list[int], start: bytes) -> None:
    sink, answer, error = read(cut_up(start + content, places))
    assert sum(map(len, sink.parts)) <= len(content)
    assert error is None or answer.broken_off("h.example").endswith(".")


@given(FORMS, st.integers(LIMIT + 1, LIMIT + 500), PLACES)
def test_no_more_than_the_limit_is_ever_handed_over(form: str, size: int, places: list[int]) -> None:
    sink = Collected()
    answer = Answer(ASKED, Line(10), sink)
    http = h11.Connection(h11.CLIENT)
    http.send(h11.Request(method="GET", target="/", headers=[("Host", "h.example")]))
    pieces = [piece for piece in cut_up(framed(form, [bytes(size)]), places) if piece]
    with pytest.raises(ToolProblem, match="larger than the limit of 2,000 bytes"):
        answer.read(cast(socket.socket, Pieces(pieces)), http, ASKED.sha256)
    assert sum(map(len, sink.parts)) <= LIMIT
