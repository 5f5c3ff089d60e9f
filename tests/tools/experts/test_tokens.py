"""Tokens before they are paid for: never fewer than there will be."""

from __future__ import annotations

import importlib
import unicodedata
import warnings

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.cloud import Expert, Provider
from tools.experts.tokens import MESSAGE_OVERHEAD, OVERHEAD, bound, estimate

GPT = Expert("e", Provider.OPENAI, "gpt-4o")
CLAUDE = Expert("e", Provider.ANTHROPIC, "claude-sonnet-4-5")
AROUND = OVERHEAD + MESSAGE_OVERHEAD
LOOK_ALIKES = st.sampled_from(
    [
        "<|endoftext|>",
        "<|im_start|>",
        "<|endofprompt|>",
        "<|fim_prefix|>",
        "\ufdfa",
        "\u3000",
        "한국어",
        "👩‍👩‍👧",
    ]
)
with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    O200K = importlib.import_module("bpe_openai").get_encoding("o200k_base")
TEXTS = st.lists(st.one_of(st.text(), LOOK_ALIKES)).map("".join)


@given(TEXTS)
def test_a_bound_is_never_below_what_the_tokenizer_makes(text: str) -> None:
    true = len(O200K.encode_ordinary(text))
    assert bound(GPT, text) == true + AROUND
    assert bound(CLAUDE, text) >= true + AROUND
    assert bound(CLAUDE, text) > len(unicodedata.normalize("NFKC", text).encode("utf-8", "replace"))


@given(TEXTS, TEXTS)
def test_an_estimate_is_never_above_a_bound(one: str, other: str) -> None:
    for expert in (GPT, CLAUDE):
        assert estimate(expert, one, other) <= bound(expert, one, other)


def test_texts_are_bounded_one_by_one() -> None:
    assert bound(GPT) == OVERHEAD
    assert bound(GPT, "hello", "world") == OVERHEAD + 2 * MESSAGE_OVERHEAD + 2
    assert bound(CLAUDE, "hello", "you") == OVERHEAD + 2 * MESSAGE_OVERHEAD + 6 + 4


def test_an_estimate_counts_where_it_can_and_guesses_low_elsewhere() -> None:
    assert estimate(GPT, "hello world") == 2
    assert estimate(CLAUDE, "hello world") == 2
    assert estimate(CLAUDE, "") == 0


@pytest.mark.parametrize(
    "model",
    ["gpt-4o", "gpt-4o-mini", "chatgpt-4o-latest", "gpt-4.1-nano", "gpt-5", "GPT-5-mini", "o1", "o3-pro"],
)
def test_openais_models_are_counted(model: str) -> None:
    assert bound(Expert("e", Provider.OPENAI, model), "hello world") == AROUND + 2


@pytest.mark.parametrize(
    "expert",
    [
        Expert("e", Provider.OPENAI, "gpt-4"),
        Expert("e", Provider.OPENAI, "gpt-4-turbo"),
        Expert("e", Provider.OPENAI, "gpt-50"),
        Expert("e", Provider.OPENAI, "other"),
        Expert("e", Provider.OPENAI, "gpt-4o", "https://elsewhere.example/v1"),
        Expert("e", Provider.COMPATIBLE, "gpt-4o"),
        Expert("e", Provider.OPENROUTER, "openai/gpt-4o"),
    ],
)
def test_all_others_are_bounded_by_bytes(expert: Expert) -> None:
    assert bound(expert, "hello world") == AROUND + 12


def test_a_long_text_is_counted_too() -> None:
    assert bound(GPT, "a" * 1_000_000) == AROUND + 125_000


def test_what_is_no_unicode_is_bounded_by_bytes() -> None:
    assert bound(GPT, "a\ud800") == AROUND + 1 + 4
    assert estimate(GPT, "a\ud800") == 1


def test_characters_that_grow_when_composed_are_bounded_as_they_grow() -> None:
    assert bound(CLAUDE, "\ufdfa") == AROUND + 1 + len(unicodedata.normalize("NFKC", "\ufdfa").encode())
