"""The answers of a card: no, the yeses on offer, or a look at what a change would send."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.consent import scopes
from app.consent.menu import ScopeMenu
from app.theme.theme import Theme
from app.theme.widgets import HintButton, button, label, put_icon
from engine.contracts import Choice, Question, QuestionItem


class Footer(QWidget):
    """`denied`, `granted` with a scope, or `look_pressed`; which of them counts, the card decides.

    `fresh` is True while the card has only just appeared; `clock` is monotonic, in seconds.
    """

    denied = Signal()
    granted = Signal(object)
    look_pressed = Signal()

    def __init__(
        self, theme: Theme, question: Question, fresh: Callable[[], bool], clock: Callable[[], float]
    ) -> None:
        super().__init__()
        self._theme, self._question = theme, question
        row = QHBoxLayout()
        row.setSpacing(10)
        self.deny_button = HintButton(self.tr("Deny"), self.tr("Esc"))
        self.deny_button.clicked.connect(self.denied)
        on_buttons, in_menu = scopes.offered(question.choices)
        self.grant_buttons: Mapping[Choice, QPushButton] = {
            scope: self._grant_button(scope, first=not number) for number, scope in enumerate(on_buttons)
        }
        self.more: ScopeMenu | None = None
        row.addWidget(self.deny_button)
        for one in self.grant_buttons.values():
            row.addWidget(one)
        if in_menu:
            self.more = ScopeMenu(theme, in_menu, fresh, clock, self)
            self.more.chosen.connect(self.granted)
            self.more.button.installEventFilter(self)
            row.addWidget(self.more.button)
        self.look_button = button(self.tr("Show what would be sent"), "primary")
        self.look_button.clicked.connect(self.look_pressed)
        row.addWidget(self.look_button)
        self._guarded = (*self.grant_buttons.values(), *([self.more.button] if self.more else []))
        self.countdown = label("", "caption", "tertiary")
        row.addStretch()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(18, 12, 18, 13)
        whole.setSpacing(8)
        whole.addLayout(row)
        # Several buttons leave no room beside them.
        (row if len(self.grant_buttons) < 2 else whole).addWidget(self.countdown)
        self.look_button.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that is held down must not reach a grant button as a press."""
        if isinstance(event, QKeyEvent) and watched in self._guarded and event.isAutoRepeat():
            return True
        return super().eventFilter(watched, event)

    def show_words(self, kept: Sequence[QuestionItem] | None, *, enabled: bool) -> None:
        """Have each yes say how many of the calls it covers."""
        for number, (scope, made) in enumerate(self.grant_buttons.items()):
            made.setText(scopes.grant_words(self._question, scope, kept))
            made.setEnabled(enabled)
            if not number:
                leaves = any(item.reach.leaves for item in self._question.items)
                put_icon(made, self._theme, "external" if leaves else "check", "on_leaves")
        if self.more is not None:
            for scope in self.more.actions:
                self.more.show_words(scope, scopes.grant_words(self._question, scope, kept))
            self.more.set_enabled(enabled)

    def show_look(self, shown: bool, *, enabled: bool) -> None:
        """Offer a look at what a change would send in the place of every yes."""
        for one in self._guarded:
            one.setVisible(not shown)
        self.look_button.setVisible(shown)
        self.look_button.setEnabled(enabled)

    def _grant_button(self, scope: Choice, *, first: bool) -> QPushButton:
        """One yes. The narrowest stands out; a wider one says what else it covers."""
        made = button("", "leaves" if first else "plain")
        made.setToolTip(scopes.scope_words(scope))
        made.setAccessibleDescription(scopes.scope_words(scope))
        made.installEventFilter(self)
        made.clicked.connect(lambda: self.granted.emit(scope))
        return made
