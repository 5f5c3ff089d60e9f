"""A GGUF file of the user's own, on its way in: dropped, being copied, or held back for its risks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePath

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.models import words
from app.models.progress import WorkLine
from app.models.risks import RisksPanel
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label
from engine.events import ImportProgress
from engine.model.port import FetchState


class DroppedFile(QFrame):
    """Asks what shall be done with a file that was dropped; each signal brings its path."""

    load_wanted = Signal(str)
    import_wanted = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._path = ""
        self.setProperty("card", "strong")
        self._heading = label("", "small-strong", wrap=True)
        self.back, self.load, self.add = (button("", compact=True) for _ in range(3))
        self.back.clicked.connect(self.closed)
        self.load.clicked.connect(lambda: self.load_wanted.emit(self._path))
        self.add.clicked.connect(lambda: self.import_wanted.emit(self._path))
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 13, 18, 14)
        box.setSpacing(10)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(IconLabel(theme, "file"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._heading, 1)
        box.addLayout(head)
        row = QHBoxLayout()
        row.setSpacing(10)
        for one in (self.back, self.load, self.add):
            row.addWidget(one)
        row.addStretch(1)
        box.addLayout(row)
        self.retranslate()

    def ask(self, path: str) -> None:
        """Ask about another file."""
        self._path = path
        self.retranslate()
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:
        """While a model is being loaded no other one can be."""
        self.load.setEnabled(not busy)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        text = self.tr("What shall happen with {name}?")
        self._heading.setText(text.format(name=one_line(PurePath(self._path).name, 120)))
        self.back.setText(self.tr("Nothing"))
        self.load.setText(self.tr("Load it from where it is"))
        self.add.setText(self.tr("Copy it into the models folder"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()


class CopyLine(QFrame):
    """How far the copy of a file into the models folder is. Both signals bring the path of the source."""

    stop_pressed = Signal(str)
    again_pressed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._shown: ImportProgress | None = None
        self.setProperty("card", "true")
        self._heading = label("", "small-strong", wrap=True)
        self.line = WorkLine()
        self.line.cancel_pressed.connect(self._cancel)
        self.line.resume_pressed.connect(self._again)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 13, 18, 13)
        row.setSpacing(14)
        row.addWidget(IconLabel(theme, "folder", size=20), 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout()
        box.setSpacing(2)
        box.addWidget(self._heading)
        box.addWidget(self.line)
        row.addLayout(box, 1)
        self.hide()

    def show_progress(self, progress: ImportProgress) -> None:
        """Show what has just been told; a copy that has ended well goes out of sight."""
        self._shown = progress
        self.setVisible(progress.state not in (FetchState.DONE, FetchState.CANCELLED))
        self.retranslate()

    def text(self) -> str:
        """All that it says."""
        return f"{self._heading.text()}\n{self.line.words.text()}"

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        shown = self._shown
        if shown is None:
            return
        name = one_line(PurePath(shown.path).name, 120)
        failed = shown.state is FetchState.FAILED
        text = self.tr("{name} was not copied") if failed else self.tr("Copying {name}")
        self._heading.setText(text.format(name=name))
        self.line.rename(name)
        fraction = None if failed else shown.done / max(1, shown.total)
        tone = "denied" if failed else "secondary"
        self.line.show_work(
            words.import_words(shown), fraction, tone, can_resume=failed, can_cancel=True, again=failed
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _again(self) -> None:
        if self._shown is not None:
            self.again_pressed.emit(self._shown.path)

    def _cancel(self) -> None:
        if self._shown is not None and self._shown.state is not FetchState.FAILED:
            self.stop_pressed.emit(self._shown.path)
        else:
            self.hide()


class ForeignRisks(QFrame):
    """The risks of a file that has no card of its own. `accepted` brings its path."""

    accepted = Signal(str)

    def __init__(self, theme: Theme, risks: Sequence[str]) -> None:
        super().__init__()
        self._theme, self._risks = theme, tuple(risks)
        self.panel: RisksPanel | None = None
        self.setProperty("card", "strong")
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(1, 0, 1, 1)
        self.hide()

    def ask(self, path: str, name: str, signs: Sequence[str]) -> None:
        """Ask about a file."""
        self.close_panel()
        panel = RisksPanel(self._theme, name, signs, self._risks)
        panel.closed.connect(self.close_panel)
        panel.agreed.connect(lambda: self._agree(path))
        self._box.addWidget(panel)
        self.panel = panel
        self.show()
        panel.take_focus()

    def close_panel(self) -> bool:
        """Take the panel away; False where there is none."""
        panel, self.panel = self.panel, None
        if panel is None:
            return False
        self.hide()
        self._box.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
        return True

    def _agree(self, path: str) -> None:
        self.close_panel()
        self.accepted.emit(path)
