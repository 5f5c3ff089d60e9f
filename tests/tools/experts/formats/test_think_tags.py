"""Thinking that stands in tags at the beginning of an answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.experts.formats.think_tags import ThinkTags


def parted(pieces: list[str]) -> tuple[str, str]:
    tags = ThinkTags()
    found = [part for piece in pieces for part in tags.feed(piece)]
    rest = "".join(tags.finish())
    return "".join(t for t, thinking in found if thinking), "".join(t for t, no in found if not no) + rest


@pytest.mark.parametrize(
    ("text", "thinking", "words"),
    [
        ("Plain words.", "", "Plain words."),
        ("<think>\nHm.\n</think>\n\nYes.", "\nHm.\n", "\n\nYes."),
        (" \n<think>Hm.</think>Yes.", "Hm.", "Yes."),
        ("<think></think>Yes.", "", "Yes."),
        ("It is <think> that</think>", "", "It is <think> that</think>"),
        ("<thin", "", "<thin"),
        ("<b>bold</b>", "", "<b>bold</b>"),
        ("<think>a < b </thing></think>c", "a < b </thing>", "c"),
        ("<think>never ending", "never ending", ""),
        ("", "", ""),
    ],
)
def test_they_part_wherever_they_are_cut(text: str, thinking: str, words: str) -> None:
    assert parted([text]) == (thinking, words)
    assert parted(list(text)) == (thinking, words)


@given(st.lists(st.text("<think/> \na", max_size=9), max_size=6))
def test_how_they_are_cut_changes_nothing(pieces: list[str]) -> None:
    assert parted(pieces) == parted(["".join(pieces)])
