"""What a model behind an endpoint stands on, real but for the person: gate, ledger and broker."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from engine.contracts import Answer, CallRecord, Choice, Preferences, Question
from engine.errand import Errands
from engine.ledger.key import MemoryKeys
from engine.ledger.store import Ledger
from engine.model.endpoint import EndpointModel
from engine.model.port import EndpointSettings, Finished, ModelEvent, Prompt, Text
from engine.policy.gate import Gate
from tests.servers.recording import RecordingServer
from tools.egress.broker import Broker, resolve
from tools.egress.client import EgressClient

PROMPT = Prompt(
    ({"role": "system", "content": "Be brief."}, {"role": "user", "content": "Hello"}),
    conversation_id="c1",
    turn_id="t1",
)


class Person:
    """Gives the next of `choices`, the last one again and again."""

    present = True

    def __init__(self, *choices: Choice) -> None:
        self.choices = list(choices)
        self.asked: list[Question] = []

    def register(self, question: Question) -> None:
        self.asked.append(question)

    def wait(self, question: Question) -> Answer:
        choice = self.choices.pop(0) if len(self.choices) > 1 else self.choices[0]
        return Answer(question.id, choice)


@dataclass
class Bench:
    """What a model behind an endpoint stands on."""

    ledger: Ledger
    egress: EgressClient
    person: Person | None = field(default_factory=lambda: Person(Choice.ONCE))
    preferences: Preferences = field(default_factory=Preferences)
    cancel: threading.Event = field(default_factory=threading.Event)
    errands: Errands | None = None

    def model(self, server: RecordingServer, **settings: object) -> EndpointModel:
        return self.at(f"http://127.0.0.1:{server.port}/v1", **settings)

    def at(self, url: str, **settings: object) -> EndpointModel:
        numbers = iter(range(10_000))
        self.errands = self.errands or Errands(
            Gate.load(),
            self.ledger,
            self.egress,
            self.person,
            lambda: self.preferences,
            lambda: str(next(numbers)),
            lambda _event: None,
            lambda: 30.0,
        )
        chosen = EndpointSettings(base_url=url, model="qwen3", in_use=True)
        return EndpointModel(replace(chosen, **settings), self.errands)  # type: ignore[arg-type]

    def ask(self, model: EndpointModel, prompt: Prompt = PROMPT) -> tuple[str, Finished]:
        *texts, finished = model.stream(prompt, self.cancel)
        assert isinstance(finished, Finished)
        return text_of(texts), finished

    def rows(self) -> Sequence[CallRecord]:
        return self.ledger.calls(limit=100)


def text_of(events: Sequence[ModelEvent]) -> str:
    return "".join(event.text for event in events if isinstance(event, Text))


@contextmanager
def benches(folder: Path) -> Iterator[Callable[..., Bench]]:
    """Makes benches that share a ledger and a broker in a thread of this process."""
    ours, theirs = socket.socketpair()
    names = {"studio.lan": ("127.0.0.1",), "liar.lan": ("203.0.113.7",)}
    keys = {"endpoint:key": "sk-secret"}
    broker = Broker(theirs, lambda host: names.get(host) or resolve(host), keys.__getitem__)
    thread = threading.Thread(target=broker.serve)
    thread.start()
    egress = EgressClient(lambda: ours)
    with Ledger.open(folder / "ledger.db", folder / "head", MemoryKeys()) as ledger:
        yield lambda **parts: Bench(ledger, egress, **parts)
    egress.close()
    ours.close()
    thread.join()
    theirs.close()
