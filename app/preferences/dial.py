"""A dial: a slider with a few named stops, drawn by the theme, worked by mouse and keys alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QFontMetricsF,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QSlider

from app.theme.theme import Theme

EDGE = 34
AXIS = 13
KNOB = 9
STOP = 5
LOCK = 12
TEXT_TOP = 27
DOWN = (Qt.Key.Key_Left, Qt.Key.Key_Down, Qt.Key.Key_PageDown)
UP = (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_PageUp)


class Dial(QSlider):
    """`moved` brings the number of a stop that the user has settled on; being set by program is silent.

    A drag counts when it ends, so that no stop on the way is ever in force; Esc takes it back. While it
    lasts, `hovering` brings each stop that comes under the knob, and -1 once the knob was let go. The wheel
    does nothing: scrolling the page must not change what may leave the computer.
    """

    moved = Signal(int)
    hovering = Signal(int)

    def __init__(self, theme: Theme, stops: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._names: tuple[str, ...] = ("",) * stops
        self._locked: frozenset[int] = frozenset()
        self._dragging = False
        self._settled = 0
        self.setRange(0, stops - 1)
        self.setPageStep(1)
        self.setFixedHeight(48)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.valueChanged.connect(self._value_changed)
        theme.changed.connect(self.update)

    def set_names(self, names: Sequence[str]) -> None:
        """Name the stops, from left to right."""
        self._names = tuple(names)
        self._tell_value()
        self.update()

    def name(self) -> str:
        """The name of the stop that the dial is on."""
        return self._names[self.value()]

    def lock(self, stops: frozenset[int]) -> None:
        """These stops cannot be chosen; the one that the dial is on may be among them."""
        if stops != self._locked:
            self._locked = stops
            self.update()

    @property
    def locked(self) -> frozenset[int]:
        """The stops that cannot be chosen."""
        return self._locked

    def show_stop(self, stop: int) -> None:
        """Put the dial on a stop without telling anybody, unless the user is dragging it."""
        if not self._dragging:
            self._put(stop)

    def sizeHint(self) -> QSize:
        return QSize(340, 48)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 48)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._dragging = True
        self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._dragging or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._let_go(self.value())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the next stop that can be chosen, Home and End to the outermost; Esc ends a drag."""
        free = [stop for stop in range(self.maximum() + 1) if stop not in self._locked]
        if self._dragging:
            if event.key() == Qt.Key.Key_Escape:
                self._let_go(self._settled)
            return
        targets = {Qt.Key.Key_Home: free[:1], Qt.Key.Key_End: free[-1:]}
        if event.key() in DOWN:
            found = [stop for stop in free if stop < self.value()][-1:]
        elif event.key() in UP:
            found = [stop for stop in free if stop > self.value()][:1]
        elif event.key() in targets:
            found = targets[Qt.Key(event.key())]
        else:
            super().keyPressEvent(event)
            return
        for stop in found:
            self.setValue(stop)

    def event(self, event: QEvent) -> bool:
        """While the knob is held, Esc belongs to the dial and not to the window."""
        if event.type() is QEvent.Type.ShortcutOverride and self._dragging and isinstance(event, QKeyEvent):
            event.accept()
            return True
        return super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        if self._dragging:
            self._let_go(self._settled)
        super().hideEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def stop_x(self, stop: int) -> float:
        """Where a stop lies, in pixels from the left."""
        span = self.width() - 2 * EDGE
        return EDGE + span * stop / max(self.maximum(), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.55)
        at = self.stop_x(self.value())
        self._draw_line(painter, self.stop_x(0), self.stop_x(self.maximum()), "line_strong")
        self._draw_line(painter, self.stop_x(0), at, "local")
        for stop in range(self.maximum() + 1):
            self._draw_stop(painter, stop)
        if self.hasFocus():
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(QPointF(at, AXIS), KNOB + 3, KNOB + 3)
        painter.setPen(QPen(self._theme.color("local"), 2))
        painter.setBrush(self._theme.color("surface"))
        painter.drawEllipse(QPointF(at, AXIS), KNOB, KNOB)
        self._draw_names(painter)

    def _draw_line(self, painter: QPainter, start: float, end: float, colour: str) -> None:
        painter.setPen(QPen(self._theme.color(colour), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(QPointF(start, AXIS), QPointF(end, AXIS))

    def _draw_stop(self, painter: QPainter, stop: int) -> None:
        """A dot; a small lock on a gap in the line where the stop cannot be chosen."""
        centre = QPointF(self.stop_x(stop), AXIS)
        painter.setPen(Qt.PenStyle.NoPen)
        if stop not in self._locked:
            painter.setBrush(self._theme.color("line_strong"))
            painter.drawEllipse(centre, STOP, STOP)
            return
        painter.setBrush(self._theme.color("surface"))
        painter.drawEllipse(centre, KNOB, KNOB)
        image = self._theme.pixmap("lock", "ink_tertiary", LOCK, self.devicePixelRatioF())
        painter.drawPixmap(QPointF(centre.x() - LOCK / 2, centre.y() - LOCK / 2), image)

    def _draw_names(self, painter: QPainter) -> None:
        for stop, name in enumerate(self._names):
            chosen = stop == self.value()
            painter.setFont(self._theme.font("small", "medium" if chosen else "regular"))
            painter.setPen(self._theme.color(self._name_colour(stop)))
            width = QFontMetricsF(painter.font()).horizontalAdvance(name) + 2
            left = min(max(self.stop_x(stop) - width / 2, 0), self.width() - width)
            box = QRectF(left, TEXT_TOP, width, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, name)

    def _name_colour(self, stop: int) -> str:
        if stop == self.value():
            return "ink"
        return "ink_tertiary" if stop in self._locked else "ink_secondary"

    def _drag_to(self, x: float) -> None:
        free = (stop for stop in range(self.maximum() + 1) if stop not in self._locked)
        self.setValue(min(free, key=lambda stop: abs(self.stop_x(stop) - x), default=self.value()))

    def _let_go(self, stop: int) -> None:
        """The knob is let go on a stop: settled on, unless it was there before."""
        before, self._dragging = self._settled, False
        self._put(stop)
        if stop != before:
            self.moved.emit(stop)
        self.hovering.emit(-1)

    def _put(self, stop: int) -> None:
        self._settled = stop
        if stop != self.value():
            self.blockSignals(True)
            self.setValue(stop)
            self.blockSignals(False)
            self._tell_value()
            self.update()

    def _value_changed(self, stop: int) -> None:
        if stop in self._locked:
            self._put(self._settled)
            return
        self._tell_value()
        if self._dragging:
            self.hovering.emit(stop)
        else:
            self._settled = stop
            self.moved.emit(stop)

    def _tell_value(self) -> None:
        """Give a screen reader the stop's name; Qt's own value is only its number."""
        self.setAccessibleDescription(self.name())
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.name()))
