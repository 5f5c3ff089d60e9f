"""The card that asks. Nothing on it is preselected, and nothing but a deliberate act says yes."""

from __future__ import annotations

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from app.consent import words
from app.consent.item import ItemDetail, ItemRow
from app.theme.theme import Theme
from app.theme.widgets import HintButton, IconLabel, button, label, put_icon, rule
from engine.contracts import Choice, Question

GUARD_S = 0.4
DETAILS_MAX = 40
"""So many payloads at most are built at once; more calls than this in one step cannot be granted together."""


class ConsentCard(QFrame):
    """One question. It answers by `answered(question id, choice)`, at most once.

    `remaining` gives the seconds until the question is denied by itself; `clock` is monotonic, in seconds.
    """

    answered = Signal(str, object)

    def __init__(
        self,
        theme: Theme,
        question: Question,
        remaining: Callable[[], float],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._theme, self._question = theme, question
        self._remaining, self._clock = remaining, clock
        self._shown_at = float("inf")
        self._ended = False
        self._position = (1, 1)
        self.setProperty("card", "strong")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._build()
        self._describe()
        self._timer = QTimer(self)
        self._timer.setInterval(250)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._tick()

    @property
    def question(self) -> Question:
        """What is asked."""
        return self._question

    def set_position(self, number: int, total: int) -> None:
        """Say which question of how many this is."""
        self._position = (number, total)
        self._tick()

    def deny(self) -> None:
        """Say no."""
        self._end(Choice.DENY)

    @property
    def grant_button(self) -> QPushButton:
        """The narrowest yes on offer."""
        return next(iter(self.grant_buttons.values()))

    def grant(self, scope: Choice | None = None) -> None:
        """Say yes, for the narrowest scope on offer or for `scope`.

        Nothing happens where that was not on offer, and while the card has only just appeared or holds
        something that cannot be shown.
        """
        scope = scope or next(iter(self.grant_buttons), Choice.DENY)
        offered = self.grant_buttons.get(scope)
        fresh = self._clock() - self._shown_at < GUARD_S
        if not fresh and self.isVisible() and offered is not None and offered.isEnabled():
            self._end(scope)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shown_at = self._clock()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc denies; Enter and Space on the card itself do nothing and go no further."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.deny()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
            return
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A key that is held down must not reach a grant button as a press."""
        if isinstance(event, QKeyEvent) and watched in self.grant_buttons.values() and event.isAutoRepeat():
            return True
        return super().eventFilter(watched, event)

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addLayout(self._header())
        items = self._question.items
        self.details: list[ItemDetail] = []
        self.rows: list[ItemRow] = []
        if len(items) == 1:
            self.details = [ItemDetail(self._theme, items[0])]
            box.addWidget(self.details[0])
        else:
            self.rows = [ItemRow(self._theme, item) for item in items[:DETAILS_MAX]]
            for row in self.rows:
                box.addWidget(row)
        box.addWidget(rule())
        box.addLayout(self._footer())

    def _header(self) -> QHBoxLayout:
        header = QHBoxLayout()
        header.setContentsMargins(18, 15, 18, 12)
        header.setSpacing(12)
        icon = QVBoxLayout()
        icon.addSpacing(4)
        icon.addWidget(IconLabel(self._theme, "shield-question", "leaves"))
        icon.addStretch()
        header.addLayout(icon)
        text = QVBoxLayout()
        text.setSpacing(3)
        self.heading = label(words.title(self._question), "strong", wrap=True)
        text.addWidget(self.heading)
        self.reasons: list[QLabel] = []
        for reason in dict.fromkeys(words.reason(item) for item in self._question.items):
            self.reasons.append(label(reason, "small", "secondary", wrap=True))
            text.addWidget(self.reasons[-1])
        if not self._can_grant():
            sentence = self.tr("This cannot be shown in full, so it cannot be allowed.")
            text.addWidget(label(sentence, "small", "denied", wrap=True))
        header.addLayout(text, 1)
        return header

    def _footer(self) -> QVBoxLayout:
        footer = QHBoxLayout()
        footer.setSpacing(10)
        self.deny_button = HintButton(self.tr("Deny"), self.tr("Esc"))
        self.deny_button.clicked.connect(self.deny)
        self.grant_buttons: dict[Choice, QPushButton] = {}
        for scope in (choice for choice in self._question.choices if choice is not Choice.DENY):
            self.grant_buttons[scope] = self._grant_button(scope)
        self.countdown = label("", "caption", "tertiary")
        footer.addWidget(self.deny_button)
        for one in self.grant_buttons.values():
            footer.addWidget(one)
        footer.addStretch()
        whole = QVBoxLayout()
        whole.setContentsMargins(18, 12, 18, 13)
        whole.setSpacing(8)
        whole.addLayout(footer)
        # Several buttons leave no room beside them.
        (footer if len(self.grant_buttons) < 2 else whole).addWidget(self.countdown)
        return whole

    def _grant_button(self, scope: Choice) -> QPushButton:
        """One yes. The narrowest stands out; a wider one says what else it covers."""
        made = button(words.grant_words(self._question, scope), "plain" if self.grant_buttons else "leaves")
        if not self.grant_buttons:
            leaves = any(item.reach.leaves for item in self._question.items)
            put_icon(made, self._theme, "external" if leaves else "check", "on_leaves")
        made.setToolTip(words.scope_words(scope))
        made.setAccessibleDescription(words.scope_words(scope))
        made.setEnabled(self._can_grant())
        made.installEventFilter(self)
        made.clicked.connect(lambda: self.grant(scope))
        return made

    def _can_grant(self) -> bool:
        items = self._question.items
        known = all(item.preview is not None or not item.reach.leaves for item in items)
        return bool(items) and known and len(items) <= DETAILS_MAX

    def _describe(self) -> None:
        parts = [reason.text() for reason in self.reasons]
        for item in self._question.items:
            parts += [f"{heading}: {value}." for heading, value in words.fields(item)]
            parts.append(": ".join(words.without_it(item)))
            parts += [f"{sentence}." for _, sentence in words.label_words(item.verdict.labels)]
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(" ".join(parts))

    def _tick(self) -> None:
        self.countdown.setText(words.countdown(self._remaining(), *self._position))

    def _end(self, choice: Choice) -> None:
        if not self._ended:
            self._ended = True
            self._timer.stop()
            self.answered.emit(self._question.id, choice)
