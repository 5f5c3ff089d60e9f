"""What sites let programs read, as their robots.txt says (RFC 9309), kept for an hour."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urljoin, urlsplit, urlunsplit

from protego import Protego

from engine.contracts import Incoming
from engine.errors import ToolProblem
from tools.cloud.page_address import MOVED, origin, target_of
from tools.egress.addresses import host_of

AGENT = "Sordino"
KEPT_S = 3600.0
"""Seconds for which a site's rules are kept."""

_MOST = 200
_MOST_HOPS = 5
_TOO_MANY = 429


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a site: its rules, or none; or, where it moved them within itself, their place."""

    until: float
    rules: Protego | None = None
    place: str = ""
    hops: int = 0


class Robots:
    """The rules of the sites that were asked of late. May be used from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._known: dict[str, _Known] = {}

    def ask_at(self, url: str) -> str:
        """Where the rules of the page's site are to be asked for; empty where they are known."""
        with self._lock:
            known = self._find(url)
        if known is None:
            return urljoin(url, "/robots.txt")
        return known.place

    def learn(self, url: str, answer: Incoming, host: str) -> None:
        """Keep what a site answered when it was asked for its robots.txt.

        A site that has no such file lets everything be read. Raises ToolProblem where it failed, and where it
        sends on to another address: within the site that is asked the next time; another site is not.
        """
        if answer.status in MOVED:
            raise ToolProblem(self._moved(url, answer, host))
        if answer.status >= 500 or answer.status == _TOO_MANY:
            raise ToolProblem(
                f"{host} does not say whether programs may read this page (error {answer.status}), "
                "so that it was not asked for. Try again later."
            )
        rules = None
        if 200 <= answer.status < 300:
            rules = Protego.parse(answer.body.decode("utf-8-sig", "replace"))
        self._keep(url, _Known(self._clock() + KEPT_S, rules))

    def check(self, url: str, host: str) -> None:
        """Raises ToolProblem where the page may not be read by programs, as far as is known."""
        with self._lock:
            known = self._find(url)
            rules = known.rules if known is not None else None
            forbidden = rules is not None and not rules.can_fetch(url, AGENT)
        if forbidden:
            raise ToolProblem(f"{host} does not want programs to read this page.")

    def _moved(self, url: str, answer: Incoming, host: str) -> str:
        """What to say of a site that sends on who asks for its rules; within itself, their place is kept."""
        asked = self.ask_at(url) or urljoin(url, "/robots.txt")
        target = target_of(answer, asked)
        if not target:
            return (
                f"{host} has moved its rules for programs to an address that cannot be read, "
                "so that the page was not asked for."
            )
        if origin(target) == origin(url):
            with self._lock:
                known = self._find(url)
            # Of two calls at once, both may have asked at the first place: then only the hops are counted.
            hops = known.hops + 1 if known is not None else 1
            if hops > _MOST_HOPS or (known is None and target == asked):
                return f"{host} sends who asks for its rules for programs round and round."
            self._keep(url, _Known(self._clock() + KEPT_S, place=target, hops=hops))
            return (
                f"{host} keeps its rules for programs at {target}. "
                "Call read_page once more with the same address to have them read there."
            )
        if _are_one_site(host, host_of(target)):
            parts, there = urlsplit(url), urlsplit(target)
            page = urlunsplit((there.scheme, there.netloc, parts.path, parts.query, ""))
            return (
                f"{host} has moved its rules for programs to {target}. "
                f"Call read_page with the page's address there: {page}."
            )
        return (
            f"{host} has moved its rules for programs to another site, {target}, "
            "so that it is not known whether they may read this page."
        )

    def _keep(self, url: str, known: _Known) -> None:
        with self._lock:
            self._known.pop(origin(url), None)
            while len(self._known) >= _MOST:
                del self._known[next(iter(self._known))]
            self._known[origin(url)] = known

    def _find(self, url: str) -> _Known | None:
        known = self._known.get(origin(url))
        return known if known is not None and self._clock() < known.until else None


def _are_one_site(one: str, other: str) -> bool:
    """True for the same host, and for two of which one is a part of the other's domain, like `www`."""
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
