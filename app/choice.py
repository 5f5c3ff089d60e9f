"""A box to choose one of a few words from."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox

from app.theme.theme import Theme

ARROW = 14
EDGE = 10


class ChoiceBox(QComboBox):
    """Draws its own arrow in the theme's colour. The wheel scrolls past it and changes nothing."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        image = self._theme.pixmap("chevron-down", "ink_secondary", ARROW, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - ARROW - EDGE, (self.height() - ARROW) // 2, image)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
