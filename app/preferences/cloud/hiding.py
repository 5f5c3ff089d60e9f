"""What is replaced by placeholders before anything leaves."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPlainTextEdit, QWidget

from app.preferences.section import Section
from app.preferences.switch import Switch
from app.theme.theme import Theme
from app.theme.widgets import button, label, set_look
from app.tick import TickBox
from engine.cloud import REDACTION_KINDS, CloudSettings

OWN = "dictionary"
TOGETHER = {"iban": ("iban", "bic"), "national_id": ("national_id", "ssn"), "ip": ("ip", "mac")}
"""Kinds that one box stands for, by the first of them."""
LEAST_LENGTH = 2
MOST_WORDS = 2000
LONGEST_WORD = 200


def boxes() -> dict[str, tuple[str, ...]]:
    """The kinds that each box stands for, by the first of them."""
    second = {kind for kinds in TOGETHER.values() for kind in kinds[1:]}
    first = (kind for kind in REDACTION_KINDS if kind not in (OWN, *second))
    return {kind: TOGETHER.get(kind, (kind,)) for kind in first}


def kind_word(kind: str) -> str:
    """What the box of a kind hides, in the plural; a kind that is not known stands as it is called."""
    return {
        "email": QCoreApplication.translate("cloud", "e-mail addresses"),
        "phone": QCoreApplication.translate("cloud", "telephone numbers"),
        "card": QCoreApplication.translate("cloud", "payment cards"),
        "iban": QCoreApplication.translate("cloud", "bank accounts"),
        "national_id": QCoreApplication.translate("cloud", "identity numbers"),
        "passport": QCoreApplication.translate("cloud", "passport numbers"),
        "birth_date": QCoreApplication.translate("cloud", "dates of birth"),
        "ip": QCoreApplication.translate("cloud", "network addresses"),
        "coordinates": QCoreApplication.translate("cloud", "coordinates"),
        "secret": QCoreApplication.translate("cloud", "tokens and secrets"),
        "password": QCoreApplication.translate("cloud", "passwords"),
        "private_key": QCoreApplication.translate("cloud", "private keys"),
        "crypto": QCoreApplication.translate("cloud", "crypto addresses"),
    }.get(kind, kind)


def words_of(text: str) -> tuple[str, ...]:
    """One entry from each line, white space run together, each once."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in lines if line))


class HidingSection(Section):
    """`changed` brings CloudSettings. Words that are being typed stay, whatever comes in meanwhile."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        self.switch = Switch(theme)
        super().__init__(self.switch)
        self._cloud = CloudSettings()
        self.kinds = {kind: TickBox(theme) for kind in boxes()}
        self._body = QWidget()
        grid = QGridLayout(self._body)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        rows = (len(self.kinds) + 1) // 2
        for number, box in enumerate(self.kinds.values()):
            column, row = divmod(number, rows)
            grid.addWidget(box, row, column)
            box.clicked.connect(self._kinds_chosen)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self._caption = label("", "caption", "tertiary", wrap=True)
        self._caption.setContentsMargins(0, 6, 0, 0)
        self.words = QPlainTextEdit()
        self.words.setProperty("field", "true")
        self.words.setTabChangesFocus(True)
        self.words.document().setDocumentMargin(8)
        self.words.setFixedHeight(92)
        self.save = button("", compact=True)
        self.said = label("", "caption", "denied", wrap=True)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.said, 1)
        self.column.addWidget(self._body)
        self.column.addWidget(self._caption)
        self.column.addWidget(self.words)
        self.column.addLayout(foot)
        self.switch.clicked.connect(self._turned)
        self.words.textChanged.connect(self._edited)
        self.save.clicked.connect(self._save)
        self.retranslate()

    def show_cloud(self, cloud: CloudSettings) -> None:
        """Show what is in force; words that were edited and are not saved stay."""
        edited = words_of(self.words.toPlainText()) != self._cloud.redaction.dictionary
        saved = words_of(self.words.toPlainText()) == cloud.redaction.dictionary
        self._cloud = cloud
        redaction = cloud.redaction
        self.switch.setChecked(redaction.on)
        for kind, box in self.kinds.items():
            box.setChecked(not set(boxes()[kind]) <= set(redaction.off))
        for part in (self._body, self.words):
            part.setEnabled(redaction.on)
        if not edited and not saved:
            self.words.setPlainText("\n".join(redaction.dictionary))
        self._edited()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        name = self.tr("Hide before sending")
        self.set_texts(
            name,
            self.tr(
                "What is found is replaced by a placeholder such as [EMAIL_1], and put back in the answer. "
                "It is a help and no promise: read what will be sent."
            ),
        )
        self.switch.setAccessibleName(name)
        for kind, box in self.kinds.items():
            box.setText(kind_word(kind))
            box.setAccessibleName(self.tr("Hide {kind}").format(kind=kind_word(kind)))
        own = self.tr("Your own words, one on each line: names, your street, clients")
        self._caption.setText(own)
        self.words.setAccessibleName(own)
        self.save.setText(self.tr("Save words"))
        self._edited()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _turned(self, on: bool) -> None:
        self.changed.emit(replace(self._cloud, redaction=replace(self._cloud.redaction, on=on)))

    def _kinds_chosen(self) -> None:
        shown = {kind for kinds in boxes().values() for kind in kinds}
        unknown = tuple(kind for kind in self._cloud.redaction.off if kind not in shown)
        off = tuple(
            kind for first, box in self.kinds.items() if not box.isChecked() for kind in boxes()[first]
        )
        redaction = replace(self._cloud.redaction, off=(*unknown, *off))
        self.changed.emit(replace(self._cloud, redaction=redaction))

    def _edited(self) -> None:
        edited = words_of(self.words.toPlainText()) != self._cloud.redaction.dictionary
        self.save.setEnabled(edited and self.words.isEnabled())
        self.said.setText("")

    def _save(self) -> None:
        words = words_of(self.words.toPlainText())
        fit = all(LEAST_LENGTH <= len(word) <= LONGEST_WORD and word.isprintable() for word in words)
        if len(words) > MOST_WORDS or not fit:
            text = self.tr(
                "Each line has {least} to {longest} characters that can be seen, "
                "and there are at most {most} lines."
            )
            self.said.setText(text.format(least=LEAST_LENGTH, longest=LONGEST_WORD, most=MOST_WORDS))
            set_look(self.said, "tone", "denied")
            return
        off = tuple(kind for kind in self._cloud.redaction.off if kind != OWN)
        redaction = replace(self._cloud.redaction, dictionary=words, off=off)
        self.changed.emit(replace(self._cloud, redaction=redaction))
        self.said.setText(self.tr("Saved."))
        set_look(self.said, "tone", "local")
