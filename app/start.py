"""The window's beginning and end: Qt, theme, language, pages and bridge, put together."""

from __future__ import annotations

import argparse
import contextlib
import functools
import importlib
import os
import signal
import socket
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from app.activity.page import ActivityPage
from app.bridge import Bridge
from app.crash import CrashReports
from app.display import missing_display
from app.engine_words import in_words
from app.i18n import Translator
from app.main_window import MainWindow
from app.models.page import ModelsPage
from app.options import Options, load_settings
from app.paths import Home
from app.preferences.page import PreferencesPage
from app.questions import Questions
from app.say import say
from app.theme.plain import visible
from app.theme.theme import Theme
from engine.errors import UserError
from engine.events import SettingsChanged
from engine.model.altered import RISKS
from engine.settings import Settings

if TYPE_CHECKING:
    from app.service import Service


def _build(options: Options, bridge: Bridge, questions: Questions) -> tuple[Service, tuple[str, ...]]:
    """The service. What it is made of is loaded only now, while the window is on the screen already."""
    bootstrap = importlib.import_module("app.bootstrap")
    built: tuple[Service, tuple[str, ...]] = bootstrap.build(options, bridge.tell, questions)
    return built


def run_window(options: Options, _arguments: argparse.Namespace) -> int:
    """Open the window and stay until it is closed. Raises UserError where there is no display."""
    problem = missing_display()
    if problem:
        raise UserError(problem, "Chat in the terminal instead: sordino chat")
    home = Home.of(options.home)
    application = QApplication([sys.argv[0]])
    application.setApplicationName("Sordino")
    application.setDesktopFileName("sordino")
    theme = Theme()
    theme.install(application)
    looks = _Looks(theme, Translator(application))
    looks.use(load_settings(home)[0])

    questions = Questions()
    bridge = Bridge(questions, CrashReports(home.crashes))
    window = MainWindow(theme, bridge, _pages(theme, bridge))
    bridge.told.connect(window.on_event, Qt.ConnectionType.QueuedConnection)
    bridge.told.connect(looks.follow)
    bridge.fatal.connect(functools.partial(_give_up, application, window))
    window.closing.connect(application.quit)
    window.show()
    # The service is built once the first picture is on the screen.
    QTimer.singleShot(0, lambda: bridge.begin(lambda: _build(options, bridge, questions)))
    with _signals_quit(application):
        status = application.exec()
    bridge.close()
    return status


def _pages(theme: Theme, bridge: Bridge) -> dict[str, ActivityPage | ModelsPage | PreferencesPage]:
    return {
        "activity": ActivityPage(theme, bridge),
        "models": ModelsPage(theme, bridge, RISKS),
        "preferences": PreferencesPage(theme, bridge),
    }


class _Looks:
    """Keeps the scheme and the language as the settings say."""

    def __init__(self, theme: Theme, translator: Translator) -> None:
        self._theme = theme
        self._translator = translator
        self._scheme = ""
        self._language = ""

    def follow(self, event: object) -> None:
        """Take an engine event; only changed settings matter."""
        if isinstance(event, SettingsChanged):
            self.use(event.settings)

    def use(self, settings: Settings) -> None:
        """Put scheme and language in force where they differ."""
        if settings.appearance != self._scheme:
            self._scheme = settings.appearance
            self._theme.set_scheme(settings.appearance)
        if settings.language != self._language:
            self._language = settings.language
            self._translator.use(settings.language)
            self._theme.refresh_fonts()


def _give_up(application: QApplication, window: MainWindow, problem: str) -> None:
    """Say why the program cannot go on, in a dialog and on the terminal, and end with a failure."""
    say(f"{problem}\n")
    box = QMessageBox(QMessageBox.Icon.Critical, "Sordino", in_words(visible(problem)), parent=window)
    box.setStandardButtons(QMessageBox.StandardButton.Close)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.finished.connect(lambda _result: application.exit(1))
    box.open()


@contextlib.contextmanager
def _signals_quit(application: QApplication) -> Iterator[None]:
    """Ctrl+C and SIGTERM close the window in good order; Qt's loop is woken by a socket pair."""
    reader, writer = socket.socketpair()
    with reader, writer:
        for end in (reader, writer):
            end.setblocking(False)
        notifier = QSocketNotifier(reader.fileno(), QSocketNotifier.Type.Read)
        notifier.activated.connect(lambda *_: application.quit())
        before = signal.set_wakeup_fd(writer.fileno())
        numbers = [signal.SIGINT, signal.SIGTERM] + ([signal.SIGHUP] if os.name == "posix" else [])
        for number in numbers:
            signal.signal(number, lambda *_: None)
        try:
            yield
        finally:
            notifier.setEnabled(False)
            signal.set_wakeup_fd(before)
