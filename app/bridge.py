"""The one place where threads meet: commands go in, events come out as a Qt signal, answers go in by id.

Two lanes of one thread each: turns, and everything short (settings, conversations, history). Widgets call
the methods of `Commands`, which return at once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PySide6.QtCore import QObject, Signal

from app.crash import CrashReports
from app.questions import Questions
from app.service import Service
from engine.contracts import Answer, Choice, ExpertSettings, Preferences
from engine.errors import UserError
from engine.events import Event, Notice, TurnFailed


class Bridge(QObject):
    """The engine as the window sees it. Belongs to the window's thread.

    `told` carries every engine event, delivered on the window's thread in the order of its lane; `fatal`
    a sentence for the user where the service could not be built.
    """

    told = Signal(object)
    fatal = Signal(str)

    def __init__(self, questions: Questions, crashes: CrashReports) -> None:
        super().__init__()
        self._questions = questions
        self._crashes = crashes
        self._service: Service | None = None
        self._cancel = threading.Event()
        self._closed = False
        self._turns = ThreadPoolExecutor(1, thread_name_prefix="turns")
        self._short = ThreadPoolExecutor(1, thread_name_prefix="short")

    def tell(self, event: Event) -> None:
        """Pass an engine event to the window. May be called from any thread."""
        self.told.emit(event)

    def begin(self, build: Callable[[], tuple[Service, tuple[str, ...]]]) -> None:
        """Build the service on the short lane; whatever is asked meanwhile waits in line."""

        def start() -> None:
            try:
                service, notices = build()
            except UserError as error:
                self.fatal.emit(str(error))
                return
            self._service = service
            service.begin(notices)

        self._submit(self._short, start)
        self.load_model("")

    def start_turn(self, conversation_id: str, text: str) -> None:
        """Send a message; see Commands."""
        self._cancel = cancel = threading.Event()

        def work(service: Service) -> None:
            try:
                service.run_turn(conversation_id, text, cancel)
            except UserError as error:
                self.tell(TurnFailed(conversation_id, "", error.problem, error.way_out))

        self._do_turn(work)

    def stop_turn(self) -> None:
        """Stop what the model or a tool does now; an open question is refused."""
        self._cancel.set()
        self._questions.refuse_all("stopped")

    def answer(self, question_id: str, choice: Choice) -> Answer | None:
        """End a question by the user's hand; None where it had ended before."""
        return self._questions.answer(question_id, choice)

    def open_conversation(self, conversation_id: str) -> None:
        """Read a stored conversation; see Commands."""
        self._do(lambda service: service.open_conversation(conversation_id))

    def delete_conversation(self, conversation_id: str) -> None:
        """Remove a conversation; see Commands."""
        self._do(lambda service: service.delete_conversation(conversation_id))

    def set_preferences(self, preferences: Preferences) -> None:
        """Put the dials in force; see Commands. Going offline does not wait in line."""
        service = self._service
        if preferences.offline and service is not None:
            self._guarded(service.go_offline)
        self._do(lambda service: service.set_preferences(preferences))

    def set_folders(self, folders: tuple[str, ...]) -> None:
        """Choose the folders that tools may read; see Commands."""
        self._do(lambda service: service.set_folders(folders))

    def set_expert(self, expert: ExpertSettings, key: str) -> None:
        """Configure the expert; see Commands."""
        self._do(lambda service: service.set_expert(expert, key))

    def set_appearance(self, appearance: str, language: str) -> None:
        """Choose light or dark, and the language; see Commands."""
        self._do(lambda service: service.set_appearance(appearance, language))

    def load_model(self, path: str) -> None:
        """Load another GGUF file, once the turn that runs has ended; see Commands."""
        self._do_turn(lambda service: service.load_model(path))

    def load_activity(self, search: str, limit: int) -> None:
        """Read the tool-call history; see Commands."""
        self._do(lambda service: service.load_activity(search, limit))

    def verify_ledger(self) -> None:
        """Read the whole chain again; see Commands."""
        self._do(lambda service: service.verify_ledger())

    def list_models(self) -> None:
        """Read the catalogue and the models folder; see Commands."""
        self._do(lambda service: service.list_models())

    def close(self) -> None:
        """Refuse what is open, stop what runs, and wait until both lanes and the service have ended."""
        self._questions.close()
        self._cancel.set()
        self._short.shutdown(wait=True, cancel_futures=True)
        self._closed = True
        self._turns.shutdown(wait=True, cancel_futures=True)
        if self._service is not None:
            self._service.close()
            self._service = None

    def _do(self, work: Callable[[Service], None]) -> None:
        self._submit(self._short, lambda: self._with_service(work))

    def _do_turn(self, work: Callable[[Service], None]) -> None:
        """Queue work for the turn lane behind what the short lane still has to do."""
        self._submit(self._short, lambda: self._submit(self._turns, lambda: self._with_service(work)))

    def _with_service(self, work: Callable[[Service], None]) -> None:
        if self._service is not None:
            work(self._service)

    def _submit(self, lane: ThreadPoolExecutor, work: Callable[[], None]) -> None:
        if not self._closed:
            lane.submit(lambda: self._guarded(work))

    def _guarded(self, work: Callable[[], None]) -> None:
        """Turn whatever escapes into words for the user; nothing is lost in a thread."""
        try:
            work()
        except UserError as error:
            self.tell(Notice(str(error)))
        except Exception as error:  # noqa: BLE001 the last handler: our own bug becomes a report
            report = self._crashes.write(error)
            self.tell(TurnFailed("", "", "Sordino made a mistake of its own.", f"A report lies in {report}."))
