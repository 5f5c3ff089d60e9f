"""The Preferences page: the dials at the left, and the rules that they produce beside them, live."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.commands import Commands
from app.preferences.dials import Dials
from app.preferences.expert import ExpertSection
from app.preferences.folders import Chooser, FoldersSection, choose_folder
from app.preferences.grants import GrantsSection
from app.preferences.looks import LooksSection
from app.preferences.offline import OfflineSection
from app.preferences.pending import Pending
from app.preferences.preview import Preview
from app.preferences.rules import RulesCard
from app.preferences.tools import ToolsSection
from app.preferences.wish import WishSection
from app.scroll import ScrollColumn
from app.theme.theme import Theme
from engine import events
from engine.contracts import Preferences

NARROW = 780
DIALS_WIDTH = 444
CONFIRM_MS = 4_000
"""How long a dial may show what was asked for before it shows again what is in force."""


class PreferencesPage(QWidget):
    """Sends each change at once, and shows what the engine confirms.

    While a knob is dragged, the rules of the stop under it are shown as a preview; none of it is in force.
    """

    def __init__(self, theme: Theme, commands: Commands, choose: Chooser = choose_folder) -> None:
        super().__init__()
        self._commands = commands
        self._pending = Pending()
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
        self.expert = ExpertSection()
        self.looks = LooksSection(theme)
        self.rules = RulesCard(theme)
        self._narrow = False
        self._held = False
        self._lay_out()
        self._connect()

    @property
    def title(self) -> str:
        """The page's name for the header."""
        return self.tr("Preferences")

    def on_event(self, event: object) -> None:
        """Take one of engine.events; anything else is of no interest here."""
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
        elif isinstance(event, events.NetworkChanged):
            self.offline.show_network(event.locked, event.enforcement)
            self.offline.show_offline(self._pending.latest.offline)

    def confirm_within(self, milliseconds: int) -> None:
        """Wait this long for a confirmation before showing again what is in force."""
        self._late.setInterval(milliseconds)

    def showEvent(self, event: QShowEvent) -> None:
        """Count anew: calls were made while another page was shown."""
        super().showEvent(event)
        self._count_again()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if (self.width() < NARROW) is not self._narrow:
            self._narrow = not self._narrow
            self._place_rules()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self._show(self._pending.latest)

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 0, 24, 0)
        row.setSpacing(8)
        self._left = ScrollColumn((0, 20, 12, 24), 14)
        self._right = ScrollColumn((0, 20, 12, 24), 14)
        self._left.setFixedWidth(DIALS_WIDTH)
        row.addWidget(self._left)
        row.addWidget(self._right, 1)
        for part in (self.dials, self.wish, self.offline, self.folders, self.expert, self.looks):
            self._left.column.addWidget(part)
        self._left.column.addStretch(1)
        for card in (self.rules, self.grants, self.tools):
            self._right.column.addWidget(card)
        self._right.column.addStretch(1)

    def _place_rules(self) -> None:
        """Beside the dials where there is room, else among them."""
        if self._narrow:
            self._left.setMinimumWidth(0)
            self._left.setMaximumWidth(16_777_215)
            self._left.column.insertWidget(1, self.rules)
            self._left.column.insertWidget(3, self.grants)
            self._left.column.insertWidget(5, self.tools)
        else:
            self._left.setFixedWidth(DIALS_WIDTH)
            for number, part in enumerate((self.rules, self.grants, self.tools)):
                self._right.column.insertWidget(number, part)
        self._right.setVisible(not self._narrow)

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
        self.expert.saved.connect(self._commands.set_expert)
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
        self.expert.show_expert(settings.expert)
        self.looks.show_looks(settings.appearance, settings.language)
        if self._pending.confirm(settings.preferences):
            self._late.stop()
            if not self._held:
                self._preview.end()
            self._show(settings.preferences)
        self._show_rules()
        self._count_again()
        self._read_again()

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
