"""The one model in use, and which file it comes from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from engine.model.catalog import find_model
from engine.model.port import ModelPort


class ModelSlot:
    """Holds at most one model port. Belongs to the thread that runs turns.

    `chosen` gives the file that the user chose, empty for the best that is there.
    """

    def __init__(
        self, models: Path, chosen: Callable[[], str], make_model: Callable[[Path], ModelPort]
    ) -> None:
        self._models = models
        self._chosen = chosen
        self._make_model = make_model
        self._model: ModelPort | None = None
        self.path = ""

    def current(self) -> ModelPort:
        """The model in use, chosen now where none is yet. Raises UserError where there is no file."""
        return self._model or self.use("")

    def use(self, path: str) -> ModelPort:
        """Take the file `path`, or the chosen one, in the place of what was there. Raises UserError."""
        file = find_model(self._models, path or self._chosen())
        self.close()
        self._model = self._make_model(file)
        self.path = str(file)
        return self._model

    def close(self) -> None:
        """End what runs. May be called twice."""
        if self._model is not None:
            self._model.close()
            self._model = None
