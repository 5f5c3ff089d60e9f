"""What the window needs of the Qt binding itself."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject


def test_a_call_that_returns_nothing_leaves_pythons_none_alone() -> None:
    """PySide6 6.12.0 takes a reference to None with each such call: before Python 3.12 that is fatal."""
    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(1_000):
        thing.setObjectName("x")
    assert sys.getrefcount(None) > before - 500
