"""E-mail addresses, network addresses and places on the globe."""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import AddressValueError, IPv4Address, IPv6Address

from tools.egress.redaction.begun import Begun
from tools.egress.redaction.spans import Span

_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.!#$%&'*+/=?^_`{|}~-")
_EDGES = ".'`*/=?#&{|}~^!$%"
_LONGEST_LOCAL = 64
_LONGEST_USERINFO = 300
_ASCII_DOMAIN = re.compile(
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?\.){1,8}(?:xn--[A-Za-z0-9-]{2,59}"
    r"|[A-Za-z]{2,24})(?![A-Za-z0-9-])"
)
_DOMAIN = re.compile(
    r"(?:[^\W_](?:[\w-]{0,62}[^\W_])?\.){1,8}(?:xn--[a-z0-9-]{2,59}|[^\W\d_]{2,24})(?![\w-])"
)
_LITERAL = re.compile(r"\[(?:IPv6:)?[0-9A-Fa-f:.]{3,45}\]")
_INSIDE_URL = re.compile(r"://[^\s/@]*$")
_QUOTED = re.compile(r'"[^"\n@]{1,62}"$')
_FILES = frozenset(
    ("png", "jpg", "jpeg", "gif", "svg", "webp", "ico", "css", "js", "mjs", "ts", "py", "json")
)
_SPELLED_DOMAIN = (
    r"((?:[a-z0-9-]{1,63}(?:\.| ?[(\[{<] ?(?:dot|\.|punkt|point|punto) ?[)\]}>] ?"
    r"| dot )){1,5}[a-z]{2,24})(?![\w-])"
)
_SPELLED = re.compile(
    r"(?<![\w.+-])([\w+-]{1,40}(?:\.[\w+-]{1,40}){0,3}(?: ?(?:[(\[{<] ?(?:dot|punkt"
    r"|point) ?[)\]}>]| dot ) ?[\w+-]{1,40}){0,3})"
    rf"(?: ?[(\[{{<] ?(?:at|@|ät|arroba|a) ?[)\]}}>] ?| at ){_SPELLED_DOMAIN}",
    re.IGNORECASE,
)
_SPELLED_END = re.compile(
    rf"[ (\[{{<](?:(?<= )at |(?<! ) ?(?:at|@|ät|arroba|a) ?[)\]}}>] ?){_SPELLED_DOMAIN}"
)
"""The second half of _SPELLED, for a text in small letters: much faster to look for than the whole."""
_ESCAPED = re.compile(r"(?<![A-Za-z0-9._+%\-])[A-Za-z0-9][A-Za-z0-9._+%\-]{0,63}?%40" + _ASCII_DOMAIN.pattern)
"""As a part of a URL."""
_PLAIN_AT = re.compile(r" at ", re.IGNORECASE)
_PLAIN_DOT = re.compile(r" dot |[(\[{<] ?(?:dot|punkt|point|punto|\.) ?[)\]}>]", re.IGNORECASE)
_SPACED = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}(?: @ | @|@ )(?:[\w-]{1,63} ?\. ?){1,4}[a-z]{2,24}(?![\w-])", re.IGNORECASE
)

_DOTTED = r"\d{0,2}\.(?:\d{1,3}\.){2}\d{1,3}"
_V4 = re.compile(rf"\d(?<![A-Za-z0-9_.\-].){_DOTTED}(?:-(\d{_DOTTED}))?(?![A-Za-z0-9_-]|\.\w)", re.DOTALL)
"""One address, or the first and the last of a range."""
_BEFORE_VERSION = re.compile(
    r"(?:(?<![a-z])v(?:er(?:sion)?)?s?|version\w*|release|build|rev|firmware|section|chapter|clause|rfc"
    r"|§|[a-z]/|==|>=|<=|~=|\^|(?:(?:up|down)grad\w{1,5}|updat\w{1,3}) (?:from|to))[ .:=]{0,2}$"
)
_VERSION_WIDTH = 20
"""How far before an address it is looked for, in characters."""
_V6 = re.compile(r"(?<![A-Za-z0-9_:.])[0-9a-fA-F:]{2,39}(?:\d{1,3}(?:\.\d{1,3}){3})?(?![A-Za-z0-9_:])")
_TWO_COLONS = re.compile(r":[0-9a-fA-F]*:")
_SHORTEST_V6 = 6
_MAC = re.compile(
    r"(?<![A-Za-z0-9_:\-])(?:[0-9A-Fa-f]{2}([:\-])(?:[0-9A-Fa-f]{2}\1){4}[0-9A-Fa-f]{2}"
    r"|(?:[0-9A-Fa-f]{4}\.){2}[0-9A-Fa-f]{4})"
    r"(?![A-Za-z0-9_:\-])"
)
_BEFORE_MAC = re.compile(r"mac|ether|hwaddr|bssid|address|adresse|地址|アドレス|주소")
_TWO_SIGNS = re.compile(r"[:\-][0-9A-Fa-f]{2}[:\-][0-9A-Fa-f]{2}[:\-]|\.[0-9A-Fa-f]{4}\.")
"""Stands inside of each address of a card."""
_COORDINATES = re.compile(
    r"(?:(?<![a-z])(?:gps|coordinates?|koordinaten|coordonnées|lat(?:itude)?|location"
    r"|standort)(?![a-z])|坐标|座標|经纬度|位置)"
    r"[^\d\n\-]{0,20}(-?\d{1,2}\.\d{3,})(?:\s?°?\s?[NSns]?\s?[,;/ ]\s?(?:(?:lon|lng|long"
    r"|longitude)[ :=]{0,3})?)"
    r"(-?\d{1,3}\.\d{3,})",
    re.IGNORECASE,
)
_PLACES = Begun(
    _COORDINATES,
    ("gps", "coord", "koord", "lat", "location", "standort", "坐标", "座標", "经纬度", "位置"),
)


def scan(text: str, small: str) -> Iterator[Span]:
    """E-mail, IP and MAC addresses, coordinates."""
    if "@" in text:
        yield from _mails(text)
    for found in _ESCAPED.finditer(text) if "%40" in text else ():
        yield Span(found.start(), found.end(), "email")
    yield from _spelled(text, small)
    yield from _v4(text, small)
    if _TWO_COLONS.search(text):
        yield from _v6(text)
    for found in _MAC.finditer(text) if _TWO_SIGNS.search(text) else ():
        if _is_mac(found, small):
            yield Span(found.start(), found.end(), "mac")
    for found in _PLACES.finditer(text, small):
        yield Span(found.start(1), found.end(2), "coordinates")


def _is_mac(found: re.Match[str], small: str) -> bool:
    """False for what may as well be times or sizes: digits alone, and no word before them says more."""
    written = found.group()
    if written.startswith("00") or not re.sub(r"[:\-.]", "", written).isdigit():
        return True
    return _BEFORE_MAC.search(small, max(0, found.start() - _VERSION_WIDTH), found.start()) is not None


def _mails(text: str) -> Iterator[Span]:
    at = text.find("@")
    while at >= 0:
        start = _local_start(text, at)
        patterns = (_ASCII_DOMAIN, _DOMAIN, _LITERAL)
        domain = next((found for pattern in patterns if (found := pattern.match(text, at + 1))), None)
        if domain and start < at and not _is_other(text, start, domain):
            yield Span(start, domain.end(), "email")
        at = text.find("@", at + 1)


def _local_start(text: str, at: int) -> int:
    if quoted := _QUOTED.search(text, max(0, at - _LONGEST_LOCAL), at):
        return quoted.start()
    start = at
    while start > max(0, at - _LONGEST_LOCAL) and (text[start - 1] in _LOCAL or _is_letter(text[start - 1])):
        start -= 1
    while start < at and text[start] in _EDGES:
        start += 1
    return _without_chinese(text, start, at)


def _is_letter(character: str) -> bool:
    return character > "\x7f" and character.isalnum()


def _without_chinese(text: str, start: int, at: int) -> int:
    """The local part without words of an unspaced script that stand right before it."""
    if not text[at - 1 : at].isascii():
        return start
    for place in range(at - 1, start - 1, -1):
        if text[place] >= "\u2e80":
            return place + 1
    return start


def _is_other(text: str, start: int, domain: re.Match[str]) -> bool:
    """What has the shape of an address and is none: a user in a URL, a repository, a picture."""
    at = domain.start() - 1
    repository = text[start:at] == "git" and text[domain.end() : domain.end() + 1] in (":", "/")
    user = _INSIDE_URL.search(text, max(0, at - _LONGEST_USERINFO), at) is not None
    picture = domain.group().rpartition(".")[2].lower() in _FILES
    return repository or user or picture


def _spelled(text: str, small: str) -> Iterator[Span]:
    if " @" in text or "@ " in text:
        for found in _SPACED.finditer(text):
            yield Span(found.start(), found.end(), "email")
    for found in _SPELLED.finditer(text) if _SPELLED_END.search(small) else ():
        before = text[found.end(1) : found.start(2)]
        if _PLAIN_AT.fullmatch(before) and not _PLAIN_DOT.search(found.group(2)):
            continue
        yield Span(found.start(), found.end(), "email")


def _v4(text: str, small: str) -> Iterator[Span]:
    for found in _V4.finditer(text):
        before = max(0, found.start() - _VERSION_WIDTH)
        if _BEFORE_VERSION.search(small, before, found.start()):
            continue
        first = Span(found.start(), found.start(1) - 1 if found[1] else found.end(), "ip")
        for span in (first, Span(*found.span(1), "ip")) if found[1] else (first,):
            if _is_v4(text[span.start : span.end]):
                yield span


def _is_v4(written: str) -> bool:
    try:
        address = IPv4Address(written)
    except AddressValueError:
        return False
    return not (address.is_loopback or address.is_unspecified or written.startswith("255."))


def _v6(text: str) -> Iterator[Span]:
    for found in _V6.finditer(text):
        written = found.group()
        if (
            written.count(":") < 2
            or len(written) < _SHORTEST_V6
            or not any(character.isdigit() for character in written)
        ):
            continue
        if written.endswith(":") and not written.endswith("::"):
            written = written[:-1]
        try:
            address = IPv6Address(written)
        except AddressValueError:
            continue
        if not (address.is_loopback or address.is_unspecified):
            yield Span(found.start(), found.start() + len(written), "ip")
