"""Yeses that cover further calls: what they cover, until when, and how they are taken back."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection, Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.preferences.section import Section
from app.preferences.standing import Expiry, rests, standing
from app.preferences.words import end_hint, grant_end, grant_facts, host_words
from app.theme.plain import one_line
from app.theme.widgets import ElidedLabel, button, label, rule
from engine.contracts import Choice, DataClass, Privacy
from engine.policy.views import FREE_TO_CHOOSE, Grant, Locks

KEEPABLE = frozenset({Choice.CONVERSATION, Choice.HOUR, Choice.HOST})
NEVER_KEPT = frozenset({DataClass.PRIVATE, DataClass.BOTH})


class GrantRow(QWidget):
    """One grant with its end, Revoke, and where it may be, Keep."""

    def __init__(self, grant: Grant, *, keep: bool, resting: bool) -> None:
        super().__init__()
        where = host_words(grant.host)
        tool = one_line(grant.tool, 60)
        self.name = ElidedLabel(f"{where} · {tool}" if where else tool, "small-strong", "")
        self.name.setToolTip(self.name.full_text)
        self.end = label(grant_end(grant, resting=resting), "small", "secondary", wrap=resting)
        self.end.setToolTip(end_hint(grant, resting=resting))
        self.end.setAccessibleDescription(self.end.toolTip())
        self.revoke = button(self.tr("Revoke"), "link")
        self.revoke.setProperty("tone", "denied")
        self.revoke.setAccessibleName(self.tr("Revoke {grant}").format(grant=self.name.full_text))
        self.keep: QPushButton | None = None
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(self.name, 1)
        if not resting:
            top.addWidget(self.end)
        top.addWidget(self.revoke)
        bottom = QHBoxLayout()
        bottom.setSpacing(12)
        bottom.addWidget(label(grant_facts(grant), "caption", "tertiary", wrap=True), 1)
        if keep:
            self.keep = button(self.tr("Keep until revoked"), "link")
            self.keep.setAccessibleName(
                self.tr("Keep {grant} until revoked").format(grant=self.name.full_text)
            )
            bottom.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(rule())
        column.addSpacing(6)
        column.addLayout(top)
        if resting:
            column.addWidget(self.end)
        column.addLayout(bottom)


class GrantsSection(Section):
    """`revoked` brings a grant's id, empty for all; `kept` the id of one to hold until it is revoked."""

    revoked = Signal(str)
    kept = Signal(str)

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self.revoke_all = button("", "link")
        super().__init__(self.revoke_all)
        self._clock = clock
        self._told: tuple[Grant, ...] = ()
        self._widest = FREE_TO_CHOOSE.widest
        self._privacy = Privacy.RELAXED
        self._tools: frozenset[str] = frozenset()
        self.rows: list[GrantRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._none = label("", "small", "secondary", wrap=True)
        self.column.addLayout(self._list)
        self.column.addWidget(self._none)
        self._expiry = Expiry(self)
        self._expiry.passed.connect(self._fill)
        self.revoke_all.clicked.connect(lambda: self.revoked.emit(""))
        self.retranslate()

    def show_grants(self, grants: Sequence[Grant]) -> None:
        """Show what is in force; what expires goes away by itself."""
        self._told = tuple(grants)
        self._fill()

    def show_locks(self, locks: Locks) -> None:
        """Offer to keep a grant only where the organisation lets one hold so long."""
        if locks.widest is not self._widest:
            self._widest = locks.widest
            self._fill()

    def show_privacy(self, privacy: Privacy, tools: Collection[str]) -> None:
        """Mark what rests under this privacy. `tools` are the names of all tools there are."""
        if (privacy, frozenset(tools)) != (self._privacy, self._tools):
            self._privacy, self._tools = privacy, frozenset(tools)
            self._fill()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.set_texts(
            self.tr("Grants in force"),
            self.tr("A yes that covers further calls. It ends at once when you revoke it."),
        )
        self._none.setText(self.tr("None: every call that asks, asks each time."))
        self.revoke_all.setText(self.tr("Revoke all"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill(self) -> None:
        now = self._clock()
        grants = standing(self._told, now)
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [self._row(grant) for grant in grants]
        for row in self.rows:
            self._list.addWidget(row)
        order = [self.revoke_all, *(part for row in self.rows for part in (row.revoke, row.keep) if part)]
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._none.setVisible(not grants)
        self.revoke_all.setVisible(len(grants) > 1)
        self._expiry.watch(grants, now)

    def _row(self, grant: Grant) -> GrantRow:
        lasting = self._widest is Choice.ALWAYS and grant.data not in NEVER_KEPT
        row = GrantRow(
            grant,
            keep=lasting and grant.scope in KEEPABLE,
            resting=rests(grant, self._privacy, self._tools),
        )
        row.revoke.clicked.connect(lambda: self.revoked.emit(grant.id))
        if row.keep is not None:
            row.keep.clicked.connect(lambda: self.kept.emit(grant.id))
        return row
