"""API keys in a keyring of the test's own."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable, Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import (
    InitError,
    KeyringLocked,
    NoKeyringError,
    PasswordDeleteError,
    PasswordSetError,
)

from engine.errors import ToolProblem, UserError
from tools.egress.keys import SERVICE, NoKeyring, check_keyring, read_key, store_key

SECRET = "-".join(("sk", "123"))
"""A key that no line of source holds, so that a traceback shows it only where an error does."""


class Memory(KeyringBackend):
    """A keyring in memory that fails where `error` says so."""

    priority = 1

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None
        self.forgetful = False
        self.go_on: threading.Event | None = None

    def get_password(self, service: str, username: str) -> str | None:
        self._fail()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._fail()
        if not self.forgetful:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._fail()
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]

    def _fail(self) -> None:
        if self.go_on is not None:
            self.go_on.wait(20)
        if self.error is not None:
            raise self.error


@pytest.fixture
def ring() -> Iterator[Memory]:
    before = keyring.get_keyring()
    memory = Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def test_a_key_that_was_stored_is_read_again(ring: Memory) -> None:
    store_key("expert", "sk-123")
    assert read_key("expert") == "sk-123"
    assert ring.kept == {(SERVICE, "expert"): "sk-123"}


def test_an_empty_key_removes_the_stored_one_and_may_do_so_twice(ring: Memory) -> None:
    store_key("expert", "sk-123")
    store_key("expert", "")
    store_key("expert", "")
    assert ring.kept == {}


def test_a_missing_key_is_named(ring: Memory) -> None:
    with pytest.raises(ToolProblem, match="holds no API key called 'expert'"):
        read_key("expert")


@pytest.mark.parametrize("key", ["sk\n123", "sk 123", "schlüssel"])
def test_a_key_that_cannot_stand_in_a_header_is_refused_without_being_quoted(ring: Memory, key: str) -> None:
    store_key("expert", key)
    with pytest.raises(ToolProblem) as caught:
        read_key("expert")
    assert key not in str(caught.value)


@pytest.mark.parametrize(
    ("error", "word"),
    [
        (KeyringLocked(), "locked"),
        (NoKeyringError(), "no keyring"),
        (InitError(), "does not give"),
        (OSError("no bus"), "does not give"),
    ],
)
def test_a_keyring_that_gives_nothing_is_explained(ring: Memory, error: Exception, word: str) -> None:
    ring.error = error
    with pytest.raises(ToolProblem, match=word):
        read_key("expert")


@pytest.mark.parametrize("error", [PasswordSetError(SECRET), KeyringLocked(), OSError(SECRET)])
def test_a_keyring_that_takes_nothing_is_the_users_to_mend(ring: Memory, error: Exception) -> None:
    ring.error = error
    with pytest.raises(UserError) as caught:
        store_key("expert", SECRET)
    assert not isinstance(caught.value, NoKeyring)
    assert caught.value.way_out
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_where_there_is_no_keyring_that_is_an_error_of_its_own(ring: Memory) -> None:
    ring.error = NoKeyringError()
    asks: tuple[Callable[[], None], ...] = (
        lambda: store_key("expert", "sk-123"),
        lambda: store_key("expert", ""),
        check_keyring,
    )
    for ask in asks:
        with pytest.raises(NoKeyring, match="This computer has no keyring"):
            ask()


def test_a_keyring_that_forgets_at_once_is_none(ring: Memory) -> None:
    ring.forgetful = True
    with pytest.raises(NoKeyring):
        store_key("expert", "sk-123")


def test_whether_a_keyring_answers_is_found_without_reading_a_key(
    ring: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_key("expert", "sk-123")
    given: list[str | None] = []
    get = ring.get_password
    monkeypatch.setattr(ring, "get_password", lambda *names: given.append(get(*names)))
    check_keyring()
    assert given == [None]
    monkeypatch.undo()
    ring.error = KeyringLocked()
    with pytest.raises(UserError, match="does not answer"):
        check_keyring()


def test_a_slow_keyring_does_not_hold_the_desktop(ring: Memory) -> None:
    ring.go_on = threading.Event()
    asks: tuple[Callable[[], None], ...] = (
        lambda: store_key("expert", "sk-123", 0.1),
        lambda: check_keyring(0.1),
    )
    for ask in asks:
        with pytest.raises(UserError, match=r"did not answer within 0\.1 seconds") as caught:
            ask()
        assert caught.value.way_out
    ring.go_on.set()
    for thread in threading.enumerate():
        if thread.name == "egress-patience":
            thread.join(10)


def test_a_key_that_cannot_be_removed_is_not_called_removed(
    ring: Memory, monkeypatch: pytest.MonkeyPatch
) -> None:
    store_key("expert", "sk-123")

    def stuck(service: str, username: str) -> None:
        raise PasswordDeleteError("stuck")

    monkeypatch.setattr(ring, "delete_password", stuck)
    with pytest.raises(UserError):
        store_key("expert", "")
