"""Hidden characters are shown by name; ordinary writing of any language is left alone."""

from __future__ import annotations

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from app.theme.plain import one_line, visible


def test_reordering_and_invisible_characters_are_named() -> None:
    assert visible("evil\u202etxt.exe") == "evil⟦U+202E⟧txt.exe"
    assert visible("a\u200bb\x00c\U000e0041") == "a⟦U+200B⟧b⟦U+0000⟧c⟦U+E0041⟧"
    assert visible("\ud800") == "⟦U+D800⟧"


def test_ordinary_text_is_left_alone() -> None:
    for text in ("Grüße, 23 × 47", "這份資料不能外流", "שלום", "two\nlines\tand a tab", "<b>&amp;</b>"):
        assert visible(text) == text


def test_one_line_is_one_line_and_short() -> None:
    assert one_line("a\n  b\r\n\tc") == "a b c"
    assert len(one_line("x" * 10_000_000, 80)) == 80


@given(st.text(alphabet=st.characters()))
def test_nothing_invisible_is_left(text: str) -> None:
    for shown in (visible(text).replace("\n", "").replace("\t", ""), one_line(text, 60)):
        assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cf", "Cs", "Co", "Cn"}
