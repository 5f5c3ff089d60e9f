"""Regular expressions of others: as re finds them, and never for long."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.call_patterns import PatternError, Steps, found


@pytest.mark.parametrize(
    ("pattern", "fits", "fails"),
    [
        ("", ["", "a"], []),
        ("b", ["b", "abc"], ["", "a"]),
        ("^ab$", ["ab"], ["abc", "xab", "ab\n"]),
        (r"\Aab\Z", ["ab"], ["abc", "xab"]),
        ("^a|b$", ["ax", "xb"], ["xax"]),
        ("^(?:a|bc)+$", ["a", "bcabc"], ["", "ab"]),
        ("^(?P<name>a)?b$", ["ab", "b"], ["aab"]),
        ("^a*?b{2}$", ["bb", "aabb"], ["b", "bbb"]),
        ("^b{2,}$", ["bb", "bbbb"], ["b"]),
        ("^b{2,3}$", ["bb", "bbb"], ["b", "bbbb"]),
        ("^b{,2}$", ["", "bb"], ["bbb"]),
        ("^b{0}$", [""], ["b"]),
        ("^(){1000000000}$", [""], ["b"]),
        ("^(a?){3}$", ["", "aaa"], ["aaaa"]),
        ("^{x}$", ["{x}"], ["x"]),
        (r"^[]a\]-]+$", ["]a-"], ["b"]),
        (r"^[^]a]$", ["b"], ["]", "a"]),
        (r"^\d{4}-\d{2}$", ["2024-01"], ["2024-1"]),
        (r"^\x41\u0042\.\n$", ["AB.\n"], ["AB."]),
        ("^.$", ["a", "é"], ["\n", ""]),
        (r"\bfoo\b", ["a foo.", "foo"], ["food", "afoo"]),
        (r"^\Bx|o\Bo", ["foo"], ["x"]),
        (r"^(?!\s*$).+", [" x"], ["  ", ""]),
        ("^(?=.*[0-9])(?=.*[a-z]).{3}$", ["ab1"], ["abc", "123"]),
        ("^[a-z]+(-[a-z]+)*$", ["ab-cd-ef"], ["ab--cd", "-a"]),
    ],
)
def test_what_is_found(pattern: str, fits: list[str], fails: list[str]) -> None:
    for text in fits:
        assert found(pattern, text, Steps()), text
    for text in fails:
        assert not found(pattern, text, Steps()), text


@pytest.mark.parametrize(
    "pattern",
    [
        "(?<=a)b",
        "(?i)a",
        r"(a)\1",
        "a++",
        "a)",
        "(a",
        "*a",
        "a**",
        "[a",
        "\\",
        r"\p{L}",
        r"\u12",
        "[b-a]",
        "a" * 2_001,
    ],
)
def test_what_is_not_tried(pattern: str) -> None:
    with pytest.raises(PatternError):
        found(pattern, "a", Steps())


@pytest.mark.parametrize(
    ("pattern", "length"),
    [
        ("a", 1_000_001),
        ("(a+a+)+b", 400_000),
        ("(a|aa|aaa|b)*$", 400_000),
        ("(?!.*b)(?!.*b)c", 3_000),
        ("(){1}" * 300, 100_000),
        ("(|||||||||||||)" * 100, 100_000),
        ("^(a?){1000000000}b", 400_000),
    ],
)
def test_too_many_steps_end_in_an_error(pattern: str, length: int) -> None:
    with pytest.raises(PatternError):
        found(pattern, "a" * length, Steps())


def test_the_steps_of_many_searches_are_counted_together() -> None:
    steps = Steps(1_000)
    assert all(found("^a", "a", steps) for _ in range(100))
    with pytest.raises(PatternError):
        all(found("^a", "a", steps) for _ in range(1_000))


@pytest.mark.filterwarnings("ignore:Possible :FutureWarning")
@given(
    st.text("ab|()*+?^${}1,2[]-.", max_size=8),
    st.text("ab1-", max_size=6),
)
def test_it_finds_what_re_finds(pattern: str, text: str) -> None:
    try:
        expected = bool(re.search(pattern, text))
        assert found(pattern, text, Steps()) is expected
    except (re.error, PatternError):
        pass
