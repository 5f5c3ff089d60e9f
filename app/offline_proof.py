"""The proof of being offline: every way out tried from every kind of process, and no broker anywhere.

A probe process (tools.egress.ways_out) tries; what runs already is looked at in /proc. Nothing here opens a
socket of its own.
"""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from engine import confinement
from engine.cloud import OfflineProof, WayTried
from engine.contracts import Cancel
from engine.errors import Cancelled

KINDS = {"desktop": "inherited", "model": "model", "page reader": "model"}
"""The kinds of process that a probe stands for, each with the profile of engine.confinement it runs under.

What the desktop starts is behind what the desktop is behind, so the desktop's own probe inherits it.
"""
LAUNCHER = "launcher"
HELD_OPEN = "Sockets that it holds open"
FILTER = "Socket filter"
PROBE = "Probe"
NOT_HELD = (
    "The launcher is not held by the system, because it starts the broker. It opens no network connection."
)
PRIVATE = "It keeps its memory to itself, so the system lets nobody look at it from outside."
HELD = "The launcher of this run is behind the filter as well."

_PATIENCE_S = 60.0
_TICK_S = 0.05
_BROKER = "tools.egress.broker"
_WORKERS = {"engine.model.worker": "model", "tools.cloud.page_worker": "page reader"}
_PROC = Path("/proc")


def prove(
    online: Callable[[], bool],
    launcher: int = 0,
    cancel: Cancel | None = None,
    proc: Path = _PROC,
) -> OfflineProof:
    """Run the self-test; takes one to some ten seconds. Belongs to the process that it is to speak of.

    `online` tells whether this run has a broker now; `launcher` is the launcher's process id, 0 where there
    is none. Raises Cancelled.
    """
    with contextlib.ExitStack() as ending:
        probes = {kind: ending.enter_context(_probe(profile)) for kind, profile in KINDS.items()}
        ways = [way for kind, probe in probes.items() for way in _read(kind, probe, cancel)]
    family = _family(launcher or os.getpid(), proc)
    for kind, pid in _running(launcher, family):
        ways.append(_held_open(kind, pid, proc))
    if launcher:
        ways.append(_launcher_filter(launcher, proc))
    broker = online() or any(_BROKER in process.line for process in family)
    return OfflineProof(tuple(ways), broker, _enforcement(ways, launcher))


def not_held(ways: Iterable[WayTried]) -> set[str]:
    """The kinds of process that the system does not hold; what they do not open proves nothing of it."""
    return {way.process for way in ways if way.way == FILTER and not (way.tried and way.refused)}


def _enforcement(ways: list[WayTried], launcher: int) -> str:
    """The level of enforcement in words: of the window and the model, then of the launcher."""
    sentence = confinement.probe().sentence
    if not launcher:
        return sentence
    held = any(way.way == FILTER and way.tried and way.refused for way in ways)
    return f"{sentence} {HELD if held else NOT_HELD}"


@contextlib.contextmanager
def _probe(profile: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [sys.executable, "-I", "-m", "tools.egress.ways_out", profile],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    with process:
        try:
            yield process
        finally:
            process.kill()


def _read(kind: str, probe: subprocess.Popen[str], cancel: Cancel | None) -> Iterator[WayTried]:
    """What a probe found; one way that was not refused where it ended without having tried all."""
    cancel = cancel or threading.Event()
    deadline = time.monotonic() + _PATIENCE_S
    while True:
        try:
            output, _ = probe.communicate(timeout=_TICK_S)
            break
        except subprocess.TimeoutExpired:
            if cancel.is_set():
                raise Cancelled from None
            if time.monotonic() > deadline:
                probe.kill()
    for line in output.splitlines():
        found = json.loads(line)
        yield WayTried(kind, found["way"], found["refused"], found["words"], found["tried"])
    if probe.returncode != 0:
        yield WayTried(kind, PROBE, refused=False, words="The probe ended before it had tried all.")


@dataclass(frozen=True, slots=True)
class _Process:
    pid: int
    line: str


def _family(root: int, proc: Path) -> list[_Process]:
    """The process `root` and all below it; empty where there is no /proc."""
    parents: dict[int, int] = {}
    lines: dict[int, str] = {}
    for entry in proc.glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            lines[int(entry.name)] = (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode()
    family = {root} & lines.keys()
    while more := {pid for pid, parent in parents.items() if parent in family and pid in lines} - family:
        family |= more
    return [_Process(pid, lines[pid]) for pid in sorted(family)]


def _running(launcher: int, family: list[_Process]) -> Iterator[tuple[str, int]]:
    """The processes of this run that are looked at, by their kind."""
    for process in family:
        if process.pid == launcher:
            yield LAUNCHER, process.pid
        elif process.pid == os.getpid():
            yield "desktop", process.pid
        else:
            found = next((kind for part, kind in _WORKERS.items() if part in process.line), "")
            if found:
                yield found, process.pid


def _held_open(kind: str, pid: int, proc: Path) -> WayTried:
    """Whether a running process holds any socket that is not a Unix one, however it came by it."""
    try:
        held = {target for target in map(_target, (proc / str(pid) / "fd").iterdir()) if "socket:" in target}
        listed = (proc / str(pid) / "net" / "unix").read_text().splitlines()[1:]
    except PermissionError:
        return WayTried(kind, HELD_OPEN, refused=False, words=PRIVATE, tried=False)
    except OSError as error:
        return WayTried(kind, HELD_OPEN, refused=False, words=str(error.strerror), tried=False)
    unix = {f"socket:[{line.split()[6]}]" for line in listed}
    others = len(held - unix)
    return WayTried(kind, HELD_OPEN, refused=not others, words=f"{others} network sockets in /proc")


def _target(descriptor: Path) -> str:
    with contextlib.suppress(FileNotFoundError):  # closed meanwhile
        return str(descriptor.readlink())
    return ""


def _launcher_filter(launcher: int, proc: Path) -> WayTried:
    """Whether the launcher stands behind all that the desktop is behind.

    Filters are inherited and never lifted: where the launcher has as many, they are the same ones.
    """
    count = _filters(launcher, proc)
    if count and count == _filters(os.getpid(), proc):
        return WayTried(LAUNCHER, FILTER, refused=True, words="Behind the same filter as the window")
    return WayTried(LAUNCHER, FILTER, refused=False, words=NOT_HELD, tried=False)


def _filters(pid: int, proc: Path) -> int:
    """How many filters a process is behind, 0 where the kernel does not say."""
    try:
        lines = (proc / str(pid) / "status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Seccomp_filters:")), 0)
