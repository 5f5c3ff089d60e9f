"""Parts the thinking from an answer that begins with it in `<think>` tags, as some servers leave it there."""

from __future__ import annotations

from collections.abc import Iterator

_BEGIN, _END = "<think>", "</think>"


class ThinkTags:
    """Takes an answer as it comes; tags that do not stand at its very beginning are words like any other."""

    def __init__(self) -> None:
        self._held = ""
        self._thinking: bool | None = None

    def feed(self, words: str) -> Iterator[tuple[str, bool]]:
        """What is sure of it by now, each piece with True where it is thinking. Pieces may be empty."""
        words, self._held = self._held + words, ""
        if self._thinking is None:
            begun = words.lstrip()
            if len(begun) < len(_BEGIN) and _BEGIN.startswith(begun):
                self._held = words
                return
            self._thinking = begun.startswith(_BEGIN)
            words = begun.removeprefix(_BEGIN) if self._thinking else words
        if self._thinking:
            thought, end, words = words.partition(_END)
            if not end:
                cut = _overlap(thought)
                self._held = thought[len(thought) - cut :]
                yield thought[: len(thought) - cut], True
                return
            self._thinking = False
            yield thought, True
        yield words, False

    def finish(self) -> list[str]:
        """What was held back for a tag that never came, where it is words."""
        held, self._held = self._held, ""
        return [held] if held and not self._thinking else []


def _overlap(words: str) -> int:
    """How many characters at the end may be the beginning of the end's tag."""
    return next((size for size in range(len(_END) - 1, 0, -1) if words.endswith(_END[:size])), 0)
