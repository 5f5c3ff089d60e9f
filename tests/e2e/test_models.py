"""The first model, fetched in the real window: licence, consent, bytes through the broker, an answer."""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine.contracts import Decision
from tests.e2e.desktop import Desktop, virtual_display, wait_for
from tests.servers.model_hub import ModelHub

pytestmark = [
    pytest.mark.display,
    pytest.mark.model,
    pytest.mark.slow,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the virtual display is X11"),
]
LEAVES = "#9A4E0D"
MODELS_PAGE = (90, 736)
DOWNLOAD_OF_THE_STARTER = (1104, 523)
LICENCE_ACCEPTED = (364, 713)
GUARD_S = 0.6  # longer than the card ignores clicks after it appeared


@pytest.fixture
def short_folder() -> Iterator[Path]:
    """A folder with a short path."""
    with tempfile.TemporaryDirectory(dir="/tmp") as folder:
        yield Path(folder)


def test_the_first_model_is_fetched_and_answers(
    model_path: Path, tmp_path: Path, short_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The page shows the folder's path: a long one would take a second line and move what is clicked on.
    home = short_folder
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "no-shared-models"))
    with ModelHub(model_path.read_bytes()) as hub, virtual_display(tmp_path) as display:
        settings = {"appearance": "light", "language": "en", "model_mirrors": [hub.base]}
        (home / "settings.json").write_text(json.dumps(settings))
        desktop = Desktop(display, tmp_path, home)
        try:
            wait_for(lambda: desktop.processes.broker, "the broker")
            time.sleep(3)
            desktop.click(*MODELS_PAGE)
            time.sleep(2)
            desktop.click(*DOWNLOAD_OF_THE_STARTER)
            time.sleep(1.5)
            assert desktop.patch(LEAVES) is None, "nothing may be fetched before the licence is accepted"
            desktop.click(*LICENCE_ACCEPTED)
            desktop.click(*wait_for(lambda: desktop.patch(LEAVES), "the button of the panel"))
            wait_for(lambda: desktop.calls("download_model"), "the question")
            assert hub.asked == []
            time.sleep(GUARD_S + 1)
            desktop.click(*wait_for(lambda: desktop.patch(LEAVES), "the question's button"))
            wait_for((home / "models" / model_path.name).exists, "the file", 300)
            wait_for(lambda: desktop.processes.model, "the model process")
            (call,) = desktop.calls("download_model")
            assert (call.decision, call.by, call.outcome) == (Decision.ALLOW, "user", "ran")
            assert call.previewed_sha256 == call.sent_sha256
            assert hub.starts == [0]
            desktop.key("ctrl+n")
            desktop.say("What is 23*47+19?")
            wait_for(lambda: desktop.turns() and desktop.turns()[-1].receipt, "the answer", 180)
            assert "1100" in desktop.turns()[-1].messages[-1].content.replace(",", "")
        finally:
            desktop.end()
