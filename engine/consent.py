"""What a tool's call and the program's own errand have in common: the question, and the ledger's rows."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Protocol

import msgspec

from engine.contracts import (
    SCOPES,
    Answer,
    Cancel,
    Choice,
    Decision,
    Money,
    Outgoing,
    Question,
    ToolCall,
    ToolSpec,
    Verdict,
)
from engine.events import Event, QuestionAsked, QuestionClosed
from engine.ledger.chain import Entry
from engine.policy.bindings import WIDTH
from engine.policy.facts import plain
from engine.policy.grants import GrantChange
from engine.policy.views import Grant

FREE = Money(0)
GRANTED = "Your yes in row {row} of the log covers it."
CHANGES = {
    "given": "A yes for {tool} to {host} was given.",
    "kept": "The yes for {tool} to {host} was made lasting.",
    "revoked": "The yes for {tool} to {host} was revoked.",
    "expired": "The yes for {tool} to {host} has expired.",
    "lapsed": "The yes for {tool} to {host} lapsed, as it was long unused.",
}
"""What the log says became of a grant."""
_LOOK_EVERY_S = 0.1


class Asker(Protocol):
    """Whoever can answer a question: the window, the terminal, or nobody."""

    @property
    def present(self) -> bool:
        """False while nobody could answer: then what would be asked about is refused unasked."""
        ...

    def register(self, question: Question) -> None:
        """Make the question answerable. Called before anybody is shown it."""
        ...

    def wait(self, question: Question) -> Answer:
        """Block until the question has ended. Every question ends, by somebody or by its deadline."""
        ...


def nobody(asker: Asker | None) -> bool:
    """True where no one can answer a question now."""
    return asker is None or not asker.present


@dataclass(frozen=True, slots=True)
class Either:
    """A flag that is set as soon as one of two is: the stop of a turn, and the end of a grant."""

    one: Cancel
    other: Cancel

    def is_set(self) -> bool:
        """True where either is set."""
        return self.one.is_set() or self.other.is_set()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until either is set, noticed within a tenth of a second; True where it was."""
        end = None if timeout is None else time.monotonic() + timeout
        while not self.is_set():
            left = _LOOK_EVERY_S if end is None else min(_LOOK_EVERY_S, end - time.monotonic())
            if left <= 0:
                return False
            self.one.wait(left)
        return True


def put(question: Question, asker: Asker | None, emit: Callable[[Event], None]) -> Answer:
    """Ask, and tell listeners of the question's beginning and end; a refusal where nobody can answer."""
    if asker is None:
        return Answer(question.id, Choice.DENY, by="nobody")
    asker.register(question)
    emit(QuestionAsked(question))
    answer = asker.wait(question)
    emit(QuestionClosed(answer))
    return answer


def chosen(answer: Answer, question: Question) -> Choice:
    """What an answer counts as: a wide yes only where it was on offer, a plain one wherever any is."""
    valid = answer.choice is Choice.ONCE or answer.choice in question.choices
    return answer.choice if valid and answer.choice is not Choice.ALWAYS else Choice.DENY


def no_wider(choices: Iterable[Choice], widest: Choice) -> tuple[Choice, ...]:
    """These answers without what is wider than `widest`; a plain yes stays where no other is left."""
    most = WIDTH.index(max(widest, Choice.ONCE, key=WIDTH.index))
    left = tuple(choice for choice in choices if WIDTH.index(choice) <= most)
    return left if set(left) - {Choice.DENY} else (*left, Choice.ONCE)


def granted(verdict: Verdict, grant: Grant) -> Verdict:
    """What a grant makes of a verdict that asks: its reason names the ledger row of the yes."""
    reason = f"{verdict.reason} {GRANTED.format(row=grant.row)}"
    return replace(verdict, decision=Decision.ALLOW, reason=reason)


def change_entry(change: GrantChange) -> Entry:
    """The row of what became of a grant, with the grant itself as JSON."""
    grant = change.grant
    words = CHANGES[change.what].format(tool=plain(grant.tool), host=plain(grant.host))
    scope = SCOPES[grant.scope] if change.what in ("given", "kept") else ""
    return Entry(
        kind="event",
        tool="grant",
        reason=f"{words} {scope}".rstrip(),
        by=change.by,
        payload=msgspec.json.encode(grant).decode(),
    )


def entry(
    kind: str, conversation_id: str, turn_id: str, call: ToolCall, spec: ToolSpec, arguments: str = ""
) -> Entry:
    """The row of a call, with what every row of it says."""
    return Entry(
        kind=kind,
        conversation_id=conversation_id,
        turn_id=turn_id,
        call_id=call.id,
        tool=call.name,
        reach=spec.reach,
        host=spec.host or "",
        arguments=arguments,
    )


def decided(
    base: Entry, verdict: Verdict, by: str, outgoing: Outgoing | None = None, cost: Money = FREE
) -> Entry:
    """The decision row that permits or refuses `outgoing`; `cost` is what is reserved for it."""
    base = replace(
        base,
        kind="decision",
        decision=verdict.decision,
        rule=verdict.rule,
        reason=verdict.reason,
        labels=verdict.labels,
        by=by,
        cost=cost,
    )
    if outgoing is None:
        return replace(base, host="")
    return replace(
        base,
        host=outgoing.host,
        size=outgoing.size,
        payload=payload_text(outgoing),
        previewed_sha256=outgoing.sha256,
    )


def payload_text(outgoing: Outgoing) -> str:
    """A request as the ledger keeps it: method and URL, a line for each header, an empty line, and the body.

    From it `Outgoing.sha256` can be computed again. What a name in square brackets begins is no header: no
    header's name holds brackets. So are told the arguments and hosts of a search, as JSON, and what the
    digest does not cover: the key's name and how it goes out, an endpoint of the user's own with the digest
    of its authority, and the proxy. A body that is not UTF-8 stands there in base64, and that is told too.
    """
    lines = [f"{outgoing.method} {outgoing.url}"]
    lines += [f"{name}: {value}" for name, value in outgoing.headers]
    if outgoing.search is not None:
        lines.append(f"[search] {json.dumps(outgoing.search, sort_keys=True, ensure_ascii=False)}")
        lines.append(f"[hosts] {json.dumps(outgoing.hosts)}")
    if outgoing.key_name:
        lines.append(f"[key] {outgoing.key_name}, sent as {outgoing.key_header or 'Authorization: Bearer'}")
    if outgoing.own_endpoint:
        lines.append("[endpoint] your own")
    if outgoing.authority:
        lines.append(f"[authority] sha256: {hashlib.sha256(outgoing.authority.encode()).hexdigest()}")
    if outgoing.proxy:
        # No proxy with a password in its address is ever used, but somebody may have typed one.
        scheme, _, rest = outgoing.proxy.rpartition("://")
        lines.append(f"[proxy] {scheme}://{rest.rpartition('@')[2]}")
    try:
        body = outgoing.body.decode()
    except UnicodeDecodeError:
        lines.append("[body] base64")
        body = base64.b64encode(outgoing.body).decode()
    return "\n".join([*lines, "", body])
