"""The offline switch."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal

from app.engine_words import in_words
from app.preferences.section import Section
from app.preferences.switch import Switch
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import label


class OfflineSection(Section):
    """`turned` brings True or False when the user turns the switch."""

    turned = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        self.switch = Switch(theme)
        super().__init__(self.switch)
        self._locked = False
        self._enforcement = ""
        self._held = label("", "caption", "local", wrap=True)
        self.column.addWidget(self._held)
        self.switch.clicked.connect(self.turned)
        self.retranslate()

    def show_offline(self, offline: bool) -> None:
        """Show what is in force."""
        self.switch.setChecked(offline or self._locked)
        self._show_held()

    def show_network(self, locked: bool, enforcement: str) -> None:
        """`locked`: offline for this run, whatever the settings say. `enforcement` says what holds."""
        self._locked, self._enforcement = locked, enforcement
        self.switch.setEnabled(not locked)
        if locked:
            self.switch.setChecked(True)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        explained = self.tr("While this is on, no process of Sordino can open a connection.")
        if self._locked:
            explained = self.tr("Sordino was started offline. Start it without --offline to change this.")
        self.set_texts(self.tr("Offline"), explained)
        self.switch.setAccessibleName(self.tr("Offline"))
        self._show_held()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _show_held(self) -> None:
        self._held.setText(in_words(visible(self._enforcement)))
        self._held.setVisible(bool(self._enforcement))
