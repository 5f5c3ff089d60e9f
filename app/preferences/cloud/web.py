"""Which search engines may be asked, and for which region."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QEvent, QLocale, Qt, Signal
from PySide6.QtWidgets import QVBoxLayout

from app.choice import ChoiceBox
from app.preferences.check_line import CheckLine
from app.preferences.section import Section
from app.theme.plain import one_line
from app.theme.theme import Theme
from app.theme.widgets import label
from engine.cloud import ANYWHERE, ENGINES, CloudSettings, search_host

NAMES = {"duckduckgo": "DuckDuckGo"}
REGIONS = {
    "au-en": "en_AU",
    "at-de": "de_AT",
    "be-fr": "fr_BE",
    "be-nl": "nl_BE",
    "br-pt": "pt_BR",
    "ca-en": "en_CA",
    "ca-fr": "fr_CA",
    "cn-zh": "zh_CN",
    "dk-da": "da_DK",
    "fi-fi": "fi_FI",
    "fr-fr": "fr_FR",
    "de-de": "de_DE",
    "hk-tzh": "zh_HK",
    "in-en": "en_IN",
    "it-it": "it_IT",
    "jp-jp": "ja_JP",
    "kr-kr": "ko_KR",
    "mx-es": "es_MX",
    "nl-nl": "nl_NL",
    "no-no": "nb_NO",
    "pl-pl": "pl_PL",
    "pt-pt": "pt_PT",
    "es-es": "es_ES",
    "se-sv": "sv_SE",
    "ch-de": "de_CH",
    "ch-fr": "fr_CH",
    "tw-tzh": "zh_TW",
    "uk-en": "en_GB",
    "us-en": "en_US",
}
"""Regions as DuckDuckGo writes them, with the locale that names each in its own language."""


def engine_word(engine: str) -> str:
    """The name of a search engine."""
    return NAMES.get(engine, engine.capitalize())


def region_word(region: str) -> str:
    """A region and its language, named in that language; as it is written where it is not one of REGIONS."""
    if region not in REGIONS:
        return one_line(region, 20)
    locale = QLocale(REGIONS[region])
    return f"{locale.nativeTerritoryName()} · {locale.nativeLanguageName()}"


class WebSection(Section):
    """`changed` brings CloudSettings."""

    changed = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._cloud = CloudSettings()
        self.lines = {engine: CheckLine(theme, engine_word(engine)) for engine in ENGINES}
        lines = QVBoxLayout()
        lines.setSpacing(2)
        for engine, line in self.lines.items():
            lines.addWidget(line)
            line.box.clicked.connect(lambda _on, engine=engine: self._turned(engine))
        self.said = label("", "caption", "denied", wrap=True)
        self.said.hide()
        self._caption = label("", "caption", "tertiary")
        self._caption.setContentsMargins(0, 4, 0, 0)
        self.region = ChoiceBox(theme)
        self.region.activated.connect(self._region_chosen)
        self.column.addLayout(lines)
        self.column.addWidget(self.said)
        self.column.addWidget(self._caption)
        self.column.addWidget(self.region, 0, Qt.AlignmentFlag(0))
        self.retranslate()

    def show_cloud(self, cloud: CloudSettings) -> None:
        """Show what is in force."""
        self._cloud = cloud
        for engine, line in self.lines.items():
            line.box.setChecked(engine in cloud.engines)
            line.name(f"{engine_word(engine)} · {search_host(engine, cloud.region)}")
        if self.region.findData(cloud.region) < 0:
            self.region.addItem(region_word(cloud.region), cloud.region)
        self.region.setCurrentIndex(self.region.findData(cloud.region))

    def retranslate(self) -> None:
        """Take the texts of the language in force; regions are named in their own."""
        self.set_texts(
            self.tr("Web search"),
            self.tr("Each engine that is checked is named on the card before a search, and gets its words."),
        )
        self.said.setText(
            self.tr("One engine must stay. To search nowhere, turn web_search off under Rules.")
        )
        self._caption.setText(self.tr("Region of the results"))
        self.region.setAccessibleName(self.tr("Region of the results"))
        self.region.clear()
        self.region.addItem(self.tr("All regions"), ANYWHERE)
        for region in sorted(REGIONS, key=lambda one: region_word(one).casefold()):
            self.region.addItem(region_word(region), region)
        self.show_cloud(self._cloud)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()

    def _turned(self, engine: str) -> None:
        chosen = tuple(one for one, line in self.lines.items() if line.box.isChecked())
        self.said.setVisible(not chosen)
        if chosen:
            self.changed.emit(replace(self._cloud, engines=chosen))
        else:
            self.lines[engine].box.setChecked(True)

    def _region_chosen(self, _number: int) -> None:
        self.said.hide()
        self.changed.emit(replace(self._cloud, region=str(self.region.currentData())))
