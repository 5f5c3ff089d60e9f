"""What the user typed about an expert, checked, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import Enum

from app.preferences import amounts
from engine.addresses import is_near, key_name, split_address
from engine.cloud import CloudSettings, Expert, Provider
from engine.contracts import Money

MOST_TOKENS = 1_000_000
LEAST_THINKING = 1024
"""The fewest tokens of thinking that Anthropic takes; 0 asks for none."""
LONGEST_NAME = 40
LONGEST_MODEL = 200
_PARTS = re.compile(r"[^A-Za-z0-9._-]+")


class Problem(Enum):
    """Why a form cannot be saved."""

    NAMELESS = "nameless"
    NAME = "name"
    TAKEN = "taken"
    ADDRESS = "address"
    PLAIN_HTTP = "plain_http"
    MODEL = "model"
    PRICE = "price"
    KEY = "key"
    LENGTH = "length"
    THINKING = "thinking"
    AUTHORITY = "authority"


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields as typed. Prices in dollars per million tokens, empty where not the user's own."""

    name: str = ""
    provider: Provider = Provider.OPENAI
    model: str = ""
    base_url: str = ""
    key: str = ""
    price_in: str = ""
    price_out: str = ""
    max_tokens: str = str(Expert("").max_tokens)
    thinking: str = "0"
    authority: str = ""


def read(fields: Fields, before: Expert | None, cloud: CloudSettings) -> Expert | Problem:
    """The expert that `fields` stand for, which takes the place of `before`.

    A key stays with the host that it was given for: at a host for which none was given there is none.
    """
    others = {expert.id.casefold() for expert in cloud.experts if expert != before}
    expert = Expert(fields.name.strip(), fields.provider, fields.model.strip(), fields.base_url.strip())
    expert = replace(expert, base_url=expert.base_url.rstrip("/"), authority=fields.authority)
    wrong = _wrong_name(expert.id, others) or _wrong_address(expert) or _wrong_texts(fields)
    if wrong is not None:
        return wrong
    prices, lengths = _prices(fields), _lengths(fields)
    if isinstance(prices, Problem):
        return prices
    if isinstance(lengths, Problem):
        return lengths
    return replace(
        expert,
        key_name=_key_kept(expert, bool(fields.key.strip()), cloud),
        price_in=prices[0],
        price_out=prices[1],
        max_tokens=lengths[0],
        thinking_tokens=lengths[1],
    )


def fill(expert: Expert) -> Fields:
    """The fields for an expert in force; the key stays where it is."""
    return Fields(
        expert.id,
        expert.provider,
        expert.model,
        expert.base_url,
        "",
        "" if expert.price_in is None else amounts.show(expert.price_in),
        "" if expert.price_out is None else amounts.show(expert.price_out),
        str(expert.max_tokens),
        str(expert.thinking_tokens),
        expert.authority,
    )


def key_name_of(expert: Expert) -> str:
    """What the key of the expert's host is called in the keyring; empty where there is no usable address."""
    parts = split_address(expert.address)
    return key_name("expert", parts) if parts else ""


def name_for(model: str, taken: Collection[str]) -> str:
    """A name for an expert of that model which nobody has yet: `gpt-5`, `gpt-5-2`."""
    plain = _PARTS.sub("-", model.rpartition("/")[2]).strip("-._")[: LONGEST_NAME - 4] or "expert"
    used = {name.casefold() for name in taken}
    number, name = 1, plain
    while name.casefold() in used:
        number += 1
        name = f"{plain}-{number}"
    return name


def _wrong_name(name: str, others: Collection[str]) -> Problem | None:
    if not name:
        return Problem.NAMELESS
    plain = all(character.isalnum() or character in " ._-" for character in name)
    if not plain or len(name) > LONGEST_NAME:
        return Problem.NAME
    return Problem.TAKEN if name.casefold() in others else None


def _wrong_address(expert: Expert) -> Problem | None:
    parts = split_address(expert.address)
    if parts is None:
        return Problem.ADDRESS
    if parts.scheme == "http" and not is_near(parts.hostname or ""):
        return Problem.PLAIN_HTTP
    if expert.authority and not (expert.own and parts.scheme == "https"):
        return Problem.AUTHORITY
    return None if expert.model else Problem.MODEL


def _wrong_texts(fields: Fields) -> Problem | None:
    model, key = fields.model.strip(), fields.key.strip()
    if not model.isprintable() or len(model) > LONGEST_MODEL:
        return Problem.MODEL
    plain = key.isascii() and (not key or key.isprintable()) and " " not in key
    return None if plain else Problem.KEY


def _prices(fields: Fields) -> tuple[Money | None, Money | None] | Problem:
    try:
        price_in, price_out = _price(fields.price_in), _price(fields.price_out)
    except ValueError:
        return Problem.PRICE
    return Problem.PRICE if (price_in is None) != (price_out is None) else (price_in, price_out)


def _price(text: str) -> Money | None:
    return amounts.parse(text) if text.strip() else None


def _lengths(fields: Fields) -> tuple[int, int] | Problem:
    longest, thinking = _whole(fields.max_tokens), _whole(fields.thinking)
    if longest is None or not 1 <= longest <= MOST_TOKENS:
        return Problem.LENGTH
    least = LEAST_THINKING if fields.provider is Provider.ANTHROPIC else 1
    if thinking is None or (thinking and not least <= thinking < longest):
        return Problem.THINKING
    return longest, thinking


def _whole(text: str) -> int | None:
    plain = text.strip().replace(",", "")
    return int(plain) if plain.isascii() and plain.isdigit() and len(plain) < 9 else None


def _key_kept(expert: Expert, typed: bool, cloud: CloudSettings) -> str:
    name = key_name_of(expert)
    return name if typed or any(other.key_name == name for other in cloud.experts) else ""
