"""A certificate authority for a server of the user's own, from a file that the user chose."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.theme.widgets import button, label

FileChooser = Callable[[QWidget, str], str]
"""Asks for a file under a title; an empty string where none was chosen."""
BIGGEST = 64 * 1024
"""Bytes of the biggest file that is read."""
_BLOCK = re.compile(r"-----BEGIN CERTIFICATE-----\s+([A-Za-z0-9+/=\s]+?)-----END CERTIFICATE-----")


def read_authority(path: Path) -> str:
    """The certificates in a PEM file, and nothing else that stands in it.

    Raises ValueError where it holds none, or holds a private key, and OSError where it cannot be read.
    """
    with path.open("rb") as file:
        content = file.read(BIGGEST + 1)
    text = content.decode("ascii", "replace")
    blocks = _BLOCK.findall(text)
    if len(content) > BIGGEST or not blocks or "PRIVATE KEY" in text:
        raise ValueError(path)
    try:
        made = [base64.b64decode("".join(block.split()), validate=True) for block in blocks]
    except binascii.Error as error:
        raise ValueError(path) from error
    return "".join(map(_pem, made))


def _pem(certificate: bytes) -> str:
    text = base64.b64encode(certificate).decode("ascii")
    lines = [text[start : start + 64] for start in range(0, len(text), 64)]
    return "\n".join(("-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""))


def choose_file(parent: QWidget, title: str) -> str:
    """Ask with the system's own dialog."""
    return QFileDialog.getOpenFileName(parent, title)[0]


class AuthorityLine(QWidget):
    """`changed` fires after the user has chosen another file or none; `pem` is what it holds, or empty."""

    changed = Signal()

    def __init__(self, choose: FileChooser) -> None:
        super().__init__()
        self._choose = choose
        self.pem = ""
        self._unread = False
        self._about = label("", "caption", "tertiary", wrap=True)
        self._chosen = label("", "small", "secondary", wrap=True)
        self.said = label("", "small", "denied", wrap=True)
        self.pick, self.drop = button("", "link"), button("", "link")
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(self._chosen, 1)
        for one in (self.drop, self.pick):
            line.addWidget(one, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._about)
        column.addLayout(line)
        column.addWidget(self.said)
        self.pick.clicked.connect(self._pick)
        self.drop.clicked.connect(lambda: self._take(""))
        self.retranslate()

    def show_pem(self, pem: str) -> None:
        """Show what is in force; tells nobody."""
        self.pem, self._unread = pem, False
        self.retranslate()

    def allow(self, own_address: bool) -> None:
        """A file can be chosen only where there is an address of the user's own."""
        self.pick.setEnabled(own_address)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self._about.setText(
            self.tr(
                "Certificate authority: a PEM file, for a server of your own with a certificate of its own"
            )
        )
        own = self.tr("Yours is trusted for this address, and for no other.")
        self._chosen.setText(own if self.pem else self.tr("None: the public ones are trusted."))
        self.said.setText(self.tr("This file holds no certificate in PEM, or holds a private key."))
        self.said.setVisible(self._unread)
        self.pick.setText(self.tr("Choose a file…"))
        self.pick.setAccessibleName(self.tr("Choose a certificate authority"))
        self.drop.setText(self.tr("Remove"))
        self.drop.setAccessibleName(self.tr("Remove the certificate authority"))
        self.drop.setVisible(bool(self.pem))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _pick(self) -> None:
        path = self._choose(self, self.tr("Choose a certificate authority"))
        if not path:
            return
        try:
            self._take(read_authority(Path(path)))
        except (ValueError, OSError):
            self._unread = True
            self.retranslate()

    def _take(self, pem: str) -> None:
        self.show_pem(pem)
        self.changed.emit()
