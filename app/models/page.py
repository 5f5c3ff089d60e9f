"""The Models page: the model in use, and the ones that there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.commands import Commands
from app.models.entry import EntryCard
from app.models.in_use import InUse
from app.scroll import ScrollColumn
from app.theme.theme import Theme
from app.theme.widgets import button, label
from engine import events
from engine.model.port import ModelEntry

WIDEST = 840
FIRST = "orchestrator"

Chooser = Callable[[QWidget, str, str], str]
"""Asks for a file under a title and a filter of names; an empty string where none was chosen."""


def choose_file(parent: QWidget, title: str, names: str) -> str:
    """Ask with the system's own dialog."""
    return QFileDialog.getOpenFileName(parent, title, "", names)[0]


class ModelsPage(QWidget):
    """Shows what the engine tells of models, and has one loaded."""

    def __init__(self, theme: Theme, commands: Commands, choose: Chooser = choose_file) -> None:
        super().__init__()
        self._theme, self._commands, self._choose = theme, commands, choose
        self._busy = False
        self.cards: list[EntryCard] = []
        self.in_use = InUse(theme)
        self._hint = label("", "small", "secondary", wrap=True)
        self.other = button("", compact=True)
        self.other.clicked.connect(self._choose_other)
        self._lay_out()
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    @property
    def title(self) -> str:
        """The page's name for the header."""
        return self.tr("Models")

    def on_event(self, event: object) -> None:
        """Take one of engine.events; anything else is of no interest here."""
        if isinstance(event, events.ModelsChanged):
            self._show_entries(event.entries)
        elif isinstance(event, events.ModelReady):
            self.in_use.show_state(event.info)
            self._set_busy(False)
        elif isinstance(event, events.ModelLoading):
            self.in_use.show_state(event)
            self._set_busy(True)
        elif isinstance(event, events.ModelFailed):
            self.in_use.show_state(event)
            self._set_busy(False)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.other.setText(self.tr("Load a GGUF file…"))
        self._hint.setText(
            self.tr(
                "Sordino downloads no model by itself. Where a file is missing, its card says how to get it; "
                "the licence is the publisher's."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._commands.list_models()

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        area = ScrollColumn((24, 20, 24, 24), 0)
        page.addWidget(area)
        row = QHBoxLayout()
        area.column.addLayout(row)
        inner = QWidget()
        inner.setMaximumWidth(WIDEST)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(self.in_use)
        head = QHBoxLayout()
        head.setSpacing(24)
        head.addWidget(self._hint, 1)
        head.addWidget(self.other, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(head)
        self._entries = QVBoxLayout()
        self._entries.setSpacing(10)
        column.addLayout(self._entries)
        column.addStretch(1)

    def _show_entries(self, entries: Sequence[ModelEntry]) -> None:
        ordered = sorted(entries, key=lambda entry: FIRST not in entry.id.lower())
        if [card.entry for card in self.cards] == ordered:
            return
        for card in self.cards:
            self._entries.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [EntryCard(self._theme, entry) for entry in ordered]
        for card in self.cards:
            card.load_wanted.connect(self._load)
            card.set_busy(self._busy)
            self._entries.addWidget(card)

    def _load(self, path: str) -> None:
        if path and not self._busy:
            self._set_busy(True)
            self._commands.load_model(path)

    def _choose_other(self) -> None:
        path = self._choose(self, self.tr("Choose a GGUF file"), self.tr("GGUF models (*.gguf)"))
        self._load(path)

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.other.setEnabled(not busy)
        for card in self.cards:
            card.set_busy(busy)

    def _restyle(self) -> None:
        self.other.setIcon(self._theme.icon("folder", "ink"))
