"""The line above the conversation: the state pill, the offline switch, and the model at work."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar

from app.engine_words import in_words
from app.preferences.standing import Expiry, ends_at, standing, wide
from app.preferences.words import host_words, moment_words
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import ElidedLabel, button, label, put_icon, set_look
from engine.contracts import Decision, Preferences, Privacy
from engine.events import (
    GrantsChanged,
    ModelFailed,
    ModelLoading,
    ModelReady,
    NetworkChanged,
    SettingsChanged,
    TextDelta,
    TurnFailed,
    TurnFinished,
)
from engine.model.port import ModelInfo
from engine.policy.views import Grant

ASKING_RULE = "ask_before_leaving"


class State(Enum):
    """What may leave this computer now: (icon, colour)."""

    UNKNOWN = ("clock", "plain")
    OFFLINE = ("lock", "local")
    CLOSING = ("warning", "denied")
    LOCAL_ONLY = ("home", "local")
    ASK = ("shield-question", "leaves")
    ELSEWHERE = ("arrow-up", "leaves")
    ALLOWED = ("external", "leaves")


@dataclass(frozen=True, slots=True)
class Known:
    """What the events have told so far; None where nothing yet."""

    preferences: Preferences | None = None
    network: NetworkChanged | None = None
    asks: bool = False
    """The rule that asks before anything leaves is in force."""
    host: str = ""
    """Where the model runs that answers; empty for this computer."""
    grants: tuple[Grant, ...] = ()
    """The yeses that hold in every conversation now."""


def state_of(known: Known) -> State:
    """The pill's state. It claims Offline only where no process that could connect exists.

    Nor does it claim that all stays here while a model elsewhere can still be reached.
    """
    preferences, network = known.preferences, known.network
    if preferences is None or network is None:
        return State.UNKNOWN
    if preferences.offline or network.locked:
        return State.CLOSING if network.online else State.OFFLINE
    if preferences.privacy is Privacy.LOCAL_ONLY:
        return State.ELSEWHERE if known.host and network.online else State.LOCAL_ONLY
    if known.host:
        return State.ELSEWHERE
    granted = bool(known.grants) and network.online
    if preferences.privacy is Privacy.RELAXED and (granted or not known.asks):
        return State.ALLOWED
    return State.ASK


class Header(QFrame):
    """Shows what the events said, nothing else."""

    preferences_pressed = Signal()
    offline_pressed = Signal()
    sidebar_pressed = Signal()
    question_pressed = Signal()
    models_pressed = Signal()

    def __init__(self, theme: Theme, clock: Callable[[], float] = time.time) -> None:
        super().__init__()
        self._theme = theme
        self._known = Known()
        self._model: ModelReady | ModelLoading | ModelFailed | None = None
        self._speed = 0.0
        self._clock = clock
        self._told: tuple[Grant, ...] = ()
        self._expiry = Expiry(self)
        self._expiry.passed.connect(self._show_grants)
        self.setFixedHeight(52)
        self.setProperty("header", True)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 0, 20, 0)
        row.setSpacing(10)
        self.sidebar_button = button("", "quiet", compact=True)
        self.sidebar_button.setFixedWidth(34)
        self.sidebar_button.clicked.connect(self.sidebar_pressed)
        self.title = label("", "title")
        self.title.hide()
        self.pill = button("", "pill")
        self.pill.clicked.connect(self.preferences_pressed)
        self.offline_button = button("", "quiet", compact=True)
        self.offline_button.clicked.connect(self.offline_pressed)
        self.caption = ElidedLabel("", "caption", "tertiary")
        self.question_button = button("", "pill")
        self.question_button.clicked.connect(self.question_pressed)
        self.question_button.hide()
        self.progress = QProgressBar()
        self.progress.setFixedWidth(96)
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.model = label("", "small", "secondary")
        self.model_button = button("", "quiet", compact=True)
        self.model_button.clicked.connect(self.models_pressed)
        self.model_button.hide()
        for widget in (self.sidebar_button, self.title, self.pill, self.offline_button):
            row.addWidget(widget)
        row.insertSpacing(2, 4)
        row.addWidget(self.caption, 1)
        for other in (self.question_button, self.progress, self.model, self.model_button):
            row.addWidget(other)
        theme.changed.connect(self.refresh)
        self.refresh()

    @property
    def state(self) -> State:
        """What the pill says."""
        return state_of(self._known)

    @property
    def preferences(self) -> Preferences | None:
        """The preferences in force, once they are known."""
        return self._known.preferences

    def on_event(self, event: object) -> None:
        """Take one of engine.events; anything else is of no interest here."""
        if isinstance(event, SettingsChanged):
            asks = any(rule.id == ASKING_RULE and rule.decision is Decision.ASK for rule in event.rules)
            self._known = replace(self._known, preferences=event.settings.preferences, asks=asks)
        elif isinstance(event, NetworkChanged):
            self._known = replace(self._known, network=event)
        elif isinstance(event, GrantsChanged):
            self._told = event.grants
            self._show_grants()
            return
        elif isinstance(event, ModelReady | ModelLoading | ModelFailed):
            self._model, self._speed = event, 0.0
            if isinstance(event, ModelReady):
                self._known = replace(self._known, host=event.info.host)
        elif isinstance(event, TextDelta):
            if abs(event.tokens_per_second - self._speed) < 0.5:
                return
            self._speed = event.tokens_per_second
            self._show_model()
            return
        elif isinstance(event, TurnFinished | TurnFailed):
            self._speed = 0.0
        else:
            return
        self.refresh()

    def show_title(self, title: str) -> None:
        """Name the page that is shown; empty for the conversation."""
        self.title.setText(title)
        self.title.setVisible(bool(title))
        self._show_caption()

    def show_question(self, waiting: bool) -> None:
        """Say on another page that a question waits in the conversation."""
        self.question_button.setVisible(waiting)

    def refresh(self) -> None:
        """Draw everything anew: after an event, in another scheme, in another language."""
        icon, tone = self.state.value
        self.pill.setText(self._state_words()[0])
        self.pill.setToolTip(self._state_words()[1])
        self.pill.setAccessibleName(self.tr("State: {state}").format(state=self._state_words()[0]))
        self.pill.setAccessibleDescription(self._state_words()[1])
        put_icon(self.pill, self._theme, icon, "ink_secondary" if tone == "plain" else tone)
        set_look(self.pill, "tone", tone)
        self.sidebar_button.setIcon(self._theme.icon("sidebar"))
        self.sidebar_button.setToolTip(self.tr("Show or hide the conversations"))
        self.sidebar_button.setAccessibleName(self.tr("Conversations"))
        self.question_button.setText(self.tr("A question waits"))
        put_icon(self.question_button, self._theme, "shield-question", "leaves")
        set_look(self.question_button, "tone", "leaves")
        self.model_button.setText(self.tr("No model"))
        self._show_switch()
        self._show_caption()
        self._show_model()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.refresh()

    def _show_grants(self) -> None:
        """Keep to what holds now; what expires is forgotten when it does."""
        now = self._clock()
        self._known = replace(self._known, grants=wide(standing(self._told, now)))
        self._expiry.watch(self._known.grants, now)
        self.refresh()

    def _allowed_words(self) -> tuple[str, str]:
        grants = self._known.grants
        if not grants:
            return self.tr("Cloud allowed"), self.tr(
                "Some calls may leave this computer without a question. The rules are in Preferences."
            )
        end = ends_at(grants)
        word = self.tr("Cloud allowed until {time}").format(time=moment_words(end))
        hosts = list(dict.fromkeys(host_words(grant.host) for grant in grants))
        text = self.tr(
            "Calls to {hosts} need no further question. Whatever else would leave this computer asks."
        )
        return word if end else self.tr("Cloud allowed"), text.format(hosts=one_line(", ".join(hosts), 300))

    def _state_words(self) -> tuple[str, str]:
        return {
            State.UNKNOWN: (
                self.tr("Starting"),
                self.tr("Nothing leaves this computer while Sordino starts."),
            ),
            State.OFFLINE: (self.tr("Offline"), self.tr("No process of Sordino can reach the network.")),
            State.CLOSING: (
                self.tr("Going offline"),
                self.tr("Offline is set, but the process that can connect is still there."),
            ),
            State.LOCAL_ONLY: (self.tr("Local only"), self.tr("Only tools on this computer may be used.")),
            State.ASK: (
                self.tr("Ask before cloud"),
                self.tr("Whatever would leave this computer is shown to you first and needs your yes."),
            ),
            State.ELSEWHERE: (
                self.tr("Answers from {host}").format(host=one_line(self._known.host, 32)),
                self.tr(
                    "The model runs on {host}. Your conversation is sent there, once you have agreed to it."
                ).format(host=one_line(self._known.host, 200)),
            ),
            State.ALLOWED: self._allowed_words(),
        }[self.state]

    def _show_switch(self) -> None:
        preferences, network = self._known.preferences, self._known.network
        locked = network is not None and network.locked
        offline = preferences is not None and preferences.offline
        self.offline_button.setEnabled(preferences is not None and not locked)
        self.offline_button.setText(self.tr("Go online") if offline or locked else self.tr("Go offline"))
        tip = self.tr("Switch between offline and online (Ctrl+Shift+O)")
        if locked:
            tip = self.tr("Sordino was started offline. Start it without --offline to change this.")
        self.offline_button.setToolTip(tip)

    def _show_caption(self) -> None:
        network = self._known.network
        shown = self.state is State.OFFLINE and network is not None and not self.title.text()
        self.caption.set_text(
            one_line(in_words(network.enforcement), 300) if shown and network is not None else ""
        )
        self.caption.setToolTip(self.caption.full_text)

    def _show_model(self) -> None:
        event = self._model
        self.progress.setVisible(isinstance(event, ModelLoading))
        self.model.setVisible(not isinstance(event, ModelFailed))
        self.model_button.setVisible(isinstance(event, ModelFailed))
        self.model.setToolTip("")
        away = isinstance(event, ModelReady) and bool(event.info.host)
        set_look(self.model, "tone", "leaves" if away else "secondary")
        if isinstance(event, ModelLoading):
            percent = round(event.fraction * 100)
            self.progress.setValue(percent)
            self.progress.setAccessibleName(self.tr("Loading the model"))
            text = self.tr("Loading {name} · {percent} %")
            self.model.setText(text.format(name=one_line(event.name, 40), percent=percent))
        elif isinstance(event, ModelReady):
            info = event.info
            parts = [self._name(info), info.quantisation, "" if info.host else in_words(info.device)]
            if self._speed >= 0.5:
                parts.append(self.tr("{n} tokens/s").format(n=round(self._speed)))
            self.model.setText(" · ".join(part for part in parts if part))
            self.model.setToolTip(one_line(info.path, 400))
        elif isinstance(event, ModelFailed):
            put_icon(self.model_button, self._theme, "warning", "denied")
            self.model_button.setToolTip(one_line(in_words(event.problem), 300))

    def _name(self, info: ModelInfo) -> str:
        if not info.host:
            return one_line(info.name, 48)
        text = self.tr("{model} at {host}")
        return text.format(model=one_line(info.name, 40), host=one_line(info.host, 40))
