"""The sentence that goes along with every request."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QLineEdit

from app.preferences.section import Section

LONGEST = 500


class WishSection(Section):
    """`written` brings the sentence when the user has finished it."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.column.addWidget(self.field)
        self.field.editingFinished.connect(self._finished)
        self.retranslate()

    def show_text(self, text: str) -> None:
        """Show what is in force, unless another sentence is being written."""
        self._shown = text
        if not self.field.hasFocus():
            self.field.setText(text)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        name = self.tr("In your own words")
        self.set_texts(
            name,
            self.tr(
                "The model reads this sentence with each request, as a wish. It may lean towards it; "
                "what is enforced are the rules on this page."
            ),
        )
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(self.tr("For example: avoid web search, save money"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _finished(self) -> None:
        text = self.field.text().strip()
        if text != self._shown:
            self._shown = text
            self.written.emit(text)
