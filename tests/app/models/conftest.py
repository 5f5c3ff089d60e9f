"""An engine that only writes down what it was asked, and English texts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import cast
from unittest.mock import Mock, create_autospec

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.commands import Commands
from app.i18n import Translator


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """English, whatever the system speaks."""
    before = QLocale()
    translator = Translator(qapp)
    translator.use("en")
    yield
    translator.release()
    QLocale.setDefault(before)


@pytest.fixture
def commands() -> Mock:
    """Commands that remember each call."""
    return cast("Mock", create_autospec(Commands, instance=True))
