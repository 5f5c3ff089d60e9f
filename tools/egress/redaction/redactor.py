"""Placeholders in the place of what is found in a request, conversation by conversation, and back again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from engine.cloud import RedactionSettings
from engine.contracts import Outgoing, Replaced
from engine.errors import ToolProblem
from tools.egress.redaction.body import read
from tools.egress.redaction.dictionary import Index
from tools.egress.redaction.finder import find, find_again, find_all, together
from tools.egress.redaction.placeholders import Placeholders
from tools.egress.redaction.spans import Span, joined
from tools.egress.redaction.texts import Text

FindAll = Callable[[Sequence[str], Sequence[str], Collection[str]], list[tuple[Span, ...]]]

_MOST_PASSES = 4
"""How often a text is looked through again: a replacement may let what stands beside it be seen."""

_SHORTEST_ALONE = 6
"""Of how many characters is the shortest text in which a rule finds anything by itself."""
_QUOTES = "\"'` "


def redacted(text: str, dictionary: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """`text` with placeholders, and what was found in it, by the rules that requests are searched by."""
    known = Placeholders()
    known.reserve((text,))
    spans = find(text, dictionary)
    for span in spans:
        known.of(text[span.start : span.end], span.kind)
    spans = joined((*spans, *find_again(text, Index(known.told()))))
    return put_in(text, [(span, known.of(text[span.start : span.end], span.kind)) for span in spans]), spans


def put_in(text: str, instead: Iterable[tuple[Span, str]]) -> str:
    """`text` with each span, in their order, replaced by what stands beside it."""
    pieces: list[str] = []
    place = 0
    for span, words in instead:
        pieces += (text[place : span.start], words)
        place = span.end
    return "".join(pieces) + text[place:]


class Redactions:
    """Redacts by the settings of the moment. May be used from any thread; what it knows is in memory only."""

    def __init__(
        self,
        settings: Callable[[], RedactionSettings],
        finder: FindAll = find_all,
    ) -> None:
        self._settings = settings
        self._find = finder
        self._lock = threading.Lock()
        self._conversations: dict[str, Placeholders] = {}

    def redact(
        self, outgoing: Outgoing, conversation_id: str, originals: Collection[str] = ()
    ) -> tuple[Outgoing, tuple[Replaced, ...], tuple[Replaced, ...]]:
        """The request with placeholders, what they stand for, and what was found and stays as it is.

        URL and headers stay. Raises ToolProblem where the scan failed or its outcome does not fit in.
        """
        settings = self._settings()
        if not settings.on:
            return outgoing, (), ()
        with self._lock:
            known = self._conversations.setdefault(conversation_id, Placeholders())
            work = _Work(settings, self._find, known, frozenset(originals))
            try:
                changed = work.run(outgoing)
            except ToolProblem:
                raise
            except Exception as error:
                raise ToolProblem(
                    "The search for personal data in the request failed. Nothing was sent."
                ) from error
        return changed, tuple(work.replaced.values()), tuple(work.kept.values())

    def restore(self, text: str, conversation_id: str, only: Collection[str] | None = None) -> str:
        """`text` with the originals in the place of the conversation's placeholders, or of `only` these."""
        with self._lock:
            known = self._conversations.get(conversation_id)
            return text if known is None else known.restore(text, only)

    def forget(self, conversation_id: str) -> None:
        """Drop what the conversation's placeholders stand for. One that is unknown is no error."""
        with self._lock:
            self._conversations.pop(conversation_id, None)


class _Work:
    """One request."""

    def __init__(
        self,
        settings: RedactionSettings,
        finder: FindAll,
        known: Placeholders,
        originals: frozenset[str],
    ) -> None:
        self._settings = settings
        self._find = finder
        self._known = known
        self._originals = originals
        self._clean: set[tuple[str, str]] = set()
        self.replaced: dict[str, Replaced] = {}
        self.kept: dict[str, Replaced] = {}

    def run(self, outgoing: Outgoing) -> Outgoing:
        """The request with placeholders, looked through until nothing is found. Raises ToolProblem."""
        reading = read(outgoing)
        self._known.reserve(text.value for text in reading.found.texts)
        for _ in range(_MOST_PASSES):
            if not self._replace(reading.found.texts):
                break
            outgoing = reading.put(outgoing)
            reading = read(outgoing)
        else:
            raise ToolProblem("Personal data in the request could not be replaced. Nothing was sent.")
        self._check_names(reading.found.names)
        return outgoing

    def _replace(self, texts: list[Text]) -> bool:
        """Change each text in which something is found; False where there is none."""
        found = self._spans(texts)
        for text, spans in zip(texts, found, strict=True):
            for span in spans:
                self._placeholder(text.value[span.start : span.end], span.kind)
        again = self._again([text.value for text in texts])
        hit = False
        for text, spans, more in zip(texts, found, again, strict=True):
            instead = self._instead(text.value, joined((*spans, *more)) if more else spans)
            if instead:
                text.value = put_in(text.value, instead)
                hit = True
        return hit

    def _instead(self, text: str, spans: Iterable[Span]) -> list[tuple[Span, str]]:
        instead: list[tuple[Span, str]] = []
        for span in spans:
            original = text[span.start : span.end]
            placeholder = self._placeholder(original, span.kind)
            if placeholder:
                whole = self._known.restore(original)
                self.replaced[whole] = Replaced(span.kind, whole, placeholder)
                instead.append((span, placeholder))
        return instead

    def _placeholder(self, original: str, kind: str) -> str:
        """What stands for `original`; empty where the user wants it to be sent as it is."""
        if original in self._originals:
            self.kept[original] = Replaced(kind, original, "")
            return ""
        return self._known.of(self._known.restore(original), kind)

    def _again(self, values: list[str]) -> list[tuple[Span, ...]]:
        """Where the texts hold what was found before, there or elsewhere in the conversation."""
        told = [
            (original, kind)
            for original, kind in self._known.told()
            if kind not in self._settings.off and original not in self._originals
        ]
        if not told:
            return [()] * len(values)
        index = Index(told)
        return together(values, lambda text: find_again(text, index))

    def _spans(self, texts: list[Text]) -> list[tuple[Span, ...]]:
        """What is found in each text, by itself and behind its field's name, as in `password: x`."""
        asked: list[str] = []
        for text in texts:
            if self._is_whole(text) or (text.name, text.value) in self._clean:
                continue
            if text.name:
                asked.append(_behind_name(text))
            if not text.name or len(text.value) >= _SHORTEST_ALONE:
                asked.append(text.value)
        found = self._find(asked, self._settings.dictionary, self._settings.off)
        by_text = dict(zip(asked, found, strict=True))
        return [self._of(text, by_text) for text in texts]

    def _of(self, text: Text, found: dict[str, tuple[Span, ...]]) -> tuple[Span, ...]:
        if self._is_whole(text):
            return (Span(0, len(text.value), "password"),)
        spans = found.get(text.value, ())
        named = found.get(_behind_name(text), ()) if text.name else ()
        if named:
            spans = joined((*spans, *_by_name(text, spans, named)))
        if not spans:
            self._clean.add((text.name, text.value))
        return spans

    def _is_whole(self, text: Text) -> bool:
        return text.secret and "password" not in self._settings.off

    def _check_names(self, names: Collection[str]) -> None:
        """Raises ToolProblem where a field's name, which must stay, holds what should be replaced."""
        ordered = sorted(names)
        for name, spans in zip(ordered, self._find(ordered, (), self._settings.off), strict=True):
            if any(name[span.start : span.end] not in self._originals for span in spans):
                raise ToolProblem(
                    "Personal data stands in the name of a field of the request, where nothing can be put in "
                    "its place. Nothing was sent."
                )


def _behind_name(text: Text) -> str:
    return f"{text.name}: {text.value}"


def _by_name(text: Text, alone: tuple[Span, ...], found: tuple[Span, ...]) -> Iterator[Span]:
    """What was found in `text` behind its field's name.

    A password that is found only there, and begins the text, is the whole of it: it may hold any sign.
    """
    name = len(_behind_name(text)) - len(text.value)
    for span in found:
        if span.end <= name:
            continue
        start, end = max(span.start - name, 0), span.end - name
        told = all(other.start > start or other.end < end for other in alone)
        if span.kind == "password" and told and not text.value[:start].strip(_QUOTES):
            yield Span(0, len(text.value), span.kind)
        else:
            yield Span(start, end, span.kind)
