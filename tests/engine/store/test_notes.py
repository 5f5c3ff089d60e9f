from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.store.notes import NotesStore


@pytest.fixture
def notes(tmp_path: Path) -> Iterator[NotesStore]:
    with NotesStore.open_at(tmp_path / "notes.db") as opened:
        yield opened


def found(notes: NotesStore, query: str) -> list[str]:
    return [note.text for note in notes.search(query)]


def test_notes_are_kept_newest_first(tmp_path: Path) -> None:
    with NotesStore.open_at(tmp_path / "n.db") as notes:
        first = notes.add("one")
        notes.add("two")
    with NotesStore.open_at(tmp_path / "n.db") as notes:
        assert [note.text for note in notes.all()] == ["two", "one"]
        assert notes.all()[1].id == first


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("dentist", ["The dentist is on Monday at 9"]),
        ("DENTI", ["The dentist is on Monday at 9"]),
        ("monday dentist", ["The dentist is on Monday at 9"]),
        ("monday", ["Anna comes on Monday", "The dentist is on Monday at 9"]),
        ("when is anna coming on monday?", ["Anna comes on Monday"]),
        ("哪些資料可以外流？", ["這份資料不能外流"]),
        ("9", ["The dentist is on Monday at 9"]),
        ("資料不能", ["這份資料不能外流"]),
        ("資料", ["這份資料不能外流"]),
        ("外", ["這份資料不能外流"]),
        ("nowhere", []),
        ("", []),
        ("   ", []),
        ('"', ['a "quoted" 100% under_score']),
        ('quoted"', ['a "quoted" 100% under_score']),
        ("100%", ['a "quoted" 100% under_score']),
        ("%", ['a "quoted" 100% under_score']),
        ("_", ['a "quoted" 100% under_score']),
        ("NEAR(", []),
        ("text:dentist", []),
        ("' UNION SELECT --", []),
    ],
)
def test_search_finds_the_notes_that_hold_most_of_the_words(
    notes: NotesStore, query: str, expected: list[str]
) -> None:
    notes.add("The dentist is on Monday at 9")
    notes.add("這份資料不能外流")
    notes.add('a "quoted" 100% under_score')
    notes.add("Anna comes on Monday")
    assert found(notes, query) == expected


def test_a_search_ends_at_its_limit(notes: NotesStore) -> None:
    for number in range(5):
        notes.add(f"note {number}")
    assert [note.text for note in notes.search("note", limit=2)] == ["note 4", "note 3"]


def test_a_deleted_note_is_gone_from_the_disk(notes: NotesStore, tmp_path: Path) -> None:
    kept, gone = notes.add("keep this"), notes.add("the secret of the manor")
    assert notes.delete(gone)
    assert not notes.delete(gone)
    assert [note.id for note in notes.all()] == [kept]
    assert found(notes, "manor") == []
    assert b"secret of" not in b"".join(file.read_bytes() for file in tmp_path.iterdir())


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=20))
def test_no_query_breaks_the_search(tmp_path_factory: pytest.TempPathFactory, text: str, query: str) -> None:
    with NotesStore.open_at(tmp_path_factory.mktemp("notes") / "n.db") as notes:
        notes.add(text)
        notes.search(query)
        words = text.split()
        if words and "\0" not in text and words[0].isalpha() and words[0].isascii():
            assert found(notes, words[0]) == [text]


def test_half_a_surrogate_pair_is_kept_as_it_is_spelt(notes: NotesStore) -> None:
    notes.add("half \ud800")
    assert found(notes, "\ud800") == ["half \\ud800"]
