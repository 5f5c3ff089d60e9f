"""Numbers, amounts, dates and times as people type them, and which argument may take which of them.

`12 euros` is an amount and no number: it fits an argument called `price`, and none called `id`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

_LETTER = r"[^\W\u4e00-\u9fff]"
GROUPED = r"\d{1,3}(?: \d{3}){1,6}(?!\d)"
NUMBER = rf"(?<!{_LETTER})(?<![.,'’])-?(?:{GROUPED}|\d{{1,20}})(?:[.,'’]\d{{1,20}}){{0,6}}"
MULTIPLIER = (
    r"(?:hundred|thousand|million|billion|mio|mrd|bn|dozen|hundert|tausend|million(?:en)?|milliarden?|"
    r"[kmb](?!\w)|[百千万萬亿億])"
)
MONTH = (
    r"(?:jan(?:uary?|uar)?|feb(?:ruary?|ruar)?|mar(?:ch)?|märz|apr(?:il)?|may|mai|june?|juni|july?|juli|"
    r"aug(?:ust)?|sept?(?:ember)?|o[ck]t(?:ober)?|nov(?:ember)?|de[cz](?:ember)?)\.?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_GERMAN_MONTHS = {"mär": 3, "mai": 5, "okt": 10, "dez": 12}
_GERMAN = re.compile(r"\b(?:und|bitte|für|überweise|nach|auf|einen?|der|das|mit|ich)\b", re.IGNORECASE)
_ENGLISH = re.compile(r"\b(?:the|and|please|of|to|for|my)\b", re.IGNORECASE)
_UNITS: dict[str, tuple[str, str]] = {}
for _kind, _unit, _words in (
    ("money", "eur", "€ eur euro euros 欧元 歐元"),
    ("money", "usd", "$ usd dollar dollars bucks 美元"),
    ("money", "gbp", "£ gbp pounds 英镑 英鎊"),
    ("money", "chf", "chf franken francs"),
    ("money", "cny", "元 块 塊 rmb cny yuan 人民币 人民幣"),
    ("money", "jpy", "¥ jpy yen 日元"),
    ("cents", "cents", "cent cents"),
    ("percent", "percent", "% percent prozent ‰"),
    ("degrees", "degrees", "° °c °f degrees degree grad celsius fahrenheit 度"),
    ("time", "second", "s sec secs second seconds sekunde sekunden 秒 秒钟 秒鐘"),
    ("time", "minute", "min mins minute minutes minuten 分钟 分鐘"),
    ("time", "hour", "h hour hours hr hrs stunde stunden 小时 小時"),
    ("time", "day", "day days tag tage tagen 天"),
    ("time", "week", "week weeks woche wochen 周 週"),
    ("span", "month", "month months monat monate monaten 个月 個月"),
    ("span", "year", "year years jahr jahre jahren"),
    ("length", "length", "km m cm mm kilometers kilometres metres meters miles mile feet ft inches 公里 米"),
    ("mass", "mass", "kg g mg grams kilos kilograms lbs pfund 公斤 克"),
    ("people", "people", "people persons guests adults 人 个人 個人 位"),
    ("size", "size", "kb mb gb tb bytes px pt"),
    ("clock", "clock", "am pm o'clock uhr 点 點 时 時"),
    ("date", "date", "年 月 日 号 號"),
):
    _UNITS.update(dict.fromkeys(_words.split(), (_kind, _unit)))
UNIT = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_ADJECTIVES = "more|last|latest|newest|oldest|first|new|old|unread|open|other|recent|best|top|next|different|"
_ADJECTIVES += (
    "long|short|big|small|large|important|urgent|private|unanswered|similar|great|good|bad|whole|full"
)
_WORDS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_GERMAN_WORDS = "zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf"
_VALUES = {word: value for words in (_WORDS, _GERMAN_WORDS) for value, word in enumerate(words.split("|"), 2)}
_NO_NOUN = r"(?!(?:as|is|was|has|does|its|this|plus|unless|always|yes|thus|thanks|needs|looks|seems|says)\b)"
_AMOUNT = re.compile(
    rf"(?P<sign>[$€£¥]) ?(?P<first>(?:{GROUPED}|\d{{1,20}})(?:[.,'’]\d{{1,20}}){{0,6}})(?!\w)"
    rf"|(?P<second>{NUMBER})[ \-]?(?P<unit>{UNIT})(?!{_LETTER})"
    rf"|(?P<third>{NUMBER}) (?:(?:{_ADJECTIVES}) ){{0,3}}(?P<noun>{_NO_NOUN}[a-z]{{3,20}}s)(?!\w)"
    rf"|(?<!\w)(?<!\bor )(?<!\boder )(?P<word>(?:(?<=buy )|(?<=add )|(?<=get )|(?<=order )|(?<=take ))one|"
    rf"{_WORDS}|{_GERMAN_WORDS})(?! ?(?:or|of|{MULTIPLIER})\b)"
    rf"(?: (?P<counted>{UNIT}))?(?!\w)",
    re.IGNORECASE,
)
_DATES = (
    re.compile(rf"(?<!{_LETTER})(?<![.\-/])(?P<y>\d{{4}})-(?P<m>\d{{1,2}})-(?P<d>\d{{1,2}})(?![\d\-])"),
    re.compile(r"(?<![\w.\-/])(?P<d>\d{1,2})\.(?P<m>\d{1,2})\.(?P<y>\d{4})(?!\w)"),
    re.compile(r"(?<!\d)(?P<y>\d{4}) ?年 ?(?P<m>\d{1,2}) ?月 ?(?P<d>\d{1,2}) ?[日号號]"),
    re.compile(rf"\b(?P<n>{MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>\d{{4}})(?!\w)", re.IGNORECASE),
    re.compile(
        rf"(?<!\w)(?P<d>\d{{1,2}})(?:st|nd|rd|th|\.)? (?:of )?(?P<n>{MONTH}),? (?P<y>\d{{4}})(?!\w)",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)(?P<d>\d{{1,2}})\.?(?: ?[–-] ?| to | until | and | bis | und )"
        rf"\d{{1,2}}\.? (?P<n>{MONTH}),? (?P<y>\d{{4}})(?!\w)",
        re.IGNORECASE,
    ),
)
_TIME = re.compile(
    r"(?<![\w.:])(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))? ?(?P<half>am|pm|a\.m\.|p\.m\.|uhr)(?!\w)"
    rf"|(?<!{_LETTER})(?<![.:])(?P<hour>\d{{1,2}}):(?P<minute>\d{{2}})(?!{_LETTER}|:)",
    re.IGNORECASE,
)
_CHINESE_TIME = re.compile(
    r"(?P<part>凌晨|早上|早晨|上午|中午|下午|傍晚|晚上|今晚|明早)? ?(?<![\d.:])(?P<h>\d{1,2}) ?[点點]"
    r"(?:(?P<m>\d{1,2})分?|(?P<half>半))?(?!\d)"
)
_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})?(?:(?:^|[T ])(\d{2}:\d{2})(?::00)?)?")
_PLAIN = re.compile(r"-?(?:0|[1-9]\d{0,17})(?:\.\d{0,8}[1-9])?")
_NAME_PART = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_SECONDS = {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800}
_IDENTIFIER_NAMES = """
    id ids uid uuid no nr num number numbers index idx key ref reference code account iban phone row line
    note file page message mail port version pin order invoice
"""
_AMOUNT_NAMES = {
    "money": "amount price sum cost costs total budget fee tip fare payment donation salary",
    "percent": "percent percentage pct volume brightness level discount opacity tip vat",
    "degrees": "temperature temp degrees celsius fahrenheit",
    "time": "duration timer delay length timeout interval",
    "length": "distance length width height radius km metres meters miles",
    "mass": "weight mass kg grams",
    "people": "people persons guests adults seats party",
    "size": "size mb gb",
    "count": "count limit quantity qty max top copies",
}
_MOMENT_NAMES = "date day due when start end until from deadline datetime time at begin"
_IDENTIFIERS = frozenset(_IDENTIFIER_NAMES.split())
_NAMES = {kind: frozenset(names.split()) for kind, names in _AMOUNT_NAMES.items()}
_DATE_NAMES = frozenset(_MOMENT_NAMES.split())
_CURRENCIES = frozenset(unit for kind, unit in _UNITS.values() if kind == "money")


@dataclass(frozen=True, slots=True)
class Amount:
    """A number with its unit, or with what it counts, and where it stands. `value` is None where unclear."""

    value: Decimal | None
    kind: str
    unit: str
    begin: int
    end: int


def amounts(text: str) -> Iterator[Amount]:
    """The amounts in `text`, in order."""
    german = is_german(text)
    for match in _AMOUNT.finditer(text):
        found = match.groupdict()
        number = found["first"] or found["second"] or found["third"]
        word = (found["sign"] or found["unit"] or found["counted"] or "").casefold()
        kind, unit = _UNITS[word] if word else ("count", (found["noun"] or "things").casefold())
        value = parsed(number, german) if number else Decimal(_VALUES.get(found["word"].casefold(), 1))
        yield Amount(value, kind, unit, *match.span())


def currency(value: object) -> str:
    """The currency that `value` names, as `Amount.unit` has it; empty where it names none."""
    kind, unit = _UNITS.get(value.casefold(), ("", "")) if isinstance(value, str) else ("", "")
    return unit if kind == "money" else ""


def is_identifier(name: str) -> bool:
    """True where an argument called `name` says which thing is meant."""
    return bool(name_parts(name) & _IDENTIFIERS)


def is_german(text: str) -> bool:
    """True where numbers are written the German way, as far as the words around them tell."""
    return bool(_GERMAN.search(text)) and not _ENGLISH.search(text)


def parsed(number: str, german: bool) -> Decimal | None:
    """The value of a typed number; None where it can be read in two ways, or begins with a zero."""
    number = number.replace(" ", "")
    groups = re.split(r"[.,'’]", number.lstrip("-"))
    marks = re.findall(r"[.,'’]", number)
    sign = "-" if number.startswith("-") else ""
    if len(groups[0]) > 1 and groups[0].startswith("0"):
        return None
    if not marks:
        return Decimal(number)
    point = "," if german else "."
    decimals = groups.pop() if marks[-1] == point and marks.count(point) == 1 else ""
    if len(groups) > 1 and (len(groups[0]) > 3 or any(len(group) != 3 for group in groups[1:])):
        return None
    separators = marks[: len(groups) - 1]
    if len(set(separators)) > 1 or (separators and decimals and separators[0] == point):
        return None
    return Decimal(f"{sign}{''.join(groups)}{'.' if decimals else ''}{decimals}")


def plain_number(value: object) -> Decimal | None:
    """The value of an argument that is a number, or the text of one in its shortest form."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return Decimal(repr(value))
    return Decimal(value) if isinstance(value, str) and _PLAIN.fullmatch(value) else None


def fits(name: str, value: object, amount: Amount) -> bool:
    """True where an argument called `name` may take `value` from `amount`: the name says its kind of unit."""
    parts = name_parts(name)
    if isinstance(value, str) and "currency" in parts and amount.kind == "money":
        return currency(value) == amount.unit
    number = plain_number(value)
    if number is None or amount.value is None or parts & _IDENTIFIERS:
        return False
    if amount.kind == "time":
        units = [unit for unit in _SECONDS if {unit, f"{unit}s", unit[:3], f"{unit[:3]}s"} & parts]
        if units:
            return number * _SECONDS[units[0]] == amount.value * _SECONDS[amount.unit]
    if amount.kind == "money" and "cents" in parts:
        return number == amount.value * 100
    if parts & _CURRENCIES - {amount.unit}:
        return False
    named = _NAMES.get(amount.kind, frozenset()) | {amount.unit, amount.unit.rstrip("s"), f"{amount.unit}s"}
    return number == amount.value and bool(parts & named)


def moments(text: str, counts: Callable[[int, int], bool]) -> tuple[frozenset[str], frozenset[str]]:
    """The days that `text` names with their year, and its times of day: `2026-06-13`, `15:00`.

    Only those count for whose places `counts` is true.
    """
    dates = (match for pattern in _DATES for match in pattern.finditer(text))
    days = {_day(match.groupdict()) for match in dates if counts(*match.span())}
    times = {_time(match.groupdict()) for match in _TIME.finditer(text) if counts(*match.span())}
    chinese = (match for match in _CHINESE_TIME.finditer(text) if counts(*match.span()))
    times |= {_chinese_time(match.groupdict()) for match in chinese}
    return frozenset(days - {""}), frozenset(times - {""})


def is_moment(name: str, value: str, days: frozenset[str], times: frozenset[str]) -> bool:
    """True where `value` is a day, a time or both, all of them typed, and `name` says that it is one."""
    match = _MOMENT.fullmatch(value)
    if not match or not value or not name_parts(name) & _DATE_NAMES:
        return False
    day, time = match.groups()
    return (day is None or day in days) and (time is None or time in times)


def name_parts(name: str) -> frozenset[str]:
    """The words of a property's name, in small letters: `maxPrice_eur` has three."""
    return frozenset(part.casefold() for part in _NAME_PART.findall(name))


def _day(found: dict[str, str]) -> str:
    month = found.get("m") or ""
    if not month:
        begin = found["n"][:3].casefold()
        month = str(_GERMAN_MONTHS.get(begin) or _MONTHS.index(begin) + 1)
    try:
        return date(int(found["y"]), int(month), int(found["d"])).isoformat()
    except ValueError:
        return ""


def _time(found: dict[str, str | None]) -> str:
    hour, minute = int(found["h"] or found["hour"] or 0), int(found["m"] or found["minute"] or 0)
    half = (found["half"] or "").replace(".", "").casefold()
    if half in ("am", "pm"):
        if not 1 <= hour <= 12:
            return ""
        hour = hour % 12 + (12 if half == "pm" else 0)
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def _chinese_time(found: dict[str, str | None]) -> str:
    """Without a part of the day, three o'clock may be in the afternoon: then it is not told."""
    hour, minute = int(found["h"] or 0), 30 if found["half"] else int(found["m"] or 0)
    part = found["part"] or ""
    if part in ("下午", "傍晚", "晚上", "今晚") or (part == "中午" and hour < 3):
        clear, hour = 1 <= hour < 12, hour + 12
    elif part:
        clear = hour in (11, 12) if part == "中午" else hour < 12
    else:
        clear = hour > 12
    return f"{hour:02}:{minute:02}" if clear and hour < 24 and minute < 60 else ""
