"""A check box that says by a tick, and not by its colour alone, that it is checked."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from app.theme.theme import Theme

TICK = 13
BARE = 22
"""Pixels that a box without a text takes."""


class TickBox(QCheckBox):
    """Draws its own tick in the theme's colour."""

    def __init__(self, theme: Theme, text: str = "") -> None:
        super().__init__(text)
        self._theme = theme
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        return size if self.text() else QSize(BARE, size.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        place = QRect(0, 0, TICK, TICK)
        place.moveCenter(box.center())
        image = self._theme.pixmap("check", "surface", TICK, self.devicePixelRatioF())
        painter = QPainter(self)
        painter.drawPixmap(place, image)
