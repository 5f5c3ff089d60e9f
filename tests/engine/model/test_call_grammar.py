"""Schemas on their way into the grammar: what is closed, what is left open, and that none can do harm."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.call_grammar import ANY, MAX_SCHEMA, MAX_WEIGHT, shapes, weight
from engine.model.constraint import CallConstraint, CallGrammars, ConstraintError
from tests.engine.model.calls import CLOSE, an_object, begun, fits, letters, rendered, taken, tool

STRING = {"type": "string"}
SECONDS = 2.0


def arguments(parameters: Any) -> Any:
    """The schema of one tool as the grammar gets it."""
    (shape,) = shapes([tool("t", parameters)])
    return json.loads(shape.arguments)


def with_a(schema: Any) -> Any:
    return an_object({"a": schema}, ["a"])


@pytest.mark.parametrize(
    ("schema", "good", "bad"),
    [
        (an_object({"a": STRING}), {"a": "x"}, {"b": "x"}),
        (an_object({}), {}, {"a": 1}),
        ({"properties": {"a": STRING}}, {"a": "x"}, {"b": 1}),
        (with_a(an_object({"b": STRING})), {"a": {"b": ""}}, {"a": {"c": ""}}),
        (with_a({"type": "array", "items": an_object({"b": STRING})}), {"a": [{}]}, {"a": [{"c": 1}]}),
        (with_a({"anyOf": [an_object({"b": STRING}), {"type": "null"}]}), {"a": None}, {"a": {"c": 1}}),
        (
            {**with_a({"$ref": "#/$defs/b"}), "$defs": {"b": an_object({"c": {}})}},
            {"a": {"c": 1}},
            {"a": {"d": 1}},
        ),
    ],
)
def test_no_property_is_allowed_but_the_ones_named(schema: Any, good: Any, bad: Any) -> None:
    assert fits(schema, good)
    assert not fits(schema, bad)


@pytest.mark.parametrize(
    "schema",
    [
        {},
        None,
        True,
        {"type": "object"},
        {"type": "object", "properties": {"a": STRING}, "additionalProperties": True},
        {"type": "object", "properties": {"a": STRING}, "additionalProperties": {"type": "integer"}},
        {"type": "object", "properties": {"a": STRING}, "patternProperties": {"^b": {"type": "integer"}}},
        {"type": "object", "properties": {"a": STRING}, "required": ["b"]},
        {"allOf": [{"properties": {"a": STRING}}, {"properties": {"b": {"type": "integer"}}}]},
        {"properties": {"a": STRING}, "anyOf": [{"required": ["a"]}, {"required": ["b"]}]},
        {"properties": {"a": STRING}, "$ref": "#/$defs/b", "$defs": {"b": {"properties": {"b": {}}}}},
        {"type": ["object", "null"]},
        {"type": "object", "properties": 5},
        {"type": "object", "properties": {"a": {"pattern": "(?=x)y"}}},
        {"type": "object", "properties": {"a": {"type": "strng"}}},
    ],
)
def test_an_object_that_says_so_or_is_spread_over_schemas_stays_open(schema: Any) -> None:
    assert fits(schema, {"a": "x", "b": 5})


@pytest.mark.parametrize(
    "schema", [{}, None, True, 5, [], {"type": "string"}, {"anyOf": [{"type": "null"}, {}]}]
)
def test_arguments_are_an_object_whatever_the_schema_says(schema: Any) -> None:
    assert fits(schema, {})
    others: tuple[Any, ...] = (None, 5, "x", [])
    assert not any(fits(schema, value) for value in others)


def test_a_property_with_the_name_of_a_keyword_is_a_property() -> None:
    names = ["properties", "items", "$ref", "allOf", "type", "additionalProperties", "x-guidance"]
    schema = an_object(dict.fromkeys(names, STRING), names)
    assert fits(schema, dict.fromkeys(names, "x"))
    assert not fits(schema, {**dict.fromkeys(names, "x"), "another": 1})


def test_a_schema_cannot_set_the_options_of_the_grammar() -> None:
    schema = {**an_object({"a": STRING, "b": STRING}), "x-guidance": {"whitespace_flexible": True}}
    call = '\n{"name": "t", "arguments": {"a": "x" , "b": "y"}}'
    assert fits(schema, {"a": "x", "b": "y"})
    assert not taken(begun(tool("t", schema)), call.encode())


def test_the_last_of_two_tools_of_one_name_is_the_one() -> None:
    constraint = begun(tool("t", an_object({"a": STRING})), tool("t", an_object({"b": STRING})))
    assert taken(constraint, rendered("t", {"b": ""}).encode())


def test_what_a_grammar_cannot_say_is_left_to_the_check_of_the_call() -> None:
    assert fits(with_a({"oneOf": [{"minimum": 1, "type": "integer"}, {"type": "integer"}]}), {"a": 5})
    assert fits(with_a({"type": "array", "uniqueItems": True}), {"a": [1, 1]})
    assert fits(with_a({"type": "string", "format": "unheard-of"}), {"a": "x"})


def nested(levels: int) -> Any:
    schema: Any = STRING
    for _ in range(levels):
        schema = an_object({"a": schema})
    return schema


def chained(count: int, **beside: Any) -> Any:
    """References that refer to references."""
    links: dict[str, Any] = {f"d{n}": {"$ref": f"#/$defs/d{n + 1}", **beside} for n in range(count)}
    return {**with_a({"$ref": "#/$defs/d0"}), "$defs": {**links, f"d{count}": STRING}}


def wrapped(count: int, levels: int) -> Any:
    """Such references, each in many layers."""
    links: dict[str, Any] = {}
    for number in range(count):
        link: Any = {"$ref": f"#/$defs/d{number + 1}"}
        for _ in range(levels):
            link = {"allOf": [link]}
        links[f"d{number}"] = link
    return {**with_a({"$ref": "#/$defs/d0"}), "$defs": {**links, f"d{count}": STRING}}


def many(count: int) -> Any:
    return {f"property{number}": STRING for number in range(count)}


def combined(groups: int, branches: int) -> Any:
    return with_a(
        {
            "allOf": [
                {"anyOf": [{"type": "string", "pattern": f"a{group}_{branch}"} for branch in range(branches)]}
                for group in range(groups)
            ]
        }
    )


BOMBS: dict[str, Callable[[], Any]] = {
    "refers to itself": lambda: {"$ref": "#"},
    "needs itself": lambda: {"type": "object", "properties": {"a": {"$ref": "#"}}, "required": ["a"]},
    "refers in a circle": lambda: {
        **with_a({"$ref": "#/$defs/x", "minLength": 1}),
        "$defs": {"x": {"$ref": "#/$defs/x", "minLength": 1}},
    },
    "deep": lambda: nested(120),
    "bottomless": lambda: nested(450),
    "a chain": lambda: chained(120),
    "a long chain": lambda: chained(10_000),
    "a long chain with more beside": lambda: chained(900, minLength=1),
    "a chain hidden in another keyword": lambda: {
        **with_a({"$ref": "#/x/d0"}),
        "x": {f"d{n}": {"$ref": f"#/x/d{n + 1}"} for n in range(3000)},
    },
    "wrapped references": lambda: wrapped(100, 50),
    "as deep as is taken": lambda: wrapped(60, 1),
    "doubles with every reference": lambda: {
        **with_a({"$ref": "#/$defs/d0"}),
        "$defs": {
            **{f"d{n}": {"allOf": [{"$ref": f"#/$defs/d{n + 1}"}] * 2} for n in range(30)},
            "d30": {"anyOf": [{"type": "string", "pattern": str(n)} for n in range(20)]},
        },
    },
    "all combinations": lambda: combined(4, 8),
    "more combinations": lambda: combined(12, 3),
    "10,000 values": lambda: with_a({"enum": [f"value-{number:05}" for number in range(10_000)]}),
    "2,000 values": lambda: with_a({"enum": [f"value-{number:05}" for number in range(2_000)]}),
    "2,000 objects": lambda: with_a({"enum": [{"k": number} for number in range(2_000)]}),
    "a long value": lambda: with_a({"const": "x" * 40_000}),
    "500 properties": lambda: an_object(many(500)),
    "5,000 properties": lambda: an_object(many(5_000)),
    "many properties in an open object": lambda: {**an_object(many(1_200)), "additionalProperties": True},
    "many pattern properties": lambda: with_a(
        {"type": "object", "patternProperties": {f"^p{n:04}.*$": STRING for n in range(1_000)}}
    ),
    "hidden pattern properties": lambda: {
        **with_a({"$ref": "#/x"}),
        "x": {"type": "object", "patternProperties": {f"^p{n:04}.*$": STRING for n in range(900)}},
    },
    "a huge maxLength": lambda: with_a({"type": "string", "maxLength": 10**9}),
    "a huge minLength": lambda: with_a({"type": "string", "minLength": 10**30}),
    "a huge maxItems": lambda: with_a({"type": "array", "items": STRING, "maxItems": 10**9}),
    "a huge minItems": lambda: with_a({"type": "array", "items": STRING, "minItems": 10**9}),
    "a huge maxProperties": lambda: with_a({"type": "object", "maxProperties": 10**9}),
    "a prime": lambda: with_a({"type": "integer", "multipleOf": 999_999_937}),
    "bounds beyond reason": lambda: with_a({"type": "number", "minimum": -1e308, "maximum": 1e308}),
    "contradicting bounds": lambda: with_a({"type": "number", "minimum": 5, "maximum": 1}),
    "no number at all": lambda: with_a({"type": "number", "minimum": float("nan")}),
    "a remote reference": lambda: with_a({"$ref": "http://192.0.2.1/x.json"}),
    "a reference to a file": lambda: with_a({"$ref": "file:///etc/passwd"}),
    "a lone surrogate": lambda: with_a({"const": "\ud800"}),
    "nothing fits": lambda: with_a({"enum": []}),
    "no JSON": lambda: {"type": "object", "properties": {"a": {1, 2}}},
    **{
        f"the pattern {pattern[:20]}": lambda pattern=pattern: with_a({"type": "string", "pattern": pattern})  # type: ignore[misc]
        for pattern in (
            "^(a+)+$",
            "(x+x+)+y",
            "^(([a-z])+.)+[A-Z]([a-z])+$",
            "(.*a){20}",
            "a.{200}b",
            "(a{1000}){1000}",
            "(((a{100}){100}){100}){100}",
            "(" * 500 + "a" + ")" * 500,
            "(" * 20_000 + "a" + ")" * 20_000,
            "^(?:a?){100}a{100}$",
            "\\p{L}{1,1000}",
            "(",
        )
    },
}


def stroll(constraint: CallConstraint, steps: int) -> None:
    """Write some allowed tokens behind the beginning of a call; it may give up, but not hang or fall."""
    chance = np.random.default_rng(0)
    try:
        if not taken(constraint, b'\n{"name": "bomb", "arguments": {'):
            return
        for _ in range(steps):
            if constraint.finished:
                return
            constraint.forced()
            constraint.accept(int(chance.choice(np.flatnonzero(constraint.mask()))))
    except ConstraintError:
        return


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_hostile_schema_costs_little_and_spoils_no_other_tool(bomb: Callable[[], Any]) -> None:
    """On a stack of 1 MiB, as small as one is anywhere."""
    seconds: list[float] = []

    def attack() -> None:
        began = time.thread_time()
        constraint = CallGrammars(letters, CLOSE).begin([tool("good", with_a(STRING)), tool("bomb", bomb())])
        assert constraint is not None
        assert "good" not in constraint.unchecked
        stroll(constraint, 30)
        seconds.append(time.thread_time() - began)

    letters()
    usual = threading.stack_size(1 << 20)
    try:
        thread = threading.Thread(target=attack)
        thread.start()
    finally:
        threading.stack_size(usual)
    thread.join()
    assert seconds
    assert seconds[0] < SECONDS


def test_many_hostile_schemas_cost_little_together() -> None:
    bombs = [tool(f"bomb{n}", {**combined(4, 8), "title": str(n)}) for n in range(20)]
    began = time.thread_time()
    constraint = CallGrammars(letters, CLOSE).begin([tool("good", with_a(STRING)), *bombs])
    assert time.thread_time() - began < SECONDS
    assert constraint is not None
    assert constraint.unchecked == tuple(f"bomb{n}" for n in range(20))


def test_schemas_that_are_too_large_or_too_deep_are_loosened() -> None:
    assert arguments(with_a({"enum": ["x" * MAX_SCHEMA]})) == json.loads(ANY)
    assert arguments(chained(MAX_WEIGHT)) == json.loads(ANY)
    assert arguments(chained(MAX_WEIGHT // 10)) != json.loads(ANY)
    large = an_object(many(1_000))
    kept = [shape.arguments != ANY for shape in shapes([tool(str(n), large) for n in range(9)])]
    assert kept[0]
    assert not kept[-1]


def test_a_reference_weighs_what_it_refers_to_once() -> None:
    plain = {
        "properties": {"a": {"$ref": "#/$defs/b"}, "c": {"$ref": "#/$defs/b"}},
        "$defs": {"b": {"x": {}}},
    }
    once = {"properties": {"a": {"$ref": "#/$defs/b"}}, "$defs": {"b": {"x": {}}}}
    assert weight(plain) == weight(once)
    elsewhere = {"properties": {"a": {"$ref": "#anchor"}}, "$defs": {"b": {"x": {}}}}
    assert weight(elsewhere) > weight(once)
    escaped = {"properties": {"a": {"$ref": "#/$defs/a~1b~0c"}}, "$defs": {"a/b~c": {"x": {}}}}
    assert weight(escaped) == weight(once)


KEYWORDS = [
    "type",
    "properties",
    "items",
    "required",
    "enum",
    "const",
    "anyOf",
    "allOf",
    "oneOf",
    "$ref",
    "a",
    "$defs",
    "pattern",
    "minimum",
    "maximum",
    "format",
    "multipleOf",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "additionalProperties",
    "patternProperties",
    "prefixItems",
    "not",
    "$schema",
    "$id",
    "if",
]
WORDS = ["object", "array", "string", "integer", "number", "#", "#/a", "a", "^a+$", "date"]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(WORDS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYWORDS), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None, max_examples=300)
@given(JSON)
def test_whatever_stands_for_a_schema_a_call_can_be_written(schema: Any) -> None:
    constraint = begun(tool("bomb", schema), tool("good", with_a(STRING)))
    assert "good" not in constraint.unchecked
    assert taken(
        begun(tool("bomb", schema), tool("good", with_a(STRING))), rendered("good", {"a": ""}).encode()
    )
    stroll(constraint, 20)
