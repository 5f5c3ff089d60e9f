"""A card with several calls: each row says what it would send, what that quotes, and which call it is."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.consent import words
from app.consent.card import ConsentCard
from app.consent.payload import gist
from app.theme.theme import Theme
from engine.contracts import Outgoing, Preview, Question, QuestionItem
from tests.app import fakes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")
MARK = "3 phrases from taxes-2025.pdf, in “query”"
PRIVATE = "Private data would be sent, so a yes to this cannot be remembered."
SEEN = "Private data has been read in this conversation"


def quoting(words: str, number: int) -> QuestionItem:
    """A search that quotes private data and a page."""
    reason = fakes.ASKED.reason.replace(
        "file:lease-2024.pdf", "3 phrases from file:taxes-2025.pdf and 1 more"
    )
    verdict = replace(fakes.QUOTING, reason=reason)
    return replace(fakes.item(fakes.search_request(words), number=number), verdict=verdict)


THREE = fakes.question(fakes.item(), quoting("cello mutes", 2), fakes.local_item(number=3))


@pytest.fixture
def card(theme: Theme, qtbot: QtBot) -> ConsentCard:
    return shown(theme, qtbot, THREE)


def shown(theme: Theme, qtbot: QtBot, question: Question) -> ConsentCard:
    card = ConsentCard(theme, question, lambda: 108.0)
    qtbot.addWidget(card)
    card.resize(740, 600)
    card.show()
    return card


def said(widget: QWidget) -> list[str]:
    """All texts that are in view."""
    return [part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget)]


def test_a_row_shows_what_the_call_would_send(card: ConsentCard) -> None:
    assert [row.content.full_text for row in card.rows] == [
        "early termination clause tenant lawful 2026",
        "cello mutes",
        "text: The lease ends on 30 June.",
    ]


def test_what_a_call_quotes_stands_in_its_own_row(card: ConsentCard) -> None:
    assert [MARK in said(row) for row in card.rows] == [False, True, False]
    assert "Quotes the file lease-2024.pdf" in said(card.rows[0])
    assert said(card).count(MARK) == 1
    assert said(card).count(SEEN) == 1


def test_what_quotes_private_data_is_open_from_the_start(card: ConsentCard) -> None:
    assert [row.detail is not None for row in card.rows] == [False, True, False]
    detail = card.rows[1].detail
    assert detail is not None
    assert detail.payload.toPlainText() == "query: cello mutes\nresults: 8"
    assert card.rows[1].toggle.text() == "Hide"


def test_reasons_that_differ_in_what_is_quoted_stand_once(
    theme: Theme, qtbot: QtBot, card: ConsentCard
) -> None:
    sending = (
        "Privacy asks before anything leaves this computer. web_search would send its arguments to"
        " html.duckduckgo.com. (rule: ask_before_leaving)"
    )
    assert card.reasons[0].text() == sending
    assert len(card.reasons) == 2
    alone = shown(theme, qtbot, fakes.question())
    assert alone.reasons[0].text().endswith("quoting file:lease-2024.pdf. (rule: ask_before_leaving)")


def test_what_no_row_would_say_stays_in_the_reason(theme: Theme, qtbot: QtBot) -> None:
    bare = replace(fakes.item(), verdict=replace(fakes.ASKED, labels=()))
    card = shown(theme, qtbot, fakes.question(bare, bare))
    assert len(card.reasons) == 1
    assert "quoting file:lease-2024.pdf." in card.reasons[0].text()


def test_without_the_private_row_no_private_data_is_spoken_of(card: ConsentCard) -> None:
    assert PRIVATE in said(card)
    assert PRIVATE in card.accessibleDescription()
    card.rows[1].box.click()
    assert PRIVATE not in said(card)
    assert PRIVATE not in card.accessibleDescription()
    card.rows[1].box.click()
    assert PRIVATE in said(card)


def test_what_is_read_out_is_numbered_and_says_the_content(card: ConsentCard) -> None:
    call = "call 2 of 3: web_search to html.duckduckgo.com, cello mutes"
    row = card.rows[1]
    assert row.box.accessibleName() == row.box.toolTip() == f"Include {call}"
    assert row.toggle.accessibleName() == f"Hide {call}"
    assert row.detail is not None
    assert row.detail.payload.accessibleName() == "Call 2 of 3 · Will be sent"
    QTest.mouseClick(row.toggle, Qt.MouseButton.LeftButton)
    assert row.toggle.accessibleName() == f"Show {call}"
    local = card.rows[2].box.accessibleName()
    assert local == "Include call 3 of 3: write_note, text: The lease ends on 30 June."
    assert "Call 2 of 3: cello mutes." in card.accessibleDescription()
    assert len({one.box.accessibleName() for one in card.rows}) == len(card.rows)


def test_a_long_name_or_host_leaves_room_for_the_content(theme: Theme, qtbot: QtBot) -> None:
    host = "a-rather-long-name-of-a-server.department.example.org"
    outgoing = replace(fakes.search_request("cello mutes"), host=host)
    card = shown(theme, qtbot, fakes.question(fakes.item(outgoing, "t" * 60), fakes.item(number=2)))
    for row in card.rows:
        assert row.content.text() == row.content.full_text
        assert row.toggle.mapTo(card, row.toggle.rect().bottomRight()).x() < card.width()


def test_a_call_without_content_is_named_alone() -> None:
    bare = replace(fakes.local_item(), call=fakes.call("list_notes"))
    assert words.content(bare) == ""
    assert words.include_words(bare, 1, 2) == "Include call 1 of 2: list_notes"


def test_content_is_one_plain_line_clipped_at_its_end() -> None:
    long = fakes.item(fakes.search_request("first\nsecond\u202e <b>" + "A" * 9_000))
    told = words.content(long)
    assert told.startswith("first · second⟦U+202E⟧ <b>AAA")
    assert told.endswith("…")
    assert len(told) == words.CONTENT_LIMIT


JSON = (("Content-Type", "application/json"),)


@pytest.mark.parametrize(
    ("outgoing", "arguments", "text"),
    [
        (fakes.expert_request("Is it lawful?"), {"question": "Is it lawful? "}, "Is it lawful?"),
        (fakes.expert_request("Is it lawful?"), {}, "Is it lawful?\ngpt-5-mini\nuser"),
        (Outgoing("GET", "https://a.example/w?q=x", "a.example"), {}, "https://a.example/w\nq: x"),
        (Outgoing("POST", "https://a.example/", "a.example", JSON, b"[3, {}]"), {}, "- 3\n- {}"),
        (Outgoing("POST", "https://a.example/", "a.example", JSON, b"{no"), {}, "{no"),
        (Outgoing("POST", "https://a.example/", "a.example", search={"results": 8}), {}, "results: 8"),
        (Outgoing("POST", "https://a.example/", "a.example", (), b"plain words"), {}, "plain words"),
    ],
)
def test_the_gist_of_a_request_is_what_the_call_brings_in(
    outgoing: Outgoing, arguments: dict[str, object], text: str
) -> None:
    assert gist(outgoing, arguments) == text
    item = QuestionItem(fakes.call("x", 1, **arguments), fakes.item().reach, fakes.ASKED, Preview(outgoing))
    assert words.content(item) == " · ".join(text.split("\n"))
