"""What a tool is to the engine: the ports that the tools fill."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.contracts import (
    Cancel,
    Incoming,
    IncomingStream,
    JsonObject,
    Label,
    Message,
    Outgoing,
    Preview,
    Replaced,
    ToolOutput,
    ToolSpec,
)

Tell = Callable[[str, bool], None]
"""Takes a piece of an answer as it comes; True where it is thinking."""


class LocalTool(Protocol):
    """A tool that stays on this computer."""

    @property
    def spec(self) -> ToolSpec: ...

    def run(self, arguments: JsonObject, cancel: Cancel) -> ToolOutput:
        """Do the work. Raises ToolProblem with a sentence for the model."""
        ...


@dataclass(frozen=True, slots=True)
class Aim:
    """What one call of a leaving tool is about, before its request is written.

    `spec` is the tool's with the host, the price and the time of this very call. `carried` are the labels of
    what the request takes along from the conversation beside its arguments.
    """

    spec: ToolSpec
    carried: tuple[Label, ...] = ()


class RemoteTool(Protocol):
    """A tool that leaves this computer: it writes the request and reads the answer; it never sends."""

    @property
    def spec(self) -> ToolSpec: ...

    @property
    def streams(self) -> bool:
        """True where the answer is read as it comes, by `follow`; else it is read whole, by `interpret`."""
        ...

    def aim(self, arguments: JsonObject, conversation: Sequence[Message]) -> Aim:
        """What a call with these arguments is about. They fit the schema; it never raises."""
        ...

    def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:
        """The complete request for these arguments. Raises ToolProblem."""
        ...

    def priced(self, arguments: JsonObject, preview: Preview) -> Preview:
        """A preview of `prepare` with the price of its request as that is now, placeholders included."""
        ...

    def admit(self, arguments: JsonObject, incoming: Incoming) -> None:
        """Take the answer to what is asked ahead. Raises ToolProblem where the request itself must not go."""
        ...

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        """The answer as text for the model, with what it cost. Raises ToolProblem."""
        ...

    def follow(self, arguments: JsonObject, answer: IncomingStream, tell: Tell) -> ToolOutput:
        """Like `interpret`, for an answer that is still arriving. Raises ToolProblem and Cancelled."""
        ...


class Toolbox(Protocol):
    """All tools there are, by name."""

    def specs(self) -> Mapping[str, ToolSpec]: ...

    def local(self, name: str) -> LocalTool | None: ...

    def remote(self, name: str) -> RemoteTool | None: ...


class Redactor(Protocol):
    """Finds personal data and secrets in what would leave, and puts placeholders in their place."""

    def redact(
        self, outgoing: Outgoing, conversation_id: str, originals: Collection[str] = ()
    ) -> tuple[Outgoing, tuple[Replaced, ...], tuple[Replaced, ...]]:
        """The request with placeholders, what they stand for, and what was found and stays as it is.

        `originals` are texts that the user wants to be sent as they are. Raises ToolProblem where the scan
        failed, or where its outcome cannot be put into the request: then nothing may be sent.
        """
        ...

    def restore(self, text: str, conversation_id: str, only: Collection[str] | None = None) -> str:
        """`text` with the originals in the place of the conversation's placeholders, or of `only` these."""
        ...
