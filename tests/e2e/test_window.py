"""The main job, in the real window, with the real model, under hands on keyboard and mouse."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from engine.contracts import Decision
from tests.e2e.desktop import SORDINO, Desktop, alive, virtual_display, wait_for
from tests.servers.duckduckgo import DuckDuckGoServer

pytestmark = [
    pytest.mark.display,
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the virtual display is X11"),
]
LEAVES = "#9A4E0D"
ANSWER_S = 180.0
GUARD_S = 0.6  # longer than the card ignores clicks after it appeared


@pytest.fixture
def starter(model_path: Path, tmp_path: Path) -> Path:
    """A home folder whose models folder holds the starter model."""
    home = tmp_path / "home"
    (home / "models").mkdir(parents=True)
    (home / "models" / model_path.name).symlink_to(model_path)
    return home


@pytest.fixture
def open_window(starter: Path, tmp_path: Path) -> Iterator[Callable[..., Desktop]]:
    """Opens the program in its own display."""
    opened: list[Desktop] = []
    with virtual_display(tmp_path) as display:

        def start(*arguments: str) -> Desktop:
            opened.append(Desktop(display, tmp_path, starter, *arguments))
            return opened[-1]

        yield start
        for desktop in opened:
            desktop.end()


def settle(home: Path, **settings: object) -> None:
    """Write the settings file that the program starts with."""
    (home / "settings.json").write_text(json.dumps({"appearance": "light", "language": "en", **settings}))


def grant_button(desktop: Desktop) -> tuple[int, int]:
    """Where the amber button of the consent card is; nothing else is filled with that colour."""
    return wait_for(lambda: desktop.patch(LEAVES), "the card", ANSWER_S)


def answered(desktop: Desktop, turns: int, what: str) -> None:
    """Wait until so many turns are stored and the last one has its receipt, and the window has drawn it."""
    wait_for(lambda: len(desktop.turns()) == turns and desktop.turns()[-1].receipt, what, ANSWER_S)
    time.sleep(1)


def test_the_main_job(open_window: Callable[..., Desktop], starter: Path) -> None:
    with DuckDuckGoServer() as engine:
        settle(starter, search_url=engine.url)
        desktop = open_window()
        family = desktop.processes
        wait_for(lambda: family.broker and family.model, "all four processes")
        everybody = set(family.all())

        # A local tool runs freely.
        desktop.say("What is 23*47+19?")
        answered(desktop, 1, "the sum")
        (call,) = desktop.calls("calculator")
        assert (call.decision, call.by, call.outcome) == (Decision.ALLOW, "rule", "ran")
        assert "1100" in call.result
        assert "1100" in desktop.turns()[-1].messages[-1].content.replace(",", "")

        # A web search is refused: nothing reaches the engine. Enter on the fresh card does nothing.
        desktop.key("ctrl+n")
        desktop.say("Search the web for violin mutes")
        x, y = grant_button(desktop)
        desktop.key("Return")
        desktop.key("space")
        assert engine.requests == []
        assert grant_button(desktop) == (x, y)
        desktop.key("Escape")
        answered(desktop, 2, "the answer after the refusal")
        assert engine.requests == []
        refused = desktop.calls("web_search")[0]
        assert (refused.decision, refused.by, refused.outcome) == (Decision.DENY, "user", "refused")

        # Approved with the mouse, the search reaches the engine with the very bytes that were shown.
        desktop.key("ctrl+n")
        desktop.say("Search the web for cello mutes")
        place = grant_button(desktop)
        time.sleep(GUARD_S)
        desktop.click(*place)
        answered(desktop, 3, "the found answer")
        (received,) = engine.requests
        approved = desktop.calls("web_search")[0]
        assert (approved.decision, approved.by, approved.outcome) == (Decision.ALLOW, "user", "ran")
        assert approved.previewed_sha256 == approved.sent_sha256
        assert received.body.decode() in approved.payload

        # Offline, the broker is gone and the same request is denied without a question.
        broker = family.broker
        desktop.key("ctrl+shift+o")
        wait_for(lambda: not alive(broker), "the broker's end", 10)
        desktop.key("ctrl+n")
        desktop.say("Search the web for viola mutes")
        answered(desktop, 4, "the offline answer")
        assert len(engine.requests) == 1
        assert family.broker == 0

        # The history shows all of it, and the chain holds.
        shown = [(c.kind, c.decision.value) for c in desktop.calls()]
        assert ("call", "allow") in shown
        assert ("call", "deny") in shown
        log = subprocess.run(
            [sys.executable, "-m", "app", "--home", str(starter), "log", "verify"],
            capture_output=True,
            text=True,
            check=False,
        )
        assert "intact" in log.stdout, log.stdout + log.stderr

        # The window closes, and everything is gone.
        everybody |= set(family.all())
        desktop.key("ctrl+q")
        assert desktop.run.wait(20) == 0
        wait_for(lambda: not any(alive(pid) for pid in everybody), "the end of all processes", 10)


@pytest.mark.parametrize("ending", ["ctrl-c", "launcher killed", "desktop killed"])
def test_no_process_stays_behind(open_window: Callable[..., Desktop], starter: Path, ending: str) -> None:
    settle(starter)
    desktop = open_window()
    family = desktop.processes
    wait_for(lambda: family.broker and family.model, "all four processes")
    everybody = set(family.all())
    assert len(everybody) == 4
    if ending == "ctrl-c":
        os.killpg(desktop.run.pid, signal.SIGINT)
    elif ending == "launcher killed":
        os.kill(desktop.run.pid, signal.SIGKILL)
    else:
        os.kill(family.desktop, signal.SIGKILL)
    desktop.run.wait(20)
    wait_for(lambda: not any(alive(pid) for pid in everybody), "the end of all processes", 10)


def test_a_model_killed_in_the_middle_costs_a_sentence_and_no_message(
    open_window: Callable[..., Desktop], starter: Path
) -> None:
    settle(starter)
    desktop = open_window()
    family = desktop.processes
    wait_for(lambda: family.model, "the model")
    desktop.say("Write a long story about a violin.")
    wait_for(lambda: desktop.turns() and len(desktop.turns()[-1].messages) > 1, "the first words", ANSWER_S)
    os.kill(family.model, signal.SIGKILL)
    wait_for(lambda: desktop.turns()[-1].problem, "the sentence", 30)
    assert alive(family.desktop)
    desktop.say("What is 23*47+19?")
    answered(desktop, 2, "the next answer")
    assert desktop.turns()[0].messages[0].content == "Write a long story about a violin."


def test_a_second_instance_says_so_and_leaves_the_first_alone(
    open_window: Callable[..., Desktop], starter: Path
) -> None:
    settle(starter)
    desktop = open_window()
    wait_for(desktop.home.ledger.exists, "the first one's start")
    second = subprocess.run(
        [SORDINO, "--home", str(starter), "ask", "Hello"],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert second.returncode == 1
    assert "already running" in second.stderr
    assert desktop.run.poll() is None
