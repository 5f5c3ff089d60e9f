"""Every text of the window is there in every language, and changes while the program runs."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QDate, QEvent, QLocale
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from app import i18n
from app.i18n import FOLDER, LANGUAGES, Translator, system_language

ROOT = Path(__file__).resolve().parents[2]
BIN = Path(sys.executable).parent
CHINESE = ("zh_TW", "zh_CN")
PLACEHOLDER = re.compile(r"\{\w*\}|%L?n|%\d")


@pytest.fixture
def translator(qapp: QApplication) -> Iterator[Translator]:
    """A translator that leaves nothing behind."""
    before = QLocale()
    made = Translator(qapp)
    yield made
    made.release()
    QLocale.setDefault(before)


def messages(path: Path) -> list[tuple[str, str, ET.Element]]:
    """Context, source and element of each message of a .ts file."""
    root = ET.parse(path).getroot()
    return [
        (context.findtext("name") or "", message.findtext("source") or "", message)
        for context in root.findall("context")
        for message in context.findall("message")
    ]


def forms(message: ET.Element) -> list[str]:
    """The translation of a message; one for each plural form where it has any."""
    translation = message.find("translation")
    assert translation is not None
    plural = translation.findall("numerusform")
    return [form.text or "" for form in plural] if plural else [translation.text or ""]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_of_the_window_is_translated(language: str, tmp_path: Path) -> None:
    """Collects the texts anew, so that one that was added and never translated is found here."""
    fresh = tmp_path / "fresh.ts"
    shutil.copy(FOLDER / f"sordino_{language}.ts", fresh)
    sources = sorted(str(path) for path in (ROOT / "app").rglob("*.py"))
    plural = ["-pluralonly"] if language == "en" else []
    subprocess.run(
        [BIN / "pyside6-lupdate", "-no-obsolete", "-locations", "none", *plural, *sources, "-ts", fresh],
        check=True,
        capture_output=True,
    )
    unfinished = [
        (context, source)
        for context, source, message in messages(fresh)
        if not all(forms(message)) or message.find("translation[@type]") is not None
    ]
    assert unfinished == [], "run packaging/translate.sh, and translate these"


@pytest.mark.parametrize("language", LANGUAGES)
def test_placeholders_are_those_of_the_source(language: str) -> None:
    differing = [
        (source, form)
        for _, source, message in messages(FOLDER / f"sordino_{language}.ts")
        for form in forms(message)
        if Counter(PLACEHOLDER.findall(source)) != Counter(PLACEHOLDER.findall(form))
    ]
    assert differing == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_compiled_files_are_those_of_the_sources(language: str, tmp_path: Path) -> None:
    compiled = tmp_path / "compiled.qm"
    subprocess.run(
        [BIN / "pyside6-lrelease", "-silent", FOLDER / f"sordino_{language}.ts", "-qm", compiled],
        check=True,
        capture_output=True,
    )
    assert compiled.read_bytes() == (FOLDER / f"sordino_{language}.qm").read_bytes()


@pytest.mark.parametrize("language", CHINESE)
def test_no_text_was_left_in_english(language: str) -> None:
    """A sentence without one Chinese character is no translation; words that stay are single and few."""
    left = [
        source
        for _, source, message in messages(FOLDER / f"sordino_{language}.ts")
        for form in forms(message)
        if not re.search(r"[\u3400-\u9fff]", form) and " " in re.sub(r"\{\w+\}|[·%]", "", source).strip()
    ]
    assert left == []


def is_translation(node: ast.AST) -> bool:
    """A call of `tr` or `translate`."""
    return isinstance(node, ast.Call) and getattr(node.func, "attr", "") in ("tr", "translate")


def test_every_text_is_written_so_that_it_can_be_collected() -> None:
    """The collector reads plain literals only, and none inside an f-string."""
    lost = []
    for path in sorted((ROOT / "app").rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if isinstance(node, ast.JoinedStr) and any(map(is_translation, ast.walk(node))):
                lost.append(f"{path.name}:{node.lineno} inside an f-string")
            if isinstance(node, ast.Call) and is_translation(node) and path.name != "engine_words.py":
                text = node.args[0 if getattr(node.func, "attr", "") == "tr" else 1]
                if not isinstance(text, ast.Constant):
                    lost.append(f"{path.name}:{node.lineno} is no literal")
    assert lost == []


class Greeting(QLabel):
    """A widget as all are here: its text is built in `retranslate`."""

    def __init__(self) -> None:
        super().__init__()
        self.retranslate()

    def retranslate(self) -> None:
        """Take the texts of the language in force."""
        self.setText(QApplication.translate("Sidebar", "New chat"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.LanguageChange:
            self.retranslate()


def says(label: QLabel, text: str) -> bool:
    """Whether `label` shows `text` by now."""
    return label.text() == text


def test_texts_change_while_the_program_runs(qtbot: QtBot, translator: Translator) -> None:
    label = Greeting()
    qtbot.addWidget(label)
    for language, text in (("zh_TW", "新對話"), ("zh_CN", "新对话"), ("en", "New chat")):
        translator.use(language)
        qtbot.waitUntil(partial(says, label, text))
        assert translator.language == language


def test_english_has_its_plurals(translator: Translator) -> None:
    translator.use("en")
    assert QApplication.translate("FigureStrip", "%n host(s)", "", 1) == "1 host"
    assert QApplication.translate("FigureStrip", "%n host(s)", "", 2) == "2 hosts"


@pytest.mark.parametrize(
    ("locale", "language"),
    [("zh_TW", "zh_TW"), ("zh_HK", "zh_TW"), ("zh_CN", "zh_CN"), ("zh_SG", "zh_CN"), ("de_DE", "en")],
)
def test_the_systems_language_is_followed_by_its_script(locale: str, language: str) -> None:
    assert system_language(QLocale(locale)) == language


def test_days_are_named_from_the_nearest_to_the_farthest(translator: Translator) -> None:
    translator.use("en")
    at = 1_800_000_000.0
    start, end = i18n.day_bounds(at)
    assert start <= at < end
    today = QDate.currentDate()
    noon = [today.addDays(-days).startOfDay().toSecsSinceEpoch() + 43_200 for days in (0, 1, 3)]
    named = [i18n.day(moment) for moment in noon]
    assert named[:2] == ["Today", "Yesterday"]
    assert named[2].endswith("day")
    assert i18n.days_ago(0) <= noon[0]
    assert re.fullmatch(r"\d\d:\d\d:\d\d", i18n.clock(at))
