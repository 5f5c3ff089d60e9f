"""The Preferences page sends each change at once and shows only what the engine confirms."""

from __future__ import annotations

from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.preferences.caps import CUSTOM, FREE, HALF
from app.preferences.page import PreferencesPage
from app.theme.theme import Theme
from engine.contracts import Caps, Decision, Latency, Money, Preferences, Privacy
from engine.events import NetworkChanged, SettingsChanged
from engine.policy.views import RuleInForce
from engine.settings import Settings

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
RULES = (
    RuleInForce("local", Decision.ALLOW, "Local tools run freely.", "They send nothing"),
    RuleInForce("net", Decision.ASK, "Web <b>search</b> asks\u202e first.", "Privacy: Ask"),
)


@pytest.fixture
def chosen() -> list[str]:
    """What the folder dialog will answer, one after the other."""
    return ["/home/ada/Flat", ""]


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, commands: Mock, chosen: list[str]) -> PreferencesPage:
    """The page with the default settings in force."""
    page = PreferencesPage(theme, commands, choose=lambda _parent, _title: chosen.pop(0))
    qtbot.addWidget(page)
    page.resize(1040, 748)
    page.show()
    confirm(page, Preferences())
    return page


def confirm(page: PreferencesPage, preferences: Preferences, **settings: object) -> None:
    """The engine says what is in force now."""
    page.on_event(SettingsChanged(Settings(preferences=preferences, **settings), RULES))  # type: ignore[arg-type]


def asked(commands: Mock) -> Preferences:
    """The preferences of the last command."""
    found = commands.set_preferences.call_args.args[0]
    assert isinstance(found, Preferences)
    return found


def test_showing_what_is_in_force_asks_for_nothing(page: PreferencesPage, commands: Mock) -> None:
    confirm(page, Preferences(Privacy.LOCAL_ONLY, Latency.FAST, HALF, offline=True, text="save money"))
    assert page.dials.privacy.dial.value() == 0
    assert page.dials.latency.dial.value() == 2
    assert page.dials.cost.dial.value() == 1
    assert page.offline.switch.isChecked()
    assert page.wish.field.text() == "save money"
    commands.set_preferences.assert_not_called()


def test_each_dial_sends_its_change_at_once(page: PreferencesPage, commands: Mock) -> None:
    QTest.keyClick(page.dials.privacy.dial, Qt.Key.Key_Left)
    assert asked(commands).privacy is Privacy.CAREFUL
    QTest.keyClick(page.dials.latency.dial, Qt.Key.Key_Right)
    assert asked(commands).latency is Latency.FAST
    QTest.keyClick(page.dials.cost.dial, Qt.Key.Key_Home)
    assert asked(commands) == Preferences(Privacy.CAREFUL, Latency.FAST, FREE)


def test_what_is_never_confirmed_is_not_shown_for_long(
    qtbot: QtBot, page: PreferencesPage, commands: Mock
) -> None:
    page.confirm_within(20)
    QTest.keyClick(page.dials.privacy.dial, Qt.Key.Key_Left)
    assert page.dials.privacy.dial.value() == 1
    qtbot.waitUntil(lambda: page.dials.privacy.dial.value() == 2)


def test_a_stricter_answer_than_was_asked_for_is_what_shows(page: PreferencesPage) -> None:
    QTest.keyClick(page.dials.privacy.dial, Qt.Key.Key_Right)
    confirm(page, Preferences(privacy=Privacy.LOCAL_ONLY))
    assert page.dials.privacy.dial.name() == "Local only"


def test_custom_caps_open_fields_and_send_what_is_typed(page: PreferencesPage, commands: Mock) -> None:
    dials = page.dials
    assert not dials.caps.isVisible()
    QTest.keyClick(dials.cost.dial, Qt.Key.Key_End)
    assert dials.caps.isVisible()
    commands.set_preferences.assert_not_called()
    call = dials.caps.fields[0]
    call.setText("0.0125")
    call.editingFinished.emit()
    assert asked(commands).caps == Caps(call=Money(12_500))
    confirm(page, asked(commands))
    assert dials.cost.dial.value() == CUSTOM


def test_a_cap_that_is_no_amount_is_refused_in_words(page: PreferencesPage, commands: Mock) -> None:
    QTest.keyClick(page.dials.cost.dial, Qt.Key.Key_End)
    page.dials.caps.fields[2].setText("much")
    page.dials.caps.fields[2].editingFinished.emit()
    assert page.dials.caps.problem.isVisible()
    commands.set_preferences.assert_not_called()


def test_the_switch_turns_offline_and_a_locked_one_cannot_be_turned(
    page: PreferencesPage, commands: Mock
) -> None:
    QTest.keyClick(page.offline.switch, Qt.Key.Key_Space)
    assert asked(commands).offline
    page.on_event(NetworkChanged(online=False, locked=True, enforcement="Seccomp holds."))
    confirm(page, Preferences(offline=False))
    assert page.offline.switch.isChecked()
    assert not page.offline.switch.isEnabled()


def test_the_sentence_is_sent_when_it_is_finished(page: PreferencesPage, commands: Mock) -> None:
    page.wish.field.insert("這份資料不能外流")
    commands.set_preferences.assert_not_called()
    QTest.keyClick(page.wish.field, Qt.Key.Key_Return)
    assert asked(commands).text == "這份資料不能外流"


def test_rules_are_listed_with_their_decision_as_plain_text(page: PreferencesPage) -> None:
    assert page.rules.sentences() == [
        "Allow: Local tools run freely. They send nothing",
        "Ask: Web <b>search</b> asks⟦U+202E⟧ first. Privacy: Ask",
    ]


def test_folders_are_added_and_removed(page: PreferencesPage, commands: Mock) -> None:
    page.folders.add.click()
    commands.set_folders.assert_called_once_with(("/home/ada/Flat",))
    page.folders.add.click()
    assert commands.set_folders.call_count == 1
    confirm(page, Preferences(), folders=("/a", "/b"))
    page.folders.remove_buttons()[0].click()
    commands.set_folders.assert_called_with(("/b",))


def test_looks_and_language_are_sent_as_settings_spell_them(page: PreferencesPage, commands: Mock) -> None:
    page.looks.language.setCurrentIndex(page.looks.language.findData("zh_TW"))
    page.looks.language.activated.emit(page.looks.language.currentIndex())
    commands.set_appearance.assert_called_once_with("system", "zh_TW")


def test_the_rules_stay_in_view_at_every_width(qtbot: QtBot, page: PreferencesPage) -> None:
    for width in (1040, 640, 1040):
        page.resize(width, 700)
        qtbot.waitUntil(page.rules.isVisible)


def test_the_tab_that_is_clicked_has_the_focus(qtbot: QtBot, page: PreferencesPage) -> None:
    page.tabs[0].setFocus()
    page.tabs[1].click()
    assert page.focusWidget() is page.tabs[1]
