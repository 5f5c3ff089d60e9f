"""One HTTP/1.1 request over a connection of its own, to an address that was checked before.

There is no pool, no cookie, no retry, no redirect and no compression here, because each of them would send
or fetch something that nobody approved. h11 writes and reads the protocol; this module moves its bytes.
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import h11

from engine.contracts import Incoming, Outgoing
from engine.errors import ToolProblem
from tools.egress import trust
from tools.egress.answers import Answer, Sink, Whole
from tools.egress.dialling import connected, secured, whose
from tools.egress.line import Line
from tools.egress.masking import Mask, Masked
from tools.egress.problems import TooSlow, Unreached
from tools.egress.route import Route
from tools.egress.wire import request_bytes, written_sha256


@dataclass(frozen=True, slots=True)
class Ready:
    """A request that wants nothing but its connection. `wire` holds the key and is not shown.

    `mask` takes the key out of the answer.
    """

    outgoing: Outgoing
    route: Route
    http: h11.Connection
    wire: bytes = field(repr=False)
    mask: Mask = field(repr=False)

    @property
    def encrypted(self) -> bool:
        """True for https."""
        return self.outgoing.url.lower().startswith("https:")


def prepare(outgoing: Outgoing, route: Route, key: str) -> Ready:
    """Write `outgoing` down. Raises ToolProblem where HTTP or an authority of its own does not allow it."""
    trust.check_authority(outgoing)
    http, wire = request_bytes(outgoing, route.host, key)
    return Ready(outgoing, route, http, wire, Mask(key, outgoing.key_header))


def exchange(ready: Ready, line: Line) -> Incoming:
    """Send the request and read the whole answer; a redirect is a problem. Raises like `transfer`."""
    started = time.monotonic()
    whole = Whole(ready.outgoing.host)
    transfer(ready, line, whole)
    return whole.incoming(time.monotonic() - started)


def transfer(ready: Ready, line: Line, sink: Sink) -> None:
    """Send the request and hand the answer to `sink` as it comes, without the key where it is quoted.

    The digest in the head is computed from the bytes that were written. Raises ToolProblem, or Cancelled
    where `line` was cut.
    """
    host, route = ready.route.host, ready.route
    masked = Masked(sink, ready.mask)
    answer = Answer(ready.outgoing, line, masked)
    with _in_words(host, line, answer):
        try:
            plain = connected(route, line)
        except TimeoutError as error:
            line.check()
            raise Unreached(line.too_slow(host, "")) from error
        except OSError as error:
            line.check()
            reason = error.strerror or "it was closed"
            raise Unreached(f"The connection to {whose(route.proxy, host)} failed: {reason}.") from error
        with plain:
            if ready.encrypted:
                context = trust.context(ready.outgoing.authority)
                with secured(plain, host, context, line) as connection:
                    _converse(connection, ready, line, answer)
            else:
                _converse(plain, ready, line, answer)
        masked.end()


@contextmanager
def _in_words(host: str, line: Line, answer: Answer) -> Iterator[None]:
    """What goes wrong on a connection as sentences."""
    try:
        yield
    except TimeoutError as error:
        line.check()
        raise TooSlow(line.too_slow(host, answer.progress)) from error
    except ssl.SSLCertVerificationError as error:
        raise Unreached(f"{host} could not prove that it is {host}: {error.verify_message}.") from error
    except h11.RemoteProtocolError as error:
        line.check()
        raise ToolProblem(answer.broken_off(host)) from error
    except OSError as error:
        line.check()
        if answer.progress:
            raise ToolProblem(answer.broken_off(host)) from error
        raise ToolProblem(f"The connection to {host} failed: {error.strerror or 'it was closed'}.") from error


def _converse(connection: socket.socket, ready: Ready, line: Line, answer: Answer) -> None:
    connection.settimeout(line.remaining())
    # A server may answer and close before it has read everything: its answer says more than the broken pipe.
    with suppress(BrokenPipeError, ConnectionResetError):
        connection.sendall(ready.wire)
    secure = isinstance(connection, ssl.SSLSocket)
    sent = written_sha256(ready.wire, ready.outgoing, ready.route.host, secure)
    answer.read(connection, ready.http, sent)
