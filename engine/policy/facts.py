"""What the rules ask about one call."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from engine.call_json import quoted
from engine.call_reader import invalid_arguments, unknown_tool
from engine.contracts import Effect, Label, Message, Preferences, ToolCall, ToolSpec
from engine.policy.budget import NOTHING_SPENT, SpentSoFar, objection
from engine.policy.labels import ConversationLabels, host_of, words_of
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


def certain_facts(spec: ToolSpec, situation: Situation) -> dict[str, object]:
    """The facts that hold for every valid call of a tool, whatever its arguments and the conversation."""
    preferences = situation.preferences
    leaves = spec.reach.leaves
    return {
        "known": True,
        "valid": True,
        "offline": preferences.offline,
        "privacy": preferences.privacy,
        "leaves": leaves,
        "acts": leaves or Effect.CHANGES in spec.effects or Effect.SENDS in spec.effects,
        "price_known": spec.price_max is not None,
        "affordable": not objection(spec.price_max, preferences.caps, situation.spent),
        "nobody": situation.nobody,
    }


class Facts(dict[str, object]):
    """The facts about one call; what takes time is found out when a rule first asks for it.

    `find_question` gives the rule that would ask about the call, if there is one.
    """

    def __init__(
        self,
        call: ToolCall,
        situation: Situation,
        seen: ConversationLabels,
        find_question: Callable[[Facts], Rule | None],
    ) -> None:
        self._call = call
        self._situation = situation
        self._seen = seen
        self._find_question = find_question
        self._spec = situation.tools.get(call.name, _ABSENT)
        super().__init__(certain_facts(self._spec, situation))
        del self["valid"]
        self["known"] = call.name in situation.tools
        self["private_seen"] = self._private = seen.private or situation.carries_private
        self["untrusted_seen"] = self._untrusted = seen.untrusted or situation.carries_untrusted

    def __missing__(self, fact: str) -> object:
        value: object
        if fact == "valid":
            value = not self._problem
        elif fact == "quotes_private":
            value = self._situation.carries_private or any(label.private for label in self._quoted)
        elif fact == "own_words":
            value = self._seen.own_words.hold(self._call.arguments, declared_names(self._spec.parameters))
        elif fact == "asks":
            value = self._question is not None
        else:
            raise KeyError(fact)
        self[fact] = value
        return value

    @property
    def labels(self) -> tuple[str, ...]:
        """The conversation's marks, then the origins that the arguments quote."""
        return tuple(words_of(self._private, self._untrusted, self._quoted))

    def reason(self, rule: Rule) -> str:
        """The rule's reason in this call's words."""
        words = {
            "tool": plain(self._spec.name),
            "problem": self._problem,
            "towards": self._towards,
            "quoting": self._quoting,
            "budget": objection(
                self._spec.price_max, self._situation.preferences.caps, self._situation.spent
            ),
            "deed": self._deed,
            "question": "",
        }
        if "{question}" in rule.reason and self._question is not None:
            words["question"] = self.reason(self._question)
        return rule.reason.format_map(words)

    @cached_property
    def _problem(self) -> str:
        if self._call.name not in self._situation.tools:
            return unknown_tool(self._call.name, self._situation.tools)
        return invalid_arguments(self._call.arguments, self._spec)

    @cached_property
    def _quoted(self) -> tuple[Label, ...]:
        return self._seen.quoted(self._call.arguments)

    @cached_property
    def _question(self) -> Rule | None:
        return self._find_question(self)

    @property
    def _towards(self) -> str:
        host = host_of(self._spec, self._call.arguments) if self._spec.reach.leaves else ""
        return f" to {plain(host)}" if host else ""

    @property
    def _quoting(self) -> str:
        origins = list(dict.fromkeys(label.origin for label in self._quoted))
        if not origins:
            return ""
        more = f" and {len(origins) - _MOST_ORIGINS} more" if len(origins) > _MOST_ORIGINS else ""
        return f", quoting {', '.join(map(plain, origins[:_MOST_ORIGINS]))}{more}"

    @property
    def _deed(self) -> str:
        sends = self._spec.reach.leaves or Effect.SENDS in self._spec.effects
        if Effect.CHANGES in self._spec.effects:
            return "change and send something" if sends else "change something"
        return "send something"


def plain(name: str) -> str:
    """A name from outside as it may stand in a sentence: printable characters, clipped."""
    return quoted(name, _LONGEST_NAME)[1:-1]
