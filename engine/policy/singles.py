"""What names one thing all alone: a code, a number, an address of mail or of a house, a password."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from engine.policy.common_words import COMMON, FILLER

HAN = "\u2e80-\u2fdf\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
HAN += "\U00020000-\U0003ffff"
SEA = "\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff"
TOKEN = re.compile(rf"[{HAN}{SEA}]|[^\W_{HAN}{SEA}]+")
"""A word, or one character of a script without spaces."""

Piece = tuple[int, int, str]
"""Something that is found as it is: the first and the last of its words, and its key."""

IN_SINGLE = re.compile(r"[\d@]")
"""What every text has that holds one of `single_things`."""

_MAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,8}")
_PART = re.compile(r"([A-Za-z0-9]+)(?:([ .,'’/\-])(?=[A-Za-z0-9]))?")
_HAS_GROUPS = re.compile(r"\d[ .,'’/\-][A-Za-z0-9]|[A-Za-z0-9][ .,'’/\-]\d")
_IN_CODES, _IN_NUMBERS = " .,'’/-", ".,'’"
_SECRET = re.compile(
    r"(?:\b(?:pass(?:word|code|phrase|wort)|kennwort|pin|cv[vc]|(key))(?:[ -]?(?:code|number|nummer))?"
    r"|密[码碼]|口令)"
    r"(\s*[:=：]\s*|\s+(?:is|ist)(?:\s*:)?\s+|\s*是\s*[:：]?\s*|\s+(?=\S*\d))"
    r"[\"'“„«»‘`(]?([^\s,;，。；]+)",
    re.IGNORECASE,
)
_NO_SECRET = COMMON | FILLER | frozenset({"correct", "empty", "expired", "falsch", "forgotten", "incorrect"})
_NO_SECRET |= {"invalid", "lost", "missing", "needed", "protected", "required", "secret", "ungultig"}
_STREET = re.compile(
    r"\b((?:[A-Z][\w\-]*)?(?:[Ss]tra(?:ss|ß)e|[Ss]tr\.?|[Aa]llee|[Ww]eg|[Pp]latz|[Gg]asse|[Uu]fer|[Dd]amm))"
    r" (\d{1,4}[a-z]?)\b"
)
_SHORTEST_SECRET, _MOST_WORDS = 3, 4


def single_things(text: str, words: Sequence[str], begin: int) -> Iterator[Piece]:
    """Codes, numbers and addresses of mail, with the places of their words; `begin` is that of the first."""
    for place, word in enumerate(words, begin):
        if not word.isalpha():
            if names_one_thing(word):
                yield (place, place, word)
            if word[0] == "0" and word.isdecimal() and len(word.lstrip("0")) >= _SHORTEST_SECRET:
                yield (place, place, word.lstrip("0"))
    mails = _MAIL.finditer(text) if "@" in text else ()
    spans = [(match.group().casefold(), *match.span()) for match in mails]
    if _HAS_GROUPS.search(text):
        for separators in (_IN_CODES, _IN_NUMBERS):
            spans += [code for code in _grouped(text, separators) if names_one_thing(code[0])]
    if spans:
        places = [match.start() for match in TOKEN.finditer(text)]
        for code, start, end in spans:
            first, last = bisect_right(places, start) - 1, bisect_right(places, end - 1) - 1
            yield (begin + max(first, 0), begin + max(last, 0), code)


def told_things(text: str) -> Iterator[str]:
    """The keys of what a text itself says to be a password or a number of that kind, and of its houses."""
    for match in _SECRET.finditer(text):
        is_key, link, value = match.groups()
        words = [word.casefold() for word in TOKEN.findall(value)][:_MOST_WORDS]
        said = "".join(words)
        loose = is_key and not any(mark in link for mark in ":=：")
        if len(said) < _SHORTEST_SECRET or said in _NO_SECRET or (loose and said.isalpha()):
            continue
        if link.isspace() and (is_key or (said.isdecimal() and is_round_or_year(said))):
            continue
        yield said
        if said.isdecimal():
            yield said.lstrip("0")
    for match in _STREET.finditer(text):
        yield "".join(word.casefold() for word in TOKEN.findall(match.group()))


def is_round_or_year(digits: str) -> bool:
    """True for numbers that every other text holds."""
    return len(digits) < 5 and (digits.endswith("00") or (len(digits) == 4 and "1900" <= digits <= "2099"))


def names_one_thing(text: str) -> bool:
    """True for numbers and codes that are too special to be met by chance."""
    if text.isdecimal():
        return len(text) > 4 or (len(text) == 4 and not is_round_or_year(text))
    digits = sum(character.isdecimal() for character in text)
    return digits > 0 and (len(text) >= 8 or (digits > 1 and len(text) >= 6))


def _grouped(text: str, separators: str) -> Iterator[tuple[str, int, int]]:
    """Numbers and codes that are written in groups, each as one, with its span: `DE89 3704` and `84,213`."""
    parts: list[str] = []
    start = 0
    for match in _PART.finditer(text):
        part, separator = match.groups()
        has_digit = not part.isalpha()
        if has_digit:
            start = start if parts else match.start()
            parts.append(part.casefold())
        if not has_digit or separator is None or separator not in separators:
            if len(parts) > 1:
                yield "".join(parts), start, match.end()
                if len(parts) > 2 and len(parts[-1]) == 2:
                    yield "".join(parts[:-1]), start, match.end()
            parts = []
