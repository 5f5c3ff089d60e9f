"""The switch: a broker exists only while it may, and going offline returns when it is gone."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator

import pytest

from app.network import NetworkSwitch
from engine.errors import ToolProblem, UserError


class FakeLauncher:
    """Speaks the launcher's half of the channel; each broker is the far end of a socket pair."""

    def __init__(self, refuse: bool = False) -> None:
        self.refuse = refuse
        self.asked: list[str] = []
        self.brokers: list[socket.socket] = []
        self._ours, self.theirs = socket.socketpair()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def _serve(self) -> None:
        while request := self._ours.recv(65536).decode().strip():
            self.asked.append(request)
            if request.startswith("key "):
                self._ours.sendall(b"refused\n" if self.refuse else b"kept\n")
            elif request == "offline":
                self._end_brokers()
                self._ours.sendall(b"offline\n")
            elif self.refuse:
                self._ours.sendall(b"refused\n")
            else:
                near, far = socket.socketpair()
                with near:
                    self.brokers.append(far)
                    socket.send_fds(self._ours, [b"online 4711\n"], [near.fileno()])

    def _end_brokers(self) -> None:
        while self.brokers:
            self.brokers.pop().close()

    def close(self) -> None:
        self.theirs.close()
        self._thread.join()
        self._end_brokers()
        self._ours.close()


@pytest.fixture
def launcher() -> Iterator[FakeLauncher]:
    fake = FakeLauncher()
    yield fake
    fake.close()


@pytest.fixture
def changes() -> list[tuple[bool, int]]:
    return []


def switch_of(launcher: FakeLauncher, changes: list[tuple[bool, int]]) -> NetworkSwitch:
    return NetworkSwitch(launcher.theirs, lambda online, pid: changes.append((online, pid)))


def test_it_begins_offline_and_gives_no_channel(
    launcher: FakeLauncher, changes: list[tuple[bool, int]]
) -> None:
    switch = switch_of(launcher, changes)
    assert not switch.online
    with pytest.raises(ToolProblem):
        switch.channel()
    assert launcher.asked == []


def test_going_online_starts_one_broker_and_says_which(
    launcher: FakeLauncher, changes: list[tuple[bool, int]]
) -> None:
    switch = switch_of(launcher, changes)
    switch.go_online()
    switch.go_online()
    assert switch.channel() is switch.channel()
    assert launcher.asked == ["online"]
    assert changes == [(True, 4711)]
    switch.go_offline()


def test_going_offline_ends_it_and_the_channel_with_it(
    launcher: FakeLauncher, changes: list[tuple[bool, int]]
) -> None:
    switch = switch_of(launcher, changes)
    switch.go_online()
    switch.go_offline()
    switch.go_offline()
    assert launcher.asked == ["online", "offline"]
    assert changes == [(True, 4711), (False, 0)]
    with pytest.raises(ToolProblem):
        switch.channel()


def test_a_broker_that_died_is_started_anew_by_the_next_request(
    launcher: FakeLauncher, changes: list[tuple[bool, int]]
) -> None:
    switch = switch_of(launcher, changes)
    switch.go_online()
    first = switch.channel()
    launcher.brokers.pop().close()
    assert switch.channel() is not first
    assert changes == [(True, 4711), (True, 4711)]
    switch.go_offline()


def test_a_launcher_that_was_told_offline_refuses_in_words(changes: list[tuple[bool, int]]) -> None:
    launcher = FakeLauncher(refuse=True)
    switch = switch_of(launcher, changes)
    with pytest.raises(UserError, match="--offline"):
        switch.go_online()
    with pytest.raises(ToolProblem, match="--offline"):
        switch.channel()
    assert not switch.online
    launcher.close()


def test_without_a_launcher_there_is_no_network(changes: list[tuple[bool, int]]) -> None:
    switch = NetworkSwitch(None, lambda online, pid: changes.append((online, pid)))
    with pytest.raises(UserError):
        switch.go_online()
    switch.go_offline()
    assert changes == []


def test_a_key_for_this_run_goes_to_the_launcher_and_is_never_shown(
    launcher: FakeLauncher, changes: list[tuple[bool, int]]
) -> None:
    switch = switch_of(launcher, changes)
    switch.keep_key("expert:h", "sk-123")
    switch.keep_key("expert:h", "")
    name = b"expert:h".hex()
    assert launcher.asked == [f"key {name} {b'sk-123'.hex()}", f"key {name}"]
    assert changes == []


def test_a_key_that_the_launcher_does_not_take_is_the_users_to_mend(
    changes: list[tuple[bool, int]],
) -> None:
    launcher = FakeLauncher(refuse=True)
    with pytest.raises(UserError, match="could not be kept") as caught:
        switch_of(launcher, changes).keep_key("expert:h", "sk-123")
    assert "sk-123" not in str(caught.value)
    launcher.close()


def test_a_key_that_is_too_long_is_not_even_told(
    launcher: FakeLauncher, changes: list[tuple[bool, int]]
) -> None:
    with pytest.raises(UserError, match="too long"):
        switch_of(launcher, changes).keep_key("expert:h", "x" * 8193)
    assert launcher.asked == []


def test_without_a_launcher_no_key_is_kept_and_none_need_be_forgotten() -> None:
    switch = NetworkSwitch(None, lambda *_: None)
    with pytest.raises(UserError, match="cannot go online"):
        switch.keep_key("expert:h", "sk-123")
    switch.keep_key("expert:h", "")
