"""The clock."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone, tzinfo

import pytest

from engine.errors import ToolProblem
from tests.tools.conftest import run
from tools.contract import Local
from tools.local.clock import current_time, system_now

MOMENT = datetime(2025, 3, 5, 13, 4, 5, tzinfo=UTC)


def frozen(zone: tzinfo | None) -> datetime:
    return MOMENT.astimezone(zone or timezone(timedelta(hours=-3, minutes=-30), "NST"))


TOOL = Local(current_time, now=frozen)


@pytest.mark.parametrize(
    ("zone", "shown"),
    [
        ("", "Wednesday, 2025-03-05 09:34:05 (NST, UTC-03:30)"),
        ("UTC", "Wednesday, 2025-03-05 13:04:05 (UTC, UTC+00:00)"),
        ("Asia/Taipei", "Wednesday, 2025-03-05 21:04:05 (Asia/Taipei, UTC+08:00)"),
        ("asia/taipei", "Wednesday, 2025-03-05 21:04:05 (Asia/Taipei, UTC+08:00)"),
        (" Tokyo ", "Wednesday, 2025-03-05 22:04:05 (Asia/Tokyo, UTC+09:00)"),
        ("New York", "Wednesday, 2025-03-05 08:04:05 (America/New_York, UTC-05:00)"),
        ("Pacific/Auckland", "Thursday, 2025-03-06 02:04:05 (Pacific/Auckland, UTC+13:00)"),
    ],
)
def test_it_tells_weekday_date_time_and_zone(zone: str, shown: str) -> None:
    assert run(TOOL, {"timezone": zone} if zone else {}).content == shown


@pytest.mark.parametrize(
    "zone", ["Mars/Base", "../../etc/passwd", "/etc/localtime", "Europe/", "\0", "x" * 5000]
)
def test_an_unknown_zone_is_a_sentence(zone: str) -> None:
    with pytest.raises(ToolProblem, match="There is no time zone called"):
        run(TOOL, {"timezone": zone})


def test_a_misspelt_zone_brings_the_right_one_to_mind() -> None:
    with pytest.raises(ToolProblem, match=r"Did you mean .*Europe/Berlin"):
        run(TOOL, {"timezone": "Europe/Berln"})


def test_it_runs_on_the_computers_own_clock() -> None:
    shown = run(Local(current_time), {}).content
    assert re.fullmatch(r"\w+day, \d{4}-\d\d-\d\d \d\d:\d\d:\d\d \(.+, UTC[+-]\d\d:\d\d\)", shown)
    assert system_now(UTC).tzinfo is UTC
