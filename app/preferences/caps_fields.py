"""The four caps as fields, where the user writes them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QWidget

from app.preferences import amounts
from app.preferences.limits import beyond
from app.theme.figures import money_words
from app.theme.plain import one_line
from app.theme.widgets import label
from engine.contracts import Caps, Money


class CapsFields(QWidget):
    """`edited` brings Caps that are all valid, and within an organisation's bounds."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._shown = Caps()
        self._bound: Caps | None = None
        self._organisation = ""
        self.fields = tuple(QLineEdit() for _ in range(4))
        self._captions = tuple(label("", "caption", "tertiary") for _ in range(4))
        self.problem = label("", "caption", "denied", wrap=True)
        self.problem.hide()
        self._hint = label("", "caption", "tertiary", wrap=True)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for number, (field, caption) in enumerate(zip(self.fields, self._captions, strict=True)):
            grid.addWidget(caption, 0, number)
            grid.addWidget(field, 1, number)
            field.setMinimumWidth(48)
            field.editingFinished.connect(self._finished)
        grid.addWidget(self.problem, 2, 0, 1, 4)
        grid.addWidget(self._hint, 3, 0, 1, 4)
        self.retranslate()

    def show_caps(self, caps: Caps) -> None:
        """Show what is in force, but leave a field alone that is being written in."""
        self._shown = caps
        for field, amount in zip(self.fields, each(caps), strict=True):
            if not field.hasFocus():
                field.setText(amounts.show(amount))
        self.problem.hide()

    def bound(self, caps: Caps | None, organisation: str) -> None:
        """Take nothing above `caps`, which the organisation has settled; None lifts that."""
        self._bound, self._organisation = caps, organisation
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        names = (self.tr("A call"), self.tr("A conversation"), self.tr("A day"), self.tr("A month"))
        bounds = [self._bound_words(amount) for amount in each(self._bound)] if self._bound else [""] * 4
        for field, caption, name, most in zip(self.fields, self._captions, names, bounds, strict=True):
            caption.setText(name)
            field.setAccessibleName(self.tr("Most that may be spent: {per}").format(per=name))
            field.setAccessibleDescription(most)
            field.setToolTip(most)
        self._hint.setText(self.tr("US dollars. The tightest of the four holds; 0 means free tools only."))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _bound_words(self, amount: Money) -> str:
        if amount >= amounts.MOST * 1_000_000:
            return ""
        text = self.tr("At most {sum}: set by {organisation}")
        return text.format(sum=money_words(amount), organisation=one_line(self._organisation, 60))

    def _finished(self) -> None:
        try:
            call, conversation, day, month = (amounts.parse(field.text()) for field in self.fields)
        except ValueError:
            self._refuse(self.tr("Write an amount such as 0.05 in each field."))
            return
        caps = Caps(call, conversation, day, month)
        above = beyond(caps, self._bound)
        if any(above) and self._bound is not None:
            self._refuse(self._bound_words(each(self._bound)[above.index(True)]))
            return
        self.problem.hide()
        if caps != self._shown:
            self._shown = caps
            self.edited.emit(caps)

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.problem.show()


def each(caps: Caps) -> tuple[Money, Money, Money, Money]:
    """The caps of a call, a conversation, a day and a month."""
    return caps.call, caps.conversation, caps.day, caps.month
