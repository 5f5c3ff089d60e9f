"""What an organisation settles for its users: a policy file, which can only narrow what they may choose.

docs/policy.md describes the file. Of several files the strictest of each part holds. A file that is there and
cannot be used leaves everything local, offline and free of charge.
"""

from __future__ import annotations

import json
import re
import stat
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Literal, NoReturn

import msgspec

from engine.call_json import quoted
from engine.contracts import Caps, Choice, Decision, Latency, Money, Preferences, Privacy
from engine.policy.preferences import (
    CAPS,
    LATENCY_FROM_STRICT,
    PRIVACY_FROM_STRICT,
    lower_caps,
    within,
)
from engine.policy.rules import Condition, Rule, check_extra
from engine.policy.views import FREE_TO_CHOOSE, Locks

NO_CAP = Money(1_000_000 * 1_000_000)
"""Stands for a cap that is left to the user while another one is settled; in micro-dollars."""

_LARGEST = 1024 * 1024
_LONGEST_PROBLEM = 200
_DOLLAR = 1_000_000
_NAME_OF_TOOL = re.compile(r"[^\s*]+")
_FROM_NARROW = tuple(choice for choice in Choice if choice is not Choice.DENY)
_FREE_OF_CHARGE = Caps(*(Money(0) for _ in CAPS))
_WITHOUT_CAPS = Caps(*(NO_CAP for _ in CAPS))

Dial = Literal["privacy", "latency", "caps", "offline", "blocked", "text"]
_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
_Tool = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
_Dollars = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]

_SETTLED: dict[Dial, str] = {
    "privacy": "{organisation} has settled Privacy: no milder stop can be chosen.",
    "latency": "{organisation} has settled Low latency: no slower stop can be chosen.",
    "caps": "{organisation} has settled the cost caps: none can be raised above its bound.",
    "offline": "{organisation} keeps Sordino offline.",
    "blocked": "{organisation} has switched off tools that cannot be switched on here.",
}
_FIXED: dict[Dial, str] = {
    "privacy": "{organisation} has fixed Privacy: it cannot be moved.",
    "latency": "{organisation} has fixed Low latency: it cannot be moved.",
    "caps": "{organisation} has fixed the cost caps: they cannot be changed.",
    "offline": "{organisation} has fixed the offline switch: it cannot be moved.",
    "blocked": "{organisation} has fixed which tools are switched off.",
    "text": "{organisation} has fixed the preference sentence: it cannot be changed.",
}


class _Rule(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A rule as the file writes it: its source is the organisation, and it cannot allow anything."""

    id: str
    decision: Literal["ask", "deny"]
    when: dict[str, Condition]
    sentence: str
    reason: str
    remember: bool = False


class _Caps(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Upper bounds of the cost caps, in US dollars."""

    call: _Dollars | None = None
    conversation: _Dollars | None = None
    day: _Dollars | None = None
    month: _Dollars | None = None

    @property
    def bounds(self) -> Caps | None:
        given = [getattr(self, cap) for cap in CAPS]
        if all(dollars is None for dollars in given):
            return None
        return Caps(*(NO_CAP if d is None else Money(int(Decimal(str(d)) * _DOLLAR)) for d in given))


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One policy file."""

    version: Literal[1]
    organisation: _Name
    privacy: Privacy | None = None
    latency: Latency | None = None
    offline: bool = False
    cap_usd: _Caps = _Caps()
    blocked: tuple[_Tool, ...] = ()
    widest: Choice = Choice.ALWAYS
    fixed: frozenset[Dial] = frozenset()
    rules: tuple[_Rule, ...] = ()


@dataclass(frozen=True, slots=True)
class Organisation:
    """What the policy files settle together. `broken` is a sentence where one of them cannot be used."""

    locks: Locks = FREE_TO_CHOOSE
    rules: tuple[Rule, ...] = ()
    broken: str = ""

    def tighten(self, preferences: Preferences) -> Preferences:
        """The preferences as they hold here: no milder than they were, and no milder than the policy."""
        return within(preferences, self.locks)

    def names_no_tool(self, tools: Iterable[str]) -> tuple[str, ...]:
        """The names among those of blocked tools that none of `tools` has."""
        known = set(map(str.casefold, tools))
        return tuple(name for name in self.locks.blocked if name not in known)

    def refusal(self, before: Preferences, wanted: Preferences) -> str:
        """Why `wanted` cannot be chosen while `before` is in force, in a sentence; empty where it can be.

        A fixed dial can be moved to nowhere but the place that the policy gives it.
        """
        mildest = Preferences(PRIVACY_FROM_STRICT[-1], LATENCY_FROM_STRICT[-1], _WITHOUT_CAPS)
        settled, held = self.tighten(mildest), self.tighten(wanted)
        for dial, fixed in _FIXED.items():
            would = _place(wanted, dial)
            if dial in self.locks.fixed and would not in (_place(before, dial), _place(settled, dial)):
                return fixed.format(organisation=self.locks.organisation)
            if would != _place(held, dial):
                return _SETTLED[dial].format(organisation=self.locks.organisation)
        return ""


def load(paths: Sequence[Path]) -> Organisation:
    """What the files at `paths` settle; the strictest of each part. It never raises.

    No file settles nothing. One that is there and cannot be used, or whose rules clash with an earlier one's,
    settles everything at its strictest.
    """
    merged = Organisation()
    for path in paths:
        try:
            content = _content(path)
            if content is not None:
                merged = _merged(merged, _organisation(_decoded(content)))
        except (OSError, ValueError, RecursionError, msgspec.MsgspecError) as error:
            problem = (error.strerror if isinstance(error, OSError) else str(error)) or type(error).__name__
            merged = _merged(merged, _unusable(path, problem))
    return merged


def _content(path: Path) -> bytes | None:
    """What the file holds; None where there is none. Raises OSError, ValueError."""
    try:
        kind = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    if stat.S_ISLNK(kind):
        kind = path.stat().st_mode
    if not stat.S_ISREG(kind):
        raise ValueError("it is not a file")
    with path.open("rb") as file:
        content = file.read(_LARGEST + 1)
    if len(content) > _LARGEST:
        raise ValueError("it is larger than 1 MiB")
    return content


def _decoded(content: bytes) -> _File:
    """The file's content. Raises ValueError, RecursionError."""
    values = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_each_once, parse_constant=_refuse)
    file: _File = msgspec.convert(values, type=_File)
    if not file.organisation.isprintable() or not file.organisation.strip():
        raise ValueError("the organisation's name cannot be shown")
    if file.widest is Choice.DENY:
        raise ValueError("the widest grant cannot be deny")
    for name in file.blocked:
        if not _NAME_OF_TOOL.fullmatch(name) or not name.isprintable():
            raise ValueError(f"{quoted(name)} in blocked is no tool's name")
    places = {
        "privacy": file.privacy is not None,
        "latency": file.latency is not None,
        "offline": file.offline,
        "caps": all(getattr(file.cap_usd, cap) is not None for cap in CAPS),
    }
    unset = sorted(dial for dial in file.fixed if not places.get(dial, True))
    if unset:
        raise ValueError(f"it fixes {unset[0]} and does not say where")
    return file


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a name stands twice in one object")
    return values


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no number")


def _organisation(file: _File) -> Organisation:
    """One file's policy."""
    rules = tuple(
        Rule(
            rule.id,
            Decision(rule.decision),
            rule.when,
            rule.sentence,
            rule.reason,
            file.organisation,
            rule.remember,
        )
        for rule in file.rules
    )
    locks = Locks(
        organisation=file.organisation,
        privacy=None if file.privacy is PRIVACY_FROM_STRICT[-1] else file.privacy,
        latency=None if file.latency is LATENCY_FROM_STRICT[-1] else file.latency,
        caps=file.cap_usd.bounds,
        offline=file.offline,
        blocked=tuple(dict.fromkeys(map(str.casefold, file.blocked))),
        widest=file.widest,
        fixed=file.fixed,
    )
    return Organisation(locks, rules)


def _unusable(path: Path, problem: str) -> Organisation:
    clause = "".join(c if c.isprintable() else " " for c in problem[:_LONGEST_PROBLEM])
    sentence = (
        f"The policy file {path} cannot be used: {clause}. Until it is mended everything stays on this "
        "computer, nothing may cost anything, and each yes holds once."
    )
    locks = Locks(
        organisation=str(path),
        privacy=PRIVACY_FROM_STRICT[0],
        caps=_FREE_OF_CHARGE,
        offline=True,
        widest=Choice.ONCE,
    )
    return Organisation(locks, (), sentence)


def _merged(one: Organisation, other: Organisation) -> Organisation:
    """The strictest of each part; rules that are alike stand once. Raises ValueError where rules clash."""
    rules = (*one.rules, *(rule for rule in other.rules if rule not in one.rules))
    problem = check_extra(rules)
    if problem:
        raise ValueError(problem)
    locks = Locks(
        organisation=_in_order(" and ", one.locks.organisation, other.locks.organisation),
        privacy=min(
            filter(None, (one.locks.privacy, other.locks.privacy)),
            key=PRIVACY_FROM_STRICT.index,
            default=None,
        ),
        latency=min(
            filter(None, (one.locks.latency, other.locks.latency)),
            key=LATENCY_FROM_STRICT.index,
            default=None,
        ),
        caps=_lower(one.locks.caps, other.locks.caps),
        offline=one.locks.offline or other.locks.offline,
        blocked=tuple(dict.fromkeys((*one.locks.blocked, *other.locks.blocked))),
        widest=min(one.locks.widest, other.locks.widest, key=_FROM_NARROW.index),
        fixed=one.locks.fixed | other.locks.fixed,
    )
    return Organisation(locks, rules, _in_order(" ", one.broken, other.broken))


def _in_order(between: str, *texts: str) -> str:
    return between.join(dict.fromkeys(filter(None, texts)))


def _lower(one: Caps | None, other: Caps | None) -> Caps | None:
    return lower_caps(one, other) if one and other else one or other


def _place(preferences: Preferences, dial: Dial) -> object:
    """Where a dial stands; the order of blocked tools is no matter."""
    place: object = getattr(preferences, dial)
    return frozenset(preferences.blocked) if dial == "blocked" else place
