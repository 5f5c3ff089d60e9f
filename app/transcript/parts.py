"""The small parts of a turn: the user's bubble, folded thinking, the problem card, the receipt."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.consent.view import PayloadView
from app.engine_words import in_words
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label, put_icon
from app.transcript import words
from engine.contracts import Receipt

BUBBLE_MAX = 560
LIVE_MOST = 200_000
"""Characters of an answer that are shown while it comes."""


class UserBubble(QWidget):
    """What the user wrote, to the right, exactly as written."""

    def __init__(self, text: str) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch()
        self.bubble = QFrame()
        self.bubble.setProperty("bubble", True)
        box = QVBoxLayout(self.bubble)
        box.setContentsMargins(16, 10, 16, 10)
        self.text = label(visible(text), wrap=True, select=True)
        self.text.setAccessibleName(self.tr("You: {text}").format(text=text))
        box.addWidget(self.text)
        row.addWidget(self.bubble)
        self._fit(BUBBLE_MAX)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit(min(BUBBLE_MAX, self.width() - 40))

    def _fit(self, limit: int) -> None:
        inner = limit - 32
        flags = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
        metrics = self.text.fontMetrics()
        widest = (
            max((metrics.horizontalAdvance(line) for line in self.text.text().split("\n")), default=0) + 2
        )
        width = max(8, min(inner, widest))
        self.text.setFixedWidth(width)
        height = metrics.boundingRect(0, 0, width, 1_000_000, flags.value, self.text.text()).height()
        self.text.setFixedHeight(max(height, self.text.heightForWidth(width)))


class ThinkingFold(QWidget):
    """The model's thinking, folded to `Thought for 6 s`; a click opens it."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._pieces: list[str] = []
        self._begun = time.monotonic()
        self._view: PayloadView | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(6)
        self.toggle = button(self.tr("Thinking…"), "fold")
        self.toggle.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.toggle.clicked.connect(self.open_or_close)
        self._box.addWidget(self.toggle)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def text(self) -> str:
        """The thinking so far."""
        return "".join(self._pieces)

    @property
    def is_open(self) -> bool:
        """True while the thinking can be read."""
        return self._view is not None

    def append_piece(self, piece: str) -> None:
        """Add a piece of the stream."""
        self._pieces.append(piece)
        if self._view is not None:
            self._view.show_text(visible(self.text.strip()))

    def finish(self, *, timed: bool = True) -> None:
        """The thinking is over. `timed` is False for a stored one, whose time is not known."""
        if not timed:
            self.toggle.setText(self.tr("Thought"))
            return
        seconds = max(1, round(time.monotonic() - self._begun))
        self.toggle.setText(self.tr("Thought for {n} s").format(n=seconds))

    def open_or_close(self) -> None:
        """Unfold the thinking, or fold it away."""
        if self._view is not None:
            self._box.removeWidget(self._view)
            self._view.hide()
            self._view.deleteLater()
            self._view = None
        else:
            self._view = PayloadView(self._theme)
            self._view.setFont(self._theme.font("small"))
            self._view.setAccessibleName(self.tr("Thinking"))
            self._view.show_text(visible(self.text.strip()))
            self._box.addWidget(self._view)
            self._view.show()
        self._restyle()

    def _restyle(self) -> None:
        put_icon(
            self.toggle, self._theme, "chevron-down" if self.is_open else "chevron-right", "ink_tertiary"
        )


class LiveAnswer(QWidget):
    """What somebody elsewhere answers, as it comes: the thinking folded away, and the text below."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._length = 0
        self.thinking: ThinkingFold | None = None
        self.text: PayloadView | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(40, 0, 14, 12)
        self._box.setSpacing(6)

    def append_piece(self, piece: str, *, thinking: bool) -> None:
        """Add a piece of the stream."""
        if thinking:
            if self.thinking is None:
                self.thinking = ThinkingFold(self._theme)
                self._box.insertWidget(0, self.thinking)
            self.thinking.append_piece(piece)
            return
        if self.text is None:
            if self.thinking is not None:
                self.thinking.finish()
            self.text = PayloadView(self._theme)
            self.text.setFont(self._theme.font("small"))
            self.text.setAccessibleName(self.tr("The answer so far"))
            self._box.addWidget(self.text)
            self.text.show()
        room = LIVE_MOST - self._length
        self._length += len(piece)
        if room > 0:
            self.text.append_text(visible(piece[:room]))


class ProblemCard(QFrame):
    """What went wrong, the way out, and a button where there is something to press."""

    pressed = Signal()

    def __init__(self, theme: Theme, problem: str, way_out: str, action: str = "") -> None:
        super().__init__()
        self.setProperty("card", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 13, 16, 13)
        row.setSpacing(12)
        row.addWidget(IconLabel(theme, "warning", "denied", 18), 0, Qt.AlignmentFlag.AlignTop)
        text = QVBoxLayout()
        text.setSpacing(2)
        self.problem = label(in_words(visible(problem)), "small-strong", wrap=True, select=True)
        self.way_out = label(in_words(visible(way_out)), "small", "secondary", wrap=True, select=True)
        text.addWidget(self.problem)
        text.addWidget(self.way_out)
        row.addLayout(text, 1)
        self.action = button(action, compact=True)
        self.action.clicked.connect(self.pressed)
        row.addWidget(self.action, 0, Qt.AlignmentFlag.AlignVCenter)
        # Not before they lie in the card: without a parent they would show as windows of their own.
        self.way_out.setVisible(bool(way_out))
        self.action.setVisible(bool(action))
        self.setAccessibleName(f"{self.problem.text()} {self.way_out.text()}".strip())


class ReceiptLine(QWidget):
    """The quiet line under an answer; a click opens its ledger rows."""

    pressed = Signal()

    def __init__(self, theme: Theme, receipt: Receipt, detail: str = "") -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        away = bool(receipt.hosts)
        row.addWidget(IconLabel(theme, "external" if away else "home", "leaves" if away else "local"))
        text = words.receipt_words(receipt) + (f" · {detail}" if detail else "")
        self.line = button(text, "fold")
        self.line.setToolTip(self.tr("Show these calls in Activity"))
        self.line.clicked.connect(self.pressed)
        row.addWidget(self.line)
        row.addStretch()
