"""The way that a request may take: which addresses are connected to, and whether through the user's proxy."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, replace

from engine.contracts import Outgoing
from engine.errors import ToolProblem
from tools.egress.addresses import AddressVerdict, Resolve, check_url, host_of, is_near, no_address
from tools.egress.proxy import Proxy, proxy_of


@dataclass(frozen=True, slots=True)
class Route:
    """Where to connect. `host` is as it goes to TLS and into the request; `addresses` were all checked.

    With a proxy, `near` are its own addresses. It is asked to connect to one of `addresses`, never to a name:
    whatever it made of that, nobody could check.
    """

    host: str
    port: int
    addresses: tuple[str, ...] = ()
    proxy: Proxy | None = None
    near: tuple[str, ...] = ()


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
    verdict = check_url(outgoing.url, resolve, own_endpoint=outgoing.own_endpoint)
    proxy = proxy_of(outgoing.proxy)
    if outgoing.own_endpoint and verdict.allowed and all(map(is_near, verdict.addresses)):
        proxy = None
    if not verdict.allowed:
        raise ToolProblem(f"The address is refused: {_reason(verdict, proxy)} Nothing was sent.")
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
        far = next((address for address in verdict.addresses if not is_near(address)), "")
        if far:
            raise ToolProblem(
                f"Plain http would send this unencrypted to {far}, outside your own network. "
                "Nothing was sent."
            )


def _reason(verdict: AddressVerdict, proxy: Proxy | None) -> str:
    if proxy is None or verdict.reason != no_address(verdict.host):
        return verdict.reason
    return (
        f"{verdict.reason} The proxy would have to look it up, and whether that leads to a private network "
        "could not be checked."
    )


def _addresses_of(proxy: Proxy, resolve: Resolve) -> tuple[str, ...]:
    try:
        return (str(ipaddress.ip_address(proxy.host)),)
    except ValueError:
        found = tuple(resolve(proxy.host))
    if not found:
        raise ToolProblem(f"The proxy {proxy} has no address. Nothing was sent.")
    return found
