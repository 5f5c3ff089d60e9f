"""Recognises altered weights by what a model file says about itself and by its sha256.

Whoever removes a model's refusals, merges it with others or trains it further usually says so in the file's
name or metadata. What is looked for are whole words, so that `emerged` is no `merge`. A file that passes for
one of the catalogue's models and is none of the published files is a sign too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from engine.contracts import Cancel
from engine.errors import Cancelled, UserError
from engine.model.catalog import CatalogModel, models
from engine.model.checked import checked_sha256, is_published, remembered
from engine.model.gguf import GgufFacts, read_facts

RISKS = (
    "It may write unsafe content, and you answer for what you do with it.",
    "It may be less intelligent than the model that it was made from.",
    "It may make wrong tool calls, or far too many of them.",
    "It may lose track of the task when it works for long.",
)
"""What a user must accept before altered weights are loaded."""

_PLACES = {
    "general.name": "name",
    "general.basename": "name",
    "general.finetune": "variant",
    "general.tags": "tags",
    "general.author": "author",
    "general.organization": "author",
    "general.quantized_by": "maker",
    "general.repo_url": "address",
    "general.url": "address",
    "general.source.url": "address",
    "general.source.repo_url": "address",
    "general.source.huggingface.repository": "address",
}
_BASE = "general.base_model."
_PASSING = ("general.name", "general.basename")
"""Where a file says which model it is."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")
_LETTERS = re.compile(r"[a-z]+|[\u4e00-\u9fff]+")


class _Kind(NamedTuple):
    """Words that mean the same alteration: whole ones, and beginnings of words."""

    words: frozenset[str]
    beginnings: tuple[str, ...]


_REFUSALS = _Kind(
    frozenset(
        {
            "ablated",
            "amoral",
            "dolphin",
            "heretic",
            "huihui",
            "nsfw",
            "unaligned",
            "unfiltered",
            "unhinged",
            "unleashed",
            "无审查",
            "無審查",
            "去审查",
            "去審查",
        }
    ),
    (
        "abliterat",
        "decensor",
        "derestrict",
        "jailbr",
        "josiefi",
        "lorablat",
        "norefus",
        "obliterat",
        "refusalremov",
        "refusalablat",
        "uncensor",
        "unrestrict",
        "unzensiert",
    ),
)
_MERGED = _Kind(
    frozenset({"merge", "merged", "merges", "mergekit", "slerp", "frankenmerge", "passthrough", "moerge"}),
    ("daretie", "franken", "modelstock"),
)
_PLAYED = _Kind(frozenset({"roleplay", "roleplaying", "erp", "erotica", "waifu"}), ())
_TRAINED = _Kind(
    frozenset(
        {
            "dpo",
            "orpo",
            "kto",
            "simpo",
            "sft",
            "lora",
            "qlora",
            "finetune",
            "finetuned",
            "finetuning",
            "distill",
        }
    ),
    (),
)
"""Counted only for a file that passes for a catalogue's model, whose publisher would not say this of it."""
_PAIRS = {
    ("role", "play"): "roleplay",
    ("fine", "tune"): "finetune",
    ("fine", "tuned"): "finetuned",
    ("un", "censored"): "uncensored",
    ("no", "refusal"): "norefusal",
    ("no", "refusals"): "norefusals",
    ("refusal", "removed"): "refusalremoved",
    ("refusal", "ablated"): "refusalablated",
    ("model", "stock"): "modelstock",
    ("dare", "ties"): "dareties",
}
_ALIKE = str.maketrans("аеорсухіјѕԁɡα", "aeopcyxijsdga")
"""Letters of other scripts that look like Latin ones."""


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found out about a file. `sha256` is empty where nothing called for reading the whole file.

    `known` is the catalogue's model whose published file this is; `signs` are sentences for the user.
    """

    path: Path
    facts: GgufFacts
    sha256: str
    known: CatalogModel | None
    signs: tuple[str, ...]


def inspect(
    path: Path, on_progress: Callable[[int], object] = id, cancel: Cancel | None = None
) -> Inspection:
    """Look for signs of alteration; a suspect file is read whole for its sha256, which is remembered.

    `on_progress` gets the bytes read. Raises UserError where it is no sound GGUF file, Cancelled on stop.
    """
    facts = read_facts(path)
    sha256 = remembered(path)
    suspect = _passes_for(path.name, facts.metadata) is not None or bool(_word_signs(path.name, facts))
    if suspect and not sha256:
        sha256 = read_sha256(path, on_progress, cancel)
    return Inspection(path, facts, sha256, by_sha256(sha256), signs(path, facts, sha256))


def read_sha256(path: Path, on_progress: Callable[[int], object], cancel: Cancel | None) -> str:
    """The file's digest, remembered beside it. Raises UserError where it cannot be read, Cancelled."""

    def step(done: int) -> None:
        if cancel is not None and cancel.is_set():
            raise Cancelled
        on_progress(done)

    try:
        return checked_sha256(path, step)
    except OSError as error:
        raise UserError(
            f"The model file {path} cannot be read: {error.strerror}.", "Check its permissions."
        ) from error


def by_sha256(sha256: str) -> CatalogModel | None:
    """The catalogue's model whose published file has this digest, or None."""
    return next((known for known in models() if sha256 and known.sha256 == sha256), None)


def signs(path: Path, facts: GgufFacts, sha256: str) -> tuple[str, ...]:
    """The signs of alteration, a sentence each; none for a published file.

    Without `sha256` only the words count, for another model's file cannot be told from the published one.
    """
    if sha256 and (by_sha256(sha256) is not None or _is_the_publishers(path, sha256)):
        return ()
    found = _word_signs(path.name, facts)
    known = _passes_for(path.name, facts.metadata)
    if known is not None and sha256:
        found.append(
            f"It passes for {known.name}, but its sha256 is that of no published file in the catalogue."
        )
    return tuple(found)


def needs_acceptance(found: Inspection, accepted: Collection[str]) -> bool:
    """True where the risks of this file must be accepted before it is loaded.

    `accepted` holds the sha256 of each file for which they were (Settings.accepted_altered).
    """
    return bool(found.signs) and found.sha256 not in accepted


def refusal(found: Inspection) -> UserError:
    """What to tell where such a file was not loaded."""
    return UserError(
        f"{found.path.name} was not loaded: its weights look altered, and nobody has accepted the risks.",
        "Accept them on the Models page, or in the terminal with `sordino models accept`.",
    )


def _is_the_publishers(path: Path, sha256: str) -> bool:
    return is_published(path) and remembered(path) == sha256


def _word_signs(file_name: str, facts: GgufFacts) -> list[str]:
    """A sentence for each kind of alteration and each place that names it."""
    passes = _passes_for(file_name, facts.metadata) is not None
    found: dict[str, None] = {}
    for place, text in _texts(file_name, facts.metadata):
        words = _words(text)
        for word in _matches(words, _REFUSALS):
            found[f"Its {place} says “{word}”: its refusals were removed or weakened."] = None
        for word in _matches(words, _MERGED):
            found[f"Its {place} says “{word}”: it was put together from several models."] = None
        for word in _matches(words, _PLAYED):
            found[f"Its {place} says “{word}”: it was trained for role play."] = None
        for word in _matches(words, _TRAINED) if passes else ():
            found[f"Its {place} says “{word}”: somebody trained it further."] = None
    return list(found)


def _texts(file_name: str, metadata: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The places that may tell of an alteration, as the user may read them, with what they say."""
    yield "file name", file_name.removesuffix(".gguf")
    for key, text in metadata.items():
        if key in _PLACES:
            yield _PLACES[key], text
        elif key.startswith(_BASE):
            yield "base model", text


def _words(text: str) -> list[str]:
    """The words of a name in lower case: as they stand, and parted where the case changes."""
    plain = unicodedata.normalize("NFKC", text).translate(_ALIKE)
    plain = "".join(letter for letter in plain if unicodedata.category(letter) != "Cf")
    single = _LETTERS.findall(plain.lower())
    parted = [word.lower() for word in _WORD.findall(plain)]
    joined = [_PAIRS[pair] for pair in pairwise(single) if pair in _PAIRS]
    return list(dict.fromkeys([*single, *joined, *parted]))


def _matches(words: list[str], kind: _Kind) -> list[str]:
    """The first word of a kind, if there is one: a second says nothing new."""
    return [word for word in words if word in kind.words or word.startswith(kind.beginnings)][:1]


def _passes_for(file_name: str, metadata: Mapping[str, str]) -> CatalogModel | None:
    """The catalogue's model that the file's name or metadata names, or None."""
    said = [_plain(text) for text in (file_name, *(metadata.get(key, "") for key in _PASSING))]
    sized = _plain(f"{metadata.get('general.basename', '')}{metadata.get('general.size_label', '')}")
    return next(
        (known for known in models() if any(_plain(known.name) in text for text in (*said, sized))), None
    )


def _plain(text: str) -> str:
    return re.sub(r"[^a-z0-9]", "", unicodedata.normalize("NFKC", text).lower())
