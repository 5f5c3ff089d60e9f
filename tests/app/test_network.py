"""The switch: a broker exists only while it may, and going offline returns when it is gone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from app import network
from app.broker_process import BrokerProcess
from app.network import NetworkSwitch
from engine.errors import NotSent, ToolProblem, UserError
from tests.app.fake_launcher import FakeLauncher
from tests.e2e.desktop import alive, wait_for

Changes = list[tuple[bool, int]]


@pytest.fixture
def launcher() -> Iterator[FakeLauncher]:
    fake = FakeLauncher()
    yield fake
    fake.close()


@pytest.fixture
def changes() -> Changes:
    return []


@pytest.fixture
def switch(launcher: FakeLauncher, changes: Changes) -> Iterator[NetworkSwitch]:
    made = NetworkSwitch(launcher.theirs, lambda online, pid: changes.append((online, pid)))
    yield made
    launcher.heed.set()
    made.go_offline()


@pytest.fixture(params=["by descriptor", "by id"])
def held(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both ways to hold a process."""
    if request.param == "by id":
        monkeypatch.setattr(sys, "platform", "darwin")


def test_it_begins_offline_and_gives_no_channel(launcher: FakeLauncher, switch: NetworkSwitch) -> None:
    assert not switch.online
    with pytest.raises(ToolProblem):
        switch.channel()
    assert launcher.asked == []


def test_going_online_starts_one_broker_and_says_which(
    launcher: FakeLauncher, switch: NetworkSwitch, changes: Changes
) -> None:
    switch.go_online()
    switch.go_online()
    assert switch.online
    assert switch.channel() is switch.channel()
    assert not switch.channel().get_inheritable()
    assert launcher.asked == ["online"]
    assert changes == [(True, launcher.pid)]


@pytest.mark.usefixtures("held")
def test_going_offline_ends_it_and_the_channel_with_it(
    launcher: FakeLauncher, switch: NetworkSwitch, changes: Changes
) -> None:
    switch.go_online()
    channel = switch.channel()
    switch.go_offline()
    assert not alive(launcher.pid)
    switch.go_offline()
    assert not switch.online
    assert channel.fileno() == -1
    assert changes == [(True, launcher.pid), (False, 0)]
    wait_for(lambda: launcher.asked == ["online", f"offline {launcher.pid}"], "what the launcher is told")
    with pytest.raises(ToolProblem):
        switch.channel()


def test_going_offline_holds_although_the_launcher_does_not_answer(
    launcher: FakeLauncher, switch: NetworkSwitch, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_REPLY_TIMEOUT_S", 0.2)
    switch.go_online()
    launcher.heed.clear()
    switch.go_offline()
    assert not alive(launcher.pid)
    assert changes == [(True, launcher.pid), (False, 0)]
    with pytest.raises(UserError, match="does not answer"):
        switch.go_online()
    assert not switch.online
    launcher.heed.set()
    # What it answers late is not taken for an answer to what it is asked next.
    switch.go_online()
    assert changes[2:] == [(True, launcher.pid)]
    assert alive(launcher.pid)
    assert not any(alive(broker.pid) for broker in launcher.brokers[:-1])


def test_who_waits_for_a_broker_gives_up_when_another_goes_offline(
    launcher: FakeLauncher, switch: NetworkSwitch, changes: Changes
) -> None:
    launcher.heed.clear()
    waiting = threading.Thread(target=switch.go_online)
    waiting.start()
    wait_for(lambda: switch._allowed, "the wish")
    switch.go_offline()
    waiting.join(5)
    assert not waiting.is_alive()
    launcher.heed.set()
    wait_for(lambda: "offline" in launcher.asked, "what the launcher is told")
    assert changes == []


def test_going_offline_does_not_wait_for_a_row(launcher: FakeLauncher) -> None:
    changes: Changes = []
    slow, seen = threading.Event(), threading.Event()

    def record(online: bool, pid: int) -> None:
        if online:
            seen.set()
            slow.wait(10)
        changes.append((online, pid))

    switch = NetworkSwitch(launcher.theirs, record)
    threads = [threading.Thread(target=switch.go_online), threading.Thread(target=switch.go_offline)]
    threads[0].start()
    assert seen.wait(10)
    assert not switch.online
    threads[1].start()
    wait_for(lambda: not alive(launcher.pid), "the broker's end")
    slow.set()
    for thread in threads:
        thread.join(10)
    assert changes == [(True, launcher.pid), (False, 0)]
    assert not switch.online


def test_a_broker_whose_beginning_is_not_on_record_is_ended_unused(launcher: FakeLauncher) -> None:
    def full(_online: bool, _pid: int) -> None:
        raise UserError("The disk is full.")

    switch = NetworkSwitch(launcher.theirs, full)
    with pytest.raises(UserError, match="disk is full"):
        switch.go_online()
    assert not alive(launcher.pid)
    assert not switch.online
    with pytest.raises(NotSent, match="disk is full"):
        switch.channel()
    assert not any(alive(broker.pid) for broker in launcher.brokers)


@pytest.mark.usefixtures("held")
def test_a_broker_that_ends_by_itself_is_told_at_once(
    launcher: FakeLauncher, switch: NetworkSwitch, changes: Changes
) -> None:
    switch.go_online()
    launcher.end()
    wait_for(lambda: changes == [(True, launcher.pid), (False, 0)], "the broker's end", 10)
    assert not switch.online


def test_a_broker_that_died_is_started_anew_by_the_next_request(
    launcher: FakeLauncher, switch: NetworkSwitch, changes: Changes
) -> None:
    switch.go_online()
    first = switch.channel()
    launcher.end()
    assert switch.channel() is not first
    pids = [broker.pid for broker in launcher.brokers]
    assert changes == [(True, pids[0]), (False, 0), (True, pids[1])]


def test_a_broker_that_is_dead_on_arrival_is_no_broker(
    launcher: FakeLauncher, switch: NetworkSwitch, changes: Changes
) -> None:
    answer = launcher._answer

    def dead(number: str, words: str) -> None:
        if words != "online":
            answer(number, words)
            return
        near, far = socket.socketpair()
        far.close()
        with near:
            socket.send_fds(launcher._ours, [f"{number} online {os.getpid()}\n".encode()], [near.fileno()])

    launcher._answer = dead  # type: ignore[method-assign]
    with pytest.raises(UserError, match="could not be started"):
        switch.go_online()
    assert changes == []


def test_an_end_that_the_system_does_not_confirm_is_said(
    launcher: FakeLauncher, switch: NetworkSwitch, changes: Changes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_ENDING_S", 0.05)
    launcher.end_brokers = False
    switch.go_online()
    with monkeypatch.context() as patched:
        patched.setattr(BrokerProcess, "kill", lambda _: None)
        with pytest.raises(UserError, match="has not ended"):
            switch.go_offline()
        assert switch.online
        assert changes == [(True, launcher.pid)]
    launcher.end()
    wait_for(lambda: changes[1:] == [(False, 0)], "the broker's end", 10)


@pytest.mark.parametrize(("reply", "words"), [("refused", "--offline"), ("failed", "could not be started")])
def test_a_launcher_that_starts_none_is_told_in_words(changes: Changes, reply: str, words: str) -> None:
    launcher = FakeLauncher(reply)
    switch = NetworkSwitch(launcher.theirs, lambda online, pid: changes.append((online, pid)))
    with pytest.raises(UserError, match=words):
        switch.go_online()
    with pytest.raises(ToolProblem, match=words):
        switch.channel()
    assert not switch.online
    launcher.close()


def test_a_launcher_that_is_gone_does_not_answer(changes: Changes) -> None:
    ours, theirs = socket.socketpair()
    with theirs:
        switch = NetworkSwitch(theirs, lambda online, pid: changes.append((online, pid)))
        ours.shutdown(socket.SHUT_WR)
        with pytest.raises(UserError, match="does not answer"):
            switch.go_online()
        ours.close()
        with pytest.raises(UserError, match="does not answer"):
            switch.keep_key("expert:h", "sk-1")


def test_what_the_launcher_does_not_take_now_goes_with_what_follows(
    launcher: FakeLauncher, switch: NetworkSwitch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(network, "_REPLY_TIMEOUT_S", 0.05)
    launcher.heed.clear()
    keys = 40
    for number in range(keys):
        with pytest.raises(UserError, match="does not answer"):
            switch.keep_key(f"{number}", "x" * 8000)
    monkeypatch.setattr(network, "_REPLY_TIMEOUT_S", 10.0)
    launcher.heed.set()
    switch.go_online()
    assert [words.split()[0] for words in launcher.asked] == ["key"] * keys + ["online"]
    assert all(len(words) > 16000 for words in launcher.asked[:keys])


def test_without_a_launcher_there_is_no_network(changes: Changes) -> None:
    switch = NetworkSwitch(None, lambda online, pid: changes.append((online, pid)))
    with pytest.raises(UserError):
        switch.go_online()
    switch.go_offline()
    assert changes == []


def test_a_key_for_this_run_goes_to_the_launcher_and_is_never_shown(
    launcher: FakeLauncher, switch: NetworkSwitch, changes: Changes
) -> None:
    switch.keep_key("expert:h", "sk-123")
    switch.keep_key("expert:h", "")
    name = b"expert:h".hex()
    assert launcher.asked == [f"key {name} {b'sk-123'.hex()}", f"key {name} "]
    assert changes == []


def test_a_key_that_the_launcher_does_not_take_is_the_users_to_mend() -> None:
    launcher = FakeLauncher("refused")
    with pytest.raises(UserError, match="could not be kept") as caught:
        NetworkSwitch(launcher.theirs, lambda *_: None).keep_key("expert:h", "sk-123")
    assert "sk-123" not in str(caught.value)
    launcher.close()


def test_a_key_that_is_too_long_is_not_even_told(launcher: FakeLauncher, switch: NetworkSwitch) -> None:
    with pytest.raises(UserError, match="too long"):
        switch.keep_key("expert:h", "x" * 8193)
    assert launcher.asked == []


def test_without_a_launcher_no_key_is_kept_and_none_need_be_forgotten() -> None:
    switch = NetworkSwitch(None, lambda *_: None)
    with pytest.raises(UserError, match="cannot go online"):
        switch.keep_key("expert:h", "sk-123")
    switch.keep_key("expert:h", "")


@pytest.mark.usefixtures("held")
def test_a_process_is_held_until_it_has_ended() -> None:
    with subprocess.Popen(["sleep", "100"]) as child:
        process = BrokerProcess(child.pid)
        assert not process.ended(0.01)
        process.kill()
        assert child.wait() == -signal.SIGKILL
        assert process.ended(10)
        process.kill()
        process.let_go()


def test_a_process_that_is_not_there_has_ended() -> None:
    with subprocess.Popen(["true"]) as child:
        child.wait()
    process = BrokerProcess(child.pid)
    assert process.exact
    assert process.ended()
    assert BrokerProcess(child.pid).ended()


def test_a_system_without_such_descriptors_goes_by_the_id(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(_pid: int) -> int:
        raise OSError(38, "Function not implemented")

    monkeypatch.setattr(os, "pidfd_open", missing)
    with subprocess.Popen(["sleep", "100"]) as child:
        process = BrokerProcess(child.pid)
        assert not process.exact
        process.kill()
        assert child.wait() == -signal.SIGKILL
