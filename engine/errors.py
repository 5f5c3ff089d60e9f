"""Errors, divided by who must act on them."""

from __future__ import annotations

from engine.contracts import Money, Usage


class UserError(Exception):
    """The user must act: what is wrong in one sentence, and the way out in another."""

    def __init__(self, problem: str, way_out: str = "") -> None:
        super().__init__(f"{problem} {way_out}".strip())
        self.problem = problem
        self.way_out = way_out


class ToolProblem(Exception):
    """The model must act: the call failed, and this sentence is its result. The turn goes on."""


class NotSent(ToolProblem):
    """The call failed before anything left this computer."""


class Unbilled(ToolProblem):
    """The host refused the request; nothing is billed for it."""


class Billed(ToolProblem):
    """The call failed after its tokens were counted: what it cost is known, in micro-dollars."""

    def __init__(self, sentence: str, cost: Money, usage: Usage | None = None) -> None:
        super().__init__(sentence)
        self.cost = cost
        self.usage = usage


class Refused(Exception):
    """A rule or the user said no. The model reads a fixed text; the ledger holds the reason."""


class Cancelled(BaseException):
    """The user pressed stop. Derived from BaseException so that no broad handler swallows it."""
