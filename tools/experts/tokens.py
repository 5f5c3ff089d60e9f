"""How many tokens an expert makes of a text: counted where its tokenizer is known, else bounded by bytes."""

from __future__ import annotations

import functools
import importlib.util
import re
import unicodedata
from importlib.machinery import PathFinder
from typing import Protocol

from engine.cloud import Expert, Provider

OVERHEAD = 256
"""Tokens that a provider may put around a whole request: its template and a system message of its own."""
MESSAGE_OVERHEAD = 16
"""Tokens around one message: its marks, its role and its name."""
_LONGEST_TOKEN_BYTES = 8
"""Few texts, in any language, take fewer tokens than one for so many bytes."""
_O200K = re.compile(r"(chatgpt-4o|gpt-4o|gpt-4\.1|gpt-4\.5|gpt-5|o[1-9])(?![0-9])")


class _Tokenizer(Protocol):
    def count(self, text: str) -> int: ...


def bound(expert: Expert, *texts: str) -> int:
    """The most tokens that a request with these messages can have. Never below the true count.

    A tokenizer that is not known makes no more tokens of a text than it has bytes in UTF-8, of the text
    itself or as it stands once characters were put into their compatible form (NFKC).
    """
    return OVERHEAD + sum(MESSAGE_OVERHEAD + _most(expert, text) for text in texts)


def estimate(expert: Expert, *texts: str) -> int:
    """About the fewest tokens that a request with these messages has, for the low end of a price."""
    return sum(_least(expert, text) for text in texts)


def _most(expert: Expert, text: str) -> int:
    counted = _counted(expert, text)
    return _bytes(text) if counted is None else counted


def _least(expert: Expert, text: str) -> int:
    counted = _counted(expert, text)
    return -(-len(_utf8(text)) // _LONGEST_TOKEN_BYTES) if counted is None else counted


def _counted(expert: Expert, text: str) -> int | None:
    """The tokens of a text by OpenAI's tokenizer; None where another one reads it, or it is no Unicode."""
    if expert.own or expert.provider is not Provider.OPENAI or not _O200K.match(expert.model.lower()):
        return None
    try:
        return _o200k().count(text)
    except UnicodeEncodeError:
        return None


@functools.cache
def _o200k() -> _Tokenizer:
    """The tokenizer, loaded when an OpenAI model is first used.

    Only the compiled part of bpe-openai is loaded: the package itself would read three vocabularies into
    dictionaries that nobody needs here, which takes six times as long and as much memory again.
    """
    package = importlib.util.find_spec("bpe_openai")
    assert package is not None
    found = PathFinder.find_spec("bpe_openai._bindings", package.submodule_search_locations)
    assert found is not None
    assert found.loader is not None
    compiled = importlib.util.module_from_spec(found)
    found.loader.exec_module(compiled)
    tokenizer: _Tokenizer = compiled.tokenizer_for_encoding("o200k_base")
    return tokenizer


def _bytes(text: str) -> int:
    composed = unicodedata.normalize("NFKC", text)
    # One more for the space that some tokenizers put before a text.
    return 1 + max(len(_utf8(text)), len(_utf8(composed)))


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
