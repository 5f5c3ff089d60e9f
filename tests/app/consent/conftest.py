"""English texts, whatever the system speaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from app.i18n import Translator


@pytest.fixture(autouse=True)
def english(qapp: QApplication) -> Iterator[None]:
    """English, with its plurals."""
    before = QLocale()
    translator = Translator(qapp)
    translator.use("en")
    yield
    translator.release()
    QLocale.setDefault(before)
