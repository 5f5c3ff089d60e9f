"""Grants that outlive the program: whole or not at all, also where the program is killed while it writes."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from engine.contracts import Choice, DataClass
from engine.errors import UserError
from engine.policy.views import Grant
from engine.store.grants import LARGEST, GrantFile

GRANT = Grant(
    "g1",
    "web_search",
    "https://search.example",
    "ab" * 32,
    DataClass.OWN,
    Choice.HOUR,
    key_name="expert:api.example",
    given=1_900_000_000.25,
    expires=1_900_003_600.25,
    used=1_900_000_100.5,
    row=7,
)
OTHER = replace(GRANT, id="g2", scope=Choice.ALWAYS, expires=0.0, data=DataClass.UNTRUSTED)
KILLED_WHILE_IT_WRITES = """
import sys
from pathlib import Path
from engine.store.grants import GrantFile
file = GrantFile(Path(sys.argv[1]))
one, two = (GrantFile(Path(name)).load() for name in sys.argv[2:])
print("ready", flush=True)
while True:
    file.save(one)
    file.save(two)
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "grants.json"


def test_what_was_kept_is_there_again_to_the_letter(path: Path) -> None:
    file = GrantFile(path)
    assert file.load() == ()
    file.save([GRANT, OTHER])
    assert GrantFile(path).load() == (GRANT, OTHER)
    file.save([OTHER])
    assert GrantFile(path).load() == (OTHER,)
    file.clear()
    file.clear()
    assert file.load() == ()
    assert list(path.parent.iterdir()) == []


def content(**changes: object) -> bytes:
    grant = {**msgspec.to_builtins(GRANT), **changes}
    return msgspec.json.encode({"version": 1, "grants": [grant]})


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{}",
        b"[]",
        b"\xff\xfe",
        content()[:-3],
        content(scope="for ever"),
        content(data="harmless"),
        content(given="yesterday"),
        b'{"version": 2, "grants": []}',
        b'{"version": 1, "grants": [], "all": true}',
        b"[" * 100_000,
        b" " * LARGEST + content(),
    ],
)
def test_a_file_that_is_not_as_it_was_written_grants_nothing_and_says_so(path: Path, damage: bytes) -> None:
    path.write_bytes(damage)
    with pytest.raises(UserError, match=r"grants\.json cannot be used") as caught:
        GrantFile(path).load()
    assert caught.value.way_out == "What it allowed is asked about again."
    GrantFile(path).save([GRANT])
    assert GrantFile(path).load() == (GRANT,)


def test_what_cannot_be_read_or_written_is_told_and_leaves_what_was_there(path: Path) -> None:
    path.mkdir()
    with pytest.raises(UserError, match="cannot be used"):
        GrantFile(path).load()
    with pytest.raises(UserError, match="cannot be written"):
        GrantFile(path).save([GRANT])
    with pytest.raises(UserError, match="cannot be written"):
        GrantFile(path).clear()
    assert [one.name for one in path.parent.iterdir()] == ["grants.json"]
    with pytest.raises(UserError, match="No such file or directory"):
        GrantFile(path / "missing" / "grants.json").save([GRANT])


def test_a_disk_that_fills_up_leaves_what_was_there(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    GrantFile(path).save([GRANT])

    def full(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UserError, match="No space left on device"):
        GrantFile(path).save([OTHER])
    assert GrantFile(path).load() == (GRANT,)
    assert [one.name for one in path.parent.iterdir()] == ["grants.json"]


def test_a_kill_at_any_moment_leaves_one_state_or_the_other(path: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.json", tmp_path / "two.json"
    GrantFile(one).save([GRANT])
    GrantFile(two).save([GRANT, OTHER])
    for number in range(4):
        command = [sys.executable, "-c", KILLED_WHILE_IT_WRITES, str(path), str(one), str(two)]
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, cwd=Path(__file__).resolve().parents[3]
        ) as process:
            assert process.stdout is not None
            assert process.stdout.readline() == b"ready\n"
            with pytest.raises(subprocess.TimeoutExpired):
                process.wait(0.02 + 0.013 * number)
            process.send_signal(signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
        assert GrantFile(path).load() in ((GRANT,), (GRANT, OTHER), ())
