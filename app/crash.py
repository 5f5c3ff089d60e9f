"""Crash reports: written to a local file that the user may read and send by hand. Nothing is ever sent."""

from __future__ import annotations

import platform
import sys
import time
import traceback
from importlib.metadata import version
from pathlib import Path


class CrashReports:
    """Writes reports into `folder`. They hold the traceback and versions, and nothing that the user wrote."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, error: BaseException) -> Path:
        """Write one report and return its path; where the folder cannot be written, it goes to stderr."""
        path = self._folder / time.strftime("crash-%Y%m%d-%H%M%S.txt", time.gmtime())
        frames = "".join(traceback.format_tb(error.__traceback__))
        text = (
            f"Sordino {version('sordino')}, Python {platform.python_version()}, {platform.platform()}\n\n"
            f"{frames}{type(error).__module__}.{type(error).__qualname__}\n"
        )
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError:
            sys.stderr.write(text)
        return path
