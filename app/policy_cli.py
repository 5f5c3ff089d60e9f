"""`sordino policy`: the rules in force, why a call was decided as it was, what other preferences would do.

Everything here reads, beside a running window too, and changes nothing.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from app.options import Options, load_settings
from app.paths import Home
from app.policy_words import (
    asked_sentence,
    call_lines,
    changed_line,
    effect_sentence,
    event_lines,
    grant_line,
    local_time,
    lock_lines,
    preference_lines,
    rule_lines,
    stop_line,
    tool_and_host,
    vector_line,
    wish_lines,
)
from app.say import say
from engine.contracts import Latency, Preferences, Privacy, ToolSpec
from engine.errors import UserError
from engine.ledger.judged import judged_call
from engine.ledger.key import KeyringKeys
from engine.ledger.reader import Found, LedgerReader
from engine.policy import organisation, wishes
from engine.policy.budget import NOTHING_SPENT, SpentSoFar
from engine.policy.explain import Replay, at_each_stop
from engine.policy.gate import Gate
from engine.policy.grants import Grants
from engine.policy.organisation import Organisation
from engine.policy.preferences import BOUNDS, preference_sentence
from engine.policy.vector import preference_vector
from engine.policy.views import Grant
from engine.store.grants import GrantFile
from tools.contract import Note
from tools.registry import build_toolbox

WEEK_S, WEEK = 604_800, "the last 7 days"
_DAY_S = 86_400
_GRANTED = re.compile(r"\brow (\d+) of the log\b")


def run_policy(options: Options, arguments: argparse.Namespace) -> int:
    """One action of `sordino policy`. 0: done; 1: a problem."""
    actions = {"show": _show, "explain": _explain, "dry-run": _dry_run}
    as_json = bool(getattr(arguments, "json", False))
    policy = _Policy.of(options)
    for notice in policy.notices:
        say(f"{notice}\n")
    report, lines = actions[arguments.action or "show"](policy, arguments)
    _print([json.dumps(report, ensure_ascii=False)] if as_json else lines)
    return 0


@dataclass(frozen=True, slots=True)
class _Policy:
    """What decides in this home: the preferences and rules in force, and the tools that there are."""

    home: Home
    preferences: Preferences
    organisation: Organisation
    gate: Gate
    tools: Mapping[str, ToolSpec]
    notices: tuple[str, ...]

    @classmethod
    def of(cls, options: Options) -> _Policy:
        home = Home.of(options.home)
        settings, notices = load_settings(home)
        preferences = settings.preferences
        if options.offline:
            preferences = replace(preferences, offline=True)
        settled = organisation.load(home.policies)
        notices += (settled.broken,) if settled.broken else ()
        gate = Gate.load(settled.rules, settled.locks.organisation)
        held = settled.tighten(preferences)
        cap = held.caps.call
        url = settings.search_url
        tools = build_toolbox(_NoNotes(), settings.folders, settings.cloud, {}, url, cap).specs()
        return cls(home, held, settled, gate, tools, notices)

    def grants(self) -> tuple[Grant, ...]:
        """The grants in force that outlive the program; others are known to the running window alone.

        Raises UserError where their file cannot be used.
        """
        grants = Grants(time.time, str, _Unwritten(self.home.grants))
        if grants.problem:
            raise UserError(grants.problem)
        return grants.listed()

    def ledger(self) -> LedgerReader:
        """The ledger of this home. Raises UserError where there is none."""
        return LedgerReader.open(self.home.ledger, self.home.anchor, KeyringKeys(self.home.data))

    def replay(self, ledger: LedgerReader, seconds: float) -> Replay:
        """The calls of the last `seconds`."""
        return Replay(ledger.judged_since(time.time() - seconds), self.gate.book, self.tools)


Report = tuple[Mapping[str, Any], Iterable[str]]
"""What an action found, for scripts and as lines."""


def _show(policy: _Policy, _arguments: argparse.Namespace) -> Report:
    preferences = policy.preferences
    rules, effect = policy.gate.rules_in_force(preferences), None
    spent: SpentSoFar = NOTHING_SPENT
    if policy.home.ledger.exists():
        with policy.ledger() as ledger:
            spent = ledger.spent("", time.time())
            replay = policy.replay(ledger, WEEK_S)
        rules = replay.counted(rules, preferences, preferences)
        effect = replay.effect(preferences, WEEK_S // _DAY_S)
    grants, locks = policy.grants(), policy.organisation.locks
    no_tools = policy.organisation.names_no_tool(policy.tools)
    vector = preference_vector(preferences, tuple(policy.tools.values()))
    report = {
        "preferences": asdict(preferences),
        "locks": {**asdict(locks), "fixed": sorted(locks.fixed), "names_no_tool": no_tools},
        "sentence": preference_sentence(preferences),
        "vector": dict(zip(vector.names, vector.weights, strict=True)),
        "bounds": asdict(BOUNDS[preferences.latency]),
        "spent": {"day": spent.day, "month": spent.month},
        "rules": [asdict(rule) for rule in rules],
        "calls": effect.calls if effect else 0,
        "grants": [asdict(grant) for grant in grants],
    }
    return report, [
        *lock_lines(locks, no_tools),
        *preference_lines(preferences, spent),
        vector_line(vector),
        "",
        f"Rules in force, with how many of the {report['calls']} calls of {WEEK} each decides:",
        *rule_lines(rules),
        "",
        "Grants in force beside those of a conversation or a host, which end with the window:",
        *(map(grant_line, grants) if grants else ["none"]),
    ]


def _explain(policy: _Policy, arguments: argparse.Namespace) -> Report:
    with policy.ledger() as ledger:
        found = _one(ledger, arguments.row)
        source = _GRANTED.search(found.record.reason) if found.record.by == "grant" else None
        grants = ledger.find(source[1]) if source else ()
    call, judged = found.record, judged_call(found.rows)
    if call.kind != "call":
        report: dict[str, Any] = {"row": judged.row, "kind": call.kind, "reason": call.reason}
        return report, event_lines(call, judged.row)
    kept = policy.preferences
    told = kept if kept.blocked else replace(kept, blocked=(call.tool,))
    rule = policy.gate.rule(call.rule, told)
    stops = at_each_stop(judged, policy.gate.book, policy.tools, policy.preferences.latency)
    report = {
        "row": judged.row,
        "call": asdict(call),
        "rule": asdict(rule) if rule else None,
        "reserved": judged.price,
        "granted_by": [grant.rows[0].number for grant in grants],
        "privacy": {stop: {"decision": said, "rule": name} for stop, (said, name) in stops.items()},
    }
    return report, [
        *call_lines(call, judged, rule),
        *(
            f"Granted      row {grant.rows[0].number}: {tool_and_host(grant.record)}, "
            f"{local_time(grant.record.at)}"
            for grant in grants
        ),
        "With another privacy, all else being as it was:",
        *(stop_line(stop, *verdict) for stop, verdict in stops.items()),
    ]


def _one(ledger: LedgerReader, name: str) -> Found:
    """The line that the user means. Raises UserError where there is none, or more than one."""
    found = ledger.find(name.strip())
    if not found:
        raise UserError(
            f"No row of the log is named {name!a}.",
            "Give the number of a row, or the beginning of its id or of a call's id: "
            "`sordino log --json` shows them.",
        )
    if len(found) > 1:
        rows = ", ".join(str(each.rows[0].number) for each in found)
        raise UserError(
            f"Several lines of the log begin with {name!a}: rows {rows}.", "Give more of the id, or a row."
        )
    return found[0]


def _dry_run(policy: _Policy, arguments: argparse.Namespace) -> Report:
    seconds, period = arguments.since
    asked_for = _asked_for(policy, arguments)
    reading = wishes.read(arguments.text, asked_for, policy.tools, policy.organisation.locks)
    asked_for = wishes.apply(asked_for, reading.proposals, arguments.text or None)
    wanted = policy.organisation.tighten(asked_for)
    refusal = policy.organisation.refusal(policy.preferences, asked_for)
    if refusal:
        say(f"{refusal} What it has settled stays on.\n")
    with policy.ledger() as ledger:
        replay = policy.replay(ledger, seconds)
    effect = replay.effect(wanted, math.ceil(seconds / _DAY_S))
    changed = [one for one in replay.verdicts(wanted) if one.changed]
    report = {
        "seconds": seconds,
        "preferences": asdict(wanted),
        "text": asdict(reading),
        "effect": asdict(effect),
        "sentence": effect_sentence(effect, period),
        "changed": [
            {"decision": one.decision, "rule": one.rule, "asked": one.asked, "call": asdict(one.call)}
            for one in changed
        ],
    }
    lines = [*wish_lines(reading), effect_sentence(effect, period)]
    if effect.calls:
        lines.append(asked_sentence(effect))
        lines += ["", *map(changed_line, changed)] if changed else ["No verdict would have changed."]
    return report, lines


def _asked_for(policy: _Policy, arguments: argparse.Namespace) -> Preferences:
    """The preferences in force, with what the command line changes. Raises UserError on an unknown tool."""
    preferences = policy.preferences
    for tool in arguments.block:
        if tool not in policy.tools:
            names = ", ".join(policy.tools)
            raise UserError(f"There is no tool {tool!a}.", f"These can be switched off: {names}.")
    caps = {name: getattr(arguments, f"cap_{name}") for name in ("call", "conversation", "day", "month")}
    return replace(
        preferences,
        privacy=Privacy(arguments.privacy or preferences.privacy),
        latency=Latency(arguments.latency or preferences.latency),
        caps=replace(preferences.caps, **{name: cap for name, cap in caps.items() if cap is not None}),
        blocked=tuple(dict.fromkeys((*preferences.blocked, *arguments.block))),
    )


class _Unwritten(GrantFile):
    """The grants on the disk, of which what is over is only left out here."""

    def save(self, grants: Sequence[Grant]) -> None:
        """Nothing is written."""

    def clear(self) -> None:
        """Nothing is removed."""


class _NoNotes:
    """In the place of the notes, of which nothing is read or written here."""

    def add(self, _text: str) -> object:
        return None

    def search(self, _query: str) -> Sequence[Note]:
        return ()


def _print(lines: Iterable[str]) -> None:
    encoding = sys.stdout.encoding or "utf-8"
    for line in lines:
        sys.stdout.write(line.encode(encoding, "replace").decode(encoding) + "\n")
