"""The model in use: what it is and what really computes it, or how far its loading is."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout

from app.engine_words import in_words
from app.theme.figures import count_words, size_words
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, label, set_look
from engine.events import ModelFailed, ModelLoading
from engine.model.port import ModelInfo


class InUse(QFrame):
    """Shows the last thing that was told: loading, ready, failed, or nothing yet."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: ModelInfo | ModelLoading | ModelFailed | None = None
        self.setProperty("card", "true")
        self._icon = IconLabel(theme, "box", "ink_tertiary", 20)
        self._caption = label("", "caption", "tertiary")
        self._name = label("", "title", wrap=True)
        self._detail = label("", "small", "secondary", wrap=True, select=True)
        self._note = label("", "small", "secondary", wrap=True, select=True)
        self.progress = QProgressBar()
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(18, 14, 18, 16)
        outer.setSpacing(14)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 2, 0, 0)
        holder.addWidget(self._icon)
        holder.addStretch(1)
        outer.addLayout(holder)
        words = QVBoxLayout()
        words.setSpacing(2)
        for part in (self._caption, self._name, self._detail, self._note):
            words.addWidget(part)
        words.addSpacing(4)
        words.addWidget(self.progress)
        outer.addLayout(words, 1)
        self.retranslate()

    def show_state(self, shown: ModelInfo | ModelLoading | ModelFailed) -> None:
        """Show what has just been told."""
        self._shown = shown
        self.retranslate()

    def text(self) -> str:
        """All that the card says, line by line."""
        parts = (self._caption, self._name, self._detail, self._note)
        return "\n".join(part.text() for part in parts if part.text())

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        shown = self._shown
        self.progress.setVisible(isinstance(shown, ModelLoading))
        if isinstance(shown, ModelLoading):
            percent = round(shown.fraction * 100)
            self.progress.setValue(percent)
            detail = self.tr("{percent} % read").format(percent=percent)
            self._say(self.tr("Loading"), visible(shown.name), detail, "ink_secondary")
        elif isinstance(shown, ModelInfo):
            tone = "leaves" if shown.host else "local"
            self._say(self.tr("In use"), visible(shown.name), self._ready_detail(shown), tone)
        elif isinstance(shown, ModelFailed):
            problem, way_out = in_words(visible(shown.problem)), in_words(visible(shown.way_out))
            self._say(self.tr("Not loaded"), problem, way_out, "denied")
        else:
            self._say(
                self.tr("In use"),
                self.tr("No model is loaded yet"),
                self.tr("It is loaded with the first message, or when you choose one below."),
                "ink_tertiary",
            )
        note = in_words(visible(shown.note)) if isinstance(shown, ModelInfo) else ""
        self._note.setText(note)
        self._note.setVisible(bool(note))
        set_look(self._name, "tone", "denied" if isinstance(shown, ModelFailed) else "")
        self.setAccessibleName(self.text().replace("\n", ". "))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _ready_detail(self, info: ModelInfo) -> str:
        parts = (
            visible(info.quantisation),
            size_words(info.size) if info.size else "",
            in_words(visible(info.device)),
            self.tr("{count} tokens of context").format(count=count_words(info.context)),
        )
        return " · ".join(part for part in parts if part)

    def _say(self, caption: str, name: str, detail: str, colour: str) -> None:
        self._icon.show_icon("warning" if colour == "denied" else "box", colour)
        self._caption.setText(caption)
        self._name.setText(name)
        self._detail.setText(detail)
        self._detail.setVisible(bool(detail))
