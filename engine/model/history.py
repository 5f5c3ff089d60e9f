"""What the model's memory holds, as text and as tokens, so that a longer conversation is only read on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    tokens: tuple[int, ...]


@dataclass(slots=True)
class History:
    """Pieces of a rendered conversation with the tokens that stand for them, in order.

    Tokenising a conversation again moves borders between tokens: what the model wrote as `}`, `}` and a line
    break may come back as one token, and everything from there on would have to be read again. So a piece
    keeps the tokens that it was read or written with for as long as its text stands unchanged.
    """

    _pieces: list[_Piece] = field(default_factory=list)

    @property
    def tokens(self) -> list[int]:
        """All tokens, in order."""
        return [token for piece in self._pieces for token in piece.tokens]

    def begins_with(self, text: str) -> bool:
        """True where the first piece is exactly `text`."""
        return bool(self._pieces) and self._pieces[0].text == text

    def append(self, text: str, tokens: Sequence[int]) -> None:
        """Note what was read or written next; tokens that stand for no text yet are left out."""
        if text:
            self._pieces.append(_Piece(text, tuple(tokens)))

    def follow(self, text: str, tokenise: Callable[[str, bool], list[int]]) -> list[int]:
        """The tokens of `text`: those of the pieces that it begins with, then new ones.

        Whatever the text no longer holds is forgotten, and the rest becomes a piece of its own. `tokenise`
        is told whether its text is the very beginning.
        """
        at = 0
        for number, piece in enumerate(self._pieces):
            if not text.startswith(piece.text, at):
                del self._pieces[number:]
                break
            at += len(piece.text)
        if rest := text[at:]:
            self.append(rest, tokenise(rest, not at))
        return self.tokens
