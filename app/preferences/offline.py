"""The offline switch, and the proof beside it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.engine_words import in_words
from app.preferences.proof import ProofView
from app.preferences.section import Section
from app.preferences.switch import Switch
from app.theme.plain import one_line, visible
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, label
from engine.cloud import OfflineProof
from engine.policy.views import Locks


class OfflineSection(Section):
    """`turned` brings True or False when the user turns the switch; `proof_wanted` asks for the self-test.

    `told` fires once there is more of the self-test to be seen.
    """

    turned = Signal(bool)
    proof_wanted = Signal()
    told = Signal()

    def __init__(self, theme: Theme) -> None:
        self.switch, self.prove = Switch(theme), button("", compact=True)
        aside = QWidget()
        beside = QHBoxLayout(aside)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(12)
        beside.addWidget(self.prove)
        beside.addWidget(self.switch)
        super().__init__(aside)
        self._online: bool | None = None
        self._locked = False
        self._fixed = self._held_on = False
        self._organisation = ""
        self._in_force = False
        self._enforcement = ""
        self._held = label("", "caption", "local", wrap=True)
        self.by = label("", "caption", "secondary", wrap=True)
        self._lock = IconLabel(theme, "lock", "ink_secondary", 14)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._lock, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.by, 1)
        self.column.addLayout(line)
        self.column.addWidget(self._held)
        self.proof = ProofView(theme)
        self.column.addWidget(self.proof)
        self.prove.clicked.connect(self._prove)
        self.switch.clicked.connect(self.turned)
        self.retranslate()

    def show_offline(self, offline: bool) -> None:
        """Show what is in force."""
        self._in_force = offline
        self._show()

    def show_network(self, online: bool, locked: bool, enforcement: str) -> None:
        """`locked`: offline for this run, whatever the settings say. `enforcement` says what holds.

        A proof is about the state that it was made in: once that changes it is shown no more.
        """
        if self._online is not None and online is not self._online and self.proof.proof:
            self.proof.show_proof(None)
        self._online, self._locked, self._enforcement = online, locked, enforcement
        self.retranslate()

    def show_proof(self, proof: OfflineProof) -> None:
        """Show what the self-test found."""
        wanted = not self.prove.isEnabled()
        self.prove.setEnabled(True)
        self.proof.show_proof(proof)
        if wanted:
            self.told.emit()

    def show_locks(self, locks: Locks) -> None:
        """Hold the switch where an organisation has settled it."""
        self._held_on, self._fixed = locks.offline, locks.offline or "offline" in locks.fixed
        self._organisation = locks.organisation
        self.retranslate()

    def settle(self) -> None:
        """No proof is waited for any more."""
        if not self.prove.isEnabled():
            self.prove.setEnabled(True)
            self.proof.show_proof(None)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        explained = self.tr("While this is on, no process of Sordino can open a connection.")
        if self._locked:
            explained = self.tr("Sordino was started offline. Start it without --offline to change this.")
        by = self.tr("Set by {organisation}").format(organisation=one_line(self._organisation, 60))
        self.set_texts(self.tr("Offline"), explained)
        self.switch.setAccessibleName(self.tr("Offline"))
        self.prove.setText(self.tr("Prove it"))
        self.prove.setAccessibleName(self.tr("Prove that nothing can get out"))
        self.prove.setToolTip(
            self.tr("Tries every way out from every kind of process, and shows what came of it")
        )
        self.switch.setAccessibleDescription(by if self._fixed else "")
        self.by.setText(by)
        self.by.setVisible(self._fixed)
        self._lock.setVisible(self._fixed)
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _prove(self) -> None:
        self.prove.setEnabled(False)
        self.proof.wait()
        self.told.emit()
        self.proof_wanted.emit()

    def _show(self) -> None:
        self.switch.setChecked(self._in_force or self._locked or self._held_on)
        self.switch.setEnabled(not (self._locked or self._fixed))
        self._held.setText(in_words(visible(self._enforcement)))
        self._held.setVisible(bool(self._enforcement))
