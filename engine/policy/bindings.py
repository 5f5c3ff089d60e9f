"""What a yes that covers further calls is bound to, and which yes may cover what."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from engine.contracts import Choice, DataClass, ToolSpec
from engine.policy.views import Grant

HOUR_S = 3600.0
_ROUNDING_S = 1.0
WIDTH = (
    Choice.DENY,
    Choice.ONCE,
    Choice.FILE,
    Choice.ANSWER,
    Choice.CONVERSATION,
    Choice.HOUR,
    Choice.HOST,
    Choice.ALWAYS,
)
"""The answers from narrow to wide."""
PASSING = frozenset({Choice.FILE, Choice.ANSWER})
"""Scopes that end with a turn. Only these cover private data, and only these hold whatever privacy says."""
LASTING = frozenset({Choice.HOUR, Choice.ALWAYS})
"""Scopes that outlive the program."""
_OPEN = frozenset({DataClass.OWN, DataClass.UNTRUSTED})
KEPT = frozenset({Choice.CONVERSATION, Choice.HOUR, Choice.HOST, Choice.ALWAYS})
_COVERS: Mapping[DataClass, frozenset[DataClass]] = {
    DataClass.OWN: frozenset({DataClass.OWN}),
    DataClass.UNTRUSTED: frozenset({DataClass.OWN, DataClass.UNTRUSTED}),
    DataClass.PRIVATE: frozenset({DataClass.OWN, DataClass.PRIVATE}),
    DataClass.BOTH: frozenset(),
}


@dataclass(frozen=True)
class Request:
    """What a grant is bound to: a tool as it is declared, where it goes, with which key and what data.

    `origin` is scheme, host and port. The ids are those of the conversation and the turn that ask.
    """

    tool: ToolSpec
    origin: str
    key_name: str = ""
    data: DataClass = DataClass.OWN
    conversation_id: str = ""
    turn_id: str = ""

    @cached_property
    def bound(self) -> tuple[str, str, str, str]:
        """Name, origin, key and schema."""
        return self.tool.name, self.origin, self.key_name, schema_of(self.tool)

    def scope_id(self, scope: Choice) -> str:
        """What a yes of this scope is bound to besides: a turn, a conversation, or nothing."""
        if scope in PASSING:
            return self.turn_id
        return self.conversation_id if scope is Choice.CONVERSATION else ""


def schema_of(tool: ToolSpec) -> str:
    """The sha256 of a tool as it is declared; its expected time is left out, for that is no promise."""
    declared = {
        "name": tool.name,
        "description": tool.description,
        "parameters": tool.parameters,
        "reach": tool.reach,
        "effects": sorted(tool.effects),
        "output": [tool.output.private, tool.output.untrusted],
        "host": tool.host,
        "price_max": tool.price_max,
        "sends": tool.sends,
        "without_it": tool.without_it,
    }
    return hashlib.sha256(json.dumps(declared, sort_keys=True, default=repr).encode()).hexdigest()


def covers(grant: Grant, request: Request) -> bool:
    """True where `request` is what the yes was given for: a change of any part asks again."""
    return (
        (grant.tool, grant.host, grant.key_name, grant.schema) == request.bound
        and grant.scope_id == request.scope_id(grant.scope)
        and request.data in _COVERS[grant.data]
    )


def twin(grant: Grant) -> Grant:
    """A grant without what differs between two gifts of the same yes."""
    return replace(grant, id="", given=0.0, expires=0.0, used=0.0, row=0)


def may_be_given(request: Request, scope: Choice) -> bool:
    """True where a card may offer a yes of this scope: for private data none that outlives the turn."""
    if scope in PASSING:
        return bool(request.turn_id) and request.data is not DataClass.BOTH
    if request.data not in _OPEN or scope not in KEPT or scope is Choice.ALWAYS:
        return False
    return scope is not Choice.CONVERSATION or bool(request.conversation_id)


def is_lasting(grant: Grant) -> bool:
    """True for what a store can hold if nobody edited it."""
    if grant.data not in _OPEN or grant.scope_id:
        return False
    hour = 0 < grant.expires - grant.given <= HOUR_S + _ROUNDING_S
    return grant.scope is Choice.ALWAYS or (grant.scope is Choice.HOUR and hour)
