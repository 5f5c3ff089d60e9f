"""What a call on record was judged by, as far as its row tells.

The ledger holds how a call was judged, and not all that it was judged by. What is missing is inferred, by the
recorded rule and labels:

- A tool that is still declared is what its declaration says; the price that was reserved counts where it is
  higher. Of another one the recorded rule tells whether it acts and whether it was in time, and what it took
  is its time.
- `private` and `untrusted` among the labels are the conversation's marks. A quoted origin is private or
  untrusted by its kind (`file:`, `page:`, `tool:NAME` by what that tool gives back), and only where the
  conversation bears the mark. Of a request of the program's own, which declares no arguments, the marks
  themselves are what it carries.
- Whether all was in the user's own words is known where a rule turned on it. Elsewhere it is in doubt, and a
  doubt holds up no question and lets nothing pass.
- Nobody was there to ask where that is what refused the call.
- A fact that cannot be inferred (who delegated, the origin of a single argument) keeps a rule from applying,
  save the one that decided on record: of that one the rest decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.contracts import DataClass, Latency, Preferences, ToolSpec
from engine.policy.budget import UNKNOWN_PRICE
from engine.policy.facts import Situation, lasting_facts, too_slow
from engine.policy.hosts import plain_host
from engine.policy.views import JudgedCall

TOO_SLOW = "too_slow"
_ACTS = {
    "local_reading": False,
    "local_work": True,
    "own_wish": True,
    "untrusted_wish": True,
    "private_and_untrusted": True,
    "nobody": True,
}
"""Whether a local call changes or sends something, by the rule that decided."""
_OWN_WORDS = {"own_wish": True, "untrusted_wish": False}
_BY_KIND = {
    "file": (True, False),
    "clipboard": (True, True),
    "page": (False, True),
    "expert": (False, True),
    "server": (True, True),
}
"""Private and untrusted, by the first word of an origin."""
_SUSPECT = (True, True)
_MARKS = ("private", "untrusted")


def spec_of(call: JudgedCall, tools: Mapping[str, ToolSpec]) -> ToolSpec:
    """The tool as it is declared now; what the record tells of it, otherwise."""
    declared = tools.get(call.tool)
    if declared is None:
        price = None if call.rule == UNKNOWN_PRICE else call.price
        return ToolSpec(call.tool, "", {}, call.reach, price_max=price, seconds=call.seconds)
    price = None if declared.price_max is None else max(declared.price_max, call.price)
    return replace(declared, reach=call.reach, price_max=price)


def slow_at(call: JudgedCall, tools: Mapping[str, ToolSpec]) -> frozenset[Latency]:
    """The stops of the latency dial at which the call is too slow."""
    declared = tools.get(call.tool)
    if declared is None:
        return frozenset(Latency) if call.rule == TOO_SLOW else frozenset()
    return frozenset(
        stop
        for stop in Latency
        if too_slow(declared, Situation({}, Preferences(latency=stop), elapsed_s=call.elapsed_s))
    )


def facts_of(call: JudgedCall, spec: ToolSpec, tools: Mapping[str, ToolSpec]) -> dict[str, object]:
    """The facts of a call that do not depend on the preferences, as far as they can be told."""
    declared = call.tool in tools
    facts = lasting_facts(spec, Preferences())
    for fact in ("privacy", "offline", "latency", "blocked"):
        del facts[fact]
    if not declared and not call.reach.leaves:
        for fact in ("reads", "changes", "sends", "acts"):
            del facts[fact]
        facts |= {"acts": _ACTS[call.rule]} if call.rule in _ACTS else {}
    private_seen, untrusted_seen = (mark in call.labels for mark in _MARKS)
    origins = tuple(label for label in call.labels if label not in _MARKS)
    private, untrusted = _quoted(origins, tools) if declared or origins else _SUSPECT
    quotes_private, quotes_untrusted = private and private_seen, untrusted and untrusted_seen
    return facts | {
        "known": call.rule != "unknown_tool",
        "valid": call.rule != "invalid_arguments",
        "host": (plain_host(call.host) or None) if call.reach.leaves else "",
        "step": call.step,
        "nobody": "nobody" in (call.rule, call.by),
        "private_seen": private_seen,
        "untrusted_seen": untrusted_seen,
        "quotes_private": quotes_private,
        "quotes_untrusted": quotes_untrusted,
        "origin": origins,
        "data": DataClass.of(quotes_private, quotes_untrusted),
        "own_words": _OWN_WORDS.get(call.rule),
    }


def _quoted(origins: Sequence[str], tools: Mapping[str, ToolSpec]) -> tuple[bool, bool]:
    """Whether one of the origins is private, and whether one is untrusted."""
    kinds = [_marks(origin, tools) for origin in origins]
    return any(private for private, _ in kinds), any(untrusted for _, untrusted in kinds)


def _marks(origin: str, tools: Mapping[str, ToolSpec]) -> tuple[bool, bool]:
    kind, _, name = origin.partition(":")
    spec = tools.get(name) if kind == "tool" else None
    if spec is not None:
        return spec.output.private, spec.output.untrusted
    return _BY_KIND.get(kind, _SUSPECT)
