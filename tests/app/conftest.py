"""A window without a screen, and an engine that only writes down what it was asked."""

from __future__ import annotations

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Iterator

import pytest
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
