"""What dials would do is shown before they do it; free text, grants, limits and locks look as they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from unittest.mock import Mock

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.i18n import Translator
from app.preferences.dial import AXIS
from app.preferences.grants import GrantsSection
from app.preferences.page import PreferencesPage
from app.preferences.tools import ToolsSection
from app.preferences.wish import WishSection
from app.theme.theme import Theme
from engine.contracts import Caps, Choice, DataClass, Decision, Latency, Money, Preferences, Privacy, Receipt
from engine.events import GrantsChanged, RulesPreviewed, SettingsChanged, SpentChanged, TurnFinished, WishRead
from engine.policy.views import FREE_TO_CHOOSE, Locks, Proposal, RuleInForce, WeekEffect, WishReading
from engine.settings import Settings
from tests.app import fakes
from tests.app.fakes import CALCULATOR, EXPERT, LOCKS, SEARCH, TOOLS, grant

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints|grabbing the|support raise")
ASKS = RuleInForce("ask_before_leaving", Decision.ASK, "Whatever leaves asks.", "Privacy")
LOCAL = RuleInForce("local_reading", Decision.ALLOW, "Reading is free.", "Always")
STAYS = RuleInForce("local_only", Decision.DENY, "All stays.", "Privacy")
WEEK = WeekEffect(7, 148, 20, 14, 0, Money(3_100_000), 2)
NOW = Preferences()
STRICT = Preferences(privacy=Privacy.LOCAL_ONLY)


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, commands: Mock) -> PreferencesPage:
    """The page with the default settings in force, counted."""
    page = PreferencesPage(theme, commands)
    qtbot.addWidget(page)
    page.resize(1040, 748)
    page.show()
    confirm(page, NOW)
    page.on_event(RulesPreviewed(NOW, (replace(ASKS, calls=14), replace(LOCAL, calls=112)), WEEK))
    return page


def confirm(page: PreferencesPage, preferences: Preferences, locks: Locks = FREE_TO_CHOOSE) -> None:
    """The engine says what is in force now."""
    rules = (STAYS, LOCAL) if preferences.privacy is Privacy.LOCAL_ONLY else (ASKS, LOCAL)
    page.on_event(SettingsChanged(Settings(preferences=preferences), rules, TOOLS, locks))


def at(page: PreferencesPage, stop: int) -> QPoint:
    """Where a stop of the privacy dial lies."""
    return QPoint(round(page.dials.privacy.dial.stop_x(stop)), AXIS)


def previewing(page: PreferencesPage) -> bool:
    """Whether the rules that are shown are a preview."""
    return page.rules.previewing


def keepable(page: PreferencesPage) -> bool:
    """Whether the newest grant may be kept."""
    return page.grants.rows[0].keep is not None


def press(page: PreferencesPage, stop: int) -> None:
    """Take hold of the knob of the privacy dial, over a stop."""
    QTest.mousePress(page.dials.privacy.dial, Qt.MouseButton.LeftButton, pos=at(page, stop))


def let_go(page: PreferencesPage, stop: int) -> None:
    """Let the knob go over a stop."""
    QTest.mouseRelease(page.dials.privacy.dial, Qt.MouseButton.LeftButton, pos=at(page, stop))


def previewed(commands: Mock) -> list[Preferences]:
    """All preferences that the engine was asked about."""
    return [call.args[0] for call in commands.preview_preferences.call_args_list]


def said(widget: object) -> str:
    """All texts of a widget, once what was added to it is shown."""
    assert isinstance(widget, GrantsSection | ToolsSection | WishSection)
    QCoreApplication.sendPostedEvents()
    return " ".join(part.text() for part in widget.findChildren(QLabel) if part.isVisibleTo(widget))


def test_the_rules_have_the_counts_of_last_week(page: PreferencesPage, commands: Mock) -> None:
    assert previewed(commands) == [NOW]
    assert page.rules.sentences() == [
        "Ask: Whatever leaves asks. Privacy, 14 times",
        "Allow: Reading is free. Always, 112 times",
    ]
    assert page.rules.compared.text() == "compared with last week's 148 calls"
    assert page.rules.summary.text().startswith("Had this been on last week: 14 of 20 calls")


def test_rules_without_counts_show_none(page: PreferencesPage) -> None:
    confirm(page, replace(NOW, offline=True))
    assert page.rules.sentences() == ["Ask: Whatever leaves asks. Privacy", "Allow: Reading is free. Always"]
    assert not page.rules.summary.isVisible()
    assert not page.rules.compared.isVisible()


def test_a_dragged_knob_shows_what_letting_go_would_do_and_puts_nothing_in_force(
    page: PreferencesPage, commands: Mock
) -> None:
    press(page, 0)
    assert previewed(commands)[-1] == STRICT
    assert not previewing(page)
    page.on_event(
        RulesPreviewed(STRICT, (replace(STAYS, calls=14, change=3), replace(LOCAL, change=-1)), WEEK)
    )
    assert previewing(page)
    assert page.rules.head.text() == "If you let go here"
    assert page.rules.sentences()[0] == "Deny: All stays. Privacy, 3 more last week"
    assert page.dials.privacy.note.full_text == "Nothing leaves this computer"
    commands.set_preferences.assert_not_called()
    QTest.keyClick(page.dials.privacy.dial, Qt.Key.Key_Escape)
    assert not previewing(page)
    assert page.rules.head.text() == "Rules in force"
    assert page.rules.sentences()[0].startswith("Ask: Whatever leaves asks.")
    assert page.dials.privacy.note.full_text == "Whatever leaves asks first"
    commands.set_preferences.assert_not_called()


def test_fewer_calls_are_told_as_well(page: PreferencesPage) -> None:
    press(page, 0)
    page.on_event(RulesPreviewed(STRICT, (replace(STAYS, calls=14, change=-5),), WEEK))
    assert page.rules.sentences() == ["Deny: All stays. Privacy, 5 fewer last week"]


def test_a_late_answer_to_another_stop_is_not_shown(page: PreferencesPage) -> None:
    press(page, 0)
    QTest.mouseMove(page.dials.privacy.dial, at(page, 1))
    page.on_event(RulesPreviewed(STRICT, (STAYS,), WEEK))
    assert not previewing(page)
    page.on_event(RulesPreviewed(replace(NOW, privacy=Privacy.CAREFUL), (STAYS, ASKS), WEEK))
    assert previewing(page)
    QTest.mouseMove(page.dials.privacy.dial, at(page, 2))
    assert not previewing(page)
    let_go(page, 2)
    page.on_event(RulesPreviewed(STRICT, (STAYS,), WEEK))
    assert page.rules.sentences()[0].startswith("Ask: Whatever leaves asks.")


def test_what_was_settled_on_stays_in_view_until_it_is_in_force(
    page: PreferencesPage, commands: Mock
) -> None:
    press(page, 0)
    page.on_event(RulesPreviewed(STRICT, (replace(STAYS, calls=17, change=3), LOCAL), WEEK))
    let_go(page, 0)
    commands.set_preferences.assert_called_once_with(STRICT)
    assert previewing(page)
    confirm(page, STRICT)
    assert not previewing(page)
    assert page.rules.sentences()[0] == "Deny: All stays. Privacy, 17 times"
    assert page.rules.summary.isVisible()
    assert previewed(commands)[-1] == STRICT


def test_what_is_refused_is_not_shown_for_long(qtbot: QtBot, page: PreferencesPage) -> None:
    page.confirm_within(20)
    press(page, 0)
    page.on_event(RulesPreviewed(STRICT, (STAYS,), WEEK))
    let_go(page, 0)
    qtbot.waitUntil(lambda: not previewing(page))
    assert page.dials.privacy.dial.value() == 2


def test_a_change_from_elsewhere_does_not_end_a_drag(page: PreferencesPage) -> None:
    press(page, 0)
    page.on_event(RulesPreviewed(STRICT, (STAYS,), WEEK))
    confirm(page, replace(NOW, latency=Latency.FAST))
    assert previewing(page)
    assert page.dials.privacy.dial.value() == 0


def test_rules_that_always_hold_and_decided_nothing_stand_behind_a_fold(page: PreferencesPage) -> None:
    rules = (replace(ASKS, calls=0), replace(LOCAL, calls=0), replace(LOCAL, id="x", calls=3))
    page.on_event(RulesPreviewed(NOW, rules, WEEK))
    assert page.rules.fold.text() == "1 further rule always holds"
    assert len(page.rules.sentences()) == 3
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    shown = [part for part in page.rules.findChildren(QLabel) if part.text() == LOCAL.sentence]
    assert sorted(part.isVisible() for part in shown) == [False, True]
    page.rules.fold.click()
    assert all(part.isVisible() for part in shown)
    page.rules.fold.click()
    assert not all(part.isVisible() for part in shown)


def test_the_dials_say_how_long_and_how_much(page: PreferencesPage) -> None:
    assert page.dials.latency.note.full_text == "About 60 s a step at most"
    assert page.dials.cost.note.full_text == "At most $0.05 a call"
    page.on_event(SpentChanged(Money(20_000), Money(1_240_000)))
    assert page.dials.cost.note.full_text == "Spent today: $0.02"
    assert page.dials.cost.note.toolTip() == "Spent this month: $1.24"
    confirm(page, replace(NOW, latency=Latency.PATIENT, privacy=Privacy.RELAXED))
    assert "thinking may take as long as it likes" in page.dials.latency.note.toolTip()
    assert page.dials.privacy.note.full_text == "A yes may hold for a conversation or an hour"
    nothing = Caps(Money(0), Money(0), Money(0), Money(0))
    page.on_event(SpentChanged(Money(0), Money(0)))
    confirm(page, replace(NOW, caps=nothing))
    assert page.dials.cost.note.full_text == "Only free tools"


READING = WishReading(
    "avoid the web, use it, best model, zzz",
    (
        Proposal("avoid the web", "blocked", "web_search"),
        Proposal("use it", "offline", "off", widens=True),
        Proposal("cheap", "caps", "day 0.50"),
    ),
    ("best model",),
    ("zzz",),
)


def write(page: PreferencesPage, text: str = READING.text) -> None:
    """Type a sentence and finish it."""
    page.wish.field.clear()
    QTest.keyClicks(page.wish.field, text)
    QTest.keyClick(page.wish.field, Qt.Key.Key_Return)


def test_a_finished_sentence_is_put_in_force_and_read(page: PreferencesPage, commands: Mock) -> None:
    write(page, "save money")
    assert commands.set_preferences.call_args.args[0].text == "save money"
    commands.read_wish.assert_called_once_with("save money")
    write(page, "")
    assert commands.set_preferences.call_args.args[0].text == ""
    assert commands.read_wish.call_count == 1


def test_proposals_that_narrow_are_checked_and_those_that_widen_are_not(
    page: PreferencesPage, commands: Mock
) -> None:
    write(page)
    page.on_event(WishRead(READING))
    lines = page.wish.lines
    assert [line.box.isChecked() for line in lines] == [True, False, True]
    assert lines[1].sentence.property("tone") == "leaves"
    assert lines[1].box.accessibleName() == "“use it” → Offline: off, allows more"
    assert "The model is told, no rule changes: “best model”" in said(page.wish)
    assert "Not understood: “zzz”" in said(page.wish)
    assert page.wish.apply.text() == "Apply 2 changes"
    page.wish.apply.click()
    commands.apply_wish.assert_called_once_with(READING.text, (0, 2))
    assert not page.wish.apply.isEnabled()


def test_a_click_on_the_words_checks_the_box_and_nothing_checked_applies_nothing(
    page: PreferencesPage, commands: Mock
) -> None:
    write(page)
    page.on_event(WishRead(READING))
    for number in (0, 1, 2):
        QTest.mouseClick(page.wish.lines[number], Qt.MouseButton.LeftButton)
    assert [line.box.isChecked() for line in page.wish.lines] == [False, True, False]
    assert page.wish.apply.text() == "Apply 1 change"
    QTest.mouseClick(page.wish.lines[1], Qt.MouseButton.LeftButton)
    assert not page.wish.apply.isEnabled()
    page.wish.apply.clicked.emit()
    commands.apply_wish.assert_not_called()


def test_numbers_of_proposals_count_only_for_what_is_in_force(page: PreferencesPage, commands: Mock) -> None:
    write(page)
    confirm(page, replace(NOW, text=READING.text))
    page.on_event(WishRead(READING))
    QTest.mouseClick(page.wish.lines[1], Qt.MouseButton.LeftButton)
    confirm(page, replace(NOW, text=READING.text, offline=True))
    assert commands.read_wish.call_count == 2
    assert not page.wish.apply.isEnabled()
    page.wish.apply.clicked.emit()
    commands.apply_wish.assert_not_called()
    page.on_event(WishRead(replace(READING, proposals=READING.proposals[1:])))
    assert [line.box.isChecked() for line in page.wish.lines] == [True, True]
    assert page.wish.apply.isEnabled()


def test_a_refused_change_lets_the_sentence_be_applied_again(
    qtbot: QtBot, page: PreferencesPage, commands: Mock
) -> None:
    page.confirm_within(20)
    write(page)
    confirm(page, replace(NOW, text=READING.text))
    page.on_event(WishRead(READING))
    page.wish.apply.click()
    qtbot.waitUntil(lambda: commands.read_wish.call_count > 1)
    page.on_event(WishRead(READING))
    assert page.wish.apply.isEnabled()


def test_a_reading_of_another_sentence_is_not_shown_and_typing_takes_it_away(page: PreferencesPage) -> None:
    write(page)
    page.on_event(WishRead(replace(READING, text="something else")))
    assert page.wish.lines == []
    page.on_event(WishRead(READING))
    assert len(page.wish.lines) == 3
    QTest.keyClicks(page.wish.field, "!")
    assert page.wish.lines == []
    assert not page.wish.apply.isVisible()


def test_a_sentence_that_changes_nothing_says_so(page: PreferencesPage) -> None:
    write(page, "save money")
    page.on_event(WishRead(WishReading("save money", settled=("save money",))))
    assert "The rules in force do this already." in said(page.wish)


def test_a_sentence_of_small_words_alone_is_not_said_to_be_in_force(page: PreferencesPage) -> None:
    write(page, "no limits, please")
    page.on_event(WishRead(WishReading("no limits, please")))
    assert "No change was understood in this." in said(page.wish)
    assert "in force" not in said(page.wish)


def test_grants_are_listed_kept_and_revoked(page: PreferencesPage, commands: Mock) -> None:
    assert "None: every call that asks, asks each time." in said(page.grants)
    page.on_event(GrantsChanged((grant(Choice.HOST), grant(Choice.ALWAYS))))
    assert "html.duckduckgo.com · web_search" in said(page.grants)
    assert page.grants.rows[1].keep is None
    keep = page.grants.rows[0].keep
    assert keep is not None
    keep.click()
    commands.keep_grant.assert_called_once_with("g-host")
    page.grants.rows[1].revoke.click()
    commands.revoke_grant.assert_called_once_with("g-always")
    assert page.grants.revoke_all.isVisible()
    page.grants.revoke_all.click()
    commands.revoke_grant.assert_called_with("")
    page.on_event(GrantsChanged((grant(Choice.ALWAYS),)))
    assert not page.grants.revoke_all.isVisible()


@pytest.mark.parametrize("scope", [Choice.CONVERSATION, Choice.HOUR, Choice.HOST])
def test_a_grant_can_be_kept_only_where_that_is_allowed(page: PreferencesPage, scope: Choice) -> None:
    page.on_event(GrantsChanged((grant(scope),)))
    assert keepable(page)
    page.on_event(GrantsChanged((grant(scope, data=DataClass.PRIVATE),)))
    assert not keepable(page)
    page.on_event(GrantsChanged((grant(scope),)))
    confirm(page, NOW, Locks("Clinic", widest=Choice.HOST))
    assert not keepable(page)


def test_a_grant_that_covers_nothing_now_is_said_to_rest(page: PreferencesPage) -> None:
    errand = grant(Choice.CONVERSATION, id="errand", tool="endpoint")
    page.on_event(GrantsChanged((grant(Choice.CONVERSATION), grant(Choice.ANSWER), errand)))
    rests = "rests while privacy is not Relaxed"
    assert [row.end.text() for row in page.grants.rows] == [
        rests,
        "until the answer is there",
        "until Sordino ends",
    ]
    assert page.grants.rows[0].end.toolTip() == "until Sordino ends"
    assert page.grants.rows[2].end.toolTip() == ""
    confirm(page, replace(NOW, privacy=Privacy.RELAXED))
    assert rests not in [row.end.text() for row in page.grants.rows]
    assert [row.name.full_text for row in page.grants.rows][2] == "html.duckduckgo.com · endpoint"


def test_what_is_kept_says_that_it_ends_without_use(page: PreferencesPage) -> None:
    page.on_event(GrantsChanged((grant(Choice.ALWAYS),)))
    unused = "ends after 30 days without use"
    assert page.grants.rows[0].end.toolTip() == f"until revoked · {unused}"
    confirm(page, replace(NOW, privacy=Privacy.RELAXED))
    assert page.grants.rows[0].end.text() == "until revoked"
    assert page.grants.rows[0].end.toolTip() == unused
    assert page.grants.rows[0].end.accessibleDescription() == unused


def test_a_grant_goes_away_when_it_expires(qtbot: QtBot) -> None:
    now = [1000.0]
    section = GrantsSection(lambda: now[0])
    qtbot.addWidget(section)
    section.show_grants((grant(Choice.HOUR, expires=1000.02), grant(Choice.HOST)))
    assert len(section.rows) == 2
    now[0] = 1001.0
    qtbot.waitUntil(lambda: len(section.rows) == 1)


def test_each_tool_says_what_it_does_and_sends_and_can_be_switched_off(
    page: PreferencesPage, commands: Mock
) -> None:
    assert [row.spec.name for row in page.tools.rows] == ["web_search", "ask_expert", "calculator"]
    texts = said(page.tools)
    for piece in ("Search the web", "Sends: The search words go to", "Without it: The answer is made"):
        assert piece in texts
    assert "Knows + -" not in texts
    page.tools.rows[0].switch.click()
    assert commands.set_preferences.call_args.args[0].blocked == ("web_search",)
    confirm(page, replace(NOW, blocked=("web_search", "gone")))
    assert page.tools.rows[0].switch.isChecked()
    page.tools.rows[2].switch.click()
    assert commands.set_preferences.call_args.args[0].blocked == ("gone", "calculator", "web_search")


def test_what_a_tool_server_wrote_of_itself_is_plain_and_clipped(qtbot: QtBot, theme: Theme) -> None:
    hostile = "<b>Trusted</b>\u202e\x00 " + "A" * 5_000
    spec = replace(EXPERT, name="<h1>x", description=hostile, sends=hostile, without_it=hostile)
    section = ToolsSection(theme)
    qtbot.addWidget(section)
    section.show_tools((spec, replace(SEARCH, sends="")), FREE_TO_CHOOSE)
    for part in section.findChildren(QLabel):
        assert part.textFormat() is Qt.TextFormat.PlainText
        assert len(part.text()) < 300
        assert "\u202e" not in part.text()
    section.show()
    assert "Sends: its arguments" in said(section)


def test_what_an_organisation_settled_looks_locked_and_is_read_out(page: PreferencesPage) -> None:
    confirm(page, replace(NOW, privacy=Privacy.CAREFUL), replace(LOCKS, fixed=frozenset({"latency", "text"})))
    dials = page.dials
    assert dials.privacy.dial.locked == {2, 3}
    assert dials.privacy.held.text() == "Set by Northwind Clinic"
    assert dials.privacy.dial.accessibleName() == "Privacy. Set by Northwind Clinic"
    assert dials.privacy.dial.isEnabled()
    assert not dials.latency.dial.isEnabled()
    assert dials.cost.dial.locked == {2}
    assert not page.wish.field.isEnabled()
    assert page.offline.switch.isChecked()
    assert not page.offline.switch.isEnabled()
    assert page.offline.switch.accessibleDescription() == "Set by Northwind Clinic"
    expert = next(row for row in page.tools.rows if row.spec is EXPERT)
    assert expert.switch.isChecked()
    assert not expert.switch.isEnabled()
    assert expert.switch.accessibleDescription() == "Set by Northwind Clinic"
    calculator = next(row for row in page.tools.rows if row.spec is CALCULATOR)
    assert calculator.switch.isEnabled()
    confirm(page, NOW)
    assert dials.privacy.dial.locked == frozenset()
    assert not dials.privacy.held.isVisible()
    assert page.offline.switch.isEnabled()
    assert page.wish.field.isEnabled()


def test_caps_are_taken_up_to_the_bound_and_no_further(page: PreferencesPage, commands: Mock) -> None:
    confirm(page, replace(NOW, caps=Caps(day=Money(1))), LOCKS)
    field = page.dials.caps.fields[0]
    field.setText("0.03")
    field.editingFinished.emit()
    assert page.dials.caps.problem.text() == "At most $0.02: set by Northwind Clinic"
    commands.set_preferences.assert_not_called()
    confirm(page, replace(NOW, caps=LOCKS.caps or Caps()), LOCKS)
    field.setText("0.01")
    field.editingFinished.emit()
    assert commands.set_preferences.call_args.args[0].caps.call == Money(10_000)


def test_a_cap_without_a_bound_names_none(page: PreferencesPage) -> None:
    most = Money(1_000_000 * 1_000_000)
    confirm(page, NOW, Locks("Clinic", caps=Caps(Money(1), most, most, most)))
    tips: Callable[[int], str] = lambda number: page.dials.caps.fields[number].toolTip()  # noqa: E731
    assert "set by Clinic" in tips(0)
    assert tips(1) == ""


def test_fixed_hard_limits_cannot_be_turned(page: PreferencesPage) -> None:
    confirm(page, NOW, Locks("Clinic", fixed=frozenset({"blocked", "caps", "offline"})))
    assert not any(row.switch.isEnabled() for row in page.tools.rows)
    assert not page.dials.caps.isEnabled()
    assert not page.offline.switch.isEnabled()
    assert not page.offline.switch.isChecked()


def test_all_sections_keep_their_places_at_every_width(qtbot: QtBot, page: PreferencesPage) -> None:
    for width in (640, 1040, 560):
        page.resize(width, 900)
        for part in (page.rules, page.grants, page.tools, page.wish):
            qtbot.waitUntil(part.isVisible)


def test_last_week_is_counted_anew_when_the_page_is_shown_and_after_an_answer(
    page: PreferencesPage, commands: Mock
) -> None:
    before = len(previewed(commands))
    finished = TurnFinished("c", "t", fakes.assistant("x"), Receipt(1.0, 1, 1))
    page.on_event(finished)
    assert previewed(commands)[before:] == [NOW]
    page.hide()
    page.on_event(finished)
    assert len(previewed(commands)) == before + 1
    page.show()
    assert previewed(commands)[before:] == [NOW, NOW]


def test_proposals_and_grants_follow_each_other_by_tab(page: PreferencesPage) -> None:
    write(page)
    page.on_event(WishRead(READING))
    chain: list[QWidget | None] = [page.wish.field]
    while chain[-1] not in (page.wish.apply, None) and len(chain) < 9:
        chain.append(chain[-1].nextInFocusChain())
    assert [part for part in chain if part in [line.box for line in page.wish.lines]] == [
        line.box for line in page.wish.lines
    ]
    assert chain[-1] is page.wish.apply
    page.on_event(GrantsChanged((grant(Choice.HOST), grant(Choice.ALWAYS))))
    first, second = page.grants.rows
    assert first.revoke.nextInFocusChain() is first.keep
    assert first.keep is not None
    assert first.keep.nextInFocusChain() is second.revoke


def test_everything_follows_the_language_while_the_program_runs(
    qapp: QApplication, page: PreferencesPage
) -> None:
    confirm(page, replace(NOW, privacy=Privacy.CAREFUL, text=READING.text), LOCKS)
    page.on_event(
        RulesPreviewed(
            replace(NOW, privacy=Privacy.CAREFUL, text=READING.text),
            (replace(ASKS, calls=14),),
            replace(WEEK, asked=3),
        )
    )
    page.on_event(GrantsChanged((grant(Choice.HOST),)))
    page.on_event(WishRead(READING))
    translator = Translator(qapp)
    translator.use("zh_TW")
    try:
        QCoreApplication.sendPostedEvents()
        assert page.rules.head.text() == "目前生效的規則"
        assert page.rules.compared.text() == "與上週的 148 次呼叫比較"
        assert page.rules.summary.text().endswith("網路來源。你會被詢問 3 次。")
        assert page.wish.lines[2].sentence.text() == "「cheap」 → 每日上限 $0.50"
        assert page.wish.apply.text() == "套用 2 項變更"
        assert page.grants.rows[0].end.text() == "隱私未設為寬鬆時暫停"
        assert page.grants.rows[0].end.toolTip() == "到 Sordino 結束為止"
        assert page.dials.privacy.held.text() == "由 Northwind Clinic 設定"
        assert page.dials.latency.note.full_text == "每步最多約 60 秒"
        assert page.offline.by.text() == "由 Northwind Clinic 設定"
        assert "送出：" in said(page.tools)
    finally:
        translator.release()
