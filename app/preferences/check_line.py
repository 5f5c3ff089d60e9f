"""A check box with a sentence beside it that may take several lines; a click on the sentence counts, too."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from app.theme.theme import Theme
from app.theme.widgets import label
from app.tick import TickBox


class CheckLine(QWidget):
    """`box` is the check box; it is named by the sentence, and by the badge where there is one."""

    def __init__(self, theme: Theme, sentence: str, tone: str = "", badge: str = "") -> None:
        super().__init__()
        self.box = TickBox(theme)
        self._badge = badge
        self.sentence = label("", "small", tone, wrap=True)
        self.name(sentence)
        self.sentence.setCursor(Qt.CursorShape.PointingHandCursor)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.box, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.sentence, 1)
        if badge:
            mark = QLabel(badge)
            mark.setTextFormat(Qt.TextFormat.PlainText)
            mark.setProperty("badge", "leaves")
            row.addWidget(mark, 0, Qt.AlignmentFlag.AlignVCenter)

    def name(self, sentence: str) -> None:
        """Say something else beside the box."""
        self.sentence.setText(sentence)
        self.box.setAccessibleName(f"{sentence}, {self._badge}" if self._badge else sentence)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.setAccepted(event.button() is Qt.MouseButton.LeftButton)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.box.click()
