"""`sordino lab turn`: one turn of the real loop, with a model that plays a script and a user who has answers.

Gate, dispatcher, ledger and store are those of the program. The ledger is signed with a key in memory, unless
a home was chosen.
"""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from app.bootstrap import lock_home, new_id
from app.lab_tools import LabEgress, build, strings, written
from app.lab_values import a_list, a_part, a_text, a_word, read_preferences
from app.paths import Home
from engine.contracts import (
    Answer,
    Choice,
    Decision,
    Question,
    QuestionItem,
    ToolCall,
    ToolResult,
)
from engine.dispatch import Dispatcher
from engine.events import Event, StepStarted
from engine.ledger.key import KeyProvider, KeyringKeys, MemoryKeys
from engine.ledger.store import Ledger
from engine.model.scripted import ScriptedModel
from engine.orchestrator import Orchestrator, TurnOutcome
from engine.policy.budget import Budget
from engine.policy.gate import Gate
from engine.store.conversations import ConversationStore

_MEMORY = Path("/dev/shm")  # noqa: S108 only where a folder of its own can be made in it
_DEADLINE_S = 1.0
_MOST_ROWS = 10_000


class User(Protocol):
    """Who answers questions, one call after the other."""

    @property
    def present(self) -> bool:
        """False where the next question would find nobody."""
        ...

    def answer(self, item: QuestionItem) -> Choice:
        """What is said to one call."""
        ...


class Answers:
    """A user whose answers are written down. With the last one he is gone."""

    def __init__(self, choices: Sequence[Choice]) -> None:
        self._left = deque(choices)

    @property
    def present(self) -> bool:
        """True while an answer is left."""
        return bool(self._left)

    def answer(self, item: QuestionItem) -> Choice:  # noqa: ARG002 whatever is asked
        """The next answer; a refusal where none is left."""
        return self._left.popleft() if self._left else Choice.DENY


class _Asking:
    """Puts each call of a question to the user, and keeps what was asked.

    Whether somebody is there is looked up when a step begins: who gives the last answer is there to give it.
    """

    def __init__(self, user: User) -> None:
        self._user = user
        self.present = user.present
        self.asked: list[QuestionItem] = []

    def begin_step(self) -> None:
        self.present = self._user.present

    def register(self, question: Question) -> None:
        self.asked += question.items

    def wait(self, question: Question) -> Answer:
        """One answer for the whole question: the narrowest yes, without the calls that were refused."""
        choices = {item.call.id: self._user.answer(item) for item in question.items}
        declined = tuple(name for name, choice in choices.items() if choice is Choice.DENY)
        granted = set(choices.values()) - {Choice.DENY}
        choice = min(granted, key=list(Choice).index, default=Choice.DENY)
        return Answer(question.id, choice, declined=declined)


class Stage:
    """One conversation with the tools of a line; the turns of it are played one after the other.

    Closed after use. Raises LineError for what cannot be used, and UserError from the stores.
    """

    def __init__(
        self, line: Mapping[str, Any], home: Home, folder: Path, keys: KeyProvider, user: User
    ) -> None:
        toolbox, results = build(line, folder)
        preferences = read_preferences(a_part(line, "preferences"))
        self._model = ScriptedModel(())
        self._asking = _Asking(user)
        with contextlib.ExitStack() as closing:
            self._ledger = closing.enter_context(Ledger.open(home.ledger, home.anchor, keys))
            self._store = closing.enter_context(ConversationStore.open_at(home.conversations))
            gate = Gate.load()
            self._orchestrator = Orchestrator(
                model=lambda: self._model,
                toolbox=lambda: toolbox,
                preferences=lambda: preferences,
                gate=gate,
                dispatcher=Dispatcher(
                    gate=gate,
                    ledger=self._ledger,
                    budget=Budget(),
                    egress=LabEgress(self._ledger, results),
                    asker=self._asking,
                    new_id=new_id,
                    emit=self._hear,
                    question_deadline_s=lambda: _DEADLINE_S,
                ),
                ledger=self._ledger,
                store=self._store,
                new_id=new_id,
                emit=self._hear,
            )
            self._conversation_id = self._store.create()
            self._last_row = _newest(self._ledger)
            self.close: Callable[[], None] = closing.pop_all().close

    def play(self, message: str, script: Sequence[str]) -> dict[str, Any]:
        """One turn: its answer, calls, questions and ledger rows, as `lab turn` gives them back."""
        self._model = ScriptedModel(script)
        self._asking.asked.clear()
        before = len(self._store.history(self._conversation_id))
        outcome = self._orchestrator.run_turn(self._conversation_id, message, threading.Event())
        said = self._store.history(self._conversation_id)[before:]
        rows = self._ledger.rows(limit=_MOST_ROWS, after=self._last_row)
        self._last_row = rows[-1].number if rows else self._last_row
        return {
            "answer": outcome.answer,
            "calls": list(_told([call for each in said for call in each.calls], outcome)),
            "asked": [_question(item) for item in self._asking.asked],
            "ledger": [asdict(row) for row in rows],
            "verified": self._ledger.verify().intact,
        }

    def _hear(self, event: Event) -> None:
        if isinstance(event, StepStarted):
            self._asking.begin_step()


class Player:
    """`lab turn`: each line in an empty home of its own, or all in the one that was chosen."""

    def __init__(self, home: str) -> None:
        self._home = home

    def __call__(self, line: Mapping[str, Any]) -> dict[str, Any]:
        """What became of the turn. Raises LineError and UserError."""
        script = strings(line, "script")
        answers = [a_word({"answers": each}, "answers", Choice, None) for each in a_list(line, "answers")]
        with place(self._home) as (home, folder, keys):
            stage = Stage(line, home, folder, keys, Answers(answers))
            with contextlib.closing(stage):
                return stage.play(a_text(line, "message"), script)


@contextlib.contextmanager
def place(chosen: str = "") -> Iterator[tuple[Home, Path, KeyProvider]]:
    """A home, an empty folder for files, and the ledger's key; what was not `chosen` is gone afterwards.

    Raises UserError where the chosen home cannot be used, or another run holds it.
    """
    with tempfile.TemporaryDirectory(dir=_MEMORY if os.access(_MEMORY, os.W_OK) else None) as root:
        folder = Path(root) / "files"
        folder.mkdir()
        if not chosen:
            yield Home.of(root), folder, MemoryKeys()
            return
        home = Home.of(chosen)
        home.prepare()
        with lock_home(home):
            yield home, folder, KeyringKeys(home.data)


def _told(calls: Sequence[ToolCall], outcome: TurnOutcome) -> Iterator[dict[str, Any]]:
    """Every call in order. One that was made before, and was not judged again, stands as it did then."""
    results = {result.call.id: result for result in outcome.results}
    made: dict[str, ToolResult] = {}
    for call in calls:
        key = json.dumps([call.name, call.arguments], sort_keys=True)
        result = results.get(call.id)
        if result is not None:
            made[key] = result
        known = result or made.get(key)
        allowed = known is not None and known.verdict.decision is Decision.ALLOW
        yield {
            "name": call.name,
            "arguments": call.arguments,
            "decision": (Decision.ALLOW if allowed else Decision.DENY).value,
            "rule": known.verdict.rule if known else "",
            "ran": result is not None and result.ran,
        }


def _question(item: QuestionItem) -> dict[str, Any]:
    outgoing = item.preview.outgoing if item.preview else None
    body = outgoing.body if outgoing else written(item.call.arguments)
    return {
        "reason": item.verdict.reason,
        "host": outgoing.host if outgoing else "",
        "payload": body.decode(),
        "labels": list(item.verdict.labels),
    }


def _newest(ledger: Ledger) -> int:
    """The number of the newest row, 0 where there is none."""
    number = 0
    while rows := ledger.rows(limit=_MOST_ROWS, after=number):
        number = rows[-1].number
    return number
