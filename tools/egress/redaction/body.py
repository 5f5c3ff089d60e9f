"""The texts inside a request's body and a search's arguments, each to be changed in its own place."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from urllib.parse import unquote_plus

from engine.contracts import Outgoing
from engine.errors import ToolProblem
from tools.egress.forms import form_body
from tools.egress.redaction.json_texts import is_json, parts_of, written_as_string
from tools.egress.redaction.telling import in_words, is_secret
from tools.egress.redaction.texts import Found, Hole, Parts, Text

_FORM = "application/x-www-form-urlencoded"
_BOM = "\ufeff"
_SHORT = 400
"""The longest value of a form, in characters, that is read together with its field's name."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A request in pieces: change the texts in `found`, and put them back."""

    found: Found
    body: Text | Parts
    search: dict[str, Text | Parts]

    def put(self, outgoing: Outgoing) -> Outgoing:
        """The request that was read, with its texts as they are now; every other byte stays."""
        search = outgoing.search
        if search is not None:
            search = {**search, **{name: text.written() for name, text in self.search.items()}}
        return replace(outgoing, body=self.body.written().encode("utf-8"), search=search)


def read(outgoing: Outgoing) -> Reading:
    """The texts of a request. Raises ToolProblem for a body that is no text, or not of the form it names."""
    try:
        text = outgoing.body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ToolProblem(
            "The request is no text, so it cannot be searched for personal data. Nothing was sent."
        ) from error
    found = Found()
    body = _body(text, _kind(outgoing), found)
    arguments = (outgoing.search or {}).items()
    search = {name: parts_of(value, found, free=True) for name, value in arguments if isinstance(value, str)}
    return Reading(found, body, search)


def _kind(outgoing: Outgoing) -> str:
    """The media type that the request names, in lower case; empty where it names none."""
    named = next((value for name, value in outgoing.headers if name.lower() == "content-type"), "")
    return named.partition(";")[0].strip().lower()


def _body(text: str, kind: str, found: Found) -> Text | Parts:
    if kind == _FORM:
        return _form(text, found)
    bare = text.removeprefix(_BOM)
    write: Callable[[str, str], str] = _as_it_is
    if kind.endswith("json") and bare and not is_json(bare):
        if not _is_scalar(bare):
            raise ToolProblem(
                "The request says that it is JSON and is not, so it cannot be searched for personal data. "
                "Nothing was sent."
            )
        write = written_as_string
    return Parts([text[: len(text) - len(bare)], Hole(bare, bare, parts_of(bare, found, free=False), write)])


def _is_scalar(text: str) -> bool:
    """True for a number of JSON, or one of its words, alone."""
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def _as_it_is(_: str, value: str) -> str:
    return value


def _form(text: str, found: Found) -> Parts:
    pieces: list[str | Hole] = []
    for field in text.split("&"):
        written_name, sign, written = field.partition("=")
        name, value = _meaning(written_name), _meaning(written)
        found.names.add(name)
        read_with = in_words(name) if len(value) <= _SHORT else ""
        inner = parts_of(value, found, free=True, name=read_with, secret=is_secret(name, value))
        pieces += ("&", Hole(field, value, inner, partial(_field, f"{written_name}{sign}")))
    return Parts(pieces[1:])


def _meaning(written: str) -> str:
    return unquote_plus(written, errors="surrogateescape")


def _field(before: str, _: str, value: str) -> str:
    return before + form_body({"": value}).decode("ascii")[1:]
