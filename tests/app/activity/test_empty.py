"""The table's empty state can be read whole."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app.activity.empty import NoCalls
from app.theme.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.mark.parametrize("nothing_yet", [True, False])
def test_no_line_of_the_empty_state_is_cut_off(
    qapp: QApplication, qtbot: QtBot, theme: Theme, nothing_yet: bool
) -> None:
    empty = NoCalls(theme)
    qtbot.addWidget(empty)
    empty.show_state(nothing_yet)
    empty.resize(540, 400)
    empty.show()
    qapp.processEvents()
    for text in empty.findChildren(QLabel):
        assert text.height() >= text.heightForWidth(text.width())
