"""Arguments against schemas, good, odd and hostile."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from engine.call_schema import ArgumentChecker, is_plain

TEXT = {"type": "string"}


@pytest.mark.parametrize(
    ("schema", "arguments", "problem"),
    [
        ({"type": "object"}, {}, ""),
        (True, {"a": 1}, ""),
        (False, {}, "does not allow"),
        ({"properties": {"a": TEXT}}, {"a": 1}, 'at "a": 1 is not of type'),
        ({"properties": {"a": {"items": {"properties": {"b": TEXT}}}}}, {"a": [{"b": 1}]}, 'at "a.0.b":'),
        ({"required": ["a"]}, {}, "required"),
        ({"properties": {"a": {"enum": ["x", "y"]}}}, {"a": "z"}, "is not one of"),
        ({"properties": {"a": {"minimum": 1, "maximum": 2.5}}}, {"a": 3}, "greater than"),
        ({"properties": {"a": {"maxLength": 2}}}, {"a": "xyz"}, "too long"),
        ({"properties": {"a": {"anyOf": [TEXT, {"type": "null"}]}}}, {"a": None}, ""),
        ({"properties": {"a": {"pattern": "^x+$"}}}, {"a": "y"}, "does not match"),
        ({"properties": {"a": {"pattern": "^x+$"}}}, {"a": 5}, ""),
        ({"properties": {"a": {"pattern": "x$"}}}, {"a": "yx"}, ""),
        ({"patternProperties": {"^a": TEXT}}, {"a": 1, "b": 1}, 'at "a": 1 is not of type'),
        ({"patternProperties": {"^a": TEXT}}, {"a": "1", "b": 1}, ""),
        ({"patternProperties": {"^a": True}, "additionalProperties": False}, {"a": 1, "ab": 2}, ""),
        ({"patternProperties": {"^a": True}, "additionalProperties": False}, {"a": 1, "b": 2}, "unexpected"),
        ({"patternProperties": {"^a": True}, "additionalProperties": TEXT}, {"a": 1, "b": 2}, 'at "b": 2'),
        ({"properties": {"a": {"patternProperties": {"x": TEXT}}}}, {"a": "x"}, ""),
        ({"properties": {"a": {"additionalProperties": False}}}, {"a": "x"}, ""),
        ({"properties": {"a": True}, "unevaluatedProperties": False}, {"b": 1}, "unexpected"),
        ({"properties": {"a": {"format": "email"}}}, {"a": "no address"}, ""),
        ({"properties": {"a": {"$ref": "#/$defs/t"}}, "$defs": {"t": TEXT}}, {"a": 1}, "is not of type"),
        ({"properties": {"a": {"uniqueItems": True}}}, {"a": [1, True, "1", {"b": 1}, {"b": 2}]}, ""),
        ({"properties": {"a": {"uniqueItems": True}}}, {"a": [[{"b": 1.0}], [{"b": 1}]]}, "appears twice"),
        ({"properties": {"a": {"uniqueItems": True}}}, {"a": "xx"}, ""),
        ({"properties": {"a": {"uniqueItems": False}}}, {"a": [1, 1]}, ""),
        ({"$schema": "http://json-schema.org/draft-07/schema#", "type": "object"}, {}, ""),
        ({"$schema": "https://nowhere.example/schema", "type": "object"}, {}, ""),
    ],
)
def test_what_fits_and_what_does_not(schema: Any, arguments: Any, problem: str) -> None:
    found = ArgumentChecker().problem(arguments, schema)
    assert problem in found
    assert bool(found) == bool(problem)


@pytest.mark.parametrize("arguments", [None, [], "x", 1, True])
def test_only_an_object_can_be_arguments(arguments: Any) -> None:
    assert "not an object" in ArgumentChecker().problem(arguments, True)


@pytest.mark.parametrize(
    "schema",
    [
        None,
        5,
        [],
        {"type": "strng"},
        {"type": 5},
        {"required": "a"},
        {"required": [1]},
        {"properties": []},
        {"properties": {"a": 5}},
        {"items": 5},
        {"enum": 5},
        {"minimum": "1"},
        {"minimum": True},
        {"maxLength": -1},
        {"maxLength": True},
        {"description": 5},
        {"$schema": 5},
        {"x": {1, 2}},
        {"a": float("nan"), "type": "strng"},
        {"properties": {"a": {"pattern": "("}}},
        {"$ref": "#/$defs/nowhere"},
        {"$ref": "#"},
        {"$ref": "http://192.0.2.1/schema.json"},
        {"$ref": "file:///etc/passwd"},
        {"properties": {"a": {"pattern": "(?<=y)x"}}},
        {"properties": {"a": {"pattern": "(x)\\1"}}},
        {"patternProperties": {"a": True}, "unevaluatedProperties": False},
    ],
)
def test_a_broken_schema_refuses_in_words(schema: Any) -> None:
    assert "schema" in ArgumentChecker().problem({"a": "x"}, schema)


def test_a_schema_nested_without_end_is_broken() -> None:
    schema: dict[str, Any] = {}
    inner = schema
    for _ in range(5000):
        inner["properties"] = {"a": {}}
        inner = inner["properties"]["a"]
    assert "schema" in ArgumentChecker().problem({"a": "x"}, schema)
    schema = {"type": "object"}
    schema["self"] = schema
    assert "schema" in ArgumentChecker().problem({"a": "x"}, schema)


def test_everyday_arguments_need_no_validator() -> None:
    schema = {"type": "object", "properties": {"a": TEXT, "b": TEXT}, "required": ["a", "b"]}
    checker = ArgumentChecker()
    assert checker.problem({"a": "x", "b": "y"}, schema) == ""
    assert "required" in checker.problem({"a": "x"}, schema)


def test_messages_are_short_and_plain() -> None:
    found = ArgumentChecker().problem({"a": "\u202ex" * 5000}, {"properties": {"a": {"type": "integer"}}})
    assert len(found) < 300
    assert "\u202e" not in found


def test_items_that_must_differ_cost_no_square() -> None:
    many = [{"n": number} for number in range(20_000)]
    assert ArgumentChecker().problem({"a": many}, {"properties": {"a": {"uniqueItems": True}}}) == ""


@pytest.mark.parametrize(
    "hostile",
    [
        {"pattern": "^(a+)+$"},
        {"pattern": "^(a|a)*$"},
        {"pattern": "^(a*)*(a*)*(a*)*$"},
        {"patternProperties": {"(a+)+$": False}},
        {"patternProperties": {"(a+)+$": True}, "additionalProperties": True},
    ],
)
def test_no_pattern_takes_for_ever(hostile: dict[str, Any]) -> None:
    text = "a" * 40 + "b"
    schema = {"properties": {"a": hostile}, "additionalProperties": False}
    checker = ArgumentChecker()
    assert ("does not match" in checker.problem({"a": text}, schema)) is ("pattern" in hostile)
    assert checker.problem({"a": {text: 1}}, schema) == ""


def test_a_pattern_that_takes_too_many_steps_is_not_applied() -> None:
    schema = {"properties": {"a": {"pattern": "(a+a+)+b"}}}
    cannot = "the tool's own schema cannot be applied"
    assert ArgumentChecker().problem({"a": "a" * 600_000}, schema) == cannot
    many = {"properties": {"a": {"items": {"pattern": "b"}}}}
    assert ArgumentChecker().problem({"a": ["a" * 999 + "b"] * 600}, many) == cannot
    assert ArgumentChecker().problem({"a": ["a" * 999 + "b"] * 9}, many) == ""


@pytest.mark.parametrize(
    "level",
    [
        lambda inner: {"allOf": [inner, inner]},
        lambda inner: {"anyOf": [inner, inner, True], "unevaluatedProperties": False},
        lambda inner: {"if": inner, "then": inner, "else": inner},
    ],
)
def test_references_that_multiply_are_not_followed_for_ever(level: Any) -> None:
    schema: dict[str, Any] = {"$defs": {"d40": True}, "$ref": "#/$defs/d0"}
    for depth in range(40):
        schema["$defs"][f"d{depth}"] = level({"$ref": f"#/$defs/d{depth + 1}"})
    checker = ArgumentChecker()
    assert checker.problem({"a": 1}, schema) == "the tool's own schema cannot be applied"
    assert checker.problem({"a": 1}, {"required": ["b"]}) == "'b' is a required property"


def test_schemas_are_kept_by_content_and_forgotten_in_order() -> None:
    checker = ArgumentChecker()
    for _ in range(2):
        for number in range(600):
            assert checker.problem({}, {"title": str(number)}) == ""
    again = {"required": ["a"]}
    assert checker.problem({}, again)
    assert checker.problem({}, dict(again))
    assert checker.problem({"a": 1}, again) == ""


SCHEMAS = st.recursive(
    st.sampled_from(
        [
            {"type": "string", "minLength": 1},
            {"type": "integer", "minimum": 0},
            {"type": "number", "exclusiveMaximum": 9},
            {"type": "boolean"},
            {"type": "null"},
            {"enum": [1, "a", None]},
            {"type": "any"},
            {"minimum": "x"},
            True,
            False,
        ]
    ),
    lambda inner: st.fixed_dictionaries(
        {"type": st.sampled_from(["object", "array", "none"])},
        optional={
            "properties": st.dictionaries(st.sampled_from("ab"), inner),
            "items": inner,
            "required": st.lists(st.sampled_from("ab"), unique=True),
            "additionalProperties": inner,
        },
    ),
    max_leaves=6,
)


@given(SCHEMAS)
def test_what_is_called_plain_is_a_right_schema(schema: Any) -> None:
    if is_plain(schema):
        Draft202012Validator.check_schema(schema)


FLAT = st.fixed_dictionaries(
    {"type": st.just("object")},
    optional={
        "properties": st.dictionaries(
            st.sampled_from("abc"),
            st.sampled_from(
                [
                    {"type": "string"},
                    {"type": "integer", "description": "A number."},
                    {"type": "number", "default": 1},
                    {"type": "boolean"},
                    {"type": "integer", "minimum": 2},
                    {"type": "string", "enum": ["x"]},
                    {"type": "null"},
                    {"title": "Anything"},
                    {},
                    True,
                    False,
                ]
            ),
        ),
        "required": st.lists(st.sampled_from("abc"), unique=True),
        "additionalProperties": st.sampled_from([True, False, {"type": "string"}]),
        "description": st.just("Flat."),
        "minProperties": st.just(2),
    },
)
VALUES: st.SearchStrategy[Any] = st.sampled_from(["x", "", 1, 2, 2.0, 1.5, float("nan"), True, None, [], {}])


@given(FLAT, st.dictionaries(st.sampled_from("abcd"), VALUES))
def test_flat_schemas_find_what_the_validator_finds(schema: Any, arguments: Any) -> None:
    valid = Draft202012Validator(schema).is_valid(arguments)
    assert (ArgumentChecker().problem(arguments, schema) == "") is valid
