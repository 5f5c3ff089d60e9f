"""Placeholders in the place of what is found in a request, conversation by conversation, and back again."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import replace

from engine.cloud import RedactionSettings
from engine.contracts import Outgoing, Replaced
from engine.errors import ToolProblem
from tools.egress.redaction.body import change_arguments, change_body, field_names
from tools.egress.redaction.finder import find
from tools.egress.redaction.placeholders import Placeholders
from tools.egress.redaction.spans import Span

Find = Callable[[str, Sequence[str], Collection[str]], tuple[Span, ...]]

_MOST_PASSES = 4
"""How often a text is looked through again: a replacement may let what stands beside it be seen."""


def redacted(text: str, dictionary: Sequence[str]) -> tuple[str, tuple[Span, ...]]:
    """`text` with placeholders, and what was found in it, by the rules that requests are searched by."""
    known = Placeholders()
    known.reserve((text,))
    spans = find(text, dictionary)
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
        finder: Find = find,
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
        finder: Find,
        known: Placeholders,
        originals: frozenset[str],
    ) -> None:
        self._settings = settings
        self._find = finder
        self._known = known
        self._originals = originals
        self._hit = False
        self._clean: set[str] = set()
        self.replaced: dict[str, Replaced] = {}
        self.kept: dict[str, Replaced] = {}

    def run(self, outgoing: Outgoing) -> Outgoing:
        """The request with placeholders, looked through until nothing is found. Raises ToolProblem."""
        self._each(outgoing, self._reserve)
        changed = outgoing
        for _ in range(_MOST_PASSES):
            self._hit = False
            changed = self._each(changed, self._replace)
            if not self._hit:
                break
        else:
            raise ToolProblem("Personal data in the request could not be replaced. Nothing was sent.")
        self._check_names(changed)
        return changed

    @staticmethod
    def _each(outgoing: Outgoing, change: Callable[[str], str]) -> Outgoing:
        """The request with `change` made to each of its texts; the very same where it changes none."""
        body = change_body(outgoing, change)
        search = outgoing.search
        if search is not None:
            search = change_arguments(search, change)
        if body == outgoing.body and search is outgoing.search:
            return outgoing
        return replace(outgoing, body=body, search=search)

    def _reserve(self, text: str) -> str:
        self._known.reserve((text,))
        return text

    def _replace(self, text: str) -> str:
        if text in self._clean:
            return text
        instead: list[tuple[Span, str]] = []
        for span in self._find(text, self._settings.dictionary, self._settings.off):
            original = text[span.start : span.end]
            if original in self._originals:
                self.kept[original] = Replaced(span.kind, original, "")
                continue
            self._hit = True
            whole = self._known.restore(original)
            placeholder = self._known.of(whole, span.kind)
            self.replaced[whole] = Replaced(span.kind, whole, placeholder)
            instead.append((span, placeholder))
        if not instead:
            self._clean.add(text)
        return put_in(text, instead)

    def _check_names(self, outgoing: Outgoing) -> None:
        """Raises ToolProblem where a field's name, which must stay, holds what should be replaced."""
        names = "\n".join(field_names(outgoing.body.decode("utf-8")))
        if any(
            names[span.start : span.end] not in self._originals
            for span in self._find(names, (), self._settings.off)
        ):
            raise ToolProblem(
                "Personal data stands in the name of a field of the request, where nothing can be put in its "
                "place. Nothing was sent."
            )
