from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null
from keyring.errors import KeyringLocked

from engine.ledger.key import KeyringKeys, KeyUnavailable, MemoryKeys, key_id


class Shelf(KeyringBackend):
    """A keyring in memory; `error` is raised by every use of it."""

    priority = 1.0

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.items: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None

    def get_password(self, service: str, username: str) -> str | None:
        if self.error:
            raise self.error
        return self.items.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.error:
            raise self.error
        self.items[service, username] = password


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    before = keyring.get_keyring()
    shelf = Shelf()
    keyring.set_keyring(shelf)
    yield shelf
    keyring.set_keyring(before)


def test_a_key_is_made_once_and_found_again(shelf: Shelf, tmp_path: Path) -> None:
    keys = KeyringKeys(tmp_path)
    assert keys.load() is None
    key = keys.create()
    assert len(key) == 32
    assert KeyringKeys(tmp_path).load() == key
    assert [service for service, _ in shelf.items] == ["sordino"]


def test_every_home_folder_has_its_own_key(shelf: Shelf, tmp_path: Path) -> None:
    assert KeyringKeys(tmp_path / "a").create() != KeyringKeys(tmp_path / "b").create()
    assert len(shelf.items) == 2


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (KeyringLocked("x"), "the keyring is locked"),
        (OSError("no bus"), r"the keyring does not work \(OSError\)"),
        (ZeroDivisionError(), "does not work"),
    ],
)
def test_whatever_a_backend_raises_is_a_reason(
    shelf: Shelf, tmp_path: Path, error: Exception, words: str
) -> None:
    shelf.error = error
    for use in (KeyringKeys(tmp_path).load, KeyringKeys(tmp_path).create):
        with pytest.raises(KeyUnavailable, match=words):
            use()


def test_a_computer_without_a_keyring_is_a_reason(shelf: Shelf, tmp_path: Path) -> None:
    keyring.set_keyring(fail.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(KeyUnavailable, match="offers no keyring"):
        KeyringKeys(tmp_path).load()


def test_a_keyring_that_forgets_is_no_place_for_a_key(shelf: Shelf, tmp_path: Path) -> None:
    keyring.set_keyring(null.Keyring())  # type: ignore[no-untyped-call]
    with pytest.raises(KeyUnavailable, match="did not keep"):
        KeyringKeys(tmp_path).create()


@pytest.mark.parametrize("stored", ["", "not hex", "ab"])
def test_something_else_under_our_name_is_left_alone(shelf: Shelf, tmp_path: Path, stored: str) -> None:
    KeyringKeys(tmp_path).create()
    shelf.items = dict.fromkeys(shelf.items, stored)
    with pytest.raises(KeyUnavailable, match="something else"):
        KeyringKeys(tmp_path).load()


def test_a_key_in_memory_lives_as_long_as_its_object() -> None:
    keys = MemoryKeys()
    assert keys.load() is None
    assert keys.create() == keys.load()


def test_a_keys_name_differs_from_key_to_key_and_does_not_hold_it() -> None:
    one, two = MemoryKeys().create(), MemoryKeys().create()
    assert key_id(one) != key_id(two)
    assert key_id(one) == key_id(one)
    assert key_id(one) not in one.hex()
