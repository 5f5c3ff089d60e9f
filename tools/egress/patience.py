"""A limit for work that has none of its own: a keyring may ask its user, a resolver may wait for minutes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import suppress
from typing import TypeVar

_T = TypeVar("_T")
_POLL_S = 0.05


class Overdue(Exception):
    """The work did not end in `seconds`. It goes on in its thread, and nobody waits for it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no end within {seconds:g} seconds")
        self.words = f"{round(seconds, 1):g}"


def within(seconds: float, work: Callable[[], _T], check: Callable[[], None] = lambda: None) -> _T:
    """Do `work` in a thread of its own and give its result, or raise what it raises; Overdue after `seconds`.

    `check` is called about every twentieth of a second; what it raises ends the wait.
    """
    outcome: Future[_T] = Future()

    def run() -> None:
        try:
            outcome.set_result(work())
        except BaseException as error:  # noqa: BLE001 whatever it is, it belongs to whoever waits
            outcome.set_exception(error)

    threading.Thread(target=run, name="egress-patience", daemon=True).start()
    deadline = time.monotonic() + seconds
    while not outcome.done():
        check()
        left = deadline - time.monotonic()
        if left <= 0:
            raise Overdue(seconds)
        with suppress(TimeoutError):
            outcome.exception(min(_POLL_S, left))
    return outcome.result()
