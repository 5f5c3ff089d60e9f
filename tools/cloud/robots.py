"""What sites let programs read, as their robots.txt says (RFC 9309), kept for an hour."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from protego import Protego

from engine.contracts import Incoming
from engine.errors import ToolProblem

AGENT = "Sordino"
KEPT_S = 3600.0
"""Seconds for which a site's rules are kept."""

_MOST = 200
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class _Known:
    rules: Protego | None
    until: float


class Robots:
    """The rules of the sites that were asked of late. May be used from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, _Known] = {}

    def knows(self, url: str) -> bool:
        """True where the rules of the page's site need not be asked for."""
        with self._lock:
            return self._find(url) is not None

    def learn(self, url: str, answer: Incoming, host: str) -> None:
        """Keep what a site answered when it was asked for its robots.txt. Raises ToolProblem where it failed.

        A site that has no such file lets everything be read, and so does one that sends on to another
        address, for what stands there was not asked for.
        """
        if answer.status >= 500 or answer.status == _TOO_MANY:
            raise ToolProblem(
                f"{host} does not say whether programs may read this page (error {answer.status}), "
                "so that it was not asked for. Try again later."
            )
        rules = None
        if 200 <= answer.status < 300:
            rules = Protego.parse(answer.body.decode("utf-8-sig", "replace"))
        with self._lock:
            self._known.pop(_origin(url), None)
            while len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            self._known[_origin(url)] = _Known(rules, self._clock() + KEPT_S)

    def check(self, url: str, host: str) -> None:
        """Raises ToolProblem where the page may not be read by programs, as far as is known."""
        with self._lock:
            known = self._find(url)
            rules = known.rules if known is not None else None
            forbidden = rules is not None and not rules.can_fetch(url, AGENT)
        if forbidden:
            raise ToolProblem(f"{host} does not want programs to read this page.")

    def _find(self, url: str) -> _Known | None:
        known = self._known.get(_origin(url))
        return known if known is not None and self._clock() < known.until else None


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
