"""Messages between desktop and broker."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.contracts import Incoming, Outgoing
from tools.egress import protocol
from tools.egress.protocol import (
    FROM_BROKER,
    TO_BROKER,
    ChannelError,
    Done,
    Drop,
    Failed,
    FromBroker,
    Send,
    ToBroker,
    read,
    write,
)


class Pipe:
    """Bytes in order, handed out in pieces of `piece`."""

    def __init__(self, content: bytes = b"", piece: int = 1 << 20) -> None:
        self.content = content
        self.piece = piece

    def recv(self, size: int, /) -> bytes:
        size = min(size, self.piece)
        part, self.content = self.content[:size], self.content[size:]
        return part

    def sendall(self, data: bytes, /) -> None:
        self.content += data


OUTGOING = Outgoing(
    "POST",
    "https://example.com/",
    "example.com",
    headers=(("A", "b"),),
    body=b"\x00\xff",
    search={"query": "q", "max_results": 5},
    own_endpoint=True,
)


@pytest.mark.parametrize("piece", [1, 3, 4, 5, 1000])
def test_messages_arrive_whole_and_in_order_however_they_are_cut(piece: int) -> None:
    pipe = Pipe(piece=piece)
    sent: list[ToBroker] = [Send(1, "row", OUTGOING.sha256, OUTGOING), Drop(1), Send(2, "row", "", OUTGOING)]
    for message in sent:
        write(pipe, message)
    assert [read(pipe, TO_BROKER) for _ in range(4)] == [*sent, None]


def test_answers_arrive_as_they_were_written() -> None:
    pipe = Pipe()
    sent: list[FromBroker] = [
        Done(1, 2, Incoming(200, (("a", "b"),), b"\x00", "sha", 0.5)),
        Failed(3, 4, "Why."),
    ]
    for message in sent:
        write(pipe, message)
    assert [read(pipe, FROM_BROKER) for _ in range(3)] == [*sent, None]


@pytest.mark.parametrize(
    "content",
    [b"\0", b"\0\0\0\x05abc", b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x03abc", b"\0\0\0\x01\x90"],
)
def test_what_is_no_message_is_reported(content: bytes) -> None:
    with pytest.raises(ChannelError):
        read(Pipe(content), TO_BROKER)


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_break_the_channel(content: bytes) -> None:
    pipe = Pipe(content)
    try:
        while read(pipe, TO_BROKER) is not None:
            pass
    except ChannelError:
        pass


def test_a_message_that_is_too_long_is_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(protocol, "MAX_FRAME", 10)
    pipe = Pipe()
    with pytest.raises(ChannelError):
        write(pipe, Failed(1, 1, "much too long"))
    assert pipe.content == b""
