"""The price list in force, and a newer one on demand."""

from __future__ import annotations

from PySide6.QtCore import QDate, QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout

from app.engine_words import in_words
from app.preferences.section import Section
from app.theme.plain import one_line
from app.theme.widgets import button, label
from engine.cloud_events import PricesChanged


def day_words(day: str) -> str:
    """A day of ISO 8601 as the language in force writes it; as it is where it is none."""
    date = QDate.fromString(day[:10], Qt.DateFormat.ISODate)
    return QLocale().toString(date, QLocale.FormatType.LongFormat) if date.isValid() else one_line(day, 20)


class PricesSection(Section):
    """`update_wanted` asks for a newer list; `waiting` is True until what came of it is known."""

    update_wanted = Signal()

    def __init__(self) -> None:
        self.fetch = button("", compact=True)
        super().__init__(self.fetch)
        self._known: PricesChanged | None = None
        self._waiting = False
        self.said = label("", "small", "secondary", wrap=True)
        self.problem = label("", "caption", "denied", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self.said, 1)
        self.column.addLayout(row)
        self.column.addWidget(self.problem)
        self.fetch.clicked.connect(self._ask)
        self.retranslate()

    @property
    def waiting(self) -> bool:
        """True while a newer list has been asked for."""
        return self._waiting

    def show_prices(self, event: PricesChanged) -> None:
        """Show which list is in force, and what went wrong with a newer one."""
        self._known, self._waiting = event, False
        self._tell()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.set_texts(
            self.tr("Prices"),
            self.tr(
                "Estimates come from a list that came with the program. Your own prices at an expert win."
            ),
        )
        self.fetch.setText(self.tr("Update…"))
        self.fetch.setAccessibleName(self.tr("Update the price list"))
        self.fetch.setToolTip(self.tr("Fetches the list from its publisher, after a question"))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _ask(self) -> None:
        self._waiting = True
        self._tell()
        self.update_wanted.emit()

    def _tell(self) -> None:
        known = self._known
        self.fetch.setEnabled(not self._waiting)
        text, problem = self.tr("The list is being read."), ""
        if known is not None:
            fetched = self.tr("The list of {day}, which you have fetched.")
            bundled = self.tr("The list of {day}, which came with the program.")
            text = (fetched if known.fetched else bundled).format(day=day_words(known.day))
            problem = f"{in_words(known.problem)} {in_words(known.way_out)}".strip()
        if self._waiting:
            text, problem = self.tr("A newer list is being asked for…"), ""
        self.said.setText(text)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
