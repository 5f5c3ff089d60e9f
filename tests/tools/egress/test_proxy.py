"""The user's own proxy: what it is asked for, when it is not used, and what it may answer."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import h11
import pytest

from engine.contracts import Outgoing
from engine.errors import Cancelled, NotSent, ToolProblem
from tests.servers.proxy import ConnectProxy
from tests.servers.recording import RecordingServer, http
from tests.tools.conftest import Certificates, Connected, after, permit
from tools.egress import proxy as proxy_module
from tools.egress.proxy import Proxy, proxy_of
from tools.egress.route import Route, judge

NEVER = threading.Event()
PUBLIC = "93.184.216.34"


@pytest.fixture
def server() -> Iterator[RecordingServer]:
    with RecordingServer(lambda _: http(200, b"through")) as running:
        yield running


@pytest.fixture
def proxy(server: RecordingServer) -> Iterator[ConnectProxy]:
    with ConnectProxy(server.port) as running:
        yield running


def through(proxy: ConnectProxy, url: str = "http://open.example/page?a=b", **changes: Any) -> Outgoing:
    outgoing = Outgoing("GET", url, "open.example", proxy=proxy.url, timeout_s=10.0)
    return replace(outgoing, **changes)


def test_the_proxy_is_asked_for_the_checked_address_and_sees_no_request(
    client: Connected, server: RecordingServer, proxy: ConnectProxy
) -> None:
    egress = client(names={"open.example": [PUBLIC]})
    outgoing = through(proxy)
    incoming = egress.send(outgoing, permit(outgoing), NEVER)
    assert incoming.body == b"through"
    assert proxy.asked == [f"CONNECT {PUBLIC}:80 HTTP/1.1\r\nHost: {PUBLIC}:80\r\n\r\n"]
    assert server.requests[0].headers["host"] == "open.example"
    assert server.requests[0].sha256 == outgoing.sha256 == incoming.sent_sha256


def test_https_is_encrypted_through_it_and_verified_for_the_name(
    client: Connected, certificates: Certificates
) -> None:
    egress = client(names={"open.example": ["2606:2800:220:1::1"], "other.example": [PUBLIC]})
    with (
        RecordingServer(lambda _: http(200, b"safe"), tls=certificates.trusted("open.example")) as server,
        ConnectProxy(server.port) as proxy,
    ):
        outgoing = through(proxy, "https://open.example/")
        assert egress.send(outgoing, permit(outgoing), NEVER).body == b"safe"
        assert server.requests[0].sha256 == outgoing.sha256
        wrong = through(proxy, "https://other.example/", host="other.example")
        with pytest.raises(ToolProblem, match=r"could not prove that it is other\.example"):
            egress.send(wrong, permit(wrong), NEVER)
    assert proxy.targets == ["[2606:2800:220:1::1]:443", f"{PUBLIC}:443"]


def test_the_next_address_is_asked_for_where_one_is_refused(client: Connected, proxy: ConnectProxy) -> None:
    proxy.refusals["[2606:2800:220:1::1]:80"] = 502
    egress = client(names={"open.example": ["2606:2800:220:1::1", PUBLIC]})
    outgoing = through(proxy)
    assert egress.send(outgoing, permit(outgoing), NEVER).status == 200
    assert proxy.targets == ["[2606:2800:220:1::1]:80", f"{PUBLIC}:80"]


@pytest.mark.parametrize("own_endpoint", [False, True])
def test_a_name_that_nobody_here_knows_is_not_left_to_the_proxy(
    client: Connected, proxy: ConnectProxy, own_endpoint: bool
) -> None:
    """It might find a private address, and nobody here would see."""
    outgoing = through(proxy, own_endpoint=own_endpoint)
    with pytest.raises(NotSent) as problem:
        client(names={}).send(outgoing, permit(outgoing), NEVER)
    assert str(problem.value) == (
        "The address is refused: open.example has no address. The proxy would have to look it up, and "
        "whether that leads to a private network could not be checked. "
        "Nothing was sent, but open.example was looked up."
    )
    assert proxy.asked == []


@pytest.mark.parametrize(
    ("host", "word"),
    [
        ("localhost", "is this computer"),
        ("deep.localhost", "is this computer"),
        ("127.0.0.1", "is this computer"),
        ("[::1]", "is this computer"),
        ("169.254.169.254", "the local link"),
        ("router", "has no address"),
        ("router.lan", "has no address"),
        ("metadata.internal", "has no address"),
        ("nas.home.arpa", "has no address"),
        ("inside.example", "a private network"),
        ("half.example", "a private network"),
    ],
)
def test_what_is_refused_without_a_proxy_is_refused_with_one(
    client: Connected, proxy: ConnectProxy, host: str, word: str
) -> None:
    egress = client(names={"inside.example": ["10.0.0.1"], "half.example": [PUBLIC, "10.0.0.1"]})
    outgoing = through(proxy, f"http://{host}/", host=host.strip("[]"))
    with pytest.raises(NotSent, match=word):
        egress.send(outgoing, permit(outgoing), NEVER)
    assert (proxy.asked, egress.sent_by_broker) == ([], 0)


def test_an_endpoint_of_the_users_own_on_the_own_network_is_asked_without_it(
    client: Connected, server: RecordingServer, proxy: ConnectProxy
) -> None:
    url = f"http://127.0.0.1:{server.port}/"
    outgoing = through(proxy, url, host="127.0.0.1", own_endpoint=True)
    assert client().send(outgoing, permit(outgoing), NEVER).status == 200
    assert proxy.asked == []


def test_an_endpoint_of_the_users_own_elsewhere_is_asked_through_it(
    client: Connected, proxy: ConnectProxy
) -> None:
    url = "http://studio.example:8443/"
    outgoing = through(proxy, url, host="studio.example", own_endpoint=True)
    assert client(names={"studio.example": [PUBLIC]}).send(outgoing, permit(outgoing), NEVER).status == 200
    assert proxy.targets == [f"{PUBLIC}:8443"]


@pytest.mark.parametrize("status", [301, 403, 407, 502])
def test_a_refusal_of_the_proxy_names_it_and_its_status(
    client: Connected, proxy: ConnectProxy, server: RecordingServer, status: int
) -> None:
    proxy.refusals[f"{PUBLIC}:80"] = status
    outgoing = through(proxy)
    egress = client(names={"open.example": [PUBLIC]})
    with pytest.raises(ToolProblem) as problem:
        egress.send(outgoing, permit(outgoing), NEVER)
    place = proxy.url.removeprefix("http://")
    sentence = f"The proxy {place} refused the way to open.example with status {status}."
    assert str(problem.value) == sentence
    assert (server.requests, egress.let_out) == ([], 1)


@pytest.mark.parametrize(
    "raw",
    [
        b"SSH-2.0-OpenSSH_9.2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n",
        b"HTTP/1.1 200 OK\r\n\r\nHTTP/1.1 200 OK\r\n\r\nforged",
        b"HTTP/1.1 103 Early\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X: " + b"y" * 100_000,
    ],
)
def test_a_proxy_that_babbles_is_not_listened_to(
    client: Connected, proxy: ConnectProxy, server: RecordingServer, raw: bytes
) -> None:
    proxy.raw = raw
    outgoing = through(proxy)
    with pytest.raises(ToolProblem, match="broke off, or does not speak HTTP"):
        client(names={"open.example": [PUBLIC]}).send(outgoing, permit(outgoing), NEVER)
    assert server.requests == []


def test_a_proxy_that_closes_without_an_answer_gives_none(
    client: Connected, proxy: ConnectProxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(h11.Connection, "next_event", lambda _: h11.ConnectionClosed())
    proxy.raw = b"HTTP/1.1 103 Early\r\n\r\n"
    outgoing = through(proxy)
    with pytest.raises(ToolProblem, match="broke off, or does not speak HTTP"):
        client(names={"open.example": [PUBLIC]}).send(outgoing, permit(outgoing), NEVER)


def test_a_proxy_that_is_not_there_is_named(client: Connected, server: RecordingServer) -> None:
    with ConnectProxy(server.port) as gone:
        outgoing = through(gone)
    with pytest.raises(ToolProblem, match=r"The connection to the proxy 127\.0\.0\.1:\d+ failed"):
        client(names={"open.example": [PUBLIC]}).send(outgoing, permit(outgoing), NEVER)


def test_stop_ends_the_wait_for_a_silent_proxy(client: Connected) -> None:
    stop = threading.Event()
    with RecordingServer(lambda _: b"") as silent:
        silent.stall = 0
        proxy = f"http://127.0.0.1:{silent.port}"
        outgoing = Outgoing("GET", "http://open.example/", "open.example", proxy=proxy)
        after(silent.arrived, stop.set)
        with pytest.raises(Cancelled):
            client(names={"open.example": [PUBLIC]}).send(outgoing, permit(outgoing), stop)
        assert silent.gone.wait(10)


def test_a_silent_proxy_is_given_up_after_the_limit(client: Connected) -> None:
    with RecordingServer(lambda _: b"") as silent:
        silent.stall = 0
        proxy = f"http://127.0.0.1:{silent.port}"
        outgoing = Outgoing("GET", "http://open.example/", "open.example", proxy=proxy, timeout_s=0.3)
        with pytest.raises(ToolProblem, match=r"did not answer within 0\.3 seconds"):
            client(names={"open.example": [PUBLIC]}).send(outgoing, permit(outgoing), NEVER)


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("http://me:secret@proxy.example:8080", "user name"),
        ("http://me@proxy.example:8080", "user name"),
        ("https://proxy.example:8080", "cannot be used"),
        ("socks5://proxy.example:1080", "cannot be used"),
        ("http://proxy.example:99999", "cannot be used"),
        ("http://:8080", "cannot be used"),
        ("http://proxy.example/path", "cannot be used"),
        ("http://proxy.example/?q", "cannot be used"),
        ("http://[::1", "cannot be used"),
        ("proxy.example:8080", "cannot be used"),
    ],
)
def test_an_address_that_is_no_plain_proxy_is_refused_without_being_quoted(address: str, word: str) -> None:
    with pytest.raises(ToolProblem, match=word) as problem:
        proxy_of(address)
    assert "secret" not in str(problem.value)
    assert "example" not in str(problem.value)


def test_addresses_of_proxies_are_read() -> None:
    assert proxy_module.authority("h", 1) == "h:1"
    assert proxy_of("") is None
    assert proxy_of("http://Proxy.Example/") == Proxy("proxy.example", 80)
    assert str(proxy_of("http://[::1]:3128")) == "[::1]:3128"


def test_a_proxy_is_looked_up_too() -> None:
    outgoing = Outgoing("GET", "http://open.example/", "open.example", proxy="http://proxy.lan:3128")
    names = {"open.example": [PUBLIC], "proxy.lan": ["192.168.0.2"]}
    route = judge(outgoing, lambda host: names.get(host, []))
    assert route == Route("open.example", 80, (PUBLIC,), Proxy("proxy.lan", 3128), ("192.168.0.2",))
    with pytest.raises(ToolProblem, match=r"The proxy proxy\.lan:3128 has no address"):
        judge(outgoing, lambda host: [PUBLIC] if host == "open.example" else [])


def test_every_further_host_of_a_search_is_judged() -> None:
    names = {"a.example": [PUBLIC], "b.example": ["10.0.0.1"]}
    outgoing = Outgoing(
        "GET", "https://a.example/", "a.example", search={"query": "q"}, hosts=("a.example", "b.example")
    )
    with pytest.raises(ToolProblem, match=r"b\.example leads to 10\.0\.0\.1"):
        judge(outgoing, lambda host: names.get(host, []))
    names["b.example"] = [PUBLIC]
    assert judge(outgoing, lambda host: names.get(host, [])).addresses == (PUBLIC,)


@pytest.mark.parametrize("changes", [{"search": None}, {"host": "b.example", "url": "https://b.example/"}])
def test_further_hosts_are_a_search_s_alone(changes: dict[str, Any]) -> None:
    search = Outgoing("GET", "https://a.example/", "a.example", search={}, hosts=("a.example",))
    with pytest.raises(ToolProblem, match="not those of a search"):
        judge(replace(search, **changes), lambda _: [PUBLIC])
