"""What the rules ask about one call."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from engine.call_json import quoted
from engine.call_reader import invalid_arguments, unknown_tool
from engine.contracts import DataClass, Effect, Message, Preferences, ToolCall, ToolSpec
from engine.policy.budget import NOTHING_SPENT, SpentSoFar, objection
from engine.policy.hosts import plain_host
from engine.policy.labels import TYPED, ConversationLabels, host_of
from engine.policy.preferences import BOUNDS, is_blocked
from engine.policy.rules import Rule
from engine.policy.words import declared_names

_MOST_ORIGINS = 4
_LONGEST_NAME = 80
_ABSENT = ToolSpec("", "", {"type": "object"})


@dataclass(frozen=True, slots=True)
class Situation:
    """What a call is judged by. `nobody` says that no one can answer a question.

    `carries_private` and `carries_untrusted` are set where the request itself holds such data, whatever its
    arguments show: a whole conversation on its way to an endpoint. `step` counts from 1 within the turn,
    `elapsed_s` is the seconds that the turn has taken so far. `delegated` is True for an orchestrator that
    another one called.
    """

    tools: Mapping[str, ToolSpec]
    preferences: Preferences = field(default_factory=Preferences)
    conversation: Sequence[Message] = ()
    nobody: bool = False
    spent: SpentSoFar = NOTHING_SPENT
    carries_private: bool = False
    carries_untrusted: bool = False
    step: int = 1
    elapsed_s: float = 0.0
    delegated: bool = False


def lasting_facts(declared: ToolSpec | None, preferences: Preferences) -> dict[str, object]:
    """The facts that follow from a tool's declaration, None where there is no such tool, and the dials alone.

    A price or a time that is not known counts as endless. `host` is missing where the arguments name it.
    """
    known, spec = declared is not None, declared or _ABSENT
    leaves = spec.reach.leaves
    changes, sends = Effect.CHANGES in spec.effects, leaves or Effect.SENDS in spec.effects
    facts: dict[str, object] = {
        "known": known,
        "tool": spec.name,
        "blocked": known and is_blocked(spec.name, preferences),
        "offline": preferences.offline,
        "privacy": preferences.privacy,
        "latency": preferences.latency,
        "reach": spec.reach,
        "leaves": leaves,
        "reads": Effect.READS in spec.effects,
        "changes": changes,
        "sends": sends,
        "acts": changes or sends,
        "price_known": spec.price_max is not None,
        "price": math.inf if spec.price_max is None else spec.price_max,
        "seconds": math.inf if math.isnan(spec.seconds) else spec.seconds,
    }
    if not leaves or _host_is_fixed(spec):
        facts["host"] = _host(spec, {})
    return facts


def certain_facts(spec: ToolSpec, situation: Situation) -> dict[str, object]:
    """The facts that hold for every valid call of a tool, whatever its arguments and the conversation."""
    now = {name: find(spec, situation) for name, find in _NOW.items()}
    return {**lasting_facts(spec, situation.preferences), **now, "valid": True}


def too_slow(spec: ToolSpec, situation: Situation) -> str:
    """Why a call is out of the time that the latency dial allows, as a clause; empty where it is in time."""
    bounds, seconds, elapsed = BOUNDS[situation.preferences.latency], spec.seconds, situation.elapsed_s
    if not math.isfinite(seconds):
        return "nobody knows how long it takes"
    if seconds > bounds.step_s:
        return f"it takes about {seconds:.0f} s, and one call may take {bounds.step_s:.0f} s"
    if not elapsed + seconds <= bounds.turn_s:
        return (
            f"it takes about {seconds:.0f} s, and of the {bounds.turn_s:.0f} s of an answer "
            f"{elapsed:.0f} s are gone"
        )
    return ""


_NOW: Mapping[str, Callable[[ToolSpec, Situation], object]] = {
    "affordable": lambda spec, now: not objection(spec.price_max, now.preferences.caps, now.spent),
    "in_time": lambda spec, now: not too_slow(spec, now),
    "nobody": lambda _, now: now.nobody,
    "delegated": lambda _, now: now.delegated,
    "step": lambda _, now: now.step,
}
"""The facts that depend on the moment, and not on the arguments."""


def _host_is_fixed(spec: ToolSpec) -> bool:
    """True where no call can name another host: the tool declares its own, or no valid call has a `url`."""
    schema = spec.parameters
    properties = schema.get("properties", {})
    return bool(spec.host) or (
        schema.get("additionalProperties") is False
        and "patternProperties" not in schema
        and isinstance(properties, Mapping)
        and "url" not in properties
    )


def _host(spec: ToolSpec, arguments: Mapping[str, object]) -> str | None:
    """The host as hosts are compared, empty for a local tool; None where a call leaves for an unknown one."""
    if not spec.reach.leaves:
        return ""
    return plain_host(host_of(spec, arguments)) or None


class Facts(dict[str, object]):
    """The facts about one call; what takes time is found out when a rule first asks for it.

    `lasting` are its lasting_facts, `quotes` is what its arguments quote. `find_question` gives the rule that
    would ask about the call, if there is one.
    """

    def __init__(
        self,
        call: ToolCall,
        situation: Situation,
        seen: ConversationLabels,
        lasting: Mapping[str, object],
        find_question: Callable[[Facts], Rule | None],
    ) -> None:
        super().__init__(lasting)
        self.call = call
        self.situation = situation
        self._seen = seen
        self._find_question = find_question
        self.spec = situation.tools.get(call.name, _ABSENT)
        self["private_seen"] = seen.private or situation.carries_private
        self["untrusted_seen"] = seen.untrusted or situation.carries_untrusted
        self.quotes = seen.quotes(call.arguments)
        self._problem: str | None = None

    def __missing__(self, fact: str) -> object:
        now = _NOW.get(fact)
        value = _FOUND[fact](self) if now is None else now(self.spec, self.situation)
        self[fact] = value
        return value

    @property
    def labels(self) -> tuple[str, ...]:
        """The conversation's marks, then the origins that the arguments quote, each once."""
        marks = [mark for mark in ("private", "untrusted") if self[f"{mark}_seen"]]
        origins = dict.fromkeys(quote.origin for quote in self.quotes if quote.origin != TYPED.origin)
        return (*marks, *origins)

    @property
    def data(self) -> DataClass:
        """The class of what the call takes along beside the user's own words."""
        return DataClass.of(self["quotes_private"] is True, self["quotes_untrusted"] is True)

    def reason(self, rule: Rule) -> str:
        """The rule's reason in this call's words."""
        text = rule.reason
        return text.format_map({word: say(self) for word, say in _REASONS.items() if word in text})

    @property
    def own_words(self) -> bool:
        """True where all that the tool is given is in the user's own words, whole."""
        return self._seen.own_words.hold(self.call.arguments, declared_names(self.spec.parameters))

    @property
    def problem(self) -> str:
        """What is wrong with the call itself, as a sentence; empty where nothing is."""
        if self._problem is None:
            known = self.call.name in self.situation.tools
            self._problem = (
                invalid_arguments(self.call.arguments, self.spec)
                if known
                else unknown_tool(self.call.name, self.situation.tools)
            )
        return self._problem

    @cached_property
    def question(self) -> Rule | None:
        """The rule that would ask about the call."""
        return self._find_question(self)


def plain(name: str) -> str:
    """A name from outside as it may stand in a sentence: printable characters, clipped."""
    return quoted(name, _LONGEST_NAME)[1:-1]


def _towards(facts: Facts) -> str:
    host = host_of(facts.spec, facts.call.arguments) if facts["leaves"] else ""
    return f" to {plain(host)}" if host else ""


def _quoting(facts: Facts) -> str:
    counts: dict[str, int] = {}
    for quote in facts.quotes:
        counts[quote.origin] = counts.get(quote.origin, 0) + quote.phrases
    if not counts:
        return ""
    named = [_counted(phrases, plain(origin)) for origin, phrases in counts.items()]
    more = f" and {len(named) - _MOST_ORIGINS} more" if len(named) > _MOST_ORIGINS else ""
    return f", quoting {', '.join(named[:_MOST_ORIGINS])}{more}"


def _counted(phrases: int, origin: str) -> str:
    return f"{phrases} {'phrase' if phrases == 1 else 'phrases'} from {origin}" if phrases else origin


def _deed(facts: Facts) -> str:
    if facts["changes"]:
        return "change and send something" if facts["sends"] else "change something"
    return "send something"


def _budget(facts: Facts) -> str:
    now = facts.situation
    return objection(facts.spec.price_max, now.preferences.caps, now.spent)


_FOUND: Mapping[str, Callable[[Facts], object]] = {
    "valid": lambda facts: not facts.problem,
    "host": lambda facts: _host(facts.spec, facts.call.arguments),
    "quotes_private": lambda facts: facts.situation.carries_private or any(q.private for q in facts.quotes),
    "quotes_untrusted": lambda facts: (
        facts.situation.carries_untrusted or any(q.untrusted for q in facts.quotes)
    ),
    "data": lambda facts: facts.data,
    "origin": lambda facts: tuple(quote.origin for quote in facts.quotes),
    "argument_origin": lambda facts: tuple(f"{quote.argument}={quote.origin}" for quote in facts.quotes),
    "own_words": lambda facts: facts.own_words,
    "asks": lambda facts: facts.question is not None,
}
"""The facts that depend on the arguments and the conversation."""

_REASONS: Mapping[str, Callable[[Facts], str]] = {
    "tool": lambda facts: plain(facts.spec.name),
    "problem": lambda facts: facts.problem,
    "towards": _towards,
    "quoting": _quoting,
    "budget": _budget,
    "pace": lambda facts: too_slow(facts.spec, facts.situation),
    "question": lambda facts: facts.reason(facts.question) if facts.question else "",
    "deed": _deed,
}
