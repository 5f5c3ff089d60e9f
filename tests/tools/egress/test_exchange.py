"""One request from the client through the broker to a server, in good and in bad weather."""

from __future__ import annotations

import threading
from dataclasses import replace
from typing import Any

import pytest

from engine.contracts import Incoming, Outgoing, RecordedDecision
from engine.errors import Cancelled, Refused, ToolProblem
from tests.servers.recording import Received, RecordingServer, cut_mid_body, http
from tests.tools.conftest import Connected, after, permit
from tools.egress.client import EgressClient
from tools.egress.wire import USER_AGENT

BODY = '{"question": "wie geht\'s, 世界?"}'.encode()


def answer(request: Received) -> bytes:
    return http(200, b"hello " + request.body, "X-Test: yes")


def post(server: RecordingServer, path: str = "/ask?a=b", **changes: Any) -> Outgoing:
    outgoing = Outgoing(
        "POST",
        f"http://127.0.0.1:{server.port}{path}",
        "127.0.0.1",
        headers=(("Content-Type", "application/json"),),
        body=BODY,
        own_endpoint=True,
        timeout_s=20.0,
    )
    return replace(outgoing, **changes)


def send(egress: EgressClient, outgoing: Outgoing) -> Incoming:
    return egress.send(outgoing, permit(outgoing), threading.Event())


def test_what_was_permitted_is_what_arrives_byte_for_byte(client: Connected) -> None:
    egress = client()
    with RecordingServer(answer) as server:
        outgoing = post(server)
        incoming = send(egress, outgoing)
    (received,) = server.requests
    assert received.sha256 == outgoing.sha256 == incoming.sent_sha256
    assert incoming.status == 200
    assert incoming.body == b"hello " + BODY
    assert ("x-test", "yes") in incoming.headers
    assert incoming.seconds > 0
    assert (egress.requests, egress.sent_by_broker) == (1, 1)


def test_the_broker_adds_only_what_http_needs(client: Connected) -> None:
    with RecordingServer(answer) as server:
        send(client(), post(server))
    assert server.requests[0].headers == {
        "host": f"127.0.0.1:{server.port}",
        "user-agent": USER_AGENT,
        "accept-encoding": "identity",
        "connection": "close",
        "content-type": "application/json",
        "content-length": str(len(BODY)),
    }


def test_a_request_without_a_body_and_a_path_is_a_plain_one(client: Connected) -> None:
    with RecordingServer(answer) as server:
        send(client(), post(server, path="", method="GET", body=b"", headers=()))
        send(client(), post(server, path="", body=b"", headers=()))
    plain, empty = server.requests
    assert plain.line == "GET / HTTP/1.1"
    assert "content-length" not in plain.headers
    assert empty.headers["content-length"] == "0"


def test_a_key_goes_out_as_a_bearer_token_and_comes_back_nowhere(client: Connected) -> None:
    egress = client(keys={"expert": "sk-123"})
    with RecordingServer(answer) as server:
        incoming = send(egress, post(server, key_name="expert"))
    assert server.requests[0].headers["authorization"] == "Bearer sk-123"
    assert "sk-123" not in repr(incoming)


@pytest.mark.parametrize("status", [200, 204, 400, 401, 404, 429, 500, 503])
def test_every_status_but_a_redirect_is_handed_over(client: Connected, status: int) -> None:
    with RecordingServer(lambda _: http(status, b"")) as server:
        assert send(client(), post(server)).status == status


@pytest.mark.parametrize(
    "response",
    [
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n\r\nhello",
        b"HTTP/1.0 200 OK\r\n\r\nhello",
        b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello",
    ],
)
def test_bodies_are_read_in_each_of_http_s_forms(client: Connected, response: bytes) -> None:
    with RecordingServer(lambda _: response) as server:
        assert send(client(), post(server)).body == b"hello"


@pytest.mark.parametrize(
    ("response", "word"),
    [
        (b"", "broke off"),
        (b"HTTP/1.1 200 OK\r\nContent-Le", "broke off"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n", "broke off"),
        (cut_mid_body(http(200, b"x" * 1000)), "broke off"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhe", "broke off"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "not HTTP"),
        (b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 400_000 + b"\r\n\r\n", "not HTTP"),
        (http(200, b"x" * 5000), "larger than the limit of 1,000 bytes"),
        (b"HTTP/1.1 200 OK\r\n\r\n" + b"x" * 5000, "larger than the limit"),
        (http(200, b"...", "Content-Encoding: gzip"), "compressed"),
        (http(302, b"", "Location: http://127.0.0.1:1/private"), "redirects to http://127.0.0.1:1/private"),
        (http(307, b"", "Location: https://elsewhere.example/"), "redirects to https://elsewhere.example/"),
        (http(308, b"", "Location: /same-host"), "redirects to /same-host"),
        (http(303, b""), "redirects to an unnamed address"),
    ],
)
def test_an_answer_that_cannot_be_used_is_a_problem_and_leads_to_no_second_request(
    client: Connected, response: bytes, word: str
) -> None:
    egress = client()
    with RecordingServer(lambda _: response) as server, pytest.raises(ToolProblem, match=word):
        send(egress, post(server, max_bytes=1000))
    assert len(server.requests) == 1
    assert egress.sent_by_broker == 1


@pytest.mark.parametrize("stall", [0, 10, 60])
def test_a_server_that_falls_silent_is_given_up_after_the_limit(client: Connected, stall: int) -> None:
    with RecordingServer(answer) as server:
        server.stall = stall
        with pytest.raises(ToolProblem, match=r"did not answer within 0\.3 seconds"):
            send(client(), post(server, timeout_s=0.3))


def test_a_server_that_drips_does_not_get_round_the_limit(client: Connected) -> None:
    with RecordingServer(lambda _: http(200, b"x" * 100)) as server:
        server.drip_s = 0.01
        with pytest.raises(ToolProblem, match="did not answer within"):
            send(client(), post(server, timeout_s=0.3))


def test_a_host_that_takes_no_connection_is_named(client: Connected) -> None:
    with RecordingServer(answer) as server:
        outgoing = post(server)
    with pytest.raises(ToolProblem, match=r"The connection to 127\.0\.0\.1 failed"):
        send(client(), outgoing)


def test_the_next_address_is_tried_where_one_takes_no_connection(client: Connected) -> None:
    egress = client(names={"two.example": ["::1", "127.0.0.1"]})
    with RecordingServer(answer) as server:
        outgoing = post(server, host="two.example", url=f"http://two.example:{server.port}/")
        assert send(egress, outgoing).status == 200
    assert server.requests[0].headers["host"] == f"two.example:{server.port}"


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        ({"own_endpoint": False}, "Only ports 80 and 443"),
        ({"own_endpoint": False, "url": "http://127.0.0.1/"}, "127.0.0.1 is this computer"),
        ({"own_endpoint": False, "url": "http://[::1]/", "host": "::1"}, "::1 is this computer"),
        (
            {"own_endpoint": False, "url": "http://inside.example/", "host": "inside.example"},
            "private network",
        ),
        ({"url": "http://unknown.example/", "host": "unknown.example"}, "has no address"),
        ({"url": "ftp://127.0.0.1/"}, "host is not the one"),
        ({"host": "innocent.example"}, "host is not the one that was shown"),
        ({"host": ""}, "host is not the one that was shown"),
        ({"url": "http://ünicode.example/", "host": "ünicode.example"}, "must be escaped"),
        (
            {"url": "http://open.example/", "host": "open.example", "own_endpoint": False, "key_name": "k"},
            "https",
        ),
        (
            {"url": "http://open.example/", "host": "open.example", "own_endpoint": False, "search": {}},
            "https",
        ),
        ({"headers": (("Host", "other.example"),)}, "may not set the header Host"),
        ({"headers": (("Transfer-Encoding", "chunked"),)}, "may not set"),
        ({"headers": (("Authorization", "Bearer x"),), "key_name": "k"}, "may not set"),
        ({"headers": (("X", "a\r\nY: b"),)}, "HTTP does not allow"),
        ({"method": "PO ST"}, "HTTP does not allow"),
        ({"key_name": "missing"}, "failed with KeyError"),
    ],
)
def test_the_broker_refuses_by_itself_what_should_not_leave(
    client: Connected, changes: dict[str, Any], word: str
) -> None:
    names = {"inside.example": ["10.0.0.1"], "127.0.0.1": [], "open.example": ["93.184.216.34"]}
    egress = client(names=names, keys={"k": "v"})
    with RecordingServer(answer) as server, pytest.raises(ToolProblem, match=word):
        send(egress, post(server, **changes))
    assert server.requests == []


def test_a_permit_for_another_request_is_refused_before_a_broker_is_even_looked_for() -> None:
    def connect() -> None:
        raise AssertionError

    egress = EgressClient(connect)  # type: ignore[arg-type]
    outgoing = Outgoing("POST", "http://127.0.0.1:9/", "127.0.0.1", body=b"a")
    for decision in (
        permit(replace(outgoing, body=b"b")),
        permit(replace(outgoing, url="http://127.0.0.1:9/x")),
        permit(replace(outgoing, method="PUT")),
        RecordedDecision("", outgoing.sha256),
    ):
        with pytest.raises(Refused):
            egress.send(outgoing, decision, threading.Event())
    assert egress.requests == 0


def test_a_turn_that_was_stopped_before_sends_nothing(client: Connected) -> None:
    stopped = threading.Event()
    stopped.set()
    egress = client()
    with RecordingServer(answer) as server:
        outgoing = post(server)
        with pytest.raises(Cancelled):
            egress.send(outgoing, permit(outgoing), stopped)
    assert (server.requests, egress.requests) == ([], 0)


@pytest.mark.parametrize("stall", [0, 60])
def test_stop_ends_the_wait_and_closes_the_connection(client: Connected, stall: int) -> None:
    egress = client()
    stop = threading.Event()
    with RecordingServer(answer) as server:
        server.stall = stall
        outgoing = post(server)
        after(server.arrived, stop.set)
        with pytest.raises(Cancelled):
            egress.send(outgoing, permit(outgoing), stop)
        assert server.gone.wait(10)
        server.stall = None
        assert send(egress, outgoing).status == 200


def test_several_requests_are_on_their_way_at_once(client: Connected) -> None:
    egress = client()
    together = threading.Barrier(5)

    def wait_for_the_others(request: Received) -> bytes:
        together.wait(10)
        return http(200, request.body)

    results: dict[int, bytes] = {}

    def ask(server: RecordingServer, number: int) -> None:
        results[number] = send(egress, post(server, body=str(number).encode())).body

    with RecordingServer(wait_for_the_others) as server:
        threads = [threading.Thread(target=ask, args=(server, number)) for number in range(5)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert results == {number: str(number).encode() for number in range(5)}
    assert egress.requests == egress.sent_by_broker == 5


def test_an_early_refusal_is_read_although_the_body_was_not_taken(client: Connected) -> None:
    with RecordingServer(answer) as server:
        server.early = http(413, b"too much")
        incoming = send(client(), post(server, body=b"x" * 20_000_000))
    assert incoming.status == 413
