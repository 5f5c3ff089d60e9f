"""Server-sent events, cut anywhere."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.experts.formats.server_events import MAX_EVENT, ServerEvents, TooLongError

STREAM = (
    ": a comment\r\n\r\n"
    'event: message\r\ndata: {"a": "é弱😀"}\r\n\r\n'
    "data: one\ndata:two\n\n"
    "id: 7\ndata\ndata: \n\n"
    "retry: 10\n\n"
    "data: old\r\rdata: end\n"
).encode()
EVENTS = ['{"a": "é弱😀"}', "one\ntwo", "\n", "old", "end"]


def events(pieces: list[bytes]) -> list[str]:
    reader = ServerEvents()
    return [event for piece in pieces for event in reader.feed(piece)] + list(reader.finish())


@given(st.lists(st.integers(0, len(STREAM)), max_size=8).map(sorted))
def test_events_are_the_same_however_they_are_cut(cuts: list[int]) -> None:
    ends = [0, *cuts, len(STREAM)]
    assert events([STREAM[a:b] for a, b in itertools.pairwise(ends)]) == EVENTS


def test_one_byte_at_a_time() -> None:
    assert events([STREAM[place : place + 1] for place in range(len(STREAM))]) == EVENTS


def test_what_is_no_utf_8_is_replaced() -> None:
    assert events([b"data: \xff\n\n"]) == ["�"]


@pytest.mark.parametrize("piece", [b"x" * 65_536, b"data: x\n" * 8_192])
def test_a_line_or_an_event_without_an_end_is_refused(piece: bytes) -> None:
    with pytest.raises(TooLongError):
        events([piece] * (2 * MAX_EVENT // len(piece)))


def test_a_long_line_at_the_end_is_refused() -> None:
    reader = ServerEvents()
    list(reader.feed(b"data: " + b"x" * (MAX_EVENT - 10) + b"\n"))
    list(reader.feed(b"data: more than there is room for"))
    with pytest.raises(TooLongError):
        list(reader.finish())
