"""Where the user writes: a card that grows with its text, with one button to send or to stop."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPlainTextEdit, QVBoxLayout

from app.theme.figures import money_words
from app.theme.theme import Theme
from app.theme.widgets import button, label, put_icon, set_look
from engine.contracts import Latency, Preferences, Privacy

LINES_MAX = 9


class MessageEdit(QPlainTextEdit):
    """Several lines of plain text. Enter submits, Shift+Enter breaks the line."""

    submitted = Signal()
    focused = Signal(bool)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.setFont(theme.font("body"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setProperty("bare", True)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            if not event.isAutoRepeat():
                self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focused.emit(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.fontMetrics().lineSpacing() + 8)

    def _fit(self) -> None:
        lines = min(LINES_MAX, max(1, int(self.document().size().height())))
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + 8)


class Composer(QFrame):
    """Sends by `submitted(text)`. It holds back, and says why, while nothing can answer."""

    submitted = Signal(str)
    stop_pressed = Signal()
    preferences_pressed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._obstacle = ""
        self._blocked = False
        self._running = False
        self._preferences: Preferences | None = None
        self.setProperty("composer", "idle")
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 11, 12, 10)
        box.setSpacing(8)
        self.edit = MessageEdit(theme)
        self.edit.submitted.connect(self.send)
        self.edit.textChanged.connect(self._refresh)
        self.edit.focused.connect(lambda on: set_look(self, "composer", "focused" if on else "idle"))
        box.addWidget(self.edit)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.chip = button("", "chip")
        self.chip.clicked.connect(self.preferences_pressed)
        self.obstacle = label("", "caption", "tertiary")
        self.stop_button = button("", "plain", compact=True)
        self.stop_button.clicked.connect(self.stop_pressed)
        self.send_button = button("", "primary", compact=True)
        self.send_button.setFixedWidth(38)
        self.send_button.clicked.connect(self.send)
        for widget in (self.chip, self.obstacle):
            row.addWidget(widget)
        row.addStretch()
        row.addWidget(self.stop_button)
        row.addWidget(self.send_button)
        box.addLayout(row)
        self.setFocusProxy(self.edit)
        theme.changed.connect(self._restyle)
        self.retranslate()

    def send(self) -> None:
        """Send what is written, if there is something and nothing stands in the way."""
        text = self.edit.toPlainText().strip()
        if text and not self._blocked and not self._running:
            self.edit.clear()
            self.submitted.emit(text)

    def set_obstacle(self, sentence: str, blocks: bool = True) -> None:
        """Say what stands in the way; an empty sentence lifts it. What does not block only takes time."""
        self._obstacle = sentence
        self._blocked = bool(sentence) and blocks
        self._refresh()

    def set_running(self, running: bool) -> None:
        """Show Stop in place of Send while a turn runs."""
        self._running = running
        self._refresh()

    def set_preferences(self, preferences: Preferences) -> None:
        """Show the dials on the chip."""
        self._preferences = preferences
        self.retranslate()

    def write(self, text: str) -> None:
        """Put a text in, ready to be sent."""
        self.edit.setPlainText(text)
        self.edit.moveCursor(self.edit.textCursor().MoveOperation.End)
        self.edit.setFocus()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.edit.setPlaceholderText(self.tr("Message Sordino"))
        self.edit.setAccessibleName(self.tr("Message"))
        self.edit.setAccessibleDescription(self.tr("Enter sends, Shift and Enter break the line"))
        self.stop_button.setText(self.tr("Stop"))
        self.stop_button.setToolTip(self.tr("Stop this answer (Esc)"))
        self.send_button.setToolTip(self.tr("Send (Enter)"))
        self.send_button.setAccessibleName(self.tr("Send"))
        self.chip.setText(self._chip_words())
        self.chip.setToolTip(self.tr("Open the preferences"))
        self.chip.setAccessibleName(self.tr("Preferences: {dials}").format(dials=self._chip_words()))
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _chip_words(self) -> str:
        preferences = self._preferences
        if preferences is None:
            return self.tr("Preferences")
        if preferences.offline:
            return self.tr("Offline")
        privacy = {
            Privacy.LOCAL_ONLY: self.tr("Local only"),
            Privacy.CAREFUL: self.tr("Careful"),
            Privacy.ASK: self.tr("Ask"),
            Privacy.RELAXED: self.tr("Relaxed"),
        }[preferences.privacy]
        if preferences.privacy is Privacy.LOCAL_ONLY:
            return privacy
        latency = {
            Latency.PATIENT: self.tr("Patient"),
            Latency.BALANCED: self.tr("Balanced"),
            Latency.FAST: self.tr("Fast"),
        }[preferences.latency]
        cap = self.tr("free tools only")
        if preferences.caps.day:
            whole, rest = divmod(preferences.caps.day, 1_000_000)
            cap = self.tr("{sum} a day").format(
                sum=money_words(preferences.caps.day) if rest else f"${whole}"
            )
        return f"{privacy} · {latency} · {cap}"

    def _refresh(self) -> None:
        ready = bool(self.edit.toPlainText().strip()) and not self._blocked
        self.send_button.setVisible(not self._running)
        self.stop_button.setVisible(self._running)
        self.send_button.setEnabled(ready)
        self.obstacle.setText("" if self._running else self._obstacle)
        color = "background" if ready else "ink_tertiary"
        self.send_button.setIcon(self._theme.icon("arrow-up", color))

    def _restyle(self) -> None:
        offline = self._preferences is not None and self._preferences.offline
        put_icon(self.chip, self._theme, "lock" if offline else "sliders", gap=5)
        put_icon(self.stop_button, self._theme, "stop", "ink")
        self.edit.setFont(self._theme.font("body"))
        self._refresh()
