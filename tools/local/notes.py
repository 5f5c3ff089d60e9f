"""The tools `add_note` and `search_notes`."""

from __future__ import annotations

from engine.contracts import Effect, Label, OutputMarks, ToolOutput
from engine.errors import ToolProblem
from tools.contract import NotesPort, tool

_MAX_NOTE = 10_000
_SHOWN = 10
_KEPT = OutputMarks(private=True, untrusted=True)
"""A note may have been written down from a page or a mail, in whatever conversation."""
_LABEL = Label("tool:search_notes", _KEPT.private, _KEPT.untrusted)


@tool(effects=frozenset({Effect.CHANGES}), seconds=0.1)
def add_note(text: str, *, notes: NotesPort) -> ToolOutput:
    """Write a note down for the user, so that it can be found again later.

    Args:
        text: What to remember, in full.
    """
    if not text.strip():
        raise ToolProblem("The note is empty.")
    if len(text) > _MAX_NOTE:
        raise ToolProblem(f"The note is longer than {_MAX_NOTE:,} characters.")
    notes.add(text.strip())
    return ToolOutput("The note is kept.")


@tool(output=_KEPT, seconds=0.1)
def search_notes(query: str, *, notes: NotesPort) -> ToolOutput:
    """Search the user's own notes.

    Args:
        query: Words to look for.
    """
    if not query.strip():
        raise ToolProblem("The query is empty.")
    found = notes.search(query.strip())[:_SHOWN]
    if not found:
        return ToolOutput(f"No note matches {query.strip()[:80]!r}.")
    return ToolOutput("\n".join(f"- {note.text}" for note in found), (_LABEL,))
