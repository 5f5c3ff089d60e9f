"""The proof of being offline: true behind the launcher, honest without it, and never from silence."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from app import offline_proof
from app.doctor import proof_sentence, proof_text
from app.offline_proof import FILTER, HELD_OPEN, KINDS, LAUNCHER, NOT_HELD, PROBE, prove
from engine.cloud import OfflineProof, WayTried
from engine.errors import Cancelled
from tests.e2e.desktop import NO_KEYRING, SORDINO

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="looks into /proc")

FINDING = json.dumps({"way": "TCP", "refused": True, "words": "Operation not permitted", "tried": True})


def doctor(home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SORDINO, "--home", str(home), "doctor", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env={**os.environ, **NO_KEYRING},
    )


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Replaces the probes by processes that run this code."""

    def write(code: str) -> None:
        @contextmanager
        def probe(_profile: str) -> Iterator[subprocess.Popen[str]]:
            command = [sys.executable, "-I", "-c", code]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
                try:
                    yield process
                finally:
                    process.kill()

        monkeypatch.setattr(offline_proof, "_probe", probe)

    return write


@pytest.fixture
def refused(written: Callable[[str], None]) -> None:
    """Probes that find one way, refused."""
    written(f"print({FINDING!r})")


@pytest.mark.slow
def test_the_doctor_proves_that_nothing_gets_out(tmp_path: Path) -> None:
    told = doctor(tmp_path / "home", "--offline", "--json")
    assert told.returncode == 0, told.stdout + told.stderr
    *ways, end = map(json.loads, told.stdout.splitlines())
    assert end["holds"]
    assert not end["broker"]
    assert {way["process"] for way in ways} == {*KINDS, LAUNCHER}
    assert all(way["refused"] for way in ways if way["tried"])
    assert (LAUNCHER, FILTER) in {(way["process"], way["way"]) for way in ways if way["refused"]}
    assert "behind the filter as well" in end["enforcement"]
    assert not (tmp_path / "home" / "ledger.db").exists()


@pytest.mark.slow
def test_the_table_says_it_in_words(tmp_path: Path) -> None:
    told = doctor(tmp_path / "home", "--offline")
    assert told.returncode == 0
    assert "page reader process" in told.stdout
    assert "refused      TCP over IPv4" in told.stdout
    assert "Nothing can get out" in told.stdout.splitlines()[-1]


@pytest.mark.slow
def test_without_the_filter_the_proof_fails_and_says_where() -> None:
    """This process is behind nothing, and so is what it starts; the other kinds hold."""
    proof = prove(lambda: False)
    assert not proof.holds
    assert not proof.broker
    assert "not in force" in proof.enforcement
    through = {way.process for way in proof.ways if way.tried and not way.refused and way.way != HELD_OPEN}
    assert through == {"desktop"}


@pytest.mark.usefixtures("refused")
def test_a_broker_is_never_offline() -> None:
    proof = prove(lambda: True)
    assert proof.broker
    assert not proof.holds


@pytest.mark.usefixtures("refused")
def test_a_broker_below_the_launcher_is_found_whatever_the_switch_says() -> None:
    command = [sys.executable, "-c", "input()", "tools.egress.broker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as broker:
        assert prove(lambda: False, os.getpid()).broker
        broker.communicate(b"\n")
    assert not prove(lambda: False, os.getpid()).broker


@pytest.mark.usefixtures("refused")
def test_a_socket_that_is_held_open_is_found() -> None:
    def found() -> WayTried:
        return next(way for way in prove(lambda: False).ways if way.way == HELD_OPEN)

    before = int(found().words.split()[0])
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM):
        assert found().words == f"{before + 1} network sockets in /proc"
        assert not found().refused


@pytest.mark.usefixtures("refused")
def test_a_running_model_process_is_looked_at_as_well() -> None:
    command = [sys.executable, "-c", "input()", "engine.model.worker"]
    with subprocess.Popen(command, stdin=subprocess.PIPE) as model:
        held = [way for way in prove(lambda: False).ways if way.way == HELD_OPEN]
        model.communicate(b"\n")
    assert [(way.process, way.refused) for way in held if way.process == "model"] == [("model", True)]


@pytest.mark.usefixtures("refused")
def test_a_launcher_that_may_go_online_is_said_to_be_held_by_nothing() -> None:
    ways = prove(lambda: False, os.getppid()).ways
    (found,) = [way for way in ways if way.way == FILTER]
    assert (found.process, found.tried, found.words) == (LAUNCHER, False, NOT_HELD)
    assert NOT_HELD in prove(lambda: False, os.getppid()).enforcement


@pytest.mark.usefixtures("refused")
def test_a_system_without_proc_is_told_as_it_is(tmp_path: Path) -> None:
    proof = prove(lambda: False, os.getpid(), proc=tmp_path)
    assert {way.way for way in proof.ways if way.tried} == {"TCP"}
    assert not proof.broker


@pytest.mark.usefixtures("refused")
def test_a_process_that_may_not_be_looked_into_is_no_finding(tmp_path: Path) -> None:
    own = tmp_path / str(os.getpid())
    own.mkdir()
    (own / "stat").write_text("1 (python) S 1 1")
    (own / "cmdline").write_bytes(b"python\0-m\0app\0")
    (tmp_path / "77").mkdir()
    (found,) = [way for way in prove(lambda: False, proc=tmp_path).ways if way.way == HELD_OPEN]
    assert (found.tried, found.words) == (False, "No such file or directory")


@pytest.mark.usefixtures("refused")
@pytest.mark.parametrize("closed", ["iterdir", "readlink"])
def test_what_keeps_its_memory_to_itself_is_not_said_to_be_shut(
    monkeypatch: pytest.MonkeyPatch, closed: str
) -> None:
    def denied(_path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, closed, denied)
    proof = prove(lambda: False)
    (found,) = [way for way in proof.ways if way.way == HELD_OPEN]
    assert (found.tried, found.refused, found.words) == (False, False, offline_proof.PRIVATE)
    assert "not seen     Sockets that it holds open" in proof_text(proof)


def test_a_probe_that_dies_is_no_proof(written: Callable[[str], None]) -> None:
    written(f"print({FINDING!r}); raise SystemExit(3)")
    proof = prove(lambda: False)
    assert not proof.holds
    assert [way.process for way in proof.ways if way.way == PROBE] == list(KINDS)


def test_a_probe_that_hangs_is_ended(written: Callable[[str], None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline_proof, "_PATIENCE_S", 0.0)
    written("import time; time.sleep(60)")
    assert not prove(lambda: False).holds


def test_the_proof_can_be_stopped(written: Callable[[str], None]) -> None:
    written("import time; time.sleep(60)")
    stop = threading.Event()
    stop.set()
    with pytest.raises(Cancelled):
        prove(lambda: False, cancel=stop)


def test_the_result_is_a_sentence() -> None:
    held = WayTried("desktop", "TCP", True, "Operation not permitted")
    open_way = WayTried("desktop", "UDP", False, "The system let it through.")
    none = WayTried("desktop", "x32", False, "Function not implemented", tried=False)
    socket_held = WayTried("launcher", HELD_OPEN, False, "1 network sockets in /proc")
    assert "1 attempts from 1 kinds" in proof_sentence(OfflineProof((held, none), False, "Held."))
    quiet = WayTried("launcher", HELD_OPEN, True, "0 network sockets in /proc")
    not_held = WayTried("launcher", FILTER, False, NOT_HELD, tried=False)
    with_launcher = OfflineProof((held, none, quiet, not_held), False, "Held.")
    assert "1 attempts from 1 kinds" in proof_sentence(with_launcher)
    assert "a broker process exists" in proof_sentence(OfflineProof((held,), True, "Held."))
    free = WayTried("launcher", FILTER, False, NOT_HELD, tried=False)
    failed = OfflineProof((held, open_way, none, socket_held, free), False, "Not held.")
    assert "2 of 3 attempts" in proof_sentence(failed)
    text = proof_text(failed)
    assert "NOT REFUSED  UDP" in text
    assert "not here     x32" in text
    assert "not held     Socket filter" in text
    assert "OPEN         Sockets that it holds open" in text
    assert "Not held." in text
    assert proof_text(OfflineProof((), False, "Nothing.")).startswith("\nNothing.")
