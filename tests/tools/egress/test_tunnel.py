"""The tunnel for a library with networking of its own: who is let in, where it leads, and its end."""

from __future__ import annotations

import ipaddress
import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from tests.servers.by_hand import ByHand
from tools.egress.line import Line
from tools.egress.route import Route
from tools.egress.tunnel import Tunnel

HOST = "open.example"
HEAD = b"GET / HTTP/1.1\r\n\r\n"
GRANTED, REFUSED = 0, 5


@pytest.fixture
def echo() -> Iterator[ByHand]:
    def script(connection: socket.socket) -> None:
        connection.sendall(b"ready")
        while received := connection.recv(1000):
            connection.sendall(received.upper())

    with ByHand(script) as server:
        yield server


def entered(tunnel: Tunnel, password: str = "", methods: bytes = b"\x05\x02\x00\x02") -> socket.socket:
    """A connection to the tunnel, up to its word on the password."""
    parts = urlsplit(tunnel.url)
    user, given = (parts.username or "").encode(), (password or parts.password or "").encode()
    connection = socket.create_connection((parts.hostname, parts.port), timeout=10)
    connection.sendall(methods)
    if connection.recv(2) == b"\x05\x02":
        connection.sendall(b"\x01" + bytes([len(user)]) + user + bytes([len(given)]) + given)
        connection.recv(2)
    return connection


def wish(host: str, port: int, command: int = 1) -> bytes:
    try:
        address = ipaddress.ip_address(host)
        place = bytes([1 if address.version == 4 else 4]) + address.packed
    except ValueError:
        place = b"\x03" + bytes([len(host)]) + host.encode()
    return b"\x05" + bytes([command, 0]) + place + port.to_bytes(2, "big")


def answer(connection: socket.socket) -> int:
    """The tunnel's word on a wish; minus one where it hung up."""
    with suppress(ConnectionError):
        received = connection.recv(10)
        return received[1] if len(received) > 1 else -1
    return -1


def route_to(server: ByHand, host: str = HOST) -> Route:
    return Route(host, server.port, ("127.0.0.1",))


@pytest.mark.parametrize("host", [HOST, "127.0.0.1", "2606:2800:220:1::1"])
def test_it_leads_to_its_host_by_the_checked_address(echo: ByHand, host: str) -> None:
    with Tunnel(route_to(echo, host), Line(10)) as tunnel, entered(tunnel) as connection:
        connection.sendall(wish(host, echo.port))
        assert answer(connection) == GRANTED
        connection.sendall(HEAD)
        assert connection.recv(100) == b"ready"
        connection.sendall(b"hello")
        assert connection.recv(100) == b"HELLO"
        connection.shutdown(socket.SHUT_WR)
        assert connection.recv(100) == b""


def test_it_leads_nowhere_else(echo: ByHand) -> None:
    other = (echo.port + 1) % 65536
    with Tunnel(route_to(echo), Line(10)) as tunnel:
        for place in (wish("evil.example", echo.port), wish(HOST, other), wish(HOST, echo.port, 2)):
            with entered(tunnel) as connection:
                connection.sendall(place)
                assert answer(connection) in (REFUSED, -1)
        with entered(tunnel) as connection:
            connection.sendall(b"\x05\x01\x00\x09")
            assert answer(connection) in (REFUSED, -1)


@pytest.mark.parametrize("methods", [b"\x04\x02\x00\x02", b"\x05\x01\x00"])
def test_who_does_not_offer_a_password_is_not_let_in(echo: ByHand, methods: bytes) -> None:
    with Tunnel(route_to(echo), Line(10)) as tunnel, entered(tunnel, methods=methods) as connection:
        with suppress(OSError):
            connection.sendall(wish(HOST, echo.port))
        assert answer(connection) != GRANTED


def test_who_does_not_know_the_password_is_not_let_in(echo: ByHand) -> None:
    with Tunnel(route_to(echo), Line(10)) as tunnel, entered(tunnel, "guess") as connection:
        with suppress(OSError):
            connection.sendall(wish(HOST, echo.port))
        assert answer(connection) != GRANTED
        assert urlsplit(tunnel.url).password not in ("", "guess")


def test_who_hangs_up_in_the_greeting_leaves_the_way_to_others_open(echo: ByHand) -> None:
    with Tunnel(route_to(echo), Line(10)) as tunnel:
        port = urlsplit(tunnel.url).port
        socket.create_connection(("127.0.0.1", port)).close()
        with entered(tunnel) as connection:
            connection.sendall(wish(HOST, echo.port))
            assert answer(connection) == GRANTED


def test_a_host_that_takes_no_connection_ends_it() -> None:
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with Tunnel(Route(HOST, port, ("127.0.0.1",)), Line(10)) as tunnel, entered(tunnel) as connection:
        connection.sendall(wish(HOST, port))
        assert answer(connection) == -1


@pytest.mark.parametrize("end", ["cut", "close", "time"])
def test_its_connections_end_with_the_request(end: str) -> None:
    arrived = threading.Event()

    def script(connection: socket.socket) -> None:
        arrived.set()
        server.wait_for_the_end(connection)

    line = Line(0.5 if end == "time" else 20)
    with ByHand(script) as server, Tunnel(route_to(server), line) as tunnel, entered(tunnel) as connection:
        connection.sendall(wish(HOST, server.port))
        assert answer(connection) == GRANTED
        connection.sendall(HEAD)
        assert arrived.wait(10)
        if end == "cut":
            line.cut()
        elif end == "close":
            tunnel.close()
        assert server.gone.wait(10)
        assert answer(connection) == -1
