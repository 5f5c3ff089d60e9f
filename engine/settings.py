"""Settings, declared once: type, default and bounds. The file is JSON, written whole, and fails closed."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import msgspec

from engine.cloud import CloudSettings
from engine.contracts import Caps, Latency, Money, Preferences, Privacy
from engine.errors import UserError
from engine.model.port import EndpointSettings, ModelOptions
from engine.whole_file import write_whole

Language = Literal["system", "en", "zh_TW", "zh_CN"]
Appearance = Literal["system", "light", "dark"]


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that the user can set. Money in micro-dollars, time in seconds."""

    preferences: Preferences = msgspec.field(default_factory=Preferences)
    folders: tuple[str, ...] = ()
    model_path: str = ""
    model_options: ModelOptions = msgspec.field(default_factory=ModelOptions)
    model_mirrors: tuple[str, ...] = ()
    """Addresses of the user's own under which model files lie by their names, tried before the hub."""
    accepted_licences: tuple[str, ...] = ()
    """Ids of the catalogue's models whose licence the user has accepted."""
    accepted_altered: tuple[str, ...] = ()
    """The sha256 of each altered model file whose risks the user has accepted."""
    endpoint: EndpointSettings = msgspec.field(default_factory=EndpointSettings)
    cloud: CloudSettings = msgspec.field(default_factory=CloudSettings)
    search_url: str = ""
    language: Language = "system"
    appearance: Appearance = "system"
    question_deadline_s: Annotated[float, msgspec.Meta(ge=5, le=3600)] = 120.0


STRICT = Settings(
    preferences=Preferences(
        privacy=Privacy.LOCAL_ONLY,
        latency=Latency.BALANCED,
        caps=Caps(Money(0), Money(0), Money(0), Money(0)),
        offline=True,
    )
)
"""What holds while the settings file cannot be read: nothing leaves, nothing costs."""


def load(path: Path) -> Settings:
    """Settings from `path`, the defaults where there is no such file. Raises UserError on a broken one."""
    try:
        return msgspec.convert(_as_now(msgspec.json.decode(path.read_bytes())), type=Settings)
    except FileNotFoundError:
        return Settings()
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise UserError(
            f"The settings file {path} cannot be used: {error}.",
            "Mend it or move it away. Until then Sordino stays offline and local.",
        ) from error
    except OSError as error:
        raise UserError(f"The settings file {path} cannot be read: {error.strerror}.") from error


def _as_now(content: object) -> object:
    """The file's content as it is written today: there was one expert once, under a name of its own."""
    if not isinstance(content, dict) or "expert" not in content:
        return content
    before = content["expert"]
    after = {name: value for name, value in content.items() if name != "expert"}
    if isinstance(before, dict) and before.get("base_url") and "cloud" not in after:
        after["cloud"] = {"experts": [{"id": "expert", **before}]}
    return after


def save(path: Path, settings: Settings) -> None:
    """Write `settings` whole or not at all. Raises UserError."""
    content = msgspec.json.format(msgspec.json.encode(settings), indent=2)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        write_whole(path, content)
    except OSError as error:
        raise UserError(
            f"The settings cannot be written to {path}: {error.strerror}.",
            "Free some space, or choose another folder with --home.",
        ) from error
