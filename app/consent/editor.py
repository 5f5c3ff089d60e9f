"""The arguments of a call as fields, so that the user can change what would be sent."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import label
from engine.contracts import JsonObject, QuestionItem

HIGHEST = 160
LOWEST = 44
_NOTHING = object()


def editable(item: QuestionItem) -> bool:
    """True where there is something in a call that leaves that can be changed by hand."""
    return item.reach.leaves and item.preview is not None and bool(_fields(item.call.arguments))


def _fields(arguments: JsonObject) -> dict[str, Any]:
    return {name: value for name, value in arguments.items() if _kind(value)}


def _kind(value: object) -> str:
    """`text`, `lines`, `number`, or nothing where a value has no field."""
    if isinstance(value, str):
        return "text" if _can_be_shown(value) else ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return "number"
    if isinstance(value, list | tuple) and value and all(isinstance(each, str) for each in value):
        return "lines" if all(_can_be_shown(each) and "\n" not in each for each in value) else ""
    return ""


def _can_be_shown(text: str) -> bool:
    """A text box would alter a lone surrogate."""
    return not any("\ud800" <= character <= "\udfff" for character in text)


@dataclass(frozen=True, slots=True)
class Field:
    """One argument with its box, and what the box held at first."""

    value: Any
    box: QPlainTextEdit | QLineEdit
    first: str

    @property
    def text(self) -> str:
        """What the box holds now."""
        return self.box.text() if isinstance(self.box, QLineEdit) else self.box.toPlainText()

    def read(self) -> Any:  # noqa: ANN401 (any JSON)
        """The argument as it stands now; _NOTHING where it is no number."""
        if self.text == self.first:
            return self.value
        if isinstance(self.value, str):
            return self.text
        if isinstance(self.value, list | tuple):
            return [line for line in self.text.split("\n") if line.strip()]
        return _number(self.text, whole=isinstance(self.value, int))


def _number(text: str, *, whole: bool) -> object:
    try:
        value = int(text) if whole else float(text)
    except ValueError:
        return _NOTHING
    return value if math.isfinite(value) else _NOTHING


class ArgumentsEditor(QWidget):
    """A box for each argument that is a text, a list of texts or a number; the others stay as they are."""

    edited = Signal()

    def __init__(self, theme: Theme, arguments: JsonObject) -> None:
        super().__init__()
        self._theme, self._arguments = theme, arguments
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.fields: Mapping[str, Field] = {
            name: self._field(name, value) for name, value in _fields(arguments).items()
        }
        self.problem = label("", "caption", "denied", wrap=True)
        self.problem.hide()
        self._column.addWidget(self.problem)

    @property
    def arguments(self) -> JsonObject | None:
        """The arguments as they stand now; None where one of them is no number any more."""
        read = {name: field.read() for name, field in self.fields.items()}
        return None if _NOTHING in read.values() else {**self._arguments, **read}

    @property
    def differs(self) -> bool:
        """True where something was changed."""
        return self.arguments != self._arguments

    def begin(self) -> None:
        """Put the cursor at the end of the first box."""
        box = next(iter(self.fields.values())).box
        box.setFocus()
        if isinstance(box, QPlainTextEdit):
            box.moveCursor(box.textCursor().MoveOperation.End)

    def _field(self, name: str, value: Any) -> Field:  # noqa: ANN401 (any JSON)
        shown = one_line(name, 60)
        if _kind(value) == "lines":
            shown = QCoreApplication.translate("editor", "{name}, one on each line").format(name=shown)
        self._column.addWidget(label(shown, "caption", "tertiary"))
        box: QPlainTextEdit | QLineEdit
        if _kind(value) == "number":
            box = QLineEdit(str(value))
            first = box.text()
        else:
            box = QPlainTextEdit("\n".join(value) if not isinstance(value, str) else value)
            box.setProperty("sunken", True)
            box.setFont(self._theme.font("code"))
            box.setTabChangesFocus(True)
            box.document().setDocumentMargin(8)
            box.document().documentLayout().documentSizeChanged.connect(lambda _size: _fit(box))
            _fit(box)
            first = box.toPlainText()
        box.setAccessibleName(shown)
        box.textChanged.connect(self._on_changed)
        self._column.addWidget(box)
        return Field(value, box, first)

    def _on_changed(self) -> None:
        wrong = [name for name, field in self.fields.items() if field.read() is _NOTHING]
        text = self.tr("{name} is a number.").format(name=one_line(wrong[0], 60)) if wrong else ""
        self.problem.setText(text)
        self.problem.setVisible(bool(wrong))
        self.edited.emit()


def _fit(box: QPlainTextEdit | QLineEdit) -> None:
    """As high as its lines, within limits: a plain text's size is counted in lines."""
    if isinstance(box, QPlainTextEdit):
        lines = box.document().size().height()
        height = lines * box.fontMetrics().lineSpacing() + 22
        box.setFixedHeight(round(min(HIGHEST, max(LOWEST, height))))
