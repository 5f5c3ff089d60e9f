"""Light or dark, and the language."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout

from app.choice import ChoiceBox
from app.preferences.section import Section
from app.theme.theme import Theme
from app.theme.widgets import label

APPEARANCES = ("system", "light", "dark")
LANGUAGES = (("system", ""), ("en", "English"), ("zh_TW", "繁體中文"), ("zh_CN", "简体中文"))


class LooksSection(Section):
    """`chosen` brings the words for appearance and language, as the settings spell them."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.appearance, self.language = ChoiceBox(theme), ChoiceBox(theme)
        for word in APPEARANCES:
            self.appearance.addItem("", word)
        for word, name in LANGUAGES:
            self.language.addItem(name, word)
        self._captions = (label("", "caption", "tertiary"), label("", "caption", "tertiary"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for column, (caption, box) in enumerate(
            zip(self._captions, (self.appearance, self.language), strict=True)
        ):
            grid.addWidget(caption, 0, column)
            grid.addWidget(box, 1, column)
            grid.setColumnStretch(column, 1)
            box.activated.connect(self._activated)
        self.column.addLayout(grid)
        self.retranslate()

    def show_looks(self, appearance: str, language: str) -> None:
        """Show what is in force."""
        self.appearance.setCurrentIndex(self.appearance.findData(appearance))
        self.language.setCurrentIndex(self.language.findData(language))

    def retranslate(self) -> None:
        """Take the texts of the language in force; languages are named in themselves."""
        self.set_texts(self.tr("Appearance"), "")
        texts = (self.tr("Colours"), self.tr("Language"))
        for caption, box, text in zip(self._captions, (self.appearance, self.language), texts, strict=True):
            caption.setText(text)
            box.setAccessibleName(text)
        for number, text in enumerate((self.tr("Like the system"), self.tr("Light"), self.tr("Dark"))):
            self.appearance.setItemText(number, text)
        self.language.setItemText(0, self.tr("Like the system"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _activated(self, _number: int) -> None:
        self.chosen.emit(str(self.appearance.currentData()), str(self.language.currentData()))
