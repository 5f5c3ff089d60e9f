"""Before a file is removed."""

from __future__ import annotations

from app.models.panel import Panel
from app.theme.figures import size_words
from app.theme.plain import visible
from app.theme.widgets import label
from engine.model.port import ModelEntry


class RemovalPanel(Panel):
    """Asks once; the way back is to keep it."""

    def __init__(self, entry: ModelEntry) -> None:
        super().__init__("danger")
        self._entry = entry
        self.heading = label("", "small-strong", wrap=True)
        self._detail = label("", "small", "secondary", wrap=True, select=True)
        self.column.setSpacing(2)
        self.column.addWidget(self.heading)
        self.column.addWidget(self._detail)
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        entry = self._entry
        question = self.tr("Remove {size} from this computer?")
        self.heading.setText(question.format(size=size_words(entry.size)))
        self._detail.setText(self.tr("Deletes {path}.").format(path=visible(entry.path)))
        self.back.setText(self.tr("Keep"))
        self.agree.setText(self.tr("Remove"))
        self.agree.setAccessibleName(self.tr("Remove {name}").format(name=visible(entry.name)))
