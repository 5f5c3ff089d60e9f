"""The channel keeps messages apart, and knows a broken one."""

from __future__ import annotations

import io

import pytest

from engine.model import protocol


def test_messages_come_back_in_order() -> None:
    stream = io.BytesIO()
    sent: list[protocol.Reply] = [protocol.Loading(0.5), protocol.Piece(1, "é\0"), protocol.Stopped(1)]
    for message in sent:
        protocol.write(stream, message)
    stream.seek(0)
    assert [protocol.read_reply(stream) for _ in sent] == sent
    assert protocol.read_reply(stream) is None


def test_a_message_that_is_cut_off_is_the_end() -> None:
    stream = io.BytesIO()
    protocol.write(stream, protocol.Stop(7))
    assert protocol.read_request(io.BytesIO(stream.getvalue()[:-1])) is None


@pytest.mark.parametrize("data", [b"\xff\xff\xff\xff", b"\0\0\0\x02\xc1\xc1", b"printed by a library"])
def test_anything_else_is_a_broken_channel(data: bytes) -> None:
    with pytest.raises(protocol.ChannelError):
        protocol.read_reply(io.BytesIO(data))
