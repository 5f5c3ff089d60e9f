"""Which texts an argument quotes: whole, or a few words of them, or something in them that names one thing.

Case, accents, punctuation and spacing make no difference, nor does the encoding of a URL, Base64 or
hexadecimal digits. A few words are three in a row that are not all filler, or two names in a row, or four
characters of Chinese or Japanese. Codes, addresses and numbers of four digits and more that are no year count
alone.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple
from urllib.parse import unquote_plus

_HAN = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
_HAN += "\U00020000-\U0003ffff"
_SEA = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
_TOKEN = re.compile(rf"[{_HAN}{_SEA}]|[^\W_{_HAN}{_SEA}]+")
_IS_HAN = re.compile(f"[{_HAN}]")
_IS_SEA = re.compile(f"[{_SEA}]")
_HIRAGANA = re.compile("[\u3040-\u309f]")
_MAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")
_PART = re.compile(r"([A-Za-z0-9]+)(?:([ .,'’/\-])(?=[A-Za-z0-9]))?")
_IN_CODES, _IN_NUMBERS = " .,'’/-", ".,'’"
_ENCODED = re.compile(r"[A-Za-z0-9+/_\-]{16,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
_WORDS, _HAN_CHARACTERS, _SEA_CHARACTERS = 3, 4, 9
_FILLER_WORDS = """
    a about after all also am an and any are as at be because been before being but by can com could
    dear did do does doing done for from get had has have he her here him his how html http https i
    if in into is it its just let like may me might more most my no not now of off on one only or
    org other our out over please shall she should so some such than thank thanks that the their
    them then there these they this those to too up us very was we were what when where which while
    who whom whose why will with would www yes you your der die das und ist nicht ein eine mit von
    zu für auf im in den dem des es ich sie wir le la les de des du un une et est pas que qui pour
    dans sur il elle je nous vous el los las y en una por con para no se su al lo
"""
_FILLER_CHARACTERS = (
    "的了是在我你他她它們们這这那有和就不人都一個个上也很到說说要去會会著着沒没看好自己"
    "為为什麼么怎嗎吗呢吧請请與与及或之而被把讓让從从向對对"
)
_FILLER = frozenset(_FILLER_WORDS.split()) | frozenset(_FILLER_CHARACTERS)


class _Token(NamedTuple):
    text: str
    window: int
    content: bool
    name: bool


@dataclass(frozen=True, slots=True)
class Quotable:
    """A text in the form in which quotes of it are found; `whole` where it is shorter than a few words."""

    pieces: frozenset[int]
    whole: tuple[str, ...] = ()

    @classmethod
    def of(cls, text: str) -> Quotable:
        """The pieces of `text`. Takes time in proportion to its length."""
        plain = _plain(text)
        tokens = list(_tokens(plain))
        short = tuple(token.text for token in tokens) if _is_short(tokens) else ()
        return cls(frozenset(_pieces(plain, tokens)) | frozenset(_pairs(tokens, names=True)), short)


class Query:
    """The arguments of one call, to be held against many texts."""

    def __init__(self, arguments: object) -> None:
        plain = _plain(" \n ".join(_variants(list(_texts(arguments)))))
        tokens = list(_tokens(plain))
        self._pieces = frozenset(_pieces(plain, tokens)) | frozenset(_pairs(tokens, names=False))
        words = [token.text for token in tokens]
        self._runs = {
            tuple(words[i : i + n]) for n in range(1, _HAN_CHARACTERS) for i in range(len(words) - n + 1)
        }

    def quotes(self, text: Quotable) -> bool:
        """True where the arguments hold a piece of `text`, or all of it."""
        return not self._pieces.isdisjoint(text.pieces) or text.whole in self._runs


def _texts(arguments: object) -> Iterator[str]:
    """All strings and numbers in the arguments, in order; the keys come last."""
    keys: list[str] = []
    waiting = [arguments]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, (int, float)) and not isinstance(item, bool):
            yield str(item)
        elif isinstance(item, Mapping):
            keys.extend(map(str, item))
            waiting.extend(reversed(list(item.values())))
        elif isinstance(item, (list, tuple)):
            waiting.extend(reversed(item))
    yield from keys


def _variants(texts: Sequence[str]) -> Iterator[str]:
    """The texts as they are, then what they say once decoded."""
    yield from texts
    for text in texts:
        if "%" in text or "+" in text:
            decoded = unquote_plus(text)
            yield decoded
            if "%" in decoded:
                yield unquote_plus(decoded)
        for match in _ENCODED.finditer(text):
            for code in dict.fromkeys((match.group(), *match.group().split("/"))):
                yield from _decoded(code)


def _decoded(code: str) -> Iterator[str]:
    if _HEX.fullmatch(code):
        yield bytes.fromhex(code).decode("utf-8", "ignore")
    padded = code.rstrip("=").replace("-", "+").replace("_", "/")
    padded += "=" * (-len(padded) % 4)
    try:
        yield base64.b64decode(padded, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return


def _plain(text: str) -> str:
    """`text` without accents and invisible characters, wide letters made narrow; case is kept."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize(
        "NFC", "".join(c for c in parts if unicodedata.category(c) not in ("Mn", "Cf", "Cs"))
    )


def _tokens(plain: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(plain):
        word = match.group()
        text = word.casefold()
        window, content = _WORDS, text not in _FILLER
        if word.isdecimal():
            content = len(word) > 2
        elif len(word) == 1 and _IS_HAN.match(word):
            window, content = _HAN_CHARACTERS, content and not _HIRAGANA.match(word)
        elif len(word) == 1 and _IS_SEA.match(word):
            window = _SEA_CHARACTERS
        yield _Token(text, window, content, window == _WORDS and content and word[0].isupper())


def _is_short(tokens: Sequence[_Token]) -> bool:
    """True for a text of fewer words than a piece has, if it says anything."""
    says = any(token.content and (len(token.text) > 1 or token.window > _WORDS) for token in tokens)
    return says and len(tokens) < min(token.window for token in tokens)


def _pieces(plain: str, tokens: Sequence[_Token]) -> Iterable[int]:
    for index, token in enumerate(tokens):
        window = tokens[index : index + token.window]
        wanted = 1 if token.window == _WORDS else 2
        if len(window) == token.window and sum(part.content for part in window) >= wanted:
            yield hash(tuple(part.text for part in window))
        if token.window == _WORDS and _names_one_thing(token.text):
            yield hash(token.text)
    if "@" in plain:
        yield from (hash(match.group().casefold()) for match in _MAIL.finditer(plain))
    for separators in (_IN_CODES, _IN_NUMBERS):
        yield from (hash(code) for code in _joined(plain, separators) if _names_one_thing(code))


def _joined(plain: str, separators: str) -> Iterator[str]:
    """Numbers and codes that are written in groups, each as one: `DE89 3704` and `84,213`."""
    parts: list[str] = []
    for match in _PART.finditer(plain):
        part, separator = match.groups()
        has_digit = not part.isalpha()
        if has_digit:
            parts.append(part.casefold())
        if not has_digit or separator is None or separator not in separators:
            if len(parts) > 1:
                yield "".join(parts)
            parts = []


def _pairs(tokens: Sequence[_Token], names: bool) -> Iterator[int]:
    """Two words in a row; with `names`, only where both are written as names are."""
    for one, other in pairwise(tokens):
        if (one.name and other.name) if names else (one.content and other.content):
            yield hash((one.text, other.text))


def _names_one_thing(text: str) -> bool:
    """True for numbers and codes that are too special to be met by chance."""
    if text.isdecimal():
        return len(text) > 4 or (len(text) == 4 and not "1900" <= text <= "2099")
    digits = sum(character.isdecimal() for character in text)
    return digits > 0 and (len(text) >= 8 or (digits > 1 and len(text) >= 6))
