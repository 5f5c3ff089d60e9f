"""Notes, with the store that the program uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from engine.contracts import Effect, Label
from engine.errors import ToolProblem
from engine.store.notes import NotesStore
from tests.tools.conftest import MemoryNotes, run
from tools.contract import Local
from tools.local.notes import add_note, search_notes


def test_a_note_is_kept_and_found_again(tmp_path: Path) -> None:
    with NotesStore.open_at(tmp_path / "notes.db") as store:
        kept = run(Local(add_note, notes=store), {"text": "  The spare key is with 林小姐. "})
        found = run(Local(search_notes, notes=store), {"query": "spare key"})
    assert kept.content == "The note is kept."
    assert found.content == "- The spare key is with 林小姐."
    assert found.labels == (Label("tool:search_notes", private=True, untrusted=True),)


def test_nothing_found_is_said_and_quotes_nothing(notes: MemoryNotes) -> None:
    found = run(Local(search_notes, notes=notes), {"query": "key"})
    assert (found.content, found.labels) == ("No note matches 'key'.", ())


def test_only_so_many_notes_come_back(notes: MemoryNotes) -> None:
    for number in range(30):
        notes.add(f"note {number}")
    assert len(run(Local(search_notes, notes=notes), {"query": "note"}).content.splitlines()) == 10


@pytest.mark.parametrize("text", ["", "  \n", "x" * 10_001])
def test_a_note_without_words_or_without_end_is_refused(notes: MemoryNotes, text: str) -> None:
    with pytest.raises(ToolProblem):
        run(Local(add_note, notes=notes), {"text": text})
    assert notes.kept == []


def test_an_empty_query_is_refused(notes: MemoryNotes) -> None:
    with pytest.raises(ToolProblem):
        run(Local(search_notes, notes=notes), {"query": " "})


def test_adding_changes_and_searching_is_private() -> None:
    assert add_note.spec.effects == {Effect.CHANGES}
    assert search_notes.spec.effects == {Effect.READS}
    assert search_notes.spec.output.private
