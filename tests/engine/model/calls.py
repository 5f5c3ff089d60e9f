"""For the tests of the constraint: schemas with arguments that fit them, and how a call is written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from hypothesis import strategies as st
from llguidance import LLTokenizer

from engine.call_parser import CallParser, Parsed
from engine.contracts import ToolSpec
from engine.model.constraint import CallConstraint, CallGrammars

Schema = dict[str, Any]
Pair = tuple[Schema, Any]

CLOSE = 256
"""A special token of the vocabulary of bytes; it closes calls here."""

TEXT = st.text(st.characters(exclude_characters="\x7f", exclude_categories=["Cs"]), max_size=12)
NAMES = st.sampled_from(["a", "b", "path", "naïve key", 'q"uote', "back\\slash", "漢字"])


def tool(name: str, parameters: Any) -> dict[str, Any]:
    """A tool as a prompt holds it."""
    return {"type": "function", "function": {"name": name, "description": "", "parameters": parameters}}


@lru_cache
def letters() -> LLTokenizer:
    """A vocabulary of single bytes and a few special tokens."""
    return LLTokenizer("byte")


def begun(*tools: Any, close: int | None = CLOSE) -> CallConstraint:
    """The constraint for a call of one of these tools."""
    constraint = CallGrammars(letters, close).begin(tools)
    assert constraint is not None
    return constraint


def an_object(properties: Schema, required: Iterable[str] = ()) -> Schema:
    return {"type": "object", "properties": properties, "required": list(required)}


def rendered(name: str, arguments: Any) -> str:
    """A call as Qwen3's template writes it between the tags, up to the closing one."""
    written = json.dumps(arguments, ensure_ascii=False)
    return f'\n{{"name": {json.dumps(name, ensure_ascii=False)}, "arguments": {written}}}\n'


def taken(constraint: CallConstraint, tokens: Iterable[int]) -> bool:
    """Write `tokens`; False at the first one that is refused."""
    for token in tokens:
        if not constraint.allows(token):
            return False
        constraint.accept(token)
    return True


def fits(schema: Any, arguments: Any) -> bool:
    """True where a whole call with these arguments is taken."""
    constraint = begun(tool("t", schema))
    return taken(constraint, [*rendered("t", arguments).encode(), CLOSE]) and constraint.finished


def parse(text: str, schemas: dict[str, Any]) -> Parsed:
    """What the engine reads in the text of a call, tags excluded."""
    specs = {name: ToolSpec(name, "", schema) for name, schema in schemas.items()}
    parser = CallParser(specs, lambda: "1")
    parser.feed(f"<tool_call>{text}</tool_call>")
    return parser.finish()


def _numbers() -> st.SearchStrategy[Pair]:
    return st.one_of(
        st.integers(-(10**12), 10**12).map(lambda n: ({"type": "integer"}, n)),
        st.floats(allow_nan=False, allow_infinity=False).map(lambda n: ({"type": "number"}, n)),
        st.integers(-300, 300).map(lambda n: ({"type": "integer", "minimum": -300, "maximum": 300}, n)),
        st.integers(-8, 8).map(lambda n: ({"type": "number", "minimum": -2, "maximum": 2}, n / 4)),
    )


def _strings() -> st.SearchStrategy[Pair]:
    return st.one_of(
        TEXT.map(lambda s: ({"type": "string"}, s)),
        TEXT.map(lambda s: ({"type": "string", "minLength": len(s), "maxLength": len(s) + 3}, s)),
        st.from_regex(r"\A[a-z]{2}-[0-9]+\Z").map(
            lambda s: ({"type": "string", "pattern": "^[a-z]{2}-[0-9]+$"}, s)
        ),
        st.tuples(st.lists(TEXT, min_size=1, max_size=4, unique=True), st.randoms()).map(
            lambda found: ({"enum": found[0]}, found[1].choice(found[0]))
        ),
        TEXT.map(lambda s: ({"const": s}, s)),
    )


@st.composite
def _lists(draw: st.DrawFn, inner: st.SearchStrategy[Pair]) -> Pair:
    schema, value = draw(inner)
    count = draw(st.integers(0, 3))
    return {"type": "array", "items": schema, "minItems": min(count, 1), "maxItems": 4}, [value] * count


@st.composite
def _objects(draw: st.DrawFn, inner: st.SearchStrategy[Pair]) -> Pair:
    pairs = draw(st.dictionaries(NAMES, inner, max_size=4))
    properties = {name: schema for name, (schema, _) in pairs.items()}
    required = [name for name in pairs if draw(st.booleans())]
    value = {name: value for name, (_, value) in pairs.items() if name in required or draw(st.booleans())}
    return {**an_object(properties, required), "additionalProperties": False}, value


@st.composite
def _choices(draw: st.DrawFn, inner: st.SearchStrategy[Pair]) -> Pair:
    schema, value = draw(inner)
    other = draw(st.sampled_from([{"type": "null"}, {"type": "boolean"}]))
    return {"anyOf": draw(st.permutations([schema, other]))}, value


VALUES = st.recursive(
    _numbers() | _strings() | st.booleans().map(lambda b: ({"type": "boolean"}, b)),
    lambda inner: _lists(inner) | _objects(inner) | _choices(inner),
    max_leaves=6,
)
"""A schema, and a value that fits it with its keys in the order of the schema."""

ARGUMENTS = _objects(VALUES)
"""The same for the arguments of a tool."""
