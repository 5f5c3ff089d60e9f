"""What a process that reads other people's files may use up and open."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from tools.cloud import limits


def test_limits_are_never_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    resource = pytest.importorskip("resource")
    settled: dict[int, tuple[int, int]] = {}
    monkeypatch.setattr(resource, "getrlimit", lambda what: (1, 5))
    monkeypatch.setattr(resource, "setrlimit", settled.__setitem__)
    monkeypatch.setattr(sys, "dont_write_bytecode", sys.dont_write_bytecode)
    limits.limit()
    assert settled[resource.RLIMIT_AS] == (5, 5)
    assert settled[resource.RLIMIT_FSIZE] == (0, 0)
    assert settled[resource.RLIMIT_NPROC] == (0, 0)


def test_what_python_and_its_packages_need_can_be_opened() -> None:
    allowed = [Path(path).resolve() for path in limits.readable()]
    for needed in (json.__file__, pytest.__file__, limits.__file__):
        assert any(Path(needed).resolve().is_relative_to(path) for path in allowed), needed


def test_nothing_of_the_users_can_be_opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    home = tmp_path / "home"
    (home / "libraries").mkdir(parents=True)
    monkeypatch.setattr(Path, "home", lambda: home)
    monkeypatch.setattr(sys, "path", ["", str(home), str(home / "project"), *sys.path])
    monkeypatch.setenv("LD_LIBRARY_PATH", f":{home}:{tmp_path}:/:{home / 'libraries'}")
    allowed = limits.readable()
    assert str(home / "libraries") in allowed
    assert not {"", "/", str(tmp_path), str(home), str(home / "project")} & set(allowed)
    assert not any(home.is_relative_to(path) for path in allowed)


def test_a_user_without_a_home_opens_no_more(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def unknown() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.setattr(Path, "home", unknown)
    monkeypatch.setenv("LD_LIBRARY_PATH", f"/:{tmp_path}")
    assert str(tmp_path) in limits.readable()
    assert "/" not in limits.readable()
