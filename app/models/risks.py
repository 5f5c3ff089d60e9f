"""Before altered weights are loaded: the signs of it, and what may be wrong with them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from app.engine_words import in_words
from app.models.panel import Agreement, Panel
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import label

BULLET = "–"


class RisksPanel(Panel):
    """`agreed` comes only once the risks are accepted."""

    def __init__(self, theme: Theme, name: str, signs: Sequence[str], risks: Sequence[str]) -> None:
        super().__init__("leaves")
        self._name, self._signs, self._risks = name, tuple(signs), tuple(risks)
        self._heading = label("", "strong", wrap=True)
        self._why = label("", "small", "secondary")
        self._risk_head = label("", "small", "secondary")
        self.signs = label("", "small", wrap=True, select=True)
        self.risks = label("", "small", wrap=True, select=True)
        self.accept = Agreement(theme)
        self.accept.toggled.connect(self.agree.setEnabled)
        self.agree.setEnabled(False)
        self.column.addWidget(self._heading)
        for head, body in ((self._why, self.signs), (self._risk_head, self.risks)):
            group = QVBoxLayout()
            group.setSpacing(2)
            group.addWidget(head)
            group.addWidget(body)
            self.column.addLayout(group)
        self.column.addWidget(self.accept)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self._heading.setText(self.tr("The weights of {name} look altered").format(name=visible(self._name)))
        self._why.setText(self.tr("Why Sordino thinks so"))
        self._risk_head.setText(self.tr("What that may mean"))
        self.signs.setText(_listed(self._signs))
        self.risks.setText(_listed(self._risks))
        self.accept.setText(self.tr("I have read the risks and accept them for this file"))
        self.back.setText(self.tr("Cancel"))
        self.agree.setText(self.tr("Load anyway"))
        self.setAccessibleName(f"{self._heading.text()}. {self.signs.text()} {self.risks.text()}")


def _listed(sentences: Sequence[str]) -> str:
    return "\n".join(f"{BULLET} {in_words(visible(sentence))}" for sentence in sentences)
