"""The window's language: Qt translators at run time, and days and times in words.

Every widget builds its texts in a `retranslate()` of its own, and calls it when `changeEvent` brings a
LanguageChange; that is all it takes to follow a change of language while the program runs.
"""

from __future__ import annotations

import math
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QDate, QDateTime, QLibraryInfo, QLocale, QTranslator

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "i18n"
LANGUAGES = ("en", "zh_TW", "zh_CN")


def system_language(locale: QLocale | None = None) -> str:
    """The one of LANGUAGES that fits the system's own: Chinese by its script, else English."""
    for name in (locale or QLocale.system()).uiLanguages():
        parts = name.replace("_", "-").split("-")
        if parts[0] == "zh":
            traditional = {"Hant", "TW", "HK", "MO"} & set(parts[1:])
            return "zh_TW" if traditional else "zh_CN"
        if parts[0] == "en":
            return "en"
    return "en"


class Translator:
    """Puts one language in force for the whole program, and takes it back."""

    def __init__(self, app: QCoreApplication, folder: Path = FOLDER) -> None:
        self._app = app
        self._folder = folder
        self._installed: list[QTranslator] = []
        self.language = ""

    def use(self, language: str) -> None:
        """Speak `language`, one of LANGUAGES or `system`; widgets hear of it as a LanguageChange.

        Raises FileNotFoundError where the program's own translation is missing.
        """
        chosen = system_language() if language == "system" else language
        if chosen == self.language:
            return
        QLocale.setDefault(_locale(chosen))
        self.release()
        self._installed = self._load(chosen)
        self.language = chosen
        for translator in self._installed:
            self._app.installTranslator(translator)

    def release(self) -> None:
        """Take the translations back; texts are in the words of the source again."""
        for translator in self._installed:
            self._app.removeTranslator(translator)
        self._installed = []
        self.language = ""

    def _load(self, language: str) -> list[QTranslator]:
        own = QTranslator(self._app)
        path = self._folder / f"sordino_{language}.qm"
        if not own.load(str(path)):
            raise FileNotFoundError(path)
        qt = QTranslator(self._app)
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        return [qt, own] if language != "en" and qt.load(f"qtbase_{language}", qt_folder) else [own]


def _locale(language: str) -> QLocale:
    """English keeps the system's English (its dates and times), Chinese is what was chosen."""
    system = QLocale.system()
    if language == "en":
        return system if system.language() == QLocale.Language.English else QLocale("en_GB")
    return QLocale(language)


def clock(at: float) -> str:
    """UTC seconds since the epoch as the local time of day, `14:02:11`."""
    return _moment(at).time().toString("HH:mm:ss")


def day(at: float, today: QDate | None = None) -> str:
    """UTC seconds since the epoch as a local day: `Today`, `Yesterday`, its weekday, or its date."""
    when = _moment(at).date()
    distance = when.daysTo(today or QDate.currentDate())
    if distance == 0:
        return QCoreApplication.translate("Format", "Today")
    if distance == 1:
        return QCoreApplication.translate("Format", "Yesterday")
    if 1 < distance < 7:
        return QLocale().toString(when, "dddd")
    return QLocale().toString(when, QLocale.FormatType.ShortFormat)


def day_bounds(at: float) -> tuple[float, float]:
    """Begin and end of the local day that holds `at`, in UTC seconds; the end is the next day's begin."""
    when = _moment(at).date()
    return float(when.startOfDay().toSecsSinceEpoch()), float(when.addDays(1).startOfDay().toSecsSinceEpoch())


def days_ago(days: int) -> float:
    """The begin of the local day `days` before today, in UTC seconds."""
    return float(QDate.currentDate().addDays(-days).startOfDay().toSecsSinceEpoch())


def _moment(at: float) -> QDateTime:
    return QDateTime.fromSecsSinceEpoch(math.floor(at))
