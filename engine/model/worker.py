"""The model process: the only place where llama.cpp runs.

Run as `python -P -m engine.model.worker START` (protocol.Start as JSON), or with `--probe` to report which
sockets the system lets this process open, or with `--measure START REPACK` to report how fast it computes.
It reads requests from stdin and writes replies to stdout (engine.model.protocol); stderr is the log and never
holds what the user or the model wrote. It ends as soon as stdin closes.
"""

from __future__ import annotations

import os
import sys

from engine.confinement import confine, die_with_parent, keep_memory_private, probe

if __name__ == "__main__":
    keep_memory_private()
    confine("model")
    _REPLIES = os.dup(1)
    os.dup2(2, 1)

import contextlib
import ctypes
import json
import queue
import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import msgspec

from engine.errors import UserError
from engine.model import loading, protocol
from engine.model.call_guard import CALL_END
from engine.model.catalog import known_file
from engine.model.constraint import CallGrammars
from engine.model.generation import Generator, Percentages, log
from engine.model.gguf import read_facts
from engine.model.sockets import open_sockets


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


def _warm(grammars: CallGrammars) -> None:
    """Build what grammars need while the first prompt is read, and give back the memory that took (glibc)."""
    grammars.warm()
    if grammars.problem:
        log(f"Calls are not held to their grammar: {grammars.problem}.")
    if sys.platform.startswith("linux"):
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).malloc_trim(0)


def serve(start: protocol.Start, requests: IO[bytes], replies: IO[bytes]) -> int:
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
    path = Path(start.path)
    try:
        facts = read_facts(path)
        loaded = loading.load(path, facts, start, Percentages(send), stop)
    except UserError as error:
        send(protocol.Failed(0, error.problem, error.way_out))
        return 1
    known, sockets, model = known_file(path), probe(), loaded.model
    send(
        protocol.Loaded(
            name=known.name if known else facts.name,
            size=facts.size,
            quantisation=facts.quantisation,
            device=model.device,
            context=model.context,
            note=loaded.plan.note,
            ip_sockets=sockets.ip_sockets,
            unix_sockets=sockets.unix_sockets,
        )
    )
    close = next((token for token, text in model.specials.items() if text == CALL_END), None)
    grammars = CallGrammars(model.tokeniser, close)
    generator = Generator(
        model,
        facts.chat_template,
        send,
        known.after_results if known else "",
        states=loaded.states,
        grammars=grammars,
        chunk=loaded.chunk,
    )
    threading.Thread(target=_warm, args=(grammars,), daemon=True).start()
    while True:
        generator.answer(*jobs.get())


def main(arguments: Sequence[str], replies: int) -> int:
    """Run the process; the exit status."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _no_core_dump()
    if list(arguments) == ["--probe"]:
        os.write(replies, json.dumps(open_sockets()).encode())
        return 0
    if arguments[:1] == ["--measure"]:
        die_with_parent()
        start = msgspec.json.decode(arguments[1], type=protocol.Start)
        os.write(replies, msgspec.json.encode(loading.measure(start, repack=arguments[2] == "1")))
        return 0
    requests = os.fdopen(os.dup(0), "rb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    with os.fdopen(replies, "wb") as stream:
        return serve(msgspec.json.decode(arguments[0], type=protocol.Start), requests, stream)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], _REPLIES))
