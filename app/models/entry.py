"""One model as a card: what it is, how it stands, what can be done with it, and the panel that asks first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from app.commands import Commands
from app.models import words
from app.models.download import DownloadPanel, Reach
from app.models.facts import HEAD, EntryFacts
from app.models.licence import LicencePanel
from app.models.panel import Panel
from app.models.progress import WorkLine
from app.models.removal import RemovalPanel
from app.models.risks import RisksPanel
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import IconLabel, button, put_icon
from engine.events import FetchProgress, FileChecked
from engine.model.port import FetchState, ModelEntry

COPIED_MS = 2_500
ICON = 20


@dataclass(frozen=True, slots=True)
class Around:
    """What a card must know beside its own model. `free` in bytes, -1 where unknown."""

    reach: Reach = Reach.OFFLINE
    free: int = -1
    folder: str = ""
    busy: bool = False
    """A model is being loaded, so no other one can be."""


class EntryCard(QFrame):
    """Asks the engine by `commands`; `load_wanted` brings the path of a file to load."""

    load_wanted = Signal(str)
    opened = Signal(object)
    """Brings the panel that has just unfolded."""

    def __init__(self, theme: Theme, commands: Commands, entry: ModelEntry, risks: Sequence[str]) -> None:
        super().__init__()
        self.entry = entry
        self._theme, self._commands, self._risks = theme, commands, tuple(risks)
        self._around = Around()
        self._fetch: FetchProgress | None = None
        self._check: FileChecked | None = None
        self._verifying = False
        self.panel: Panel | None = None
        self._opener: QPushButton | None = None
        self.setProperty("card", "true")
        self._icon = IconLabel(theme, "box", "ink_tertiary", ICON)
        self.facts = EntryFacts(entry)
        self.line = WorkLine()
        self.load = button("", compact=True)
        self.download = button("", compact=True)
        self.licence, self.verify, self.remove, self.address = (button("", "link") for _ in range(4))
        self._copied = QTimer(self)
        self._copied.setSingleShot(True)
        self._copied.setInterval(COPIED_MS)
        self._lay_out()
        self._connect()
        self._restyle()
        self.retranslate()

    def show_entry(self, entry: ModelEntry, around: Around) -> None:
        """Take what is known now; a panel that is open stays, unless what it asks about is over."""
        self.entry, self._around = entry, around
        if self._fetch is not None and self._fetch.state in (FetchState.DONE, FetchState.CANCELLED):
            self._fetch = None
        if isinstance(self.panel, DownloadPanel):
            self.panel.refresh(entry, around.reach, around.free)
        self.retranslate()

    def show_fetch(self, progress: FetchProgress) -> None:
        """Show how the download stands."""
        self._fetch = progress
        self.retranslate()

    def show_check(self, checked: FileChecked) -> None:
        """Show how far the reading of the file is, or what it found where the user has asked for it."""
        stopped, ended = checked.fraction < 0, bool(checked.sha256)
        unasked = ended and not checked.problem and not self._verifying
        self._check = None if stopped or unasked else checked
        self._verifying = self._verifying and not (stopped or ended or checked.problem)
        self.retranslate()

    def ask_risks(self, signs: Sequence[str]) -> None:
        """Show the risks of altered weights before the file is loaded."""
        self._open(
            RisksPanel(self._theme, self.entry.name, signs, self._risks), self.load, self._accept_risks
        )

    def escape(self) -> bool:
        """Close the panel; False where there is none."""
        if self.panel is None:
            return False
        self._close()
        return True

    @property
    def fetching(self) -> bool:
        """True while bytes arrive, or will without another word."""
        return self._fetch is not None and self._fetch.state in words.ACTIVE

    @property
    def in_use(self) -> bool:
        """True where the file or a part of it is here, or it is being asked about."""
        return bool(self.entry.path or self.entry.arrived) or self.fetching or self.panel is not None

    def text(self) -> str:
        """All words that the card shows, line by line."""
        parts = [self.facts.text(), self.line.words.text() if not self.line.isHidden() else ""]
        return "\n".join(part for part in parts if part)

    def retranslate(self) -> None:
        """Take the texts of the language in force, and what has changed."""
        entry, name = self.entry, visible(self.entry.name)
        self.facts.show_entry(entry)
        self._icon.show_icon("box", "local" if entry.path else "ink_tertiary")
        self._show_line()
        arrived = bool(entry.arrived) or self._fetch is not None
        for one, text, spoken in (
            (self.load, self.tr("Load"), self.tr("Load {name}")),
            (self.download, self.tr("Download…"), self.tr("Download {name}")),
            (self.licence, self.tr("Licence"), self.tr("Licence of {name}")),
            (self.verify, self.tr("Verify"), self.tr("Verify {name}")),
            (self.remove, self.tr("Remove…"), self.tr("Remove {name}")),
        ):
            one.setText(text)
            one.setAccessibleName(spoken.format(name=name))
        self.load.setVisible(bool(entry.path) and not entry.loaded)
        self.load.setEnabled(not self._around.busy)
        self.download.setVisible(entry.fetchable and not entry.path and not arrived)
        checking = self._check is not None and not (self._check.sha256 or self._check.problem)
        self.verify.setVisible(bool(entry.path) and not checking)
        self.remove.setVisible(self._can_remove() and not checking)
        self.licence.setVisible(bool(entry.licence))
        self._show_address()
        self.setAccessibleName(f"{name}, {self.facts.state.text()}")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _can_remove(self) -> bool:
        """Only what lies in the models folder, and is not in use."""
        folder = self._around.folder.rstrip("/")
        inside = bool(folder) and self.entry.path.startswith(folder + "/")
        return inside and not self.entry.loaded

    def _show_line(self) -> None:
        self.line.rename(visible(self.entry.name))
        fetch = self._fetch
        if fetch is None and self.entry.arrived and not self.entry.path:
            fetch = FetchProgress(self.entry.id, FetchState.PAUSED, self.entry.arrived, self.entry.size)
        if fetch is not None and fetch.state not in (FetchState.DONE, FetchState.CANCELLED):
            failed = fetch.state is FetchState.FAILED
            held = fetch.state in (FetchState.PAUSED, FetchState.FAILED)
            can_pause = fetch.state in words.ACTIVE and fetch.state is not FetchState.CHECKING
            fraction = fetch.done / fetch.total if fetch.total > 0 else 0.0
            self.line.show_work(
                words.fetch_words(fetch),
                None if failed and not fetch.done else fraction,
                "denied" if failed else "secondary",
                can_pause=can_pause,
                can_resume=held,
                can_cancel=not failed or bool(fetch.done),
                again=failed and not fetch.done,
            )
            self.line.resume.setEnabled(self._around.reach is Reach.ONLINE)
            self.line.resume.setToolTip("" if self.line.resume.isEnabled() else self.tr("Go online first"))
        elif self._check is not None:
            text, tone = words.check_words(self._check, self.entry.sha256 if self.entry.fetchable else "")
            done = bool(self._check.sha256 or self._check.problem)
            self.line.show_work(text, None if done else self._check.fraction, tone, can_cancel=not done)
        else:
            self.line.hide()
            return
        self.line.show()

    def _show_address(self) -> None:
        url = visible(self.entry.card_url)
        self.address.setVisible(bool(url))
        copied = self._copied.isActive()
        self.address.setText(self.tr("Address copied") if copied else self.tr("Copy model card address"))
        self.address.setToolTip(url)
        self.address.setAccessibleName(self.tr("Copy the address of the model card: {url}").format(url=url))

    def _copy_address(self) -> None:
        QGuiApplication.clipboard().setText(self.entry.card_url)
        self._copied.start()
        self._show_address()

    def _ask_download(self) -> None:
        panel = DownloadPanel(self._theme, self.entry, self._around.reach, self._around.free)
        self._open(panel, self.download, self._begin)

    def _read_licence(self) -> None:
        panel = LicencePanel(self._theme, self.entry)
        self._open(panel, self.licence, self._close)

    def _ask_removal(self) -> None:
        self._open(RemovalPanel(self.entry), self.remove, self._remove)

    def _begin(self) -> None:
        self._close()
        if not self.entry.licence_accepted:
            self._commands.accept_licence(self.entry.id)
        self._commands.fetch_model(self.entry.id)

    def _resume(self) -> None:
        if self.entry.licence_accepted:
            self._commands.fetch_model(self.entry.id)
        else:
            self._ask_download()

    def _verify(self) -> None:
        self._verifying = True
        self._commands.verify_model(self.entry.path)

    def _remove(self) -> None:
        self._close()
        self._check = None
        self._commands.remove_model(self.entry.path)

    def _accept_risks(self) -> None:
        self._close()
        self._commands.accept_risks(self.entry.path)

    def _cancel(self) -> None:
        if self._fetch is None and self._check is not None:
            self._commands.stop_reading(self.entry.path)
        else:
            self._commands.cancel_fetch(self.entry.id)

    def _wish_load(self) -> None:
        if self.entry.altered and not self.entry.risks_accepted:
            self.ask_risks(self.entry.altered)
        else:
            self.load_wanted.emit(self.entry.path)

    def _open(self, panel: Panel, opener: QPushButton, agreed: object) -> None:
        if self.panel is not None and type(self.panel) is type(panel):
            panel.deleteLater()
            self._close()
            return
        self._close()
        self.panel, self._opener = panel, opener
        panel.closed.connect(self._close)
        panel.agreed.connect(agreed)
        self._slot.addWidget(panel)
        panel.show()
        panel.take_focus()
        self.opened.emit(panel)

    def _close(self) -> None:
        panel, self.panel = self.panel, None
        if panel is None:
            return
        had_focus = panel.isAncestorOf(QGuiApplication.focusObject())  # type: ignore[arg-type]
        self._slot.removeWidget(panel)
        panel.hide()
        panel.deleteLater()
        if had_focus and self._opener is not None and self._opener.isVisible():
            self._opener.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect(self) -> None:
        self.load.clicked.connect(self._wish_load)
        self.download.clicked.connect(self._ask_download)
        self.licence.clicked.connect(self._read_licence)
        self.remove.clicked.connect(self._ask_removal)
        self.verify.clicked.connect(self._verify)
        self.address.clicked.connect(self._copy_address)
        self.line.pause_pressed.connect(lambda: self._commands.pause_fetch(self.entry.id))
        self.line.resume_pressed.connect(self._resume)
        self.line.cancel_pressed.connect(self._cancel)
        self._copied.timeout.connect(self._show_address)
        self._theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        put_icon(self.address, self._theme, "copy", "ink_tertiary", size=14, gap=4)

    def _lay_out(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        outer = QHBoxLayout()
        outer.setContentsMargins(17, 9, 17, 12)
        outer.setSpacing(14)
        holder = QVBoxLayout()
        holder.setContentsMargins(0, (HEAD - ICON) // 2, 0, 0)
        holder.addWidget(self._icon)
        holder.addStretch(1)
        outer.addLayout(holder)
        column = QVBoxLayout()
        column.setSpacing(4)
        self.facts.place(self.load, self.download)
        column.addWidget(self.facts)
        column.addWidget(self.line)
        row = QHBoxLayout()
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(16)
        for one in (self.licence, self.verify, self.remove, self.address):
            one.setProperty("flush", True)
            row.addWidget(one)
        row.addStretch(1)
        column.addLayout(row)
        outer.addLayout(column, 1)
        whole.addLayout(outer)
        self._slot = QVBoxLayout()
        whole.addLayout(self._slot)
