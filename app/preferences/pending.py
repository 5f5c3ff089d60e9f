"""The changes that were asked for and are not confirmed yet."""

from __future__ import annotations

from typing import Generic, TypeVar

Value = TypeVar("Value")


class Pending(Generic[Value]):
    """Keeps quick changes in step: each builds on the last one asked for, not on the last one confirmed."""

    def __init__(self, confirmed: Value) -> None:
        self._confirmed = confirmed
        self._asked: list[Value] = []

    @property
    def latest(self) -> Value:
        """What the next change builds on."""
        return self._asked[-1] if self._asked else self._confirmed

    @property
    def confirmed(self) -> Value:
        """What is in force."""
        return self._confirmed

    @property
    def waiting(self) -> bool:
        """True while a change that was asked for is not confirmed."""
        return bool(self._asked)

    def ask(self, value: Value) -> None:
        """A change has been sent to the engine."""
        self._asked.append(value)

    def confirm(self, value: Value) -> bool:
        """The engine told what is in force. True where the page should show it now.

        False means that a later change of the page's own is still under way.
        """
        self._confirmed = value
        if value in self._asked:
            del self._asked[: self._asked.index(value) + 1]
        else:
            self._asked.clear()
        return not self._asked

    def give_up(self) -> bool:
        """Forget what was never confirmed; True where there was anything."""
        had = bool(self._asked)
        self._asked.clear()
        return had
