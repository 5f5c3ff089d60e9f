"""What the self-test of being offline found, by kind of process."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.engine_words import in_words
from app.preferences.proof_words import ProofWords, by_process, open_ways, way_words
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label, put_icon, rule, set_look
from engine.cloud import OfflineProof, WayTried


class ProcessWays(QWidget):
    """One kind of process, folded to a line unless something was not refused."""

    def __init__(self, theme: Theme, process: str, ways: tuple[WayTried, ...]) -> None:
        super().__init__()
        self._theme = theme
        text, tone = ProofWords().group(process, ways)
        self._text, self._tone = text, tone
        self._open = open_ways(ways) > 0
        self.fold = button(text, "fold")
        self.fold.clicked.connect(lambda: self._turn(not self._open))
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(20, 2, 0, 4)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        grid.setColumnStretch(0, 2)
        grid.setColumnStretch(1, 3)
        for row, way in enumerate(ways):
            tone = "tertiary" if not way.tried else ("secondary" if way.refused else "denied")
            name = label(one_line(in_words(way.way), 80), "caption", "", wrap=True)
            said = label(way_words(way), "caption", tone, wrap=True)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(said, row, 1, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(rule())
        column.addWidget(self.fold)
        column.addWidget(self._body)
        theme.changed.connect(self._restyle)
        self._turn(self._open)

    def _turn(self, open_: bool) -> None:
        self._open = open_
        self._body.setVisible(open_)
        state = self.tr("unfolded") if open_ else self.tr("folded")
        self.fold.setAccessibleName(f"{self._text}, {state}")
        self._restyle()

    def _restyle(self) -> None:
        colour = "denied" if self._tone == "denied" else "ink_tertiary"
        put_icon(self.fold, self._theme, "chevron-down" if self._open else "chevron-right", colour)


class ProofView(QFrame):
    """Hidden until there is something to show. It can be copied as text."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._proof: OfflineProof | None = None
        self._waiting = False
        self.groups: list[ProcessWays] = []
        self._icon = IconLabel(theme, "clock", "ink_secondary", 16)
        self.summary = label("", "small", "secondary", wrap=True, select=True)
        self.enforcement = label("", "caption", "tertiary", wrap=True)
        self.copy = button("", "link")
        self.copy.clicked.connect(self._copy)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.summary, 1)
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(6)
        column.addWidget(rule())
        column.addLayout(head)
        column.addWidget(self.enforcement)
        column.addLayout(self._list)
        column.addWidget(self.copy, 0, Qt.AlignmentFlag.AlignLeft)
        set_look(self.copy, "flush", True)
        self.retranslate()

    @property
    def proof(self) -> OfflineProof | None:
        """What is shown."""
        return self._proof

    def wait(self) -> None:
        """Say that the test runs; what was found before is no longer shown."""
        self._proof, self._waiting = None, True
        self._fill()

    def show_proof(self, proof: OfflineProof | None) -> None:
        """Show what was found; None shows nothing."""
        self._proof, self._waiting = proof, False
        self._fill()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.copy.setText(self.tr("Copy as text"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill(self) -> None:
        for group in self.groups:
            self._list.removeWidget(group)
            group.hide()
            group.deleteLater()
        proof = self._proof
        ways = by_process(proof) if proof else {}
        self.groups = [ProcessWays(self._theme, process, tried) for process, tried in ways.items()]
        for group in self.groups:
            self._list.addWidget(group)
        text, icon, tone = self.tr("Every way out is being tried from every kind of process…"), "clock", ""
        if proof:
            text, icon, tone = ProofWords().summary(proof)
        self.summary.setText(text)
        set_look(self.summary, "tone", tone or "secondary")
        self._icon.show_icon(icon, tone or "ink_secondary")
        self.enforcement.setText(one_line(in_words(proof.enforcement), 400) if proof else "")
        self.enforcement.setVisible(bool(self.enforcement.text()))
        self.copy.setVisible(proof is not None)
        self.setVisible(proof is not None or self._waiting)

    def _copy(self) -> None:
        if self._proof is not None:
            QGuiApplication.clipboard().setText(ProofWords().as_text(self._proof))
