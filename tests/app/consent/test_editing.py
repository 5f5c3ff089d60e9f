"""What the user changes is shown before it is sent, and nothing that was changed is sent unseen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.consent.card import ConsentCard
from app.consent.detail import ItemDetail
from app.consent.editor import ArgumentsEditor, editable
from app.theme.theme import Theme
from engine.contracts import Choice, Question, Revision
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


def test_a_held_key_cannot_reach_a_yes(card: ConsentCard) -> None:
    told = answers(card)
    held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Space, Qt.KeyboardModifier.NoModifier, " ", True)
    QCoreApplication.sendEvent(card.grant_button, held)
    assert told == []
