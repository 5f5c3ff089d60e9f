"""The ledger's rows of the broker: when it started, and that it ended."""

from __future__ import annotations

from collections.abc import Callable

from engine.errors import UserError
from engine.ledger.store import Entry, Ledger

ENDED_BEFORE = "The broker was ended earlier, when no row could be written."


class BrokerRows:
    """Writes them. `warn` is told in words where the row of an end cannot be written; it follows later."""

    def __init__(self, ledger: Ledger, warn: Callable[[str], None]) -> None:
        self._ledger = ledger
        self._warn = warn
        self._owed = 0

    def started(self, pid: int) -> None:
        """Raises UserError where the row cannot be written; the broker must not be used then."""
        self.settle()
        self._record(f"The broker started as process {pid}.")

    def ended(self) -> None:
        """Never raises: the broker is gone, whether a row says so or not."""
        try:
            self.settle()
            self._record("The broker was ended.")
        except UserError as problem:
            self._owed += 1
            self._warn(str(problem))

    def settle(self) -> None:
        """Write what could not be written before. Raises UserError."""
        while self._owed:
            self._record(ENDED_BEFORE)
            self._owed -= 1

    def _record(self, reason: str) -> None:
        self._ledger.record(Entry(kind="event", tool="network", reason=reason))
