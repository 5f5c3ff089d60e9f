"""The conversation's page: what has been said, the find line, a model's trouble, and the composer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.composer import Composer
from app.find import FindBar
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.transcript.parts import ProblemCard
from app.transcript.view import TranscriptView
from engine.events import ModelFailed, ModelLoading, ModelReady


class ChatPage(QWidget):
    """Holds the parts of the conversation together; the window connects them."""

    models_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._model: object = None
        self._trouble: ProblemCard | None = None
        self.find_bar = FindBar(theme)
        self.transcript = TranscriptView(theme)
        self.composer = Composer(theme)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self.find_bar)
        box.addWidget(self.transcript, 1)
        row = QHBoxLayout()
        row.setContentsMargins(24, 10, 24, 16)
        column = QWidget()
        column.setMaximumWidth(theme.tokens.column)
        self._column = QVBoxLayout(column)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._column.addWidget(self.composer)
        row.addStretch(0)
        row.addWidget(column, 1)
        row.addStretch(0)
        box.addLayout(row)
        self.find_bar.wanted.connect(self._find)
        self.find_bar.closed.connect(self.composer.edit.setFocus)
        self.transcript.prompt_chosen.connect(self.composer.write)
        self.on_model(None)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.on_model(self._model)

    def on_model(self, event: object) -> None:
        """Say beside the composer how the model is doing."""
        self._model = event
        if isinstance(event, ModelReady):
            self.composer.set_obstacle("")
            self._show_trouble(None)
        elif isinstance(event, ModelLoading):
            text = self.tr("Loading {name} · {percent} %")
            percent = round(event.fraction * 100)
            words = text.format(name=one_line(event.name, 40), percent=percent)
            self.composer.set_obstacle(words, blocks=False)
            self._show_trouble(None)
        elif isinstance(event, ModelFailed):
            self.composer.set_obstacle(self.tr("No model is loaded"))
            self._show_trouble(event)
        else:
            self.composer.set_obstacle(self.tr("Waiting for the model"), blocks=False)

    def _find(self, text: str, backward: bool) -> None:
        self.find_bar.show_result(self.transcript.find_text(text, backward=backward))

    def _show_trouble(self, event: ModelFailed | None) -> None:
        if self._trouble is not None:
            self._column.removeWidget(self._trouble)
            self._trouble.hide()
            self._trouble.deleteLater()
            self._trouble = None
        if event is not None:
            self._trouble = ProblemCard(self._theme, event.problem, event.way_out, self.tr("Open Models"))
            self._trouble.pressed.connect(self.models_pressed)
            self._column.insertWidget(0, self._trouble)
