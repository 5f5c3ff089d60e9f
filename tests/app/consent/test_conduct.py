"""The consent card's rules of conduct, each with a test."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.consent import scopes
from app.consent.card import ConsentCard
from app.consent.menu import GUARD_S
from app.main_window import MainWindow
from app.theme.theme import Theme
from engine.contracts import Answer, Choice, Decision, Preview, Question, QuestionItem, Reach, Verdict
from engine.events import QuestionAsked, QuestionClosed, TurnStarted
from tests.app import fakes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def card(theme: Theme, clock: Clock, qtbot: QtBot) -> ConsentCard:
    return shown(theme, clock, qtbot, fakes.question())


def shown(theme: Theme, clock: Clock, qtbot: QtBot, question: Question) -> ConsentCard:
    card = ConsentCard(theme, question, lambda: 108.0, clock)
    qtbot.addWidget(card)
    card.resize(740, 380)
    with qtbot.waitExposed(card):
        card.show()
    card.setFocus()
    return card


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> tuple[MainWindow, fakes.RecordingCommands]:
    commands = fakes.RecordingCommands()
    window = MainWindow(theme, commands, {})
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    return window, commands


def test_the_first_focus_is_on_the_card_and_on_no_button(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    window[0].on_event(QuestionAsked(fakes.question()))
    card = window[0].card
    assert card is not None
    assert window[0].focusWidget() is card
    assert not any(part.isDefault() for part in card.findChildren(QPushButton))


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_enter_and_space_on_a_card_do_nothing(
    card: ConsentCard, clock: Clock, key: Qt.Key, qtbot: QtBot
) -> None:
    for moment in (0.0, 10.0):
        clock.now += moment
        with qtbot.assertNotEmitted(card.answered):
            QTest.keyClick(card, key)


def test_clicks_on_grant_are_ignored_at_first(card: ConsentCard, clock: Clock, qtbot: QtBot) -> None:
    clock.now += GUARD_S - 0.01
    with qtbot.assertNotEmitted(card.answered):
        QTest.mouseClick(card.grant_button, Qt.MouseButton.LeftButton)
    clock.now += 0.02
    with qtbot.waitSignal(card.answered) as answered:
        QTest.mouseClick(card.grant_button, Qt.MouseButton.LeftButton)
    assert answered.args == ["q1", Choice.ONCE, ()]


def test_keys_on_grant_are_ignored_at_first(card: ConsentCard, clock: Clock, qtbot: QtBot) -> None:
    card.grant_button.setFocus()
    clock.now += GUARD_S - 0.01
    with qtbot.assertNotEmitted(card.answered):
        QTest.keyClick(card.grant_button, Qt.Key.Key_Space)
    clock.now += 0.02
    with qtbot.waitSignal(card.answered):
        QTest.keyClick(card.grant_button, Qt.Key.Key_Space)


def test_a_card_that_comes_back_into_sight_is_fresh_again(
    card: ConsentCard, clock: Clock, qtbot: QtBot
) -> None:
    clock.now += 60
    card.hide()
    card.show()
    with qtbot.assertNotEmitted(card.answered):
        card.grant()


def test_a_hidden_card_grants_nothing(card: ConsentCard, clock: Clock, qtbot: QtBot) -> None:
    clock.now += 60
    card.hide()
    with qtbot.assertNotEmitted(card.answered):
        card.grant()


@pytest.mark.parametrize("part", ["card", "grant_button", "deny_button", "payload"])
def test_escape_denies_from_anywhere_on_the_card(card: ConsentCard, part: str, qtbot: QtBot) -> None:
    place = {"card": card, "payload": card.details[0].payload}.get(part) or getattr(card, part)
    place.setFocus()
    with qtbot.waitSignal(card.answered) as answered:
        QTest.keyClick(place, Qt.Key.Key_Escape)
    assert answered.args == ["q1", Choice.DENY, ()]


def test_deny_comes_before_grant(card: ConsentCard) -> None:
    assert card.deny_button.x() < card.grant_button.x()
    chain = [card.deny_button]
    while chain[-1].nextInFocusChain() is not card and len(chain) < 50:
        chain.append(chain[-1].nextInFocusChain())  # type: ignore[arg-type]
    assert card.grant_button in chain


def test_a_card_answers_once(card: ConsentCard, clock: Clock, qtbot: QtBot) -> None:
    clock.now += 1
    answers: list[tuple[str, Choice]] = []
    card.answered.connect(lambda name, choice, _declined: answers.append((name, choice)))
    card.deny()
    card.grant()
    card.deny()
    assert answers == [("q1", Choice.DENY)]


def test_the_words_on_the_button_equal_the_scope() -> None:
    assert scopes.grant_words(fakes.question()) == "Send once"
    assert scopes.grant_words(fakes.question(fakes.local_item())) == "Allow once"
    assert scopes.grant_words(fakes.question(fakes.item(), fakes.item(number=2))) == "Send all 2 once"
    assert scopes.grant_words(fakes.question(fakes.item(), fakes.local_item(number=2))) == "Allow all 2 once"


SCOPES = {
    Choice.ONCE: ("Send once", "Allow once", "Send all 2 once", "Allow all 2 once"),
    Choice.ANSWER: (
        "Send for this answer",
        "Allow for this answer",
        "Send all 2 for this answer",
        "Allow all 2 for this answer",
    ),
    Choice.CONVERSATION: (
        "Send for this conversation",
        "Allow for this conversation",
        "Send all 2 for this conversation",
        "Allow all 2 for this conversation",
    ),
    Choice.FILE: (
        "Download this file",
        "Allow for this file",
        "Download these 2 files",
        "Allow all 2 for these files",
    ),
    Choice.HOUR: (
        "Send for one hour",
        "Allow for one hour",
        "Send all 2 for one hour",
        "Allow all 2 for one hour",
    ),
    Choice.HOST: (
        "Send to this host until Sordino ends",
        "Allow until Sordino ends",
        "Send all 2 to these hosts until Sordino ends",
        "Allow all 2 until Sordino ends",
    ),
}
SOME = {
    Choice.ONCE: ("Send 1 of 2 once", "Allow 1 of 2 once"),
    Choice.FILE: ("Download 1 of 2 files", "Allow 1 of 2 for these files"),
    Choice.ANSWER: ("Send 1 of 2 for this answer", "Allow 1 of 2 for this answer"),
    Choice.CONVERSATION: ("Send 1 of 2 for this conversation", "Allow 1 of 2 for this conversation"),
    Choice.HOUR: ("Send 1 of 2 for one hour", "Allow 1 of 2 for one hour"),
    Choice.HOST: ("Send 1 of 2 to these hosts until Sordino ends", "Allow 1 of 2 until Sordino ends"),
}
EACH = (Choice.DENY, Choice.ONCE, Choice.ANSWER)
OWN = (Choice.DENY, Choice.ANSWER, Choice.CONVERSATION)


@pytest.mark.parametrize("scope", list(SCOPES))
def test_every_scope_has_words_of_its_own(scope: Choice) -> None:
    questions = (
        fakes.question(),
        fakes.question(fakes.local_item()),
        fakes.question(fakes.item(), fakes.item(number=2)),
        fakes.question(fakes.item(), fakes.local_item(number=2)),
    )
    assert tuple(scopes.grant_words(question, scope) for question in questions) == SCOPES[scope]


@pytest.mark.parametrize("scope", list(SOME))
def test_every_scope_says_how_many_of_the_calls_it_covers(scope: Choice) -> None:
    sends = fakes.question(fakes.item(), fakes.item(number=2))
    allows = fakes.question(fakes.item(), fakes.local_item(number=2))
    assert scopes.grant_words(sends, scope, sends.items[:1]) == SOME[scope][0]
    assert scopes.grant_words(allows, scope, allows.items[1:]) == SOME[scope][1]
    assert len({scopes.scope_words(one) for one in SOME}) == len(SOME)


@pytest.mark.parametrize("choices", [(Choice.DENY, Choice.ONCE), EACH, OWN, (Choice.DENY,)])
def test_there_is_a_button_for_each_yes_on_offer_and_for_no_other(
    theme: Theme, clock: Clock, qtbot: QtBot, choices: tuple[Choice, ...]
) -> None:
    card = shown(theme, clock, qtbot, replace(fakes.question(), choices=choices))
    said = [part.text() for part in card.findChildren(QPushButton) if part.text().startswith("Send ")]
    assert said == [scopes.grant_words(card.question, choice) for choice in choices[1:]]
    clock.now += 10
    for scope in SCOPES.keys() - set(choices):
        with qtbot.assertNotEmitted(card.answered):
            card.grant(scope)


@pytest.mark.parametrize(
    ("scope", "choices"),
    [(Choice.ONCE, EACH), (Choice.ANSWER, EACH), (Choice.ANSWER, OWN), (Choice.CONVERSATION, OWN)],
)
def test_each_button_gives_the_scope_that_its_words_say_and_keeps_the_rules(
    theme: Theme, clock: Clock, qtbot: QtBot, scope: Choice, choices: tuple[Choice, ...]
) -> None:
    card = shown(theme, clock, qtbot, replace(fakes.question(), choices=choices))
    made = card.grant_buttons[scope]
    assert made.text() == SCOPES[scope][0]
    assert made.accessibleDescription() == scopes.scope_words(scope)
    assert not made.isDefault()
    assert card.deny_button.x() < made.x()
    assert made.geometry().right() < card.width()
    with qtbot.assertNotEmitted(card.answered):
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
        QCoreApplication.sendEvent(made, held)
    clock.now += GUARD_S + 0.01
    with qtbot.waitSignal(card.answered) as answered:
        QTest.mouseClick(made, Qt.MouseButton.LeftButton)
    assert answered.args == ["q1", scope, ()]


def test_a_wider_yes_for_what_cannot_be_shown_cannot_be_given(
    theme: Theme, clock: Clock, qtbot: QtBot
) -> None:
    unknown = QuestionItem(fakes.call("web_search"), Reach.NETWORK, fakes.ASKED)
    card = shown(theme, clock, qtbot, replace(fakes.question(unknown), choices=OWN))
    clock.now += 10
    for scope, made in card.grant_buttons.items():
        assert not made.isEnabled()
        with qtbot.assertNotEmitted(card.answered):
            card.grant(scope)


def test_the_card_says_where_how_much_what_for_and_why(card: ConsentCard) -> None:
    said = " ".join(part.text().replace("\u200b", "") for part in card.findChildren(QLabel))
    for piece in (
        "Send this to html.duckduckgo.com?",
        "Privacy asks before anything leaves this computer.",
        "ask_before_leaving",
        "87 bytes",
        "free",
        "1.2 s",
        fakes.WITHOUT_IT,
        "lease-2024.pdf",
        "Denied by itself in 1:48 · question 1 of 1",
    ):
        assert piece in said
    assert "html.duckduckgo.com" in card.accessibleDescription()
    assert card.accessibleName() == "Send this to html.duckduckgo.com?"


def test_a_call_that_cannot_be_shown_cannot_be_granted(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    unknown = QuestionItem(fakes.call("web_search"), Reach.NETWORK, fakes.ASKED)
    card = shown(theme, clock, qtbot, fakes.question(unknown))
    clock.now += 10
    assert not card.grant_button.isEnabled()
    with qtbot.assertNotEmitted(card.answered):
        card.grant()


def test_several_calls_are_one_card_with_a_line_each(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    items = (fakes.item(), fakes.item(fakes.expert_request(), "ask_expert", 2), fakes.local_item(number=3))
    card = shown(theme, clock, qtbot, fakes.question(*items))
    assert len(card.rows) == 3
    assert card.heading.text() == "Allow these 3 calls?"
    QTest.mouseClick(card.rows[1].toggle, Qt.MouseButton.LeftButton)
    detail = card.rows[1].detail
    assert detail is not None
    assert "Is a notice period of two months lawful?" in detail.payload.toPlainText()


def test_hostile_text_draws_no_markup(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    hostile = "<b>Approved</b> <img src=file:///etc/passwd>\n\u202eevil \x00 " + "A" * 200_000
    made = QuestionItem(
        fakes.call("<h1>tool</h1>", 1, **{"<i>x</i>": hostile}),
        Reach.NETWORK,
        Verdict(Decision.ASK, "<u>rule</u>", "<a href='x'>why</a> " + hostile, ("file:<b>n</b>\u202e",)),
        Preview(fakes.search_request(hostile), without_it=hostile),
    )
    card = shown(theme, clock, qtbot, fakes.question(made, made))
    card.rows[0].open_or_close()
    for part in card.findChildren(QLabel):
        assert part.textFormat() is Qt.TextFormat.PlainText
        assert "\u202e" not in part.text()
        assert "\x00" not in part.text()
        assert len(part.text()) < 2_100
    texts = [view.toPlainText() for view in card.findChildren(QPlainTextEdit)]
    assert any("<b>Approved</b>" in text and "⟦U+202E⟧" in text for text in texts)
    card.grab()


def test_one_queue_first_in_first_out(window: tuple[MainWindow, fakes.RecordingCommands]) -> None:
    shell, commands = window
    for number in (1, 2, 3):
        shell.on_event(QuestionAsked(fakes.question(id_=f"q{number}")))
    seen = []
    while shell.card is not None:
        seen.append((shell.card.question.id, shell.queue.position))
        shell.card.deny()
    assert seen == [("q1", (1, 3)), ("q2", (2, 3)), ("q3", (3, 3))]
    assert [name for name, _ in commands.named("answer")] == ["q1", "q2", "q3"]


def test_a_new_question_never_replaces_the_visible_one(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, _ = window
    shell.on_event(QuestionAsked(fakes.question(id_="q1")))
    card = shell.card
    shell.on_event(QuestionAsked(fakes.question(id_="q2")))
    assert shell.card is card
    assert card is not None
    assert card.countdown.text().endswith("question 1 of 2")


def test_a_question_ended_elsewhere_goes_away_and_is_not_answered(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, commands = window
    shell.on_event(QuestionAsked(fakes.question()))
    shell.on_event(QuestionClosed(Answer("q1", Choice.DENY, "timeout")))
    assert shell.card is None
    assert commands.named("answer") == []


def test_the_deadline_denies(window: tuple[MainWindow, fakes.RecordingCommands], qtbot: QtBot) -> None:
    shell, commands = window
    shell.on_event(QuestionAsked(fakes.question(deadline_s=0.0)))
    qtbot.waitUntil(lambda: commands.named("answer") == [("q1", Choice.DENY)])
    assert shell.card is None


def test_closing_the_window_denies_what_waits_and_what_comes_later(
    window: tuple[MainWindow, fakes.RecordingCommands], qtbot: QtBot
) -> None:
    shell, commands = window
    shell.on_event(QuestionAsked(fakes.question(id_="q1")))
    shell.on_event(QuestionAsked(fakes.question(id_="q2")))
    with qtbot.waitSignal(shell.closing):
        shell.close()
    shell.on_event(QuestionAsked(fakes.question(id_="q3")))
    assert commands.named("answer") == [("q1", Choice.DENY), ("q2", Choice.DENY), ("q3", Choice.DENY)]


def test_escape_denies_the_question_before_it_stops_the_turn(
    window: tuple[MainWindow, fakes.RecordingCommands], qtbot: QtBot
) -> None:
    shell, commands = window
    shell.on_event(TurnStarted("c1", "t1", fakes.user("hello")))
    shell.on_event(QuestionAsked(fakes.question()))
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    assert commands.named("answer") == [("q1", Choice.DENY)]
    assert commands.named("stop_turn") == []
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    assert commands.named("stop_turn") == [()]


def test_what_is_typed_while_a_card_appears_grants_nothing(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, commands = window
    shell.chat.composer.setFocus()
    shell.on_event(QuestionAsked(fakes.question()))
    focused = shell.focusWidget()
    assert focused is not None
    QTest.keyClicks(focused, "yes please ")
    QTest.keyClick(focused, Qt.Key.Key_Return)
    assert commands.named("answer") == []


def test_a_double_click_cannot_reach_the_next_card(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, commands = window
    shell.on_event(QuestionAsked(fakes.question(id_="q1")))
    shell.on_event(QuestionAsked(fakes.question(id_="q2")))
    assert shell.card is not None
    shell.card.deny()
    QTest.mouseClick(shell.card.grant_button, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert commands.named("answer") == [("q1", Choice.DENY)]
