"""Every packet counted: none while offline, and online none but to what the user said yes to."""

from __future__ import annotations

import functools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.offline_run import ENGINE, PORT
from tests.e2e.uplink import NAME_SERVER, SERVER

pytestmark = [
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.timeout(600),
]
Packets = list[dict[str, Any]]


@functools.cache
def namespace() -> tuple[list[str], str]:
    """The command that opens a network of one's own, or the reason why this machine allows none."""
    if not sys.platform.startswith("linux"):
        return [], "network namespaces are Linux's"
    missing = [name for name in ("unshare", "ip", "mount") if shutil.which(name) is None]
    if missing:
        return [], f"this machine lacks {', '.join(missing)}"
    command = ["unshare", "--net", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    trial = "from tests.e2e.uplink import Uplink\nwith Uplink({}): pass"
    tried = subprocess.run(
        [*command, sys.executable, "-c", trial], capture_output=True, text=True, check=False, timeout=60
    )
    said = (tried.stderr.strip().splitlines() or ["no reason given"])[-1]
    return command, "" if tried.returncode == 0 else f"this machine allows no network of one's own: {said}"


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, model_path: Path) -> dict[str, Any]:
    """What the run in the namespace told."""
    command, reason = namespace()
    if reason:
        pytest.skip(f"test_offline, which counts packets: {reason}")
    home = tmp_path_factory.mktemp("home")
    (home / "models").mkdir()
    (home / "models" / model_path.name).symlink_to(model_path)
    run = subprocess.run(
        [*command, sys.executable, "-m", "tests.e2e.offline_run", str(home)],
        capture_output=True,
        text=True,
        check=False,
        timeout=500,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    told: dict[str, Any] = json.loads(run.stdout.splitlines()[-1])
    return told


def test_the_count_sees_what_a_process_sends_and_the_kernel_adds_nothing(told: dict[str, Any]) -> None:
    assert told["nobody"] == []
    seen = {(packet["protocol"], packet["destination"], packet["port"]) for packet in told["control"]}
    assert {("udp", "192.0.2.1", 9), ("udp", "2001:db8::1", 9), ("tcp", "192.0.2.1", 80)} <= seen
    assert {packet["name"] for packet in told["control"]} == {"", "nobody.example"}


@pytest.mark.parametrize("part", ["offline", "locked"])
def test_offline_no_packet_leaves_whatever_is_asked_for(told: dict[str, Any], part: str) -> None:
    assert told[part] == []
    assert ("calculator", "allow", "ran") in {tuple(call) for call in told["calls"]}


def test_the_self_test_itself_sends_nothing_and_finds_every_way_shut(told: dict[str, Any]) -> None:
    assert told["doctor"] == []
    assert told["doctor_status"] == 0, told["doctor_words"]


def test_online_nothing_leaves_before_the_yes(told: dict[str, Any]) -> None:
    assert told["declined"] == []
    assert ["web_search", "deny", "refused"] in told["calls"]


def test_online_packets_go_to_the_consented_host_alone(told: dict[str, Any]) -> None:
    packets: Packets = told["online"]
    names = {packet["name"] for packet in packets if packet["port"] == 53}
    assert names == {ENGINE}
    hosts = {(packet["protocol"], packet["destination"], packet["port"]) for packet in packets}
    assert hosts == {("udp", NAME_SERVER, 53), ("tcp", SERVER, PORT)}
    assert told["requests"] == ["POST /html/ HTTP/1.1"]
    assert ["web_search", "allow", "ran"] in told["calls"]
    assert told["after"] == []
