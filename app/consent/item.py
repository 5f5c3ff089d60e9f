"""One call of a question: where it goes and what it costs, what it quotes, and its payload."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from app.consent import labels, payload, words
from app.theme.figures import price_words, size_words
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import ElidedLabel, IconLabel, button, label, rule, set_look
from app.tick import TickBox
from engine.contracts import QuestionItem

PAYLOAD_MAX = 200
BREAK = "\u200b"
LINE_MAX = 4_000
ROW_MOST = 56
"""Characters of a tool's name and figures that leave room for the content in one line."""


def broken(line: str) -> str:
    """A line of more than some thousand characters in pieces, each border marked."""
    if len(line) <= LINE_MAX:
        return line
    pieces = (line[begin : begin + LINE_MAX] for begin in range(0, len(line), LINE_MAX))
    return "⟦…⟧\n".join(pieces)


class PayloadView(QPlainTextEdit):
    """Plain, selectable text as high as its lines, up to a limit; it draws no markup of any kind."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setReadOnly(True)
        self.setProperty("sunken", True)
        self.setFont(theme.font("code"))
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.WidgetWidth)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.document().setDocumentMargin(10)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)

    def show_text(self, text: str) -> None:
        """Show another text from its beginning, long lines broken and marked: Qt lays them out slowly."""
        self.setPlainText("\n".join(map(broken, text.split("\n"))))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        height, block = 14.0, self.document().firstBlock()
        while block.isValid() and height < PAYLOAD_MAX:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        self.setFixedHeight(min(PAYLOAD_MAX, round(height + 0.5)))


LINE_HEIGHT = 20
"""Pixels of a value's line: Chinese and Latin text, of unlike height, then stand on one base line."""


class ItemFields(QFrame):
    """Headings over values, side by side, parted by thin lines; in rows of two where it is narrow."""

    def __init__(self, fields: list[tuple[str, str]]) -> None:
        super().__init__()
        self._cells = [self._cell(heading, value) for heading, value in fields]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(0)
        self._columns = 0
        self._arrange(len(self._cells))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(len(self._cells) if self.width() >= len(self._cells) * 118 else 2)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for number, cell in enumerate(self._cells):
            set_look(cell, "cell", "inner" if number % columns else "first")
            self._grid.addWidget(cell, number // columns, number % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 3 if column == 0 else 2)

    @staticmethod
    def _cell(heading: str, value: str) -> QFrame:
        cell = QFrame()
        box = QVBoxLayout(cell)
        box.setContentsMargins(18, 9, 8, 9)
        box.setSpacing(1)
        box.addWidget(label(heading, "caption", "tertiary"))
        shown = label(
            value.replace(".", "." + BREAK) if " " not in value else value, "small-strong", wrap=True
        )
        shown.setAccessibleName(f"{heading}: {value}")
        shown.setMinimumHeight(LINE_HEIGHT)
        box.addWidget(shown)
        box.addStretch()
        return cell


def label_line(theme: Theme, icon: str, sentence: str) -> QHBoxLayout:
    """A sentence about what a payload quotes, with its icon."""
    line = QHBoxLayout()
    line.setSpacing(7)
    line.addWidget(IconLabel(theme, icon, "leaves"), 0, Qt.AlignmentFlag.AlignVCenter)
    line.addWidget(label(sentence, "small", "leaves", wrap=True), 1)
    return line


class ItemDetail(QWidget):
    """The fields, the tabs with the payload, and the labels of one call.

    `place` says which call of several it is: its row has the labels then, and what is read out begins so.
    """

    def __init__(self, theme: Theme, item: QuestionItem, place: str = "") -> None:
        super().__init__()
        self._item, self._place = item, place
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(rule())
        box.addWidget(ItemFields(words.fields(item)))
        box.addWidget(rule())
        box.addLayout(self._without_line(item))
        box.addWidget(rule())
        self.payload = PayloadView(theme)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(18, 4, 18, 0)
        tabs.setSpacing(18)
        self._texts = self._build_texts()
        self._group = QButtonGroup(self)
        for number, (name, _) in enumerate(self._texts):
            tab = button(name, "tab")
            tab.setAccessibleName(self._spoken(name))
            tab.setCheckable(True)
            self._group.addButton(tab, number)
            tabs.addWidget(tab)
        tabs.addStretch()
        self._group.idClicked.connect(self.show_tab)
        box.addLayout(tabs)
        box.addWidget(rule())
        inner = QVBoxLayout()
        inner.setContentsMargins(18, 12, 18, 12)
        inner.setSpacing(8)
        inner.addWidget(self.payload)
        for icon, sentence in [] if place else labels.verdict_lines(item.verdict):
            inner.addLayout(label_line(theme, icon, sentence))
        box.addLayout(inner)
        self.show_tab(0)

    def show_tab(self, number: int) -> None:
        """Show one form of the payload: 0 is the readable one."""
        name, text = self._texts[number]
        self._group.button(number).setChecked(True)
        self.payload.show_text(text)
        self.payload.setAccessibleName(self._spoken(name))

    def _spoken(self, name: str) -> str:
        return f"{self._place} · {name}" if self._place else name

    def _build_texts(self) -> list[tuple[str, str]]:
        preview = self._item.preview
        if preview is not None:
            return [
                (self.tr("Will be sent"), payload.readable(preview.outgoing)),
                (self.tr("Raw bytes"), payload.raw(preview.outgoing)),
            ]
        text = payload.arguments_text(self._item.call.arguments)
        return [(self.tr("Arguments"), text or self.tr("(none)"))]

    @staticmethod
    def _without_line(item: QuestionItem) -> QHBoxLayout:
        heading, sentence = words.without_it(item)
        line = QHBoxLayout()
        line.setContentsMargins(18, 7, 18, 7)
        line.setSpacing(10)
        line.addWidget(label(heading, "caption", "tertiary"))
        line.addWidget(label(sentence, "small", wrap=True), 1)
        return line


class ItemRow(QWidget):
    """One call of several: what it would send and what that quotes, opening to its detail.

    A box leaves the call out; one that cannot be shown is left out from the start, and stays so. What quotes
    private data is open from the start.
    """

    toggled = Signal()

    def __init__(self, theme: Theme, item: QuestionItem, number: int, total: int) -> None:
        super().__init__()
        self._theme, self._item = theme, item
        self._number, self._total = number, total
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
        self.toggle = button(self.tr("Show"), "link")
        self.toggle.setAccessibleName(words.open_words(item, number, total, is_open=False))
        self.toggle.clicked.connect(self.open_or_close)
        line.addWidget(self.toggle)
        self._box.addLayout(line)
        self._add_below([] if roomy else [self.content, label(figures, "caption", "tertiary", wrap=True)])
        if labels.quotes_private(item.verdict):
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

    def open_or_close(self) -> None:
        """Unfold the detail, or fold it away."""
        if self._detail is None:
            self._detail = ItemDetail(self._theme, self._item, words.place(self._number, self._total))
            self._box.addWidget(self._detail)
            self._detail.show()
        else:
            self._detail.setVisible(self._detail.isHidden())
        is_open = not self._detail.isHidden()
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
        size = size_words(preview.outgoing.size)
        price = price_words(preview.price_min, preview.price_max)
        return f"{words.short_host(words.host_of(self._item))} · {size} · {price}"
