"""Takes the API key out of an answer that quotes it: nobody but the broker is to read one.

Servers do so in errors ("wrong key: ...") and where they echo a request. What is masked keeps its length, so
that lengths which were announced still hold. A server that encodes the key in a way of its own, or spreads it
over the events of a stream, is not caught: it knows the key, and may tell it to anybody.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import quote, quote_plus

from engine.contracts import Incoming
from tools.egress.answers import Sink

_SHORTEST = 8
"""Characters of a key that is masked wherever it stands. A shorter one is a word ("none", "ollama"): it is
masked behind the name of its header or "Bearer" alone."""
_TELLING = 8
"""So many bytes of a key's beginning are masked where an answer ends with them."""


class Mask:
    """Finds one key in the forms in which answers quote it; an empty key is found nowhere.

    `header` is the one that the key goes out under, empty where it goes as a bearer token.
    """

    def __init__(self, key: str = "", header: str = "") -> None:
        quoted = list(_quoted(key, header)) if key else []
        forms = {form.encode() for text in quoted for form in _forms(text)}
        self._forms = sorted(forms, key=len, reverse=True)

    def __call__(self, data: bytes) -> bytes:
        """`data` without the key."""
        for form in self._forms:
            data = data.replace(form, b"*" * len(form))
        return data

    def begun(self, data: bytes) -> int:
        """How many of the last bytes of `data` may be the key's beginning."""
        return max((_begun(data, form) for form in self._forms), default=0)


class Masked:
    """Hands an answer on to `sink` without the key, also where the key lies across pieces of the body."""

    def __init__(self, sink: Sink, mask: Mask) -> None:
        self._sink = sink
        self._mask = mask
        self._held = b""

    def head(self, incoming: Incoming) -> None:
        headers = tuple((name, self._text(value)) for name, value in incoming.headers)
        self._sink.head(replace(incoming, headers=headers))

    def part(self, data: bytes) -> None:
        data = self._mask(self._held + data)
        end = len(data) - self._mask.begun(data)
        self._held = data[end:]
        if end:
            self._sink.part(data[:end])

    def end(self) -> None:
        """The answer is complete: what may have been a key's beginning goes on, or much of one is masked."""
        if self._held:
            self._sink.part(self._held if len(self._held) < _TELLING else b"*" * len(self._held))

    def _text(self, text: str) -> str:
        return self._mask(text.encode("latin-1")).decode("latin-1")


def _begun(data: bytes, form: bytes) -> int:
    """How many of the last bytes of `data` are a beginning of `form`, the whole of it aside."""
    tail = data[-(len(form) - 1) :]
    start = tail.find(form[:1])
    while start >= 0 and not form.startswith(tail[start:]):
        start = tail.find(form[:1], start + 1)
    return 0 if start < 0 else len(tail) - start


def _quoted(key: str, header: str) -> Iterator[str]:
    """What gives the key away where it stands in an answer."""
    if len(key) >= _SHORTEST:
        yield key
    elif not header:
        yield f"Bearer {key}"
    else:
        for name in (header, header.lower()):
            for between in (": ", '": "', '":"'):
                yield f"{name}{between}{key}"


def _forms(text: str) -> Iterator[str]:
    """`text` as it stands in plain text, JSON, URLs and HTML."""
    in_json = json.dumps(text)[1:-1]
    in_url = (quote(text), quote(text, safe=""), quote_plus(text))
    yield from (text, in_json, in_json.replace("/", "\\/"), html.escape(text), *in_url)
    yield from (_with_small_digits(form) for form in in_url)


def _with_small_digits(form: str) -> str:
    """A URL's escapes with hexadecimal digits in lower case."""
    first, *rest = form.split("%")
    return "%".join([first, *(part[:2].lower() + part[2:] for part in rest)])
