"""Personal data that was found in what would be sent: a line for each, with a switch to hide it or not."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.counted import Counted
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import ElidedLabel, button, set_look
from app.tick import TickBox
from engine.contracts import Preview, Replaced

MOST = 4
SPOKEN = 12
SHOWN = 60
SECRET = frozenset(("secret", "password", "private_key"))
BEGINNING = 4


def kind_words(kind: str) -> str:
    """A kind of personal data, or of secret, in words."""
    names = {
        "email": QCoreApplication.translate("hidden", "e-mail address"),
        "phone": QCoreApplication.translate("hidden", "phone number"),
        "card": QCoreApplication.translate("hidden", "card number"),
        "iban": QCoreApplication.translate("hidden", "bank account"),
        "bic": QCoreApplication.translate("hidden", "bank code"),
        "national_id": QCoreApplication.translate("hidden", "identity number"),
        "ssn": QCoreApplication.translate("hidden", "social security number"),
        "passport": QCoreApplication.translate("hidden", "passport number"),
        "birth_date": QCoreApplication.translate("hidden", "date of birth"),
        "ip": QCoreApplication.translate("hidden", "network address"),
        "mac": QCoreApplication.translate("hidden", "device address"),
        "coordinates": QCoreApplication.translate("hidden", "coordinates"),
        "secret": QCoreApplication.translate("hidden", "access token"),
        "password": QCoreApplication.translate("hidden", "password"),
        "private_key": QCoreApplication.translate("hidden", "private key"),
        "crypto": QCoreApplication.translate("hidden", "wallet address"),
        "dictionary": QCoreApplication.translate("hidden", "from your own list"),
    }
    return names.get(kind) or one_line(kind, SHOWN)


def found_words(found: Replaced) -> str:
    """What was found, in brief; of a secret only its beginning."""
    if found.kind in SECRET and len(found.original) > 2 * BEGINNING:
        shown = one_line(found.original[:BEGINNING], SHOWN) + "…"
    else:
        shown = one_line(found.original, SHOWN)
    text = QCoreApplication.translate("hidden", "{text} ({kind})")
    return text.format(kind=kind_words(found.kind), text=shown)


def line_words(found: Replaced, *, hidden: bool) -> str:
    """`Hidden: e-mail address ada@example.org, sent as [EMAIL_1]`, or that it goes as it is."""
    if hidden:
        text = QCoreApplication.translate("hidden", "Hidden: {found}, sent as {placeholder}")
    else:
        text = QCoreApplication.translate("hidden", "Not hidden: {found}, sent as it is")
    return text.format(found=found_words(found), placeholder=one_line(found.placeholder, SHOWN))


def spoken(preview: Preview | None) -> list[str]:
    """A line for each of the first finds, to be read out."""
    if preview is None:
        return []
    lines = [line_words(found, hidden=True) for found in preview.replaced]
    return [*lines, *(line_words(found, hidden=False) for found in preview.kept)][:SPOKEN]


class HiddenLine(QWidget):
    """One find; checked means hidden."""

    def __init__(self, theme: Theme, found: Replaced, *, hidden: bool) -> None:
        super().__init__()
        self.found = found
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self.box = TickBox(theme)
        self.box.setChecked(hidden)
        self.words = ElidedLabel("", "small", "")
        row.addWidget(self.box)
        row.addWidget(self.words, 1)
        self.box.toggled.connect(self.retell)
        self.retell()

    def retell(self) -> None:
        """Say anew what the box says."""
        hidden = self.box.isChecked()
        self.words.set_text(line_words(self.found, hidden=hidden))
        self.words.setToolTip(self.words.full_text)
        set_look(self.words, "tone", "secondary" if hidden else "leaves")
        name = QCoreApplication.translate("hidden", "Hide {found}").format(found=found_words(self.found))
        self.box.setAccessibleName(name)
        self.box.setToolTip(name)


class HiddenLines(QWidget):
    """All finds of one call, the first few in sight. `switched` fires once the user hides or shows one."""

    switched = Signal()

    def __init__(self, theme: Theme, preview: Preview) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        finds = {found.original: (found, True) for found in preview.replaced}
        finds |= {found.original: (found, False) for found in preview.kept}
        self.lines = [HiddenLine(theme, found, hidden=hidden) for found, hidden in finds.values()]
        self._before = self.originals
        for number, line in enumerate(self.lines):
            line.box.toggled.connect(self.switched)
            column.addWidget(line)
            line.setVisible(number < MOST or len(self.lines) == MOST + 1)
        self.more = button(Counted().show_finds(len(self.lines)), "link")
        self.more.clicked.connect(self.show_all)
        column.addWidget(self.more)
        self.more.setVisible(len(self.lines) > MOST + 1)

    @property
    def originals(self) -> tuple[str, ...]:
        """What shall be sent as it is."""
        return tuple(line.found.original for line in self.lines if not line.box.isChecked())

    @property
    def differs(self) -> bool:
        """True where something was switched since the card came."""
        return self.originals != self._before

    def show_all(self) -> None:
        """Bring every line into sight."""
        for line in self.lines:
            line.show()
        self.more.hide()

    def reset(self) -> None:
        """Put every switch back."""
        for line in self.lines:
            line.box.blockSignals(True)
            line.box.setChecked(line.found.original not in self._before)
            line.box.blockSignals(False)
            line.retell()
