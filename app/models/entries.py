"""The cards of all models: what is here and one size of each model in sight, the other sizes folded away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from app.commands import Commands
from app.models.entry import Around, EntryCard
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import button, label, put_icon
from engine.events import FetchProgress, FileChecked
from engine.model.port import ModelEntry

FIRST = "orchestrator"


class Family(QWidget):
    """The sizes of one model."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._name = theme, name
        self.cards: list[EntryCard] = []
        self._folded: list[EntryCard] = []
        self._open = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self.fold = button("", "fold")
        self.fold.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.fold.clicked.connect(self._turn)
        self._column.addWidget(self.fold)
        theme.changed.connect(self.retranslate)

    def show_cards(self, cards: Sequence[EntryCard]) -> None:
        """Arrange the cards: in sight what is here, at work or asked about, and at least the first."""
        used = [
            card for card in cards if card.entry.path or card.entry.arrived or card.fetching or card.panel
        ]
        shown = used or list(cards[:1])
        self._folded = [card for card in cards if card not in shown]
        order = [*shown, *self._folded]
        if order != self.cards:
            self.cards = order
            for place, card in enumerate(order):
                self._column.insertWidget(place if place < len(shown) else place + 1, card)
            self._column.removeWidget(self.fold)
            self._column.insertWidget(len(shown), self.fold)
        for card in shown:
            card.show()
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        for card in self._folded:
            card.setVisible(self._open)
        self.fold.setVisible(bool(self._folded))
        self.fold.setText(self.tr("Other sizes ({count})").format(count=len(self._folded)))
        state = self.tr("unfolded") if self._open else self.tr("folded")
        self.fold.setAccessibleName(f"{self.fold.text()}, {visible(self._name)}, {state}")
        put_icon(self.fold, self._theme, "chevron-down" if self._open else "chevron-right", "ink_tertiary")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _turn(self) -> None:
        self._open = not self._open
        self.retranslate()


class EntryList(QWidget):
    """Keeps one card for each model, by its id, so that what is open stays open when news come."""

    load_wanted = Signal(str)
    opened = Signal(object)

    def __init__(self, theme: Theme, commands: Commands, risks: Sequence[str]) -> None:
        super().__init__()
        self._theme, self._commands, self._risks = theme, commands, tuple(risks)
        self._cards: dict[str, EntryCard] = {}
        self._families: dict[str, Family] = {}
        self._around = Around()
        self._entries: tuple[ModelEntry, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(10)
        self._waiting = label("", "small", "tertiary")
        self._column.addWidget(self._waiting)
        self.retranslate()

    @property
    def cards(self) -> list[EntryCard]:
        """All cards, from top to bottom, folded ones too."""
        return [card for family in self._in_order() for card in family.cards]

    def show_entries(self, entries: Sequence[ModelEntry], around: Around) -> None:
        """Take what there is now."""
        self._waiting.hide()
        self._entries = tuple(sorted(entries, key=lambda entry: FIRST not in entry.id.lower()))
        ids = {entry.id for entry in entries}
        for gone in [key for key in self._cards if key not in ids]:
            _discard(self._cards.pop(gone))
        for entry in self._entries:
            if entry.id not in self._cards:
                self._cards[entry.id] = self._make(entry)
        self.surround(around)

    def surround(self, around: Around) -> None:
        """Take what all cards must know beside their own models."""
        self._around = around
        for entry in self._entries:
            self._cards[entry.id].show_entry(entry, around)
        self._arrange()

    def show_fetch(self, progress: FetchProgress) -> None:
        """Give a card the news of its download."""
        card = self._cards.get(progress.model_id)
        if card is not None:
            moved = card.fetching
            card.show_fetch(progress)
            if card.fetching is not moved:
                self._arrange()

    def show_check(self, checked: FileChecked) -> bool:
        """Give the card of a file the news of its check; False where no card has that file."""
        found = list(self._of(checked.path))
        for card in found:
            card.show_check(checked)
        return bool(found)

    def ask_risks(self, path: str, signs: Sequence[str]) -> EntryCard | None:
        """Have the card of a file show its risks; None where no card has that file."""
        for card in self._of(path):
            card.ask_risks(signs)
            return card
        return None

    def escape(self) -> bool:
        """Close the panel that is open; False where there is none."""
        return any(card.escape() for card in self.cards)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self._waiting.setText(self.tr("Looking through the models…"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _of(self, path: str) -> Iterator[EntryCard]:
        return (card for card in self.cards if card.entry.path == path)

    def _make(self, entry: ModelEntry) -> EntryCard:
        card = EntryCard(self._theme, self._commands, entry, self._risks)
        card.load_wanted.connect(self.load_wanted)
        card.opened.connect(self.opened)
        return card

    def _arrange(self) -> None:
        groups: dict[str, list[EntryCard]] = {}
        for entry in self._entries:
            groups.setdefault(entry.family or entry.id, []).append(self._cards[entry.id])
        for gone in [key for key in self._families if key not in groups]:
            _discard(self._families.pop(gone))
        for place, (key, cards) in enumerate(groups.items()):
            if key not in self._families:
                self._families[key] = Family(self._theme, key)
            family = self._families[key]
            if self._column.indexOf(family) != place:
                self._column.insertWidget(place, family)
            family.show_cards(cards)

    def _in_order(self) -> Iterator[Family]:
        return iter(sorted(self._families.values(), key=self._column.indexOf))


def _discard(widget: QWidget) -> None:
    widget.hide()
    widget.setParent(None)
    widget.deleteLater()
