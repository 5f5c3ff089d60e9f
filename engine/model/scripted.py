"""A model that plays a script: a real implementation of the port, so that tests drive the true loop."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from engine.contracts import Cancel
from engine.errors import Cancelled, UserError
from engine.model.port import Finished, ModelEvent, ModelInfo, Prompt, Reading, Text


class ScriptedModel:
    """Writes `script[i]` at step i, whatever it reads; an exhausted script writes empty text.

    Texts come in pieces of `chunk` characters (0: whole), with `delay_s` before each piece. At step
    `fail_at` (counted from 0) it raises `failure` after half of its pieces, once; the script goes on after
    that. `prompts` keeps what it was given.
    """

    def __init__(
        self,
        script: Sequence[str],
        *,
        chunk: int = 0,
        delay_s: float = 0.0,
        fail_at: int | None = None,
        failure: UserError | None = None,
    ) -> None:
        self._script = tuple(script)
        self._chunk = chunk
        self._delay_s = delay_s
        self._fail_at = fail_at
        self._failure = failure or UserError("The model process ended.", "Send the message again.")
        self.prompts: list[Prompt] = []
        self.closed = False

    def load(self, on_progress: Callable[[float], None]) -> ModelInfo:
        """Ready at once."""
        on_progress(1.0)
        return ModelInfo("Scripted", "", 0, "", "script", 8192)

    def stream(self, prompt: Prompt, cancel: Cancel) -> Iterator[ModelEvent]:
        """Play the next text. Raises the failure of its step, and Cancelled once `cancel` is set."""
        step = len(self.prompts)
        self.prompts.append(prompt)
        text = self._script[step] if step < len(self._script) else ""
        pieces = self._pieces(text)
        words = sum(len(str(message.get("content", "")).split()) for message in prompt.messages)
        yield Reading(words, words, 0)
        for number, piece in enumerate(pieces):
            if step == self._fail_at and number >= len(pieces) // 2:
                raise self._failure
            if cancel.wait(self._delay_s) if self._delay_s else cancel.is_set():
                raise Cancelled
            yield Text(piece)
        if step == self._fail_at and not pieces:
            raise self._failure
        yield Finished("stop", words, len(pieces), 0.0, 0.0)

    def close(self) -> None:
        """Nothing runs behind it."""
        self.closed = True

    def _pieces(self, text: str) -> list[str]:
        size = self._chunk if self._chunk > 0 else max(len(text), 1)
        return [text[start : start + size] for start in range(0, len(text), size)]
