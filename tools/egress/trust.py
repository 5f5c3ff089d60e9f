"""Whom the broker believes who they are: the system's authorities, certifi's, and one that the user added."""

from __future__ import annotations

import functools
import importlib
import re
import ssl

from engine.contracts import Outgoing
from engine.errors import ToolProblem

_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----", re.ASCII)
_NOT_OWN = "An authority of your own can vouch for an address of your own only. Nothing was sent."
_UNREADABLE = "The certificate authority that was added is no certificate in PEM form. Nothing was sent."


def check_authority(outgoing: Outgoing) -> None:
    """Raises ToolProblem where the request brings an authority that cannot be used for it."""
    if not outgoing.authority:
        return
    if not outgoing.own_endpoint:
        raise ToolProblem(_NOT_OWN)
    try:
        context(outgoing.authority)
    except (ssl.SSLError, ValueError) as error:
        raise ToolProblem(_UNREADABLE) from error


def context(authority: str) -> ssl.SSLContext:
    """What verifies a server's certificate and its name. Raises SSLError or ValueError for no authority."""
    return with_authority(authority) if authority else ordinary()


@functools.cache
def ordinary() -> ssl.SSLContext:
    """The authorities of this system and certifi's."""
    made = ssl.create_default_context()
    # Looking for certifi's file takes a while, and an endpoint on the own network may never need it.
    made.load_verify_locations(importlib.import_module("certifi").where())
    return made


@functools.lru_cache(maxsize=8)
def with_authority(pem: str) -> ssl.SSLContext:
    """The same and the authorities of `pem`. Raises SSLError or ValueError where it holds none."""
    found = _CERTIFICATE.findall(pem)
    if not found:
        raise ValueError("no certificate")
    made = ssl.create_default_context()
    made.load_verify_locations(importlib.import_module("certifi").where())
    made.load_verify_locations(cadata="\n".join(found))
    return made
