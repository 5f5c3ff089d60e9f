"""How a row of the table is drawn: flat, one line under it, its focus visible."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from app.activity.table_model import ICON_SIZE, CallTable, Column
from app.theme.theme import Theme

ROW_HEIGHT = 39
DAY_HEIGHT = 34
PADDING = 12
GAP = 8


class RowDelegate(QStyledItemDelegate):
    """Draws cells of a CallTable."""

    def __init__(self, theme: Theme, table: QTableView, parent: QObject | None = None) -> None:
        super().__init__(parent or table)
        self._theme = theme
        self._table = table

    def sizeHint(self, _option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        model = index.model()
        is_day = isinstance(model, CallTable) and model.record(index.row()) is None
        return QSize(self.width_of(index), DAY_HEIGHT if is_day else ROW_HEIGHT)

    def width_of(self, index: QModelIndex | QPersistentModelIndex) -> int:
        """The width in pixels that the cell needs to show its whole text."""
        text = str(index.data() or "")
        icon = ICON_SIZE + GAP if index.column() == Column.TOOL else 0
        return self._table.fontMetrics().horizontalAdvance(text) + 2 * PADDING + icon + 2

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        rect = QRect(option.rect)
        state = option.state
        model = index.model()
        is_day = isinstance(model, CallTable) and model.record(index.row()) is None
        painter.save()
        if is_day:
            painter.fillRect(rect, self._theme.color("background"))
        elif state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, self._theme.color("sunken"))
        painter.setPen(QPen(self._theme.color("line")))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if self._table.hasFocus() and index.row() == self._table.currentIndex().row() and not is_day:
            self._mark_focus(painter, rect, index.column())
        self._draw_content(painter, rect, index, is_day)
        painter.restore()

    def _mark_focus(self, painter: QPainter, rect: QRect, column: int) -> None:
        if column == 0:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), self._theme.color("focus"))

    def _draw_content(
        self,
        painter: QPainter,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        is_day: bool,
    ) -> None:
        inner = rect.adjusted(PADDING, 0, -PADDING, -1)
        icon = index.data(Qt.ItemDataRole.DecorationRole)
        if isinstance(icon, QIcon):
            box = QRect(inner.left(), inner.center().y() - ICON_SIZE // 2 + 1, ICON_SIZE, ICON_SIZE)
            icon.paint(painter, box)
            inner.setLeft(box.right() + 1 + GAP)
        colour = index.data(Qt.ItemDataRole.ForegroundRole)
        if isinstance(colour, QColor):
            painter.setPen(colour)
        font = self._theme.font("caption", "medium") if is_day else self._theme.font("small")
        painter.setFont(font)
        alignment = index.data(Qt.ItemDataRole.TextAlignmentRole)
        text = painter.fontMetrics().elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, max(inner.width(), 0)
        )
        painter.drawText(inner, int(alignment) | Qt.TextFlag.TextSingleLine, text)
