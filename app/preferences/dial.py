"""A dial: a slider with a few named stops, drawn by the theme, worked by mouse and keys alike."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleValueChangeEvent,
    QFontMetricsF,
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
TEXT_TOP = 27


class Dial(QSlider):
    """`moved` brings the number of a stop that the user has settled on; being set by program is silent.

    A drag counts when it ends, so that no stop on the way is ever in force. The wheel does nothing:
    scrolling the page must not change what may leave the computer.
    """

    moved = Signal(int)

    def __init__(self, theme: Theme, stops: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self._names: tuple[str, ...] = ("",) * stops
        self._dragging = False
        self._drag_from = 0
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

    def show_stop(self, stop: int) -> None:
        """Put the dial on a stop without telling anybody, unless the user is dragging it."""
        if self._dragging or stop == self.value():
            return
        self.blockSignals(True)
        self.setValue(stop)
        self.blockSignals(False)
        self._tell_value()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(340, 48)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 48)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is not Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._dragging = True
        self._drag_from = self.value()
        self._drag_to(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._dragging:
            self._drag_to(event.position().x())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._dragging or event.button() is not Qt.MouseButton.LeftButton:
            return
        self._dragging = False
        if self.value() != self._drag_from:
            self.moved.emit(self.value())

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def stop_x(self, stop: int) -> float:
        """Where a stop lies, in pixels from the left."""
        span = self.width() - 2 * EDGE
        return EDGE + span * stop / max(self.maximum(), 1)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        at = self.stop_x(self.value())
        self._draw_line(painter, self.stop_x(0), self.stop_x(self.maximum()), "line_strong")
        self._draw_line(painter, self.stop_x(0), at, "local")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color("line_strong"))
        for stop in range(self.maximum() + 1):
            painter.drawEllipse(QPointF(self.stop_x(stop), AXIS), STOP, STOP)
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

    def _draw_names(self, painter: QPainter) -> None:
        for stop, name in enumerate(self._names):
            chosen = stop == self.value()
            painter.setFont(self._theme.font("small", "medium" if chosen else "regular"))
            painter.setPen(self._theme.color("ink" if chosen else "ink_secondary"))
            width = QFontMetricsF(painter.font()).horizontalAdvance(name) + 2
            left = min(max(self.stop_x(stop) - width / 2, 0), self.width() - width)
            box = QRectF(left, TEXT_TOP, width, 20)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextSingleLine, name)

    def _drag_to(self, x: float) -> None:
        stops = range(self.maximum() + 1)
        self.setValue(min(stops, key=lambda stop: abs(self.stop_x(stop) - x)))

    def _value_changed(self, stop: int) -> None:
        self._tell_value()
        if not self._dragging:
            self.moved.emit(stop)

    def _tell_value(self) -> None:
        """Give a screen reader the stop's name; Qt's own value is only its number."""
        self.setAccessibleDescription(self.name())
        QAccessible.updateAccessibility(QAccessibleValueChangeEvent(self, self.name()))
