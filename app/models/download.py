"""Before a download: the licence, and what will happen."""

from __future__ import annotations

from enum import Enum

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.consent.fields import ItemFields
from app.models.licence import LicenceText
from app.models.panel import Agreement, Panel
from app.theme.figures import size_words
from app.theme.plain import one_line, visible
from app.theme.theme import Theme
from app.theme.widgets import rule
from engine.model.port import ModelEntry

MARGIN = 200_000_000
"""Bytes that must stay free beside the file, as the download itself wants them."""


class Reach(Enum):
    """Whether a download could begin, as far as the window knows."""

    ONLINE = "online"
    OFFLINE = "offline"
    LOCKED = "locked"
    LOCAL_ONLY = "local_only"
    NO_BROKER = "no_broker"


class DownloadPanel(Panel):
    """`agreed` comes only while the licence is accepted, the network is there and the disk has room."""

    def __init__(self, theme: Theme, entry: ModelEntry, reach: Reach, free: int) -> None:
        super().__init__("leaves")
        self._entry, self._reach, self._free = entry, reach, free
        self.licence = LicenceText(theme, entry)
        self.accept = Agreement(theme)
        self.accept.toggled.connect(self._update)
        self._slot = QVBoxLayout()
        self._fields: QWidget | None = None
        self.whole.addLayout(self._slot)
        self.whole.addWidget(rule())
        for part in (self.licence, self.accept):
            self.column.addWidget(part)
        self.retranslate()

    def refresh(self, entry: ModelEntry, reach: Reach, free: int) -> None:
        """Take what has changed while it is open."""
        if (entry, reach, free) != (self._entry, self._reach, self._free):
            self._entry, self._reach, self._free = entry, reach, free
            self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.licence.retranslate()
        self.accept.setText(self.tr("I have read the licence and accept it"))
        self.back.setText(self.tr("Cancel"))
        self.agree.setText(self.tr("Download"))
        self.agree.setAccessibleName(self.tr("Download {name}").format(name=visible(self._entry.name)))
        self._show_fields()
        self._update()

    def _show_fields(self) -> None:
        if self._fields is not None:
            self._slot.removeWidget(self._fields)
            self._fields.hide()
            self._fields.deleteLater()
        entry = self._entry
        unknown = self.tr("not known")
        self._fields = ItemFields(
            [
                (self.tr("Comes from"), ", ".join(one_line(host, 80) for host in entry.hosts) or unknown),
                (self.tr("File"), visible(entry.file) or unknown),
                (self.tr("Size"), size_words(entry.size)),
                (self.tr("Free here"), size_words(self._free) if self._free >= 0 else unknown),
            ]
        )
        self._slot.addWidget(self._fields)

    def _update(self) -> None:
        reason = self._reason()
        self.hold(reason)
        self.agree.setEnabled(not reason and self.accept.isChecked())

    def _reason(self) -> str:
        if self._reach is Reach.LOCKED:
            return self.tr("Sordino was started offline. Start it without --offline to download.")
        if self._reach is Reach.LOCAL_ONLY:
            return self.tr("Privacy keeps everything on this computer. Change it in Preferences first.")
        if self._reach is Reach.NO_BROKER:
            return self.tr("No broker process runs. Go offline and online again with the switch above.")
        if self._reach is Reach.OFFLINE:
            return self.tr("Sordino is offline. Go online with the switch above to download.")
        missing = self._entry.size - self._entry.arrived + MARGIN - self._free
        if self._free >= 0 and missing > 0:
            text = self.tr("{size} are missing on this disk. Free some space first.")
            return text.format(size=size_words(missing))
        return ""
