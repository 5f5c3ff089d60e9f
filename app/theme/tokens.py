"""The design's values: colours for both schemes, the type scale, weights, spaces and radii."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

RESOURCES = Path(__file__).resolve().parents[2] / "resources"


@dataclass(frozen=True, slots=True)
class Tokens:
    """What `tokens.json` holds. Colours are `#RRGGBB`; `type` gives (size, line height) in pixels."""

    light: Mapping[str, str]
    dark: Mapping[str, str]
    type: Mapping[str, tuple[int, int]]
    weight: Mapping[str, int]
    space: tuple[int, ...]
    radius: Mapping[str, int]
    column: int
    sidebar: int


def load(path: Path = RESOURCES / "theme" / "tokens.json") -> Tokens:
    """Read the tokens. Raises msgspec.ValidationError where the file is not of this shape."""
    return msgspec.json.decode(path.read_bytes(), type=Tokens)
