"""A licence for reading: its name, its text or where that is, and what it forbids."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.consent.view import PayloadView
from app.models.panel import Panel
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import label
from engine.model.port import ModelEntry


class LicenceText(QWidget):
    """Scrollable and selectable, as plain text."""

    def __init__(self, theme: Theme, entry: ModelEntry) -> None:
        super().__init__()
        self._theme, self._entry = theme, entry
        self._heading = label("", "small-strong", wrap=True)
        self.sentence = label("", "small", "secondary", wrap=True, select=True)
        self.view = PayloadView(theme)
        self.research = label("", "small-strong", "leaves", wrap=True)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        head = QVBoxLayout()
        head.setSpacing(0)
        head.addWidget(self._heading)
        head.addWidget(self.sentence)
        box.addLayout(head)
        for part in (self.view, self.research):
            box.addWidget(part)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.view.show_text(visible(entry.licence_text))
        self.view.setVisible(bool(entry.licence_text))

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        entry = self._entry
        self._heading.setText(self.tr("Licence: {licence}").format(licence=visible(entry.licence)))
        where = visible(entry.licence_url)
        if entry.licence_text:
            said = self.tr("From {url}").format(url=where) if where else ""
        else:
            text = self.tr("Its text is at {url}. Sordino opens no links; read it in your browser first.")
            said = text.format(url=where)
        self.sentence.setText(said)
        self.sentence.setVisible(bool(said))
        self.view.setAccessibleName(self.tr("Text of the licence"))
        self.research.setText(
            self.tr("For research and development only: this licence permits no commercial use.")
        )
        self.research.setVisible(entry.research_only)

    def _restyle(self) -> None:
        self.view.setFont(self._theme.font("small"))


class LicencePanel(Panel):
    """The licence of a model that is here, for reading again."""

    def __init__(self, theme: Theme, entry: ModelEntry) -> None:
        super().__init__()
        self.licence = LicenceText(theme, entry)
        self.column.addWidget(self.licence)
        self.agree.hide()
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.licence.retranslate()
        self.back.setText(self.tr("Close"))
