"""A call's line opens to why it was refused, and to what the model read."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.transcript.parts import LIVE_MOST, ThinkingFold
from app.transcript.tools import ToolLine
from engine.contracts import Money, ToolCall, Usage
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


def asked(theme: Theme, qtbot: QtBot) -> tuple[ToolLine, ToolCall]:
    made = fakes.call("ask_expert", question="Is it lawful?")
    line = ToolLine(theme, made)
    qtbot.addWidget(line)
    line.resize(700, 300)
    line.show()
    line.judge(fakes.ALLOWED)
    line.start()
    return line, made


def test_an_experts_answer_comes_piece_by_piece_with_its_thinking_folded_away(
    theme: Theme, qtbot: QtBot
) -> None:
    line, made = asked(theme, qtbot)
    line.progress("The Act ", thinking=True)
    assert line.outcome.text() == "thinks"
    line.progress("of 2019.", thinking=True)
    line.progress("", thinking=False)
    assert line.outcome.text() == "thinks"
    for piece in ("Yes, \u202e", "it is.\nSince ", "2019."):
        line.progress(piece, thinking=False)
    assert line.outcome.text() == "answers"
    live = line.live
    assert live is not None
    assert live.thinking is not None
    assert live.thinking.text == "The Act of 2019."
    assert not live.thinking.is_open
    assert live.text is not None
    assert live.text.toPlainText() == "Yes, ⟦U+202E⟧it is.\nSince 2019."
    line.finish(fakes.ran(made, "Yes, it is.", 6.0, "api.example.com"))
    assert line.live is None
    line.progress("late", thinking=False)
    assert line.live is None


def test_an_endless_answer_is_not_shown_without_an_end(theme: Theme, qtbot: QtBot) -> None:
    line, _ = asked(theme, qtbot)
    for _ in range(6):
        line.progress("x" * (LIVE_MOST // 4), thinking=False)
    assert line.live is not None
    assert line.live.text is not None
    shown = line.live.text.toPlainText()
    assert shown.count("x") == LIVE_MOST


def test_tokens_cost_time_and_thinking_stand_in_the_opened_line(theme: Theme, qtbot: QtBot) -> None:
    line, made = asked(theme, qtbot)
    result = fakes.ran(made, "Yes.", 6.0, "api.example.com")
    line.finish(replace(result, cost=Money(2_100), thinking="The Act of 2019.", usage=Usage(1_204, 312)))
    line.open_or_close()
    said = [part.text() for part in line.findChildren(QLabel)]
    assert "312 written · $0.002 · 6.0 s" in "\n".join(said)
    (fold,) = line.findChildren(ThinkingFold)
    assert not fold.is_open
    assert fold.toggle.text() == "Thought"
    fold.open_or_close()
    assert "The Act of 2019." in [view.toPlainText() for view in line.findChildren(QPlainTextEdit)]


def test_where_nothing_was_counted_nothing_is_said(line: ToolLine, call: ToolCall) -> None:
    line.finish(fakes.ran(call, "8 hits"))
    line.open_or_close()
    assert not line.findChildren(ThinkingFold)
    assert not any("tokens" in part.text() for part in line.findChildren(QLabel))


def test_a_call_that_could_not_be_prepared_has_failed_and_waits_for_nobody(
    line: ToolLine, call: ToolCall
) -> None:
    line.judge(fakes.ASKED)
    problem = "There is no document lease.pdf."
    line.finish(replace(fakes.refused(call, fakes.ASKED), content=problem, failed=True))
    assert line.outcome.text() == f"failed: {problem}"
    assert line.state.name == "warning"


def test_what_the_user_changed_is_what_the_line_shows(line: ToolLine, call: ToolCall) -> None:
    opened(line)
    changed = replace(call, arguments={"query": "deposit"})
    line.finish(fakes.ran(changed, "8 hits"))
    assert line.arguments.full_text == "deposit"
    shown = {view.accessibleName(): view.toPlainText() for view in line.findChildren(QPlainTextEdit)}
    assert shown["Arguments"] == "query: deposit"


def test_an_unknown_price_is_not_called_free(line: ToolLine, call: ToolCall) -> None:
    result = fakes.ran(call, "Yes.", 6.0, "own.example")
    line.finish(replace(result, unpriced=True, usage=Usage(1_204, 312)))
    assert line.outcome.text() == "Yes. · price unknown · 6.0 s · own.example"
    line.open_or_close()
    said = "\n".join(part.text() for part in line.findChildren(QLabel))
    assert "312 written · price unknown · 6.0 s" in said
