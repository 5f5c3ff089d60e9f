"""Questions that wait for an answer: registered before they are shown, answered by id, ended exactly once."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from concurrent.futures import Future

from engine.contracts import Answer, Choice, Question, Revision


class Questions:
    """Where the engine thread waits and others answer. May be used from any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._open: dict[str, Future[Answer]] = {}
        self._errands: set[str] = set()
        self._closing = False

    @property
    def present(self) -> bool:
        """True until the program closes: whoever sits at the window can answer."""
        return not self._closing

    def register(self, question: Question) -> None:
        """Make the question answerable; while the program closes it comes back refused at once."""
        future: Future[Answer] = Future()
        with self._lock:
            self._open[question.id] = future
            if not question.conversation_id:
                self._errands.add(question.id)
            if self._closing:
                future.set_result(Answer(question.id, Choice.DENY, by="closing"))

    def wait(self, question: Question) -> Answer:
        """Block until the question has ended; its deadline ends it as a refusal."""
        with self._lock:
            future = self._open[question.id]
        try:
            answer = future.result(timeout=question.deadline_s)
        except TimeoutError:
            answer = self.answer(question.id, Choice.DENY, by="timeout") or future.result()
        with self._lock:
            del self._open[question.id]
            self._errands.discard(question.id)
        return answer

    def answer(
        self,
        question_id: str,
        choice: Choice,
        by: str = "user",
        declined: tuple[str, ...] = (),
        revisions: Mapping[str, Revision] | None = None,
    ) -> Answer | None:
        """End a question; None where it had ended before, or never was."""
        with self._lock:
            future = self._open.get(question_id)
            if future is None or future.done():
                return None
            answer = Answer(question_id, choice, by, declined, revisions or {})
            future.set_result(answer)
            return answer

    def refuse_turns(self, by: str) -> None:
        """End every open question of a conversation as a refusal."""
        with self._lock:
            waiting = [question_id for question_id in self._open if question_id not in self._errands]
        for question_id in waiting:
            self.answer(question_id, Choice.DENY, by)

    def refuse_errands(self, by: str) -> None:
        """End every open question that belongs to no conversation as a refusal."""
        with self._lock:
            waiting = list(self._errands)
        for question_id in waiting:
            self.answer(question_id, Choice.DENY, by)

    def close(self) -> None:
        """Refuse what is open, and whatever comes later."""
        with self._lock:
            self._closing = True
        self.refuse_turns("closing")
        self.refuse_errands("closing")
