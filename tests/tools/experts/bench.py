"""What the tests of experts share: experts, a conversation, and a question that goes all the way."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from engine.cloud import CloudSettings, Expert, ExpertView, Provider
from engine.contracts import Incoming, JsonObject, Label, Message, Money, Outgoing, Role, ToolCall, ToolOutput
from tests.servers.recording import Received, RecordingServer
from tests.tools.conftest import permit
from tools.egress.client import EgressClient
from tools.experts.ask_expert import build as build_asking
from tools.experts.asking import ExpertTool
from tools.experts.formats.by_provider import FORMATS
from tools.experts.formats.port import Answer, Piece

PRICED = Expert(
    "mine", Provider.OPENROUTER, "vendor/model", price_in=Money(1_250_000), price_out=Money(10_000_000)
)
QUESTION = {"expert": "expert-1", "question": "Why do mutes darken the tone?"}
LETTER = Label("file:letter.txt", private=True, path="/home/ada/papers/letter.txt")
TAXES = Label("file:2024.md", private=True, path="/home/ada/papers/taxes/2024.md")
PAGE = Label("page:example.com", untrusted=True)
TYPED = Label("typed")


def call(name: str, call_id: str, **arguments: object) -> Message:
    """The assistant's message that makes one call."""
    return Message(Role.ASSISTANT, "", thinking="Hm.", calls=(ToolCall(call_id, name, arguments),))


def result(name: str, call_id: str, content: str, *labels: Label) -> Message:
    """What a tool gave back."""
    return Message(Role.TOOL, content, name=name, call_id=call_id, labels=labels)


CONVERSATION = (
    Message(Role.USER, "What does my letter say of the rent?", labels=(TYPED,)),
    call("read_file", "1", path="letter.txt"),
    result("read_file", "1", "The rent is due in March.", LETTER),
    call("read_page", "2", url="https://example.com/rents"),
    result("read_page", "2", "Rents rise.", PAGE),
    call("read_file", "3", path="taxes/2024.md"),
    result("read_file", "3", "Rent paid: 12,000", TAXES),
    call("search_files", "4", query="rent"),
    result("search_files", "4", "letter.txt: rent\n2024.md: Rent", LETTER, TAXES),
    Message(Role.ASSISTANT, "It is due in March."),
    Message(Role.USER, "And what do others pay?"),
)


def asking(
    *experts: Expert, cap: Money | None = None, figures: Mapping[str, ExpertView] | None = None
) -> ExpertTool:
    """The tool `ask_expert` for these experts."""
    tool = build_asking(CloudSettings(experts or (PRICED,)), figures or {}, cap)
    assert tool is not None
    return tool


@dataclass
class Told:
    """What was told while an answer arrived."""

    text: str = ""
    thinking: str = ""
    pieces: int = 0

    def __call__(self, text: str, thinking: bool) -> None:
        self.pieces += 1
        if thinking:
            self.thinking += text
        else:
            self.text += text


@dataclass
class Asked:
    """A question that went all the way: the request, the answer, and what was told meanwhile."""

    outgoing: Outgoing
    output: ToolOutput
    told: Told = field(default_factory=Told)


def ask(
    tool: ExpertTool,
    egress: EgressClient,
    arguments: JsonObject = QUESTION,
    conversation: Sequence[Message] = (),
    server: RecordingServer | None = None,
) -> Asked:
    """Send one call through the broker and read its answer as it comes.

    What arrived at `server` is compared with what was shown.
    """
    outgoing = tool.prepare(arguments, conversation).outgoing
    told = Told()
    answer = egress.stream(outgoing, permit(outgoing), threading.Event())
    try:
        output = tool.follow(arguments, answer, told)
    finally:
        answer.close()
        assert answer.head.sent_sha256 == outgoing.sha256
        if server is not None:
            arrived(server.requests[-1], outgoing)
    return Asked(outgoing, output, told)


def arrived(received: Received, outgoing: Outgoing) -> None:
    """What came in is what was shown: the digest of its own bytes says so."""
    assert received.sha256 == outgoing.sha256
    assert received.body == outgoing.body


def read(
    provider: Provider, pieces: Iterable[bytes], host: str = "api.example.com"
) -> tuple[Answer, list[Piece]]:
    """An answer of these bytes."""
    reader = FORMATS[provider].reader(host)
    told = [piece for data in pieces for piece in reader.feed(data)]
    return reader.finish(), told


def incoming(body: bytes, status: int = 200, *headers: tuple[str, str]) -> Incoming:
    """An answer in one piece."""
    return Incoming(status, headers, body, "", 0.1)


def body_of(response: bytes) -> bytes:
    """A response without its head."""
    return response.partition(b"\r\n\r\n")[2]
