"""Wider yeses stand in a menu that a hurried hand cannot answer; single calls can be left out of a yes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QStyle, QStyleOptionButton
from pytestqt.qtbot import QtBot

from app.consent import labels, scopes
from app.consent.card import DETAILS_MAX, ConsentCard
from app.consent.menu import GUARD_S, ScopeMenu
from app.consent.queue import ConsentQueue
from app.main_window import MainWindow
from app.theme.theme import Theme
from engine.contracts import Answer, Choice, DataClass, Question, QuestionItem, Quote, Reach, Verdict
from engine.events import NetworkChanged, QuestionAsked, QuestionClosed
from tests.app import fakes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|grabbing the|support raise")
SENT = {
    Choice.CONVERSATION: "Send for this conversation",
    Choice.HOUR: "Send for one hour",
    Choice.HOST: "Send to this host until Sordino ends",
}


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
    card.resize(740, 380)
    with qtbot.waitExposed(card):
        card.show()
    card.setFocus()
    clock.now += 1
    return card


@pytest.fixture
def card(theme: Theme, clock: Clock, qtbot: QtBot) -> ConsentCard:
    """A card that offers all scopes."""
    return shown(theme, clock, qtbot, replace(fakes.question(), choices=fakes.WIDER))


def menu_of(card: ConsentCard) -> ScopeMenu:
    """The card's menu."""
    assert card.more is not None
    return card.more


def answers(card: ConsentCard) -> list[tuple[object, ...]]:
    """What the card answers from now on."""
    told: list[tuple[object, ...]] = []
    card.answered.connect(lambda *args: told.append(args))
    return told


def test_wider_scopes_stand_in_the_menu_and_the_narrow_one_on_a_button(card: ConsentCard) -> None:
    assert [made.text() for made in card.grant_buttons.values()] == ["Send once"]
    menu = menu_of(card)
    assert {scope: action.text() for scope, action in menu.actions.items()} == SENT
    assert [action.toolTip() for action in menu.actions.values()] == [scopes.scope_words(s) for s in SENT]
    assert menu.button.text() == "More…"
    assert menu.button.accessibleName()
    assert not menu.button.isDefault()


@pytest.mark.parametrize("scope", list(SENT))
def test_each_line_of_the_menu_gives_the_scope_that_its_words_say(
    card: ConsentCard, clock: Clock, scope: Choice
) -> None:
    told, menu = answers(card), menu_of(card)
    menu.button.click()
    assert menu.menu.isVisible()
    clock.now += GUARD_S + 0.01
    menu.actions[scope].trigger()
    assert told == [("q1", scope, ())]


def test_the_menu_of_a_fresh_card_does_not_open(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    card = shown(theme, clock, qtbot, replace(fakes.question(), choices=fakes.WIDER))
    card.hide()
    card.show()
    menu_of(card).button.click()
    assert not menu_of(card).menu.isVisible()
    clock.now += GUARD_S + 0.01
    menu_of(card).button.click()
    assert menu_of(card).menu.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down])
def test_keys_do_not_reach_a_menu_that_has_only_just_opened(
    card: ConsentCard, clock: Clock, key: Qt.Key
) -> None:
    told, menu = answers(card), menu_of(card)
    menu.open()
    QTest.keyClick(menu.menu, key)
    assert menu.menu.activeAction() is None
    menu.actions[Choice.HOST].trigger()
    assert told == []


def test_enter_on_an_open_menu_picks_nothing_that_was_not_chosen(card: ConsentCard, clock: Clock) -> None:
    told, menu = answers(card), menu_of(card)
    menu.open()
    clock.now += GUARD_S + 0.01
    QTest.keyClick(menu.menu, Qt.Key.Key_Return)
    assert told == []
    assert menu.menu.activeAction() is menu.actions[Choice.CONVERSATION]
    QTest.keyClick(menu.menu, Qt.Key.Key_Down)
    QTest.keyClick(menu.menu, Qt.Key.Key_Return)
    assert told == [("q1", Choice.HOUR, ())]


def test_a_held_key_and_a_double_click_pick_nothing(card: ConsentCard, clock: Clock) -> None:
    told, menu = answers(card), menu_of(card)
    menu.open()
    place = QPointF(menu.menu.actionGeometry(menu.actions[Choice.HOUR]).center())
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        left = Qt.MouseButton.LeftButton
        QCoreApplication.sendEvent(
            menu.menu,
            QMouseEvent(
                kind, place, menu.menu.mapToGlobal(place), left, left, Qt.KeyboardModifier.NoModifier
            ),
        )
    clock.now += GUARD_S + 0.01
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Return):
        held = QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier, "", True)
        QCoreApplication.sendEvent(menu.menu, held)
    assert told == []
    QTest.mouseClick(menu.menu, Qt.MouseButton.LeftButton, pos=place.toPoint())
    assert told == [("q1", Choice.HOUR, ())]


def test_escape_closes_the_menu_and_then_denies(card: ConsentCard) -> None:
    told, menu = answers(card), menu_of(card)
    menu.open()
    QTest.keyClick(menu.menu, Qt.Key.Key_Escape)
    assert not menu.menu.isVisible()
    assert told == []
    QTest.keyClick(card, Qt.Key.Key_Escape)
    assert told == [("q1", Choice.DENY, ())]


def test_a_card_that_goes_takes_its_menu_along(card: ConsentCard, clock: Clock) -> None:
    told, menu = answers(card), menu_of(card)
    menu.open()
    clock.now += GUARD_S + 0.01
    card.hide()
    assert not menu.menu.isVisible()
    menu.actions[Choice.HOST].trigger()
    assert told == []


def test_what_holds_for_ever_is_on_no_card(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    question = replace(fakes.question(), choices=(*fakes.WIDER, Choice.ALWAYS))
    card = shown(theme, clock, qtbot, question)
    told = answers(card)
    assert Choice.ALWAYS not in card.offered
    card.grant(Choice.ALWAYS)
    assert told == []


@pytest.mark.parametrize(
    ("choices", "buttons", "menu"),
    [
        (fakes.WIDER, (Choice.ONCE,), (Choice.CONVERSATION, Choice.HOUR, Choice.HOST)),
        ((Choice.DENY, Choice.ONCE, Choice.CONVERSATION), (Choice.ONCE,), (Choice.CONVERSATION,)),
        ((Choice.DENY, Choice.ONCE, Choice.ANSWER), (Choice.ONCE, Choice.ANSWER), ()),
        ((Choice.DENY, Choice.ANSWER, Choice.CONVERSATION), (Choice.ANSWER, Choice.CONVERSATION), ()),
        ((Choice.DENY, Choice.FILE), (Choice.FILE,), ()),
        ((Choice.DENY,), (), ()),
    ],
)
def test_scopes_are_shared_out_between_buttons_and_menu(
    choices: tuple[Choice, ...], buttons: tuple[Choice, ...], menu: tuple[Choice, ...]
) -> None:
    assert scopes.offered(choices) == (buttons, menu)


TWO = fakes.question(fakes.item(), fakes.item(fakes.expert_request(), "ask_expert", 2))


def test_the_button_counts_what_is_checked_and_the_rest_is_declined(
    theme: Theme, clock: Clock, qtbot: QtBot
) -> None:
    card = shown(theme, clock, qtbot, replace(TWO, choices=fakes.WIDER))
    told = answers(card)
    assert [row.box.isChecked() for row in card.rows] == [True, True]
    assert card.grant_button.text() == "Send all 2 once"
    card.rows[1].box.click()
    assert card.grant_button.text() == "Send 1 of 2 once"
    assert menu_of(card).actions[Choice.HOUR].text() == "Send 1 of 2 for one hour"
    assert card.rows[0].box.accessibleName() == (
        "Include call 1 of 2: web_search to html.duckduckgo.com, early termination clause tenant lawful 2026"
    )
    QTest.mouseClick(card.grant_button, Qt.MouseButton.LeftButton)
    assert told == [("q1", Choice.ONCE, ("call-2",))]


def test_nothing_checked_can_not_be_granted_and_a_no_declines_all(
    theme: Theme, clock: Clock, qtbot: QtBot
) -> None:
    card = shown(theme, clock, qtbot, replace(TWO, choices=fakes.WIDER))
    told = answers(card)
    menu_of(card).open()
    for row in card.rows:
        row.box.click()
    assert card.grant_button.text() == "Send 0 of 2 once"
    assert not card.grant_button.isEnabled()
    assert not menu_of(card).button.isEnabled()
    assert not menu_of(card).menu.isVisible()
    card.grant()
    card.grant(Choice.HOST)
    assert told == []
    card.deny()
    assert told == [("q1", Choice.DENY, ())]


def test_a_call_that_cannot_be_shown_is_left_out_and_stays_so(
    theme: Theme, clock: Clock, qtbot: QtBot
) -> None:
    unknown = QuestionItem(fakes.call("read_page", 7), Reach.NETWORK, fakes.ASKED)
    card = shown(theme, clock, qtbot, fakes.question(fakes.local_item(), unknown))
    told = answers(card)
    assert not card.rows[1].box.isEnabled()
    name = "Call 2 of 2 cannot be shown in full, and is left out: read_page"
    assert card.rows[1].box.accessibleName() == name
    assert card.grant_button.text() == "Allow 1 of 2 once"
    said = [part.text() for part in card.findChildren(QLabel)]
    assert "What cannot be shown in full cannot be allowed, and is left out." in said
    card.grant()
    assert told == [("q1", Choice.ONCE, ("call-7",))]


def test_more_calls_than_can_be_shown_are_not_granted_together(
    theme: Theme, clock: Clock, qtbot: QtBot
) -> None:
    items = tuple(fakes.local_item(number=number) for number in range(DETAILS_MAX + 1))
    card = shown(theme, clock, qtbot, fakes.question(*items))
    told = answers(card)
    assert not card.grant_button.isEnabled()
    card.grant()
    assert told == []


def test_quotes_are_counted_and_name_their_source_and_argument(
    theme: Theme, clock: Clock, qtbot: QtBot
) -> None:
    card = shown(theme, clock, qtbot, fakes.question(replace(fakes.item(), verdict=fakes.QUOTING)))
    said = [part.text() for part in card.findChildren(QLabel)]
    for line in (
        "3 phrases from taxes-2025.pdf, in “query”",
        "1 phrase from news.example, in “query”",
        "Private data would be sent, so a yes to this cannot be remembered.",
        "Private data has been read in this conversation",
    ):
        assert line in said
        assert line.rstrip(".") in card.accessibleDescription()
    assert "Quotes the file taxes-2025.pdf" not in said


@pytest.mark.parametrize(
    ("quote", "line"),
    [
        (Quote("clipboard", "", 2), "2 phrases from the clipboard"),
        (Quote("expert:a.example", "q", 1), "1 phrase from an answer of a.example, in “q”"),
        (Quote("server:mail", "q", 1), "1 phrase from a result of mail, in “q”"),
        (Quote("tool:x", "q", 1), "1 phrase from a result of x, in “q”"),
        (Quote("typed", "<b>\u202e", 1), "1 phrase from typed, in “<b>⟦U+202E⟧”"),
    ],
)
def test_every_origin_has_words(quote: Quote, line: str) -> None:
    verdict = Verdict(fakes.ASKED.decision, "r", "why", (), (quote,))
    assert [sentence for _, sentence in labels.verdict_lines(verdict)] == [line]


def test_many_quotes_are_cut_and_the_rest_is_counted() -> None:
    quotes = tuple(Quote(f"file:{number}.txt", "q", 1) for number in range(9))
    verdict = Verdict(fakes.ASKED.decision, "r", "why", tuple(q.origin for q in quotes), quotes)
    lines = [sentence for _, sentence in labels.verdict_lines(verdict)]
    assert len(lines) == labels.MOST_QUOTES + 1
    assert lines[-1] == "And from 3 more places"


def test_a_result_of_a_server_that_was_not_counted_is_named() -> None:
    assert labels.label_words(("server:mail",)) == [("box", "Quotes a result of mail")]


@pytest.mark.parametrize("data", list(DataClass))
def test_private_data_on_the_payload_is_remembered_by_no_yes(data: DataClass) -> None:
    verdict = replace(fakes.ASKED, data=data)
    assert labels.quotes_private(verdict) is (data in (DataClass.PRIVATE, DataClass.BOTH))
    assert labels.quotes_private(replace(verdict, quotes=(Quote("file:a", "q", 1, private=True),)))


def test_going_offline_denies_what_would_leave_and_nothing_else(theme: Theme, qtbot: QtBot) -> None:
    commands = fakes.RecordingCommands()
    window = MainWindow(theme, commands, {})
    qtbot.addWidget(window)
    window.on_event(QuestionAsked(fakes.question(id_="q1")))
    window.on_event(QuestionAsked(fakes.question(fakes.local_item(), id_="q2")))
    window.on_event(QuestionAsked(fakes.question(fakes.local_item(), fakes.item(number=2), id_="q3")))
    window.on_event(NetworkChanged(online=True, locked=False, enforcement=""))
    assert commands.named("answer") == []
    window.on_event(NetworkChanged(online=False, locked=False, enforcement=""))
    assert commands.named("answer") == [("q1", Choice.DENY), ("q3", Choice.DENY)]
    assert window.card is not None
    assert window.card.question.id == "q2"


def test_declined_calls_go_through_the_queue(theme: Theme, qtbot: QtBot) -> None:
    told: list[tuple[object, ...]] = []

    def answer(question_id: str, choice: Choice, declined: tuple[str, ...]) -> Answer | None:
        told.append((question_id, choice, declined))
        return None

    queue = ConsentQueue(answer)
    queue.on_event(QuestionAsked(TWO))
    queue.answer("q1", Choice.ONCE, ("call-2",))
    queue.on_event(QuestionClosed(Answer("q1", Choice.ONCE)))
    assert told == [("q1", Choice.ONCE, ("call-2",))]


def test_a_tick_tells_a_checked_box_by_more_than_its_colour(theme: Theme, clock: Clock, qtbot: QtBot) -> None:
    card = shown(theme, clock, qtbot, TWO)
    box = card.rows[0].box
    option = QStyleOptionButton()
    box.initStyleOption(option)
    inner = box.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, box)
    picture = box.grab(inner.adjusted(3, 3, -3, -3)).toImage()
    places = [(x, y) for x in range(picture.width()) for y in range(picture.height())]
    colours = {picture.pixelColor(x, y).name() for x, y in places}
    assert theme.color("local").name() in colours
    assert len(colours) > 1
