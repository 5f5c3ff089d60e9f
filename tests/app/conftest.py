"""A window without a screen, and an engine that only writes down what it was asked."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from app.theme.theme import Theme


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    """The light theme, installed."""
    theme = Theme()
    theme.set_scheme("light")
    theme.install(qapp)
    yield theme
    theme.set_scheme("system")


@pytest.fixture(autouse=True)
def _swept() -> Iterator[None]:
    """Widgets that a test has closed are gone before the next one, which would else restyle them all."""
    yield
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
