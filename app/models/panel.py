"""What unfolds inside a card when something must be read and decided before it happens."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStyle,
    QStyleOptionButton,
    QVBoxLayout,
    QWidget,
)

from app.theme.theme import Theme
from app.theme.widgets import button, label, rule

EDGE = 18
TICK = 13


class Agreement(QCheckBox):
    """A box to tick, with a mark of its own in the theme's colours."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        place = self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
        image = self._theme.pixmap("check", "surface", TICK, self.devicePixelRatioF())
        corner = place.center() - QPoint(TICK // 2 - 1, TICK // 2 - 1)
        QPainter(self).drawPixmap(corner, image)


class Panel(QFrame):
    """Subclasses fill `column` and name the two buttons; `agreed` or `closed` ends it.

    Nothing in it is preselected, the way back comes first, and the focus begins on it.
    """

    agreed = Signal()
    closed = Signal()

    def __init__(self, kind: str = "primary") -> None:
        super().__init__()
        self.back: QPushButton = button("", compact=True)
        self.back.clicked.connect(self.closed)
        self.agree: QPushButton = button("", kind, compact=True)
        self.agree.clicked.connect(self.agreed)
        self._held = label("", "small", "leaves", wrap=True)
        self._held.hide()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(rule())
        self.whole = QVBoxLayout()
        self.whole.setSpacing(0)
        outer.addLayout(self.whole)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(EDGE, 14, EDGE, 4)
        self.column.setSpacing(10)
        outer.addLayout(self.column)
        foot = QHBoxLayout()
        foot.setContentsMargins(EDGE, 8, EDGE, 14)
        foot.setSpacing(10)
        foot.addWidget(self.back, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.agree, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self._held, 1)
        foot.addStretch(0)
        outer.addLayout(foot)

    @property
    def held(self) -> str:
        """Why it cannot be agreed to now; empty where it can."""
        return self._held.text()

    def take_focus(self) -> None:
        """Put the keyboard where nothing happens by accident; the buttons come behind what is to be read."""
        within = [part for part in self.findChildren(QWidget) if part.focusPolicy() & Qt.FocusPolicy.TabFocus]
        order = [part for part in within if part not in (self.back, self.agree)]
        for before, after in pairwise([*order, self.back, self.agree]):
            QWidget.setTabOrder(before, after)
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def hold(self, reason: str) -> None:
        """Keep it from being agreed to, and say why; an empty reason lets go."""
        self._held.setText(reason)
        self._held.setVisible(bool(reason))

    def retranslate(self) -> None:
        """Take the texts of the language in force; the words are the subclass's."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is the way back."""
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
