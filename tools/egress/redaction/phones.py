"""Telephone numbers, as they are written in many countries."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

import phonenumbers

from tools.egress.redaction.begun import Begun
from tools.egress.redaction.others import is_other
from tools.egress.redaction.spans import Span

_GAP = r"[ .\-/()]{0,3}"
_BEHIND = r"(?<![A-Za-z0-9_+].)"
_ALONE = r"(?<![A-Za-z0-9_.,+\-/:#].)"
"""What must not stand before a number. It follows the first character, since that is found much faster."""
_ABROAD = re.compile(
    rf"(?:\({_BEHIND}\+\d{{1,3}}\) ?"
    rf"|\+{_BEHIND} ?|0{_BEHIND}(?:(?<!\d 0)0(?=[1-9])|11[ -]))\(?\d(?:{_GAP}\d){{6,14}}(?!\d)",
    re.DOTALL,
)
_TRUNK = re.compile(
    rf"[(0]{_ALONE}(?<!\d .)(?:(?<=\()0\d{{1,4}}\)[ .\-/]{{0,2}}"
    r"|(?<=0)\d{1,5}(?: / |[ .\-/(]{0,2}))\d(?:[ .\-/)]{0,2}\d){4,9}(?![A-Za-z0-9_]|[.,:\-/]\d)",
    re.DOTALL,
)
_AMERICAN = re.compile(
    rf"[(1-9]{_ALONE}(?:(?<=1)[ .\-](?:\([2-9]\d\d\)[ .\-]{{0,2}}|[2-9]\d\d[ .\-/])"
    r"|(?<=\()[2-9]\d\d\)[ .\-]{0,2}|(?<=[2-9])\d\d[ .\-/])[2-9]\d\d[ .\-]\d{4}(?![A-Za-z0-9_]|[.,:\-]\d)"
    r"(?: ?(?:x|ext\.?|extension) ?\d{1,6})?",
    re.DOTALL,
)
_BRACED = re.compile(
    rf"[(8]{_ALONE}(?:(?<=\()\d{{2,4}}\) ?9? ?\d{{3,5}}[ \-]\d{{3,4}}"
    r"|(?:(?<=\()|(?<=8) ?\()\d{3,4}\) ?\d{2,3}-\d\d-\d\d)(?![A-Za-z0-9_]|[.,:\-]\d)",
    re.DOTALL,
)
_CHINESE = re.compile(
    r"1(?<![A-Za-z0-9_.,+\-/:#]1)[3-9]\d([ \-]?)\d{4}\1\d{4}(?![A-Za-z0-9_]|[.,]\d|-[A-Za-z0-9])"
)
_PLAIN_SHAPE = re.compile(r"0\d{9,10}")

_CUES = (
    "tel", "phone", "mobil", "cell", "call", "fax", "ring ", "whatsapp", "sms", "handy", "portable",
    "móvil", "movil", "celular", "fijo", "rufnummer", "durchwahl", "电话", "電話", "手机", "手機",
    "行動", "联系方式", "聯絡", "传真", "傳真", "携帯", "微信", "전화", "휴대폰", "연락처", "тел",
    "hotline", "text me", "fono", "phon", "llama", "lláma", "appele", "erreichbar", "joignable",
)  # fmt: skip
_CUE = re.compile(
    r"(?:(?<![a-z])(?:tele(?:phone|fon|fono|fax)|tel[ée]phone|tel[ée]fono|telefoon|telefone"
    r"|tel|phone|mobile|mobil|"
    r"mobilnummer|cell|cellulare|celular|call|fax|ring|whatsapp|sms|handy|handynummer|portable|m[óo]vil|fijo|"
    r"rufnummer|telefonnummer|durchwahl|hotline|text me|text|ll[aá]ma\w{0,3}|appele[zr](?:-moi)?|erreichbar"
    r"|joignable)(?![a-z])|"
    r"电话|電話|手机|手機|行動|联系方式|聯絡|传真|傳真|携帯|微信|전화|휴대폰|연락처|тел)"
    r"(?:[ _-]{0,2}(?:numbers?|no|nr|num|号码|号|號碼|番号|번호|номер|me|us|him"
    r"|her|at|on|is|now|number is|nummer|número|numero|es|est|ist|lautet|al|au|unter))"
    r"{0,3}[^\w\n+(]{0,6}(?:[是为為は는은]\s?)?",
    re.IGNORECASE,
)
_BY_CUE = Begun(_CUE, (*_CUES, "ring", "text"))
_CUED = re.compile(rf"\(?\+?\(?\d(?:{_GAP}\d){{5,14}}(?!\d)")

_TRUNK_REGIONS = (
    "TW", "CN", "DE", "GB", "FR", "JP", "KR", "AU", "NL", "IT", "AT", "CH", "BE", "IN", "NZ", "SE",
    "IE", "ZA", "TR", "ID", "MY", "TH", "PH", "VN", "IL", "RO", "FI", "BR", "UA",
)  # fmt: skip
_DATE = re.compile(
    r"(?:19|20)\d\d[-/. ](?:0?[1-9]|1[0-2])[-/. ](?:0?[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?:0?[1-9]|[12]\d|3[01])[-/. ](?:0?[1-9]|[12]\d|3[01])[-/. ](?:19|20)\d\d(?!\d)"
)
_LAST_GROUP = re.compile(r"[ .\-/()]+\d+$")
_MOST_GROUPS = 8
_PAIRS = re.compile(r"\d\d(?:[ .\-]\d\d){5,}")
"""More of them than a telephone number has."""
_COUNTED = "0123456789"
_EXTENSION = re.compile(
    r" ?(?:x|ext\.?|extension|durchwahl|dw|poste|anexo|内线|分机|內線|分機) ?\d{1,6}(?!\d)"
)


def scan(text: str, small: str) -> Iterator[Span]:
    """International numbers, national ones of a telling shape, and any behind a word such as `tel`."""
    if "+" in text or "00" in text or "011" in text:
        yield from _abroad(text, small)
    for found in _TRUNK.finditer(text):
        if not is_other(small, found.start()) and _is_trunk(found.group()):
            yield Span(found.start(), _end(small, found.end()), "phone")
    for pattern in (_AMERICAN, _BRACED, _CHINESE):
        for found in pattern.finditer(text):
            yield Span(found.start(), found.end(), "phone")
    if any(cue in small for cue in _CUES):
        yield from _cued(text, small)


def _end(small: str, place: int) -> int:
    """Where a number that ends at `place` ends together with its extension."""
    extension = _EXTENSION.match(small, place)
    return extension.end() if extension else place


def _abroad(text: str, small: str) -> Iterator[Span]:
    for found in _ABROAD.finditer(text):
        if shown := _international(found.group()):
            yield Span(found.start(), _end(small, found.start() + len(shown)), "phone")


@lru_cache(maxsize=4096)
def _international(written: str) -> str:
    """The longest beginning of `written`, group by group, that is a number; empty where there is none."""
    for _ in range(_MOST_GROUPS):
        digits = "".join(character for character in written if character.isdigit())
        for prefix in ("00", "011"):
            if not written.lstrip("(").startswith("+") and digits.startswith(prefix):
                digits = digits[len(prefix) :]
        if _possible(f"+{digits}", None) or _possible(f"+{digits.replace('0', '', 1)}", None):
            return written
        shorter = _LAST_GROUP.sub("", written)
        if shorter == written or len(shorter) < 8:
            return ""
        written = shorter
    return ""


def _possible(number: str, region: str | None) -> bool:
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


@lru_cache(maxsize=4096)
def _is_trunk(written: str) -> bool:
    if _DATE.search(written) or _PAIRS.fullmatch(written) or written == _COUNTED:
        return False
    digits = "".join(character for character in written if character.isdigit())
    if digits.startswith("00") or len(digits) < 9:
        return False
    whole = _PLAIN_SHAPE.fullmatch(written) is not None
    return any(_valid(digits, region, mobile=whole) for region in _TRUNK_REGIONS)


def _valid(digits: str, region: str, *, mobile: bool) -> bool:
    try:
        number = phonenumbers.parse(digits, region)
    except phonenumbers.NumberParseException:
        return False
    if not mobile:
        return phonenumbers.is_valid_number(number)
    kind = phonenumbers.number_type(number)
    return kind in (phonenumbers.PhoneNumberType.MOBILE, phonenumbers.PhoneNumberType.FIXED_LINE_OR_MOBILE)


def _cued(text: str, small: str) -> Iterator[Span]:
    for cue in _BY_CUE.finditer(text, small):
        found = _CUED.match(text, cue.end())
        if found and not _DATE.match(found.group()):
            yield Span(found.start(), _end(small, found.end()), "phone")
