"""The tool `list_folder`."""

from __future__ import annotations

import os
from pathlib import Path

from engine.contracts import OutputMarks, ToolOutput
from engine.errors import ToolProblem
from tools.contract import tool
from tools.local.folders import Folders, label_of, listed, printable

_MOST = 200


@tool(output=OutputMarks(private=True), seconds=0.1)
def list_folder(path: str = "", *, folders: Folders) -> ToolOutput:
    """List the files in the folders that the user has chosen.

    Args:
        path: A folder inside them. Leave it out for the chosen folders themselves.
    """
    roots = folders.roots()
    if path.strip() in {"", ".", "/"} and len(roots) > 1:
        names = "\n".join(f"{root.shown}/" for root in roots)
        return ToolOutput(f"The chosen folders:\n{names}", tuple(root.label for root in roots))
    entry = roots[0] if path.strip() in {"", ".", "/"} else folders.find(path)
    if not entry.path.is_dir():
        raise ToolProblem(f"{entry.shown} is a file: use read_file.")
    items = listed(entry.path)
    lines = [_line(item) for item in items[:_MOST]]
    if len(items) > _MOST:
        lines.append(f"[and {len(items) - _MOST} more]")
    labels = tuple(label_of(Path(item.path)) for item in items[:_MOST])
    listing = "\n".join(lines) if lines else "The folder is empty."
    return ToolOutput(f"{entry.shown}/\n{listing}", (entry.label, *labels))


def _line(item: os.DirEntry[str]) -> str:
    name = printable(item.name)
    if item.is_symlink():
        return f"{name} (link)"
    if item.is_dir():
        return f"{name}/"
    try:
        return f"{name} ({Path(item.path).stat().st_size:,} bytes)"
    except OSError:
        return name
