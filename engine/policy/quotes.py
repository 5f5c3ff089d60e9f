"""Which texts an argument quotes: whole, or a few words of them, or something in them that names one thing.

Case, accents, punctuation, spacing and markup make no difference, nor does a usual encoding. A few words are
three in a row, one of them not in every other text and one more beside filler; four with one such word; six
with four common ones; two names in either order; or four Chinese or Japanese characters. With the filler left
out on both sides it takes three telling words, four words with three such ones, six with two, or six Chinese
characters. Codes, addresses and numbers of four digits and more, neither round nor a year, count alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import add
from typing import NamedTuple

from engine.policy.common_words import COMMON, FILLER, STOCK
from engine.policy.disguises import decodings, plain, readings, turned
from engine.policy.singles import (
    HAN,
    IN_SINGLE,
    SEA,
    TOKEN,
    Piece,
    is_round_or_year,
    single_things,
    told_things,
)

_IS_HAN = re.compile(f"[{HAN}]")
_IS_SEA = re.compile(f"[{SEA}]")
_HIRAGANA = re.compile("[\u3040-\u309f]")
_ASCII_WORD = re.compile("[a-z0-9]+")
_SIMPLE = re.compile(
    r"(?:(?:[A-Za-z][a-z]{0,14}|(?!\d+[ ,]+\d+[ ,]+\d)\d{1,15})"
    r"(?:(?:[ ,.?!:'()/\n]|(?<= )[*+=\-](?= ))+|$))*"
)
"""A text of words and numbers, not three in a row, that says nothing else, unless its letters stand apart."""
_LETTERS = re.compile(r"\b[A-Za-z] [A-Za-z] [A-Za-z]\b")
_WORDS, _HAN_CHARACTERS, _SEA_CHARACTERS = 3, 4, 9
_PHRASE, _SENTENCE = 4, 6
_SAYS_NOTHING, _SAYS_LITTLE, _SAYS_MUCH = 0, 1, 2
_TELLING = ((_WORDS, 6), (_PHRASE, 7), (_SENTENCE, 8))
_TELLING_HAN = ((_SENTENCE, 2 * _SENTENCE),)
"""How many words without filler make a piece, and how much they must say at least."""
_LONG_WORD = 9
_RARE_WORD = 7
_IN_GERMAN = frozenset(["der", "das", "und", "ist", "nicht", "ich"])
"""Words of a language that writes every noun with a capital."""
_GLUED, _GLUED_PIECE, _LONGEST_PIECE, _LONGEST_GLUED = 12, 8, 28, 256
_NOTHING = frozenset(map(plain, FILLER))
_LITTLE = frozenset(map(plain, COMMON))


class _Token(NamedTuple):
    text: str
    window: int
    weight: int
    name: bool
    place: int


@dataclass(frozen=True, slots=True)
class Quotable:
    """A text in the form in which quotes of it are found; `whole` where it is shorter than a few words."""

    pieces: frozenset[str]
    whole: str = ""
    length: int = 0

    @classmethod
    def of(cls, text: str) -> Quotable:
        """The pieces of `text`. Takes time in proportion to its length."""
        read = _read(plain(text))
        keys = _keys(plain(text), read)
        for reading in readings(text):
            keys |= _keys(plain(reading), _read(plain(reading)))
        if _is_short(read):
            return cls(frozenset(keys), "".join(token.text for token in read), len(read))
        return cls(frozenset(keys))


class Query:
    """The arguments of one call, to be held against an index of texts."""

    def __init__(self, arguments: object) -> None:
        self.words: list[str] = []
        self.spaced = True
        self.single: list[Piece] = []
        self._begins: list[int] = []
        self._arguments: list[str] = []
        for name, text in _texts(arguments):
            if text.isalpha() and text.isascii() and text.islower() and len(text) < _GLUED:
                self._begins.append(len(self.words))
                self._arguments.append(name)
                self.words.append(text)
                continue
            self._add(name, plain(text))
            if not _SIMPLE.fullmatch(text) or _LETTERS.search(text):
                for reading in (text, *readings(text)):
                    if reading is not text:
                        self._add(name, plain(reading))
                    for said in decodings(reading):
                        self._add(name, plain(said))

    def runs(self) -> Iterator[tuple[int, list[str]]]:
        """The words in a row that may be pieces, as one word each: their number, then each such run."""
        words = self.words
        two = list(map(add, words, words[1:]))
        three = list(map(add, two, words[2:]))
        yield 1, words
        yield 2, two
        yield _WORDS, three
        yield _PHRASE, list(map(add, three, words[3:]))
        yield _SENTENCE, list(map(add, three, three[3:]))
        if not self.spaced:
            yield _SEA_CHARACTERS, list(map(add, map(add, three, three[3:]), three[6:]))

    def telling_runs(self) -> Iterator[tuple[int, list[str]]]:
        """The same of three, four and six words with the filler left out, where there is any."""
        words = [word for word in self.words if word not in _NOTHING]
        if len(words) < len(self.words):
            three = list(map(add, map(add, words, words[1:]), words[2:]))
            yield _WORDS, three
            yield _PHRASE, list(map(add, three, words[3:]))
            yield _SENTENCE, list(map(add, three, three[3:]))

    def telling_places(self) -> list[int]:
        """The places of the words that are no filler."""
        return [place for place, word in enumerate(self.words) if word not in _NOTHING]

    def phrases(self, found: Iterable[Piece]) -> dict[str, int]:
        """How many different phrases the found pieces make up in each argument, in their order."""
        counts: dict[str, int] = {}
        known: set[str] = set()
        for argument, keys in self._joined(sorted(found)):
            if known.isdisjoint(keys):
                counts[argument] = counts.get(argument, 0) + 1
            known |= keys
        return counts

    def _joined(self, found: Sequence[Piece]) -> Iterator[tuple[str, set[str]]]:
        """The runs of found pieces that touch; filler between two of them does not part them."""
        keys: set[str] = set()
        last = found[0][0]
        argument, argument_ends = self._argument_and_end(last)
        for first, end, key in found:
            if first > last + 1 or first >= argument_ends:
                between = self.words[last + 1 : first]
                if first >= argument_ends or any(_weight(word) == _SAYS_MUCH for word in between):
                    yield argument, keys
                    keys = set()
                    argument, argument_ends = self._argument_and_end(first)
            keys.add(key)
            if end > last:
                last = end
        yield argument, keys

    def _argument_and_end(self, place: int) -> tuple[str, int]:
        """The name of the argument of the word at `place`, and the place behind that argument's words."""
        number = bisect_right(self._begins, place)
        name = self._arguments[number - 1]
        while number < len(self._begins) and self._arguments[number] == name:
            number += 1
        return name, self._begins[number] if number < len(self._begins) else len(self.words)

    def _add(self, name: str, text: str) -> None:
        begin = len(self.words)
        if text.isascii():
            self.words += _ASCII_WORD.findall(text.lower())
        else:
            self.words += [word.casefold() for word in TOKEN.findall(text)]
            self.spaced = self.spaced and not _IS_SEA.search(text)
        if len(self.words) > begin:
            self._begins.append(begin)
            self._arguments.append(name)
            if IN_SINGLE.search(text):
                self.single += single_things(text, self.words[begin:], begin)


class QuoteIndex:
    """Texts by their pieces, each text known by its number."""

    def __init__(self) -> None:
        self._texts: dict[str, tuple[int, ...]] = {}
        self._wholes: dict[str, list[int]] = {}
        self._lengths: set[int] = set()

    def add(self, number: int, text: Quotable) -> None:
        """One more text."""
        old, alone = self._texts, (number,)
        shared = {key: (*old[key], number) for key in text.pieces if key in old}
        old |= dict.fromkeys(text.pieces, alone)
        old |= shared
        if text.whole:
            self._wholes.setdefault(text.whole, []).append(number)
            self._lengths.add(text.length)

    def found(self, query: Query) -> dict[int, list[Piece]]:
        """The pieces of each text that stand in the query, by the texts' numbers."""
        found: defaultdict[int, list[Piece]] = defaultdict(list)
        for piece in self._pieces(query):
            for number in self._texts[piece[2]]:
                found[number].append(piece)
        for length in self._lengths:
            for place in range(len(query.words) - length + 1):
                word = "".join(query.words[place : place + length])
                for number in self._wholes.get(word, ()):
                    found[number].append((place, place + length - 1, word))
        return found

    def _pieces(self, query: Query) -> list[Piece]:
        """The pieces of the query that some text has. What says too little is in no text's pieces."""
        keys = self._texts
        found = [piece for piece in query.single if piece[2] in keys]
        for length, runs in query.runs():
            if not keys.keys().isdisjoint(runs):
                found += [(first, first + length - 1, key) for first, key in enumerate(runs) if key in keys]
        places: list[int] = []
        for length, runs in query.telling_runs():
            if not keys.keys().isdisjoint(runs):
                places = places or query.telling_places()
                found += [
                    (places[first], places[first + length - 1], key)
                    for first, key in enumerate(runs)
                    if key in keys
                ]
        if max(map(len, query.words), default=0) >= _GLUED:
            for place, word in enumerate(query.words):
                found += [(place, place, key) for key in _glued(word) if key in keys]
        return found


def _texts(arguments: object) -> Iterator[tuple[str, str]]:
    """All strings and numbers with the names of their top-level arguments, in order; keys come last."""
    if isinstance(arguments, dict) and {*map(type, arguments.values())} == {str}:
        names = list(map(str, arguments))
        yield from zip(names, arguments.values(), strict=True)
        yield from zip(names, names, strict=True)
        return
    keys: list[tuple[str, str]] = []
    waiting: list[tuple[str, object]] = [("", arguments)]
    top = isinstance(arguments, Mapping)
    while waiting:
        name, item = waiting.pop()
        if isinstance(item, str):
            yield name, item
        elif isinstance(item, (int, float)) and not isinstance(item, bool):
            yield name, str(item)
        elif isinstance(item, Mapping):
            inner = [(str(key) if top else name, str(key), value) for key, value in item.items()]
            top = False
            keys.extend((outer, key) for outer, key, _ in inner)
            waiting.extend((outer, value) for outer, _, value in reversed(inner))
        elif isinstance(item, (list, tuple)):
            waiting.extend((name, value) for value in reversed(item))
    yield from keys


def _read(text: str) -> list[_Token]:
    """The words of a plain text, and single characters of scripts without spaces."""
    tokens: list[_Token] = []
    for match in TOKEN.finditer(text):
        word = match.group()
        folded = word.casefold()
        window, weight = _WORDS, _weight(folded)
        if len(word) == 1 and not word.isascii():
            if _IS_HAN.match(word):
                window = _HAN_CHARACTERS
                weight = _SAYS_NOTHING if _HIRAGANA.match(word) else weight
            elif _IS_SEA.match(word):
                window = _SEA_CHARACTERS
        name = weight == _SAYS_MUCH and window == _WORDS and word[0].isupper()
        if tokens and tokens[-1].text + folded in STOCK:
            weight, name = _SAYS_LITTLE, False
            tokens[-1] = tokens[-1]._replace(weight=_SAYS_LITTLE, name=False)
        tokens.append(_Token(folded, window, weight, name, match.start()))
    return tokens


def _weight(word: str) -> int:
    """How much a word tells about where it comes from."""
    if word.isdecimal():
        if len(word) < 3:
            return _SAYS_NOTHING
        return _SAYS_LITTLE if is_round_or_year(word) else _SAYS_MUCH
    if word in _NOTHING:
        return _SAYS_NOTHING
    return _SAYS_LITTLE if word in _LITTLE else _SAYS_MUCH


def _is_short(tokens: Sequence[_Token]) -> bool:
    """True for a text of fewer words than a piece has, if it says anything."""
    says = any(token.weight and (len(token.text) > 1 or token.window > _WORDS) for token in tokens)
    return says and len(tokens) < min(token.window for token in tokens)


def _keys(text: str, tokens: Sequence[_Token]) -> set[str]:
    """The keys of all pieces of a text that is to be found again."""
    telling = [token for token in tokens if token.text not in _NOTHING and token.window < _SEA_CHARACTERS]
    runs = {*_windows(tokens), *_telling_windows(telling)}
    keys = {run.replace(" ", "") for run in runs}
    keys.update(turned([run for run in runs if run.count(" ") == _WORDS - 1]))
    keys.update(key for _, _, key in single_things(text, [token.text for token in tokens], 0))
    keys.update(told_things(text))
    keys.update(_names(text, tokens))
    return keys


def _names(text: str, tokens: Sequence[_Token]) -> Iterator[str]:
    """The keys of two names, of an initial and a name, and of a name with a rare word behind it."""
    by_case = _IN_GERMAN.isdisjoint(token.text for token in tokens)
    for one, other in pairwise(tokens):
        if one.name and other.name:
            initial = one.text[0]
            yield from (one.text + other.text, other.text + one.text)
            yield from (initial + other.text, other.text + initial)
        elif one.name and by_case and other.weight == _SAYS_MUCH and len(other.text) >= _RARE_WORD:
            before = text[max(one.place - 2, 0) : one.place]
            yield from (one.text + other.text,) if before.strip(" ,").isalnum() else ()


def _windows(tokens: Sequence[_Token]) -> Iterator[str]:
    """The least number of tokens in a row that say enough, from each token on, with blanks between words."""
    texts = [token.text for token in tokens]
    weights = [token.weight for token in tokens]
    for first, token in enumerate(tokens):
        if token.window == _WORDS:
            for length in (_WORDS, _PHRASE, _SENTENCE):
                if first + length > len(texts):
                    break
                if _says_enough(weights[first : first + length], texts[first : first + length]):
                    yield " ".join(texts[first : first + length])
                    break
        elif first + token.window <= len(texts):
            window = weights[first : first + token.window]
            key = "".join(texts[first : first + token.window])
            if len(window) - window.count(_SAYS_NOTHING) >= 2 and key not in STOCK:
                yield key


def _telling_windows(tokens: Sequence[_Token]) -> Iterator[str]:
    """The same of a text without its filler; they have to say more."""
    texts = [token.text for token in tokens]
    sums = [0, *accumulate(token.weight for token in tokens)]
    for first, token in enumerate(tokens):
        for length, least in _TELLING if token.window == _WORDS else _TELLING_HAN:
            if first + length < len(sums) and sums[first + length] - sums[first] >= least:
                yield " ".join(texts[first : first + length])
                break


def _says_enough(weights: Sequence[int], texts: Sequence[str]) -> bool:
    if _SAYS_MUCH not in weights:
        return len(weights) == _SENTENCE and weights.count(_SAYS_LITTLE) >= _PHRASE
    if len(weights) > _WORDS or sum(weights) > _SAYS_MUCH:
        return True
    return len(texts[weights.index(_SAYS_MUCH)]) >= _LONG_WORD


def _glued(word: str) -> Iterator[str]:
    """The keys of what a long word may hold where the blanks between words were left out."""
    glued = word[:_LONGEST_GLUED] if len(word) >= _GLUED else ""
    for begin in range(len(glued) - _GLUED_PIECE + 1):
        for end in range(begin + _GLUED_PIECE, min(begin + _LONGEST_PIECE, len(glued)) + 1):
            yield glued[begin:end]
