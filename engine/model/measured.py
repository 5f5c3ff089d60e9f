"""The speeds that were measured on this computer, remembered in a small file of the cache folder."""

from __future__ import annotations

import contextlib
import os
import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from engine.contracts import Cancel
from engine.model.port import Finished, ModelEvent, ModelInfo, ModelPort, Prompt, Reading

FILE = "speeds.json"
LEAST_TOKENS = 16
"""So many tokens must have been written before an answer says anything about the speed."""


class Measurement(msgspec.Struct, frozen=True):
    """One model's speed on one device, in tokens a second; `prefill` is 0 where nothing was read anew.

    `file` and `size` (bytes) say which file it was, `device` what computed, as ModelInfo has it.
    """

    name: str
    file: str
    size: int
    device: str
    prefill: float
    decode: float

    @property
    def kind(self) -> str:
        """The device without its figures; empty where processor and card share the work."""
        return device_kind(self.device)


class Measurements:
    """What was measured here; without a folder nothing is known and nothing is kept."""

    def __init__(self, cache: Path | None) -> None:
        self._file = cache / FILE if cache else None

    def all(self) -> tuple[Measurement, ...]:
        """Every measurement, the newest last. A file that cannot be read holds none."""
        if self._file is None:
            return ()
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=tuple[Measurement, ...])
        except (OSError, msgspec.DecodeError):
            return ()

    def remember(self, found: Measurement) -> None:
        """Keep it in the place of what was known of this file on this device."""
        if self._file is None:
            return
        kept = [other for other in self.all() if _key(other) != _key(found)]
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(dir=self._file.parent, prefix=FILE)
            with os.fdopen(descriptor, "wb") as file:
                file.write(msgspec.json.encode([*kept, found]))
            Path(name).replace(self._file)

    def of(self, file: str, size: int, kind: str) -> Measurement | None:
        """The newest measurement of one file on this kind of device; an empty kind is a shared load."""
        wanted = (file, size, kind)
        return next(
            (found for found in reversed(self.all()) if (found.file, found.size, found.kind) == wanted), None
        )

    def like(self, kind: str, size: int) -> Measurement | None:
        """The measurement of another file on a device of this kind, the nearest in size."""
        same = [found for found in self.all() if kind and found.kind == kind and found.decode > 0]
        return min(same, key=lambda found: abs(found.size - size), default=None)


def device_kind(device: str) -> str:
    """`CPU` for `CPU 2 threads`, `CUDA` for `CUDA 36/36 layers`, nothing for `CUDA 20/36 layers`."""
    kind = re.match(r"[A-Za-z]+", device)
    share = re.search(r"(\d+)/(\d+)", device)
    return kind[0].upper() if kind and (not share or share[1] == share[2]) else ""


def _key(found: Measurement) -> tuple[str, int, str]:
    return found.file, found.size, re.sub(r"\d+ threads?", "", found.device)


class Measuring:
    """A model port that remembers how fast the port behind it works, by every answer that is long enough."""

    def __init__(self, port: ModelPort, measurements: Measurements) -> None:
        self._port = port
        self._measurements = measurements

    def load(self, on_progress: Callable[[float], None]) -> ModelInfo:
        """As the port behind it."""
        return self._port.load(on_progress)

    def stream(self, prompt: Prompt, cancel: Cancel) -> Iterator[ModelEvent]:
        """As the port behind it."""
        reused, finished = 0, None
        for event in self._port.stream(prompt, cancel):
            if isinstance(event, Reading):
                reused = event.reused
            elif isinstance(event, Finished):
                finished = event
            yield event
        if finished is not None and finished.tokens >= LEAST_TOKENS and finished.writing_s > 0:
            info = self._port.load(lambda _: None)
            self._measurements.remember(measurement(info, finished, reused))

    def close(self) -> None:
        """As the port behind it."""
        self._port.close()


def measurement(info: ModelInfo, finished: Finished, reused: int) -> Measurement:
    """The speed of one generation; `reused` tokens of its prompt were not read anew."""
    anew = finished.prompt_tokens - reused
    return Measurement(
        name=info.name,
        file=Path(info.path).name,
        size=info.size,
        device=info.device,
        prefill=anew / finished.reading_s if anew >= LEAST_TOKENS and finished.reading_s > 0 else 0.0,
        decode=finished.tokens / finished.writing_s if finished.writing_s > 0 else 0.0,
    )
