"""The text of bytes whose character set is announced, or has to be found out."""

from __future__ import annotations

import codecs
import importlib
import re

_HEAD = 4096
_SAMPLE = 64 * 1024
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_XML = re.compile(rb"\s{0,64}<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([A-Za-z0-9_:.-]{1,40})[\"']")
_DECLARATION = re.compile(r"\s{0,64}<\?xml\s[^>]{0,400}\?>")
_TAG = re.compile(rb"<(?:script|style)\b.*?</(?:script|style)>|<[^>]*>", re.IGNORECASE | re.DOTALL)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_WIDE = ("utf-16", "utf-16-le", "utf-16-be")
_LARGER = {
    **dict.fromkeys(("ascii", "iso8859-1"), "cp1252"),
    **dict.fromkeys(("gb2312", "gbk"), "gb18030"),
    **dict.fromkeys(("iso8859-11", "tis-620"), "cp874"),
    "iso8859-9": "cp1254",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Old character sets, and the larger ones that browsers take for them."""
_LABELS = {
    **dict.fromkeys(("x-sjis", "windows-31j"), "cp932"),
    "windows-874": "cp874",
    "windows-949": "cp949",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-mac-cyrillic": "mac-cyrillic",
}
"""Names that the web uses and Python does not know."""
_KNOWN = frozenset(
    (
        *("utf-8", "cp866", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp874", "gb18030", "cp932"),
        *("cp949", "big5hkscs", "euc_jp", "iso2022_jp", *_WIDE, *(f"cp125{number}" for number in range(9))),
        *(f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)),
    )
)
"""The character sets of the web, by Python's names: what browsers do not know is as if nothing were said."""
_FOREIGN = ("cp1251", "koi8_r", "cp1253", "cp1256", "cp932", "euc_jp", "gb18030", "big5", "cp949")
_SHARE = 0.4
"""How many of the letters lie beyond ASCII in a text that is not written in Latin ones, at least."""


def decoded(content: bytes, named: str = "", *, markup: bool = False) -> str:
    """Text of any bytes: by its mark, by what `named` it, by what it says itself (`markup`), as UTF-8.

    Where nobody says anything and it is no UTF-8, it is guessed. An XML declaration is left out of markup.
    """
    for mark, name in _BOMS:
        if content.startswith(mark):
            return _undeclared(content[len(mark) :].decode(name, "replace"), markup)
    known = _known(named) or (_announced(content) if markup else "")
    if known:
        return _undeclared(content.decode(known, "replace"), markup)
    try:
        return _undeclared(content.decode("utf-8"), markup)
    except UnicodeDecodeError:
        return _undeclared(content.decode(_guessed(content), "replace"), markup)


def _undeclared(text: str, markup: bool) -> str:
    declaration = _DECLARATION.match(text) if markup else None
    return text[declaration.end() :] if declaration else text


def _known(named: str) -> str:
    """Python's name of a character set of the web; empty for any other."""
    try:
        name = codecs.lookup(_LABELS.get(named.lower(), named)).name if named else ""
    except (LookupError, ValueError):
        return ""
    name = _LARGER.get(name, name)
    return name if name in _KNOWN else ""


def _announced(content: bytes) -> str:
    """What the page says of itself. What can be read so far is not of two bytes a letter."""
    head = content[:_HEAD]
    for found in (_META.search(head), _XML.match(head)):
        if found and (name := _known(found[1].decode("ascii"))):
            return "utf-8" if name in _WIDE else name
    return ""


def _guessed(content: bytes) -> str:
    """The likely character set: Windows' Latin one but where too many letters are of another script."""
    sample = _TAG.sub(b" ", content[: _SAMPLE * 4])[:_SAMPLE]
    foreign = sum(byte > 127 for byte in sample)
    letters = foreign + sum(65 <= byte <= 90 or 97 <= byte <= 122 for byte in sample)
    if foreign < letters * _SHARE:
        return "cp1252"
    guess = importlib.import_module("charset_normalizer").from_bytes
    best = guess(sample, cp_isolation=list(_FOREIGN), preemptive_behaviour=False).best()
    return str(best.encoding) if best else "cp1252"
