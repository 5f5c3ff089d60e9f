"""Whether a window can be shown at all, found out before Qt is asked: Qt would end the process."""

from __future__ import annotations

import os
import socket
import sys
from pathlib import Path


def missing_display() -> str:
    """A sentence that says why no window can be shown here, empty where one can."""
    platform = os.environ.get("QT_QPA_PLATFORM", "")
    if not sys.platform.startswith("linux") or platform not in ("", "xcb", "wayland"):
        return ""
    if _wayland_answers():
        return ""
    display = os.environ.get("DISPLAY", "")
    if not display:
        return "There is no display here."
    host, _, rest = display.rpartition(":")
    if host not in ("", "unix"):
        return f"The display {display} lies across a network connection, which Sordino's window may not open."
    return "" if _x11_answers(rest.split(".")[0]) else f"The display {display} does not answer."


def _wayland_answers() -> bool:
    name = os.environ.get("WAYLAND_DISPLAY", "")
    return bool(name) and _answers(str(Path(os.environ.get("XDG_RUNTIME_DIR", "/")) / name))


def _x11_answers(number: str) -> bool:
    path = f"/tmp/.X11-unix/X{number}"  # noqa: S108 the X server's own place
    return _answers(path) or _answers(f"\0{path}")


def _answers(path: str) -> bool:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as probe:
        try:
            probe.connect(path)
        except OSError:
            return False
    return True
