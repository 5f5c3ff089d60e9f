"""One turn: the user's message, and everything that happened until its answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.engine_words import in_words
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import label
from app.transcript import words
from app.transcript.answer import AnswerView
from app.transcript.parts import ProblemCard, ReceiptLine, ThinkingFold, UserBubble
from app.transcript.tools import ToolCard
from engine.contracts import Answer, Choice, Message, Question, Receipt, Role, ToolCall
from engine.events import (
    CallFinished,
    CallJudged,
    CallProgress,
    CallRejected,
    CallStarted,
    ConversationShortened,
    PromptRead,
    StepStarted,
    StoredTurn,
    TextDelta,
    ThinkingDelta,
    TurnFailed,
    TurnFinished,
)

_SCOPES = tuple(Choice)

PartWidget = ThinkingFold | ToolCard | AnswerView


class TurnView(QWidget):
    """Grows by the events of its turn. It knows nothing of other turns."""

    again = Signal(str)
    receipt_pressed = Signal(str)
    link_clicked = Signal(str)
    grown = Signal()

    def __init__(self, theme: Theme, turn_id: str) -> None:
        super().__init__()
        self._theme = theme
        self.turn_id = turn_id
        self._said = ""
        self._approved = Choice.DENY
        self._shortened: QLabel | None = None
        self._thinking: ThinkingFold | None = None
        self._tools: ToolCard | None = None
        self._answer: AnswerView | None = None
        self._lines: dict[str, ToolCard] = {}
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)
        self._outer.setSpacing(14)
        self._box = QVBoxLayout()
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(8)
        self._outer.addLayout(self._box)
        self.status = label("", "caption", "tertiary")
        self.status.hide()
        self._outer.addWidget(self.status)

    @property
    def said(self) -> str:
        """What the user wrote in this turn."""
        return self._said

    def show_message(self, message: Message) -> None:
        """Show the user's message."""
        self._said = message.content
        self._outer.insertWidget(0, UserBubble(message.content))

    def show_stored(self, turn: StoredTurn) -> None:
        """Show a turn that was stored, with the widgets of a live one."""
        results = {result.call.id: result for result in turn.results}
        for message in turn.messages:
            if message.role is Role.USER:
                self.show_message(message)
            elif message.role is Role.ASSISTANT:
                self._show_assistant(message)
                for call in message.calls:
                    line = self._card(call).line(call)
                    if call.id in results:
                        line.finish(results[call.id])
                self._new_step()
        if turn.problem:
            self._show_problem(turn.problem, "")
        if turn.receipt is not None:
            self._show_receipt(turn.receipt)

    def on_event(self, event: object) -> None:
        """Take one event of this turn."""
        if isinstance(event, StepStarted):
            self._new_step()
        elif isinstance(event, PromptRead):
            self._show_status(
                words.reading_words(event.done, event.total) if event.done < event.total else ""
            )
        elif isinstance(event, ThinkingDelta):
            self._on_thinking(event.text)
        elif isinstance(event, TextDelta):
            self._on_text(event.text)
        elif isinstance(event, ConversationShortened):
            self._on_shortened(event.messages)
        elif isinstance(event, TurnFinished):
            self._on_finished(event)
        elif isinstance(event, TurnFailed):
            self._settle()
            self._show_problem(event.problem, event.way_out)
        else:
            self._on_call(event)

    def on_answer(self, question: Question, answer: Answer) -> None:
        """Remember for the receipt that the user agreed to something, and who refused which calls."""
        self._approved = max(self._approved, answer.choice, key=_SCOPES.index)
        for item in question.items:
            card = self._lines.get(item.call.id)
            refused = answer.choice is Choice.DENY or item.call.id in answer.declined
            if card is not None and refused and not answer.revisions:
                card.lines[item.call.id].answered(answer.by)

    def _on_call(self, event: object) -> None:
        self._end_thinking()
        self._show_status("")
        if isinstance(event, CallJudged):
            self._card(event.call).line(event.call).judge(event.verdict)
        elif isinstance(event, CallStarted):
            self._card(event.call).line(event.call).start()
        elif isinstance(event, CallProgress):
            card = self._lines.get(event.call_id)
            if card is not None:
                card.lines[event.call_id].progress(event.text, thinking=event.thinking)
                self.grown.emit()
        elif isinstance(event, CallFinished):
            call = event.result.call
            self._card(call).line(call).finish(event.result)
        elif isinstance(event, CallRejected):
            text = self.tr("A call was not valid and did not run: {problem}")
            text = text.format(problem=one_line(in_words(event.problem), 240))
            self._add(label(text, "caption", "tertiary", wrap=True))

    def _on_shortened(self, messages: int) -> None:
        """Say in one line, which is brought up to date, that the model no longer reads everything."""
        if self._shortened is None:
            self._shortened = label("", "caption", "tertiary", wrap=True)
            self._add(self._shortened)
        words = self.tr(
            "The conversation is longer than the model can read. Results and messages left out this time, "
            "oldest first: {count}. Nothing was deleted."
        )
        self._shortened.setText(words.format(count=messages))

    def _on_thinking(self, text: str) -> None:
        self._show_status("")
        if self._thinking is None:
            if not text.strip():
                return
            self._thinking = ThinkingFold(self._theme)
            self._add(self._thinking)
        self._thinking.append_piece(text)

    def _on_text(self, text: str) -> None:
        self._show_status("")
        if self._answer is None:
            if not text.strip():
                return
            self._end_thinking()
            self._answer = self._new_answer()
            text = text.lstrip()
        self._answer.append_piece(text)

    def _on_finished(self, event: TurnFinished) -> None:
        answer = event.answer.content.strip()
        if answer and self._answer is None:
            self._answer = self._new_answer()
        if self._answer is not None:
            self._answer.finish(answer or self._answer.source)
        self._settle()
        if event.stopped:
            self._add(label(self.tr("Stopped by you"), "caption", "tertiary"))
        self._show_receipt(event.receipt)

    def _settle(self) -> None:
        self._end_thinking()
        self._show_status("")
        if self._answer is not None:
            self._answer.finish(self._answer.source)

    def _show_assistant(self, message: Message) -> None:
        if message.thinking.strip():
            fold = ThinkingFold(self._theme)
            fold.append_piece(message.thinking)
            fold.finish(timed=False)
            self._add(fold)
        if message.content.strip():
            self._new_answer().finish(message.content.strip())

    def _new_answer(self) -> AnswerView:
        answer = AnswerView(self._theme)
        answer.link_clicked.connect(self.link_clicked)
        self._add(answer)
        return answer

    def _new_step(self) -> None:
        self._end_thinking()
        if self._answer is not None:
            self._answer.finish(self._answer.source)
        self._thinking = self._tools = self._answer = None

    def _end_thinking(self) -> None:
        if self._thinking is not None:
            self._thinking.finish()
            self._thinking = None

    def _card(self, call: ToolCall) -> ToolCard:
        if call.id not in self._lines:
            if self._tools is None:
                self._tools = ToolCard(self._theme)
                self._add(self._tools)
            self._lines[call.id] = self._tools
        return self._lines[call.id]

    def _show_problem(self, problem: str, way_out: str) -> None:
        card = ProblemCard(self._theme, problem, way_out, self.tr("Try again") if self._said else "")
        card.pressed.connect(lambda: self.again.emit(self._said))
        self._add(card)

    def _show_receipt(self, receipt: Receipt) -> None:
        line = ReceiptLine(self._theme, receipt, self._approved_words() if receipt.hosts else "")
        line.pressed.connect(lambda: self.receipt_pressed.emit(self.turn_id))
        self._add(line)

    def _approved_words(self) -> str:
        return {
            Choice.DENY: "",
            Choice.ONCE: self.tr("approved once"),
            Choice.FILE: self.tr("approved for this file"),
            Choice.ANSWER: self.tr("approved for this answer"),
            Choice.CONVERSATION: self.tr("approved for this conversation"),
            Choice.HOUR: self.tr("approved for one hour"),
            Choice.HOST: self.tr("approved for this host until Sordino ends"),
            Choice.ALWAYS: self.tr("approved until revoked"),
        }[self._approved]

    def _show_status(self, text: str) -> None:
        self.status.setText(text)
        self.status.setVisible(bool(text))

    def _add(self, widget: PartWidget | QLabel | ProblemCard | ReceiptLine) -> None:
        self._box.addWidget(widget)
        self.grown.emit()
