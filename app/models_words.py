"""What `sordino models` says: models, licences, risks and progress as plain lines."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence

from app.say import say
from app.theme.plain import visible
from engine.events import FetchProgress
from engine.model.altered import RISKS, Inspection
from engine.model.port import FetchState, ModelEntry

LIVE_S = 0.2
LOG_S = 10.0
"""How often the line of progress is written, on a terminal and elsewhere."""


class ProgressLine:
    """One line on stderr that moves on a terminal; a line now and then elsewhere; nothing where `quiet`."""

    def __init__(self, quiet: bool) -> None:
        self._quiet = quiet
        self._live = sys.stderr.isatty()
        self._last = 0.0
        self._open = False

    def show(self, text: str) -> None:
        """Write `text` in the place of what stood there, unless that is too fresh."""
        now = time.monotonic()
        if self._quiet or now - self._last < (LIVE_S if self._live else LOG_S):
            return
        self._last = now
        say(f"\r\x1b[K{text}" if self._live else f"{text}\n")
        self._open = self._live

    def end(self) -> None:
        """What comes next stands on a line of its own."""
        if self._open:
            say("\n")
        self._open, self._last = False, 0.0


def entry_lines(entry: ModelEntry) -> list[str]:
    """One model: id, what it is and whose, where it lies, and how it would run."""
    size = f"{size_words(entry.size)}" if entry.size else "size not known yet"
    about = [entry.name, entry.publisher, size, entry.licence]
    lines = [entry.id, f"  {visible(' · '.join(filter(None, about)))}"]
    if entry.research_only:
        lines.append("  For research and development only: its licence permits no commercial use.")
    if entry.path:
        lines.append(f"  {visible(entry.path)}")
    if entry.arrived:
        lines.append(f"  {size_words(entry.arrived)} of an unfinished download have arrived.")
    return [*lines, *(f"  {visible(words)}" for words in (entry.note, entry.fit, *entry.altered) if words)]


def variant_lines(entries: Sequence[ModelEntry]) -> list[str]:
    """The other sizes of a model that are not here, in two lines."""
    return [
        f"Other sizes that can be fetched: {', '.join(entry.id for entry in entries)}",
        "  Their size and sha256 are asked of the hub. `sordino models list --all` shows each.",
    ]


def licence_lines(entry: ModelEntry) -> list[str]:
    """A licence for reading: its name, where it is from, its text, and what it forbids."""
    lines = [f"{entry.name} by {entry.publisher}", f"Licence: {entry.licence}", entry.licence_url, ""]
    if entry.licence_text:
        lines += [entry.licence_text.strip("\n"), ""]
    else:
        lines += ["The licence's text is on its page; read it there before you accept."]
    if entry.research_only:
        lines.append("For research and development only: it permits no commercial use.")
    return [visible(line) if line != entry.licence_text.strip("\n") else line for line in lines]


def risk_lines(found: Inspection) -> list[str]:
    """Why a file looks altered, and what that may mean."""
    return [
        f"The weights of {visible(found.path.name)} look altered:",
        *(f"- {visible(sign)}" for sign in found.signs),
        "What that may mean:",
        *(f"- {risk}" for risk in RISKS),
    ]


def fetch_line(progress: FetchProgress) -> str:
    """How a download stands: `1.2 of 5.0 GB (24 %), 11.2 MB/s, about 5 min left`."""
    if progress.state is FetchState.WAITING:
        return "Looking at what is here ..."
    if progress.state is FetchState.ASKING:
        return "Asking for consent ..."
    words = reading_line(progress.done, progress.total)
    if progress.state is FetchState.CHECKING:
        return f"Checking the sha256: {words}"
    if progress.bytes_per_second >= 1:
        left = max(0, progress.total - progress.done) / progress.bytes_per_second
        words += f", {size_words(round(progress.bytes_per_second))}/s, about {span_words(left)} left"
    return words


def reading_line(done: int, total: int) -> str:
    """`1.2 GB of 5.0 GB (24 %)`."""
    if total <= 0:
        return size_words(done)
    return f"{size_words(done)} of {size_words(total)} ({100 * done // total} %)"


def size_words(size: int) -> str:
    """`491.4 MB`, `5.0 GB`."""
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.1f} MB"


def span_words(seconds: float) -> str:
    """`40 s`, `5 min`, `2.5 h`."""
    if seconds < 99.5:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5_400 else f"{seconds / 3600:.1f} h"
