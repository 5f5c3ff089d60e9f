"""The table shows what its filter admits, by day, however many calls there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import i18n
from app.activity.table import CallView
from app.activity.table_model import CallFilter, CallTable, Column, DayRow, Which, as_text, grouped
from app.theme.theme import Theme
from engine.contracts import CallRecord, Reach

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

DAY = 86_400.0


@pytest.fixture
def many(
    make_call: Callable[..., CallRecord],
    sent_once: CallRecord,
    denied_by_user: CallRecord,
    denied_by_rule: CallRecord,
) -> list[CallRecord]:
    """100,000 calls, newest first, one every minute, of four kinds in turn."""
    kinds = (make_call(), sent_once, denied_by_user, denied_by_rule)
    newest = 1_800_000_000.0
    return [
        replace(kinds[number % 4], id=f"row-{number}", at=newest - number * 60, turn_id=f"t{number // 10}")
        for number in range(100_000)
    ]


def test_a_hundred_thousand_calls_are_filtered_exactly(theme: Theme, many: list[CallRecord]) -> None:
    table = CallTable(theme)
    table.put(many)
    expected = {Which.ALL: 100_000, Which.LOCAL: 25_000, Which.LEFT: 25_000, Which.DENIED: 50_000}
    for which, count in {**expected, Which.ASKED: 50_000}.items():
        table.set_filter(CallFilter(which))
        shown = table.shown()
        assert len(shown) == count
        assert [record.at for record in shown] == sorted((r.at for r in shown), reverse=True)
        assert table.rowCount() == count + len(table.day_rows())
    table.set_filter(CallFilter(Which.LOCAL))
    assert {record.reach for record in table.shown()} == {Reach.LOCAL}


def test_period_and_turn_narrow_every_filter(theme: Theme, many: list[CallRecord]) -> None:
    table = CallTable(theme)
    table.put(many)
    since = many[999].at
    table.set_filter(CallFilter(Which.DENIED, since))
    assert len(table.shown()) == 500
    assert len(table.in_period()) == 1_000
    table.set_filter(CallFilter(turn_id="t7"))
    assert [record.id for record in table.shown()] == [f"row-{number}" for number in range(70, 80)]


def test_each_day_but_the_first_has_a_row_of_its_own(make_call: Callable[..., CallRecord]) -> None:
    noon = 1_800_000_000.0
    start, _ = i18n.day_bounds(noon)
    at = [start + 50, start + 1, start - 1, start - DAY + 1, start - 9 * DAY]
    rows = grouped([make_call(at=moment) for moment in at])
    assert [isinstance(row, DayRow) for row in rows] == [False, False, True, False, False, True, False]


def test_the_first_head_names_the_day_in_view(theme: Theme, many: list[CallRecord]) -> None:
    table = CallTable(theme)
    table.put(many)
    for row in (0, 5_000, table.rowCount() - 1):
        table.set_top_row(row)
        record = table.record(row)
        assert record is not None
        head = table.headerData(Column.TIME, Qt.Orientation.Horizontal, Qt.ItemDataRole.DisplayRole)
        assert head == i18n.day(record.at)


def test_a_days_row_is_no_call_and_cannot_be_selected(theme: Theme, many: list[CallRecord]) -> None:
    table = CallTable(theme)
    table.put(many[:5_000])
    row = table.day_rows()[0]
    assert table.record(row) is None
    assert not table.flags(table.index(row, 0)) & Qt.ItemFlag.ItemIsSelectable


def test_hostile_texts_are_shown_as_plain_visible_text(
    theme: Theme, make_call: Callable[..., CallRecord]
) -> None:
    table = CallTable(theme)
    table.put([make_call(tool="<img src=x>\u202e\u200b\nnext", host="a\x00b", reach=Reach.NETWORK)])
    name = str(table.index(0, Column.TOOL).data())
    assert name.startswith("<img src=x>")
    for hidden in ("\u202e", "\u200b", "\n"):
        assert hidden not in name
    assert "\x00" not in str(table.index(0, Column.TO).data())


def test_copied_rows_read_as_sentences(
    qtbot: QtBot, theme: Theme, sent_once: CallRecord, denied_by_rule: CallRecord
) -> None:
    view = CallView(theme)
    qtbot.addWidget(view)
    view.put([sent_once, denied_by_rule])
    view.show()
    view.setFocus()
    view.selectAll()
    QTest.keyClick(view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QGuiApplication.clipboard().text().split("\n")
    assert lines == [as_text(sent_once), as_text(denied_by_rule)]
    assert "web_search, html.duckduckgo.com, asked · sent once, 71 bytes, $0.004" in lines[0]


def test_the_keyboard_moves_the_selection_past_the_days_rows(
    qtbot: QtBot, theme: Theme, make_call: Callable[..., CallRecord]
) -> None:
    view = CallView(theme)
    qtbot.addWidget(view)
    noon = i18n.day_bounds(1_800_000_000.0)[0] + DAY / 2
    view.put([make_call(id=f"row-{number}", at=noon - number * DAY) for number in range(3)])
    view.show()
    seen: list[str] = []
    view.chosen.connect(lambda record: seen.append(record.id if record else ""))
    for _ in range(2):
        QTest.keyClick(view, Qt.Key.Key_Down)
    assert seen[-1] == "row-2"
    assert "" not in seen


def test_a_reload_keeps_the_current_call(
    qtbot: QtBot, theme: Theme, make_call: Callable[..., CallRecord]
) -> None:
    view = CallView(theme)
    qtbot.addWidget(view)
    calls = [make_call(id=f"row-{number}", at=1_800_000_000.0 - number) for number in range(5)]
    view.put(calls)
    view.setCurrentIndex(view.calls.index(3, 0))
    view.put([make_call(id="newer", at=1_800_000_001.0), *calls])
    current = view.current()
    assert current is not None
    assert current.id == "row-3"
