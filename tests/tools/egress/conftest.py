"""A broker in this process or in one of its own, and the client that speaks to it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager

import pytest

from engine.contracts import Outgoing, RecordedDecision
from tools.egress.broker import Broker, resolve
from tools.egress.client import EgressClient

Connected = Callable[..., EgressClient]


def permit(outgoing: Outgoing) -> RecordedDecision:
    return RecordedDecision("row-1", outgoing.sha256)


def after(event: threading.Event, then: Callable[[], object]) -> None:
    """Do something in another thread once `event` has happened."""

    def wait() -> None:
        event.wait(10)
        then()

    threading.Thread(target=wait).start()


@pytest.fixture
def client() -> Iterator[Connected]:
    """Makes clients of a broker that runs in a thread of this process."""
    with ExitStack() as stack:

        def make(
            names: Mapping[str, Sequence[str]] | None = None, keys: Mapping[str, str] | None = None
        ) -> EgressClient:
            lookup = resolve if names is None else (lambda host: names.get(host, ()))
            return stack.enter_context(_in_process(lookup, (keys or {}).__getitem__))

        yield make


@contextmanager
def _in_process(
    lookup: Callable[[str], Sequence[str]], read_key: Callable[[str], str]
) -> Iterator[EgressClient]:
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=Broker(theirs, lookup, read_key).serve)
    thread.start()
    egress = EgressClient(lambda: ours)
    yield egress
    egress.close()
    ours.close()
    thread.join()
    theirs.close()


class BrokerProcess:
    """A real broker process. `channel` is what the launcher would hand to the desktop."""

    def __init__(self, **environment: str) -> None:
        self.channel, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-m", "tools.egress.broker", "--fd", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                env={**os.environ, **environment},
                stderr=subprocess.PIPE,
            )
        self.client = EgressClient(lambda: self.channel)

    def end(self) -> tuple[int, bytes]:
        """Close the channel; the exit status and whatever it wrote to stderr."""
        self.client.close()
        self.channel.close()
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors


@pytest.fixture
def broker_process() -> Iterator[Callable[..., BrokerProcess]]:
    """Starts broker processes, and ends them after the test."""
    started: list[BrokerProcess] = []

    def start(**environment: str) -> BrokerProcess:
        started.append(BrokerProcess(**environment))
        return started[-1]

    yield start
    for broker in started:
        broker.process.kill()
        broker.end()
