"""What tools work with: folders with files, notes in memory, and a broker in this process or its own."""

from __future__ import annotations

import datetime
import itertools
import os
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from engine.contracts import JsonObject, Outgoing, RecordedDecision, ToolOutput
from engine.toolbox import LocalTool
from tools.egress import trust
from tools.egress.broker import Broker, resolve
from tools.egress.client import EgressClient


@dataclass(frozen=True)
class MemoryNote:
    text: str


@dataclass
class MemoryNotes:
    """Notes in a list."""

    kept: list[MemoryNote] = field(default_factory=list)

    def add(self, text: str) -> str:
        self.kept.append(MemoryNote(text))
        return str(len(self.kept))

    def search(self, query: str) -> list[MemoryNote]:
        return [note for note in self.kept if query.casefold() in note.text.casefold()]


@pytest.fixture
def notes() -> MemoryNotes:
    return MemoryNotes()


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    """A chosen folder, `papers`, with ordinary, odd and hidden files, beside one that was not chosen."""
    folder = tmp_path / "papers"
    (folder / "taxes").mkdir(parents=True)
    (folder / "letter.txt").write_text("Dear Ms Lin,\nthe rent is due in March.\nYours, Ada\n")
    (folder / "taxes" / "2024.md").write_text("# Taxes\nRent paid: 12,000\nDonations: 300\n")
    (folder / "弱音器.txt").write_text("小提琴的弱音器\n", encoding="utf-8")
    (folder / "utf16.txt").write_text("Rent in wide letters", encoding="utf-16")
    (folder / "old.txt").write_bytes("Grüße aus München, Miete".encode("cp1252"))
    (folder / "picture.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0rent")
    (folder / "empty.txt").write_text("")
    (folder / ".secret").write_text("rent password")
    (folder / ".hidden").mkdir()
    (folder / ".hidden" / "diary.txt").write_text("rent")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "bank.txt").write_text("rent account 123")
    (folder / "way_out").symlink_to(outside)
    (folder / "file_out.txt").symlink_to(outside / "bank.txt")
    (folder / "inside.txt").symlink_to(folder / "letter.txt")
    (folder / "loop").symlink_to(folder / "loop")
    return folder


def run(tool: LocalTool, arguments: JsonObject) -> ToolOutput:
    return tool.run(arguments, threading.Event())


Connected = Callable[..., EgressClient]


_ROWS = itertools.count(1)


def permit(outgoing: Outgoing) -> RecordedDecision:
    """What a row of its own permits: no broker takes one twice."""
    return RecordedDecision(f"row-{next(_ROWS)}", outgoing.sha256)


def after(event: threading.Event, then: Callable[[], object]) -> None:
    """Do something in another thread once `event` has happened."""

    def wait() -> None:
        event.wait(10)
        then()

    threading.Thread(target=wait).start()


@pytest.fixture
def client() -> Iterator[Connected]:
    """Makes clients of a broker that runs in a thread of this process."""
    with ExitStack() as stack:

        def make(
            names: Mapping[str, Sequence[str]] | None = None, keys: Mapping[str, str] | None = None
        ) -> EgressClient:
            lookup = resolve if names is None else (lambda host: names.get(host, ()))
            return stack.enter_context(_in_process(lookup, (keys or {}).__getitem__))

        yield make


@contextmanager
def _in_process(
    lookup: Callable[[str], Sequence[str]], read_key: Callable[[str], str]
) -> Iterator[EgressClient]:
    ours, theirs = socket.socketpair()
    thread = threading.Thread(target=Broker(theirs, lookup, read_key).serve)
    thread.start()
    egress = EgressClient(lambda: ours)
    yield egress
    egress.close()
    ours.close()
    thread.join()
    theirs.close()


class BrokerProcess:
    """A real broker process. `channel` is what the launcher would hand to the desktop."""

    def __init__(self, **environment: str) -> None:
        self.channel, theirs = socket.socketpair()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-I", "-m", "tools.egress.broker", "--fd", str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                env={**os.environ, **environment},
                stderr=subprocess.PIPE,
            )
        self.client = EgressClient(lambda: self.channel)

    def end(self) -> tuple[int, bytes]:
        """Close the channel; the exit status and whatever it wrote to stderr."""
        self.client.close()
        self.channel.close()
        _, errors = self.process.communicate(timeout=30)
        return self.process.returncode, errors


@pytest.fixture
def broker_process() -> Iterator[Callable[..., BrokerProcess]]:
    """Starts broker processes, and ends them after the test."""
    started: list[BrokerProcess] = []

    def start(**environment: str) -> BrokerProcess:
        started.append(BrokerProcess(**environment))
        return started[-1]

    yield start
    for broker in started:
        broker.process.kill()
        broker.end()


class Certificates:
    """A certificate authority of the test's own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def server_for(self, name: str, days: int = 1) -> ssl.SSLContext:
        """What a server called `name` proves itself with, valid until so many days from now."""
        key = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        today = datetime.datetime.now(datetime.UTC)
        certificate = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(today - datetime.timedelta(days=30))
            .not_valid_after(today + datetime.timedelta(days=days))
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
            .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
            .sign(key, hashes.SHA256())
        )
        pem = serialization.Encoding.PEM
        private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        self.file_of(name).write_bytes(private + certificate.public_bytes(pem))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.file_of(name))
        return context

    def file_of(self, name: str) -> Path:
        """Key and certificate in PEM."""
        return self._folder / f"{name}.pem"

    def trusted(self, name: str, days: int = 1) -> ssl.SSLContext:
        """The same, known to the broker's TLS from now on."""
        context = self.server_for(name, days)
        trust.ordinary.cache_clear()
        trust.ordinary().load_verify_locations(self.file_of(name))
        return context


@pytest.fixture
def certificates(tmp_path: Path) -> Iterator[Certificates]:
    yield Certificates(tmp_path)
    trust.ordinary.cache_clear()
