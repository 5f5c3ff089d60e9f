"""The sentence that goes along with every request, and the changes that it was understood to ask for."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.preferences.check_line import CheckLine
from app.preferences.section import Section
from app.preferences.words import proposal_words, quoted
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import button, label
from engine.policy.views import Locks, Proposal, WishReading

LONGEST = 500


class WishSection(Section):
    """`written` brings the sentence when the user has finished it, `finished` each time that he has.

    `applied` brings the sentence and the numbers of the proposals that are checked.
    """

    written = Signal(str)
    finished = Signal(str)
    applied = Signal(str, tuple)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._shown = ""
        self._reading: WishReading | None = None
        self._waiting = False
        self.field = QLineEdit()
        self.field.setMaxLength(LONGEST)
        self.column.addWidget(self.field)
        self.lines: list[CheckLine] = []
        self._proposals: tuple[Proposal, ...] = ()
        self._told: list[QWidget] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(4)
        self.apply = button("", compact=True)
        self.column.addLayout(self._list)
        self.column.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignLeft)
        self.field.editingFinished.connect(self._finished)
        self.field.textEdited.connect(lambda _text: self.show_reading(None))
        self.apply.clicked.connect(self._apply)
        self.retranslate()

    @property
    def reading(self) -> WishReading | None:
        """What is shown of how the sentence was understood."""
        return self._reading

    def show_text(self, text: str) -> None:
        """Show what is in force, unless another sentence is being written."""
        self._shown = text
        if not self.field.hasFocus() and text != self.field.text():
            self.field.setText(text)
            self.show_reading(None)

    def show_locks(self, locks: Locks) -> None:
        """Take no sentence where an organisation has settled it."""
        self.field.setEnabled("text" not in locks.fixed)
        by = self.tr("Set by {organisation}").format(organisation=one_line(locks.organisation, 60))
        self.field.setToolTip("" if self.field.isEnabled() else by)

    def show_reading(self, reading: WishReading | None) -> None:
        """Show how the sentence was understood; a reading of any other sentence than the field's is late."""
        if reading is not None and reading.text != self.field.text().strip():
            return
        waited, self._waiting = self._waiting, False
        if reading != self._reading or waited:
            self._reading = reading
            self._fill()

    def wait(self) -> None:
        """The preferences change: what is shown counts no more, until the sentence has been read anew."""
        self._waiting = True
        self._count()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        name = self.tr("In your own words")
        self.set_texts(
            name,
            self.tr(
                "The model reads this sentence with each request, as a wish. It may lean towards it; "
                "what is enforced are the rules on this page."
            ),
        )
        self.field.setAccessibleName(name)
        self.field.setPlaceholderText(self.tr("For example: avoid web search, save money"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _finished(self) -> None:
        text = self.field.text().strip()
        if text != self._shown:
            self._shown = text
            self.written.emit(text)
        if text:
            self.finished.emit(text)

    def _fill(self) -> None:
        checked = dict(zip(self._proposals, (line.box.isChecked() for line in self.lines), strict=True))
        for old in (*self.lines, *self._told):
            self._list.removeWidget(old)
            old.hide()
            old.deleteLater()
        reading = self._reading or WishReading("")
        self.lines, self._proposals = [], reading.proposals
        for proposal in reading.proposals:
            tone, badge = ("leaves", self.tr("allows more")) if proposal.widens else ("", "")
            line = CheckLine(self._theme, proposal_words(proposal), tone, badge)
            line.box.setChecked(checked.get(proposal, not proposal.widens))
            line.box.toggled.connect(self._count)
            self.lines.append(line)
        self._told = [label(sentence, "caption", "tertiary", wrap=True) for sentence in self._tell(reading)]
        for made in (*self.lines, *self._told):
            self._list.addWidget(made)
        order = (self.field, *(line.box for line in self.lines), self.apply)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self.apply.setVisible(bool(self.lines))
        self._count()

    def _tell(self, reading: WishReading) -> list[str]:
        """What of the sentence changes no rule, and what was not understood."""
        told = []
        if reading.wishes:
            text = self.tr("The model is told, no rule changes: {phrases}")
            told.append(text.format(phrases=self._quoted(reading.wishes)))
        if reading.unknown:
            told.append(self.tr("Not understood: {phrases}").format(phrases=self._quoted(reading.unknown)))
        if reading.text and not (told or reading.proposals):
            told.append(
                self.tr("The rules in force do this already.")
                if reading.settled
                else self.tr("No change was understood in this.")
            )
        return told

    def _quoted(self, phrases: tuple[str, ...]) -> str:
        return self.tr(", ").join(map(quoted, phrases))

    def _chosen(self) -> tuple[int, ...]:
        return tuple(number for number, line in enumerate(self.lines) if line.box.isChecked())

    def _count(self) -> None:
        chosen = len(self._chosen())
        self.apply.setText(self.tr("Apply %n change(s)", "", chosen))
        self.apply.setEnabled(chosen > 0 and not self._waiting)

    def _apply(self) -> None:
        if self._reading is not None and self._chosen() and not self._waiting:
            self.wait()
            self.applied.emit(self._reading.text, self._chosen())
