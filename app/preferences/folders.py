"""The folders that file tools may read."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.preferences.section import Section
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import ElidedLabel, IconLabel, button, label

Chooser = Callable[[QWidget, str], str]
"""Asks for a folder under a title; an empty string where none was chosen."""


def choose_folder(parent: QWidget, title: str) -> str:
    """Ask with the system's own dialog."""
    return QFileDialog.getExistingDirectory(parent, title)


class FoldersSection(Section):
    """`changed` brings all folders, after one was added or removed."""

    changed = Signal(tuple)

    def __init__(self, theme: Theme, choose: Chooser = choose_folder) -> None:
        super().__init__()
        self._theme, self._choose = theme, choose
        self._folders: tuple[str, ...] = ()
        self._list = QVBoxLayout()
        self._list.setSpacing(2)
        self._rows: list[QWidget] = []
        self._none = label("", "small", "secondary", wrap=True)
        self.add = button("", compact=True)
        self.add.clicked.connect(self._add_folder)
        self.column.addLayout(self._list)
        self.column.addWidget(self._none)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_folders(self, folders: Sequence[str]) -> None:
        """Show what is in force."""
        if tuple(folders) != self._folders:
            self._folders = tuple(folders)
            self._fill()

    def remove_buttons(self) -> list[QPushButton]:
        """The button of each folder, from top to bottom."""
        return [found for row in self._rows for found in row.findChildren(QPushButton)]

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.set_texts(
            self.tr("Folders"),
            self.tr("File tools read these folders and what lies in them, and nothing else."),
        )
        self._none.setText(self.tr("No folder yet: file tools can read nothing."))
        self.add.setText(self.tr("Add a folder…"))
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _fill(self) -> None:
        for row in self._rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        self._rows = [self._row(folder) for folder in self._folders]
        for row in self._rows:
            self._list.addWidget(row)
        self._none.setVisible(not self._folders)

    def _row(self, folder: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(IconLabel(self._theme, "folder", "local"))
        name = ElidedLabel(visible(folder), "small", "")
        name.setToolTip(visible(folder))
        line.addWidget(name, 1)
        remove = button(self.tr("Remove"), "link")
        remove.setAccessibleName(self.tr("Remove {folder}").format(folder=visible(folder)))
        remove.clicked.connect(lambda: self._remove(folder))
        line.addWidget(remove)
        return row

    def _add_folder(self) -> None:
        folder = self._choose(self, self.tr("Choose a folder that file tools may read"))
        if folder and folder not in self._folders:
            self.changed.emit((*self._folders, folder))

    def _remove(self, folder: str) -> None:
        self.changed.emit(tuple(kept for kept in self._folders if kept != folder))

    def _restyle(self) -> None:
        self.add.setIcon(self._theme.icon("plus", "ink"))
