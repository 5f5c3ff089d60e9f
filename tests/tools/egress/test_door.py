"""Libraries that speak httpx2, let out through the broker alone."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import httpx2
import pytest

from engine.contracts import Incoming, IncomingStream, Outgoing
from engine.errors import Cancelled, NotSent, Refused, ToolProblem
from tests.servers.by_hand import ByHand
from tests.servers.recording import Received, RecordingServer, http
from tests.tools.conftest import Connected, permit
from tests.tools.egress.streaming import OPEN_END
from tools.egress.client import EgressClient
from tools.egress.door import AsyncDoor, Door
from tools.egress.wire import OF_THE_TRANSPORT

PATTERN = Outgoing("", "http://127.0.0.1:9/", "127.0.0.1", key_name="mine", own_endpoint=True, timeout_s=10.0)


def pattern_of(server: RecordingServer | ByHand, **changes: Any) -> Outgoing:
    return replace(PATTERN, url=f"http://127.0.0.1:{server.port}/", **changes)


class Gatekeeper:
    """Permits every request, keeps it, and sends it."""

    def __init__(self, egress: EgressClient) -> None:
        self.requests: list[Outgoing] = []
        self._egress = egress

    def __call__(self, outgoing: Outgoing) -> IncomingStream:
        self.requests.append(outgoing)
        return self._egress.stream(outgoing, permit(outgoing), threading.Event())


@pytest.fixture
def gatekeeper(client: Connected) -> Gatekeeper:
    return Gatekeeper(client(keys={"mine": "sk-123"}))


Library = Callable[..., httpx2.Client]


@pytest.fixture
def library(gatekeeper: Gatekeeper) -> Iterator[Library]:
    opened: list[httpx2.Client] = []

    def make(pattern: Outgoing, **options: Any) -> httpx2.Client:
        opened.append(httpx2.Client(transport=Door(gatekeeper, pattern), trust_env=False, **options))
        return opened[-1]

    yield make
    for one in opened:
        one.close()


def echo(request: Received) -> bytes:
    return http(200, request.body, "X-Test: yes", kind="application/json")


def test_what_a_library_sends_is_approved_and_arrives_byte_for_byte(
    library: Library, gatekeeper: Gatekeeper
) -> None:
    with RecordingServer(echo) as server:
        url = f"http://127.0.0.1:{server.port}/v1/chat?q=a b#part"
        response = library(pattern_of(server)).post(url, json={"a": "ü"}, headers={"X-Mine": "yes"})
        assert (response.status_code, response.json()) == (200, {"a": "ü"})
        assert response.headers["x-test"] == "yes"
    (outgoing,), (received,) = gatekeeper.requests, server.requests
    assert received.sha256 == outgoing.sha256
    assert outgoing.url == f"http://127.0.0.1:{server.port}/v1/chat?q=a%20b"
    assert (outgoing.host, outgoing.key_name, outgoing.timeout_s) == ("127.0.0.1", "mine", 10.0)
    assert ("X-Mine", "yes") in outgoing.headers
    assert not {name.lower() for name, _ in outgoing.headers} & OF_THE_TRANSPORT
    assert received.headers["authorization"] == "Bearer sk-123"
    assert received.headers["user-agent"] == "Sordino"


def test_a_body_that_is_written_in_pieces_is_approved_whole(library: Library, gatekeeper: Gatekeeper) -> None:
    with RecordingServer(echo) as server:
        pieces = iter([b"one ", b"two"])
        response = library(pattern_of(server)).post(f"http://127.0.0.1:{server.port}/", content=pieces)
    assert response.content == gatekeeper.requests[0].body == b"one two"
    assert "transfer-encoding" not in server.requests[0].headers


@pytest.mark.parametrize(
    ("pattern", "headers"),
    [
        (PATTERN, {"Authorization": "Bearer mine"}),
        (replace(PATTERN, key_name=""), {"authorization": "Basic mine"}),
        (replace(PATTERN, key_header="x-api-key"), {"X-Api-Key": "mine"}),
    ],
)
def test_a_library_brings_no_key_of_its_own(
    library: Library, gatekeeper: Gatekeeper, pattern: Outgoing, headers: dict[str, str]
) -> None:
    with pytest.raises(httpx2.LocalProtocolError, match="the broker alone adds keys"):
        library(pattern).get("http://127.0.0.1:9/", headers=headers)
    assert gatekeeper.requests == []


def test_an_answer_is_read_as_it_comes(library: Library) -> None:
    more = threading.Event()

    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END + b"data: 1\n\n")
        more.wait(10)
        connection.sendall(b"data: 2\n\n")

    with (
        ByHand(script) as server,
        library(pattern_of(server)).stream("GET", f"http://127.0.0.1:{server.port}/") as response,
    ):
        pieces = response.iter_bytes()
        assert next(pieces) == b"data: 1\n\n"
        more.set()
        assert list(pieces) == [b"data: 2\n\n"]


def test_an_answer_that_is_left_unread_is_let_go(library: Library) -> None:
    def script(connection: socket.socket) -> None:
        connection.sendall(OPEN_END)
        server.wait_for_the_end(connection)

    with ByHand(script) as server:
        with library(pattern_of(server)).stream("GET", f"http://127.0.0.1:{server.port}/"):
            pass
        assert server.gone.wait(10)


def test_a_redirect_is_handed_over_and_followed_only_by_a_request_of_its_own(
    library: Library, gatekeeper: Gatekeeper
) -> None:
    def answer(request: Received) -> bytes:
        return http(200, b"there") if request.target == "/there" else http(302, b"", "Location: /there")

    with RecordingServer(answer) as server:
        url = f"http://127.0.0.1:{server.port}/"
        assert library(pattern_of(server)).get(url).status_code == 302
        assert len(gatekeeper.requests) == 1
        assert library(pattern_of(server), follow_redirects=True).get(url).content == b"there"
    assert [outgoing.url for outgoing in gatekeeper.requests] == [url, url, f"{url}there"]


@pytest.mark.parametrize(
    ("place", "same"),
    [
        ("https://api.example/other", True),
        ("https://API.example:443/other", True),
        ("/other", True),
        ("http://api.example/other", False),
        ("https://api.example:8443/other", False),
        ("https://evil.example/other", False),
        ("http://evil.example:8080/steal", False),
    ],
)
def test_the_key_and_the_freedoms_go_with_requests_to_their_own_origin_alone(place: str, same: bool) -> None:
    seen: list[Outgoing] = []

    def send(outgoing: Outgoing) -> IncomingStream:
        seen.append(outgoing)
        headers = (("Location", place),) if len(seen) == 1 else ()
        return Ready(Incoming(302 if len(seen) == 1 else 200, headers, b"", outgoing.sha256, 0.0))

    pattern = Outgoing(
        "GET",
        "https://api.example/",
        "api.example",
        key_name="mine",
        key_header="x-api-key",
        own_endpoint=True,
        authority="PEM",
        proxy="http://proxy.lan:3128",
        max_bytes=7,
    )
    with httpx2.Client(transport=Door(send, pattern), follow_redirects=True, trust_env=False) as library:
        assert library.get("https://api.example/v1").status_code == 200
    first, second = seen
    kept = [(each.key_name, each.key_header, each.own_endpoint, each.authority) for each in seen]
    assert kept[0] == ("mine", "x-api-key", True, "PEM")
    assert kept[1] == (kept[0] if same else ("", "", False, ""))
    assert (second.proxy, second.max_bytes) == (first.proxy, first.max_bytes) == ("http://proxy.lan:3128", 7)


class Ready:
    """An answer without a body."""

    def __init__(self, head: Incoming) -> None:
        self.head = head

    def __iter__(self) -> Ready:
        return self

    def __next__(self) -> bytes:
        raise StopIteration

    def close(self) -> None:
        """Nothing is left open."""


def test_a_pattern_without_an_address_gives_its_key_to_nobody(
    library: Library, gatekeeper: Gatekeeper
) -> None:
    with pytest.raises(httpx2.ConnectError, match="Only ports 80 and 443"):
        library(replace(PATTERN, url="", host="")).get("http://127.0.0.1:9/")
    assert gatekeeper.requests[0].key_name == ""


def test_what_was_not_sent_is_a_connection_that_failed(library: Library) -> None:
    with pytest.raises(httpx2.ConnectError, match="Only ports 80 and 443"):
        library(replace(PATTERN, own_endpoint=False)).get("http://127.0.0.1:9/")


def test_a_host_that_takes_no_connection_is_one_too(library: Library) -> None:
    with RecordingServer(echo) as server:
        url = f"http://127.0.0.1:{server.port}/"
    with pytest.raises(httpx2.ConnectError, match=r"The connection to 127\.0\.0\.1 failed"):
        library(pattern_of(server)).get(url)


def test_silence_is_a_timeout_before_and_in_the_answer(library: Library) -> None:
    with RecordingServer(lambda _: http(200, b"x" * 100)) as server:
        url = f"http://127.0.0.1:{server.port}/"
        for server.stall, word in ((0, "did not answer"), (130, "sent nothing more")):
            with pytest.raises(httpx2.ReadTimeout, match=word):
                library(pattern_of(server, timeout_s=0.2)).get(url)


@pytest.mark.parametrize("response", [b"SSH-2.0\r\n\r\n", http(200, b"x" * 100)[:-50]])
def test_an_answer_that_cannot_be_used_is_a_protocol_error(library: Library, response: bytes) -> None:
    with RecordingServer(lambda _: response) as server, pytest.raises(httpx2.RemoteProtocolError) as error:
        library(pattern_of(server)).get(f"http://127.0.0.1:{server.port}/")
    assert isinstance(error.value.__cause__, ToolProblem)


@pytest.mark.parametrize("error", [Refused("no"), Cancelled()])
def test_a_no_and_a_stop_come_out_as_they_are(error: BaseException) -> None:
    def refuse(outgoing: Outgoing) -> IncomingStream:
        raise error

    with httpx2.Client(transport=Door(refuse, PATTERN)) as library, pytest.raises(type(error)):
        library.get("http://127.0.0.1:9/")


def test_the_same_for_asyncio(gatekeeper: Gatekeeper) -> None:
    async def ask(url: str) -> tuple[bytes, list[bytes]]:
        pattern = replace(PATTERN, url=url)
        async with httpx2.AsyncClient(transport=AsyncDoor(gatekeeper, pattern), trust_env=False) as library:
            whole = await library.post(url, json=[1])
            async with library.stream("POST", url, content=b"later") as response:
                return whole.content, [piece async for piece in response.aiter_bytes()]

    with RecordingServer(echo) as server:
        assert asyncio.run(ask(f"http://127.0.0.1:{server.port}/")) == (b"[1]", [b"later"])
    assert [one.sha256 for one in server.requests] == [one.sha256 for one in gatekeeper.requests]


def test_its_errors_are_those_of_httpx2_too(gatekeeper: Gatekeeper) -> None:
    async def ask() -> None:
        pattern = replace(PATTERN, own_endpoint=False)
        async with httpx2.AsyncClient(transport=AsyncDoor(gatekeeper, pattern)) as library:
            await library.get("http://127.0.0.1:9/")

    with pytest.raises(httpx2.ConnectError, match="Only ports 80 and 443"):
        asyncio.run(ask())


class Late:
    """An answer that comes when nobody waits any more."""

    def __init__(self) -> None:
        self.asked = threading.Event()
        self.go_on = threading.Event()
        self.closed = threading.Event()
        self.problem: Exception | None = None

    def __call__(self, outgoing: Outgoing) -> IncomingStream:
        self.asked.set()
        self.go_on.wait(10)
        if self.problem is not None:
            raise self.problem
        return self  # type: ignore[return-value]

    def close(self) -> None:
        self.closed.set()


@pytest.mark.parametrize("problem", [None, NotSent("late")])
def test_a_cancelled_task_lets_a_late_answer_go(problem: Exception | None) -> None:
    late = Late()
    late.problem = problem

    async def ask() -> None:
        async with httpx2.AsyncClient(transport=AsyncDoor(late, PATTERN), trust_env=False) as library:
            task = asyncio.create_task(library.get("http://127.0.0.1:9/"))
            await asyncio.to_thread(late.asked.wait, 10)
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            late.go_on.set()
            deadline = time.monotonic() + 10
            while problem is None and not late.closed.is_set() and time.monotonic() < deadline:
                await asyncio.sleep(0.01)

    asyncio.run(ask())
    assert late.closed.is_set() == (problem is None)
