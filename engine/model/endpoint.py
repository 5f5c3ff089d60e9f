"""A model behind an OpenAI-compatible endpoint: each request is an errand, asked about and on record."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import msgspec

from engine.addresses import is_near, split_address
from engine.contracts import Cancel, Choice, Effect, JsonObject, Outgoing, OutputMarks, Reach, ToolSpec
from engine.errand import Declined, Errand, Errands, ErrandStream
from engine.errors import Cancelled, NotSent, Refused, ToolProblem, UserError
from engine.model.chat_request import api_url, completion_body
from engine.model.chat_stream import ChatStream, NotAChunkError, ServerSaysError, error_message
from engine.model.port import EndpointSettings, Finished, ModelEvent, ModelInfo, Prompt, Text
from engine.model.server_events import EventReader, TooLongError

TOOL = "model_endpoint"
SILENCE_S = 300.0
"""The longest silence: a server on a plain processor reads a long conversation for minutes."""
MAX_BYTES = 32 * 1024 * 1024
MOST_TOKENS = 10_000_000
MAX_TEXT = 64 * 1024
"""Characters of one answer; no request asks for as many."""
MAX_WHOLE = 4 * 1024 * 1024
"""Bytes of an answer that is no stream, and of an error's body as far as it is read."""
MAX_SAID = 300
WAY_HERE = "Try again, or choose a model of this computer under Models."
_DONE = "[DONE]"
_SETTINGS = {
    "type": "object",
    "properties": {
        "model": {"type": "string"},
        "messages": {"type": "integer"},
        "tools": {"type": "integer"},
    },
}


class _Listed(msgspec.Struct, frozen=True):
    id: str


class _List(msgspec.Struct, frozen=True):
    data: list[_Listed]


@dataclass(slots=True)
class _Times:
    """When the request went out, and when the first piece came, on a monotonic clock in seconds."""

    sent: float
    first: float = 0.0


class EndpointModel:
    """The model port over the network. Belongs to the thread that runs turns."""

    def __init__(
        self, settings: EndpointSettings, errands: Errands, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._settings = settings
        self._errands = errands
        self._clock = clock
        self.host = self.host_of(settings)

    @staticmethod
    def host_of(settings: EndpointSettings) -> str:
        """Where the endpoint runs; empty where its address cannot be used."""
        parts = split_address(settings.base_url)
        return (parts.hostname or "") if parts else ""

    def load(self, on_progress: Callable[[float], None]) -> ModelInfo:
        """Say what is configured; nothing is sent. Raises UserError where it cannot be used."""
        self._check_settings()
        on_progress(1.0)
        return ModelInfo(
            name=self._settings.model,
            path=self._settings.base_url,
            size=0,
            quantisation="",
            device=f"at {self.host}",
            context=self._settings.context,
            needs_examples=False,
            host=self.host,
        )

    def stream(self, prompt: Prompt, cancel: Cancel) -> Iterator[ModelEvent]:
        """Send the whole prompt and hand over the answer as it comes. Raises UserError and Cancelled."""
        self._check_settings()
        errand = self._completion(prompt)
        times = _Times(self._clock())
        answer = ChatStream()
        with self._opened(errand, cancel) as stream:
            times.sent = self._clock()
            for text in self._texts(stream, answer):
                times.first = times.first or self._clock()
                yield Text(text)
        yield self._finished(answer, times)

    def check(self, cancel: Cancel) -> tuple[str, ...]:
        """Ask the endpoint for the names of its models. Raises UserError and Cancelled."""
        self._check_settings()
        url = api_url(self._settings.base_url, "models")
        outgoing = Outgoing(
            "GET",
            url,
            self.host,
            (("Accept", "application/json"),),
            key_name=self._settings.key_name,
            own_endpoint=True,
            timeout_s=30.0,
            max_bytes=MAX_WHOLE,
        )
        spec = self._spec("Asks an endpoint which models it has.", "Nothing but this request goes to {host}.")
        with self._opened(Errand(spec, outgoing, {}), cancel) as stream, self._in_words():
            body = self._body(stream)
        try:
            return tuple(model.id for model in msgspec.json.decode(body, type=_List).data)
        except msgspec.MsgspecError as error:
            raise self._not_compatible() from error

    def close(self) -> None:
        """Nothing runs behind it."""

    def _check_settings(self) -> None:
        parts = split_address(self._settings.base_url)
        if parts is None or not self._settings.model:
            raise UserError(
                "The endpoint's address or the name of its model is missing or cannot be used.",
                "Write both anew under Models, the address as https://host/v1.",
            )
        if parts.scheme == "http" and not is_near(self.host):
            raise UserError(
                f"The address of {self.host} begins with http: the conversation would go unencrypted.",
                "Use https, or a server on this computer or your own network.",
            )

    def _completion(self, prompt: Prompt) -> Errand:
        settings = self._settings
        outgoing = Outgoing(
            "POST",
            api_url(settings.base_url, "chat/completions"),
            self.host,
            (("Content-Type", "application/json"), ("Accept", "text/event-stream")),
            completion_body(settings.model, prompt),
            key_name=settings.key_name,
            own_endpoint=True,
            timeout_s=SILENCE_S,
            max_bytes=MAX_BYTES,
        )
        arguments: JsonObject = {
            "model": settings.model,
            "messages": len(prompt.messages),
            "tools": len(prompt.tools),
        }
        own = (Choice.DENY, Choice.ANSWER, Choice.CONVERSATION)
        each = (Choice.DENY, Choice.ONCE, Choice.ANSWER)
        return Errand(
            self._spec(
                "Has a model behind an endpoint answer.",
                "This conversation and what its tools found go to {host}.",
            ),
            outgoing,
            arguments,
            prompt.conversation_id,
            prompt.turn_id,
            choices=own if settings.trust == "own" else each,
            private=prompt.private,
            untrusted=prompt.untrusted,
            without_it="There is no answer; a model of this computer can be chosen under Models.",
            seconds=15.0,
        )

    def _spec(self, description: str, sends: str) -> ToolSpec:
        return ToolSpec(
            TOOL,
            description,
            _SETTINGS,
            reach=Reach.EXPERT,
            effects=frozenset({Effect.READS, Effect.SENDS}),
            output=OutputMarks(untrusted=True),
            sends=sends.format(host=self.host),
        )

    def _opened(self, errand: Errand, cancel: Cancel) -> ErrandStream:
        """The answer with status 200, its body still to come. Raises UserError and Cancelled."""
        try:
            stream = self._errands.stream(errand, cancel)
        except Declined as error:
            raise self._declined(error) from error
        except Refused as error:
            raise UserError(f"The request to {self.host} was not allowed: {error}", WAY_HERE) from error
        except NotSent as error:
            raise UserError(f"{self.host} was not asked: {error}", WAY_HERE) from error
        except ToolProblem as error:
            raise UserError(f"{self.host} gave no answer: {error}", WAY_HERE) from error
        if stream.head.status != 200:
            with stream:
                raise self._refusal(stream.head.status, self._said(stream))
        return stream

    def _texts(self, stream: ErrandStream, answer: ChatStream) -> Iterator[str]:
        """The answer's text. Raises UserError where it ends before its end; what came until then stays."""
        kind = next((value for name, value in stream.head.headers if name.lower() == "content-type"), "")
        whole = "json" in kind.lower()
        ended, written = whole, 0
        with self._in_words():
            for event in self._whole(stream) if whole else self._events(stream, answer):
                if event.strip() == _DONE:
                    ended = True
                    break
                if event.strip():
                    for text in answer.feed(event):
                        written += len(text)
                        yield text
                if written > MAX_TEXT:
                    raise TooLongError
        if not (ended or answer.finish_reason):
            if not answer.pieces:
                raise self._not_compatible()
            raise UserError(f"The answer of {self.host} ended before its end.", WAY_HERE)
        yield from answer.finish()

    def _events(self, stream: ErrandStream, answer: ChatStream) -> Iterator[str]:
        """The events; after the answer's own end nothing is missed, however the connection ends."""
        reader = EventReader()
        try:
            for piece in stream:
                yield from reader.feed(piece)
        except ToolProblem:
            if not answer.finish_reason:
                raise
            return
        yield from reader.finish()

    def _whole(self, stream: ErrandStream) -> Iterator[str]:
        """The body of a server that does not stream, whatever it was asked for."""
        yield self._body(stream).decode("utf-8", "replace")

    def _body(self, stream: ErrandStream) -> bytes:
        body = bytearray()
        for piece in stream:
            body += piece
            if len(body) > MAX_WHOLE:
                raise TooLongError
        return bytes(body)

    @contextlib.contextmanager
    def _in_words(self) -> Iterator[None]:
        """What goes wrong while an answer is read, as a UserError."""
        try:
            yield
        except ToolProblem as error:
            raise UserError(f"The answer of {self.host} broke off: {error}", WAY_HERE) from error
        except TooLongError as error:
            raise UserError(f"{self.host} sent more at once than can be read.", WAY_HERE) from error
        except ServerSaysError as error:
            problem = f"{self.host} stopped with an error."
            raise UserError(problem + _quoted(error.message), WAY_HERE) from error
        except NotAChunkError as error:
            raise self._not_compatible() from error

    def _finished(self, answer: ChatStream, times: _Times) -> Finished:
        """The end, with what the server counted; one token a piece where it counted none."""
        now = self._clock()
        usage = answer.usage
        return Finished(
            reason="length" if answer.finish_reason == "length" else "stop",
            prompt_tokens=_counted(usage.prompt_tokens) if usage else 0,
            tokens=(_counted(usage.completion_tokens) if usage else 0) or answer.pieces,
            reading_s=(times.first or now) - times.sent,
            writing_s=now - times.first if times.first else 0.0,
        )

    def _said(self, stream: ErrandStream) -> str:
        """What the body of an error says; empty where it says nothing that can be read."""
        try:
            return error_message(msgspec.json.decode(self._body(stream)))
        except (ToolProblem, ValueError, RecursionError):
            return ""

    def _declined(self, error: Declined) -> BaseException:
        if error.by == "stopped":
            return Cancelled()
        if error.by == "rule" and error.rule in ("offline", "local_only"):
            way = "Go online with a milder privacy, or choose a model of this computer under Models."
            return UserError(error.problem, way)
        if error.by in ("user", "timeout"):
            way = "Send the message again to be asked again, or choose a model of this computer under Models."
            return UserError(error.problem, way)
        return UserError(error.problem, error.way_out)

    def _refusal(self, status: int, said: str) -> UserError:
        """An HTTP error in words, with the server's own."""
        problem, way_out = self._status_words(status)
        return UserError(problem + _quoted(said), way_out)

    def _status_words(self, status: int) -> tuple[str, str]:
        host = self.host
        if status in (401, 403):
            return f"{host} does not accept the API key.", "Write the key anew under Models."
        if status == 404:
            return (
                f"{host} knows no such address or model.",
                "Check the address, which usually ends in /v1, and the model's name under Models.",
            )
        if status == 429:
            return f"{host} takes no more requests for now.", WAY_HERE
        if 300 <= status < 400:
            return (
                f"{host} points to another address (status {status}).",
                "Write that address under Models; Sordino follows no redirects.",
            )
        if status >= 500:
            return f"{host} has a fault of its own (status {status}).", WAY_HERE
        return (
            f"{host} refused the request (status {status}).",
            "If the text is too long for it, begin a new conversation; else check the settings under Models.",
        )

    def _not_compatible(self) -> UserError:
        return UserError(
            f"{self.host} answered, but not as an OpenAI-compatible server does.",
            "Check the address under Models: it usually ends in /v1.",
        )


def _quoted(said: str) -> str:
    """A server's words as one more sentence, printable and clipped; empty where there are none."""
    plain = "".join(character if character.isprintable() else " " for character in said)
    plain = " ".join(plain.split())[:MAX_SAID]
    return f" It says: “{plain}”." if plain else ""


def _counted(tokens: int) -> int:
    """What a server counted, as far as it can be true."""
    return tokens if 0 <= tokens <= MOST_TOKENS else 0
