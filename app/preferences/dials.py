"""The three dials with their names, their stops and what each stop means."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.preferences import amounts
from app.preferences.caps import CUSTOM, PRESETS, stop_of
from app.preferences.dial import Dial
from app.theme.figures import dollars
from app.theme.theme import Theme
from app.theme.widgets import ElidedLabel, label
from engine.contracts import Caps, Latency, Money, Preferences, Privacy

PRIVACY = tuple(Privacy)
LATENCY = tuple(Latency)


class DialCard(QFrame):
    """One dial under its name, with a note on what the chosen stop means."""

    def __init__(self, theme: Theme, stops: int) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 14, 20, 12)
        self.column.setSpacing(8)
        self._name = label("", "strong")
        self.note = ElidedLabel("", "small", "secondary")
        self.note.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.dial = Dial(theme, stops)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._name)
        head.addWidget(self.note, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.dial)

    def set_texts(self, name: str, stops: tuple[str, ...], note: str) -> None:
        """Name the dial and its stops, and say what the stop in force means."""
        self._name.setText(name)
        self.dial.setAccessibleName(name)
        self.dial.set_names(stops)
        self.note.set_text(note)


class CapsFields(QWidget):
    """The four caps as fields. `edited` brings Caps that are all valid."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown = Caps()
        self.fields = tuple(QLineEdit() for _ in range(4))
        self._captions = tuple(label("", "caption", "tertiary") for _ in range(4))
        self.problem = label("", "caption", "denied", wrap=True)
        self.problem.hide()
        self._hint = label("", "caption", "tertiary", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for number, (field, caption) in enumerate(zip(self.fields, self._captions, strict=True)):
            grid.addWidget(caption, 0, number)
            grid.addWidget(field, 1, number)
            field.setMinimumWidth(48)
            field.editingFinished.connect(self._finished)
        grid.addWidget(self.problem, 2, 0, 1, 4)
        grid.addWidget(self._hint, 3, 0, 1, 4)
        self.retranslate()

    def show_caps(self, caps: Caps) -> None:
        """Show what is in force, but leave a field alone that is being written in."""
        self._shown = caps
        for field, amount in zip(self.fields, _amounts(caps), strict=True):
            if not field.hasFocus():
                field.setText(amounts.show(amount))
        self.problem.hide()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        names = (self.tr("A call"), self.tr("A conversation"), self.tr("A day"), self.tr("A month"))
        for field, caption, name in zip(self.fields, self._captions, names, strict=True):
            caption.setText(name)
            field.setAccessibleName(self.tr("Most that may be spent: {per}").format(per=name))
        self._hint.setText(self.tr("US dollars. The tightest of the four holds; 0 means free tools only."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _finished(self) -> None:
        try:
            call, conversation, day, month = (amounts.parse(field.text()) for field in self.fields)
        except ValueError:
            self.problem.setText(self.tr("Write an amount such as 0.05 in each field."))
            self.problem.show()
            return
        self.problem.hide()
        caps = Caps(call, conversation, day, month)
        if caps != self._shown:
            self._shown = caps
            self.edited.emit(caps)


class Dials(QWidget):
    """Privacy, latency and cost. Each signal brings what the user has settled on."""

    privacy_chosen = Signal(object)
    latency_chosen = Signal(object)
    caps_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._preferences = Preferences()
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
        self.privacy.dial.moved.connect(lambda stop: self.privacy_chosen.emit(PRIVACY[stop]))
        self.latency.dial.moved.connect(lambda stop: self.latency_chosen.emit(LATENCY[stop]))
        self.cost.dial.moved.connect(self._cost_moved)
        self.caps.edited.connect(self.caps_chosen)
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

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        privacy = (self.tr("Local only"), self.tr("Careful"), self.tr("Ask"), self.tr("Relaxed"))
        self.privacy.set_texts(self.tr("Privacy"), privacy, self._privacy_note())
        latency = (self.tr("Patient"), self.tr("Balanced"), self.tr("Fast"))
        self.latency.set_texts(self.tr("Low latency"), latency, self._latency_note())
        cost = (self.tr("Free"), self.tr("$0.50 a day"), self.tr("$2 a day"), self.tr("Custom"))
        self.cost.set_texts(self.tr("Cost cap"), cost, self._cost_note())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _privacy_note(self) -> str:
        return {
            Privacy.LOCAL_ONLY: self.tr("Nothing leaves this computer"),
            Privacy.CAREFUL: self.tr("Private data stays, the rest asks"),
            Privacy.ASK: self.tr("Whatever leaves asks first"),
            Privacy.RELAXED: self.tr("Whatever leaves still asks first"),
        }[self._preferences.privacy]

    def _latency_note(self) -> str:
        return {
            Latency.PATIENT: self.tr("The model is told: take your time"),
            Latency.BALANCED: self.tr("The model is told nothing of time"),
            Latency.FAST: self.tr("The model is told: be quick"),
        }[self._preferences.latency]

    def _cost_note(self) -> str:
        caps = self._preferences.caps
        if not min(_amounts(caps)):
            return self.tr("Only free tools")
        return self.tr("At most ${call} a call").format(call=dollars(caps.call))

    def _cost_moved(self, stop: int) -> None:
        self._custom = stop == CUSTOM
        self.caps.setVisible(self._custom)
        if stop != CUSTOM:
            self.caps_chosen.emit(PRESETS[stop])


def _amounts(caps: Caps) -> tuple[Money, Money, Money, Money]:
    return caps.call, caps.conversation, caps.day, caps.month
