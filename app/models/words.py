"""Downloads, copies and checks in words."""

from __future__ import annotations

import math

from PySide6.QtCore import QCoreApplication, QLocale

from app.engine_words import in_words
from app.theme.figures import size_words
from app.theme.plain import visible
from engine.events import FetchProgress, FileChecked, ImportProgress
from engine.model.port import FetchState

PARTED = " · "
ACTIVE = frozenset((FetchState.WAITING, FetchState.ASKING, FetchState.RUNNING, FetchState.CHECKING))
"""The states in which a download, or a copy, is at work or will be by itself."""


def fetch_words(progress: FetchProgress) -> str:
    """How a download stands: `1.2 GB of 5.0 GB · 24 % · 11.2 MB/s · about 5 min 40 s left`."""
    if progress.state is FetchState.WAITING:
        return QCoreApplication.translate("models", "In line: begins when the work before it has ended.")
    if progress.state is FetchState.ASKING:
        return QCoreApplication.translate("models", "Waits for your answer to the question above.")
    if progress.state is FetchState.FAILED:
        return trouble_words(progress.problem, progress.way_out)
    arrived = arrived_words(progress.done, progress.total)
    if progress.state is FetchState.PAUSED:
        return QCoreApplication.translate("models", "Paused") + PARTED + arrived
    if progress.state is FetchState.CHECKING:
        return QCoreApplication.translate("models", "Checking the file’s sha256") + PARTED + arrived
    parts = [arrived]
    if progress.bytes_per_second >= 1:
        speed = QCoreApplication.translate("models", "{size}/s")
        parts.append(speed.format(size=size_words(round(progress.bytes_per_second))))
        left = QCoreApplication.translate("models", "about {time} left")
        rest = max(0, progress.total - progress.done) / progress.bytes_per_second
        parts.append(left.format(time=span_words(rest)))
    return PARTED.join(parts)


def import_words(progress: ImportProgress) -> str:
    """How a copy into the models folder stands."""
    if progress.state is FetchState.WAITING:
        return QCoreApplication.translate("models", "In line: begins when the work before it has ended.")
    if progress.state is FetchState.FAILED:
        return trouble_words(progress.problem, progress.way_out)
    return arrived_words(progress.done, progress.total)


def check_words(checked: FileChecked, published: str) -> tuple[str, str]:
    """What a check says so far or at its end, and its tone. `published` is the sha256 to compare with."""
    if checked.problem:
        return in_words(visible(checked.problem)), "denied"
    if not checked.sha256:
        text = QCoreApplication.translate("models", "Reading the file for its sha256 · {percent} %")
        return text.format(percent=percent_of(checked.fraction)), "secondary"
    shown = visible(checked.sha256)
    if not published:
        text = QCoreApplication.translate(
            "models", "Its sha256 is {sha256}. There is none to compare it with."
        )
        return text.format(sha256=shown), "secondary"
    if checked.sha256 == published:
        return QCoreApplication.translate("models", "Checked: this is the published file."), "local"
    text = QCoreApplication.translate(
        "models",
        "This is not the published file: its sha256 is {sha256}. It may be damaged or altered; "
        "remove it and download it again.",
    )
    return text.format(sha256=shown), "denied"


def arrived_words(done: int, total: int) -> str:
    """`1.2 GB of 5.0 GB · 24 %`."""
    if total <= 0:
        return size_words(done)
    text = QCoreApplication.translate("models", "{done} of {total} · {percent} %")
    percent = percent_of(done / total)
    return text.format(done=size_words(done), total=size_words(total), percent=percent)


def percent_of(fraction: float) -> int:
    """Whole percent, rounded down: 100 only where all is there."""
    return min(100, max(0, math.floor(fraction * 100 + 1e-9)))


def span_words(seconds: float) -> str:
    """A rough span: `40 s`, `5 min`, `2.5 h`."""
    if seconds < 99.5:
        return QCoreApplication.translate("models", "{n} s").format(n=max(1, round(seconds)))
    if seconds < 5_400:
        return QCoreApplication.translate("models", "{n} min").format(n=round(seconds / 60))
    return QCoreApplication.translate("models", "{n} h").format(n=QLocale().toString(seconds / 3600, "f", 1))


def trouble_words(problem: str, way_out: str) -> str:
    """What went wrong and the way out, in the language in force."""
    return in_words(visible(f"{problem} {way_out}".strip()))
