"""Which format a provider speaks."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cloud import Provider
from tools.experts.formats.completions import Completions
from tools.experts.formats.gemini import Gemini
from tools.experts.formats.messages import Messages
from tools.experts.formats.port import Format

FORMATS: Mapping[Provider, Format] = {
    Provider.OPENAI: Completions(),
    Provider.ANTHROPIC: Messages(),
    Provider.GOOGLE: Gemini(),
    Provider.OPENROUTER: Completions(),
    Provider.COMPATIBLE: Completions(),
}
