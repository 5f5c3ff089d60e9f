"""Quotes are found whole, in pieces and disguised; common words are none."""

from __future__ import annotations

import base64
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.policy.quotes import Query, Quotable, QuoteIndex
from tests.engine.policy.private_queries import FILE, HONEST, LEAKS

LETTER = """Tax return 2023 of Jane Roe.
Total income: 84,213 EUR, to be paid from DE89 3704 0044 0532 0130 00, pin 4711.
Questions to jane.roe@example.org or +49 170 1234567. Case no. AZ-2023-77123.
The merger with Acme closes on Friday. Müller & Söhne were never told about it."""
CHINESE = "王小明的身分證字號是A123456789，住在台北市信義區。"
THAI = "นี่คือรายงานลับของบริษัทเกี่ยวกับการควบรวม"
JAPANESE = "機密の報告書によると合併は金曜日に完了する"


def quotes(source: str, arguments: Any) -> bool:
    index = QuoteIndex()
    index.add(0, Quotable.of(source))
    return bool(index.found(Query(arguments)))


@pytest.mark.parametrize(
    "arguments",
    [
        {"q": LETTER},
        {"q": "what does merger with Acme mean"},
        {"q": "MERGER  with\nacme"},
        {"q": "merger-with-acme"},
        {"q": "merger_with_acme"},
        {"q": "»merger« (with) *Acme*"},
        {"q": "mer\u200bger with Acme"},
        {"q": "ｍｅｒｇｅｒ with Acme"},
        {"words": ["the", "merger", "with", "Acme"]},
        {"a": "the merger", "b": "with Acme"},
        {"a": {"b": [{"c": "merger with Acme"}]}},
        {"merger with Acme": 1},
        {"q": "muller sohne were"},
        {"q": "Jane Roe divorce"},
        {"q": "jane roe divorce"},
        {"q": "84213"},
        {"n": 84213},
        {"q": "84,213"},
        {"q": "4711"},
        {"q": "DE89370400440532013000"},
        {"q": "+49 (170) 1234567"},
        {"q": "jane.roe@example.org"},
        {"q": "AZ-2023-77123"},
        {"q": "case 2023 77123"},
        {"q": "in 2024 84.213 were"},
        {"u": "https://x.example/?q=the%20merger%20with%20acme"},
        {"u": "https://x.example/?q=the+merger+with+acme"},
        {"u": "https://x.example/?q=merger%2520with%2520acme"},
        {"u": "https://x.example/merger/with/acme"},
        {"q": base64.b64encode(b"the merger with Acme").decode()},
        {
            "u": "https://x.example/"
            + base64.urlsafe_b64encode(b"the merger with Acme closes").decode().rstrip("=")
        },
        {"q": b"the merger with Acme".hex()},
    ],
)
def test_a_quote_is_found(arguments: Any) -> None:
    assert quotes(LETTER, arguments)


@pytest.mark.parametrize(
    "arguments",
    [
        {},
        {"q": ""},
        {"q": "tax deadline in Germany 2023"},
        {"q": "who is it to be"},
        {"q": "is it closed on Friday"},
        {"q": "total of the 2023 merger"},
        {"q": "with Acme"},
        {"q": "EUR 13"},
        {"flag": True, "none": None},
        {"q": "A" * 40},
        {"q": "ab" * 20},
        {"q": base64.b64encode(bytes(range(128, 160))).decode()},
        {"q": "100% sure + more"},
    ],
)
def test_common_words_are_no_quote(arguments: Any) -> None:
    assert not quotes(LETTER, arguments)


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        (CHINESE, "住在台北", True),
        (CHINESE, "請查 A123456789", True),
        (CHINESE, "信義區 美食", False),
        (CHINESE, "我的是在", False),
        ("王小明", "誰是王小明?", True),
        ("王", "王", True),
        ("的", "的", False),
        (JAPANESE, "報告書による分析", True),
        (JAPANESE, "によるとのです", False),
        (THAI, "อ่านรายงานลับของบริษัท", True),
        (THAI, "รายงาน", False),
    ],
)
def test_scripts_without_spaces(source: str, text: str, found: bool) -> None:
    assert quotes(source, {"q": text}) is found


@pytest.mark.parametrize(
    ("source", "text", "found"),
    [
        ("hunter2", "is hunter2 safe", True),
        ("Oslo", "weather in oslo", True),
        ("blue whale", "a Blue Whale?", True),
        ("blue whale", "blue sky, a whale", False),
        ("the", "the sea", False),
        ("x", "x", False),
        ("5", "5", False),
        ("", "", False),
        ("!?", "!?", False),
    ],
)
def test_a_short_text_is_quoted_whole(source: str, text: str, found: bool) -> None:
    assert quotes(source, {"q": text}) is found


@given(
    st.lists(
        st.sampled_from(["alpha", "beta", "gamma", "delta", "epsilon", "zeta"]), min_size=3, max_size=12
    ),
    st.data(),
)
def test_any_three_words_in_a_row_are_a_quote(source: list[str], data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(source) - 3))
    piece = " ".join(source[begin : begin + 3]).upper()
    assert quotes(", ".join(source), {"q": f"tell me of {piece} please"})


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_is_too_strange(source: str, text: str) -> None:
    quotes(source, {text: [text]})


@pytest.mark.parametrize(
    "text",
    [
        "a" * 300_000,
        "1,2 " * 60_000,
        "a1-" * 60_000,
        "a@" * 90_000,
        "%25" * 60_000,
        "ab12" * 60_000,
        "字" * 90_000,
        "01" * 100_000 + "2",
        "3 " + "0" * 45 + "2",
        "abcdefghijkl " * 20_000,
        "=4A" * 60_000,
        "12 " * 60_000,
        "abcdefgh" * 30_000 + "=",
        "password is " * 20_000,
    ],
)
def test_long_texts_cost_no_square(text: str) -> None:
    assert not quotes(LETTER, {"q": text})
    assert not quotes(text, {"q": LETTER})


@pytest.mark.parametrize("query", HONEST)
def test_everyday_words_are_no_quote_of_a_long_file(query: str) -> None:
    assert not quotes(FILE, {"query": query})


@pytest.mark.parametrize("query", LEAKS)
def test_a_few_of_its_words_are_however_they_are_written(query: str) -> None:
    assert quotes(FILE, {"query": query})


def test_there_are_enough_queries() -> None:
    assert len(HONEST) >= 40
