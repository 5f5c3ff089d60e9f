"""What a payload quotes, in words: how many phrases of which file or page, and in which argument."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from app.counted import Counted
from app.theme.plain import one_line
from engine.contracts import DataClass, Quote, Verdict

NAME_LIMIT = 60
MOST_QUOTES = 6
MARKS = frozenset(("private", "untrusted"))
ICONS = {"file": "file", "page": "external", "clipboard": "copy", "expert": "external"}


def verdict_lines(verdict: Verdict) -> list[tuple[str, str]]:
    """(icon, sentence) for each thing that the arguments quote, and for what the conversation has read."""
    return [*quote_lines(verdict), *mark_lines([verdict])]


def mark_lines(verdicts: Sequence[Verdict]) -> list[tuple[str, str]]:
    """(icon, sentence) for what the conversation of some calls has read, each once."""
    return label_words([mark for mark in MARKS if any(mark in verdict.labels for verdict in verdicts)])


def quote_lines(verdict: Verdict) -> list[tuple[str, str]]:
    """(icon, sentence) for each thing that the arguments quote: counted where it was counted."""
    counted = {quote.origin for quote in verdict.quotes}
    rest = [label for label in verdict.labels if label not in counted and label not in MARKS]
    lines = [(_icon(quote.origin), _quote_words(quote)) for quote in verdict.quotes[:MOST_QUOTES]]
    more = len(verdict.quotes) - MOST_QUOTES
    if more > 0:
        lines.append(("info", Counted().more_places(more)))
    return lines + label_words(rest)


def quotes_private(verdict: Verdict) -> bool:
    """True where private data is on the payload: then a yes covers nothing else."""
    return verdict.data in (DataClass.PRIVATE, DataClass.BOTH) or any(q.private for q in verdict.quotes)


def label_words(labels: Sequence[str]) -> list[tuple[str, str]]:
    """What a payload quotes: (icon, sentence). Empty where nothing but the user's own words is in it."""
    lines = []
    if "private" in labels:
        lines.append(
            ("lock", QCoreApplication.translate("consent", "Private data has been read in this conversation"))
        )
    if "untrusted" in labels:
        text = QCoreApplication.translate("consent", "Text from outside has been read in this conversation")
        lines.append(("warning", text))
    lines += [_origin(label) for label in labels if label not in MARKS and label != "typed"]
    return lines


def _quote_words(quote: Quote) -> str:
    """`3 phrases from taxes-2025.pdf, in “query”`."""
    if not quote.phrases:
        text = QCoreApplication.translate("consent", "Takes along: {source}")
        return text.format(source=_source(quote.origin))
    words = Counted().phrases(quote.phrases).format(source=_source(quote.origin))
    if not quote.argument:
        return words
    text = QCoreApplication.translate("consent", "{phrases}, in “{argument}”")
    return text.format(phrases=words, argument=one_line(quote.argument, NAME_LIMIT))


def _source(origin: str) -> str:
    kind, _, name = origin.partition(":")
    shown = one_line(name, NAME_LIMIT)
    if kind in ("file", "page"):
        return shown
    if kind == "clipboard":
        return QCoreApplication.translate("consent", "the clipboard")
    if kind == "expert":
        return QCoreApplication.translate("consent", "an answer of {name}").format(name=shown)
    if kind in ("tool", "server"):
        return QCoreApplication.translate("consent", "a result of {name}").format(name=shown)
    return one_line(origin, NAME_LIMIT)


def _icon(origin: str) -> str:
    kind = origin.partition(":")[0]
    return ICONS.get(kind, "box" if kind in ("tool", "server") else "info")


def _origin(label: str) -> tuple[str, str]:
    kind, _, name = label.partition(":")
    shown = one_line(name, NAME_LIMIT)
    if kind == "file":
        text = QCoreApplication.translate("consent", "Quotes the file {name}").format(name=shown)
    elif kind == "page":
        text = QCoreApplication.translate("consent", "Quotes a page of {name}").format(name=shown)
    elif kind == "clipboard":
        text = QCoreApplication.translate("consent", "Quotes the clipboard")
    elif kind == "expert":
        text = QCoreApplication.translate("consent", "Quotes an answer of {name}").format(name=shown)
    elif kind in ("tool", "server"):
        text = QCoreApplication.translate("consent", "Quotes a result of {name}").format(name=shown)
    else:
        text = one_line(label, NAME_LIMIT)
    return _icon(label), text
