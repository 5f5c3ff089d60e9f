"""The expert: an endpoint that may be asked where the local model is not enough."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit

from app.preferences.expert_form import ExpertForm, Problem, fill, read
from app.preferences.section import Section
from app.theme.widgets import button, label, set_look
from engine.contracts import ExpertSettings


class ExpertSection(Section):
    """`saved` brings ExpertSettings and the key, which is empty where it was not typed."""

    saved = Signal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._in_force = ExpertSettings()
        self._waiting = False
        self._problem: Problem | None = None
        self.base_url, self.model, self.key, self.price_in, self.price_out = (QLineEdit() for _ in range(5))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self._captions = tuple(label("", "caption", "tertiary") for _ in range(5))
        self.said = label("", "caption", "denied", wrap=True)
        self.save = button("", compact=True)
        self.save.clicked.connect(self._save)
        self._lay_out()
        for field in self._fields():
            field.textEdited.connect(self._edited)
        self.retranslate()

    def show_expert(self, expert: ExpertSettings) -> None:
        """Show what is in force; what is being typed stays, unless it is what was saved just now."""
        if self._waiting or (expert != self._in_force and not self.save.isEnabled()):
            self._put(fill(expert))
        saved, self._waiting = self._waiting, False
        self._in_force = expert
        if saved:
            self._say(self.tr("Saved."), "local")
        self._tell_key()
        self._update_save()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.set_texts(
            self.tr("Expert"),
            self.tr(
                "A server that speaks the OpenAI protocol, in the cloud or on your own network. "
                "Where privacy allows it, each call asks you first, unless an earlier yes covers it. "
                "Leave the address empty for none."
            ),
        )
        names = (
            self.tr("Address"),
            self.tr("Model"),
            self.tr("Key"),
            self.tr("Price in, $ per million tokens"),
            self.tr("Price out, $ per million tokens"),
        )
        for caption, field, name in zip(self._captions, self._fields(), names, strict=True):
            caption.setText(name)
            field.setAccessibleName(name)
        self.base_url.setPlaceholderText("https://api.example.com/v1")
        self.price_in.setPlaceholderText(self.tr("unknown"))
        self.price_out.setPlaceholderText(self.tr("unknown"))
        self.save.setText(self.tr("Save"))
        self._tell_key()
        self._tell_problem()
        self._update_save()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def form(self) -> ExpertForm:
        """The fields as they are typed now."""
        return ExpertForm(*(field.text() for field in self._fields()))

    def _fields(self) -> tuple[QLineEdit, ...]:
        return self.base_url, self.model, self.key, self.price_in, self.price_out

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        places = ((0, 0, 2), (2, 0, 1), (2, 1, 1), (4, 0, 1), (4, 1, 1))
        for caption, field, (row, column, span) in zip(self._captions, self._fields(), places, strict=True):
            caption.setContentsMargins(0, 4, 0, 0)
            grid.addWidget(caption, row, column, 1, span)
            grid.addWidget(field, row + 1, column, 1, span)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        self.column.addLayout(grid)
        foot = QHBoxLayout()
        foot.setSpacing(12)
        foot.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        foot.addWidget(self.said, 1)
        self.column.addLayout(foot)

    def _put(self, form: ExpertForm) -> None:
        texts = (form.base_url, form.model, form.key, form.price_in, form.price_out)
        for field, text in zip(self._fields(), texts, strict=True):
            field.setText(text)

    def _edited(self) -> None:
        self._problem = None
        self._say("", "denied")
        self._update_save()

    def _save(self) -> None:
        found = read(self.form(), self._in_force)
        self._problem = found if isinstance(found, Problem) else None
        self._tell_problem()
        if isinstance(found, ExpertSettings):
            self._waiting = True
            self.saved.emit(found, self.key.text().strip())

    def _update_save(self) -> None:
        self.save.setEnabled(self.form() != fill(self._in_force))

    def _tell_key(self) -> None:
        known = bool(self._in_force.key_name)
        self.key.setPlaceholderText(self.tr("in the keyring") if known else self.tr("none"))

    def _tell_problem(self) -> None:
        if self._problem is not None:
            self._say(self._words(self._problem), "denied")

    def _words(self, problem: Problem) -> str:
        return {
            Problem.ADDRESS: self.tr(
                "This is no usable address. Write it as https://host/v1, without a user name or a query."
            ),
            Problem.PLAIN_HTTP: self.tr(
                "http sends your text and your key unencrypted. Use https, or a server on your own network."
            ),
            Problem.MODEL: self.tr("Write the name of the model as the server knows it."),
            Problem.PRICE: self.tr("Write both prices as amounts such as 2.50, or leave both empty."),
            Problem.KEY: self.tr("A key holds plain letters, digits and signs, and no spaces."),
        }[problem]

    def _say(self, text: str, tone: str) -> None:
        self.said.setText(text)
        set_look(self.said, "tone", tone)
