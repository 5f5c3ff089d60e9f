"""Measures how fast a model reads and writes on this computer, in the very process that the chat uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from app.paths import Home
from engine.contracts import Cancel
from engine.errors import UserError
from engine.model.host import ModelProcess
from engine.model.measured import LEAST_TOKENS, Measurement, Measurements, measurement
from engine.model.port import Finished, ModelInfo, ModelOptions, ModelPort, Prompt, Reading

ROUNDS = 3
LINES = 24
"""Lines of the text that is read in each round, of some twenty tokens each."""
ANSWER = 64
"""Tokens that are written in each round."""


@dataclass(frozen=True, slots=True)
class Result:
    """The rounds of one model, and the median of both speeds."""

    info: ModelInfo
    rounds: tuple[Measurement, ...]

    @property
    def median(self) -> Measurement:
        """What is remembered."""
        return Measurement(
            name=self.info.name,
            file=Path(self.info.path).name,
            size=self.info.size,
            device=self.info.device,
            prefill=median(one.prefill for one in self.rounds),
            decode=median(one.decode for one in self.rounds),
        )

    @property
    def sentence(self) -> str:
        """For the user."""
        found = self.median
        writes = ", ".join(f"{one.decode:.1f}" for one in self.rounds)
        return (
            f"{found.name} on {found.device}: reads {found.prefill:.0f} and writes {found.decode:.1f} tokens "
            f"a second, the median of {len(self.rounds)} rounds ({writes})."
        )

    def as_json(self) -> dict[str, object]:
        """The same for scripts; speeds in tokens a second."""
        return {
            "path": self.info.path,
            "name": self.info.name,
            "size": self.info.size,
            "device": self.info.device,
            "context": self.info.context,
            "prefill": round(self.median.prefill, 2),
            "decode": round(self.median.decode, 2),
            "rounds": [
                {"prefill": round(one.prefill, 2), "decode": round(one.decode, 2)} for one in self.rounds
            ],
        }


def measure(
    path: Path, home: Home, options: ModelOptions, on_progress: Callable[[str], None], cancel: Cancel
) -> Result:
    """Load `path`, measure it, and remember the median. Raises UserError, and Cancelled on stop."""
    model = ModelProcess(path, home.model_log, options=options, cache=home.cache)
    try:
        info = model.load(lambda part: on_progress(f"Loading the model: {part:.0%}"))
        rounds = []
        for number in range(ROUNDS):
            on_progress(f"Round {number + 1} of {ROUNDS}")
            rounds.append(_round(model, info, number, cancel))
    finally:
        model.close()
    result = Result(info, tuple(rounds))
    Measurements(home.cache).remember(result.median)
    return result


def _round(model: ModelPort, info: ModelInfo, number: int, cancel: Cancel) -> Measurement:
    """One round. Its text begins otherwise than the others', so that it is read anew."""
    lines = [
        f"Item {number}{line:03} costs {line * 7} and weighs {line * 13} grams." for line in range(LINES)
    ]
    question = "\n".join(
        (f"This is list number {number}.", *lines, "Write the whole list again, line by line.")
    )
    prompt = Prompt(({"role": "user", "content": question},), max_tokens=ANSWER)
    reused, finished = 0, None
    for event in model.stream(prompt, cancel):
        if isinstance(event, Reading):
            reused = event.reused
        elif isinstance(event, Finished):
            finished = event
    if finished is None or finished.tokens < LEAST_TOKENS:
        raise UserError(
            f"{info.name} wrote too little for a measurement.", "Measure another model; this one still works."
        )
    return measurement(info, finished, reused)
