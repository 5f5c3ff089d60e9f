"""What a text says once ways of writing it are undone: encodings, markup, lookalikes, letters set apart."""

from __future__ import annotations

import base64
import binascii
import codecs
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
_WRAPPED = re.compile(r"(?<![A-Za-z0-9+/_\-])(?:[A-Za-z0-9+/_\-]{12,100}\s{1,3})+[A-Za-z0-9+/_\-]+={0,2}")
_BASE32 = re.compile(r"(?:[A-Z2-7]{16,}|[a-z2-7]{16,})={0,6}")
_QUOTED_PRINTABLE = re.compile(r"=\r?\n|=([0-9A-F]{2})")
_CODES = re.compile(r"(?<![\w#])(?:\d{2,3}[ ,;\n]{1,3}){5,}\d{2,3}(?!\w)")
_BITS = re.compile(r"(?<!\w)(?:[01]{7,8}[ ,\n]{0,3}){6,}")
_NUMBER = re.compile(r"\d+")
_EIGHT_BITS = re.compile("[01]{7,8}")
_HIDDEN = re.compile("[\U000e0020-\U000e007e]+|[\ufe00-\ufe0f\U000e0100-\U000e01ef]{4,}")
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
_LETTER_SIGNS = str.maketrans(
    "".join(chr(first + place) for first in (0x1F1E6, 0x1F130, 0x1F170) for place in range(26))
    + "ᴀʙᴄᴅᴇꜰɢʜɪᴊᴋʟᴍɴᴏᴘꞯʀꜱᴛᴜᴠᴡʏᴢ",
    "abcdefghijklmnopqrstuvwxyz" * 3 + "abcdefghijklmnopqrstuvwyz",
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
    """`text` without accents and invisible characters, letters in other shapes made plain; case is kept."""
    if text.isascii():
        return text
    parts = unicodedata.normalize("NFKD", text.translate(_LETTER_SIGNS))
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
    yield from _unescaped(text)
    for match in _ENCODED.finditer(text):
        for code in dict.fromkeys((match.group(), *match.group().split("/"))):
            yield from _decoded(code)
    for match in _BASE32.finditer(text):
        yield from _decoded_base32(match.group())
    if text.isascii():
        yield from _wrapped_or_numbered(text)
    else:
        yield from map(_hidden, _HIDDEN.findall(text))
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


def _unescaped(text: str) -> Iterator[str]:
    if "%" in text or "+" in text:
        decoded = unquote_plus(text)
        yield decoded
        if "%" in decoded:
            yield unquote_plus(decoded)
    if "=" in text and _QUOTED_PRINTABLE.search(text):
        yield unquote_plus(_QUOTED_PRINTABLE.sub(_percent, text))


def _percent(escape: re.Match[str]) -> str:
    return f"%{escape.group(1)}" if escape.group(1) else ""


def _wrapped_or_numbered(text: str) -> Iterator[str]:
    """What base64 in several lines says, and characters written as numbers or bits."""
    for match in _WRAPPED.finditer(text):
        yield from _decoded("".join(match.group().split()))
    for match in _CODES.finditer(text):
        yield "".join(map(chr, map(int, _NUMBER.findall(match.group()))))
    for match in _BITS.finditer(text):
        yield "".join(chr(int(bits, 2)) for bits in _EIGHT_BITS.findall(match.group()))


def _hidden(run: str) -> str:
    """What tag characters spell, or the bytes that variation selectors stand for."""
    if "\U000e0020" <= run[0] <= "\U000e007e":
        return "".join(chr(ord(tag) - 0xE0000) for tag in run)
    selected = (ord(mark) - 0xFE00 if mark <= "\ufe0f" else ord(mark) - 0xE0100 + 16 for mark in run)
    return bytes(selected).decode("utf-8", "ignore")


def _decoded(code: str, again: bool = True) -> Iterator[str]:
    if _HEX.fullmatch(code):
        yield bytes.fromhex(code).decode("utf-8", "ignore")
    padded = code.rstrip("=").replace("-", "+").replace("_", "/")
    padded += "=" * (-len(padded) % 4)
    try:
        said = _said(base64.b64decode(padded, validate=True))
    except (binascii.Error, UnicodeDecodeError):
        return
    yield said
    if again and _ENCODED.fullmatch(said.strip()):
        yield from _decoded(said.strip(), again=False)


def _decoded_base32(code: str) -> Iterator[str]:
    padded = code.rstrip("=").upper()
    try:
        yield _said(base64.b32decode(padded + "=" * (-len(padded) % 8)))
    except (binascii.Error, UnicodeDecodeError):
        return


def _said(data: bytes) -> str:
    """The text of UTF-8, or of UTF-16 where that shows."""
    if data[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return data.decode("utf-16")
    return data.replace(b"\0", b"").decode("utf-8")
