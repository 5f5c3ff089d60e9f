"""Where data came from and what it is: labels stick to a tool's result and travel with what quotes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from engine.contracts import Label, Message, OutputMarks, Quote, Reach, Role, ToolCall, ToolSpec
from engine.policy.hosts import host_in
from engine.policy.quotes import Query, Quotable, QuoteIndex
from engine.policy.singles import Piece
from engine.policy.words import OwnWords

TYPED = Label("typed")
PROGRAM = Label("program")
"""For the program's own words in a tool's place, such as a refusal: neither private nor untrusted."""

_FILE_ARGUMENT = "path"
_SUSPECT = OutputMarks(private=True, untrusted=True)
"""What came from a tool that nobody declares any more may be anything."""


@dataclass(slots=True)
class _Origin:
    """What the texts of one origin are, and which of their pieces are quoted."""

    private: bool = False
    untrusted: bool = False
    pieces: list[Piece] = field(default_factory=list)


def host_of(spec: ToolSpec, arguments: Mapping[str, Any]) -> str:
    """Where a call goes: the tool's own host where it declares one, else that of its `url` argument.

    It is empty where it is not known, or cannot be read surely.
    """
    if spec.host:
        return spec.host
    url = arguments.get("url") if isinstance(arguments, Mapping) else None
    return host_in(url) if isinstance(url, str) else ""


def origin_of(spec: ToolSpec, arguments: Mapping[str, Any]) -> str:
    """The origin of what a call gives back: `file:NAME`, `page:HOST`, `expert:HOST` or `tool:NAME`."""
    if not spec.reach.leaves:
        path = arguments.get(_FILE_ARGUMENT) if isinstance(arguments, Mapping) else None
        name = path.replace("\\", "/").rstrip("/").rpartition("/")[2] if isinstance(path, str) else ""
        return f"file:{name}" if name else f"tool:{spec.name}"
    host = host_of(spec, arguments)
    kind = "expert" if spec.reach is Reach.EXPERT else "page"
    return f"{kind}:{host}" if host else f"tool:{spec.name}"


def of_result(
    spec: ToolSpec, arguments: Mapping[str, Any], known: Sequence[Label] = (), ran: bool = True
) -> tuple[Label, ...]:
    """The labels of a call's result. To those that the tool itself gave, its declaration adds its marks."""
    if not ran:
        return (PROGRAM,)
    marks = spec.output
    labels = known or (Label(origin_of(spec, arguments)),)
    return tuple(_marked(label, marks) for label in labels)


def _marked(label: Label, marks: OutputMarks) -> Label:
    return replace(
        label, private=label.private or marks.private, untrusted=label.untrusted or marks.untrusted
    )


class ConversationLabels:
    """What one conversation has seen so far. It only grows: a mark that is set stays set."""

    def __init__(self) -> None:
        self.private = False
        self.untrusted = False
        self.own_words = OwnWords()
        self._texts: list[tuple[Label, ...]] = []
        self._index = QuoteIndex()
        self._open_calls: list[ToolCall] = []
        self._used: dict[str, ToolSpec | None] = {}
        self._seen: list[Message] = []

    def fits(self, conversation: Sequence[Message], tools: Mapping[str, ToolSpec]) -> bool:
        """True where `conversation` goes on from what was seen here, under the same declarations."""
        return list(conversation[: len(self._seen)]) == self._seen and all(
            _same(tools.get(name), spec) for name, spec in self._used.items()
        )

    def grow(self, conversation: Sequence[Message], tools: Mapping[str, ToolSpec]) -> None:
        """Take in what of `conversation` was not seen yet."""
        for message in conversation[len(self._seen) :]:
            self._seen.append(message)
            if message.role is Role.TOOL:
                self._add_result(message, tools)
            elif message.role is Role.ASSISTANT:
                self._open_calls.extend(message.calls)
            else:
                self._add_typed(message)

    @property
    def size(self) -> int:
        """How many messages were seen."""
        return len(self._seen)

    def quoted(self, arguments: object) -> tuple[Label, ...]:
        """The labels of all texts that the arguments quote, each once, in the order of the conversation."""
        found = self._index.found(Query(arguments)) if self._texts else {}
        return tuple(dict.fromkeys(label for number in sorted(found) for label in self._texts[number]))

    def quotes(self, arguments: object) -> tuple[Quote, ...]:
        """How many phrases of each origin stand in which argument, in the order of the conversation."""
        if not self._texts:
            return ()
        query = Query(arguments)
        found = self._index.found(query)
        origins: dict[str, _Origin] = {}
        for number in sorted(found):
            for label in self._texts[number]:
                origin = origins.setdefault(label.origin, _Origin())
                origin.private |= label.private
                origin.untrusted |= label.untrusted
                origin.pieces += found[number]
        return tuple(
            Quote(name, argument, phrases, origin.private, origin.untrusted)
            for name, origin in origins.items()
            for argument, phrases in query.phrases(origin.pieces).items()
        )

    def _add_typed(self, message: Message) -> None:
        foreign = tuple(label for label in message.labels if label.origin != TYPED.origin)
        if foreign:
            self._add_text(message.content, foreign)
        else:
            self.own_words.add(message.content)

    def _add_result(self, message: Message, tools: Mapping[str, ToolSpec]) -> None:
        if not message.name or PROGRAM in message.labels:
            return
        call = self._call_of(message)
        arguments = call.arguments if call else {}
        self._used[message.name] = tools.get(message.name)
        spec = self._used[message.name] or ToolSpec(message.name, "", {}, output=_SUSPECT)
        labels = of_result(spec, arguments, message.labels)
        if call and spec.reach is not Reach.NETWORK:
            labels = tuple(dict.fromkeys((*labels, *self.quoted(arguments))))
        self._add_text(message.content, labels)

    def _call_of(self, message: Message) -> ToolCall | None:
        """The call that a result belongs to: by its id where it has one, else the first of its name."""
        for index, call in enumerate(self._open_calls):
            same = call.id == message.call_id if message.call_id else call.name == message.name
            if same:
                return self._open_calls.pop(index)
        return None

    def _add_text(self, content: str, labels: tuple[Label, ...]) -> None:
        self.private = self.private or any(label.private for label in labels)
        self.untrusted = self.untrusted or any(label.untrusted for label in labels)
        quotable = Quotable.of(content)
        if quotable.pieces or quotable.whole:
            self._index.add(len(self._texts), quotable)
            self._texts.append(labels)


class LabelCache:
    """Keeps what was found out about the conversations of late, since each only grows."""

    _KEPT = 4

    def __init__(self) -> None:
        self._kept: list[ConversationLabels] = []

    def labels(self, conversation: Sequence[Message], tools: Mapping[str, ToolSpec]) -> ConversationLabels:
        """The labels of the whole conversation."""
        found = max(
            (k for k in self._kept if k.size <= len(conversation) and k.fits(conversation, tools)),
            key=lambda kept: kept.size,
            default=None,
        )
        if found is None:
            found = ConversationLabels()
        else:
            self._kept.remove(found)
        self._kept = [found, *self._kept[: self._KEPT - 1]]
        found.grow(conversation, tools)
        return found


def _same(one: ToolSpec | None, other: ToolSpec | None) -> bool:
    return one is other or one == other
