"""The calls as rows of a table, with a row for each new day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum, StrEnum

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app import i18n
from app.activity import words
from app.theme.theme import Theme
from engine.contracts import CallRecord, Reach

Index = QModelIndex | QPersistentModelIndex
ICON_SIZE = 16


class Column(IntEnum):
    """The columns, from left to right."""

    TIME = 0
    TOOL = 1
    TO = 2
    DECISION = 3
    SIZE = 4
    PRICE = 5


class Which(StrEnum):
    """The calls that a filter lets through."""

    ALL = "all"
    LOCAL = "local"
    LEFT = "left"
    DENIED = "denied"
    ASKED = "asked"


@dataclass(frozen=True, slots=True)
class CallFilter:
    """What to show: which calls, not before `since` (UTC seconds), of one turn where `turn_id` is set."""

    which: Which = Which.ALL
    since: float = 0.0
    turn_id: str = ""

    def admits(self, record: CallRecord) -> bool:
        """True where `record` is to be shown."""
        if record.at < self.since or (self.turn_id and record.turn_id != self.turn_id):
            return False
        if self.which is Which.LOCAL:
            return record.reach is Reach.LOCAL
        if self.which is Which.LEFT:
            return words.left(record)
        if self.which is Which.DENIED:
            return words.was_denied(record)
        if self.which is Which.ASKED:
            return words.was_asked(record)
        return True


@dataclass(frozen=True, slots=True)
class DayRow:
    """The row above the calls of a day; `at` is the time of its latest call, in UTC seconds."""

    at: float


def grouped(records: Sequence[CallRecord]) -> list[CallRecord | DayRow]:
    """`records`, newest first, with a DayRow before each new day of local time but the first."""
    rows: list[CallRecord | DayRow] = []
    day_begins = day_ends = 0.0
    for record in records:
        if not day_begins <= record.at < day_ends:
            if rows:
                rows.append(DayRow(record.at))
            day_begins, day_ends = i18n.day_bounds(record.at)
        rows.append(record)
    return rows


class CallTable(QAbstractTableModel):
    """All calls that were read, those shown that the filter admits. Newest first."""

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._records: tuple[CallRecord, ...] = ()
        self._filter = CallFilter()
        self._rows: list[CallRecord | DayRow] = []
        self._top_day = 0.0

    def put(self, records: Sequence[CallRecord]) -> None:
        """Replace all calls."""
        self._records = tuple(records)
        self._apply()

    def set_filter(self, chosen: CallFilter) -> None:
        """Show what `chosen` admits."""
        if chosen != self._filter:
            self._filter = chosen
            self._apply()

    def shown(self) -> list[CallRecord]:
        """The calls that the filter admits."""
        return [row for row in self._rows if isinstance(row, CallRecord)]

    def in_period(self) -> list[CallRecord]:
        """The calls of the filter's period and turn, whichever of them are shown."""
        whole = replace(self._filter, which=Which.ALL)
        return [record for record in self._records if whole.admits(record)]

    def oldest(self) -> float:
        """The time of the oldest call that was read, 0 where there is none."""
        return self._records[-1].at if self._records else 0.0

    def day_rows(self) -> list[int]:
        """The numbers of the rows that name a day."""
        return [number for number, row in enumerate(self._rows) if isinstance(row, DayRow)]

    def record(self, row: int) -> CallRecord | None:
        """The call in `row`; None for a day's row and outside the table."""
        found = self._rows[row] if 0 <= row < len(self._rows) else None
        return found if isinstance(found, CallRecord) else None

    def row_of(self, record_id: str) -> int:
        """The row of a call, -1 where it is not shown."""
        for number, row in enumerate(self._rows):
            if isinstance(row, CallRecord) and row.id == record_id:
                return number
        return -1

    def set_top_row(self, row: int) -> None:
        """Head the first column with the day of `row`, the topmost that is in view."""
        day = self._rows[row].at if 0 <= row < len(self._rows) else 0.0
        if day != self._top_day:
            self._top_day = day
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, Column.TIME, Column.TIME)

    def refresh(self) -> None:
        """Draw everything anew, after a change of theme or language."""
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1))

    def _apply(self) -> None:
        self.beginResetModel()
        self._rows = grouped([record for record in self._records if self._filter.admits(record)])
        self._top_day = self._rows[0].at if self._rows else 0.0
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(Column)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.record(index.row()) is None:
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> object:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == Column.TIME:
            return i18n.day(self._top_day) if self._top_day else self.tr("Time")
        heads = ("", self.tr("Tool"), self.tr("To"), self.tr("Decision"), self.tr("Size"), self.tr("Price"))
        return heads[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        row = self._rows[index.row()] if 0 <= index.row() < len(self._rows) else None
        if row is None:
            return None
        if isinstance(row, DayRow):
            return self._day_data(row, index.column(), role)
        if role == Qt.ItemDataRole.DisplayRole:
            return cell(row, Column(index.column()))
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color(self._colour(row, index.column()))
        if role == Qt.ItemDataRole.DecorationRole and index.column() == Column.TOOL:
            name, tone = words.mark(row)
            return self._theme.icon(name, tone.value, ICON_SIZE)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return as_text(row) if index.column() == Column.TIME else cell(row, Column(index.column()))
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (Column.TOOL, Column.TO):
            return cell(row, Column(index.column()))
        return None

    def _day_data(self, row: DayRow, column: int, role: int) -> object:
        if role == Qt.ItemDataRole.DisplayRole and column == Column.TIME:
            return i18n.day(row.at)
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._theme.color("ink_tertiary")
        return None

    def _colour(self, record: CallRecord, column: int) -> str:
        if column == Column.TOOL:
            return "ink"
        if column == Column.DECISION:
            return words.decision(record).tone.value
        return "ink_secondary"


def cell(record: CallRecord, column: Column) -> str:
    """The words in one cell."""
    match column:
        case Column.TIME:
            return i18n.clock(record.at)
        case Column.TOOL:
            return words.title(record)
        case Column.TO:
            return words.destination(record)
        case Column.DECISION:
            return words.decision(record).text
        case Column.SIZE:
            return words.bytes_in_words(record)
        case Column.PRICE:
            return words.price(record)


def as_text(record: CallRecord) -> str:
    """A whole row on one line, for the clipboard and for a screen reader."""
    cells = [i18n.day(record.at), *(cell(record, column) for column in Column)]
    return ", ".join(text for text in cells if text)


def _alignment(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column >= Column.SIZE else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
