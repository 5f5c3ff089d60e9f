"""The Activity page asks when it must, shows what it is told, and has no dead control."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.activity.inspector import Inspector, pretty
from app.activity.page import FIRST_LIMIT, ActivityPage, Period
from app.activity.table_model import Which
from app.theme.theme import Theme
from engine.contracts import Answer, CallRecord, Choice, Money, VerifyReport
from engine.events import ActivityLoaded, CallFinished, QuestionClosed, VerifyFinished

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

CLOSED = QuestionClosed(Answer("q", Choice.DENY))


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, commands: Mock) -> ActivityPage:
    """A page that has not been shown yet."""
    page = ActivityPage(theme, commands)
    qtbot.addWidget(page)
    page.resize(1040, 748)
    return page


def test_it_reads_the_history_when_it_is_shown(page: ActivityPage, commands: Mock) -> None:
    commands.load_activity.assert_not_called()
    page.show()
    commands.load_activity.assert_called_once_with("", FIRST_LIMIT)


def test_it_reads_again_after_a_call_only_while_it_is_in_view(
    qtbot: QtBot, page: ActivityPage, commands: Mock
) -> None:
    page.on_event(CLOSED)
    page.show()
    for _ in range(5):
        page.on_event(CLOSED)
        page.on_event(CallFinished("t", Mock()))
    qtbot.waitUntil(lambda: commands.load_activity.call_count == 2)
    qtbot.wait(400)
    assert commands.load_activity.call_count == 2


def test_typing_searches_once_for_the_whole_word(qtbot: QtBot, page: ActivityPage, commands: Mock) -> None:
    page.show()
    commands.load_activity.reset_mock()
    QTest.keyClicks(page.search, "lease")
    qtbot.waitUntil(lambda: commands.load_activity.called)
    commands.load_activity.assert_called_once_with("lease", FIRST_LIMIT)


def test_an_empty_history_teaches_what_will_be_here(page: ActivityPage) -> None:
    page.show()
    page.on_event(ActivityLoaded((), 0))
    assert page.empty.isVisible()
    assert not page.empty.show_all.isVisible()


def test_a_filter_that_leaves_nothing_offers_the_way_back(
    qtbot: QtBot, page: ActivityPage, make_call: Callable[..., CallRecord]
) -> None:
    page.show()
    page.on_event(ActivityLoaded((make_call(),), 1))
    page.which.setCurrentIndex(page.which.findData(Which.DENIED))
    assert page.empty.isVisible()
    QTest.mouseClick(page.empty.show_all, Qt.MouseButton.LeftButton)
    assert not page.empty.isVisible()
    assert len(page.table.calls.shown()) == 1


def test_one_click_shows_what_left_whatever_was_filtered_before(
    qtbot: QtBot, page: ActivityPage, make_call: Callable[..., CallRecord], sent_once: CallRecord
) -> None:
    old = replace(sent_once, id="old", at=time.time() - 400 * 86_400)
    page.show()
    page.on_event(ActivityLoaded((make_call(), sent_once, old), 3))
    QTest.mouseClick(page.what_left, Qt.MouseButton.LeftButton)
    assert [record.id for record in page.table.calls.shown()] == [sent_once.id, "old"]


def test_the_period_bounds_list_and_figures(page: ActivityPage, make_call: Callable[..., CallRecord]) -> None:
    now = time.time()
    page.on_event(
        ActivityLoaded(tuple(make_call(id=f"{days}", at=now - days * 86_400) for days in (0, 3, 20, 90)), 4)
    )
    counts = []
    for period in Period:
        page.period.setCurrentIndex(page.period.findData(period))
        counts.append((len(page.table.calls.shown()), page.strip.cards[0].figure.text()))
    assert counts == [(1, "1"), (2, "2"), (3, "3"), (4, "4")]


def test_one_turn_can_be_shown_and_left_again(
    page: ActivityPage, make_call: Callable[..., CallRecord], denied_by_user: CallRecord
) -> None:
    page.show()
    page.on_event(ActivityLoaded((make_call(), denied_by_user), 2))
    page.show_turn("other")
    assert [record.id for record in page.table.calls.shown()] == [denied_by_user.id]
    assert page.one_turn.isVisible()
    page.one_turn.click()
    assert len(page.table.calls.shown()) == 2


def test_no_figure_is_cut_at_any_size(qtbot: QtBot, page: ActivityPage, sent_once: CallRecord) -> None:
    page.show()
    page.on_event(ActivityLoaded((replace(sent_once, cost=Money(19_999_999)),), 1))
    for width, height in ((1280, 800), (860, 600), (700, 600), (560, 600), (560, 420)):
        page.resize(width, height)
        qtbot.wait(10)
        for card in page.strip.cards:
            if page.strip.isVisible():
                needed = card.figure.fontMetrics().boundingRect(card.figure.text())
                assert card.figure.width() >= needed.width()
                assert card.figure.height() >= needed.height()


def test_verify_says_what_it_found(qtbot: QtBot, page: ActivityPage, commands: Mock) -> None:
    page.show()
    QTest.mouseClick(page.verify_button, Qt.MouseButton.LeftButton)
    commands.verify_ledger.assert_called_once_with()
    assert not page.verify_button.isEnabled()
    page.on_event(VerifyFinished(VerifyReport(1204, intact=True, signed=False)))
    assert page.verify_button.isEnabled()
    assert "unsigned: no keyring" in page.verified.full_text
    assert not page.problem.isVisible()
    page.on_event(VerifyFinished(VerifyReport(1204, False, True, 17, "Row 17 was edited.")))
    assert "Row 17 does not hold" in page.verified.full_text
    assert page.problem.text() == "Row 17 was edited."
    assert page.problem.isVisible()


def test_figures_own_up_to_older_calls_that_were_not_read(
    page: ActivityPage, make_call: Callable[..., CallRecord]
) -> None:
    calls = tuple(make_call(id=f"row-{number}") for number in range(FIRST_LIMIT))
    page.on_event(ActivityLoaded(calls, 5_000))
    assert "among the newest 1,000" in page.strip.cards[0].accessibleName()


def test_scrolling_to_the_end_reads_older_calls(
    qtbot: QtBot, page: ActivityPage, commands: Mock, make_call: Callable[..., CallRecord]
) -> None:
    page.show()
    page.on_event(ActivityLoaded(tuple(make_call(id=f"r{n}") for n in range(FIRST_LIMIT)), 5_000))
    commands.load_activity.reset_mock()
    page.table.scrollToBottom()
    qtbot.waitUntil(lambda: commands.load_activity.called)
    assert commands.load_activity.call_args.args[1] > FIRST_LIMIT


def test_the_inspector_shows_the_payload_exactly_and_copies_it(
    qtbot: QtBot, theme: Theme, sent_once: CallRecord
) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    payload = "<b>q</b>=&amp;\n  two  spaces\tand a tab"
    inspector.show_record(replace(sent_once, payload=payload))
    inspector.show()
    assert inspector.payload_text() == payload
    inspector.copy_payload.click()
    assert QGuiApplication.clipboard().text() == payload


def test_the_inspector_names_reason_rule_and_who_agreed(
    qtbot: QtBot, theme: Theme, sent_once: CallRecord
) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.show_record(sent_once)
    said = inspector.said()
    for text in ("Privacy asks before anything leaves.", "privacy_ask", "You, once", "the file lease.pdf"):
        assert text in said
    assert "sent 9f31…c07a = previewed 9f31…c07a" in said


def test_a_huge_hostile_word_cannot_widen_the_inspector(
    qtbot: QtBot, theme: Theme, sent_once: CallRecord
) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.setFixedWidth(300)
    word = "\u202e" + "x" * 5_000
    inspector.show_record(
        replace(sent_once, tool=word, reason=word, labels=(word,), payload=word, result=word)
    )
    inspector.show()
    assert inspector.widest() <= 300
    assert "\u202e" not in inspector.said()


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [("{}", ""), ("", ""), ("not json", "not json"), ('{"a": "<é>"}', '{\n  "a": "<é>"\n}')],
)
def test_arguments_are_set_out_or_left_as_they_are(arguments: str, shown: str) -> None:
    assert pretty(arguments) == shown


def test_the_inspector_says_how_far_the_estimate_was_off(
    qtbot: QtBot, theme: Theme, sent_once: CallRecord
) -> None:
    inspector = Inspector(theme)
    qtbot.addWidget(inspector)
    inspector.show_record(replace(sent_once, reserved=Money(8_000)))
    assert "Price\nEstimated at most $0.0080, cost $0.0040, 50 % below" in inspector.said()
    inspector.show_record(sent_once)
    assert "Estimated" not in inspector.said()
