"""A turn's events become the lines that the user reads; a stored turn reads the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPlainTextEdit
from pytestqt.qtbot import QtBot

from app.theme.theme import Theme
from app.transcript import words
from app.transcript.answer import AnswerView
from app.transcript.parts import ProblemCard, ReceiptLine, ThinkingFold, UserBubble
from app.transcript.tools import ToolCard, ToolLine
from app.transcript.turn import TurnView
from app.transcript.view import TranscriptView
from engine import dispatch, events
from engine.contracts import Answer, Choice, Decision, Message, Money, Receipt, Revision, Role
from tests.app import fakes

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")

LOCAL = Receipt(4.1, 212, 2)


@pytest.fixture
def turn(theme: Theme, qtbot: QtBot) -> TurnView:
    view = TurnView(theme, "t1")
    qtbot.addWidget(view)
    view.resize(740, 400)
    view.show()
    view.show_message(fakes.user("What is 23 × 47?"))
    return view


@pytest.fixture
def transcript(theme: Theme, qtbot: QtBot) -> TranscriptView:
    view = TranscriptView(theme)
    qtbot.addWidget(view)
    view.resize(900, 500)
    with qtbot.waitExposed(view):
        view.show()
    return view


def texts(view: TurnView | TranscriptView) -> str:
    return "\n".join(part.text() for part in view.findChildren(QLabel))


def run_turn(turn: TurnView) -> None:
    made = fakes.call(expression="23 * 47")
    for event in (
        events.StepStarted("t1", 1),
        events.PromptRead("t1", 1240, 3000),
        events.ThinkingDelta("t1", "A sum. "),
        events.ThinkingDelta("t1", "I use the calculator."),
        events.CallJudged("t1", made, fakes.ALLOWED),
        events.CallStarted("t1", made),
        events.CallFinished("t1", fakes.ran(made, "1081", 0.003)),
        events.StepStarted("t1", 2),
        events.TextDelta("t1", "\n\nIt is **10", 30.0),
        events.TextDelta("t1", "81**."),
        events.TurnFinished("c1", "t1", fakes.assistant("It is **1081**."), LOCAL),
    ):
        turn.on_event(event)


def test_a_turn_reads_from_thinking_to_receipt(turn: TurnView) -> None:
    run_turn(turn)
    fold = turn.findChildren(ThinkingFold)[0]
    assert fold.toggle.text().startswith("Thought for")
    assert not fold.is_open
    line = turn.findChildren(ToolLine)[0]
    assert line.outcome.text() == "1081 · 3 ms · local"
    assert line.arguments.full_text == "23 * 47"
    assert turn.findChildren(AnswerView)[0].parts[0].toPlainText() == "It is 1081."
    receipt = turn.findChildren(ReceiptLine)[0]
    assert receipt.line.text() == "Local · 4.1 s · 212 tokens · nothing left this computer"
    assert turn.status.isHidden()


def test_a_stored_turn_has_the_same_parts(theme: Theme, qtbot: QtBot, turn: TurnView) -> None:
    run_turn(turn)
    made = fakes.call(expression="23 * 47")
    stored = events.StoredTurn(
        "t1",
        (
            fakes.user("What is 23 × 47?"),
            fakes.assistant("", "A sum. I use the calculator.", (made,)),
            Message(Role.TOOL, "1081", name="calculator", call_id=made.id),
            fakes.assistant("It is **1081**."),
        ),
        (fakes.ran(made, "1081", 0.003),),
        LOCAL,
    )
    again = TurnView(theme, "t1")
    qtbot.addWidget(again)
    again.show_stored(stored)
    for kind in (UserBubble, ThinkingFold, ToolLine, AnswerView, ReceiptLine):
        assert len(again.findChildren(kind)) == len(turn.findChildren(kind)) == 1
    assert again.findChildren(ToolLine)[0].outcome.text() == "1081 · 3 ms · local"


def test_thinking_opens_and_folds(turn: TurnView) -> None:
    run_turn(turn)
    fold = turn.findChildren(ThinkingFold)[0]
    QTest.mouseClick(fold.toggle, Qt.MouseButton.LeftButton)
    assert fold.findChildren(QPlainTextEdit)[0].toPlainText() == "A sum. I use the calculator."
    QTest.mouseClick(fold.toggle, Qt.MouseButton.LeftButton)
    assert not fold.is_open


def test_the_calls_of_one_step_share_a_card(turn: TurnView) -> None:
    turn.on_event(events.StepStarted("t1", 1))
    for number in (1, 2):
        turn.on_event(events.CallJudged("t1", fakes.call(number=number), fakes.ALLOWED))
    turn.on_event(events.StepStarted("t1", 2))
    turn.on_event(events.CallJudged("t1", fakes.call(number=3), fakes.ALLOWED))
    assert [len(card.lines) for card in turn.findChildren(ToolCard)] == [2, 1]


def test_a_call_judged_twice_has_one_line(turn: TurnView) -> None:
    made = fakes.call("web_search")
    turn.on_event(events.CallJudged("t1", made, fakes.ASKED))
    assert turn.findChildren(ToolLine)[0].outcome.text() == "asks you"
    turn.on_event(events.CallJudged("t1", made, fakes.DENIED))
    assert len(turn.findChildren(ToolLine)) == 1
    shown = turn.findChildren(ToolLine)[0].outcome.text().removesuffix("…")
    assert f"denied: {fakes.DENIED.reason}".startswith(shown)


def test_a_tool_line_opens_to_arguments_and_result(turn: TurnView) -> None:
    run_turn(turn)
    line = turn.findChildren(ToolLine)[0]
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_Return)
    shown = [view.toPlainText() for view in line.findChildren(QPlainTextEdit)]
    assert shown == ["expression: 23 * 47", "1081"]


def test_hostile_arguments_and_results_draw_no_markup(turn: TurnView) -> None:
    hostile = "<b>x</b>\u202e\x07\n" + "y" * 3_000_000
    made = fakes.call("<h1>\u202e", 1, text=hostile)
    turn.on_event(events.CallJudged("t1", made, fakes.ALLOWED))
    turn.on_event(events.CallFinished("t1", fakes.ran(made, hostile, host="<i>host</i>\u202e")))
    turn.on_event(events.CallRejected("t1", hostile))
    line = turn.findChildren(ToolLine)[0]
    line.open_or_close()
    for part in turn.findChildren(QLabel):
        assert part.textFormat() is Qt.TextFormat.PlainText
        assert "\u202e" not in part.text()
        assert "\x07" not in part.text()
        assert len(part.text()) < 600
    turn.grab()


def test_a_failed_turn_says_what_and_how_and_offers_to_try_again(turn: TurnView, qtbot: QtBot) -> None:
    turn.on_event(events.TextDelta("t1", "Half an"))
    turn.on_event(events.TurnFailed("c1", "t1", "The model ended.", "Choose a smaller one."))
    card = turn.findChildren(ProblemCard)[0]
    assert (card.problem.text(), card.way_out.text()) == ("The model ended.", "Choose a smaller one.")
    assert turn.findChildren(AnswerView)[0].parts[0].toPlainText() == "Half an"
    with qtbot.waitSignal(turn.again) as again:
        QTest.mouseClick(card.action, Qt.MouseButton.LeftButton)
    assert again.args == ["What is 23 × 47?"]


def test_a_stopped_turn_keeps_its_words_and_says_so(turn: TurnView) -> None:
    turn.on_event(events.TextDelta("t1", "Half an"))
    turn.on_event(events.TurnFinished("c1", "t1", fakes.assistant("Half an"), LOCAL, stopped=True))
    assert "Stopped by you" in texts(turn)


def test_a_cloud_receipt_names_host_size_price_and_consent(turn: TurnView, qtbot: QtBot) -> None:
    turn.on_answer(fakes.question(), Answer("q1", Choice.ONCE))
    receipt = Receipt(8.4, 96, 2, ("api.example.com",), 1_840, Money(4_000))
    turn.on_event(events.TurnFinished("c1", "t1", fakes.assistant("Yes."), receipt))
    line = turn.findChildren(ReceiptLine)[0].line
    assert line.text() == "Cloud · api.example.com · 1.8 KB sent · $0.004 · 8.4 s · 96 tokens · approved once"
    with qtbot.waitSignal(turn.receipt_pressed) as pressed:
        QTest.mouseClick(line, Qt.MouseButton.LeftButton)
    assert pressed.args == ["t1"]


@pytest.mark.parametrize(
    ("choices", "words"),
    [
        ((Choice.DENY,), "96 tokens"),
        ((Choice.ANSWER,), "approved for this answer"),
        ((Choice.CONVERSATION, Choice.ONCE), "approved for this conversation"),
        ((Choice.ONCE, Choice.DENY), "approved once"),
    ],
)
def test_a_receipt_names_the_widest_yes_of_its_turn(
    turn: TurnView, choices: tuple[Choice, ...], words: str
) -> None:
    for choice in choices:
        turn.on_answer(fakes.question(), Answer("q1", choice))
    receipt = Receipt(8.4, 96, 2, ("studio.lan",), 1_840)
    turn.on_event(events.TurnFinished("c1", "t1", fakes.assistant("Yes."), receipt))
    line = turn.findChildren(ReceiptLine)[0].line.text()
    assert line.startswith("Cloud · studio.lan · 1.8 KB sent · ")
    assert line.endswith(words)


def test_reading_the_prompt_shows_a_figure_until_the_first_word(turn: TurnView) -> None:
    turn.on_event(events.PromptRead("t1", 124, 300))
    assert turn.status.text() == "Reading 124 of 300 tokens"
    turn.on_event(events.TextDelta("t1", "So"))
    assert turn.status.isHidden()


def test_the_bubble_shows_what_was_typed(turn: TurnView) -> None:
    bubble = turn.findChildren(UserBubble)[0]
    assert bubble.text.text() == "What is 23 × 47?"


def start(transcript: TranscriptView, number: int, conversation: str = "c1") -> str:
    turn_id = f"t{number}"
    transcript.start_turn(conversation, turn_id, fakes.user(f"Question {number}"))
    return turn_id


def fill(transcript: TranscriptView, turn_id: str, lines: int = 60) -> None:
    transcript.on_turn_event(turn_id, events.TextDelta(turn_id, "A line.\n\n" * lines))
    finished = events.TurnFinished("c1", turn_id, fakes.assistant("A line.\n\n" * lines), LOCAL)
    transcript.on_turn_event(turn_id, finished, last=True)


def test_the_view_stays_at_the_bottom_while_it_grows(transcript: TranscriptView, qtbot: QtBot) -> None:
    fill(transcript, start(transcript, 1))
    bar = transcript.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 500 and bar.value() == bar.maximum())


def test_a_view_that_was_scrolled_up_stays_where_it_is(transcript: TranscriptView, qtbot: QtBot) -> None:
    fill(transcript, start(transcript, 1))
    bar = transcript.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 500 and bar.value() == bar.maximum())
    turn_id = start(transcript, 2)
    qtbot.waitUntil(lambda: bar.value() == bar.maximum())
    before = bar.maximum()
    bar.setValue(100)
    fill(transcript, turn_id)
    qtbot.waitUntil(lambda: bar.maximum() > before + 500)
    assert bar.value() == 100


def test_a_running_turn_survives_a_look_at_another_conversation(transcript: TranscriptView) -> None:
    turn_id = start(transcript, 1)
    transcript.on_turn_event(turn_id, events.TextDelta(turn_id, "Before, "))
    other = events.ConversationOpened(events.ConversationSummary("c2", "Other", 0.0), ())
    transcript.show_conversation(other)
    assert list(transcript.turns) == []
    transcript.on_turn_event(turn_id, events.TextDelta(turn_id, "after."))
    mine = events.ConversationOpened(
        events.ConversationSummary("c1", "Mine", 0.0),
        (events.StoredTurn(turn_id, (fakes.user("Question 1"),), (), None),),
    )
    transcript.show_conversation(mine)
    assert list(transcript.turns) == [turn_id]
    assert transcript.turns[turn_id].findChildren(AnswerView)[0].source == "Before, after."


def test_a_long_conversation_opens_with_its_latest_turns(transcript: TranscriptView) -> None:
    turns = tuple(
        events.StoredTurn(f"t{n}", (fakes.user(f"Question {n}"), fakes.assistant("Yes.")), (), LOCAL)
        for n in range(2_000)
    )
    transcript.show_conversation(
        events.ConversationOpened(events.ConversationSummary("c1", "Long", 0.0), turns)
    )
    assert list(transcript.turns)[-1] == "t1999"
    assert len(transcript.turns) < 50
    QTest.mouseClick(transcript.earlier_button, Qt.MouseButton.LeftButton)
    shown = list(transcript.turns)
    assert shown == [f"t{n}" for n in range(2_000 - len(shown), 2_000)]
    column = transcript.findChildren(TurnView)
    assert len(column) == len(shown)


def test_words_are_found_in_answers(transcript: TranscriptView) -> None:
    for number, text in ((1, "The first needle."), (2, "Nothing."), (3, "Another needle here.")):
        turn_id = start(transcript, number)
        transcript.on_turn_event(
            turn_id, events.TurnFinished("c1", turn_id, fakes.assistant(text), LOCAL), last=True
        )
    assert transcript.find_text("needle")
    assert transcript.find_text("needle")
    assert transcript.find_text("needle")
    assert not transcript.find_text("haystack")


def test_an_empty_conversation_offers_three_prompts(transcript: TranscriptView, qtbot: QtBot) -> None:
    transcript.show_new()
    assert len(transcript.empty.cards) == 3
    with qtbot.waitSignal(transcript.prompt_chosen) as chosen:
        QTest.mouseClick(transcript.empty.cards[0], Qt.MouseButton.LeftButton)
    assert "17.5" in chosen.args[0]
    start(transcript, 1)
    assert transcript.empty.isHidden()


def test_a_shortened_conversation_says_so_in_one_line_that_is_kept_up_to_date(turn: TurnView) -> None:
    turn.on_event(events.StepStarted("t1", 1))
    turn.on_event(events.ConversationShortened("t1", 2))
    turn.on_event(events.ConversationShortened("t1", 5))
    assert "oldest first: 5. Nothing was deleted." in texts(turn)
    assert "oldest first: 2" not in texts(turn)


def test_what_an_expert_writes_goes_to_the_line_of_its_call(turn: TurnView, qtbot: QtBot) -> None:
    first, second = fakes.call("ask_expert", 1), fakes.call("ask_expert", 2)
    for made in (first, second):
        turn.on_event(events.CallJudged("t1", made, fakes.ALLOWED))
        turn.on_event(events.CallStarted("t1", made))
    with qtbot.waitSignal(turn.grown):
        turn.on_event(events.CallProgress("t1", "call-2", "Two months."))
    turn.on_event(events.CallProgress("t1", "call-9", "nobody asked"))
    lines = turn.findChildren(ToolLine)
    assert lines[0].live is None
    assert lines[1].live is not None
    assert lines[1].live.text is not None
    assert lines[1].live.text.toPlainText() == "Two months."


def test_the_receipt_says_how_much_was_hidden() -> None:
    receipt = Receipt(8.4, 96, 2, ("api.example.com",), 1_840, Money(4_000), hidden=2)
    said = words.receipt_words(receipt)
    assert said.startswith("Cloud · api.example.com · 1.8 KB sent · 2 item")
    assert said.endswith("hidden · $0.004 · 8.4 s · 96 tokens")
    assert "hidden" not in words.receipt_words(LOCAL)


def test_a_receipt_never_calls_free_what_nobody_knows_the_price_of() -> None:
    receipt = Receipt(8.4, 96, 2, ("own.example",), 1_840, unpriced=1)
    assert "1.8 KB sent · price unknown · 8.4 s" in words.receipt_words(receipt)
    partly = replace(receipt, cost=Money(4_000))
    assert "1.8 KB sent · $0.004 and more · 8.4 s" in words.receipt_words(partly)
    assert " · free · " in words.receipt_words(replace(receipt, unpriced=0))


def asked(turn: TurnView) -> ToolLine:
    """A question that waits; the line of its call."""
    item = fakes.item()
    turn.on_event(events.CallJudged("t1", item.call, item.verdict))
    (line,) = turn.findChildren(ToolLine)
    assert line.outcome.text() == "asks you"
    return line


@pytest.mark.parametrize(
    ("by", "said"),
    [
        ("user", "denied by you"),
        ("timeout", "denied: nobody answered in time"),
        ("closing", "denied: Sordino was closed"),
        ("stopped", "denied: the answer was stopped"),
        ("nobody", "denied: nobody answered"),
    ],
)
def test_a_question_that_ended_with_a_no_says_whose_it_was(turn: TurnView, by: str, said: str) -> None:
    line = asked(turn)
    question = fakes.question()
    (item,) = question.items
    turn.on_answer(question, Answer("q1", Choice.DENY, by))
    verdict = replace(item.verdict, decision=Decision.DENY)
    turn.on_event(events.CallJudged("t1", item.call, verdict))
    assert line.outcome.text() == said
    turn.on_event(events.CallFinished("t1", fakes.refused(item.call, verdict)))
    assert line.outcome.text() == said


def test_a_rule_that_came_into_force_meanwhile_is_the_reason_and_not_the_answer(turn: TurnView) -> None:
    line = asked(turn)
    question = fakes.question()
    turn.on_answer(question, Answer("q1", Choice.DENY))
    turn.on_event(events.CallFinished("t1", fakes.refused(question.items[0].call)))
    assert line.outcome.text().startswith("denied: Sordino is offline")


def test_a_change_is_no_refusal_and_the_line_shows_it(turn: TurnView) -> None:
    line = asked(turn)
    question = fakes.question()
    (item,) = question.items
    turn.on_answer(question, Answer("q1", Choice.DENY, revisions={item.call.id: Revision({"query": "new"})}))
    changed = replace(item.call, arguments={"query": "new"})
    turn.on_event(events.CallJudged("t1", changed, item.verdict))
    assert line.arguments.full_text == "new"
    assert line.accessibleDescription() == "new"
    late = replace(item.verdict, decision=Decision.DENY)
    turn.on_event(events.CallJudged("t1", changed, late))
    assert line.outcome.text().startswith("denied: Privacy asks")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (dispatch.REFUSED_BY_USER, "denied by you"),
        (dispatch.UNANSWERED, "denied: nobody answered"),
        (dispatch.REFUSED_BY_RULE.format(reason="No."), "denied: Sordino is offline"),
    ],
)
def test_a_stored_call_says_who_refused_it(content: str, said: str) -> None:
    result = replace(fakes.refused(fakes.call()), content=content)
    assert words.result_words(result).startswith(said)
