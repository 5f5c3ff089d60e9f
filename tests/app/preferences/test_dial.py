"""A dial is worked by keys and mouse alike, tells a screen reader its stop, and never moves by scrolling."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.preferences.dial import AXIS, Dial
from app.theme.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
NAMES = ("Local only", "Careful", "Ask", "Relaxed")


@pytest.fixture
def dial(qtbot: QtBot, theme: Theme) -> Dial:
    """A dial of four stops, on the first."""
    dial = Dial(theme, len(NAMES))
    qtbot.addWidget(dial)
    dial.set_names(NAMES)
    dial.setAccessibleName("Privacy")
    dial.resize(380, 48)
    dial.show()
    return dial


def moves(dial: Dial) -> list[int]:
    """The stops that the dial tells from now on."""
    told: list[int] = []
    dial.moved.connect(told.append)
    return told


def test_arrow_keys_and_ends_move_it(dial: Dial) -> None:
    told = moves(dial)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_End, Qt.Key.Key_Home):
        QTest.keyClick(dial, key)
    assert told == [1, 2, 1, 3, 0]


def test_a_click_goes_to_the_nearest_stop(dial: Dial) -> None:
    told = moves(dial)
    x = round(dial.stop_x(2)) + 20
    QTest.mouseClick(dial, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(x, AXIS))
    assert told == [2]


def test_a_drag_counts_only_where_it_ends(dial: Dial) -> None:
    told = moves(dial)
    QTest.mousePress(dial, Qt.MouseButton.LeftButton, pos=QPoint(round(dial.stop_x(0)), AXIS))
    for stop in (1, 2, 3, 1):
        QTest.mouseMove(dial, QPoint(round(dial.stop_x(stop)), AXIS))
    assert told == []
    QTest.mouseRelease(dial, Qt.MouseButton.LeftButton, pos=QPoint(round(dial.stop_x(1)), AXIS))
    assert told == [1]


def test_being_set_by_program_is_silent(dial: Dial) -> None:
    told = moves(dial)
    dial.show_stop(3)
    assert (dial.value(), told) == (3, [])


def test_the_wheel_changes_nothing(dial: Dial) -> None:
    told = moves(dial)
    dial.wheelEvent(
        QWheelEvent(
            QPointF(50, 10),
            QPointF(50, 10),
            QPoint(0, 120),
            QPoint(0, 120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
    )
    assert (dial.value(), told) == (0, [])


def test_a_screen_reader_hears_name_and_stop(dial: Dial) -> None:
    dial.show_stop(2)
    face = QAccessible.queryAccessibleInterface(dial)
    assert face.role() is QAccessible.Role.Slider
    assert face.text(QAccessible.Text.Name) == "Privacy"
    assert face.text(QAccessible.Text.Description) == "Ask"
