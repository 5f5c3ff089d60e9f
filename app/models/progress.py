"""Work that takes its time: a bar, a figure, and the buttons that hold it or end it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from app.models.words import percent_of
from app.theme.widgets import button, label, set_look


class WorkLine(QWidget):
    """Shows what it is told. `name` is what a screen reader hears the buttons are for."""

    pause_pressed = Signal()
    resume_pressed = Signal()
    cancel_pressed = Signal()

    def __init__(self, name: str = "") -> None:
        super().__init__()
        self._name = name
        self._again = False
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.words = label("", "small", "secondary", wrap=True, select=True)
        self.pause = button("", compact=True)
        self.pause.clicked.connect(self.pause_pressed)
        self.resume = button("", compact=True)
        self.resume.clicked.connect(self.resume_pressed)
        self.cancel = button("", "quiet", compact=True)
        self.cancel.clicked.connect(self.cancel_pressed)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 6, 0, 0)
        box.setSpacing(6)
        box.addWidget(self.bar)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.words, 1)
        for one in (self.pause, self.resume, self.cancel):
            row.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        box.addLayout(row)
        self.retranslate()

    def show_work(
        self,
        text: str,
        fraction: float | None,
        tone: str = "secondary",
        *,
        can_pause: bool = False,
        can_resume: bool = False,
        can_cancel: bool = False,
        again: bool = False,
    ) -> None:
        """`fraction` from 0 to 1, None for no bar; with `again` there is nothing yet to resume."""
        if again is not self._again:
            self._again = again
            self.retranslate()
        self.words.setText(text)
        self.words.setVisible(bool(text))
        set_look(self.words, "tone", tone)
        self.bar.setVisible(fraction is not None)
        self.bar.setValue(percent_of(fraction or 0.0))
        self.bar.setAccessibleName(text)
        for one, shown in (
            (self.pause, can_pause),
            (self.resume, can_resume),
            (self.cancel, can_cancel),
        ):
            one.setVisible(shown)

    def rename(self, name: str) -> None:
        """What the buttons are for."""
        self._name = name
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        for one, text in (
            (self.pause, self.tr("Pause")),
            (self.resume, self.tr("Try again") if self._again else self.tr("Resume")),
            (self.cancel, self.tr("Cancel")),
        ):
            one.setText(text)
            one.setAccessibleName(f"{text}: {self._name}" if self._name else text)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
