"""The way that a request may take: which addresses are connected to, and whether through the user's proxy."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass, replace

from engine.contracts import Outgoing
from engine.errors import ToolProblem
from tools.egress.addresses import AddressVerdict, Resolve, check_url, host_of, is_near
from tools.egress.proxy import Proxy, proxy_of

_KNOWN_AT_HOME = frozenset(
    (
        "arpa",
        "corp",
        "domain",
        "home",
        "internal",
        "intranet",
        "lan",
        "local",
        "localdomain",
        "localhost",
        "private",
    )
)
"""Last parts of names that a proxy might look for on its own network."""


@dataclass(frozen=True, slots=True)
class Route:
    """Where to connect. `host` is as it goes to TLS and into the request; `addresses` were all checked.

    With a proxy, `near` are its own addresses; `addresses` is empty where the proxy looks the name up.
    """

    host: str
    port: int
    addresses: tuple[str, ...] = ()
    proxy: Proxy | None = None
    near: tuple[str, ...] = ()

    @property
    def targets(self) -> tuple[str, ...]:
        """What a proxy is asked to connect to: the checked addresses, else the name."""
        return self.addresses or (self.host,)


def judge(outgoing: Outgoing, resolve: Resolve) -> Route:
    """The way of `outgoing`, every rule on addresses applied. Raises ToolProblem; nothing is sent then.

    The further hosts of a search of the open web are held to the same rules.
    """
    if outgoing.hosts and not outgoing.own_endpoint:
        if outgoing.search is None or outgoing.host != outgoing.hosts[0]:
            raise ToolProblem("The request's hosts are not those of a search. Nothing was sent.")
        for host in outgoing.hosts:
            judge(replace(outgoing, url=f"https://{host}/", host=host, hosts=()), resolve)
    _check_host(outgoing)
    answers: list[tuple[str, ...]] = []

    def noted(host: str) -> Sequence[str]:
        answers.append(tuple(resolve(host)))
        return answers[-1]

    verdict = check_url(outgoing.url, noted, own_endpoint=outgoing.own_endpoint)
    proxy = proxy_of(outgoing.proxy)
    if outgoing.own_endpoint and verdict.allowed and all(map(is_near, verdict.addresses)):
        proxy = None
    by_name = proxy is not None and answers == [()] and _may_go_by_name(verdict.host)
    if not verdict.allowed and not by_name:
        raise ToolProblem(f"The address is refused: {verdict.reason} Nothing was sent.")
    _check_plain(outgoing, verdict)
    near = () if proxy is None else _addresses_of(proxy, resolve)
    return Route(verdict.host, verdict.port, verdict.addresses, proxy, near)


def _check_host(outgoing: Outgoing) -> None:
    if not outgoing.url.isascii():
        raise ToolProblem("The request's URL holds characters that must be escaped. Nothing was sent.")
    shown = f"[{outgoing.host}]" if ":" in outgoing.host and "[" not in outgoing.host else outgoing.host
    if not host_of(outgoing.url) or host_of(outgoing.url) != host_of(f"https://{shown}/"):
        raise ToolProblem("The request's host is not the one that was shown. Nothing was sent.")
    open_search = outgoing.search is not None and not outgoing.own_endpoint
    if open_search and not outgoing.url.startswith("https://"):
        raise ToolProblem("A search of the open web goes over https only. Nothing was sent.")


def _check_plain(outgoing: Outgoing, verdict: AddressVerdict) -> None:
    """What tells something goes unencrypted to near addresses only."""
    tells = outgoing.body or outgoing.key_name
    if outgoing.own_endpoint and tells and not outgoing.url.lower().startswith("https://"):
        places = verdict.addresses or (verdict.host,)
        far = next((place for place in places if not is_near(place)), "")
        if far:
            raise ToolProblem(
                f"Plain http would send this unencrypted to {far}, outside your own network. "
                "Nothing was sent."
            )


def _may_go_by_name(host: str) -> bool:
    """True for a name of the open web, which a proxy may look up because nobody here knows it."""
    labels = host.split(".")
    return len(labels) > 1 and labels[-1] not in _KNOWN_AT_HOME


def _addresses_of(proxy: Proxy, resolve: Resolve) -> tuple[str, ...]:
    try:
        return (str(ipaddress.ip_address(proxy.host)),)
    except ValueError:
        found = tuple(resolve(proxy.host))
    if not found:
        raise ToolProblem(f"The proxy {proxy} has no address. Nothing was sent.")
    return found
