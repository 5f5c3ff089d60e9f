"""Answers that are handed over as they come, through the client and the broker."""

from __future__ import annotations

import threading
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest

from engine.contracts import IncomingStream, Outgoing
from engine.errors import ToolProblem
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import Connected, permit
from tools.egress.client import EgressClient

NEVER = threading.Event()


def get(server: RecordingServer, **changes: Any) -> Outgoing:
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


def test_an_answer_is_handed_over_whole_and_in_order(client: Connected) -> None:
    content = bytes(range(256)) * 40_000
    egress = client()
    with RecordingServer(lambda _: http(200, content, "X-Test: yes")) as server:
        outgoing = get(server)
        with closing(stream(egress, outgoing)) as answer:
            assert (answer.head.status, answer.head.body) == (200, b"")
            assert answer.head.sent_sha256 == outgoing.sha256
            assert ("x-test", "yes") in answer.head.headers
            assert b"".join(answer) == content
    assert (egress.requests, egress.sent_by_broker) == (1, 1)


def test_an_answer_that_breaks_off_is_a_problem_after_what_had_come(client: Connected) -> None:
    response = http(200, b"x" * 1000)[:-300]
    with RecordingServer(lambda _: response) as server:
        answer = stream(client(), get(server))
        assert next(iter(answer)) == b"x" * 700
        with pytest.raises(ToolProblem, match=r"127\.0\.0\.1 broke off after 700 of 1,000 bytes"):
            next(iter(answer))
