"""The history: what was read stays read for as long as its text stands."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from engine.model.history import History


def letters(text: str, begins: bool) -> list[int]:
    """A tokeniser with a token for each letter, and one for every `}}`; 0 begins a text."""
    merged = text.replace("}}", "\u2002")
    return [0] * begins + [ord(letter) for letter in merged]


def test_a_conversation_that_goes_on_keeps_every_token_it_was_written_with() -> None:
    history = History()
    assert history.follow("ask: ", letters) == [0, *map(ord, "ask: ")]
    history.append("{}", [1, 2])
    history.append("}", [3])
    tokens = history.follow("ask: {}}\nmore", letters)
    assert tokens == [0, *map(ord, "ask: "), 1, 2, 3, *map(ord, "\nmore")]


def test_an_edited_conversation_is_read_again_from_the_piece_that_changed() -> None:
    history = History()
    history.follow("one ", letters)
    history.append("two ", [1, 2])
    history.append("three", [3])
    assert history.follow("one two four", letters) == [0, *map(ord, "one "), 1, 2, *map(ord, "four")]
    assert history.begins_with("one ")
    assert history.follow("other", letters) == [0, *map(ord, "other")]
    assert not history.begins_with("one ")


def test_a_shorter_conversation_forgets_the_rest() -> None:
    history = History()
    history.follow("one", letters)
    history.append(" two", [1])
    assert history.follow("one", letters) == [0, *map(ord, "one")]
    assert history.tokens == [0, *map(ord, "one")]


@given(st.lists(st.text("ab}", max_size=4), max_size=6), st.text("ab}", max_size=12))
def test_the_tokens_always_spell_the_text(pieces: list[str], text: str) -> None:
    history = History()
    for piece in pieces:
        history.append(piece, letters(piece, begins=False))
    tokens = history.follow(text, letters)
    spelled = "".join("}}" if token == 0x2002 else chr(token) for token in tokens if token)
    assert spelled == text
