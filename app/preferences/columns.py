"""Cards in two columns that scroll by themselves, or in one where there is no room for two."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.scroll import ScrollColumn

NARROW = 780
MARGIN = 20
LEFT_WIDTH = 444
WIDEST = 16_777_215


class Columns(QWidget):
    """`places` says after how many other cards each card of the right one stands in a single column."""

    def __init__(self, left: Sequence[QWidget], right: Sequence[QWidget], places: Sequence[int]) -> None:
        super().__init__()
        self._others, self._places = tuple(right), tuple(places)
        self._narrow = False
        self._grown: QWidget = self
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.timeout.connect(self._show_grown)
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        self.left = ScrollColumn((0, 20, 12, 24), 14)
        self.right = ScrollColumn((0, 20, 12, 24), 14)
        self.left.setFixedWidth(LEFT_WIDTH)
        row.addWidget(self.left)
        row.addWidget(self.right, 1)
        for column, cards in ((self.left, left), (self.right, right)):
            for card in cards:
                column.column.addWidget(card)
            column.column.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() < NARROW) is not self._narrow:
            self._narrow = not self._narrow
            self._place()

    def show_card(self, card: QWidget) -> None:
        """Scroll to a card, in whichever column it stands."""
        column = self.left if self.left.isAncestorOf(card) else self.right
        column.ensureWidgetVisible(card, 0, 20)

    def reveal(self, card: QWidget) -> None:
        """Scroll, once it is laid out, to the end of a card that has grown; to its top where it is taller."""
        self._grown = card
        self._late.start()

    def _show_grown(self) -> None:
        card = self._grown
        column = self.left if self.left.isAncestorOf(card) else self.right
        if not column.isAncestorOf(card):
            return
        column.column.activate()
        bar = column.verticalScrollBar()
        top = card.mapTo(column.viewport(), QPoint(0, 0)).y() + bar.value()
        low = top + card.height() + MARGIN - column.viewport().height()
        bar.setValue(min(max(bar.value(), low), top - MARGIN))

    def _place(self) -> None:
        if self._narrow:
            self.left.setMinimumWidth(0)
            self.left.setMaximumWidth(WIDEST)
            for place, card in zip(self._places, self._others, strict=True):
                self.left.column.insertWidget(place, card)
        else:
            self.left.setFixedWidth(LEFT_WIDTH)
            for number, card in enumerate(self._others):
                self.right.column.insertWidget(number, card)
        self.right.setVisible(not self._narrow)
