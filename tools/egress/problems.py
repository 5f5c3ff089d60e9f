"""Why a request failed, where whoever asked must tell the reasons apart."""

from __future__ import annotations

from typing import Literal

from engine.errors import NotSent, ToolProblem

Kind = Literal["", "slow", "unreached"]


class TooSlow(ToolProblem):
    """The time that the request allows is over."""


class Unreached(ToolProblem):
    """No connection to the server came about: it was not asked anything."""


def kind_of(problem: ToolProblem) -> Kind:
    """What `problem_of_kind` needs to make the same problem again in another process."""
    if isinstance(problem, TooSlow):
        return "slow"
    return "unreached" if isinstance(problem, Unreached) else ""


def problem_of_kind(sentence: str, kind: Kind, let_out: bool) -> ToolProblem:
    """The problem that was stated in another process."""
    if not let_out:
        return NotSent(sentence)
    return {"slow": TooSlow, "unreached": Unreached}.get(kind, ToolProblem)(sentence)
