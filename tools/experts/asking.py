"""What all tools that ask an expert have in common: aim, request, and an answer that is read as it comes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from engine.contracts import (
    Incoming,
    IncomingStream,
    JsonObject,
    Label,
    Message,
    Money,
    Preview,
    ToolOutput,
    ToolSpec,
)
from engine.errors import Billed, ToolProblem
from engine.toolbox import Aim, Tell
from tools.contract import WholeAnswer
from tools.experts import tokens
from tools.experts.choices import PARAMETER, Choice, table, with_names
from tools.experts.formats.port import NO_BILL, Answer, Bill, StoppedBy, Turn
from tools.experts.formats.refusals import refusal
from tools.experts.room import MAX_CHARACTERS, MAX_QUESTION, MAX_TURNS, Room

_FREE = Money(0)
_ERROR_BYTES = 64 * 1024
_ENDINGS = {
    StoppedBy.END: "",
    StoppedBy.LENGTH: "\n[the answer was cut off at its longest permitted length]",
    StoppedBy.FILTER: "\n[the answer was cut off here by the provider's filter]",
}
_REFUSED = "[the expert refuses to answer]"


class Sent(StrEnum):
    """What of the conversation an expert is sent."""

    QUESTION = "question"
    DOCUMENTS = "documents"
    CONVERSATION = "conversation"


_SENDS = {
    Sent.QUESTION: "The question, and nothing else of the conversation, goes to {model} at {host}.",
    Sent.DOCUMENTS: (
        "The question and the documents that it names, and nothing else of the conversation, go to {model} "
        "at {host}."
    ),
    Sent.CONVERSATION: "The whole conversation, with all that was read in it, goes to {model} at {host}.",
}
_LONGEST = {
    Sent.QUESTION: (MAX_QUESTION, 1),
    Sent.DOCUMENTS: (MAX_CHARACTERS, 1),
    Sent.CONVERSATION: (MAX_CHARACTERS, MAX_TURNS),
}
"""Characters and turns."""
_TOO_DEAR = {
    Sent.DOCUMENTS: (
        "The documents are too long for what one call to {name} may cost here: name fewer of them, or none."
    ),
    Sent.CONVERSATION: (
        "The conversation is too long for what one call to {name} may cost here: ask a question instead."
    ),
}


@dataclass(frozen=True, slots=True)
class Composed:
    """What an expert is to be sent. `carried` are the labels of what comes from the conversation."""

    turns: tuple[Turn, ...]
    sent: Sent = Sent.QUESTION
    carried: tuple[Label, ...] = ()


Compose = Callable[[JsonObject, Sequence[Message]], Composed]
"""What a call with these arguments sends of a conversation. Raises ToolProblem."""


class ExpertTool(WholeAnswer):
    """A tool that asks one of several experts; fits RemoteTool.

    `usual` is what a call sends where nothing is known of it yet. Its own declaration holds the lowest of the
    experts' prices and times, and their host where they have but one; a call's aim holds those of its expert.
    """

    streams = True

    def __init__(
        self, declared: ToolSpec, compose: Compose, offered: Sequence[Choice], cap: Money | None, usual: Sent
    ) -> None:
        self._compose = compose
        self._choices = {choice.name: choice for choice in offered}
        self._cap = cap
        self._usual = usual
        self._specs: dict[tuple[str, Sent, Money | None], ToolSpec] = {}
        hosts = tuple(dict.fromkeys(choice.host for choice in offered))
        prices = [self._room(choice, usual).least_price for choice in offered]
        known = [price for price in prices if price is not None]
        about = declared.parameters["properties"][PARAMETER]["description"]
        self._names = with_names(declared.parameters, tuple(self._choices), about)
        self.spec = replace(
            declared,
            parameters=with_names(declared.parameters, tuple(self._choices), table(offered, about)),
            host=hosts[0] if len(hosts) == 1 else None,
            price_max=min(known, default=None),
            seconds=min(choice.expected_s for choice in offered),
            sends=declared.sends.replace("{host}", ", ".join(hosts)),
        )

    def aim(self, arguments: JsonObject, conversation: Sequence[Message]) -> Aim:
        """The expert, the price and the time of this call, and what it takes along."""
        choice = self._choices[arguments[PARAMETER]]
        try:
            composed = self._compose(arguments, conversation)
        except ToolProblem:
            return Aim(self._aimed(choice, self._usual, self._room(choice, self._usual).price))
        room = self._room(choice, composed.sent)
        return Aim(
            self._aimed(choice, composed.sent, room.stepped(_read(choice, composed.turns))), composed.carried
        )

    def prepare(self, arguments: JsonObject, conversation: Sequence[Message]) -> Preview:
        """The complete request for these arguments. Raises ToolProblem."""
        choice = self._choices[arguments[PARAMETER]]
        composed = self._compose(arguments, conversation)
        room, read = self._room(choice, composed.sent), _read(choice, composed.turns)
        _check(room, composed, read)
        outgoing = choice.format.request(choice.expert, composed.turns, choice.limits)
        preview = Preview(outgoing, seconds=choice.expected_s, without_it=self.spec.without_it)
        return _estimated(choice, preview, [turn.text for turn in composed.turns])

    def priced(self, arguments: JsonObject, preview: Preview) -> Preview:
        """The preview with the price of its request as that is now, placeholders included."""
        choice = self._choices[arguments[PARAMETER]]
        return _estimated(choice, preview, choice.format.texts(preview.outgoing.body))

    def interpret(self, arguments: JsonObject, incoming: Incoming) -> ToolOutput:
        """The expert's words and what they cost. Raises ToolProblem where there are none."""
        return self._read(arguments, incoming, [incoming.body], lambda _text, _thinking: None)

    def follow(self, arguments: JsonObject, answer: IncomingStream, tell: Tell) -> ToolOutput:
        """Like `interpret`, for an answer that is still arriving. Raises ToolProblem and Cancelled."""
        return self._read(arguments, answer.head, answer, tell)

    def _read(self, arguments: JsonObject, head: Incoming, body: Iterable[bytes], tell: Tell) -> ToolOutput:
        choice = self._choices[arguments[PARAMETER]]
        if head.status != 200:
            raise refusal(replace(head, body=_beginning(iter(body))), choice.host)
        reader = choice.format.reader(choice.host)
        try:
            for data in body:
                for piece in reader.feed(data):
                    tell(piece.text, piece.thinking)
            answer = reader.finish()
        except ToolProblem as problem:
            if reader.bill == NO_BILL:
                raise
            cost = self._cost(choice, arguments, reader.bill)
            raise Billed(str(problem), cost, reader.bill.usage) from problem
        return ToolOutput(
            _content(answer),
            (Label(f"expert:{choice.host}", untrusted=True),),
            self._cost(choice, arguments, answer.bill),
            answer.thinking,
            answer.usage,
        )

    def _cost(self, choice: Choice, arguments: JsonObject, bill: Bill) -> Money:
        """What the provider says, else by the tokens that it counted, whatever was expected.

        Where it counted none, the most that this call can have cost.
        """
        if bill.cost is not None:
            return bill.cost
        if choice.price is None:
            return _FREE
        return choice.price.paid(bill.counts) if bill.counts else self._most(choice, arguments)

    def _most(self, choice: Choice, arguments: JsonObject) -> Money:
        """The most that a call with these arguments can have cost, its documents not being known any more."""
        try:
            composed = self._compose(arguments, ())
            most = self._room(choice, composed.sent).cost(_read(choice, composed.turns))
        except ToolProblem:
            most = self._room(choice, self._widest(arguments)).price
        return most or _FREE

    def _widest(self, arguments: JsonObject) -> Sent:
        return Sent.DOCUMENTS if arguments.get("documents") else self._usual

    def _room(self, choice: Choice, sent: Sent) -> Room:
        return Room.under(choice, self._cap, *_LONGEST[sent])

    def _aimed(self, choice: Choice, sent: Sent, price: Money | None) -> ToolSpec:
        """The tool as it is declared for one expert: the same object whenever all is the same.

        The table is not in it, as a yes is bound to all of it: the next measured time would end it.
        """
        known = self._specs.get((choice.name, sent, price))
        if known is None:
            known = self._specs[(choice.name, sent, price)] = replace(
                self.spec,
                parameters=self._names,
                host=choice.host,
                price_max=price,
                seconds=choice.expected_s,
                sends=_SENDS[sent].format(model=choice.expert.model, host=choice.host),
            )
        return known


def _read(choice: Choice, turns: Sequence[Turn]) -> int:
    """The most tokens that the expert reads of these turns."""
    return tokens.bound(choice.expert, *(turn.text for turn in turns))


def _estimated(choice: Choice, preview: Preview, texts: Sequence[str]) -> Preview:
    """The preview with the price of a request of these texts."""
    price = choice.price
    if price is None:
        return replace(preview, price_min=None, price_max=None)
    least, most = tokens.estimate(choice.expert, *texts), tokens.bound(choice.expert, *texts)
    longest = choice.limits.max_tokens
    return replace(preview, price_min=price.cost(max(1, least), 1), price_max=price.cost(most, longest))


def _check(room: Room, composed: Composed, read: int) -> None:
    """Raise ToolProblem where what is to be sent is too long, or too dear for its cap."""
    if read <= room.tokens:
        return
    if composed.sent is not Sent.QUESTION:
        raise ToolProblem(_TOO_DEAR[composed.sent].format(name=room.choice.name))
    question = composed.turns[0].text
    fitting, over = 0, len(question)
    while over - fitting > 1:
        middle = (fitting + over) // 2
        fits = _read(room.choice, (Turn("user", question[:middle]),)) <= room.tokens
        fitting, over = (middle, over) if fits else (fitting, middle)
    raise ToolProblem(
        f"The question is too long for what one call may cost here: {fitting:,} characters at most."
    )


def _content(answer: Answer) -> str:
    if answer.stopped_by is StoppedBy.REFUSAL:
        return f"{_REFUSED}\n{answer.text}".strip()
    return answer.text + _ENDINGS[answer.stopped_by]


def _beginning(body: Iterator[bytes]) -> bytes:
    """As much of a refusal's body as is worth reading; what breaks off is read as far as it came."""
    read = bytearray()
    try:
        while len(read) < _ERROR_BYTES:
            read += next(body)
    except (StopIteration, ToolProblem):
        pass
    return bytes(read)
