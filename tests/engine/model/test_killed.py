"""A hundred turns with a model process that is killed at random moments: nothing is lost, and it goes on."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from engine.contracts import Preferences, Role, ToolSpec
from engine.dispatch import Dispatcher
from engine.errors import NotSent
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Ledger
from engine.model.host import ModelProcess
from engine.model.port import ModelOptions
from engine.orchestrator import Orchestrator
from engine.policy.budget import Budget
from engine.policy.gate import Gate
from engine.store.conversations import ConversationStore
from engine.toolbox import LocalTool, RemoteTool

TURNS = 100
LONGEST_S = 0.5


class NoTools:
    """A toolbox with nothing in it."""

    def specs(self) -> Mapping[str, ToolSpec]:
        return {}

    def local(self, name: str) -> LocalTool | None:
        return None

    def remote(self, name: str) -> RemoteTool | None:
        return None


class NoWayOut:
    """An egress that sends nothing."""

    def send(self, *_: object) -> object:
        raise NotSent("Sordino is offline.")


class Killer:
    """Kills the worker, whichever runs then, some time after it was told to."""

    def __init__(self, process: ModelProcess, seconds: float) -> None:
        self._process = process
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._wait, args=(seconds,))
        self.killed = False
        self._thread.start()

    def _wait(self, seconds: float) -> None:
        if not self._over.wait(seconds) and (pid := self._process.pid):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
                self.killed = True

    def end(self) -> None:
        self._over.set()
        self._thread.join()


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.timeout(900)
def test_killed_at_random_moments_of_a_hundred_turns(model_path: Path, tmp_path: Path) -> None:
    chance = random.Random(20)
    process = ModelProcess(
        model_path, tmp_path / "log", options=ModelOptions(context=2048), cache=tmp_path / "cache"
    )
    ids = iter(range(10_000))
    gate = Gate.load()
    killed = answered = 0
    killed_before = False
    with (
        contextlib.closing(process),
        Ledger.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys()) as ledger,
        ConversationStore.open_at(tmp_path / "conversations.db") as store,
    ):
        dispatcher = Dispatcher(
            gate,
            ledger,
            Budget(),
            NoWayOut(),  # type: ignore[arg-type]
            None,
            lambda: str(next(ids)),
            lambda _: None,
            lambda: 5.0,
        )
        orchestrator = Orchestrator(
            model=lambda: process,
            toolbox=NoTools,
            preferences=Preferences,
            gate=gate,
            dispatcher=dispatcher,
            ledger=ledger,
            store=store,
            new_id=lambda: str(next(ids)),
            emit=lambda _: None,
        )
        for number in range(TURNS):
            conversation = str(number // 10)
            killer = Killer(process, chance.uniform(0, LONGEST_S) if number % 2 else 60.0)
            outcome = orchestrator.run_turn(conversation, f"Say yes. ({number})", threading.Event())
            killer.end()
            killed += killer.killed
            answered += not outcome.problem
            assert outcome.answer.strip() or outcome.problem
            if outcome.problem:
                # A signal that came as a turn ended is noticed by the next one.
                assert killer.killed or killed_before, outcome.problem
                assert "killed" in outcome.problem
                assert outcome.way_out
            killed_before = killer.killed
            stored = [message.content for message in store.history(conversation) if message.role is Role.USER]
            assert stored[-1] == f"Say yes. ({number})"
            assert len(stored) == number % 10 + 1
        assert killed >= TURNS // 10
        assert answered >= TURNS // 3
        process.load(lambda _: None)
        pid = process.pid
    assert pid
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
