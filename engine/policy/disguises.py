"""What a text says once ways of writing it are undone: encodings, markup, lookalikes, letters set apart."""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata
from collections.abc import Iterator, Sequence
from html import unescape
from urllib.parse import unquote_plus

_ENCODED = re.compile(r"[A-Za-z0-9+/_\-]{16,}={0,2}")
_HEX = re.compile(r"(?:[0-9a-fA-F]{2}){8,}")
_SPACED_HEX = re.compile(r"(?<![\w\\])(?:(?:0x|\\x)?[0-9a-fA-F]{2}[ ,:\\]{1,3}){7,}x?[0-9a-fA-F]{2}(?!\w)")
_BETWEEN_HEX = re.compile(r"0x|[\\x ,:]")
_TWO_APART = re.compile(r"(?<![^\W_])[^\W_]{1,2}[\W_]{1,3}[^\W_]{1,2}[\W_]{1,3}[^\W_]{1,2}[\W_]")
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_HAS_CAMEL = re.compile(r"[a-z][A-Z]")
_JSON_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\[nrt]")
_LETTERS_APART = re.compile(r"(?<![^\W_])[^\W_](?:[ .·\-_*]{1,3}[^\W_](?![^\W_])){5,}")
_NOT_LETTERS = re.compile(r"[\W_]+")
_LEET_LETTER = re.compile("[0134578@$]")
_IN_LEET = re.compile(r"[A-Za-z][0134578@$][A-Za-z]|\b[0134578@$]+[A-Za-z]{2}|[A-Za-z]{2}[0134578@$]+\b")
_LEET = tuple(str.maketrans("013457@$8", f"o{one}eastasb") for one in "il")
_LOOKALIKES = str.maketrans(
    "АВЕЅІЈКМНОРСТУХасеѕіјорухһԁӏΑΒΕΖΗΙΚΜΝΟΡΤΥΧοαιν",
    "ABESIJKMHOPCTYXacesijopyxhdlABEZHIKMNOPTYXoaiv",
)
_ROTATED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
_UMLAUTS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue", "ø": "oe", "Ø": "Oe", "å": "aa"}
)
_MARKED_UP = re.compile(r"\w[\-\u2010]\n|[*`~]|\]\(|</?[A-Za-z]|&#?\w+;|\\[unrtx]")
_MARKUP = (
    (re.compile(r"(?<=\w)[\-\u2010]\n[ \t>]*(?=\w)"), ""),
    (re.compile(r"\]\([^()\s]*\)"), "] "),
    (re.compile(r"</?[A-Za-z][^<>]{0,200}>"), ""),
    (re.compile(r"(?<=\w)(?:[*~]{1,3}|`)(?=\w)"), ""),
)


def plain(text: str) -> str:
    """`text` without accents and invisible characters, wide letters made narrow; case is kept."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize(
        "NFC", "".join(c for c in parts if unicodedata.category(c) not in ("Mn", "Cf", "Cs"))
    )


def readings(text: str) -> Iterator[str]:
    """What a reader sees in `text` beside its letters: markup taken out, umlauts spelt out, lookalikes read.

    Each reading is given only where it differs. Takes time in proportion to the length.
    """
    if _MARKED_UP.search(text):
        seen = _JSON_ESCAPE.sub(_character, unescape(text))
        for mark, instead in _MARKUP:
            seen = mark.sub(instead, seen)
        if seen != text:
            yield seen
            text = seen
    if not text.isascii():
        for table in (_UMLAUTS, _LOOKALIKES):
            seen = text.translate(table)
            if seen != text:
                yield seen


def decodings(text: str) -> Iterator[str]:
    """What `text` says once it is decoded, and once words and letters stand as they are usually written."""
    if "%" in text or "+" in text:
        decoded = unquote_plus(text)
        yield decoded
        if "%" in decoded:
            yield unquote_plus(decoded)
    for match in _ENCODED.finditer(text):
        for code in dict.fromkeys((match.group(), *match.group().split("/"))):
            yield from _decoded(code)
    if _HAS_CAMEL.search(text):
        yield _CAMEL.sub(" ", text)
    if _LEET_LETTER.search(text) and _IN_LEET.search(text):
        for table in _LEET:
            yield text.translate(table)
    if _TWO_APART.search(text):
        yield from (_NOT_LETTERS.sub("", match.group()) for match in _LETTERS_APART.finditer(text))
        for match in _SPACED_HEX.finditer(text):
            yield from _decoded(_BETWEEN_HEX.sub("", match.group()))


def turned(runs: Sequence[str]) -> Iterator[str]:
    """Runs of words without their blanks: letters moved by thirteen, backwards, and each word backwards."""
    if runs:
        joined = "\n".join(runs)
        yield from joined.translate(_ROTATED).replace(" ", "").split("\n")
        for run in joined[::-1].split("\n"):
            words = run.split(" ")
            yield "".join(words)
            yield "".join(reversed(words))


def _character(escape: re.Match[str]) -> str:
    code = escape.group(1) or escape.group(2)
    return chr(int(code, 16)) if code else " "


def _decoded(code: str) -> Iterator[str]:
    if _HEX.fullmatch(code):
        yield bytes.fromhex(code).decode("utf-8", "ignore")
    padded = code.rstrip("=").replace("-", "+").replace("_", "/")
    padded += "=" * (-len(padded) % 4)
    try:
        yield base64.b64decode(padded, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError):
        return
