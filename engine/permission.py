"""The yes that a call needs: from a grant, or from a person, and whether it still stands."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from engine.addresses import origin_of
from engine.consent import Asker, Either, chosen, granted, no_wider, put
from engine.contracts import (
    SCOPES,
    Cancel,
    Choice,
    Decision,
    Label,
    Preview,
    Question,
    QuestionItem,
    Quote,
    Revision,
    ToolCall,
    ToolSpec,
    Verdict,
)
from engine.events import CallJudged, Event
from engine.policy.bindings import Request, may_be_given
from engine.policy.gate import Gate, Situation
from engine.policy.grants import GrantBook
from engine.policy.labels import TYPED
from engine.policy.views import Grant

NO_LONGER = "The yes that covered this call no longer holds."
ON_OFFER = (Choice.DENY, Choice.ONCE, Choice.CONVERSATION, Choice.HOUR, Choice.HOST)
"""The answers to a question whose yes may cover further calls."""


@dataclass(frozen=True, slots=True)
class Turn:
    """What one turn needs to know of itself."""

    conversation_id: str
    turn_id: str
    cancel: Cancel


@dataclass(frozen=True, slots=True)
class Judged:
    """A call on its way: what was judged of it, and by whom (`rule`, `grant`, or whoever answered)."""

    call: ToolCall
    spec: ToolSpec
    verdict: Verdict
    preview: Preview | None = None
    by: str = "rule"
    problem: str = ""
    scope: Choice = Choice.ONCE
    """What the user's yes covers."""
    grant: Grant | None = None
    """What the call runs under, where it is more than a plain yes."""
    carried: tuple[Label, ...] = ()
    """The labels of what its request takes along beside its arguments."""
    edited: bool = False
    """True where the user has changed its arguments."""
    originals: tuple[str, ...] = ()
    """Texts that the user wants to be sent as they are."""
    complaint: str = ""
    """Why the user's last change was not made, as a sentence."""

    @property
    def said(self) -> Verdict:
        """The verdict as it is shown: with what became of the user's change."""
        return replace(self.verdict, reason=f"{self.complaint} {self.verdict.reason}".lstrip())

    def request(self, turn: Turn) -> Request | None:
        """What a yes to it is bound to; None where none may cover further calls."""
        if not self.verdict.remember or self.preview is None:
            return None
        request = Request(
            self.spec,
            origin_of(self.preview.outgoing.url),
            self.preview.outgoing.key_name,
            self.verdict.data,
            turn.conversation_id,
            turn.turn_id,
        )
        return request if may_be_given(request, Choice.HOST) else None


def judge_aimed(
    gate: Gate, call: ToolCall, spec: ToolSpec, carried: Sequence[Label], situation: Situation
) -> Verdict:
    """The verdict on a call by its own host and price, and by what its request takes along."""
    if situation.tools.get(spec.name) is not spec:
        situation = replace(situation, tools={**situation.tools, spec.name: spec})
    if not carried:
        return gate.judge(call, situation)
    private, untrusted = any(each.private for each in carried), any(each.untrusted for each in carried)
    verdict = gate.judge(
        call,
        replace(
            situation,
            carries_private=situation.carries_private or private,
            carries_untrusted=situation.carries_untrusted or untrusted,
        ),
    )
    named = {quote.origin for quote in verdict.quotes}
    more = {label.origin: label for label in carried if label.origin not in named | {TYPED.origin}}
    quotes = (Quote(each.origin, "", 0, each.private, each.untrusted) for each in more.values())
    return replace(
        verdict,
        labels=tuple(dict.fromkeys((*verdict.labels, *more))),
        quotes=(*verdict.quotes, *quotes),
    )


def judge_item(gate: Gate, item: Judged, situation: Situation) -> Verdict:
    """The strictest verdict on a call whose request is known, by each host that it goes to."""
    verdict = judge_aimed(gate, item.call, item.spec, item.carried, situation)
    for host in item.preview.outgoing.hosts[1:] if item.preview else ():
        spec = replace(item.spec, host=host)
        verdict = max(verdict, judge_aimed(gate, item.call, spec, item.carried, situation), key=_strictness)
    return verdict


def _strictness(verdict: Verdict) -> int:
    return list(Decision).index(verdict.decision)


class Permissions:
    """Gets a yes for the calls of a step. Belongs to the engine thread."""

    def __init__(
        self,
        gate: Gate,
        grants: GrantBook,
        asker: Asker | None,
        new_id: Callable[[], str],
        emit: Callable[[Event], None],
        question_deadline_s: Callable[[], float],
    ) -> None:
        self._gate = gate
        self._grants = grants
        self._asker = asker
        self._new_id = new_id
        self._emit = emit
        self._question_deadline_s = question_deadline_s

    def ask(
        self,
        turn: Turn,
        judged: list[Judged],
        situation: Situation,
        revise: Callable[[Judged, Revision], Judged],
    ) -> list[Judged]:
        """Allow what an earlier yes covers; one question for all other calls of the step that need one.

        Where the user changes a call, `revise` prepares it anew, and the question is put again.
        """
        judged = [self._covered(turn, item, situation) for item in judged]
        while True:
            asked = [item for item in judged if item.verdict.decision is Decision.ASK and not item.problem]
            if not asked:
                return judged
            question = self._question(turn, asked)
            answer = put(question, self._asker, self._emit)
            if not answer.revisions:
                break
            judged = [
                self._answered(turn, item, Choice.DENY, answer.by)
                if item in asked and item.call.id in answer.declined
                else revise(item, answer.revisions[item.call.id])
                if item in asked and item.call.id in answer.revisions
                else item
                for item in judged
            ]
        choice = chosen(answer, question)
        return [
            self._answered(turn, item, Choice.DENY if item.call.id in answer.declined else choice, answer.by)
            if item in asked
            else item
            for item in judged
        ]

    def _question(self, turn: Turn, asked: list[Judged]) -> Question:
        wide = all(item.request(turn) is not None for item in asked)
        return Question(
            id=self._new_id(),
            conversation_id=turn.conversation_id,
            turn_id=turn.turn_id,
            items=tuple(
                QuestionItem(i.call, i.spec.reach, i.said, i.preview, edited=i.edited) for i in asked
            ),
            deadline_s=self._question_deadline_s(),
            choices=no_wider(ON_OFFER, self._grants.widest if wide else Choice.ONCE),
        )

    def judge_again(self, turn: Turn, item: Judged, situation: Situation) -> Judged:
        """What was granted must still stand: a rule that came into force meanwhile beats the yes."""
        if item.by == "rule" or item.verdict.decision is not Decision.ALLOW:
            return item
        now = replace(item, verdict=self._judge(item, situation))
        if now.verdict.decision is Decision.DENY:
            self._emit(CallJudged(turn.turn_id, item.call, now.verdict))
            return replace(now, by="rule", scope=Choice.ONCE)
        if item.grant is not None:
            return self._still_covered(turn, item, now, situation)
        request = now.request(turn)
        lasts = request is not None and item.scope in no_wider((item.scope,), self._grants.widest)
        return item if lasts else replace(item, scope=Choice.ONCE)

    def judge_refused(self, turn: Turn, item: Judged, situation: Situation) -> Judged:
        """A call that was refused: by the rule that came into force meanwhile, where there is one.

        Going offline closes the card that asks; the user has then refused nothing.
        """
        verdict = self._judge(item, situation)
        if verdict.decision is not Decision.DENY:
            return item
        self._emit(CallJudged(turn.turn_id, item.call, verdict))
        return replace(item, verdict=verdict, by="rule")

    def _judge(self, item: Judged, situation: Situation) -> Verdict:
        return judge_item(self._gate, item, situation)

    def _still_covered(self, turn: Turn, item: Judged, now: Judged, situation: Situation) -> Judged:
        """A call under a grant: refused where that was revoked, or stopped counting, meanwhile."""
        grant = self._grant_for(turn, now, situation)
        if grant is not None:
            return replace(now, verdict=granted(now.verdict, grant), grant=grant)
        if now.verdict.decision is Decision.ALLOW:
            return item
        gone = replace(now.verdict, reason=f"{now.verdict.reason} {NO_LONGER}")
        return self._answered(turn, replace(now, verdict=gone, grant=None), Choice.DENY, "user")

    def _answered(self, turn: Turn, item: Judged, choice: Choice, by: str) -> Judged:
        decision = Decision.DENY if choice is Choice.DENY else Decision.ALLOW
        verdict = replace(item.verdict, decision=decision)
        self._emit(CallJudged(turn.turn_id, item.call, verdict))
        return replace(item, verdict=verdict, by=by, scope=choice)

    def _covered(self, turn: Turn, item: Judged, situation: Situation) -> Judged:
        """A call that a rule asks about, allowed where an earlier yes covers it."""
        grant = self._grant_for(turn, item, situation)
        if grant is None:
            return item
        item = replace(item, verdict=granted(item.verdict, grant), by="grant", grant=grant)
        self._emit(CallJudged(turn.turn_id, item.call, item.verdict))
        return item

    def _grant_for(self, turn: Turn, item: Judged, situation: Situation) -> Grant | None:
        request = item.request(turn)
        if item.verdict.decision is not Decision.ASK or item.problem or request is None:
            return None
        return self._grants.covering(request, situation.preferences.privacy)

    def begin(self, turn: Turn, item: Judged, row: int) -> Judged:
        """Let a wide yes, which stands in ledger row `row`, cover further calls from now on."""
        request = item.request(turn)
        if item.scope not in SCOPES or request is None:
            return item
        return replace(item, grant=self._grants.give(request, item.scope, row))

    @contextlib.contextmanager
    def flag(self, turn: Turn, item: Judged) -> Iterator[Cancel]:
        """What stops the call: the turn's stop, and the end of the grant that it runs under."""
        if item.grant is None:
            yield turn.cancel
        else:
            with self._grants.using(item.grant) as revoked:
                yield Either(turn.cancel, revoked)
