"""Mends one slip of small models while they write: an opening tag where a call should be closed."""

from __future__ import annotations

OPEN, CLOSE = "<tool_call>", "</tool_call>"


class CallTags:
    """Passes text on piece by piece; a second `<tool_call>` right after a call's JSON becomes `</tool_call>`.

    A call cannot begin inside a call, so nothing else could be meant. Text is held back only while it may
    still turn out to be that tag.
    """

    def __init__(self) -> None:
        self._inside = False
        self._tail = ""
        self._held = ""

    def feed(self, piece: str) -> str:
        """The text that may go out now."""
        return "".join(map(self._take, piece))

    def end(self) -> str:
        """What is still held back when nothing more comes."""
        held, self._held = self._held, ""
        return held

    def _take(self, character: str) -> str:
        if self._held or (character == "<" and self._inside and self._tail.rstrip().endswith("}")):
            self._held += character
            if self._held == OPEN:
                self._held = ""
                return self._out(CLOSE)
            if OPEN.startswith(self._held):
                return ""
            character, self._held = self._held, ""
        return self._out(character)

    def _out(self, text: str) -> str:
        self._tail = (self._tail + text)[-64:]
        if self._tail.endswith(CLOSE):
            self._inside = False
        elif self._tail.endswith(OPEN):
            self._inside = True
        return text
