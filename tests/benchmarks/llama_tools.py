"""llama.cpp's own programs, built by packaging/llama_tools.sh from the sources that the library came from."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from engine.model import llama
from engine.model.fit import thread_count
from engine.model.generation import READ_CHUNK

TOOLS = Path(__file__).resolve().parents[2] / ".cache" / "llama-tools"
START_S = 120.0


def tool(name: str) -> Path:
    """The path of one program, with CUDA where our library found a card. Exits where it is missing."""
    path = TOOLS / ("cuda" if llama.gpus() else "cpu") / name
    if not path.is_file():
        sys.exit(f"{path} is not built yet: run packaging/llama_tools.sh, for a card with --cuda.")
    return path


def waiting(pid: int) -> dict[str, str]:
    """How long the threads of a model process wait for one another before they sleep: for the environment."""
    entries = Path(f"/proc/{pid}/environ").read_text(encoding="utf-8", errors="replace").split("\0")
    return dict(entry.split("=", 1) for entry in entries if entry.startswith("GOMP_SPINCOUNT="))


def flash_attention() -> str:
    """What the model process loads with: none on a processor, llama.cpp's choice on a card."""
    return "auto" if llama.gpus() else "off"


def llama_bench(
    model: Path,
    *,
    prompt: int = 0,
    write: int = 0,
    depth: int = 0,
    repack: bool,
    environment: Mapping[str, str] | None = None,
) -> float:
    """Tokens a second of one test of llama-bench after its own warming up, with the engine's settings.

    It reads `prompt` tokens or writes `write`, behind `depth` tokens that are read before.
    """
    command = [
        *(tool("llama-bench"), "-m", model, "-p", prompt, "-n", write, "-d", depth),
        *("-t", thread_count(), "-b", READ_CHUNK, "-ub", READ_CHUNK, "-fa", flash_attention()),
        *("--repack", int(repack), "-r", 1, "-o", "json"),
    ]
    run = subprocess.run(
        list(map(str, command)),
        env={**(environment or {}), **os.environ},
        check=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )
    (test,) = json.loads(run.stdout)
    return float(test["avg_ts"])


class NoServerError(Exception):
    """llama-server ended or hung before it had loaded the model."""


@dataclass(frozen=True, slots=True)
class Completion:
    """An answer of llama-server. `read` tokens were read for it, `reused` were in its cache."""

    text: str
    tokens: int
    read: int
    reused: int
    reading_s: float
    writing_s: float
    whole_s: float


class LlamaServer:
    """A running llama-server on loopback."""

    def __init__(self, port: int) -> None:
        self._address = f"http://127.0.0.1:{port}"

    def complete(self, text: str, most: int) -> Completion:
        """Continue the text with up to `most` tokens at temperature 0; it keeps what it read."""
        body = {"prompt": text, "n_predict": most, "temperature": 0, "cache_prompt": True}
        began = time.perf_counter()
        answer = self._call("/completion", body)
        whole = time.perf_counter() - began
        times = answer["timings"]
        return Completion(
            answer["content"],
            times["predicted_n"],
            times["prompt_n"],
            times["cache_n"],
            times["prompt_ms"] / 1_000,
            times["predicted_ms"] / 1_000,
            whole,
        )

    def ready(self) -> bool:
        """Whether it has loaded the model."""
        try:
            self._call("/health")
        except (urllib.error.URLError, ConnectionError):
            return False
        return True

    def _call(self, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._address + path, data, {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=600) as response:
            answer: dict[str, Any] = json.load(response)
        return answer


@contextmanager
def llama_server(
    model: Path, *arguments: str | int, environment: Mapping[str, str] | None = None
) -> Iterator[LlamaServer]:
    """A llama-server that has loaded the model; without arguments it chooses everything itself.

    Raises NoServerError.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [tool("llama-server"), "-m", model, "--host", "127.0.0.1", "--port", port, *arguments]
    with subprocess.Popen(
        list(map(str, command)),
        env={**(environment or {}), **os.environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            server = LlamaServer(port)
            deadline = time.monotonic() + START_S
            while not server.ready():
                if process.poll() is not None or time.monotonic() > deadline:
                    raise NoServerError(f"llama-server did not start ({process.poll()})")
                time.sleep(0.1)
            yield server
        finally:
            process.terminate()


def same_settings(context: int, repack: bool) -> list[str | int]:
    """Arguments that give llama-server what the model process uses."""
    return [
        *(
            "-c",
            context,
            "-np",
            1,
            "-t",
            thread_count(),
            "-b",
            READ_CHUNK,
            "-ub",
            READ_CHUNK,
            "-fa",
            flash_attention(),
        ),
        "--repack" if repack else "--no-repack",
    ]
