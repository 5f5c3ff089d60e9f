"""A call's line opens to why it was refused, and to what the model read."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.transcript.tools import ToolLine
from engine.contracts import ToolCall
from tests.app import fakes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")


@pytest.fixture
def call() -> ToolCall:
    return fakes.call("web_search", query="rent")


@pytest.fixture
def line(theme: Theme, qtbot: QtBot, call: ToolCall) -> ToolLine:
    made = ToolLine(theme, call)
    qtbot.addWidget(made)
    return made


def opened(line: ToolLine) -> dict[str, str]:
    """What the opened line shows, by its heading."""
    line.open_or_close()
    return {view.accessibleName(): view.toPlainText() for view in line.findChildren(QPlainTextEdit)}


def test_a_refused_call_shows_the_reason_and_what_the_model_was_told(line: ToolLine, call: ToolCall) -> None:
    line.judge(fakes.DENIED)
    line.finish(fakes.refused(call))
    shown = opened(line)
    assert shown["Decision"] == fakes.DENIED.reason
    assert shown["What the model was told"] == "The call was refused."


def test_a_call_that_ran_shows_its_result_alone(line: ToolLine, call: ToolCall) -> None:
    line.judge(fakes.ALLOWED)
    line.finish(fakes.ran(call, "8 hits"))
    shown = opened(line)
    assert shown["Result"] == "8 hits"
    assert "Decision" not in shown
