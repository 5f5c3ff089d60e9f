"""The three dials with their names, their stops and what each stop means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.preferences.caps import CUSTOM, PRESETS, stop_of
from app.preferences.caps_fields import CapsFields, each
from app.preferences.dial_card import DialCard
from app.preferences.limits import LATENCY, PRIVACY, cost_stops, latency_stops, privacy_stops
from app.preferences.words import span_words
from app.theme.figures import count_words, dollars
from app.theme.plain import one_line
from app.theme.theme import Theme
from engine.contracts import Latency, Money, Preferences, Privacy
from engine.policy.preferences import BOUNDS
from engine.policy.views import FREE_TO_CHOOSE, Locks


class Dials(QWidget):
    """Privacy, latency and cost. Each signal brings what the user has settled on.

    `hovering` brings the preferences of the stop under a knob that is being dragged, and None once it was
    let go: nothing of it is in force.
    """

    privacy_chosen = Signal(object)
    latency_chosen = Signal(object)
    caps_chosen = Signal(object)
    hovering = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._preferences = Preferences()
        self._under_knob: Preferences | None = None
        self._locks = FREE_TO_CHOOSE
        self._spent: tuple[Money, Money] | None = None
        self._custom = False
        self.privacy = DialCard(theme, len(PRIVACY))
        self.latency = DialCard(theme, len(LATENCY))
        self.cost = DialCard(theme, len(PRESETS) + 1)
        self.caps = CapsFields()
        self.caps.hide()
        self.cost.column.addWidget(self.caps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self.privacy, self.latency, self.cost):
            column.addWidget(part)
        self._connect()
        self.show_preferences(self._preferences)

    def show_preferences(self, preferences: Preferences) -> None:
        """Put the dials where `preferences` has them."""
        self._preferences = preferences
        self.privacy.dial.show_stop(PRIVACY.index(preferences.privacy))
        self.latency.dial.show_stop(LATENCY.index(preferences.latency))
        stop = stop_of(preferences.caps)
        self._custom = self._custom or stop == CUSTOM
        self.cost.dial.show_stop(CUSTOM if self._custom else stop)
        self.caps.show_caps(preferences.caps)
        self.caps.setVisible(self._custom)
        self.retranslate()

    def show_spent(self, day: Money, month: Money) -> None:
        """Say what was spent since the UTC day and month began."""
        self._spent = (day, month)
        self.retranslate()

    def show_locks(self, locks: Locks) -> None:
        """Lock what an organisation has settled."""
        if locks != self._locks:
            self._locks = locks
            self.caps.bound(locks.caps, locks.organisation)
            self.caps.setEnabled("caps" not in locks.fixed)
            self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        shown = self._under_knob or self._preferences
        self._show_locks()
        privacy = (self.tr("Local only"), self.tr("Careful"), self.tr("Ask"), self.tr("Relaxed"))
        self.privacy.set_texts(self.tr("Privacy"), privacy, self._privacy_note(shown.privacy))
        latency = (self.tr("Patient"), self.tr("Balanced"), self.tr("Fast"))
        note, tip = self._latency_note(shown.latency)
        self.latency.set_texts(self.tr("Low latency"), latency, note, tip)
        cost = (self.tr("Free"), self.tr("$0.50 a day"), self.tr("$2 a day"), self.tr("Custom"))
        note, tip = self._cost_note(shown)
        self.cost.set_texts(self.tr("Cost cap"), cost, note, tip)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _connect(self) -> None:
        self.privacy.dial.moved.connect(lambda stop: self.privacy_chosen.emit(PRIVACY[stop]))
        self.latency.dial.moved.connect(lambda stop: self.latency_chosen.emit(LATENCY[stop]))
        self.cost.dial.moved.connect(self._cost_moved)
        self.caps.edited.connect(self.caps_chosen)
        at_stop: dict[DialCard, Callable[[int], Preferences]] = {
            self.privacy: lambda stop: replace(self._preferences, privacy=PRIVACY[stop]),
            self.latency: lambda stop: replace(self._preferences, latency=LATENCY[stop]),
            self.cost: lambda stop: replace(
                self._preferences, caps=self._preferences.caps if stop == CUSTOM else PRESETS[stop]
            ),
        }
        for card, preferences in at_stop.items():
            card.dial.hovering.connect(partial(self._hover, preferences))

    def _hover(self, at_stop: Callable[[int], Preferences], stop: int) -> None:
        self._under_knob = None if stop < 0 else at_stop(stop)
        self.retranslate()
        self.hovering.emit(self._under_knob)

    def _show_locks(self) -> None:
        locks = self._locks
        cost = cost_stops(locks)
        for card, dial, stops in (
            (self.privacy, "privacy", privacy_stops(locks)),
            (self.latency, "latency", latency_stops(locks)),
            (self.cost, "caps", cost),
        ):
            fixed = dial in locks.fixed
            held = fixed or bool(stops) or (dial == "caps" and locks.caps is not None)
            by = self.tr("Set by {organisation}").format(organisation=one_line(locks.organisation, 60))
            card.show_lock(by if held else "", stops, fixed=fixed)

    def _privacy_note(self, privacy: Privacy) -> str:
        return {
            Privacy.LOCAL_ONLY: self.tr("Nothing leaves this computer"),
            Privacy.CAREFUL: self.tr("Private data stays, the rest asks"),
            Privacy.ASK: self.tr("Whatever leaves asks first"),
            Privacy.RELAXED: self.tr("A yes may hold for a conversation or an hour"),
        }[privacy]

    def _latency_note(self, latency: Latency) -> tuple[str, str]:
        """What the stop allows: a step at a glance, the rest to be read on hovering."""
        bounds = BOUNDS[latency]
        step, turn = span_words(bounds.step_s), span_words(bounds.turn_s)
        note = self.tr("About {time} a step at most").format(time=step)
        if not bounds.thinking_tokens:
            text = self.tr("A step may take {step}, an answer {turn}; thinking may take as long as it likes.")
            return note, text.format(step=step, turn=turn)
        text = self.tr("A step may take {step}, an answer {turn}; the model thinks {count} tokens at most.")
        return note, text.format(step=step, turn=turn, count=count_words(bounds.thinking_tokens))

    def _cost_note(self, shown: Preferences) -> tuple[str, str]:
        """What was spent, or while nothing is known of it what a call may cost."""
        free = not min(each(shown.caps))
        only_free = self.tr("Only free tools")
        most = only_free if free else self.tr("At most ${call} a call").format(call=dollars(shown.caps.call))
        if self._spent is None or self._under_knob is not None:
            return most, ""
        day, month = self._spent
        if free and not day:
            return most, ""
        text = self.tr("Spent this month: ${month}").format(month=dollars(month))
        return self.tr("Spent today: ${day}").format(day=dollars(day)), text

    def _cost_moved(self, stop: int) -> None:
        self._custom = stop == CUSTOM
        self.caps.setVisible(self._custom)
        if stop != CUSTOM:
            self.caps_chosen.emit(PRESETS[stop])
