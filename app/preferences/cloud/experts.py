"""The user's experts: a list, and a form to add one or change one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.preferences.cloud.authority import FileChooser, choose_file
from app.preferences.cloud.expert_form import ExpertForm
from app.preferences.cloud.expert_row import ExpertRow
from app.preferences.section import Section
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import button, label, set_look
from engine.cloud import CloudSettings, Expert, ExpertView
from engine.cloud_events import ExpertChecked, KeySaved


class ExpertsSection(Section):
    """`changed` brings CloudSettings; `key_given` a key's name and the key, which is empty to remove it.

    `test_wanted` brings an expert's id; `opened` fires once the form is there to be seen.
    """

    changed = Signal(object)
    key_given = Signal(str, str)
    test_wanted = Signal(str)
    opened = Signal()

    def __init__(self, theme: Theme, choose: FileChooser = choose_file) -> None:
        super().__init__()
        self._theme = theme
        self._cloud = CloudSettings()
        self._views: tuple[ExpertView, ...] = ()
        self._checked: dict[str, ExpertChecked] = {}
        self._testing: set[str] = set()
        self._places: dict[str, str] = {}
        self._saved: KeySaved | None = None
        self.rows: list[ExpertRow] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(9)
        self._none = label("", "small", "secondary", wrap=True)
        self.add = button("", compact=True)
        self.form = ExpertForm(theme, choose)
        self.form.hide()
        self.said = label("", "caption", "local", wrap=True)
        self.said.hide()
        self.column.addLayout(self._list)
        self.column.addSpacing(2)
        self.column.addWidget(self._none)
        self.column.addWidget(self.form)
        self.column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.column.addWidget(self.said)
        self.add.clicked.connect(lambda: self._open(None))
        self.form.left.connect(self._close)
        self.form.saved.connect(self._save)
        self.form.key_removed.connect(self._remove_key)
        theme.changed.connect(self._restyle)
        self._restyle()
        self.retranslate()

    def show_cloud(self, cloud: CloudSettings, views: Sequence[ExpertView]) -> None:
        """Show what is in force or asked for; a form that is open keeps what is typed."""
        by_id = {view.expert.id: view for view in views}
        shown = tuple(_view(expert, by_id.get(expert.id)) for expert in cloud.experts)
        if (cloud, shown) != (self._cloud, self._views):
            gone = {expert.id for expert in self._cloud.experts if expert not in cloud.experts}
            for expert_id in gone:
                self._checked.pop(expert_id, None)
            self._cloud, self._views = cloud, shown
            self._fill()
        self.form.keep(cloud, self._places)

    def waiting_for(self, expert_id: str) -> bool:
        """True while this expert's key is being tried."""
        return expert_id in self._testing

    def row_of(self, expert_id: str) -> ExpertRow | None:
        """The row of an expert, if it is shown."""
        return next((row for row in self.rows if row.view.expert.id == expert_id), None)

    def show_check(self, event: ExpertChecked) -> None:
        """Show what a test came to, and offer the models that were named."""
        self._testing.discard(event.expert_id)
        self._checked[event.expert_id] = event
        if self.form.before is not None and self.form.before.id == event.expert_id:
            self.form.offer(event.models)
        self._show_tests()

    def show_key(self, event: KeySaved) -> None:
        """Say where a key is now."""
        self._saved = event
        if event.where == "removed":
            self._places.pop(event.name, None)
        else:
            self._places[event.name] = event.where
        self.form.keep(self._cloud, self._places)
        self._tell()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.set_texts(
            self.tr("Experts"),
            self.tr(
                "Stronger models elsewhere, for what the model of this computer cannot answer. "
                "Where privacy allows it, each call asks you first, unless an earlier yes covers it."
            ),
        )
        self._none.setText(self.tr("No expert yet: everything is answered by the model in use."))
        self.add.setText(self.tr("Add an expert…"))
        self._fill()
        self._tell()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def escape(self) -> bool:
        """Close the form; False where none is open."""
        shown = self.form.isVisible()
        if shown:
            self._close()
        return shown

    def _fill(self) -> None:
        for row in self.rows:
            self._list.removeWidget(row)
            row.hide()
            row.deleteLater()
        named = self._cloud.named()
        self.rows = []
        for view in self._views:
            names = [tier for tier, expert in named.items() if expert == view.expert]
            row = ExpertRow(self._theme, view, names)
            row.edit_wanted.connect(lambda view=view: self._open(view))
            row.test_wanted.connect(lambda view=view: self._test(view.expert))
            row.removed.connect(lambda view=view: self._remove(view.expert))
            self.rows.append(row)
            self._list.addWidget(row)
        order = (*(part for row in self.rows for part in row.controls()), *self.form.controls(), self.add)
        for before, after in pairwise(order):
            QWidget.setTabOrder(before, after)
        self._none.setVisible(not self.rows)
        self._show_tests()

    def _show_tests(self) -> None:
        for row in self.rows:
            expert_id = row.view.expert.id
            row.show_test(self._checked.get(expert_id), waiting=expert_id in self._testing)

    def _open(self, view: ExpertView | None) -> None:
        checked = self._checked.get(view.expert.id) if view else None
        self._saved = None
        self._tell()
        self.form.show()
        self.add.hide()
        self.form.open_for(view, self._cloud, checked.models if checked else ())
        self.form.keep(self._cloud, self._places)
        self.opened.emit()

    def _close(self) -> None:
        self.form.key.clear()
        self.form.hide()
        self.add.show()
        self.add.setFocus()

    def _save(self, expert: Expert, key: str, test: bool) -> None:
        before = self.form.before
        self.changed.emit(put(self._cloud, expert, before))
        if key:
            self.key_given.emit(expert.key_name, key)
        self._close()
        if test:
            self._test(expert)

    def _test(self, expert: Expert) -> None:
        self._testing.add(expert.id)
        self._checked.pop(expert.id, None)
        self._show_tests()
        self.test_wanted.emit(expert.id)

    def _remove(self, expert: Expert) -> None:
        cloud = without(self._cloud, expert)
        if self.form.before == expert:
            self._close()
        self.changed.emit(cloud)
        if expert.key_name and all(other.key_name != expert.key_name for other in cloud.experts):
            self.key_given.emit(expert.key_name, "")

    def _remove_key(self, name: str) -> None:
        experts = tuple(
            replace(expert, key_name="") if expert.key_name == name else expert
            for expert in self._cloud.experts
        )
        self.key_given.emit(name, "")
        self.changed.emit(replace(self._cloud, experts=experts))

    def _tell(self) -> None:
        event = self._saved
        text = ""
        if event is not None:
            host = one_line(event.name.partition(":")[2], 60)
            text = {
                "keyring": self.tr("The key for {host} is in the keyring."),
                "run": self.tr(
                    "This system has no keyring, so the key for {host} is kept for this run only "
                    "and written nowhere."
                ),
                "removed": self.tr("The key for {host} is removed."),
            }[event.where].format(host=host)
        self.said.setText(text)
        self.said.setVisible(bool(text))
        set_look(self.said, "tone", "leaves" if event and event.where == "run" else "local")

    def _restyle(self) -> None:
        self.add.setIcon(self._theme.icon("plus", "ink"))


def put(cloud: CloudSettings, expert: Expert, before: Expert | None) -> CloudSettings:
    """`cloud` with an expert in the place of the one before, which the model's names follow; or added."""
    if before is None:
        return replace(cloud, experts=(*cloud.experts, expert))
    experts = tuple(expert if one.id == before.id else one for one in cloud.experts)
    tiers = {tier: expert.id if name == before.id else name for tier, name in cloud.tiers.items()}
    return replace(cloud, experts=experts, tiers=tiers)


def without(cloud: CloudSettings, expert: Expert) -> CloudSettings:
    """`cloud` without an expert, and without the model's names for it."""
    experts = tuple(one for one in cloud.experts if one.id != expert.id)
    tiers = {tier: name for tier, name in cloud.tiers.items() if name != expert.id}
    return replace(cloud, experts=experts, tiers=tiers)


def _view(expert: Expert, known: ExpertView | None) -> ExpertView:
    """What is known of an expert; one that was changed just now is known by nothing but itself."""
    return known if known is not None and known.expert == expert else ExpertView(expert, "")
