"""A line for what the user should know and need not act on at once."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from app.engine_words import in_words
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label

KEPT = 5


class NoticeBar(QFrame):
    """Shows the notices that have come, each once, until they are read."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._texts: list[str] = []
        self.setProperty("header", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 7, 12, 7)
        row.setSpacing(10)
        row.addWidget(IconLabel(theme, "info", "ink_secondary"))
        self.text = label("", "small", "secondary", wrap=True, select=True)
        row.addWidget(self.text, 1)
        self.close_button = button("", "quiet", compact=True)
        self.close_button.clicked.connect(self.dismiss)
        row.addWidget(self.close_button)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()
        self.hide()

    def show_notice(self, text: str) -> None:
        """Add a notice."""
        if text not in self._texts:
            self._texts = [*self._texts, text][-KEPT:]
        self.retranslate()
        self.show()

    def dismiss(self) -> None:
        """Take the notices away."""
        self._texts = []
        self.hide()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.text.setText("\n".join(in_words(visible(line)) for line in self._texts))
        self.close_button.setAccessibleName(self.tr("Dismiss"))
        self.close_button.setToolTip(self.tr("Dismiss"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _restyle(self) -> None:
        self.close_button.setIcon(self._theme.icon("x"))
