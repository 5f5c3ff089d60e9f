"""What the table's place shows while there is no call to list."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label


class NoCalls(QWidget):
    """Says what will be listed here, or that the filter leaves nothing over."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._nothing_yet = True
        self._icon = IconLabel(theme, "activity", "ink_tertiary", 24)
        self._head = label("", "strong")
        self._text = label("", "small", "secondary", wrap=True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._text.setFixedWidth(380)
        self.show_all = button("", compact=True)
        column = QVBoxLayout(self)
        column.setSpacing(8)
        column.addStretch(2)
        # A row of its own, not an alignment: only so does the layout ask the text for its height.
        middle = QHBoxLayout()
        middle.addStretch()
        middle.addWidget(self._text)
        middle.addStretch()
        for part in (self._icon, self._head):
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addLayout(middle)
        column.addWidget(self.show_all, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.retranslate()

    def show_state(self, nothing_yet: bool) -> None:
        """`nothing_yet`: no call is on record at all; else the filter hides them."""
        if nothing_yet != self._nothing_yet:
            self._nothing_yet = nothing_yet
            self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.show_all.setText(self.tr("Show all calls"))
        self.show_all.setVisible(not self._nothing_yet)
        if self._nothing_yet:
            self._head.setText(self.tr("No calls yet"))
            self._text.setText(
                self.tr(
                    "Each time the assistant uses a tool, a row appears here: what ran, what left this "
                    "computer and where it went, what it cost, and which rule or answer allowed it."
                )
            )
            return
        self._head.setText(self.tr("No call matches"))
        self._text.setText(self.tr("Calls are on record, but none fits the search and the filters above."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()
