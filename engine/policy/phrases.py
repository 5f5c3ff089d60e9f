"""Fixed phrases in free text: how it is folded, cut into clauses, and searched for what is listed.

The phrases are data (resources/rules/wishes.json). In a phrase a blank is any white space, `{name}` stands
for the words of that name, and `(a|b)`, `(a )?` and `(a )*` have their usual sense; all else is literal. An
apostrophe may be left out. Chinese is written in simplified characters there and found in traditional ones
as well.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from importlib import resources
from typing import Literal

import msgspec

LONGEST = 2_000
"""Characters of free text that are read; what follows is not looked at."""
Does = Literal["privacy", "latency", "offline", "caps", "raise", "block", "allow", "wish"]
_APOSTROPHES = "’‘ʼ`´"
_QUOTES = '"“”„«»「」『』《》*'
_HAN = r"[\u3007\u3400-\u9fff]"
_BESIDE_HAN = re.compile(rf"(?<={_HAN}) | (?={_HAN})")
_WORD = (
    r"\d[\d.,]*(?:元|块|人民币|台币|港币|欧元|英镑|日元)|"
    rf"(?:[$€£¥]\s?)?(?!{_HAN})[^\W_](?:(?!{_HAN})[\w'.\-])*(?<!['.\-])"
)
_PART = re.compile(r"\{\w+\}|.")
_CHOICE = re.compile(r"\(([^()]*)\)")
_PARTS = {" ": r"\s+", "'": "'?", "(": "(?:", ")": ")", "|": "|", "?": "?", "*": "*"}
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_UNIT = r"\s?(?:us ?dollars?|dollars?|bucks?|usd|us\$|\$|美元|美金|cents?|¢|美分)"
_CENTS = re.compile("cent|¢|美分")
_SHORTEST_NAME = 3
TOOL = "tool "
"""What stands before the name of a tool among the kinds of things."""
Kind = Literal["word", "plain", "doubt", "qualify"]
_START = r"(?:(?<![a-z0-9_])|(?![a-z0-9_]))(?:"
_END = r")(?:(?![a-z0-9_])|(?<![a-z0-9_]))"
_FIGURE = r"(?<![\d.,\-])\d{1,7}(?:,\d{3}){0,2}(?:\.\d{1,6})?"
_SEPARATOR = re.compile(
    r"(?P<asks>\?)|(?P<hard>\.(?!\d)|[!;:。\n])|(?P<soft>(?<!\d),|,(?!\d)|、|\b(?:but|however|though)\b|但是|但|不过)"
)


class Meaning(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the phrases in `says` ask for. `value` is empty where the phrase itself holds it."""

    does: Does
    says: tuple[str, ...]
    value: str = ""


class Book(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The phrases of all languages.

    `things` are what may be blocked or allowed, by kind. `doubt` are words that turn or limit what a clause
    says, `qualify` those that do so to the clause beside theirs; `plain` are words that carry no wish.
    """

    traditional: str
    simplified: str
    numbers: dict[str, float]
    words: dict[str, tuple[str, ...]]
    periods: dict[str, tuple[str, ...]]
    things: dict[str, tuple[str, ...]]
    meanings: tuple[Meaning, ...]
    plain: tuple[str, ...]
    doubt: tuple[str, ...]
    qualify: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Folded:
    """Text in one spelling: lower case, half width, simplified. `places` leads back to the source."""

    source: str
    text: str
    places: tuple[int, ...]

    def original(self, start: int, end: int) -> str:
        """What the user wrote between two places of the folded text."""
        return self.source[self.places[start] : self.places[end - 1] + 1].strip()


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of the text up to a sign that ends it. `soft` is True where the sentence goes on after it."""

    start: int
    end: int
    asks: bool
    soft: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase that was found. `things` are the kinds, or `tool NAME`, that it speaks of."""

    start: int
    end: int
    meaning: Meaning
    things: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Token:
    """A word: one of content, one that carries nothing, or one that casts doubt.

    `run` is True for words of a script without blanks that stand together.
    """

    start: int
    end: int
    kind: Kind
    run: bool = False


@lru_cache(maxsize=1)
def delivered() -> Book:
    """The phrases that the program is delivered with."""
    content = (resources.files("resources") / "rules" / "wishes.json").read_bytes()
    return msgspec.json.decode(content, type=Book)


class Phrases:
    """The phrases of a book, ready to be searched, with the names of the tools that there are."""

    def __init__(self, book: Book, tools: Sequence[str] = ()) -> None:
        self._simplify = str.maketrans(
            book.traditional + _APOSTROPHES + _QUOTES,
            book.simplified + "'" * len(_APOSTROPHES) + " " * len(_QUOTES),
        )
        self._numbers = book.numbers
        self._words = _amounts(book.numbers)
        self._amount = _whole([self._words["amount"]])
        self._number = re.compile(rf"{_FIGURE}|{_longest_first(book.numbers)}")
        for name, phrases in book.words.items():
            self._words[name] = _any(map(self._source, phrases))
        periods = {name: [*map(self._source, phrases)] for name, phrases in book.periods.items()}
        self._periods = {name: _whole(sources) for name, sources in periods.items()}
        self._words["period"] = _any(source for sources in periods.values() for source in sources)
        things = {name: [*map(self._source, phrases)] for name, phrases in book.things.items()}
        for tool in tools:
            name = self.fold(tool).text.strip()
            if len(name) >= _SHORTEST_NAME:
                written = f"{re.escape(name)}|{re.escape(name.replace('_', ' '))}"
                things[f"{TOOL}{tool}"] = [rf"(?:the\s+)?(?:{written})(?:\s+tool)?"]
        self._things = {name: _whole(sources) for name, sources in things.items()}
        thing = _any(source for sources in things.values() for source in sources)
        self._words["things"] = rf"{thing}(?:{self._words['and']}{thing}){{0,8}}"
        self._meanings = [
            (meaning, _whole([self._source(phrase)])) for meaning in book.meanings for phrase in meaning.says
        ]
        kinds: list[tuple[Kind, tuple[str, ...]]] = [
            ("plain", book.plain),
            ("doubt", book.doubt),
            ("qualify", book.qualify),
        ]
        self._kinds = {word.replace("'", ""): kind for kind, words in kinds for word in words}
        self._kinds |= {word: kind for kind, words in kinds for word in words}
        listed = f"{_START}{_longest_first(self._kinds)}{_END}"
        self._token = re.compile(rf"(?P<listed>{listed})|(?P<han>{_HAN})|(?P<word>{_WORD})")

    def fold(self, text: str) -> Folded:
        """The first LONGEST characters of `text` in one spelling."""
        folded: list[str] = []
        places: list[int] = []
        for place, character in enumerate(text[:LONGEST]):
            wide = unicodedata.normalize("NFKC", character).casefold().translate(self._simplify)
            for each in wide:
                sign = " " if each.isspace() and each != "\n" else each
                if unicodedata.category(each) == "Cf" or (sign == " " and folded[-1:] in ([" "], ["\n"])):
                    continue
                folded.append(sign)
                places.append(place)
        return _closed_up(text, "".join(folded), places)

    def clauses(self, text: str) -> Iterator[Clause]:
        """The clauses of a folded text that hold anything, in order."""
        start = 0
        for sign in _SEPARATOR.finditer(text):
            if text[start : sign.start()].strip():
                yield Clause(start, sign.start(), sign.lastgroup == "asks", sign.lastgroup == "soft")
            start = sign.end()
        if text[start:].strip():
            yield Clause(start, len(text), asks=False, soft=False)

    def hits(self, text: str, clause: Clause) -> list[Hit]:
        """The phrases in a clause: the first one first, of those that begin together the longest."""
        found = [
            Hit(match.start(), match.end(), meaning)
            for meaning, pattern in self._meanings
            for match in pattern.finditer(text, clause.start, clause.end)
        ]
        chosen: list[Hit] = []
        for hit in sorted(found, key=lambda hit: (hit.start, -hit.end)):
            if not chosen or hit.start >= chosen[-1].end:
                chosen.append(hit)
        return chosen

    def things(self, phrase: str) -> tuple[str, ...]:
        """The kinds of things, or `tool NAME`, that a phrase speaks of; where two overlap, the longer one."""
        spans = [
            (match.end() - match.start(), match.start(), name)
            for name, pattern in self._things.items()
            for match in pattern.finditer(phrase)
        ]
        taken: dict[int, str] = {}
        for length, start, name in sorted(spans, key=lambda span: (-span[0], span[1])):
            if not any(place in taken for place in range(start, start + length)):
                taken |= dict.fromkeys(range(start, start + length), name)
        return tuple(dict.fromkeys(taken[place] for place in sorted(taken)))

    def tokens(self, text: str, start: int, end: int) -> list[Token]:
        """What stands between two places; words of a script without blanks come in runs."""
        tokens: list[Token] = []
        for match in self._token.finditer(text, start, end):
            kind: Kind = self._kinds[match[0]] if match.lastgroup == "listed" else "word"
            last = tokens[-1] if tokens else None
            if match.lastgroup == "han" and last and last.run and last.end == match.start():
                tokens[-1] = Token(last.start, match.end(), "word", run=True)
            else:
                tokens.append(Token(match.start(), match.end(), kind, run=match.lastgroup == "han"))
        return tokens

    def dollars(self, phrase: str) -> Decimal:
        """The amount that a phrase names, in dollars. Raises ValueError where it names none."""
        amount = self._amount.search(phrase)
        number = self._number.search(amount[0]) if amount else None
        if amount is None or number is None:
            raise ValueError(phrase)
        written = number[0].replace(",", "")
        value = Decimal(str(self._numbers.get(written, written)))
        return value / 100 if _CENTS.search(amount[0]) else value

    def period(self, phrase: str) -> str:
        """The cap that a phrase speaks of. Raises ValueError where it names none."""
        found = {name: pattern.search(phrase) for name, pattern in self._periods.items()}
        lengths = {name: len(match[0]) for name, match in found.items() if match}
        if not lengths:
            raise ValueError(phrase)
        return max(lengths, key=lambda name: lengths[name])

    def _source(self, phrase: str) -> str:
        """The regular expression of a phrase; of alternatives side by side the longest is tried first."""
        sorted_out = _CHOICE.sub(lambda choice: f"({'|'.join(_by_length(choice[1].split('|')))})", phrase)
        return _PART.sub(lambda part: self._part(part[0]), sorted_out)

    def _part(self, part: str) -> str:
        return self._words[part[1:-1]] if len(part) > 1 else _PARTS.get(part, re.escape(part))


def _closed_up(source: str, text: str, places: list[int]) -> Folded:
    """The text without hyphens inside words and without blanks beside Chinese."""
    text = _HYPHEN.sub(" ", text)
    dropped = {match.start() for match in _BESIDE_HAN.finditer(text)}
    kept = [place for place in range(len(text)) if place not in dropped]
    return Folded(source, "".join(text[place] for place in kept), tuple(places[place] for place in kept))


def _amounts(numbers: Iterable[str]) -> dict[str, str]:
    """Sums of money: `figure` is written in digits, `amount` in digits or words."""
    sign = r"(?<![a-z])(?:us)?\s?\$\s?"
    figure = rf"(?:{sign}{_FIGURE}|(?<![a-z])usd\s?{_FIGURE}|{_FIGURE}{_UNIT})"
    return {"figure": figure, "amount": rf"(?:{figure}|{_longest_first(numbers)}{_UNIT})"}


def _by_length(words: Iterable[str]) -> list[str]:
    return sorted(words, key=len, reverse=True)


def _longest_first(words: Iterable[str]) -> str:
    return _any(map(re.escape, _by_length(words)))


def _any(sources: Iterable[str]) -> str:
    return f"(?:{'|'.join(sources)})"


def _whole(sources: Iterable[str]) -> re.Pattern[str]:
    """Any of the sources where it cuts no word of letters and digits."""
    return re.compile(f"{_START}{'|'.join(sources)}{_END}")
