"""One model as a card."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from app.engine_words import in_words
from app.theme.figures import size_words
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label, set_look
from engine.model.port import ModelEntry


class EntryCard(QFrame):
    """Name, publisher, licence, size, where it is, and what to do next. `load_wanted` brings its path."""

    load_wanted = Signal(str)

    def __init__(self, theme: Theme, entry: ModelEntry) -> None:
        super().__init__()
        self.entry = entry
        self._busy = False
        self.setProperty("card", "true")
        self._icon = IconLabel(theme, "box", "local" if entry.path else "ink_tertiary", 20)
        self._name = label(visible(entry.name), "strong", wrap=True)
        self._by = label("", "small", "secondary", wrap=True)
        self.state = label("", "small-strong")
        self._note = label("", "small", "secondary", wrap=True, select=True)
        self._licence = label("", "caption", "tertiary", wrap=True, select=True)
        self._card = label("", "caption", "tertiary", wrap=True, select=True)
        self._path = label("", "caption", "tertiary", wrap=True, select=True)
        self.load = button("", compact=True)
        self.load.clicked.connect(lambda: self.load_wanted.emit(entry.path))
        self._lay_out()
        self.retranslate()

    def set_busy(self, busy: bool) -> None:
        """While a model is being loaded no other one can be."""
        self._busy = busy
        self.load.setEnabled(not busy)

    def text(self) -> str:
        """All words that the card shows, line by line."""
        parts = (self._name, self.state, self._by, self._note, self._licence, self._card, self._path)
        return "\n".join(part.text() for part in parts if not part.isHidden())

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        entry = self.entry
        parts = [visible(entry.publisher), size_words(entry.size) if entry.size else ""]
        self._by.setText(" · ".join(part for part in parts if part))
        self._by.setVisible(bool(self._by.text()))
        if entry.loaded:
            state, tone = self.tr("Loaded"), "local"
        elif entry.path:
            state, tone = self.tr("On this computer"), "secondary"
        else:
            state, tone = self.tr("Not on this computer"), "tertiary"
        self.state.setText(state)
        set_look(self.state, "tone", tone)
        _fill(self._note, in_words(visible(entry.note)))
        _fill(self._licence, self._licence_words())
        _fill(self._card, self.tr("Model card: {url}").format(url=visible(entry.card_url)), entry.card_url)
        _fill(self._path, self.tr("File: {path}").format(path=visible(entry.path)), entry.path)
        self.load.setText(self.tr("Load"))
        self.load.setAccessibleName(self.tr("Load {name}").format(name=visible(entry.name)))
        self.load.setVisible(bool(entry.path) and not entry.loaded)
        self.setAccessibleName(f"{visible(entry.name)}, {state}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _licence_words(self) -> str:
        entry = self.entry
        if not entry.licence:
            return ""
        words = self.tr("Licence: {licence}").format(licence=visible(entry.licence))
        return f"{words} · {visible(entry.licence_url)}" if entry.licence_url else words

    def _lay_out(self) -> None:
        outer = QHBoxLayout(self)
        outer.setContentsMargins(18, 14, 18, 14)
        outer.setSpacing(14)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 2, 0, 0)
        holder.addWidget(self._icon)
        holder.addStretch(1)
        outer.addLayout(holder)
        words = QVBoxLayout()
        words.setSpacing(2)
        head = QGridLayout()
        head.setHorizontalSpacing(12)
        head.addWidget(self._name, 0, 0)
        head.addWidget(self.state, 0, 1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.load, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        head.setColumnStretch(0, 1)
        words.addLayout(head)
        for part in (self._by, self._note, self._licence, self._card, self._path):
            words.addWidget(part)
        outer.addLayout(words, 1)


def _fill(target: QLabel, text: str, condition: str | None = None) -> None:
    target.setText(text)
    target.setVisible(bool(text if condition is None else condition))
