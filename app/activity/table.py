"""The table of calls: its columns, its copying, and the day in its first head."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelection, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from app.activity.delegate import DAY_HEIGHT, ROW_HEIGHT, RowDelegate
from app.activity.table_model import CallFilter, CallTable, Column, as_text
from app.theme.theme import Theme
from engine.contracts import CallRecord

SAMPLED_ROWS = 200
WIDEST = {Column.TOOL: 158, Column.DECISION: 172}
ROOM_FOR_FIGURES = 560


class CallView(QTableView):
    """Shows a CallTable. `chosen` brings the current call, or None; `bottom_reached` asks for older calls."""

    chosen = Signal(object)
    bottom_reached = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.calls = CallTable(theme, self)
        self._kept_id = ""
        self._delegate = RowDelegate(theme, self)
        self.setModel(self.calls)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self._set_headers()
        self._copy = QAction(self)
        self._copy.setShortcut(QKeySequence.StandardKey.Copy)
        self._copy.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self._copy.triggered.connect(self.copy_selected)
        self.addAction(self._copy)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def _set_headers(self) -> None:
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.verticalHeader().setMinimumSectionSize(DAY_HEIGHT)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setFixedHeight(38)
        head.setMinimumSectionSize(48)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head.setSectionResizeMode(Column.TO, QHeaderView.ResizeMode.Stretch)

    def put(self, records: Sequence[CallRecord]) -> None:
        """Show other calls; the current one stays current where it is still there."""
        self._keep()
        self.calls.put(records)
        self._arrange()

    def set_filter(self, chosen: CallFilter) -> None:
        """Show what `chosen` admits."""
        self._keep()
        self.calls.set_filter(chosen)
        self._arrange()

    def current(self) -> CallRecord | None:
        """The call that the keyboard is on."""
        return self.calls.record(self.currentIndex().row())

    def selected(self) -> list[CallRecord]:
        """The selected calls, from top to bottom."""
        rows = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [record for record in map(self.calls.record, rows) if record is not None]

    def copy_selected(self) -> None:
        """Put the selected calls on the clipboard, one line each."""
        lines = [as_text(record) for record in self.selected()]
        if lines:
            QGuiApplication.clipboard().setText("\n".join(lines))

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self._copy.setText(self.tr("Copy"))
        self.setAccessibleName(self.tr("Tool calls, newest first"))
        self.calls.refresh()
        self._fit_columns()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= ROOM_FOR_FIGURES
        self.setColumnHidden(Column.SIZE, not roomy)
        self.setColumnHidden(Column.PRICE, not roomy)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
            event.accept()
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.current() is None:
            self._select_row(0)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.chosen.emit(self.current())

    def _keep(self) -> None:
        record = self.current()
        self._kept_id = record.id if record else self._kept_id

    def _arrange(self) -> None:
        self.clearSpans()
        for row in self.calls.day_rows():
            self.setSpan(row, 0, 1, len(Column))
            self.setRowHeight(row, DAY_HEIGHT)
        self._fit_columns()
        self._select_row(max(self.calls.row_of(self._kept_id), 0))
        self._scrolled(self.verticalScrollBar().value())

    def _select_row(self, row: int) -> None:
        if self.calls.record(row) is None:
            self.chosen.emit(None)
            return
        self.setCurrentIndex(self.calls.index(row, Column.TIME))

    def _fit_columns(self) -> None:
        metrics = self.fontMetrics()
        rows = [
            row
            for row in range(min(self.calls.rowCount(), SAMPLED_ROWS))
            if self.calls.record(row) is not None
        ]
        for column in Column:
            if column is Column.TO:
                continue
            head = str(self.calls.headerData(column, Qt.Orientation.Horizontal) or "")
            widths = [self._delegate.width_of(self.calls.index(row, column)) for row in rows]
            widest = max([metrics.horizontalAdvance(head) + 28, *widths])
            self.setColumnWidth(column, min(widest, WIDEST.get(column, widest)))

    def _scrolled(self, value: int) -> None:
        self.calls.set_top_row(self.rowAt(0))
        bar = self.verticalScrollBar()
        if bar.maximum() > 0 and value >= bar.maximum():
            self.bottom_reached.emit()

    def _restyle(self) -> None:
        self.setFont(self._theme.font("small"))
        self.horizontalHeader().setFont(self._theme.font("caption", "medium"))
        self.calls.refresh()
