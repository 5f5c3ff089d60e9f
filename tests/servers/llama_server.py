"""llama-cpp-python's own OpenAI-compatible server as a process on loopback."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

READY = "Uvicorn running on"
OWN, FUNCTIONS = "own-template", "chatml-function-calling"
"""The names of its two models: one file, read with its own chat template or with llama-cpp-python's own."""

START = """
import llama_cpp.llama_cpp as library
from llama_cpp.server.__main__ import main
defaults = library.llama_model_default_params
def without_repacking():
    parameters = defaults()
    parameters.use_extra_bufts = False
    return parameters
library.llama_model_default_params = without_repacking
main()
"""
"""What `python -m llama_cpp.server` does, but for repacked weights: reading a prompt with them has ended the
process in a general protection fault, and the server has no setting for it."""


@contextmanager
def llama_server(model: Path, folder: Path, context: int = 4096) -> Iterator[str]:
    """Start the server and give its base URL; its log lies in `folder`."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    loaded = {
        "model": str(model),
        "n_ctx": context,
        "n_threads": 1,
        "n_threads_batch": 1,
        "logits_all": False,
        "verbose": False,
    }
    models = [{**loaded, "model_alias": OWN}, {**loaded, "model_alias": FUNCTIONS, "chat_format": FUNCTIONS}]
    config = folder / "server.json"
    config.write_text(json.dumps({"host": "127.0.0.1", "port": port, "models": models}))
    command = [sys.executable, "-c", START, "--config_file", str(config)]
    with (folder / "server.log").open("w") as log:
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.PIPE, text=True)
        assert process.stderr is not None
        try:
            lines = []
            while READY not in (line := process.stderr.readline()):
                lines.append(line)
                assert line, f"the server did not start: {''.join(lines)[-2000:]}"
            yield f"http://127.0.0.1:{port}/v1"
        finally:
            process.terminate()
            process.communicate(timeout=30)
