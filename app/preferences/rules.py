"""The rules in force, one sentence each."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.engine_words import in_words
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, label, rule
from engine.contracts import Decision
from engine.policy.views import RuleInForce

MARKS = {
    Decision.ALLOW: ("home", "local"),
    Decision.ASK: ("shield-question", "leaves"),
    Decision.DENY: ("x", "denied"),
}


class RuleRow(QWidget):
    """One rule: what it decides, in colour and icon, its sentence, and which dial made it."""

    def __init__(self, theme: Theme, found: RuleInForce, decision_word: str) -> None:
        super().__init__()
        icon, colour = MARKS[found.decision]
        mark = IconLabel(theme, icon, colour)
        mark.setToolTip(decision_word)
        sentence = label(in_words(visible(found.sentence)), "body", wrap=True)
        why = label(in_words(visible(found.why)), "caption", "tertiary", wrap=True)
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 10, 18, 10)
        row.setSpacing(12)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, 4, 0, 0)
        holder.addWidget(mark)
        holder.addStretch(1)
        row.addLayout(holder)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(sentence)
        words.addWidget(why)
        row.addLayout(words, 1)
        self.setAccessibleName(f"{decision_word}: {sentence.text()} {why.text()}")


class RulesCard(QFrame):
    """All rules, in the order in which the engine gives them."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rules: tuple[RuleInForce, ...] = ()
        self.setProperty("card", "true")
        self._head = label("", "strong")
        self._hint = label("", "caption", "tertiary", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        head = QVBoxLayout()
        head.setContentsMargins(18, 14, 18, 12)
        head.setSpacing(2)
        head.addWidget(self._head)
        head.addWidget(self._hint)
        self._column.addLayout(head)
        self._rows: list[QWidget] = []
        self._column.addStretch(1)
        self.retranslate()

    def show_rules(self, rules: Sequence[RuleInForce]) -> None:
        """Replace the sentences."""
        if tuple(rules) != self._rules:
            self._rules = tuple(rules)
            self._fill()

    def sentences(self) -> list[str]:
        """What a screen reader would read, line by line."""
        return [row.accessibleName() for row in self._rows if isinstance(row, RuleRow)]

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self._head.setText(self.tr("Rules in force"))
        self._hint.setText(
            self.tr("The gate checks every call against these. Deny beats ask, ask beats allow.")
        )
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill(self) -> None:
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = []
        decisions = {
            Decision.ALLOW: self.tr("Allow"),
            Decision.ASK: self.tr("Ask"),
            Decision.DENY: self.tr("Deny"),
        }
        for found in self._rules:
            self._add(rule())
            self._add(RuleRow(self._theme, found, decisions[found.decision]))

    def _add(self, widget: QWidget) -> None:
        self._rows.append(widget)
        self._column.insertWidget(self._column.count() - 1, widget, 0, Qt.AlignmentFlag(0))
