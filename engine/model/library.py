"""The models folder: what lies in it, and putting files in, checking them and taking them out.

A file enters under its name only when it is whole: what is copied grows beside it under another name.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import shutil
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from engine.contracts import Cancel
from engine.errors import Cancelled, UserError
from engine.model import advice, altered, catalog
from engine.model.catalog import CatalogModel, part_of
from engine.model.checked import CHUNK, is_published, remember, remembered, sha256_of, sidecar
from engine.model.gguf import GgufFacts, read_facts
from engine.model.hardware import Machine
from engine.model.measured import Measurements
from engine.model.port import ModelEntry
from engine.settings import Settings

SPARE_BYTES = 200_000_000
"""What stays free on the disk beside a copy."""
_GROWING = ".copying"
_ABANDONED_S = 3600


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What reading a file anew found out.

    `expected` is the sha256 to compare with, empty where there is none. `known` is the catalogue's model
    whose file this is or passes for; `signs` tell of altered weights.
    """

    path: Path
    size: int
    sha256: str
    expected: str
    known: CatalogModel | None
    signs: tuple[str, ...]

    @property
    def matches(self) -> bool:
        """False only where the file is not what it passes for."""
        return not self.expected or self.sha256 == self.expected

    @property
    def sentence(self) -> str:
        """What was found, for the user."""
        name = self.path.name
        if self.known is None or not self.expected:
            return f"{name} is a sound GGUF file; there is no published sha256 to compare its own with."
        if self.matches:
            return f"{name} is the published file of {self.known.name}."
        return f"{name} is not the published file of {self.known.name}: its sha256 differs."


def entries(
    models_dir: Path, loaded: str, settings: Settings, machine: Machine, measurements: Measurements
) -> tuple[ModelEntry, ...]:
    """The lines of the Models page with all that depends on this machine and on what the user accepted."""
    known = {model.id: model for model in catalog.models()}
    return tuple(
        _filled(entry, known.get(entry.id), models_dir, settings, machine, measurements)
        for entry in catalog.entries(models_dir, loaded)
    )


def import_model(
    path: Path,
    models_dir: Path,
    how: Literal["copy", "link"] = "copy",
    on_progress: Callable[[int, int], object] = max,
    cancel: Cancel | None = None,
) -> Path:
    """Have the GGUF file `path` in the models folder, under a name that is free there; where it lies then.

    A published file gets its published name; one that is there already stays as it is. A link leaves the
    bytes where they are. `on_progress` gets bytes done and in all. Raises UserError, and Cancelled on stop:
    then nothing is left behind.
    """
    path = path.expanduser().absolute()
    facts = read_facts(path)
    if path.parent == models_dir.absolute():
        raise UserError(f"{path.name} lies in the models folder already.", "It is on the list of models.")
    try:
        models_dir.mkdir(parents=True, exist_ok=True)
        if how == "link":
            return _link(path, models_dir)
        return _copy(path, models_dir, facts.size, on_progress, cancel)
    except OSError as error:
        raise UserError(
            f"{path.name} could not be put into {models_dir}: {error.strerror or error}.",
            "Free some space, or make the folder writable again.",
        ) from error


def remove_model(path: Path, models_dir: Path, loaded: str = "") -> None:
    """Delete a file of the models folder with all that belongs to it, an unfinished download too.

    Only files of the folder itself are touched; a link is deleted, and what it points to stays. `loaded` is
    the path of the model in use, which stays. Raises UserError.
    """
    path = path.expanduser().absolute()
    if path.parent != models_dir.absolute() or path.suffix != ".gguf":
        raise UserError(
            f"{path} is no model file of the folder {models_dir}.", "Only models of that folder are removed."
        )
    if loaded and path == Path(loaded).expanduser().absolute():
        raise UserError(f"{path.name} is in use.", "Load another model first.")
    parts = (path, part_of(path), sidecar(path))
    try:
        there = [part for part in parts if part.is_symlink() or part.is_file()]
        for part in there:
            part.unlink()
    except OSError as error:
        raise UserError(
            f"{path.name} could not be removed: {error.strerror}.", "Check the permissions of the folder."
        ) from error
    if not there:
        raise UserError(f"The model file {path} is not there.", "Choose another model.")


def verify_model(
    path: Path, on_progress: Callable[[int, int], object] = max, cancel: Cancel | None = None
) -> VerifyReport:
    """Read the whole file anew, whatever is remembered of it. `on_progress` gets bytes done and in all.

    Raises UserError where it is no sound GGUF file or cannot be read, Cancelled on stop.
    """
    facts = read_facts(path)

    def step(done: int) -> None:
        _stop(cancel)
        on_progress(done, facts.size)

    try:
        sha256 = sha256_of(path, step)
        published = remembered(path) if is_published(path) else ""
        remember(path, sha256, published=sha256 == published != "")
    except OSError as error:
        raise UserError(
            f"The model file {path} cannot be read: {error.strerror}.", "Check its permissions."
        ) from error
    known = altered.by_sha256(sha256) or catalog.known_file(path)
    expected = (known.sha256 or published) if known else ""
    return VerifyReport(path, facts.size, sha256, expected, known, altered.signs(path, facts, sha256))


def _filled(
    entry: ModelEntry,
    known: CatalogModel | None,
    models_dir: Path,
    settings: Settings,
    machine: Machine,
    measurements: Measurements,
) -> ModelEntry:
    path = Path(entry.path) if entry.path else None
    facts, problem = _facts_of(path) if path else (advice.facts_of(known) if known else None, "")
    arrived = _size(part_of(models_dir / entry.file)) if known and not path else 0
    told = advice.Advice("")
    if facts is not None:
        told = advice.advise(facts, entry.file, machine, settings.model_options, measurements)
    fit = told.sentence
    if path is None and entry.size:
        fit = f"{fit} {advice.room(entry.size, arrived, machine.disk_free)}".strip()
    sha256 = remembered(path) if path else ""
    return replace(
        entry,
        fit=fit,
        hosts=tuple(dict.fromkeys((*_hosts(settings.model_mirrors), *entry.hosts))) if known else (),
        note=problem or entry.note,
        arrived=arrived,
        fetchable=known is not None,
        licence_accepted=entry.id in settings.accepted_licences,
        altered=altered.signs(path, facts, sha256) if path and facts else (),
        risks_accepted=bool(sha256) and sha256 in settings.accepted_altered,
        tokens_per_second=told.tokens_per_second,
    )


def _facts_of(path: Path) -> tuple[GgufFacts | None, str]:
    """The header's facts, or the sentence that says why there are none."""
    try:
        state = path.stat()
        return _read(path, state.st_size, state.st_mtime_ns), ""
    except UserError as error:
        return None, str(error)
    except OSError as error:
        return None, f"The model file {path} cannot be read: {error.strerror}."


@lru_cache(maxsize=64)
def _read(path: Path, _size: int, _mtime_ns: int) -> GgufFacts:
    return read_facts(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _stop(cancel: Cancel | None) -> None:
    if cancel is not None and cancel.is_set():
        raise Cancelled


def _link(path: Path, models_dir: Path) -> Path:
    for target in _names(models_dir, path.name):
        if target.is_symlink() and target.resolve() == path.resolve():
            return target
        with contextlib.suppress(FileExistsError):
            target.symlink_to(path)
            return target
    raise AssertionError


def _copy(
    path: Path,
    models_dir: Path,
    size: int,
    on_progress: Callable[[int, int], object],
    cancel: Cancel | None,
) -> Path:
    _make_room(models_dir, size)
    _clear_away(models_dir)
    growing = models_dir / f".{path.name}.{os.getpid()}{_GROWING}"
    try:
        sha256 = _write(path, growing, size, on_progress, cancel)
        known = altered.by_sha256(sha256)
        return _place(growing, models_dir, known.file if known else path.name, sha256)
    finally:
        growing.unlink(missing_ok=True)


def _clear_away(models_dir: Path) -> None:
    """Delete what copies have left behind that a crash ended."""
    for left in models_dir.glob(f".*{_GROWING}"):
        if time.time() - left.stat().st_mtime > _ABANDONED_S:
            left.unlink(missing_ok=True)


def _write(
    path: Path, growing: Path, size: int, on_progress: Callable[[int, int], object], cancel: Cancel | None
) -> str:
    """Copy and hash in one go, down to the disk; the sha256."""
    digest, done = hashlib.sha256(), 0
    with path.open("rb") as source, growing.open("xb") as target:
        while piece := source.read(CHUNK):
            _stop(cancel)
            target.write(piece)
            digest.update(piece)
            done += len(piece)
            on_progress(done, size)
        target.flush()
        os.fsync(target.fileno())
    if done != size:
        raise UserError(
            f"{path.name} changed while it was copied.", "Wait until it is complete, then try again."
        )
    return digest.hexdigest()


def _place(growing: Path, models_dir: Path, name: str, sha256: str) -> Path:
    """Give the copy the first name that is free, unless the same file lies under one of these names."""
    for target in _names(models_dir, name):
        if target.exists() and _size(target) == _size(growing) and sha256_of(target) == sha256:
            return target
        with contextlib.suppress(FileExistsError):
            _rename(growing, target)
            remember(target, sha256)
            return target
    raise AssertionError


def _rename(growing: Path, target: Path) -> None:
    """Rename without replacing what is there. Raises FileExistsError."""
    try:
        os.link(growing, target)
    except FileExistsError:
        raise
    except OSError:
        # No second name for a file on this file system; then a look must do.
        if target.exists():
            raise FileExistsError(target) from None
        growing.rename(target)


def _names(folder: Path, name: str) -> list[Path]:
    """The name itself, then the same with a number."""
    stem = name.removesuffix(".gguf")
    return [folder / f"{stem}.gguf", *(folder / f"{stem}-{number}.gguf" for number in range(2, 1000))]


def _make_room(folder: Path, size: int) -> None:
    free = shutil.disk_usage(folder).free
    if free < size + SPARE_BYTES:
        need, free = round((size + SPARE_BYTES) / 1e6), round(free / 1e6)
        raise UserError(
            f"The disk is too full: {need:,} MB are needed in {folder}, {free:,} MB are free.",
            "Free some space, then try again.",
        )


def _hosts(addresses: Sequence[str]) -> list[str]:
    """The hosts of the user's own addresses; none of an address that cannot be used."""
    found = (urlsplit(address).netloc.rpartition("@")[2] for address in addresses)
    return [host for host in found if host]
