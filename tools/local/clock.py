"""The tool `current_time`."""

from __future__ import annotations

import difflib
import functools
import zoneinfo
from collections.abc import Callable
from datetime import datetime, tzinfo

from engine.contracts import ToolOutput
from engine.errors import ToolProblem
from tools.contract import tool

Now = Callable[[tzinfo | None], datetime]


def system_now(zone: tzinfo | None) -> datetime:
    """The time in `zone`, or in this computer's own zone where that is None."""
    return datetime.now(zone) if zone else datetime.now().astimezone()


@tool(seconds=0.01)
def current_time(timezone: str = "", *, now: Now = system_now) -> ToolOutput:
    """Tell the current date, weekday and time.

    Args:
        timezone: IANA name such as Asia/Taipei. Leave it out for the user's own time.
    """
    wish = timezone.strip()
    zone = zoneinfo.ZoneInfo(_zone_name(wish)) if wish else None
    moment = now(zone)
    offset = moment.strftime("%z")
    name = str(zone) if zone else moment.tzname() or "local time"
    return ToolOutput(f"{moment:%A, %Y-%m-%d %H:%M:%S} ({name}, UTC{offset[:3]}:{offset[3:5]})")


@functools.cache
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in sorted(zoneinfo.available_timezones())}


def _zone_name(wish: str) -> str:
    zones = _zones()
    key = wish.replace(" ", "_").casefold()
    if key in zones:
        return zones[key]
    cities = [name for folded, name in zones.items() if folded.rpartition("/")[2] == key]
    if cities:
        return cities[0]
    near = difflib.get_close_matches(key, zones, n=3)
    hint = f" Did you mean {' or '.join(zones[name] for name in near)}?" if near else ""
    raise ToolProblem(
        f"There is no time zone called {wish[:60]!r}. Use an IANA name such as Europe/Berlin.{hint}"
    )
