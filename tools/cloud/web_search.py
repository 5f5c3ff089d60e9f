"""The tool `web_search`: the search engines that the user chose, asked by ddgs inside the broker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Annotated
from urllib.parse import parse_qs, urlsplit

import msgspec

from engine.cloud import ANYWHERE, ENGINES, search_host
from engine.contracts import (
    Effect,
    Incoming,
    JsonObject,
    Label,
    Outgoing,
    OutputMarks,
    Preview,
    Reach,
    ToolOutput,
    ToolSpec,
)
from engine.errors import ToolProblem
from tools.contract import Remote, tool
from tools.egress.addresses import host_of
from tools.egress.forms import form_body

DUCKDUCKGO = "https://html.duckduckgo.com/html/"
_ALONE = ("duckduckgo",)
_MAX_QUERY = 500
_MAX_BYTES = 2 * 1024 * 1024
_TIMEOUT_S = 20.0
_SHOWN = 400
_TURNED_AWAY = frozenset({202, 403, 418, 429})


@dataclass(frozen=True, slots=True)
class Target:
    """Whom a search asks: DuckDuckGo's form at `url` alone, or several engines, each at its host."""

    url: str
    own: bool = False
    region: str = ANYWHERE
    engines: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()


class SearchResult(msgspec.Struct, frozen=True):
    """One result as the broker hands it over. `hosts` is empty where only one engine was asked."""

    title: str = ""
    href: str = ""
    body: str = ""
    hosts: tuple[str, ...] = ()


class Failure(msgspec.Struct, frozen=True):
    """An engine that gave no results: the status of its answer, or what kept it from one."""

    host: str
    status: int = 200
    problem: str = ""


class Findings(msgspec.Struct, frozen=True):
    """What several engines found."""

    results: tuple[SearchResult, ...] = ()
    failed: tuple[Failure, ...] = ()


@tool(
    reach=Reach.NETWORK,
    effects=frozenset({Effect.READS, Effect.SENDS}),
    output=OutputMarks(untrusted=True),
    seconds=2.0,
)
def web_search(
    query: str, max_results: Annotated[int, msgspec.Meta(ge=1, le=10)] = 5, *, target: Target
) -> Preview:
    """Search the web for current or public information.

    Args:
        query: Words to search for. Leave out names and anything private that the search does not need.
        max_results: How many results to return.

    Sends:
        The search words go to {host}, which also sees this computer's address, as with any visit.

    Without it:
        The answer is made from what the model already knows, which may be out of date.
    """
    words = " ".join(query.split())
    if not words:
        raise ToolProblem("The query is empty.")
    if len(words) > _MAX_QUERY:
        raise ToolProblem(f"The query is longer than {_MAX_QUERY} characters.")
    search: dict[str, object] = {"query": words, "region": target.region, "max_results": max_results}
    outgoing = Outgoing(
        method="GET",
        url=target.url,
        host=host_of(target.url),
        search=search,
        hosts=target.hosts,
        own_endpoint=target.own,
        timeout_s=_TIMEOUT_S,
        max_bytes=_MAX_BYTES,
    )
    try:
        body = form_body({"q": words, "b": "", "l": target.region})
    except UnicodeEncodeError as error:
        raise ToolProblem("The query holds characters that cannot be sent.") from error
    if target.hosts:
        return Preview(replace(outgoing, search={**search, "engines": list(target.engines)}))
    form = (("Content-Type", "application/x-www-form-urlencoded"),)
    return Preview(replace(outgoing, method="POST", headers=form, body=body))


def build(search_url: str, engines: Sequence[str] = _ALONE, region: str = ANYWHERE) -> Remote | None:
    """The tool for these engines, or for the user's own `search_url`, which speaks as DuckDuckGo does.

    None where that is no usable URL, and where no engine is known.
    """
    target = _target(search_url, engines, region)
    if target is None:
        return None

    def interpret(_arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        return read_findings(incoming, target.hosts) if target.hosts else read_results(incoming, host)

    host = host_of(target.url)
    declared = replace(web_search, spec=_spec_for(target))
    return Remote(declared, interpret, host=host, target=target)


def _target(search_url: str, engines: Sequence[str], region: str) -> Target | None:
    if search_url:
        usable = search_url.isascii() and host_of(search_url)
        return Target(search_url, own=True) if usable else None
    chosen = tuple(dict.fromkeys(name for name in engines if name in ENGINES))
    if not chosen:
        return None
    if chosen == _ALONE:
        return Target(DUCKDUCKGO, region=region)
    hosts = tuple(search_host(name, region) for name in chosen)
    return Target(f"https://{hosts[0]}/", region=region, engines=chosen, hosts=hosts)


def _spec_for(target: Target) -> ToolSpec:
    """The declaration with every host by name: a yes to one set of engines is none to another."""
    spec = web_search.spec
    if not target.hosts:
        return spec
    *others, last = target.hosts
    named = f"{', '.join(others)} and {last}" if others else last
    sends = spec.sends.replace("{host}", named)
    if others:
        sends = sends.replace("which also sees", "which also see")
    return replace(spec, sends=sends, description=f"{spec.description} Asks {named}.")


def read_results(incoming: Incoming, host: str) -> ToolOutput:
    """The results of one engine as a numbered list. Raises ToolProblem where the search was not answered."""
    if incoming.status != 200:
        raise ToolProblem(_failed(Failure(host, incoming.status)))
    try:
        results = msgspec.json.decode(incoming.body, type=list[SearchResult])
    except msgspec.MsgspecError as error:
        raise ToolProblem(f"The answer of {host} cannot be read.") from error
    return ToolOutput(_listed(results), (_label(host),))


def read_findings(incoming: Incoming, hosts: Sequence[str]) -> ToolOutput:
    """The results of several engines, and which of them gave none. Raises ToolProblem where all failed."""
    try:
        found = msgspec.json.decode(incoming.body, type=Findings)
    except msgspec.MsgspecError as error:
        raise ToolProblem("The answer of the search engines cannot be read.") from error
    failed = {failure.host: _failed(failure) for failure in found.failed}
    if failed.keys() >= set(hosts):
        raise ToolProblem(" ".join(failed.values()))
    answered = [host for host in hosts if host not in failed]
    return ToolOutput("\n".join((_listed(found.results), *failed.values())), tuple(map(_label, answered)))


def _failed(failure: Failure) -> str:
    if failure.problem:
        return failure.problem
    if failure.status in _TURNED_AWAY:
        return f"{failure.host} turned the search away because it takes it for a robot's. Try again later."
    return f"{failure.host} answered the search with the error {failure.status}."


def _label(host: str) -> Label:
    return Label(f"page:{host}", untrusted=True)


def _listed(results: Sequence[SearchResult]) -> str:
    shown = [result for result in results if result.title or result.body]
    if not shown:
        return "The search found nothing."
    return "\n".join(
        f"{number}. {_clip(result.title)}{_by(result)}\n   {_target_of(result.href)}\n   {_clip(result.body)}"
        for number, result in enumerate(shown, 1)
    )


def _by(result: SearchResult) -> str:
    return f" ({', '.join(result.hosts)})" if result.hosts else ""


def _clip(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _SHOWN else f"{plain[:_SHOWN]}…"


def _target_of(href: str) -> str:
    """Where a result leads: DuckDuckGo wraps some addresses in one of its own, to count the click."""
    wrapped = href if "://" in href[:8] else f"https:{href}"
    try:
        parts = urlsplit(wrapped)
        if parts.hostname == "duckduckgo.com" and parts.path == "/l/":
            return _clip(parse_qs(parts.query).get("uddg", [href])[0])
    except ValueError:
        return ""
    return _clip(href)
