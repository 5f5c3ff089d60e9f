"""Where things are kept: a home of its own keeps everything, and borrows models for reading alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.paths import Home


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
