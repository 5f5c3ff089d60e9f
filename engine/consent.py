"""What a tool's call and the program's own errand have in common: the question, and the ledger's rows."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from engine.contracts import Answer, Choice, Money, Outgoing, Question, ToolCall, ToolSpec, Verdict
from engine.events import Event, QuestionAsked, QuestionClosed
from engine.ledger.chain import Entry

FREE = Money(0)


class Asker(Protocol):
    """Whoever can answer a question: the window, the terminal, or nobody."""

    def register(self, question: Question) -> None:
        """Make the question answerable. Called before anybody is shown it."""
        ...

    def wait(self, question: Question) -> Answer:
        """Block until the question has ended. Every question ends, by somebody or by its deadline."""
        ...


def put(question: Question, asker: Asker | None, emit: Callable[[Event], None]) -> Answer:
    """Ask, and tell listeners of the question's beginning and end; a refusal where nobody can answer."""
    if asker is None:
        return Answer(question.id, Choice.DENY, by="nobody")
    asker.register(question)
    emit(QuestionAsked(question))
    answer = asker.wait(question)
    emit(QuestionClosed(answer))
    return answer


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
    """A request as the ledger keeps it: method, URL and body."""
    return f"{outgoing.method} {outgoing.url}\n\n{outgoing.body.decode('utf-8', 'replace')}"
