"""Price lists in the form in which they are published."""

from __future__ import annotations

import json
from typing import Any

GPT_5 = {"id": "gpt-5", "match": {"equals": "gpt-5"}, "prices": {"input_mtok": 1, "output_mtok": 5}}


def providers(*models: dict[str, Any]) -> list[dict[str, Any]]:
    """The providers that every list names, with these models for the first."""
    names = ("openai", "anthropic", "google", "openrouter")
    listed = [{"id": name, "name": name, "api_pattern": f"https://api\\.{name}\\.com"} for name in names]
    return [{**listed[0], "models": list(models)}, *({**one, "models": []} for one in listed[1:])]


def listing(*models: dict[str, Any]) -> bytes:
    """A list with these models of OpenAI's."""
    return json.dumps(providers(*models)).encode()


def published() -> bytes:
    """A list in which gpt-5 costs one dollar and five."""
    return listing(GPT_5)
