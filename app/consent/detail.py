"""One call of a question in full: where it goes, what it costs, what would be sent, what may be changed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.consent import changes, labels, payload, words
from app.consent.editor import ArgumentsEditor, editable
from app.consent.fields import ItemFields, label_line
from app.consent.hidden import HiddenLines
from app.consent.view import HIDDEN, KEPT, STAYS, PayloadView
from app.theme.plain import visible
from app.theme.theme import Theme
from app.theme.widgets import button, label, rule
from engine.contracts import JsonObject, QuestionItem, Revision

SENT = "+ "
STOOD = "− "

Show = Callable[[], None]


class ItemDetail(QWidget):
    """The fields, the tabs with the payload, and the labels of one call.

    `place` says which call of several it is: its row has the labels then, and what is read out begins so.
    `original` are the arguments before the user changed them, None where they are not known; `fixed` is True
    where nothing can be changed. `altered` fires whenever what the user wants to be sent differs anew, and
    `switched` where that was done by a switch alone.
    """

    altered = Signal()
    switched = Signal()

    def __init__(
        self,
        theme: Theme,
        item: QuestionItem,
        place: str = "",
        original: JsonObject | None = None,
        *,
        fixed: bool = True,
    ) -> None:
        super().__init__()
        self._theme, self._item, self._place, self._original = theme, item, place, original
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self._box.addWidget(rule())
        self._box.addWidget(ItemFields(words.fields(item)))
        self._box.addWidget(rule())
        self._box.addLayout(self._below_fields())
        self._box.addWidget(rule())
        self.payload = PayloadView(theme)
        self.hidden: HiddenLines | None = None
        self.editor: ArgumentsEditor | None = None
        self._build_tabs(can_edit=not fixed and editable(item))
        self._inner = QVBoxLayout()
        self._inner.setContentsMargins(18, 12, 18, 12)
        self._inner.setSpacing(8)
        self._inner.addWidget(self.payload)
        self._add_hidden(fixed=fixed)
        for icon, sentence in [] if place else labels.verdict_lines(item.verdict):
            self._inner.addLayout(label_line(theme, icon, sentence))
        self._box.addLayout(self._inner)
        self.show_tab(0)

    @property
    def editing(self) -> bool:
        """True while the arguments lie open to be changed."""
        return self.editor is not None

    @property
    def revision(self) -> Revision | None:
        """What the user wants to be sent in the place of what is shown; None where nothing differs."""
        edited = self.editor.arguments if self.editor is not None and self.editor.differs else None
        switched = self.hidden is not None and self.hidden.differs
        if edited is None and not switched:
            return None
        return Revision(edited, self.hidden.originals if self.hidden is not None else ())

    @property
    def wrong(self) -> bool:
        """True while something was typed that cannot be an argument."""
        return self.editor is not None and self.editor.arguments is None

    @property
    def tab(self) -> int:
        """The number of the tab that is shown."""
        return self._group.checkedId()

    def show_tab(self, number: int) -> None:
        """Show one form of the payload: 0 is the readable one."""
        name, _ = self._names[number]
        self._group.button(number).setChecked(True)
        self.payload.setAccessibleName(self._spoken(name))
        self._names[number][1]()

    def edit(self) -> None:
        """Lay the arguments open, so that the user can change them."""
        if self.edit_button.isHidden() or self.editor is not None:
            return
        self.editor = ArgumentsEditor(self._theme, self._item.call.arguments)
        self.editor.edited.connect(self.altered)
        self._inner.insertWidget(0, self.editor)
        self.payload.hide()
        self._show_editing()
        self.editor.show()
        self.editor.begin()
        self.altered.emit()

    def give_up(self) -> None:
        """Take back every change that was not shown yet."""
        if self.hidden is not None:
            self.hidden.reset()
        if self.editor is not None:
            self._inner.removeWidget(self.editor)
            self.editor.hide()
            self.editor.deleteLater()
            self.editor = None
            self.payload.show()
            self._show_editing()
        self.altered.emit()

    def _show_editing(self) -> None:
        for tab in self._group.buttons():
            tab.setEnabled(not self.editing)
        self.edit_button.setText(self.tr("Cancel") if self.editing else self.tr("Edit"))
        self.edit_button.setAccessibleName(
            self._spoken(self.tr("Cancel the change") if self.editing else self.tr("Edit what will be sent"))
        )

    def _edit_or_give_up(self) -> None:
        if self.editing:
            self.give_up()
        else:
            self.edit()

    def _build_tabs(self, *, can_edit: bool) -> None:
        tabs = QHBoxLayout()
        tabs.setContentsMargins(18, 4, 18, 0)
        tabs.setSpacing(18)
        self._names = self._tabs()
        self._group = QButtonGroup(self)
        for number, (name, _) in enumerate(self._names):
            tab = button(name, "tab")
            tab.setAccessibleName(self._spoken(name))
            tab.setCheckable(True)
            self._group.addButton(tab, number)
            tabs.addWidget(tab)
        tabs.addStretch()
        self._group.idClicked.connect(self.show_tab)
        if self._item.edited:
            tabs.addWidget(label(self.tr("Changed by you"), "caption", "leaves"))
        self.edit_button: QPushButton = button(self.tr("Edit"), "link")
        self.edit_button.clicked.connect(self._edit_or_give_up)
        tabs.addWidget(self.edit_button)
        self._box.addLayout(tabs)
        self._box.addWidget(rule())
        self.edit_button.setVisible(can_edit)
        self._show_editing()

    def _tabs(self) -> list[tuple[str, Show]]:
        if self._item.preview is None:
            return [(self.tr("Arguments"), self._show_arguments)]
        tabs: list[tuple[str, Show]] = [(self.tr("Will be sent"), self._show_sent)]
        changed = changes.count(self._item, self._original)
        if changes.changes(self._item, self._original):
            tabs.append((self.tr("Changes · {count}").format(count=changed), self._show_changes))
        return [*tabs, (self.tr("Raw bytes"), self._show_raw)]

    def _show_arguments(self) -> None:
        text = payload.arguments_text(self._item.call.arguments)
        self.payload.show_text(text or self.tr("(none)"))

    def _show_sent(self) -> None:
        preview = self._item.preview
        assert preview is not None
        self.payload.show_text(payload.readable(preview.outgoing))
        self._mark()

    def _show_raw(self) -> None:
        preview = self._item.preview
        assert preview is not None
        self.payload.show_text(payload.raw_of(preview))
        self._mark()

    def _show_changes(self) -> None:
        lines = changes.changes(self._item, self._original)
        self.payload.show_text("\n".join(f"{SENT if line.sent else STOOD}{line.text}" for line in lines))
        numbers = list(enumerate(lines))
        self.payload.mark_lines([number for number, line in numbers if not line.sent], STAYS)
        self.payload.mark_lines([number for number, line in numbers if line.sent], KEPT)

    def _mark(self) -> None:
        preview = self._item.preview
        assert preview is not None
        self.payload.mark_words((visible(each.placeholder) for each in preview.replaced), HIDDEN)
        self.payload.mark_words((visible(each.original) for each in preview.kept), KEPT)

    def _spoken(self, name: str) -> str:
        return f"{self._place} · {name}" if self._place else name

    def _add_hidden(self, *, fixed: bool) -> None:
        preview = self._item.preview
        if preview is None or not (preview.replaced or preview.kept):
            return
        self.hidden = HiddenLines(self._theme, preview)
        for line in self.hidden.lines:
            line.box.setEnabled(not fixed)
        self.hidden.switched.connect(self.switched)
        self._inner.addWidget(self.hidden)

    def _below_fields(self) -> QVBoxLayout:
        """What happens without the call, and by which ways its request goes."""
        column = QVBoxLayout()
        column.setContentsMargins(18, 7, 18, 7)
        column.setSpacing(4)
        heading, sentence = words.without_it(self._item)
        line = QHBoxLayout()
        line.setSpacing(10)
        line.addWidget(label(heading, "caption", "tertiary"))
        line.addWidget(label(sentence, "small", wrap=True), 1)
        column.addLayout(line)
        for icon, way in words.ways(self._item):
            column.addLayout(label_line(self._theme, icon, way, ""))
        return column
