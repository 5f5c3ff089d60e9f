"""What `sordino policy` says: preferences, rules and calls as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

from app.theme.plain import one_line
from engine.contracts import CallRecord, Choice, Decision, Latency, Money, Preferences, Privacy
from engine.policy.budget import SpentSoFar, dollars
from engine.policy.explain import Replayed, said
from engine.policy.organisation import NO_CAP
from engine.policy.preferences import BOUNDS, free_only, preference_sentence
from engine.policy.vector import PreferenceVector
from engine.policy.views import Grant, JudgedCall, Locks, RuleInForce, WeekEffect, WishReading

PRIVACY: Mapping[Privacy, str] = {
    Privacy.LOCAL_ONLY: "Local only",
    Privacy.CAREFUL: "Careful",
    Privacy.ASK: "Ask",
    Privacy.RELAXED: "Relaxed",
}
LATENCY: Mapping[Latency, str] = {
    Latency.PATIENT: "Patient",
    Latency.BALANCED: "Balanced",
    Latency.FAST: "Fast",
}
_WHO: Mapping[str, str] = {
    "rule": "a rule",
    "user": "you",
    "grant": "a yes that you gave before",
    "timeout": "nobody answered in time",
    "closing": "Sordino was closing",
    "nobody": "nobody was there to ask",
}
_SCOPES: Mapping[str, str] = {
    "once": "for one request",
    "file": "for one file",
    "answer": "for one answer",
    "conversation": "for its conversation",
    "hour": "for one hour",
    "host": "until Sordino ends",
    "always": "until revoked",
}
_ONE_LINE = 300


def preference_lines(preferences: Preferences, spent: SpentSoFar) -> Iterator[str]:
    """The dials, the caps with what is spent, and what the model is told of them."""
    caps = preferences.caps
    yield f"Privacy      {PRIVACY[preferences.privacy]}"
    yield f"Latency      {LATENCY[preferences.latency]}: {latency_words(preferences.latency)}"
    yield (
        f"Cost caps    {dollars(caps.call)} a call, {dollars(caps.conversation)} a conversation, "
        f"{dollars(caps.day)} a day, {dollars(caps.month)} a month" + ("; free tools only" * free_only(caps))
    )
    yield f"Spent        {dollars(spent.day)} today, {dollars(spent.month)} this month (UTC)"
    yield f"Offline      {'yes' if preferences.offline else 'no'}"
    if preferences.blocked:
        yield f"Never used   {one_line(', '.join(preferences.blocked), _ONE_LINE)}"
    sentence = preference_sentence(preferences)
    yield f"Model told   {one_line(sentence, 2 * _ONE_LINE) if sentence else 'nothing'}"


def lock_lines(locks: Locks, no_tools: Sequence[str] = ()) -> Iterator[str]:
    """What an organisation has settled; nothing where there is none. `no_tools` are names of no tool."""
    if not locks.any:
        return
    bounds = asdict(locks.caps) if locks.caps else {}
    settled = (
        f"privacy {PRIVACY[locks.privacy]} or stricter" if locks.privacy else "",
        f"latency {LATENCY[locks.latency]} or faster" if locks.latency else "",
        *(f"{dollars(cap)} a {name} at most" for name, cap in bounds.items() if cap < NO_CAP),
        "offline" if locks.offline else "",
        f"never {', '.join(locks.blocked)}" if locks.blocked else "",
        f"a yes holds {_SCOPES[locks.widest.value]} at most" if locks.widest is not Choice.ALWAYS else "",
        f"not to be moved: {', '.join(sorted(locks.fixed))}" if locks.fixed else "",
    )
    words = one_line("; ".join(filter(None, settled)), 2 * _ONE_LINE)
    yield f"Settled by {one_line(locks.organisation, 80)}: {words}"
    if no_tools:
        yield f"Never used, but names no tool here: {one_line(', '.join(no_tools), 2 * _ONE_LINE)}"


def vector_line(vector: PreferenceVector) -> str:
    """The preference vector, part by part."""
    parts = zip(vector.names, vector.weights, strict=True)
    return (
        f"Vector       {one_line(', '.join(f'{name} {weight:.2f}' for name, weight in parts), 4 * _ONE_LINE)}"
    )


def latency_words(latency: Latency) -> str:
    """The bounds of a latency stop in words."""
    bounds = BOUNDS[latency]
    thought = f"{bounds.thinking_tokens} tokens of" if bounds.thinking_tokens else "any amount of"
    return (
        f"{bounds.step_s:.0f} s a call that leaves, none after {bounds.turn_s:.0f} s of an answer, "
        f"{thought} thinking"
    )


def rule_lines(rules: Sequence[RuleInForce]) -> Iterator[str]:
    """One rule a line: what it does, how many calls of the period it decided, its sentence, who made it."""
    for rule in rules:
        calls = f"{rule.calls:>5}" if rule.calls >= 0 else "     "
        words = f"{one_line(rule.sentence, _ONE_LINE)} ({one_line(rule.why, 60)})"
        yield f"{rule.decision.value:<5} {calls}  {words}"


def grant_line(grant: Grant) -> str:
    """One grant: tool, host, data, how long it holds."""
    until = f", until {local_time(grant.expires)}" if grant.expires else ""
    where = one_line(grant.host, 80)
    scope = _SCOPES[grant.scope.value]
    return f"{one_line(grant.tool, 60)} to {where}, {grant.data.value} data, {scope}{until} (row {grant.row})"


def effect_sentence(effect: WeekEffect, period: str) -> str:
    """What preferences would have changed in the calls of a period, in one sentence."""
    if not effect.calls:
        return f"No call is on record for {period}."
    if not effect.left:
        return f"Had this been on for {period}: no call would have stayed here, since none left."
    parts = [f"{effect.stayed} of {_many(effect.left, 'call')} would have stayed here"]
    if effect.saved:
        parts.append(f"{cents(effect.saved)} less")
    if effect.unsourced:
        parts.append(f"{_many(effect.unsourced, 'answer')} would have been without sources")
    return f"Had this been on for {period}: {', '.join(parts)}."


def asked_sentence(effect: WeekEffect) -> str:
    """How often the user would have been asked."""
    return f"You would have been asked about {effect.asked} of all {_many(effect.calls, 'call')}."


def cents(money: Money) -> str:
    """Micro-dollars as `$3.10`: whole cents, from a cent on."""
    return dollars(round(money, -4) if money >= 10_000 else money)


def wish_lines(reading: WishReading) -> Iterator[str]:
    """What free text was understood to ask for; nothing where there is none."""
    if not reading.text:
        return
    for proposal in reading.proposals:
        more = ", which allows more" if proposal.widens else ""
        change = one_line(f"{proposal.dial} {proposal.value}", 80)
        yield f"{one_line(proposal.phrase, 80)!r} asks for: {change}{more}."
    if not reading.proposals:
        yield "The text asks for no change of a dial or rule."
    if reading.wishes:
        yield f"The model is told, and no rule changes: {one_line('; '.join(reading.wishes), _ONE_LINE)}."
    if reading.unknown:
        yield f"Not understood: {one_line(', '.join(reading.unknown), _ONE_LINE)}."
    yield ""


def changed_line(one: Replayed) -> str:
    """A call with another verdict: when, what and where, what the gate had said, what it would have said."""
    call = one.call
    change = f"{said(call).value} -> {one.decision.value}"
    cost = f"  {dollars(call.cost)}" if call.cost else ""
    return f"{local_time(call.at)}  {tool_and_host(call):<40} {change:<15} {one_line(one.rule, 40)}{cost}"


def tool_and_host(call: JudgedCall | CallRecord) -> str:
    """What was called, and where it went."""
    where = f" to {one_line(call.host, 80) or 'an unknown host'}" if call.reach.leaves else ""
    return f"{one_line(call.tool, 60)}{where}"


def call_lines(call: CallRecord, judged: JudgedCall, rule: RuleInForce | None) -> Iterator[str]:
    """One call: what was asked for, what was decided and why, and what came of it."""
    yield f"Row {judged.row}: {tool_and_host(call)}, {local_time(call.at)}"
    yield f"Asked for    {one_line(call.arguments, _ONE_LINE) or 'nothing'}"
    yield f"Decision     {call.decision.value}, by {_WHO.get(call.by, one_line(call.by, 40) or 'nobody yet')}"
    yield f"Rule         {one_line(call.rule, 80) or 'none'}"
    if rule is not None:
        yield f"             {one_line(rule.sentence, _ONE_LINE)} ({one_line(rule.why, 60)})"
    yield f"Reason       {one_line(call.reason, 2 * _ONE_LINE) or 'none'}"
    yield f"Labels       {one_line(', '.join(call.labels), _ONE_LINE) or 'none'}"
    yield f"Money        {dollars(judged.price)} reserved, {dollars(call.cost)} spent"
    sent = f", {call.size} bytes sent" if judged.left else ""
    yield f"Outcome      {one_line(call.outcome, 40) or 'open'}, {judged.seconds:.1f} s{sent}"


def event_lines(event: CallRecord, row: int) -> Iterator[str]:
    """A line of the log that is no call."""
    yield f"Row {row} is an event ({one_line(event.kind, 60)}), {local_time(event.at)}: no rule decided it."
    yield one_line(event.reason, 2 * _ONE_LINE)


def stop_line(stop: Privacy, decision: Decision, rule: str) -> str:
    """What one stop of the privacy dial would have said."""
    return f"  {PRIVACY[stop]:<11} {decision.value:<6} {one_line(rule, 60)}"


def local_time(at: float) -> str:
    """A time in the user's own zone."""
    return datetime.fromtimestamp(at, UTC).astimezone().strftime("%Y-%m-%d %H:%M:%S")


def _many(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
