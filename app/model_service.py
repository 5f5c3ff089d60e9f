"""What a face can ask for about models: which there are, loading, downloads, copies, checks and removals.

Knows nothing of Qt. `load_model` belongs to the thread that runs turns; `fetch_model`, `import_model`,
`verify_model` and `accept_risks` take long and belong to a thread of their own; the rest is short.
"""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Literal

from app.model_slot import Admission, ModelSlot, UnacceptedError
from app.reading import ReadingSteps
from engine.contracts import Cancel
from engine.errors import Cancelled, UserError
from engine.events import (
    Event,
    FetchProgress,
    FileChecked,
    ImportProgress,
    ModelFailed,
    ModelLoading,
    ModelReady,
    ModelsChanged,
    RisksAsked,
)
from engine.ledger.store import Entry, Ledger
from engine.model import altered, catalog, hardware, library
from engine.model.catalog import CatalogModel
from engine.model.download import Downloader, Halt
from engine.model.measured import Measurements
from engine.model.port import FetchState, ModelOptions
from engine.settings import Settings

MACHINE_S = 5.0
"""So long what was found out about this computer is not asked for again."""


class ModelService:
    """`change` puts settings in force by name and saves them; `settings` gives those in force."""

    def __init__(
        self,
        *,
        folder: Callable[[], Path],
        own_folder: Path,
        settings: Callable[[], Settings],
        change: Callable[..., None],
        slot: ModelSlot,
        admission: Admission,
        downloader: Downloader,
        measurements: Measurements,
        ledger: Ledger,
        emit: Callable[[Event], None],
    ) -> None:
        self._folder = folder
        self._own_folder = own_folder
        self._settings = settings
        self._change = change
        self._slot = slot
        self._admission = admission
        self._downloader = downloader
        self._measurements = measurements
        self._ledger = ledger
        self._emit = emit
        self._lock = threading.Lock()
        self._halts: dict[str, Halt] = {}
        self._reading: dict[str, threading.Event] = {}
        self._running = ""
        self._machine: tuple[float, hardware.Machine] | None = None

    def list_models(self) -> None:
        """Tell listeners the catalogue, and what of it lies on this computer."""
        machine = self._this_machine()
        lines = library.entries(
            self._folder(), self._slot.path, self._settings(), machine, self._measurements
        )
        self._emit(ModelsChanged(lines, str(self._own_folder), hardware.disk_free(self._own_folder)))

    def load_model(self, path: str) -> None:
        """Load a GGUF file, or what is chosen for an empty path. A failure becomes ModelFailed."""
        try:
            model = self._slot.use(path)
            name = Path(self._slot.path).name
            if name:
                self._emit(ModelLoading(name, 0.0))
            info = model.load(lambda part: self._emit(ModelLoading(name, part)))
        except UserError as error:
            self._emit(ModelFailed(error.problem, error.way_out))
            if isinstance(error, UnacceptedError):
                found = error.found
                self._record(f"{found.path.name} was not loaded: it looks altered.", found.sha256)
                self._emit(RisksAsked(str(found.path), found.facts.name or found.path.stem, found.signs))
            self.list_models()
            return
        except Cancelled:
            return
        if info.host:
            self._record(f"Answers are made by {info.name} at {info.host}.", info.path)
        else:
            self._record(f"Loaded {info.name}.", self._slot.path)
        self._emit(ModelReady(info))
        if path:
            endpoint = replace(self._settings().endpoint, in_use=False)
            self._change(model_path=self._slot.path, endpoint=endpoint)
        self.list_models()

    def set_options(self, options: ModelOptions) -> None:
        """Choose how models are loaded, from the next loading on."""
        self._change(model_options=options)
        words = f"{options.gpu_layers} layers, {options.context} tokens, cache {options.cache_type}"
        self._record("Loading of models configured.", words, by="user")

    def accept_licence(self, model_id: str) -> None:
        """Note that the user has read and accepted a licence. Raises UserError for an unknown model."""
        known = _known(model_id)
        accepted = self._settings().accepted_licences
        if known.id not in accepted:
            self._record(
                f"Licence of {known.name} accepted.", f"{known.licence}\n{known.licence_url}", "user"
            )
            self._change(accepted_licences=(*accepted, known.id))
        self.list_models()

    def plan_fetch(self, model_id: str) -> None:
        """Put a download in line, so that it can be paused before it begins."""
        with self._lock:
            if model_id in self._halts:
                return
            self._halts[model_id] = Halt()
        known = _known(model_id)
        self._emit(FetchProgress(model_id, FetchState.WAITING, self._arrived(known), known.size))

    def fetch_model(self, model_id: str) -> bool:
        """Do the download that was put in line; how it goes and ends is told by FetchProgress.

        True where the model has arrived and none is in use yet.
        """
        halt = self._halts.get(model_id)
        if halt is None:
            return False
        known = _known(model_id)
        self._running = model_id
        arrived = False
        try:
            accepted = model_id in self._settings().accepted_licences
            self._downloader.fetch(known, halt, accepted)
            arrived = True
        except (UserError, Cancelled):
            pass  # told by the downloader, in the words of a FetchProgress
        finally:
            with self._lock:
                self._running = ""
                self._halts.pop(model_id, None)
        self.list_models()
        return arrived and not self._slot.path and not self._settings().endpoint.in_use

    def pause_fetch(self, model_id: str) -> bool:
        """Stop a download and keep what has arrived; True where it is the one at work. From any thread."""
        return self._stop(model_id, Halt.pause)

    def cancel_fetch(self, model_id: str) -> bool:
        """Stop a download and delete what has arrived; True where it is the one at work. From any thread."""
        return self._stop(model_id, Halt.cancel)

    def discard(self, model_id: str) -> None:
        """Delete what an unfinished download has left, unless it is in line. Raises UserError."""
        if model_id not in self._halts:
            known = _known(model_id)
            self._downloader.discard(known)
            self._record(f"What had arrived of {known.name} was deleted.", known.file, "user")
            self.list_models()

    def plan_reading(self, path: str) -> None:
        """Put the reading of a file in line, so that it can be stopped before it begins."""
        with self._lock:
            self._reading.setdefault(path, threading.Event())
        self._emit(FileChecked(path, 0.0))

    def plan_import(self, path: str) -> None:
        """Put the copy of a file in line, so that it can be stopped before it begins."""
        with self._lock:
            self._reading.setdefault(path, threading.Event())
        self._emit(ImportProgress(path, FetchState.WAITING, 0, _size(path)))

    def import_model(self, path: str) -> None:
        """Copy a GGUF file into the models folder; how it goes and ends is told by ImportProgress."""
        size, told = _size(path), -1

        def step(done: int, total: int) -> None:
            nonlocal told
            percent = done * 100 // max(1, total)
            if percent != told:
                told = percent
                self._emit(ImportProgress(path, FetchState.RUNNING, done, total))

        with self._stoppable(path) as cancel:
            try:
                self.bring_in(Path(path), "copy", step, cancel)
            except UserError as error:
                words = error.problem, error.way_out
                self._emit(ImportProgress(path, FetchState.FAILED, 0, size, *words))
                return
            except Cancelled:
                self._emit(ImportProgress(path, FetchState.CANCELLED, 0, size))
                return
        self._emit(ImportProgress(path, FetchState.DONE, size, size))
        self.list_models()

    def bring_in(
        self,
        path: Path,
        how: Literal["copy", "link"],
        on_progress: Callable[[int, int], object],
        cancel: Cancel,
    ) -> Path:
        """Put a GGUF file into the models folder; where it lies then. Raises UserError, and Cancelled."""
        where = library.import_model(path, self._own_folder, how, on_progress, cancel)
        done = "Copied {} into the models folder." if how == "copy" else "Linked {} into the models folder."
        self._record(done.format(where.name), str(path), "user")
        return where

    def verify_model(self, path: str) -> None:
        """Read a file anew for its sha256; what was found is told by FileChecked."""
        with self._stoppable(path) as cancel:
            steps = ReadingSteps(Path(path), self._emit)
            try:
                report = library.verify_model(Path(path), steps.read, cancel)
            except UserError as error:
                self._emit(FileChecked(path, 1.0, problem=str(error)))
                return
            except Cancelled:
                steps.stop()
                return
        self._record(report.sentence, f"{path}\n{report.sha256}")
        steps.end(report.sha256, "" if report.matches else report.sentence)
        self.list_models()

    def accept_risks(self, path: str) -> bool:
        """Note that the user accepts the risks of a file; False where that was stopped. Raises UserError."""
        with self._stoppable(path) as cancel:
            steps = ReadingSteps(Path(path), self._emit)
            try:
                found = altered.inspect(Path(path), steps.read, cancel)
            except Cancelled:
                steps.stop()
                return False
        steps.end(found.sha256)
        accepted = self._settings().accepted_altered
        if altered.needs_acceptance(found, accepted):
            words = "\n".join((path, found.sha256, *found.signs))
            self._record(f"Risks of the altered weights of {found.path.name} accepted.", words, "user")
            self._change(accepted_altered=(*accepted, found.sha256))
        return True

    def stop_reading(self, path: str) -> None:
        """Stop copying or checking a file. From any thread."""
        with self._lock:
            cancel = self._reading.get(path)
        if cancel is not None:
            cancel.set()

    def remove_model(self, path: str) -> None:
        """Delete a file of the models folder. Raises UserError."""
        library.remove_model(Path(path), self._own_folder, self._slot.path)
        self._record(f"Removed {Path(path).name} from this computer.", path, "user")
        self.list_models()

    def stop_all(self) -> None:
        """The program closes: what has arrived stays, and nothing is read to its end. From any thread."""
        self._admission.closing.set()
        with self._lock:
            for halt in self._halts.values():
                halt.pause()
            for cancel in self._reading.values():
                cancel.set()

    def _stop(self, model_id: str, how: Callable[[Halt], None]) -> bool:
        with self._lock:
            halt = self._halts.get(model_id)
            if halt is not None:
                how(halt)
            return halt is not None and self._running == model_id

    @contextlib.contextmanager
    def _stoppable(self, path: str) -> Iterator[Cancel]:
        with self._lock:
            cancel = self._reading.setdefault(path, threading.Event())
        try:
            if self._admission.closing.is_set():
                cancel.set()
            yield cancel
        finally:
            with self._lock:
                self._reading.pop(path, None)

    def _this_machine(self) -> hardware.Machine:
        now = time.monotonic()
        if self._machine is None or now - self._machine[0] > MACHINE_S:
            self._machine = (now, hardware.detect(self._own_folder))
        return self._machine[1]

    def _arrived(self, known: CatalogModel) -> int:
        return _size(str(catalog.part_of(self._own_folder / known.file)))

    def _record(self, reason: str, payload: str, by: str = "") -> None:
        self._ledger.record(Entry(kind="event", tool="model", by=by, reason=reason, payload=payload))


def _known(model_id: str) -> CatalogModel:
    try:
        return catalog.model(model_id)
    except KeyError:
        raise UserError(f"There is no model {model_id} in the catalogue.", "Choose another one.") from None


def _size(path: str) -> int:
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0
