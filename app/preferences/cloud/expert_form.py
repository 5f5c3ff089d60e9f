"""The form for one expert. It keeps what is typed, whatever comes in meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from app.choice import ChoiceBox
from app.preferences.cloud.authority import AuthorityLine, FileChooser, choose_file
from app.preferences.cloud.expert_fields import Fields, Problem, fill, key_name_of, name_for, read
from app.preferences.cloud.words import listed_words, problem_words, provider_word
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import button, label, put_icon, rule, set_look
from engine.cloud import BASE_URLS, CloudSettings, Expert, ExpertView, Provider, thinking_works

_MENDED_IN = {
    Problem.NAMELESS: "name",
    Problem.NAME: "name",
    Problem.TAKEN: "name",
    Problem.MODEL: "model",
    Problem.ADDRESS: "base_url",
    Problem.PLAIN_HTTP: "base_url",
    Problem.AUTHORITY: "base_url",
    Problem.KEY: "key",
    Problem.PRICE: "price_in",
    Problem.LENGTH: "max_tokens",
    Problem.THINKING: "thinking",
}
"""The field in which each problem is mended."""
KeyPlaces = dict[str, str]
"""Where the key of each name was put in this run: `keyring` or `run`."""


class ExpertForm(QWidget):
    """`saved` brings the Expert, its key, which is empty where none was typed, and whether to test it.

    `left` says that the form is done with; `key_removed` brings the name of a key.
    """

    saved = Signal(object, str, bool)
    left = Signal()
    key_removed = Signal(str)

    def __init__(self, theme: Theme, choose: FileChooser = choose_file) -> None:
        super().__init__()
        self._theme = theme
        self._cloud = CloudSettings()
        self._places: KeyPlaces = {}
        self._before: Expert | None = None
        self._view: ExpertView | None = None
        self._problem: Problem | None = None
        self._open = False
        self._named = False
        self.provider, self.models = ChoiceBox(theme), ChoiceBox(theme)
        for provider in Provider:
            self.provider.addItem("", provider)
        self.name, self.model, self.base_url, self.key = (QLineEdit() for _ in range(4))
        self.price_in, self.price_out, self.max_tokens, self.thinking = (QLineEdit() for _ in range(4))
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self._captions = {field: label("", "caption", "tertiary") for field in self._fields()}
        self.heading = label("", "small-strong")
        self.more = button("", "fold")
        self.remove_key = button("", "link")
        self.authority = AuthorityLine(choose)
        self.unset = label("", "caption", "tertiary", wrap=True)
        self.said = label("", "small", "denied", wrap=True)
        self.save, self.test, self.cancel = (button("", compact=True) for _ in range(3))
        self._lay_out()
        self._connect()
        self.retranslate()

    @property
    def before(self) -> Expert | None:
        """The expert that is being changed; None while a new one is written."""
        return self._before

    def open_for(self, view: ExpertView | None, cloud: CloudSettings, models: Sequence[str] = ()) -> None:
        """Begin with an expert in force, or with a new one for None. `models` may be chosen from."""
        self._before, self._view, self._cloud = (view.expert if view else None), view, cloud
        self._problem, self._named = None, view is not None
        self._put(fill(view.expert) if view else Fields())
        self._turn(bool(view and (view.expert.own and view.expert.provider is not Provider.COMPATIBLE)))
        self.offer(models)
        self._tell()
        (self.model if view else self.provider).setFocus(Qt.FocusReason.OtherFocusReason)

    def keep(self, cloud: CloudSettings, places: KeyPlaces) -> None:
        """Take what is in force now; what is typed stays."""
        self._cloud, self._places = cloud, places
        if self._before is not None:
            same = cloud.expert(self._before.id)
            self._before = same or self._before
        self._tell()

    def offer(self, models: Sequence[str]) -> None:
        """Let the model be chosen from those that the server has named."""
        self.models.clear()
        self.models.addItem(self.tr("Choose from %n model(s)…", "", len(models)))
        self.models.addItems(sorted(models, key=str.casefold))
        self.models.setVisible(bool(models))

    def fields(self) -> Fields:
        """The fields as they are typed now."""
        provider = Provider(self.provider.currentData())
        texts = (self.model, self.base_url, self.key, self.price_in, self.price_out)
        model, base_url, key, price_in, price_out = (field.text() for field in texts)
        lengths = (self.max_tokens.text(), self.thinking.text(), self.authority.pem)
        return Fields(self.name.text(), provider, model, base_url, key, price_in, price_out, *lengths)

    def controls(self) -> tuple[QWidget, ...]:
        """All that can be worked by keys, in the order in which Tab should come to it."""
        above = self._first.indexOf(self.base_url) >= 0
        start = (self.provider, self.name, self.model, self.models)
        middle = (self.key, self.remove_key, self.more)
        rest = (self.price_in, self.price_out, self.max_tokens, self.thinking)
        end = (self.authority.drop, self.authority.pick, self.save, self.test, self.cancel)
        return (
            (*start, self.base_url, *middle, *rest, *end)
            if above
            else (*start, *middle, self.base_url, *rest, *end)
        )

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        names = (
            self.tr("Provider"),
            self.tr("Model"),
            self.tr("Name"),
            self.tr("Key"),
            self.tr("Address"),
            self.tr("Price in, $ per million tokens"),
            self.tr("Price out, $ per million tokens"),
            self.tr("Longest answer, in tokens"),
            self.tr("Thinking, in tokens"),
        )
        for (field, caption), name in zip(self._captions.items(), names, strict=True):
            caption.setText(name)
            field.setAccessibleName(name)
        for number, provider in enumerate(Provider):
            self.provider.setItemText(number, provider_word(provider))
        self.models.setAccessibleName(self.tr("Models that the server has named"))
        self.models.setItemText(0, self.tr("Choose from %n model(s)…", "", max(0, self.models.count() - 1)))
        self.model.setPlaceholderText(self.tr("as the provider writes it"))
        self.name.setPlaceholderText(self.tr("yours to choose"))
        self.remove_key.setText(self.tr("Remove key"))
        self.save.setText(self.tr("Save"))
        self.test.setText(self.tr("Save and test key"))
        self.test.setToolTip(self.tr("Asks the provider for its list of models, which costs nothing"))
        self.cancel.setText(self.tr("Cancel"))
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _fields(self) -> tuple[QWidget, ...]:
        first = (self.provider, self.model, self.name, self.key, self.base_url)
        return (*first, self.price_in, self.price_out, self.max_tokens, self.thinking)

    def _put(self, fields: Fields) -> None:
        self.provider.setCurrentIndex(self.provider.findData(fields.provider))
        for field, text in (
            (self.name, fields.name),
            (self.model, fields.model),
            (self.base_url, fields.base_url),
            (self.key, fields.key),
            (self.price_in, fields.price_in),
            (self.price_out, fields.price_out),
            (self.max_tokens, fields.max_tokens),
            (self.thinking, fields.thinking),
        ):
            field.setText(text)
        self.authority.show_pem(fields.authority)

    def _connect(self) -> None:
        for field in self._fields():
            if isinstance(field, QLineEdit):
                field.textEdited.connect(self._edited)
                field.returnPressed.connect(lambda: self._save(test=False))
        self.name.textEdited.connect(self._name_typed)
        self.model.textEdited.connect(self._suggest)
        self.provider.activated.connect(self._edited)
        self.models.activated.connect(self._model_chosen)
        self.more.clicked.connect(lambda: self._turn(not self._open))
        self.authority.changed.connect(self._edited)
        self.remove_key.clicked.connect(lambda: self.key_removed.emit(self._key_name()))
        self.save.clicked.connect(lambda: self._save(test=False))
        self.test.clicked.connect(lambda: self._save(test=True))
        self.cancel.clicked.connect(self.left)
        self._theme.changed.connect(self._restyle)

    def _edited(self) -> None:
        self._problem = None
        self._tell()

    def _name_typed(self, text: str) -> None:
        self._named = bool(text)

    def _suggest(self, model: str) -> None:
        if not self._named:
            self.name.setText(name_for(model.strip(), [expert.id for expert in self._cloud.experts]))

    def _model_chosen(self, number: int) -> None:
        if number > 0:
            self.model.setText(self.models.itemText(number))
            self._suggest(self.model.text())
            self._edited()

    def _save(self, *, test: bool) -> None:
        found = read(self.fields(), self._before, self._cloud)
        self._problem = found if isinstance(found, Problem) else None
        if isinstance(found, Expert):
            key = self.key.text().strip()
            self.key.clear()
            self.saved.emit(found, key, test)
        self._tell()
        if isinstance(found, Problem):
            self._mend(found)

    def _mend(self, problem: Problem) -> None:
        """Put the cursor where the problem is mended."""
        field = getattr(self, _MENDED_IN[problem])
        if self._body.isAncestorOf(field):
            self._turn(True)
        field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _key_name(self) -> str:
        fields = self.fields()
        return key_name_of(Expert("", fields.provider, base_url=fields.base_url.strip().rstrip("/")))

    def _tell(self) -> None:
        """Bring everything that depends on what is typed up to date."""
        changed = self.tr("Change {name}").format(name=one_line(self._before.id, 40)) if self._before else ""
        self.heading.setText(changed or self.tr("New expert"))
        name = self._key_name()
        there = any(expert.key_name == name for expert in self._cloud.experts) if name else False
        self.key.setPlaceholderText(self._key_words(self._places.get(name, "") if there else None))
        self.remove_key.setVisible(there)
        provider = Provider(self.provider.currentData())
        self.base_url.setPlaceholderText(BASE_URLS.get(provider, "https://api.example.com/v1"))
        self._place_address(above=provider is Provider.COMPATIBLE)
        view = self._view if self._view and self._view.expert.model == self.model.text().strip() else None
        listed = view if view and view.listed else None
        self.price_in.setPlaceholderText(listed_words(listed.price_in if listed else None))
        self.price_out.setPlaceholderText(listed_words(listed.price_out if listed else None))
        self.authority.allow(bool(self.base_url.text().strip()))
        self._tell_thinking(Expert("", provider, self.model.text().strip()))
        text = problem_words(self._problem) if self._problem else ""
        self.said.setText(text)
        self.said.setVisible(bool(text))
        self._tell_more()

    def _tell_thinking(self, expert: Expert) -> None:
        """Whether the setting has an effect: not every model takes it, nor every server."""
        works = thinking_works(expert)
        self.thinking.setEnabled(works)
        text = "" if works else self.tr("Whether this model thinks cannot be set from here.")
        if expert.provider is Provider.COMPATIBLE:
            text = self.tr("How this server is asked to think is not known, so the setting has no effect.")
        self.unset.setText(text)
        self.unset.setVisible(bool(text))

    def _key_words(self, place: str | None) -> str:
        return {
            None: self.tr("none yet"),
            "keyring": self.tr("in the keyring"),
            "run": self.tr("for this run only"),
        }.get(place, self.tr("saved before"))

    def _tell_more(self) -> None:
        text = self.tr("More: address, prices, lengths")
        if Provider(self.provider.currentData()) is Provider.COMPATIBLE:
            text = self.tr("More: prices, lengths, certificate authority")
        state = self.tr("unfolded") if self._open else self.tr("folded")
        self.more.setText(text)
        self.more.setAccessibleName(f"{text}, {state}")
        self._restyle()

    def _turn(self, open_: bool) -> None:
        self._open = open_
        self._body.setVisible(open_)
        self._tell_more()

    def _restyle(self) -> None:
        put_icon(self.more, self._theme, "chevron-down" if self._open else "chevron-right", "ink_tertiary")

    def _place_address(self, *, above: bool) -> None:
        """The address stands among the first fields where there is none to start from."""
        grid = self._first if above else self._second
        other = self._second if above else self._first
        if grid.indexOf(self.base_url) < 0:
            for row, part in enumerate((self._captions[self.base_url], self.base_url)):
                other.removeWidget(part)
                grid.addWidget(part, (5 if above else 0) + row, 0, 1, 2)
                part.show()
            for before, after in pairwise(self.controls()):
                QWidget.setTabOrder(before, after)

    def _lay_out(self) -> None:
        self._first, self._second = _grid(), _grid()
        captioned = {field: (caption, field) for field, caption in self._captions.items()}
        _add(self._first, 0, captioned[self.provider], captioned[self.name])
        _add(self._first, 2, captioned[self.model])
        self._first.addWidget(self.models, 4, 0, 1, 2)
        _add(self._first, 7, captioned[self.key])
        self._first.addWidget(self.remove_key, 9, 0, Qt.AlignmentFlag.AlignLeft)
        _add(self._second, 2, captioned[self.price_in], captioned[self.price_out])
        _add(self._second, 4, captioned[self.max_tokens], captioned[self.thinking])
        self._second.addWidget(self._captions[self.base_url], 0, 0, 1, 2)
        self._second.addWidget(self.base_url, 1, 0, 1, 2)
        self._body = QWidget()
        body = _column(6, self._body)
        body.addLayout(self._second)
        body.addWidget(self.unset)
        body.addWidget(self.authority)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for one in (self.save, self.test, self.cancel):
            foot.addWidget(one)
        foot.addStretch(1)
        column = _column(8, self)
        for part in (rule(), self.heading):
            column.addWidget(part)
        column.addLayout(self._first)
        column.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for below in (self._body, self.said):
            column.addWidget(below)
        column.addLayout(foot)
        self._body.hide()
        self.models.hide()
        set_look(self.remove_key, "flush", True)


def _grid() -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(12)
    grid.setVerticalSpacing(4)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    return grid


def _add(grid: QGridLayout, row: int, *fields: tuple[QLabel, QWidget]) -> None:
    """Fields side by side, each below its caption."""
    span = 2 if len(fields) == 1 else 1
    for column, (caption, field) in enumerate(fields):
        caption.setContentsMargins(0, 4, 0, 0)
        grid.addWidget(caption, row, column, 1, span)
        grid.addWidget(field, row + 1, column, 1, span)


def _column(spacing: int, widget: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(spacing)
    return column
