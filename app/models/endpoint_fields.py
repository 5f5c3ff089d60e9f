"""What the user typed about an endpoint, checked, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Literal

from engine.addresses import is_near, key_name, split_address
from engine.model.port import EndpointSettings

LEAST_CONTEXT = 512
MOST_CONTEXT = 1_048_576

Trust = Literal["each", "own"]


class Problem(Enum):
    """Why a form cannot be saved."""

    ADDRESS = "address"
    PLAIN_HTTP = "plain_http"
    MODEL = "model"
    KEY = "key"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields as typed."""

    base_url: str = ""
    model: str = ""
    key: str = ""
    context: str = str(EndpointSettings().context)
    trust: Trust = "each"


def read(fields: Fields, before: EndpointSettings, *, in_use: bool) -> EndpointSettings | Problem:
    """The settings that the fields stand for; an empty address stands for no endpoint.

    A key stays with the host that it was given for: another host without a new key has none.
    """
    address = fields.base_url.strip()
    if not address:
        return EndpointSettings()
    parts = split_address(address)
    if parts is None:
        return Problem.ADDRESS
    if parts.scheme == "http" and not is_near(parts.hostname or ""):
        return Problem.PLAIN_HTTP
    if not fields.model.strip():
        return Problem.MODEL
    if not fields.key.isascii() or any(character.isspace() for character in fields.key.strip()):
        return Problem.KEY
    context = _context(fields.context)
    if context is None:
        return Problem.CONTEXT
    name = key_name("endpoint", parts)
    kept = name if fields.key.strip() or before.key_name == name else ""
    return EndpointSettings(address.rstrip("/"), fields.model.strip(), kept, fields.trust, context, in_use)


def fill(endpoint: EndpointSettings) -> Fields:
    """The fields for settings in force; the key stays in the keyring."""
    return Fields(endpoint.base_url, endpoint.model, "", str(endpoint.context), endpoint.trust)


def _context(text: str) -> int | None:
    text = text.strip()
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        return None
    return int(text) if LEAST_CONTEXT <= int(text) <= MOST_CONTEXT else None
