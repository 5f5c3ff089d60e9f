"""What the call parser gives back."""

from __future__ import annotations

from dataclasses import dataclass

from engine.contracts import ToolCall


@dataclass(frozen=True, slots=True)
class ThinkingPiece:
    """More of the thinking."""

    text: str


@dataclass(frozen=True, slots=True)
class TextPiece:
    """More of the text that surely belongs to no call."""

    text: str


ParserEvent = ThinkingPiece | TextPiece


@dataclass(frozen=True, slots=True)
class Parsed:
    """All that the model wrote. `calls` are known and valid; `problems` are sentences for the model."""

    calls: tuple[ToolCall, ...]
    text: str
    thinking: str
    problems: tuple[str, ...]
