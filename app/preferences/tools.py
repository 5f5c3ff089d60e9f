"""Hard limits, tool by tool: what each does and sends, what is missed without it, and a switch."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.engine_words import in_words
from app.preferences.section import Section
from app.preferences.switch import Switch
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, label, rule
from engine.contracts import ToolSpec
from engine.policy.views import FREE_TO_CHOOSE, Locks

NAME_LIMIT = 60
TEXT_LIMIT = 240
_FIRST = re.compile(r"(.+?[.!?。！？])(?:\s|$)", re.DOTALL)


def first_sentence(text: str) -> str:
    """The first sentence of a description, whole where there is no end of one."""
    found = _FIRST.match(text.strip())
    return found[1] if found else text.strip()


class ToolRow(QWidget):
    """One tool. What a tool server wrote of itself stands here as plain text, clipped."""

    def __init__(self, theme: Theme, spec: ToolSpec) -> None:
        super().__init__()
        self.spec = spec
        name = one_line(spec.name, NAME_LIMIT)
        leaves = spec.reach.leaves
        self.switch = Switch(theme)
        self.switch.setAccessibleName(self.tr("Never use {tool}").format(tool=name))
        self.held = label("", "caption", "secondary")
        self.lock = IconLabel(theme, "lock", "ink_secondary", 14)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(IconLabel(theme, "external" if leaves else "home", "leaves" if leaves else "local"))
        head.addWidget(label(name, "small-strong"))
        head.addStretch(1)
        head.addWidget(self.lock)
        head.addWidget(self.held)
        head.addWidget(self.switch)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(1)
        column.addWidget(rule())
        column.addSpacing(5)
        column.addLayout(head)
        for text in self._facts():
            column.addWidget(label(text, "caption", "tertiary", wrap=True))

    def show_blocked(self, blocked: bool, held: str) -> None:
        """Turn the switch; `held` says who locked it, empty where nobody did."""
        self.switch.setChecked(blocked)
        self.switch.setEnabled(not held)
        self.switch.setAccessibleDescription(held)
        self.held.setText(held or (self.tr("Never used") if blocked else ""))
        self.lock.setVisible(bool(held))

    def _facts(self) -> list[str]:
        spec = self.spec
        told = [one_line(in_words(first_sentence(spec.description)), TEXT_LIMIT)]
        if spec.reach.leaves:
            sends = one_line(in_words(spec.sends), TEXT_LIMIT) or self.tr("its arguments")
            told.append(self.tr("Sends: {what}").format(what=sends))
        if spec.without_it:
            without = one_line(in_words(spec.without_it), TEXT_LIMIT)
            told.append(self.tr("Without it: {what}").format(what=without))
        return [text for text in told if text]


class ToolsSection(Section):
    """`blocked` brings the names of all tools that are never to be used, after a switch was turned."""

    blocked = Signal(tuple)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._tools: tuple[ToolSpec, ...] = ()
        self._blocked: tuple[str, ...] = ()
        self._locks = FREE_TO_CHOOSE
        self.rows: list[ToolRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(9)
        self.column.addLayout(self._list)
        self.retranslate()

    def show_tools(self, tools: Sequence[ToolSpec], locks: Locks) -> None:
        """Show all tools there are, those that leave first, and lock what an organisation has settled."""
        order = tuple(sorted(tools, key=lambda spec: not spec.reach.leaves))
        self._locks = locks
        if order != self._tools:
            self._tools = order
            self._fill()
        self._show()

    def show_blocked(self, blocked: Sequence[str]) -> None:
        """Show which tools are never used."""
        self._blocked = tuple(blocked)
        self._show()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.set_texts(
            self.tr("Hard limits"),
            self.tr("Turn a switch on, and that tool is never used, whatever the dials say."),
        )
        self._fill()
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [ToolRow(self._theme, spec) for spec in self._tools]
        for row in self.rows:
            self._list.addWidget(row, 0, Qt.AlignmentFlag(0))
            row.switch.clicked.connect(self._turned)

    def _show(self) -> None:
        self.setVisible(bool(self._tools))
        by = self.tr("Set by {organisation}").format(organisation=one_line(self._locks.organisation, 60))
        fixed = "blocked" in self._locks.fixed
        for row in self.rows:
            locked = row.spec.name in self._locks.blocked
            row.show_blocked(locked or row.spec.name in self._blocked, by if locked or fixed else "")

    def _turned(self) -> None:
        listed = {row.spec.name: row.switch.isChecked() for row in self.rows}
        elsewhere = [name for name in self._blocked if name not in listed]
        self.blocked.emit((*elsewhere, *sorted(name for name, on in listed.items() if on)))
