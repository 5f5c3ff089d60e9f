"""What a new conversation shows: three things to try that work offline, and what the pill means."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.theme.widgets import IconLabel, label


class PromptCard(QFrame):
    """A prompt to try; a click, Enter or Space takes it."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, icon: str) -> None:
        super().__init__()
        self.setProperty("card", "hover")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = label("", "small-strong")
        self._prompt = label("", "small", "secondary", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 14, 16, 14)
        box.setSpacing(6)
        box.addWidget(IconLabel(theme, icon, "local", 18))
        box.addWidget(self._title)
        box.addWidget(self._prompt)
        box.addStretch()

    def set_texts(self, title: str, prompt: str) -> None:
        """Show another title and prompt."""
        self._title.setText(title)
        self._prompt.setText(prompt)
        self.setAccessibleName(f"{title}: {prompt}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit(self._prompt.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit(self._prompt.text())
        else:
            super().keyPressEvent(event)


class EmptyState(QWidget):
    """Shown while a conversation has no turn."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._heading = label("", "figure")
        self._sentence = label("", "body", "secondary", wrap=True)
        self._footnote = label("", "caption", "tertiary")
        self.cards = [PromptCard(theme, icon) for icon in ("calculator", "clock", "note")]
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 56, 0, 24)
        box.setSpacing(8)
        box.addWidget(IconLabel(theme, "logo", "local", 36))
        box.addSpacing(4)
        box.addWidget(self._heading)
        box.addWidget(self._sentence)
        box.addSpacing(14)
        row = QHBoxLayout()
        row.setSpacing(12)
        for card in self.cards:
            card.chosen.connect(self.chosen)
            row.addWidget(card, 1)
        box.addLayout(row)
        box.addSpacing(2)
        box.addWidget(self._footnote)
        box.addStretch()
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self._heading.setText(self.tr("What shall we work on?"))
        self._sentence.setText(
            self.tr(
                "The pill above always says what may leave this computer: at “Ask before cloud” you see "
                "each request first, and say yes or no."
            )
        )
        self._footnote.setText(self.tr("These three need no tool that leaves this computer."))
        texts = (
            (self.tr("Work something out"), self.tr("What is 17.5 % of 2,340, and what remains?")),
            (self.tr("Ask for the time"), self.tr("What time is it now in Taipei and in London?")),
            (self.tr("Keep a note"), self.tr("Write a note: the lease ends on 30 June.")),
        )
        for card, (title, prompt) in zip(self.cards, texts, strict=True):
            card.set_texts(title, prompt)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
