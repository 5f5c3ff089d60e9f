"""What an expert is given to read: documents that were read in the conversation, or all of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from engine.contracts import Label, Message, Role, ToolCall
from engine.errors import ToolProblem
from tools.experts.formats.port import Turn

_OF_NOBODY = frozenset({"typed", "program"})
"""What the user and the program themselves have said."""
_KINDS = ("file:", "page:")
_LISTED = 20


@dataclass(slots=True)
class Document:
    """A file or a page as it was read. `names` are all that it may be called by, the plain one first."""

    names: dict[str, None] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)
    labels: dict[Label, None] = field(default_factory=dict)

    @property
    def name(self) -> str:
        """The name without its folders: those are nobody's business."""
        return next(iter(self.names))

    @property
    def text(self) -> str:
        """All that was read of it, each piece once, in order."""
        return "\n\n".join(self.texts)


def chosen(names: Sequence[str], conversation: Sequence[Message]) -> tuple[Document, ...]:
    """The documents of these names, each once. Raises ToolProblem for a name that none has."""
    known = read_so_far(conversation)
    found: dict[int, Document] = {}
    for name in names:
        matching = [document for document in known if _is_called(document, name)]
        if not matching:
            raise ToolProblem(_unknown(name, known))
        found |= {id(document): document for document in matching}
    return tuple(found.values())


def read_so_far(conversation: Sequence[Message]) -> tuple[Document, ...]:
    """The files and pages that tools have read, in the order in which each was first read.

    A result that quotes several of them, such as a list of places, is none.
    """
    calls: dict[str, ToolCall] = {}
    documents: dict[tuple[str, str], Document] = {}
    for message in conversation:
        calls |= {call.id: call for call in message.calls}
        if message.role is not Role.TOOL:
            continue
        origins = {label.origin: label for label in message.labels if label.origin.startswith(_KINDS)}
        if len(origins) != 1:
            continue
        label = next(iter(origins.values()))
        kind, _, name = label.origin.partition(":")
        address = _address(kind, calls.get(message.call_id))
        place = label.path or (address if kind == "page" else "") or name
        document = documents.setdefault((kind, place), Document())
        document.names |= dict.fromkeys(filter(None, (name, address, label.path, label.origin)))
        document.texts[message.content] = None
        document.labels |= dict.fromkeys(message.labels)
    return tuple(documents.values())


def labels_of(conversation: Sequence[Message]) -> tuple[Label, ...]:
    """The labels of all messages but for what user and program have said themselves, each once."""
    found = dict.fromkeys(label for message in conversation for label in message.labels)
    return tuple(label for label in found if label.origin not in _OF_NOBODY)


def turns_of(conversation: Sequence[Message]) -> tuple[Turn, ...]:
    """The conversation as it is told to an expert: turn about, and ending with the user's side.

    Calls and results of tools are text in it, marked as such; thinking is left out. Where the assistant wrote
    last, in handing it over, that is left out as well.
    """
    said: list[tuple[Role, list[str]]] = []
    for message in conversation:
        role = Role.ASSISTANT if message.role is Role.ASSISTANT else Role.USER
        words = list(_words(message))
        if said and said[-1][0] is role:
            said[-1][1].extend(words)
        elif words:
            said.append((role, words))
    while said and said[-1][0] is Role.ASSISTANT:
        said.pop()
    return tuple(
        Turn("assistant" if role is Role.ASSISTANT else "user", "\n\n".join(words)) for role, words in said
    )


def sendable(text: str) -> str:
    """`text` with a question mark for each half of a surrogate pair, which has no form in UTF-8."""
    return text.encode("utf-8", "replace").decode()


def _words(message: Message) -> Iterator[str]:
    content = sendable(message.content).strip()
    if message.role is Role.TOOL:
        yield f"[Result of the tool {message.name}]\n{content}"
        return
    if content:
        yield content
    for call in message.calls:
        arguments = sendable(json.dumps(dict(call.arguments), ensure_ascii=False))
        yield f"[Call of the tool {call.name} with {arguments}]"


def _address(kind: str, call: ToolCall | None) -> str:
    """The path or URL that a call names; empty where it names none."""
    arguments: Mapping[str, object] = call.arguments if call else {}
    value = arguments.get("path" if kind == "file" else "url")
    return value if isinstance(value, str) else ""


def _is_called(document: Document, name: str) -> bool:
    wanted = name.strip()
    below = f"/{wanted.lstrip('/')}"
    return bool(wanted.strip("/")) and any(
        known == wanted or known.rstrip("/") == wanted.rstrip("/") or known.endswith(below)
        for known in document.names
    )


def _unknown(name: str, known: Sequence[Document]) -> str:
    if not known:
        return f'No document "{name}" was read in this conversation: none was read at all.'
    listed = ", ".join(dict.fromkeys(_best_name(document) for document in known[-_LISTED:]))
    return f'No document "{name}" was read in this conversation. These were: {listed}.'


def _best_name(document: Document) -> str:
    """A page by its whole address: many may lie on one host."""
    return next((name for name in document.names if "://" in name), document.name)
