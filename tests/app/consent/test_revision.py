"""A changed question keeps its place until it comes again, with what would be sent then."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.consent.card import ConsentCard
from app.consent.menu import GUARD_S
from app.main_window import MainWindow
from app.theme.theme import Theme
from engine.contracts import Answer, Choice, Question, QuestionItem, Revision
from engine.events import CallFinished, NetworkChanged, QuestionAsked, QuestionClosed, TurnStarted
from tests.app import cloud_fakes, fakes
from tests.app.consent.test_editing import TWO, type_into

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> tuple[MainWindow, fakes.RecordingCommands]:
    commands = fakes.RecordingCommands()
    window = MainWindow(theme, commands, {})
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.on_event(TurnStarted("c1", "t1", fakes.user("hello")))
    return window, commands


def said(card: ConsentCard) -> list[str]:
    return [part.text() for part in card.findChildren(QLabel) if part.isVisibleTo(card)]


def change(shell: MainWindow, text: str) -> ConsentCard:
    """The visible card, on which the first call was changed."""
    card = shell.card
    assert card is not None
    if card.rows:
        if card.rows[0].detail is None:
            card.rows[0].open_or_close()
        detail = card.rows[0].detail
        assert detail is not None
    else:
        detail = card.details[0]
    detail.edit()
    type_into(detail, "question" if not card.rows else "query", text)
    card.look()
    return card


def again(item: QuestionItem, **arguments: object) -> Question:
    return fakes.question(cloud_fakes.edited(item, **arguments), id_="q2")


def test_the_card_that_follows_takes_the_place_and_says_so(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, commands = window
    shell.on_event(QuestionAsked(fakes.question(cloud_fakes.letter("first words"))))
    shell.on_event(QuestionAsked(fakes.question(id_="q9")))
    before = change(shell, "other words")
    assert [asked[0] for asked in commands.named("revise")] == ["q1"]
    assert shell.card is before, "until the new one comes"
    shell.on_event(QuestionClosed(Answer("q1", Choice.DENY, revisions={"call-1": Revision()})))
    assert shell.card is before
    shell.on_event(QuestionAsked(again(cloud_fakes.letter("other words"))))
    card = shell.card
    assert card is not None
    assert card is not before
    assert card.question.id == "q2"
    assert "Changed by you" in said(card)
    assert "Changed by you." in card.accessibleDescription()
    assert shell.focusWidget() is card
    assert card.countdown.text().endswith("question 1 of 2")
    card.details[0].show_tab(1)
    shown_text = card.details[0].payload.toPlainText()
    assert shown_text.splitlines() == ["− question: first words", "+ question: other words"]
    QTest.keyClick(card, Qt.Key.Key_Return)
    QTest.keyClick(card, Qt.Key.Key_Space)
    QTest.mouseClick(card.grant_button, Qt.MouseButton.LeftButton)
    assert commands.named("answer") == [], "a double click on the button before must not send"


def test_the_card_that_follows_can_be_granted_and_changed_again(
    window: tuple[MainWindow, fakes.RecordingCommands], qtbot: QtBot
) -> None:
    shell, commands = window
    shell.on_event(QuestionAsked(fakes.question(cloud_fakes.letter("first words"))))
    change(shell, "other words")
    shell.on_event(QuestionAsked(again(cloud_fakes.letter("other words"))))
    change(shell, "third words")
    assert [asked[0] for asked in commands.named("revise")] == ["q1", "q2"]
    third = replace(again(cloud_fakes.letter("third words")), id="q3")
    shell.on_event(QuestionAsked(third))
    assert shell.card is not None
    shell.card.details[0].show_tab(1)
    assert "− question: first words" in shell.card.details[0].payload.toPlainText()
    qtbot.wait(round(GUARD_S * 1000) + 50)
    shell.card.grant()
    assert commands.named("answer") == [("q3", Choice.ONCE)]


def test_what_was_left_out_and_open_stays_so(window: tuple[MainWindow, fakes.RecordingCommands]) -> None:
    shell, _ = window
    shell.on_event(QuestionAsked(TWO))
    assert shell.card is not None
    shell.card.rows[1].box.click()
    change(shell, "early notice")
    first = cloud_fakes.edited(cloud_fakes.engines(1), query="early notice")
    shell.on_event(QuestionAsked(fakes.question(first, cloud_fakes.hiding(2), id_="q2")))
    assert [row.included for row in shell.card.rows] == [True, False]
    assert [row.is_open for row in shell.card.rows] == [True, True]
    assert "changed by you" in said(shell.card)


def test_a_no_while_it_is_prepared_refuses_what_comes(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, commands = window
    shell.on_event(QuestionAsked(fakes.question(cloud_fakes.letter("first words"))))
    change(shell, "other words")
    QTest.keyClick(shell, Qt.Key.Key_Escape)
    assert shell.card is None
    assert commands.named("answer") == [], "the question had ended"
    shell.on_event(QuestionAsked(again(cloud_fakes.letter("other words"))))
    assert shell.card is None
    assert commands.named("answer") == [("q2", Choice.DENY)]
    shell.on_event(QuestionAsked(fakes.question(id_="q3")))
    assert shell.card is not None


def test_going_offline_while_it_is_prepared_refuses_it(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, commands = window
    shell.on_event(QuestionAsked(fakes.question(cloud_fakes.letter("first words"))))
    change(shell, "other words")
    shell.on_event(NetworkChanged(online=False, locked=False, enforcement=""))
    assert shell.card is None
    assert commands.named("answer") == []


def test_a_change_that_a_rule_denies_takes_the_card_away(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, _ = window
    item = cloud_fakes.letter("first words")
    shell.on_event(QuestionAsked(fakes.question(item)))
    change(shell, "other words")
    shell.on_event(CallFinished("other", fakes.refused(item.call)))
    assert shell.card is not None
    shell.on_event(CallFinished("t1", fakes.refused(item.call)))
    assert shell.queue.current is None
    shell.on_event(QuestionAsked(fakes.question(id_="q5")))
    assert shell.queue.current is not None


def test_a_question_that_had_ended_is_not_changed(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, commands = window
    commands.ended.add("q1")
    shell.on_event(QuestionAsked(fakes.question(cloud_fakes.letter("first words"))))
    change(shell, "other words")
    assert shell.card is None


def test_another_question_does_not_take_the_place_of_a_changed_one(
    window: tuple[MainWindow, fakes.RecordingCommands],
) -> None:
    shell, _ = window
    shell.on_event(QuestionAsked(fakes.question(cloud_fakes.letter("first words"))))
    before = change(shell, "other words")
    errand = replace(fakes.question(id_="errand"), conversation_id="", turn_id="")
    shell.on_event(QuestionAsked(errand))
    assert shell.card is before
    shell.on_event(QuestionAsked(again(cloud_fakes.letter("other words"))))
    assert shell.card is not None
    assert shell.card.question.id == "q2"
