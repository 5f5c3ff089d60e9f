"""A streamed answer: what is finished is set aside, so that a long text costs no more than its last part."""

from __future__ import annotations

import re

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.transcript.markdown import MarkdownView

PART_CHARACTERS = 800
FENCE = re.compile(r"^ {0,3}(```|~~~)", re.MULTILINE)
BORDER = re.compile(r"\n\n(?=[^\s\-*+>|#\d`~])")


class AnswerView(QWidget):
    """Grows piece by piece in parts; once finished it is one text, so that a selection may span all of it."""

    link_clicked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._sealed = ""
        self._parts: list[MarkdownView] = []
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._add_part()

    @property
    def source(self) -> str:
        """The Markdown as it was written."""
        return self._sealed + self._parts[-1].markdown

    @property
    def parts(self) -> list[MarkdownView]:
        """The views that hold the text, in order."""
        return list(self._parts)

    def append_piece(self, piece: str) -> None:
        """Add a piece of the stream."""
        last = self._parts[-1]
        last.append_piece(piece)
        if len(last.markdown) > PART_CHARACTERS and "\n" in piece:
            self._seal()

    def finish(self, text: str) -> None:
        """Show the whole answer as it was stored."""
        while len(self._parts) > 1:
            part = self._parts.pop()
            self._box.removeWidget(part)
            part.hide()
            part.deleteLater()
        self._sealed = ""
        self._parts[0].set_markdown(text)

    def _seal(self) -> None:
        last = self._parts[-1]
        text = last.markdown
        borders = [match.end() for match in BORDER.finditer(text)]
        if not borders or len(FENCE.findall(text[: borders[-1]])) % 2:
            return
        head, tail = text[: borders[-1]], text[borders[-1] :]
        self._sealed += head
        last.set_markdown(head)
        self._add_part().append_piece(tail)

    def _add_part(self) -> MarkdownView:
        part = MarkdownView(self._theme)
        part.link_clicked.connect(self.link_clicked)
        self._parts.append(part)
        self._box.addWidget(part)
        return part
