"""Where things are kept: a home of its own keeps everything, and borrows models for reading alone."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from app.paths import Home, system_policy


@pytest.fixture
def shared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The platform's models folder with a model in it."""
    folder = tmp_path / "platform" / "models"
    folder.mkdir(parents=True)
    (folder / "shared.gguf").touch()
    monkeypatch.setattr("app.paths.platformdirs.user_data_path", lambda _: tmp_path / "platform")
    return folder


def test_models_are_borrowed_and_never_kept_in_the_shared_folder(tmp_path: Path, shared: Path) -> None:
    home = Home.of(str(tmp_path / "home"))
    assert home.models == shared
    assert home.own_models == tmp_path / "home" / "models"
    home.own_models.mkdir(parents=True)
    (home.own_models / "begun.gguf.part").touch()
    assert home.models == home.own_models


def test_a_policy_lies_in_one_place_for_all_users_and_in_each_home(tmp_path: Path) -> None:
    assert Home.of(str(tmp_path)).policies == (system_policy(), tmp_path / "policy.json")


def test_no_environment_variable_moves_the_policy_for_all_users(monkeypatch: pytest.MonkeyPatch) -> None:
    before = system_policy()
    for name in (
        "HOME",
        "SORDINO_HOME",
        "XDG_CONFIG_DIRS",
        "XDG_DATA_DIRS",
        "PROGRAMDATA",
        "ALLUSERSPROFILE",
    ):
        monkeypatch.setenv(name, "/elsewhere")
    assert system_policy() == before
    assert before.is_absolute()


@pytest.mark.skipif(sys.platform == "win32", reason="asks the registry of Windows")
def test_each_platform_has_its_own_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.paths.sys.platform", "linux")
    assert system_policy() == Path("/etc/sordino/policy.json")
    monkeypatch.setattr("app.paths.sys.platform", "darwin")
    assert system_policy() == Path("/Library/Application Support/Sordino/policy.json")
