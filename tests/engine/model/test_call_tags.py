"""The slip of small models is mended, however the text is cut; everything else passes untouched."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.call_tags import CallTags

CALL = '<tool_call>\n{"name": "x", "arguments": {}}\n'


def through(pieces: list[str]) -> str:
    tags = CallTags()
    return "".join(map(tags.feed, pieces)) + tags.end()


@given(st.lists(st.integers(1, 12), min_size=1))
def test_an_opening_tag_after_the_call_closes_it(cuts: list[int]) -> None:
    text = CALL + "<tool_call>" + CALL + "</tool_call> done"
    pieces: list[str] = []
    for cut in cuts:
        pieces, text = [*pieces, text[:cut]], text[cut:]
    assert through([*pieces, text]) == CALL + "</tool_call>" + CALL + "</tool_call> done"


@pytest.mark.parametrize(
    "text",
    [
        "plain < text } <tool",
        CALL + "</tool_call>",
        CALL + "</tool_call>\n" + CALL + "</tool_call>",
        '<tool_call>{"text": "write <tool_call> here"}</tool_call>',
        CALL + "<tool_cal",
        CALL + "<<tool>",
        "}\n<tool_call>",
    ],
)
def test_everything_else_passes(text: str) -> None:
    assert through(list(text)) == text


@given(st.text(alphabet="<tool_cal>/{} \n", max_size=60))
def test_nothing_is_lost_or_reordered(text: str) -> None:
    assert through([text]).replace("</tool_call>", "<tool_call>") == text.replace(
        "</tool_call>", "<tool_call>"
    )
