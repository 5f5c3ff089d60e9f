"""API keys in the operating system's keyring. Only the broker reads them; no message or log holds them.

A keyring may wait for its user, or for a service that does not answer: whoever asks it sets a limit.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import keyring
from keyring.errors import KeyringLocked, NoKeyringError, PasswordDeleteError

from engine.errors import ToolProblem, UserError
from tools.egress.patience import Overdue, within
from tools.egress.run_keys import check_key

SERVICE = "sordino"
"""The name under which the keyring files Sordino's API keys."""

_NOBODYS = "no key"
"""A name under which no key is filed."""

_PATIENCE_S = 60.0
"""How long the desktop waits: the keyring may ask for its password."""

_T = TypeVar("_T")


class NoKeyring(UserError):
    """There is no keyring to keep a key in. It may be kept for this run."""

    def __init__(self) -> None:
        super().__init__(
            "This computer has no keyring, so the API key cannot be kept.",
            "Install one (for example GNOME Keyring or KWallet), or use an endpoint without a key.",
        )


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
    except Exception as error:  # back ends raise what their own libraries raise
        raise ToolProblem("The keyring does not give the API key.") from error
    if not key:
        raise ToolProblem(f"The keyring holds no API key called {name!r}. Enter it in Preferences.")
    return check_key(name, key)


def check_keyring(patience_s: float = _PATIENCE_S) -> None:
    """See that a keyring answers; no key is read for it. Raises UserError, NoKeyring among them."""
    _asked(lambda: keyring.get_password(SERVICE, _NOBODYS), "does not answer", patience_s)


def store_key(name: str, key: str, patience_s: float = _PATIENCE_S) -> None:
    """File `key` under `name`; an empty key removes it. Raises UserError, NoKeyring among them."""
    if not key:
        _asked(lambda: _forget(name), "does not take the API key", patience_s)
        return

    def keep() -> bool:
        keyring.set_password(SERVICE, name, key)
        return keyring.get_password(SERVICE, name) == key

    if not _asked(keep, "does not take the API key", patience_s):
        raise NoKeyring


def _asked(work: Callable[[], _T], refusal: str, patience_s: float) -> _T:
    """The keyring's answer. What it raises is not passed on, since it might quote a key."""
    try:
        return within(patience_s, work)
    except NoKeyringError:
        raise NoKeyring from None
    except Overdue as error:
        raise UserError(
            f"The keyring did not answer within {error.words} seconds.", "Unlock the keyring and try again."
        ) from None
    except Exception:  # noqa: BLE001 back ends raise what their own libraries raise
        raise UserError(f"The keyring {refusal}.", "Unlock the keyring and try again.") from None


def _forget(name: str) -> None:
    try:
        keyring.delete_password(SERVICE, name)
    except PasswordDeleteError:
        if keyring.get_password(SERVICE, name):
            raise
