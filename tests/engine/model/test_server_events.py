"""Server-sent events are read the same however the bytes are cut."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model import server_events
from engine.model.server_events import EventReader, TooLongError

STREAM = (
    ': ping\r\n\r\ndata: {"a": 1}\n\nevent: x\nid: 7\ndata:two\ndata: lines é漢\r\rdata: last\r\n\r\n'
    'retry: 5\n\nerror: {"code": 500}\n\ndata\n\ndata: [DONE]\n\n'
).encode()
EVENTS = ['{"a": 1}', "two\nlines é漢", "last", '{"code": 500}', "", "[DONE]"]


def read(*pieces: bytes) -> list[str]:
    reader = EventReader()
    found = [event for piece in pieces for event in reader.feed(piece)]
    return found + list(reader.finish())


def test_a_stream_in_one_piece_and_byte_by_byte_gives_the_same_events() -> None:
    assert read(STREAM) == EVENTS
    assert read(*(STREAM[place : place + 1] for place in range(len(STREAM)))) == EVENTS


@given(st.lists(st.integers(0, len(STREAM)), max_size=6))
def test_a_stream_cut_anywhere_gives_the_same_events(cuts: list[int]) -> None:
    places = [0, *sorted(cuts), len(STREAM)]
    assert read(*(STREAM[a:b] for a, b in itertools.pairwise(places))) == EVENTS


def test_a_mark_of_byte_order_is_no_part_of_the_first_line() -> None:
    assert read(b"\xef\xbb", b"\xbfdata: x\n\n") == ["x"]
    assert read(b"\xef\xbb\xbf") == []


def test_a_stream_that_ends_without_a_blank_line_loses_nothing() -> None:
    assert read(b"data: a\n\ndata: b") == ["a", "b"]
    assert read(b"data: a\r") == ["a"]


def test_invalid_text_is_replaced_and_hurts_no_other_line() -> None:
    assert read(b"data: \xff\xfe\n\ndata: ok\n\n") == ["\ufffd\ufffd", "ok"]


def test_comments_and_unknown_fields_make_no_event() -> None:
    assert read(b": keep-alive\n\nevent: ping\n\nDATA: x\n\n\n\n") == []


def test_an_endless_line_and_an_endless_event_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_events, "MAX_LINE", 100)
    with pytest.raises(TooLongError):
        read(b"data: " + b"x" * 200)
    with pytest.raises(TooLongError):
        read(*[b"data: 0123456789\n"] * 20)
