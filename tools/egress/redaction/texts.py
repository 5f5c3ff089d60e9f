"""A request in pieces: what is somebody's text, and may be changed, and all that stays beside it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(slots=True)
class Text:
    """A text inside a request. `value` is what it means, without the escapes of its form, and may be set.

    `name` is that of the field it stands in, where that may say what it is. `secret` says that the field
    holds a password and nothing beside it.
    """

    value: str
    name: str = ""
    secret: bool = False

    def written(self) -> str:
        """The text as it is now."""
        return self.value


@dataclass(slots=True)
class Parts:
    """A text in pieces, some of which hold texts of their own."""

    pieces: list[str | Hole]

    def written(self) -> str:
        """The pieces in a row, as they are now."""
        return "".join(piece if isinstance(piece, str) else piece.written() for piece in self.pieces)


class Hole(NamedTuple):
    """The place of `inner` in a text: there it is written `like`, which means `was`."""

    like: str
    was: str
    inner: Text | Parts
    write: Callable[[str, str], str]
    """Takes `like` and the new meaning, and gives how that is written there."""

    def written(self) -> str:
        """As it was, byte for byte, where it still means the same."""
        now = self.inner.written()
        return self.like if now == self.was else self.write(self.like, now)


@dataclass(slots=True)
class Found:
    """All texts in the order of their places, and the names of fields that cannot be changed."""

    texts: list[Text] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
