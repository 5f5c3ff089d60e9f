"""Which grants stand at a moment, and when that changes next."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from engine.contracts import Choice, Privacy
from engine.policy.views import Grant

WIDE = frozenset({Choice.HOUR, Choice.HOST, Choice.ALWAYS})
"""Scopes that hold in every conversation."""
BY_PRIVACY = WIDE | {Choice.CONVERSATION}
"""Scopes of a tool's grants that count only while privacy is relaxed."""
LONGEST_MS = 24 * 3600 * 1000


def standing(grants: Sequence[Grant], now: float) -> tuple[Grant, ...]:
    """The grants that have not expired at `now`, in UTC seconds since the epoch."""
    return tuple(grant for grant in grants if not grant.expires or grant.expires > now)


def wide(grants: Sequence[Grant]) -> tuple[Grant, ...]:
    """The grants that hold in every conversation."""
    return tuple(grant for grant in grants if grant.scope in WIDE)


def rests(grant: Grant, privacy: Privacy, tools: Collection[str]) -> bool:
    """True where a grant covers nothing until privacy is relaxed again.

    The program's own errands, whose names are not among `tools`, keep a yes for a conversation.
    """
    scopes = BY_PRIVACY if grant.tool in tools else WIDE
    return privacy is not Privacy.RELAXED and grant.scope in scopes


def ends_at(grants: Sequence[Grant]) -> float:
    """When the last of the grants ends, in UTC seconds; 0 where one has no end or there is none."""
    ends = [grant.expires for grant in grants]
    return max(ends) if ends and min(ends) > 0 else 0.0


class Expiry(QObject):
    """`passed` fires when the next of some grants has expired."""

    passed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.passed)

    def watch(self, grants: Sequence[Grant], now: float) -> None:
        """Wait for the first of those that expire after `now`."""
        ahead = [grant.expires - now for grant in grants if grant.expires > now]
        if not ahead:
            self._timer.stop()
            return
        self._timer.start(min(math.ceil(min(ahead) * 1000) + 1, LONGEST_MS))
