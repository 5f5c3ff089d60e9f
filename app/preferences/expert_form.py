"""What the user typed about an expert, checked, and in words where it cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from app.preferences import amounts
from engine.addresses import is_near, key_name, split_address
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
    parts = split_address(address)
    if parts is None:
        return Problem.ADDRESS
    if parts.scheme == "http" and not is_near(parts.hostname or ""):
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
    name = key_name("expert", parts)
    kept = name if form.key.strip() or before.key_name == name else ""
    return ExpertSettings(address.rstrip("/"), form.model.strip(), kept, price_in, price_out)


def fill(expert: ExpertSettings) -> ExpertForm:
    """The fields for settings in force; the key stays in the keyring."""
    return ExpertForm(
        base_url=expert.base_url,
        model=expert.model,
        price_in="" if expert.price_in is None else amounts.show(expert.price_in),
        price_out="" if expert.price_out is None else amounts.show(expert.price_out),
    )


def _price(text: str) -> Money | None:
    return amounts.parse(text) if text.strip() else None
