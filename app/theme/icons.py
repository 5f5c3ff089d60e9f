"""Icons: stroke drawings from resources/icons, tinted and rendered sharply for every screen."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme.tokens import RESOURCES

RATIOS = (1, 2, 3)


@cache
def source(name: str) -> str:
    """The SVG text of one icon. Raises FileNotFoundError for an unknown name."""
    return (RESOURCES / "icons" / f"{name}.svg").read_text("utf-8")


def pixmap(name: str, color: QColor, size: int, ratio: float = 1.0, gap: int = 0) -> QPixmap:
    """One icon in one colour; `size`, and the empty `gap` at its right, in device-independent pixels."""
    renderer = QSvgRenderer(QByteArray(source(name).replace("currentColor", color.name()).encode()))
    image = QPixmap(round((size + gap) * ratio), round(size * ratio))
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter, QRectF(0, 0, image.height(), image.height()))
    painter.end()
    image.setDevicePixelRatio(ratio)
    return image


def icon(name: str, color: QColor, disabled: QColor, size: int, gap: int = 0) -> QIcon:
    """An icon for buttons and lists, with its disabled form."""
    result = QIcon()
    for ratio in RATIOS:
        result.addPixmap(pixmap(name, color, size, ratio, gap), QIcon.Mode.Normal)
        result.addPixmap(pixmap(name, color, size, ratio, gap), QIcon.Mode.Selected)
        result.addPixmap(pixmap(name, disabled, size, ratio, gap), QIcon.Mode.Disabled)
    return result
