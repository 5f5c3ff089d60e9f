"""The card that asks. Nothing but a deliberate act says yes."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.consent import hidden, labels, words
from app.consent.detail import ItemDetail
from app.consent.fields import label_line
from app.consent.footer import Footer
from app.consent.item import ItemRow
from app.consent.menu import GUARD_S, ScopeMenu
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, label, rule
from engine.contracts import Choice, JsonObject, Question, QuestionItem

DETAILS_MAX = 40
"""So many payloads at most are built at once; more calls than this in one step cannot be granted together."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a card leaves to the one that takes its place once the user has changed something.

    `left_out` and `opened` are ids of calls, `originals` the arguments as the model wrote them.
    """

    left_out: frozenset[str] = frozenset()
    opened: frozenset[str] = frozenset()
    originals: Mapping[str, JsonObject] = field(default_factory=dict)


class ConsentCard(QFrame):
    """One question. It answers by `answered(question id, choice, declined call ids)`, at most once.

    What the user changes, it sends by `revised(question id, revisions by call id)`: then nothing but a no
    counts any more, and another card takes its place. `remaining` gives the seconds until the question is
    denied by itself; `clock` is monotonic, in seconds; `before` is what the card before this one has left.
    """

    answered = Signal(str, object, object)
    revised = Signal(str, object)

    def __init__(
        self,
        theme: Theme,
        question: Question,
        remaining: Callable[[], float],
        clock: Callable[[], float] = time.monotonic,
        before: Before | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._question = theme, question
        self._remaining, self._clock = remaining, clock
        self._shown_at = float("inf")
        self._before = before or Before()
        self._ended = self._prepares = False
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

    def left_to(self, question: Question) -> Before | None:
        """What the card of `question` has to know, which takes the place of this one after a change."""
        if not self._prepares or question.turn_id != self._question.turn_id:
            return None
        originals = {item.call.id: self._original(item) for item in self._question.items}
        return Before(
            frozenset(row.item.call.id for row in self.rows if not row.included),
            frozenset(row.item.call.id for row in self.rows if row.is_open),
            {call_id: known for call_id, known in originals.items() if known is not None},
        )

    def set_position(self, number: int, total: int) -> None:
        """Say which question of how many this is."""
        self._position = (number, total)
        self._tick()

    def deny(self) -> None:
        """Say no."""
        self._end(Choice.DENY)

    def escape(self) -> None:
        """Go back from a change to the card as it was; else say no."""
        if self._changing() and not self._prepares:
            for detail in self._open_details():
                detail.give_up()
            self.setFocus()
        else:
            self.deny()

    def look(self) -> None:
        """Have what the user has changed prepared, and shown."""
        wanted = {item.call.id: detail.revision for item, detail in self._shown_details()}
        revisions = {call_id: revision for call_id, revision in wanted.items() if revision is not None}
        if self._ended or self._prepares or not revisions or self._wrong():
            return
        self._prepares = True
        for part in (*self.details, *self.rows):
            part.setEnabled(False)
        self._count()
        self._tick()
        self.setFocus()
        self.revised.emit(self._question.id, revisions)

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
        """Esc goes back or denies; Enter and Space on the card itself do nothing and go no further."""
        if event.key() == Qt.Key.Key_Escape and not event.isAutoRepeat():
            self.escape()
        elif event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            super().keyPressEvent(event)
            return
        event.accept()

    def _build(self) -> None:
        box = QVBoxLayout(self)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addLayout(self._header())
        items = self._question.items
        self.details: list[ItemDetail] = []
        self.rows: list[ItemRow] = []
        # What belongs to no conversation is the program's own errand, and has nothing to change.
        fixed = not self._question.conversation_id
        if len(items) == 1:
            original = self._original(items[0])
            self.details = [ItemDetail(self._theme, items[0], "", original, fixed=fixed)]
        else:
            self.rows = [
                ItemRow(self._theme, item, number, len(items), self._original(item), fixed=fixed)
                for number, item in enumerate(items[:DETAILS_MAX], 1)
            ]
        parts: list[ItemDetail | ItemRow] = [*self.details, *self.rows]
        for part in parts:
            part.altered.connect(self._count)
            part.switched.connect(self._switched)
            box.addWidget(part)
        box.addWidget(rule())
        self._footer = Footer(self._theme, self._question, self._fresh, self._clock)
        self._footer.denied.connect(self.deny)
        self._footer.granted.connect(self.grant)
        self._footer.look_pressed.connect(self.look)
        self.deny_button, self.look_button = self._footer.deny_button, self._footer.look_button
        self.grant_buttons: Mapping[Choice, QPushButton] = self._footer.grant_buttons
        self.more: ScopeMenu | None = self._footer.more
        self.countdown = self._footer.countdown
        box.addWidget(self._footer)
        for row in self.rows:
            row.toggled.connect(self._count)
            row.take_over(
                left_out=row.item.call.id in self._before.left_out,
                opened=row.item.call.id in self._before.opened,
            )

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

    def _original(self, item: QuestionItem) -> JsonObject | None:
        """The arguments of a call before the user changed them; None where they are not known."""
        known = self._before.originals.get(item.call.id)
        return item.call.arguments if known is None and not item.edited else known

    def _shown_details(self) -> list[tuple[QuestionItem, ItemDetail]]:
        if self.details:
            return [(self._question.items[0], self.details[0])]
        return [(row.item, row.detail) for row in self.rows if row.detail is not None]

    def _open_details(self) -> list[ItemDetail]:
        return [detail for _, detail in self._shown_details()]

    def _changing(self) -> bool:
        """True while something lies changed, or open to be changed, that was not shown yet."""
        return any(detail.editing or detail.revision is not None for detail in self._open_details())

    def _wrong(self) -> bool:
        return any(detail.wrong for detail in self._open_details())

    def _switched(self) -> None:
        """A switch is shown at once, unless a text is being changed: then both are shown together."""
        if any(detail.editing for detail in self._open_details()):
            self._count()
        else:
            self.look()

    def _included(self) -> list[QuestionItem]:
        """The calls that a yes would cover."""
        if self.rows:
            return [row.item for row in self.rows if row.included]
        return [item for item in self._question.items if words.can_be_shown(item)]

    def _can_grant(self) -> bool:
        few = len(self._question.items) <= DETAILS_MAX
        return bool(self._included()) and few and not self._prepares and not self._changing()

    def _fresh(self) -> bool:
        return self._clock() - self._shown_at < GUARD_S

    def _count(self) -> None:
        """Have the words of each yes say how many calls are checked, and the card what they would send."""
        kept, can_grant = self._included() if self.rows else None, self._can_grant()
        going = self._question.items if kept is None else kept
        self._sends_private = any(labels.quotes_private(item.verdict) for item in going)
        self.private.setVisible(self._sends_private)
        self._describe()
        self._footer.show_words(kept, enabled=can_grant)
        changing = self._changing()
        asked = any(detail.revision is not None for detail in self._open_details())
        self._footer.show_look(changing, enabled=asked and not self._wrong() and not self._prepares)

    def _describe(self) -> None:
        parts = [reason.text() for reason in self.reasons]
        if self._sends_private:
            parts.append(self.private.text())
        total = len(self._question.items)
        for number, item in enumerate(self._question.items, 1):
            if total > 1:
                parts.append(f"{words.place(number, total)}: {words.content(item, words.SPOKEN_CONTENT)}.")
            parts += words.spoken_fields(item)
            parts.append(": ".join(words.without_it(item)))
            parts += [sentence for _, sentence in words.ways(item)]
            parts += [f"{line}." for line in hidden.spoken(item.preview)]
            parts += [self.tr("Changed by you.")] if item.edited else []
            parts += [f"{sentence}." for _, sentence in labels.verdict_lines(item.verdict)]
        self.setAccessibleName(self.heading.text())
        self.setAccessibleDescription(" ".join(parts))

    def _tick(self) -> None:
        if self._prepares:
            self.countdown.setText(self.tr("Preparing what would be sent…"))
        else:
            self.countdown.setText(words.countdown(self._remaining(), *self._position))

    def _end(self, choice: Choice) -> None:
        if not self._ended:
            self._ended = True
            self._timer.stop()
            left_out = tuple(row.item.call.id for row in self.rows if not row.included)
            self.answered.emit(self._question.id, choice, () if choice is Choice.DENY else left_out)
