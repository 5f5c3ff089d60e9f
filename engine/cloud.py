"""What the user has settled about the cloud: experts, the names by which the model knows them, the web."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from engine.contracts import Money

TIERS = (
    *(f"search-{number}" for number in range(1, 4)),
    *(f"reasoner-{number}" for number in range(1, 4)),
    *(f"answer-{number}" for number in range(1, 5)),
    *(f"expert-{number}" for number in range(1, 4)),
)
"""The opaque names that Orchestrator-8B was trained on; the user says who stands behind each."""

ENGINES: Mapping[str, str] = {
    "duckduckgo": "html.duckduckgo.com",
    "brave": "search.brave.com",
    "mojeek": "www.mojeek.com",
    "startpage": "www.startpage.com",
    "yahoo": "search.yahoo.com",
    "wikipedia": "en.wikipedia.org",
}
"""The search engines that may be chosen, each with the host that it asks: see search_host."""

ANYWHERE = "wt-wt"
"""The region of a search that prefers none, as DuckDuckGo writes it."""

REDACTION_KINDS: tuple[str, ...] = (
    "email",
    "phone",
    "card",
    "iban",
    "bic",
    "national_id",
    "ssn",
    "passport",
    "birth_date",
    "ip",
    "mac",
    "coordinates",
    "secret",
    "password",
    "private_key",
    "crypto",
    "dictionary",
)
"""What may be hidden before anything leaves; `dictionary` stands for the user's own words."""

_REGION = re.compile(r"([a-z]{2})-([a-z]{2,3})")
_LANGUAGES: Mapping[str, str] = {"jp": "ja", "kr": "ko", "tzh": "zh"}
"""Languages that DuckDuckGo's regions write in a way of their own."""


def search_region(region: str) -> str:
    """A region as all engines read it, country and language; the United States where it prefers none."""
    found = _REGION.fullmatch(region)
    if found is None or region == ANYWHERE:
        return "us-en"
    return f"{found[1]}-{_LANGUAGES.get(found[2], found[2])}"


def search_host(engine: str, region: str = ANYWHERE) -> str:
    """The host that one of ENGINES asks: of the encyclopaedia the one of the region's language."""
    if engine == "wikipedia":
        return f"{search_region(region).partition('-')[2]}.wikipedia.org"
    return ENGINES[engine]


class Provider(StrEnum):
    """Whose public format an expert speaks."""

    OPENAI = "openai"
    ANTHROPIC = "anthropic"
    GOOGLE = "google"
    OPENROUTER = "openrouter"
    COMPATIBLE = "compatible"


BASE_URLS: Mapping[Provider, str] = {
    Provider.OPENAI: "https://api.openai.com/v1",
    Provider.ANTHROPIC: "https://api.anthropic.com/v1",
    Provider.GOOGLE: "https://generativelanguage.googleapis.com/v1beta",
    Provider.OPENROUTER: "https://openrouter.ai/api/v1",
}


@dataclass(frozen=True, slots=True)
class Expert:
    """One model elsewhere. Prices are the user's own, in micro-dollars per million tokens; None: as listed.

    `id` is a short name of the user's choice, unique. An empty `base_url` is the provider's own address; any
    other is the user's, and may lie on a network of their own. The API key lies in the OS keyring under
    `key_name`. `authority` is a certificate authority in PEM for an address of the user's own.
    `max_tokens` is the longest answer, its thinking included; `thinking_tokens` is how much of it may be
    thought, 0 for what the provider does by itself.
    """

    id: str
    provider: Provider = Provider.COMPATIBLE
    model: str = ""
    base_url: str = ""
    key_name: str = ""
    price_in: Money | None = None
    price_out: Money | None = None
    authority: str = ""
    max_tokens: int = 2048
    thinking_tokens: int = 0

    @property
    def address(self) -> str:
        """The base URL in force; empty where none is known."""
        return self.base_url or BASE_URLS.get(self.provider, "")

    @property
    def own(self) -> bool:
        """True for an address that the user typed."""
        return bool(self.base_url)


@dataclass(frozen=True, slots=True)
class RedactionSettings:
    """What is replaced by placeholders before anything leaves. `off` names kinds that are left alone."""

    on: bool = True
    off: tuple[str, ...] = ()
    dictionary: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CloudSettings:
    """All of it. `tiers` maps names of TIERS to ids of experts; names left out follow the experts' order.

    `engines` are names of ENGINES, `region` is that of the search, as DuckDuckGo writes it. `proxy` is the
    address of the user's own proxy, empty for none: the environment's is never used.
    """

    experts: tuple[Expert, ...] = ()
    tiers: Mapping[str, str] = field(default_factory=dict)
    engines: tuple[str, ...] = ("duckduckgo",)
    region: str = ANYWHERE
    proxy: str = ""
    redaction: RedactionSettings = field(default_factory=RedactionSettings)

    def expert(self, expert_id: str) -> Expert | None:
        """The expert of that id."""
        return next((expert for expert in self.experts if expert.id == expert_id), None)

    def named(self) -> dict[str, Expert]:
        """The experts by the names that the model knows them by, in the order of TIERS.

        `expert-1` to `expert-3` are the first three experts where the user has not said otherwise; the other
        names stand for somebody only where the user said so.
        """
        by_order = {f"expert-{number}": expert for number, expert in enumerate(self.experts[:3], 1)}
        chosen = {tier: self.expert(self.tiers[tier]) for tier in TIERS if tier in self.tiers}
        found = {tier: chosen.get(tier) or by_order.get(tier) for tier in TIERS}
        return {tier: expert for tier, expert in found.items() if expert is not None}


_THINKS: Mapping[Provider, re.Pattern[str]] = {
    Provider.OPENAI: re.compile(r"(?!.*(chat|search|preview)|o1-mini)(o[1-9]|gpt-[5-9])"),
    Provider.ANTHROPIC: re.compile(r"(?!.*claude-(instant|[12]|3-(5|opus|sonnet|haiku)))"),
    Provider.GOOGLE: re.compile(r"(?!.*(gemini-(1|2\.0)|gemma))"),
    Provider.OPENROUTER: re.compile(""),
}
"""Which models' thinking can be asked for, by name; of a compatible server nobody knows how."""


def thinking_works(expert: Expert) -> bool:
    """True where `thinking_tokens` changes what an expert is asked; elsewhere it has no effect."""
    thinks = _THINKS.get(expert.provider)
    return thinks is not None and thinks.match(expert.model.lower()) is not None


Steps = tuple[tuple[int, Money], ...]
"""Prices by the length of the prompt beyond which each holds, the shortest, 0, first."""


@dataclass(frozen=True, slots=True)
class Rates:
    """What a price list asks for each kind of token, in micro-dollars per million.

    Tokens read are plain, `cached` where they come from a provider's cache and `filled` where they go into
    it; those written are plain or `thought`.
    """

    read: Steps
    cached: Steps
    filled: Steps
    written: Steps
    thought: Steps


@dataclass(frozen=True, slots=True)
class ExpertView:
    """What is known of an expert: where it is asked, what it costs, and how long it has taken.

    Prices are in micro-dollars per million tokens, None where unknown; `listed` is True where they are from
    the price list. A request of more than `long_from` tokens costs the long prices; 0 where there are none.
    `seconds` is the average of what was measured here, 0 where nothing was. The prices bound what a call can
    cost; `rates` are for the tokens that were counted, None where there are no others than these prices.
    """

    expert: Expert
    host: str
    price_in: Money | None = None
    price_out: Money | None = None
    listed: bool = False
    seconds: float = 0.0
    long_from: int = 0
    long_price_in: Money | None = None
    long_price_out: Money | None = None
    rates: Rates | None = None


@dataclass(frozen=True, slots=True)
class WayTried:
    """One way out that was tried from one kind of process.

    `refused` is True where the operating system let nothing out; `words` is what it said. `tried` is False
    where the way does not exist here.
    """

    process: str
    way: str
    refused: bool
    words: str = ""
    tried: bool = True


@dataclass(frozen=True, slots=True)
class OfflineProof:
    """What the self-test found. `broker` is True while a broker process exists.

    `enforcement` says in a sentence what holds the processes on this system; `holds` is True where every way
    that was tried was refused and no broker exists.
    """

    ways: tuple[WayTried, ...]
    broker: bool
    enforcement: str

    @property
    def holds(self) -> bool:
        """True where nothing got out and nothing is there that could."""
        tried = [way for way in self.ways if way.tried]
        return not self.broker and bool(tried) and all(way.refused for way in tried)
