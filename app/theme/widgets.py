"""Small widgets that the whole window shares. All of them take text as plain text, never as markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QWidget

from app.theme.theme import Theme


def set_look(widget: QWidget, name: str, value: str | bool) -> None:
    """Set a dynamic property that the stylesheet reads, and draw the widget anew by it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def label(
    text: str = "", type_: str = "body", tone: str = "", *, wrap: bool = False, select: bool = False
) -> QLabel:
    """A plain-text label. `type_` and `tone` are the stylesheet's words; `select`: by mouse."""
    result = QLabel()
    result.setTextFormat(Qt.TextFormat.PlainText)
    result.setText(text)
    result.setProperty("type", type_)
    result.setProperty("tone", tone)
    result.setWordWrap(wrap)
    if wrap:
        result.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    if select:
        result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return result


def button(text: str, kind: str = "plain", *, compact: bool = False) -> QPushButton:
    """A button that takes the focus by Tab and not by a click. `kind` is the stylesheet's word."""
    result = QPushButton(text)
    result.setProperty("kind", kind)
    result.setProperty("compact", compact)
    result.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    result.setCursor(Qt.CursorShape.PointingHandCursor)
    return result


def put_icon(
    target: QPushButton,
    theme: Theme,
    name: str,
    color: str = "ink_secondary",
    *,
    size: int = 16,
    gap: int = 6,
) -> None:
    """Put an icon before a button's word, `gap` pixels from it; no gap where there is no word."""
    gap = gap if target.text() else 0
    target.setIcon(theme.icon(name, color, size, gap))
    target.setIconSize(QSize(size + gap, size))


def card(look: str = "true") -> QFrame:
    """A frame with the card's surface, line and corners."""
    result = QFrame()
    result.setProperty("card", look)
    return result


def rule(direction: str = "true") -> QFrame:
    """A line of one pixel: `true` lies, `vertical` stands."""
    result = QFrame()
    result.setProperty("rule", direction)
    return result


class IconLabel(QWidget):
    """An icon that keeps its colour by name and is redrawn when the scheme changes."""

    def __init__(self, theme: Theme, name: str, color: str = "ink_secondary", size: int = 16) -> None:
        super().__init__()
        self._theme, self._name, self._color, self._size = theme, name, color, size
        self.setFixedSize(size, size)
        theme.changed.connect(self.update)

    @property
    def name(self) -> str:
        """The icon's name."""
        return self._name

    def show_icon(self, name: str, color: str) -> None:
        """Show another icon or colour."""
        self._name, self._color = name, color
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        image = self._theme.pixmap(self._name, self._color, self._size, self.devicePixelRatioF())
        painter.drawPixmap(0, 0, image)


class ElidedLabel(QLabel):
    """One line of plain text that ends in an ellipsis where there is no room; the tool tip has all of it."""

    def __init__(self, text: str = "", type_: str = "small", tone: str = "secondary") -> None:
        super().__init__()
        self._text = ""
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("type", type_)
        self.setProperty("tone", tone)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.set_text(text)

    @property
    def full_text(self) -> str:
        """The text before it was cut."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self._elide()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        self.setText(
            self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, max(self.width(), 0))
        )


class HintButton(QPushButton):
    """A plain button with the key that does the same written small beside its word."""

    def __init__(self, text: str, key: str) -> None:
        super().__init__(text)
        self.setProperty("kind", "hint")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._key = label(key, "key", "tertiary")
        self._key.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 10, 0)
        box.addStretch()
        box.addWidget(self._key, 0, Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        word = self.fontMetrics().horizontalAdvance(self.text())
        return QSize(word + self._key.sizeHint().width() + 38, super().sizeHint().height())
