"""The grants that outlive the program: one JSON file, written whole and durably, that fails closed."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from engine.errors import UserError
from engine.policy.views import Grant
from engine.whole_file import sync_folder, write_whole

VERSION = 1
LARGEST = 1024 * 1024
"""Bytes of the largest file that is read."""


class _Content(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    version: int
    grants: tuple[Grant, ...]


class GrantFile:
    """Grants in a file. Everything in one thread at a time; another program may read meanwhile."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> tuple[Grant, ...]:
        """What the file holds, nothing where there is none. Raises UserError where it cannot be used."""
        try:
            with self._path.open("rb") as file:
                content = msgspec.json.decode(file.read(LARGEST), type=_Content)
        except FileNotFoundError:
            return ()
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise self._unusable(str(error)) from error
        except OSError as error:
            raise self._unusable(error.strerror or str(error)) from error
        if content.version != VERSION:
            raise self._unusable(f"it has version {content.version}")
        return content.grants

    def save(self, grants: Sequence[Grant]) -> None:
        """Put these in the place of what the file holds, whole or not at all. Raises UserError."""
        content = msgspec.json.encode(_Content(version=VERSION, grants=tuple(grants)))
        with self._writing():
            write_whole(self._path, msgspec.json.format(content, indent=2))

    def clear(self) -> None:
        """Remove the file. Raises UserError."""
        with self._writing():
            self._path.unlink(missing_ok=True)
            sync_folder(self._path.parent)

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise UserError(
                f"The grants cannot be written to {self._path}: {error.strerror}.",
                "Free some space, or choose another folder with --home.",
            ) from error

    def _unusable(self, why: str) -> UserError:
        return UserError(
            f"The file {self._path} cannot be used: {why}.", "What it allowed is asked about again."
        )
