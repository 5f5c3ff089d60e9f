"""The one place where threads meet: commands go in, events come out as a Qt signal, answers go in by id.

Three lanes of one thread each: turns, everything short (settings, conversations, history), and what takes
long with model files (downloads, copies, checks). Widgets call the methods of `Commands`, which return at
once.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.crash import CrashReports
from app.questions import Questions
from engine.cloud import CloudSettings
from engine.contracts import Answer, Choice, Preferences, Revision
from engine.errors import UserError
from engine.events import Event, Notice, TurnFailed
from engine.model.port import EndpointSettings, ModelOptions

if TYPE_CHECKING:
    from app.service import Service


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
        self._closing = threading.Event()
        self._closed = False
        self._turns = ThreadPoolExecutor(1, thread_name_prefix="turns")
        self._short = ThreadPoolExecutor(1, thread_name_prefix="short")
        self._long = ThreadPoolExecutor(1, thread_name_prefix="models")

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
        self._questions.refuse_turns("stopped")

    def answer(self, question_id: str, choice: Choice, declined: tuple[str, ...] = ()) -> Answer | None:
        """End a question by the user's hand; see Commands."""
        return self._questions.answer(question_id, choice, declined=declined)

    def revise(self, question_id: str, revisions: Mapping[str, Revision]) -> Answer | None:
        """Have calls of a question prepared anew; see Commands."""
        return self._questions.answer(question_id, Choice.DENY, revisions=revisions)

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

    def preview_preferences(self, preferences: Preferences) -> None:
        """Ask what preferences would do; see Commands."""
        self._do(lambda service: service.policy.preview(preferences))

    def read_wish(self, text: str) -> None:
        """Ask what the free text proposes; see Commands."""
        self._do(lambda service: service.policy.read_wish(text))

    def apply_wish(self, text: str, chosen: tuple[int, ...]) -> None:
        """Put proposals in force; see Commands."""
        self._do(lambda service: service.apply_wish(text, chosen))

    def revoke_grant(self, grant_id: str) -> None:
        """End a grant; see Commands. Does not wait in line."""
        if self._service is not None:
            service = self._service
            self._guarded(lambda: service.policy.revoke(grant_id))

    def keep_grant(self, grant_id: str) -> None:
        """Let a grant hold until it is revoked; see Commands."""
        self._do(lambda service: service.policy.keep(grant_id))

    def set_folders(self, folders: tuple[str, ...]) -> None:
        """Choose the folders that tools may read; see Commands."""
        self._do(lambda service: service.set_folders(folders))

    def set_cloud(self, cloud: CloudSettings) -> None:
        """Settle what concerns the cloud; see Commands."""
        self._do(lambda service: service.cloud.configure(cloud))

    def set_key(self, name: str, key: str) -> None:
        """Store or remove an API key; see Commands."""
        self._do(lambda service: service.cloud.set_key(name, key))

    def check_expert(self, expert_id: str) -> None:
        """Try an expert's key, once the turn that runs has ended; see Commands."""
        self._do_turn(lambda service: service.cloud.check_expert(expert_id, self._closing))

    def update_prices(self) -> None:
        """Fetch the price list, once the turn that runs has ended; see Commands."""
        self._do_turn(lambda service: service.cloud.update_prices(self._closing))

    def prove_offline(self) -> None:
        """Try every way out; see Commands."""
        self._do_long(lambda service: service.prove_offline())

    def set_appearance(self, appearance: str, language: str) -> None:
        """Choose light or dark, and the language; see Commands."""
        self._do(lambda service: service.set_appearance(appearance, language))

    def load_model(self, path: str) -> None:
        """Load another GGUF file, once the turn that runs has ended; see Commands."""
        self._do_turn(lambda service: service.models.load_model(path))

    def set_endpoint(self, endpoint: EndpointSettings, key: str) -> None:
        """Configure the endpoint, and load what answers now; see Commands."""

        def work(service: Service) -> None:
            if service.endpoint.configure(endpoint, key):
                self.load_model("")

        self._do(work)

    def check_endpoint(self) -> None:
        """Ask the endpoint for its models, once the turn that runs has ended; see Commands."""
        self._do_turn(lambda service: service.endpoint.check(self._closing))

    def load_activity(self, search: str, limit: int) -> None:
        """Read the tool-call history; see Commands."""
        self._do(lambda service: service.load_activity(search, limit))

    def verify_ledger(self) -> None:
        """Read the whole chain again; see Commands."""
        self._do(lambda service: service.verify_ledger())

    def list_models(self) -> None:
        """Read the catalogue and the models folder; see Commands."""
        self._do(lambda service: service.models.list_models())

    def accept_licence(self, model_id: str) -> None:
        """Note that a licence is accepted; see Commands."""
        self._do(lambda service: service.models.accept_licence(model_id))

    def fetch_model(self, model_id: str) -> None:
        """Download a model, and load it where there was none; see Commands."""

        def work(service: Service) -> None:
            if service.models.fetch_model(model_id):
                self.load_model("")

        self._do(lambda service: service.models.plan_fetch(model_id))
        self._do_long(work)

    def pause_fetch(self, model_id: str) -> None:
        """Stop a download for now; see Commands. Does not wait in line."""
        if self._service is not None and self._service.models.pause_fetch(model_id):
            self._questions.refuse_errands("stopped")

    def cancel_fetch(self, model_id: str) -> None:
        """Stop a download for good; see Commands. Does not wait in line."""
        if self._service is not None and self._service.models.cancel_fetch(model_id):
            self._questions.refuse_errands("stopped")
        self._do(lambda service: service.models.discard(model_id))

    def import_model(self, path: str) -> None:
        """Copy a file into the models folder; see Commands."""
        self._do(lambda service: service.models.plan_import(path))
        self._do_long(lambda service: service.models.import_model(path))

    def verify_model(self, path: str) -> None:
        """Read a file anew for its sha256; see Commands."""
        self._do(lambda service: service.models.plan_reading(path))
        self._do_long(lambda service: service.models.verify_model(path))

    def accept_risks(self, path: str) -> None:
        """Accept the risks of altered weights, and load the file; see Commands."""

        def work(service: Service) -> None:
            if service.models.accept_risks(path):
                self.load_model(path)

        self._do(lambda service: service.models.plan_reading(path))
        self._do_long(work)

    def stop_reading(self, path: str) -> None:
        """Stop copying or checking a file; see Commands. Does not wait in line."""
        if self._service is not None:
            self._service.models.stop_reading(path)

    def remove_model(self, path: str) -> None:
        """Delete a file of the models folder; see Commands."""
        self._do(lambda service: service.models.remove_model(path))

    def set_model_options(self, options: ModelOptions) -> None:
        """Choose how models are loaded, and load the one in use anew; see Commands."""
        self._do(lambda service: service.models.set_options(options))
        self.load_model("")

    def close(self) -> None:
        """Refuse what is open, stop what runs, and wait until all lanes and the service have ended."""
        self._questions.close()
        self._closing.set()
        self._cancel.set()
        if self._service is not None:
            self._service.models.stop_all()
        self._short.shutdown(wait=True, cancel_futures=True)
        self._closed = True
        for lane in (self._turns, self._long):
            lane.shutdown(wait=True, cancel_futures=True)
        if self._service is not None:
            self._service.close()
            self._service = None

    def _do(self, work: Callable[[Service], None]) -> None:
        self._submit(self._short, lambda: self._with_service(work))

    def _do_long(self, work: Callable[[Service], None]) -> None:
        """Queue work that takes long with model files, behind what the short lane still has to do."""
        self._submit(self._short, lambda: self._submit(self._long, lambda: self._with_service(work)))

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
