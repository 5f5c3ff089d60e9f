"""One call of several in a question: a line that opens to its detail."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.consent import labels, words
from app.consent.detail import ItemDetail
from app.consent.fields import label_line
from app.theme.figures import price_words
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import ElidedLabel, IconLabel, button, label, rule
from app.tick import TickBox
from engine.contracts import JsonObject, QuestionItem

ROW_MOST = 56
"""Characters of a tool's name and figures that leave room for the content in one line."""


class ItemRow(QWidget):
    """One call of several: what it would send and what that quotes, opening to its detail.

    A box leaves the call out; one that cannot be shown is left out from the start, and stays so. What quotes
    private data, or has personal data in it, is open from the start. `original` and `fixed` are those of the
    detail, and so are its signals.
    """

    toggled = Signal()
    altered = Signal()
    switched = Signal()

    def __init__(
        self,
        theme: Theme,
        item: QuestionItem,
        number: int,
        total: int,
        original: JsonObject | None = None,
        *,
        fixed: bool = True,
    ) -> None:
        super().__init__()
        self._theme, self._item = theme, item
        self._number, self._total = number, total
        self._original, self._fixed = original, fixed
        self.box = TickBox(theme)
        self.box.setChecked(words.can_be_shown(item))
        self.box.setEnabled(words.can_be_shown(item))
        self.box.toggled.connect(self.toggled)
        self._detail: ItemDetail | None = None
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(rule())
        line = QHBoxLayout()
        line.setContentsMargins(18, 9, 18, 9)
        line.setSpacing(10)
        line.addWidget(self.box)
        leaves = item.reach.leaves
        line.addWidget(IconLabel(theme, "external" if leaves else "home", "leaves" if leaves else "local"))
        include = words.include_words(item, number, total)
        self.box.setAccessibleName(include)
        self.box.setToolTip(include)
        name, figures = one_line(item.call.name, 60), self._figures()
        self.content = ElidedLabel(words.content(item))
        self.content.setToolTip(self.content.full_text)
        roomy = len(name) + len(figures) <= ROW_MOST
        if roomy:
            line.addWidget(label(name, "small-strong"))
            line.addWidget(self.content, 1)
            line.addWidget(label(figures, "caption", "tertiary"))
        else:
            line.addWidget(ElidedLabel(name, "small-strong", ""), 1)
        if item.edited:
            line.addWidget(label(self.tr("changed by you"), "caption", "leaves"))
        self.toggle = button(self.tr("Show"), "link")
        self.toggle.setAccessibleName(words.open_words(item, number, total, is_open=False))
        self.toggle.clicked.connect(self.open_or_close)
        line.addWidget(self.toggle)
        self._box.addLayout(line)
        self._add_below([] if roomy else [self.content, label(figures, "caption", "tertiary", wrap=True)])
        found = item.preview is not None and (item.preview.replaced or item.preview.kept)
        if labels.quotes_private(item.verdict) or found:
            self.open_or_close()

    @property
    def item(self) -> QuestionItem:
        """The call."""
        return self._item

    @property
    def included(self) -> bool:
        """True where a yes would cover this call, too."""
        return self.box.isChecked()

    @property
    def detail(self) -> ItemDetail | None:
        """The detail, once it has been opened."""
        return self._detail

    @property
    def is_open(self) -> bool:
        """True while the detail lies open."""
        return self._detail is not None and not self._detail.isHidden()

    def take_over(self, *, left_out: bool, opened: bool) -> None:
        """Stand as this call stood on the card before."""
        if left_out:
            self.box.setChecked(False)
        if opened and not self.is_open:
            self.open_or_close()

    def open_or_close(self) -> None:
        """Unfold the detail, or fold it away."""
        if self._detail is None:
            place = words.place(self._number, self._total)
            self._detail = ItemDetail(self._theme, self._item, place, self._original, fixed=self._fixed)
            self._detail.altered.connect(self.altered)
            self._detail.switched.connect(self.switched)
            self._box.addWidget(self._detail)
            self._detail.show()
        else:
            self._detail.setVisible(self._detail.isHidden())
        is_open = self.is_open
        self.toggle.setText(self.tr("Hide") if is_open else self.tr("Show"))
        self.toggle.setAccessibleName(
            words.open_words(self._item, self._number, self._total, is_open=is_open)
        )

    def _add_below(self, parts: list[QLabel]) -> None:
        """What had no room in the line, and what the payload quotes."""
        lines = labels.quote_lines(self._item.verdict)
        if not (lines or parts):
            return
        column = QVBoxLayout()
        column.setContentsMargins(46, 0, 18, 9)
        column.setSpacing(4)
        for part in parts:
            column.addWidget(part)
        for icon, sentence in lines:
            column.addLayout(label_line(self._theme, icon, sentence))
        self._box.addLayout(column)

    def _figures(self) -> str:
        preview = self._item.preview
        if preview is None:
            return self.tr("stays here") if not self._item.reach.leaves else self.tr("not known")
        price = price_words(preview.price_min, preview.price_max)
        return f"{words.goes_to(self._item)} · {words.size_of(self._item)} · {price}"
