"""Holds each call that a model writes to its grammar, from the opening tag to the closing one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any, Protocol, TypeAlias

from engine.contracts import JsonObject
from engine.model.constraint import ConstraintError

CALL_TAG = "<tool_call>"
CALL_END = "</tool_call>"
_BEGUN = re.compile(rf"{CALL_TAG}(\s*)\Z")

Array: TypeAlias = Any
"""A numpy array."""


class Choices(Protocol):
    """The tokens that may come next (engine.model.constraint.CallConstraint)."""

    @property
    def finished(self) -> bool: ...

    def allows(self, token: int) -> bool: ...

    def accept(self, token: int) -> None: ...

    def mask(self) -> Array:
        """True for each token that may come next."""
        ...

    def best_allowed(self, logits: Array) -> int: ...

    def forced(self) -> list[int]:
        """Tokens of which no other may come next, in order."""
        ...


class Grammars(Protocol):
    """Makes the constraint for a call of one of these tools; None where there can be none."""

    def begin(self, tools: Sequence[JsonObject]) -> Choices | None: ...


class CallGuard:
    """Watches one answer being written. `tools` are on offer; without grammars everything is allowed.

    `jump` gives the tokens of which no other can follow together with the one that was picked. A constraint
    that gives up is dropped, with a line for `log`: the parser judges every call once more.
    """

    def __init__(
        self,
        grammars: Grammars | None,
        tools: Sequence[JsonObject],
        tokenise: Callable[[str, bool], list[int]],
        jump: bool,
        log: Callable[[str], None],
    ) -> None:
        self._grammars = grammars if tools else None
        self._tools = tools
        self._tokenise = tokenise
        self._jump = jump
        self._log = log
        self._call: Choices | None = None

    def pick(self, sample: Callable[[Choices | None], int]) -> int:
        """The next token: one that the open call allows, if there is one."""
        try:
            return sample(self._call)
        except ConstraintError as error:
            self._give_up(error)
            return sample(None)

    def follow(self, token: int, most: int) -> list[int]:
        """The picked token and those that must follow it, `most` of them together at the most."""
        if self._call is None:
            return [token]
        return self._accept([token], most)

    def open(self, text: str, most: int) -> list[int]:
        """Begin to hold a call where `text`, all that was said, has just opened one.

        Gives the tokens that must follow the tag, at most `most`.
        """
        if self._grammars is None or self._call is not None:
            return []
        begun = _BEGUN.search(text, max(0, len(text) - 2 * len(CALL_TAG)))
        if begun is None or text.rfind("<think>") > text.rfind("</think>"):
            return []
        self._call = self._grammars.begin(self._tools)
        # A tag that is spelled in ordinary tokens may end with the line break that belongs to the call.
        spelled = self._tokenise(begun[1], False) if begun[1] else []
        return self._accept(spelled, most + len(spelled))[len(spelled) :]

    def _accept(self, tokens: list[int], most: int) -> list[int]:
        """Accept `tokens` and what must follow them."""
        call, taken = self._call, list(tokens)
        if call is None:
            return taken
        try:
            for token in tokens:
                call.accept(token)
            for token in call.forced() if self._jump else ():
                if len(taken) >= most:
                    break
                call.accept(token)
                taken.append(token)
            if call.finished:
                self._call = None
        except ConstraintError as error:
            self._give_up(error)
        return taken

    def _give_up(self, error: ConstraintError) -> None:
        self._log(f"A call goes on unchecked: {error}.")
        self._call = None
