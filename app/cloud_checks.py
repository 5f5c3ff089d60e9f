"""Whether cloud settings can be put in force. Each problem is a sentence, with the way out in another."""

from __future__ import annotations

import re
from collections.abc import Iterable

from engine.addresses import is_near, split_address
from engine.cloud import ENGINES, TIERS, CloudSettings, Expert, Provider, RedactionSettings
from engine.errors import UserError
from tools.egress.trust import ordinary, with_authority

LONGEST_NAME = 40
"""Characters of an expert's name."""
LONGEST_MODEL = 200
LONGEST_KEY_NAME = 200
LONGEST_AUTHORITY = 64 * 1024
MOST_TOKENS = 1_000_000
"""The longest answer that may be asked for."""
SHORTEST_ENTRY, LONGEST_ENTRY, MOST_ENTRIES = 2, 200, 2000
"""Characters of an entry of the user's dictionary, and how many entries there may be."""
_REGION = re.compile(r"[a-z]{2}-[a-z]{2,3}", re.ASCII)
_WAY = "Check the expert under Preferences."


def check_cloud(cloud: CloudSettings) -> None:
    """Raise UserError for the first thing that cannot be used."""
    _check_ids(cloud.experts)
    for expert in cloud.experts:
        check_expert(expert)
    ids = {expert.id for expert in cloud.experts}
    for tier, expert_id in cloud.tiers.items():
        if tier not in TIERS:
            raise UserError(
                f"The model knows no expert by the name {tier!a}.", f"Use one of {', '.join(TIERS)}."
            )
        if expert_id not in ids:
            raise UserError(
                f"There is no expert “{_shown(expert_id)}” for the name {tier}.",
                "Choose another expert for it, or none.",
            )
    _check_web(cloud)
    _check_proxy(cloud.proxy)
    _check_redaction(cloud.redaction)


def check_expert(expert: Expert) -> None:
    """Raise UserError where an expert cannot be asked as it is configured."""
    name = _shown(expert.id)
    if not _is_name(expert.id):
        raise UserError(
            f"The expert's name “{name}” cannot be used.",
            f"Use letters, digits, spaces and . _ - only, {LONGEST_NAME} characters at most.",
        )
    if not _is_plain(expert.model, LONGEST_MODEL):
        raise UserError(
            f"The model's name of the expert “{name}” is missing or cannot be used.",
            "Write it as the provider does.",
        )
    _check_address(expert, name)
    if expert.key_name and (" " in expert.key_name or not _is_plain(expert.key_name, LONGEST_KEY_NAME)):
        raise UserError(f"The key of the expert “{name}” has a name that cannot be used.", _WAY)
    if any(price is not None and price < 0 for price in (expert.price_in, expert.price_out)):
        raise UserError(f"A price of the expert “{name}” is below zero.", "Write it in dollars, as 2.50.")
    if not 1 <= expert.max_tokens <= MOST_TOKENS:
        raise UserError(
            f"The longest answer of the expert “{name}” must be from 1 to {MOST_TOKENS:,} tokens.", _WAY
        )
    if not 0 <= expert.thinking_tokens < expert.max_tokens:
        raise UserError(
            f"The expert “{name}” would think longer than its longest answer.",
            "The longest answer counts the thinking too: make it longer, or the thinking shorter.",
        )
    if expert.authority:
        _check_authority(expert, name)


def _check_ids(experts: Iterable[Expert]) -> None:
    seen: set[str] = set()
    for expert in experts:
        folded = expert.id.casefold()
        if folded in seen:
            raise UserError(
                f"Two experts have the name “{_shown(expert.id)}”.", "Give each a name of its own."
            )
        seen.add(folded)


def _check_address(expert: Expert, name: str) -> None:
    parts = split_address(expert.address)
    if parts is None:
        missing = expert.provider is Provider.COMPATIBLE and not expert.base_url
        raise UserError(
            f"The address of the expert “{name}” is missing."
            if missing
            else f"The address of the expert “{name}” cannot be used.",
            "Write it as https://host/v1, without a user name.",
        )
    if parts.scheme == "http" and not is_near(parts.hostname or ""):
        raise UserError(
            f"The address of the expert “{name}” begins with http: questions would go unencrypted.",
            "Use https, or a server on this computer or your own network.",
        )


def _check_authority(expert: Expert, name: str) -> None:
    if not expert.own:
        raise UserError(
            f"The expert “{name}” has a certificate authority, but no address of your own.",
            "It can be added for a server of your own only: write its address, or leave it out.",
        )
    if "PRIVATE KEY" in expert.authority:
        raise UserError(
            f"The file with the certificate authority of the expert “{name}” holds a private key.",
            "Choose a file with the certificate alone.",
        )
    try:
        mine = with_authority(expert.authority[:LONGEST_AUTHORITY]).cert_store_stats()
    except (OSError, ValueError) as error:
        raise UserError(
            f"The certificate authority of the expert “{name}” is no certificate in PEM form.",
            "Choose the authority's certificate, a file that begins with BEGIN CERTIFICATE.",
        ) from error
    others = ordinary().cert_store_stats()
    if mine["x509"] > others["x509"] and mine["x509_ca"] == others["x509_ca"]:
        raise UserError(
            f"The certificate that was added for the expert “{name}” is not that of an authority.",
            "Choose the certificate of the authority that signed the server's.",
        )


def _check_web(cloud: CloudSettings) -> None:
    if not cloud.engines:
        raise UserError("No search engine is chosen.", "Choose at least one, or switch web search off.")
    for engine in cloud.engines:
        if engine not in ENGINES:
            raise UserError(
                f"There is no search engine {_shown(engine)!a} here.", f"Choose among {', '.join(ENGINES)}."
            )
    if len(set(cloud.engines)) < len(cloud.engines):
        raise UserError("A search engine is chosen twice.", "Choose each once.")
    if not _REGION.fullmatch(cloud.region):
        raise UserError(
            f"The region {_shown(cloud.region)!a} of the search cannot be used.",
            "Write it as us-en or de-de, or wt-wt for none.",
        )


def _check_proxy(proxy: str) -> None:
    if not proxy:
        return
    parts = split_address(proxy)
    if parts is None or parts.scheme != "http" or parts.port is None or parts.path not in ("", "/"):
        raise UserError(
            "The proxy's address cannot be used.",
            "Write it as http://host:port, without a user name, or leave it empty for none.",
        )


def _check_redaction(redaction: RedactionSettings) -> None:
    if len(redaction.dictionary) > MOST_ENTRIES:
        raise UserError(f"There are more than {MOST_ENTRIES:,} words of your own to hide.", "Remove some.")
    for entry in redaction.dictionary:
        if not SHORTEST_ENTRY <= len(entry.strip()) <= LONGEST_ENTRY or not entry.isprintable():
            raise UserError(
                "A word of your own to hide is too short, too long, or not in one line.",
                f"Each needs {SHORTEST_ENTRY} to {LONGEST_ENTRY} characters.",
            )


def _is_name(text: str) -> bool:
    allowed = all(character.isalnum() or character in " ._-" for character in text)
    return allowed and 0 < len(text) <= LONGEST_NAME and text == text.strip()


def _is_plain(text: str, longest: int) -> bool:
    return bool(text) and len(text) <= longest and text.isprintable() and text == text.strip()


def _shown(text: str) -> str:
    """`text` as it may stand in a sentence: printable, and not too long."""
    return "".join(character if character.isprintable() else " " for character in text)[:LONGEST_NAME]
