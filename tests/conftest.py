"""For all tests: nobody's keyring, nobody's folders, no thread left behind."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path

os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

import pytest

from app.paths import Home
from engine.model import catalog

STARTER = Home.of("").models / catalog.model(catalog.STARTER).file
THREAD_GRACE_S = 5.0


@pytest.fixture(scope="session")
def model_path() -> Path:
    """The starter model, as `make starter` fetched it."""
    assert STARTER.is_file(), f"The starter model is not at {STARTER}: run make starter."
    return STARTER


@pytest.fixture(autouse=True)
def home_of_nobody(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever is started without a folder of its own gets an empty one."""
    monkeypatch.setenv("SORDINO_HOME", str(tmp_path_factory.mktemp("home")))


@pytest.fixture(autouse=True)
def no_thread_stays() -> Iterator[None]:
    """A test that leaves a thread alive fails."""
    before = set(threading.enumerate())
    yield
    deadline = time.monotonic() + THREAD_GRACE_S
    while left := set(threading.enumerate()) - before:
        assert time.monotonic() < deadline, f"threads left behind: {left}"
        time.sleep(0.01)
