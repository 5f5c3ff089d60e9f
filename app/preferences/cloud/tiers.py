"""Who stands behind the names by which the model knows experts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from app.choice import ChoiceBox
from app.preferences.section import Section
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import button, label, put_icon
from engine.cloud import TIERS, CloudSettings

FIRST = tuple(tier for tier in TIERS if tier.startswith("expert-"))
OTHERS = tuple(tier for tier in TIERS if tier not in FIRST)
COLUMNS = 2


class TiersSection(Section):
    """`changed` brings CloudSettings."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._cloud = CloudSettings()
        self._open = False
        self.boxes = {tier: ChoiceBox(theme) for tier in TIERS}
        for tier, box in self.boxes.items():
            box.setMinimumWidth(80)
            box.setSizeAdjustPolicy(ChoiceBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.activated.connect(lambda _number, tier=tier: self._chosen(tier))
        self.fold = button("", "fold")
        self.fold.clicked.connect(lambda: self._turn(not self._open))
        self._body = QWidget()
        self._body.setLayout(self._grid(OTHERS))
        self._body.hide()
        self.column.addLayout(self._grid(FIRST))
        self.column.addWidget(self.fold)
        self.column.addWidget(self._body)
        theme.changed.connect(self._restyle)
        self.retranslate()

    def show_cloud(self, cloud: CloudSettings) -> None:
        """Show what is in force; not at all where there is no expert to choose."""
        self._cloud = cloud
        self.setVisible(bool(cloud.experts))
        self._fill()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.set_texts(
            self.tr("Names for the model"),
            self.tr(
                "The model knows experts by these names alone, with price and speed, and chooses among them. "
                "It never learns who stands behind a name."
            ),
        )
        for tier, box in self.boxes.items():
            box.setAccessibleName(self.tr("Who is {tier} to the model").format(tier=tier))
        self._fill()
        self._tell_fold()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _grid(self, tiers: Sequence[str]) -> QGridLayout:
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        for number, tier in enumerate(tiers):
            row, column = divmod(number, COLUMNS)
            caption = label(tier, "caption", "tertiary")
            caption.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(caption, row * 2, column)
            grid.addWidget(self.boxes[tier], row * 2 + 1, column)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        return grid

    def _fill(self) -> None:
        free = replace(self._cloud, tiers={}).named()
        for tier, box in self.boxes.items():
            box.clear()
            default = free.get(tier)
            nobody = self.tr("nobody")
            if default is not None:
                nobody = self.tr("automatic: {name}").format(name=one_line(default.id, 40))
            box.addItem(nobody, "")
            for expert in self._cloud.experts:
                box.addItem(one_line(expert.id, 40), expert.id)
            box.setCurrentIndex(max(0, box.findData(self._cloud.tiers.get(tier, ""))))

    def _chosen(self, tier: str) -> None:
        chosen = str(self.boxes[tier].currentData())
        tiers = {name: expert for name, expert in self._cloud.tiers.items() if name != tier}
        if chosen:
            tiers[tier] = chosen
        self.changed.emit(replace(self._cloud, tiers=tiers))

    def _turn(self, open_: bool) -> None:
        self._open = open_
        self._body.setVisible(open_)
        self._tell_fold()

    def _tell_fold(self) -> None:
        text = self.tr("Other names: search, reasoner, answer")
        state = self.tr("unfolded") if self._open else self.tr("folded")
        self.fold.setText(text)
        self.fold.setAccessibleName(f"{text}, {state}")
        self._restyle()

    def _restyle(self) -> None:
        put_icon(self.fold, self._theme, "chevron-down" if self._open else "chevron-right", "ink_tertiary")
