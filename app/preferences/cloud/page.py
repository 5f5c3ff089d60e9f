"""The cloud's part of the Preferences page: each change is sent at once, and builds on the last one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QStackedLayout, QWidget

from app.commands import Commands
from app.preferences.cloud.authority import FileChooser, choose_file
from app.preferences.cloud.experts import ExpertsSection
from app.preferences.cloud.hiding import HidingSection
from app.preferences.cloud.prices import PricesSection
from app.preferences.cloud.proxy import ProxySection
from app.preferences.cloud.tiers import TiersSection
from app.preferences.cloud.web import WebSection
from app.preferences.columns import Columns
from app.preferences.pending import Pending
from app.scroll import ScrollColumn
from app.theme.theme import Theme
from engine import cloud_events, events
from engine.cloud import CloudSettings, ExpertView

CONFIRM_MS = 4_000
"""How long a section may show what was asked for before it shows again what is in force."""
WIDEST_QUESTION = 760
EXPERT_KEYS = "expert:"


class CloudPart(QWidget):
    """Experts, their names, the web, what is hidden, prices and the proxy."""

    def __init__(self, theme: Theme, commands: Commands, choose: FileChooser = choose_file) -> None:
        super().__init__()
        self._commands = commands
        self._pending = Pending(CloudSettings())
        self._views: tuple[ExpertView, ...] = ()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(CONFIRM_MS)
        self._late.timeout.connect(self._give_up)
        self._reveal = QTimer(self)
        self._reveal.setSingleShot(True)
        self.experts = ExpertsSection(theme, choose)
        self.tiers = TiersSection(theme)
        self.web = WebSection(theme)
        self.hiding = HidingSection(theme)
        self.prices = PricesSection()
        self.proxy = ProxySection()
        left = (self.experts, self.tiers, self.proxy)
        self.columns = Columns(left, (self.hiding, self.web, self.prices), (2, 3, 4))
        self._reveal.timeout.connect(lambda: self.columns.show_card(self.experts.form))
        self._question = ScrollColumn((24, 20, 24, 24), 14)
        self._card: QWidget | None = None
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.columns)
        self._stack.addWidget(self._question)
        self._question.column.addStretch(1)
        for section in (self.experts, self.tiers, self.web, self.hiding, self.proxy):
            section.changed.connect(self._change)
        self.experts.key_given.connect(commands.set_key)
        self.experts.test_wanted.connect(self._hold_focus)
        self.experts.test_wanted.connect(commands.check_expert)
        self.experts.opened.connect(self._reveal.start)
        self.prices.update_wanted.connect(self._hold_focus)
        self.prices.update_wanted.connect(commands.update_prices)
        self._show(CloudSettings())

    def on_event(self, event: object) -> None:
        """Take one of engine.events; anything else is of no interest here."""
        if isinstance(event, events.SettingsChanged):
            self._views = event.experts
            if self._pending.confirm(event.settings.cloud):
                self._late.stop()
            self._show(self._pending.latest)
        elif isinstance(event, cloud_events.ExpertChecked):
            waited = self.experts.waiting_for(event.expert_id)
            self.experts.show_check(event)
            row = self.experts.row_of(event.expert_id)
            if waited and row is not None:
                self._show_result(row, row.test)
        elif isinstance(event, cloud_events.KeySaved):
            if event.name.startswith(EXPERT_KEYS):
                self.experts.show_key(event)
        elif isinstance(event, cloud_events.PricesChanged):
            waited = self.prices.waiting
            self.prices.show_prices(event)
            if waited:
                self._show_result(self.prices, self.prices.fetch)

    def show_card(self, card: QWidget | None) -> None:
        """Show a question in the place of the settings; None takes it away, and they are there again."""
        if self._card is not None:
            if self._card.isAncestorOf(self.focusWidget() or self) or self._card.hasFocus():
                self._hold_focus()
            self._question.column.removeWidget(self._card)
            self._card.hide()
            self._card.deleteLater()
        self._card = card
        if card is not None:
            card.setMaximumWidth(WIDEST_QUESTION)
            self._question.column.insertWidget(0, card)
            card.show()
        self._stack.setCurrentIndex(0 if card is None else 1)

    def confirm_within(self, milliseconds: int) -> None:
        """Wait this long for a confirmation before showing again what is in force."""
        self._late.setInterval(milliseconds)

    def escape(self) -> bool:
        """Close what is open; False where nothing is."""
        return self.experts.escape()

    def _hold_focus(self, _of: object = None) -> None:
        """Keep the focus from going astray while the button that was pressed waits, or a question is gone."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_result(self, part: QWidget, pressed: QWidget) -> None:
        """Bring into view what was asked for; the focus goes back to where that was."""
        if self.window().focusWidget() is self:
            pressed.setFocus(Qt.FocusReason.OtherFocusReason)
        self.columns.reveal(part)

    def _change(self, cloud: CloudSettings) -> None:
        self._pending.ask(cloud)
        self._late.start()
        self._show(cloud)
        self._commands.set_cloud(cloud)

    def _give_up(self) -> None:
        if self._pending.give_up():
            self._show(self._pending.confirmed)

    def _show(self, cloud: CloudSettings) -> None:
        self.experts.show_cloud(cloud, self._views)
        for section in (self.tiers, self.web, self.hiding, self.proxy):
            section.show_cloud(cloud)
