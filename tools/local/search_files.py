"""The tool `search_files`: names and text, by words, in the folders that the user chose."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from engine.contracts import Cancel, OutputMarks, ToolOutput
from engine.errors import Cancelled, ToolProblem
from tools.contract import tool
from tools.local.folders import Entry, Folders, decoded, printable, read_bytes

_MOST_FILES = 20_000
_MOST_BYTES_A_FILE = 2 * 1024 * 1024
_MOST_BYTES = 128 * 1024 * 1024
_MOST_SECONDS = 5.0
_SHOWN_FILES = 8
_SHOWN_LINES = 3
_SHOWN_WIDTH = 200


@dataclass(frozen=True, slots=True)
class _Hit:
    """A file that holds words of the query: how many different ones, and the lines that hold the most."""

    entry: Entry
    words: int
    named: int
    lines: tuple[tuple[int, str], ...]


@tool(output=OutputMarks(private=True), seconds=1.0)
def search_files(query: str, *, folders: Folders, cancel: Cancel) -> ToolOutput:
    """Search the names and the text of the files in the folders that the user has chosen.

    Args:
        query: Words to look for. Capitals do not matter.
    """
    words = tuple(dict.fromkeys(query.casefold().split()))[:20]
    if not words:
        raise ToolProblem("The query is empty.")
    hits, looked_at, complete = _searched(words, folders, cancel)
    best = max((hit.words for hit in hits), default=0)
    chosen = [hit for hit in hits if hit.words == best]
    chosen.sort(key=lambda hit: -hit.named)
    quoted = printable(query)[:80]
    limit = "" if complete else " The search stopped at its limit of time or size: choose fewer folders."
    if not chosen:
        return ToolOutput(f"Nothing found for {quoted!r} in {looked_at} files.{limit}")
    partly = f" (with {best} of the {len(words)} words)" if best < len(words) else ""
    more = f", the first {_SHOWN_FILES} of them" if len(chosen) > _SHOWN_FILES else ""
    parts = [f"{len(chosen)} of {looked_at} files{partly}{more}:{limit}"]
    parts += [_quoted(hit) for hit in chosen[:_SHOWN_FILES]]
    return ToolOutput("\n".join(parts), tuple(hit.entry.label for hit in chosen[:_SHOWN_FILES]))


def _searched(words: Sequence[str], folders: Folders, cancel: Cancel) -> tuple[list[_Hit], int, bool]:
    """All hits, the number of files looked at, and whether nothing was left out for lack of time or space."""
    deadline = time.monotonic() + _MOST_SECONDS
    left = _MOST_BYTES
    hits: list[_Hit] = []
    looked_at = 0
    for entry in folders.walk(cancel, _MOST_FILES + 1):
        if cancel.is_set():
            raise Cancelled
        if looked_at == _MOST_FILES or left <= 0 or time.monotonic() > deadline:
            return hits, looked_at, False
        looked_at += 1
        text, size = _text(entry)
        left -= size
        hit = _hit(entry, text, words)
        if hit is not None:
            hits.append(hit)
    return hits, looked_at, True


def _text(entry: Entry) -> tuple[str, int]:
    """The file's text, empty where it has none that can be searched, and the bytes that were read."""
    try:
        content = read_bytes(entry, _MOST_BYTES_A_FILE + 1)
    except ToolProblem:
        return "", 0
    too_large = len(content) > _MOST_BYTES_A_FILE
    return ("" if too_large else decoded(content) or ""), len(content)


def _hit(entry: Entry, text: str, words: Sequence[str]) -> _Hit | None:
    name = entry.shown.casefold()
    folded = text.casefold()
    named = sum(word in name for word in words)
    present = [word for word in words if word in folded]
    found = sum(word in name or word in present for word in words)
    if not found:
        return None
    lines: list[tuple[int, int, str]] = []
    if present:
        for number, line in enumerate(text.splitlines(), 1):
            low = line.casefold()
            if count := sum(word in low for word in present):
                lines.append((-count, number, _around(line, low, present)))
    best = sorted(lines, key=lambda line: line[:2])[:_SHOWN_LINES]
    return _Hit(entry, found, named, tuple((number, line) for _, number, line in best))


def _around(line: str, low: str, words: Sequence[str]) -> str:
    """The part of a line around its first match."""
    if len(line) <= _SHOWN_WIDTH:
        return printable(line.strip().replace("\t", " "))
    first = min(place for word in words if (place := low.find(word)) >= 0)
    begin = max(0, min(first, len(line)) - _SHOWN_WIDTH // 4)
    part = line[begin : begin + _SHOWN_WIDTH].strip().replace("\t", " ")
    return printable(f"{'… ' if begin else ''}{part}{' …' if begin + _SHOWN_WIDTH < len(line) else ''}")


def _quoted(hit: _Hit) -> str:
    lines = [f"  line {number}: {line}" for number, line in hit.lines]
    return "\n".join([hit.entry.shown, *(lines or ["  (its name matches)"])])
