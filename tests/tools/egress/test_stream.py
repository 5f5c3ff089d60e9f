"""Answers that are handed over as they come, through the client and the broker."""

from __future__ import annotations

import socket
import ssl
import struct
import threading
import time
from contextlib import closing

import pytest

from engine.errors import NotSent, ToolProblem
from tests.servers.by_hand import ByHand
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import Certificates, Connected, permit
from tests.tools.egress.streaming import CHUNKED, NEVER, OPEN_END, Flood, get, stream
from tools.egress.client import EgressClient


def test_an_answer_is_handed_over_whole_and_in_order(client: Connected) -> None:
    content = bytes(range(256)) * 40_000
    egress = client()
    with RecordingServer(lambda _: http(200, content, "X-Test: yes")) as server:
        outgoing = get(server)
        with closing(stream(egress, outgoing)) as answer:
            assert (answer.head.status, answer.head.body) == (200, b"")
            assert answer.head.sent_sha256 == outgoing.sha256
            assert answer.head.seconds > 0
            assert ("x-test", "yes") in answer.head.headers
            assert b"".join(answer) == content
            assert list(answer) == []
    assert (egress.requests, egress.sent_by_broker) == (1, 1)


@pytest.mark.parametrize(
    "response",
    [
        CHUNKED + b"2\r\nhe\r\n3;ext=1\r\nllo\r\n0\r\nTrailer: yes\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\nhello",
        b"HTTP/1.0 200 OK\r\n\r\nhello",
        b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: Identity\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\n\r\nhello and more than was announced",
    ],
)
def test_bodies_come_in_each_of_http_s_forms(client: Connected, response: bytes) -> None:
    with RecordingServer(lambda _: response) as server:
        assert b"".join(stream(client(), get(server, max_bytes=5))) == b"hello"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_a_redirect_is_handed_over_with_its_address_and_not_followed(client: Connected, status: int) -> None:
    place = "Location: https://cdn.example/x?sig=1"
    with RecordingServer(lambda _: http(status, b"moved", place)) as server:
        with closing(stream(client(), get(server))) as answer:
            assert answer.head.status == status
            assert ("location", "https://cdn.example/x?sig=1") in answer.head.headers
            assert b"".join(answer) == b"moved"
        assert len(server.requests) == 1


@pytest.mark.parametrize("status", [204, 304, 401, 404, 416, 429, 503])
def test_every_other_status_is_handed_over_too(client: Connected, status: int) -> None:
    with RecordingServer(lambda _: http(status, b"")) as server:
        answer = stream(client(), get(server))
        assert answer.head.status == status
        assert list(answer) == []


def test_the_answer_to_a_question_for_the_head_alone_has_no_body(client: Connected) -> None:
    with RecordingServer(lambda _: http(200, b"")) as server:
        server.answer = lambda _: b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n"
        answer = stream(client(), get(server, method="HEAD"))
        assert ("content-length", "1000000") in answer.head.headers
        assert list(answer) == []


def test_a_key_goes_out_as_a_bearer_token_and_the_body_byte_for_byte(client: Connected) -> None:
    with RecordingServer(lambda _: http(200, b"data: {}\n\n")) as server:
        outgoing = get(server, method="POST", body=b'{"stream": true}', key_name="expert")
        answer = stream(client(keys={"expert": "sk-123"}), outgoing)
        assert b"".join(answer) == b"data: {}\n\n"
    (received,) = server.requests
    assert received.headers["authorization"] == "Bearer sk-123"
    assert received.body == outgoing.body
    assert "sk-123" not in repr(answer.head)


@pytest.mark.parametrize("chunked", [False, True])
def test_each_event_is_handed_over_before_the_next_is_sent(client: Connected, chunked: bool) -> None:
    seen = threading.Semaphore(0)
    events = [f"data: {n}\n\n".encode() for n in range(20)]

    def script(connection: socket.socket) -> None:
        connection.sendall(CHUNKED if chunked else OPEN_END)
        for event in events:
            assert seen.acquire(timeout=10)
            connection.sendall(b"%x\r\n%b\r\n" % (len(event), event) if chunked else event)
        connection.sendall(b"0\r\n\r\n" if chunked else b"")

    arrived = []
    with ByHand(script) as server, closing(stream(client(), get(server))) as answer:
        seen.release()
        for piece in answer:
            arrived.append(piece)
            seen.release()
    assert arrived == events


@pytest.mark.parametrize(
    ("response", "came", "sentence"),
    [
        (
            http(200, b"x" * 1000)[:-300],
            700,
            "The answer of 127.0.0.1 broke off after 700 of 1,000 bytes.",
        ),
        (http(200, b"x" * 1000)[:-1000], 0, "The answer of 127.0.0.1 broke off after 0 of 1,000 bytes."),
        (CHUNKED + b"5\r\nhello\r\n5\r\nwo", 7, "The answer of 127.0.0.1 broke off after 7 bytes."),
        (
            CHUNKED + b"5\r\nhello\r\nworld\r\n",
            5,
            "What 127.0.0.1 sent after 5 bytes of its answer is not HTTP.",
        ),
    ],
)
def test_an_answer_that_breaks_off_is_a_problem_after_what_had_come(
    client: Connected, response: bytes, came: int, sentence: str
) -> None:
    with RecordingServer(lambda _: response) as server:
        answer = stream(client(), get(server))
        arrived: list[bytes] = []
        with pytest.raises(ToolProblem) as problem:
            arrived.extend(answer)
        assert (len(b"".join(arrived)), str(problem.value)) == (came, sentence)
        assert not isinstance(problem.value, NotSent)
        assert list(answer) == []


def test_a_connection_that_is_reset_breaks_off_too(client: Connected) -> None:
    read_so_far = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + b"x" * 700)
        read_so_far.wait(10)
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    with ByHand(script) as server:
        answer = stream(client(), get(server))
        assert next(iter(answer)) == b"x" * 700
        read_so_far.set()
        with pytest.raises(ToolProblem, match=r"broke off after 700 of 1,000 bytes"):
            list(answer)


@pytest.mark.parametrize(
    ("response", "word"),
    [
        (b"", "broke off"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "not HTTP"),
        (http(200, b"x" * 5000), "larger than the limit of 1,000 bytes"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 19 + b"\r\n\r\n", "larger than the limit"),
        (http(200, b"...", "Content-Encoding: gzip"), "compressed"),
        (http(200, b"...", "Content-Encoding: gzip", "Content-Encoding: identity"), "compressed"),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_problem_before_anything_of_it_is_handed_over(
    client: Connected, response: bytes, word: str
) -> None:
    egress = client()
    with RecordingServer(lambda _: response) as server, pytest.raises(ToolProblem, match=word):
        stream(egress, get(server, max_bytes=1000))
    assert (len(server.requests), egress.sent_by_broker) == (1, 1)


def test_a_body_that_grows_beyond_the_limit_ends_there(client: Connected) -> None:
    more = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END + b"x" * 1000)
        more.wait(10)
        connection.sendall(b"x")
        server.wait_for_the_end(connection)

    with ByHand(script) as server:
        answer = stream(client(), get(server, max_bytes=1000))
        assert next(iter(answer)) == b"x" * 1000
        more.set()
        with pytest.raises(ToolProblem, match=r"larger than the limit of 1,000 bytes"):
            next(iter(answer))
        assert server.gone.wait(10)


@pytest.mark.parametrize(
    ("start", "sentence"),
    [
        (b"", "127.0.0.1 did not answer within 0.2 seconds."),
        (OPEN_END, "127.0.0.1 sent nothing more for 0.2 seconds; 0 bytes came."),
        (http(200, b"x" * 50)[:-30], "127.0.0.1 sent nothing more for 0.2 seconds; 20 of 50 bytes came."),
    ],
)
def test_a_silence_that_is_too_long_ends_the_request(client: Connected, start: bytes, sentence: str) -> None:
    def script(connection: socket.socket) -> None:
        connection.sendall(start)
        server.wait_for_the_end(connection)

    with ByHand(script) as server:
        with pytest.raises(ToolProblem) as problem:
            list(stream(client(), get(server, timeout_s=0.2)))
        assert str(problem.value) == sentence
        assert server.gone.wait(10)


def test_an_answer_may_take_longer_in_all_than_its_longest_silence(client: Connected) -> None:
    def drip(connection: socket.socket) -> None:
        connection.sendall(OPEN_END)
        for _ in range(70):
            connection.sendall(b"x")
            time.sleep(0.01)

    with ByHand(drip) as server:
        began = time.monotonic()
        assert b"".join(stream(client(), get(server, timeout_s=0.5))) == b"x" * 70
        assert time.monotonic() - began > 0.5


def test_the_time_that_the_reader_takes_is_no_silence_of_the_server(client: Connected) -> None:
    size = 30_000_000
    flood = Flood(size)
    with ByHand(flood) as server, closing(stream(client(), get(server, timeout_s=0.4))) as answer:
        assert flood.stuck.wait(30), "the server waited longer than the request's limit"
        assert sum(map(len, answer)) == size


def test_a_whole_answer_still_has_its_time_in_all(client: Connected) -> None:
    with RecordingServer(lambda _: http(200, b"x" * 1000)) as server:
        server.stall = 200
        outgoing = get(server, timeout_s=0.3)
        with pytest.raises(ToolProblem, match=r"did not end within 0\.3 seconds; \d+ of 1,000 bytes came"):
            client().send(outgoing, permit(outgoing), NEVER)


@pytest.fixture
def secured(client: Connected, certificates: Certificates) -> tuple[EgressClient, ssl.SSLContext]:
    """A client that knows secure.example, and what its server proves itself with."""
    context = certificates.trusted("secure.example")
    return client(names={"secure.example": ["127.0.0.1"]}), context


def test_an_encrypted_answer_comes_whole_and_in_pieces_larger_than_tls_gives(
    secured: tuple[EgressClient, ssl.SSLContext],
) -> None:
    egress, context = secured
    content = bytes(range(256)) * 40_000
    with RecordingServer(lambda _: http(200, content), tls=context) as server:
        url = f"https://secure.example:{server.port}/"
        pieces = list(stream(egress, get(server, url=url, host="secure.example")))
    assert b"".join(pieces) == content
    assert max(map(len, pieces)) > 16 * 1024


def test_each_encrypted_event_is_handed_over_before_the_next_is_sent(
    secured: tuple[EgressClient, ssl.SSLContext],
) -> None:
    egress, context = secured
    seen = threading.Semaphore(0)

    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END)
        for number in range(5):
            connection.sendall(b"%d" % number)
            assert seen.acquire(timeout=10)

    with ByHand(script, tls=context) as server:
        url = f"https://secure.example:{server.port}/"
        arrived = []
        for piece in stream(egress, get(server, url=url, host="secure.example")):
            arrived.append(piece)
            seen.release()
    assert arrived == [b"%d" % number for number in range(5)]


def test_an_encrypted_answer_that_breaks_off_is_a_problem_after_what_had_come(
    secured: tuple[EgressClient, ssl.SSLContext],
) -> None:
    egress, context = secured
    with RecordingServer(lambda _: http(200, b"x" * 1000)[:-300], tls=context) as server:
        url = f"https://secure.example:{server.port}/"
        arrived: list[bytes] = []
        with pytest.raises(ToolProblem, match="broke off after 700 of 1,000 bytes"):
            arrived.extend(stream(egress, get(server, url=url, host="secure.example")))
    assert b"".join(arrived) == b"x" * 700
