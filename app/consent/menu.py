"""The wider yeses, behind one button: a menu that a hurried hand cannot answer."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QPushButton

from app.consent.scopes import scope_words
from app.theme.theme import Theme
from app.theme.widgets import button, put_icon
from engine.contracts import Choice

CLICKS = (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)
GUARD_S = 0.4
"""Nothing counts for so long after the card, or its menu, has come into sight."""


class ScopeMenu(QObject):
    """`button` opens the menu; `chosen` brings the scope that was picked deliberately.

    The menu opens only where `fresh` is False, and takes nothing while it has itself only just appeared.
    """

    chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        scopes: tuple[Choice, ...],
        fresh: Callable[[], bool],
        clock: Callable[[], float],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._fresh, self._clock = fresh, clock
        self._shown_at = float("inf")
        self.button: QPushButton = button(self.tr("More…"))
        put_icon(self.button, theme, "chevron-down")
        self.button.setAccessibleName(self.tr("More: a yes that covers further calls"))
        self.menu = QMenu(self.button)
        self.menu.setToolTipsVisible(True)
        self.menu.installEventFilter(self)
        self.actions: dict[Choice, QAction] = {}
        for scope in scopes:
            action = self.menu.addAction("")
            action.setToolTip(scope_words(scope))
            action.setStatusTip(scope_words(scope))
            action.triggered.connect(lambda _on=False, scope=scope: self.pick(scope))
            self.actions[scope] = action
        self.button.clicked.connect(self.open)

    def show_words(self, scope: Choice, text: str) -> None:
        """Name a scope; an ampersand in it is no shortcut."""
        self.actions[scope].setText(text.replace("&", "&&"))

    def set_enabled(self, enabled: bool) -> None:
        """Whether any of it may be picked now."""
        self.button.setEnabled(enabled)
        if not enabled:
            self.close()

    def open(self) -> None:
        """Show the menu under its button, with nothing chosen."""
        if self._fresh():
            return
        self._shown_at = self._clock()
        self.menu.popup(self.button.mapToGlobal(QPoint(0, self.button.height())))

    def close(self) -> None:
        """Take the menu away; nothing is picked."""
        self.menu.close()

    def pick(self, scope: Choice) -> None:
        """Take a scope, unless the menu or the card has only just appeared."""
        if not self._too_soon() and not self._fresh():
            self.chosen.emit(scope)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is held down or comes too soon does not reach the menu; Esc always closes it."""
        if isinstance(event, QKeyEvent) and event.key() != Qt.Key.Key_Escape:
            hurried = event.isAutoRepeat() or self._too_soon()
        else:
            hurried = isinstance(event, QMouseEvent) and event.type() in CLICKS and self._too_soon()
        return hurried or super().eventFilter(watched, event)

    def _too_soon(self) -> bool:
        return self._clock() - self._shown_at < GUARD_S
