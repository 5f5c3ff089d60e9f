"""A box of plain text, as high as its lines, in which some words may be marked."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QResizeEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit

from app.theme.theme import Theme

PAYLOAD_MAX = 200
LINE_MAX = 4_000
MOST_MARKS = 300
"""So many places at most are marked in one text."""

Look = tuple[str, str]
"""The colours of the words and of what lies behind them, by name."""
HIDDEN: Look = ("ink_secondary", "surface")
KEPT: Look = ("leaves", "leaves_tint")
STAYS: Look = ("local", "local_tint")


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
        self._marks: list[tuple[QTextCursor, Look]] = []
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
        theme.changed.connect(self._paint_marks)

    def show_text(self, text: str) -> None:
        """Show another text from its beginning, long lines broken and marked: Qt lays them out slowly."""
        self._marks = []
        self.setPlainText("\n".join(map(broken, text.split("\n"))))
        self._paint_marks()
        self._fit()

    def append_text(self, text: str) -> None:
        """Add to the end of the text, a line that grows too long broken; the end stays in sight."""
        bar = self.verticalScrollBar()
        at_end = bar.value() >= bar.maximum()
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        for number, line in enumerate(text.split("\n")):
            if number:
                cursor.insertText("\n")
            if cursor.positionInBlock() and cursor.positionInBlock() + len(line) > LINE_MAX:
                cursor.insertText("⟦…⟧\n")
            cursor.insertText(broken(line))
        if at_end:
            bar.setValue(bar.maximum())

    def mark_words(self, texts: Iterable[str], look: Look) -> None:
        """Mark every place where one of `texts` stands, up to MOST_MARKS in all."""
        for line in {line for text in texts for line in text.split("\n") if line.strip()}:
            found = self._found(line, QTextCursor(self.document()))
            while not found.isNull() and len(self._marks) < MOST_MARKS:
                self._marks.append((found, look))
                found = self._found(line, found)
        self._paint_marks()

    def mark_lines(self, numbers: Sequence[int], look: Look) -> None:
        """Mark whole lines by their numbers, from 0."""
        for number in numbers[:MOST_MARKS]:
            cursor = QTextCursor(self.document().findBlockByNumber(number))
            cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
            self._marks.append((cursor, look))
        self._paint_marks()

    @property
    def marked(self) -> list[tuple[str, Look]]:
        """What is marked, and how."""
        return [(cursor.selectedText(), look) for cursor, look in self._marks]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _found(self, text: str, after: QTextCursor) -> QTextCursor:
        flags = type(self.document()).FindFlag.FindCaseSensitively
        return self.document().find(text, after, flags)

    def _paint_marks(self) -> None:
        selections = []
        for cursor, (ink, ground) in self._marks:
            selection = QTextEdit.ExtraSelection()
            selection.cursor, selection.format = cursor, self._format(ink, ground)
            selections.append(selection)
        self.setExtraSelections(selections)

    def _format(self, ink: str, ground: str) -> QTextCharFormat:
        made = QTextCharFormat()
        made.setForeground(QColor(self._theme.color(ink)))
        made.setBackground(QColor(self._theme.color(ground)))
        return made

    def _fit(self) -> None:
        height, block = 14.0, self.document().firstBlock()
        while block.isValid() and height < PAYLOAD_MAX:
            height += self.blockBoundingRect(block).height()
            block = block.next()
        self.setFixedHeight(min(PAYLOAD_MAX, round(height + 0.5)))
