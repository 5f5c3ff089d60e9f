"""What the user typed about an expert, checked, and in words where it cannot be used."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from enum import Enum
from urllib.parse import SplitResult, urlsplit

from app.preferences import amounts
from engine.contracts import ExpertSettings, Money


class Problem(Enum):
    """Why a form cannot be saved."""

    ADDRESS = "address"
    PLAIN_HTTP = "plain_http"
    MODEL = "model"
    PRICE = "price"
    KEY = "key"


@dataclass(frozen=True, slots=True)
class ExpertForm:
    """The fields as typed. Prices in dollars per million tokens, empty where unknown."""

    base_url: str = ""
    model: str = ""
    key: str = ""
    price_in: str = ""
    price_out: str = ""


def read(form: ExpertForm, before: ExpertSettings) -> ExpertSettings | Problem:
    """The settings that `form` stands for; an empty address stands for no expert.

    A key stays with the host that it was given for: another host without a new key has none.
    """
    address = form.base_url.strip()
    if not address:
        return ExpertSettings()
    parts = _split(address)
    if parts is None:
        return Problem.ADDRESS
    if parts.scheme == "http" and not _is_near(parts.hostname or ""):
        return Problem.PLAIN_HTTP
    if not form.model.strip():
        return Problem.MODEL
    if not form.key.isascii() or any(character.isspace() for character in form.key.strip()):
        return Problem.KEY
    try:
        price_in, price_out = _price(form.price_in), _price(form.price_out)
    except ValueError:
        return Problem.PRICE
    if (price_in is None) != (price_out is None):
        return Problem.PRICE
    key_name = _key_name(parts)
    kept = key_name if form.key.strip() or before.key_name == key_name else ""
    return ExpertSettings(address.rstrip("/"), form.model.strip(), kept, price_in, price_out)


def fill(expert: ExpertSettings) -> ExpertForm:
    """The fields for settings in force; the key stays in the keyring."""
    return ExpertForm(
        base_url=expert.base_url,
        model=expert.model,
        price_in="" if expert.price_in is None else amounts.show(expert.price_in),
        price_out="" if expert.price_out is None else amounts.show(expert.price_out),
    )


def _split(address: str) -> SplitResult | None:
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


def _is_near(host: str) -> bool:
    """True for this computer and its own network, where https is seldom to be had."""
    if host == "localhost" or host.endswith((".local", ".lan", ".home.arpa")):
        return True
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return "." not in host
    return address.is_private or address.is_loopback


def _key_name(parts: SplitResult) -> str:
    return f"expert:{parts.hostname}" + (f":{parts.port}" if parts.port else "")


def _price(text: str) -> Money | None:
    return amounts.parse(text) if text.strip() else None
