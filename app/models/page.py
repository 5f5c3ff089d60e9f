"""The Models page: the model in use, how it is loaded, and the ones that there are."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.commands import Commands
from app.models.download import Reach
from app.models.endpoint_form import EndpointForm
from app.models.entries import EntryList
from app.models.entry import Around, EntryCard
from app.models.in_use import InUse
from app.models.options import LoadingOptions
from app.models.own_file import CopyLine, DroppedFile, ForeignRisks
from app.scroll import ScrollColumn
from app.theme.theme import Theme
from app.theme.widgets import button, label, put_icon, set_look
from engine import events
from engine.contracts import Preferences, Privacy

WIDEST = 840
NARROW = 720
MARGIN = 20

Chooser = Callable[[QWidget, str, str], str]
"""Asks for a file under a title and a filter of names; an empty string where none was chosen."""


def choose_file(parent: QWidget, title: str, names: str) -> str:
    """Ask with the system's own dialog."""
    return QFileDialog.getOpenFileName(parent, title, "", names)[0]


class ModelsPage(QWidget):
    """Shows what the engine tells of models, and asks it for what the user wants of them.

    `risks` are the sentences that are shown before altered weights are loaded. `column` may take more
    widgets at its end.
    """

    def __init__(
        self,
        theme: Theme,
        commands: Commands,
        risks: Sequence[str] = (),
        choose: Chooser = choose_file,
    ) -> None:
        super().__init__()
        self._theme, self._commands, self._choose = theme, commands, choose
        self._around = Around()
        self._preferences = Preferences()
        self._network: events.NetworkChanged | None = None
        self._question: QWidget | None = None
        self.in_use = InUse(theme)
        self.options = LoadingOptions(theme)
        self.entries = EntryList(theme, commands, risks)
        self.endpoint = EndpointForm(theme)
        self.copy_line = CopyLine(theme)
        self.dropped = DroppedFile(theme)
        self.dropped.hide()
        self.foreign_risks = ForeignRisks(theme, risks)
        self._hint = label("", "small", "secondary", wrap=True)
        self.other, self.add = button("", compact=True), button("", compact=True)
        self.setAcceptDrops(True)
        self._lay_out()
        self._connect()
        self.retranslate()
        self._restyle()

    @property
    def title(self) -> str:
        """The page's name for the header."""
        return self.tr("Models")

    @property
    def cards(self) -> list[EntryCard]:
        """The cards of all models, from top to bottom."""
        return self.entries.cards

    def on_event(self, event: object) -> None:
        """Take one of engine.events; anything else is of no interest here."""
        if isinstance(event, events.ModelsChanged):
            self._around = replace(self._around, free=event.free, folder=event.folder)
            self.entries.show_entries(event.entries, self._around)
        elif isinstance(event, events.ModelReady | events.ModelLoading | events.ModelFailed):
            shown = event.info if isinstance(event, events.ModelReady) else event
            self.in_use.show_state(shown)
            self._set_busy(isinstance(event, events.ModelLoading))
        elif isinstance(event, events.FetchProgress):
            self.entries.show_fetch(event)
        elif isinstance(event, events.FileChecked):
            self.entries.show_check(event)
        elif isinstance(event, events.ImportProgress):
            self.copy_line.show_progress(event)
        else:
            self._on_rare_event(event)

    def show_card(self, card: QWidget | None) -> None:
        """Show a question at the top of the page, in place of the one before; None takes it away."""
        if self._question is not None:
            if self._question.isAncestorOf(self.focusWidget() or self) or self._question.hasFocus():
                self._area.setFocus(Qt.FocusReason.OtherFocusReason)
            self._slot.removeWidget(self._question)
            self._question.hide()
            self._question.deleteLater()
        self._question = card
        if card is not None:
            self._slot.addWidget(card)
            card.show()
            self._area.verticalScrollBar().setValue(0)

    def escape(self) -> bool:
        """Close what is open for an answer; False where there is nothing."""
        if not self.dropped.isHidden():
            self.dropped.hide()
            return True
        return self.foreign_risks.close_panel() or self.entries.escape()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.other.setText(self.tr("Load a GGUF file…"))
        self.add.setText(self.tr("Add to the models folder…"))
        self._hint.setText(
            self.tr(
                "Nothing is downloaded before you have seen the licence and said yes. "
                "A GGUF file of your own can be dropped here."
            )
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow the buttons stand under the sentence."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        self._head.setDirection(
            QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._commands.list_models()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one GGUF file of this computer, and nothing else."""
        if _gguf_of(event.mimeData().urls()):
            set_look(self._drop_frame, "drop", "true")
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        set_look(self._drop_frame, "drop", "")
        event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Ask what shall be done with the file; a slip of the hand loads nothing."""
        set_look(self._drop_frame, "drop", "")
        path = _gguf_of(event.mimeData().urls())
        if path:
            event.acceptProposedAction()
            self.dropped.ask(path)
            self.dropped.show()
            self._area.verticalScrollBar().setValue(0)

    def _on_rare_event(self, event: object) -> None:
        if isinstance(event, events.RisksAsked):
            if self.entries.ask_risks(event.path, event.signs) is None:
                self.foreign_risks.ask(event.path, event.name, event.signs)
        elif isinstance(event, events.SettingsChanged):
            self._preferences = event.settings.preferences
            self.options.show_options(event.settings.model_options)
            self.endpoint.show_endpoint(event.settings.endpoint)
            self._surround(reach=self._reach())
        elif isinstance(event, events.EndpointChecked):
            self.endpoint.show_check(event)
        elif isinstance(event, events.NetworkChanged):
            self._network = event
            self._surround(reach=self._reach())

    def _reach(self) -> Reach:
        network = self._network
        if network is not None and network.online:
            return Reach.ONLINE
        if network is not None and network.locked:
            return Reach.LOCKED
        if self._preferences.offline or network is None:
            return Reach.OFFLINE
        return Reach.LOCAL_ONLY if self._preferences.privacy is Privacy.LOCAL_ONLY else Reach.NO_BROKER

    def _surround(self, **changes: object) -> None:
        around = replace(self._around, **changes)  # type: ignore[arg-type]
        if around != self._around:
            self._around = around
            self.entries.surround(around)

    def _set_busy(self, busy: bool) -> None:
        self.other.setEnabled(not busy)
        self.dropped.set_busy(busy)
        self._surround(busy=busy)

    def _load(self, path: str) -> None:
        self.dropped.hide()
        if path and not self._around.busy:
            self._set_busy(True)
            self._commands.load_model(path)

    def _import(self, path: str) -> None:
        self.dropped.hide()
        if path:
            self._commands.import_model(path)

    def _choose_other(self) -> None:
        self._load(self._choose(self, self.tr("Choose a GGUF file"), self.tr("GGUF models (*.gguf)")))

    def _choose_addition(self) -> None:
        self._import(self._choose(self, self.tr("Choose a GGUF file"), self.tr("GGUF models (*.gguf)")))

    def _connect(self) -> None:
        self.other.clicked.connect(self._choose_other)
        self.add.clicked.connect(self._choose_addition)
        self.entries.load_wanted.connect(self._load)
        self.entries.opened.connect(self._reveal)
        self.dropped.load_wanted.connect(self._load)
        self.dropped.import_wanted.connect(self._import)
        self.dropped.closed.connect(self.dropped.hide)
        self.copy_line.stop_pressed.connect(self._commands.stop_reading)
        self.copy_line.again_pressed.connect(self._commands.import_model)
        self.foreign_risks.accepted.connect(self._commands.accept_risks)
        self.endpoint.saved.connect(self._commands.set_endpoint)
        self.endpoint.check_wanted.connect(self._commands.check_endpoint)
        self.options.applied.connect(self._commands.set_model_options)
        self._theme.changed.connect(self._restyle)

    def _reveal(self, panel: QWidget) -> None:
        """Have a panel in sight once the column has taken its new height."""
        QTimer.singleShot(0, panel, lambda: self._area.ensureWidgetVisible(panel, 0, MARGIN))

    def _lay_out(self) -> None:
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollColumn((24, 20, 24, 24), 0)
        page.addWidget(self._area)
        row = QHBoxLayout()
        self._area.column.addLayout(row)
        inner = QFrame()
        inner.setMaximumWidth(WIDEST)
        row.addStretch(1)
        row.addWidget(inner, 1000)
        row.addStretch(1)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(14)
        self.column = QVBoxLayout()
        self.column.setSpacing(14)
        self._slot = QVBoxLayout()
        self.column.addLayout(self._slot)
        for part in (self.in_use, self.options):
            self.column.addWidget(part)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(12)
        self._head.addWidget(self._hint, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(10)
        for one in (self.add, self.other):
            buttons.addWidget(one)
        buttons.addStretch(0)
        self._head.addLayout(buttons)
        self.column.addLayout(self._head)
        for later in (self.dropped, self.foreign_risks, self.copy_line, self.entries, self.endpoint):
            self.column.addWidget(later)
        whole.addLayout(self.column)
        whole.addStretch(1)
        self._drop_frame = inner

    def _restyle(self) -> None:
        put_icon(self.other, self._theme, "folder", "ink")
        put_icon(self.add, self._theme, "plus", "ink")


def _gguf_of(urls: Sequence[QUrl]) -> str:
    """The one GGUF file among what is dragged, empty where there is none or more than one thing."""
    paths = [url.toLocalFile() for url in urls if url.isLocalFile()]
    return paths[0] if len(paths) == len(urls) == 1 and paths[0].lower().endswith(".gguf") else ""
