"""How a model is loaded: fitted to the machine, or as the user says."""

from __future__ import annotations

from typing import Literal, get_args

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from app.choice import ChoiceBox
from app.theme.theme import Theme
from app.theme.widgets import button, label, put_icon, set_look
from engine.model.port import ModelOptions

CacheType = Literal["auto", "f16", "q8_0"]
CACHE_TYPES: tuple[CacheType, ...] = get_args(CacheType)
MOST_LAYERS = 999
LEAST_CONTEXT = 512
MOST_CONTEXT = 1_048_576


class LoadingOptions(QFrame):
    """Folded to one line. `applied` brings ModelOptions; an empty field means: fitted by itself."""

    applied = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._in_force = ModelOptions()
        self._open = False
        self.setProperty("card", "true")
        self.fold = button("", "fold")
        self.fold.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.fold.clicked.connect(self._turn)
        self.layers, self.context = QLineEdit(), QLineEdit()
        self.cache = ChoiceBox(theme)
        for cache_type in CACHE_TYPES:
            self.cache.addItem("", cache_type)
        self._names = tuple(label("", "small-strong") for _ in range(3))
        self._explained = tuple(label("", "small", "secondary", wrap=True) for _ in range(3))
        self.said = label("", "small", "secondary", wrap=True)
        self.apply = button("", compact=True)
        self._lay_out()
        self.apply.clicked.connect(self._apply)
        for field in (self.layers, self.context):
            field.textEdited.connect(self._edited)
            field.returnPressed.connect(self._apply)
        self.cache.activated.connect(self._edited)
        theme.changed.connect(self._restyle)
        self.retranslate()

    def show_options(self, options: ModelOptions) -> None:
        """Show what is in force, unless something else is being typed."""
        if options != self._in_force or not self.apply.isEnabled():
            self._in_force = options
            self.layers.setText("" if options.gpu_layers < 0 else str(options.gpu_layers))
            self.context.setText("" if options.context <= 0 else str(options.context))
            self.cache.setCurrentIndex(CACHE_TYPES.index(options.cache_type))
        self._edited()

    def read(self) -> ModelOptions | None:
        """What is typed, None where it is no usable number."""
        layers = _number(self.layers.text(), -1, 0, MOST_LAYERS)
        context = _number(self.context.text(), 0, LEAST_CONTEXT, MOST_CONTEXT)
        if layers is None or context is None:
            return None
        return ModelOptions(layers, context, CACHE_TYPES[self.cache.currentIndex()])

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.fold.setText(self.tr("How it is loaded"))
        state = self.tr("unfolded") if self._open else self.tr("folded")
        self.fold.setAccessibleName(f"{self.fold.text()}, {state}")
        names = (self.tr("Layers on the graphics card"), self.tr("Context"), self.tr("Cache type"))
        explained = (
            self.tr("Automatic: as many as fit into its free memory. 0 keeps everything on the processor."),
            self.tr(
                "How many tokens it can keep in view, the conversation included. "
                "Automatic: as many as fit into the free memory."
            ),
            self.tr(
                "How exactly it keeps what it has read. q8_0 takes about half the memory of f16 "
                "and is a little less exact."
            ),
        )
        fields: tuple[QWidget, ...] = (self.layers, self.context, self.cache)
        for place, field in enumerate(fields):
            self._names[place].setText(names[place])
            self._explained[place].setText(explained[place])
            field.setAccessibleName(names[place])
            field.setAccessibleDescription(explained[place])
        self.layers.setPlaceholderText(self.tr("automatic"))
        self.context.setPlaceholderText(self.tr("automatic"))
        self.cache.setItemText(0, self.tr("automatic"))
        for place, cache_type in enumerate(CACHE_TYPES[1:], 1):
            self.cache.setItemText(place, cache_type)
        self.apply.setText(self.tr("Apply and load again"))
        self._edited()
        self._restyle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _edited(self) -> None:
        found = self.read()
        self.apply.setEnabled(found is not None and found != self._in_force)
        if found is None:
            text = self.tr("Write whole numbers: layers from 0 to {layers}, a context from {least} tokens.")
            self.said.setText(text.format(layers=MOST_LAYERS, least=LEAST_CONTEXT))
        set_look(self.said, "tone", "denied")
        self.said.setVisible(found is None)

    def _apply(self) -> None:
        found = self.read()
        if found is not None and found != self._in_force:
            self._in_force = found
            self._edited()
            self.applied.emit(found)

    def _turn(self) -> None:
        self._open = not self._open
        self._body.setVisible(self._open)
        self.retranslate()

    def _restyle(self) -> None:
        put_icon(self.fold, self._theme, "chevron-down" if self._open else "chevron-right", "ink_tertiary")

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(18, 10, 18, 10)
        outer.setSpacing(0)
        outer.addWidget(self.fold)
        self._body = QWidget()
        self._body.hide()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 12, 0, 6)
        column.setSpacing(12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(12)
        fields: tuple[QWidget, ...] = (self.layers, self.context, self.cache)
        for place, field in enumerate(fields):
            words = QVBoxLayout()
            words.setSpacing(0)
            words.addWidget(self._names[place])
            words.addWidget(self._explained[place])
            grid.addLayout(words, place, 0)
            field.setFixedWidth(150)
            grid.addWidget(field, place, 1, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(0, 1)
        column.addLayout(grid)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.said, 1)
        foot.addStretch(0)
        foot.addWidget(self.apply, 0, Qt.AlignmentFlag.AlignRight)
        column.addLayout(foot)
        outer.addWidget(self._body)


def _number(text: str, empty: int, least: int, most: int) -> int | None:
    """A whole number within its bounds; `empty` for an empty text, None for anything else."""
    text = text.strip()
    if not text:
        return empty
    if not (text.isascii() and text.isdigit()) or len(text) > 9:
        return None
    value = int(text)
    return value if least <= value <= most else None
