"""The left edge: a new chat, the conversations by age with a filter, and the pages."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QMessageBox,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label, put_icon
from engine.events import ConversationSummary

ID = Qt.ItemDataRole.UserRole
PAGES = (("activity", "activity"), ("models", "box"), ("preferences", "sliders"))
Index = QModelIndex | QPersistentModelIndex


def age_group(updated: float, now: float) -> int:
    """0 for today, 1 for the six days before, 2 for earlier; in the user's own time zone."""
    midnight = datetime.fromtimestamp(now).astimezone().replace(hour=0, minute=0, second=0, microsecond=0)
    if updated >= midnight.timestamp():
        return 0
    return 1 if updated >= (midnight - timedelta(days=6)).timestamp() else 2


class RowDelegate(QStyledItemDelegate):
    """Draws group headings small and conversations as rows with round corners."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, 34 if index.data(ID) else 36)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.data(ID):
            self._paint_row(painter, rect, state, str(index.data()))
        else:
            painter.setFont(self._theme.font("caption"))
            painter.setPen(self._theme.color("ink_tertiary"))
            place = rect.adjusted(10, 14, -8, 0)
            painter.drawText(
                place, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, str(index.data())
            )
        painter.restore()

    def _paint_row(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag, text: str) -> None:
        place = rect.adjusted(0, 1, -1, -1)
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected or state & QStyle.StateFlag.State_MouseOver:
            ground = self._theme.color("selected")
            if not selected:
                ground.setAlphaF(0.6)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(place, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(self._theme.color("focus"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(place, 6, 6)
        font = self._theme.font("body", "medium" if selected else "regular")
        font.setPixelSize(14)
        painter.setFont(font)
        painter.setPen(self._theme.color("ink"))
        inner = place.adjusted(10, 0, -8, 0)
        short = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, short)


class ConversationList(QListView):
    """The conversations under their headings. Enter opens, Delete asks to delete."""

    opened = Signal(str)
    delete_asked = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setItemDelegate(RowDelegate(theme, self))
        self.setMouseTracking(True)
        self.setUniformItemSizes(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._show_menu)
        self.clicked.connect(self._open)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, groups: Sequence[tuple[str, Sequence[ConversationSummary]]], current: str) -> None:
        """Show the groups that are not empty; `current` is the id to mark."""
        self._model.clear()
        for heading, rows in groups:
            if not rows:
                continue
            item = QStandardItem(heading)
            item.setFlags(Qt.ItemFlag.NoItemFlags)
            self._model.appendRow(item)
            for summary in rows:
                row = QStandardItem(one_line(summary.title, 200))
                row.setData(summary.id, ID)
                self._model.appendRow(row)
        self.mark(current)

    def mark(self, conversation_id: str) -> None:
        """Mark one conversation, or none."""
        self.clearSelection()
        for number in range(self._model.rowCount()):
            index = self._model.index(number, 0)
            if conversation_id and index.data(ID) == conversation_id:
                self.setCurrentIndex(index)
                return
        self.setCurrentIndex(QModelIndex())

    def titles(self) -> list[str]:
        """The texts of all rows, headings included."""
        return [str(self._model.index(number, 0).data()) for number in range(self._model.rowCount())]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid():
            self._open(index)
        elif event.key() == Qt.Key.Key_Delete and index.isValid():
            self.delete_asked.emit(index.data(ID), index.data())
        else:
            super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        if index.data(ID):
            self.opened.emit(index.data(ID))

    def _show_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        if not index.data(ID):
            return
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        conversation_id, title = index.data(ID), index.data()
        menu.addAction(self.tr("Open"), lambda: self.opened.emit(conversation_id))
        menu.addAction(self.tr("Delete…"), lambda: self.delete_asked.emit(conversation_id, title))
        menu.popup(self.viewport().mapToGlobal(place))


class Sidebar(QFrame):
    """Says what the user wants to see; shows what it is told."""

    new_pressed = Signal()
    conversation_pressed = Signal(str)
    delete_confirmed = Signal(str)
    page_pressed = Signal(str)

    def __init__(self, theme: Theme, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._theme, self._clock = theme, clock
        self._conversations: tuple[ConversationSummary, ...] = ()
        self._current = ""
        self.setProperty("sidebar", True)
        self.setFixedWidth(theme.tokens.sidebar)
        self.new_button = self._row("plus")
        self.new_button.clicked.connect(self.new_pressed)
        self.search = QLineEdit()
        self.search.setProperty("row", True)
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._fill)
        self._glass = self.search.addAction(theme.icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        self.list = ConversationList(theme)
        self.list.opened.connect(self.conversation_pressed)
        self.list.delete_asked.connect(self._ask_delete)
        self.nothing = label("", "caption", "tertiary", wrap=True)
        self.nothing.setContentsMargins(10, 8, 10, 8)
        self.pages: dict[str, QPushButton] = {}
        for key, icon in PAGES:
            self.pages[key] = self._row(icon)
            self.pages[key].setCheckable(True)
            self.pages[key].clicked.connect(lambda _checked, key=key: self.page_pressed.emit(key))
        self._lay_out()
        theme.changed.connect(self._restyle)
        self.retranslate()

    def show_conversations(self, conversations: tuple[ConversationSummary, ...]) -> None:
        """Show the list, newest first."""
        self._conversations = conversations
        self._fill()

    def show_current(self, conversation_id: str, page: str) -> None:
        """Mark the conversation or the page that is shown."""
        self._current = conversation_id if not page else ""
        self.list.mark(self._current)
        for key, row in self.pages.items():
            row.setChecked(key == page)

    def set_pages(self, keys: Sequence[str]) -> None:
        """Show the entries of the pages that there are."""
        for key, row in self.pages.items():
            row.setVisible(key in keys)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.new_button.setText(self.tr("New chat"))
        self.new_button.setToolTip(self.tr("New chat (Ctrl+N)"))
        self.search.setPlaceholderText(self.tr("Search"))
        self.search.setAccessibleName(self.tr("Search conversations"))
        self.list.setAccessibleName(self.tr("Conversations"))
        names = {
            "activity": self.tr("Activity"),
            "models": self.tr("Models"),
            "preferences": self.tr("Preferences"),
        }
        for key, row in self.pages.items():
            row.setText(names[key])
        self._restyle()
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _lay_out(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 14, 12, 14)
        box.setSpacing(2)
        brand = QHBoxLayout()
        brand.setContentsMargins(8, 4, 8, 12)
        brand.setSpacing(10)
        brand.addWidget(IconLabel(self._theme, "logo", "local", 24))
        brand.addWidget(label("Sordino", "title"))
        brand.addStretch()
        box.addLayout(brand)
        box.addWidget(self.new_button)
        box.addWidget(self.search)
        box.addWidget(self.nothing)
        box.addWidget(self.list, 1)
        for row in self.pages.values():
            box.addWidget(row)

    def _row(self, icon: str) -> QPushButton:
        row = button("", "row")
        row.setProperty("icon_name", icon)
        return row

    def _fill(self) -> None:
        words = self.search.text().casefold().split()
        found = [row for row in self._conversations if all(word in row.title.casefold() for word in words)]
        groups: list[list[ConversationSummary]] = [[], [], []]
        now = self._clock()
        for summary in found:
            groups[age_group(summary.updated, now)].append(summary)
        headings = (self.tr("Today"), self.tr("This week"), self.tr("Earlier"))
        self.list.show_rows(list(zip(headings, groups, strict=True)), self._current)
        self.nothing.setText(self.tr("No conversation has these words in its title."))
        self.nothing.setVisible(bool(words) and not found)

    def _ask_delete(self, conversation_id: str, title: str) -> None:
        box = QMessageBox(self.window())
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setWindowTitle(self.tr("Delete this conversation?"))
        box.setText(self.tr("Delete “{title}”?").format(title=one_line(title, 80)))
        box.setInformativeText(self.tr("Its messages are removed. Its rows in the activity record stay."))
        delete = box.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton(self.tr("Keep"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        delete.clicked.connect(lambda: self.delete_confirmed.emit(conversation_id))
        box.open()

    def _restyle(self) -> None:
        for row in (self.new_button, *self.pages.values()):
            put_icon(row, self._theme, str(row.property("icon_name")), "ink", gap=10)
        self._glass.setIcon(self._theme.icon("search", "ink"))
