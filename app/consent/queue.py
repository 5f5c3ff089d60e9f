"""The one queue of questions: first in, first out; each ends exactly once; silence is no."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from engine.contracts import Answer, Choice, Question, Revision
from engine.events import (
    CallFinished,
    CallStarted,
    NetworkChanged,
    QuestionAsked,
    QuestionClosed,
    StepStarted,
    TurnFailed,
    TurnFinished,
)

Answerer = Callable[[str, Choice, tuple[str, ...]], Answer | None]
Reviser = Callable[[str, Mapping[str, Revision]], Answer | None]
GOES_ON = (StepStarted, CallStarted, CallFinished, TurnFinished, TurnFailed)
"""What tells that a turn no longer waits for an answer."""


def _no_revision(_question_id: str, _revisions: Mapping[str, Revision]) -> Answer | None:
    return None


@dataclass(frozen=True, slots=True)
class Pending:
    """A question that waits, and the time on the queue's clock at which it is denied by itself."""

    question: Question
    ends_at: float


class ConsentQueue(QObject):
    """Holds the questions; the first is the one to show. Deadlines hold for those in the back, too.

    A question that the user has changed keeps its place until it comes again, with what would be sent then.
    """

    changed = Signal()
    """The first question, or the number of those that wait, has changed."""

    def __init__(
        self,
        answer: Answerer,
        clock: Callable[[], float] = time.monotonic,
        parent: QObject | None = None,
        revise: Reviser = _no_revision,
    ) -> None:
        super().__init__(parent)
        self._answer = answer
        self._revise = revise
        self._revised: Question | None = None
        self._refused = False
        self._clock = clock
        self._waiting: list[Pending] = []
        self._ended = 0
        self._closing = False
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self.expire)

    @property
    def current(self) -> Pending | None:
        """The question to show, or None."""
        return self._waiting[0] if self._waiting else None

    @property
    def position(self) -> tuple[int, int]:
        """The shown question's number, and how many there are, since the queue was last empty."""
        return self._ended + 1, self._ended + len(self._waiting)

    def remaining(self, pending: Pending) -> float:
        """Seconds until a question is denied by itself, never below zero."""
        return max(0.0, pending.ends_at - self._clock())

    def on_event(self, event: object) -> None:
        """Take one of engine.events: questions, the network, and what tells that a turn goes on."""
        if isinstance(event, QuestionAsked):
            self.ask(event.question)
        elif isinstance(event, QuestionClosed):
            self.close(event.answer.question_id)
        elif isinstance(event, NetworkChanged) and not event.online:
            self.deny_leaving()
        elif isinstance(event, GOES_ON) and self._revised and event.turn_id == self._revised.turn_id:
            self._end_revision()

    def ask(self, question: Question) -> None:
        """Put a question at the end; it is denied at once while the window closes."""
        if self._closing:
            self._answer(question.id, Choice.DENY, ())
            return
        if any(pending.question.id == question.id for pending in self._waiting):
            return
        before = self._revised
        if before is not None and before.turn_id == question.turn_id:
            self._revised = None
            if self._refused:
                self._answer(question.id, Choice.DENY, ())
                return
        else:
            before = None
        made = Pending(question, self._clock() + question.deadline_s)
        places = [number for number, pending in enumerate(self._waiting) if pending.question is before]
        if places:
            self._waiting[places[0]] = made
        else:
            self._waiting.append(made)
        self._timer.start()
        self.changed.emit()

    def answer(self, question_id: str, choice: Choice, declined: tuple[str, ...] = ()) -> None:
        """End a question that still waits; a second answer to the same one does nothing.

        `declined` holds the ids of the calls that are refused although the rest is granted.
        """
        if self._remove(question_id):
            if self._revised is not None and self._revised.id == question_id:
                # It has ended already; the one that comes in its place is refused.
                self._refused = True
            else:
                self._answer(question_id, choice, declined)
            self.changed.emit()

    def revise(self, question_id: str, revisions: Mapping[str, Revision]) -> None:
        """Have a question that still waits put again, with what the user has changed."""
        asked = [pending.question for pending in self._waiting if pending.question.id == question_id]
        if asked and self._revised is None:
            self._revised, self._refused = asked[0], False
            if self._revise(question_id, revisions) is None:
                self._end_revision()

    def close(self, question_id: str) -> None:
        """Take away a question that somebody else has ended."""
        if self._revised is not None and self._revised.id == question_id:
            return
        if self._remove(question_id):
            self.changed.emit()

    def deny_all(self) -> None:
        """The window closes: everything that waits is denied, and so is what comes later."""
        self._closing = True
        for pending in tuple(self._waiting):
            self.answer(pending.question.id, Choice.DENY)

    def deny_leaving(self) -> None:
        """The network is gone: what would leave this computer is denied."""
        for pending in tuple(self._waiting):
            if any(item.reach.leaves for item in pending.question.items):
                self.answer(pending.question.id, Choice.DENY)

    def expire(self) -> None:
        """Deny what has waited too long."""
        for pending in tuple(self._waiting):
            if pending.ends_at <= self._clock():
                self.answer(pending.question.id, Choice.DENY)

    def _end_revision(self) -> None:
        """A changed question will not come again."""
        before, self._revised = self._revised, None
        if before is not None and self._remove(before.id):
            self.changed.emit()

    def _remove(self, question_id: str) -> bool:
        rest = [pending for pending in self._waiting if pending.question.id != question_id]
        if len(rest) == len(self._waiting):
            return False
        self._waiting = rest
        self._ended = self._ended + 1 if rest else 0
        if not rest:
            self._timer.stop()
        return True
