"""Markdown as it streams in: read-only, as high as its text, and unable to fetch anything."""

from __future__ import annotations

import time

from PySide6.QtCore import QSize, Qt, QTimer, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent, QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from app.theme.theme import Theme
from app.transcript.dress import dress

FEATURES = QTextDocument.MarkdownFeature.MarkdownDialectGitHub | QTextDocument.MarkdownFeature.MarkdownNoHTML
BEAT_MS = 30


class SealedDocument(QTextDocument):
    """A document that fetches nothing and reads nothing from disk: no picture, no style sheet."""

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        return None


class MarkdownView(QTextBrowser):
    """Shows Markdown. Pieces may come at any rate; it draws once in 30 ms, or rarer where that is slow."""

    link_clicked = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text = ""
        self._drawn = ""
        self._document: SealedDocument | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(BEAT_MS)
        self._timer.timeout.connect(self.draw)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTabChangesFocus(True)
        self.viewport().setAutoFillBackground(False)
        self.anchorClicked.connect(lambda url: self.link_clicked.emit(url.toString()))
        theme.changed.connect(self._restyle)
        self.setAccessibleName(self.tr("Answer"))
        self._restyle()

    @property
    def markdown(self) -> str:
        """The Markdown as it was written."""
        return self._text

    def append_piece(self, piece: str) -> None:
        """Add a piece of the stream."""
        self._text += piece
        if not self._timer.isActive():
            self._timer.start()

    def set_markdown(self, text: str) -> None:
        """Show another text, at once."""
        self._text = text
        self.draw()

    def draw(self) -> None:
        """Draw what has come so far. The next beat waits four times as long as this one took."""
        if self._drawn == self._text:
            return
        begin = time.perf_counter()
        self._timer.stop()
        self._drawn = self._text
        cursor = self.textCursor()
        selection = (cursor.anchor(), cursor.position())
        document = SealedDocument(self)
        document.setDefaultFont(self._theme.font("body"))
        document.setUndoRedoEnabled(False)
        document.setMarkdown(self._text, FEATURES)
        dress(document, self._theme)
        old, self._document = self._document, document
        self.setDocument(document)
        document.documentLayout().documentSizeChanged.connect(self._fit)
        if old is not None:
            old.deleteLater()
        if selection[0] != selection[1]:
            self._select_again(*selection)
        self._fit()
        self._timer.setInterval(max(BEAT_MS, round((time.perf_counter() - begin) * 4000)))

    def loadResource(self, _kind: int, _name: QUrl | str) -> object:
        """Nothing is ever fetched or read from disk: no picture, no style sheet."""
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel belongs to the conversation, unless it turns sideways."""
        if abs(event.angleDelta().x()) > abs(event.angleDelta().y()):
            super().wheelEvent(event)
        else:
            event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolling keys and Esc belong to the conversation."""
        scrolling = (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Space, Qt.Key.Key_Escape)
        if event.key() in scrolling:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self.height())

    def _select_again(self, anchor: int, position: int) -> None:
        last = self.document().characterCount() - 1
        cursor = self.textCursor()
        cursor.setPosition(min(anchor, last))
        cursor.setPosition(min(position, last), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _fit(self) -> None:
        height = int(self.document().size().height()) + 1
        if self.horizontalScrollBar().isVisible():
            height += self.horizontalScrollBar().height()
        if height != self.height() or self.minimumHeight() != height:
            self.setFixedHeight(height)

    def _restyle(self) -> None:
        self.setFont(self._theme.font("body"))
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        palette.setColor(QPalette.ColorRole.Text, self._theme.color("ink"))
        palette.setColor(QPalette.ColorRole.Link, self._theme.color("focus"))
        self.setPalette(palette)
        self._drawn = ""
        self.draw()
