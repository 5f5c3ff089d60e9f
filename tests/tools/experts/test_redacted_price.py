"""The price of a question in which personal data was replaced: that of the bytes that leave."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from engine.cloud import Expert, Provider, RedactionSettings
from engine.contracts import Money
from tests.tools.experts.bench import LETTER, PRICED, QUESTION, asking, result
from tools.egress.redaction.redactor import Redactions
from tools.experts import tokens
from tools.experts.formats.by_provider import FORMATS
from tools.experts.prices import price_of

GPT_5 = Expert("g", Provider.OPENAI, "gpt-5")
SHORT = "Anna and Ben met Carla, and Anna told Ben that Carla knew Anna.\n" * 300
LONG = "straightforward internationalization responsibilities communication " * 300
EXPERTS = [GPT_5, replace(GPT_5, max_tokens=200)] + [
    replace(PRICED, provider=provider)
    for provider in (Provider.OPENROUTER, Provider.ANTHROPIC, Provider.GOOGLE)
]


@pytest.mark.parametrize("expert", EXPERTS)
@pytest.mark.parametrize("text", [SHORT, LONG])
def test_it_bounds_what_leaves_and_is_no_more_than_that_typed(expert: Expert, text: str) -> None:
    words = tuple({word.strip(",.") for word in text.split() if word[0].isupper() or len(word) > 12})
    redactions = Redactions(lambda: RedactionSettings(True, (), words))
    tool = asking(expert)
    arguments = {**QUESTION, "documents": ["letter.txt"]}
    before = tool.prepare(arguments, (result("read_file", "1", text, LETTER),))
    outgoing, replaced, _ = redactions.redact(before.outgoing, "c", ())
    assert replaced
    after = tool.priced(arguments, replace(before, outgoing=outgoing, replaced=replaced))
    (sent,) = FORMATS[expert.provider].texts(outgoing.body)
    assert "[DICTIONARY_1]" in sent
    price = price_of(expert)
    assert price is not None
    assert after.price_max == price.cost(tokens.bound(expert, sent), expert.max_tokens)
    assert after.price_max != before.price_max
    assert (after.outgoing, after.replaced) == (outgoing, replaced)


def test_the_highest_prices_in_a_request_are_left_as_they_are() -> None:
    redactions = Redactions(lambda: RedactionSettings(True))
    outgoing = asking(replace(PRICED, price_in=Money(4_111_111))).prepare(QUESTION, ()).outgoing
    sent, replaced, _ = redactions.redact(outgoing, "c", ())
    assert not replaced
    assert json.loads(sent.body)["provider"]["max_price"]["prompt"] == 4.111112
