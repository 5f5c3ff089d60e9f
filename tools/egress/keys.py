"""API keys in the operating system's keyring. Only the broker reads them; no message or log holds them."""

from __future__ import annotations

import keyring
from keyring.errors import KeyringError, KeyringLocked, NoKeyringError, PasswordDeleteError

from engine.errors import ToolProblem, UserError

SERVICE = "sordino"
"""The name under which the keyring files Sordino's API keys."""


def read_key(name: str) -> str:
    """The key called `name`. Raises ToolProblem where there is none, or no keyring that gives it."""
    try:
        key = keyring.get_password(SERVICE, name)
    except KeyringLocked as error:
        raise ToolProblem(
            "The keyring is locked, so the API key cannot be read. Unlock it and try again."
        ) from error
    except NoKeyringError as error:
        raise ToolProblem("This computer has no keyring that Sordino can read the API key from.") from error
    except KeyringError as error:
        raise ToolProblem("The keyring does not give the API key.") from error
    if not key:
        raise ToolProblem(f"The keyring holds no API key called {name!r}. Enter it in Preferences.")
    if not key.isascii() or not key.isprintable() or " " in key:
        raise ToolProblem(
            f"The API key called {name!r} holds characters that cannot be sent. Enter it again."
        )
    return key


def store_key(name: str, key: str) -> None:
    """File `key` under `name`; an empty key removes it. Raises UserError."""
    try:
        if key:
            keyring.set_password(SERVICE, name, key)
        else:
            _forget(name)
    except NoKeyringError as error:
        raise UserError(
            "This computer has no keyring, so the API key cannot be kept.",
            "Install one (for example GNOME Keyring or KWallet), or use an endpoint without a key.",
        ) from error
    except KeyringError as error:
        raise UserError(
            "The keyring does not take the API key.", "Unlock the keyring and try again."
        ) from error


def _forget(name: str) -> None:
    try:
        keyring.delete_password(SERVICE, name)
    except PasswordDeleteError:
        if keyring.get_password(SERVICE, name):
            raise
