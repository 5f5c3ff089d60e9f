"""What the user changes is shown before it is sent, and nothing that was changed is sent unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.consent.card import ConsentCard
from app.consent.detail import ItemDetail
from app.consent.editor import ArgumentsEditor, editable
from app.consent.menu import GUARD_S
from app.main_window import MainWindow
from app.theme.theme import Theme
from engine.contracts import Answer, Choice, Question, QuestionItem, Revision
from engine.events import CallFinished, NetworkChanged, QuestionAsked, QuestionClosed, TurnStarted
from tests.app import cloud_fakes, fakes

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


def shown(theme: Theme, clock: Clock, qtbot: QtBot, question: Question) -> ConsentCard:
    """A card in sight that is no longer fresh."""
    card = ConsentCard(theme, question, lambda: 108.0, clock)
    qtbot.addWidget(card)
    card.resize(740, 500)
    with qtbot.waitExposed(card):
        card.show()
    card.setFocus()
    clock.now += 1
    return card


@pytest.fixture
def card(theme: Theme, clock: Clock, qtbot: QtBot) -> ConsentCard:
    return shown(theme, clock, qtbot, replace(fakes.question(cloud_fakes.hiding()), choices=fakes.WIDER))


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> tuple[MainWindow, fakes.RecordingCommands]:
    commands = fakes.RecordingCommands()
    window = MainWindow(theme, commands, {})
    qtbot.addWidget(window)
    with qtbot.waitExposed(window):
        window.show()
    window.on_event(TurnStarted("c1", "t1", fakes.user("hello")))
    return window, commands


def answers(card: ConsentCard) -> list[tuple[object, ...]]:
    told: list[tuple[object, ...]] = []
    card.answered.connect(lambda *args: told.append(args))
    return told


def revisions(card: ConsentCard) -> list[tuple[str, Mapping[str, Revision]]]:
    told: list[tuple[str, Mapping[str, Revision]]] = []
    card.revised.connect(lambda *args: told.append(args))
    return told


def type_into(detail: ItemDetail, name: str, text: str) -> None:
    assert detail.editor is not None
    box = detail.editor.fields[name].box
    if isinstance(box, QLineEdit):
        box.setText(text)
    else:
        box.setPlainText(text)


def test_while_a_call_is_edited_no_yes_is_on_offer(card: ConsentCard, clock: Clock) -> None:
    told, changed = answers(card), revisions(card)
    QTest.mouseClick(card.details[0].edit_button, Qt.MouseButton.LeftButton)
    assert card.details[0].editing
    assert not card.grant_button.isVisible()
    assert card.more is not None
    assert not card.more.button.isVisible()
    assert card.look_button.isVisible()
    assert not card.look_button.isEnabled()
    for scope in card.offered:
        card.grant(scope)
    assert told == []
    type_into(card.details[0], "question", "When do we leave?")
    assert card.look_button.isEnabled()
    card.grant()
    assert told == []
    QTest.mouseClick(card.look_button, Qt.MouseButton.LeftButton)
    arguments = {"question": "When do we leave?", "expert": "expert-1"}
    assert changed == [("q1", {"call-1": Revision(arguments, (cloud_fakes.PHONE.original,))})]
    assert told == []


def test_after_a_change_was_sent_on_nothing_but_a_no_counts(card: ConsentCard, clock: Clock) -> None:
    told, changed = answers(card), revisions(card)
    card.details[0].edit()
    type_into(card.details[0], "question", "When?")
    card.look()
    card.look()
    assert card.left_to(card.question) is not None
    assert card.left_to(replace(card.question, turn_id="other")) is None
    assert card.countdown.text() == "Preparing what would be sent…"
    card.grant()
    card.details[0].give_up()
    card.grant()
    assert told == []
    assert len(changed) == 1
    card.escape()
    assert told == [("q1", Choice.DENY, ())]


@pytest.mark.parametrize("part", ["box", "card", "deny_button"])
def test_escape_leaves_the_editor_and_only_then_denies(card: ConsentCard, part: str, qtbot: QtBot) -> None:
    told = answers(card)
    card.details[0].edit()
    type_into(card.details[0], "question", "other words")
    editor = card.details[0].editor
    assert editor is not None
    place = {"box": editor.fields["question"].box, "card": card}.get(part) or card.deny_button
    place.setFocus()
    QTest.keyClick(place, Qt.Key.Key_Escape)
    assert told == []
    assert not card.details[0].editing
    assert card.details[0].revision is None
    assert card.grant_button.isVisible()
    assert card.grant_button.isEnabled()
    assert card.hasFocus()
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert told == [("q1", Choice.DENY, ())]


def test_cancel_goes_back_to_the_card_as_it_was(card: ConsentCard) -> None:
    detail = card.details[0]
    detail.edit()
    type_into(detail, "question", "other words")
    assert detail.edit_button.text() == "Cancel"
    QTest.mouseClick(detail.edit_button, Qt.MouseButton.LeftButton)
    assert detail.edit_button.text() == "Edit"
    assert not detail.payload.isHidden()
    detail.edit()
    assert detail.editor is not None
    assert detail.editor.arguments == cloud_fakes.hiding().call.arguments


def test_enter_in_the_editor_answers_nothing(card: ConsentCard) -> None:
    told, changed = answers(card), revisions(card)
    card.details[0].edit()
    editor = card.details[0].editor
    assert editor is not None
    box = editor.fields["question"].box
    QTest.keyClick(box, Qt.Key.Key_Return)
    assert (told, changed) == ([], [])


def test_a_switch_shows_at_once_what_would_be_sent(card: ConsentCard) -> None:
    told, changed = answers(card), revisions(card)
    hidden = card.details[0].hidden
    assert hidden is not None
    assert [line.words.full_text for line in hidden.lines] == [
        "Hidden: ada@example.org (e-mail address), sent as [EMAIL_1]",
        "Hidden: 12 Mill Lane (from your own list), sent as [OWN_1]",
        "Not hidden: +44 20 7946 0018 (phone number), sent as it is",
    ]
    hidden.lines[0].box.click()
    sent = ("ada@example.org", cloud_fakes.PHONE.original)
    assert changed == [("q1", {"call-1": Revision(None, sent)})]
    card.grant()
    assert told == []


def test_a_find_that_goes_as_it_is_can_be_hidden_again(card: ConsentCard) -> None:
    changed, hidden = revisions(card), card.details[0].hidden
    assert hidden is not None
    hidden.lines[2].box.click()
    assert changed == [("q1", {"call-1": Revision(None, ())})]


def test_a_switch_beside_an_edited_text_waits_for_it(card: ConsentCard) -> None:
    changed, detail = revisions(card), card.details[0]
    detail.edit()
    assert detail.hidden is not None
    detail.hidden.lines[0].box.click()
    assert changed == []
    type_into(detail, "question", "Now?")
    card.look()
    assert changed[0][1]["call-1"].originals == ("ada@example.org", cloud_fakes.PHONE.original)
    assert changed[0][1]["call-1"].arguments is not None


def test_giving_up_puts_the_switches_back(card: ConsentCard) -> None:
    detail = card.details[0]
    detail.edit()
    assert detail.hidden is not None
    detail.hidden.lines[0].box.click()
    card.escape()
    assert [line.box.isChecked() for line in detail.hidden.lines] == [True, True, False]
    assert detail.hidden.lines[0].words.full_text.startswith("Hidden: ")
    assert card.grant_button.isEnabled()


def test_many_finds_are_folded(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    item = cloud_fakes.hiding()
    assert item.preview is not None
    many = tuple(
        replace(cloud_fakes.EMAIL, original=f"a{n}@x.org", placeholder=f"[EMAIL_{n}]") for n in range(30)
    )
    item = replace(item, preview=replace(item.preview, replaced=many, kept=()))
    card = shown(theme, clock, qtbot, fakes.question(item))
    hidden = card.details[0].hidden
    assert hidden is not None
    assert [line.isVisible() for line in hidden.lines].count(True) == 4
    assert hidden.more.text().startswith("Show all 30 find")
    hidden.more.click()
    assert all(line.isVisible() for line in hidden.lines)
    assert hidden.more.isHidden()


def test_of_a_secret_only_the_beginning_is_shown(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    item = cloud_fakes.hiding()
    assert item.preview is not None
    item = replace(item, preview=replace(item.preview, replaced=(cloud_fakes.TOKEN,)))
    card = shown(theme, clock, qtbot, fakes.question(item))
    hidden = card.details[0].hidden
    assert hidden is not None
    assert hidden.lines[0].words.full_text == "Hidden: ghp_… (access token), sent as [SECRET_1]"
    assert "Hidden: ghp_… (access token), sent as [SECRET_1]." in card.accessibleDescription()


def test_the_programs_own_errands_have_nothing_to_change(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    errand = replace(fakes.question(cloud_fakes.hiding()), conversation_id="", turn_id="")
    card = shown(theme, clock, qtbot, errand)
    detail = card.details[0]
    assert detail.edit_button.isHidden()
    detail.edit()
    assert not detail.editing
    assert detail.hidden is not None
    assert not any(line.box.isEnabled() for line in detail.hidden.lines)


def test_only_what_leaves_and_has_a_field_can_be_edited() -> None:
    assert editable(cloud_fakes.letter("x"))
    assert not editable(fakes.local_item())
    bare = cloud_fakes.letter("x")
    assert not editable(replace(bare, call=fakes.call("x", deep={"a": 1}, on=True, none=None, bad="\ud800")))
    assert not editable(replace(bare, preview=None))


def test_each_kind_of_argument_has_its_box(theme: Theme, qtbot: QtBot) -> None:
    arguments = {
        "text": "one\u00a0two\u2028three",
        "names": ["a", "b"],
        "count": 5,
        "share": 0.5,
        "deep": {"kept": True},
        "flag": False,
        "broken": ["a\nb"],
    }
    editor = ArgumentsEditor(theme, arguments)
    qtbot.addWidget(editor)
    assert list(editor.fields) == ["text", "names", "count", "share"]
    assert editor.arguments == arguments
    assert not editor.differs
    names, count = editor.fields["names"].box, editor.fields["count"].box
    assert isinstance(names, QPlainTextEdit)
    assert names.accessibleName() == "names, one on each line"
    assert isinstance(count, QLineEdit)
    names.setPlainText("a\n\nc")
    count.setText("7")
    assert editor.arguments == {**arguments, "names": ["a", "c"], "count": 7}
    assert editor.differs


@pytest.mark.parametrize(
    ("name", "text"), [("count", "7.5"), ("count", "many"), ("share", "inf"), ("share", "")]
)
def test_what_is_no_number_cannot_be_shown(theme: Theme, qtbot: QtBot, name: str, text: str) -> None:
    editor = ArgumentsEditor(theme, {"count": 5, "share": 0.5})
    qtbot.addWidget(editor)
    box = editor.fields[name].box
    assert isinstance(box, QLineEdit)
    box.setText(text)
    assert editor.arguments is None
    assert editor.problem.text() == f"{name} is a number."
    box.setText("3")
    assert editor.problem.isHidden()
    assert editor.arguments is not None


def test_a_wrong_number_keeps_the_look_away(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    card = shown(theme, clock, qtbot, fakes.question(cloud_fakes.engines()))
    changed = revisions(card)
    card.details[0].edit()
    type_into(card.details[0], "query", "other words")
    type_into(card.details[0], "max_results", "many")
    assert not card.look_button.isEnabled()
    card.look()
    assert changed == []


TWO = fakes.question(cloud_fakes.engines(1), cloud_fakes.hiding(2))


def test_each_row_is_changed_by_itself(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    card = shown(theme, clock, qtbot, TWO)
    changed = revisions(card)
    card.rows[0].open_or_close()
    first, second = card.rows[0].detail, card.rows[1].detail
    assert first is not None
    assert second is not None, "what holds personal data is open from the start"
    first.edit()
    type_into(first, "query", "early notice")
    assert second.hidden is not None
    second.hidden.lines[1].box.click()
    assert changed == []
    card.look()
    (only,) = changed
    assert set(only[1]) == {"call-1", "call-2"}
    assert only[1]["call-1"] == Revision({"query": "early notice", "max_results": 5}, ())
    assert only[1]["call-2"] == Revision(None, ("12 Mill Lane", cloud_fakes.PHONE.original))


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


def test_a_held_key_cannot_reach_a_yes(card: ConsentCard) -> None:
    told = answers(card)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
    QCoreApplication.sendEvent(card.grant_button, held)
    assert told == []
