"""The Activity page: figures first, then the calls, then the detail beside them."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from enum import StrEnum

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app import i18n
from app.activity import words
from app.activity.empty import NoCalls
from app.activity.figures import figures
from app.activity.inspector import Inspector
from app.activity.strip import FigureStrip
from app.activity.table import CallView
from app.activity.table_model import CallFilter, Which
from app.choice import ChoiceBox
from app.commands import Commands
from app.engine_words import in_words
from app.theme.figures import count_words
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import ElidedLabel, button, card, label, set_look
from engine import events
from engine.contracts import VerifyReport

FIRST_LIMIT = 1_000
GROWTH = 4
RELOAD_MS = 300
SEARCH_MS = 250
NARROW = 860
SHORT = 560
NARROWEST_BOX = 92
INSPECTOR_WIDTH = 300
WORTH_RELOADING = (events.CallFinished, events.QuestionClosed, events.NetworkChanged)


class Period(StrEnum):
    """How far back the page looks."""

    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    ALL = "all"


DAYS_BACK = {Period.TODAY: 0, Period.WEEK: 6, Period.MONTH: 29}


class ActivityPage(QWidget):
    """The tool-call history. It reads anew when it is shown, and after each call while it is in view."""

    def __init__(self, theme: Theme, commands: Commands) -> None:
        super().__init__()
        self._theme, self._commands = theme, commands
        self._limit = FIRST_LIMIT
        self._loaded = self._total = 0
        self._asked_for = ""
        self._turn_id = ""
        self._day_cap: int | None = None
        self._report: tuple[VerifyReport, float] | None = None
        self._verifying = False
        self._build_controls()
        self._reload_timer = self._timer(RELOAD_MS, self.reload)
        self._search_timer = self._timer(SEARCH_MS, self._search_changed)
        self.strip, self.table, self.inspector = FigureStrip(), CallView(theme), Inspector(theme)
        self.empty = NoCalls(theme)
        self._lay_out()
        self._connect()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def title(self) -> str:
        """The page's name for the header."""
        return self.tr("Activity")

    def on_event(self, event: object) -> None:
        """Take one of engine.events; anything else is of no interest here."""
        if isinstance(event, events.ActivityLoaded):
            self._take(event)
        elif isinstance(event, events.VerifyFinished):
            self._report, self._verifying = (event.report, time.time()), False
            self._show_verified()
        elif isinstance(event, events.SettingsChanged):
            self._day_cap = event.settings.preferences.caps.day
            self._show_figures()
        elif isinstance(event, WORTH_RELOADING) and self.isVisible():
            self._reload_timer.start()

    def show_turn(self, turn_id: str) -> None:
        """Show the calls of one turn only; an empty id shows all again."""
        self._turn_id = turn_id
        if turn_id:
            self._reset_filters()
        self._apply()
        self.reload()

    def show_what_left(self) -> None:
        """Show every call of which bytes left this computer."""
        self._turn_id = ""
        self._reset_filters()
        self.which.setCurrentIndex(self.which.findData(Which.LEFT))
        self._apply()

    def reload(self) -> None:
        """Ask for the history again."""
        self._asked_for = self.search.text().strip()
        self._commands.load_activity(self._asked_for, self._limit)

    def verify(self) -> None:
        """Have the whole chain read again."""
        if not self._verifying:
            self._verifying = True
            self._commands.verify_ledger()
            self._show_verified()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.search.setPlaceholderText(self.tr("Search calls, payloads, answers"))
        self.search.setAccessibleName(self.tr("Search calls, payloads, answers"))
        self.which.setAccessibleName(self.tr("Which calls"))
        self.period.setAccessibleName(self.tr("Period"))
        _relabel(
            self.which,
            {
                Which.ALL: self.tr("All calls"),
                Which.LOCAL: self.tr("Stayed here"),
                Which.LEFT: self.tr("Left this computer"),
                Which.ASKED: self.tr("Asked"),
                Which.DENIED: self.tr("Denied"),
            },
        )
        _relabel(self.period, self._periods())
        self.what_left.setText(self.tr("What left this computer?"))
        self.one_turn.setText(self.tr("One answer only"))
        self.one_turn.setToolTip(self.tr("Show all calls again"))
        self._show_verified()
        self._show_figures()
        self._show_state()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.reload()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._body.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )
        self.what_left.setVisible(not narrow)
        self.strip.setVisible(not narrow or self.height() >= SHORT)
        self.inspector.setMinimumWidth(0 if narrow else INSPECTOR_WIDTH)
        self.inspector.setMaximumWidth(16_777_215 if narrow else INSPECTOR_WIDTH)

    def _periods(self) -> dict[Period, str]:
        return {
            Period.TODAY: self.tr("Today"),
            Period.WEEK: self.tr("Last 7 days"),
            Period.MONTH: self.tr("Last 30 days"),
            Period.ALL: self.tr("All time"),
        }

    def _build_controls(self) -> None:
        self.search = QLineEdit()
        self.search.setClearButtonEnabled(True)
        self.search.setMinimumWidth(110)
        self.search.setMaximumWidth(280)
        self._glass = self.search.addAction(
            self._theme.icon("search", "ink_tertiary"), QLineEdit.ActionPosition.LeadingPosition
        )
        self.which, self.period = ChoiceBox(self._theme), ChoiceBox(self._theme)
        for which in (Which.ALL, Which.LOCAL, Which.LEFT, Which.ASKED, Which.DENIED):
            self.which.addItem("", which)
        for period in Period:
            self.period.addItem("", period)
        for box in (self.which, self.period):
            box.setMinimumWidth(NARROWEST_BOX)
        self.period.setCurrentIndex(self.period.findData(Period.WEEK))
        self.what_left = button("", "chip")
        self.one_turn = button("", "chip")
        self.verify_button = button("")
        self.verified = ElidedLabel("", "caption", "local")
        self.verified.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.problem = label("", "small-strong", "denied", wrap=True)

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.search, 2)
        for part in (self.which, self.period, self.one_turn, self.what_left):
            bar.addWidget(part)
        bar.addWidget(self.verified, 3)
        bar.addWidget(self.verify_button)
        table_card = card()
        inside = QVBoxLayout(table_card)
        inside.setContentsMargins(1, 1, 1, 1)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self.empty)
        inside.addWidget(self._stack)
        self._body = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._body.setSpacing(16)
        self._body.addWidget(table_card, 3)
        self._body.addWidget(self.inspector, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        column.addWidget(self.strip)
        column.addLayout(bar)
        column.addWidget(self.problem)
        column.addLayout(self._body, 1)

    def _connect(self) -> None:
        self.search.textChanged.connect(self._search_started)
        self.which.currentIndexChanged.connect(self._apply)
        self.period.currentIndexChanged.connect(self._apply)
        self.what_left.clicked.connect(self.show_what_left)
        self.one_turn.clicked.connect(lambda: self.show_turn(""))
        self.verify_button.clicked.connect(self.verify)
        self.empty.show_all.clicked.connect(self._show_everything)
        self.table.chosen.connect(self.inspector.show_record)
        self.table.bottom_reached.connect(self._load_older)

    def _timer(self, milliseconds: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(then)
        return timer

    def _take(self, event: events.ActivityLoaded) -> None:
        self._loaded, self._total = len(event.calls), event.total
        self.table.put(event.calls)
        self._show_figures()
        self._show_state()

    def _search_started(self, _text: str) -> None:
        self._search_timer.start()

    def _search_changed(self) -> None:
        self._limit = FIRST_LIMIT
        self.reload()

    def _load_older(self) -> None:
        if self._cut_short():
            self._limit *= GROWTH
            self._reload_timer.start()

    def _cut_short(self) -> bool:
        return self._loaded >= self._limit

    def _reset_filters(self) -> None:
        for control in (self.search, self.which, self.period):
            control.blockSignals(True)
        self.search.clear()
        self.which.setCurrentIndex(self.which.findData(Which.ALL))
        self.period.setCurrentIndex(self.period.findData(Period.ALL))
        for control in (self.search, self.which, self.period):
            control.blockSignals(False)

    def _show_everything(self) -> None:
        self._turn_id = ""
        self._reset_filters()
        self._apply()
        self.reload()

    def _apply(self) -> None:
        self.table.set_filter(CallFilter(Which(self.which.currentData()), self._since(), self._turn_id))
        self._show_figures()
        self._show_state()

    def _since(self) -> float:
        days = DAYS_BACK.get(Period(self.period.currentData()))
        if days is None:
            return 0.0
        return i18n.days_ago(days)

    def _show_figures(self) -> None:
        shown = self.table.calls.in_period()
        period = self._periods()[Period(self.period.currentData())].lower()
        if self._turn_id:
            period = self.tr("in one answer")
        if self._cut_short() and self.table.calls.oldest() >= self._since():
            period = self.tr("among the newest {count}").format(count=count_words(self._loaded))
        self.strip.show_figures(figures(shown), period, self._day_cap)

    def _show_state(self) -> None:
        self.one_turn.setVisible(bool(self._turn_id))
        nothing_yet = self._total == 0
        self.empty.show_state(nothing_yet)
        self._stack.setCurrentWidget(self.empty if self.table.calls.rowCount() == 0 else self.table)
        self.what_left.setEnabled(not nothing_yet)

    def _show_verified(self) -> None:
        self.verify_button.setEnabled(not self._verifying)
        self.verify_button.setText(self.tr("Verifying…") if self._verifying else self.tr("Verify"))
        self.problem.setVisible(self._report is not None and bool(self._report[0].problem))
        if self._report is None:
            return
        report, at = self._report
        found = words.verified(report)
        text = self.tr("{found} · {time}").format(found=found.text, time=i18n.clock(at)[:5])
        self.verified.set_text(text)
        self.problem.setText(in_words(visible(report.problem)))
        for part in (self.verified, self.problem):
            set_look(part, "tone", found.tone.value)

    def _restyle(self) -> None:
        self._glass.setIcon(self._theme.icon("search", "ink_tertiary"))
        self.verify_button.setIcon(self._theme.icon("shield-check", "ink"))


def _relabel(box: QComboBox, texts: Mapping[Which, str] | Mapping[Period, str]) -> None:
    for number in range(box.count()):
        box.setItemText(number, texts[box.itemData(number)])
