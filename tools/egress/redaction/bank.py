"""Payment cards, bank accounts, and addresses of digital coins: numbers that carry a checksum."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from stdnum import bitcoin
from stdnum.exceptions import ValidationError

from tools.egress.redaction.spans import Span

_CARD = re.compile(r"[2-689](?<![A-Za-z0-9.].)[\d \-./]{10,30}\d(?![A-Za-z0-9])", re.DOTALL)
_GROUP = re.compile(r"\d+")
_SHAPES = {
    *((4, 4, 4, size) for size in (1, 2, 3, 4)),
    (4, 4, 4, 4, 1),
    (4, 4, 4, 4, 2),
    (4, 4, 4, 4, 3),
    (4, 6, 5),
    (4, 6, 4),
    (6, 13),
    (8, 8),
}
_ISSUERS = (
    ("4", "4", (13, 16, 19)),
    ("51", "55", (16,)),
    ("2221", "2720", (16,)),
    ("34", "34", (15,)),
    ("37", "37", (15,)),
    ("300", "305", (14, 16)),
    ("3095", "3095", (14, 16)),
    ("36", "36", (14, 16)),
    ("38", "39", (14, 16)),
    ("6011", "6011", (16, 19)),
    ("644", "649", (16, 19)),
    ("65", "65", (16, 19)),
    ("3528", "3589", (16, 19)),
    ("62", "62", (16, 17, 18, 19)),
    ("81", "81", (16, 17, 18, 19)),
    ("50", "50", (16, 18, 19)),
    ("56", "58", (16, 18, 19)),
    ("6304", "6304", (16, 18, 19)),
    ("67", "67", (16, 18, 19)),
    ("60", "60", (16,)),
    ("2200", "2204", (16, 17, 18, 19)),
    ("9792", "9792", (16,)),
)
"""First and last beginning of an issuer's numbers, and how long they are."""
_BY_DIGIT = {
    digit: tuple(issuer for issuer in _ISSUERS if issuer[0][0] <= digit <= issuer[1][0])
    for digit in "0123456789"
}
_DOUBLED = str.maketrans("0123456789", "0246813579")
"""The sum of the digits of twice a digit."""
_MOST_DIGITS = 19

_IBAN_SIZES = {
    country: int(size)
    for country, size in (
        pair.split(":")
        for pair in [
            "AD:24",
            "AE:23",
            "AL:28",
            "AT:20",
            "AZ:28",
            "BA:20",
            "BE:16",
            "BG:22",
            "BH:22",
            "BI:27",
            "BR:29",
            "BY:28",
            "CH:21",
            "CR:22",
            "CY:28",
            "CZ:24",
            "DE:22",
            "DJ:27",
            "DK:18",
            "DO:28",
            "EE:20",
            "EG:29",
            "ES:24",
            "FI:18",
            "FK:18",
            "FO:18",
            "FR:27",
            "GB:22",
            "GE:22",
            "GI:23",
            "GL:18",
            "GR:27",
            "GT:28",
            "HN:28",
            "HR:21",
            "HU:28",
            "IE:22",
            "IL:23",
            "IQ:23",
            "IS:26",
            "IT:27",
            "JO:30",
            "KW:30",
            "KZ:20",
            "LB:28",
            "LC:32",
            "LI:21",
            "LT:20",
            "LU:20",
            "LV:21",
            "LY:25",
            "MC:27",
            "MD:24",
            "ME:22",
            "MK:19",
            "MN:20",
            "MR:27",
            "MT:31",
            "MU:30",
            "NI:28",
            "NL:18",
            "NO:15",
            "OM:23",
            "PK:24",
            "PL:28",
            "PS:29",
            "PT:25",
            "QA:29",
            "RO:24",
            "RS:22",
            "RU:33",
            "SA:24",
            "SC:31",
            "SD:18",
            "SE:24",
            "SI:19",
            "SK:24",
            "SM:27",
            "SO:23",
            "ST:25",
            "SV:28",
            "TL:23",
            "TN:24",
            "TR:26",
            "UA:29",
            "VA:22",
            "VG:24",
            "XK:20",
            "YE:30",
        ]
    )
}
_IBAN = re.compile(r"(?<![A-Za-z0-9])[A-Za-z]{2}\d{2}(?:[ \-]{0,2}[A-Za-z0-9]){11,30}")
_IBAN_DIGITS = re.compile(r"\d(?<=[A-Za-z]{2}.)\d")
_BIC = re.compile(r"(?<![A-Za-z0-9])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![A-Za-z0-9])")
_BESIDE = 60
"""How far from an IBAN, in characters, a bank's code is looked for."""

_BASE58 = re.compile(
    r"[13b](?<![A-Za-z0-9].)(?:(?<=[13])[1-9A-HJ-NP-Za-km-z]{25,34}|(?<=b)c1[02-9ac-hj-np-z]{11,71})"
    r"(?![A-Za-z0-9])",
    re.DOTALL,
)
_BECH32_CAPITALS = re.compile(r"BC1(?<![A-Za-z0-9]BC1)[02-9AC-HJ-NP-Z]{11,71}(?![A-Za-z0-9])")
_ETHEREUM = re.compile(r"(?<![A-Za-z0-9])0x[0-9a-fA-F]{40}(?![A-Za-z0-9])")


def scan(text: str, small: str) -> Iterator[Span]:
    """Cards, IBANs and what stands beside them, coins."""
    yield from _cards(text)
    accounts = list(_ibans(text))
    yield from accounts
    if accounts or "bic" in small or "swift" in small:
        yield from _codes(text, small, accounts)
    yield from _coins(text)


def is_card(digits: str) -> bool:
    """True where the number is of an issuer's range and length, and its checksum is right."""
    issued = any(
        first <= digits[: len(first)] <= last and len(digits) in sizes
        for first, last, sizes in _BY_DIGIT[digits[0]]
    )
    return issued and len(set(digits)) > 1 and _is_luhn(digits)


def _is_luhn(digits: str) -> bool:
    """What stdnum says as well, in a fraction of the time."""
    return (sum(map(int, digits[::-2])) + sum(map(int, digits[-2::-2].translate(_DOUBLED)))) % 10 == 0


def is_iban(compact: str) -> bool:
    """True where country, length and checksum are right; `compact` is in capitals and without spaces."""
    if _IBAN_SIZES.get(compact[:2]) != len(compact):
        return False
    return int("".join(str(int(letter, 36)) for letter in compact[4:] + compact[:4])) % 97 == 1


def _cards(text: str) -> Iterator[Span]:
    place = 0
    while found := _CARD.search(text, place):
        groups = [(group.start(), group.end()) for group in _GROUP.finditer(text, found.start(), found.end())]
        hit = _card_at(text, groups)
        if hit:
            yield hit
        place = hit.end if hit else groups[0][1]


def _card_at(text: str, groups: list[tuple[int, int]]) -> Span | None:
    """The card that begins with the first of `groups`."""
    start = groups[0][0]
    sizes: list[int] = []
    digits = ""
    best = None
    for group_start, end in groups:
        digits += text[group_start:end]
        sizes.append(end - group_start)
        if len(digits) > _MOST_DIGITS:
            break
        if len(digits) > 12 and (len(sizes) == 1 or tuple(sizes) in _SHAPES) and is_card(digits):
            best = Span(start, end, "card")
    return best


def _ibans(text: str) -> Iterator[Span]:
    place = 2
    while digits := _IBAN_DIGITS.search(text, place):
        place = digits.end()
        found = _IBAN.match(text, digits.start() - 2)
        if not found:
            continue
        size = _IBAN_SIZES.get(found.group()[:2].upper(), 0)
        kept = [at for at in range(found.start(), found.end()) if text[at].isalnum()]
        compact = "".join(text[at] for at in kept[:size]).upper()
        if size and is_iban(compact):
            end = kept[size - 1] + 1
            yield Span(found.start(), end, "iban")
            place = end + 2


def _codes(text: str, small: str, accounts: list[Span]) -> Iterator[Span]:
    starts = [account.start for account in accounts]
    for found in _BIC.finditer(text):
        before = small[max(0, found.start() - 20) : found.start()]
        named = "bic" in before or "swift" in before
        account = bisect_left(starts, found.end() + _BESIDE) - 1
        near = account >= 0 and found.start() < accounts[account].end + _BESIDE
        if named or (near and found.group()[4:6] in _IBAN_SIZES and not found.group().isalpha()):
            yield Span(found.start(), found.end(), "bic")


def _coins(text: str) -> Iterator[Span]:
    for pattern in (_BASE58, _BECH32_CAPITALS):
        for found in pattern.finditer(text):
            if _is_bitcoin(found.group()):
                yield Span(found.start(), found.end(), "crypto")
    if "0x" in text:
        for found in _ETHEREUM.finditer(text):
            yield Span(found.start(), found.end(), "crypto")


def _is_bitcoin(address: str) -> bool:
    if address[:3].lower() == "bc1":
        # Of the newer bech32m (bc1p) the library knows no checksum: its length must do.
        return (address[3].lower() == "p" and len(address) == 62) or _valid(address.lower())
    return _valid(address)


def _valid(address: str) -> bool:
    try:
        bitcoin.validate(address)
    except ValidationError:
        return False
    return True
