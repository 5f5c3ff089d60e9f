"""Downloads through a real broker from a hub on loopback, as one of the user's own mirrors."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import random
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from engine.errors import Cancelled
from engine.events import FetchProgress
from engine.ledger.key import MemoryKeys
from engine.ledger.reader import LedgerReader
from engine.ledger.store import Ledger
from engine.model import source
from engine.model.catalog import Hub
from engine.model.port import FetchState
from tests.engine.model.downloading import FILE, Bench, known
from tests.servers.model_hub import Conduct, ModelHub
from tests.tools.conftest import BrokerProcess, broker_process

__all__ = ["broker_process"]


def script() -> ModuleType:
    """packaging/fetch_starter.py as a module."""
    path = Path(__file__).resolve().parents[3] / "packaging" / "fetch_starter.py"
    spec = importlib.util.spec_from_file_location("fetch_starter_beside", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


fetch_starter = script()
BIG = random.Random(7).randbytes(6 * 1024 * 1024)
SUM = hashlib.sha256(BIG).hexdigest()
MODEL = known(SUM, len(BIG))


@pytest.fixture
def hub() -> Iterator[ModelHub]:
    with ModelHub(BIG) as site:
        yield site


@pytest.fixture
def bench(tmp_path: Path, hub: ModelHub, broker_process: Callable[..., BrokerProcess]) -> Iterator[Bench]:
    broker = broker_process()
    with Ledger.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys()) as ledger:
        made = Bench(tmp_path / "models", ledger, broker.client, {}, mirrors=[hub.base])
        made.person.refused = {"hub.example"}
        yield made


def arrived(bench: Bench) -> bytes:
    return (bench.folder / FILE).read_bytes()


def test_a_file_arrives_whole(bench: Bench, hub: ModelHub) -> None:
    bench.fetch(MODEL)
    assert arrived(bench) == BIG
    assert hub.asked == [(f"/{FILE}", 0)]
    assert [row.outcome for row in bench.ledger.rows() if row.kind == "outcome"] == ["ran"]
    row = bench.ledger.rows()[2]
    assert row.sent_sha256 == bench.ledger.rows()[1].previewed_sha256


def test_breaks_are_healed_by_ranges(bench: Bench, hub: ModelHub) -> None:
    hub.conducts = [Conduct(cut=1_000_000), Conduct(cut=0), Conduct(cut=2_000_001)]
    bench.fetch(MODEL)
    assert arrived(bench) == BIG
    assert hub.starts == [0, 1_000_000, 1_000_000, 3_000_001]
    assert bench.person.hosts == ["127.0.0.1"]


def test_a_server_that_falls_silent_is_asked_again(
    bench: Bench, hub: ModelHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(source, "STALL_S", 0.3)
    hub.conducts = [Conduct(stall=1_000_000)]
    bench.fetch(MODEL)
    assert arrived(bench) == BIG
    assert hub.starts == [0, 1_000_000]
    assert "sent nothing more for 0.3 seconds" in bench.ledger.calls(search="download_model")[1].result


@pytest.mark.parametrize(
    ("conduct", "problem"),
    [
        (Conduct(status=404), "The server 127.0.0.1 answered with status 404."),
        (Conduct(says=7), "The server 127.0.0.1 says that the file has 7 bytes, and it has 6291456."),
        (Conduct(wrong_at=5_000_000), "What 127.0.0.1 sent is not Tiny: its sha256 is "),
        (
            Conduct(location="http://127.0.0.1:1/"),
            "The download from 127.0.0.1 failed: The address is refused",
        ),
    ],
)
def test_a_server_that_lies_is_told_apart(
    bench: Bench, hub: ModelHub, conduct: Conduct, problem: str
) -> None:
    hub.usual = conduct
    assert problem in bench.fails(MODEL).problem


def test_a_body_longer_than_the_file_is_cut_at_its_end(bench: Bench, hub: ModelHub) -> None:
    hub.usual = Conduct(extra=b"x" * 2_000_000, lengths=False)
    bench.fetch(MODEL)
    assert arrived(bench) == BIG


def test_a_redirect_to_a_second_mirror_is_asked_about(bench: Bench, hub: ModelHub) -> None:
    with ModelHub(BIG) as second:
        hub.usual = Conduct(location=f"{second.base}/blob")
        bench.mirrors.append(second.base)
        bench.fetch(MODEL)
        assert second.asked == [("/blob", 0)]
    assert bench.person.hosts == ["127.0.0.1", "127.0.0.1"]
    assert arrived(bench) == BIG


def test_a_pause_ends_the_connection_and_the_next_fetch_goes_on(bench: Bench, hub: ModelHub) -> None:
    hub.conducts = [Conduct(stall=3_000_000, piece=100_000, pause_s=0.02)]

    def pause(event: FetchProgress) -> None:
        if event.state is FetchState.RUNNING and event.done:
            bench.halt.pause()

    bench.on_event = pause
    with pytest.raises(Cancelled):
        bench.fetch(MODEL)
    assert bench.events[-1].state is FetchState.PAUSED
    bench.on_event = lambda _: None
    bench.halt = type(bench.halt)()
    bench.fetch(MODEL)
    assert arrived(bench) == BIG
    assert 0 < hub.starts[1] <= 3_000_000


@pytest.mark.slow
def test_whenever_the_process_is_killed_the_next_one_goes_on(tmp_path: Path, hub: ModelHub) -> None:
    hub.usual = Conduct(piece=32 * 1024, pause_s=0.01)
    command = [sys.executable, "-m", "tests.engine.model.fetch_process"]
    command += [str(tmp_path), hub.base, str(len(BIG)), SUM]
    chance = random.Random(11)
    for _ in range(6):
        hub.arrived.clear()
        with subprocess.Popen(command) as process:
            assert hub.arrived.wait(30)
            # At any moment: this is no waiting for something that could be awaited.
            time.sleep(chance.uniform(0.0, 0.3))
            process.kill()
    assert subprocess.run(command, check=False, timeout=60).returncode == 0
    assert (tmp_path / "models" / FILE).read_bytes() == BIG
    assert hub.starts == sorted(hub.starts)
    assert hub.starts[-1] > 0
    with LedgerReader.open(tmp_path / "ledger.db", tmp_path / "head", MemoryKeys(b"k" * 32)) as reader:
        assert reader.verify().intact


def test_two_processes_do_not_write_the_same_file(bench: Bench, hub: ModelHub) -> None:
    hub.conducts = [Conduct(stall=1_000_000)]

    def hold() -> None:
        with pytest.raises(Cancelled):
            bench.fetch(MODEL)

    held = threading.Thread(target=hold)
    held.start()
    assert hub.arrived.wait(30)
    command = [sys.executable, "-m", "tests.engine.model.fetch_process"]
    other = [str(bench.folder.parent), hub.base, str(len(BIG)), SUM]
    result = subprocess.run([*command, *other], capture_output=True, text=True, timeout=60, check=False)
    bench.halt.pause()
    held.join()
    assert "Another download into" in result.stderr
    assert len(hub.asked) == 1


def test_the_starters_script_and_the_program_go_on_from_each_others_beginnings(
    bench: Bench, hub: ModelHub
) -> None:
    model = msgspec.structs.replace(MODEL, hub=Hub("someone/tiny", "main", hub.base), wheels=None)
    hub.conducts = [Conduct(cut=1_000_000), Conduct(status=404)]
    assert fetch_starter.run(model, bench.folder, io.StringIO()) == 1
    bench.fetch(MODEL)
    assert hub.starts[-1] == 1_000_000
    assert arrived(bench) == BIG
    (bench.folder / FILE).unlink()
    hub.conducts = [Conduct(cut=2_000_000), Conduct(status=404)]
    bench.fails(MODEL)
    assert fetch_starter.run(model, bench.folder, io.StringIO()) == 0
    assert hub.starts[-1] == 2_000_000
    assert arrived(bench) == BIG
