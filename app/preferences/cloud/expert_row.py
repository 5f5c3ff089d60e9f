"""One expert in the list: who it is, what it costs, how long it takes, and what a test came to."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.preferences.cloud.words import CheckWords, host_of, known, place_words, price_words, time_words
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label, rule, set_look
from engine.addresses import is_near, split_address
from engine.cloud import Expert, ExpertView
from engine.cloud_events import ExpertChecked


class ExpertRow(QWidget):
    """`edit_wanted`, `test_wanted` and `removed` are about this expert; removing asks once more."""

    edit_wanted = Signal()
    test_wanted = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, view: ExpertView, names: Sequence[str]) -> None:
        super().__init__()
        self.view = view
        name = one_line(view.expert.id, 40)
        near = _near(view.expert)
        icon = IconLabel(theme, "home" if near else "external", "local" if near else "leaves")
        self.edit, self.test, self.remove = (button("", "link") for _ in range(3))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(icon)
        head.addWidget(label(name, "small-strong"), 1)
        for one in (self.edit, self.test, self.remove):
            head.addWidget(one)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(1)
        self.column.addWidget(rule())
        self.column.addSpacing(5)
        self.column.addLayout(head)
        self.facts = tuple(label(text, "caption", "tertiary", wrap=True) for text in self._facts(names))
        for fact in self.facts:
            self.column.addWidget(fact)
        self.warning = label(
            self.tr("Its price is unknown: a call reserves all that is left of your caps."),
            "caption",
            "leaves",
            wrap=True,
        )
        self.warning.setVisible(not known(view))
        self.said = label("", "caption", "secondary", wrap=True)
        self.said.hide()
        self.column.addWidget(self.warning)
        self.column.addWidget(self.said)
        self._add_question(name)
        self._name_buttons(name)
        self.edit.clicked.connect(self.edit_wanted)
        self.test.clicked.connect(self.test_wanted)
        self.remove.clicked.connect(lambda: self._ask(True))

    def controls(self) -> tuple[QWidget, ...]:
        """All that can be worked by keys, from the top."""
        return self.edit, self.test, self.remove, self.no, self.yes

    def show_test(self, event: ExpertChecked | None, *, waiting: bool) -> None:
        """Show what a test came to, or that it is under way."""
        self.test.setEnabled(not waiting)
        if waiting:
            host = one_line(host_of(self.view.expert), 60)
            text, tone = self.tr("Asking {host} for its models…").format(host=host), "secondary"
        else:
            text, tone = CheckWords().of(self.view.expert, event) if event else ("", "secondary")
        self.said.setText(text)
        self.said.setVisible(bool(text))
        set_look(self.said, "tone", tone)

    def _facts(self, names: Sequence[str]) -> tuple[str, ...]:
        view = self.view
        key = self.tr("has a key") if view.expert.key_name else self.tr("no key")
        known_as = self.tr("the model knows it by no name")
        if names:
            known_as = self.tr("the model knows it as {names}").format(names=self.tr(", ").join(names))
        price = (price_words(view),) if known(view) else ()
        return place_words(view), *price, " · ".join((time_words(view), key, known_as))

    def _name_buttons(self, name: str) -> None:
        for one, text, accessible in (
            (self.edit, self.tr("Edit"), self.tr("Edit {name}")),
            (self.test, self.tr("Test"), self.tr("Test the key of {name}")),
            (self.remove, self.tr("Remove"), self.tr("Remove {name}")),
        ):
            one.setText(text)
            one.setAccessibleName(accessible.format(name=name))
        self.test.setToolTip(self.tr("Asks the provider for its list of models, which costs nothing"))

    def _add_question(self, name: str) -> None:
        self.question = QWidget()
        text = self.tr("Remove {name}, and its key where no other expert uses it?").format(name=name)
        self.yes = button(self.tr("Remove"), "danger", compact=True)
        self.yes.setAccessibleName(self.tr("Remove {name}").format(name=name))
        self.no = button(self.tr("Keep"), compact=True)
        line = QHBoxLayout(self.question)
        line.setContentsMargins(0, 6, 0, 0)
        line.setSpacing(8)
        line.addWidget(label(text, "small", "", wrap=True), 1)
        line.addWidget(self.no)
        line.addWidget(self.yes)
        self.question.hide()
        self.column.addWidget(self.question)
        self.no.clicked.connect(lambda: self._ask(False))
        self.yes.clicked.connect(self.removed)

    def _ask(self, asking: bool) -> None:
        self.question.setVisible(asking)
        self.remove.setEnabled(not asking)
        (self.no if asking else self.remove).setFocus()


def _near(expert: Expert) -> bool:
    parts = split_address(expert.address)
    return parts is not None and is_near(parts.hostname or "")
