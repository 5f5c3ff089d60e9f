"""How a connection to a server comes about: to an address that was checked before, or through the proxy."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Sequence

from engine.errors import Cancelled
from tools.egress.line import Line
from tools.egress.problems import Unreached
from tools.egress.proxy import Proxy, ask_for, authority
from tools.egress.route import Route

_CONNECT_S = 10.0


def connected(route: Route, line: Line) -> socket.socket:
    """A connection whose bytes reach the server of `route`. Raises Unreached, OSError and Cancelled."""
    if route.proxy is None:
        return _to_one_of(route.addresses, route.port, line)
    problem: OSError | Unreached = OSError("no address")
    for target in route.addresses:
        connection = _to_one_of(route.near, route.proxy.port, line)
        try:
            ask_for(connection, route.proxy, authority(target, route.port), route.host, line)
        except (OSError, Unreached) as error:
            connection.close()
            line.check()
            problem = error
        except Cancelled:
            connection.close()
            raise
        else:
            return connection
    raise problem


def _to_one_of(addresses: Sequence[str], port: int, line: Line) -> socket.socket:
    """A connection to the first address that takes one."""
    problem: OSError = OSError("no address")
    for address in addresses:
        family = socket.AF_INET6 if ":" in address else socket.AF_INET
        connection = socket.socket(family, socket.SOCK_STREAM)
        try:
            line.hold(connection)
            connection.settimeout(line.remaining(_CONNECT_S))
            connection.connect((address, port))
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except OSError as error:
            connection.close()
            line.check()
            problem = error
        except Cancelled:
            connection.close()
            raise
        else:
            return connection
    raise problem


def secured(plain: socket.socket, host: str, context: ssl.SSLContext, line: Line) -> ssl.SSLSocket:
    """TLS over `plain`, the server's certificate verified for `host`. Raises OSError and Cancelled."""
    connection = context.wrap_socket(plain, server_hostname=host, do_handshake_on_connect=False)
    try:
        line.hold(connection)
        connection.settimeout(line.remaining())
        connection.do_handshake()
    except BaseException:
        connection.close()
        raise
    return connection


def whose(proxy: Proxy | None, host: str) -> str:
    """Whom a connection that did not come about was for, in words."""
    return host if proxy is None else f"the proxy {proxy}"
