"""JSON as models write it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.call_json import BadJsonError, JsonScanner, Scan, decode

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(st.lists(JSON, max_size=4) | st.dictionaries(st.text(max_size=4), JSON, max_size=4), st.text())
def test_the_end_of_a_value_is_found(value: Any, behind: str) -> None:
    text = json.dumps(value, ensure_ascii=False)
    assert JsonScanner().feed(text + behind) == (len(text), Scan.DONE)


@given(st.lists(JSON, min_size=1, max_size=4))
def test_before_the_end_there_is_more(value: Any) -> None:
    text = json.dumps(value)
    scanner = JsonScanner()
    for character in text[:-1]:
        assert scanner.feed(character) == (1, Scan.MORE)
    assert scanner.feed(text[-1]) == (1, Scan.DONE)


@pytest.mark.parametrize("text", ["x" + "[" * 500, "}" * 3 + "[" * 500, "", "{", "nul", '"', "1 2", "[1 2]"])
def test_what_is_no_json_is_refused(text: str) -> None:
    with pytest.raises(BadJsonError):
        decode(text)


def test_a_deep_stack_is_no_crash() -> None:
    def sink(levels: int) -> None:
        if levels:
            sink(levels - 1)
        else:
            decode("[" * 190 + "]" * 190)

    def dive() -> None:
        for levels in range(0, 5000, 10):
            sink(levels)

    with pytest.raises(BadJsonError, match="nested too deep"):
        dive()
