"""Numbers that a state gave to a person, passports and dates of birth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from importlib import import_module

from stdnum import luhn
from stdnum.exceptions import ValidationError

from tools.egress.redaction.begun import Begun
from tools.egress.redaction.others import is_other
from tools.egress.redaction.spans import Span

Check = Callable[[str], bool]


def _by(module: str) -> Check:
    """The check of a module of stdnum, loaded when it is first needed."""

    def check(written: str) -> bool:
        try:
            import_module(f"stdnum.{module}").validate(written)
        except ValidationError:
            return False
        return True

    return check


def _digits(written: str) -> list[int]:
    return [int(character) for character in written if character.isdigit()]


def _weighted(digits: list[int], weights: tuple[int, ...]) -> int:
    return sum(digit * weight for digit, weight in zip(digits, weights, strict=False))


def _is_ssn(written: str) -> bool:
    digits = "".join(character for character in written if character.isdigit())
    tax = digits[0] == "9" and digits[3] in "56789"
    usual = digits[:3] not in ("000", "666") and digits[0] != "9"
    return (usual or tax) and digits[3:5] != "00" and digits[5:] != "0000" and len(set(digits)) > 1


def is_taiwanese(written: str) -> bool:
    """True for a Taiwanese identity or residence number whose checksum is right."""
    letters = "ABCDEFGHJKLMNPQRSTUVXYWZIO"
    first = letters.index(written[0].upper()) + 10
    second = written[1].upper()
    digits = [first // 10, first % 10]
    digits += [(letters.index(second) + 10) % 10 if second.isalpha() else int(second)]
    digits += [int(digit) for digit in written[2:]]
    return _weighted(digits, (1, 9, 8, 7, 6, 5, 4, 3, 2, 1, 1)) % 10 == 0


def _is_hong_kong(written: str) -> bool:
    compact = re.sub(r"[ ()\-]", "", written).upper()
    body, check = compact[:-1], compact[-1]
    values = [36, *(int(letter, 36) for letter in body)] if len(body) == 7 else [int(x, 36) for x in body]
    total = _weighted(values, (9, 8, 7, 6, 5, 4, 3, 2)) + int(check, 36)
    return total % 11 == 0


def _is_singaporean(written: str) -> bool:
    compact = written.upper()
    total = _weighted(_digits(compact[1:8]), (2, 7, 6, 5, 4, 3, 2))
    total += {"T": 4, "G": 4, "M": 3}.get(compact[0], 0)
    place = total % 11
    if compact[0] == "M":
        return "KLJNPQRTUWX"[10 - place] == compact[-1]
    return ("JZIHGFEDCBA" if compact[0] in "ST" else "XWUTRQPNMLK")[place] == compact[-1]


def _is_japanese(written: str) -> bool:
    digits = _digits(written)
    rest = _weighted(digits[:11], (6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)) % 11
    return digits[11] == (0 if rest <= 1 else 11 - rest)


def _is_korean(written: str) -> bool:
    return 1 <= int(written[2:4]) <= 12 and 1 <= int(written[4:6]) <= 31


def _is_snils(written: str) -> bool:
    digits = _digits(written)
    return _weighted(digits, (9, 8, 7, 6, 5, 4, 3, 2, 1)) % 101 % 100 == digits[9] * 10 + digits[10]


def _is_swedish(written: str) -> bool:
    digits = "".join(character for character in written if character.isdigit())[-10:]
    return 1 <= int(digits[2:4]) <= 12 and 1 <= int(digits[4:6]) % 60 <= 31 and luhn.is_valid(digits)


def _is_danish(written: str) -> bool:
    return 1 <= int(written[:2]) <= 31 and 1 <= int(written[2:4]) <= 12


def _is_canadian(written: str) -> bool:
    return luhn.is_valid("".join(character for character in written if character.isdigit()))


def _is_imei(written: str) -> bool:
    return luhn.is_valid("".join(character for character in written if character.isdigit()))


def _has_digits(written: str) -> bool:
    return len(_digits(written)) > 3


def _any(_: str) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class _Shape:
    """What is found by its shape and checksum alone."""

    pattern: re.Pattern[str]
    check: Check
    kind: str = "national_id"
    weak: bool = False
    """Whether a word before it that names an order or an article says more than the checksum."""


def _shape(body: str, check: Check, kind: str = "national_id", *, weak: bool = False) -> _Shape:
    return _Shape(re.compile(rf"(?:{body})(?![A-Za-z0-9_]|[.\-]\d)"), check, kind, weak)


_BACK = re.compile(r"\\([1-9])")
"""A reference, in a pattern, to one of its groups."""


def _behind(groups: int, back: re.Match[str]) -> str:
    return rf"\{groups + int(back[1])}"


def _union(shapes: tuple[_Shape, ...]) -> re.Pattern[str]:
    """Matches where at least one of `shapes` does: one look in the place of one for each."""
    bodies: list[str] = []
    groups = 0
    for shape in shapes:
        bodies.append(_BACK.sub(partial(_behind, groups), shape.pattern.pattern))
        groups += shape.pattern.groups
    return re.compile("|".join(bodies))


_BEGINS = r"(?<![A-Za-z0-9_.\-].)"
_OF_DIGITS = (
    _shape(r"\d{3}([- ])\d{2}\1\d{4}", _is_ssn, kind="ssn"),
    _shape(r"[1-9]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx]", _by("cn.ric")),
    _shape(r"[12] ?\d{2} ?(?:0[1-9]|1[0-2]|[2-9]\d) ?\d[\dAB] ?\d{3} ?\d{3} ?\d{2}", _by("fr.nir")),
    _shape(r"\d{8}[- ]?[A-HJ-NP-TV-Za-hj-np-tv-z]", _by("es.dni")),
    _shape(r"\d{6}-[1-8]\d{6}", _is_korean),
    _shape(r"[2-9]\d{3}([ \-])\d{4}\1\d{4}(?![ \-]\d)", _by("in_.aadhaar")),
    _shape(r"\d{3}\.\d{3}\.\d{3}-\d{2}", _by("br.cpf")),
    _shape(r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}", _by("be.nn")),
    _shape(r"(?:19|20)?\d{6}[-+]\d{4}", _is_swedish, weak=True),
    _shape(r"[0-3]\d[01]\d{3}[-+ABCDEF]\d{3}[0-9A-Y]", _by("fi.hetu")),
    _shape(r"756\.\d{4}\.\d{4}\.\d{2}", _by("ch.ssn")),
    _shape(r"\d{1,2}\.\d{3}\.\d{3}-[\dkK]", _by("cl.rut")),
    _shape(r"(?:20|2[3-7]|30|33|34)-\d{8}-\d", _by("ar.cuit")),
    _shape(r"\d{6}-\d{2}-\d{4}", _by("my.nric")),
    _shape(r"\d-\d{4}-\d{5}-\d{2}-\d", _by("th.pin")),
    _shape(r"\d{6}/\d{3,4}", _by("cz.rc")),
    _shape(r"\d{7}[A-W][A-IW]?", _by("ie.pps")),
    _shape(r"\d{3}-\d{3}-\d{3} \d{2}", _is_snils),
    _shape(r"\d{6} \d{5}", _by("no.fodselsnummer")),
)
_OF_LETTERS = (
    _shape(r"[A-Za-z][1289A-Da-d]\d{8}", is_taiwanese),
    _shape(r"[XYZxyz][- ]?\d{7}[- ]?[A-Za-z]", _by("es.nie")),
    _shape(r"[A-Za-z]{6}\d{2}[A-Za-z]\d{2}[A-Za-z]\d{3}[A-Za-z]", _by("it.codicefiscale")),
    _shape(
        r"(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]( ?)\d{2}\1\d{2}\1\d{2}\1[A-D]", _any
    ),
    _shape(r"[A-Z]{3}[ABCFGHJLPT][A-Z]\d{4}[A-Z]", _any),
    _shape(r"[A-Z]{4}\d{6}[HM][A-Z]{5}[0-9A-Z]\d", _by("mx.curp")),
    _shape(r"[STFGMstfgm]\d{7}[A-Za-z]", _is_singaporean),
    _shape(r"[A-Z]{1,2}\d{6} ?\([0-9A]\)", _is_hong_kong),
)


_BY_SHAPE = (
    (re.compile(rf"[0-9]{_BEGINS}", re.DOTALL), _union(_OF_DIGITS), _OF_DIGITS),
    (
        re.compile(rf"[A-Za-z]{_BEGINS}(?=[A-Za-z]{{0,5}}[\- ]?\d)", re.DOTALL),
        _union(_OF_LETTERS),
        _OF_LETTERS,
    ),
)
"""Where shapes may begin, what tells that one of them does, and the shapes."""


@dataclass(frozen=True, slots=True)
class _Cue:
    """What is found behind a word that names it. `stems` are parts of the words, in lower case."""

    stems: tuple[str, ...]
    words: re.Pattern[str]
    value: re.Pattern[str]
    check: Check
    kind: str = "national_id"


_SIGNS = r"(?:[^\w\n]|_){0,4}"
_LINK = (
    rf"(?: ?\([A-Za-z .]{{2,14}}\))?{_SIGNS}(?:(?:numbers?|numero|número|numéro|nummer|no|nr|num|n(?=°)"
    rf"|is|was|of|ist|est|es|lautet|号码|号|號碼|號|番号|번호|是|为|為|は|é|è){_SIGNS}){{0,3}}"
)


def _cue(words: str, value: str, check: Check, kind: str = "national_id", stems: str = "") -> _Cue:
    parts = stems.split("|") if stems else re.sub(r"\(\?[^)]*\)|[\\?]", "", words).split("|")
    return _Cue(
        tuple(part.lower() for part in parts),
        re.compile(rf"(?<![A-Za-z])(?:{words})(?:(?<=[\u2e80-\uffff])|(?![a-z])){_LINK}", re.IGNORECASE),
        re.compile(rf"(?:{value})(?![A-Za-z0-9])"),
        check,
        kind,
    )


_MONTH = (
    r"(?:jan|feb|mar|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez|ene|abr|ago|dic|fév|fev"
    r"|avr|aoû|déc|mär|mae|gen|mag|giu|lug"
    r"|set|ott)[^\W\d_]{0,7}\.?"
)
_DATE = (
    r"\d{4} ?[-/.年년] ?\d{1,2} ?[-/.月월] ?\d{1,2}(?: ?[日号號일])?|\d{1,2}[-/. ] ?\d{1,2}[-/. ] ?\d{4}"
    r"|\d{1,2}[-/.]\d{1,2}[-/.]\d{2}"
    rf"|\d{{1,2}}(?:st|nd|rd|th|er|\.|º)?(?: of| de)? {_MONTH},?(?: de| of)? \d{{4}}"
    rf"|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|(?:19|20)\d{{6}}|\d{{1,2}}[ \-]?{_MONTH}[ \-]?\d{{4}}"
    r"|(?:明治|大正|昭和|平成|令和) ?(?:\d{1,2}|元) ?年 ?\d{1,2} ?月 ?\d{1,2} ?日"
)
_BORN_PATTERN = re.compile(
    r"(?:(?<![A-Za-z])(?:born|d\.?o\.?b\.?|date[ _]of[ _]birth|birth[ _-]?date|birthday"
    r"|geboren|geburtsdatum|geburtstag|geb\.?|née?(?:\(e\))?"
    r"|date de naissance|nacid[oa]|fecha de nacimiento|nascid[oa]|data de nascimento"
    r"|nat[oa] il|data di nascita)(?![a-z])"
    r"|出生日期|出生年月日|出生于|出生於|出生|生于|生於|生日|生年月日|誕生日|생년월일)"
    r"[^\w\n]{0,4}(?:(?:on|in|is|was|the|am|le|el|em|il|是|为|為|は|date)[^\w\n]{1,3}|[是为為はが]){0,2}"
    rf"({_DATE})(?![A-Za-z0-9_])",
    re.IGNORECASE,
)
_BORN_AFTER = re.compile(
    r"((?:\d{4}|(?:昭和|平成|令和)\d{1,2})年\d{1,2}月\d{1,2}[日号號])\s?"
    r"(?:出生|生于|生於|生まれ|生(?![\u4e00-\u9fff]))"
)
_BORN = Begun(
    _BORN_PATTERN,
    (
        "born", "dob", "d.ob", "do.b", "d.o.b", "date", "birth", "geb", "né", "nacid", "fecha", "nascid",
        "data", "nato", "nata", "出生", "生于", "生於", "生日", "生年月日", "誕生日", "생년월일",
    ),
)  # fmt: skip

_BEFORE_STEM = 24
_BEHIND_STEM = 64
"""How far around a stem its words are looked for, in characters."""

_CUES = (
    _cue(r"ssn|social security|sozialversicherung", r"\d{3}[- .]?\d{2}[- .]?\d{4}", _any, "ssn"),
    _cue(r"itin|taxpayer id", r"9\d{2}[- ]?\d{2}[- ]?\d{4}", _any, "ssn"),
    _cue(
        r"steuer-?id|steuerliche identifikation\w*|steueridentifikation\w*|idnr|tax id",
        r"\d{2} ?\d{3} ?\d{3} ?\d{3}",
        _by("de.idnr"),
        stems="steuer|idnr|tax id",
    ),
    _cue(r"nhs", r"\d{3}[ -]?\d{3}[ -]?\d{4}", _by("gb.nhs")),
    _cue(
        r"マイナンバー|my ?number|個人番号",
        r"\d{4}[ -]?\d{4}[ -]?\d{4}",
        _is_japanese,
        stems="マイナンバー|number|個人番号",
    ),
    _cue(r"aadhaar|aadhar|आधार", r"\d{4}[ -]?\d{4}[ -]?\d{4}", _by("in_.aadhaar")),
    _cue(r"주민등록|rrn", r"\d{6}-?\d{7}", _any),
    _cue(r"cpf", r"\d{3}\.?\d{3}\.?\d{3}-?\d{2}", _by("br.cpf")),
    _cue(
        r"bsn|burgerservice\w*|sofi",
        r"\d{9}|\d{4}[. ]\d{2}[. ]\d{3}",
        _by("nl.bsn"),
        stems="bsn|burgerservice|sofi",
    ),
    _cue(r"pesel", r"\d{11}", _by("pl.pesel")),
    _cue(
        r"fødselsn\w*|personn\w*|fodselsn\w*", r"\d{6} ?\d{5}", _by("no.fodselsnummer"), stems="selsn|personn"
    ),
    _cue(r"cpr|personnummer", r"\d{6}-?\d{4}", _is_danish),
    _cue(r"personnummer|personal number", r"(?:19|20)?\d{6}[-+]?\d{4}", _is_swedish),
    _cue(r"sin|social insurance|nas", r"\d{3}[- ]?\d{3}[- ]?\d{3}", _is_canadian),
    _cue(r"tfn|tax file", r"\d{3} ?\d{3} ?\d{2,3}", _by("au.tfn")),
    _cue(r"svnr|sozialversicherungsnummer|sv-nummer", r"\d{4} ?\d{6}", _by("at.vnr")),
    _cue(r"said|id|south african id|identity", r"\d{6} ?\d{4} ?\d{3}", _by("za.idnr")),
    _cue(
        r"dni|d\.n\.i\.?|documento",
        r"(?:\d{1,2}\.\d{3}\.\d{3}|\d{7,8})(?:[- ]?[A-Z])?",
        _any,
        stems="dni|d.n.i|documento",
    ),
    _cue(r"imei(?: ?[12])?", r"\d{15}|\d{2}([ \-])\d{6}\1\d{6}\1\d", _is_imei, "mac", stems="imei"),
    _cue(r"nik|ktp", r"\d{16}", _by("id.nik")),
    _cue(r"kimlik|t\.?c\.?", r"\d{11}", _by("tr.tckimlik"), stems="kimlik|tc|t.c"),
    _cue(r"teudat zehut|israeli id|ת\"ז|תעודת זהות", r"\d{9}", _by("il.idnr"), stems="teudat|israeli|ת"),
    _cue(r"cnp", r"\d{13}", _by("ro.cnp")),
    _cue(r"amka|αμκα", r"\d{11}", _by("gr.amka")),
    _cue(r"egn|егн", r"\d{10}", _by("bg.egn")),
    _cue(r"oib", r"\d{11}", _by("hr.oib")),
    _cue(r"nif|contribuinte", r"\d{3} ?\d{3} ?\d{3}", _by("pt.nif")),
    _cue(r"инн", r"\d{10}|\d{12}", _by("ru.inn")),
    _cue(r"снилс|snils", r"\d{11}", _is_snils),
    _cue(r"rodné číslo|rodne cislo", r"\d{9,10}", _by("cz.rc")),
    _cue(
        r"personalausweis\w*|ausweis\w*|driver'?s? licen[cs]e|driving licen[cs]e|führerschein\w*"
        r"|identity card|id card"
        r"|national id|carte d'identité|驾照|駕照|驾驶证|免許証|身份证|身分證|身份證|居留證",
        r"[A-Za-z0-9]{7,18}",
        _has_digits,
        stems="ausweis|licen|führerschein|card|national|identité|照|驾|免許|身份|身分|居留",
    ),
    _cue(
        r"passport|reisepass\w*|pasaporte|passeport|passaporto|passaporte|paspoort|паспорт|护照|護照|パスポート|여권|旅券",
        r"[A-Za-z0-9]{6,10}|\d{2} ?\d{2} \d{6}|[A-Z]{1,2} \d{6,8}",
        _has_digits,
        "passport",
        stems="pass|pasaporte|paspoort|паспорт|护照|護照|パスポート|여권|旅券",
    ),
    _cue(r"swiss ahv|ahv|avs", r"756\.?\d{4}\.?\d{4}\.?\d{2}", _by("ch.ssn"), stems="ahv|avs"),
)


_NUMBERS = re.compile(r"(\d{1,2})[-/. ] ?(\d{1,2})[-/. ] ?\d{2,4}")


def _is_date(written: str) -> bool:
    """False for two numbers and a year where neither number is a month's or one is no day's."""
    found = _NUMBERS.fullmatch(written)
    if not found:
        return True
    smaller, larger = sorted((int(found[1]), int(found[2])))
    return 1 <= smaller <= 12 and larger <= 31


def scan(text: str, small: str) -> Iterator[Span]:
    """Identity numbers by shape or by the word before them, passports, dates of birth."""
    for begins, any_of, shapes in _BY_SHAPE:
        for start in begins.finditer(text):
            for shape in shapes if any_of.match(text, start.start()) else ():
                found = shape.pattern.match(text, start.start())
                other = shape.weak and is_other(small, start.start())
                if found and not other and shape.check(found.group()):
                    yield Span(found.start(), found.end(), shape.kind)
    for cue in _CUES:
        yield from _cued(text, small, cue)
    for found in _BORN.finditer(text, small):
        if _is_date(found.group(1)):
            yield Span(found.start(1), found.end(1), "birth_date")
    for found in _BORN_AFTER.finditer(text) if "年" in text else ():
        yield Span(found.start(1), found.end(1), "birth_date")


def _cued(text: str, small: str, cue: _Cue) -> Iterator[Span]:
    for stem in cue.stems:
        place, last = small.find(stem), 0
        while place >= 0:
            # Looking for the words around their stems alone spares most of a text.
            word = cue.words.search(text, max(last, place - _BEFORE_STEM), place + _BEHIND_STEM)
            if word and word.start() <= place:
                found = cue.value.match(text, word.end())
                if found and cue.check(found.group()):
                    yield Span(found.start(), found.end(), cue.kind)
                last = word.end()
            place = small.find(stem, max(place + 1, last))
