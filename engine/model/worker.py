"""The model process: the only place where llama.cpp runs.

Run as `python -P -m engine.model.worker MODEL CONTEXT`, or with `--probe` to report which sockets the system
lets this process open. It reads requests from stdin and writes replies to stdout (engine.model.protocol);
stderr is the log and never holds what the user or the model wrote. It ends as soon as stdin closes.
"""

from __future__ import annotations

import os
import sys

from engine.confinement import confine, probe

if __name__ == "__main__":
    confine("model")
    _REPLIES = os.dup(1)
    os.dup2(2, 1)

import ctypes
import json
import queue
import re
import signal
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any, TypeAlias

import llama_cpp

from engine.errors import UserError
from engine.model import protocol
from engine.model.catalog import known_file
from engine.model.fit import fitting_context, free_memory, thread_count
from engine.model.generation import READ_CHUNK, Generator, Percentages, log
from engine.model.gguf import GgufFacts, read_facts
from engine.model.sockets import open_sockets
from engine.model.template import MARK

_TAG = re.compile(r"[<\[].*[>\]]", re.DOTALL)
_WARNING, _ERROR = 3, 4  # ggml_log_level

Handle: TypeAlias = Any
"""A pointer of llama.cpp's, or None."""


class LlamaLog:
    """Keeps what llama.cpp says about devices and errors, and passes warnings and errors on to the log."""

    def __init__(self) -> None:
        self.backend = ""
        self.offloaded = ""
        self.last_error = ""
        self._callback = llama_cpp.llama_log_callback(self._take)
        llama_cpp.llama_log_set(self._callback, ctypes.c_void_p(0))

    def _take(self, level: int, text: bytes, _data: object) -> None:
        line = text.decode("utf-8", errors="replace").strip()
        if found := re.search(r"using device ([A-Za-z]+)", line):
            self.backend = found[1]
        elif found := re.search(r"offloaded (\d+/\d+) layers", line):
            self.offloaded = found[1]
        if level in {_WARNING, _ERROR} and line:
            log(line)
            if level == _ERROR:
                self.last_error = line

    def device(self, threads: int) -> str:
        """What really computes: `CPU 2 threads`, `CUDA 36/36 layers`."""
        if self.backend and self.offloaded and not self.offloaded.startswith("0/"):
            return f"{self.backend} {self.offloaded} layers"
        return f"CPU {threads} {'thread' if threads == 1 else 'threads'}"


class LoadedModel:
    """One GGUF file in memory, its vocabulary and its context with one sequence.

    `cached` is what the context's memory holds, token by token. Raises UserError where it cannot be loaded.
    """

    def __init__(
        self,
        path: Path,
        facts: GgufFacts,
        context: int,
        on_progress: Callable[[float], None],
        stop: threading.Event,
    ) -> None:
        self.cached: list[int] = []
        self.threads = thread_count()
        self._log = LlamaLog()
        llama_cpp.llama_backend_init()
        wanted = fitting_context(context, facts.context, facts.cache_bytes_per_token, free_memory())
        # A machine whose graphics memory is too small still has its processor.
        for gpu_layers in (-1, 0) if llama_cpp.llama_supports_gpu_offload() else (0,):
            self._model = self._load(path, gpu_layers, on_progress)
            self._context = self._make_context(wanted, stop) if self._model else None
            if self._context:
                break
            if self._model:
                llama_cpp.llama_model_free(self._model)
        if not self._context:
            raise UserError(
                f"{path.name} could not be loaded: {self._log.last_error or 'llama.cpp refused it'}.",
                "Choose another model, or a smaller one; the file may also be damaged.",
            )
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self.context = int(llama_cpp.llama_n_ctx(self._context))
        self.device = self._log.device(self.threads)
        self._buffer = ctypes.create_string_buffer(1024)
        self.specials = self._special_tokens()

    def _load(self, path: Path, gpu_layers: int, on_progress: Callable[[float], None]) -> Handle:
        def progress(fraction: float, _data: object) -> bool:
            on_progress(fraction)
            return True

        parameters = llama_cpp.llama_model_default_params()
        parameters.n_gpu_layers = gpu_layers
        # Repacked weights were measured slower to read prompts with, and cost memory and time to load.
        parameters.use_extra_bufts = False
        parameters.progress_callback = callback = llama_cpp.llama_progress_callback(progress)
        model = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
        del callback
        return model

    def _make_context(self, context: int, stop: threading.Event) -> Handle:
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = context
        parameters.n_batch = parameters.n_ubatch = READ_CHUNK
        parameters.n_threads = parameters.n_threads_batch = self.threads
        parameters.no_perf = True
        made = llama_cpp.llama_init_from_model(self._model, parameters)
        if made:
            self._abort = llama_cpp.ggml_abort_callback(lambda _data: stop.is_set())
            llama_cpp.llama_set_abort_callback(made, self._abort, ctypes.c_void_p(0))
        return made

    def _special_tokens(self) -> dict[int, str]:
        """Control tokens, and what a file defines as tags (`<tool_call>`), with their spellings."""
        control = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN
        found = {}
        for token in range(llama_cpp.llama_vocab_n_tokens(self._vocab)):
            attributes = llama_cpp.llama_vocab_get_attr(self._vocab, token)
            if attributes & (control | llama_cpp.LLAMA_TOKEN_ATTR_USER_DEFINED):
                spelling = self.piece(token).decode("utf-8", errors="replace")
                if attributes & control or _TAG.fullmatch(spelling):
                    found[token] = spelling
        return found

    @property
    def bos(self) -> int:
        """The token that begins a text, or a negative number."""
        return int(llama_cpp.llama_vocab_bos(self._vocab))

    @property
    def eos(self) -> int:
        """The token that ends a text, or a negative number."""
        return int(llama_cpp.llama_vocab_eos(self._vocab))

    def ends(self, token: int) -> bool:
        """True where a token ends the answer: an end token, or the beginning of somebody's next turn."""
        return bool(llama_cpp.llama_vocab_is_eog(self._vocab, token)) or self.specials.get(token) in {
            "<|im_start|>",
            "<|endoftext|>",
        }

    def tokenise(self, text: str) -> list[int]:
        """Tokens of a rendered prompt. Pieces between marks are tokenised apart: see template.protector."""
        tokens: list[int] = []
        add_bos = bool(llama_cpp.llama_vocab_get_add_bos(self._vocab))
        if add_bos and self.bos >= 0 and not text.startswith(self.specials.get(self.bos, MARK)):
            tokens.append(self.bos)
        for segment in text.split(MARK):
            data = segment.encode("utf-8", errors="replace")
            room = len(data) + 8
            array = (llama_cpp.llama_token * room)()
            count = llama_cpp.llama_tokenize(self._vocab, data, len(data), array, room, False, True)
            if count < 0:
                raise UserError("The prompt could not be turned into tokens.", "Choose another model.")
            tokens.extend(array[:count])
        return tokens

    def piece(self, token: int) -> bytes:
        """The bytes of one token, special ones included."""
        length = llama_cpp.llama_token_to_piece(self._vocab, token, self._buffer, 1024, 0, True)
        return self._buffer.raw[:length] if length > 0 else b""

    def reuse(self, tokens: Sequence[int]) -> int:
        """Keep the longest common prefix of the memory and `tokens`, but for the last token; its length."""
        keep = 0
        for have, want in zip(self.cached, tokens[:-1], strict=False):
            if have != want:
                break
            keep += 1
        self.forget_from(keep)
        return len(self.cached)

    def forget_from(self, position: int) -> None:
        """Drop everything from `position` on; all of it where the model cannot drop a part."""
        if not llama_cpp.llama_memory_seq_rm(self._memory, 0, position, -1):
            llama_cpp.llama_memory_clear(self._memory, True)
            position = 0
        del self.cached[position:]

    def decode(self, tokens: Sequence[int]) -> bool:
        """Read tokens; False where stop was asked for. Raises UserError. What was not read is dropped."""
        array = (llama_cpp.llama_token * len(tokens))(*tokens)
        status = llama_cpp.llama_decode(self._context, llama_cpp.llama_batch_get_one(array, len(tokens)))
        if status == 0:
            self.cached.extend(tokens)
            return True
        self.forget_from(len(self.cached))
        if status == 2:
            return False
        if status != 1:
            self.forget_from(0)
        raise UserError(f"llama.cpp could not read the prompt (status {status}).", "Send the message again.")

    def sampler(self, temperature: float, seed: int) -> Callable[[], int]:
        """A function that picks the next token: the best one at temperature 0, else a random one."""
        if temperature <= 0:
            links = [llama_cpp.llama_sampler_init_greedy()]
        else:
            links = [
                llama_cpp.llama_sampler_init_top_k(20),
                llama_cpp.llama_sampler_init_top_p(0.95, 1),
                llama_cpp.llama_sampler_init_temp(temperature),
                llama_cpp.llama_sampler_init_dist(seed & 0xFFFFFFFF),
            ]
        chain = _Chain(links)
        return lambda: int(llama_cpp.llama_sampler_sample(chain.pointer, self._context, -1))


class _Chain:
    """A llama.cpp sampler chain that is freed with this object."""

    def __init__(self, links: Sequence[Handle]) -> None:
        self.pointer = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        for link in links:
            llama_cpp.llama_sampler_chain_add(self.pointer, link)

    def __del__(self) -> None:
        llama_cpp.llama_sampler_free(self.pointer)


def _no_core_dump() -> None:
    """A crash must not write the conversation to the disk. Absent on Windows."""
    if sys.platform != "win32":
        import resource  # noqa: PLC0415

        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _listen(
    requests: IO[bytes], jobs: queue.Queue[tuple[protocol.Generate, threading.Event]], stop: threading.Event
) -> None:
    """Read requests until stdin closes, then end the process at once, whatever it computes."""
    current = 0
    try:
        while (request := protocol.read_request(requests)) is not None:
            if isinstance(request, protocol.Generate):
                current = request.id
                stop.clear()
                jobs.put((request, stop))
            elif request.id == current:
                stop.set()
    except (protocol.ChannelError, OSError) as error:
        log(f"The channel broke: {error}.")
    os._exit(0)


def serve(path: Path, context: int, requests: IO[bytes], replies: IO[bytes]) -> int:
    """Load the model and answer until stdin closes; the exit status."""
    lock = threading.Lock()
    jobs: queue.Queue[tuple[protocol.Generate, threading.Event]] = queue.Queue()
    stop = threading.Event()

    def send(reply: protocol.Reply) -> None:
        try:
            with lock:
                protocol.write(replies, reply)
        except OSError:
            os._exit(0)

    threading.Thread(target=_listen, args=(requests, jobs, stop), daemon=True).start()
    try:
        facts = read_facts(path)
        model = LoadedModel(path, facts, context, Percentages(send), stop)
    except UserError as error:
        send(protocol.Failed(0, error.problem, error.way_out))
        return 1
    known, sockets = known_file(path), probe()
    send(
        protocol.Loaded(
            name=known.name if known else facts.name,
            size=facts.size,
            quantisation=facts.quantisation,
            device=model.device,
            context=model.context,
            ip_sockets=sockets.ip_sockets,
            unix_sockets=sockets.unix_sockets,
        )
    )
    after_results = known.after_results if known else ""
    generator = Generator(model, facts.chat_template, send, after_results)
    while True:
        generator.answer(*jobs.get())


def main(arguments: Sequence[str], replies: int) -> int:
    """Run the process; the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _no_core_dump()
    if list(arguments) == ["--probe"]:
        os.write(replies, json.dumps(open_sockets()).encode())
        return 0
    requests = os.fdopen(os.dup(0), "rb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    with os.fdopen(replies, "wb") as stream:
        return serve(Path(arguments[0]), int(arguments[1]), requests, stream)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], _REPLIES))
