"""The loop: read the conversation, let the model write, run the calls it asked for, until it answers."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from engine.call_parser import CallParser, Parsed, TextPiece, ThinkingPiece
from engine.cap_notices import CapNotices
from engine.contracts import (
    Cancel,
    Effect,
    Message,
    Preferences,
    Receipt,
    Role,
    ToolCall,
    ToolResult,
    ToolSpec,
)
from engine.dispatch import Dispatcher, Turn, result_message
from engine.errors import Cancelled, UserError
from engine.events import (
    CallRejected,
    ConversationShortened,
    Event,
    ModelLoading,
    ModelReady,
    PromptRead,
    SpentChanged,
    StepStarted,
    TextDelta,
    ThinkingDelta,
    TurnFailed,
    TurnFinished,
    TurnStarted,
)
from engine.ledger.store import Entry, Ledger
from engine.model.port import ContextFull, Finished, ModelInfo, ModelPort, Reading, Text
from engine.policy.gate import Gate, Situation
from engine.policy.preferences import BOUNDS, preference_sentence
from engine.prompt.conversation import CONTEXT, MAX_TOKENS, build_prompt
from engine.store.conversations import ConversationStore
from engine.toolbox import Toolbox

MAX_STEPS = 50
NO_MODEL = ModelInfo("", "", 0, "", "", CONTEXT)
MISS_LIMIT = 4
MOST_SHORTENINGS = 3
SHORTENED = 0.9
"""A conversation that was too long is made this much shorter than what was measured asks for."""
MISS_LIMIT_WITH_A_RESULT = 2
_SAVE_EVERY_S = 1.0
_EMPTY_REMINDER = "You wrote nothing. Answer the request, or call one of the tools."
_FRUITLESS = "The model keeps writing calls that cannot be used."
_REPEATED = "You have made this call before, with this result: {result}\nDo not call it again. Answer now."


@dataclass(frozen=True, slots=True)
class TurnOutcome:
    """The end of a turn, for whoever waits for it. `problem` is empty where there is an answer."""

    turn_id: str
    answer: str
    results: tuple[ToolResult, ...]
    receipt: Receipt
    withheld: tuple[ToolResult, ...] = ()
    stopped: bool = False
    problem: str = ""
    way_out: str = ""


@dataclass(slots=True)
class _State:
    """What a turn gathers while it runs."""

    turn: Turn
    history: list[Message]
    started: float
    model: ModelInfo = NO_MODEL
    results: list[ToolResult] = field(default_factory=list)
    withheld: tuple[ToolResult, ...] = ()
    misses: int = 0
    worked_s: float = 0.0
    """Seconds that the model and the calls took, without those in which somebody was asked."""
    tokens: int = 0
    steps: int = 0
    text: str = ""
    thinking: str = ""
    raw: str = ""
    shortened: int = 0
    room: int = 0
    """Tokens that the conversation is made to fit, where the model's context turned out to hold fewer."""
    reminded: bool = False


class Orchestrator:
    """Runs turns, one at a time. Belongs to the engine thread."""

    def __init__(
        self,
        model: Callable[[], ModelPort],
        toolbox: Callable[[], Toolbox],
        preferences: Callable[[], Preferences],
        gate: Gate,
        dispatcher: Dispatcher,
        ledger: Ledger,
        store: ConversationStore,
        new_id: Callable[[], str],
        emit: Callable[[Event], None],
    ) -> None:
        self._model = model
        self._toolbox = toolbox
        self._preferences = preferences
        self._gate = gate
        self._dispatcher = dispatcher
        self._ledger = ledger
        self._store = store
        self._new_id = new_id
        self._emit = emit
        self._cap_notices = CapNotices(gate, emit)
        self._told_withheld: dict[str, frozenset[tuple[str, str]]] = {}

    def run_turn(self, conversation_id: str, text: str, cancel: Cancel) -> TurnOutcome:
        """Work on one message until it is answered, stopped or failed. The message is stored first."""
        turn = Turn(conversation_id, self._new_id(), cancel)
        message = Message(Role.USER, text)
        history = list(self._store.history(conversation_id))
        self._store.begin_turn(conversation_id, turn.turn_id, message)
        self._emit(TurnStarted(conversation_id, turn.turn_id, message))
        state = _State(turn, [*history, message], time.monotonic())
        try:
            self._ledger.record(
                Entry(kind="event", conversation_id=conversation_id, turn_id=turn.turn_id, tool="turn")
            )
            state.model = self._load()
            answer = self._steps(state)
        except Cancelled:
            answer = Message(Role.ASSISTANT, state.text, thinking=state.thinking)
            return self._finish(state, answer, stopped=True)
        except UserError as error:
            return self._fail(state, error)
        return self._finish(state, answer, stopped=False)

    def _load(self) -> ModelInfo:
        info = self._model().load(lambda fraction: self._emit(ModelLoading("", fraction)))
        self._emit(ModelReady(info))
        return info

    def _steps(self, state: _State) -> Message:
        for step in range(1, MAX_STEPS + 1):
            state.steps = step
            self._emit(StepStarted(state.turn.turn_id, step))
            answer = self._step(state)
            if answer is not None:
                return answer
        raise UserError(
            f"The model has not finished after {MAX_STEPS} steps.",
            "Ask for a smaller part of the work, or try a stronger model.",
        )

    def _step(self, state: _State) -> Message | None:
        """One reading and writing of the model, and its calls; the answer where it made none."""
        toolbox = self._toolbox()
        situation = self._dispatcher.situation(
            state.turn,
            toolbox,
            self._preferences(),
            state.history,
            step=state.steps,
            elapsed_s=state.worked_s,
        )
        if state.steps == 1:
            self._tell_withheld(state, situation)
        self._cap_notices.tell(state.turn.conversation_id, situation, state.results)
        parsed = self._write(state, self._gate.offered(situation), toolbox)
        raw = state.raw if state.raw != parsed.text else ""
        message = Message(Role.ASSISTANT, parsed.text, thinking=parsed.thinking, calls=parsed.calls, raw=raw)
        if not parsed.calls and not parsed.problems:
            if parsed.text.strip():
                return message
            return self._remind(state)
        self._remember(state, message)
        self._reject(state, parsed)
        fresh = [call for call in parsed.calls if not self._answer_repeated(state, call)]
        state.misses = 0 if fresh else state.misses + 1
        if state.misses >= (MISS_LIMIT_WITH_A_RESULT if _found(state) else MISS_LIMIT):
            return self._give_up(state, _FRUITLESS)
        for result in self._dispatcher.run(
            state.turn,
            fresh,
            toolbox,
            self._preferences,
            state.history,
            step=state.steps,
            elapsed_s=state.worked_s,
        ):
            state.results.append(result)
            state.worked_s += result.seconds
            self._store.save_result(state.turn.turn_id, result)
            self._remember(state, result_message(result))
        return None

    def _write(self, state: _State, offered: Sequence[ToolSpec], toolbox: Toolbox) -> Parsed:
        """Let the model write, and tell listeners as it does."""
        state.text = state.thinking = state.raw = ""
        for _ in range(MOST_SHORTENINGS):
            try:
                return self._write_within(state, offered, toolbox)
            except ContextFull as full:
                # The estimate was too low, as it is for tables of numbers.
                context = state.room or state.model.context
                state.room = int(context * SHORTENED * state.model.context / full.tokens)
        return self._write_within(state, offered, toolbox)

    def _write_within(self, state: _State, offered: Sequence[ToolSpec], toolbox: Toolbox) -> Parsed:
        """Let the model write to a prompt that is made to fit the room that there is."""
        turn_id = state.turn.turn_id
        preferences = self._preferences()
        context = state.room or state.model.context
        prompt = build_prompt(
            state.history,
            offered,
            preference_sentence(preferences),
            examples=state.model.needs_examples,
            context=context,
            max_tokens=min(MAX_TOKENS, context // 4),
            thinking_tokens=BOUNDS[preferences.latency].thinking_tokens,
            conversation_id=state.turn.conversation_id,
            turn_id=turn_id,
        )
        if prompt.shortened > state.shortened:
            state.shortened = prompt.shortened
            self._emit(ConversationShortened(turn_id, prompt.shortened))
        parser = CallParser(toolbox.specs(), self._new_id)
        saved = time.monotonic()
        began = pieces = 0.0
        for event in self._model().stream(prompt, state.turn.cancel):
            if isinstance(event, Reading):
                self._emit(PromptRead(turn_id, event.done, event.total))
            elif isinstance(event, Text):
                began = began or time.monotonic()
                pieces += 1
                rate = pieces / max(time.monotonic() - began, 1e-3) if pieces > 4 else 0.0
                self._tell(state, parser, event.text, rate)
                if time.monotonic() - saved > _SAVE_EVERY_S:
                    saved = time.monotonic()
                    self._store.save_partial(turn_id, state.text, state.thinking)
            elif isinstance(event, Finished):
                state.tokens += event.tokens
                state.worked_s += event.reading_s + event.writing_s
        return parser.finish()

    def _tell(self, state: _State, parser: CallParser, chunk: str, rate: float) -> None:
        state.raw += chunk
        for piece in parser.feed(chunk):
            if isinstance(piece, ThinkingPiece):
                state.thinking += piece.text
                self._emit(ThinkingDelta(state.turn.turn_id, piece.text))
            elif isinstance(piece, TextPiece):
                state.text += piece.text
                self._emit(TextDelta(state.turn.turn_id, piece.text, rate))

    def _remind(self, state: _State) -> Message | None:
        """Ask once more after a step that said nothing; give up after the second."""
        if state.reminded:
            return self._give_up(state, "The model wrote nothing.")
        state.reminded = True
        self._remember(state, Message(Role.TOOL, _EMPTY_REMINDER))
        return None

    def _answer_repeated(self, state: _State, call: ToolCall) -> bool:
        """Answer a call from its earlier result where the same call was made in this turn before."""
        for earlier in reversed(state.results):
            if _same_call(earlier.call, call) and not earlier.failed:
                content = _REPEATED.format(result=earlier.content)
                again = ToolResult(call, earlier.verdict, content, ran=False, labels=earlier.labels)
                self._remember(state, result_message(again))
                return True
            if earlier.ran and self._changes_something(earlier.call):
                return False
        return False

    def _changes_something(self, call: ToolCall) -> bool:
        spec = self._toolbox().specs().get(call.name)
        return spec is None or Effect.CHANGES in spec.effects

    def _reject(self, state: _State, parsed: Parsed) -> None:
        """Tell the model what was wrong with its calls."""
        for problem in parsed.problems:
            self._emit(CallRejected(state.turn.turn_id, problem))
            self._remember(state, Message(Role.TOOL, problem))

    def _give_up(self, state: _State, problem: str) -> Message:
        """End with the newest result itself where a tool gave one, for a model that finds no words for it."""
        found = _found(state)
        if not found:
            raise UserError(problem, "Say it in other words, or choose a stronger model under Models.")
        self._emit(TextDelta(state.turn.turn_id, found[-1].content))
        return Message(Role.ASSISTANT, found[-1].content)

    def _tell_withheld(self, state: _State, situation: Situation) -> None:
        """Say once in a conversation, and when it changes, which tools the model does not get and why."""
        kept_back = self._gate.withheld(situation)
        key = frozenset((spec.name, verdict.rule) for spec, verdict in kept_back)
        conversation_id = state.turn.conversation_id
        if key != self._told_withheld.get(conversation_id, frozenset()):
            self._told_withheld[conversation_id] = key
            state.withheld = tuple(self._dispatcher.withhold(state.turn, *pair) for pair in kept_back)
            for result in state.withheld:
                self._store.save_result(state.turn.turn_id, result)

    def _remember(self, state: _State, message: Message) -> None:
        state.history.append(message)
        self._store.append_message(state.turn.turn_id, message)

    def _finish(self, state: _State, answer: Message, stopped: bool) -> TurnOutcome:
        turn = state.turn
        self._store.append_message(turn.turn_id, answer)
        receipt = self._receipt(state)
        self._store.finish_turn(turn.turn_id, receipt)
        self._tell_spent(turn, receipt)
        self._emit(TurnFinished(turn.conversation_id, turn.turn_id, answer, receipt, stopped))
        return TurnOutcome(
            turn.turn_id, answer.content, tuple(state.results), receipt, state.withheld, stopped
        )

    def _fail(self, state: _State, error: UserError) -> TurnOutcome:
        turn = state.turn
        if state.text or state.thinking:
            self._store.append_message(turn.turn_id, Message(Role.ASSISTANT, state.text, state.thinking))
        self._store.fail_turn(turn.turn_id, str(error))
        receipt = self._receipt(state)
        self._tell_spent(turn, receipt)
        self._emit(TurnFailed(turn.conversation_id, turn.turn_id, error.problem, error.way_out))
        return TurnOutcome(
            turn.turn_id,
            state.text,
            tuple(state.results),
            receipt,
            state.withheld,
            problem=error.problem,
            way_out=error.way_out,
        )

    def _tell_spent(self, turn: Turn, receipt: Receipt) -> None:
        if receipt.cost:
            spent = self._ledger.spent(turn.conversation_id, time.time())
            self._emit(SpentChanged(spent.day, spent.month))

    def _receipt(self, state: _State) -> Receipt:
        totals = self._ledger.turn_totals(state.turn.turn_id)
        return Receipt(
            seconds=time.monotonic() - state.started,
            tokens=state.tokens,
            steps=state.steps,
            hosts=totals.hosts,
            bytes_sent=totals.bytes_sent,
            cost=totals.cost,
            denied=totals.denied,
            hidden=sum(result.hidden for result in state.results),
            unpriced=sum(result.unpriced for result in state.results),
        )


def _found(state: _State) -> list[ToolResult]:
    return [result for result in state.results if result.ran and not result.failed]


def _same_call(one: ToolCall, other: ToolCall) -> bool:
    return one.name == other.name and json.dumps(one.arguments, sort_keys=True) == json.dumps(
        other.arguments, sort_keys=True
    )
