"""The card that asks. Nothing but a deliberate act says yes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.consent import labels, scopes, words
from app.consent.item import ItemDetail, ItemRow, label_line
from app.consent.menu import GUARD_S, ScopeMenu
from app.theme.theme import Theme
from app.theme.widgets import HintButton, IconLabel, button, label, put_icon, rule
from engine.contracts import Choice, Question, QuestionItem

DETAILS_MAX = 40
"""So many payloads at most are built at once; more calls than this in one step cannot be granted together."""


class ConsentCard(QFrame):
    """One question. It answers by `answered(question id, choice, declined call ids)`, at most once.

    `remaining` gives the seconds until the question is denied by itself; `clock` is monotonic, in seconds.
    """

    answered = Signal(str, object, object)

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
        self._count()
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

    @property
    def offered(self) -> tuple[Choice, ...]:
        """The scopes of the yeses on offer, on buttons and in the menu."""
        return (*self.grant_buttons, *(self.more.actions if self.more else ()))

    def grant(self, scope: Choice | None = None) -> None:
        """Say yes to what is checked, for the narrowest scope on offer or for `scope`.

        Nothing happens where that was not on offer, and while the card has only just appeared or nothing
        that can be shown is checked.
        """
        scope = scope or next(iter(self.grant_buttons), Choice.DENY)
        if scope in self.offered and self.isVisible() and self._can_grant() and not self._fresh():
            self._end(scope)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._shown_at = self._clock()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self.more is not None:
            self.more.close()

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
        if isinstance(event, QKeyEvent) and watched in self._guarded and event.isAutoRepeat():
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
            self.rows = [
                ItemRow(self._theme, item, number, len(items))
                for number, item in enumerate(items[:DETAILS_MAX], 1)
            ]
            for row in self.rows:
                row.toggled.connect(self._count)
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
        items = self._question.items
        self.reasons = [label(reason, "small", "secondary", wrap=True) for reason in words.reasons(items)]
        for reason in self.reasons:
            text.addWidget(reason)
        private = self.tr("Private data would be sent, so a yes to this cannot be remembered.")
        self.private = label(private, "small", "secondary", wrap=True)
        text.addWidget(self.private)
        if len(items) > 1:
            for mark, seen in labels.mark_lines([item.verdict for item in items]):
                text.addLayout(label_line(self._theme, mark, seen))
        if not all(map(words.can_be_shown, items)) or not 0 < len(items) <= DETAILS_MAX:
            sentence = self.tr("This cannot be shown in full, so it cannot be allowed.")
            if len(items) > 1 and len(items) <= DETAILS_MAX:
                sentence = self.tr("What cannot be shown in full cannot be allowed, and is left out.")
            text.addWidget(label(sentence, "small", "denied", wrap=True))
        header.addLayout(text, 1)
        return header

    def _footer(self) -> QVBoxLayout:
        footer = QHBoxLayout()
        footer.setSpacing(10)
        self.deny_button = HintButton(self.tr("Deny"), self.tr("Esc"))
        self.deny_button.clicked.connect(self.deny)
        on_buttons, in_menu = scopes.offered(self._question.choices)
        self.grant_buttons: Mapping[Choice, QPushButton] = {
            scope: self._grant_button(scope, first=not number) for number, scope in enumerate(on_buttons)
        }
        self.more: ScopeMenu | None = None
        footer.addWidget(self.deny_button)
        for one in self.grant_buttons.values():
            footer.addWidget(one)
        if in_menu:
            self.more = ScopeMenu(self._theme, in_menu, self._fresh, self._clock, self)
            self.more.chosen.connect(self.grant)
            self.more.button.installEventFilter(self)
            footer.addWidget(self.more.button)
        self._guarded = (*self.grant_buttons.values(), *([self.more.button] if self.more else []))
        self.countdown = label("", "caption", "tertiary")
        footer.addStretch()
        whole = QVBoxLayout()
        whole.setContentsMargins(18, 12, 18, 13)
        whole.setSpacing(8)
        whole.addLayout(footer)
        # Several buttons leave no room beside them.
        (footer if len(self.grant_buttons) < 2 else whole).addWidget(self.countdown)
        return whole

    def _grant_button(self, scope: Choice, *, first: bool) -> QPushButton:
        """One yes. The narrowest stands out; a wider one says what else it covers."""
        made = button("", "leaves" if first else "plain")
        made.setToolTip(scopes.scope_words(scope))
        made.setAccessibleDescription(scopes.scope_words(scope))
        made.installEventFilter(self)
        made.clicked.connect(lambda: self.grant(scope))
        return made

    def _included(self) -> list[QuestionItem]:
        """The calls that a yes would cover."""
        if self.rows:
            return [row.item for row in self.rows if row.included]
        return [item for item in self._question.items if words.can_be_shown(item)]

    def _can_grant(self) -> bool:
        return bool(self._included()) and len(self._question.items) <= DETAILS_MAX

    def _fresh(self) -> bool:
        return self._clock() - self._shown_at < GUARD_S

    def _count(self) -> None:
        """Have the words of each yes say how many calls are checked, and the card what they would send."""
        kept, can_grant = self._included() if self.rows else None, self._can_grant()
        going = self._question.items if kept is None else kept
        self._sends_private = any(labels.quotes_private(item.verdict) for item in going)
        self.private.setVisible(self._sends_private)
        self._describe()
        for number, (scope, made) in enumerate(self.grant_buttons.items()):
            made.setText(scopes.grant_words(self._question, scope, kept))
            made.setEnabled(can_grant)
            if not number:
                leaves = any(item.reach.leaves for item in self._question.items)
                put_icon(made, self._theme, "external" if leaves else "check", "on_leaves")
        if self.more is not None:
            for scope in self.more.actions:
                self.more.show_words(scope, scopes.grant_words(self._question, scope, kept))
            self.more.set_enabled(can_grant)

    def _describe(self) -> None:
        parts = [reason.text() for reason in self.reasons]
        if self._sends_private:
            parts.append(self.private.text())
        total = len(self._question.items)
        for number, item in enumerate(self._question.items, 1):
            if total > 1:
                parts.append(f"{words.place(number, total)}: {words.content(item, words.SPOKEN_CONTENT)}.")
            parts += [f"{heading}: {value}." for heading, value in words.fields(item)]
            parts.append(": ".join(words.without_it(item)))
            parts += [f"{sentence}." for _, sentence in labels.verdict_lines(item.verdict)]
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(" ".join(parts))

    def _tick(self) -> None:
        self.countdown.setText(words.countdown(self._remaining(), *self._position))

    def _end(self, choice: Choice) -> None:
        if not self._ended:
            self._ended = True
            self._timer.stop()
            left_out = tuple(row.item.call.id for row in self.rows if not row.included)
            self.answered.emit(self._question.id, choice, () if choice is Choice.DENY else left_out)
