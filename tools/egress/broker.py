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

from engine.confinement import keep_memory_private
from engine.contracts import Outgoing
from engine.errors import Cancelled, NotSent, ToolProblem
from tools.egress.addresses import Resolve
from tools.egress.line import Line, StreamLine
from tools.egress.patience import Overdue, within
from tools.egress.problems import kind_of
from tools.egress.protocol import (
    TO_BROKER,
    Begun,
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
from tools.egress.route import judge
from tools.egress.run_keys import RunKeys, check_key
from tools.egress.transport import Ready, exchange, prepare, transfer

MAX_AT_ONCE = 16
"""Requests in flight at a time; one more is answered with a problem."""

_KEYRING_S = 15.0
"""How long the keyring may take to give a key, where the request allows as much."""

_NOTHING = "Nothing was sent."

_LEAKS = frozenset(
    (
        *("http_proxy", "https_proxy", "all_proxy", "ftp_proxy", "no_proxy"),
        *("ssl_cert_file", "ssl_cert_dir", "primp_ca_bundle", "curl_ca_bundle", "requests_ca_bundle"),
        *("openssl_conf", "openssl_modules", "openssl_engines", "sslkeylogfile", "hostaliases"),
    )
)


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
        self._rows: set[str] = set()
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
        total_s = request.outgoing.total_s
        line = StreamLine(timeout_s, request.window, total_s) if request.window else Line(timeout_s)
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
            reply = Failed(request.id, self._sent, str(error), line.let_out, kind_of(error))
        except Cancelled:
            reply = None
        except Exception as error:  # noqa: BLE001 whatever went wrong, whoever waits must be told
            problem = f"The broker failed with {type(error).__name__}."
            reply = Failed(request.id, self._sent, problem, line.let_out)
        with self._lock:
            del self._lines[request.id]
        if reply is not None and not line.dropped:
            self._answer(reply)
        elif not line.let_out:
            self._let_out(request.id, line)

    def _let_out(self, request_id: int, line: Line) -> None:
        """Count a request, and say so before anything of it leaves."""
        with self._lock:
            self._sent += 1
            sent = self._sent
        line.let_out = True
        self._answer(Begun(request_id, sent))

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
        self._use(request.row_id)
        looked_up: list[str] = []
        try:
            ready = self._ready(outgoing, line, looked_up)
        except ToolProblem as problem:
            raise NotSent(_but_looked_up(str(problem), looked_up)) from problem
        line.check()
        self._let_out(request.id, line)
        if isinstance(line, StreamLine):
            relay = Relay(request.id, line, self._answer, lambda: self._sent)
            transfer(ready, line, relay)
            return End(request.id, self._sent)
        if outgoing.search is not None:
            incoming = _late("tools.egress.search").search(outgoing, line, self._resolve)
        else:
            incoming = exchange(ready, line)
        return Done(request.id, self._sent, incoming)

    def _use(self, row_id: str) -> None:
        """Raises NotSent where the row was used for a request already, whatever became of that one."""
        with self._lock:
            used = row_id in self._rows
            self._rows.add(row_id)
        if used:
            raise NotSent("The log's row for this request was used for one already. Nothing was sent.")

    def _ready(self, outgoing: Outgoing, line: Line, looked_up: list[str]) -> Ready:
        """The request as it will go out. What a resolver was asked for is added to `looked_up`."""

        def lookup(host: str) -> Sequence[str]:
            looked_up.append(host)
            try:
                return within(line.remaining(), lambda: self._resolve(host), line.check)
            except (Overdue, TimeoutError) as error:
                raise ToolProblem(f"Looking up {host} took too long. Nothing was sent.") from error

        route = judge(outgoing, lookup)
        return prepare(outgoing, route, self._key(outgoing, line))

    def _key(self, outgoing: Outgoing, line: Line) -> str:
        name = outgoing.key_name
        if not name:
            return ""
        if not outgoing.own_endpoint and not outgoing.url.startswith("https://"):
            raise ToolProblem("An API key goes over https only. Nothing was sent.")
        try:
            return within(line.remaining(_KEYRING_S), lambda: self._read_key(name), line.check)
        except Overdue as error:
            raise ToolProblem(
                f"The keyring did not answer within {error.words} seconds. Unlock it and try again."
            ) from error
        except TimeoutError as error:
            raise ToolProblem(line.too_slow(outgoing.host, "")) from error


def _but_looked_up(problem: str, hosts: Sequence[str]) -> str:
    """Why nothing was sent; the question to the name servers, which was, is told."""
    if not hosts:
        return problem
    named = ", ".join(dict.fromkeys(hosts))
    return f"{problem.removesuffix(_NOTHING).rstrip()} Nothing was sent, but {named} was looked up."


def _key_from_keyring(name: str) -> str:
    return str(_late("tools.egress.keys").read_key(name))


def _late(module: str) -> ModuleType:
    """ddgs and the keyring's back ends take as long to import as all the rest: only who needs them waits."""
    return importlib.import_module(module)


def forget_environment() -> None:
    """Take from this process's environment what would reroute its traffic, or decide whom it trusts.

    What would have the keys of TLS written down goes as well.
    """
    for name in [name for name in os.environ if name.lower() in _LEAKS]:
        del os.environ[name]
    # Libraries that ask the operating system for a proxy are told by this that every host is an exception.
    os.environ["NO_PROXY"] = "*"


def main(arguments: Sequence[str]) -> int:
    """Serve the socket of `--fd N` until it ends; 2 where it was started in any other way.

    Through the pipe of `--keys-fd N` come the keys that are kept for this run only.
    """
    keep_memory_private()
    match arguments:
        case ["--fd", number] if number.isdecimal():
            read_key = None
        case ["--fd", number, "--keys-fd", keys] if number.isdecimal() and keys.isdecimal():
            read_key = _read_with(RunKeys(int(keys)))
        case _:
            return 2
    forget_environment()
    with socket.socket(fileno=int(number)) as channel:
        Broker(channel, read_key=read_key).serve()
    return 0


def _read_with(kept: RunKeys) -> Callable[[str], str]:
    def read_key(name: str) -> str:
        key = kept.get(name)
        return check_key(name, key) if key else _key_from_keyring(name)

    return read_key


if __name__ == "__main__":
    # Threads may still be inside a library that cannot be interrupted; nothing here needs tidying up.
    os._exit(main(sys.argv[1:]))
