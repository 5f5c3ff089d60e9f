"""The engine's own sentences in the window's language.

The engine speaks English. Its sentences are few and fixed but for what stands in `{braces}`; each is listed
as a template in app.engine_sentences, so that it can be recognised, translated and filled again. What is not
listed is shown as the engine wrote it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from app import cloud_sentences, download_sentences, egress_sentences, endpoint_sentences, policy_sentences
from app import engine_sentences as listed
from app.model_sentences import MODELS

TEMPLATES: tuple[str, ...] = tuple(
    str(text)
    for part in (
        listed.STATE,
        listed.RULES,
        listed.BUDGET,
        listed.CALLS,
        listed.LOG,
        MODELS,
        listed.FAILURES,
        endpoint_sentences.ENDPOINT,
        download_sentences.ERRANDS,
        download_sentences.DOWNLOADS,
        egress_sentences.EGRESS,
        cloud_sentences.SETTINGS,
        cloud_sentences.KEYS,
        cloud_sentences.EXPERTS,
        cloud_sentences.PRICES,
        cloud_sentences.HIDING,
        cloud_sentences.PROOF,
        cloud_sentences.WAYS,
        cloud_sentences.PREPARED,
        policy_sentences.RULES,
        policy_sentences.GRANTS,
        policy_sentences.CAPS,
        policy_sentences.ORGANISATION,
        policy_sentences.FILES,
        policy_sentences.TOOLS,
    )
    for text in part
)
LONGEST = 4_000
"""Characters of the longest text that is looked up; a longer one is no sentence of the engine's."""
MOST_SENTENCES = 8
_WORDS = frozenset(str(word) for word in listed.WORDS)
_PLACE = re.compile(r"\\\{(\w+)\\\}")
_SENTENCE_END = re.compile(r"(?<=[.:]) (?=[A-Z])")
_SPAN = re.compile(r"(\d+) to (\d+)")
_OPTIONAL = {"towards": r"(?P<towards>(?: to .+?)?)", "quoting": r"(?P<quoting>(?:, quoting .+?)?)"}
_CLOSING = ("。", "！", "？", "：", "）")


class _Template(NamedTuple):
    text: str
    start: str
    pattern: re.Pattern[str]


class _Found(NamedTuple):
    text: str
    fills: dict[str, str]


def _place(match: re.Match[str]) -> str:
    return _OPTIONAL.get(match[1], f"(?P<{match[1]}>.+?)")


def _template(text: str) -> _Template:
    pattern = re.compile(_PLACE.sub(_place, re.escape(text)), re.DOTALL)
    return _Template(text, text.partition("{")[0], pattern)


def _fixed_length(text: str) -> int:
    return len(re.sub(r"\{\w+\}", "", text))


_TEMPLATES = tuple(_template(text) for text in sorted(TEMPLATES, key=_fixed_length, reverse=True))


def in_words(text: str) -> str:
    """`text` of the engine in the language in force; itself where it is not made of TEMPLATES.

    What fills a template is a name, a figure or a clause; a clause that is a template too is translated.
    Of several sentences in a row those that are known are translated.
    """
    if len(text) > LONGEST:
        return text
    parts = _SENTENCE_END.split(text, MOST_SENTENCES - 1)
    found = _divided(parts)
    if found:
        return _joined([_said(one) for one in found])
    return _joined([in_words(part) for part in parts]) if len(parts) > 1 else text


def is_known(text: str) -> bool:
    """True where `text` is one of TEMPLATES, filled, or some of them in a row."""
    return bool(_divided(_SENTENCE_END.split(text, MOST_SENTENCES - 1)))


def _divided(parts: list[str]) -> list[_Found]:
    """The sentences that `parts` are, whole; empty where one is unknown. A fill may hold several parts."""
    tails: list[list[_Found] | None] = [None] * len(parts) + [[]]
    for start in reversed(range(len(parts))):
        for end in range(start + 1, len(parts) + 1):
            tail = tails[end]
            found = None if tail is None else _recognised(" ".join(parts[start:end]))
            if tail is not None and found is not None:
                tails[start] = [found, *tail]
                break
    return tails[0] or []


def _recognised(sentence: str) -> _Found | None:
    for template in _TEMPLATES:
        if sentence.startswith(template.start):
            match = template.pattern.fullmatch(sentence)
            if match:
                return _Found(template.text, match.groupdict())
    return None


def _said(found: _Found) -> str:
    fills = {place: _fill(place, text) for place, text in found.fills.items()}
    return QCoreApplication.translate("Engine", found.text).format(**fills)


def _fill(place: str, text: str) -> str:
    if place in ("fields", "part"):
        return ", ".join(
            QCoreApplication.translate("Engine", word) if word in _WORDS else word
            for word in text.split(", ")
        )
    if place == "origins":
        return QCoreApplication.translate("Engine", ", ").join(map(in_words, text.split(", ")))
    if place == "rows":
        span = QCoreApplication.translate("Engine", "{first} to {last}")
        return _SPAN.sub(lambda match: span.format(first=match[1], last=match[2]), text)
    return in_words(text)


def _joined(sentences: list[str]) -> str:
    """Sentences in a row: a space parts them, except after a full-width mark, which brings its own."""
    text = sentences[0]
    for sentence in sentences[1:]:
        text += sentence if text.endswith(_CLOSING) else f" {sentence}"
    return text
