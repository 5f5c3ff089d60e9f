"""The model process as the engine sees it: started when needed, watched, and started again when it died."""

from __future__ import annotations

import contextlib
import itertools
import json
import os
import queue
import re
import signal
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Any

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

CLOSE_S = 0.7
STOP_S = 5.0
POLL_S = 0.05
LOG_LIMIT = 1_000_000
MOST_DEATHS = 3
"""So often in a row may the worker die before it is no longer started anew."""
_OUT_OF_MEMORY = re.compile(r"out of memory|failed to allocate|ErrorOutOfDeviceMemory", re.IGNORECASE)
_GPU_FAILED = re.compile(
    r"(?:CUDA|ROCm|Metal|Vulkan|SYCL) error|ErrorDeviceLost|GPU has fallen", re.IGNORECASE
)

# libgomp's threads wait for one another by spinning; beside other busy programs that costs ten times the
# work itself. After some microseconds of spinning they sleep instead. One heap for all threads of glibc's
# keeps some 20 MB less. A backtrace of llama.cpp's would show the arguments of its functions.
_ENVIRONMENT = {"GOMP_SPINCOUNT": "1000", "MALLOC_ARENA_MAX": "1", "GGML_NO_BACKTRACE": "1"}


class _Ended:
    """The worker's stdout closed: there is no process any more."""


_Incoming = protocol.Reply | _Ended


class _Process:
    """One running worker with its reading thread. `replies` ends with _Ended."""

    def __init__(self, start: protocol.Start, log_path: Path | None) -> None:
        """Raises UserError where no process can be started."""
        self.replies: queue.SimpleQueue[_Incoming] = queue.SimpleQueue()
        self.loaded: protocol.Loaded | None = None
        self._requests: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._log_path = log_path
        try:
            with _open_log(log_path) as log:
                self._log_start = self._log_size()
                self._popen = subprocess.Popen(
                    [*protocol.WORKER, msgspec.json.encode(start).decode()],
                    stdin=subprocess.PIPE,
                    stdout=subprocess.PIPE,
                    stderr=log,
                    env={**_ENVIRONMENT, **os.environ},
                    start_new_session=True,
                )
        except (OSError, UnicodeEncodeError) as error:
            raise UserError(f"The model process could not be started: {error}.", "Try again.") from error
        self._reader = threading.Thread(target=self._read, name="model-replies", daemon=True)
        self._reader.start()
        self._writer = threading.Thread(target=self._write, name="model-requests", daemon=True)
        self._writer.start()

    @property
    def pid(self) -> int:
        """The process id."""
        return self._popen.pid

    @property
    def alive(self) -> bool:
        """True while the process runs."""
        return self._popen.poll() is None

    def send(self, request: protocol.Request) -> None:
        """Have one request written; returns at once. A dead worker shows as _Ended in `replies`."""
        self._requests.put(protocol.encode(request))

    def _write(self) -> None:
        """Write requests until None comes or the worker is gone, then close its stdin, which ends it."""
        assert self._popen.stdin is not None
        with contextlib.suppress(OSError), self._popen.stdin as stream:
            while (request := self._requests.get()) is not None:
                stream.write(request)
                stream.flush()

    def _read(self) -> None:
        assert self._popen.stdout is not None
        try:
            with self._popen.stdout as stream:
                while (reply := protocol.read_reply(stream)) is not None:
                    self.replies.put(reply)
        except (protocol.ChannelError, OSError):
            self._popen.kill()
        self.replies.put(_Ended())

    def is_loaded(self, loaded: protocol.Loaded) -> None:
        """Note that it has loaded; what the log said until then is no reason for a later death."""
        self.loaded = loaded
        self._log_start = self._log_size()

    def last_words(self) -> str:
        """The end of what this process wrote into the log."""
        if self._log_path is None:
            return ""
        with contextlib.suppress(OSError), self._log_path.open("rb") as log:
            log.seek(max(self._log_start, self._log_size() - 8192))
            return log.read().decode(errors="replace")
        return ""

    def _log_size(self) -> int:
        return self._log_path.stat().st_size if self._log_path else 0

    def wait(self) -> int:
        """The exit status of a process whose stdout has closed; negative for a signal."""
        try:
            return self._popen.wait(STOP_S)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            return self._popen.wait()

    def end(self) -> None:
        """Close stdin, which ends the worker at once; kill it where that does not help."""
        self._requests.put(None)
        try:
            self._popen.wait(CLOSE_S)
        except subprocess.TimeoutExpired:
            self._popen.kill()
            self._popen.wait()
        self._writer.join()
        self._reader.join()


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
        self._process: _Process | None = None
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

    def _ready(self, on_progress: Callable[[float], None], cancel: Cancel | None = None) -> _Process:
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
            self._process = _Process(self._start, self._log_path)
            self._end_if_closed(self._process)
        process = self._process
        while process.loaded is None:
            reply = self._next(process, cancel)
            if isinstance(reply, protocol.Loading):
                on_progress(reply.fraction)
            elif isinstance(reply, protocol.Loaded):
                process.is_loaded(reply)
        return process

    def _end_if_closed(self, process: _Process) -> None:
        """`close` may have come from another thread while the worker was being started."""
        if self._closed:
            self._drop(process)
            raise Cancelled

    def _next(self, process: _Process, cancel: Cancel | None = None) -> protocol.Reply:
        """The next reply. Raises Cancelled where `cancel` is set meanwhile, UserError where it failed."""
        while True:
            if cancel is not None and cancel.is_set():
                raise Cancelled
            with contextlib.suppress(queue.Empty):
                reply = process.replies.get(timeout=POLL_S if cancel is not None else None)
                break
        if isinstance(reply, _Ended):
            raise self._death(process)
        if isinstance(reply, protocol.Failed):
            if reply.id == 0:
                self._drop(process)
            if reply.tokens:
                raise ContextFull(reply.problem, reply.way_out, reply.tokens)
            raise UserError(reply.problem, reply.way_out)
        return reply

    def _generate(self, process: _Process, prompt: Prompt, cancel: Cancel) -> Iterator[ModelEvent]:
        request = protocol.Generate(
            id=next(self._ids),
            messages=[_sendable(message) for message in prompt.messages],
            tools=[_sendable(tool) for tool in prompt.tools],
            max_tokens=prompt.max_tokens,
            temperature=prompt.temperature,
            seed=prompt.seed,
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

    def _stop(self, process: _Process, request_id: int) -> None:
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
            if isinstance(reply, _Ended):
                self._drop(process)
                return
            if isinstance(reply, protocol.Done | protocol.Stopped | protocol.Failed):
                return

    def _drop(self, process: _Process) -> None:
        if self._process is process:
            self._process = None
        process.end()

    def _death(self, process: _Process) -> UserError | Cancelled:
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

    def _bury(self, process: _Process) -> str:
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

    def _info(self, process: _Process) -> ModelInfo:
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


def _sendable(value: Any) -> Any:  # noqa: ANN401 JSON of any shape
    """A JSON value as the channel can carry it: no half characters, and no numbers beyond 64 bits."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    if isinstance(value, int):
        return value if -(2**63) <= value < 2**63 else str(value)
    if isinstance(value, Mapping):
        return {_sendable(str(key)): _sendable(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [_sendable(item) for item in value]
    return value


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


@contextlib.contextmanager
def _open_log(path: Path | None) -> Iterator[IO[bytes] | int]:
    """The log file to append to, begun anew where it has grown long. Raises OSError."""
    if path is None:
        yield subprocess.DEVNULL
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    long = path.exists() and path.stat().st_size > LOG_LIMIT
    with path.open("wb" if long else "ab") as file:
        path.chmod(0o600)
        yield file
