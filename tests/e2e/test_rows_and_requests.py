"""No row, no request: with a ledger that cannot be written nothing reaches a server, and the counts agree.

Dispatcher, errands, client, a broker process of its own and servers on loopback are the real ones.
"""

from __future__ import annotations

import itertools
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from engine.contracts import (
    Choice,
    Effect,
    Incoming,
    IncomingStream,
    JsonObject,
    Message,
    Outgoing,
    OutputMarks,
    Preview,
    Reach,
    Role,
    ToolCall,
    ToolOutput,
    ToolResult,
    ToolSpec,
)
from engine.dispatch import Dispatcher, Turn
from engine.errand import Errand, Errands
from engine.errors import Cancelled, ToolProblem, UserError
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Entry, Ledger, Row
from engine.policy.budget import Budget
from engine.policy.gate import Gate
from engine.toolbox import Tell
from tests.engine.dispatching import RELAXED, TEXT, Person, Tools
from tests.servers.recording import Received, RecordingServer, http
from tools.contract import WholeAnswer
from tools.egress.client import EgressClient

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="file sizes are limited by POSIX")

HOST = "127.0.0.1"
FULL = UserError("The disk is full.", "Free some space.")
EFFECTS = frozenset({Effect.READS, Effect.SENDS})
Do = Callable[["Bench"], object]


@dataclass
class Asking(WholeAnswer):
    """A tool that sends its text to a path of the server; `ahead` asks for the robots' rules first."""

    name: str
    url: str
    ahead: bool = False
    streams: bool = False
    key_name: str = ""

    @property
    def spec(self) -> ToolSpec:  # type: ignore[override]
        return ToolSpec(
            self.name, "Ask.", TEXT, Reach.NETWORK, EFFECTS, OutputMarks(untrusted=True), host=HOST
        )

    def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:
        text = str(arguments["text"])
        robots = Outgoing("GET", f"{self.url}/robots.txt", HOST, own_endpoint=True) if self.ahead else None
        outgoing = Outgoing(
            "POST", f"{self.url}/{text}", HOST, body=text.encode(), own_endpoint=True, key_name=self.key_name
        )
        return Preview(outgoing, ahead=robots)

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        return ToolOutput(incoming.body.decode())

    def follow(self, arguments: JsonObject, answer: IncomingStream, tell: Tell) -> ToolOutput:
        pieces = []
        for piece in answer:
            tell(piece.decode(), False)
            pieces.append(piece)
        return ToolOutput(b"".join(pieces).decode())


class BrokerRun:
    """Broker processes, one at a time, and how many requests each of them says that it has let out."""

    def __init__(self) -> None:
        self.client = EgressClient(self._connect)
        self._channel: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self._before = 0

    @property
    def sent(self) -> int:
        return self._before + self.client.sent_by_broker

    def _connect(self) -> socket.socket:
        if self.process is None or self.process.poll() is not None:
            self._close()
            self._channel, theirs = socket.socketpair()
            command = [sys.executable, "-I", "-m", "tools.egress.broker", "--fd", str(theirs.fileno())]
            with theirs:
                self.process = subprocess.Popen(command, pass_fds=(theirs.fileno(),))
        assert self._channel is not None
        return self._channel

    def kill(self) -> None:
        assert self.process is not None
        self.process.kill()
        self.process.wait()
        self._before += self.client.sent_by_broker

    def _close(self) -> None:
        if self._channel is not None:
            self._channel.close()

    def end(self) -> None:
        self.client.close()
        self._close()
        if self.process is not None:
            self.process.wait(20)


class Bench:
    """All of it, with a server that answers by the path it is asked for."""

    def __init__(self, ledger: Ledger, server: RecordingServer, broker: BrokerRun) -> None:
        self.ledger, self.server, self.broker = ledger, server, broker
        self.person = Person([Choice.ONCE])
        self.turn = Turn("c1", "t1", threading.Event())
        self.told: list[object] = []
        self.on_event: Callable[[object], None] = self.told.append
        self._numbers = itertools.count(1)
        url = f"http://{HOST}:{server.port}"
        self.url = url
        self._tools = Tools(
            Asking("ask", url),
            Asking("read", url, ahead=True),
            Asking("follow", url, streams=True),
            Asking("locked", url, key_name="nobody has this key"),
        )

    def _tell(self, event: object) -> None:
        self.on_event(event)

    def _new_id(self) -> str:
        return f"id{next(self._numbers)}"

    def call(self, name: str, text: str = "mutes") -> ToolResult:
        dispatcher = Dispatcher(
            Gate.load(),
            self.ledger,
            Budget(),
            self.broker.client,
            self.person,
            self._new_id,
            self._tell,
            lambda: 30.0,
        )
        call = ToolCall(self._new_id(), name, {"text": text})
        history = [Message(Role.USER, f"Look {text} up, please.")]
        (result,) = dispatcher.run(self.turn, [call], self._tools, lambda: RELAXED, history)
        return result

    def errand(self, text: str = "errand") -> bytes:
        errands = Errands(
            Gate.load(),
            self.ledger,
            self.broker.client,
            self.person,
            lambda: RELAXED,
            self._new_id,
            self.told.append,
            lambda: 30.0,
        )
        spec = ToolSpec("fetch", "Fetch.", TEXT, Reach.NETWORK, EFFECTS)
        outgoing = Outgoing("GET", f"{self.url}/{text}", HOST, own_endpoint=True)
        with errands.stream(Errand(spec, outgoing, {"text": text}), threading.Event()) as answer:
            return b"".join(answer)

    @property
    def permits(self) -> int:
        """Decisions on record that let a request go."""
        return sum(row.kind == "decision" and row.decision == "allow" for row in self.ledger.rows())

    @property
    def let_out(self) -> int:
        """Outcomes on record of requests that left, or may have."""
        return sum(row.kind == "outcome" and row.size > 0 for row in self.ledger.rows())


def answer(request: Received) -> bytes:
    if request.target == "/garbled":
        return b"this is no HTTP at all\r\n\r\n"
    if request.target == "/cut":
        return http(200, b"x" * 5000, kind="text/plain")
    return http(200, b"User-agent: *\nAllow: /\n", kind="text/plain")


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    broker = BrokerRun()
    try:
        with (
            Ledger.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys()) as ledger,
            RecordingServer(answer) as server,
        ):
            yield Bench(ledger, server, broker)
    finally:
        broker.end()


@contextmanager
def no_space() -> Iterator[None]:
    """No file of this process can grow, as on a full disk."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


WAYS: dict[str, Do] = {
    "a tool's call": lambda bench: bench.call("ask"),
    "a call with a request ahead": lambda bench: bench.call("read"),
    "a streamed call": lambda bench: bench.call("follow"),
    "an errand": lambda bench: bench.errand(),
}


@pytest.mark.parametrize("way", WAYS)
def test_on_a_full_disk_nothing_leaves(bench: Bench, way: str) -> None:
    WAYS[way](bench)
    before, rows = len(bench.server.requests), len(list(bench.ledger.rows()))
    assert before
    with no_space():
        failure = caught(WAYS[way], bench)
    assert isinstance(failure, UserError)
    assert len(bench.server.requests) == before == bench.broker.sent
    assert len(list(bench.ledger.rows())) == rows
    WAYS[way](bench)
    assert len(bench.server.requests) == 2 * before
    assert bench.ledger.verify().intact


def caught(act: Do, bench: Bench) -> Exception | None:
    try:
        act(bench)
    except (UserError, ToolProblem) as failure:
        return failure
    return None


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("good", range(7))
def test_whichever_row_fails_no_request_goes_without_its_own(
    bench: Bench, way: str, good: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The ledger takes `good` rows and no more; then what had its row has gone, and nothing else."""
    record, left, permits = bench.ledger.record, iter(range(good)), 0

    def failing(entry: Entry, *rest: object) -> Row:
        nonlocal permits
        if next(left, None) is None:
            raise FULL
        permits += entry.kind == "decision" and str(entry.decision) == "allow"
        return record(entry, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(bench.ledger, "record", failing)
    failure = caught(WAYS[way], bench)
    assert len(bench.server.requests) <= permits == bench.permits
    if good < 2:
        assert failure is FULL
        assert bench.server.requests == []


def test_the_server_the_broker_and_the_ledger_count_the_same(bench: Bench) -> None:
    assert bench.call("ask").ran
    assert bench.call("read").ran
    assert bench.call("follow").ran
    bench.errand()

    # Refused by the user, and by a key that is not there: nothing leaves.
    bench.person.choices = [Choice.DENY]
    assert not bench.call("ask").ran
    bench.person.choices = [Choice.ONCE]
    assert bench.call("locked").failed

    # Sent, and answered with nonsense.
    assert bench.call("ask", "garbled").failed

    # Sent, and stopped while the server keeps silent.
    stop = threading.Event()
    bench.server.stall, bench.turn = 0, Turn("c1", "t2", stop)
    bench.server.arrived.clear()

    def stop_once_it_arrived() -> None:
        bench.server.arrived.wait(20)
        stop.set()

    stopping = threading.Thread(target=stop_once_it_arrived)
    stopping.start()
    with pytest.raises(Cancelled):
        bench.call("ask", "slow")
    stopping.join()
    bench.server.stall, bench.turn = None, Turn("c1", "t3", threading.Event())

    # In the midst of an answer the broker is killed; the next request starts another.
    bench.server.stall = 1000

    def kill_at_the_first_piece(event: object) -> None:
        if type(event).__name__ == "CallProgress":
            bench.broker.kill()

    bench.on_event = kill_at_the_first_piece
    assert bench.call("follow", "cut").failed
    bench.on_event = bench.told.append
    bench.server.stall = None
    assert bench.call("ask", "again").ran

    targets = [request.target for request in bench.server.requests]
    assert targets == [
        "/mutes",
        "/robots.txt",
        "/mutes",
        "/mutes",
        "/errand",
        "/garbled",
        "/slow",
        "/cut",
        "/again",
    ]
    assert len(targets) == bench.broker.sent == bench.let_out
    assert bench.permits == len(targets) + 1, "the key that is not there had its yes"
    assert bench.ledger.verify().intact
    rows = list(bench.ledger.rows())
    permitted = {row.previewed_sha256 for row in rows if row.kind == "decision" and row.decision == "allow"}
    sent = {row.sent_sha256 for row in rows if row.kind == "outcome" and row.sent_sha256}
    assert sent
    assert sent <= permitted
