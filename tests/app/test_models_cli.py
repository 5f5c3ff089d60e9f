"""`sordino models`: for reading and for scripts, and nothing happens that was not asked and recorded."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import models_bench
from app.cli import main
from app.models_words import fetch_line, licence_lines, reading_line, size_words, span_words
from app.paths import Home
from app.reports import call_line
from engine import settings
from engine.events import FetchProgress
from engine.ledger.key import NoKeys
from engine.ledger.reader import LedgerReader
from engine.model.catalog import models, part_of
from engine.model.hardware import Machine
from engine.model.library import entries
from engine.model.measured import Measurement, Measurements
from engine.model.port import FetchState
from engine.settings import Settings
from tests.engine.model.conftest import gguf

ROOT = Path(__file__).resolve().parents[2]
STARTER = models()[1]


@pytest.fixture
def home(tmp_path: Path) -> Home:
    """A home with a models folder of its own, so that nobody's real models are touched."""
    made = Home.of(str(tmp_path / "home"))
    made.prepare()
    make(made.data / "models" / "mine.gguf")
    return made


def make(path: Path, name: str = "mine") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gguf({"general.architecture": "qwen2", "general.name": name}, [("w", 32, 0)]))
    return path


def sordino(home: Home, *arguments: str) -> int:
    return main(["--home", str(home.data), "models", *arguments])


def lines(capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def recorded(home: Home) -> str:
    with LedgerReader.open(home.ledger, home.anchor, NoKeys()) as ledger:
        return "\n".join(call_line(call) for call in ledger.calls(search="", limit=50))


def test_without_an_action_the_models_are_listed_and_the_other_sizes_are_folded(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sordino(home) == 0
    said = capsys.readouterr().out
    assert said.index(models()[0].id) < said.index(STARTER.id) < said.index("file:mine.gguf")
    assert "For research and development only" in said
    assert said.count("asked of the hub") == 1
    assert sordino(home, "list", "--all") == 0
    assert capsys.readouterr().out.count("The hub is asked for its size") == 8


@pytest.mark.parametrize("arguments", [("--json",), ("list", "--json")])
def test_a_script_gets_every_entry_on_a_line_of_its_own(
    home: Home, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...]
) -> None:
    assert sordino(home, *arguments) == 0
    found = lines(capsys)
    assert [line["id"] for line in found] == [*(known.id for known in models()), "file:mine.gguf"]
    assert found[-1]["path"] == str(home.models / "mine.gguf")


def test_what_was_measured_is_in_the_list(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    size = (home.models / "mine.gguf").stat().st_size
    Measurements(home.cache).remember(Measurement("Mine", "mine.gguf", size, "CPU 2 threads", 80.0, 21.0))
    sordino(home)
    said = capsys.readouterr().out
    assert "21 tokens a second were measured here." in said
    assert "judged by Mine with its 21 measured here." in said


def test_a_sound_file_is_verified_and_one_that_lies_ends_in_1(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sordino(home, "verify") == 0
    assert "mine.gguf is a sound GGUF file" in capsys.readouterr().out
    liar = make(home.models / STARTER.file)
    assert sordino(home, "verify", STARTER.id) == 1
    assert "is not the published file of Qwen2.5-Coder-0.5B" in capsys.readouterr().out
    assert sordino(home, "verify", "--json") == 1
    sound, lying = lines(capsys)
    assert (sound["matches"], lying["matches"]) == (True, False)
    assert lying["sha256"] == hashlib.sha256(liar.read_bytes()).hexdigest()
    assert lying["expected"] == STARTER.sha256
    assert lying["altered"]


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("verify", "none"), "There is no model file none."),
        (("bench", "none"), "There is no model file none."),
        (("accept", "none"), "There is no model file none."),
        (("remove", "none"), "is not there"),
        (("remove", "/etc/passwd"), "no model file of the folder"),
        (("import", "/none.gguf"), "is not there"),
        (("import", "/etc/passwd"), "is not a GGUF model file"),
        (("fetch", "none"), "There is no model none in the catalogue."),
        (("fetch", "file:mine.gguf"), "in the catalogue."),
    ],
)
def test_every_mistake_is_told_in_a_sentence(
    home: Home, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], problem: str
) -> None:
    assert sordino(home, *arguments) == 1
    said = capsys.readouterr()
    assert problem in said.err
    assert said.out == ""
    assert "Traceback" not in said.err


def test_a_damaged_file_is_named(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    path = home.models / "mine.gguf"
    path.write_bytes(path.read_bytes()[:-8])
    assert sordino(home, "verify", "mine") == 1
    assert "mine.gguf is damaged: it is truncated" in capsys.readouterr().err


def test_a_copy_and_a_removal_are_on_record(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = make(tmp_path / "other.gguf", "other")
    assert sordino(home, "import", str(source)) == 0
    target = home.models / "other.gguf"
    assert capsys.readouterr().out.splitlines() == [str(target)]
    assert target.read_bytes() == source.read_bytes()
    assert sordino(home, "remove", "other", "--json") == 0
    assert lines(capsys) == [{"removed": str(target)}]
    assert not target.exists()
    assert source.exists()
    rows = recorded(home)
    assert "Copied other.gguf into the models folder." in rows
    assert "Removed other.gguf" in rows


def test_a_link_is_made_on_request(home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    source = make(tmp_path / "other.gguf")
    assert sordino(home, "import", "--link", str(source), "--json") == 0
    assert lines(capsys) == [{"path": str(home.models / "other.gguf"), "altered": []}]
    assert (home.models / "other.gguf").is_symlink()
    assert "Linked other.gguf" in recorded(home)


def test_altered_weights_are_told_on_arrival_and_measured_only_once_their_risks_are_accepted(
    home: Home, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sordino(home, "import", str(make(tmp_path / "bad-uncensored.gguf"))) == 0
    said = capsys.readouterr().out
    assert "Its file name says “uncensored”" in said
    assert "you answer for what you do with it" in said
    assert sordino(home, "bench", "bad-uncensored") == 1
    assert "Add --accept-risks" in capsys.readouterr().err
    assert settings.load(home.settings).accepted_altered == ()
    assert sordino(home, "accept", "bad-uncensored", "--accept-risks") == 0
    assert "are accepted" in capsys.readouterr().out
    (accepted,) = settings.load(home.settings).accepted_altered
    assert accepted == hashlib.sha256((home.models / "bad-uncensored.gguf").read_bytes()).hexdigest()
    assert "Risks of the altered weights of bad-uncensored.gguf" in recorded(home)
    assert sordino(home, "accept", "bad-uncensored") == 0
    assert "were accepted before" in capsys.readouterr().out
    assert sordino(home, "accept", "mine") == 0
    assert "no sign of altered weights" in capsys.readouterr().out


def test_a_licence_that_nobody_accepted_is_not_fetched_under(
    home: Home, capsys: pytest.CaptureFixture[str]
) -> None:
    assert sordino(home, "fetch", STARTER.id) == 1
    said = capsys.readouterr().err
    assert "has not been accepted" in said
    assert "--accept-licence" in said
    assert settings.load(home.settings).accepted_licences == ()


def test_a_script_is_told_that_nobody_could_be_asked(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    assert sordino(home, "fetch", STARTER.id, "--accept-licence") == 1
    assert "at a terminal" in capsys.readouterr().err
    assert settings.load(home.settings).accepted_licences == (STARTER.id,)
    assert not part_of(home.models / STARTER.file).exists()


def test_a_home_that_a_window_holds_is_left_alone(home: Home, capsys: pytest.CaptureFixture[str]) -> None:
    code = (
        "import sys; from app.bootstrap import lock_home; from app.paths import Home\n"
        f"lock = lock_home(Home.of({str(home.data)!r})); print('held', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"held\n"
        assert sordino(home, "remove", "mine") == 1
        assert "already running" in capsys.readouterr().err
        assert sordino(home, "list") == 0
        assert sordino(home, "verify", "mine") == 0
    assert (home.models / "mine.gguf").exists()


class Terminal:
    """The command at a terminal of its own, on the other end of which somebody types."""

    def __init__(self, home: Home, *arguments: str) -> None:
        self._ours, theirs = os.openpty()
        self._said = b""
        self.run = subprocess.Popen(
            [sys.executable, "-m", "app", "--home", str(home.data), "models", *arguments],
            stdin=theirs,
            stdout=subprocess.PIPE,
            stderr=theirs,
            cwd=ROOT,
        )
        os.close(theirs)

    def read_to(self, text: str) -> str:
        """All that was said up to `text`."""
        while text.encode() not in self._said:
            piece = self._read()
            assert piece, self._said.decode()
            self._said += piece
        return self._said.decode()

    def type(self, text: str) -> None:
        os.write(self._ours, text.encode())

    def end(self) -> tuple[int, str]:
        """The exit status, and all that was said."""
        while piece := self._read():
            self._said += piece
        return self.run.wait(), self._said.decode()

    def close(self) -> None:
        self.run.kill()
        self.run.wait()
        assert self.run.stdout is not None
        self.run.stdout.close()
        os.close(self._ours)

    def _read(self) -> bytes:
        try:
            return os.read(self._ours, 65536)
        except OSError:
            return b""


@pytest.fixture
def terminals() -> Iterator[list[Terminal]]:
    opened: list[Terminal] = []
    yield opened
    for terminal in opened:
        terminal.close()


def test_at_a_terminal_the_licence_is_shown_and_anything_but_yes_declines(
    home: Home, terminals: list[Terminal]
) -> None:
    terminal = Terminal(home, "fetch", models()[0].id)
    terminals.append(terminal)
    said = terminal.read_to("[y/N]")
    assert "NVIDIA License" in said
    assert "The licence's text is on its page; read it there before you accept." in said
    assert "no commercial use" in said
    terminal.type("\n")
    status, said = terminal.end()
    assert status == 1
    assert "Nothing was downloaded." in said
    assert settings.load(home.settings).accepted_licences == ()


def test_at_a_terminal_the_request_itself_is_asked_about_too(home: Home, terminals: list[Terminal]) -> None:
    terminal = Terminal(home, "fetch", STARTER.id)
    terminals.append(terminal)
    assert "Apache License" in terminal.read_to("[y/N]")
    terminal.type("y\n")
    terminal.read_to("huggingface.co")
    terminal.read_to("Anything else denies")
    terminal.type("no\n")
    status, said = terminal.end()
    assert status == 1
    assert "You said no" in said
    assert settings.load(home.settings).accepted_licences == (STARTER.id,)
    assert "deny by user" in recorded(home)


def test_at_a_terminal_the_risks_are_asked_about(home: Home, terminals: list[Terminal]) -> None:
    make(home.models / "a-merge.gguf")
    terminal = Terminal(home, "accept", "a-merge")
    terminals.append(terminal)
    said = terminal.read_to("[y/N]")
    assert "put together from several models" in said
    assert "lose track of the task" in said
    terminal.type("yes\n")
    assert terminal.end()[0] == 0
    assert len(settings.load(home.settings).accepted_altered) == 1


def test_progress_is_told_with_figure_and_estimate() -> None:
    running = FetchProgress("x", FetchState.RUNNING, 1_200_000_000, 5_000_000_000, 10_000_000.0)
    assert fetch_line(running) == "1.2 GB of 5.0 GB (24 %), 10.0 MB/s, about 6 min left"
    assert fetch_line(FetchProgress("x", FetchState.CHECKING, 5, 10)).startswith("Checking the sha256")
    assert fetch_line(FetchProgress("x", FetchState.ASKING, 0, 10)) == "Asking for consent ..."
    assert reading_line(5_000_000, 0) == "5.0 MB"
    assert (size_words(999), span_words(30), span_words(9000)) == ("0.0 MB", "30 s", "2.5 h")


def test_a_licence_keeps_its_lines(home: Home) -> None:
    machine = Machine(2, 0, 0, -1)
    starter = entries(home.models, "", Settings(), machine, Measurements(None))[1]
    assert "Apache License\n" in "\n".join(licence_lines(starter))


@pytest.mark.model
@pytest.mark.slow
def test_a_model_is_measured_and_the_figure_is_remembered(
    home: Home, model_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models_bench, "LINES", 2)
    monkeypatch.setattr(models_bench, "ANSWER", 20)
    assert sordino(home, "bench", str(model_path), "--json") == 0
    (found,) = lines(capsys)
    assert found["decode"] > 0
    assert found["prefill"] > 0
    assert len(found["rounds"]) == 3
    (kept,) = Measurements(home.cache).all()
    assert (kept.file, round(kept.decode, 2)) == (model_path.name, found["decode"])
    assert threading.active_count() == 1
