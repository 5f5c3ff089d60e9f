"""The strip of figures above the table."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from app.activity.figures import Figures
from app.theme.figures import count_words, dollars, size_words
from app.theme.widgets import ElidedLabel, card, label, set_look

NARROW = 640


class FigureCard(QWidget):
    """One figure with its name above and a line of detail below."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        frame = card()
        outer.addWidget(frame)
        column = QVBoxLayout(frame)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(0)
        self._name = ElidedLabel("", "caption", "tertiary")
        self._figure = label("", "figure")
        self._detail = ElidedLabel("", "caption", "tertiary")
        for part in (self._name, self._figure, self._detail):
            column.addWidget(part)

    def set_texts(self, name: str, figure: str, detail: str, tone: str = "") -> None:
        """Fill the card; `tone` colours the figure."""
        self._name.set_text(name)
        self._figure.setText(figure)
        self._detail.set_text(detail)
        set_look(self._figure, "tone", tone)
        self.setAccessibleName(f"{name}: {figure}. {detail}")

    @property
    def figure(self) -> QLabel:
        """The label of the figure itself."""
        return self._figure


class FigureStrip(QWidget):
    """Calls, left this computer, asked, denied, spent."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(12)
        self._columns = 0
        self.cards = tuple(FigureCard() for _ in range(5))
        self._place(len(self.cards))

    def show_figures(self, found: Figures, period: str, day_cap: int | None) -> None:
        """`period` names what the figures are over; `day_cap` in micro-dollars, None if unknown."""
        calls, gone, asked, denied, spent = self.cards
        calls.set_texts(self.tr("Calls"), count_words(found.calls), period)
        gone.set_texts(
            self.tr("Left this computer"),
            count_words(found.left),
            self._gone_detail(found),
            "leaves" if found.left else "",
        )
        asked.set_texts(self.tr("Asked"), count_words(found.asked), self._asked_detail(found))
        denied.set_texts(
            self.tr("Denied"),
            count_words(found.denied),
            self.tr("{rules} by rule, {answers} by answer").format(
                rules=count_words(found.denied_by_rule), answers=count_words(found.denied_by_answer)
            ),
            "denied" if found.denied else "",
        )
        spent.set_texts(self.tr("Spent"), f"${dollars(found.spent)}", self._spent_detail(day_cap))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(3 if event.size().width() < NARROW else len(self.cards))

    def minimumSizeHint(self) -> QSize:
        return QSize(300, super().minimumSizeHint().height())

    def _place(self, columns: int) -> None:
        """In one row, or in two where a figure would be cut."""
        if columns == self._columns:
            return
        self._columns = columns
        for number, part in enumerate(self.cards):
            self._grid.addWidget(part, number // columns, number % columns)
        for column in range(len(self.cards)):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def _gone_detail(self, found: Figures) -> str:
        if not found.left:
            return self.tr("nothing was sent")
        hosts = self.tr("%n host(s)", "", found.hosts)
        return self.tr("{size} to {hosts}").format(size=size_words(found.left_bytes), hosts=hosts)

    def _asked_detail(self, found: Figures) -> str:
        if not found.asked:
            return self.tr("no question needed")
        return self.tr("{count} agreed").format(count=count_words(found.agreed))

    def _spent_detail(self, day_cap: int | None) -> str:
        if day_cap is None:
            return "\u00a0"
        if day_cap == 0:
            return self.tr("only free tools may run")
        return self.tr("at most ${cap} a day").format(cap=dollars(day_cap))
