"""What the window's process and the model process say to each other over two pipes.

Each message is a tagged msgspec struct in MessagePack, with its length before it as four bytes, big endian.
"""

from __future__ import annotations

import sys
from typing import IO, Any, TypeVar

import msgspec

from engine.model.port import ModelOptions

_T = TypeVar("_T")

WORKER = (sys.executable, "-P", "-m", "engine.model.worker")
"""The command that starts a model process."""

MAX_MESSAGE = 64 * 1024 * 1024


class Start(msgspec.Struct, frozen=True):
    """What the worker is started with: the file, how to load it, and the folder for what it may keep.

    Without a folder nothing is kept. `retreat` counts how often it died for want of memory: so many steps
    less are tried at once.
    """

    path: str
    options: ModelOptions = ModelOptions()
    cache: str = ""
    retreat: int = 0


class Generate(msgspec.Struct, frozen=True, tag=True):
    """Continue this prompt; answered by Progress, Piece and one of Done, Stopped, Failed with the same id.

    After `thinking_tokens` tokens the thought that the answer begins with is closed; 0 is no bound.
    """

    id: int
    messages: list[dict[str, Any]]
    tools: list[dict[str, Any]]
    max_tokens: int
    temperature: float
    seed: int
    thinking_tokens: int = 0


class Stop(msgspec.Struct, frozen=True, tag=True):
    """Stop the generation of this id, if it still runs."""

    id: int


class Loading(msgspec.Struct, frozen=True, tag=True):
    """Progress of loading, from 0 to 1."""

    fraction: float


class Loaded(msgspec.Struct, frozen=True, tag=True):
    """The model is ready. `ip_sockets` and `unix_sockets` say what the system lets this process open."""

    name: str
    size: int
    quantisation: str
    device: str
    context: int
    note: str
    ip_sockets: bool
    unix_sockets: bool


class Progress(msgspec.Struct, frozen=True, tag=True):
    """Tokens of the prompt that have been read, of all; `reused` of them were in the cache."""

    id: int
    done: int
    total: int
    reused: int


class Piece(msgspec.Struct, frozen=True, tag=True):
    """Whole characters that the model wrote."""

    id: int
    text: str


class Done(msgspec.Struct, frozen=True, tag=True):
    """The generation ended by itself; `reason` is `stop` or `length`, times in seconds."""

    id: int
    reason: str
    prompt_tokens: int
    tokens: int
    reading_s: float
    writing_s: float


class Stopped(msgspec.Struct, frozen=True, tag=True):
    """The generation was stopped."""

    id: int


class Failed(msgspec.Struct, frozen=True, tag=True):
    """Loading (id 0) or a generation failed: sentences for the user.

    `tokens` is the prompt's length where it was too long for the context, else 0.
    """

    id: int
    problem: str
    way_out: str
    tokens: int = 0


Request = Generate | Stop
Reply = Loading | Loaded | Progress | Piece | Done | Stopped | Failed

_requests = msgspec.msgpack.Decoder(Request)
_replies = msgspec.msgpack.Decoder(Reply)


class ChannelError(Exception):
    """The other side sent something that is no message."""


def write(stream: IO[bytes], message: Request | Reply) -> None:
    """Write one message and flush. Raises OSError."""
    stream.write(encode(message))
    stream.flush()


def encode(message: Request | Reply) -> bytes:
    """One message with its length before it."""
    body = msgspec.msgpack.encode(message)
    return len(body).to_bytes(4, "big") + body


def read_request(stream: IO[bytes]) -> Request | None:
    """The next request, None at the end. Raises ChannelError and OSError."""
    body = _read_body(stream)
    return None if body is None else _decode(_requests, body)


def read_reply(stream: IO[bytes]) -> Reply | None:
    """The next reply, None at the end. Raises ChannelError and OSError."""
    body = _read_body(stream)
    return None if body is None else _decode(_replies, body)


def _decode(decoder: msgspec.msgpack.Decoder[_T], body: bytes) -> _T:
    try:
        return decoder.decode(body)
    except msgspec.DecodeError as error:
        raise ChannelError(str(error)) from error


def _read_body(stream: IO[bytes]) -> bytes | None:
    head = stream.read(4)
    if len(head) < 4:
        return None
    length = int.from_bytes(head, "big")
    if length > MAX_MESSAGE:
        raise ChannelError(f"a message of {length} bytes")
    body = stream.read(length)
    return body if len(body) == length else None
