"""What the engine tells about experts, keys, prices and the proof of being offline. All of it is frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from engine.cloud import OfflineProof


@dataclass(frozen=True, slots=True)
class ExpertChecked:
    """A free call was made with an expert's key: the models that it may use, or the problem.

    Both are empty where the user refused the call.
    """

    expert_id: str
    models: tuple[str, ...]
    problem: str = ""
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class KeySaved:
    """An API key was stored in the keyring, is kept for this run only as there is none, or was removed."""

    name: str
    where: Literal["keyring", "run", "removed"]


@dataclass(frozen=True, slots=True)
class PricesChanged:
    """The price list in force: its day (ISO 8601), and whether it came with the program or was fetched.

    With a problem, the list is the one from before.
    """

    day: str
    fetched: bool
    problem: str = ""
    way_out: str = ""


@dataclass(frozen=True, slots=True)
class OfflineProved:
    """The self-test has ended."""

    proof: OfflineProof


CloudEvent = ExpertChecked | KeySaved | PricesChanged | OfflineProved
