"""What desktop and broker say to each other: msgspec messages, each after its length in four bytes.

The broker gets `Send`, `Grant` and `Drop`. It says `Begun` before anything of a `Send` leaves: where its
channel ends without that, nothing has left. It answers every `Send` that was not dropped, under the same id,
with one `Done` or `Failed`; where the answer is wanted as it comes, with one `Head`, any number of `Part`s
and one `End`, or with `Failed` in place of what is missing. The channel's end is the end of the broker.
"""

from __future__ import annotations

from typing import Protocol, TypeVar

import msgspec

from engine.contracts import Incoming, Outgoing
from tools.egress.problems import Kind

MAX_FRAME = 64 * 1024 * 1024
"""Bytes of the longest message; a longer one means that the channel is broken."""

_LENGTH = 4


class Send(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """One permitted request. `sha256` is what ledger row `row_id` permits.

    `window` is zero where the answer is wanted in one piece. Else it is wanted as it comes, and parts of
    this weight may be handed over before the first `Grant`.
    """

    id: int
    row_id: str
    sha256: str
    outgoing: Outgoing
    window: int = 0


class Grant(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Parts of so much more weight may be handed over, as so much has been read."""

    id: int
    size: int


class Drop(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Nobody waits for this request any more: close its connection, answer nothing."""

    id: int


class Begun(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """The broker is about to let a request out; `sent` counts it already. It says so once of each.

    A request that is dropped before counts as let out, too: whoever dropped it cannot know better.
    """

    id: int
    sent: int


class Done(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """The answer to a request. `sent` counts the requests that this broker has let out so far."""

    id: int
    sent: int
    incoming: Incoming


class Failed(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Why a request has no answer, as a sentence. `sent` counts the requests let out so far.

    `let_out` is False where the broker knows that nothing of this one left the computer. `kind` tells
    problems apart that are not dealt with alike.
    """

    id: int
    sent: int
    problem: str
    let_out: bool = True
    kind: Kind = ""


class Head(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """The beginning of an answer that is handed over as it comes: `incoming` has no body."""

    id: int
    sent: int
    incoming: Incoming


class Part(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """The next piece of such an answer's body; it is never empty."""

    id: int
    data: bytes

    @property
    def weight(self) -> int:
        """What it takes of the window: its bytes, and what each message costs in memory beside them."""
        return len(self.data) + 512


class End(msgspec.Struct, frozen=True, tag=True, array_like=True):
    """Such an answer is complete."""

    id: int
    sent: int


ToBroker = Send | Grant | Drop
FromBroker = Begun | Done | Failed | Head | Part | End
_T = TypeVar("_T")


class Channel(Protocol):
    """The part of a stream socket that is used here."""

    def recv(self, size: int, /) -> bytes: ...

    def sendall(self, data: bytes, /) -> None: ...


class ChannelError(Exception):
    """The other side sent something that is no message, or ended within one."""


def encode(message: ToBroker | FromBroker) -> bytes:
    """One whole message with its length. Raises ChannelError if it is too long."""
    content = msgspec.msgpack.encode(message)
    if len(content) > MAX_FRAME:
        raise ChannelError(f"a message of {len(content)} bytes")
    return len(content).to_bytes(_LENGTH, "big") + content


def write(channel: Channel, message: ToBroker | FromBroker) -> None:
    """Send one whole message. Raises OSError where the other side is gone, ChannelError if it is too long."""
    channel.sendall(encode(message))


def read(channel: Channel, decoder: msgspec.msgpack.Decoder[_T]) -> _T | None:
    """The next message, None at the end. Raises OSError and ChannelError."""
    head = _exactly(channel, _LENGTH, may_end=True)
    if not head:
        return None
    length = int.from_bytes(head, "big")
    if length > MAX_FRAME:
        raise ChannelError(f"a message of {length} bytes")
    try:
        return decoder.decode(_exactly(channel, length))
    except msgspec.MsgspecError as error:
        raise ChannelError(str(error)) from error


def _exactly(channel: Channel, size: int, may_end: bool = False) -> bytes:
    content = bytearray()
    while len(content) < size:
        chunk = channel.recv(min(size - len(content), 1024 * 1024))
        if not chunk:
            if may_end and not content:
                return b""
            raise ChannelError("ended within a message")
        content += chunk
    return bytes(content)


TO_BROKER: msgspec.msgpack.Decoder[ToBroker] = msgspec.msgpack.Decoder(ToBroker)
FROM_BROKER: msgspec.msgpack.Decoder[FromBroker] = msgspec.msgpack.Decoder(FromBroker)
