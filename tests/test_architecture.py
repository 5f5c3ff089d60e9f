"""The architecture, one sentence a test."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

CONFINED = {
    "tools/cloud/page_worker.py",  # reads what a page or a PDF holds
    "tools/egress/broker.py",  # keeps its memory, where the keys are, to itself
    "tools/egress/ways_out.py",  # tries whether the filter holds
}
ROOT = Path(__file__).resolve().parents[1]
STANDARD = sys.stdlib_module_names
NETWORK = {"socket", "ssl", "http", "urllib", "httpx", "primp", "ddgs", "requests", "aiohttp", "curl_cffi"}
MAY_USE_THE_NETWORK = {"tools/egress"}
MAY_USE_UNIX_SOCKETS = {
    "app/launcher.py",  # makes the pair between desktop and broker
    "app/network.py",  # the desktop's end of it
    "app/start.py",  # wakes Qt's loop for a signal
    "app/display.py",  # asks whether a display answers
    "app/bootstrap.py",  # takes over the launcher's descriptor
    "engine/confinement.py",  # probes what the kernel refuses
    "engine/model/sockets.py",  # tells what the model process may open
}


def sources(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))


def imported(tree: ast.Module) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return names


def roots(tree: ast.Module) -> set[str]:
    return {name.split(".")[0] for name in imported(tree)}


def test_the_engine_knows_neither_the_window_nor_the_tools() -> None:
    for path, tree in sources("engine"):
        assert not roots(tree) & {"app", "tools", "PySide6"}, path


def test_tools_know_the_engine_by_its_contracts_and_errors_alone() -> None:
    """`cloud` and `toolbox` are contracts too; a process of a tool's own puts itself behind the filter."""
    for path, tree in sources("tools"):
        known = {name for name in imported(tree) if name.startswith("engine.")}
        allowed: tuple[str, ...] = ("engine.contracts", "engine.errors", "engine.cloud", "engine.toolbox")
        if path in CONFINED:
            allowed = (*allowed, "engine.confinement", "engine.sealing")
        assert all(name.startswith(allowed) for name in known), (path, known)
        assert "app" not in roots(tree), path


def test_qt_lives_under_app_and_never_its_network_or_its_browser() -> None:
    for path, tree in sources("app", "engine", "tools", "packaging"):
        qt = {name for name in imported(tree) if name.startswith("PySide6")}
        assert not qt or path.startswith("app/"), path
        assert not any("QtNetwork" in name or "WebEngine" in name for name in qt), path


def test_llama_cpp_is_imported_in_one_file() -> None:
    users = [path for path, tree in sources("app", "engine", "tools") if "llama_cpp" in roots(tree)]
    assert users == ["engine/model/llama.py"]


def test_sqlite_is_used_in_the_storage_modules_alone() -> None:
    for path, tree in sources("app", "engine", "tools"):
        if roots(tree) & {"sqlite3", "sqlite_utils"}:
            assert path.startswith(("engine/ledger/", "engine/store/")), path


def test_the_network_is_used_behind_the_broker_alone() -> None:
    for path, tree in sources("app", "engine", "tools"):
        used = roots(tree) & NETWORK
        if path in MAY_USE_UNIX_SOCKETS:
            used -= {"socket"}
        if any(name.startswith("urllib.parse") for name in imported(tree)):
            used -= {"urllib"}
        assert not used or path.startswith("tools/egress/"), (path, used)


def test_the_launcher_and_the_filter_need_the_standard_library_alone() -> None:
    alone = ("app/launcher.py", "app/__init__.py", "engine/__init__.py", "engine/confinement.py")
    for path, tree in sources("app", "engine"):
        if path in (*alone, "engine/sealing.py"):
            assert roots(tree) <= STANDARD | {"engine"}, path


def test_no_import_hides_inside_a_function() -> None:
    for path, tree in sources("app", "engine", "tools"):
        for function in ast.walk(tree):
            if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                hidden = [n for n in ast.walk(function) if isinstance(n, ast.Import | ast.ImportFrom)]
                late = [n for n in hidden if path not in MAY_IMPORT_LATE]
                assert not late, (path, function.name)


MAY_IMPORT_LATE = {
    "engine/model/worker.py",  # the filter goes in before any third-party import
    "engine/model/template.py",  # a module that Windows lacks
}


def test_nothing_is_bigger_than_one_idea() -> None:
    for path, tree in sources("app", "engine", "tools"):
        lines = len((ROOT / path).read_text(encoding="utf-8").splitlines())
        most = 560 if path == "engine/contracts.py" else 420
        assert lines <= most, f"{path}: {lines} lines"
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                assert _length(node) <= 300, f"{path}: class {node.name}"


def _length(node: ast.ClassDef) -> int:
    assert node.end_lineno is not None
    return node.end_lineno - node.lineno


def test_no_module_of_the_desktop_loads_a_network_stack() -> None:
    """Importing everything that the desktop process imports brings in neither httpx nor primp."""
    code = (
        "import sys; import app.bootstrap, app.terminal, app.reports, app.doctor\n"
        "print([m for m in ('httpx', 'h11', 'primp', 'ddgs', 'PySide6', 'llama_cpp') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert result.stdout.strip() == "[]"


def test_the_window_does_not_wait_for_the_engine() -> None:
    """What the window needs for its first picture brings in neither the stores nor what checks calls."""
    code = (
        "import sys; import app.start\n"
        "print([m for m in ('numpy', 'sqlite_utils', 'jsonschema', 'keyring') if m in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert result.stdout.strip() == "[]"


@pytest.mark.parametrize("word", ["TODO", "FIXME", "XXX", "NotImplementedError"])
def test_nothing_is_left_for_later(word: str) -> None:
    for path, _ in sources("app", "engine", "tools"):
        assert word not in (ROOT / path).read_text(encoding="utf-8"), path
