"""The user's own proxy, if there is one."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from app.preferences.section import Section
from app.theme.widgets import button, label, set_look
from engine.addresses import split_address
from engine.cloud import CloudSettings


def usable(address: str) -> bool:
    """True for `http://host:port` and for none at all."""
    parts = split_address(address)
    if not address:
        return True
    return parts is not None and parts.scheme == "http" and bool(parts.port) and parts.path in ("", "/")


class ProxySection(Section):
    """`changed` brings CloudSettings. What is being typed stays, whatever comes in meanwhile."""

    changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._cloud = CloudSettings()
        self.field = QLineEdit()
        self.field.setPlaceholderText("http://proxy.lan:3128")
        self.save = button("", compact=True)
        self.said = label("", "caption", "denied", wrap=True)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.field, 1)
        line.addWidget(self.save, 0, Qt.AlignmentFlag.AlignVCenter)
        self.column.addLayout(line)
        self.column.addWidget(self.said)
        self.field.textEdited.connect(self._edited)
        self.field.returnPressed.connect(self._save)
        self.save.clicked.connect(self._save)
        self.retranslate()

    def show_cloud(self, cloud: CloudSettings) -> None:
        """Show what is in force."""
        edited = self._typed != self._cloud.proxy
        self._cloud = cloud
        if not edited:
            self.field.setText(cloud.proxy)
        self.save.setEnabled(self._typed != cloud.proxy)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.set_texts(
            self.tr("Proxy"),
            self.tr(
                "Leave it empty to connect directly. "
                "Proxies that the system or its environment name are never used."
            ),
        )
        self.field.setAccessibleName(self.tr("Address of your proxy"))
        self.save.setText(self.tr("Save"))
        self.save.setAccessibleName(self.tr("Save the proxy"))
        self._say("", "denied")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def _typed(self) -> str:
        return self.field.text().strip().rstrip("/")

    def _edited(self) -> None:
        self._say("", "denied")
        self.save.setEnabled(self._typed != self._cloud.proxy)

    def _save(self) -> None:
        if not usable(self._typed):
            self._say(self.tr("Write it as http://host:port, without a user name."), "denied")
        elif self._typed != self._cloud.proxy:
            self._say(self.tr("Saved."), "local")
            self.changed.emit(replace(self._cloud, proxy=self._typed))

    def _say(self, text: str, tone: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))
        set_look(self.said, "tone", tone)
