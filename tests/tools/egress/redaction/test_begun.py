"""Patterns that are looked for by the words that they begin with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.tools.egress.redaction.test_finder import FOUND
from tests.tools.egress.redaction.test_rules import NUMBERS, PEOPLE, SECRETS
from tools.egress.redaction import credentials, identity, online, phones, tokens
from tools.egress.redaction.begun import Begun
from tools.egress.redaction.plain import lowered, plain


def every(value: Any) -> Iterator[Begun]:
    """Those in the constants of a module."""
    if isinstance(value, Begun):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from every(item)


ALL = [
    begun
    for module in (credentials, identity, online, phones, tokens)
    for value in vars(module).values()
    for begun in every(value)
]


@pytest.mark.parametrize("begun", ALL, ids=lambda begun: str(begun.words[0]))
def test_no_match_begins_with_another_word(begun: Begun) -> None:
    texts = [text for text, _ in (*FOUND, *NUMBERS, *PEOPLE, *SECRETS)]
    for written in (
        *texts,
        " ".join(texts),
        "".join(texts).upper(),
        "pın: 4711, apı key: a1b2c3d4e5",
        *(f"{word}: x1y2" for word in begun.words),
    ):
        text = plain(written).text
        assert [found.span() for found in begun.finditer(text, lowered(text))] == [
            found.span() for found in begun.pattern.finditer(text)
        ]


@given(st.text("aAb1 ", max_size=30))
def test_matches_are_those_of_the_pattern_and_do_not_overlap(text: str) -> None:
    pattern = re.compile(r"(?<![b1])(?:a|ab)(?:[ab]{0,3}1)", re.IGNORECASE)
    begun = Begun(pattern, ("a", "ab"))
    assert [found.span() for found in begun.finditer(text, text.lower())] == [
        found.span() for found in pattern.finditer(text)
    ]
