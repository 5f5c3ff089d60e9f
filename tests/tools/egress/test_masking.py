"""A key that an answer quotes stays in the broker."""

from __future__ import annotations

import html
import itertools
import json
import socket
import threading
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Incoming, Outgoing
from engine.errors import ToolProblem
from tests.servers.by_hand import ByHand
from tests.servers.recording import Received, RecordingServer, http
from tests.tools.conftest import Connected, permit
from tests.tools.egress.streaming import OPEN_END, get, stream
from tools.egress.masking import Mask, Masked

NEVER = threading.Event()
KEY = "hunter2-SECRETKEY-nas"
ODD = "a/b\"c\\d+e%f&g<h>'i="


class Kept:
    """What came of an answer."""

    def __init__(self) -> None:
        self.incoming: Incoming | None = None
        self.parts: list[bytes] = []

    def head(self, incoming: Incoming) -> None:
        self.incoming = incoming

    def part(self, data: bytes) -> None:
        assert data
        self.parts.append(data)


def asking(port: int, **changes: str) -> Outgoing:
    url = f"http://127.0.0.1:{port}/v1"
    return Outgoing("POST", url, "127.0.0.1", body=b"x", own_endpoint=True, key_name="mine", **changes)  # type: ignore[arg-type]


def quoting(request: Received, status: int = 400, header: str = "authorization") -> bytes:
    sent = request.headers[header]
    return http(status, f"bad header: {sent}.".encode(), f"X-Debug: you said {sent}")


@pytest.mark.parametrize("status", [200, 400, 401])
def test_a_key_that_is_quoted_reaches_nobody(client: Connected, status: int) -> None:
    with RecordingServer(lambda request: quoting(request, status)) as server:
        outgoing = asking(server.port)
        incoming = client(keys={"mine": KEY}).send(outgoing, permit(outgoing), NEVER)
        assert server.requests[0].headers["authorization"] == f"Bearer {KEY}"
    assert incoming.body == b"bad header: Bearer " + b"*" * len(KEY) + b"."
    assert ("x-debug", "you said Bearer " + "*" * len(KEY)) in incoming.headers
    assert KEY not in repr(incoming)


def test_a_redirect_that_quotes_the_key_is_told_without_it(client: Connected) -> None:
    place = f"Location: http://x.example/?k={KEY}"
    with RecordingServer(lambda _: http(302, b"", place)) as server:
        outgoing = asking(server.port)
        with pytest.raises(ToolProblem, match=r"x\.example/\?k=\*+\. Redirects"):
            client(keys={"mine": KEY}).send(outgoing, permit(outgoing), NEVER)


def test_a_key_across_pieces_of_a_streamed_answer_is_masked_and_nothing_else_waits(client: Connected) -> None:
    seen = threading.Semaphore(0)

    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END + b"data: h\n\n")
        assert seen.acquire(timeout=10)
        for piece in (KEY[:3], KEY[3:9], KEY[9:] + "!"):
            connection.sendall(piece.encode())
            seen.acquire(timeout=0.05)

    with ByHand(script) as server:
        pieces = []
        for piece in stream(client(keys={"mine": KEY}), get(server, key_name="mine")):
            pieces.append(piece)
            seen.release()
    assert pieces[0] == b"data: h\n\n"
    assert b"".join(pieces) == b"data: h\n\n" + b"*" * len(KEY) + b"!"


@pytest.mark.parametrize(
    "written",
    [
        ODD,
        json.dumps(ODD)[1:-1],
        json.dumps(ODD)[1:-1].replace("/", "\\/"),
        html.escape(ODD),
        quote(ODD),
        quote(ODD, safe=""),
        "a%2fb%22c%5cd%2be%25f%26g%3ch%3e%27i%3d",
    ],
)
def test_the_key_is_known_in_the_ways_of_writing_it(written: str) -> None:
    assert Mask(ODD)(f"<{written}>".encode()) == b"<" + b"*" * len(written) + b">"


@pytest.mark.parametrize(
    ("header", "quoted"),
    [
        ("", "Authorization: Bearer none"),
        ("", "?a=Bearer%20none"),
        ("X-Key", "X-Key: none"),
        ("X-Key", "x-key: none"),
        ("X-Key", '{"X-Key": "none"}'),
        ("X-Key", '{"x-key":"none"}'),
    ],
)
def test_a_key_that_is_a_word_is_masked_as_a_key_alone(header: str, quoted: str) -> None:
    mask = Mask("none", header)
    assert b"none" not in mask(quoted.encode())
    assert mask(b"there is none") == b"there is none"


def test_without_a_key_nothing_is_masked_or_waits() -> None:
    kept = Kept()
    masked = Masked(kept, Mask())
    masked.part(b"Bearer ")
    masked.end()
    assert kept.parts == [b"Bearer "]


@pytest.mark.parametrize(("end", "left"), [(KEY[:7], KEY[:7]), (KEY[:8], "*" * 8), (KEY[:-1], "*" * 20)])
def test_much_of_a_key_at_the_end_is_masked_too(end: str, left: str) -> None:
    kept = Kept()
    masked = Masked(kept, Mask(KEY))
    masked.part(f"so: {end}".encode())
    masked.end()
    assert kept.parts == [b"so: ", left.encode()]


@given(
    st.lists(st.sampled_from(["abababac", "ab", "abababa", "c", "xy", "a"]), max_size=12),
    st.lists(st.integers(0, 60), max_size=8),
)
def test_however_an_answer_is_cut_its_pieces_hold_what_the_whole_would(
    words: list[str], cuts: list[int]
) -> None:
    key, whole = "abababac", "".join([*words, "."]).encode()
    kept = Kept()
    masked = Masked(kept, Mask(key))
    edges = sorted({0, len(whole), *(min(cut, len(whole)) for cut in cuts)})
    for start, end in itertools.pairwise(edges):
        masked.part(whole[start:end])
    masked.end()
    assert b"".join(kept.parts) == whole.replace(key.encode(), b"*" * len(key))
