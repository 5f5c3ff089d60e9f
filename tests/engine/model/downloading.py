"""A downloader with a ledger, a gate and somebody who answers, for tests over any egress."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import msgspec
import pytest

from engine.contracts import Answer, Choice, Preferences, Question, StreamingEgress
from engine.errand import Errands
from engine.errors import UserError
from engine.events import Event, FetchProgress
from engine.ledger.store import Ledger
from engine.model import download
from engine.model.catalog import CatalogModel, Hub, models
from engine.model.checked import remembered
from engine.model.download import Downloader, Fetched, Halt
from engine.model.port import FetchState
from engine.policy.gate import Gate
from tests.servers.model_hub import Site

CONTENT = bytes(range(256)) * 40
SUM = hashlib.sha256(CONTENT).hexdigest()
HALF = len(CONTENT) // 2
HUB, CDN, MIRROR = "hub.example", "cdn.example", "mirror.example"
FILE = "tiny.gguf"


def known(sha256: str = SUM, size: int = len(CONTENT)) -> CatalogModel:
    """A small model on the hub."""
    place = Hub("someone/tiny", "main", f"https://{HUB}")
    return msgspec.structs.replace(
        models()[0], id="tiny", name="Tiny", file=FILE, size=size, sha256=sha256, hub=place, mirrors=()
    )


@dataclass
class Person:
    """Says yes to all hosts but those in `refused`."""

    present = True
    refused: set[str] = field(default_factory=set)
    asked: list[Question] = field(default_factory=list)
    by: str = "user"

    def register(self, question: Question) -> None:
        """Nothing to do."""

    def wait(self, question: Question) -> Answer:
        self.asked.append(question)
        no = self.hosts[-1] in self.refused
        return Answer(question.id, Choice.DENY if no else Choice.FILE, self.by)

    @property
    def hosts(self) -> list[str]:
        """The hosts that were asked about, in order."""
        return [item.preview.outgoing.host for q in self.asked for item in q.items if item.preview]


@dataclass
class Bench:
    """A downloader with everything that it talks to."""

    folder: Path
    ledger: Ledger
    egress: StreamingEgress
    sites: dict[str, Site]
    person: Person = field(default_factory=Person)
    preferences: Preferences = field(default_factory=Preferences)
    mirrors: list[str] = field(default_factory=list)
    events: list[FetchProgress] = field(default_factory=list)
    halt: Halt = field(default_factory=Halt)
    on_event: Callable[[FetchProgress], None] = lambda _: None

    def emit(self, event: Event) -> None:
        if isinstance(event, FetchProgress):
            self.events.append(event)
            self.on_event(event)

    @property
    def downloader(self) -> Downloader:
        numbers = iter(range(10_000))
        errands = Errands(
            Gate.load(),
            self.ledger,
            self.egress,
            self.person,
            lambda: self.preferences,
            lambda: f"id{next(numbers)}-{len(self.ledger.rows(limit=10_000))}",
            self.emit,
            lambda: 30.0,
        )
        return Downloader(self.folder, errands, self.emit, lambda: self.mirrors, retry_wait_s=0.0)

    def fetch(self, model: CatalogModel | None = None) -> Fetched:
        return self.downloader.fetch(model or known(), self.halt, licence_accepted=True)

    def fails(self, model: CatalogModel | None = None) -> UserError:
        with pytest.raises(UserError) as caught:
            self.fetch(model)
        assert self.events[-1].state is FetchState.FAILED
        assert (self.events[-1].problem, self.events[-1].way_out) == (
            caught.value.problem,
            caught.value.way_out,
        )
        assert not (self.folder / FILE).exists()
        return caught.value

    @property
    def hub(self) -> Site:
        return self.sites[HUB]

    @property
    def part(self) -> bytes:
        """What has arrived, empty where there is no such file."""
        path = self.folder / f"{FILE}.part"
        return path.read_bytes() if path.exists() else b""

    def put_part(self, content: bytes) -> None:
        self.folder.mkdir(exist_ok=True)
        (self.folder / f"{FILE}.part").write_bytes(content)

    def is_complete(self) -> bool:
        """Whether the right file is here, its sum remembered, and nothing else."""
        path = self.folder / FILE
        names = {entry.name for entry in self.folder.iterdir()} - {download.LOCK}
        return (
            path.read_bytes() == CONTENT
            and remembered(path) == SUM
            and names == {FILE, f"{FILE}.checked"}
            and self.events[-1].state is FetchState.DONE
        )

    def states(self) -> list[FetchState]:
        """The states in order, each once in a row."""
        found = [event.state for event in self.events]
        return [state for place, state in enumerate(found) if not place or found[place - 1] is not state]
