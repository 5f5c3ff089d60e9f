"""Puts a catalogue file into the models folder: from the user's own mirrors, else from the catalogue's.

Every request is an errand of its own, judged, asked about and recorded. What has arrived stays in a `.part`
file beside the target, so that the next run goes on from there, whatever ended this one and whichever source
comes next; `packaging/fetch_starter.py` keeps the same file. Sizes are bytes.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from filelock import FileLock, Timeout

from engine.addresses import origin_of, split_address
from engine.errand import Errands
from engine.errors import Cancelled, UserError
from engine.events import Event, FetchProgress
from engine.model.catalog import CatalogModel, part_of
from engine.model.checked import checked_sha256, remember
from engine.model.part_file import PartFile
from engine.model.port import FetchState
from engine.model.source import Expected, Order, Source, SourceError, host_of

SPARE_BYTES = 200_000_000
"""What stays free on the disk beside the file."""
TELL_EVERY_S = 0.1
RATE_OVER_S = 5.0
LOCK = ".fetch.lock"


class Halt:
    """Stops a fetch from another thread, for a while or for good."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self.for_good = False

    def pause(self) -> None:
        """End the fetch and keep what has arrived."""
        self._event.set()

    def cancel(self) -> None:
        """End the fetch and delete what has arrived."""
        self.for_good = True
        self._event.set()

    def is_set(self) -> bool:
        """Whether the fetch is to end."""
        return self._event.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Block until the fetch is to end, or the time is over; whether it is to end."""
        return self._event.wait(timeout)


@dataclass(frozen=True, slots=True)
class Fetched:
    """A complete file. `by_hub` is True where the catalogue knew no sum and the hub's own was compared."""

    path: Path
    sha256: str
    by_hub: bool = False

    @property
    def sentence(self) -> str:
        """What was compared with what, for the user."""
        if self.by_hub:
            return f"{self.path.name} is complete; its sha256 {self.sha256} is the one that the hub states."
        return f"{self.path.name} is complete; its sha256 {self.sha256} is the one in the catalogue."


class Downloader:
    """Fetches files one at a time. `mirrors` gives the user's own base addresses, as they are now."""

    def __init__(
        self,
        models: Path,
        errands: Errands,
        emit: Callable[[Event], None],
        mirrors: Callable[[], Sequence[str]],
        retry_wait_s: float = 1.0,
    ) -> None:
        self._models = models
        self._errands = errands
        self._emit = emit
        self._mirrors = mirrors
        self._retry_wait_s = retry_wait_s

    def fetch(self, known: CatalogModel, halt: Halt, licence_accepted: bool = False) -> Fetched:
        """Have the file of `known` in the models folder, whole and checked. Blocks; tells its progress.

        Raises UserError, and Cancelled once `halt` is set. Except after a cancel for good, and where the
        bytes were wrong, the next fetch goes on from what has arrived.
        """
        meter = _Meter(known, self._emit)
        try:
            fetched = self._fetch_alone(known, halt, licence_accepted, meter)
        except Cancelled:
            state = FetchState.CANCELLED if halt.for_good else FetchState.PAUSED
            meter.tell(state, self._arrived(known))
            raise
        except UserError as error:
            meter.tell(FetchState.FAILED, self._arrived(known), error)
            raise
        meter.tell(FetchState.DONE, meter.total)
        return fetched

    def discard(self, known: CatalogModel) -> None:
        """Delete what has arrived of an unfinished download. Raises UserError."""
        with self._alone():
            part_of(self._models / known.file).unlink(missing_ok=True)
        _Meter(known, self._emit).tell(FetchState.CANCELLED, 0)

    def _arrived(self, known: CatalogModel) -> int:
        try:
            return part_of(self._models / known.file).stat().st_size
        except OSError:
            return 0

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Hold the folder, which is made where it is missing; the disk's problems become UserErrors."""
        try:
            self._models.mkdir(parents=True, exist_ok=True)
            with FileLock(self._models / LOCK, timeout=0):
                yield
        except Timeout as error:
            raise UserError(
                f"Another download into {self._models} is running.", "Wait until it is done, or stop it."
            ) from error
        except OSError as error:
            raise UserError(
                f"The folder {self._models} cannot be written: {error.strerror or error}.",
                "Free some space, or make the folder writable again.",
            ) from error

    def _fetch_alone(self, known: CatalogModel, halt: Halt, licence_accepted: bool, meter: _Meter) -> Fetched:
        if not licence_accepted:
            raise UserError(
                f"The licence of {known.name} has not been accepted.", "Read it and accept it first."
            )
        path = self._models / known.file
        with self._alone():
            try:
                if self._is_here(path, known, halt, meter):
                    return Fetched(path, known.sha256)
                return self._fill(known, path, halt, meter)
            except Cancelled:
                if halt.for_good:
                    part_of(path).unlink(missing_ok=True)
                raise

    def _fill(self, known: CatalogModel, path: Path, halt: Halt, meter: _Meter) -> Fetched:
        part = PartFile(part_of(path), halt, lambda done: meter.tell(FetchState.CHECKING, done))
        try:
            run = _Fetch(known, part, halt, meter, self._errands, self._mirrors(), self._retry_wait_s)
            expected = run.run()
        finally:
            part.close()
            if not part.size:
                part.path.unlink()
        part.path.replace(path)
        _flush_folder(self._models)
        remember(path, expected.sha256, published=expected.by_hub)
        fetched = Fetched(path, expected.sha256, expected.by_hub)
        self._errands.note("model", fetched.sentence, str(path), run.turn_id)
        return fetched

    @staticmethod
    def _is_here(path: Path, known: CatalogModel, halt: Halt, meter: _Meter) -> bool:
        """Whether the right file lies there already, its sum computed where it is not remembered."""

        def on_read(done: int) -> None:
            if halt.is_set():
                raise Cancelled
            meter.tell(FetchState.CHECKING, done)

        if not known.sha256 or not path.is_file() or path.stat().st_size != known.size:
            return False
        return checked_sha256(path, on_read) == known.sha256


class _Fetch:
    """One fetch: source after source, until the whole file is here and right."""

    def __init__(
        self,
        known: CatalogModel,
        part: PartFile,
        halt: Halt,
        meter: _Meter,
        errands: Errands,
        mirrors: Sequence[str],
        retry_wait_s: float,
    ) -> None:
        self._known = known
        self._part = part
        self._meter = meter
        self._errands = errands
        self._expected = Expected(known.size, known.sha256)
        self._mirrors = [f"{base.rstrip('/')}/{quote(known.file)}" for base in mirrors]
        self._failures: list[str] = []
        self.turn_id = errands.new_id()
        self._order = Order(
            known=known,
            expected=self._expected,
            turn_id=self.turn_id,
            own_origins=frozenset(origin_of(url) for url in self._mirrors if split_address(url)),
            approved=set(),
            cancel=halt,
            asking=lambda: meter.tell(FetchState.ASKING, part.size),
            arrived=self._arrived,
            make_room=self._make_room,
            retry_wait_s=retry_wait_s,
        )

    def run(self) -> Expected:
        """Fill the part file; what it was compared with. Raises UserError, Cancelled, and OSError."""
        if self._part.size > self._expected.size > 0:
            self._part.cut(0)
        self._make_room()
        self._part.take_up()
        try:
            found = any(self._from(url) for url in self._addresses())
        finally:
            self._errands.end(self.turn_id)
        if not found:
            words = " ".join((f"{self._known.name} could not be downloaded.", *self._failures))
            kept = "Try again later; what has arrived is kept." if self._part.size else "Try again later."
            raise UserError(words, kept)
        return self._expected

    def _addresses(self) -> list[str]:
        """The user's own mirrors first; the hub first where it alone can say which sum is right."""
        published = self._known.addresses
        return [*self._mirrors, *published] if self._known.sha256 else [*published, *self._mirrors]

    def _from(self, url: str) -> bool:
        """Whether the file is whole and right with the help of one source.

        Where the bytes are wrong and not all of them came from there, it gets a second chance from the start.
        """
        fresh = self._part.size == 0
        while True:
            try:
                if not self._is_whole():
                    Source(url, self._order, self._errands).pull(self._part)
                sender = f"What {host_of(url)} sent" if fresh else "What had arrived"
            except SourceError as error:
                self._failures.append(str(error))
                return False
            found, wanted = self._part.sha256(), self._expected.sha256
            if found == wanted:
                return True
            failure = (
                f"{sender} is not {self._known.name}: its sha256 is {found}, not {wanted}. It was deleted."
            )
            self._failures.append(failure)
            self._errands.note("model", failure, payload=url)
            self._part.cut(0)
            if fresh:
                return False
            fresh = True

    def _is_whole(self) -> bool:
        return bool(self._expected.sha256) and 0 < self._expected.size == self._part.size

    def _arrived(self, done: int) -> None:
        self._meter.total = self._expected.size
        self._meter.tell(FetchState.RUNNING, done)

    def _make_room(self) -> None:
        folder = self._part.path.parent
        need = max(0, self._expected.size - self._part.size) + SPARE_BYTES
        free = shutil.disk_usage(folder).free
        if free < need:
            need, free = round(need / 1e6), round(free / 1e6)
            raise UserError(
                f"The disk is too full: {need:,} MB are needed in {folder}, {free:,} MB are free.",
                "Free some space, then try again.",
            )


class _Meter:
    """Tells how a fetch stands: every change of its state, else at most ten times a second."""

    def __init__(self, known: CatalogModel, emit: Callable[[Event], None]) -> None:
        self._id = known.id
        self._emit = emit
        self._state: FetchState | None = None
        self._told = 0.0
        self._samples: deque[tuple[float, int]] = deque()
        self.total = known.size

    def tell(self, state: FetchState, done: int, error: UserError | None = None) -> None:
        """`done` bytes are here, or have been read again while checking."""
        now = time.monotonic()
        if state is self._state and now - self._told < TELL_EVERY_S:
            return
        rate = self._rate(now, done) if state is FetchState.RUNNING else 0.0
        self._state, self._told = state, now
        problem, way_out = (error.problem, error.way_out) if error else ("", "")
        self._emit(FetchProgress(self._id, state, done, self.total, rate, problem, way_out))

    def _rate(self, now: float, done: int) -> float:
        """Bytes a second over the recent seconds; 0 while nothing can be said."""
        if self._samples and done < self._samples[-1][1]:
            self._samples.clear()
        self._samples.append((now, done))
        while now - self._samples[0][0] > RATE_OVER_S:
            self._samples.popleft()
        since, before = self._samples[0]
        return (done - before) / (now - since) if now > since else 0.0


def _flush_folder(folder: Path) -> None:
    """Have a renamed file's name on the disk; not every system lets a folder be opened for that."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
