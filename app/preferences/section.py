"""A card of the page: a name, a line that explains, and what belongs to it."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.theme.widgets import label


class Section(QFrame):
    """Subclasses add their widgets to `column` and name themselves with `set_texts`."""

    def __init__(self, aside: QWidget | None = None) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 14, 20, 16)
        self.column.setSpacing(8)
        self._name = label("", "strong")
        self._explained = label("", "caption", "tertiary", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(self._name)
        words.addWidget(self._explained)
        head = QHBoxLayout()
        head.setSpacing(16)
        head.addLayout(words, 1)
        if aside is not None:
            head.addWidget(aside)
        self.column.addLayout(head)

    def set_texts(self, name: str, explained: str) -> None:
        """The section's name, and a sentence or two under it; an empty one takes no room."""
        self._name.setText(name)
        self._explained.setText(explained)
        self._explained.setVisible(bool(explained))
