"""How a call leaves: its exact request with placeholders, what is asked ahead of it, and its answer."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Protocol

from engine.call_reader import invalid_arguments
from engine.contracts import (
    Cancel,
    Choice,
    Decision,
    Egress,
    Money,
    Outgoing,
    Preview,
    Reach,
    RecordedDecision,
    Revision,
    StreamingEgress,
    ToolCall,
    ToolOutput,
    Verdict,
)
from engine.errors import Cancelled, NotSent, ToolProblem
from engine.events import CallProgress, Event
from engine.permission import Judged, Turn, judge_aimed, judge_item
from engine.policy.budget import Budget, dollars
from engine.policy.gate import Gate, Situation
from engine.toolbox import Redactor, RemoteTool, Toolbox

UNSEARCHED = (
    "What would be sent could not be searched for personal data, so nothing was sent. "
    "The search can be switched off under Preferences."
)
EDITED = "Changed by you before it was sent."
NOT_SENDABLE = "Your change cannot be sent: {problem}"
TOLD = "[The user changed this call before it was sent. These arguments were used: {arguments}]"
ESTIMATED = "Estimated at {least} to {most}, cost {cost}."
ABOVE = "That is above the estimate."
COUNTED = "{read} tokens read, {written} written."
_LONGEST_PLACEHOLDER = 40
_ADDRESS = re.compile(r"((?:[A-Za-z][A-Za-z0-9+.-]{0,20}://|www\.)\S*)")
HIDDEN = "Hidden behind placeholders: {count}."


class Way(Egress, StreamingEgress, Protocol):
    """The only way out, for answers of both kinds."""


class Departures:
    """Prepares calls that leave, and sends them once they are permitted. Belongs to the engine thread."""

    def __init__(
        self,
        gate: Gate,
        budget: Budget,
        egress: Way,
        redactor: Redactor | None,
        emit: Callable[[Event], None],
        proxy: Callable[[], str],
    ) -> None:
        self._gate = gate
        self._budget = budget
        self._egress = egress
        self._redactor = redactor
        self._emit = emit
        self._proxy = proxy

    def judge(self, turn: Turn, call: ToolCall, toolbox: Toolbox, situation: Situation) -> Judged:
        """A call as the gate judges it: by its very host and price, and by all that it takes along.

        What may leave has its exact request, and its price set aside.
        """
        tool = toolbox.remote(call.name)
        if tool is None:
            return Judged(call, toolbox.specs()[call.name], self._gate.judge(call, situation))
        item = self._aimed(call, tool, situation)
        if item.verdict.decision is Decision.DENY:
            return item
        try:
            return self._within_budget(self._prepared(turn, item, tool, situation), situation)
        except ToolProblem as problem:
            return replace(item, problem=str(problem))

    def revise(
        self, turn: Turn, item: Judged, revision: Revision, toolbox: Toolbox, situation: Situation
    ) -> Judged:
        """A call as the user wants it to be sent, judged and prepared anew; as it was where it cannot be."""
        tool = toolbox.remote(item.call.name)
        if tool is None:
            return item
        arguments = item.call.arguments if revision.arguments is None else revision.arguments
        problem = invalid_arguments(arguments, item.spec)
        if problem:
            return replace(item, complaint=NOT_SENDABLE.format(problem=problem))
        again = self._aimed(replace(item.call, arguments=arguments), tool, situation)
        edited = item.edited or arguments != item.call.arguments
        again = replace(again, edited=edited, originals=revision.originals)
        if again.verdict.decision is Decision.DENY:
            return again
        try:
            again = self._prepared(turn, again, tool, situation)
        except ToolProblem as error:
            return replace(item, complaint=NOT_SENDABLE.format(problem=error))
        return self._within_budget(again, situation)

    def send(
        self,
        turn: Turn,
        item: Judged,
        proof: RecordedDecision,
        toolbox: Toolbox,
        cancel: Cancel,
        sent: Callable[[str], None],
    ) -> ToolOutput:
        """The answer to a permitted call; `sent` takes the digest of what went out, once that is known.

        Raises ToolProblem, Refused and Cancelled.
        """
        tool = toolbox.remote(item.call.name)
        assert tool is not None
        assert item.preview is not None
        outgoing, arguments = item.preview.outgoing, item.call.arguments
        if not tool.streams:
            incoming = self._egress.send(outgoing, proof, cancel)
            sent(incoming.sent_sha256)
            return tool.interpret(arguments, incoming)

        held = {True: "", False: ""}

        def tell(text: str, thinking: bool) -> None:
            if cancel.is_set():
                raise Cancelled
            whole, held[thinking] = _whole_placeholders(held[thinking] + text)
            emit(whole, thinking)

        def emit(text: str, thinking: bool) -> None:
            if text:
                shown = self._restored(turn, item, text)
                self._emit(CallProgress(turn.turn_id, item.call.id, shown, thinking))

        with closing(self._egress.stream(outgoing, proof, cancel)) as answer:
            sent(answer.head.sent_sha256)
            output = tool.follow(arguments, answer, tell)
        for thinking, rest in held.items():
            emit(rest, thinking)
        return output

    def ask_ahead(
        self,
        item: Judged,
        ahead: Outgoing,
        proof: RecordedDecision,
        toolbox: Toolbox,
        cancel: Cancel,
        sent: Callable[[str], None],
    ) -> None:
        """Send what goes ahead of a permitted call. Raises like `send`.

        A ToolProblem means that the call itself must not go, or that this could not be found out.
        """
        tool = toolbox.remote(item.call.name)
        assert tool is not None
        with closing(self._egress.stream(ahead, proof, cancel)) as answer:
            sent(answer.head.sent_sha256)
            incoming = replace(answer.head, body=b"".join(answer))
        tool.admit(item.call.arguments, incoming)

    def restored(self, turn: Turn, item: Judged, output: ToolOutput) -> ToolOutput:
        """An expert's answer with the originals in the place of the placeholders; it is private then.

        What a page says is left as it is: a placeholder in it was not put there by us.
        """
        content, thinking = (self._restored(turn, item, text) for text in (output.content, output.thinking))
        if (content, thinking) == (output.content, output.thinking):
            return output
        labels = tuple(replace(label, private=True) for label in output.labels)
        return replace(output, content=content, thinking=thinking, labels=labels)

    def _restored(self, turn: Turn, item: Judged, text: str) -> str:
        """What stood in this very request, and nothing within an address: who opens it would send that."""
        if self._redactor is None or item.spec.reach is not Reach.EXPERT:
            return text
        sent = [each.placeholder for each in item.preview.replaced] if item.preview else []
        parts = _ADDRESS.split(text)
        parts[::2] = [self._redactor.restore(part, turn.conversation_id, sent) for part in parts[::2]]
        return "".join(parts)

    def _aimed(self, call: ToolCall, tool: RemoteTool, situation: Situation) -> Judged:
        aim = tool.aim(call.arguments, situation.conversation)
        verdict = judge_aimed(self._gate, call, aim.spec, aim.carried, situation)
        return Judged(call, aim.spec, verdict, carried=aim.carried)

    def _prepared(self, turn: Turn, item: Judged, tool: RemoteTool, situation: Situation) -> Judged:
        """With its exact request, personal data replaced. Raises ToolProblem."""
        preview = self._routed(tool.prepare(item.call.arguments, situation.conversation))
        item = replace(item, preview=preview)
        if preview.outgoing.hosts[1:]:
            item = replace(item, verdict=judge_item(self._gate, item, situation))
        if self._redactor is None:
            return item
        try:
            found = self._redactor.redact(preview.outgoing, turn.conversation_id, item.originals)
        except ToolProblem:
            raise
        except Exception as error:
            raise NotSent(UNSEARCHED) from error
        outgoing, replaced, kept = found
        preview = replace(preview, outgoing=outgoing, replaced=replaced, kept=kept)
        preview = tool.priced(item.call.arguments, preview)
        item = replace(item, preview=preview)
        most, aimed = preview.price_max, item.spec.price_max
        if most is None or aimed is None or most <= aimed:
            return item
        # Placeholders can make it dearer than what a rule or an earlier yes was about.
        item = replace(item, spec=replace(item.spec, price_max=most))
        return replace(item, verdict=judge_item(self._gate, item, situation))

    def _routed(self, preview: Preview) -> Preview:
        proxy = self._proxy()
        if not proxy:
            return preview
        ahead = replace(preview.ahead, proxy=proxy) if preview.ahead else None
        return replace(preview, outgoing=replace(preview.outgoing, proxy=proxy), ahead=ahead)

    def _within_budget(self, item: Judged, situation: Situation) -> Judged:
        assert item.preview is not None
        price, caps = item.preview.price_max, situation.preferences.caps
        refusal = self._budget.reserve(item.call.id, price, caps, situation.spent)
        return item if refusal is None else denied(item, refusal)


def _whole_placeholders(text: str) -> tuple[str, str]:
    """Text that ends within no placeholder, and the rest that may be the beginning of one."""
    begun = max(text.rfind(bracket) for bracket in "[［【")
    cut = begun >= 0 and len(text) - begun < _LONGEST_PLACEHOLDER and not set("]］】") & set(text[begun:])
    return (text[:begun], text[begun:]) if cut else (text, "")


def denied(item: Judged, refusal: Verdict) -> Judged:
    """A call that the budget refuses, whatever was said to it; what it quotes stays known."""
    verdict = replace(item.verdict, decision=refusal.decision, rule=refusal.rule, reason=refusal.reason)
    return replace(item, verdict=verdict, by="rule", scope=Choice.ONCE, grant=None)


def told(item: Judged, content: str) -> str:
    """A result as the model reads it: it is told where the user has changed its call."""
    if not item.edited:
        return content
    arguments = json.dumps(item.call.arguments, ensure_ascii=False)
    return f"{TOLD.format(arguments=arguments)}\n{content}"


def settled(item: Judged, output: ToolOutput) -> str:
    """What the outcome's row says of estimate, cost and tokens; empty where there is nothing to say."""
    words = []
    preview, usage = item.preview, output.usage
    if preview is not None and preview.price_max is not None and (preview.price_max or output.cost):
        least, most = dollars(preview.price_min or 0), dollars(preview.price_max)
        words.append(ESTIMATED.format(least=least, most=most, cost=dollars(output.cost)))
        if output.cost > preview.price_max:
            words.append(ABOVE)
    if usage is not None:
        words.append(COUNTED.format(read=f"{usage.read:,}", written=f"{usage.written:,}"))
    if hidden(item):
        words.append(HIDDEN.format(count=hidden(item)))
    return " ".join(words)


def hidden(item: Judged) -> int:
    """How many originals placeholders stand for in what a call sends."""
    return len(item.preview.replaced) if item.preview else 0


def unpriced(item: Judged, cost: Money) -> bool:
    """True where nobody knows what a call that was sent has cost."""
    return item.preview is not None and item.preview.price_max is None and not cost
