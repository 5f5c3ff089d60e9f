"""The small parts of a call's detail: headings over values, and sentences with an icon."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout

from app.theme.theme import Theme
from app.theme.widgets import IconLabel, label, set_look

BREAK = "\u200b"
LINE_HEIGHT = 20
"""Pixels of a value's line: Chinese and Latin text, of unlike height, then stand on one base line."""


class ItemFields(QFrame):
    """Headings over values, side by side, parted by thin lines; in rows of two where it is narrow."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        super().__init__()
        self._cells = [self._cell(heading, value) for heading, value in fields]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._columns = 0
        self._arrange(len(self._cells))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(len(self._cells) if self.width() >= len(self._cells) * 118 else 2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, cell in enumerate(self._cells):
            set_look(cell, "cell", "inner" if number % columns else "first")
            self._grid.addWidget(cell, number // columns, number % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 3 if column == 0 else 2)

    @staticmethod
    def _cell(heading: str, value: str) -> QFrame:
        cell = QFrame()
        box = QVBoxLayout(cell)
        box.setContentsMargins(18, 9, 8, 9)
        box.setSpacing(1)
        box.addWidget(label(heading, "caption", "tertiary"))
        shown = label(
            value.replace(".", "." + BREAK) if " " not in value else value, "small-strong", wrap=True
        )
        shown.setAccessibleName(f"{heading}: {value}")
        shown.setMinimumHeight(LINE_HEIGHT)
        box.addWidget(shown)
        box.addStretch()
        return cell


def label_line(theme: Theme, icon: str, sentence: str, tone: str = "leaves") -> QHBoxLayout:
    """A sentence about a payload, with its icon in the colour of `tone`, or quiet where that is empty."""
    line = QHBoxLayout()
    line.setSpacing(7)
    line.addWidget(IconLabel(theme, icon, tone or "ink_secondary"), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(label(sentence, "small", tone or "secondary", wrap=True), 1)
    return line
