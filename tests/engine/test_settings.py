"""The settings file: written whole, read exactly, and carried over from earlier versions."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from engine import settings
from engine.cloud import CloudSettings, Expert, Provider, RedactionSettings
from engine.contracts import Money
from engine.errors import UserError
from engine.settings import Settings

CLOUD = CloudSettings(
    (Expert("claude", Provider.ANTHROPIC, "claude-x", key_name="expert:api.anthropic.com"),),
    {"reasoner-1": "claude"},
    ("mojeek", "brave"),
    "tw-tzh",
    "http://proxy.lan:3128",
    RedactionSettings(on=True, off=("ip",), dictionary=("Ada Lind", "林美麗")),
)


def test_what_was_saved_is_read(tmp_path: Path) -> None:
    path = tmp_path / "folder" / "settings.json"
    settings.save(path, Settings(cloud=CLOUD))
    assert settings.load(path) == Settings(cloud=CLOUD)


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    found = settings.load(tmp_path / "settings.json")
    assert found == Settings()
    assert found.cloud.engines == ("duckduckgo",)
    assert found.cloud.redaction.on
    assert found.cloud.proxy == ""


def test_the_one_expert_of_earlier_versions_is_carried_over(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    before: dict[str, Any] = {
        "base_url": "https://api.example.com/v1",
        "model": "large",
        "key_name": "expert:api.example.com",
        "price_in": 1_250_000,
        "price_out": None,
    }
    path.write_text(json.dumps({"expert": before, "language": "zh_TW"}))
    found = settings.load(path)
    (expert,) = found.cloud.experts
    assert expert == Expert(
        "expert",
        model="large",
        base_url=before["base_url"],
        key_name=before["key_name"],
        price_in=Money(1_250_000),
    )
    assert found.cloud.named() == {"expert-1": expert}
    assert found.language == "zh_TW"


def test_an_expert_that_was_never_configured_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text('{"expert": {"base_url": "", "model": ""}}')
    assert settings.load(path) == Settings()


@pytest.mark.parametrize(
    "content",
    ["[]", "{", '{"cloud": {"experts": [{"provider": "nobody"}]}}', '{"expert": 3, "x": 1}', '"\\ud800"'],
)
def test_a_file_that_cannot_be_used_says_so(tmp_path: Path, content: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(content)
    with pytest.raises(UserError, match="cannot be used"):
        settings.load(path)
