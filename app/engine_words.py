"""The engine's own sentences in the window's language.

The engine speaks English. Its sentences are few and fixed but for what stands in `{braces}`; each is listed
here as a template, so that it can be recognised, translated and filled again. What is not listed is shown
as the engine wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

_LISTED = (
    QT_TRANSLATE_NOOP("Engine", "Local tools run freely."),
    QT_TRANSLATE_NOOP("Engine", "Offline"),
)
TEMPLATES: tuple[str, ...] = tuple(str(text) for text in _LISTED)
_PLACE = re.compile(r"\\\{(\w+)\\\}")


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile(_PLACE.sub(r"(?P<\1>.+?)", re.escape(template)), re.DOTALL)


_PATTERNS: Sequence[tuple[str, re.Pattern[str]]] = tuple(
    (template, _pattern(template)) for template in sorted(TEMPLATES, key=lambda text: text.count("{"))
)


def in_words(sentence: str) -> str:
    """`sentence` of the engine in the language in force; itself where it is not one of TEMPLATES."""
    for template, pattern in _PATTERNS:
        found = pattern.fullmatch(sentence)
        if found:
            return QCoreApplication.translate("Engine", template).format(**found.groupdict())
    return sentence


def is_known(sentence: str) -> bool:
    """True where `sentence` fits one of TEMPLATES."""
    return any(pattern.fullmatch(sentence) for _, pattern in _PATTERNS)
