"""A dial under its name, with a note on what its stop means and a lock where an organisation holds it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from app.preferences.dial import Dial
from app.theme.theme import Theme
from app.theme.widgets import ElidedLabel, IconLabel, label


class DialCard(QFrame):
    """One dial. What is said of a lock is read out with the dial's name."""

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
        self.lock = IconLabel(theme, "lock", "ink_secondary", 14)
        self.held = label("", "caption", "secondary", wrap=True)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addWidget(self._name)
        head.addWidget(self.note, 1)
        below = QHBoxLayout()
        below.setSpacing(6)
        below.addWidget(self.lock, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.held, 1)
        self.column.addLayout(head)
        self.column.addWidget(self.dial)
        self.column.addLayout(below)
        self.show_lock("", frozenset(), fixed=False)

    def set_texts(self, name: str, stops: tuple[str, ...], note: str, tip: str = "") -> None:
        """Name the dial and its stops, and say what the stop under the knob means."""
        self._name.setText(name)
        self.dial.setAccessibleName(f"{name}. {self.held.text()}" if self.held.text() else name)
        self.dial.set_names(stops)
        self.note.set_text(note)
        self.note.setToolTip(tip)

    def show_lock(self, held: str, stops: frozenset[int], *, fixed: bool) -> None:
        """Lock some stops, or the whole dial where it is `fixed`; `held` says by whom."""
        self.dial.lock(stops)
        self.dial.setEnabled(not fixed)
        self.held.setText(held)
        self.held.setVisible(bool(held))
        self.lock.setVisible(bool(held))
