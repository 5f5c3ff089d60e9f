"""Ends a thought that has gone on for long enough, so that the answer begins."""

from __future__ import annotations

from collections.abc import Callable

THINK, THINK_END = "<think>", "</think>"
CLOSING = f"\n{THINK_END}\n\n"
"""How the models that think end a thought themselves (Qwen3)."""


class ThinkingBound:
    """Watches one answer being written, and closes the thought that it begins with after `most` tokens.

    Thoughts further on are left alone: an answer that has begun, and a call in it, are never cut into. With
    0 tokens there is no bound.
    """

    def __init__(self, most: int, tokenise: Callable[[str, bool], list[int]]) -> None:
        self._left = most
        self._watching = most > 0
        self._tokenise = tokenise

    def close(self, said: str, count: int, room: int) -> list[int]:
        """The tokens that must come next where the thought has to end; at most `room`, or none.

        `said` is the answer so far, to which `count` tokens were added since the last time.
        """
        if not self._watching:
            return []
        self._left -= count
        begun = said.lstrip()
        if not begun.startswith(THINK):
            self._watching = THINK.startswith(begun)
            return []
        if THINK_END in begun:
            self._watching = False
            return []
        if self._left > 0 or (_ends_itself(begun) and self._left > -len(THINK_END)):
            return []
        closing = self._tokenise(CLOSING, False)
        if len(closing) > room:
            return []
        self._watching = False
        return closing


def _ends_itself(text: str) -> bool:
    """True where the model has perhaps begun to write the end, letter by letter."""
    return any(text.endswith(THINK_END[:length]) for length in range(1, len(THINK_END)))
