"""What the command line says, and the settings that hold before anything is built."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass

from app.paths import Home
from engine import settings
from engine.errors import UserError
from engine.settings import Settings


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says. `control_fd` is the launcher's channel, -1 where there is none."""

    home: str = ""
    model: str = ""
    offline: bool = False
    control_fd: int = -1


def load_settings(home: Home) -> tuple[Settings, tuple[str, ...]]:
    """The settings, and notices for the user; the strict ones where the file is broken.

    A broken file is kept as a copy, for the next change of a setting writes a new one.
    """
    try:
        return settings.load(home.settings), ()
    except UserError as error:
        with contextlib.suppress(OSError):
            shutil.copy2(home.settings, home.settings.with_suffix(".broken.json"))
        return settings.STRICT, (str(error),)
