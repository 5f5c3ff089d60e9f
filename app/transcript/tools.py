"""One card for the tools of a step, one line for each call; a line opens to what went in and came out."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.consent.payload import arguments_text
from app.consent.view import PayloadView
from app.engine_words import in_words
from app.theme.plain import one_line, visible
from app.theme.theme import Theme
from app.theme.widgets import ElidedLabel, IconLabel, label, rule
from app.transcript import words
from app.transcript.parts import LiveAnswer, ThinkingFold
from engine.contracts import Decision, ToolCall, ToolResult, Verdict

RESULT_LIMIT = 200_000
ICONS = {
    "calculator": "calculator",
    "run_python": "calculator",
    "date_time": "clock",
    "now": "clock",
    "time": "clock",
    "notes": "note",
}
PARTS = (
    ("note", "note"),
    ("file", "file"),
    ("folder", "folder"),
    ("time", "clock"),
    ("date", "clock"),
    ("web", "external"),
    ("page", "external"),
    ("expert", "external"),
)


def icon_of(name: str) -> str:
    """The icon for a tool, by its name."""
    if name in ICONS:
        return ICONS[name]
    return next((icon for part, icon in PARTS if part in name), "box")


class ToolLine(QFrame):
    """One call, from its judgement to its end. Enter, Space or a click opens it."""

    toggled = Signal(bool)

    def __init__(self, theme: Theme, call: ToolCall) -> None:
        super().__init__()
        self._theme, self._call = theme, call
        self._result: ToolResult | None = None
        self._verdict: Verdict | None = None
        self._asked_by = self._ended_by = ""
        self._detail: QWidget | None = None
        self.live: LiveAnswer | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("line", True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        row = QHBoxLayout()
        row.setContentsMargins(14, 9, 14, 9)
        row.setSpacing(10)
        self.icon = IconLabel(theme, icon_of(call.name), "ink_secondary")
        self.name = label(one_line(call.name, 60), "small-strong")
        self.arguments = ElidedLabel(words.arguments_words(call.arguments))
        self.outcome = label("", "caption", "tertiary")
        self.state = IconLabel(theme, "clock", "ink_tertiary")
        for widget in (self.icon, self.name):
            row.addWidget(widget)
        row.addWidget(self.arguments, 1)
        row.addWidget(self.outcome)
        row.addWidget(self.state)
        self._box.addLayout(row)
        self._say(self.tr("waits"))

    @property
    def detail(self) -> QWidget | None:
        """The opened part, once it has been opened."""
        return self._detail

    def show_call(self, call: ToolCall) -> None:
        """Show the call as it is now: the user may have changed its arguments."""
        if call == self._call:
            return
        self._call = call
        self.arguments.set_text(words.arguments_words(call.arguments))
        self.setAccessibleDescription(self.arguments.full_text)
        self._fill_again()

    def answered(self, by: str) -> None:
        """Whose answer ended the question about the call, with a no."""
        self._ended_by = by

    def judge(self, verdict: Verdict) -> None:
        """Show the gate's answer."""
        self._verdict = verdict
        if verdict.decision is Decision.DENY:
            self._mark("x", "denied")
            self._say(words.verdict_words(verdict, self._by(verdict)))
        elif verdict.decision is Decision.ASK:
            self._asked_by, self._ended_by = verdict.rule, ""
            self._mark("shield-question", "leaves")
            self._say(self.tr("asks you"))
        else:
            self._mark("clock", "ink_tertiary")
            self._say(self.tr("waits"))

    def start(self) -> None:
        """Show that it runs."""
        self._mark("clock", "ink_secondary")
        self._say(self.tr("running"))

    def progress(self, text: str, *, thinking: bool) -> None:
        """Show more of the answer to the call, or of the thinking before it, as it comes."""
        if self._result is not None or not text:
            return
        if self.live is None:
            self.live = LiveAnswer(self._theme)
            self._box.addWidget(self.live)
            self.live.show()
        self.live.append_piece(text, thinking=thinking)
        self._say(self.tr("thinks") if thinking else self.tr("answers"))

    def finish(self, result: ToolResult) -> None:
        """Show how it ended. What came piece by piece makes room for the whole of it, in the detail."""
        self._result = result
        self.show_call(result.call)
        if self.live is not None:
            self._box.removeWidget(self.live)
            self.live.hide()
            self.live.deleteLater()
            self.live = None
        away = bool(result.host)
        if result.failed:
            self._mark("warning", "leaves")
        elif not result.ran:
            self._mark("x", "denied")
        else:
            self._mark("check", "leaves" if away else "local")
        self.icon.show_icon("external" if away else icon_of(self._call.name), self._reach_color(result))
        self._say(words.result_words(result, self._by(result.verdict)))
        self._fill_again()

    def open_or_close(self) -> None:
        """Unfold the arguments and the result in full, or fold them away."""
        if self._detail is not None and not self._detail.isHidden():
            self._box.removeWidget(self._detail)
            self._detail.hide()
            self._detail.deleteLater()
            self._detail = None
            self.toggled.emit(False)
            return
        self._detail = self._build_detail()
        self._box.addWidget(self._detail)
        self._detail.show()
        self.toggled.emit(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.open_or_close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.open_or_close()
        else:
            super().keyPressEvent(event)

    def _by(self, verdict: Verdict) -> str:
        """Who ended the question, where the verdict is that of the rule which asked it."""
        return self._ended_by if verdict.rule == self._asked_by else ""

    def _fill_again(self) -> None:
        if self._detail is not None and not self._detail.isHidden():
            self.open_or_close()
            self.open_or_close()

    def _build_detail(self) -> QWidget:
        detail = QWidget()
        box = QVBoxLayout(detail)
        box.setContentsMargins(40, 0, 14, 12)
        box.setSpacing(4)
        shown = [(self.tr("Arguments"), arguments_text(self._call.arguments) or self.tr("(none)"))]
        result = self._result
        verdict = result.verdict if result is not None else self._verdict
        refused = verdict is not None and verdict.decision is Decision.DENY
        if verdict is not None and (refused or result is None):
            shown.append((self.tr("Decision"), one_line(in_words(verdict.reason), 600)))
        if result is not None:
            heading = self.tr("What the model was told") if refused else self.tr("Result")
            shown.append((heading, visible(result.content[: RESULT_LIMIT + 1])))
        for heading, text in shown:
            if result is not None and heading == shown[-1][0]:
                self._add_expert_parts(box, result)
            box.addWidget(label(heading, "caption", "tertiary"))
            view = PayloadView(self._theme)
            view.setAccessibleName(heading)
            cut = "\n" + self.tr("… cut here") if len(text) > RESULT_LIMIT else ""
            view.show_text(text[:RESULT_LIMIT] + cut)
            box.addWidget(view)
        return detail

    def _add_expert_parts(self, box: QVBoxLayout, result: ToolResult) -> None:
        """What an expert thought, folded away, and what it counted and cost."""
        spent = words.spent_words(result)
        if spent:
            box.addWidget(label(spent, "caption", "secondary", wrap=True))
        if result.thinking.strip():
            fold = ThinkingFold(self._theme)
            fold.append_piece(result.thinking[:RESULT_LIMIT])
            fold.finish(timed=False)
            box.addWidget(fold)

    @staticmethod
    def _reach_color(result: ToolResult) -> str:
        if not result.ran:
            return "ink_secondary" if result.failed else "denied"
        return "leaves" if result.host else "local"

    def _mark(self, icon: str, color: str) -> None:
        self.state.show_icon(icon, color)

    def _say(self, text: str) -> None:
        self.outcome.setText(text)
        self.outcome.setToolTip("")
        self.setAccessibleName(f"{self.name.text()}: {text}")
        self.setAccessibleDescription(self.arguments.full_text)


class ToolCard(QFrame):
    """The calls of one step."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._lines: dict[str, ToolLine] = {}
        self.setProperty("card", True)
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 1, 1, 1)
        self._box.setSpacing(0)

    @property
    def lines(self) -> dict[str, ToolLine]:
        """The lines by the id of their call."""
        return self._lines

    def line(self, call: ToolCall) -> ToolLine:
        """The line of a call, which shows it as it is now; a new one where there was none."""
        if call.id not in self._lines:
            if self._lines:
                self._box.addWidget(rule())
            self._lines[call.id] = ToolLine(self._theme, call)
            self._box.addWidget(self._lines[call.id])
        self._lines[call.id].show_call(call)
        return self._lines[call.id]
