"""Addresses that a user types for a server: which can be used, and which are near. It resolves none."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

_NEAR_ENDINGS = (".local", ".lan", ".home.arpa", ".internal", ".localhost")


def split_address(address: str) -> SplitResult | None:
    """The parts of an http or https address of plain characters; None where it cannot be used.

    A user name, a query or a fragment makes it unusable: they would be sent, or be lost, unseen.
    """
    try:
        parts = urlsplit(address)
        usable = (
            parts.scheme in ("http", "https") and parts.hostname and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return None
    plain = address.isascii() and address.isprintable() and " " not in address
    clean = not (parts.username or parts.password or parts.query or parts.fragment)
    return parts if usable and plain and clean else None


def origin_of(url: str) -> str:
    """Scheme, host and port of an address in lower case, the scheme's own port left out."""
    parts = urlsplit(url.lower())
    default = {"http": ":80", "https": ":443"}.get(parts.scheme, "")
    host = parts.netloc.rpartition("@")[2]
    return f"{parts.scheme}://{host.removesuffix(default)}"


def unusual_port(url: str) -> str:
    """`:8000` of a URL whose port is not its scheme's own; empty where it is, or cannot be read."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    return "" if port in (None, {"http": 80, "https": 443}.get(parts.scheme)) else f":{port}"


def is_near(host: str) -> bool:
    """True for this computer and its own network, where https is seldom to be had.

    A name says so by its form alone; the broker judges the addresses that it stands for.
    """
    if host == "localhost" or host.endswith(_NEAR_ENDINGS):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return address.is_private or address.is_loopback


def key_name(kind: str, parts: SplitResult) -> str:
    """What a server's API key is called in the keyring: `kind:host`, and the port where one is given."""
    return f"{kind}:{parts.hostname}" + (f":{parts.port}" if parts.port else "")
