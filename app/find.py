"""The line that finds words in the conversation."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from app.theme.theme import Theme
from app.theme.widgets import button, label


class FindBar(QFrame):
    """Asks by `wanted(text, backward)`; Enter goes on, Shift+Enter goes back, Esc closes."""

    wanted = Signal(str, bool)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setProperty("header", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 6, 20, 6)
        row.setSpacing(8)
        self.edit = QLineEdit()
        self.edit.setMaximumWidth(320)
        self.edit.textChanged.connect(lambda text: self.wanted.emit(text, False))
        self.nothing = label("", "caption", "denied")
        self.back_button = button("", "quiet", compact=True)
        self.next_button = button("", "quiet", compact=True)
        self.close_button = button("", "quiet", compact=True)
        self.back_button.clicked.connect(lambda: self.wanted.emit(self.edit.text(), True))
        self.next_button.clicked.connect(lambda: self.wanted.emit(self.edit.text(), False))
        self.close_button.clicked.connect(self.close_bar)
        row.addWidget(self.edit, 1)
        for part in (self.back_button, self.next_button, self.nothing):
            row.addWidget(part)
        row.addStretch()
        row.addWidget(self.close_button)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.hide()

    def open_bar(self) -> None:
        """Show the line, ready to write in."""
        self.show()
        self.edit.setFocus()
        self.edit.selectAll()

    def close_bar(self) -> None:
        """Hide the line and what it marked."""
        if not self.isHidden():
            self.hide()
            self.wanted.emit("", False)
            self.closed.emit()

    def show_result(self, found: bool) -> None:
        """Say whether the words are there."""
        self.nothing.setText("" if found or not self.edit.text() else self.tr("Not in this conversation"))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            backward = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.wanted.emit(self.edit.text(), backward)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._restyle()

    def _restyle(self) -> None:
        self.edit.setPlaceholderText(self.tr("Find in this conversation"))
        self.edit.setAccessibleName(self.tr("Find in this conversation"))
        parts = (
            (self.back_button, "chevron-up", self.tr("Back")),
            (self.next_button, "chevron-down", self.tr("Next")),
            (self.close_button, "x", self.tr("Close")),
        )
        for part, icon, name in parts:
            part.setIcon(self._theme.icon(icon))
            part.setToolTip(name)
            part.setAccessibleName(name)
