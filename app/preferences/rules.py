"""The rules in force, one sentence each, with last week's counts; or those of the stop under the knob."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.engine_words import in_words
from app.preferences.words import effect_words
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label, put_icon, rule, set_look
from engine.contracts import Decision
from engine.policy.views import RuleInForce, WeekEffect

ALWAYS = "Always"
"""What a rule says of itself that no dial makes or lifts."""
MARKS = {
    Decision.ALLOW: ("home", "local"),
    Decision.ASK: ("shield-question", "leaves"),
    Decision.DENY: ("x", "denied"),
}


def folds(found: RuleInForce) -> bool:
    """True for a rule that no dial moves and that has decided nothing: it may stand behind a fold."""
    return found.why == ALWAYS and found.calls <= 0 and not found.change


class RuleRow(QWidget):
    """One rule: what it decides, in colour and icon, its sentence, which dial made it, and its count."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._mark = IconLabel(theme, *MARKS[Decision.ALLOW])
        self._sentence = label("", "body", wrap=True)
        self._why = label("", "caption", "tertiary", wrap=True)
        self.count = label("", "small", "secondary")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(rule())
        row = QHBoxLayout()
        row.setContentsMargins(18, 10, 18, 10)
        row.setSpacing(12)
        row.addLayout(_at_top(self._mark, 4))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(self._sentence)
        words.addWidget(self._why)
        row.addLayout(words, 1)
        row.addLayout(_at_top(self.count, 2))
        column.addLayout(row)

    def show_rule(self, found: RuleInForce) -> None:
        """Show a rule, in the language in force."""
        self._mark.show_icon(*MARKS[found.decision])
        self._mark.setToolTip(self._decision_word(found.decision))
        self._sentence.setText(in_words(visible(found.sentence)))
        self._why.setText(in_words(visible(found.why)))
        self.count.setText(self._count_words(found))
        self.count.setToolTip(self._calls_words(found.calls) if found.change else "")
        self.count.setVisible(found.calls >= 0)
        set_look(self.count, "tone", "" if found.change else "secondary" if found.calls else "tertiary")
        said = f"{self._decision_word(found.decision)}: {self._sentence.text()} {self._why.text()}"
        self.setAccessibleName(f"{said}, {self.count.text()}" if found.calls >= 0 else said)

    def _count_words(self, found: RuleInForce) -> str:
        if found.change > 0:
            return self.tr("%n more last week", "", found.change)
        if found.change < 0:
            return self.tr("%n fewer last week", "", -found.change)
        return self._calls_words(found.calls)

    def _calls_words(self, calls: int) -> str:
        return self.tr("%n time(s)", "", max(calls, 0))

    def _decision_word(self, decision: Decision) -> str:
        return {
            Decision.ALLOW: self.tr("Allow"),
            Decision.ASK: self.tr("Ask"),
            Decision.DENY: self.tr("Deny"),
        }[decision]


class RuleRows(QWidget):
    """Rules, one under the other. The rows are kept, so that nothing flickers while a dial moves."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.rows: list[RuleRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_rules(self, rules: Sequence[RuleInForce]) -> None:
        """Replace the sentences."""
        while len(self.rows) < len(rules):
            row = RuleRow(self._theme)
            self.rows.append(row)
            self._column.addWidget(row)
        while len(self.rows) > len(rules):
            row = self.rows.pop()
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        for row, found in zip(self.rows, rules, strict=True):
            row.show_rule(found)


class RulesCard(QFrame):
    """All rules, in the order in which the engine gives them, and under them what they do to last week."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rules: tuple[RuleInForce, ...] = ()
        self._effect: WeekEffect | None = None
        self._previewing = False
        self.setProperty("card", "true")
        self.head = label("", "strong")
        self.compared = label("", "small", "secondary")
        self._hint = label("", "caption", "tertiary", wrap=True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addWidget(self.head, 1)
        line.addWidget(self.compared)
        head = QVBoxLayout()
        head.setContentsMargins(18, 14, 18, 12)
        head.setSpacing(2)
        head.addLayout(line)
        head.addWidget(self._hint)
        self._column.addLayout(head)
        self._rows, self._further = RuleRows(theme), RuleRows(theme)
        self.fold = button("", "fold")
        self.fold.clicked.connect(lambda: self._open_or_close(self._further.isHidden()))
        self._fold_line = QWidget()
        folding = QVBoxLayout(self._fold_line)
        folding.setContentsMargins(0, 0, 0, 0)
        folding.setSpacing(0)
        folding.addWidget(rule())
        inner = QHBoxLayout()
        inner.setContentsMargins(16, 9, 18, 9)
        inner.addWidget(self.fold)
        inner.addStretch(1)
        folding.addLayout(inner)
        for part in (self._rows, self._fold_line, self._further):
            self._column.addWidget(part)
        self._further.hide()
        self.summary = QLabel()
        self.summary.setTextFormat(Qt.TextFormat.PlainText)
        self.summary.setWordWrap(True)
        self.summary.setProperty("strip", "local")
        self._column.addWidget(self.summary)
        self.retranslate()

    @property
    def previewing(self) -> bool:
        """True while what is shown is not in force."""
        return self._previewing

    def show_rules(
        self, rules: Sequence[RuleInForce], effect: WeekEffect | None = None, *, preview: bool = False
    ) -> None:
        """Replace the sentences; a preview is marked as what is not in force."""
        shown = (tuple(rules), effect, preview)
        if shown != (self._rules, self._effect, self._previewing):
            self._rules, self._effect, self._previewing = shown
            set_look(self, "card", "preview" if preview else "true")
            self.retranslate()

    def sentences(self) -> list[str]:
        """What a screen reader would read, line by line."""
        return [row.accessibleName() for row in (*self._rows.rows, *self._further.rows)]

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        name, hint = self._head_words()
        self.head.setText(name)
        self._hint.setText(hint)
        set_look(self.head, "tone", "focus" if self._previewing else "")
        self.setAccessibleName(name)
        effect = self._effect
        self.compared.setVisible(effect is not None and effect.calls > 0)
        self.summary.setVisible(effect is not None)
        if effect is not None:
            self.compared.setText(self.tr("compared with last week's %n call(s)", "", effect.calls))
            self.summary.setText(effect_words(effect))
        self._rows.show_rules([found for found in self._rules if not folds(found)])
        self._further.show_rules([found for found in self._rules if folds(found)])
        self._open_or_close(not self._further.isHidden())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _head_words(self) -> tuple[str, str]:
        if self._previewing:
            return self.tr("If you let go here"), self.tr("A preview: nothing has changed yet.")
        hint = self.tr("The gate checks every call against these. Deny beats ask, ask beats allow.")
        return self.tr("Rules in force"), hint

    def _open_or_close(self, opened: bool) -> None:
        """Unfold or fold what always holds and has decided nothing; it is in force all the same."""
        count = len(self._further.rows)
        self._fold_line.setVisible(count > 0)
        self._further.setVisible(opened and count > 0)
        self.fold.setText(self.tr("%n further rule(s) always hold(s)", "", count))
        put_icon(self.fold, self._theme, "chevron-up" if opened else "chevron-right", "ink_tertiary", size=14)


def _at_top(widget: QWidget, margin: int) -> QVBoxLayout:
    holder = QVBoxLayout()
    holder.setContentsMargins(0, margin, 0, 0)
    holder.addWidget(widget)
    holder.addStretch(1)
    return holder
