"""Is an argument in the user's own words, whole? Whole means that nothing typed is cut in two.

Only what the user typed counts. `13` does not stand in `June 13`, in `13 %` or in `ab13`: a date, an amount,
an address or a number is one thing, and an argument is it or is not.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Mapping

_SPACE = re.compile(r"\s+")
_OPENING = "\"'`([{<"
_CLOSING = "\"'`)]}>.,;:!?…"
_MARKS = " «»‹›“”‘’„‚「」『』（）《》〈〉【】［］｛｝：，。；、！？"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|"
    r"oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NUMBER = r"(?<![\d.,'’])\d{1,20}(?:[.,'’ ]\d{1,20}){0,6}"
_UNIT = (
    r"(?:%|‰|°|€|\$|£|¥|eur|usd|gbp|chf|euros?|dollars?|cents?|percent|k?m|cm|mm|kg|g|mb|gb|kb|tb|h|hours?|"
    r"min(?:utes?)?|s(?:ec(?:onds?)?)?|days?|weeks?|months?|years?|am|pm|o'clock|uhr|年|月|日|号|號|元|點|点|時|时)"
)
_ENTITIES = re.compile(
    "|".join(
        (
            rf"\b{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? \d{{4}})?(?!\d)",
            rf"(?<!\d)\d{{1,2}}(?:st|nd|rd|th|\.)? (?:of )?{_MONTH}(?:,? \d{{4}})?(?!\w)",
            rf"\b{_MONTH} \d{{4}}\b",
            r"(?<!\d)\d{1,4} ?年(?: ?\d{1,2} ?月)?(?: ?\d{1,2} ?[日号號])?",
            r"(?<!\d)\d{1,2} ?月 ?\d{1,2} ?[日号號]?",
            r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){2,7}(?: ?[a-z0-9]{1,3})?\b",
            r"(?<!\d)\+?\(?\d[\d ()/.\-]{5,40}\d",
            rf"[$€£¥] ?{_NUMBER}",
            rf"{_NUMBER} ?{_UNIT}(?!\w)",
        )
    ),
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"""(?<!\w)"([^"]+)"(?!\w)|“([^”]+)”|「([^」]+)」|『([^』]+)』|`([^`]+)`|(?<![^\s(])'([^']+)'(?!\w)"""
)


class OwnWords:
    """What the user typed in one conversation."""

    def __init__(self) -> None:
        self._texts: list[_Typed] = []

    def add(self, text: str) -> None:
        """One more message of the user's."""
        self._texts.append(_Typed(_tidy(text)))

    def hold(self, arguments: object, declared: frozenset[str] = frozenset()) -> bool:
        """True where each value in `arguments`, and each key that is not `declared`, was typed, whole.

        Without a value there is nothing that the user can have wished for, so that is False.
        """
        values = list(leaves(arguments, declared))
        return bool(values) and all(value is not None and self.hold_text(value) for value in values)

    def hold_text(self, text: str) -> bool:
        """True where the user typed `text`, whole. The case of a sentence's first letter is left open."""
        wanted = _tidy(text)
        if not wanted:
            return False
        forms = {wanted, wanted[0].swapcase() + wanted[1:]} if " " in wanted else {wanted}
        return any(typed.holds(form) for typed in self._texts for form in forms)


class _Typed:
    """One message, and the spans in it that are one thing each."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._things: list[list[tuple[int, int]]] | None = None

    def holds(self, wanted: str) -> bool:
        begin = self._text.find(wanted)
        while begin >= 0:
            end = begin + len(wanted)
            if self._whole(begin, end) and not (self._inside(begin) or self._inside(end)):
                return True
            begin = self._text.find(wanted, begin + 1)
        return False

    def _whole(self, begin: int, end: int) -> bool:
        """True where no word is cut: quotes, brackets and the end of a sentence may stand around it."""
        text = self._text
        while begin and text[begin - 1] in _OPENING:
            begin -= 1
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        return (not begin or text[begin - 1] in _MARKS) and (end == len(text) or text[end] in _MARKS)

    def _inside(self, place: int) -> bool:
        """True where `place` lies inside a thing and not at its border."""
        if self._things is None:
            quoted = [match.span(match.lastindex or 0) for match in _QUOTED.finditer(self._text)]
            self._things = [[match.span() for match in _ENTITIES.finditer(self._text)], quoted]
        for spans in self._things:
            index = bisect_right(spans, (place, 0)) - 1
            if index >= 0 and spans[index][0] < place < spans[index][1]:
                return True
        return False


def leaves(value: object, declared: frozenset[str]) -> Iterator[str | None]:
    """The values inside `value` as the user would type them; None for what cannot be typed (true, empty)."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, str):
            yield item
        elif isinstance(item, (int, float)) and not isinstance(item, bool):
            yield str(item)
        elif isinstance(item, Mapping) and (item or item is value):
            yield from (str(key) for key in item if key not in declared)
            waiting.extend(item.values())
        elif isinstance(item, list) and item:
            waiting.extend(item)
        else:
            yield None


def declared_names(schema: object) -> frozenset[str]:
    """All names of properties that a JSON Schema declares, at any depth."""
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
    return frozenset(names)


def _tidy(text: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", text)).strip()
