"""Hosts in the one form in which they are compared: small letters, punycode, no port and no dot at the end.

What could be read in two ways is not read at all.
"""

from __future__ import annotations

import re
from ipaddress import AddressValueError, IPv4Address, IPv6Address
from urllib.parse import urlsplit

import idna

ANY_BELOW = "*."
"""What a pattern begins with that means a host and all that lie below it."""

_LONGEST = 253
_LONGEST_SERVER = 300
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")
_UNSURE = re.compile(r"[\x00-\x20\x7f\\]")
_SERVER = re.compile(r"(?P<host>\[[^\[\]]*\]|[^\[\]:]*)(?::[0-9]{1,5})?")
_BEFORE_SERVER = "://"


def plain_host(server: str) -> str:
    """The host of `server`, which may name a port beside it; empty where it cannot be read surely."""
    found = _SERVER.fullmatch(server)
    if len(server) > _LONGEST_SERVER:
        return ""
    if found is None:
        return _address(IPv6Address, server)
    host = found["host"]
    if host.startswith("["):
        return _address(IPv6Address, host[1:-1])
    if not host.isascii():
        try:
            host = idna.encode(host, uts46=True, transitional=False).decode("ascii")
        except UnicodeError:
            return ""
    host = host.lower().removesuffix(".")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _address(IPv4Address, host)
    return host if len(host) <= _LONGEST and all(map(_LABEL.fullmatch, labels)) else ""


def host_in(url: str) -> str:
    """The host of a whole URL; empty where there is none, or none that can be read surely."""
    if _UNSURE.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if not parts.scheme or not url[len(parts.scheme) :].startswith(_BEFORE_SERVER) or "@" in parts.netloc:
        return ""
    return plain_host(parts.netloc)


def plain_patterns(patterns: tuple[str, ...]) -> tuple[str, ...]:
    """Patterns of hosts as plain_host writes hosts; `*.example.com` means `example.com` as well.

    Raises ValueError on one that no host could be like.
    """
    found: dict[str, None] = {}
    for pattern in patterns:
        below = pattern.startswith(ANY_BELOW)
        host = plain_host(pattern.removeprefix(ANY_BELOW))
        if not host:
            raise ValueError(pattern)
        found[host] = None
        if below:
            found[ANY_BELOW + host] = None
    return tuple(found)


def _address(kind: type[IPv4Address] | type[IPv6Address], text: str) -> str:
    """An address in its usual spelling; empty for what is none."""
    try:
        return "" if "%" in text else str(kind(text))
    except AddressValueError:
        return ""
