"""llama.cpp: the one module that imports it. A model in memory, its devices and its log."""

from __future__ import annotations

import ctypes
import os
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import llama_cpp
import numpy as np
from llguidance import LLTokenizer
from llguidance.llamacpp import lltokenizer_from_vocab

from engine.errors import UserError
from engine.model.call_guard import Choices
from engine.model.fit import thread_count
from engine.model.generation import READ_CHUNK, log
from engine.model.offload import GpuMemory, Plan
from engine.model.template import MARK

_TAG = re.compile(r"[<\[].*[>\]]", re.DOTALL)
_WARNING, _ERROR = 3, 4  # ggml_log_level
_GPU, _INTEGRATED = 1, 2  # ggml_backend_dev_type
_CACHE_TYPES = {"f16": llama_cpp.GGML_TYPE_F16, "q8_0": llama_cpp.GGML_TYPE_Q8_0}
_FOREVER: list[object] = []
"""Callbacks that llama.cpp may call until the process ends."""

Handle: TypeAlias = Any
"""A pointer of llama.cpp's, or None."""
Logits: TypeAlias = "np.ndarray[Any, np.dtype[np.float32]]"
"""One float for each token of the vocabulary, in llama.cpp's own memory."""


class LlamaLog:
    """Keeps what llama.cpp says about devices and errors, and passes warnings and errors on to the log."""

    def __init__(self) -> None:
        self.backend = ""
        self.last_error = ""
        callback = llama_cpp.llama_log_callback(self._take)
        _FOREVER.append(callback)
        llama_cpp.llama_log_set(callback, ctypes.c_void_p(0))

    def _take(self, level: int, text: bytes, _data: object) -> None:
        line = text.decode("utf-8", errors="replace").strip()
        if found := re.search(r"using device ([A-Za-z]+)", line):
            self.backend = found[1]
        if level in {_WARNING, _ERROR} and line:
            log(line)
            if level == _ERROR:
                self.last_error = line


def build() -> str:
    """What was compiled, and for which processor features: another build may compute otherwise."""
    return f"{llama_cpp.__version__} {llama_cpp.llama_print_system_info().decode(errors='replace')}"


def gpus() -> tuple[GpuMemory, ...]:
    """The graphics cards that this build of llama.cpp can use, with their free memory now.

    As llama.cpp does, integrated graphics count only where there is no card of its own.
    """
    if not llama_cpp.llama_supports_gpu_offload():
        return ()
    folder = Path(llama_cpp.__file__).parent / "lib"
    registry, base = (ctypes.CDLL(str(next(folder.glob(f"*{name}.*")))) for name in ("ggml", "ggml-base"))
    registry.ggml_backend_dev_count.restype = ctypes.c_size_t
    registry.ggml_backend_dev_get.restype = ctypes.c_void_p
    base.ggml_backend_dev_description.restype = ctypes.c_char_p
    found: dict[int, list[GpuMemory]] = {_GPU: [], _INTEGRATED: []}
    for index in range(registry.ggml_backend_dev_count()):
        device = ctypes.c_void_p(registry.ggml_backend_dev_get(ctypes.c_size_t(index)))
        if (kind := base.ggml_backend_dev_type(device)) in found:
            free, total = ctypes.c_size_t(), ctypes.c_size_t()
            base.ggml_backend_dev_memory(device, ctypes.byref(free), ctypes.byref(total))
            name = base.ggml_backend_dev_description(device).decode(errors="replace")
            found[kind].append(GpuMemory(name, free.value, total.value))
    return tuple(found[_GPU] or found[_INTEGRATED])


class LoadedModel:
    """One GGUF file in memory, its vocabulary and its context with one sequence, loaded as `plan` says.

    `cached` is what the context's memory holds, token by token. `repack` has llama.cpp rearrange the weights
    for this processor. Raises UserError where it cannot be loaded; what was allocated is free again then.
    """

    def __init__(
        self,
        path: Path,
        plan: Plan,
        repack: bool,
        on_progress: Callable[[float], None],
        stop: threading.Event,
    ) -> None:
        self.cached: list[int] = []
        self.threads = thread_count()
        self._log = LlamaLog()
        llama_cpp.llama_backend_init()
        self._context: Handle = None
        self._model = self._load(path, plan, repack, on_progress)
        if self._model:
            self._context = self._make_context(plan, stop)
        if not self._context:
            self.close()
            raise UserError(
                f"{path.name} could not be loaded: {self._log.last_error or 'llama.cpp refused it'}.",
                "Choose another model, or a smaller one; the file may also be damaged.",
            )
        self._vocab = llama_cpp.llama_model_get_vocab(self._model)
        self._memory = llama_cpp.llama_get_memory(self._context)
        self.context = int(llama_cpp.llama_n_ctx(self._context))
        self.vocabulary = int(llama_cpp.llama_vocab_n_tokens(self._vocab))
        self.device = self._device(plan)
        self._buffer = ctypes.create_string_buffer(1024)
        self.specials = self._special_tokens()

    def close(self) -> None:
        """Free everything. The object is of no use afterwards."""
        if self._context:
            llama_cpp.llama_free(self._context)
        if self._model:
            llama_cpp.llama_model_free(self._model)
        self._context = self._model = None

    def _load(self, path: Path, plan: Plan, repack: bool, on_progress: Callable[[float], None]) -> Handle:
        def progress(fraction: float, _data: object) -> bool:
            on_progress(fraction)
            return True

        parameters = llama_cpp.llama_model_default_params()
        parameters.n_gpu_layers = plan.gpu_layers
        parameters.use_extra_bufts = repack
        parameters.progress_callback = callback = llama_cpp.llama_progress_callback(progress)
        model = llama_cpp.llama_model_load_from_file(os.fsencode(path), parameters)
        del callback
        return model

    def _make_context(self, plan: Plan, stop: threading.Event) -> Handle:
        parameters = llama_cpp.llama_context_default_params()
        parameters.n_ctx = plan.context
        parameters.n_batch = parameters.n_ubatch = READ_CHUNK
        parameters.n_threads = parameters.n_threads_batch = self.threads
        parameters.type_k = parameters.type_v = _CACHE_TYPES[plan.cache_type]
        if not plan.gpu_layers and plan.cache_type == "f16":
            # On a processor flash attention was measured to halve the speed behind 1,500 tokens.
            parameters.flash_attn_type = llama_cpp.LLAMA_FLASH_ATTN_TYPE_DISABLED
        parameters.no_perf = True
        made = llama_cpp.llama_init_from_model(self._model, parameters)
        if made:
            self._abort = llama_cpp.ggml_abort_callback(lambda _data: stop.is_set())
            llama_cpp.llama_set_abort_callback(made, self._abort, ctypes.c_void_p(0))
        return made

    def _device(self, plan: Plan) -> str:
        """What really computes: `CPU 2 threads`, `CUDA 36/36 layers`."""
        if self._log.backend and plan.layers:
            return f"{self._log.backend} {plan.layers}/{llama_cpp.llama_model_n_layer(self._model)} layers"
        return f"CPU {self.threads} {'thread' if self.threads == 1 else 'threads'}"

    def _special_tokens(self) -> dict[int, str]:
        """Control tokens, and what a file defines as tags (`<tool_call>`), with their spellings."""
        control = llama_cpp.LLAMA_TOKEN_ATTR_CONTROL | llama_cpp.LLAMA_TOKEN_ATTR_UNKNOWN
        found = {}
        for token in range(self.vocabulary):
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

    def tokenise(self, text: str, begins: bool = True) -> list[int]:
        """Tokens of a rendered text; `begins` is False for one that goes on from another.

        Pieces between marks are tokenised apart: see template.protector.
        """
        tokens: list[int] = []
        add_bos = begins and bool(llama_cpp.llama_vocab_get_add_bos(self._vocab))
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

    def tokeniser(self) -> LLTokenizer:
        """The vocabulary in the form that grammars are compiled against; takes up to a second.

        Tables that would make masks cheaper cost some 40 MB and are left out: a mask is seldom needed.
        """
        return lltokenizer_from_vocab(self._vocab, slices=[])

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
        return all(
            self._decode(tokens[start : start + READ_CHUNK]) for start in range(0, len(tokens), READ_CHUNK)
        )

    def _decode(self, tokens: Sequence[int]) -> bool:
        """Read at most as many tokens as llama.cpp takes at once; it ends the process for more."""
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

    def save(self) -> memoryview:
        """The memory's state as it is now."""
        size = int(llama_cpp.llama_state_seq_get_size(self._context, 0))
        buffer = (ctypes.c_uint8 * size)()
        written = int(llama_cpp.llama_state_seq_get_data(self._context, buffer, size, 0))
        return memoryview(buffer)[:written].cast("B")

    def restore(self, state: memoryview, tokens: Sequence[int]) -> bool:
        """Take over a state that was saved after exactly `tokens`; False, with nothing kept, if it fails."""
        self.forget_from(0)
        buffer = (ctypes.c_uint8 * len(state)).from_buffer(state)
        if llama_cpp.llama_state_seq_set_data(self._context, buffer, len(state), 0) != len(state):
            self.forget_from(0)
            return False
        self.cached = list(tokens)
        return True

    def sampler(self, temperature: float, seed: int) -> Callable[[Choices | None], int]:
        """A function that picks the next token among those that the constraint allows, if there is one.

        At temperature 0 it is the best one, else a random one. The one token that is picked is checked, and
        the whole vocabulary only where it is refused.
        """
        if temperature <= 0:
            return self._best
        chain = _Chain(
            [
                llama_cpp.llama_sampler_init_top_k(20),
                llama_cpp.llama_sampler_init_top_p(0.95, 1),
                llama_cpp.llama_sampler_init_temp(temperature),
                llama_cpp.llama_sampler_init_dist(seed & 0xFFFFFFFF),
            ]
        )

        def pick(choices: Choices | None) -> int:
            token = int(llama_cpp.llama_sampler_sample(chain.pointer, self._context, -1))
            if choices is None or choices.allows(token):
                return token
            self._logits()[~choices.mask()] = -np.inf
            return int(llama_cpp.llama_sampler_sample(chain.pointer, self._context, -1))

        return pick

    def _best(self, choices: Choices | None) -> int:
        logits = self._logits()
        token = int(logits.argmax())
        if choices is None or choices.allows(token):
            return token
        return choices.best_allowed(logits)

    def _logits(self) -> Logits:
        pointer = llama_cpp.llama_get_logits_ith(self._context, -1)
        return np.ctypeslib.as_array(pointer, (self.vocabulary,))


class _Chain:
    """A llama.cpp sampler chain that is freed with this object."""

    def __init__(self, links: Sequence[Handle]) -> None:
        self.pointer = llama_cpp.llama_sampler_chain_init(llama_cpp.llama_sampler_chain_default_params())
        for link in links:
            llama_cpp.llama_sampler_chain_add(self.pointer, link)

    def __del__(self) -> None:
        llama_cpp.llama_sampler_free(self.pointer)
