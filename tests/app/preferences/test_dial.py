"""A dial is worked by keys and mouse alike, tells a screen reader its stop, and never moves by scrolling."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QKeyEvent, QWheelEvent
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


def hovered(dial: Dial) -> list[int]:
    """The stops that come under the knob from now on; -1 where it was let go."""
    told: list[int] = []
    dial.hovering.connect(told.append)
    return told


def at(dial: Dial, stop: int) -> QPoint:
    """Where a stop lies."""
    return QPoint(round(dial.stop_x(stop)), AXIS)


def test_a_drag_tells_each_stop_that_comes_under_the_knob_and_when_it_was_let_go(dial: Dial) -> None:
    told = hovered(dial)
    QTest.mousePress(dial, Qt.MouseButton.LeftButton, pos=at(dial, 0))
    for stop in (1, 1, 2):
        QTest.mouseMove(dial, at(dial, stop))
    QTest.mouseRelease(dial, Qt.MouseButton.LeftButton, pos=at(dial, 2))
    assert told == [1, 2, -1]


def test_escape_takes_a_drag_back_and_is_no_escape_for_the_window(dial: Dial) -> None:
    settled, told = moves(dial), hovered(dial)
    QTest.mousePress(dial, Qt.MouseButton.LeftButton, pos=at(dial, 3))
    override = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier)
    override.ignore()
    QCoreApplication.sendEvent(dial, override)
    assert override.isAccepted()
    QTest.keyClick(dial, Qt.Key.Key_Right)
    QTest.keyClick(dial, Qt.Key.Key_Escape)
    assert (dial.value(), settled, told) == (0, [], [3, -1])
    QTest.mouseRelease(dial, Qt.MouseButton.LeftButton, pos=at(dial, 3))
    assert settled == []


def test_a_dial_that_is_hidden_while_it_is_dragged_settles_on_nothing(dial: Dial) -> None:
    settled, told = moves(dial), hovered(dial)
    QTest.mousePress(dial, Qt.MouseButton.LeftButton, pos=at(dial, 2))
    dial.hide()
    assert (dial.value(), settled, told) == (0, [], [2, -1])


@pytest.mark.parametrize("stop", [2, 3])
def test_a_locked_stop_cannot_be_reached_by_mouse(dial: Dial, stop: int) -> None:
    settled = moves(dial)
    dial.lock(frozenset({2, 3}))
    QTest.mouseClick(dial, Qt.MouseButton.LeftButton, pos=at(dial, stop))
    assert (dial.value(), settled) == (1, [1])
    QTest.mousePress(dial, Qt.MouseButton.LeftButton, pos=at(dial, 0))
    QTest.mouseMove(dial, at(dial, stop))
    assert dial.value() == 1
    QTest.mouseRelease(dial, Qt.MouseButton.LeftButton, pos=at(dial, stop))
    assert settled == [1]


def test_a_locked_stop_cannot_be_reached_by_keys_or_by_a_screen_reader(dial: Dial) -> None:
    settled = moves(dial)
    dial.lock(frozenset({1, 3}))
    for key in (Qt.Key.Key_Right, Qt.Key.Key_PageUp, Qt.Key.Key_End, Qt.Key.Key_Down, Qt.Key.Key_Home):
        QTest.keyClick(dial, key)
    assert settled == [2, 0]
    dial.setValue(3)
    assert (dial.value(), settled) == (0, [2, 0])
    dial.show_stop(3)
    assert dial.value() == 3
    dial.grab()


def test_a_dial_with_every_stop_locked_stays_where_it_is(dial: Dial) -> None:
    settled = moves(dial)
    dial.lock(frozenset(range(4)))
    QTest.keyClick(dial, Qt.Key.Key_End)
    QTest.mouseClick(dial, Qt.MouseButton.LeftButton, pos=at(dial, 2))
    assert (dial.value(), settled) == (0, [])
