"""The models that Sordino knows by their facts, and which of them lie on this computer."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

import msgspec

from engine.errors import UserError
from engine.model.checked import checked_sha256, is_published, remembered
from engine.model.port import ModelEntry

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
CATALOG = RESOURCES / "catalog.json"
STARTER = "qwen2.5-coder-0.5b-q4_k_m"
"""The id of the model that `make starter` fetches."""


class Hub(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Where the model hub keeps the file."""

    repository: str
    revision: str
    base: str = "https://huggingface.co"

    def address(self, file: str) -> str:
        """Where `file` lies."""
        return f"{self.base}/{self.repository}/resolve/{self.revision}/{file}"


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

    Sizes in bytes, `context` in tokens; `cache_bytes_per_token` is that of the f16 cache. A `size` of 0 and
    an empty `sha256` mean that only the hub knows them. `family` is the same for all sizes of one model; a
    `variant` is a size besides the recommended one. `altered_by` says who made the file out of the
    publisher's weights and how, empty where the publisher did. `licence_id` is SPDX's; `licence_file` lies
    in resources/licences, empty where the text is only on the licence's page. `mirrors` keep the same bytes.
    `after_results` is what a small model must hear after a tool's result, or it makes the same call again.
    """

    id: str
    name: str
    role: Literal["orchestrator", "starter"]
    publisher: str
    licence: str
    licence_id: str
    licence_file: str
    licence_url: str
    research_only: bool
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
    family: str = ""
    variant: bool = False
    altered_by: str = ""
    mirrors: tuple[Hub, ...] = ()
    after_results: str = ""

    @property
    def hub_url(self) -> str:
        """The address of the file on the hub."""
        return self.hub.address(self.file)

    @property
    def addresses(self) -> tuple[str, ...]:
        """Every address of the file, in the order in which they are asked."""
        return tuple(place.address(self.file) for place in (self.hub, *self.mirrors))


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


def part_of(path: Path) -> Path:
    """Where the beginning of `path` lies while it is being downloaded."""
    return path.with_name(path.name + ".part")


def licence_text(known: CatalogModel) -> str:
    """The licence itself, empty where its text is only on the licence's page."""
    return (RESOURCES / "licences" / known.licence_file).read_text("utf-8") if known.licence_file else ""


def check_hash(path: Path, known: CatalogModel) -> None:
    """Make sure that `path` is the catalogue's file, byte for byte; the answer is remembered beside it.

    Where the catalogue has no sha256 there is nothing to check. Raises UserError where it is another file,
    OSError where it cannot be read.
    """
    if not known.sha256:
        return
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
    present = [known for known in models() if is_complete(models_dir / known.file, known)]
    if not present:
        raise UserError(
            f"There is no model in {models_dir} yet.",
            "Run `make starter` to fetch a small one, or download or import one on the Models page.",
        )
    best = max(present, key=lambda known: (known.role == "orchestrator", not known.variant, known.size))
    return models_dir / best.file


def entries(models_dir: Path, loaded: str) -> tuple[ModelEntry, ...]:
    """The lines of the Models page: the catalogue first, then any other GGUF file of the folder, by name.

    `loaded` is the path of the model in use, or empty. What depends on this machine and on the settings is
    added by engine.model.library.
    """
    lines = [_catalog_entry(known, models_dir, loaded) for known in models()]
    names = {known.file for known in models()}
    others = [path for path in _gguf_files(models_dir) if path.name not in names]
    used = Path(loaded) if loaded else None
    if used is not None and used.is_file() and used.parent != models_dir and used not in others:
        others.append(used)
    return (*lines, *(_other_entry(path, loaded) for path in others))


def is_complete(path: Path, known: CatalogModel) -> bool:
    """True where `path` is there in the catalogue's size; any size will do where the catalogue has none."""
    try:
        return path.is_file() and path.stat().st_size == (known.size or path.stat().st_size)
    except OSError:
        return False


def _gguf_files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.glob("*.gguf") if path.is_file())
    except OSError:
        return []


def _catalog_entry(known: CatalogModel, models_dir: Path, loaded: str) -> ModelEntry:
    path = models_dir / known.file
    here = is_complete(path, known)
    return ModelEntry(
        id=known.id,
        name=f"{known.name} {known.quantisation}",
        publisher=" · ".join(filter(None, (known.publisher, known.altered_by))),
        licence=known.licence,
        licence_url=known.licence_url,
        card_url=known.card_url,
        size=known.size or (path.stat().st_size if here else 0),
        sha256=known.sha256,
        path=str(path) if here else "",
        loaded=here and loaded == str(path),
        note=_note(known, path, here),
        licence_text=licence_text(known),
        research_only=known.research_only,
        family=known.family,
        file=known.file,
        hosts=tuple(dict.fromkeys(urlsplit(address).netloc for address in known.addresses)),
    )


def _note(known: CatalogModel, path: Path, here: bool) -> str:
    if here:
        return _note_of_present(known, path)
    if path.is_file():
        return f"The file {path} is not complete, or is not the published one: its size differs."
    if not known.size:
        return "Not on this computer. The hub is asked for its size and its sha256 when it is downloaded."
    return "Not on this computer."


def _note_of_present(known: CatalogModel, path: Path) -> str:
    found = remembered(path)
    if found and (found == known.sha256 or is_published(path)):
        return "On this computer; its sha256 is that of the published file."
    if not found:
        return "On this computer; its sha256 has not been checked yet."
    if not known.sha256:
        return "On this computer; the catalogue has no sha256 to compare its own with."
    return "On this computer, but its sha256 is not that of the published file: it is damaged or altered."


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
        file=path.name,
    )
