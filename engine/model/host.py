"""The model process as the engine sees it: started when needed, watched, and started again when it died."""

from __future__ import annotations

import contextlib
import itertools
import json
import queue
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from engine.contracts import Cancel
from engine.errors import Cancelled, UserError
from engine.model import protocol
from engine.model.port import (
    ContextFull,
    Finished,
    ModelEvent,
    ModelInfo,
    ModelOptions,
    Prompt,
    Reading,
    Text,
)
from engine.model.running import STOP_S, Ended, RunningWorker, sendable

POLL_S = 0.05
MOST_DEATHS = 3
"""So often in a row may the worker die before it is no longer started anew."""
_OUT_OF_MEMORY = re.compile(r"out of memory|failed to allocate|ErrorOutOfDeviceMemory", re.IGNORECASE)
_GPU_FAILED = re.compile(
    r"(?:CUDA|ROCm|Metal|Vulkan|SYCL) error|ErrorDeviceLost|GPU has fallen", re.IGNORECASE
)


class ModelProcess:
    """A GGUF file behind the engine's model port. The worker starts at the first `load` or `stream`.

    One generation runs at a time; a second caller waits. `log_path` takes the worker's stderr, which holds
    nothing that the user or the model wrote. `cache` is the folder for saved states of the instructions and
    for what was measured on this machine; without it nothing is kept.

    A worker that dies is started anew by the next request, with less on the graphics card where the memory
    was short; after MOST_DEATHS deaths without an answer between them this object starts no more.
    """

    def __init__(
        self,
        model_path: Path,
        log_path: Path | None = None,
        *,
        options: ModelOptions | None = None,
        cache: Path | None = None,
    ) -> None:
        self._model_path = model_path
        self._start = protocol.Start(str(model_path), options or ModelOptions(), str(cache or ""))
        self._log_path = log_path
        self._deaths = 0
        self._process: RunningWorker | None = None
        self._closed = False
        self._turn = threading.Lock()
        self._ids = itertools.count(1)

    @property
    def pid(self) -> int:
        """The worker's process id, 0 while there is none."""
        process = self._process
        return process.pid if process is not None and process.alive else 0

    @property
    def confined(self) -> bool:
        """True where the running worker found that the system lets it make no socket at all."""
        loaded = self._process.loaded if self._process else None
        return loaded is not None and not loaded.ip_sockets and not loaded.unix_sockets

    def load(self, on_progress: Callable[[float], None]) -> ModelInfo:
        """Load where it is not loaded yet; progress from 0 to 1. Raises UserError."""
        with self._turn:
            return self._info(self._ready(on_progress))

    def stream(self, prompt: Prompt, cancel: Cancel) -> Iterator[ModelEvent]:
        """Continue the prompt; ends with Finished. Raises UserError if the model died, Cancelled on stop."""
        if not any(message.get("content") or message.get("tool_calls") for message in prompt.messages):
            raise UserError("The prompt is empty.", "Write a message first.")
        with self._turn:
            process = self._ready(lambda _: None, cancel)
            yield from self._generate(process, prompt, cancel)

    def close(self) -> None:
        """End the worker within a second, whatever it does. May be called twice."""
        self._closed = True
        process, self._process = self._process, None
        if process is not None:
            process.end()

    def _ready(self, on_progress: Callable[[float], None], cancel: Cancel | None = None) -> RunningWorker:
        """A worker that has loaded the model."""
        if self._closed:
            raise UserError("The model is closed.", "Start Sordino again.")
        if self._process is not None and not self._process.alive:
            self._bury(self._process)
        if self._process is None:
            if self._deaths >= MOST_DEATHS:
                raise UserError(
                    f"The model process has died {self._deaths} times in a row; it is not started again.",
                    "Choose a smaller model, or load this one again on the Models page.",
                )
            self._process = RunningWorker(self._start, self._log_path)
            self._end_if_closed(self._process)
        process = self._process
        while process.loaded is None:
            reply = self._next(process, cancel)
            if isinstance(reply, protocol.Loading):
                on_progress(reply.fraction)
            elif isinstance(reply, protocol.Loaded):
                process.is_loaded(reply)
        return process

    def _end_if_closed(self, process: RunningWorker) -> None:
        """`close` may have come from another thread while the worker was being started."""
        if self._closed:
            self._drop(process)
            raise Cancelled

    def _next(self, process: RunningWorker, cancel: Cancel | None = None) -> protocol.Reply:
        """The next reply. Raises Cancelled where `cancel` is set meanwhile, UserError where it failed."""
        while True:
            if cancel is not None and cancel.is_set():
                raise Cancelled
            with contextlib.suppress(queue.Empty):
                reply = process.replies.get(timeout=POLL_S if cancel is not None else None)
                break
        if isinstance(reply, Ended):
            raise self._death(process)
        if isinstance(reply, protocol.Failed):
            if reply.id == 0:
                self._drop(process)
            if reply.tokens:
                raise ContextFull(reply.problem, reply.way_out, reply.tokens)
            raise UserError(reply.problem, reply.way_out)
        return reply

    def _generate(self, process: RunningWorker, prompt: Prompt, cancel: Cancel) -> Iterator[ModelEvent]:
        request = protocol.Generate(
            id=next(self._ids),
            messages=[sendable(message) for message in prompt.messages],
            tools=[sendable(tool) for tool in prompt.tools],
            max_tokens=prompt.max_tokens,
            temperature=prompt.temperature,
            seed=prompt.seed,
            thinking_tokens=prompt.thinking_tokens,
        )
        if cancel.is_set():
            raise Cancelled
        process.send(request)
        over = False
        try:
            while not over:
                try:
                    reply = self._next(process, cancel)
                except UserError:
                    over = True
                    raise
                over = isinstance(reply, protocol.Done)
                self._deaths = 0 if over else self._deaths
                event = _event(reply)
                if event is not None:
                    yield event
        finally:
            if not over:
                self._stop(process, request.id)

    def _stop(self, process: RunningWorker, request_id: int) -> None:
        """Stop a generation, so that the worker is free again; kill it where it does not obey."""
        if self._closed:
            return
        process.send(protocol.Stop(request_id))
        while True:
            try:
                reply = process.replies.get(timeout=STOP_S)
            except queue.Empty:
                self._drop(process)
                return
            if isinstance(reply, Ended):
                self._drop(process)
                return
            if isinstance(reply, protocol.Done | protocol.Stopped | protocol.Failed):
                return

    def _drop(self, process: RunningWorker) -> None:
        if self._process is process:
            self._process = None
        process.end()

    def _death(self, process: RunningWorker) -> UserError | Cancelled:
        """What to tell the user about a worker that is gone."""
        if self._closed:
            return Cancelled()
        loading = process.loaded is None
        reason = self._bury(process)
        problem = f"The model process ended while it {'loaded' if loading else 'wrote'}: {reason}."
        way_out = "Choose a smaller model." if loading else "Send the message again; the model starts anew."
        if self._log_path is not None:
            way_out += f" The log is {self._log_path}."
        return UserError(problem, way_out)

    def _bury(self, process: RunningWorker) -> str:
        """Count a worker's death, and plan for less where memory was short; why it died, in words."""
        code = process.wait()
        said = process.last_words()
        self._drop(process)
        self._deaths += 1
        if process.loaded is not None and process.loaded.device.startswith("CPU"):
            return _reason(code, "")
        if _OUT_OF_MEMORY.search(said) or _GPU_FAILED.search(said):
            self._start = msgspec.structs.replace(self._start, retreat=self._start.retreat + 1)
        return _reason(code, said)

    def _info(self, process: RunningWorker) -> ModelInfo:
        loaded = process.loaded
        assert loaded is not None
        return ModelInfo(
            name=loaded.name,
            path=str(self._model_path),
            size=loaded.size,
            quantisation=loaded.quantisation,
            device=loaded.device,
            context=loaded.context,
            note=loaded.note,
            needs_examples="orchestrator" not in f"{loaded.name} {self._model_path.name}".lower(),
        )


def probe_sockets() -> dict[str, bool]:
    """Start a worker that only tries to make sockets: family and kind, and whether the system allowed it.

    Raises OSError and subprocess.SubprocessError where it cannot be run.
    """
    report = subprocess.run([*protocol.WORKER, "--probe"], stdout=subprocess.PIPE, check=True, timeout=60)
    found: dict[str, Any] = json.loads(report.stdout)
    return {str(name): bool(opened) for name, opened in found.items()}


def _event(reply: protocol.Reply) -> ModelEvent | None:
    match reply:
        case protocol.Progress(done=done, total=total, reused=reused):
            return Reading(done, total, reused)
        case protocol.Piece(text=text):
            return Text(text)
        case protocol.Done():
            return Finished(reply.reason, reply.prompt_tokens, reply.tokens, reply.reading_s, reply.writing_s)
        case _:
            return None


def _reason(code: int, said: str) -> str:
    """An exit status in words; `said` is the end of the log."""
    if _OUT_OF_MEMORY.search(said):
        return "the memory was too small for it, so next time less is put on the graphics card"
    if _GPU_FAILED.search(said):
        return "the graphics card failed, so next time less is put on it"
    if code == -signal.SIGKILL if hasattr(signal, "SIGKILL") else False:
        return "it was killed, perhaps because the memory was full"
    if code < 0:
        with contextlib.suppress(ValueError):
            return f"it was ended by {signal.Signals(-code).name}"
    return f"it ended with status {code}"
