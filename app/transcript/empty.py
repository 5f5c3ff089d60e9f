"""What a new conversation shows: three things to try that work offline, and what the pill means."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.theme.widgets import IconLabel, label


class PromptCard(QFrame):
    """A prompt to try; a click, Enter or Space takes it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, icon: str, title: str, prompt: str) -> None:
        super().__init__()
        self._prompt = prompt
        self.setProperty("card", "hover")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(f"{title}: {prompt}")
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(6)
        box.addWidget(IconLabel(theme, icon, "local", 18))
        box.addWidget(label(title, "small-strong"))
        box.addWidget(label(prompt, "small", "secondary", wrap=True))
        box.addStretch()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._prompt)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._prompt)
        else:
            super().keyPressEvent(event)


class EmptyState(QWidget):
    """Shown while a conversation has no turn."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 56, 0, 24)
        box.setSpacing(8)
        box.addWidget(IconLabel(theme, "logo", "local", 36))
        box.addSpacing(4)
        box.addWidget(label(self.tr("What shall we work on?"), "figure"))
        sentence = self.tr(
            "The model runs on this computer. The pill above always says what may leave it: at "
            "“Ask before cloud” you see every byte first, and say yes or no."
        )
        box.addWidget(label(sentence, "body", "secondary", wrap=True))
        box.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.cards = [PromptCard(theme, *texts) for texts in self._prompts()]
        for card in self.cards:
            card.chosen.connect(self.chosen)
            row.addWidget(card, 1)
        box.addLayout(row)
        box.addSpacing(2)
        box.addWidget(label(self.tr("These three work offline."), "caption", "tertiary"))
        box.addStretch()

    def _prompts(self) -> tuple[tuple[str, str, str], ...]:
        return (
            (
                "calculator",
                self.tr("Work something out"),
                self.tr("What is 17.5 % of 2,340, and what remains?"),
            ),
            ("clock", self.tr("Ask for the time"), self.tr("What time is it now in Taipei and in London?")),
            ("note", self.tr("Keep a note"), self.tr("Write a note: the lease ends on 30 June.")),
        )
