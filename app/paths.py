"""Where the program keeps its things: one folder under `--home`, the platform's own folders without it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import platformdirs

if sys.platform == "win32":
    import winreg

from engine.errors import UserError

NAME = "sordino"


@dataclass(frozen=True, slots=True)
class Home:
    """The folders of one installation. `data` holds databases and models, `config` the settings file.

    `cache` holds what can be made again: measured speeds, states of the model.
    """

    data: Path
    config: Path
    cache: Path

    @classmethod
    def of(cls, chosen: str) -> Home:
        """The folder that was chosen, by argument or by SORDINO_HOME; else the platform's own."""
        folder = chosen or os.environ.get("SORDINO_HOME", "")
        if folder:
            root = Path(folder).expanduser().absolute()
            return cls(root, root, root / "cache")
        return cls(
            platformdirs.user_data_path(NAME),
            platformdirs.user_config_path(NAME),
            platformdirs.user_cache_path(NAME),
        )

    @property
    def settings(self) -> Path:
        return self.config / "settings.json"

    @property
    def ledger(self) -> Path:
        return self.data / "ledger.db"

    @property
    def anchor(self) -> Path:
        return self.data / "ledger.head"

    @property
    def conversations(self) -> Path:
        return self.data / "conversations.db"

    @property
    def notes(self) -> Path:
        return self.data / "notes.db"

    @property
    def own_models(self) -> Path:
        """This home's model folder: the only one that files are put into or removed from."""
        return self.data / "models"

    @property
    def models(self) -> Path:
        """The folder to load from: this home's, or the platform's while this one is empty."""
        own, shared = self.own_models, platformdirs.user_data_path(NAME) / "models"
        return own if any(own.glob("*.gguf*")) or not any(shared.glob("*.gguf")) else shared

    @property
    def crashes(self) -> Path:
        return self.data / "crashes"

    @property
    def lock(self) -> Path:
        return self.data / "sordino.lock"

    @property
    def grants(self) -> Path:
        return self.data / "grants.json"

    @property
    def prices(self) -> Path:
        """The price list that the user had fetched."""
        return self.data / "prices.json"

    @property
    def expert_times(self) -> Path:
        """How long experts took."""
        return self.cache / "experts.json"

    @property
    def policies(self) -> tuple[Path, ...]:
        """Where an organisation's policy may lie: for this computer, and for this home. Both only narrow."""
        return system_policy(), self.data / "policy.json"

    @property
    def model_log(self) -> Path:
        return self.data / "model.log"

    def prepare(self) -> None:
        """Make the folders, readable by the user alone. Raises UserError where that cannot be done."""
        for folder in (self.data, self.config, self.data / "models"):
            try:
                folder.mkdir(parents=True, exist_ok=True, mode=0o700)
                probe = folder / ".writable"
                probe.touch()
                probe.unlink()
            except OSError as error:
                raise UserError(
                    f"Sordino cannot write to its folder {folder}: {error.strerror}.",
                    "Choose another one with --home DIR, or free some space.",
                ) from error


def system_policy() -> Path:
    """The policy file for all users of this computer. No environment variable moves it."""
    if sys.platform == "win32":
        return _program_data() / "Sordino" / "policy.json"
    if sys.platform == "darwin":
        return Path("/Library/Application Support/Sordino/policy.json")
    return Path("/etc/sordino/policy.json")


if sys.platform == "win32":

    def _program_data() -> Path:
        """The folder %PROGRAMDATA% as the registry knows it, which only an administrator can change."""
        key = r"SOFTWARE\Microsoft\Windows\CurrentVersion\Explorer\Shell Folders"
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, key) as opened:
                folder, _ = winreg.QueryValueEx(opened, "Common AppData")
        except OSError:
            folder = ""
        return Path(folder or r"C:\ProgramData")
