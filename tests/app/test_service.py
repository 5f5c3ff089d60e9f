"""The one switch, with a disk that is full and brokers that end: what holds, what is kept, what is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import pytest

from app.bootstrap import build
from app.options import Options, load_settings
from app.paths import Home
from engine import settings as settings_file
from engine.contracts import Preferences, Privacy
from engine.errors import UserError
from engine.events import NetworkChanged, Notice, SettingsChanged
from engine.ledger.chain import Row
from engine.ledger.key import KeyringKeys
from engine.ledger.reader import LedgerReader
from engine.ledger.store import Entry, Ledger
from engine.model.scripted import ScriptedModel
from engine.settings import Settings
from tests.app.fake_launcher import FakeLauncher
from tests.e2e.desktop import alive, wait_for

Kind = TypeVar("Kind")


class Bench:
    """A service that may go online, what it told, and disks that may be full, for rows or for settings."""

    def __init__(self, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.home = Home.of(str(home))
        self.no_rows = self.no_file = False
        self.told: list[object] = []
        self.launcher = FakeLauncher()
        record, save = Ledger.record, settings_file.save

        def record_or_fail(ledger: Ledger, entry: Entry) -> Row:
            if self.no_rows:
                raise UserError("The ledger's disk is full.")
            return record(ledger, entry)

        def save_or_fail(path: Path, settings: Settings) -> None:
            if self.no_file:
                raise UserError("The settings' disk is full.")
            save(path, settings)

        monkeypatch.setattr(Ledger, "record", record_or_fail)
        monkeypatch.setattr(settings_file, "save", save_or_fail)
        options = Options(home=str(home), control_fd=self.launcher.theirs.dup().detach())
        self.service, notices = build(options, self.told.append, None, make_model=lambda _: ScriptedModel(()))
        self.service.begin(notices)

    def end(self) -> None:
        self.launcher.heed.set()
        self.service.close()
        line = self.service._network._line
        assert line is not None
        line._control.close()
        self.launcher.close()

    def last(self, kind: type[Kind]) -> Kind:
        return [event for event in self.told if isinstance(event, kind)][-1]

    @property
    def shown(self) -> tuple[bool, bool]:
        """What the window says: whether it is online, and whether the switch is at offline."""
        return self.last(NetworkChanged).online, self.last(SettingsChanged).settings.preferences.offline

    @property
    def notices(self) -> str:
        return "\n".join(event.text for event in self.told if isinstance(event, Notice))

    @property
    def kept(self) -> Preferences:
        """What the next start will find."""
        return load_settings(self.home)[0].preferences

    def rows(self) -> list[str]:
        with LedgerReader.open(self.home.ledger, self.home.anchor, KeyringKeys(self.home.data)) as reader:
            return [row.reason for row in reader.rows() if row.tool == "network"]


@pytest.fixture
def bench(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    made = Bench(tmp_path / "home", monkeypatch)
    assert made.shown == (True, False)
    yield made
    made.end()


def test_the_switch_ends_the_broker_and_is_kept(bench: Bench) -> None:
    bench.service.set_offline(True)
    assert not alive(bench.launcher.pid)
    assert bench.shown == (False, True)
    assert bench.kept.offline
    assert bench.rows()[-1] == "The broker was ended."


def test_without_a_row_offline_holds_is_kept_and_is_told(bench: Bench) -> None:
    bench.no_rows = True
    with pytest.raises(UserError, match="ledger's disk is full"):
        bench.service.set_offline(True)
    assert not alive(bench.launcher.pid)
    assert bench.shown == (False, True)
    assert bench.kept.offline
    assert "What you made stricter holds and is saved." in bench.notices


def test_with_no_room_for_anything_offline_holds_and_is_told(bench: Bench) -> None:
    bench.no_rows = bench.no_file = True
    with pytest.raises(UserError, match="disk is full"):
        bench.service.set_offline(True)
    assert not alive(bench.launcher.pid)
    assert bench.shown == (False, True)
    assert not bench.kept.offline
    assert "only until Sordino is closed" in bench.notices


def test_what_could_not_be_saved_is_on_record_without_what_is_milder(bench: Bench) -> None:
    bench.no_file = True
    before = bench.kept
    with pytest.raises(UserError, match="settings' disk is full"):
        bench.service.set_preferences(replace(before, offline=True, privacy=Privacy.RELAXED))
    held = bench.last(SettingsChanged).settings.preferences
    assert (held.offline, held.privacy) == (True, before.privacy)
    assert bench.kept == before


def test_what_is_milder_waits_for_its_row(bench: Bench) -> None:
    before = bench.kept
    bench.no_rows = True
    with pytest.raises(UserError):
        bench.service.set_preferences(replace(before, offline=True, privacy=Privacy.RELAXED, text="be quick"))
    assert bench.kept == replace(before, offline=True)


def test_an_end_that_had_no_row_gets_one_before_the_next_start(bench: Bench) -> None:
    bench.no_rows = True
    with pytest.raises(UserError):
        bench.service.set_offline(True)
    with pytest.raises(UserError):
        bench.service.set_offline(False)
    assert bench.shown == (False, True)
    bench.no_rows = False
    bench.service.set_offline(False)
    assert bench.shown == (True, False)
    started, owed, again = bench.rows()
    assert started.startswith("The broker started")
    assert owed == "The broker was ended earlier, when no row could be written."
    assert again == f"The broker started as process {bench.launcher.pid}."


def test_an_end_that_had_no_row_gets_one_at_the_close(bench: Bench) -> None:
    bench.no_rows = True
    bench.service.go_offline()
    bench.no_rows = False
    bench.service._settle()
    assert bench.rows()[-1].startswith("The broker was ended earlier")


def test_a_broker_whose_start_has_no_row_is_none(bench: Bench) -> None:
    bench.service.set_offline(True)
    record = bench.service.network_changed

    def full(online: bool, pid: int) -> None:
        bench.no_rows = online
        record(online, pid)

    bench.service._network._on_change = full
    bench.service.set_offline(False)
    assert "ledger's disk is full" in bench.notices
    assert not any(alive(broker.pid) for broker in bench.launcher.brokers)
    assert bench.shown == (False, False)
    bench.service._network._on_change = record


def test_a_broker_that_dies_is_told_and_on_record(bench: Bench) -> None:
    bench.launcher.end()
    wait_for(lambda: bench.shown == (False, False), "the broker's end", 10)
    assert bench.rows()[-1] == "The broker was ended."


def test_offline_holds_although_the_launcher_does_not_answer(bench: Bench) -> None:
    bench.launcher.heed.clear()
    bench.service.set_offline(True)
    assert not alive(bench.launcher.pid)
    assert bench.shown == (False, True)
    assert bench.kept.offline


def test_a_broker_that_does_not_end_is_told(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    def stay() -> None:
        raise UserError("The broker was killed, but has not ended yet.")

    with monkeypatch.context() as patched:
        patched.setattr(bench.service._network, "go_offline", stay)
        bench.service.set_offline(True)
    assert "has not ended yet" in bench.notices
    assert bench.shown == (True, True)
    assert bench.kept.offline
