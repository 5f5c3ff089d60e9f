"""Enter sends, Shift+Enter breaks the line, and nothing is sent that nothing can answer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.composer import LINES_MAX, Composer
from app.theme.theme import Theme
from engine.contracts import Caps, Latency, Money, Preferences, Privacy

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def composer(theme: Theme, qtbot: QtBot) -> Composer:
    composer = Composer(theme)
    qtbot.addWidget(composer)
    composer.resize(740, 100)
    with qtbot.waitExposed(composer):
        composer.show()
    return composer


def test_enter_sends_and_empties(composer: Composer, qtbot: QtBot) -> None:
    QTest.keyClicks(composer.edit, "Hello")
    with qtbot.waitSignal(composer.submitted) as sent:
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert sent.args == ["Hello"]
    assert composer.edit.toPlainText() == ""


def test_shift_enter_breaks_the_line(composer: Composer, qtbot: QtBot) -> None:
    QTest.keyClicks(composer.edit, "one")
    with qtbot.assertNotEmitted(composer.submitted):
        QTest.keyClick(composer.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(composer.edit, "two")
    assert composer.edit.toPlainText() == "one\ntwo"


@pytest.mark.parametrize("text", ["", "   ", "\n\t"])
def test_nothing_is_not_sent(composer: Composer, qtbot: QtBot, text: str) -> None:
    composer.edit.setPlainText(text)
    assert not composer.send_button.isEnabled()
    with qtbot.assertNotEmitted(composer.submitted):
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)


def test_an_obstacle_holds_back_in_words_and_keeps_the_text(composer: Composer, qtbot: QtBot) -> None:
    composer.set_obstacle("No model is loaded")
    composer.edit.setPlainText("Hello")
    with qtbot.assertNotEmitted(composer.submitted):
        QTest.keyClick(composer.edit, Qt.Key.Key_Return)
    assert composer.obstacle.text() == "No model is loaded"
    assert composer.edit.toPlainText() == "Hello"
    composer.set_obstacle("")
    assert composer.send_button.isEnabled()


def test_stop_takes_the_place_of_send_while_a_turn_runs(composer: Composer, qtbot: QtBot) -> None:
    composer.edit.setPlainText("Next")
    composer.set_running(True)
    assert composer.send_button.isHidden()
    with qtbot.assertNotEmitted(composer.submitted):
        composer.send()
    with qtbot.waitSignal(composer.stop_pressed):
        QTest.mouseClick(composer.stop_button, Qt.MouseButton.LeftButton)
    composer.set_running(False)
    assert composer.stop_button.isHidden()


def test_it_grows_with_its_lines_up_to_a_limit(composer: Composer, qtbot: QtBot) -> None:
    one = composer.edit.height()
    composer.edit.setPlainText("a\nb\nc")
    three = composer.edit.height()
    composer.edit.setPlainText("x\n" * 500)
    assert one < three < composer.edit.height()
    assert composer.edit.height() <= LINES_MAX * composer.edit.fontMetrics().lineSpacing() + 8


def test_pasted_markup_stays_plain(composer: Composer) -> None:
    composer.edit.insertPlainText("<b>x</b>")
    assert composer.edit.toPlainText() == "<b>x</b>"


@pytest.mark.parametrize(
    ("preferences", "words"),
    [
        (Preferences(), "Ask · Balanced · $2 a day"),
        (Preferences(offline=True), "Offline"),
        (Preferences(privacy=Privacy.LOCAL_ONLY), "Local only"),
        (
            Preferences(Privacy.CAREFUL, Latency.FAST, Caps(day=Money(500_000))),
            "Careful · Fast · $0.50 a day",
        ),
        (
            Preferences(Privacy.RELAXED, Latency.PATIENT, Caps(day=Money(0))),
            "Relaxed · Patient · free tools only",
        ),
    ],
)
def test_the_chip_says_the_dials(composer: Composer, preferences: Preferences, words: str) -> None:
    composer.set_preferences(preferences)
    assert composer.chip.text() == words
