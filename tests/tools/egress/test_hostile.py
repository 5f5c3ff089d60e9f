"""Servers that mean harm: each ends in a sentence, within the limits, and without a second request."""

from __future__ import annotations

import os
import signal
import socket
import ssl
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import replace

import pytest

from engine.contracts import Incoming, Outgoing
from engine.errors import ToolProblem
from tests.servers import hostile
from tests.servers.by_hand import ByHand
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import BrokerProcess, Certificates, Connected, permit
from tests.tools.egress.streaming import NEVER, OPEN_END, get, stream
from tools.egress.client import EgressClient
from tools.egress.problems import TooSlow

Way = Callable[[EgressClient, Outgoing], object]


def whole(egress: EgressClient, outgoing: Outgoing) -> Incoming:
    return egress.send(outgoing, permit(outgoing), NEVER)


def streamed(egress: EgressClient, outgoing: Outgoing) -> bytes:
    with closing(stream(egress, outgoing)) as answer:
        return b"".join(answer)


both_ways = pytest.mark.parametrize("way", [whole, streamed])


@both_ways
@pytest.mark.parametrize(
    ("script", "word"),
    [
        (hostile.endless_body, "larger than the limit of 100,000 bytes"),
        (hostile.endless_chunks, "larger than the limit of 100,000 bytes"),
        (hostile.endless_headers, "not HTTP"),
        (hostile.endless_trailers, "not HTTP"),
        (hostile.endless_chunk_extension, "not HTTP"),
    ],
)
def test_what_never_ends_is_ended(
    client: Connected, way: Way, script: Callable[[], hostile.Says], word: str
) -> None:
    with ByHand(script()) as server:
        with pytest.raises(ToolProblem, match=word):
            way(client(), get(server, max_bytes=100_000))
        assert server.gone.wait(10)


@both_ways
def test_hints_without_an_answer_are_heard_no_longer_than_the_limit(client: Connected, way: Way) -> None:
    with ByHand(hostile.endless_early_hints()) as server:
        with pytest.raises(TooSlow, match=r"did not answer within 0\.4 seconds"):
            way(client(), get(server, timeout_s=0.4))
        assert server.gone.wait(20)


@both_ways
def test_a_head_that_drips_is_given_up(client: Connected, way: Way) -> None:
    with ByHand(hostile.drop_by_drop(hostile.after_head(b"X: " + b"y" * 10_000), 0.02)) as server:
        with pytest.raises(TooSlow, match=r"did not answer within 0\.4 seconds"):
            way(client(), get(server, timeout_s=0.4))
        assert server.gone.wait(20)


def test_a_body_that_drips_has_the_time_of_a_whole_answer(client: Connected) -> None:
    with ByHand(hostile.drop_by_drop(OPEN_END, 0.001)) as server:
        with pytest.raises(TooSlow, match=r"did not end within 0\.5 seconds; \d+ bytes came"):
            whole(client(), get(server, timeout_s=0.5))
        assert server.gone.wait(10)


def test_a_streamed_body_that_drips_has_its_time_in_all(client: Connected) -> None:
    with ByHand(hostile.drop_by_drop(OPEN_END, 0.001)) as server:
        with pytest.raises(TooSlow, match=r"did not end within 0\.5 seconds; \d+ bytes came"):
            streamed(client(), get(server, timeout_s=5.0, total_s=0.5))
        assert server.gone.wait(10)


def test_no_answer_at_all_has_the_time_in_all_too(client: Connected) -> None:
    def say_nothing(connection: socket.socket) -> None:
        server.wait_for_the_end(connection)

    with ByHand(say_nothing) as server:
        with pytest.raises(TooSlow, match=r"did not answer within 0\.3 seconds"):
            streamed(client(), get(server, timeout_s=5.0, total_s=0.3))
        assert server.gone.wait(10)


def test_a_reader_that_never_reads_has_the_time_in_all_too(client: Connected) -> None:
    egress = client()
    with (
        ByHand(hostile.endless_body()) as server,
        closing(stream(egress, get(server, total_s=0.4))) as answer,
    ):
        assert server.gone.wait(20)
        with pytest.raises(TooSlow, match=r"did not end within 0\.4 seconds"):
            list(answer)


@both_ways
@pytest.mark.parametrize(("encoding", "body"), hostile.bombs())
def test_a_compressed_body_is_refused_unread(client: Connected, way: Way, encoding: str, body: bytes) -> None:
    with RecordingServer(lambda _: http(200, body, f"Content-Encoding: {encoding}")) as server:
        with pytest.raises(ToolProblem, match="in a compressed form that was not asked for"):
            way(client(), get(server))
        assert len(server.requests) == 1


@both_ways
@pytest.mark.parametrize(("answer", "word"), hostile.GARBLED)
def test_an_answer_that_is_wrong_is_a_sentence(client: Connected, way: Way, answer: bytes, word: str) -> None:
    egress = client()
    with RecordingServer(lambda _: answer) as server:
        with pytest.raises(ToolProblem, match=f"{word}|not HTTP"):
            way(egress, get(server))
        assert len(server.requests) == 1
    assert egress.requests == egress.let_out == egress.sent_by_broker == 1


def test_more_than_was_announced_is_not_read(client: Connected) -> None:
    answer = hostile.after_head(b"Content-Length: 4") + b"four and HTTP/1.1 200 OK\r\n\r\nforged"
    with RecordingServer(lambda _: answer) as server:
        assert whole(client(), get(server)).body == b"four"
        assert streamed(client(), get(server)) == b"four"


@both_ways
def test_an_answer_before_the_request_is_read_is_read(client: Connected, way: Way) -> None:
    with RecordingServer(lambda _: b"") as server:
        server.early = http(403, b"no")
        outgoing = get(server, method="POST", body=b"x" * 10_000_000)
        answer = way(client(), outgoing)
    assert answer == b"no" or (isinstance(answer, Incoming) and answer.status == 403)


@pytest.mark.parametrize("place", hostile.PRIVATE_PLACES)
@pytest.mark.parametrize("status", [301, 307])
def test_a_redirect_leads_nowhere_by_itself(client: Connected, place: str, status: int) -> None:
    egress = client(names={"open.example": ["127.0.0.1"]})
    with RecordingServer(lambda _: http(status, b"", f"Location: {place}")) as server:
        outgoing = get(server, url=f"http://open.example:{server.port}/", host="open.example")
        with pytest.raises(ToolProblem, match="Redirects are not followed") as problem:
            whole(egress, outgoing)
        assert str(problem.value).isprintable()
        with closing(stream(egress, outgoing)) as answer:
            assert answer.head.status == status
            assert list(answer) == []
    assert (len(server.requests), egress.let_out) == (2, 2)


@pytest.mark.parametrize("place", hostile.PRIVATE_PLACES)
def test_nor_may_a_request_of_its_own_go_there(client: Connected, place: str) -> None:
    url = place if ":" in place else f"http:{place}"
    host = url.split("/")[2].split(":")[0] if "[" not in url else "::ffff:10.0.0.1"
    with pytest.raises(ToolProblem, match="Nothing was sent"):
        whole(client(), Outgoing("GET", url, host))


class ChangingMind:
    """DNS that gives a public-looking address first and a private one afterwards."""

    def __init__(self, answers: Sequence[Sequence[str]]) -> None:
        self._answers = list(answers)
        self.asked: list[str] = []

    def get(self, host: str, _: object) -> Sequence[str]:
        self.asked.append(host)
        return self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]


def test_dns_that_changes_its_mind_is_asked_once_and_the_checked_address_is_used(client: Connected) -> None:
    dns = ChangingMind([["127.0.0.1"], ["127.0.0.2"]])
    egress = client(names=dns)
    with RecordingServer(lambda _: http(200, b"first")) as server:
        url = f"http://rebind.example:{server.port}/"
        outgoing = get(server, url=url, host="rebind.example")
        assert whole(egress, outgoing).body == b"first"
        assert dns.asked == ["rebind.example"]
        with pytest.raises(ToolProblem, match=r"The connection to rebind\.example failed"):
            whole(egress, outgoing)
    assert dns.asked == ["rebind.example"] * 2


def test_dns_that_changes_its_mind_to_a_private_address_is_refused(client: Connected) -> None:
    dns = ChangingMind([["10.0.0.1"], ["93.184.216.34"]])
    outgoing = Outgoing("GET", "http://rebind.example/", "rebind.example")
    with pytest.raises(ToolProblem, match=r"leads to 10\.0\.0\.1, which is a private network"):
        whole(client(names=dns), outgoing)
    assert dns.asked == ["rebind.example"]


def test_a_certificate_that_has_expired_is_not_accepted(
    client: Connected, certificates: Certificates
) -> None:
    context = certificates.trusted("secure.example", days=-1)
    refused(client, context, "certificate has expired")


def test_one_of_another_name_is_not_accepted(client: Connected, certificates: Certificates) -> None:
    context = certificates.trusted("other.example")
    refused(client, context, "Hostname mismatch")


def test_one_that_it_signed_itself_is_not_accepted(client: Connected, certificates: Certificates) -> None:
    refused(client, certificates.server_for("secure.example"), "self-signed certificate")


def test_one_of_an_authority_that_is_not_ours_is_not_accepted(
    client: Connected, certificates: Certificates
) -> None:
    certificates.trusted("theirs.example")
    refused(client, certificates.server_for("secure.example"), "self-signed certificate")


def refused(client: Connected, context: ssl.SSLContext, word: str) -> None:
    egress = client(names={"secure.example": ["127.0.0.1"]}, keys={"k": "sk-123"})
    with RecordingServer(lambda _: http(200, b""), tls=context) as server:
        url = f"https://secure.example:{server.port}/"
        outgoing = get(server, url=url, host="secure.example", key_name="k")
        with pytest.raises(ToolProblem, match=f"could not prove that it is secure.example: {word}"):
            whole(egress, outgoing)
    assert server.requests == []


@pytest.mark.parametrize(
    "greeting", [b"HTTP/1.1 200 OK\r\n\r\nplain", b"220 mail\r\n", b"\x15\x03\x01\x00\x02\x02\x28"]
)
def test_plain_text_where_tls_should_be_is_not_read(client: Connected, greeting: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def babble() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(greeting)
                connection.recv(10_000)

        thread = threading.Thread(target=babble)
        thread.start()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        with pytest.raises(ToolProblem, match=r"The connection to 127\.0\.0\.1 failed"):
            whole(client(), Outgoing("GET", url, "127.0.0.1", own_endpoint=True, timeout_s=10.0))
        thread.join()


def test_a_handshake_that_never_ends_is_given_up(client: Connected) -> None:
    with RecordingServer(lambda _: b"") as server:
        server.stall = 0
        url = f"https://127.0.0.1:{server.port}/"
        with pytest.raises(TooSlow, match=r"did not answer within 0\.3 seconds"):
            whole(client(), Outgoing("GET", url, "127.0.0.1", own_endpoint=True, timeout_s=0.3))


def _has_ipv6() -> bool:
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        return False
    return True


@pytest.mark.skipif(not _has_ipv6(), reason="this machine has no IPv6 on loopback")
def test_ipv6_is_spoken_and_pinned_like_the_other(client: Connected) -> None:
    heads: list[bytes] = []
    with socket.create_server(("::1", 0), family=socket.AF_INET6) as listener:

        def serve() -> None:
            for _ in range(2):
                connection, _ = listener.accept()
                with connection:
                    heads.append(connection.recv(10_000))
                    connection.sendall(http(200, b"six"))

        thread = threading.Thread(target=serve)
        thread.start()
        port = listener.getsockname()[1]
        literal = Outgoing("GET", f"http://[::1]:{port}/", "::1", own_endpoint=True)
        egress = client(names={"six.example": ["::1"]})
        assert whole(egress, literal).body == b"six"
        named = replace(literal, url=f"http://six.example:{port}/", host="six.example")
        assert whole(egress, named).body == b"six"
        thread.join()
    assert f"Host: [::1]:{port}".encode() in heads[0]
    assert f"Host: six.example:{port}".encode() in heads[1]


def test_the_end_of_the_broker_in_mid_stream_hangs_nothing_and_the_next_request_has_a_new_one(
    broker_process: Callable[..., BrokerProcess],
) -> None:
    brokers = [broker_process(), broker_process()]
    egress = EgressClient(lambda: brokers[0].channel)

    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END + b"half an answer")
        server.wait_for_the_end(connection)

    with ByHand(script) as server, RecordingServer(lambda _: http(200, b"anew")) as other:
        answer = stream(egress, get(server))
        assert next(iter(answer)) == b"half an answer"
        os.kill(brokers[0].process.pid, signal.SIGKILL)
        with pytest.raises(ToolProblem, match="switched off while"):
            next(iter(answer))
        assert list(answer) == []
        assert server.gone.wait(10)
        brokers.pop(0)
        assert whole(egress, get(other)).body == b"anew"
    assert (egress.requests, egress.let_out, egress.sent_by_broker) == (2, 2, 1)
    egress.close()
