"""The window hands events to its parts and wishes to the engine, and its pill never lies."""

from __future__ import annotations

import itertools
from dataclasses import replace
from datetime import datetime
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.header import Known, State, state_of
from app.main_window import MainWindow
from app.palette import CommandPalette
from app.preferences.page import PreferencesPage
from app.sidebar import age_group
from app.theme.theme import Theme
from engine import events
from engine.contracts import Choice, Decision, Preferences, Privacy, Receipt
from engine.model.port import ModelInfo
from engine.policy.views import RuleInForce
from engine.settings import Settings
from tests.app import fakes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

MODEL = ModelInfo("Orchestrator-8B", "/models/o.gguf", 5_000_000_000, "Q4_K_M", "CPU 8 threads", 32_768)


class Page(QWidget):
    """A page that remembers what it was told."""

    title = "Activity"

    def __init__(self) -> None:
        super().__init__()
        self.events: list[object] = []
        self.turns: list[str] = []

    def on_event(self, event: object) -> None:
        self.events.append(event)

    def show_turn(self, turn_id: str) -> None:
        self.turns.append(turn_id)


class Shell:
    """A window, its commands and its pages."""

    def __init__(self, theme: Theme) -> None:
        self.commands = fakes.RecordingCommands()
        self.pages = {key: Page() for key in ("activity", "models", "preferences")}
        self.window = MainWindow(theme, self.commands, self.pages)

    def tell(self, *told: object) -> None:
        for event in told:
            self.window.on_event(event)


@pytest.fixture
def shell(theme: Theme, qtbot: QtBot) -> Shell:
    shell = Shell(theme)
    qtbot.addWidget(shell.window)
    with qtbot.waitExposed(shell.window):
        shell.window.show()
    return shell


def settings(preferences: Preferences) -> events.SettingsChanged:
    return events.SettingsChanged(Settings(preferences=preferences), ())


def network(online: bool, locked: bool = False) -> events.NetworkChanged:
    return events.NetworkChanged(online, locked, "seccomp filter")


@pytest.mark.parametrize(
    ("privacy", "offline", "online", "locked"),
    list(itertools.product(Privacy, (True, False), (True, False), (True, False))),
)
def test_the_pill_tells_the_truth(privacy: Privacy, offline: bool, online: bool, locked: bool) -> None:
    state = state_of(Known(Preferences(privacy, offline=offline), network(online, locked)))
    if offline or locked:
        assert state is (State.CLOSING if online else State.OFFLINE)
    elif privacy is Privacy.LOCAL_ONLY:
        assert state is State.LOCAL_ONLY
    else:
        assert state is (State.ALLOWED if privacy is Privacy.RELAXED else State.ASK)


def test_the_pill_says_allowed_only_where_no_rule_asks(shell: Shell) -> None:
    asks = RuleInForce(
        "ask_before_leaving", Decision.ASK, "Before anything leaves, you are asked.", "Privacy"
    )
    relaxed = Settings(preferences=Preferences(privacy=Privacy.RELAXED))
    shell.tell(network(True), events.SettingsChanged(relaxed, (asks,)))
    assert shell.window.header.pill.text() == "Ask before cloud"
    shell.tell(events.SettingsChanged(relaxed, ()))
    assert shell.window.header.pill.text() == "Cloud allowed"


@pytest.mark.parametrize(
    ("privacy", "offline", "online", "locked"),
    list(itertools.product(Privacy, (True, False), (True, False), (True, False))),
)
def test_the_pill_never_says_that_all_stays_here_while_an_endpoint_can_answer(
    privacy: Privacy, offline: bool, online: bool, locked: bool
) -> None:
    known = Known(Preferences(privacy, offline=offline), network(online, locked), host="studio.lan")
    state = state_of(known)
    if offline or locked:
        assert state is (State.CLOSING if online else State.OFFLINE)
    elif privacy is Privacy.LOCAL_ONLY and not online:
        assert state is State.LOCAL_ONLY
    else:
        assert state is State.ELSEWHERE


def test_the_header_names_the_host_that_answers_and_forgets_it_with_a_model_of_this_computer(
    shell: Shell,
) -> None:
    header = shell.window.header
    away = ModelInfo("qwen3", "http://studio.lan:8000/v1", 0, "", "at studio.lan", 32_768, host="studio.lan")
    shell.tell(network(True), settings(Preferences()), events.ModelReady(away))
    assert header.pill.text() == "Answers from studio.lan"
    assert header.pill.property("tone") == "leaves"
    assert "studio.lan" in header.pill.accessibleDescription()
    assert header.model.text() == "qwen3 at studio.lan"
    assert header.model.property("tone") == "leaves"
    shell.tell(events.ModelReady(MODEL))
    assert header.pill.text() == "Ask before cloud"
    assert header.model.property("tone") == "secondary"
    assert "CPU 8 threads" in header.model.text()


def test_the_pill_claims_nothing_before_it_knows() -> None:
    assert state_of(Known()) is State.UNKNOWN
    assert state_of(Known(preferences=Preferences(offline=True))) is State.UNKNOWN
    assert state_of(Known(network=network(False))) is State.UNKNOWN


def test_the_pill_has_icon_word_and_explanation_and_opens_the_preferences(shell: Shell) -> None:
    shell.tell(settings(Preferences(offline=True)), network(False))
    pill = shell.window.header.pill
    assert pill.text() == "Offline"
    assert not pill.icon().isNull()
    assert pill.accessibleDescription()
    assert shell.window.header.caption.full_text == "seccomp filter"
    QTest.mouseClick(pill, Qt.MouseButton.LeftButton)
    assert shell.pages["preferences"].isVisible()


def test_offline_can_be_switched_by_mouse_and_by_key(shell: Shell) -> None:
    shell.tell(settings(Preferences()), network(True))
    QTest.mouseClick(shell.window.header.offline_button, Qt.MouseButton.LeftButton)
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(shell.window, Qt.Key.Key_O, keys)
    assert [asked[0].offline for asked in shell.commands.named("set_preferences")] == [True, True]
    shell.tell(settings(Preferences(offline=True)), network(False))
    QTest.mouseClick(shell.window.header.offline_button, Qt.MouseButton.LeftButton)
    assert shell.commands.named("set_preferences")[-1][0].offline is False


def test_a_run_that_was_started_offline_cannot_be_switched(shell: Shell) -> None:
    shell.tell(settings(Preferences()), network(False, locked=True))
    assert shell.window.header.state is State.OFFLINE
    shell.window.toggle_offline()
    assert shell.commands.named("set_preferences") == []


def test_a_message_goes_to_the_conversation_that_is_shown(shell: Shell) -> None:
    shell.tell(events.ModelReady(MODEL))
    QTest.keyClicks(shell.window.chat.composer.edit, "Hello")
    QTest.keyClick(shell.window.chat.composer.edit, Qt.Key.Key_Return)
    shell.tell(events.TurnStarted("c9", "t1", fakes.user("Hello")))
    shell.tell(events.TurnFinished("c9", "t1", fakes.assistant("Hi."), Receipt(1.0, 2, 1)))
    shell.window.chat.composer.write("Again")
    shell.window.chat.composer.send()
    assert shell.commands.named("start_turn") == [("", "Hello"), ("c9", "Again")]


def test_nothing_is_sent_twice_before_the_turn_begins(shell: Shell) -> None:
    shell.tell(events.ModelReady(MODEL))
    for text in ("one", "two"):
        shell.window.chat.composer.write(text)
        shell.window.chat.composer.send()
    assert shell.commands.named("start_turn") == [("", "one")]


def test_the_composer_waits_for_the_model_in_words(shell: Shell) -> None:
    composer = shell.window.chat.composer
    assert composer.obstacle.text() == "Waiting for the model"
    shell.tell(events.ModelLoading("Orchestrator-8B", 0.43))
    assert composer.obstacle.text() == "Loading Orchestrator-8B · 43 %"
    assert shell.window.header.progress.value() == 43
    shell.tell(events.ModelFailed("The file is broken.", "Choose another in Models."))
    assert composer.obstacle.text() == "No model is loaded"
    shell.tell(events.ModelReady(MODEL))
    assert composer.obstacle.text() == ""
    assert shell.window.header.model.text() == "Orchestrator-8B · Q4_K_M · CPU 8 threads"


def test_the_speed_is_shown_while_it_writes(shell: Shell) -> None:
    shell.tell(events.ModelReady(MODEL), events.TurnStarted("c1", "t1", fakes.user("x")))
    shell.tell(events.TextDelta("t1", "word ", 57.9))
    assert shell.window.header.model.text().endswith("58 tokens/s")
    shell.tell(events.TurnFinished("c1", "t1", fakes.assistant("word"), Receipt(1.0, 2, 1)))
    assert "tokens/s" not in shell.window.header.model.text()


def test_every_page_gets_every_event_and_a_missing_page_is_no_harm(
    shell: Shell, theme: Theme, qtbot: QtBot
) -> None:
    shell.tell(network(True), events.Notice("Something."))
    assert [len(page.events) for page in shell.pages.values()] == [2, 2, 2]
    bare = MainWindow(theme, shell.commands, {})
    qtbot.addWidget(bare)
    bare.on_event(network(True))
    bare.show_page("activity")
    assert bare.chat.isVisibleTo(bare)


def test_a_cap_that_is_reached_is_a_quiet_line_and_told_once(shell: Shell) -> None:
    reached = (
        "The cap for one day is reached: $1.98 of $2.00 is spent. What would cost more waits until 00:00 UTC;"
        " free and local tools go on."
    )
    shell.tell(
        events.TurnStarted("c1", "t1", fakes.user("x")), events.Notice(reached), events.Notice(reached)
    )
    assert shell.window.notices.text.text() == reached
    assert shell.window.notices.text.property("tone") == "secondary"
    assert shell.window.chat.composer.stop_button.isVisible()
    shell.window.notices.close_button.click()
    assert not shell.window.notices.isVisible()


def test_a_receipt_opens_the_activity_of_its_turn(shell: Shell) -> None:
    shell.window.chat.transcript.receipt_pressed.emit("t7")
    assert shell.pages["activity"].turns == ["t7"]
    assert shell.window.header.title.text() == "Activity"


def test_a_question_is_announced_on_other_pages_and_stays_ungranted_there(shell: Shell) -> None:
    shell.window.show_page("models")
    shell.tell(events.QuestionAsked(fakes.question()))
    assert shell.window.header.question_button.isVisible()
    QTest.keyClick(shell.window, Qt.Key.Key_Escape)
    assert shell.commands.named("answer") == []
    QTest.mouseClick(shell.window.header.question_button, Qt.MouseButton.LeftButton)
    assert shell.window.card is not None
    assert shell.window.card.isVisible()
    assert shell.window.focusWidget() is shell.window.card


class Stage(Page):
    """A page that can show a question, and has something open."""

    title = "Models"

    def __init__(self) -> None:
        super().__init__()
        self.card: QWidget | None = None
        self.open = True
        self._box = QVBoxLayout(self)

    def show_card(self, card: QWidget | None) -> None:
        if self.card is not None:
            self._box.removeWidget(self.card)
            self.card.hide()
        self.card = card
        if card is not None:
            self._box.addWidget(card)
            card.show()

    def escape(self) -> bool:
        was, self.open = self.open, False
        return was


@pytest.fixture
def staged(theme: Theme, qtbot: QtBot) -> tuple[Shell, Stage]:
    """A window whose Models page can show questions."""
    stage = Stage()
    shell = Shell(theme)
    shell.pages["models"] = stage
    shell.window = MainWindow(theme, shell.commands, shell.pages)
    qtbot.addWidget(shell.window)
    with qtbot.waitExposed(shell.window):
        shell.window.show()
    return shell, stage


def test_a_question_of_no_conversation_is_asked_on_the_models_page(staged: tuple[Shell, Stage]) -> None:
    shell, stage = staged
    errand, turns = replace(fakes.question(id_="q1"), conversation_id=""), fakes.question(id_="q2")
    shell.tell(events.QuestionAsked(errand), events.QuestionAsked(turns))
    assert stage.card is not None
    assert not stage.card.isVisible()
    QTest.keyClick(shell.window, Qt.Key.Key_Escape)
    assert shell.commands.named("answer") == []
    assert shell.window.header.question_button.isVisible()
    QTest.mouseClick(shell.window.header.question_button, Qt.MouseButton.LeftButton)
    assert stage.isVisible()
    assert shell.window.focusWidget() is stage.card
    QTest.keyClick(shell.window, Qt.Key.Key_Escape)
    assert shell.commands.named("answer") == [("q1", Choice.DENY)]
    assert shell.window.card is not None
    assert shell.window.card.question.id == "q2"
    assert not shell.window.card.isVisible()
    assert shell.window.header.question_button.isVisible()
    shell.window.show_page("")
    assert shell.window.card.isVisible()


@pytest.mark.parametrize("errand", ["check_expert", "update_prices"])
def test_what_was_begun_in_preferences_is_asked_there(theme: Theme, qtbot: QtBot, errand: str) -> None:
    stage, shell = Stage(), Shell(theme)
    shell.pages |= {"models": Page(), "preferences": stage}
    shell.window = MainWindow(theme, shell.commands, shell.pages)
    qtbot.addWidget(shell.window)
    with qtbot.waitExposed(shell.window):
        shell.window.show()
    shell.window.show_page("preferences")
    asked = fakes.question(fakes.item(name=errand))
    shell.tell(events.QuestionAsked(replace(asked, conversation_id="")))
    assert stage.card is not None
    assert stage.card.isVisible()
    assert not shell.window.header.question_button.isVisible()


def test_the_proof_can_be_asked_for_from_the_palette(theme: Theme, qtbot: QtBot) -> None:
    commands, shell = Mock(), Shell(theme)
    page = PreferencesPage(theme, commands)
    window = MainWindow(theme, shell.commands, {"preferences": page})
    qtbot.addWidget(window)
    window.show()
    window.open_palette()
    palette = window.findChild(CommandPalette)
    assert palette is not None
    palette.filter.setText("prove nothing")
    QTest.keyClick(palette.filter, Qt.Key.Key_Return)
    assert page.isVisible()
    commands.prove_offline.assert_called_once_with()


def test_escape_closes_what_a_page_has_open_before_it_stops_the_answer(staged: tuple[Shell, Stage]) -> None:
    shell, stage = staged
    shell.window.show_page("models")
    shell.tell(events.TurnStarted("c1", "t1", fakes.user("x")))
    shell.window.escape()
    assert not stage.open
    assert shell.commands.named("stop_turn") == []
    shell.window.escape()
    assert shell.commands.named("stop_turn") == [()]


def test_a_models_failure_takes_the_keyboard_from_nobody(staged: tuple[Shell, Stage]) -> None:
    shell, _ = staged
    windows = {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()}
    shown: list[QWidget] = []

    class Watch(QObject):
        def eventFilter(self, watched: QObject, event: QEvent) -> bool:
            if event.type() is QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                shown.append(watched)
            return False

    watch = Watch()
    application = QApplication.instance()
    assert application is not None
    application.installEventFilter(watch)
    shell.tell(events.ModelFailed("The file is broken.", "Choose another in Models."))
    application.removeEventFilter(watch)
    assert shown == []
    assert {widget for widget in QApplication.topLevelWidgets() if widget.isVisible()} == windows


def test_conversations_are_listed_by_age_and_filtered(shell: Shell) -> None:
    now = shell.window.sidebar._clock()
    rows = (
        ("a", "Lease", now),
        ("b", "Trip to Kyoto", now - 3 * 86_400),
        ("c", "Old lease", now - 90 * 86_400),
    )
    shell.tell(events.ConversationsChanged(tuple(events.ConversationSummary(*row) for row in rows)))
    listed = shell.window.sidebar.list
    assert listed.titles() == ["Today", "Lease", "This week", "Trip to Kyoto", "Earlier", "Old lease"]
    QTest.keyClicks(shell.window.sidebar.search, "LEASE")
    assert listed.titles() == ["Today", "Lease", "Earlier", "Old lease"]


def test_ages_follow_the_calendar_and_not_the_hour() -> None:
    noon = datetime(2026, 3, 10, 12, 0).timestamp()  # noqa: DTZ001 (the user's own time zone)
    assert age_group(noon - 11 * 3600, noon) == 0
    assert age_group(noon - 13 * 3600, noon) == 1
    assert age_group(noon - 6 * 86_400, noon) == 1
    assert age_group(noon - 8 * 86_400, noon) == 2


def test_a_conversation_that_comes_late_does_not_replace_a_newer_wish(shell: Shell) -> None:
    shell.window.sidebar.conversation_pressed.emit("a")
    shell.window.new_chat()
    turn = events.StoredTurn("t1", (fakes.user("x"),), (), None)
    shell.tell(events.ConversationOpened(events.ConversationSummary("a", "A", 0.0), (turn,)))
    assert list(shell.window.chat.transcript.turns) == []
    shell.window.sidebar.conversation_pressed.emit("a")
    shell.tell(events.ConversationOpened(events.ConversationSummary("a", "A", 0.0), (turn,)))
    assert list(shell.window.chat.transcript.turns) == ["t1"]
    assert shell.commands.named("open_conversation") == [("a",), ("a",)]


def test_deleting_asks_first_and_keeps_by_default(shell: Shell, qtbot: QtBot) -> None:
    shell.window.sidebar.list.delete_asked.emit("a", "<b>Lease</b>")
    box = QApplication.activeModalWidget()
    assert box is not None
    buttons = {part.text(): part for part in box.findChildren(QPushButton)}
    assert buttons["Keep"].isDefault()
    QTest.mouseClick(buttons["Delete"], Qt.MouseButton.LeftButton)
    assert shell.commands.named("delete_conversation") == [("a",)]


def test_a_link_goes_to_the_clipboard_and_nowhere_else(shell: Shell) -> None:
    shell.window.chat.transcript.link_clicked.emit("https://a.example/?q=secret")
    assert QGuiApplication.clipboard().text() == "https://a.example/?q=secret"
    assert "https://a.example/?q=secret" in shell.window.notices.text.text()


def test_the_palette_runs_what_it_names(shell: Shell, qtbot: QtBot) -> None:
    QTest.keyClick(shell.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    palette = shell.window.findChildren(CommandPalette)[0]
    QTest.keyClicks(palette.filter, "models")
    assert palette.list.count() == 1
    QTest.keyClick(palette.filter, Qt.Key.Key_Return)
    assert shell.pages["models"].isVisible()


def test_find_opens_by_key_and_closes_by_escape(shell: Shell) -> None:
    QTest.keyClick(shell.window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert shell.window.chat.find_bar.isVisible()
    QTest.keyClick(shell.window, Qt.Key.Key_Escape)
    assert shell.window.chat.find_bar.isHidden()


def test_the_sidebar_gives_way_in_a_narrow_window(shell: Shell) -> None:
    shell.window.resize(1200, 700)
    assert shell.window.sidebar.isVisible()
    shell.window.resize(900, 600)
    assert shell.window.sidebar.isHidden()
    QTest.mouseClick(shell.window.header.sidebar_button, Qt.MouseButton.LeftButton)
    assert shell.window.sidebar.isVisible()


def test_everything_that_can_be_pressed_has_a_name(shell: Shell) -> None:
    shell.tell(settings(Preferences()), network(True), events.ModelReady(MODEL))
    shell.tell(events.QuestionAsked(fakes.question()))
    for part in shell.window.findChildren(QPushButton):
        assert part.text() or part.accessibleName(), part


def test_the_window_takes_another_scheme_and_language_while_it_runs(shell: Shell, theme: Theme) -> None:
    shell.tell(settings(Preferences()), network(True), events.QuestionAsked(fakes.question()))
    theme.set_scheme("dark")
    QApplication.sendEvent(shell.window, QEvent(QEvent.Type.LanguageChange))
    shell.window.grab()
    assert shell.window.header.pill.text() == "Ask before cloud"
