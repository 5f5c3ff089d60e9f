"""Is an argument in the user's own words, whole? Whole means that nothing typed is cut in two.

Only what the user typed counts, and of that neither what was pasted to be worked on nor what is denied or
only asked about. `13` does not stand in `June 13`, in `13 %` or in `ab13`: a date, an amount, an address or a
number is one thing, and an argument is it or is not. An amount may be given as a number where the argument's
name says what it is an amount of.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from itertools import repeat
from urllib.parse import urlsplit

from engine.policy.measures import (
    GROUPED,
    MONTH,
    MULTIPLIER,
    NUMBER,
    UNIT,
    Amount,
    amounts,
    currency,
    fits,
    is_german,
    is_identifier,
    is_moment,
    moments,
    name_parts,
    parsed,
    plain_number,
)
from engine.policy.typed_text import Mood, chinese_objects, in_lines, split, takes_up, tidy

_OPENING = "\"'`([{<"
_CLOSING = "\"'`)]}>.,;:!?…"
_MARKS = " «»‹›“”‘’„‚「」『』（）《》〈〉【】［］｛｝：，。；、！？"
_NUMBERED = re.compile(r"(?:^|(?<=[ (\"']))(?:#|№|n°|no\.|nr\.)$", re.IGNORECASE)
_DAY = r"\d{1,2}(?:st|nd|rd|th|\.)?"
_DAYS = rf"{_DAY}(?:(?:,? (?:and|to|until|or|und|bis|oder|&) (?:the )?|, ?| ?[–-] ?|/){_DAY}(?!\d)){{0,9}}"
_ENTITIES = re.compile(
    "|".join(
        (
            rf"\b{MONTH} (?:the )?{_DAYS}(?:,? \d{{4}})?(?!\d)",
            rf"(?<!\d){_DAYS} (?:of )?{MONTH}(?:,? \d{{4}})?(?!\w)",
            r"\b(?:am|vom|zum|dem|den|der|bis) \d{1,2}\.(?!\w)",
            r"(?<!\d)\d{1,2}\. (?:und|bis|oder) \d{1,2}\.(?!\w)",
            rf"\b{MONTH} \d{{4}}\b",
            r"(?<!\d)\d{1,4} ?年(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?[日号號])?",
            r"(?<!\d)\d{1,2} ?月 ?\d{1,2} ?[日号號]?",
            r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b",
            r"(?<!\d)\+?\(?\d[\d ()/.\-]{5,40}\d",
            rf"[$€£¥] ?\d{{1,20}}(?:[.,'’ ]\d{{1,20}}){{0,6}}(?: ?{MULTIPLIER})?",
            rf"(?<![\d.,'’])\d{{1,20}}(?:[.,'’ ]\d{{1,20}}){{0,6}} ?(?:{MULTIPLIER}|(?:{UNIT})(?!\w))",
            r"(?<![\d.,'’])\d{1,20} (?:out )?of (?:my|our|your|his|her|their|the|these|those|them|us|all)\b",
            r"(?<![\d.,'’第])(?<!第 )\d{1,20} ?[条條封篇个個份位只隻张張本次包盒]",
            rf"(?<![\d.,'’]){GROUPED}",
            r"(?-i:(?<![A-Za-z0-9])(?!ID|NO|NR|PR|RE)[A-Z]{2,3} ?\d{1,4}(?!\w))",
        )
    ),
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"""(?<!\w)"([^"]+)"(?!\w)|„([^„“”]+)[“”]|“([^“”]+)”|「([^「」]+)」|『([^『』]+)』|《([^《》]+)》|"""
    r"""«([^«»]+)»|»([^«»]+)«|`([^`]+)`|(?<![^\s(])'([^']+)'(?!\w)"""
)
_NOUNS = (
    r"(?:notes?|e-?mails?|mails?|messages?|events?|files?|documents?|tickets?|issues?|tasks?|items?|orders?|invoices?|"
    r"entry|entries|rows?|lines?|pages?|users?|contacts?|reminders?|appointments?|meetings?|posts?|comments?|records?|"
    r"bookings?|reservations?|photos?|songs?|cards?|lists?|rooms?|bugs?|requests?|notiz(?:en)?|nachricht(?:en)?|"
    r"termine?|dateie?n?|aufgaben?|einträge?|eintrag|bestellung(?:en)?|rechnung(?:en)?|zeilen?|seiten?)"
)
_TAKEN = (
    r"(?:delete|remove|open|read|cancel|archive|forward|close|edit|mark|rename|copy|show|complete|finish|"
    r"lösche?|öffne|lies|storniere?|entferne?)(?: the| my)?"
)
_ONLY_NUMBERS = r"(?:#?\d{1,18}(?:, and |, | and | und | or | & )){0,20}"
_MAIL = re.compile(r"[^\s@<>()\"',;:]{1,64}@[A-Za-z0-9.\-]{1,250}[A-Za-z0-9]")
_URL = re.compile(r"(?:https?://|www\.)[^\s<>\"'「」（）。，]{1,2000}", re.IGNORECASE)
_NUMBERS = re.compile(
    r"(?<![A-Za-z0-9_])[A-Za-z]{2}\d{2}(?: ?[A-Za-z0-9]{4}){2,7}(?: ?[A-Za-z0-9]{1,3})?(?![A-Za-z0-9_])"
    r"|(?<!\d)\+?\(?\d[\d ()/.\-]{5,40}\d"
)
_HAN = "[\u4e00-\u9fff]"
_PHONE = re.compile(r"\+?[\d ()/.\-]{7,42}|[A-Za-z]{2}\d{2}[A-Za-z0-9 ]{8,40}")
_SEPARATORS = re.compile(r"[ ()/.\-]")
_TEXT_NAMES = """
    text texts title titles body content contents note notes message subject summary description label labels
    tag tags task tasks item items todo todos reminder reminders name topic heading caption comment
"""
_TEXTS = frozenset(_TEXT_NAMES.split())
_LETTERS_ONLY = re.compile(r"[^\d@/\\_.:#<>=|]+[.!]?")
_LISTED = re.compile(
    r"\s*(?:\n\s*(?:[\-*•]\s*)?|[,;、，；]\s*(?:and |und |以及|和)?|\s(?:and|und)\s)\s*|^\s*[\-*•]\s+"
)
_HANDLE = re.compile(r"[^\W\d][\w\-]{0,60}")
_SIGNS = 16
"""So many quotes and brackets may stand around a thing."""
_TRIES = 1000
"""In so many places a text is looked for: one that stands in more is no particular wish."""
_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


@dataclass(frozen=True, slots=True)
class Declared:
    """What a tool's schema says of its arguments: all names of properties, and top-level ones' defaults."""

    names: frozenset[str] = frozenset()
    defaults: Mapping[str, object] = field(default_factory=dict)


class OwnWords:
    """What the user typed in one conversation."""

    def __init__(self) -> None:
        self._texts: list[_Typed] = []
        self._pasted: set[str] = set()
        self._last = ""

    def add(self, text: str) -> None:
        """One more message of the user's."""
        for part, pasted in split(unicodedata.normalize("NFC", text)):
            if pasted:
                self._pasted |= {tidy(part), tidy(part).strip("\"'“”„‘’「」『』«»《》")}
            elif tidy(part):
                self._texts.append(_Typed(part))
                if takes_up(self._last, tidy(part)):
                    self._texts.append(_Typed(f"{self._last} {part}"))
                self._last = tidy(part)
                folded = part.translate(_WIDE)
                if folded != part:
                    self._texts.append(_Typed(folded))

    def hold(self, arguments: object, declared: Declared = Declared()) -> bool:
        """True where each value in `arguments`, and each key that is not `declared`, was typed, whole.

        A top-level argument that is what its absence would mean anyway is left out. Without a value there is
        nothing that the user can have wished for, so that is False.
        """
        if isinstance(arguments, Mapping):
            if self._differs(arguments, declared):
                return False
            arguments = {
                name: value for name, value in arguments.items() if not _is_default(name, value, declared)
            }
        values = list(leaves(arguments, declared.names))
        return bool(values) and all(self._holds(name, value) for name, value in values)

    def hold_text(self, text: str) -> bool:
        """True where the user typed `text`, whole. The case of a sentence's first letter is left open."""
        wanted = tidy(unicodedata.normalize("NFC", text))
        if not wanted:
            return False
        forms = {wanted, wanted[0].swapcase() + wanted[1:]} if " " in wanted else {wanted}
        return wanted in self._pasted or any(typed.holds(form) for typed in self._texts for form in forms)

    def _differs(self, arguments: Mapping[str, object], declared: Declared) -> bool:
        """True where an amount was typed in another currency than the one that goes without saying."""
        usual = {
            currency(value)
            for name, value in declared.defaults.items()
            if "currency" in name_parts(name) and arguments.get(name, value) == value
        } - {""}
        numbers = {plain_number(value) for value in arguments.values()}
        spent = [each for typed in self._texts for each in typed.amounts if each.kind == "money"]
        return any(usual and each.unit not in usual and each.value in numbers for each in spent)

    def _holds(self, name: str, value: object) -> bool:
        if value is None or isinstance(value, bool):
            return False
        number = plain_number(value)
        if number is not None and is_identifier(name):
            return any(typed.names(number, name) for typed in self._texts)
        if isinstance(value, str) and (self.hold_text(value) or self._holds_otherwise(name, value)):
            return True
        return any(
            (number is not None and number in typed.numbers)
            or any(fits(name, value, amount) for amount in typed.amounts)
            for typed in self._texts
        )

    def _holds_otherwise(self, name: str, value: str) -> bool:
        """True where the user typed the same thing, as the standards for it or the kind of text have it."""
        wanted = unicodedata.normalize("NFC", value).strip()
        thing = _same_thing(wanted)
        if thing and any(thing in typed.things for typed in self._texts):
            return True
        if any(is_moment(name, wanted, *typed.moments) for typed in self._texts):
            return True
        if not name_parts(name) & _TEXTS or not _LETTERS_ONLY.fullmatch(wanted):
            return False
        loose = _loose(wanted.rstrip(".!"))
        return bool(loose) and any(typed.loose.holds(loose) for typed in self._texts)


class _Typed:
    """One message, and the spans in it that are one thing each."""

    def __init__(self, text: str) -> None:
        self._lines = in_lines(text)
        self._text = tidy(text)

    @cached_property
    def loose(self) -> _Typed:
        """The same in small letters, with one sign between the items of a list, however they are listed."""
        return _Typed(_loose(self._lines))

    @cached_property
    def numbers(self) -> frozenset[Decimal]:
        """The numbers that stand alone."""
        return frozenset(self._numbered) | self._objects_in_digits

    def names(self, number: Decimal, name: str) -> bool:
        """True where `number` stands beside a noun that fits `name`, or is all that something is done to."""
        if number in self._objects_in_digits:
            return True
        nouns = "|".join([_NOUNS, *map(re.escape, name_parts(name))])
        before = re.compile(
            rf"(?:(?<!\w)(?:(?:{nouns})(?: (?:no|nr|number|nummer|id)\.?)?(?:[:=]| to| is| auf)?|"
            rf"(?:no|nr|number|nummer)\.?|{_TAKEN}) |[#№\u4e00-\u9fff] ?|(?<!\w)n° ?){_ONLY_NUMBERS}#?$",
            re.IGNORECASE,
        )
        return any(
            before.search(self._text, max(0, begin - 100), begin)
            or (not begin and not self._text[end:].strip(" .!"))
            for begin, end in self._numbered.get(number, ())[:_TRIES]
        )

    @cached_property
    def _numbered(self) -> dict[Decimal, list[tuple[int, int]]]:
        """Where each number stands alone."""
        found: dict[Decimal, list[tuple[int, int]]] = {}
        german = is_german(self._text)
        for match in re.finditer(NUMBER, self._text):
            value = parsed(match.group(), german)
            if value is not None and self._is_wished(*match.span()):
                found.setdefault(value, []).append(match.span())
        return found

    @cached_property
    def _objects_in_digits(self) -> frozenset[Decimal]:
        found = (parsed(text, False) for text in self._objects if text.isdecimal() and text.isascii())
        return frozenset(value for value in found if value is not None)

    @cached_property
    def amounts(self) -> list[Amount]:
        """The amounts that the user wishes something with."""
        return [found for found in amounts(self._text) if self._is_wish(found.begin, found.end)]

    @cached_property
    def moments(self) -> tuple[frozenset[str], frozenset[str]]:
        """The days and the times of day that are named."""
        return moments(
            self._text, lambda begin, end: not self._is_quoted(begin) and self._mood.is_wish(begin, end)
        )

    @cached_property
    def things(self) -> frozenset[str]:
        """Addresses, telephone numbers and accounts in their standard form."""
        found = (match for pattern in (_MAIL, _URL, _NUMBERS) for match in pattern.finditer(self._text))
        spans = ((match.start(), match.start() + len(match.group().rstrip(".,;:!?)"))) for match in found)
        return frozenset(_same_thing(self._text[a:b]) for a, b in spans if self._is_wished(a, b, _HAN)) - {""}

    @cached_property
    def _mood(self) -> Mood:
        return Mood(self._text)

    @cached_property
    def _objects(self) -> frozenset[str]:
        """What Chinese sentences wish something for."""
        spans = [span for span in chinese_objects(self._lines) if self._is_wished(*span, ".")]
        return frozenset(self._text[begin:end] for begin, end in spans)

    @cached_property
    def _things(self) -> list[list[tuple[int, int]]]:
        quoted = [match.span(match.lastindex or 0) for match in _QUOTED.finditer(self._text)]
        counted = [(found.begin, found.end) for found in amounts(self._text)]
        return [[match.span() for match in _ENTITIES.finditer(self._text)], counted, quoted]

    def holds(self, wanted: str) -> bool:
        """True where `wanted` stands here as one thing that the user wishes something for."""
        begin = self._text.find(wanted)
        if begin >= 0 and wanted in self._objects:
            return True
        for _ in range(_TRIES):
            if begin < 0 or self._is_wished(begin, begin + len(wanted)):
                return begin >= 0
            begin = self._text.find(wanted, begin + 1)
        return False

    def _is_wished(self, begin: int, end: int, borders: str = "") -> bool:
        return self._whole(begin, end, borders) and self._is_wish(begin, end)

    def _is_wish(self, begin: int, end: int) -> bool:
        return not self._inside(begin) and not self._inside(end) and self._mood.is_wish(begin, end)

    def _whole(self, begin: int, end: int, borders: str) -> bool:
        """True where no word is cut: quotes, brackets and the end of a sentence may stand around it.

        So may what the pattern `borders` matches.
        """
        text = self._text
        if text[begin:end].isdecimal():
            begin -= len(match.group()) if (match := _NUMBERED.search(text[max(0, begin - 4) : begin])) else 0
        elif begin and text[begin - 1] in "#@" and _HANDLE.fullmatch(text, begin, end):
            begin -= 1
        first, last = max(0, begin - _SIGNS), end + _SIGNS
        begin = first + len(text[first:begin].rstrip(_OPENING))
        end = min(len(text), last) - len(text[end:last].lstrip(_CLOSING))
        around = (text[begin - 1] if begin else " ", text[end] if end < len(text) else " ")
        return all(one in _MARKS or (borders and re.match(borders, one)) for one in around)

    def _inside(self, place: int) -> bool:
        """True where `place` lies inside a thing and not at its border."""
        return any(map(_is_in, self._things, repeat(place)))

    def _is_quoted(self, place: int) -> bool:
        return _is_in(self._things[-1], place)


def leaves(value: object, names: frozenset[str]) -> Iterator[tuple[str, object]]:
    """The values inside `value`, each with the name of its property; None for what cannot be typed."""
    waiting: list[tuple[str, object]] = [("", value)]
    while waiting:
        name, item = waiting.pop()
        if isinstance(item, Mapping) and (item or item is value):
            yield from (("", str(key)) for key in item if key not in names)
            waiting.extend((key if key in names else "", inner) for key, inner in item.items())
        elif isinstance(item, list) and item:
            waiting.extend((name, inner) for inner in item)
        elif isinstance(item, (str, int, float)):
            yield name, item
        else:
            yield name, None


def declared_names(schema: object) -> Declared:
    """All names of properties that a JSON Schema declares, at any depth, and its defaults."""
    names: set[str] = set()
    waiting = [schema]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Mapping):
            for keyword, value in item.items():
                if keyword == "properties" and isinstance(value, Mapping):
                    names.update(map(str, value))
                    waiting.extend(value.values())
                else:
                    waiting.append(value)
        elif isinstance(item, (list, tuple)):
            waiting.extend(item)
    properties = schema.get("properties") if isinstance(schema, Mapping) else None
    required = schema.get("required") or () if isinstance(schema, Mapping) else ()
    defaults = {
        str(name): value["default"]
        for name, value in (properties.items() if isinstance(properties, Mapping) else ())
        if isinstance(value, Mapping) and "default" in value and name not in required
    }
    return Declared(frozenset(names), defaults)


def _is_default(name: str, value: object, declared: Declared) -> bool:
    default = declared.defaults.get(name)
    return name in declared.defaults and type(value) is type(default) and value == default


def _is_in(spans: list[tuple[int, int]], place: int) -> bool:
    index = bisect_right(spans, (place, 0)) - 1
    return index >= 0 and spans[index][0] < place < spans[index][1]


def _loose(text: str) -> str:
    return tidy(_LISTED.sub(", ", text.strip()).casefold()).strip(", ")


def _same_thing(text: str) -> str:
    """An address, a telephone number or an account in its standard form; empty for anything else."""
    if _URL.fullmatch(text):
        return _standard_url(text if "://" in text else f"https://{text}")
    if _MAIL.fullmatch(text):
        return text.lower()
    if _PHONE.fullmatch(text):
        bare = _SEPARATORS.sub("", text).upper()
        return bare if len(bare) >= 7 and "." not in text[-3:] else ""
    return ""


def _standard_url(text: str) -> str:
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    usual = port is None or (parts.scheme, port) in {("http", 80), ("https", 443)}
    if not host or parts.username is not None:
        return ""
    place = host if usual else f"{host}:{port}"
    return f"{parts.scheme}://{place}{parts.path or '/'}?{parts.query}#{parts.fragment}"
