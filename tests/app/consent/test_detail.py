"""What a card says of one request: its ways, its marks, and what was changed in it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.consent import changes, hidden, labels, words
from app.consent.changes import Line
from app.consent.detail import ItemDetail
from app.consent.payload import gist, raw, raw_of, readable
from app.consent.view import HIDDEN, KEPT, LINE_MAX, MOST_MARKS, STAYS, PayloadView
from app.theme.theme import Theme
from engine.cloud import REDACTION_KINDS
from engine.contracts import QuestionItem, Quote, Replaced, Verdict
from tests.app import cloud_fakes, fakes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


def detail_of(theme: Theme, qtbot: QtBot, item: QuestionItem, **options: object) -> ItemDetail:
    made = ItemDetail(theme, item, **options)  # type: ignore[arg-type]
    qtbot.addWidget(made)
    made.resize(740, 400)
    made.show()
    return made


def tabs(detail: ItemDetail) -> list[str]:
    return [each.text() for each in detail._group.buttons()]


def said(detail: ItemDetail) -> str:
    return "\n".join(part.text().replace("\u200b", "") for part in detail.findChildren(QLabel))


def test_a_search_by_a_library_names_every_host_and_its_arguments(theme: Theme, qtbot: QtBot) -> None:
    item = cloud_fakes.engines()
    assert words.title(fakes.question(item)) == "Send this to 3 hosts?"
    assert words.fields(item)[0] == ("Goes to", "html.duckduckgo.com\nsearch.brave.com\nwww.mojeek.com")
    ways = "itself, inside the broker. It is held to these arguments, and to:"
    detail = detail_of(theme, qtbot, item)
    assert f"{ways} html.duckduckgo.com, search.brave.com, www.mojeek.com." in said(detail)
    sent = detail.payload.toPlainText()
    assert sent.splitlines()[:3] == ["query: early termination lawful 2026", "region: uk-en", "engines:"]
    assert "max_results" not in sent
    assert words.size_of(item) == f"{len(sent)} bytes"
    assert words.goes_to(item) == "3 hosts"
    assert item.preview is not None
    assert gist(item.preview.outgoing, item.call.arguments) == "early termination lawful 2026"
    whole = raw(item.preview.outgoing)
    assert "max_results: 5" in whole
    assert "- www.mojeek.com" in whole
    assert "Goes to: html.duckduckgo.com, search.brave.com, www.mojeek.com." in words.spoken_fields(item)


def test_the_sites_rules_are_asked_first_and_both_requests_are_shown(theme: Theme, qtbot: QtBot) -> None:
    item = cloud_fakes.page()
    detail = detail_of(theme, qtbot, item)
    assert "First asks www.gov.example for its rules for programs (robots.txt)." in said(detail)
    detail.show_tab(1)
    text = detail.payload.toPlainText()
    assert item.preview is not None
    assert item.preview.ahead is not None
    assert text == raw_of(item.preview)
    assert text.index("GET https://www.gov.example/robots.txt") < text.index(
        "GET https://www.gov.example/tenancy"
    )
    assert item.preview.ahead.sha256 in text
    assert item.preview.outgoing.sha256 in text


def test_a_proxy_and_an_authority_of_the_users_are_said() -> None:
    item = cloud_fakes.letter("x")
    assert words.ways(item) == []
    assert words.ways(fakes.local_item()) == []
    assert item.preview is not None
    outgoing = replace(item.preview.outgoing, proxy="http://proxy.example:3128", authority="-----BEGIN…")
    item = replace(item, preview=replace(item.preview, outgoing=outgoing))
    assert [sentence for _, sentence in words.ways(item)] == [
        "Goes through your proxy http://proxy.example:3128.",
        "Its certificate may be vouched for by the authority that you added.",
    ]


def test_the_key_stands_under_the_header_that_carries_it() -> None:
    outgoing = replace(fakes.expert_request(), key_header="x-api-key")
    assert "x-api-key: the key “expert”, added on sending by the broker" in raw(outgoing)
    assert "Authorization: the key" in raw(fakes.expert_request())


def test_placeholders_and_what_is_not_hidden_are_marked(theme: Theme, qtbot: QtBot) -> None:
    detail = detail_of(theme, qtbot, cloud_fakes.hiding())
    marked = [("[EMAIL_1]", HIDDEN), ("[OWN_1]", HIDDEN), ("+44 20 7946 0018", KEPT)]
    assert sorted(detail.payload.marked) == sorted(marked)
    theme.set_scheme("dark")
    assert len(detail.payload.extraSelections()) == 3
    theme.set_scheme("light")


def test_changes_are_there_only_where_something_was_changed(theme: Theme, qtbot: QtBot) -> None:
    plain, hiding = cloud_fakes.letter("x"), cloud_fakes.hiding()
    assert tabs(detail_of(theme, qtbot, plain, original=plain.call.arguments)) == [
        "Will be sent",
        "Raw bytes",
    ]
    assert tabs(detail_of(theme, qtbot, fakes.local_item())) == ["Arguments"]
    detail = detail_of(theme, qtbot, hiding, original=hiding.call.arguments)
    assert tabs(detail) == ["Will be sent", "Changes · 2", "Raw bytes"]
    detail.show_tab(1)
    before, after = detail.payload.toPlainText().splitlines()
    assert before.strip() == (
        "−         content: Write to ada@example.org that we leave 12 Mill Lane on 30 June. "
        "They may ring +44 20 7946 0018."
    )
    assert after == before.replace("−", "+").replace("ada@example.org", "[EMAIL_1]").replace(
        "12 Mill Lane", "[OWN_1]"
    )
    assert [look for _, look in detail.payload.marked] == [STAYS, KEPT]
    assert detail.tab == 1


def test_an_edit_is_compared_with_the_models_words() -> None:
    item = cloud_fakes.edited(cloud_fakes.letter("new words"), question="new words", more="x")
    original = {"question": "old words", "expert": "expert-1"}
    assert changes.changes(item, original) == [
        Line("question: old words", sent=False),
        Line("question: new words", sent=True),
        Line("more: x", sent=True),
    ]
    assert changes.count(item, original) == 2
    assert changes.changes(item, None) == []
    assert changes.count(item, None) == 1


def test_long_texts_are_compared_without_an_effort() -> None:
    long = "\n".join(f"line {number}" for number in range(30_000))
    item = cloud_fakes.edited(cloud_fakes.letter("x"), question=long)
    lines = changes.changes(item, {**item.call.arguments, "question": long.replace("line", "row")})
    assert len(lines) == changes.MOST_LINES


def test_an_original_of_several_lines_is_shown_whole() -> None:
    item = cloud_fakes.letter("The key: [KEY_1]")
    assert item.preview is not None
    key = Replaced("private_key", "-----BEGIN\nabc", "[KEY_1]")
    item = replace(item, preview=replace(item.preview, replaced=(key,)))
    texts = [(line.text.strip(), line.sent) for line in changes.changes(item, item.call.arguments)]
    assert texts == [
        ("content: The key: -----BEGIN", False),
        ("abc", False),
        ("content: The key: [KEY_1]", True),
    ]


def test_a_document_that_goes_along_is_named_and_can_be_read(theme: Theme, qtbot: QtBot) -> None:
    detail = detail_of(theme, qtbot, cloud_fakes.documents())
    assert "Takes along: lease.pdf" in said(detail)
    text = detail.payload.toPlainText()
    assert "§ 1 The tenant gives notice" in text
    assert "§ 59 The tenant gives notice" in text
    assert detail.payload.verticalScrollBar().maximum() > 0


def test_what_is_long_stays_whole_and_scrolls(theme: Theme, qtbot: QtBot) -> None:
    text = "\n".join(f"{number} {cloud_fakes.EMAIL.placeholder} " + "word " * 20 for number in range(2_600))
    item = cloud_fakes.documents(text + "the end")
    assert item.preview is not None
    assert item.preview.outgoing.size > 300_000
    item = replace(item, preview=replace(item.preview, replaced=(cloud_fakes.EMAIL,)))
    detail = detail_of(theme, qtbot, item)
    assert "the end" in detail.payload.toPlainText()
    assert detail.payload.height() <= 200
    assert len(detail.payload.marked) == MOST_MARKS


def test_every_kind_of_find_has_words() -> None:
    told = [hidden.kind_words(kind) for kind in REDACTION_KINDS]
    assert len(set(told)) == len(REDACTION_KINDS)
    assert hidden.kind_words("new\u202ekind") == "new⟦U+202E⟧kind"
    assert hidden.spoken(None) == []


def test_a_find_draws_nothing_hidden() -> None:
    found = Replaced("email", "a\u202e@x.org " + "b" * 500, "[EMAIL_1]")
    line = hidden.line_words(found, hidden=True)
    assert "\u202e" not in line
    assert len(line) < 200


def test_a_quote_without_a_count_goes_along() -> None:
    verdict = Verdict(fakes.ASKED.decision, "r", "why", (), (Quote("file:a.pdf", "", 0),))
    assert labels.verdict_lines(verdict) == [("file", "Takes along: a.pdf")]


def test_text_that_comes_in_pieces_reads_as_a_whole(theme: Theme, qtbot: QtBot) -> None:
    view = PayloadView(theme)
    qtbot.addWidget(view)
    for piece in ("one ", "two\nthr", "ee", "\n\n", "four"):
        view.append_text(piece)
    assert view.toPlainText() == "one two\nthree\n\nfour"
    for _ in range(3):
        view.append_text("x" * LINE_MAX)
    assert max(map(len, view.toPlainText().split("\n"))) <= LINE_MAX + 4


def test_readable_keeps_the_region_and_engines_of_a_search() -> None:
    item = cloud_fakes.engines()
    assert item.preview is not None
    assert "region: uk-en" in readable(item.preview.outgoing)


def test_an_edit_with_hidden_data_shows_it_hidden_in_what_is_sent() -> None:
    item = cloud_fakes.hiding()
    now = {"question": "Write to ada@example.org now.", "list": ["12 Mill Lane", 5]}
    item = cloud_fakes.edited(item, **now)
    lines = changes.changes(item, {"question": "Write to ada@example.org."})
    sent = "\n".join(line.text for line in lines if line.sent)
    assert "question: Write to [EMAIL_1] now." in sent
    assert "- [OWN_1]" in sent
    assert "ada@example.org" not in sent
    assert "12 Mill Lane" not in sent
    assert any("ada@example.org" in line.text for line in lines if not line.sent)


def test_a_row_says_what_its_call_brings_in_also_where_something_is_hidden() -> None:
    item = cloud_fakes.hiding()
    assert item.preview is not None
    text = str(item.call.arguments["question"])
    for each in item.preview.replaced:
        text = text.replace(each.placeholder, each.original)
    item = replace(item, call=fakes.call("ask_expert", question=text))
    assert words.content(item).startswith("Write to [EMAIL_1] that we leave [OWN_1]")
    assert "gpt-5-mini" not in words.content(item)


@pytest.mark.parametrize(
    ("url", "host", "shown"),
    [
        ("http://127.0.0.1:8000/v1", "127.0.0.1", "127.0.0.1:8000"),
        ("https://api.example.com/v1?alt=sse", "api.example.com", "api.example.com"),
        ("https://api.example.com:443/v1", "api.example.com", "api.example.com"),
        ("http://[::1]:8000/v1", "::1", "[::1]:8000"),
        ("https://api.example.com:x/v1", "api.example.com", "api.example.com"),
    ],
)
def test_the_port_of_an_own_server_is_shown(url: str, host: str, shown: str) -> None:
    item = fakes.item(replace(fakes.expert_request(), url=url, host=host, search=None))
    assert words.fields(item)[0] == ("Goes to", shown)
