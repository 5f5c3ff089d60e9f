"""Where the ledger's signing key lives: in the keyring of the operating system, never in a file."""

from __future__ import annotations

import hashlib
import secrets
from pathlib import Path
from typing import Protocol

import keyring

SERVICE = "sordino"
KEY_BYTES = 32


class KeyUnavailable(Exception):
    """The key cannot be had now. The text says why, as the end of a sentence for the user."""


class KeyProvider(Protocol):
    """A place that keeps one key of 32 bytes."""

    def load(self) -> bytes | None:
        """The key, or None where none was ever stored. Raises KeyUnavailable."""
        ...

    def create(self) -> bytes:
        """Make a key, store it, and return it. Raises KeyUnavailable."""
        ...


class KeyringKeys:
    """The key in the OS keyring, under the service `sordino` and a name of its own for each home folder."""

    def __init__(self, home: Path) -> None:
        self._name = f"ledger:{home.expanduser().resolve()}"

    def load(self) -> bytes | None:
        stored = self._read()
        if stored is None:
            return None
        try:
            key = bytes.fromhex(stored)
        except ValueError:
            key = b""
        if len(key) != KEY_BYTES:
            raise KeyUnavailable("the keyring holds something else in the place of Sordino's key")
        return key

    def create(self) -> bytes:
        key = secrets.token_bytes(KEY_BYTES)
        try:
            keyring.set_password(SERVICE, self._name, key.hex())
        except Exception as error:
            # As in _read: a backend may raise anything.
            raise KeyUnavailable(_reason(error)) from error
        if self._read() != key.hex():
            raise KeyUnavailable("the keyring did not keep the key")
        return key

    def _read(self) -> str | None:
        try:
            return keyring.get_password(SERVICE, self._name)
        except Exception as error:
            # Backends raise whatever their platform library raises, far beyond keyring.errors.
            raise KeyUnavailable(_reason(error)) from error


class MemoryKeys:
    """A key that lives as long as this object: for tests, and for runs that keep nothing."""

    def __init__(self, key: bytes | None = None) -> None:
        self._key = key

    def load(self) -> bytes | None:
        return self._key

    def create(self) -> bytes:
        self._key = secrets.token_bytes(KEY_BYTES)
        return self._key


class NoKeys:
    """No place to keep a key: the ledger stays unsigned, and says so with `reason`."""

    def __init__(self, reason: str = "no keyring is in use") -> None:
        self._reason = reason

    def load(self) -> bytes | None:
        raise KeyUnavailable(self._reason)

    def create(self) -> bytes:
        raise KeyUnavailable(self._reason)


def key_id(key: bytes) -> str:
    """A short public name of a key: 16 hex digits that do not tell the key."""
    return hashlib.sha256(b"sordino ledger key\0" + key).hexdigest()[:16]


def _reason(error: Exception) -> str:
    if isinstance(error, keyring.errors.NoKeyringError):
        return "this computer offers no keyring"
    if isinstance(error, keyring.errors.KeyringLocked):
        return "the keyring is locked"
    return f"the keyring does not work ({type(error).__name__})"
