"""What a card says of a model: name, marks, publisher, size, licence, fit and where the file lies."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine_words import in_words
from app.theme.figures import size_words
from app.theme.plain import one_line, visible
from app.theme.widgets import ElidedLabel, label, set_look
from engine.model.port import ModelEntry

HEAD = 30
"""Pixels of the first line, whether it holds a button or not."""


LONGEST_NAME = 60
"""Letters of a name; a longer one without a space would push the buttons off the page."""


class EntryFacts(QWidget):
    """Plain text throughout: names and notes come from files."""

    def __init__(self, entry: ModelEntry) -> None:
        super().__init__()
        self._name = label(one_line(entry.name, LONGEST_NAME), "strong", wrap=True)
        self.research = self._badge("plain")
        self.altered = self._badge("leaves")
        self.state = label("", "small-strong")
        self._by = label("", "small", "secondary", wrap=True)
        self._fit = label("", "small", "", wrap=True, select=True)
        self._note = label("", "small", "secondary", wrap=True, select=True)
        self._path = ElidedLabel("", "caption", "tertiary")
        self._lay_out()

    def place(self, *buttons: QWidget) -> None:
        """Put the buttons beside the state."""
        for one in buttons:
            self._head.addWidget(one, 0, Qt.AlignmentFlag.AlignVCenter)

    def show_entry(self, entry: ModelEntry) -> None:
        """Take what is known now, in the language in force."""
        self._name.setText(one_line(entry.name, LONGEST_NAME))
        self.research.setText(self.tr("Research only"))
        self.research.setToolTip(
            self.tr("The licence permits research and development only, no commercial use.")
        )
        self.research.setVisible(entry.research_only)
        self.altered.setText(self.tr("Altered weights"))
        self.altered.setToolTip(in_words(visible("\n".join(entry.altered))))
        self.altered.setVisible(bool(entry.altered))
        if entry.loaded:
            state, tone = self.tr("Loaded"), "local"
        elif entry.path:
            state, tone = self.tr("On this computer"), "secondary"
        else:
            state, tone = self.tr("Not on this computer"), "tertiary"
        self.state.setText(state)
        set_look(self.state, "tone", tone)
        licence = self.tr("Licence: {licence}").format(licence=visible(entry.licence))
        parts = [
            visible(entry.publisher),
            size_words(entry.size) if entry.size else "",
            licence if entry.licence else "",
        ]
        _fill(self._by, " · ".join(part for part in parts if part))
        _fill(self._fit, in_words(visible(entry.fit)))
        note = in_words(visible(entry.note))
        _fill(self._note, "" if note.rstrip(".。") == state else note)
        self._path.set_text(visible(entry.path))
        self._path.setToolTip(visible(entry.path))
        self._path.setVisible(bool(entry.path))

    def text(self) -> str:
        """All words that are shown, line by line."""
        parts = (self._name, self.research, self.altered, self.state, self._by, self._fit, self._note)
        shown = [part.text() for part in parts if not part.isHidden()]
        return "\n".join([*shown, self._path.full_text])

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self._head = QHBoxLayout()
        self._head.setSpacing(12)
        self._head.addStrut(HEAD)
        self._head.addWidget(self._name, 1)
        self._head.addWidget(self.state, 0, Qt.AlignmentFlag.AlignVCenter)
        column.addLayout(self._head)
        marks = QHBoxLayout()
        marks.setSpacing(8)
        for badge in (self.research, self.altered):
            marks.addWidget(badge, 0, Qt.AlignmentFlag.AlignTop)
        marks.addWidget(self._by, 1)
        column.addLayout(marks)
        for part in (self._fit, self._note, self._path):
            column.addWidget(part)

    @staticmethod
    def _badge(look: str) -> QLabel:
        made = label("")
        made.setProperty("badge", look)
        return made


def _fill(target: QLabel, text: str) -> None:
    target.setText(text)
    target.setVisible(bool(text))
