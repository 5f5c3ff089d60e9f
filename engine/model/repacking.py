"""Whether llama.cpp shall rearrange a model's weights for this processor: measured once, then remembered.

Rearranged weights read some prompts faster and others slower, depending on processor and model, and they
cost memory and time to load. So both ways are tried at the first load, each in a process of its own: on a
virtual Xeon with AMX the rearranged weights of llama-cpp-python 0.3.36 end in a segmentation fault.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
from collections.abc import Callable
from pathlib import Path

import msgspec

TURN_PROMPT = 512
TURN_ANSWER = 128
"""Tokens of a usual step: what is read anew, and what is written. The two ways are compared by it."""
MARGIN = 0.97
"""Rearranged weights must be at least this much faster, for they cost memory."""


class Speed(msgspec.Struct, frozen=True):
    """Tokens a second."""

    prefill: float
    decode: float

    @property
    def sound(self) -> bool:
        """True for figures that were measured."""
        return self.prefill > 0 and self.decode > 0

    @property
    def step_s(self) -> float:
        """Seconds that a usual step takes."""
        return TURN_PROMPT / self.prefill + TURN_ANSWER / self.decode


class _Tried(msgspec.Struct, frozen=True):
    """Both speeds; None where the attempt failed."""

    plain: Speed | None
    repacked: Speed | None

    @property
    def better(self) -> bool:
        if self.plain is None or self.repacked is None or not self.plain.sound or not self.repacked.sound:
            return False
        return self.repacked.step_s < self.plain.step_s * MARGIN


class Repacking:
    """The choices of this machine, remembered in `file`; without a file nothing is tried."""

    def __init__(self, file: Path | None) -> None:
        self._file = file

    def choose(self, model: str, build: str, measure: Callable[[bool], Speed | None]) -> bool:
        """True where rearranged weights are faster for the model with this fingerprint.

        `measure` is called with False and then with True where the answer is not known yet; it gives None
        where the attempt failed.
        """
        if self._file is None:
            return False
        known = self._read()
        key = hashlib.sha256(f"{model}\n{build}\n{processor()}".encode()).hexdigest()
        if key not in known:
            if not self._write(known):
                return False  # or it would be tried again at every start
            tried = _Tried(measure(False), measure(True))
            if tried.plain is None:
                return False
            known[key] = tried
            self._write(known)
        return known[key].better

    def _read(self) -> dict[str, _Tried]:
        assert self._file is not None
        try:
            return msgspec.json.decode(self._file.read_bytes(), type=dict[str, _Tried])
        except (OSError, msgspec.DecodeError):
            return {}

    def _write(self, known: dict[str, _Tried]) -> bool:
        """Remember the choices; whether that could be done."""
        assert self._file is not None
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            self._file.write_bytes(msgspec.json.encode(known))
            return True
        return False


def processor() -> str:
    """The processor's name and the number of its threads."""
    name = platform.processor() or platform.machine()
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                name = line.partition(":")[2].strip()
                break
    return f"{name} {os.cpu_count()}"
