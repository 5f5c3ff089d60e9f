"""The tool `read_file`."""

from __future__ import annotations

from typing import Annotated

import msgspec

from engine.contracts import OutputMarks, ToolOutput
from engine.errors import ToolProblem
from tools.contract import tool
from tools.local.folders import Folders, decoded, read_bytes

_MAX_BYTES = 16 * 1024 * 1024
_SHOWN_CHARACTERS = 12_000


@tool(output=OutputMarks(private=True), seconds=0.1)
def read_file(path: str, start: Annotated[int, msgspec.Meta(ge=1)] = 1, *, folders: Folders) -> ToolOutput:
    """Read a text file from the folders that the user has chosen.

    Args:
        path: The file's name or path, as search_files and list_folder give it.
        start: Number of the first line to read, for going on in a long file.
    """
    entry = folders.find(path)
    if entry.path.is_dir():
        raise ToolProblem(f"{entry.shown} is a folder: use list_folder.")
    text = decoded(read_bytes(entry, _MAX_BYTES))
    if text is None:
        raise ToolProblem(f"{entry.shown} is no text file. Only text files can be read.")
    lines = text.splitlines(keepends=True)
    if start > max(1, len(lines)):
        raise ToolProblem(f"{entry.shown} has only {len(lines)} lines.")
    rest = "".join(lines[start - 1 :])
    if len(rest) <= _SHOWN_CHARACTERS:
        return ToolOutput(rest or "The file is empty.", (entry.label,))
    return ToolOutput(_part(rest, start), (entry.label,))


def _part(rest: str, start: int) -> str:
    """The beginning of a long text, cut at a line's end where there is one, and how to go on."""
    shown = rest[:_SHOWN_CHARACTERS]
    end = shown.rfind("\n") + 1
    if not end:
        return f"{shown}\n[line {start} is longer than can be shown]"
    following = start + len(shown[:end].splitlines())
    return f"{shown[:end]}[the file goes on: read it again with start={following}]"
