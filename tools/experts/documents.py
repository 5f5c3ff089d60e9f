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
_READERS = {"read_file": "file", "read_page": "page"}
"""The tools whose results are documents, and of which kind; those that list or search quote but pieces."""
_LISTED = 20


@dataclass(slots=True)
class Document:
    """A file or a page as it was read.

    `name` is the file's without its folders, which are nobody's business, or the page's host; `place` is the
    whole path or URL. `names` are all that it may be called by.
    """

    kind: str
    name: str
    place: str
    names: dict[str, None] = field(default_factory=dict)
    texts: dict[str, None] = field(default_factory=dict)
    labels: dict[Label, None] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """All that was read of it, each piece once, in order."""
        return "\n\n".join(self.texts)

    def is_called(self, wanted: str) -> bool:
        """True where `wanted` is one of its names, or the end of a file's path."""
        below = f"/{wanted.lstrip('/')}"
        return any(
            known.rstrip("/") == wanted or (self.kind == "file" and known.endswith(below))
            for known in self.names
        )


def chosen(names: Sequence[str], conversation: Sequence[Message]) -> tuple[Document, ...]:
    """The documents of these names, each once. Raises ToolProblem for a name of none, or of several."""
    known = read_so_far(conversation)
    found: dict[int, Document] = {}
    for name in names:
        matching = _called(name, known)
        if not matching:
            raise ToolProblem(_unknown(name, known))
        if len(matching) > 1:
            listed = ", ".join(_telling(document, matching) for document in matching[-_LISTED:])
            raise ToolProblem(
                f'"{name}" may be any of several documents. Name the one that is meant: {listed}.'
            )
        found |= {id(document): document for document in matching}
    return tuple(found.values())


def read_so_far(conversation: Sequence[Message]) -> tuple[Document, ...]:
    """The files and pages that tools have read, in the order in which each was first read."""
    calls: dict[str, ToolCall] = {}
    documents: dict[tuple[str, str], Document] = {}
    for message in conversation:
        calls |= {call.id: call for call in message.calls}
        kind = _READERS.get(message.name, "") if message.role is Role.TOOL else ""
        label = next(
            (label for label in message.labels if kind and label.origin.startswith(f"{kind}:")), None
        )
        if label is None:
            continue
        name = label.origin.partition(":")[2]
        address = _address(kind, calls.get(message.call_id))
        place = label.path or (address if kind == "page" else "") or name
        document = documents.setdefault((kind, place), Document(kind, name, place))
        whole = address.partition("://")[2] if kind == "page" else ""
        document.names |= dict.fromkeys(filter(None, (name, address, whole, label.path)))
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


def _called(name: str, known: Sequence[Document]) -> list[Document]:
    """The documents that a name may stand for: the one of that place, else all that are called so."""
    kind, colon, rest = name.strip().partition(":")
    if colon and kind in _READERS.values():
        known, wanted = [document for document in known if document.kind == kind], rest.strip().rstrip("/")
    else:
        wanted = name.strip().rstrip("/")
    if not wanted:
        return []
    exact = [document for document in known if document.place.rstrip("/") == wanted]
    return exact or [document for document in known if document.is_called(wanted)]


def _unknown(name: str, known: Sequence[Document]) -> str:
    if not known:
        return f'No document "{name}" was read in this conversation: none was read at all.'
    listed = ", ".join(_telling(document, known) for document in known[-_LISTED:])
    return f'No document "{name}" was read in this conversation. These were: {listed}.'


def _telling(document: Document, among: Sequence[Document]) -> str:
    """A name of this document alone: a page's address, or as little of a file's path as will do."""
    if document.kind == "page":
        return document.place
    parts = document.place.split("/")
    ends = ("/".join(parts[-size:]) for size in range(1, len(parts) + 1))
    end = next((end for end in ends if _called(f"file:{end}", among) == [document]), document.place)
    return end if _called(end, among) == [document] else f"file:{end}"
