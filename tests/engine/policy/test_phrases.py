"""The phrases of free text: their data, one spelling for all texts, clauses, and sums of money."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.policy.phrases import LONGEST, Phrases, delivered
from engine.policy.preferences import CAPS

BOOK = delivered()
PHRASES = Phrases(BOOK, ("web_search",))


def test_each_traditional_character_stands_for_one_simplified() -> None:
    assert len(BOOK.traditional) == len(BOOK.simplified)
    assert not set(BOOK.traditional) & set("".join(phrase for each in BOOK.meanings for phrase in each.says))


def test_a_phrase_holds_the_value_that_its_meaning_leaves_open() -> None:
    for meaning in BOOK.meanings:
        for phrase in meaning.says:
            named = ("{amount}" in phrase or "{figure}" in phrase) and "{period}" in phrase
            assert named is (meaning.does in ("caps", "raise") and not meaning.value), phrase
            things = "{things}" in phrase
            if meaning.does != "wish":
                assert things is (meaning.does in ("block", "allow") and not meaning.value), phrase
    assert list(BOOK.periods) == list(CAPS)


def test_no_small_word_is_listed_twice() -> None:
    listed = [*BOOK.plain, *BOOK.doubt, *BOOK.qualify]
    assert sorted(listed) == sorted(set(listed))


def test_one_spelling_leads_back_to_the_source() -> None:
    source = "  Don’t　ＵＳＥ the   web-search，不要 上\u200b網 "
    folded = PHRASES.fold(source)
    assert folded.text.strip() == "don't use the web search,不要上网"
    start = folded.text.index("use")
    assert folded.original(start, start + 3) == "ＵＳＥ"
    assert folded.original(folded.text.index("上"), len(folded.text.rstrip())) == "上\u200b網"


@given(st.text(max_size=200))
def test_every_place_of_the_spelling_is_a_place_of_the_source(source: str) -> None:
    folded = PHRASES.fold(source)
    assert len(folded.text) == len(folded.places)
    assert list(folded.places) == sorted(folded.places)
    assert all(0 <= place < len(source) for place in folded.places)
    for clause in PHRASES.clauses(folded.text):
        for token in PHRASES.tokens(folded.text, clause.start, clause.end):
            assert clause.start <= token.start < token.end <= clause.end


def test_only_so_much_is_read() -> None:
    assert len(PHRASES.fold("x" * (LONGEST + 5)).text) == LONGEST


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("a. b, c", [("a", False), (" b", True), (" c", False)]),
        ("$1,000.50 a day", [("$1,000.50 a day", False)]),
        ("a but b", [("a ", True), (" b", False)]),
        ("a, but b", [("a", True), (" b", False)]),
        ("一、二但三", [("一", True), ("二", True), ("三", False)]),
        (" . ,", []),
    ],
)
def test_a_sentence_goes_on_after_a_comma_and_ends_at_a_stop(
    text: str, clauses: list[tuple[str, bool]]
) -> None:
    assert [(text[each.start : each.end], each.soft) for each in PHRASES.clauses(text)] == clauses


def test_a_question_is_told_from_a_statement() -> None:
    assert [each.asks for each in PHRASES.clauses("a? b! c")] == [True, False, False]


@pytest.mark.parametrize(
    ("phrase", "dollars", "period"),
    [
        ("at most 50 cents a day", "0.5", "day"),
        ("$1,000.25 a month", "1000.25", "month"),
        ("us$3 daily", "3", "day"),
        ("usd 3 per chat", "3", "conversation"),
        ("half a dollar per call", "0.5", "call"),
        ("a dollar each day", "1", "day"),
        ("每个月二十美元", "20", "month"),
        ("一天五十美分", "0.5", "day"),
        ("每次对话0.005美元", "0.005", "conversation"),
        ("单次2美金", "2", "call"),
    ],
)
def test_a_sum_and_its_period_are_read(phrase: str, dollars: str, period: str) -> None:
    assert PHRASES.dollars(phrase) == Decimal(dollars)
    assert PHRASES.period(phrase) == period


@pytest.mark.parametrize("phrase", ["5 euros", "nt$5", "-5 dollars", "1.2.3 dollars", "$.", "", "元"])
def test_what_is_no_sum_in_dollars_is_refused(phrase: str) -> None:
    with pytest.raises(ValueError, match=r"^" + phrase.replace("$", r"\$").replace(".", r"\.") + "$"):
        PHRASES.dollars(phrase)
    with pytest.raises(ValueError, match=r"$"):
        PHRASES.period(phrase)


def test_of_things_that_overlap_the_longer_is_meant() -> None:
    assert PHRASES.things("cloud models and web search or the cloud") == ("expert", "search", "cloud")
    assert PHRASES.things("web_search, the web") == ("tool web_search", "web")


def test_a_name_too_short_to_be_meant_is_left_out() -> None:
    assert Phrases(BOOK, ("ab", "")).things("ab") == ()


def test_words_of_a_script_without_blanks_come_in_runs() -> None:
    text = "水獭和苍鹭 otters"
    tokens = [(text[each.start : each.end], each.kind) for each in PHRASES.tokens(text, 0, len(text))]
    assert tokens == [("水獭", "word"), ("和", "plain"), ("苍鹭", "word"), ("otters", "word")]
