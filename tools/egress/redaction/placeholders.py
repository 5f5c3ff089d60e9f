"""The placeholders of one conversation: which stands for what, and the way back."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tools.egress.redaction.finder import PLACEHOLDER


class Placeholders:
    """`[KIND_n]`, given once for each original and kept. Not safe to share between threads."""

    def __init__(self) -> None:
        self._by_original: dict[str, str] = {}
        self._originals: dict[tuple[str, int], str] = {}
        self._taken: set[tuple[str, int]] = set()
        self._last: dict[str, int] = {}

    def reserve(self, texts: Iterable[str]) -> None:
        """Never give a placeholder that one of `texts` holds already, in whatever spelling."""
        for text in texts:
            if "_" in text or "[" in text or "［" in text or "【" in text:
                self._taken.update(_key(*found) for found in PLACEHOLDER.findall(text))

    def of(self, original: str, kind: str) -> str:
        """The placeholder that stands for `original`; a new one where there is none yet."""
        if original not in self._by_original:
            name = kind.upper()
            number = self._last.get(name, 0) + 1
            while (name, number) in self._taken:
                number += 1
            self._last[name] = number
            self._originals[name, number] = original
            self._by_original[original] = f"[{name}_{number}]"
        return self._by_original[original]

    def restore(self, text: str, only: Collection[str] | None = None) -> str:
        """`text` with the originals put back, in one pass; what was never given stays.

        With `only`, the originals of these placeholders alone.
        """
        known = self._originals
        if only is not None:
            keys = {_key(*found) for each in only for found in PLACEHOLDER.findall(each)}
            known = {key: original for key, original in known.items() if key in keys}
        return PLACEHOLDER.sub(lambda found: known.get(_key(*found.groups()), found.group()), text)


def _key(name: str, number: str) -> tuple[str, int]:
    return name.upper().replace(" ", "_"), int(number)
