"""Requests as bytes: keys under their headers, and digests of nothing but what was written."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Outgoing
from engine.errors import NotSent, ToolProblem
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import Certificates, Connected, permit
from tests.tools.egress.streaming import NEVER, stream
from tools.egress.route import Route
from tools.egress.transport import prepare
from tools.egress.wire import NOT_TO_BE_SET, OF_THE_TRANSPORT, request_bytes, written_sha256

POST = Outgoing("POST", "https://h.example/v1?q=%20#part", "h.example", headers=(("A", "b"),), body=b"{}")


def written(outgoing: Outgoing, key: str = "", host: str = "h.example", secured: bool = True) -> str:
    return written_sha256(request_bytes(outgoing, host, key)[1], outgoing, host, secured)


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"url": "HTTPS://H.Example/"},
        {"url": "https://h.example"},
        {"url": "https://h.example?a"},
        {"url": "https://h.example/a?"},
        {"url": "https://h.example:0443/a//b/../c;d?e=f#g"},
        {"body": b""},
        {"body": b"\r\n\r\nX: y\r\n\r\n"},
        {"method": "GET", "body": b""},
        {"headers": (("X-Twice", "1"), ("x-twice", "2"), ("Accept", "*/*"))},
        {"headers": (("X-Colon", "a: b: c"),)},
    ],
)
def test_the_digest_of_what_was_written_is_the_approved_one(changes: dict[str, Any]) -> None:
    outgoing = replace(POST, **changes)
    assert written(outgoing) == outgoing.sha256


@pytest.mark.parametrize("key_header", ["", "x-api-key", "X-Goog-Api-Key"])
def test_it_covers_no_key(key_header: str) -> None:
    outgoing = replace(POST, key_name="mine", key_header=key_header)
    assert written(outgoing, key="sk-123") == outgoing.sha256


@pytest.mark.parametrize(
    "changes",
    [{"method": "PUT"}, {"url": "https://h.example/v2"}, {"body": b"[]"}, {"headers": ()}],
)
def test_it_is_another_one_where_anything_else_was_written(changes: dict[str, Any]) -> None:
    _, wire = request_bytes(replace(POST, **changes), "h.example", "")
    assert written_sha256(wire, POST, "h.example", secured=True) != POST.sha256


def test_it_knows_the_kind_of_the_connection_and_the_host() -> None:
    _, wire = request_bytes(POST, "h.example", "")
    assert written_sha256(wire, POST, "h.example", secured=False) != POST.sha256
    elsewhere = wire.replace(b"Host: h.example", b"Host: x.example")
    assert written_sha256(elsewhere, POST, "h.example", secured=True) != POST.sha256


_TEXT = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=20)
_NAMES = st.from_regex(r"X-[A-Za-z]{1,10}", fullmatch=True)


@given(
    st.sampled_from(["GET", "POST", "PUT", "DELETE"]),
    st.from_regex(r"/[!$-;=?-~]{0,30}", fullmatch=True),
    st.lists(st.tuples(_NAMES, _TEXT), max_size=4),
    st.binary(max_size=100),
)
def test_whatever_can_be_sent_has_the_same_digest_before_and_after(
    method: str, path: str, headers: list[tuple[str, str]], body: bytes
) -> None:
    outgoing = Outgoing(method, f"https://h.example{path}", "h.example", tuple(headers), body)
    assert written(outgoing) == outgoing.sha256


@pytest.mark.parametrize("name", sorted(NOT_TO_BE_SET))
def test_no_request_sets_what_is_the_transport_s(name: str) -> None:
    with pytest.raises(ToolProblem, match=f"may not set the header {name.title()}"):
        request_bytes(replace(POST, headers=((name.title(), "x"),)), "h.example", "")


def test_what_the_transport_adds_is_among_them() -> None:
    _, wire = request_bytes(POST, "h.example", "")
    names = [
        line.partition(b":")[0].decode().lower() for line in wire.split(b"\r\n\r\n")[0].split(b"\r\n")[1:]
    ]
    assert set(names) - {"a"} == OF_THE_TRANSPORT
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("changes", "word"),
    [
        (
            {"key_header": "X-Api-Key", "headers": (("x-api-key", "mine"),)},
            "may not set the header x-api-key",
        ),
        ({"headers": (("authorization", "mine"),)}, "may not set the header authorization"),
        ({"key_header": "Host"}, "cannot go out as the header Host"),
        ({"key_header": "Content-Length"}, "cannot go out"),
        ({"key_header": "no header"}, "HTTP does not allow"),
        ({"key_header": "schlüssel"}, "HTTP does not allow"),
        ({"headers": (("X", "schlüssel"),)}, "HTTP does not allow"),
        ({"method": "GE T"}, "HTTP does not allow"),
    ],
)
def test_a_request_that_http_or_the_key_forbids_is_refused(changes: dict[str, Any], word: str) -> None:
    with pytest.raises(ToolProblem, match=word) as problem:
        request_bytes(replace(POST, key_name="mine", **changes), "h.example", "sk-123")
    assert "sk-123" not in repr(problem.value)
    assert problem.value.__cause__ is None


def test_a_request_that_is_ready_does_not_show_its_key() -> None:
    ready = prepare(replace(POST, key_name="mine"), Route("h.example", 443), "sk-123")
    assert b"sk-123" in ready.wire
    assert "sk-123" not in repr(ready)


def test_a_header_for_a_key_is_reserved_although_no_key_goes_out() -> None:
    with pytest.raises(ToolProblem, match="may not set"):
        request_bytes(replace(POST, key_header="X-Key", headers=(("x-key", "v"),)), "h.example", "")
    assert request_bytes(replace(POST, headers=(("Authorization", "Basic x"),)), "h.example", "")


@pytest.mark.parametrize("secured", [False, True])
def test_preview_row_wire_and_server_agree(
    client: Connected, certificates: Certificates, secured: bool
) -> None:
    tls = certificates.trusted("secure.example") if secured else None
    egress = client(names={"secure.example": ["127.0.0.1"]}, keys={"mine": "sk-123"})
    with RecordingServer(lambda _: http(200, b"yes"), tls=tls) as server:
        outgoing = replace(
            POST,
            url=f"{'https' if secured else 'http'}://secure.example:{server.port}/v1/messages?beta=true",
            host="secure.example",
            headers=(("anthropic-version", "2023-06-01"), ("Content-Type", "application/json")),
            key_name="mine",
            key_header="x-api-key",
            own_endpoint=True,
        )
        row = permit(outgoing)
        whole = egress.send(outgoing, row, NEVER)
        with_head = stream(egress, outgoing)
        assert b"".join(with_head) == b"yes"
    digests = {outgoing.sha256, row.sha256, whole.sent_sha256, with_head.head.sent_sha256}
    assert digests | {request.sha256 for request in server.requests} == {outgoing.sha256}
    assert [request.headers["x-api-key"] for request in server.requests] == ["sk-123"] * 2
    assert all("authorization" not in request.headers for request in server.requests)


def test_what_cannot_be_written_was_not_sent(client: Connected) -> None:
    egress = client()
    with RecordingServer(lambda _: http(200, b"")) as server:
        url = f"http://127.0.0.1:{server.port}/"
        outgoing = Outgoing("GET", url, "127.0.0.1", (("Host", "x"),), own_endpoint=True)
        with pytest.raises(NotSent):
            egress.send(outgoing, permit(outgoing), NEVER)
    assert (server.requests, egress.let_out, egress.kept_back) == ([], 0, 1)
