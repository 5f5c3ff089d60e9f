"""What is typed about an expert is read exactly, or refused."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.cloud_checks import check_cloud, check_expert
from app.preferences.cloud.expert_fields import (
    LONGEST_NAME,
    Fields,
    Problem,
    fill,
    key_name_of,
    name_for,
    read,
)
from app.preferences.cloud.words import problem_words
from engine.cloud import ENGINES, CloudSettings, Expert, Provider
from engine.contracts import Money

NONE = CloudSettings()
GOOD = Fields("large", Provider.OPENAI, "gpt-5", price_in="1.25", price_out="10", thinking="1024")
OWN = Fields("studio", Provider.COMPATIBLE, "qwen3", "http://studio.lan:8000/v1/")
LARGE = Expert(
    "large", Provider.OPENAI, "gpt-5", "", "", Money(1_250_000), Money(10_000_000), thinking_tokens=1024
)


def test_a_good_form_becomes_an_expert_and_back() -> None:
    assert read(GOOD, None, NONE) == LARGE
    assert read(fill(LARGE), LARGE, CloudSettings((LARGE,))) == LARGE
    assert read(OWN, None, NONE) == Expert("studio", model="qwen3", base_url="http://studio.lan:8000/v1")


def test_a_key_is_named_after_the_host_and_never_follows_to_another() -> None:
    keyed = read(replace(GOOD, key="sk-1"), None, NONE)
    assert isinstance(keyed, Expert)
    assert keyed.key_name == "expert:api.openai.com"
    cloud = CloudSettings((keyed,))
    same = read(fill(keyed), keyed, cloud)
    elsewhere = read(replace(fill(keyed), base_url="https://proxy.example/v1"), keyed, cloud)
    assert isinstance(same, Expert)
    assert isinstance(elsewhere, Expert)
    assert (same.key_name, elsewhere.key_name) == ("expert:api.openai.com", "")
    assert key_name_of(Expert("x", base_url="http://studio.lan:8000")) == "expert:studio.lan:8000"
    assert key_name_of(Expert("x", base_url="nonsense")) == ""


def test_a_key_that_was_given_for_a_host_serves_all_experts_there() -> None:
    keyed = replace(LARGE, key_name="expert:api.openai.com")
    small = read(Fields("small", model="gpt-5-mini"), None, CloudSettings((keyed,)))
    assert isinstance(small, Expert)
    assert small.key_name == keyed.key_name


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"name": " "}, Problem.NAMELESS),
        ({"name": "a/b"}, Problem.NAME),
        ({"name": "a\u202eb"}, Problem.NAME),
        ({"name": "x" * (LONGEST_NAME + 1)}, Problem.NAME),
        ({"name": "TAKEN"}, Problem.TAKEN),
        ({"provider": Provider.COMPATIBLE}, Problem.ADDRESS),
        ({"base_url": "api.example.com"}, Problem.ADDRESS),
        ({"base_url": "ftp://api.example.com"}, Problem.ADDRESS),
        ({"base_url": "https://user:pw@api.example.com/v1"}, Problem.ADDRESS),
        ({"base_url": "https://api.example.com/v1?x=1"}, Problem.ADDRESS),
        ({"base_url": "https://api.example.com:99999/v1"}, Problem.ADDRESS),
        ({"base_url": "https://аpi.example.com/v1"}, Problem.ADDRESS),
        ({"base_url": "http://api.example.com/v1"}, Problem.PLAIN_HTTP),
        ({"authority": "PEM"}, Problem.AUTHORITY),
        ({"authority": "PEM", "base_url": "http://studio.lan"}, Problem.AUTHORITY),
        ({"model": " "}, Problem.MODEL),
        ({"model": "a\tb"}, Problem.MODEL),
        ({"model": "m" * 201}, Problem.MODEL),
        ({"price_in": "cheap"}, Problem.PRICE),
        ({"price_in": ""}, Problem.PRICE),
        ({"key": "two words"}, Problem.KEY),
        ({"key": "schlüssel"}, Problem.KEY),
        ({"max_tokens": "0"}, Problem.LENGTH),
        ({"max_tokens": "many"}, Problem.LENGTH),
        ({"max_tokens": "٣"}, Problem.LENGTH),
        ({"provider": Provider.ANTHROPIC, "thinking": "1023"}, Problem.THINKING),
        ({"thinking": "2048"}, Problem.THINKING),
        ({"thinking": ""}, Problem.THINKING),
    ],
)
def test_a_form_that_cannot_be_used_says_why(changes: dict[str, Any], problem: Problem) -> None:
    cloud = CloudSettings((Expert("taken"),))
    assert read(replace(GOOD, **changes), None, cloud) is problem
    assert problem_words(problem).endswith(".")


def test_an_authority_goes_with_an_https_address_of_ones_own() -> None:
    found = read(replace(GOOD, base_url="https://studio.lan/v1", authority="PEM"), None, NONE)
    assert isinstance(found, Expert)
    assert found.authority == "PEM"


@pytest.mark.parametrize("host", ["localhost:8080", "127.0.0.1", "192.168.1.5", "gpu.local", "[::1]:9000"])
def test_plain_http_is_for_ones_own_network(host: str) -> None:
    assert isinstance(read(replace(OWN, base_url=f"http://{host}/v1"), None, NONE), Expert)


def test_an_expert_keeps_its_own_name_while_it_is_changed() -> None:
    cloud = CloudSettings((LARGE,))
    assert read(replace(fill(LARGE), model="gpt-6"), LARGE, cloud) == replace(LARGE, model="gpt-6")
    assert read(GOOD, None, cloud) is Problem.TAKEN


def test_what_can_be_typed_can_be_settled() -> None:
    """The form takes nothing that the engine refuses, for all that the page offers to choose."""
    check_cloud(CloudSettings((LARGE,), engines=tuple(ENGINES)))
    for name in ("two words", "雪", "a._-b"):
        found = read(replace(GOOD, name=name, thinking="1"), None, NONE)
        assert isinstance(found, Expert)
        check_expert(found)


@given(st.text(max_size=80), st.lists(st.text(max_size=8)))
def test_a_suggested_name_can_always_be_used(model: str, taken: list[str]) -> None:
    name = name_for(model, taken)
    cloud = CloudSettings(tuple(Expert(one) for one in taken))
    assert isinstance(read(replace(GOOD, name=name), None, cloud), Expert)


def test_a_suggested_name_is_the_models_own_where_it_is_free() -> None:
    assert name_for("anthropic/claude-sonnet-4.5", ()) == "claude-sonnet-4.5"
    assert name_for("gpt-5", ("GPT-5", "gpt-5-2")) == "gpt-5-3"
    assert name_for("模型", ()) == "expert"
