"""The command palette: every action of the window by name, with a filter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.theme.widgets import label


@dataclass(frozen=True, slots=True)
class Action:
    """Something to do, its name, and its key where it has one."""

    name: str
    run: Callable[[], None]
    key: str = ""


class CommandPalette(QDialog):
    """Runs one action and goes away; Esc goes away without one."""

    def __init__(self, parent: QWidget, actions: Sequence[Action]) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("palette", True)
        self.setWindowTitle(self.tr("Commands"))
        self._actions = actions
        box = QVBoxLayout(self)
        box.setContentsMargins(10, 10, 10, 10)
        box.setSpacing(8)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("What would you like to do?"))
        self.filter.setAccessibleName(self.tr("Filter commands"))
        self.filter.textChanged.connect(self._fill)
        self.filter.installEventFilter(self)
        self.list = QListWidget()
        self.list.setProperty("menu", True)
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.itemActivated.connect(self._run)
        self.list.itemClicked.connect(self._run)
        box.addWidget(self.filter)
        box.addWidget(self.list)
        self.setFixedSize(440, 358)
        place = parent.mapToGlobal(parent.rect().topLeft())
        self.move(place.x() + (parent.width() - self.width()) // 2, place.y() + 90)
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up, Down and Enter in the filter act on the list."""
        if watched is self.filter and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
            if step is not None and self.list.count():
                self.list.setCurrentRow((self.list.currentRow() + step) % self.list.count())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                item = self.list.currentItem()
                if item is not None:
                    self._run(item)
                return True
        return super().eventFilter(watched, event)

    def _fill(self) -> None:
        words = self.filter.text().casefold().split()
        self.list.clear()
        for action in self._actions:
            if all(word in action.name.casefold() for word in words):
                item = QListWidgetItem(self.list)
                item.setData(Qt.ItemDataRole.UserRole, self._actions.index(action))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{action.name} {action.key}".rstrip())
                item.setSizeHint(QSize(100, 36))
                self.list.setItemWidget(item, _row(action))
        self.list.setCurrentRow(0)

    def _run(self, item: QListWidgetItem) -> None:
        action = self._actions[item.data(Qt.ItemDataRole.UserRole)]
        self.accept()
        action.run()


def _row(action: Action) -> QWidget:
    row = QWidget()
    row.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    box = QHBoxLayout(row)
    box.setContentsMargins(10, 0, 10, 0)
    box.addWidget(label(action.name, "small"))
    box.addStretch()
    if action.key:
        box.addWidget(label(action.key, "key", "tertiary"))
    return row
