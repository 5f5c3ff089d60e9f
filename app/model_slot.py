"""The one model in use, which file it comes from, and whether that file may be loaded."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from pathlib import Path

from app.reading import ReadingSteps
from engine.errors import Cancelled, UserError
from engine.events import Event
from engine.model import altered
from engine.model.catalog import find_model
from engine.model.port import ModelPort


class UnacceptedError(UserError):
    """A file was not loaded, for its weights look altered and nobody has accepted the risks."""

    def __init__(self, found: altered.Inspection) -> None:
        told = altered.refusal(found)
        super().__init__(told.problem, told.way_out)
        self.found = found


class Admission:
    """Looks at a file before llama.cpp does. `accepted` holds the sha256 of each file whose risks were."""

    def __init__(self, accepted: Callable[[], Collection[str]], emit: Callable[[Event], None]) -> None:
        self._accepted = accepted
        self._emit = emit
        self.closing = threading.Event()
        """Set it to end the reading of a file: the program closes."""

    def admit(self, path: Path) -> None:
        """Let a file pass.

        Raises UnacceptedError, UserError where it is no sound GGUF file, and Cancelled while closing.
        """
        if self.closing.is_set():
            raise Cancelled
        steps = ReadingSteps(path, self._emit)
        found = altered.inspect(path, steps.read, self.closing)
        steps.end(found.sha256)
        if altered.needs_acceptance(found, self._accepted()):
            raise UnacceptedError(found)


class ModelSlot:
    """Holds at most one model port. Belongs to the thread that runs turns.

    `chosen` gives the file that the user chose, empty for the best that is there. `admit` raises where a
    file must not be loaded. `endpoint` gives the model behind an endpoint where that was chosen.
    """

    def __init__(
        self,
        models: Callable[[], Path],
        chosen: Callable[[], str],
        make_model: Callable[[Path], ModelPort],
        admit: Callable[[Path], None],
        endpoint: Callable[[], ModelPort | None] = lambda: None,
    ) -> None:
        self._models = models
        self._chosen = chosen
        self._make_model = make_model
        self._admit = admit
        self._endpoint = endpoint
        self._model: ModelPort | None = None
        self.path = ""

    def current(self) -> ModelPort:
        """The model in use, chosen now where none is yet. Raises UserError where there is no file."""
        return self._model or self.use("")

    def use(self, path: str) -> ModelPort:
        """Take the file `path`, or what is chosen, in the place of what was there. Raises UserError.

        Where the file must not be loaded, what was there stays. `path` is empty while an endpoint answers.
        """
        away = None if path else self._endpoint()
        if away is not None:
            self.close()
            self._model, self.path = away, ""
            return away
        file = find_model(self._models(), path or self._chosen())
        self._admit(file)
        self.close()
        self._model = self._make_model(file)
        self.path = str(file)
        return self._model

    def close(self) -> None:
        """End what runs. May be called twice."""
        if self._model is not None:
            self._model.close()
            self._model = None
