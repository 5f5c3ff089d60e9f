"""The broker: the one process that may open IP sockets. It exists only while Sordino is online.

It reads permitted requests from an inherited socket, checks each one itself, sends it once, and answers. It
reads no file of the user's, writes no log, and ends with its channel.
"""

from __future__ import annotations

import importlib
import os
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from types import ModuleType

from engine.contracts import Outgoing
from engine.errors import Cancelled, NotSent, ToolProblem
from tools.egress.addresses import AddressVerdict, Resolve, check_url, host_of, is_near
from tools.egress.line import Line, StreamLine
from tools.egress.protocol import (
    TO_BROKER,
    ChannelError,
    Done,
    End,
    Failed,
    FromBroker,
    Grant,
    Send,
    read,
    write,
)
from tools.egress.relay import Relay
from tools.egress.transport import exchange, transfer

MAX_AT_ONCE = 16
"""Requests in flight at a time; one more is answered with a problem."""

_LEAKS = ("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy", "sslkeylogfile")


def resolve(host: str) -> Sequence[str]:
    """The host's addresses by the operating system's resolver; none where it knows none."""
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return ()
    return [str(address[0]) for _, _, _, _, address in found]


class Broker:
    """Serves one channel. `resolve` turns host names into addresses, `read_key` asks the keyring."""

    def __init__(
        self,
        channel: socket.socket,
        resolve: Resolve = resolve,
        read_key: Callable[[str], str] | None = None,
    ) -> None:
        self._channel = channel
        self._resolve = resolve
        self._read_key = read_key or _key_from_keyring
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._lines: dict[int, Line] = {}
        self._sent = 0

    def serve(self) -> None:
        """Answer requests until the channel ends; then cut what is still in flight."""
        try:
            while (message := read(self._channel, TO_BROKER)) is not None:
                match message:
                    case Send():
                        self._accept(message)
                    case Grant():
                        self._grant(message)
                    case _:
                        self._drop(message.id)
        except (OSError, ChannelError):
            return
        finally:
            with self._lock:
                lines = list(self._lines.values())
            for line in lines:
                line.cut()

    def _accept(self, request: Send) -> None:
        timeout_s = request.outgoing.timeout_s
        line = StreamLine(timeout_s, request.window) if request.window else Line(timeout_s)
        with self._lock:
            full = len(self._lines) >= MAX_AT_ONCE
            if not full:
                self._lines[request.id] = line
        if full:
            problem = "Too many requests are on their way already."
            reply = Failed(request.id, self._sent, problem, let_out=False)
            # The thread that reads the channel never waits to write to it: the other side may do the same.
            threading.Thread(target=self._answer, args=(reply,), daemon=True).start()
            return
        threading.Thread(target=self._run, args=(request, line), daemon=True).start()

    def _grant(self, grant: Grant) -> None:
        with self._lock:
            line = self._lines.get(grant.id)
        if isinstance(line, StreamLine):
            line.grant(grant.size)

    def _drop(self, request_id: int) -> None:
        with self._lock:
            line = self._lines.get(request_id)
        if line is not None:
            line.cut()

    def _run(self, request: Send, line: Line) -> None:
        reply: FromBroker | None
        try:
            reply = self._perform(request, line)
        except ToolProblem as error:
            let_out = not isinstance(error, NotSent)
            reply = Failed(request.id, self._sent, str(error), let_out)
        except Cancelled:
            reply = None
        except Exception as error:  # noqa: BLE001 whatever went wrong, whoever waits must be told
            reply = Failed(request.id, self._sent, f"The broker failed with {type(error).__name__}.")
        with self._lock:
            del self._lines[request.id]
        if reply is not None and not line.dropped:
            self._answer(reply)

    def _answer(self, reply: FromBroker) -> None:
        # Where nobody listens any more, `serve` notices it and ends the process.
        with self._writing, suppress(OSError):
            try:
                write(self._channel, reply)
            except ChannelError:
                write(self._channel, Failed(reply.id, self._sent, "The answer is too large to hand over."))

    def _perform(self, request: Send, line: Line) -> FromBroker:
        outgoing = request.outgoing
        if not request.row_id or request.sha256 != outgoing.sha256:
            raise NotSent("The request is not the one that was permitted. Nothing was sent.")
        if outgoing.search is not None and request.window:
            raise NotSent("The results of a search come in one piece only. Nothing was sent.")
        try:
            verdict = self._judge(outgoing)
            key = self._key(outgoing)
        except ToolProblem as problem:
            raise NotSent(str(problem)) from problem
        line.check()
        with self._lock:
            self._sent += 1
        if isinstance(line, StreamLine):
            relay = Relay(request.id, line, self._answer, lambda: self._sent)
            transfer(outgoing, verdict, key, line, relay)
            return End(request.id, self._sent)
        if outgoing.search is not None:
            incoming = _late("tools.egress.search").search(outgoing, line)
        else:
            incoming = exchange(outgoing, verdict, key, line)
        return Done(request.id, self._sent, incoming)

    def _judge(self, outgoing: Outgoing) -> AddressVerdict:
        if not outgoing.url.isascii():
            raise ToolProblem("The request's URL holds characters that must be escaped. Nothing was sent.")
        if not host_of(outgoing.url) or host_of(outgoing.url) != host_of(
            f"https://{_bracketed(outgoing.host)}/"
        ):
            raise ToolProblem("The request's host is not the one that was shown. Nothing was sent.")
        if (
            outgoing.search is not None
            and not outgoing.own_endpoint
            and not outgoing.url.startswith("https://")
        ):
            raise ToolProblem("A search of the open web goes over https only. Nothing was sent.")
        verdict = check_url(outgoing.url, self._resolve, own_endpoint=outgoing.own_endpoint)
        if not verdict.allowed:
            raise ToolProblem(f"The address is refused: {verdict.reason} Nothing was sent.")
        tells = outgoing.body or outgoing.key_name
        if outgoing.own_endpoint and tells and not outgoing.url.lower().startswith("https://"):
            far = next((address for address in verdict.addresses if not is_near(address)), "")
            if far:
                raise ToolProblem(
                    f"Plain http would send this unencrypted to {far}, outside your own network. "
                    "Nothing was sent."
                )
        return verdict

    def _key(self, outgoing: Outgoing) -> str:
        if not outgoing.key_name:
            return ""
        if not outgoing.own_endpoint and not outgoing.url.startswith("https://"):
            raise ToolProblem("An API key goes over https only. Nothing was sent.")
        return self._read_key(outgoing.key_name)


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host


def _key_from_keyring(name: str) -> str:
    return str(_late("tools.egress.keys").read_key(name))


def _late(module: str) -> ModuleType:
    """ddgs and the keyring's back ends take as long to import as all the rest: only who needs them waits."""
    return importlib.import_module(module)


def forget_environment() -> None:
    """Take from this process's environment what would reroute its traffic or write down its TLS keys."""
    for name in [name for name in os.environ if name.lower() in _LEAKS]:
        del os.environ[name]
    # Libraries that ask the operating system for a proxy are told by this that every host is an exception.
    os.environ["NO_PROXY"] = "*"


def main(arguments: Sequence[str]) -> int:
    """Serve the socket of `--fd N` until it ends; 2 where it was started in any other way."""
    match arguments:
        case ["--fd", number] if number.isdecimal():
            descriptor = int(number)
        case _:
            return 2
    forget_environment()
    with socket.socket(fileno=descriptor) as channel:
        Broker(channel).serve()
    return 0


if __name__ == "__main__":
    # Threads may still be inside a library that cannot be interrupted; nothing here needs tidying up.
    os._exit(main(sys.argv[1:]))
