"""The Preferences page: the dials at the left, and the rules that they produce beside them, live."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.commands import Commands
from app.preferences.cloud.authority import FileChooser, choose_file
from app.preferences.cloud.page import CloudPart
from app.preferences.columns import Columns
from app.preferences.dials import Dials
from app.preferences.folders import Chooser, FoldersSection, choose_folder
from app.preferences.grants import GrantsSection
from app.preferences.looks import LooksSection
from app.preferences.offline import OfflineSection
from app.preferences.pending import Pending
from app.preferences.preview import Preview
from app.preferences.rules import RulesCard
from app.preferences.tools import ToolsSection
from app.preferences.wish import WishSection
from app.theme.theme import Theme
from app.theme.widgets import button, rule
from engine import cloud_events, events
from engine.contracts import Preferences

CONFIRM_MS = 4_000
"""How long a dial may show what was asked for before it shows again what is in force."""


class PreferencesPage(QWidget):
    """Sends each change at once, and shows what the engine confirms.

    While a knob is dragged, the rules of the stop under it are shown as a preview; none of it is in force.
    """

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        choose: Chooser = choose_folder,
        choose_authority: FileChooser = choose_file,
    ) -> None:
        super().__init__()
        self._commands = commands
        self._pending = Pending(Preferences())
        self._preview = Preview()
        self._late = QTimer(self)
        self._late.setSingleShot(True)
        self._late.setInterval(CONFIRM_MS)
        self._late.timeout.connect(self._give_up)
        self.dials = Dials(theme)
        self.offline = OfflineSection(theme)
        self.wish = WishSection(theme)
        self.grants = GrantsSection()
        self.tools = ToolsSection(theme)
        self.folders = FoldersSection(theme, choose)
        self.looks = LooksSection(theme)
        self.rules = RulesCard(theme)
        self.cloud = CloudPart(theme, commands, choose_authority)
        self.tabs = (button("", "tab"), button("", "tab"))
        self._held = False
        self._lay_out()
        self._connect()
        self._name_tabs()

    @property
    def title(self) -> str:
        """The page's name for the header."""
        return self.tr("Preferences")

    def on_event(self, event: object) -> None:
        """Take one of engine.events; anything else is of no interest here."""
        self.cloud.on_event(event)
        if isinstance(event, events.SettingsChanged):
            self._on_settings(event)
        elif isinstance(event, events.RulesPreviewed):
            self._preview.answer(event)
            self._show_rules()
        elif isinstance(event, events.WishRead):
            self.wish.show_reading(event.reading)
        elif isinstance(event, events.GrantsChanged):
            self.grants.show_grants(event.grants)
        elif isinstance(event, events.SpentChanged):
            self.dials.show_spent(event.day, event.month)
        elif isinstance(event, events.TurnFinished):
            if self.isVisible():
                self._count_again()
        else:
            self._on_offline(event)

    def confirm_within(self, milliseconds: int) -> None:
        """Wait this long for a confirmation before showing again what is in force."""
        self._late.setInterval(milliseconds)

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew: calls were made while another page was shown."""
        super().showEvent(event)
        self._count_again()

    def show_part(self, number: int) -> None:
        """Show the rules, 0, or the cloud, 1."""
        self.tabs[number].setChecked(True)
        self._parts.setCurrentIndex(number)

    def _turn_to(self, number: int) -> None:
        """A tab that is clicked has the focus too, or it would stay at another one."""
        self.tabs[number].setFocus()
        self.show_part(number)

    def show_card(self, card: QWidget | None) -> None:
        """Show a question in the place of the cloud's settings; None takes it away."""
        self.cloud.show_card(card)
        if card is not None:
            self.show_part(1)

    def prove_offline(self) -> None:
        """Run the self-test where it is shown, unless it runs."""
        self.show_part(0)
        self._columns.show_card(self.offline)
        self.offline.prove.click()

    def escape(self) -> bool:
        """Close what is open; False where nothing is."""
        return self.cloud.escape()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show(self._pending.latest)
            self._name_tabs()

    def _lay_out(self) -> None:
        left = (self.dials, self.wish, self.offline, self.folders, self.looks)
        self._columns = Columns(left, (self.rules, self.grants, self.tools), (1, 3, 5))
        self._parts = QStackedWidget()
        for part in (self._columns, self.cloud):
            self._parts.addWidget(part)
        line = QHBoxLayout()
        line.setContentsMargins(24, 6, 24, 0)
        line.setSpacing(20)
        self._group = QButtonGroup(self)
        for number, tab in enumerate(self.tabs):
            tab.setCheckable(True)
            tab.clicked.connect(partial(self._turn_to, number))
            self._group.addButton(tab, number)
            line.addWidget(tab)
        line.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(line)
        column.addWidget(rule())
        column.addWidget(self._parts, 1)
        self.show_part(0)

    def _name_tabs(self) -> None:
        for tab, name in zip(self.tabs, (self.tr("Rules"), self.tr("Cloud")), strict=True):
            tab.setText(name)

    def _connect(self) -> None:
        self.dials.privacy_chosen.connect(lambda privacy: self._change(privacy=privacy))
        self.dials.latency_chosen.connect(lambda latency: self._change(latency=latency))
        self.dials.caps_chosen.connect(lambda caps: self._change(caps=caps))
        self.offline.turned.connect(lambda offline: self._change(offline=offline))
        self.dials.hovering.connect(self._hover)
        self.wish.written.connect(lambda text: self._change(text=text))
        self.wish.finished.connect(self._commands.read_wish)
        self.wish.applied.connect(self._apply_wish)
        self.grants.revoked.connect(self._commands.revoke_grant)
        self.grants.kept.connect(self._commands.keep_grant)
        self.tools.blocked.connect(lambda blocked: self._change(blocked=blocked))
        self.folders.changed.connect(self._commands.set_folders)
        self.offline.proof_wanted.connect(self._commands.prove_offline)
        self.offline.told.connect(lambda: self._columns.reveal(self.offline))
        self.looks.chosen.connect(self._commands.set_appearance)

    def _on_settings(self, event: events.SettingsChanged) -> None:
        settings = event.settings
        self._preview.settle(settings.preferences, event.rules)
        self.dials.show_locks(event.locks)
        self.offline.show_locks(event.locks)
        self.wish.show_locks(event.locks)
        self.grants.show_locks(event.locks)
        self.grants.show_privacy(settings.preferences.privacy, [tool.name for tool in event.tools])
        self.tools.show_tools(event.tools, event.locks)
        self.folders.show_folders(settings.folders)
        self.looks.show_looks(settings.appearance, settings.language)
        if self._pending.confirm(settings.preferences):
            self._late.stop()
            if not self._held:
                self._preview.end()
            self._show(settings.preferences)
        self._show_rules()
        self._count_again()
        self._read_again()

    def _on_offline(self, event: object) -> None:
        if isinstance(event, events.NetworkChanged):
            self.offline.show_network(event.online, event.locked, event.enforcement)
            self.offline.show_offline(self._pending.latest.offline)
        elif isinstance(event, cloud_events.OfflineProved):
            self.offline.show_proof(event.proof)
        elif isinstance(event, events.Notice):
            self.offline.settle()

    def _count_again(self) -> None:
        """Ask for last week's figures under what is in force, once that is known."""
        if self._preview.in_force is not None:
            self._commands.preview_preferences(self._preview.in_force)

    def _hover(self, preferences: Preferences | None) -> None:
        """Try what is under the knob; what was settled on stays in view until it is confirmed."""
        self._held = preferences is not None
        if preferences is not None:
            if self._preview.try_out(preferences):
                self._commands.preview_preferences(preferences)
        elif not self._pending.waiting:
            self._preview.end()
        self._show_rules()

    def _show_rules(self) -> None:
        shown = self._preview.shown
        self.rules.show_rules(shown.rules, shown.effect, preview=shown.preview)

    def _change(self, **changes: object) -> None:
        preferences = replace(self._pending.latest, **changes)  # type: ignore[arg-type]
        self._pending.ask(preferences)
        self._late.start()
        self.wish.wait()
        self._commands.set_preferences(preferences)

    def _apply_wish(self, text: str, chosen: tuple[int, ...]) -> None:
        self._late.start()
        self._commands.apply_wish(text, chosen)

    def _read_again(self) -> None:
        """What a sentence asks for depends on what is in force."""
        if self.wish.reading is not None:
            self.wish.wait()
            self._commands.read_wish(self.wish.reading.text)

    def _give_up(self) -> None:
        self._read_again()
        if self._pending.give_up():
            self._preview.end()
            self._show(self._pending.confirmed)
            self._show_rules()

    def _show(self, preferences: Preferences) -> None:
        self.dials.show_preferences(preferences)
        self.offline.show_offline(preferences.offline)
        self.wish.show_text(preferences.text)
        self.tools.show_blocked(preferences.blocked)
