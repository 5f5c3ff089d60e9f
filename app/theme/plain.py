"""Text from outside made safe to read: nothing invisible, nothing that turns the line around.

A model, a page or a file may hold characters that hide text or change its order (bidirectional overrides,
zero-width and tag characters, controls). They are shown by name, so that what is read is what is there.
"""

from __future__ import annotations

import unicodedata

KEPT = "\t"
HIDING = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
FILLERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and symbols by category that nonetheless draw nothing."""


def visible(text: str) -> str:
    """`text` with every hidden or reordering character written as `⟦U+202E⟧`; line breaks and tabs stay."""
    return "\n".join(
        line if line.isprintable() and FILLERS.isdisjoint(line) else "".join(map(_shown, line))
        for line in text.replace("\r\n", "\n").split("\n")
    )


def one_line(text: str, limit: int = 200) -> str:
    """`text` on one line: white space run together, hidden characters named, cut after `limit` characters."""
    short = " ".join(text[: limit * 4].split())
    shown = visible(short)
    if len(shown) > limit or len(text) > limit * 4:
        return shown[: limit - 1].rstrip() + "…"
    return shown


def _shown(character: str) -> str:
    if character == KEPT:
        return character
    if character in FILLERS or unicodedata.category(character) in HIDING:
        return f"⟦U+{ord(character):04X}⟧"
    return character
