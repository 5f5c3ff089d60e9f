"""A model on another computer: where it is, how far it is trusted, and whether it answers."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLineEdit,
    QRadioButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from app.engine_words import in_words
from app.models.endpoint_fields import LEAST_CONTEXT, Fields, Problem, Trust, fill, read
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import button, label, put_icon, set_look
from engine.events import EndpointChecked
from engine.model.port import EndpointSettings

MOST_NAMES = 12
TRUSTS: tuple[Trust, ...] = ("each", "own")


class EndpointForm(QFrame):
    """Folded to one line. `saved` brings EndpointSettings and the key, which is empty where none was typed.

    `check_wanted` asks for a look at what was saved last.
    """

    saved = Signal(object, str)
    check_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._in_force = EndpointSettings()
        self._open = self._waiting = False
        self._problem: Problem | None = None
        self._checked: EndpointChecked | None = None
        self.setProperty("card", "true")
        self.fold = button("", "fold")
        self.fold.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.fold.clicked.connect(lambda: self._turn(not self._open))
        self._about = label("", "small", "secondary", wrap=True)
        self.base_url, self.model, self.key, self.context = (QLineEdit() for _ in range(4))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self._captions = tuple(label("", "caption", "tertiary") for _ in range(4))
        self.trusts = {trust: QRadioButton() for trust in TRUSTS}
        self._trust_words = {trust: label("", "small", "secondary", wrap=True) for trust in TRUSTS}
        self.said = label("", "small", "secondary", wrap=True)
        self.use, self.leave, self.check = (button("", compact=True) for _ in range(3))
        self._lay_out()
        self._connect()
        self._put(fill(self._in_force))
        self.retranslate()

    def show_endpoint(self, endpoint: EndpointSettings) -> None:
        """Show what is in force; what is being typed stays, unless it is what was saved just now."""
        if self._waiting or (endpoint != self._in_force and not self._edited):
            self._put(fill(endpoint))
        changed, self._waiting = endpoint != self._in_force, False
        self._in_force = endpoint
        if changed:
            self._problem = self._checked = None
        if endpoint.in_use:
            self._turn(True)
        self._tell()

    def show_check(self, event: EndpointChecked) -> None:
        """Show what a check came to."""
        self._problem, self._checked = None, event
        self._tell()

    def fields(self) -> Fields:
        """The fields as they are typed now."""
        trust: Trust = "own" if self.trusts["own"].isChecked() else "each"
        base_url, model, key, context = (field.text() for field in self._lines())
        return Fields(base_url, model, key, context, trust)

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self._about.setText(
            self.tr(
                "A server that speaks the OpenAI protocol, such as vLLM, llama-server or SGLang, can answer "
                "in the place of a model of this computer. Your conversation then leaves this computer: you "
                "are asked before, and each request is on record."
            )
        )
        names = (self.tr("Address"), self.tr("Model"), self.tr("Key"), self.tr("Context in tokens"))
        for caption, field, name in zip(self._captions, self._lines(), names, strict=True):
            caption.setText(name)
            field.setAccessibleName(name)
        self.base_url.setPlaceholderText("http://studio.lan:8000/v1")
        trusts: dict[Trust, tuple[str, str]] = {
            "each": (
                self.tr("Ask for every request"),
                self.tr("A yes sends one request, or all requests of one answer."),
            ),
            "own": (
                self.tr("It is my own machine"),
                self.tr(
                    "A yes may hold for a whole conversation. "
                    "Once private data has been read in it, for one answer only."
                ),
            ),
        }
        for trust, (name, sentence) in trusts.items():
            self.trusts[trust].setText(name)
            self.trusts[trust].setAccessibleDescription(sentence)
            self._trust_words[trust].setText(sentence)
        self.leave.setText(self.tr("Use a model of this computer"))
        self.check.setText(self.tr("Check"))
        self.check.setToolTip(self.tr("Saves this, then asks the endpoint which models it has"))
        self._restyle()
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    @property
    def _edited(self) -> bool:
        return self.fields() != fill(self._in_force)

    def _lines(self) -> tuple[QLineEdit, ...]:
        return self.base_url, self.model, self.key, self.context

    def _put(self, fields: Fields) -> None:
        texts = (fields.base_url, fields.model, fields.key, fields.context)
        for field, text in zip(self._lines(), texts, strict=True):
            field.setText(text)
        self.trusts[fields.trust].setChecked(True)

    def _connect(self) -> None:
        for field in self._lines():
            field.textEdited.connect(self._on_edit)
        for made in self.trusts.values():
            made.clicked.connect(self._on_edit)
        self.use.clicked.connect(lambda: self._save(in_use=True))
        self.leave.clicked.connect(self._leave)
        self.check.clicked.connect(self._check)
        self._theme.changed.connect(self._restyle)

    def _on_edit(self) -> None:
        self._problem = self._checked = None
        self._tell()

    def _save(self, *, in_use: bool) -> bool:
        """Hand over what is typed; False where it cannot be used."""
        found = read(self.fields(), self._in_force, in_use=in_use)
        self._problem = found if isinstance(found, Problem) else None
        self._checked = None
        if isinstance(found, EndpointSettings):
            self._waiting = True
            self.saved.emit(found, self.key.text().strip())
        self._tell()
        return isinstance(found, EndpointSettings)

    def _leave(self) -> None:
        """Only who answers changes; what is typed and not saved stays typed."""
        left = self._in_force
        self.saved.emit(
            EndpointSettings(left.base_url, left.model, left.key_name, left.trust, left.context), ""
        )

    def _check(self) -> None:
        if not self._edited or self._save(in_use=self._in_force.in_use):
            self.check_wanted.emit()

    def _tell(self) -> None:
        """Bring buttons and sentence up to date."""
        typed = bool(self.base_url.text().strip())
        in_use = self._in_force.in_use
        if not typed and self._in_force.base_url:
            self.use.setText(self.tr("Remove the endpoint"))
        else:
            self.use.setText(self.tr("Save changes") if in_use else self.tr("Use this endpoint"))
        self.use.setEnabled(self._edited if in_use or not typed else True)
        self.leave.setVisible(in_use)
        self.check.setEnabled(typed)
        known = bool(self._in_force.key_name)
        self.key.setPlaceholderText(self.tr("in the keyring") if known else self.tr("none"))
        text, tone = self._sentence()
        self.said.setText(text)
        self.said.setVisible(bool(text))
        set_look(self.said, "tone", tone)
        host = one_line(self._in_force.base_url.partition("//")[2].partition("/")[0], 60)
        plain = self.tr("A model on another computer")
        self.fold.setText(f"{plain} · {host}" if in_use else plain)
        state = self.tr("unfolded") if self._open else self.tr("folded")
        self.fold.setAccessibleName(f"{self.fold.text()}, {state}")

    def _sentence(self) -> tuple[str, str]:
        if self._problem is not None:
            return self._problem_words(self._problem), "denied"
        if self._checked is not None:
            return self._check_words(self._checked)
        if self._in_force.in_use:
            return self.tr("This endpoint answers now."), "leaves"
        return "", "secondary"

    def _check_words(self, event: EndpointChecked) -> tuple[str, str]:
        if event.problem:
            return f"{in_words(event.problem)} {in_words(event.way_out)}", "denied"
        if not event.models:
            text = self.tr("{host} has named no model.")
            return text.format(host=one_line(event.host, 60)), "secondary"
        names = ", ".join(one_line(name, 60) for name in event.models[:MOST_NAMES])
        if self._in_force.model not in event.models:
            text = self.tr("{host} answers, but has no model called {model}. It has: {names}.")
            model = one_line(self._in_force.model, 60)
            return text.format(host=one_line(event.host, 60), model=model, names=names), "denied"
        text = self.tr("{host} answers. It has: {names}.")
        return text.format(host=one_line(event.host, 60), names=names), "local"

    def _problem_words(self, problem: Problem) -> str:
        return {
            Problem.ADDRESS: self.tr(
                "This is no usable address. Write it as https://host/v1, without a user name or a query."
            ),
            Problem.PLAIN_HTTP: self.tr(
                "http sends your conversation unencrypted. Use https, or a server on your own network."
            ),
            Problem.MODEL: self.tr("Write the name of the model as the server knows it."),
            Problem.KEY: self.tr("A key holds plain letters, digits and signs, and no spaces."),
            Problem.CONTEXT: self.tr("Write the context as a whole number from {least}.").format(
                least=LEAST_CONTEXT
            ),
        }[problem]

    def _turn(self, open_: bool) -> None:
        self._open = open_
        self._body.setVisible(open_)
        self._restyle()
        self._tell()

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
        column.setContentsMargins(0, 10, 0, 6)
        column.setSpacing(12)
        column.addWidget(self._about)
        column.addLayout(self._grid())
        column.addLayout(self._trust_lines())
        column.addWidget(self.said)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        for one in (self.use, self.leave, self.check):
            foot.addWidget(one)
        foot.addStretch(1)
        column.addLayout(foot)
        outer.addWidget(self._body)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        places = ((0, 0, 2), (2, 0, 1), (2, 1, 1), (4, 0, 1))
        for caption, field, (row, column, span) in zip(self._captions, self._lines(), places, strict=True):
            caption.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(caption, row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return grid

    def _trust_lines(self) -> QVBoxLayout:
        lines = QVBoxLayout()
        lines.setSpacing(8)
        self._group = QButtonGroup(self)
        for trust in TRUSTS:
            self._group.addButton(self.trusts[trust])
            self.trusts[trust].setCursor(Qt.CursorShape.PointingHandCursor)
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(self.trusts[trust])
            self._trust_words[trust].setContentsMargins(25, 0, 0, 0)
            words.addWidget(self._trust_words[trust])
            lines.addLayout(words)
        return lines
